"""By how much each of a list grew: 收到提案312件、立案268件，分别比上年增长5%、6%; 提案、社情民意信息分别增长5%和下降6%.

The list is what is named before 分别 in the clause of the verb, else the numbers before that clause. Where it has more or fewer
members than there are such numbers, nothing is read; what something grew by is never how much of it there is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from indexer.figures.acting import Reading
from indexer.figures.actions import CHANGES
from indexer.figures.assigning import Assigner
from indexer.figures.clauses import Paragraph, Token
from indexer.figures.indicators import grows
from indexer.figures.listing import members, read_member, things

_BY: Final = re.compile(r"(?:了|分别|为|约|各)*(?<![到至])")
"""Between 增长 and by how much."""
_GOES_ON: Final = re.compile(r"(?:[、和与及,]|以及|并)(?:同比|分别)?")
_COMPARED: Final = re.compile(r"分别|同比|[比较](?:上|去|前|往|同期|\d)")
"""Where a list ends that is said to have grown."""


def changed(paragraph: Paragraph, number: int) -> list[str]:
    """How each of a run of numbers that begins with this one changed (增长5%、6%; 增长5%和下降6%); [] where it says no change."""
    quantities = paragraph.quantities
    first = _verb(paragraph, paragraph.clauses[number].start, quantities[number].whole)
    if first is None or first.action is None:
        return []
    told = paragraph.text.find("分别", paragraph.clauses[number].start, quantities[number].whole) >= 0
    found = [first.action]
    for place in range(number + 1, len(quantities)):
        start, end = quantities[place - 1].rest, quantities[place].whole
        verb = _verb(paragraph, start, end)
        between = paragraph.text[start : verb.start if verb is not None else end]
        if paragraph.joined(place) is None or not _GOES_ON.fullmatch(between) or (verb is None and "," in between):
            break
        if verb is not None and not told and ("," in between or quantities[place].unit != quantities[number].unit):
            break  # of one thing, twice: 增加15件，增长6%
        found.append((verb.action if verb is not None else None) or found[-1])
    return found


def _verb(paragraph: Paragraph, start: int, end: int) -> Token | None:
    """The verb of change right before a number."""
    tokens = paragraph.between(start, end)
    last = tokens[-1] if tokens and tokens[-1].action in CHANGES else None
    return last if last is not None and _BY.fullmatch(paragraph.text, last.end, end) else None


def grown(
    assigner: Assigner, number: int, changes: list[str], found: Mapping[int, list[Reading]]
) -> dict[int, list[Reading]]:
    """What the numbers of a run from this one on are by what was found before them; [] for each of which that is not known."""
    paragraph = assigner.paragraph
    run = paragraph.quantities[number : number + len(changes)]
    start = paragraph.clauses[number].start
    compared = _COMPARED.search(paragraph.text, start, run[0].whole)
    listed = members(assigner, start, compared.start()) if compared is not None else []
    if any(token.head is not None for token in paragraph.between(start, run[0].whole)) or things(listed):
        listed = things(listed)
        if len(listed) != len(run):
            return {quantity.start: [] for quantity in run}
        return {
            quantity.start: read_member(assigner, quantity, each, change)
            for quantity, each, change in zip(run, listed, changes, strict=True)
        }
    places = numbers_before(paragraph, number, len(run))
    given = [found.get(paragraph.quantities[place].start, []) for place in places] or [[] for _ in run]
    return {
        quantity.start: [
            *dict.fromkeys(each.grown(quantity, change) for each in of if grows(each.indicator, quantity.unit, change))
        ]
        for quantity, of, change in zip(run, given, changes, strict=True)
    }


def numbers_before(paragraph: Paragraph, number: int, count: int) -> list[int]:
    """The last numbers before one in its sentence, those in brackets left aside, if a list of just as many ends there; else []."""
    text, quantities = paragraph.text, paragraph.quantities
    start = paragraph.sentence_start(quantities[number].start)
    places: list[int] = []
    for place in range(number - 1, -1, -1):
        at = quantities[place].start
        if at < start or len(places) > count:
            break
        if text.rfind("(", start, at) <= text.rfind(")", start, at):
            places.insert(0, place)
    if len(places) > count:
        before, *places = places
        if "," not in text[quantities[before].rest : quantities[places[0]].whole]:
            return []
    return places if len(places) == count else []
