"""Which lines are site furniture rather than the report: labels, buttons, breadcrumbs, page numbers, footers.

A line is judged by itself and by its zone. Between the report's first and last paragraph only what cannot be anything
else leaves the text (a button alone on a line, a page number); at the head and the tail also lines that a report could hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from indexer.fold import fold

HANZI: Final = "".join(map(chr, range(0x4E00, 0xA000)))
SIMPLIFIED: Final = str.maketrans(HANZI, fold(HANZI))
"""Traditional characters made simplified, so that the vocabulary below is written once; width and case stay."""
VOCABULARY: Final = (("资讯", "信息"), ("列印", "打印"), ("影片", "视频"), ("搜寻", "搜索"), ("网路", "网络"))
"""Taiwan's words on pages of reports that a machine converted."""
UNSIMPLIFIED: Final = re.compile(
    f"[{''.join(each for each in HANZI if SIMPLIFIED[ord(each)] != ord(each))}{''.join(word[-1] for word, _ in VOCABULARY)}]"
)
"""Without one of these a line stays as it is, which is seen twenty times as fast as it is translated."""


def _written_as(characters: str) -> frozenset[str]:
    """The Chinese characters that ``simplified`` makes one of these, or may."""
    wanted = {*characters, *(word[0] for word, _ in VOCABULARY)}
    return frozenset(each for each in HANZI if chr(SIMPLIFIED[ord(each)]) in wanted)


LABEL: Final = (
    r"(?:(?:文章|信息|稿件|新闻|内容|资料)?来\s*源|稿\s*源|作\s*者|撰\s*稿人?|供\s*稿|(?:责任|网页|网络|本期|执行|文字|图片)?编\s*辑|责\s*编|"
    r"(?:审|校)\s*[核对稿]|初审|复审|终审|监制|(?:发布|发表|更新|发稿|公开|生成|录入|上传|添加|创建|编辑|修改)(?:日期|时间|机构|单位|人|者)|"
    r"(?:浏览|阅读|点击|访问|查看)(?:次数|人次|人数|量|数|率)?|点击率|人气|字体(?:大小)?|字号|分享(?:到|至)?|转发|收藏|打印(?:本页)?|"
    r"索\s*引\s*号|信息索引|主题分类|组配分类|体裁分类|信息分类|信息类别|服务对象|公开(?:类型|方式|范围|目录|形式|时限)|有\s*效\s*性|"
    r"发文(?:机关|单位|字号|日期)|成文日期|发文机构|制发机关|文\s*号|文件编号|标\s*题|(?:信息|文件)?名\s*称|主\s*题\s*词|关键词|关键字|生效日期|废止日期|失效日期|"
    r"(?:抓取|采集|爬取|下载|获取|检索|存档|访问)(?:日期|时间)|(?:原文|本文|文章|网页|来源)(?:链接|地址|网址)|施行日期|实施日期|"
    r"所属栏目|栏目|上一(?:篇|条)|下一(?:篇|条)|(?:您?当前|您现在|您?所在|你现在|你所在|您|你)的?(?:所在)?位置(?:是)?|当前位置)"
)
FOOTER_LABEL: Final = (
    r"(?:版权所有|主办(?:单位)?|承办(?:单位)?|协办(?:单位)?|技术支持|网站标识码|备案号|联系(?:电话|我们|方式)|地\s*址|邮\s*编|邮政编码|电\s*话|传\s*真|"
    r"电子邮箱|投稿邮箱|网址|微信公众号|举报电话)"
)
STARTS_WITH_LABEL: Final = re.compile(rf"[\W_]*{LABEL}\s*[:：]")
HAS_LABEL: Final = re.compile(rf"{LABEL}\s*[:：]")
STARTS_WITH_FOOTER: Final = re.compile(rf"[\W_]*{FOOTER_LABEL}\s*[:：]?")
FOOTER_SIGN: Final = re.compile(
    r"版权所有|ICP备|公网安备|网站标识码|copyright|©|All Rights Reserved|建议使用.{0,20}(?:浏览|分辨率)", re.IGNORECASE
)
ALWAYS_LABEL: Final = re.compile(
    r"[（(【\[\s]*(?:责任编辑|责编|网页编辑|本文编辑|(?:浏览|阅读|点击|访问)(?:次数|量|数)|上一(?:篇|条)|下一(?:篇|条)|分享到|字体(?:大小)?|字号|"
    r"(?:您?当前|您现在|您?所在|你现在|你所在)的?(?:所在)?位置(?:是)?|索\s*引\s*号)\s*[:：]"
)
"""Labels that no sentence of a report begins with."""

