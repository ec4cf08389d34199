"""The cells of a coverage: the reports of each organization or region in each year, and what a list expects of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from indexer.analysis.expectations import Entry, Numbers
from indexer.analysis.matrix import counted, cross, in_order, kinds_in, narrowed, nodes_in_order, under_values, with_all
from indexer.analysis.selecting import Grouped, Selection
from indexer.models import COMPLETENESS, KINDS, UNKNOWN, Organization

HELD, PARTIAL, ABSENT, BEYOND, FILTERED, GAP, NOTHING = "held", "partial", "absent", "beyond", "filtered", "gap", ""
STATES: Final = {
    HELD: "已收录",
    PARTIAL: "部分收录",
    ABSENT: "未收录",
    BEYOND: "清单之外",
    FILTERED: "清单所列，不合筛选条件",
    GAP: "中间缺",
}
"""State of a cell → what it is called; there is none for a year that nothing is to be said of."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The reports of one row in one year, or in all of them."""

    reports: int = 0
    kinds: tuple[tuple[str, int], ...] = ()
    """(type, reports) in the order of the list of types. Of a text whose copies differ each type counts."""
    completeness: tuple[tuple[str, int], ...] = ()
    """(value, reports), the whole text first, unknown last; counted likewise."""
    expected: int = 0
    """How many of the organizations in the row are listed for the year; in all years, how many pairs of both are."""
    met: int = 0
    """Those of them of which there is a report."""
    beyond: int = 0
    """Organizations with reports that are not listed for the year; likewise. 0 without a list."""
    filtered: int = 0
    """Organizations that are listed, and left out by the filters: not expected here."""
    gap: bool = False
    """Whether there is nothing, but something in a year before and in one after."""

    @property
    def state(self) -> str:
        """One of the states above: of two that hold the one that tells more."""
        if self.expected:
            return HELD if self.met == self.expected else PARTIAL if self.met else ABSENT
        if self.reports:
            return BEYOND if self.beyond else HELD
        if self.filtered:
            return FILTERED
        return GAP if self.gap else NOTHING

    @property
    def best(self) -> str:
        """How complete the most complete of the reports is; "" without reports."""
        return self.completeness[0][0] if self.completeness else ""


@dataclass(frozen=True, slots=True)
class Row:
    """What is held of one organization, region, or entry of a list."""

    value: str
    """As ``group_label`` shows it; "" for all reports together."""
    values: tuple[str, ...]
    """To be sent as a filter on organizations; empty for all reports, and for an entry that the index does not know."""
    depth: int
    """How many rows it stands below."""
    listed: bool
    """Whether it is an entry of the list that is no other row: a name not in the index, or one of several organizations."""
    cells: tuple[Cell, ...]
    """In the order of the columns."""
    total: Cell
    """Each report once, however many years it covers."""

    def gaps(self, columns: Sequence[str]) -> tuple[str, ...]:
        """The years between its first and its last that it has no report of."""
        return tuple(year for year, cell in zip(columns, self.cells, strict=True) if cell.gap)

    def absent(self, columns: Sequence[str]) -> tuple[str, ...]:
        """The years that are listed for something in it that is not there."""
        return tuple(year for year, cell in zip(columns, self.cells, strict=True) if cell.met < cell.expected)


Group = tuple[str, tuple[str, ...], int, bool]
"""A row without its cells: value, values, depth, listed."""


def groups_of(
    selection: Selection,
    by: str,
    known: Sequence[Organization],
    within: frozenset[str] | None,
    entries: Sequence[Entry],
) -> list[Group]:
    """The rows: those of the ``known`` organizations, or of their tree, of which there are reports, or that the list names."""
    tally = selection.tally
    used = np.unique(tally.organization).tolist()
    reporting = {tally.organizations[number] for number in used if number >= 0}
    wanted = frozenset().union(*(entry.values for entry in entries))
    there = [each for each in known if each in reporting or each.name in wanted]
    if by == "organization":
        groups: list[Group] = [(each.name, (each.name,), 0, False) for each in in_order(there)]
    else:
        nodes = nodes_in_order(there)
        groups = [(node, narrowed(node, there, within), node.count("/"), False) for node in nodes]
    if -1 in used:
        groups.append((UNKNOWN, (UNKNOWN,), 0, False))
    rows = {group[0] for group in groups}
    for entry in entries:
        # One organization or node is told by its own row, or by those above it.
        shown = entry.values if by == "organization" else entry.beneath
        if len(entry.values) != 1 or not shown & rows:
            groups.append((entry.name, tuple(sorted(entry.values)), 0, True))
    return groups


def cells_of(selection: Selection, groups: Sequence[Group], by_year: Grouped, years: str) -> list[list[Cell]]:
    """A cell for each group and all reports last, in each column and all years last."""
    tally, size = selection.tally, len(selection.tally.ids)
    under = under_values(tally, [group[:2] for group in groups])
    crossed = cross(with_all(under, size), with_all(by_year, size), size)
    reports = counted(selection, crossed).tolist()
    kinds = kinds_in(selection, crossed, tally.facets["kind"], KINDS)
    completeness = kinds_in(selection, crossed, tally.facets["completeness"], COMPLETENESS)
    return [
        [
            Cell(held, kinds[place], completeness[place]) if held else Cell()
            for place, held in enumerate(row, start=number * crossed.width)
        ]
        for number, row in enumerate(reports)
    ]


def expecting(cells: Sequence[Sequence[Cell]], found: Numbers) -> list[list[Cell]]:
    """The cells with what a list expects of them; the last column is the sum of the others."""
    told = (found.expected, found.met, found.beyond, found.filtered)
    columns = [np.column_stack([each, each.sum(axis=1)]) for each in told]
    return [
        [
            replace(cell, expected=each[0], met=each[1], beyond=each[2], filtered=each[3]) if any(each) else cell
            for cell, *each in zip(row, *(column[number].tolist() for column in columns), strict=True)
        ]
        for number, row in enumerate(cells)
    ]


def row_from(group: Group, cells: Sequence[Cell], columns: Sequence[str]) -> Row:
    value, values, depth, listed = group
    *own, total = cells
    held = [number for number, year in enumerate(columns) if year.isdecimal() and own[number].reports]
    for number in range(held[0], held[-1]) if held else ():
        if not own[number].reports:
            own[number] = replace(own[number], gap=True)
    return Row(value, values, depth, listed, tuple(own), total)
