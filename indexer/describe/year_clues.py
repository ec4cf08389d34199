"""What a report says about its years: sessions, reviews, plans and spans, each with the words that say so.

Only what a report says of itself counts: its title, the line under it, its headings, its first sentences and the
sentence that opens its plans. A year that is merely mentioned (2035年远景目标, 1949年) is no clue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from indexer.describe.dates import find_date
from indexer.describe.lines import Line, Lines
from indexer.describe.numerals import NUMBER, YEAR, read_number, read_year
from indexer.models import Evidence


@dataclass(frozen=True, slots=True)
class YearClue:
    year: int
    evidence: Evidence
    month: int | None = None
    """Month of a session, where it is stated."""
    first: int | None = None
    """First year of a span that ends with ``year``."""


@dataclass(frozen=True, slots=True)
class LengthClue:
    years: int
    """How many years a report looks back on: 一年来 1, 过去五年 5."""
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class EventClue:
    """A day without its year, as news give it: 2月26日."""

    month: int
    day: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class YearClues:
    session: YearClue | None
    span: YearClue | None
    reviewed: YearClue | None
    """From a heading: 2023年工作回顾."""
    opening: YearClue | None
    """From the first sentences, 2022年是…的开局之年, or from a heading that may announce either, 2023年主要工作."""
    planned: YearClue | None
    length: LengthClue | None
    dateline: YearClue | None
    event: EventClue | None


_SPAN: Final = re.compile(
    rf"({YEAR})年?(?:度)?[-—–~至到]{{1,2}}((?:19|20)\d\d|[一二][〇零九][〇零一二三四五六七八九]{{2}})年(?:度)?.{{0,20}}?(?:工作|回顾|报告|总结|综述)"
)
_PLAN_PERIOD: Final = re.compile(rf"[“\"‘「]?({NUMBER})五[”\"’」]?(?:规划)?(?:时期|期间|以来)?.{{0,16}}(?:回顾|总结)")
_REVIEW_WORDS: Final = r"(?:回顾|回眸|总结|综述|成效|完成情况|进展情况|开展情况|执行情况|(?:工作|履职|提案|办理)情况|纪实|巡礼|亮点|主要成绩|答卷)"
_PLAN_WORDS: Final = r"(?:安排|打算|意见|建议|计划|部署|思路|任务|要求|目标|展望|重点工作|工作重点|谋划|要点|举措|设想|前瞻|预期|措施|努力方向)"
_REVIEW_HEADING: Final = re.compile(
    rf"({YEAR})年度?(?:和|及|与)?[^。]{{0,18}}?{_REVIEW_WORDS}|(?:回顾|总结|报告)({YEAR})年度?(?:以来)?(?:的)?.{{0,10}}(?:工作|履职|发展)"
)
_PLAN_HEADING: Final = re.compile(
    rf"({YEAR})年度?[^。]{{0,18}}?{_PLAN_WORDS}|(?:展望|做好|谋划|关于|对于?)({YEAR})年度?.{{0,10}}(?:工作|履职|目标|任务)?"
)
_MAIN_WORK: Final = re.compile(rf"^(?:[一二三四五六七八九十]+、)?({YEAR})年的?(?:主要|重点)?工作$")
_BARE_YEAR: Final = re.compile(rf"({YEAR})年")
_REVIEW_SENTENCE: Final = re.compile(
    rf"(?:过去的|即逝的|平凡的|寻常的|回望|回首|回顾|走过|总结|告别|难忘的)({YEAR})年(?!\d|代|以来|至|到|初)"
    rf"|报告({YEAR})年(?:以来|度)?的?(?:主要)?工作|({YEAR})年(?:市|区|县|省|州)?政协(?:及其)?常委?.?会?工作"
)
_NUMBERED_YEAR: Final = re.compile(r"[\d〇○零oο一二三四五六七八九]年")
"""The end of every ``YEAR`` with its 年, found in a tenth of the time."""
_OPENING_YEAR: Final = re.compile(rf"^({YEAR})年(?=,|是|以来|[一-鿿])(?!末|底|代|度国|版|\d)")
_YEAR_OF: Final = re.compile(
    rf"({YEAR})年(?:,?是[^。]{{2,90}}?(?:之年|一年|年份|元年|关键年|收官年|开局年|周年)|[^。,]{{0,10}}工作的?(?:总体|指导|主要|基本|总的)[^。]{{0,4}}(?:要求|思想|思路|目标|任务))"
)
_ONE_YEAR: Final = re.compile(
    r"一年来|(?<![近每])(?:过去|刚刚过去)的?一年|去年(?:的)?(?:工作|主要工作)|去年以来|回望这一年|这一年"
)
_FIVE_YEARS: Final = re.compile(
    r"(?:过去|前|走过)的?([三四五])年|(?<![〇零一二三四五六七八九十])([三四五])年(?:来|工作)(?:的)?(?:工作|主要工作|回顾|政协|履职)?|以来的([三四五])年"
)
_FUTURE: Final = re.compile(r"(?:未来|今后|后|下一个|接下来|第|十|近|每|连续)$")
_FRAME: Final = re.compile(
    rf"^(?:第?{NUMBER}(?:部分)?[、.]?|\({NUMBER}\))?(?:.*(?:届|以来|期|政协|常委会|委员会|政府|人大|法院|检察院|年|的|和|及|与|关于|回顾|:))?$"
)
"""What a heading may hold before its five years: nothing but whose they are; not 专项斗争三年来."""
_FRAMED_OPENING: Final = re.compile(
    r"^(?:[^,。;]{0,24}(?:以来|任期|届政协)的?|回顾|回首|回望|各位(?:委员|代表)[,!])?(?:过去的?|这)?五年(?:来|里|间|是|,)"
)
"""The first sentence of a report on a term: 五年来, …; 市政协十二届一次会议以来的五年, …"""
_SESSION_LINE: Final = re.compile(r"会议|大会|全会|会上|通过|[))]$")
_YEAR_MONTH: Final = re.compile(rf"({YEAR})年(?:({NUMBER})月)?")
_MONTH_ALONE: Final = re.compile(rf"^[(]?{YEAR}年{NUMBER}月[)]?$")
_DATELINE: Final = re.compile(
    rf"^\W{{0,3}}(?:新华社|本报|中新社|人民网)[^\d]{{1,8}}({YEAR})年{NUMBER}月{NUMBER}日[电讯]"
)
_EVENT: Final = re.compile(r"(?<![\d年])(\d{1,2})月(\d{1,2})日")
_SESSION_CHARACTERS: Final = 130
_EARLY: Final = 0.45
"""Reviews stand in the first part of a report, its plans in the rest."""
_HALF: Final = 0.5
_LATE_TEXT: Final = 0.4


def gather(title: Line | None, lines: Lines) -> YearClues:
    """All clues of a document, the strongest of each sort."""
    headings = tuple(line for line in lines.short if not _repeats(line, title))
    head = tuple(line for line in lines.head if not _repeats(line, title))
    reviewed = next(_reviewed_headings(headings), None)
    opening = next(_reviewed_sentences(headings, head), None)
    return YearClues(
        session=_session(title, lines),
        span=_span(title, headings),
        reviewed=reviewed,
        opening=opening,
        planned=_planned(headings, lines, reviewed or opening),
        length=_length(title, headings, head, yearly=reviewed is not None),
        dateline=_dateline(lines),
        event=_event(lines),
    )


def _repeats(line: Line, title: Line | None) -> bool:
    """Whether a line is the title, a part of it, or the title with its subtitle."""
    return title is not None and (line.flat in title.flat or (title.flat in line.flat and len(line.flat) <= 130))


def clue_from(line: Line, match: re.Match[str]) -> YearClue | None:
    """The year in the first group of ``match`` that took part."""
    written = next((group for group in match.groups() if group), None)
    year = read_year(written) if written else None
    return YearClue(year, line.quote(match.start(), match.end())) if year is not None else None


def _session(title: Line | None, lines: Lines) -> YearClue | None:
    """The date of the session: under the title, or closing the first lines; for decisions, of their adoption."""
    candidates = (*((title,) if title else ()), *lines.head[:8])
    for line in candidates:
        if len(line.flat) > _SESSION_CHARACTERS:
            continue
        found = find_date(line.folded)
        if found is not None:
            rest = "".join((line.folded[: found.start] + line.folded[found.end :]).split()).strip("()-—–[]·*")
            if not rest or _SESSION_LINE.search(line.flat):
                return YearClue(found.day.year, line.quote_folded(found.start, found.end), found.day.month)
        elif "会议上" in line.flat or "大会上" in line.flat or _MONTH_ALONE.search(line.flat):
            match = _YEAR_MONTH.search(line.flat)
            year = read_year(match[1]) if match else None
            if match is not None and year is not None:
                return YearClue(year, line.quote(match.start(), match.end()), read_number(match[2] or ""))
    return None


def _span(title: Line | None, headings: tuple[Line, ...]) -> YearClue | None:
    for line in (*((title,) if title else ()), *headings):
        match = _SPAN.search(line.flat)
        if match is not None:
            first, last = read_year(match[1]), read_year(match[2])
            if first is not None and last is not None and 0 < last - first <= 10:
                return YearClue(last, line.quote(match.start(), match.end()), first=first)
        period = _PLAN_PERIOD.search(line.flat)
        number = read_number(period[1]) if period else None
        if period is not None and number is not None and 6 <= number <= 20:
            first = 1981 + 5 * (number - 6)  # the sixth five-year plan began in 1981
            return YearClue(first + 4, line.quote(period.start(), period.end()), first=first)
    return None


def _reviewed_headings(headings: tuple[Line, ...]) -> Iterator[YearClue]:
    for line in headings:
        if "年" not in line.flat:
            continue
        match = _REVIEW_HEADING.search(line.flat)
        clue = clue_from(line, match) if match else None
        if clue is not None:
            yield clue


def _reviewed_sentences(headings: tuple[Line, ...], head: tuple[Line, ...]) -> Iterator[YearClue]:
    for line in headings:
        match = _MAIN_WORK.search(line.flat) if line.place < _EARLY else None
        clue = clue_from(line, match) if match else None
        if clue is not None:
            yield clue
    for line in head:
        match = _REVIEW_SENTENCE.search(line.flat) if _NUMBERED_YEAR.search(line.flat) else None
        clue = clue_from(line, match) if match else None
        if clue is not None:
            yield clue
    for line in head:
        match = _OPENING_YEAR.search(line.flat) if line.place < _EARLY else None
        clue = clue_from(line, match) if match else None
        if clue is not None and not find_date(line.folded[:16]):
            yield clue


def _planned(headings: tuple[Line, ...], lines: Lines, reviewed: YearClue | None) -> YearClue | None:
    """The year that the second part plans for; it follows the reviewed year where both are stated."""
    clues = [*_planned_headings(headings), *_planned_sentences(lines)]
    if reviewed is not None:
        clues = [clue for clue in clues if clue.year == reviewed.year + 1]
    return clues[0] if clues else None


def _planned_headings(headings: tuple[Line, ...]) -> Iterator[YearClue]:
    for line in headings:
        if "年" not in line.flat or _REVIEW_HEADING.search(line.flat):
            continue
        match = _PLAN_HEADING.search(line.flat)
        if match is None and line.place >= _LATE_TEXT:
            match = _MAIN_WORK.search(line.flat) or _BARE_YEAR.fullmatch(line.flat)
        clue = clue_from(line, match) if match else None
        if clue is not None:
            yield clue


def _planned_sentences(lines: Lines) -> Iterator[YearClue]:
    """2024年是…关键一年, 2024年政协工作的总体要求是: in the later part of the text."""
    text = lines.folded
    at = int(len(text) * _LATE_TEXT)
    for mark in ("年是", "年,是", "工作的总体要求", "工作总体要求", "工作的指导思想", "工作的总体思路", "工作总体思路"):
        found = text.find(mark, at)
        while found >= 0:
            start = max(text.rfind("\n", 0, found) + 1, found - 24)
            match = _YEAR_OF.search(text, start, min(len(text), found + 110))
            year = read_year(match[1]) if match else None
            if match is not None and year is not None:
                yield YearClue(year, lines.quote(match.start(), match.end()))
            found = text.find(mark, found + 1)


def _length(
    title: Line | None, headings: tuple[Line, ...], head: tuple[Line, ...], *, yearly: bool
) -> LengthClue | None:
    """How long the looked-back time is: five years where title, headings or the opening say so, else one.

    ``yearly``: a heading reviews a single year, so that five years in an opening sentence are a remark.
    """
    for line in (title,) if title else ():
        if (years := _term_of(line, line.flat, 0)) is not None:
            return years
    for line in headings:
        if line.place <= _HALF and (years := _term_of(line, line.flat, 0, framed=True)) is not None:
            return years
    for line in head[:8]:
        for sentence in re.finditer(r"[^。;!]+", line.flat):
            if "报告" in sentence[0] and (years := _term_of(line, sentence[0], sentence.start())) is not None:
                return years
    past = (line for line in (*headings, *head) if "一年" in line.flat or "去年" in line.flat)
    ones = ((line, _ONE_YEAR.search(line.flat)) for line in past)
    one = next(((line, match) for line, match in ones if match is not None), None)
    if one is None and not yearly:
        openings = ((line, _FRAMED_OPENING.search(line.flat)) for line in head[:8])
        five = next(((line, match) for line, match in openings if match is not None), None)
        if five is not None:
            return LengthClue(5, five[0].quote(*five[1].span()))
    return LengthClue(1, one[0].quote(*one[1].span())) if one is not None else None


def _term_of(line: Line, words: str, start: int, *, framed: bool = False) -> LengthClue | None:
    """The three to five years that ``words``, at ``start`` of the line, speak of looking back on.

    ``framed``: only where they stand where a heading has its time, not inside a matter's name.
    """
    for match in _FIVE_YEARS.finditer(words):
        years = read_number(match[1] or match[2] or match[3])
        before = words[: match.start()]
        if not years or _FUTURE.search(before) or "规划" in words[match.end() :][:3]:
            continue
        if not framed or _FRAME.search(before):
            return LengthClue(years, line.quote(start + match.start(), start + match.end()))
    return None


def _dateline(lines: Lines) -> YearClue | None:
    for line in (*lines.head[:5], *lines.furniture):
        match = _DATELINE.search(line.flat)
        if match is not None:
            return clue_from(line, match)
    return None


def _event(lines: Lines) -> EventClue | None:
    for line in lines.head[:6]:
        match = _EVENT.search(line.flat)
        if match is not None and 1 <= int(match[1]) <= 12:
            return EventClue(int(match[1]), int(match[2]), line.quote(match.start(), match.end()))
    return None
