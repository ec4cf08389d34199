"""Occasions that date a report's plans: the first year of a five-year plan, an anniversary that is still to be kept.

A year in a file's name (2016年常委会报告) may be that of the session or that of the work. Where the plans, and only they,
have an occasion of that year, the session was in it: the review of the year would have told of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from indexer.describe.clues import YearClue
from indexer.describe.lines import Lines
from indexer.describe.numerals import read_number

_SINCE: Final[Mapping[str, int]] = {
    "新中国": 1949,
    "中华人民共和国": 1949,
    "建国": 1949,
    "人民政协": 1949,
    "中国人民政治协商会议": 1949,
    "中国共产党": 1921,
    "建党": 1921,
    "改革开放": 1978,
    "抗战胜利": 1945,
    "抗日战争": 1945,
    "香港回归": 1997,
    "澳门回归": 1999,
    "辛亥革命": 1911,
    "人民代表大会": 1954,
}
"""What is kept every five or ten years, with its first year."""
_NUMBER: Final = r"\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|(?:一)?百(?:[一二三四五六七八九]十)?"
_ANNIVERSARY: Final = re.compile(rf"({'|'.join(_SINCE)})[一-鿿]{{0,10}}?({_NUMBER})周年")
_PLAN: Final = re.compile(
    r"[“\"‘「]([七八九]|十[一二三四五]?)五[”\"’」](?![^。;,]{0,16}(?:重要|关键|承上启下|攻坚|决胜|收官|冲刺|中期|深化|巩固|最后)[^。;,]{0,6}(?:年|阶段|时期))"
)
_FIRST_PLAN: Final = 6
"""The sixth five-year plan began in 1981."""
_PLANS_BEGIN: Final = 0.5
_NAMES_REPORT: Final = re.compile(r"(?:常委会|常务委员会|政协|人大|法院|检察院|提案).{0,20}报告")
_HUNDRED: Final = 100


def bears_out(named: YearClue, lines: Lines) -> bool:
    """Whether ``named``, the year of a file's name that names its report, is that of the session by what is still to come."""
    if _NAMES_REPORT.search(named.evidence.text) is None:
        return False
    middle = int(len(lines.folded) * _PLANS_BEGIN)
    reviewed = {occasion for occasion, _ in _occasions(lines.folded[:middle])}
    coming = {occasion: year for occasion, year in _occasions(lines.folded[middle:]) if occasion not in reviewed}
    years = set(coming.values())
    return named.year in years and not any(named.year < year <= named.year + 1 for year in years)


def _occasions(text: str) -> Iterator[tuple[str, int]]:
    """Every occasion by name, with its year."""
    if "周年" in text:
        for match in _ANNIVERSARY.finditer(text):
            passed = _count(match[2])
            if passed is not None:
                yield match[1], _SINCE[match[1]] + passed
    for match in _PLAN.finditer(text):
        number = read_number(match[1])
        if number is not None:
            yield match[1] + "五", 1981 + 5 * (number - _FIRST_PLAN)


def _count(written: str) -> int | None:
    """70, 七十, 一百 or 一百一十."""
    if "百" not in written:
        return int(written) if written.isdecimal() else read_number(written)
    rest = written.split("百")[1]
    more = read_number(rest) if rest else 0
    return None if more is None else _HUNDRED + more
