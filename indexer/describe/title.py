"""The report's own title: what stands above its text, not the site's slogan, its path of links or a collection's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

from indexer.describe.labels import Labels
from indexer.describe.lines import Line, Lines, make_line
from indexer.models import CleanDocument, Evidence

_MAX_CHARACTERS: Final = 90
_MIN_CHARACTERS: Final = 4
_TITLE_LINES: Final = 6
"""A title stands among the first paragraphs; further down a short line is a heading."""

_ENDING: Final = (
    r"报告|汇报|综述|总结|小结|讲话|发言|致辞|决议|决定|要点|计划|规划|方案|条例|章程|规则|规定|办法|细则|准则|法|令|制度|提案|建议案?|通知|通报|公告|通告|布告|公报|"
    r"批复|答复|复函|函|意见|命令|纪要|信息|纪实|侧记|回眸|巡礼|答卷|召开|开幕|闭幕|举行|开幕词|闭幕词|说明|白皮书"
)
_PLEA: Final = re.compile(
    r"(?:应予?|亟待|亟需|急需|急盼|值得|需要?|不容)(?:引起)?(?:高度|足够|有关方面|有关部门|各方)?(?:的)?(?:重视|关注|解决|规范|加强|忽视|改善|完善|整治|警惕)$"
)
"""How a leaflet on what people say is headed: …问题应予重视, …现象值得关注."""
_TITLED: Final = re.compile(
    rf"(?:{_ENDING})(?:[(].{{0,24}}[)])?$|工作报告|工作综述|政协|政治协商|人大|政府|法院|检察院|国务院"
)
_ENDED: Final = re.compile(rf"(?:{_ENDING})$")
_NAME_CHARACTERS: Final = 6
_SENTENCE: Final = re.compile(r"[。;…]|[!?,]$|[,].*[,].*[,]")
_COLLECTION: Final = re.compile(
    r"\d+篇|[一二三四五六七八九十]+篇|共\d+页|[“\"]?两会[”\"]?(?:工作)?报告$|范文|合集|合辑|汇编|选编$|选辑$|汇集$|大全|精选\d*$|模板|文库|目录$|上一[页篇]|下一[页篇]"
)
_PATH: Final = re.compile(
    r"^[^\s>»›]{2,8}[>»›][^\s>»›]{2,12}$|论文(?:部分)?内容(?:阅读|预览)|当前位置|您的位置|首页|[>»›].*[>»›]|→(?:正文|内容|浏览)?$|::|网站地图|[◆★☆●■~♥]|收藏"
)
_NOT_TITLE: Final = re.compile(
    r"^(?:(?:各位|尊敬的|同志们|主席|来源|作者|主办|承办|时间|日期|新华社.*电|目录|摘要|附件|索引号|[-—–]{1,4}|第?[一二三四五六七八九十]+[、章节.]|[(][一二三四五六七八九十\d]+[)]|\d+[、.])"
    r"|[\d年月日〇一二三四五六七八九十/.:-]+$|.{1,16}[〔\[(](?:\d{4}|(?:19|20)[x×*_○〇某]{1,2})[〕\])]第?(?:\d+|[x×*_○〇某]+)号$|请于|请.{0,20}(?:反馈|审阅|修改)|[(](?:征求意见|讨论|送审|审议|修改|草)稿[)]$)"
)
_SECTION: Final = re.compile(
    r"^(?:过去.?[年]|(?:19|20)\d\d年|去年|今年|一年来).{0,16}(?:回顾|安排|打算|任务|建议|目标|思路|部署|要求|总结|情况)$"
)
_DATED: Final = re.compile(r"^[(]?(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
_DATED_AT_END: Final = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日$")
_MASTHEAD: Final = re.compile(
    r"^(?:.{0,12}政协)?社情民意(?:信息|资讯|专报|简报|摘报)?$|^.{2,24}(?:网站?|门户|频道|简报|文件)$|会议文件(?:之?[一二三四五六七八九十\d]{1,3}|[(].{1,4}[)])$"
)
"""The name of a leaflet, a site or an office's letterhead above the title of its piece."""
_SITE_WORDS: Final = re.compile(r"^(?:[一-鿿]{2,5}\s+){2,}[一-鿿]{2,5}$")
"""The words of a site's head or menu: 中国政协 云南 昆明."""
PAPERS: Final = re.compile(r"大会发言(?:材料)?(?:之?[一二三四五六七八九十\d]{1,4}|[(]?(?:第?.{1,4}号?)[)])$")
"""The head of one of a session's papers, above its title: 某某市政协五届一次会议大会发言材料之六."""
_ISSUE: Final = re.compile(
    r"^[(]?(?:(?:19|20)\d\d年?)?第.{1,6}期(?:[(].{1,8}[)])?[)]?$|(?:19|20)\d\d年\d{1,2}月\d{1,2}日$"
)
"""The number of a leaflet, and its issuer with the day."""
_BOOK: Final = re.compile(r"年鉴[·.・]?(?:[(]?(?:19|20)\d\d年?[)]?)?(?:卷|版)?$|^(?:特载|专载|专文|文献|重要文献)$")
"""The name of a yearbook and of its part that holds reports."""
_BRACKETED_MONTH: Final = re.compile(r"^[(](?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?[)]$")
_SUBTITLE: Final = re.compile(
    r"(?<=报告)[\s(（]*(?=(?:19|20)\d\d年\d{1,2}月\d{1,2}日在)|(?<!\s)\s*+[-—–]{1,4}\s*(?=(?:(?:19|20)\d\d|[一二][〇零九]..)年.{1,2}月|在(?:政协|中国人民|.{2,14}(?:人民代表大会|会议)))"
)
_SAYS_WHAT: Final = re.compile(rf"^(?:—{{1,2}}|--?)(?![\d在二]).{{2,50}}(?:{_ENDING})$")
"""A subtitle that belongs to the title: ——青田县政协2021年工作综述; a date and a session do not."""
_OCCASION: Final = re.compile(r"^(?:—{1,2}|--?)(?:写在|记|来自|聚焦|献给)[^。;]{4,50}$")
"""A subtitle under a newspaper's headline: ——写在某某市政协成立40周年之际."""
_PERSON: Final = re.compile(
    r"(?:主席|省长|市长|区长|县长|州长|盟长|旗长|总理|主任|院长|检察长|书记|秘书长|委员长|部长|组长)[\s ]*[一-鿿·]{1,3}[\s ]*[一-鿿·]{1,9}$"
)
_OFFICER: Final = re.compile(
    r"[^\s。;:]{0,30}(?:主席|[省市区县州盟旗镇乡]长|主任|院长|检察长|书记|秘书长|委员长|部长|组长|专员)"
    r"(?:\s+(?:[一-鿿]{2,3}|[一-鿿](?:\s{1,3}[一-鿿]){1,2}|(?:欧阳|司马|上官|诸葛|尉迟|皇甫|慕容|司徒)[一-鿿]{2}|[一-鿿]{1,6}·[一-鿿·]{1,9})"
    r"|[王李张刘陈杨黄赵吴周徐孙马朱胡郭高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔][一-鿿]{1,2})"
)
"""Who gave the report, parted from the office, or behind it by a common family name: 县人大常委会副主任 某某."""
_PAGE_MARK: Final = re.compile(r"(?<!\s)\s*+[(（]第\d{1,3}[/／]\d{1,3}页[)）]$")
"""Where a site cut a text into pages, each has the whole title: 某某政协常委会工作报告(第3/12页)."""
_SPACED_OUT: Final = re.compile(r"^(?:\S\s+){3,}\S$")
_GENERIC: Final = re.compile(r"^(?:政府)?(?:常务?委?员?会)?(?:的)?工作(?:的)?报告$")
_BODY_NAME: Final = re.compile(
    r"(?:委员会|政协|人民政府|法院|检察院|人大常委会|协商会议|人民代表大会|办公[室厅]|研究室)$"
)
_YEARS_WORK: Final = re.compile(
    r"^(?:19|20)\d\d年度?工作(?:总结|小结)(?:[及和与暨、](?:(?:19|20)\d\d年度?)?.{0,6}(?:打算|计划|安排|要点|思路))?$"
)
"""The whole title of what an office keeps of its own year; further down it is a heading."""
_OPEN: Final = re.compile(r"关于|对.+的?|转发|印发")
_DOCUMENT: Final = re.compile(
    r"(?:关于|转发|印发|对).*(?:通知|批复|答复|复函|函|意见|决定|决议|报告|通报|公告|办法|说明)$"
)
_GOES_ON: Final = re.compile(r"^(?:和|与|及|暨|以及)(?:19|20|二|一).{4,60}(?:报告|总结|计划|要点)(?:[(].{1,12}[)])?$")
"""…2022年预算执行情况 / 和2023年预算草案的报告."""
_SUFFIX: Final = re.compile(
    r"(?<!\s)\s*+(?:(?<!_)_++|\||--?|–|—|-)\s*([^_|–—-]{2,24})$",
)
_SITE: Final = re.compile(
    r"网$|网站$|政协$|政府$|门户|首页|委员会$|在线$|频道$|日报$|晚报$|客户端$|中心$|政务|资讯|新闻$|公开$|文库$|动态$|人大$|^www|\.(?:cn|com|net|org)$"
)


