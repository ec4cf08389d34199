"""The words of sites: labels, buttons, menus and set phrases that stand around a report, written once in simplified characters."""

from __future__ import annotations

import re
from typing import Final

from indexer.fold import fold

HANZI: Final = "".join(map(chr, range(0x4E00, 0xA000)))
SIMPLIFIED: Final = str.maketrans(HANZI, fold(HANZI))
"""Traditional characters made simplified, so that the vocabulary below is written once; width and case stay."""
VOCABULARY: Final = (
    ("资讯", "信息"),
    ("列印", "打印"),
    ("影片", "视频"),
    ("搜寻", "搜索"),
    ("网路", "网络"),
    ("视窗", "窗口"),
)
"""Taiwan's words on pages of reports that a machine converted."""
UNSIMPLIFIED: Final = re.compile(
    f"[{''.join(each for each in HANZI if SIMPLIFIED[ord(each)] != ord(each))}{''.join(word[-1] for word, _ in VOCABULARY)}]"
)
"""Without one of these a line stays as it is, which is seen twenty times as fast as it is translated."""


def simplified(line: str) -> str:
    """The line in simplified characters and the mainland's words for a page's parts, of the same length."""
    if UNSIMPLIFIED.search(line) is None:
        return line
    line = line.translate(SIMPLIFIED)
    for word, ours in VOCABULARY:
        line = line.replace(word, ours)
    return line


def _written_as(characters: str) -> frozenset[str]:
    """The Chinese characters that ``simplified`` makes one of these, or may."""
    wanted = {*characters, *(word[0] for word, _ in VOCABULARY)}
    return frozenset(each for each in HANZI if chr(SIMPLIFIED[ord(each)]) in wanted)


LABEL: Final = (
    r"(?:(?:文章|信息|稿件|新闻|内容|资料)?来\s*源|稿\s*源|作\s*者|撰\s*稿人?|供\s*稿|(?:责任|网页|网络|本期|执行|文字|图片)?编\s*辑|责\s*编|"
    r"(?:审|校)\s*[核对稿]|[初复终一二三]审|监制|签发|图文|文字|摄影|记者|通讯员|原标题|原文链接|内容概述|文档编号|Tags|标签|信息发布者|(?:发布|发表|更新|发稿|公开|生成|录入|上传|添加|创建|编辑|修改)(?:日期|时间|机构|单位|人|者)|"
    r"(?:今日|总|累计)?(?:浏览|阅读|点击|访问|查看|下载)(?:次数|人次|人数|量|数|率)?|点击率|点阅数|人气|字体(?:大小)?|字[号级]|分享(?:到|至)?|转发|收藏|打印(?:本页)?|"
    r"索\s*引\s*号|信息索引|主题分类|组配分类|体裁分类|信息分类|信息类别|服务对象|公开(?:类型|方式|范围|目录|形式|时限)|有\s*效\s*性|"
    r"发文(?:机关|单位|字号|日期)|成文日期|发文机构|制发机关|文\s*号|文件编号|标\s*题|(?:信息|文件)?名\s*称|主\s*题\s*词|关键词|关键字|生效日期|废止日期|失效日期|"
    r"所属栏目|栏目|[上下]一(?:篇|条|则)(?:文章|新闻|信息)?|解读链接|(?:您?当前|您现在|您?所在|你现在|你所在|您|你)的?(?:所在)?位置(?:是)?|当前位置)"
)
CREDIT: Final = r"(?:来源|作者|撰稿|供稿|(?:责任|执行|文字|图片|本期)?编辑|责编|[审校][核对稿]|[初复终一二三]审|监制|签发|图文|摄影|记者|通讯员)"
"""Labels that chat apps part from their names by a line: 编辑 | 某某; 收藏 | there stands before a title."""
FOOTER_LABEL: Final = (
    r"(?:版权所有|主办(?:单位)?|承办(?:单位)?|协办(?:单位)?|技术支持|网站标识码|备案号|联系(?:电话|我们|方式)|(?:本报|本社)?地\s*址|广告热线|维护单位|邮\s*编|邮政编码|电\s*话|传\s*真|"
    r"电子邮箱|投稿邮箱|网址|微信公众号|举报电话)"
)
ALWAYS_LABEL: Final = re.compile(
    r"[（(【\[\s]*(?:责任编辑|责编|网页编辑|本文编辑|(?:浏览|阅读|点击|访问)(?:次数|量|数)|[上下]一(?:篇|条|则)(?:文章|新闻|信息)?|分享到|字体(?:大小)?|字[号级]|"
    r"(?:您?当前|您现在|您?所在|你现在|你所在)的?(?:所在)?位置(?:是)?|索\s*引\s*号)\s*[:：]"
)
"""Labels that no sentence of a report begins with."""

