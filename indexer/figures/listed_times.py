"""Lists of times that numbers are matched to one by one: 上半年、下半年, 一、二季度, 2021、2022年."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from indexer.describe.numerals import YEAR
from indexer.figures.acting import Reading
from indexer.figures.assigning import Assigner
from indexer.figures.listing import MARK, member, members, read_member, things
from indexer.figures.quantities import Quantity

_MONTH: Final = r"(?:1[012]|[1-9]|十[一二]?|[一二三四五六七八九])"
_PART: Final = rf"(?:[上下]半年|(?:第?[一二三1-3](?:季度)?[至到—-]+|前|第)?[一二两三四1-4]季度|(?:{_MONTH}月?[至到—-]+)?{_MONTH}月份?|(?:全会|大会|会议|两会|闭会)期间|闭会后)"
_TIME: Final = rf"(?:{YEAR}年{_PART}?|{_PART}|上一?年度?|前一年|本年度?|今年|全年)"
_TIMES: Final = re.compile(
    rf"(?<![至到—-])(?:(?:{_TIME}|{YEAR})[、和与及])+{_TIME}"
    rf"|(?:{YEAR}年)?(?:(?:第?[一二三四1-4][、和与及])+第?[一二三四1-4]季度|上[、和与及]下半年)"
)
"""Years, or parts of one: 2022、2023年, 一、二季度, 上、下半年, 2023年上半年、下半年."""
_YEAR: Final = re.compile(rf"{YEAR}年?")
_PART_ALONE: Final = re.compile(_PART)


def times(text: str, start: int, end: int) -> tuple[list[str], int, int]:
    """The members of the first list of times between two places, and where it stands; [] where there is none, or it goes on with
    what is no time."""
    found = _TIMES.search(text, start, end)
    if found is None or MARK.match(text, found.end()):
        return [], start, start
    return _members(found[0]), found.start(), found.end()


def _members(listed: str) -> list[str]:
    """The members of a list of times, each with what it shares with the others: 2022年上半年、下半年 → 2022年下半年."""
    found, year = [], ""
    for each in MARK.split(listed):
        named = _YEAR.match(each)
        year = (named[0] if named[0].endswith("年") else f"{named[0]}年") if named is not None else year
        rest = each.removeprefix(named[0]) if named is not None else each
        if rest in ("上", "下"):
            rest += "半年"
        if listed.endswith("季度") and rest and not rest.endswith(("季度", "年")):
            rest += "季度"
        found.append(year + rest if named is not None or _PART_ALONE.fullmatch(rest) else rest)
    return found


def of_each_time(
    assigner: Assigner,
    run: list[Quantity],
    before: tuple[int, int],
    behind: tuple[int, int],
    found: Mapping[int, list[Reading]],
) -> dict[int, list[Reading]]:
    """The numbers of a list of times of which nothing is known yet are what stands before it (立案率上半年、下半年分别为90%、92%);
    none is known where a list of things stands behind it, too (上半年、下半年立案率、满意率分别为…)."""
    if len(things(members(assigner, *behind))) > 1:
        return {quantity.start: [] for quantity in run}
    unknown = [quantity for quantity in run if not found.get(quantity.start)]
    of = member(assigner, *before) if unknown and before[0] < before[1] else None
    if of is None or (of.head is None and not of.action):
        return {}
    return {quantity.start: read_member(assigner, quantity, of, of.action) for quantity in unknown}