def find_title(document: CleanDocument, lines: Lines, labels: Labels) -> tuple[str, Evidence] | None:
    """The title with its evidence, in the script of the source; None where the document states none.

    Asked in turn: a 标题 label, the first lines of the text, the format's own title without the site's name.
    """
    label = labels.get("title")
    if label is not None and is_title(make_line(label.text, "furniture", folded=label.folded)):
        return _as_title(label.text), label.evidence
    stated = _stated_title(document)
    said = next((line for line in lines.head[:_TITLE_LINES] if stated and line.flat == stated.flat), None)
    if said is not None and _is_titled(said):
        return _as_title(said.text), said.whole()
    own = _own_title(lines.head)
    if own is not None and (stated is None or _TITLED.search(own[0].flat)):
        return _as_title(own[1]), own[0].whole()
    paged = next((line for line in lines.furniture if _PAGE_MARK.search(line.text) and is_title(line)), None)
    if own is None and paged is not None:
        return _as_title(paged.text), paged.whole()
    if stated is not None:
        return _as_title(stated.text), Evidence(stated.text, "title")
    return None


def is_title(line: Line) -> bool:
    """Whether a line reads like the title of a report, rather than a sentence, a heading, a path or a collection."""
    flat = line.flat
    return (
        _MIN_CHARACTERS <= len(flat) <= _MAX_CHARACTERS
        and not any(pattern.search(flat) for pattern in (_COLLECTION, _PATH, _NOT_TITLE, _SECTION, _DATED, _SENTENCE))
        and not (_PERSON.search(line.folded) and not _TITLED.search(flat))
        and not (_OFFICER.fullmatch(line.folded.strip()) and not _ENDED.search(flat))
        and not _is_signed(flat)
        and any("一" <= character <= "鿿" for character in flat)
    )