BUTTON: Final = re.compile(
    r"(?:分享|分享到|分享至|转发|回首页|回上页|回上一页|收藏|加入收藏|收藏本站|设为首页|(?:我要|友善)?打印|打印本页|打印此文|打印页面|告诉好友|转寄友人|发送给好友|收藏本页|点击查看原文|我有话说|政务微[信博]|(?:政府网站|我要)找错|关闭|关闭窗口|关闭本页|返回|返回(?:首页|顶部|列表|上页|上一页|目录)|回(?:到顶部|顶端)|"
    r"首页|网站首页|上一页|下一页|上页|下页|尾页|末页|[上下]一(?:篇|条|则|版|期)|版面导航|标题导航|阅读全文|阅读原文|查看更多|更多|展开全文|点击展开|全文阅读|下载|(?:相关)?附件下载|立即下载|打开APP|"
    r"关于我们|关于本站|联系我们|联系方式|隐私权?政策|隐私权?(?:保护)?声明|隐私保护|信息安全政策|政府网站资料开放宣告|广告服务|网站导览|网站导航|免责声明|法律声明|版权声明|网站声明|网站地图|站点地图|使用帮助|帮助中心|意见反馈|意见信箱|用户反馈|我要纠错|我要评论|发表评论|"
    r"友情链接|网站无障碍|无障碍|无障碍阅读|无障碍浏览|无障碍版|适老版|长者模式|长者版|关怀版|大字版|进入老年模式|繁体|简体|繁體|简体版|繁体版|繁體版|中文版|English|"
    r"(?:会员|用户)?(?:登录|登入|注册)|退出|搜索|检索|站内搜索|微信|微博|新浪微博|腾讯微博|QQ空间|QQ好友|朋友圈|微信朋友圈|微信公众号|官方微博|官方微信|手机版|客户端|移动端|"
    r"扫一扫|扫码|二维码|大|中|小|[大中小]字?号|放大|缩小|默认|[TA][+-]|[TA][大中小]|收听|复制链接|复制|举报|点赞|赞|踩|评论|纠错|朗读|播报|听全文|领取福利|点击领取|免费领取|"
    r"admin|administrator|E-?mail推荐|推荐给好友|推荐|广告)",
    re.IGNORECASE,
)
"""What a button or link says, alone."""

