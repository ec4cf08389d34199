"""What a text says of its own completeness: 一图读懂 or （摘要） in its title, （未完待续） or 第62/65页 at its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from indexer.describe.lines import Line, Lines
from indexer.models import Evidence

_REPORT: Final = r"(?:工作(?:情况)?的?报告|讲话|意见|条例|办法|规划|方案|通知)[》”]?"
_DIGEST_TITLE: Final = re.compile(
    r"一(?:张|组)?(?:长)?图(?:片)?(?:看懂|读懂|速览|速读|了解|看清|看|读|解读|尽览|详解|全解|带你)"
    r"|(?:^|[|:丨〡·!【《])(?:图解|图说|图文|图读|长图|海报|漫画|动漫|动画|数读|数说|数看|速览|速读|快读|划重点|画重点|解读|政策解读|权威解读)"
    r"|(?<![多少])(?:数读|数说)(?=.{0,20}报告)|(?:图解|图说|图读|速览|速读|快读)(?=.{0,30}报告)|划重点|[hH]5[|:丨〡·!《【页作版]"
    r"|\d+(?:分钟|秒钟?|张图|个关键词|个数字|组数据)(?:看懂|读懂|速览|速读|了解|看|读|带你)?"
    r"|一文(?:看懂|读懂|速览|了解)|带你(?:看懂|读懂|速览|速读|看|读)"
    rf"|{_REPORT}(?:的)?(?:要点|摘要|摘登|摘编|提要|干货|亮点|看点|精华|精要|重点|关键词)(?:速览|速读|摘要|提炼|来了)?[!]?(?:[(].{{0,20}}[)])?$"
    rf"|{_REPORT}(?:全文)?(?:速览|速读|极简版|精简版|精华版|精编版|简版|摘要版|图解版?|漫画版|数据版|图文版|干货来了|亮点来了)"
    r"|[(【\[](?:内容)?(?:摘要|摘登|摘编|提要|要点|图解|精华版|摘要版|精简版|极简版|简版|解读)[)】\]]|摘要版"
    rf"|(?:{_REPORT}|[》])(?:政策|专家|图文|权威|深度)?解读(?:之.|[(].{{0,10}}[)])?$"
)
"""Titles of digests, pictures, films and explanations of a document."""
_DIGEST_LINE: Final = re.compile(r"^[(【\[](?:内容)?(?:摘要|摘登|摘编|提要|要点|图解|摘要版|精简版|一图读懂)[)】\]]$")
_PIECE_TITLE: Final = re.compile(
    r"[(【\[](?:节选|节录|摘录|选登|选载|选编|部分内容|连载.{0,4})[)】\]]|节选自|[(](?:工作)?报告第[一二三四五]部分[)]|报告(?:节选|节录|选登|选载|摘录)(?:[(].{0,6}[)])?$"
    r"|工作(?:情况)?的?报告[》]?[(【\[](?:[上中下续]|之?[一二三四五六])[)】\]]$"
)
_TAKEN_FROM: Final = (
    r"(?:节选自|节录自|(?:选自|摘自|摘录自|选摘自).{2,50}(?:报告|讲话|决定|意见|纲要)[》”]?(?:[(].{0,12}[)])?[)】\]]?$)"
)
"""（选自……报告）; 摘自 alone names a newspaper or a site."""
_PIECE_LINE: Final = re.compile(
    rf"^[(【\[](?:节选|节录|摘录|选登|选载|连载.{{0,4}})[)】\]]$|^(?:[-—–]{{1,4}}|[(【\[]|注:)?(?:本文|以上|原文)?{_TAKEN_FROM}"
    r"|^(?:论文)?(?:部分)?内容(?:阅读|预览|试读)$|^论文部分内容"
)
_WHOLE_TITLE: Final = re.compile(
    r"[(【\[|:丨](?:全文|完整版|全文版|全文实录)[)】\]]?|报告[》]?(?:全文|完整版)(?:来了|发布|公布)?[!]?$"
)
_WHOLE_LINE: Final = re.compile(r"^.{0,40}(?:全文如下|全文发布如下|全文刊[发登]如下|报告全文)[:。]?$")
_GOES_ON: Final = re.compile(
    r"[(【\[]?(?:未完待续|未完,?下[转接].{0,8}|下转.{0,3}第?.{1,3}版.{0,6}|待续|本文有删减|有删[减节]|略有删[减节]|因篇幅.{0,20}|以下[略省].{0,4}|下略|后略)"
    r"[)】\]]?$"
)
"""The end of a text that goes on elsewhere, or from which something was taken out."""
_LINK: Final = re.compile(
    r"^[(【\[<>.…]*(?:点击|点此)?(?:阅读|查看|展开|浏览|显示)(?:更多|全文|全部|余下全文|剩余.{0,6})[)】\]>.…]*$|^全文阅读>*$"
)
_NEXT_PAGE: Final = re.compile(r"(?:^|\D)下一页")
_PAGE: Final = re.compile(r"第\s*(\d{1,4})\s*页?\s*[/,]?\s*共?\s*(\d{1,4})\s*页|[Pp]age\s*(\d{1,4})\s*of\s*(\d{1,4})")
_TITLE_LINES: Final = 4
_SHORT: Final = 24
_END_LINES: Final = 3


def says_digest(titles: Sequence[Line], lines: Lines) -> Evidence | None:
    """The words that call the text a digest: in its title, or in brackets on a line of their own below it."""
    return _said(_DIGEST_TITLE, _DIGEST_LINE, titles, lines)


def says_piece(titles: Sequence[Line], lines: Lines) -> Evidence | None:
    """The words that call the text a piece of a document, in its title, below it or under its end: （节选自……报告）."""
    said = _said(_PIECE_TITLE, _PIECE_LINE, titles, lines)
    if said is not None:
        return said
    return next((line.whole() for line in lines.tail[-_END_LINES:] if _PIECE_LINE.search(line.flat)), None)


def says_whole(titles: Sequence[Line], lines: Lines) -> Evidence | None:
    """（全文） in the title, 全文如下： before the text."""
    return _said(_WHOLE_TITLE, _WHOLE_LINE, titles, lines)


def _said(title: re.Pattern[str], line: re.Pattern[str], titles: Sequence[Line], lines: Lines) -> Evidence | None:
    for each in titles:
        match = title.search(each.flat)
        if match is not None:
            return each.quote(match.start(), match.end())
    below = next((each for each in lines.head[:_TITLE_LINES] if line.search(each.flat)), None)
    return None if below is None else below.whole()


def goes_on(lines: Lines) -> Evidence | None:
    """The last lines say that the text goes on elsewhere or was shortened: （未完待续）, （本文有删减）."""
    for line in reversed(lines.tail[-_END_LINES:]):
        match = _GOES_ON.search(line.flat)
        if match is not None:
            return line.quote(match.start(), match.end())
    return None


def links_on(lines: Lines) -> Evidence | None:
    """A link to the rest: 阅读全文, 下一页. Pages carry them below whole texts, too: weak evidence."""
    for line in (*lines.tail[-_END_LINES:], *lines.furniture):
        if len(line.flat) <= _SHORT and (_LINK.search(line.flat) or _NEXT_PAGE.search(line.flat)):
            return line.whole()
    return None


def lacks_pages(lines: Lines) -> Evidence | None:
    """Page counts of which the first or the last page is not among them: 第62/65页 alone."""
    found: list[tuple[int, int, Evidence]] = []
    for line in (*lines.furniture, *lines.head[:_TITLE_LINES], *lines.tail[-_END_LINES:]):
        match = _PAGE.search(line.folded) if "页" in line.folded or "age" in line.folded else None
        if match is not None:
            page, pages = (int(number) for number in match.groups() if number is not None)
            found.append((page, pages, line.quote_folded(match.start(), match.end())))
    last = max((pages for _, pages, _ in found), default=0)
    of_last = [(page, evidence) for page, pages, evidence in found if pages == last and page <= pages]
    if not of_last:
        return None
    page, evidence = max(of_last, key=lambda each: each[0])
    if page < last:
        return evidence
    first, evidence = min(of_last, key=lambda each: each[0])
    return evidence if 1 < first < last else None
