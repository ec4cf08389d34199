"""Coverage: what the index holds of each organization or region in each year, and what it does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from indexer.analysis.expectations import Entry, Numbers, numbers, read_entries
from indexer.analysis.expected import ExpectedList
from indexer.analysis.matrix import (
    YEARS,
    arranged,
    columns_of,
    counted,
    cross,
    in_order,
    kinds_in,
    narrowed,
    nodes_in_order,
    under_values,
    with_all,
)
from indexer.analysis.one_state import from_one_state
from indexer.analysis.selecting import (
    Grouped,
    Selection,
    YearsAsked,
    check_grouping,
    chosen,
    chosen_years,
    grouped,
    notes_on_years,
    select,
    years_asked,
)
from indexer.analysis.tables import Cell as TableCell
from indexer.analysis.tables import Table
from indexer.answers import SearchRequest
from indexer.engine.base import FailedFile
from indexer.facets import facet_label
from indexer.labels import FIELDS
from indexer.messages import Message
from indexer.models import COMPLETENESS, KINDS, UNKNOWN
from indexer.search import Library

ROWS: Final = ("organization", "division")
"""What a row can be; "division" rows are the nodes of the organizations' tree, each with all that is below it."""
HELD, PARTIAL, ABSENT, BEYOND, GAP, NOTHING = "held", "partial", "absent", "beyond", "gap", ""
STATES: Final = {
    HELD: "已收录",
    PARTIAL: "部分收录",
    ABSENT: "未收录",
    BEYOND: "清单之外",
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
    gap: bool = False
    """Whether there is nothing, but something in a year before and in one after."""

    @property
    def state(self) -> str:
        """One of the states above: of two that hold the one that tells more."""
        if self.expected:
            return HELD if self.met == self.expected else PARTIAL if self.met else ABSENT
        if self.reports:
            return BEYOND if self.beyond else HELD
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


@dataclass(frozen=True, slots=True)
class Coverage:
    request: SearchRequest
    by: str
    years: str
    """What the columns are, one of ``matrix.YEARS``."""
    columns: tuple[str, ...]
    """Years, those without reports between others included; then what is not identified and what does not apply."""
    rows: tuple[Row, ...]
    """Organizations by the codes of their divisions, or nodes of the tree, each before those below it; what is not identified
    next, and entries of the list that are none of these last."""
    total: Row
    listed: bool
    """Whether there was a list."""
    unmatched: tuple[str, ...]
    """Names of the list that the index does not know."""
    failed: tuple[FailedFile, ...] | None
    """Files of the whole index that could not be read, so that they are in no cell; None where that is not known."""
    notes: tuple[Message, ...]
    generation: str

    def table(self) -> Table:
        """A row for each cell that holds a report, or should."""
        name = "行政区划" if self.by == "division" else FIELDS[self.by]
        return Table(
            (
                *((self.by, name), (self.years, FIELDS[self.years]), ("reports", "报告份数")),
                *(("kinds", "材料类型"), ("completeness", "完整性"), ("state", "收录状态")),
                *((("expected", "清单所列"), ("met", "清单所列已收录"), ("beyond", "清单之外")) if self.listed else ()),
            ),
            [
                row_of(row.value, year, cell, self.listed)
                for row in self.rows
                for year, cell in zip(self.columns, row.cells, strict=True)
                if cell.state
            ],
            (self.by, self.years),
        )

    def to_dataframe(self) -> Any:
        """As ``Table.to_dataframe``."""
        return self.table().to_dataframe()


def row_of(value: str, year: str, cell: Cell, listed: bool) -> tuple[TableCell, ...]:
    """A cell as a row of the table."""
    kinds, completeness = (
        "；".join(f"{facet_label(name)} {count}" for name, count in each) for each in (cell.kinds, cell.completeness)
    )
    more = (cell.expected, cell.met, cell.beyond) if listed else ()
    return (value, year, cell.reports, kinds, completeness, STATES[cell.state], *more)


def coverage(
    library: Library,
    request: SearchRequest | None = None,
    *,
    by: str = "organization",
    years: str = "covered_year",
    expected: ExpectedList | None = None,
) -> Coverage:
    """What there is of the reports of a request (all of them where none is given), by organization or region and year.

    A report on a span of years counts under each of them, as it is found under each; copies of one text count once in
    each cell, as their best copy, unless the request asks for copies. Names of ``expected`` are read as filters read them.
    Raises QueryError, CorruptIndex.
    """
    for name, known in ((by, ROWS), (years, YEARS)):
        check_grouping(name, known)
    request = request or SearchRequest()
    (selection, wanted, within, (entries, notes), failed), _ = from_one_state(
        library, lambda: _read(library, request, years, expected)
    )
    tally = selection.tally
    groups = _groups(selection, by, within, entries)
    by_year = chosen_years(grouped(tally, years), wanted)
    columns = columns_of(by_year, wanted, {year for entry in entries for year in entry.years})
    cells = _cells(selection, groups, arranged(by_year, columns), years)
    if expected is not None:
        cells = _expecting(
            cells, numbers(entries, selection, arranged(by_year, columns), [group[:2] for group in groups])
        )
    return Coverage(
        request=request,
        by=by,
        years=years,
        columns=columns,
        rows=tuple(_row(group, own, columns) for group, own in zip(groups, cells, strict=False)),
        total=_row(("", (), 0, False), cells[-1], columns),
        listed=expected is not None,
        unmatched=tuple(entry.name for entry in entries if not entry.values),
        failed=failed,
        notes=(*selection.notes, *notes, *notes_on_years(selection, by_year, wanted)),
        generation=selection.generation,
    )


def _read(
    library: Library, request: SearchRequest, years: str, expected: ExpectedList | None
) -> tuple[
    Selection,
    YearsAsked,
    frozenset[str] | None,
    tuple[tuple[Entry, ...], tuple[Message, ...]],
    tuple[FailedFile, ...] | None,
]:
    """All that is read of the library: the selection, the years and organizations that it chooses, the list by the names of the
    index, and the files that could not be read."""
    selection = select(library, request, (), (years, "kind", "completeness"))
    wanted = years_asked(library, request, years)
    within = chosen(library, request, "organization")
    listed = read_entries(library, expected, selection.tally.organizations, wanted) if expected else ((), ())
    return selection, wanted, within, listed, library.engine.failed()


_Group = tuple[str, tuple[str, ...], int, bool]
"""A row without its cells: value, values, depth, listed."""


def _groups(selection: Selection, by: str, within: frozenset[str] | None, entries: Sequence[Entry]) -> list[_Group]:
    """The rows: those of which there are reports, or that the list names."""
    tally = selection.tally
    used = set(np.unique(tally.organization).tolist())
    wanted = frozenset().union(*(entry.values for entry in entries))
    there = [each for number, each in enumerate(tally.organizations) if number in used or each.name in wanted]
    if by == "organization":
        groups: list[_Group] = [(each.name, (each.name,), 0, False) for each in in_order(there)]
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


def _cells(selection: Selection, groups: Sequence[_Group], by_year: Grouped, years: str) -> list[list[Cell]]:
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


def _expecting(cells: Sequence[Sequence[Cell]], found: Numbers) -> list[list[Cell]]:
    """The cells with what a list expects of them; the last column is the sum of the others."""
    columns = [np.column_stack([each, each.sum(axis=1)]) for each in (found.expected, found.met, found.beyond)]
    return [
        [
            replace(cell, expected=expected, met=met, beyond=beyond) if expected or beyond else cell
            for cell, expected, met, beyond in zip(row, *(column[number].tolist() for column in columns), strict=True)
        ]
        for number, row in enumerate(cells)
    ]


def _row(group: _Group, cells: Sequence[Cell], columns: Sequence[str]) -> Row:
    value, values, depth, listed = group
    *own, total = cells
    held = [number for number, year in enumerate(columns) if year.isdecimal() and own[number].reports]
    for number in range(held[0], held[-1]) if held else ():
        if not own[number].reports:
            own[number] = replace(own[number], gap=True)
    return Row(value, values, depth, listed, tuple(own), total)