PHRASE: Final = re.compile(
    r"(?:(?:您好[，,]?)?(?:欢迎.{0,20})?今天是(?:\d{4}年|\W|星期|周).{0,40}|(?:微信|手机|用手机|请)?扫(?:一扫|码|描).{0,16}|(?:点击|长按|识别).{0,8}二维码.{0,12}|微信扫码.{0,10}|分享(?:到|至).{0,30}|"
    r"点击(?:上方|下方|上面|下面)?.{0,4}蓝色?字.{0,12}|:*跳到主要内容(?:区块|区)?|预览时标签不可点|"
    r"(?:共计|共|全文)\s*\d+\s*个?字.{0,30}|预计阅读(?:时长|时间)?.{0,12}|.{0,6}\d+\s*次?(?:浏览|阅读|点击|访问)|(?:浏览|阅读|点击|访问)(?:次数|量)?\s*\d+\s*次?|"
    r"第\s*\d+\s*[/／]\s*\d+\s*页|本文(?:来自|转自|共|档).{0,30}|转载请注明.{0,30}|欢迎(?:访问|光临|来到|关注).{0,30}|.{0,10}版权所有.{0,40}|"
    r"【?打印】?\s*【?关闭】?(?:窗口)?|您是第\s*\d+\s*位.{0,6})[！!]?"
)
SIGN: Final = re.compile(
    r"分享|收藏|打印|\d+\s*次?浏览|浏览次数|阅读次数|阅读时长|阅读量|点击数|点击量|共计\d+个?字|字体|字号|扫一扫|扫码|关闭窗口|设为首页|加入收藏|次阅读"
)
"""Words of the tool bar; two of them on one line make it one."""
MENU: Final = re.compile(
    r"(?:网站|返回)?首页|(?:新闻|资讯|信息|服务|视频|图片|下载|互动|会员|数据)中心|(?:机构|人员|部门)(?:设置|概况|职能|简介)|(?:政协|人大|政府|法院|检察)?(?:概况|简介|领导|机构|机关)|"
    r"专题(?:专栏|报道|集锦)?|(?:专题|热点|学习)专栏|(?:政协|人大|政务|时政|要闻|工作|本地|最新|区县|县区|基层|图片|综合|通知|视频)?(?:要闻|动态|新闻|公告|消息|信息|快讯|头条)|通知公告|公示公告|"
    r"(?:政务|信息|政府信息|财政|预决算)公开|(?:互动|公众|政民)(?:交流|互动|参与)|(?:办事|在线|网上|便民|公共|政务)服务|(?:委员|代表)(?:风采|之家|天地|名单|履职|工作|园地)|"
    r"(?:提案|专委会|专门委员会|界别|文史|机关|党建|社情民意|民主监督|协商议政|参政议政|建言资政|理论)(?:工作|建设|园地|天地|资料|之窗|研究|选登|信息|专栏|活动|委员会)?|"
    r"(?:图片|视频|专题|本网|文史|政策|法律)(?:新闻|在线|库|集锦|长廊|法规|文件)|(?:立法|监督|代表)工作|选举任免|法律法规|政策法规|规章制度|文件资料|工作报告|重要会议|重要讲话|大会专题|历届大会|会议活动|建言献策|参政议政|学习园地|履职动态|调研视察|党派团体|时政|民生|视频|图片|"
    r"新闻|专栏|教育|经济|社会|文化|旅游|体育|健康|直播|评论|论坛|问政|招商引资|走进.{2,4}|魅力.{2,4}|领导(?:信箱|之窗|活动)|.{2,4}信箱|网上(?:提案|调查|咨询)|意见征集|"
    r"政策|公开|互动|服务|政务|概览|.{2,3}概览|.{2,3}概况"
)
"""What the entries of a site's menu say; a heading of a report may say some of it too, so that one alone proves nothing."""
ENDS_PAGE: Final = re.compile(
    r"[\W_]*(?:[上下]一(?:篇|条|则)(?:文章|新闻|信息)?\s*[:：]|"
    r"(?:相关|推荐|热门|延伸|更多|最新|往期|精彩)(?:链接|新闻|阅读|文章|报道|推荐|资讯|信息|文档|稿件|评论|排行|回顾|精选|内容)\W*$|"
    r"【[^】]{2,40}】\s*相关文章|本文标签|文章评论|您可能(?:还|也)?(?:感兴趣|喜欢|需要)|猜你喜欢|网友评论|友情链接|预览时标签不可点|分享让更多人看到|举报/反馈)"
)
"""Over links to other pages and what readers said, which reach to the end of the page."""
BESIDE_REPORT: Final = (
    r"发表于[^，。：；]{2,4}|收录于.{0,4}(?:合集|话题|专辑).{0,30}|以下文章来源于.{0,40}|第\d{1,2}版\W{0,2}\w{0,12}|"
    r"\d{4}年\d{1,2}月\d{1,2}日\W{0,3}(?:星期|周)[一二三四五六日天].{0,16}|[^，。：；]{0,40}(?:领域创作者|官方[账帐]号)|关注|[\[【]正文[\]】]|"
    r"[^。]{0,40}小编[^。]{0,60}(?:欢迎|参考|整理|分享|帮助)[^。]{0,30}[。！]?|[^，。]{2,30}欢迎您[！!]?|(?:A[+-]?\s*+){2,4}|(?:语音播报|听新闻)\s*[:：]?|"
    r"政府信息公开(?:指南|制度|目录)?|法定主动公开内容|\W*END\W*|共\s*\d+\s*页[\s\d]*|(?:[【\[]\d{1,2}[】\]]\s*+)+|相关附件|技术支持\s*[:：].{2,30}|"
    r"[\[【（(]\s*(?:索\s*引\s*号|发文字号|发[布文]机[构关]|主题分类|体裁分类|[成行]文日期|发布日期|有效性|文\s*号|标\s*题)\s*[\]】）)].{0,80}|索\s*引\s*号\s.{0,60}|"
    r"(?:日期|时间)\s*[:：]\s*\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|"
    r"(?:特别|免责|版权)?声明[:：].{0,40}(?:本网|本站|平台|转载|作者).{0,90}|喜欢就点.{0,30}|(?:继续|向[上下左右])滑动看下一个|轻触阅读原文|"
    r"(?:没有更多|正在加载|加载中|暂无评论|登录后).{0,12}|评论\s*\d*|(?:关注)?该?公众号|本文档由.{0,40}|VIP.{0,30}|下载文档.{0,30}|"
    r".{0,20}(?:来源于网络|如有侵权).{0,40}|(?:政策|文件)?解读(?:链接)?[:：].{0,60}"
)
"""What stands beside a report on pages of some kind (a chat app's articles, a newspaper's edition, a file store), alone on its line."""
CAPTION: Final = re.compile(r"\W{0,2}(?:[▲△▼↑↓]|图[①-⑨\d一二三四五]{0,2}\s*[:：为])[^。]{2,60}。?.{0,24}\s摄[）)]?")
"""The caption of a photograph, by its photographer: 图①：大会会场。记者 某某 摄."""
PRINTED_SLOGAN: Final = re.compile(
    r"\W{0,2}(?:内部(?:资料|文件|材料|参考)|注意(?:保存|保密)|妥善保管|请勿(?:外传|转载|翻印|复制)|严禁外传|会后收回|会议(?:文件|材料)|"
    r"仅供(?:学习|内部|个人|参考).{0,8}|版权所有.{0,12}|翻印必究|[\s·|/，,、—-])+\W{0,2}"
)
"""What is stamped on every page: 内部资料 注意保存."""
FIRST: Final = _written_as(
    "上下中举二今会你使信免全共关分加友发听回复大字官客小尾展帮广当微您意我所手打扫推搜播收政新无更朋朗末本查检欢法注浏点版用登移站简"
    "告放缩立标预跳相图索繁纠网联腾设访评识请责赞踩转返进退适长阅附隐预领首默"
)
"""The Chinese characters that a button, ``PHRASE`` or ``ALWAYS_LABEL`` can begin with, separators left out."""
LAST: Final = _written_as("览读击问页")
"""What the phrases that can begin with anything end with, and the page number that begins with 第."""
