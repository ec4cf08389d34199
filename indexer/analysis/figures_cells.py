"""Figures arranged by organization and year: which of them are of a year, beside what they stand, and which contradict others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Final

from indexer.analysis.figures_read import ReadReport
from indexer.analysis.matrix import in_order
from indexer.figures import Asked, Figure, answer, fits
from indexer.figures.actions import ACTIONS
from indexer.figures.grouping import beside, exact
from indexer.figures.indicators import INDICATORS
from indexer.labels import NOT_IDENTIFIED
from indexer.models import Organization

OUTSIDE: Final = "所选部分以外"
APART: Final[Mapping[str, str]] = {
    "section": OUTSIDE,
    "plan": "打算",
    "total": "多年合计",
    "span": "届期报告",
    "organization": "机构未识别",
    "year": "年份未识别",
    "outside": "所选年度以外",
    "part": "年内一段时间",
}
"""Why a figure stands in no cell of the table of years → what that is called."""
_INDICATORS: Final = {name: place for place, name in enumerate(INDICATORS)}
_ACTIONS: Final = {name: place for place, name in enumerate(ACTIONS)}
Held = Mapping[Organization, Mapping[int, tuple[int, int]]]
"""Organization → year → reports on that year alone, and how many of them are known to be less than the whole report."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of one report."""

    report: ReadReport
    figure: Figure
    apart: str = ""
    """A key of ``APART``; empty for what stands in a cell."""
    contradicted: bool = False
    """Whether its report, or another one of the organization, gives another value for the same."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value in a cell, with everything that states it."""

    facts: tuple[Fact, ...]
    contradicted: bool

    @property
    def figure(self) -> Figure:
        """The first that states it."""
        return self.facts[0].figure


@dataclass(frozen=True, slots=True)
class Cell:
    """What the reports of an organization say of a year; values of different actions and actors stand beside each other."""

    year: int
    reports: int
    """On that year alone. Without any and without values there is nothing in the index."""
    values: tuple[Value, ...]
    partial: int = 0
    """How many of the reports are digests or fragments: what they leave out proves nothing."""
    outside: tuple[Value, ...] = ()
    """What is stated outside the section asked for, neither in it nor in the other half."""

    @property
    def unproven(self) -> bool:
        """Whether nothing is stated and no whole report is there."""
        return self.missing and self.partial == self.reports

    @property
    def empty(self) -> bool:
        """Whether there is neither a report on the year nor a value of it."""
        return not (self.reports or self.values or self.outside)

    @property
    def missing(self) -> bool:
        """Whether there are reports and none states anything: 原文未载明."""
        return self.reports > 0 and not self.values and not self.outside