BUTTON: Final = re.compile(
    r"(?:分享|分享到|分享至|转发|回首页|回上页|回上一页|收藏|加入收藏|收藏本站|设为首页|打印|打印本页|打印页面|关闭|关闭窗口|关闭本页|返回|返回首页|返回顶部|回到顶部|返回列表|返回上页|"
    r"首页|网站首页|上一页|下一页|上页|下页|尾页|末页|上一篇|下一篇|上一条|下一条|阅读全文|阅读原文|查看更多|更多|展开全文|点击展开|全文阅读|下载|附件下载|"
    r"关于我们|关于本站|联系我们|联系方式|隐私权?政策|隐私权?(?:保护)?声明|隐私保护|信息安全政策|政府网站资料开放宣告|广告服务|网站导览|网站导航|免责声明|法律声明|版权声明|网站声明|网站地图|站点地图|使用帮助|帮助中心|意见反馈|用户反馈|我要纠错|我要评论|发表评论|"
    r"友情链接|网站无障碍|无障碍|无障碍阅读|无障碍浏览|无障碍版|适老版|长者模式|长者版|关怀版|大字版|进入老年模式|繁体|简体|繁體|简体版|繁体版|繁體版|中文版|English|"
    r"(?:会员|用户)?(?:登录|登入|注册)|退出|搜索|检索|站内搜索|微信|微博|新浪微博|腾讯微博|QQ空间|QQ好友|朋友圈|微信朋友圈|微信公众号|官方微博|官方微信|手机版|客户端|移动端|"
    r"扫一扫|扫码|二维码|大|中|小|默认|[TA][+-]|复制链接|复制|举报|点赞|赞|踩|评论|纠错|朗读|播报|听全文|领取福利|点击领取|免费领取|"
    r"admin|administrator|E-?mail推荐|推荐给好友|推荐|广告)",
    re.IGNORECASE,
)
"""What a button or link says, alone."""

MENU: Final = re.compile(
    r"(?:网站|返回)?首页|(?:新闻|资讯|信息|服务|视频|图片|下载|互动|会员|数据)中心|(?:机构|人员|部门)(?:设置|概况|职能|简介)|(?:政协|人大|政府|法院|检察)?(?:概况|简介|领导|机构|机关)|"
    r"专题(?:专栏|报道|集锦)?|(?:专题|热点|学习)专栏|(?:政协|人大|政务|时政|要闻|工作|本地|最新|区县|县区|基层|图片|综合|通知|视频)?(?:要闻|动态|新闻|公告|消息|信息|快讯|头条)|通知公告|公示公告|"
    r"(?:政务|信息|政府信息|财政|预决算)公开|(?:互动|公众|政民)(?:交流|互动|参与)|(?:办事|在线|网上|便民|公共|政务)服务|(?:委员|代表)(?:风采|之家|天地|名单|履职|工作|园地)|"
    r"(?:提案|专委会|专门委员会|界别|文史|机关|党建|社情民意|民主监督|协商议政|参政议政|建言资政|理论)(?:工作|建设|园地|天地|资料|之窗|研究|选登|信息|专栏|活动|委员会)?|"
    r"(?:图片|视频|专题|本网|文史|政策|法律)(?:新闻|在线|库|集锦|长廊|法规|文件)|(?:立法|监督|代表)工作|选举任免|法律法规|政策法规|规章制度|文件资料|工作报告|重要会议|重要讲话|大会专题|历届大会|党派团体|时政|民生|视频|图片|"
    r"新闻|专栏|教育|经济|社会|文化|旅游|体育|健康|直播|评论|论坛|问政|招商引资|走进.{2,4}|魅力.{2,4}|领导(?:信箱|之窗|活动)|.{2,4}信箱|网上(?:提案|调查|咨询)|意见征集|"
    r"政策|公开|互动|服务|政务|概览|.{2,3}概览|.{2,3}概况"
)
"""What the entries of a site's menu say; a heading of a report may say some of it too, so that one alone proves nothing."""

