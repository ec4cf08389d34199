"""Which year a report says that it looks back on or plans for: its headings, first sentences and the sentence that opens its plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from indexer.describe.clues import GapClue, YearClue, clue_from
from indexer.describe.dates import find_date
from indexer.describe.lines import Line, Lines
from indexer.describe.numerals import NUMBER, NUMBERED_YEAR, YEAR, read_year
from indexer.describe.review_spans import SPAN_SIGN
from indexer.describe.title_years import ANY_YEAR

_ALONE: Final = rf"(?!(?:{SPAN_SIGN}|[和与、及])[12一二])"
"""After 年: the year does not begin a span."""
_REVIEW_WORDS: Final = r"(?:回顾|回眸|总结|综述|成效|完成情况|进展情况|开展情况|执行情况|(?:工作|履职|提案|办理)情况|纪实|侧记|扫描|巡礼|亮点|主要成绩|答卷)"
_PLAN_WORDS: Final = r"(?:安排|打算|意见|建议|计划|部署|思路|任务|要求|目标|展望|重点工作|工作重点|谋划|要点|举措|设想|前瞻|预期|措施|努力方向)"
_REVIEW_HEADING: Final = re.compile(
    rf"({YEAR})年度?{_ALONE}(?:和|及|与)?[^。]{{0,18}}?{_REVIEW_WORDS}|(?:回顾|总结|报告)({YEAR})年度?{_ALONE}(?:以来)?(?:的)?.{{0,10}}(?:工作|履职|发展)"
)
_SINCE: Final = re.compile(rf"{YEAR}年(?:{NUMBER}月)?[^。,、和及与今]{{0,14}}?以来")
_PLAN_HEADING: Final = re.compile(
    rf"({YEAR})年度?{_ALONE}[^。]{{0,18}}?{_PLAN_WORDS}|(?:展望|做好|谋划|关于|对于?)({YEAR})年度?.{{0,10}}(?:工作|履职|目标|任务)?"
)
_MAIN_WORK: Final = re.compile(rf"^(?:[一二三四五六七八九十]+、)?({YEAR})年的?(?:主要|重点)?工作$")
_SHORT_YEAR: Final = re.compile(
    rf"^(?:{NUMBER}[、.])?['‘’′]?(?<!\d)([089]\d|[八九][〇零一二三四五六七八九])年度?的?(?:主要)?(?:工作的?(?:主要|简要)?"
    rf"(?:(回顾|总结|情况)|(?:安排|打算|意见|任务|要点|计划))|(?:安排|打算)$)"
)
"""98年工作回顾, ’99年工作安排; group 2 takes part where it looks back."""
_REVIEW_SENTENCE: Final = re.compile(
    rf"(?:过去的|即逝的|平凡的|寻常的|回望|回首|回顾|走过|总结|告别|难忘的)({YEAR})年(?!\d|代|以来|至|到|初)"
    rf"|报告({YEAR})年{_ALONE}(?:以来|度)?的?(?:主要)?工作|({YEAR})年(?:市|区|县|省|州)?政协(?:及其)?常委?.?会?工作"
)
_OPENING_YEAR: Final = re.compile(rf"^(?:【.{{2,8}}】)?({YEAR})年(?=,|是|以来|[一-鿿])(?!末|底|代|度国|版|\d|至|到)")
_RUN_IN: Final = re.compile(
    rf"[。!;:](?:一|1)[、.]({YEAR})年度?{_ALONE}(?:[^。,、](?!(?:19|20)\d\d年)){{0,18}}?{_REVIEW_WORDS}"
)
"""The first heading of a text whose paragraphs were lost: …请予审议。一、一九八六年的主要工作情况."""
_YEAR_OF: Final = re.compile(
    rf"({YEAR})年(?:,?是[^。]{{2,90}}?(?:之年|一年|年份|元年|关键年|收官年|开局年|周年)|[^。,]{{0,10}}工作的?(?:总体|指导|主要|基本|总的)[^。]{{0,4}}(?:要求|思想|思路|目标|任务))"
)
_PLANNED_WORK: Final = re.compile(
    rf"({YEAR})年[,的]?[^。,年]{{0,10}}工作,?(?:要|应当?|将|着重|打算|准备|重点|必须|我们)"
)
"""1994年的提案工作，要以…为指针: how older reports turn to their plans."""
_TOLD: Final = re.compile(
    rf"(?:^|[。!?;”\"])({YEAR})年,(?!是)(?:[^。,]{{2,40}},){{0,2}}(?:(?!在|和|与|、|向|对)[^。,]){{0,30}}(?:政协(?!成立)|人大常委会|法院|检察院|检察机关)"
)
"""What a feature says behind its first words: …倒映河中。2018年,某某县政协围绕…."""
_TOLD_LINES: Final = 4
_PLAN_MARKS: Final = (
    *((mark, _YEAR_OF) for mark in ("年是", "年,是", "工作的总体要求", "工作总体要求", "工作的指导思想")),
    *((mark, _YEAR_OF) for mark in ("工作的总体思路", "工作总体思路")),
    *((mark, _PLANNED_WORK) for mark in ("年的提案工作", "年提案工作", "年,提案工作", "年的政协工作", "年政协工作")),
    ("年的工作", _PLANNED_WORK),
)
"""Words that are searched for, and what must stand around them."""
_LAST_YEAR: Final = re.compile(r"(?:去年|上年)(?:的|度)?(?:主要)?工作(?:的|主要|简要)*(?:回顾|总结|情况)?$")
_THIS_YEAR: Final = re.compile(
    r"今年(?:以来)?(?:的)?(?:主要)?工作(?:的|主要|简要)*(?:回顾|总结|情况)$|明年的?(?:主要|重点)?工作"
)
_EARLY: Final = 0.45
"""Reviews stand in the first part of a report, its plans in the rest."""
_LATE_TEXT: Final = 0.4


def reviewed_headings(headings: tuple[Line, ...]) -> Iterator[YearClue]:
    """2023年工作回顾; not 2017年以来工作回顾, which begins then."""
    for line in headings:
        if NUMBERED_YEAR.search(line.flat) is None:
            continue
        match = _REVIEW_HEADING.search(line.flat)
        if match is not None and _SINCE.match(line.flat, match.start()):
            continue
        clue = clue_from(line, match) if match else _short_year(line, review=True)
        if clue is not None:
            yield clue


def reviewed_sentences(headings: tuple[Line, ...], head: tuple[Line, ...]) -> Iterator[YearClue]:
    """A heading that may announce either, 2023年主要工作; 难忘的2023年, 报告2023年的工作."""
    for line in headings:
        match = _MAIN_WORK.search(line.flat) if line.place < _EARLY else None
        clue = clue_from(line, match) if match else None
        if clue is not None:
            yield clue
    for line in head:
        match = _RUN_IN.search(line.flat) if NUMBERED_YEAR.search(line.flat) else None
        clue = clue_from(line, match) if match else None
        if clue is not None:
            yield clue
    for line in head:
        match = _REVIEW_SENTENCE.search(line.flat) if NUMBERED_YEAR.search(line.flat) else None
        clue = clue_from(line, match) if match else None
        if clue is not None:
            yield clue


def opening_years(head: tuple[Line, ...]) -> Iterator[YearClue]:
    """Paragraphs that begin with a year: 2022年是…的开局之年."""
    for line in head:
        match = _OPENING_YEAR.search(line.flat) if line.place < _EARLY else None
        clue = clue_from(line, match) if match else None
        if clue is not None and not find_date(line.folded[:16]):
            yield clue


def told_year(head: tuple[Line, ...]) -> YearClue | None:
    """The year whose work the first paragraphs of a feature tell of."""
    for line in head[:_TOLD_LINES]:
        match = _TOLD.search(line.flat) if NUMBERED_YEAR.search(line.flat) else None
        clue = clue_from(line, match) if match is not None else None
        if clue is not None:
            return clue
    return None


def find_planned(
    headings: tuple[Line, ...], lines: Lines, reviewed: YearClue | None, opening: YearClue | None
) -> YearClue | None:
    """The year that the second part plans for; it follows the reviewed year where both are stated.

    An ``opening`` may greet the year that is planned for: 2023年是新征程的开局之年.
    """
    headed, said = list(planned_headings(headings)), list(_planned_sentences(lines))
    clues = [*headed, *said]
    stated = reviewed or opening
    if stated is not None:
        clues = [clue for clue in clues if clue.year == stated.year + 1]
        if not clues and reviewed is None:
            clues = [clue for clue in headed if clue.year == stated.year]
    if not clues:
        return None
    # 2012年主要工作 before 2013年工作打算 was the review.
    return next((clue for clue in headed if stated is None and clue.year == clues[0].year + 1), clues[0])


def find_gap(headings: tuple[Line, ...]) -> GapClue | None:
    """去年工作回顾 is of the year before the session, 今年工作回顾 and 明年工作 of its own."""
    for line in headings:
        if "去年" not in line.flat and "上年" not in line.flat and "今年" not in line.flat and "明年" not in line.flat:
            continue
        last = _LAST_YEAR.search(line.flat)
        this = _THIS_YEAR.search(line.flat)
        match = last or this
        if match is not None:
            return GapClue(1 if last is not None else 0, line.quote(match.start(), match.end()))
    return None


def _short_year(line: Line, *, review: bool) -> YearClue | None:
    """A year of two figures at the head of a heading, of 1980–1999 or 2000–2009."""
    match = _SHORT_YEAR.search(line.flat)
    if match is None or (match[2] is not None) != review:
        return None
    century = "20" if match[1].startswith("0") else "19" if match[1].isdecimal() else "一九"
    year = read_year(century + match[1])
    return YearClue(year, line.quote(match.start(), match.end())) if year is not None else None


def planned_headings(headings: tuple[Line, ...]) -> Iterator[YearClue]:
    """2024年工作安排, 展望2024年, and in the later part 2024年主要工作."""
    for line in headings:
        if NUMBERED_YEAR.search(line.flat) is None or _REVIEW_HEADING.search(line.flat):
            continue
        match = _PLAN_HEADING.search(line.flat)
        if match is None and line.place >= _LATE_TEXT:
            match = _MAIN_WORK.search(line.flat) or ANY_YEAR.fullmatch(line.flat)
        clue = clue_from(line, match) if match else _short_year(line, review=False)
        if clue is not None:
            yield clue


def _planned_sentences(lines: Lines) -> Iterator[YearClue]:
    """2024年是…关键一年, 2024年政协工作的总体要求是: in the later part of the text."""
    text = lines.folded
    at = int(len(text) * _LATE_TEXT)
    told: set[int] = set()
    for mark, pattern in _PLAN_MARKS:
        found = text.find(mark, at)
        while found >= 0:
            start = max(text.rfind("\n", max(0, found - 24), found) + 1, found - 24)
            match = pattern.search(text, start, min(len(text), found + 110))
            year = read_year(match[1]) if match else None
            if match is not None and year is not None and year not in told:
                told.add(year)
                yield YearClue(year, lines.quote(match.start(), match.end()))
            found = text.find(mark, found + 1)
