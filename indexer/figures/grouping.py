"""Figures of one report beside each other: repeated ones, contradicting ones, and which of them answer a table's question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from indexer.figures.actions import CHANGES
from indexer.figures.figure import Figure
from indexer.figures.indicators import INDICATORS, RATES


@dataclass(frozen=True, slots=True)
class Asked:
    """What a table is about; None stands for any."""

    indicator: str | None
    action: str | None
    actor: str | None = None
    either: bool = False
    """Whether the indicator or the action will do, as where one word is both: 批示."""


_AKIN: Final = {"办复": "办结", "办结": "办复", "办复率": "办结率", "办结率": "办复率"}
"""Actions and rates that a reader may take for each other."""


def akin(asked: Asked) -> Asked | None:
    """What may be meant where this is not stated: 办结 for 办复; None where nothing is."""
    if asked.action in _AKIN:
        return replace(asked, action=_AKIN[asked.action])
    if asked.indicator in _AKIN:
        return replace(asked, indicator=_AKIN[asked.indicator])
    return None


def settled(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Each figure once, with the places of its repeats, and those marked that contradict each other."""
    kept: dict[tuple[object, ...], Figure] = {}
    repeats: dict[tuple[object, ...], list[tuple[int, int]]] = {}
    groups: dict[tuple[object, ...], list[tuple[object, ...]]] = {}
    for figure in figures:
        fact = _key(figure)
        key: tuple[object, ...] = (fact, figure.low, figure.high, figure.qualifier, figure.section == "plan")
        if key in kept:
            repeats.setdefault(key, []).append((figure.start, figure.end))
            continue
        kept[key] = figure
        if figure.section != "plan" and exact(figure):
            groups.setdefault(fact, []).append(key)
    for key, places in repeats.items():
        kept[key] = replace(kept[key], repeats=tuple(places))
    for keys in groups.values():
        for one, other in combinations(keys, 2):
            if kept[one].range != kept[other].range and not beside(kept[one], kept[other]):
                kept[one], kept[other] = (replace(kept[key], contradicted=True) for key in (one, other))
    return tuple(kept.values())


def beside(one: Figure, other: Figure) -> bool:
    """Whether two figures of one report stand in one sentence, whose author then means two things and contradicts nobody:
    对办理态度满意率99.4%，对办理结果满意率97.1%."""
    return any(
        holding.sentence_start <= start < holding.sentence_end
        for holding, held in ((one, other), (other, one))
        for start, _ in ((held.start, held.end), *held.repeats)
    )


def exact(figure: Figure) -> bool:
    """Whether another value of the same would contradict it. A rounded one (1300余件) contradicts none, nor does by how much
    something grew, or a number of things with which nothing was done that is counted (15件被列为重点, 12件列入计划), for of which of
    several things that is said is not known."""
    told = figure.action not in CHANGES and (figure.action != "" or figure.indicator in RATES)
    return INDICATORS[figure.indicator].exact and not figure.qualifier and told


def _key(figure: Figure) -> tuple[object, ...]:
    period = figure.period
    said = period.text if period.part or period.last is None else ""
    return (
        figure.indicator,
        figure.done,
        figure.actor,
        period.first,
        period.last,
        said,
        period.things,
        figure.as_of,
        figure.unit,
    )


def answer(figures: Iterable[Figure], asked: Asked, year: int | None) -> tuple[Figure, ...]:
    """What some figures say on a year, in their order, contradicting ones all; () means not stated (原文未载明). Those of different
    actions or actors stand beside each other, never summed.

    A figure of part of the year (大会期间) counts only where none of the same indicator, action and actor is of all of it (提案11件 of the
    year before that were followed up are no whole); a total of several years (五年来, 本届) is of none of them, and what is planned of
    none yet.
    """
    of_year = [
        figure
        for figure in figures
        if fits(figure, asked) and figure.section != "plan" and not figure.total and figure.period.last == year
    ]
    whole = {
        (figure.indicator, figure.action, figure.actor)
        for figure in of_year
        if not (figure.period.part or figure.period.things)
    }
    return tuple(
        figure
        for figure in of_year
        if not figure.period.part or (figure.indicator, figure.action, figure.actor) not in whole
    )


def fits(figure: Figure, asked: Asked) -> bool:
    """Whether a figure is of what is asked for, whatever its year."""
    if asked.actor not in (None, "委员" if figure.of_members else figure.actor):
        return False
    if asked.either:
        return asked.indicator == figure.indicator or asked.action == figure.action
    return asked.indicator in (None, figure.indicator) and asked.action in (None, figure.action)