@dataclass(frozen=True, slots=True)
class Line:
    organization: str
    """Its name."""
    cells: tuple[Cell, ...]
    """One for each year of the table."""

    @property
    def stated(self) -> bool:
        return any(cell.values or cell.outside for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Arranged:
    years: tuple[int, ...]
    lines: tuple[Line, ...]
    facts: tuple[Fact, ...]


_BEFORE: Final = frozenset({"约", "近", "超"})
"""Qualifiers that stand before a number; others stand behind, or in the number itself (430余篇)."""


def printed(figure: Figure) -> str:
    """The value as the report prints it, with its qualifier: 430余篇, 近2000条; what was counted by titles as a number."""
    number = figure.printed or f"{figure.low}{figure.unit}"
    if not figure.qualifier or figure.qualifier in number:
        return number
    return f"{figure.qualifier}{number}" if figure.qualifier in _BEFORE else f"{number}{figure.qualifier}"


def time_of(figure: Figure) -> str:
    """What a figure is of: 2023, 2018-2022, or as printed; 未识别 where that is of the report's own year, and it is not known."""
    return figure.period.label or NOT_IDENTIFIED


def part_of(figure: Figure) -> str:
    """Which part of a year a figure is of, and of which other time the things are that were followed up in it (上年度); empty for the
    whole, and things of its own."""
    period = figure.period
    return "、".join(filter(None, (period.text if period.part else "", period.things)))


def arranged(
    reports: Sequence[ReadReport], asked: Asked, section: str, held: Held, wanted: Callable[[int], bool]
) -> Arranged:
    """The figures that are asked for, those of a kind of ``section`` where that is given, and beside them those of what is neither
    half, which are apart; years that are not ``wanted`` have no column."""
    facts = [
        Fact(report, figure)
        for report in reports
        for figure in report.figures
        if fits(figure, asked) and (section in ("", figure.section) or figure.section == "other")
    ]
    told = [replace(fact, apart=_apart(fact, section, wanted)) for fact in facts]
    facts = _placed(told, asked)
    facts = _compared(facts)
    stating = (fact.report.metadata.organization for fact in facts)
    organizations = (*held, *(organization for organization in stating if organization is not None))
    order = {organization.name: place for place, organization in enumerate(in_order(organizations))}
    facts.sort(key=lambda fact: _by_place(fact, order))
    if section == "plan":  # what is planned is of no year yet
        return Arranged((), (), tuple(facts))
    return _table(facts, held, order, wanted)


def _by_place(fact: Fact, order: Mapping[str, int]) -> tuple[int, int, str, int]:
    place = order.get(fact.report.organization or "", len(order))
    return place, fact.report.metadata.covered_year or 0, fact.report.id, fact.figure.start


def _apart(fact: Fact, section: str, wanted: Callable[[int], bool]) -> str:
    """Why a figure cannot stand in a cell, whatever stands beside it."""
    figure, year = fact.figure, fact.figure.period.last
    if section not in ("", figure.section):
        return "section"
    if figure.section == "plan":
        return "plan"
    if figure.total:
        return "total"
    if fact.report.spans:
        return "span"
    if fact.report.organization is None:
        return "organization"
    if year is None:
        return "year"
    return "" if wanted(year) else "outside"


def _placed(facts: Iterable[Fact], asked: Asked) -> list[Fact]:
    """With those of part of a year apart where the whole of it is stated, by the same report or another one."""
    found: list[Fact] = []
    pools: dict[tuple[str | None, int | None], list[Fact]] = {}
    for fact in facts:
        if fact.apart:
            found.append(fact)
        else:
            pools.setdefault((fact.report.organization, fact.figure.period.last), []).append(fact)
    for (_, year), pool in pools.items():
        # By identity: two reports may state figures that are equal in everything.
        standing = {id(figure) for figure in answer((fact.figure for fact in pool), asked, year)}
        found += [fact if id(fact.figure) in standing else replace(fact, apart="part") for fact in pool]
    return found


def _compared(facts: Iterable[Fact]) -> list[Fact]:
    """With those marked that contradict each other: other exact values of the same of one organization."""
    found = list(facts)
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact in found:
        if _exact(fact):
            groups.setdefault(_about(fact), []).append(fact)
    contradicting = {id(fact) for group in groups.values() for fact in _contradicting(group)}
    return [replace(fact, contradicted=fact.figure.contradicted or id(fact) in contradicting) for fact in found]


def _contradicting(facts: Sequence[Fact]) -> list[Fact]:
    """Those that another one of them contradicts. Values that stand in one sentence of any report are of two things."""
    by_value: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        by_value.setdefault(fact.figure.range, []).append(fact)
    found: dict[tuple[object, ...], None] = {}
    for one, other in combinations(by_value, 2):
        pairs = product(by_value[one], by_value[other])
        if not any(a.report.id == b.report.id and beside(a.figure, b.figure) for a, b in pairs):
            found.update({one: None, other: None})
    return [fact for value in found for fact in by_value[value]]


def _course(figure: Figure) -> tuple[int, int]:
    return _INDICATORS[figure.indicator], _ACTIONS.get(figure.action, -1)


def _exact(fact: Fact) -> bool:
    """Whether another value would contradict it: 1300余件 and 1315件 do not."""
    return fact.apart == "" and exact(fact.figure)


def _about(fact: Fact) -> tuple[object, ...]:
    """What a figure in a cell is of."""
    figure = fact.figure
    names = (figure.indicator, figure.done, figure.actor, figure.unit)
    return (fact.report.organization, figure.period.last, part_of(figure), figure.as_of, *names)


def _table(facts: Sequence[Fact], held: Held, order: Mapping[str, int], wanted: Callable[[int], bool]) -> Arranged:
    values = _by_cell(fact for fact in facts if not fact.apart)
    outside = _by_cell(fact for fact in facts if fact.apart == "section" and not _apart(fact, "", wanted))
    counts: dict[tuple[str, int], tuple[int, int]] = {}
    for organization, of_years in held.items():
        for year, (count, partial) in of_years.items():
            if wanted(year):
                before = counts.get((organization.name, year), (0, 0))
                counts[organization.name, year] = before[0] + count, before[1] + partial
    there = {*values, *counts, *outside}
    years = tuple(sorted({year for _, year in there}))

    def cell(name: str, year: int) -> Cell:
        reports, partial = counts.get((name, year), (0, 0))
        stated = _values(values.get((name, year), ()))
        return Cell(year, reports, stated, partial, () if stated else _values(outside.get((name, year), ())))

    names = sorted({name for name, _ in there}, key=order.__getitem__)
    lines = [Line(name, tuple(cell(name, year) for year in years)) for name in names]
    return Arranged(years, tuple(sorted(lines, key=lambda line: not line.stated)), tuple(facts))


def _by_cell(facts: Iterable[Fact]) -> dict[tuple[str, int], list[Fact]]:
    found: dict[tuple[str, int], list[Fact]] = {}
    for fact in facts:
        if fact.report.organization is not None and fact.figure.period.last is not None:
            found.setdefault((fact.report.organization, fact.figure.period.last), []).append(fact)
    return found


def _values(facts: Iterable[Fact]) -> tuple[Value, ...]:
    """Each value once: by indicator, then in the order in which things are done, else in which they are stated."""
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact in sorted(facts, key=lambda fact: _course(fact.figure)):
        figure = fact.figure
        names = (figure.indicator, figure.done, figure.actor, figure.unit, part_of(figure), figure.as_of)
        groups.setdefault((*names, figure.low, figure.high, figure.qualifier), []).append(fact)
    return tuple(Value(tuple(group), any(fact.contradicted for fact in group)) for group in groups.values())
