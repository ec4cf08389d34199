"""The time a figure is about: the sentence's own (2022年, 五年来, 十四五期间), else what goes on in its paragraph, else the report's."""

from __future__ import annotations

import re
from typing import Final

from indexer.describe.numerals import YEAR, read_number, read_year
from indexer.figures.figure import Period
from indexer.models import Metadata

_SPAN: Final = rf"(?P<first>{YEAR})年?(?:[-—–~至到]+|以来至)(?P<last>{YEAR})年"
_FEW: Final = "[二两三四五六七八九十]|[2-9]|10"
PERIOD: Final = re.compile(
    rf"{_SPAN}"
    r"|(?P<months>(?:今年|去年)?\d{1,2}月(?:份)?[-—–~至到]+\d{1,2}月)"
    r"|(?P<part>(?:全会|大会|会议|两会|闭会)期间|闭会后|上半年|下半年|[一二三四]季度)"
    rf"|(?P<year>{YEAR})年(?!\d{{1,2}}月|[一二三四五六七八九十]+月|第)度?(?:以来)?"
    rf"|(?:(?:过去|近|这|最近)的?)?(?P<years>{_FEW})年(?:来|间|多来|以来)|(?:过去|近|这|最近)的?(?P<past>{_FEW})年"
    r"|“?十(?P<plan>[一二三四五])五”?(?:时期|期间|以来)|(?P<term>本届|届内|任期内)"
    r"|(?P<before>上年度|上一年度|上年)|(?P<now>今年)|(?P<same>一年来|去年|全年|过去一年|年内|过去的一年|这一年)"
)
_BEGINS: Final = re.compile("[0-9一二两三四五六七八九十“全大会闭上下本届任今去年过近这最]")
"""The first character of every period; a pattern that is one set of characters is searched quickly."""
AS_OF: Final = re.compile(
    r"截[至止](?:到)?(?P<day>[^,，。;；]{1,16}?)(?=[,，、已共全累,。]|$)|截止(?P<end>[^,，。;；]{1,16}?)(?=[,，、已共全累])"
)
_DATED: Final = re.compile(r"截[至止到]{1,2}$|[由从]$")
_PLANS: Final = 1951
"""The five-year plan of number n began in 1951 + 5n from the sixth on: 1981, and 2021 for 十四五, the 14th."""
_COMPARED: Final = re.compile(r"(?:比|较|同比)$")


def periods(folded: str) -> list[re.Match[str]]:
    """Every time that a folded text names, in order: matches of ``PERIOD``."""
    found: list[re.Match[str]] = []
    end = 0
    for begin in _BEGINS.finditer(folded):
        match = PERIOD.match(folded, begin.start()) if begin.start() >= end else None
        if match is not None:
            found.append(match)
            end = match.end()
    return found


def own_period(metadata: Metadata, *, planned: bool) -> Period:
    """What a figure is about where the text does not say: the year or years that the report covers, or those it plans for."""
    if planned:
        year = metadata.delivered_year or (metadata.covered_year + 1 if metadata.covered_year else None)
        return Period("", year, year)
    return Period("", metadata.covered_from or metadata.covered_year, metadata.covered_year)


def stated(match: re.Match[str], metadata: Metadata, *, planned: bool) -> Period | None:
    """What a match of ``PERIOD`` means in this report; None where it means nothing of it."""
    text, covered = match[0], metadata.covered_year
    if match["first"]:
        first, last = read_year(match["first"]), read_year(match["last"])
        return Period(text, first, last) if first and last and first < last else None
    if match["months"] or match["part"]:
        said = (match["months"] or text).removeprefix("今年").removeprefix("去年")
        return Period(said, covered, covered, part=True)
    if match["year"]:
        year = read_year(match["year"])
        return Period(text, year, year) if year else None
    if match["plan"]:
        first = _PLANS + 5 * (read_number("十" + match["plan"]) or 0)
        return Period(text, first, first + 4)
    count = match["years"] or match["past"]
    if count:
        number = read_number(count.replace("两", "二"))
        if number is None or covered is None:
            return Period(text, None, None)
        if metadata.covered_from is not None and 0 <= covered - metadata.covered_from + 1 - number <= 1:
            return Period(
                text, metadata.covered_from, covered
            )  # a term's report that begins with the year of its first session
        return Period(text, covered - number + 1, covered)
    if match["term"]:
        return Period(text, metadata.covered_from, covered)
    if match["before"]:
        return Period(text, covered - 1, covered - 1) if covered else None
    if match["now"]:
        year = own_period(metadata, planned=planned).last
        return Period(text, year, year) if year else None
    return Period(text, covered, covered) if covered else None


def compared(sentence: str, start: int) -> bool:
    """Whether the year before is only what is compared with (较上年), or the end of a count (截至2023年底)."""
    near = max(0, start - 4)
    return _COMPARED.search(sentence, near, start) is not None or _DATED.search(sentence, near, start) is not None
