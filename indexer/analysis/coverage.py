"""Coverage: what the index holds of each organization or region in each year, and what it does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from indexer.analysis.coverage_cells import STATES, Cell, Row, cells_of, expecting, groups_of, row_from
from indexer.analysis.expectations import Entry, left_by_filters, numbers, read_entries
from indexer.analysis.expected import ExpectedList, Listed
from indexer.analysis.matrix import YEARS, arranged, columns_of, spans
from indexer.analysis.one_state import from_one_state
from indexer.analysis.selecting import (
    Selection,
    YearsAsked,
    check_grouping,
    chosen,
    chosen_years,
    grouped,
    notes_on_years,
    passing,
    select,
    years_asked,
)
from indexer.analysis.tables import Cell as TableCell
from indexer.analysis.tables import Table
from indexer.answers import SearchRequest
from indexer.engine.base import FailedFile
from indexer.facets import facet_label
from indexer.labels import FIELDS
from indexer.messages import Message, said
from indexer.models import Organization
from indexer.search import Library

ROWS: Final = ("organization", "division")
"""What a row can be; "division" rows are the nodes of the organizations' tree, each with all that is below it."""
_NAMED: Final = 12
"""Entries of the list that are named in a note."""


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
                *(
                    (
                        ("expected", "清单所列"),
                        ("met", "清单所列已收录"),
                        ("beyond", "清单之外"),
                        ("filtered", "清单所列不合筛选条件"),
                    )
                    if self.listed
                    else ()
                ),
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
    more = (cell.expected, cell.met, cell.beyond, cell.filtered) if listed else ()
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
    read, _ = from_one_state(library, lambda: _read(library, request, years, expected))
    selection, wanted, (entries, notes) = read.selection, read.wanted, read.listed
    groups = groups_of(selection, by, read.known, read.within, entries)
    by_year = chosen_years(grouped(selection.tally, years), wanted)
    columns = columns_of(by_year, wanted, {year for entry in entries for year in entry.years})
    cells = cells_of(selection, groups, arranged(by_year, columns), years)
    if expected is not None:
        whole_by_year = arranged(chosen_years(grouped(read.whole.tally, years), wanted), columns)
        elsewhere = left_by_filters(entries, read.whole, whole_by_year, filter(read.passing, read.known))
        found = numbers(entries, selection, arranged(by_year, columns), [group[:2] for group in groups], elsewhere)
        cells, notes = expecting(cells, found), (*notes, *_note_on_filters(found.left_out))
    return Coverage(
        request=request,
        by=by,
        years=years,
        columns=columns,
        rows=tuple(row_from(group, own, columns) for group, own in zip(groups, cells, strict=False)),
        total=row_from(("", (), 0, False), cells[-1], columns),
        listed=expected is not None,
        unmatched=tuple(entry.name for entry in entries if not entry.values),
        failed=read.failed,
        notes=(*selection.notes, *notes, *notes_on_years(selection, by_year, wanted)),
        generation=selection.generation,
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """All that is read of the library."""

    selection: Selection
    whole: Selection
    """Without the filters, but for that on the years of the columns; the same where there are none, or no list."""
    wanted: YearsAsked
    known: tuple[Organization, ...]
    """The organizations of the index: a tally need not have those without a report in it."""
    within: frozenset[str] | None
    """The organizations chosen."""
    passing: Callable[[Organization], bool]
    """Whether the filters let reports of an organization through."""
    listed: tuple[tuple[Entry, ...], tuple[Message, ...]]
    """The list by the names of the index."""
    failed: tuple[FailedFile, ...] | None


def _read(library: Library, request: SearchRequest, years: str, expected: ExpectedList | None) -> _Read:
    selection = select(library, request, (), (years, "kind", "completeness"))
    known = tuple(library.engine.vocabulary().organizations())
    wanted = years_asked(library, request, years)
    filters, excluded = (
        {years: values[years]} if years in values else {} for values in (request.filters, request.excluded)
    )
    unfiltered = SearchRequest(filters=filters, excluded=excluded, copies=request.copies)
    narrowed = bool(request.query or request.section) or any(
        values and name != years for each in (request.filters, request.excluded) for name, values in each.items()
    )
    return _Read(
        selection=selection,
        whole=select(library, unfiltered, (), (years,)) if expected and narrowed else selection,
        wanted=wanted,
        within=chosen(library, request, "organization"),
        passing=passing(library, request),
        known=known,
        listed=read_entries(library, expected, known, wanted) if expected else ((), ()),
        failed=library.engine.failed(),
    )


def _note_on_filters(left_out: Sequence[Listed]) -> tuple[Message, ...]:
    """On what is listed and left out by the filters."""
    if not left_out:
        return ()
    names = tuple(f"{each.name} {spans(each.years)}" for each in left_out[:_NAMED])
    return (
        said(
            "清单中有 %(count)s 项不合筛选条件，没有列入对照，也不算未收录：%(names)s%(more)s。",
            count=f"{sum(len(each.years) for each in left_out):,}",
            names=names,
            more="……" if len(left_out) > _NAMED else "",
        ),
    )