PHRASE: Final = re.compile(
    r"(?:(?:您好[，,]?)?(?:欢迎.{0,20})?今天是(?:\d{4}年|\W|星期|周).{0,40}|(?:微信|手机|用手机|请)?扫(?:一扫|码|描).{0,16}|(?:点击|长按|识别).{0,8}二维码.{0,12}|微信扫码.{0,10}|分享(?:到|至).{0,30}|"
    r"(?:共计|共|全文)\s*\d+\s*个?字.{0,30}|预计阅读(?:时长|时间)?.{0,12}|.{0,6}\d+\s*次?(?:浏览|阅读|点击|访问)|(?:浏览|阅读|点击|访问)(?:次数|量)?\s*\d+\s*次?|"
    r"第\s*\d+\s*[/／]\s*\d+\s*页|本文(?:来自|转自|共|档).{0,30}|转载请注明.{0,30}|欢迎(?:访问|光临|来到|关注).{0,30}|.{0,10}版权所有.{0,40}|"
    r"【?打印】?\s*【?关闭】?(?:窗口)?|您是第\s*\d+\s*位.{0,6})"
)
SIGN: Final = re.compile(
    r"分享|收藏|打印|\d+\s*次?浏览|浏览次数|阅读次数|阅读时长|阅读量|点击数|点击量|共计\d+个?字|字体|字号|扫一扫|扫码|关闭窗口|设为首页|加入收藏|次阅读"
)
"""Words of the tool bar; two of them on one line make it one."""

FEWEST_ENTRIES: Final = 3
"""Entries that make a menu; two do where the first leads home."""
LONGEST_MENU: Final = 200
"""Lines that are looked at together; a longer menu is found piece by piece."""
HOME: Final = re.compile(r"(?:网站)?首页")
LONGEST_ENTRY: Final = 8
"""Characters of a menu's entry."""
NO_MENU: Final = re.compile(r"[\d。，、；：！？“”（）]")
"""Numbers and marks that no line of a menu holds."""
TITLE_ALONE: Final = re.compile(r"(?:报告|综述|要点|总结)$")
"""What is an entry in a row of others, but may be a title when it stands alone."""

ENDS_PAGE: Final = re.compile(
    r"[\W_]*(?:[上下]一(?:篇|条)\s*[:：]|(?:相关|推荐|热门|延伸|更多|最新)(?:链接|新闻|阅读|文章|报道|推荐|资讯|信息|文档)\W*$|猜你喜欢|友情链接)"
)
COMPILATION: Final = re.compile(r"第\s*\d+\s*[/／]\s*\d+\s*页|(?<!\d)\d++\s*+篇\s*+[（(]")
SITE: Final = re.compile(r"www\.|https?://|[◆★☆~～]|记住我|欢迎(?:您|访问|光临|来到)", re.IGNORECASE)
SITE_NAME: Final = re.compile(
    r"[^，。：；《》]{0,24}(?:文库|门户网站?|官方网站|官网|政府网站?|政协网站?|人大网|信息网|新闻网|公众网|之窗|资料网|范文网?|频道)\W*"
)
BREADCRUMB: Final = re.compile(r"首页\s*[>＞»›/]|(?:[>＞»›]\s*\S+){2}|>>")
TIMESTAMP: Final = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?|\d{1,2}:\d{2}(?::\d{2})?")
DAY: Final = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
PAGE_NUMBER: Final = re.compile(
    r"[-–—─·•\s]*\d{1,3}[-–—─·•\s]*|第\s*\d{1,4}\s*页(?:\s*+[,，/]?+\s*+共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}|Page\s*\d+(?:\s*of\s*\d+)?",
    re.IGNORECASE,
)
CLOSING: Final = frozenset("，。！？；：、”’」』》")
CLOSING_MARKS: Final = re.compile(f"[{''.join(sorted(CLOSING))}]+")
"""What a line end may have torn off its sentence."""
PAPER_BYLINE: Final = re.compile(
    r"[（(【]?[^\s，。：；]{2,10}(?:日报|晚报|早报|晨报|时报|商报|都市报|政协报|法治报|法制报|新闻网|客户端|报社)[\s　）)】/|｜]*"
    r"\d{4}\s*(?:年|[-/.])\s*\d{1,2}\s*(?:月|[-/.])\s*\d{1,2}[^，。；：]{0,40}"
)
"""The paper and its day over a feature: 示例日报 2024年1月12日 记者 …"""
REPORTER: Final = re.compile(
    r"[（(【□■○◎\s]*(?:[^\s，。：；]{0,8}[报网台])?\s*(?:全媒体|融媒体|首席|见习|实习)*(?:记者|通讯员)[\s/:：丨|]+[^，。；：]{2,40}"
)
SEPARATORS: Final = re.compile(r"[|｜丨/／\s\u3000、,，;；<>＜＞«»›《》【】\[\]()（）{}·•:：—]+")
SEPARATING: Final = "|｜丨/／、,，;；<>＜＞«»›《》【】[]()（）{}·•:：—" + "".join(
    filter(str.isspace, map(chr, range(0x3001)))
)
"""All separators, for ``str.lstrip``."""
BESIDE_BUTTONS: Final = re.compile(rf"\d{{1,3}}|字体|推荐|共\d+页|{TIMESTAMP.pattern}")
SENTENCE: Final = re.compile(r"[。！？；]|[，,].{6,}[，,].{6,}[，,]")
LONGEST: Final = 160
"""Characters of the longest furniture line; breadcrumbs with a title and rows of links run long."""


