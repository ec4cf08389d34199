"""Which half begins at each heading, once the headings before and after it are known.

A heading that tells its half holds until one of its own or a higher level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from indexer.structure.heading_labels import AFTER_REVIEW, ANNEX_DONE, ANNEX_TO_DO, ANNEXES, BY_YEAR, Told

_BELOW_ALL: Final = 1_000
"""A level that no heading has."""


@dataclass(frozen=True, slots=True)
class Part:
    """What begins at a heading or in running text."""

    start: int
    kind: str = "other"
    told: bool = False
    """Whether it, or a heading above it, says so."""
    level: int = 0
    numbered: bool = False
    year: int | None = None
    annex: str = ""
    """The label of what is an annex: one of ``ANNEXES``."""


def resolved(headings: Sequence[Told]) -> list[Told]:
    """Labels that depend on the headings before or after them become kinds."""
    latest_after = list(accumulate((each.year or 0 for each in reversed(headings)), max, initial=0))[-2::-1]
    found: list[Told] = []
    earliest: int | None = None
    review: Told | None = None
    for each, latest, (followed, planned) in zip(headings, latest_after, _after(headings), strict=True):
        if review is not None and each.heading.level <= review.heading.level:
            review = None
        label = each.label
        if label == AFTER_REVIEW:
            label = None if earliest is None else "plan"
        elif label == BY_YEAR and each.year is not None:
            if followed or (earliest is None and latest > each.year):
                label = "review"
            elif earliest == 0:  # looked back on no year that is known
                label = None if planned or review is not None else "plan"
            else:
                label = "plan" if earliest is not None and earliest < each.year else None
        elif label == "plan" and review is not None and followed and not each.ahead:
            label = None  # the tasks of a year of which the next is planned
        if label == "review":
            earliest = min(each.year or 0, each.year or 0 if earliest is None else earliest)
            review = each if review is None else review
        found.append(each if label == each.label else replace(each, label=label))
    return found


def _after(headings: Sequence[Told]) -> list[tuple[bool, bool]]:
    """Of each heading: does one after it, not below it, tell a half of the very next year, and does one tell a plan ahead?

    The next year only, for a plan may name years far ahead.
    """
    found: list[tuple[bool, bool]] = []
    of_year: dict[int, int] = {}
    planned = _BELOW_ALL
    for each in reversed(headings):
        level = each.heading.level
        followed = each.year is not None and of_year.get(each.year + 1, _BELOW_ALL) <= level
        found.append((followed, planned <= level))
        if each.year is not None and each.label in ("review", "plan", BY_YEAR):
            of_year[each.year] = min(level, of_year.get(each.year, level))
        if each.label == "plan" and each.ahead:
            planned = min(level, planned)
    return found[::-1]


def by_headings(headings: Sequence[Told], titled: bool) -> list[Part]:
    """A part for the beginning and one for every heading."""
    parts = [] if headings and headings[0].heading.start == 0 else [Part(0)]
    above: list[Part] = []
    reviewed = annexed = False
    carried: str | None = None
    for each in headings:
        while above and above[-1].level >= each.heading.level and not _stands_above(above[-1], each):
            above.pop()
        annex = each.label if each.label in ANNEXES else None
        if annex and annexed:
            above.clear()  # an annex ends the one before, whatever its level
        annexed = annexed or annex is not None
        kind = "other" if annex else each.label
        if above and above[-1].told:
            kind = "plan" if kind == "plan" and _turns_within(above[-1], each) else above[-1].kind
        elif kind is None:
            kind = carried
        elif carried is not None or (kind == "plan" and (reviewed or titled or each.year is not None)):
            carried = None if kind == "review" else kind
        reviewed = reviewed or kind == "review"
        told = kind is not None
        year = above[-1].year if above and above[-1].kind == kind and each.year is None else each.year
        part = Part(each.heading.start, kind or "other", told, each.heading.level, each.numbered, year, annex or "")
        above.append(part)
        parts.append(part)
    return parts


def with_annexes(parts: Sequence[Part]) -> list[Part]:
    """The parts, with annexes that list what is to be done in a year yet to come as plans (2025年省十件民生实事), and those that tell
    what came of plans as reviews (2024年民生实事完成情况). Which years are to come, the halves of the report tell."""
    year = {
        kind: next((part.year for part in parts if part.kind == kind and part.year), None)
        for kind in ("review", "plan")
    }
    found: list[Part] = []
    kind = "other"
    for part in parts:
        if part.annex:
            kind = _annex_kind(part, year["review"], year["plan"])
        found.append(replace(part, kind=kind) if part.kind == "other" else part)
    return found


def _annex_kind(annex: Part, reviewed: int | None, planned: int | None) -> str:
    if annex.year is None or (reviewed is None and planned is None):
        return "other"
    ahead = annex.year > reviewed if reviewed is not None else annex.year >= (planned or 0)
    if annex.annex == ANNEX_TO_DO and ahead:
        return "plan"
    return "review" if annex.annex == ANNEX_DONE and not ahead else "other"


def _turns_within(part: Part, heading: Told) -> bool:
    """Whether a heading that tells a plan does so below a part that looks back: by a word or by a later year."""
    later = heading.year is not None and (part.year is None or part.year < heading.year)
    return part.kind == "review" and (heading.ahead or later)


def _stands_above(part: Part, heading: Told) -> bool:
    """A heading without a number that tells a half stands above numbered ones, whatever their levels."""
    return part.told and not part.numbered and heading.numbered and heading.label is None
