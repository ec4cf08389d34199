"""How long the time is that a report looks back on: a year, a term, a span of years, the years since an election."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from indexer.describe.clues import LengthClue, YearClue
from indexer.describe.lines import Line
from indexer.describe.numerals import NUMBER, NUMBERED_YEAR, YEAR, read_number, read_year

SPAN_SIGN: Final = r"[-—–~至到]{1,2}"
"""What stands between the years of a span; after a first year it is followed by the second."""
_LAST: Final = r"((?:19|20)\d\d|[一二][〇○零oο九][〇○零oο一二三四五六七八九]{2})(?!\d)"
_SPAN: Final = re.compile(
    rf"({YEAR})年?(?:度)?{SPAN_SIGN}{_LAST}(?:年(?:度)?.{{0,20}}?(?:工作|回顾|报告|总结|综述)|[^。年]{{0,8}}?(?:工作|回顾|报告|总结|综述))"
    rf"|(?:报告|总结|综述|回顾)[(]({YEAR})年?{SPAN_SIGN}{_LAST}年?(?:度)?[)]"
)
_TWO_YEARS: Final = re.compile(
    rf"({YEAR})年(?:和|与|、|及)({YEAR})年(?:度)?(?:的)?(?:主要)?工作(?:的|主要|简要)*(?:回顾|总结|情况)"
)
_PLAN_PERIOD: Final = re.compile(
    rf"[“\"‘「]?({NUMBER})五[”\"’」]?(?:规划)?(?:实施)?(?:时期|期间|以来)?.{{0,16}}(?:回顾|总结)"
)
_SINCE: Final = re.compile(rf"({YEAR})年(?:({NUMBER})月)?(?:[^。,]{{0,14}}?(?:换届|当选|选举产生|组建|成立|履职))?以来")
_SINCE_ELECTED: Final = re.compile(rf"({YEAR})年(?:({NUMBER})月)?[^。,]{{0,14}}?换届以来")
_FIRST_WINTER_MONTH: Final = 11
_LONGEST: Final = 10
"""Years of the longest span that a report looks back on."""
_ONE_YEAR: Final = re.compile(
    r"一年来|(?<![近每])(?:过去|刚刚过去)的?一年|去年(?:的)?(?:工作|主要工作)|去年以来|回望这一年|这一年"
)
_FIVE_YEARS: Final = re.compile(
    r"(?:过去|前|走过)的?([三四五])年|(?<![〇零一二三四五六七八九十])([三四五])年(?:来|工作|间?的(?:主要)?工作)(?:的)?(?:工作|主要工作|回顾|政协|履职)?|以来的([三四五])年"
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
_HALF: Final = 0.5
_SENTENCE: Final = re.compile(r"[^。;!]+")


def find_span(title: Line | None, headings: tuple[Line, ...]) -> YearClue | None:
    """2018—2022年工作回顾, “十三五”时期工作回顾."""
    for line in (*((title,) if title else ()), *headings):
        dated = line is title or NUMBERED_YEAR.search(line.flat) is not None
        for match in (*_SPAN.finditer(line.flat), *_TWO_YEARS.finditer(line.flat)) if dated else ():
            first, last = (read_year(written) for written in [group for group in match.groups() if group][:2])
            if first is not None and last is not None and 0 < last - first <= _LONGEST:
                return YearClue(last, line.quote(match.start(), match.end()), first=first)
        period = _PLAN_PERIOD.search(line.flat) if "五" in line.flat else None
        number = read_number(period[1]) if period else None
        if period is not None and number is not None and 6 <= number <= 20:
            first = 1981 + 5 * (number - 6)  # the sixth five-year plan began in 1981
            return YearClue(first + 4, line.quote(period.start(), period.end()), first=first)
    return None


def find_since(headings: tuple[Line, ...], head: tuple[Line, ...]) -> YearClue | None:
    """The first year of a time that ends with the session: 2017年以来工作回顾, 2016年12月换届以来 (2017)."""
    for line, pattern in (*((line, _SINCE) for line in headings), *((line, _SINCE_ELECTED) for line in head)):
        if "以来" not in line.flat or line.place > _HALF:
            continue
        match = pattern.search(line.flat)
        year = read_year(match[1]) if match else None
        if match is not None and year is not None:
            late = (read_number(match[2] or "") or 0) >= _FIRST_WINTER_MONTH
            return YearClue(year + late, line.quote(match.start(), match.end()))
    return None


def find_length(
    title: Line | None, headings: tuple[Line, ...], head: tuple[Line, ...], *, yearly: bool
) -> LengthClue | None:
    """How long the looked-back time is: five years where title, headings or the opening say so, else one.

    ``yearly``: a heading reviews a single year, so that five years in an opening sentence are a remark.
    """
    term = next(_terms(title, headings, head), None)
    if term is not None:
        return term
    past = (line for line in (*headings, *head) if "一年" in line.flat or "去年" in line.flat)
    ones = ((line, _ONE_YEAR.search(line.flat)) for line in past)
    one = next(((line, match) for line, match in ones if match is not None), None)
    if one is None and not yearly:
        openings = ((line, _FRAMED_OPENING.search(line.flat)) for line in head[:8])
        five = next(((line, match) for line, match in openings if match is not None), None)
        if five is not None:
            return LengthClue(5, five[0].quote(*five[1].span()))
    return LengthClue(1, one[0].quote(*one[1].span())) if one is not None else None


def _terms(title: Line | None, headings: tuple[Line, ...], head: tuple[Line, ...]) -> Iterator[LengthClue]:
    if title is not None:
        yield from _terms_of(title, title.flat, 0)
    for line in headings:
        if line.place <= _HALF:
            yield from _terms_of(line, line.flat, 0, framed=True)
    for line in head[:8]:
        for sentence in _SENTENCE.finditer(line.flat):
            if "报告" in sentence[0]:
                yield from _terms_of(line, sentence[0], sentence.start())


def _terms_of(line: Line, words: str, start: int, *, framed: bool = False) -> Iterator[LengthClue]:
    """The three to five years that ``words``, at ``start`` of the line, speak of looking back on.

    ``framed``: only where they stand where a heading has its time, not inside a matter's name.
    """
    for match in _FIVE_YEARS.finditer(words):
        years = read_number(match[1] or match[2] or match[3])
        before = words[: match.start()]
        if not years or _FUTURE.search(before) or "规划" in words[match.end() :][:3]:
            continue
        if not framed or _FRAME.search(before):
            yield LengthClue(years, line.quote(start + match.start(), start + match.end()))
