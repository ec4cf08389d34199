"""Where running text turns from what was done to what is planned: 各位委员，2024年是……"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from indexer.structure.heading_labels import WRITTEN_YEAR, year_of
from indexer.structure.heading_parts import Part

_ADDRESS: Final = r"(?:(?:各位(?:委员|代表|同志)|同志们)[^,:!。]{0,8}[,:!。]+|[“\"])?"
_LOOKS_BACK: Final = re.compile(
    rf"{_ADDRESS}(?:[^,。]{{0,4}}过去的?[一二三四五]年|[一二三四五]年来|去年|这一年,|(?P<year>{WRITTEN_YEAR})年(?!\d|[一二三四五六七八九十]{{1,2}}月))"
)
_TURNS: Final = re.compile(
    rf"{_ADDRESS}(?:"
    rf"(?P<year>{WRITTEN_YEAR})年,?(?:是|要(?!求)|[^。]{{0,12}}将|.{{0,8}}工作的?(?:总体|指导|基本|主要|思路|重点))"
    r"|今年,?(?:是|.{0,6}我们将|.{0,8}工作的?(?:总体|指导|基本|主要|思路|重点)|的?.{0,6}(?:总体要求|主要任务))"
    r"|新的?一年,|今后[一五几]|展望(?:\d{4}年|新的一年|未来|今年)"
    r"|做好(?:\d{4}年|今年|新的一年|今后).{0,14}工作"
    r")"
)
_CLOSES: Final = re.compile(
    r"(?:[^。!]{0,40}[。!])?(?:面对新|站在新|面向未来|新征程|踏上新|迈入新|新的一年)[^。]{0,30}将"
)
"""The last paragraph of a feature: 面对新征程，市政协将……"""
OPENS: Final = re.compile(
    rf"{_ADDRESS}(?:{WRITTEN_YEAR}年,?是[^。]{{0,30}}之年。[^。,]{{0,16}}以来,|(?:过去的?|刚刚过去的)?一年来?,)"
)
"""The first words of a text without a title that looks back: 2022年是新一届区政协的开局之年。一次会议以来，……"""
_LOOKS_AHEAD: Final = re.compile(
    rf"{_ADDRESS}(?:{WRITTEN_YEAR}年?(?:$|,?(?:是|要|我们|必须|应))|今年|明年|来年|新的?一年|下一?步|下一?阶段|今后|展望|未来|面对新|面向|站在新|踏上新|迈[入上]新|接下来|我们[将要])"
)
"""A paragraph that may begin a plan, surely or not; a line that is a year only is what is left of a heading."""
_EARLIEST_TURN: Final = 0.15
_EARLIEST_CLOSE: Final = 0.8
"""Shares of the text before which nothing turns to a plan, and before which nothing closes with one."""
_HALVES: Final = 2
LEAD: Final = 80
"""Characters of a paragraph that are looked at."""
LOOKING_BACK: Final = ("过去", "年来", "去年", "这一年,")
"""One of them stands wherever ``_LOOKS_BACK`` matches and names no year."""


@dataclass(frozen=True, slots=True)
class Lead:
    """The beginning of a paragraph, folded."""

    start: int
    words: str


def turn_in(leads: Sequence[Lead], parts: Sequence[Part], titled: bool, length: int) -> Part | None:
    """Where running text turns to the plan; None where nothing looked back before it."""
    reviews = [part for part in parts if part.kind == "review"]
    begin = max((part.start for part in reviews), default=0)
    latest = max((part.year or 0 for part in reviews), default=0)
    looked_back = titled or bool(reviews)
    closing: Lead | None = None
    for number, lead in enumerate(leads):
        turn = _TURNS.match(lead.words)
        if turn and looked_back and lead.start > max(begin, _EARLIEST_TURN * length):
            year = year_of(turn["year"]) if turn["year"] else None
            if year > latest if year and latest else bool(reviews) or lead.start > 2 * _EARLIEST_TURN * length:
                return Part(_heading_above(leads, number, parts), "plan", True, year=year)
        if lead.start > _EARLIEST_CLOSE * length and closing is None and _CLOSES.match(lead.words):
            closing = lead
        if back := _LOOKS_BACK.match(lead.words):
            looked_back = looked_back or back["year"] is None
            latest = max(latest, year_of(back["year"]) if back["year"] else 0)
    if closing is None or not looked_back or parts[-1].start > closing.start:
        return None
    return Part(closing.start, "plan", True)


def _heading_above(leads: Sequence[Lead], number: int, parts: Sequence[Part]) -> int:
    """The start of the untold heading whose text a turn opens, else of the turn itself. The second heading of its level is one even
    where more stands before the turn: two headings are the two halves, of more the last is a part of the work done."""
    at = leads[number].start
    heading = next((part for part in reversed(parts) if part.start < at), parts[0])
    between = [lead for lead in leads[:number] if lead.start > heading.start]
    earlier = sum(part.level == heading.level and part.start < heading.start for part in parts)
    second = heading.numbered and earlier < _HALVES
    opens = not between or (second and not any(_LOOKS_BACK.match(lead.words) for lead in between))
    return heading.start if opens and heading.level and not heading.told else at


def with_plan(parts: Sequence[Part], plan: Part, annex: int) -> list[Part]:
    before = [part for part in parts if part.start < plan.start]
    after = [part for part in parts if part.start > plan.start]
    return [
        *before,
        plan,
        *(part if part.told or part.start >= annex else replace(part, kind="plan", told=True) for part in after),
    ]


def with_review(parts: Sequence[Part], plan: Part, leads: Sequence[Lead], titled: bool) -> list[Part]:
    """The untold part before the plan looks back, from its first heading or the paragraph that says 一年来."""
    back = [
        (lead.start, match["year"])
        for lead in leads
        if lead.start < plan.start and (match := _LOOKS_BACK.match(lead.words))
        if not (match["year"] and plan.year and year_of(match["year"]) >= plan.year)
    ]
    if not titled and all(year for _, year in back):
        return list(parts)
    starts = [start for start, _ in back[:1]]
    starts += [part.start for part in parts[1:] if not part.told and part.start < plan.start][:1]
    if not starts:
        return list(parts)
    begin = min(starts)
    found = [
        replace(part, kind="review") if not part.told and begin <= part.start < plan.start else part for part in parts
    ]
    if all(part.start != begin for part in found):
        found.append(Part(begin, "review", True))
    return sorted(found, key=lambda part: part.start)


def with_review_alone(parts: Sequence[Part], leads: Sequence[Lead], titled: bool) -> list[Part]:
    """What looks back in a text that nowhere turns to a plan: all that nothing tells otherwise, from the paragraph that says 一年来, or
    the first heading before it, up to the first paragraph that may look ahead; what follows stays untold.

    ``leads`` are those of all paragraphs before an annex. Without a title of a yearly report its first words must look back.
    """
    begin = _where_it_looks_back(parts, leads, titled)
    if begin is None:
        return list(parts)
    ahead = (
        number
        for number, lead in enumerate(leads)
        if lead.start > begin and (_LOOKS_AHEAD.match(lead.words) or _TURNS.match(lead.words))
    )
    first = next(ahead, None)
    end = leads[-1].start + 1 if first is None else leads[first].start
    if first and any(part.start == leads[first - 1].start and part.level and not part.told for part in parts):
        end = leads[first - 1].start  # its heading
    found = [replace(part, kind="review") if not part.told and begin <= part.start < end else part for part in parts]
    bounds = [Part(begin, "review", True), *([] if first is None else [Part(end, "other", True)])]
    found += [bound for bound in bounds if all(part.start != bound.start for part in found)]
    return sorted(found, key=lambda part: part.start)


def _where_it_looks_back(parts: Sequence[Part], leads: Sequence[Lead], titled: bool) -> int | None:
    if leads and not titled:
        return leads[0].start if OPENS.match(leads[0].words) else None
    back = (lead.start for lead in leads[1:] if (match := _LOOKS_BACK.match(lead.words)) and match["year"] is None)
    starts = [part.start for part in parts]
    said = next((at for at in back if not parts[bisect_right(starts, at) - 1].told), None)
    if said is None:
        return None
    return min([said, *(part.start for part in parts[1:] if not part.told)])