def simplified(line: str) -> str:
    """The line in simplified characters and the mainland's words for a page's parts, of the same length."""
    if UNSIMPLIFIED.search(line) is None:
        return line
    line = line.translate(SIMPLIFIED)
    for word, ours in VOCABULARY:
        line = line.replace(word, ours)
    return line


FIRST: Final = _written_as(
    "上下中举二今会你使信免全共关分加友发听回复大字官客小尾展帮广当微您意我所手打扫推搜播收政新无更朋朗末本查检欢法注浏点版用登移站简"
    "索繁纠网联腾设访评识请责赞踩转返进退适长阅附隐预领首默"
)
"""The Chinese characters that a button, ``PHRASE`` or ``ALWAYS_LABEL`` can begin with, separators left out."""
LAST: Final = _written_as("览读击问页")
"""What the phrases that can begin with anything end with, and the page number that begins with 第."""


def may_be_furniture(line: str) -> bool:
    """What holds of every line of which ``is_furniture_anywhere`` or ``is_page_number`` is true, and is soon told."""
    first = line.lstrip(SEPARATING)[:1]
    return not "\u4e00" <= first <= "\u9fff" or first in FIRST or line[-1] in LAST or "所有" in line


def is_furniture_anywhere(line: str) -> bool:
    """A line that cannot be part of a report wherever it stands. ``line`` is not blank."""
    if not line[0].isalnum() and not any(map(str.isalnum, line)):
        return CLOSING_MARKS.fullmatch(line) is None
    if len(line) > LONGEST or not may_be_furniture(line):
        return False
    line = simplified(line)
    if (
        _all_buttons(line)
        or ("【" in line and _all_buttons("".join(line.split())))
        or (PHRASE.fullmatch(line) and not SENTENCE.search(line))
    ):
        return True
    return ALWAYS_LABEL.match(line) is not None and not re.search(r"[。！？]", line)


def is_furniture_at_edge(line: str, *, head: bool) -> bool:
    """A line that is furniture where it stands before the report's first, or after its last, paragraph."""
    return is_furniture_anywhere(line) or (len(line) <= LONGEST and _is_furniture_at_edge(line, head))


@lru_cache(maxsize=256)  # asked of the first and the last lines of a report more than once
def _is_furniture_at_edge(line: str, head: bool) -> bool:
    line = simplified(line)
    if re.search(r"[。！？]", line):
        return False
    labels = len(HAS_LABEL.findall(line)) if ":" in line or "：" in line else 0
    if labels > 1 or len(SIGN.findall(line)) > 1:
        return True
    if labels and (STARTS_WITH_LABEL.match(line) or SITE.search(line) or TIMESTAMP.search(line) or DAY.match(line)):
        return True
    if TIMESTAMP.fullmatch(line) or re.fullmatch(r"\d{5,}", line) or COMPILATION.search(line):
        return True
    if head and (PAPER_BYLINE.fullmatch(line) or REPORTER.fullmatch(line)):
        return True
    return (BREADCRUMB.search(line) is not None and head) or (FOOTER_SIGN.search(line) is not None and not head)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a line offers as a part of a menu."""

    entries: int
    """None where the line cannot be part of one."""
    said: int
    """Of the entries, those in a menu's words."""
    home: bool
    """Whether the first leads home."""