def _is_signed(flat: str) -> bool:
    """The issuer and the day of a leaflet on one line: 政协…办公室 2021年9月8日."""
    day = _DATED_AT_END.search(flat)
    return day is not None and not _ENDED.search(flat[: day.start()])


def strip_site(title: str) -> str:
    """A page's title without the names of the site and its sections: 工作报告_某某政协 → 工作报告."""
    while True:
        match = _SUFFIX.search(title)
        if match is None or not _SITE.search(match[1].strip()) or _ENDED.search(match[1].strip()):
            return title.strip()
        title = title[: match.start()]


def name_from_file(found: tuple[str, Evidence] | None, file: str) -> tuple[str, Evidence] | None:
    """The file's name, where it reads like a title and says more than the text (evidence "file"), else ``found``.

    That is where the text has no title, or only 政府工作报告 and the name says whose or of which year.
    """
    stem = make_line(PurePosixPath(file).stem, "file")
    if len(stem.flat) < _NAME_CHARACTERS or not _ENDED.search(stem.flat) or not is_title(stem):
        return found
    if found is not None and not (_GENERIC.search(found[0]) and stem.flat.endswith(found[0])):
        return found
    return _as_title(stem.text), stem.whole()


def _stated_title(document: CleanDocument) -> Line | None:
    for written in (document.raw.title, document.raw.stated.get("title")):
        if written:
            line = make_line(strip_site(written), "title")
            if is_title(line):
                return line
    return None


