"""Titles and the lines under them that were set on several lines, put together where their words or form show it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from indexer.clean.wrapping import Line, pasted
from indexer.fold import fold
from indexer.models import RawDocument
from indexer.structure import squeezed

OWN_NAME: Final = re.compile(r"(?!.{0,12}(?:关于|關於)).{0,12}(?:政协|政協|人大|人民政府)")
"""A line that says by itself whose report it is, under the site's name: 区政协常委会工作报告."""
TITLE_LABEL: Final = re.compile(r"[标標]\s*[题題]\s*[:：]\s*([^\t]+)")
BODY_NAME: Final = re.compile(r"(?:委员会|委員會|常委会|政府|政协|政協|法院|检察院|檢察院|会议)$")
REST_OF_TITLE: Final = re.compile(
    r"(?:常务委员会|常務委員會|常委会|常委會)?(?:关于|關於)?[^，。：；、]{0,24}(?:报告|報告|综述|綜述|要点|要點)(?:[（(].{1,12}[)）]){0,2}"
)
NAMED_REPORT: Final = re.compile(
    r"(?:(?:中国人民政治协商会议|政协)[一-鿿]{0,40}委员会|[一-鿿]{2,24}(?:人民代表大会|人大常委会|人民政府|行政公署|人民法院|人民检察院|政协))"
    r"(?:常务委员会|常委会)?(?:关于[一-鿿]{0,40})?(?:(?:19|20)\d\d年度?)?(?:政府|提案)?工作(?:情况)?的?(?:报告|总结|小结|要点)(?:\([^()]{1,12}\)){0,2}"
)
"""A whole title: whose report it is, and that it is one."""
YEARS_WORK: Final = re.compile(
    r"(?:19|20)\d\d年度?(?:[一-鿿]{0,6}工作)?(?:总结|小结|计划|打算|要点)(?:[及和与暨][^,。:;]{4,24})?"
)
"""The second line of a title whose first is who worked: 某市政协提案委员会 / 2019年工作总结."""
WORKED: Final = re.compile(
    r"[一-鿿]{0,16}?(?:政协|政治协商会议|人大|政府|法院|检察院)[一-鿿]{0,24}(?:委员会|委|办公[室厅]|研究室|机关|党组|处)"
)
VENUE: Final = re.compile(r"在?[一-鿿\d]{6,50}(?:会议|大会)上的")
READ_THERE: Final = re.compile(r"[一-鿿]{0,20}(?:报告|讲话|发言|致辞)")
OCCASION: Final = re.compile(
    r"[-—–(*]*(?:(?:19|20)\d\d|[一二][九〇零○][〇零○一二三四五六七八九]{2})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日?在?[^,。:;()]{2,40}"
)
"""The day and the place of a report, broken off: 2013年1月24日在某某县第十七届."""
OCCASION_ENDED: Final = re.compile(r"(?:上|会议|(?<!代表)大会|全会|报告|讲话|通过|\))$")
REST_OF_OCCASION: Final = re.compile(
    r"[^,。:;()]{2,40}(?:会议|大会|全会)(?:上(?:的[一-鿿]{0,6}(?:报告|讲话|发言))?)?\)?"
)
MARKS: Final = re.compile(r"[,。:;!?、()《》]")
TITLE_ENDED: Final = re.compile(r"(?:报告|总结|要点|综述|讲话|决议)$")
FIRST: Final = 8
"""Paragraphs among which a title begins."""
LONGEST: Final = 40

Paragraph = tuple[Line, str]


def with_whole_title(raw: RawDocument, paragraphs: list[Paragraph], left: Sequence[str]) -> list[Paragraph]:
    """A title that was set on several lines becomes one paragraph, and so does the line under it.

    ``left`` are the lines that left the text, of which one may repeat the title behind a label.
    """
    return _with_occasion(_with_title(raw, paragraphs, left))


def _with_title(raw: RawDocument, paragraphs: list[Paragraph], left: Sequence[str]) -> list[Paragraph]:
    stated = [raw.title or "", raw.stated.get("title", ""), str(raw.given.get("title", ""))]
    stated += [found[1] for line in left if (found := TITLE_LABEL.search(line))]
    known = {squeezed(title) for title in stated if title}
    said = [squeezed(text) for _, text in paragraphs[:11]] if known else []
    for start in range(min(FIRST, len(said))):
        for count in (2, 3, 4):
            if len(said) >= start + count and "".join(said[start : start + count]) in known:
                return _together(paragraphs, start, count)
    for start in range(min(FIRST, len(paragraphs) - 1)):
        for count in (2, 3, 4):
            texts = [text for _, text in paragraphs[start : start + count]]
            if len(texts) == count and (_is_broken_title(texts) or _is_broken_name(texts, first=start == 0)):
                return _together(paragraphs, start, count)
    return paragraphs


def _with_occasion(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """2013年1月24日在某某县第十七届 / 人民代表大会第三次会议上: one line."""
    for start, (before, after) in enumerate(pairwise(paragraphs[: FIRST + 2])):
        first, second = _bare(before[1]), _bare(after[1])
        if OCCASION.fullmatch(first) and not OCCASION_ENDED.search(first) and REST_OF_OCCASION.fullmatch(second):
            return _together(paragraphs, start, 2)
    return paragraphs


def _together(paragraphs: list[Paragraph], start: int, count: int) -> list[Paragraph]:
    texts = [text for _, text in paragraphs[start : start + count]]
    return [*paragraphs[:start], (paragraphs[start][0], pasted(texts)), *paragraphs[start + count :]]


def _is_broken_title(lines: Sequence[str]) -> bool:
    """A name on one line or two, and on the next what its report is called."""
    *names, rest = lines
    return (
        len(names) <= 2
        and all(BODY_NAME.search(name) and not re.search(r"[。，：]", name) for name in names)
        and len("".join(names)) <= LONGEST
        and REST_OF_TITLE.fullmatch(rest) is not None
        and OWN_NAME.match(rest) is None
    )


def _is_broken_name(lines: Sequence[str], *, first: bool) -> bool:
    """A title broken anywhere, as print breaks it, also inside a name: 政协某某自 / 治州第二届委员会 / 工作报告.

    ``first``: it is what the text begins with; only there a line of a part of a body is taken for a title's.
    """
    *names, rest = (_bare(line) for line in lines)
    if any(MARKS.search(name) or TITLE_ENDED.search(name) or len(name) > LONGEST for name in names):
        return False
    if len(names) == 1 and VENUE.fullmatch(names[0]):
        return READ_THERE.fullmatch(rest) is not None
    if len(names) == 1 and first and WORKED.fullmatch(names[0]) and YEARS_WORK.fullmatch(rest):
        return True
    return (
        NAMED_REPORT.fullmatch("".join((*names, rest))) is not None
        and NAMED_REPORT.fullmatch(rest) is None
        and OWN_NAME.match(rest) is None
    )


def _bare(text: str) -> str:
    return "".join(fold(text).split()) if len(text) <= 2 * LONGEST else text