def menus(lines: Sequence[str]) -> set[int]:
    """Positions of the lines that are menus: several short entries in a row, most of them in a menu's words."""
    offers = [_offer(simplified(line)) for line in lines]
    found: set[int] = set()
    position = 0
    while position < len(offers):
        length = _menu_run(offers[position : position + LONGEST_MENU])
        found.update(range(position, position + length))
        position += max(1, length)
    return found


def _menu_run(offers: Sequence[Offer]) -> int:
    """How many lines from the first on are one menu; its first and its last line hold words of a menu."""
    length = end = said = entries = 0
    for number, offer in enumerate(offers, 1):
        if not (offer.said if number == 1 else offer.entries):
            break
        entries += offer.entries
        said += offer.said
        if offer.said:
            length, end = number, entries
    home = end > 1 and said == end and offers[0].home
    return length if (home or end >= FEWEST_ENTRIES) and said * 2 > end else 0


def _offer(line: str) -> Offer:
    pieces = _entries(line)
    home = bool(pieces) and HOME.fullmatch(pieces[0]) is not None
    return Offer(len(pieces), sum(_says_menu(piece) for piece in pieces), home)


def _entries(line: str) -> list[str]:
    """What a line of a menu offers; nothing where it cannot be one."""
    pieces = [piece for piece in SEPARATORS.split(line) if piece]
    if NO_MENU.search(line) or any(len(piece) > LONGEST_ENTRY for piece in pieces):
        return []
    return [] if len(pieces) == 1 and TITLE_ALONE.search(pieces[0]) else pieces


def _says_menu(piece: str) -> bool:
    return MENU.fullmatch(piece) is not None or BUTTON.fullmatch(piece) is not None


def is_site_name(line: str) -> bool:
    """A line before the title that names or praises the site."""
    line = simplified(line)
    named = SITE_NAME.fullmatch(line) is not None and "关于" not in line
    return len(line) <= 40 and (named or SITE.search(line) is not None) and not SENTENCE.search(line)


def is_label(line: str) -> bool:
    """A short line of the form 来源：北京日报; true of it even between a report's date and its salutation."""
    return (
        len(line) <= 60 and STARTS_WITH_LABEL.match(simplified(line)) is not None and not re.search(r"[。！？]", line)
    )


def is_breadcrumb(line: str) -> bool:
    """您现在的位置：首页 > 文件 …"""
    return re.match(r"[\W_]*(?:您|你|当前|所在|现在)[^，。]{0,6}位置", simplified(line)) is not None


def ends_page(line: str) -> bool:
    """A line under which only links to other pages follow."""
    return len(line) <= 80 and ENDS_PAGE.match(simplified(line)) is not None


def is_footer_label(line: str) -> bool:
    """主办单位, 地址, 电话 …: furniture only in a footer that shows itself to be one."""
    return STARTS_WITH_FOOTER.match(simplified(line)) is not None


def has_footer_sign(lines: Sequence[str]) -> bool:
    """Whether these lines hold what only the footer of a site holds: 版权所有, ICP备 …"""
    return any(FOOTER_SIGN.search(simplified(line)) for line in lines)


def is_page_number(line: str) -> bool:
    """12, — 12 —, 第3页 共10页. A year alone is none."""
    return PAGE_NUMBER.fullmatch(simplified(line)) is not None


def _all_buttons(line: str) -> bool:
    opening = line.lstrip(SEPARATING)
    if not (BUTTON.match(opening) or BESIDE_BUTTONS.match(opening)):
        return False  # the first piece is none, so that the row need not be cut up
    pieces = [piece for piece in SEPARATORS.split(line) if piece]
    named = [piece for piece in pieces if BUTTON.fullmatch(piece) and len(piece) > 1]
    return bool(named) and all(BUTTON.fullmatch(piece) or BESIDE_BUTTONS.fullmatch(piece) for piece in pieces)