def _own_title(head: Sequence[Line]) -> tuple[Line, str] | None:
    """The line of the title and its words, joined with the next line where it runs over."""
    head = _below_mastheads(head)
    if head and _YEARS_WORK.search(head[0].flat):
        return head[0], head[0].text
    for number, line in enumerate(head[:_TITLE_LINES]):
        if _SENTENCE.search(line.flat) and len(line.flat) > _MAX_CHARACTERS:
            return None  # the text has begun
        heading = line.where.startswith("heading")
        following = head[number + 1] if number + 1 < len(head) else None
        above = (
            _MASTHEAD.search(line.flat)
            or _SITE_WORDS.search(line.folded.strip())
            or (_BODY_NAME.search(line.flat) and not _goes_on(line, following))
        )
        below = head[number + 1 : _TITLE_LINES]
        if above and any(_is_titled(later) or _is_plea(later, head) for later in below):
            continue
        if not is_title(line) or not (_TITLED.search(line.flat) or heading or number == 0 or _is_plea(line, head)):
            continue
        if following is not None and _runs_over(line, following):
            return line, line.text.strip() + following.text.strip()
        if following is not None and _SAYS_WHAT.search(following.flat) and not _SUBTITLE.match(following.folded):
            return line, line.text.strip() + following.text.strip()
        if following is not None and number == 0 and _OCCASION.search(following.flat):
            return line, line.text.strip() + following.text.strip()
        named = _TITLED.search(line.flat) or heading or _is_plea(line, head)
        if not named and not _is_followed_by_text(head):
            continue
        return line, line.text
    return None


def _is_plea(line: Line, head: Sequence[Line]) -> bool:
    """The title of a leaflet's piece, under nothing but the leaflet's head; further down it is a heading."""
    if _PLEA.search(line.flat) is None or not is_title(line):
        return False
    before = head[: next((number for number, each in enumerate(head) if each is line), 0)]
    return all(
        _MASTHEAD.search(each.flat) or _BODY_NAME.search(each.flat) or _ISSUE.search(each.flat) for each in before
    )


def _below_mastheads(head: Sequence[Line]) -> Sequence[Line]:
    """The first lines without those that name what the text was printed in: a yearbook, a session's papers."""
    start = 0
    while start + 1 < min(len(head), _TITLE_LINES):
        flat = head[start].flat
        if not (PAPERS.search(flat) or _BOOK.search(flat) or (start and _BRACKETED_MONTH.search(flat))):
            break
        start += 1
    return head[start:]


def _goes_on(line: Line, following: Line | None) -> bool:
    return following is not None and _runs_over(line, following)


def _is_titled(line: Line) -> bool:
    """A title by its own last word."""
    return (
        is_title(line) and _TITLED.search(line.flat) is not None and _ENDED.search(line.flat.split("(")[0]) is not None
    )


def _runs_over(line: Line, following: Line) -> bool:
    """国务院关于… / …的通知; 政协某市委员会常务委员会 / 工作报告."""
    if not is_title(following):
        return False
    if _BODY_NAME.search(line.flat) and following.flat.startswith("关于") and _DOCUMENT.search(following.flat):
        return True
    if _GOES_ON.search(following.flat) or (_BODY_NAME.search(line.flat) and _GENERIC.search(following.flat)):
        return True
    return (
        bool(_OPEN.search(line.flat))
        and not _DOCUMENT.search(line.flat)
        and bool(_DOCUMENT.search(line.flat + following.flat))
    )


def _is_followed_by_text(head: Sequence[Line]) -> bool:
    """A first line without any word of a title is one only above real paragraphs."""
    return any(len(line.flat) > _MAX_CHARACTERS for line in head[1:])


def _as_title(text: str) -> str:
    cut = _SUBTITLE.search(text)
    if cut is not None and cut.start() >= _MIN_CHARACTERS:
        text = text[: cut.start()]
    text = _PAGE_MARK.sub("", text.strip().strip("#*").strip())
    if _SPACED_OUT.match(text):
        return "".join(text.split())
    return " ".join(text.split())
