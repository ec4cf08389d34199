"""Adoption: where a phrase was first used, as far as the index goes, and how it spread from there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.first_uses import NEVER, FirstUse, first_uses, used_in, years_dated, years_of_each
from indexer.analysis.matrix import (
    YEARS,
    arranged,
    carried_by,
    columns_of,
    counted,
    cross,
    holding,
    in_order,
    nodes_in_order,
    once,
    with_all,
)
from indexer.analysis.one_state import from_one_state
from indexer.analysis.selecting import (
    Grouped,
    Selection,
    YearsAsked,
    check_grouping,
    chosen_years,
    grouped,
    note_on_left_out,
    notes_on_copies,
    of_several_years,
    select,
    years_asked,
)
from indexer.analysis.spreading import Spread, Use, Using, spread_by_year, spread_table, using_by
from indexer.analysis.tables import Table
from indexer.analysis.terms import Term, read_terms
from indexer.analysis.trend_rows import PER
from indexer.answers import SearchRequest
from indexer.labels import FIELDS
from indexer.messages import Message, said
from indexer.models import LEVELS, UNKNOWN, Organization
from indexer.search import Library


@dataclass(frozen=True, slots=True)
class Cell:
    """The term in the reports of one organization and one year, or of all of them."""

    reports: int
    characters: int
    holding: int
    """Reports that hold it."""
    occurrences: int

    @property
    def rate(self) -> float | None:
        """Occurrences per ``PER`` characters of all the reports; None where there are no characters."""
        return self.occurrences * PER / self.characters if self.characters else None


@dataclass(frozen=True, slots=True)
class Row:
    """The term in the reports of an organization."""

    value: str
    """Its name; ``UNKNOWN`` for reports of which it is not identified, "" for all reports."""
    level: str | None
    region: str
    """The uppermost node that it has in the tree: 四川省; "" where there is none."""
    cells: tuple[Cell, ...]
    total: Cell
    first: FirstUse | None
    """None where only reports without a year hold it, and where the organization is not identified."""

    @property
    def uses(self) -> bool:
        """Whether any cell holds it: the copy of a text that counts in a year need not be that which counts in all."""
        return any(cell.holding for cell in (*self.cells, self.total))


@dataclass(frozen=True, slots=True)
class Adoption:
    request: SearchRequest
    term: Term
    years: str
    """What uses are dated by, and the columns: one of ``matrix.YEARS``."""
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    """Organizations that use it, in the order of their first use; those of which only undated reports do come last."""
    total: Row
    """All reports of the request."""
    spread: tuple[Spread, ...]
    """Year by year from the first use in the index to the last year that there are reports of."""
    levels: tuple[Using, ...]
    regions: tuple[Using, ...]
    without: tuple[tuple[str, int], ...]
    """(organization, reports) of those that have reports here and never use it, most reports first."""
    notes: tuple[Message, ...]
    generation: str

    def table(self) -> Table:
        """A row for each organization that uses it."""
        return Table(
            (
                *(("organization", "机构"), ("level", "层级"), ("region", "地区"), ("first_year", "本库最早见于")),
                *(("reports_in_year", "该年含有的报告份数"), ("report", "最早的报告"), ("title", "标题")),
                *((name, FIELDS[name]) for name in ("covered_from", "covered_year", "delivered_year", "published")),
                *(("earlier_reports", "此前收录的报告份数"), ("earlier_years", "此前收录的年份")),
                *(("reports", "报告份数"), ("reports_holding", "含有的份数"), ("occurrences", "出现次数")),
            ),
            [
                (
                    *(row.value, row.level, row.region),
                    *(row.first.cells if row.first else [None] * 10),
                    *(row.total.reports, row.total.holding, row.total.occurrences),
                )
                for row in self.rows
            ],
            ("organization",),
        )

    def heat(self) -> Table:
        """A row for each organization that uses it and each year that there are reports of."""
        return Table(
            (
                *(("organization", "机构"), (self.years, FIELDS[self.years]), ("reports", "报告份数")),
                *(
                    ("characters", "字数"),
                    ("reports_holding", "含有的份数"),
                    ("occurrences", "出现次数"),
                    ("rate", "每万字"),
                ),
            ),
            [
                (row.value, year, cell.reports, cell.characters, cell.holding, cell.occurrences, cell.rate)
                for row in self.rows
                for year, cell in zip(self.columns, row.cells, strict=True)
                if cell.reports
            ],
            ("organization", self.years),
        )

    def spread_table(self) -> Table:
        """A row for each year, level and region that it spread in."""
        return spread_table(self.years, self.spread, self.levels, self.regions)

    def to_dataframe(self) -> Any:
        """As ``Table.to_dataframe`` of ``table``."""
        return self.table().to_dataframe()

    # ------------------------------------------------------------------------------ the searches behind

    def uses_of(self, row: Row) -> SearchRequest | None:
        """The search for the reports that hold the term in the year of an organization's first use; None as ``terms.within``."""
        assert row.first is not None
        return self.term.within(self._of(row, (str(row.first.year),), row.first.year + 1), self.notes)

    def earlier_of(self, row: Row) -> SearchRequest:
        """The search for the organization's reports of years before."""
        assert row.first is not None
        return self._of(row, tuple(map(str, row.first.earlier_years)), row.first.year)

    def _of(self, row: Row, years: tuple[str, ...], beyond: int) -> SearchRequest:
        """Reports on several years are dated by the last of them, so that those on a year beyond are none of these."""
        excluded = dict(self.request.excluded)
        if self.years == "covered_year":
            excluded[self.years] = (*excluded.get(self.years, ()), f"{beyond}..")
        filters = {**self.request.filters, "organization": (row.value,), self.years: years}
        return replace(self.request, filters=filters, excluded=excluded, sort="oldest", page=1)


def adoption(
    library: Library, typed: str, request: SearchRequest | None = None, *, years: str = "delivered_year"
) -> Adoption:
    """Where and when a term is used in the reports of a request (all of them where none is given).

    A report on several years counts under each of them, and is dated by the last; copies of one text count once in each
    cell, as their best copy, unless the request asks for copies. Raises QueryError, CorruptIndex.
    """
    check_grouping(years, YEARS)
    request = request or SearchRequest()
    (term,) = read_terms([typed], variants=request.variants)

    def read() -> tuple[Selection, YearsAsked, Grouped, NDArray[np.int64], NDArray[np.bool_], dict[int, FirstUse]]:
        selection = select(library, request, (term,), (years,))
        wanted = years_asked(library, request, years)
        by_organization = grouped(selection.tally, "organization")
        year = years_dated(selection.tally.facets[years], wanted)
        used = used_in(selection, by_organization, year)
        firsts = first_uses(library, selection, by_organization, year, used)
        return selection, wanted, by_organization, year, used, firsts

    (selection, wanted, by_organization, year, use, firsts), _ = from_one_state(library, read)
    by_year = chosen_years(grouped(selection.tally, years), wanted)
    columns = columns_of(by_year, wanted)
    cells = _cells(selection, by_organization, arranged(by_year, columns))
    known = {each.name: each for each in selection.tally.organizations}
    rows = [
        _row(name, known.get(name), own, firsts.get(number))
        for number, (name, own) in enumerate(zip(by_organization.values, cells, strict=False))
    ]
    places = {each.name: place for place, each in enumerate(in_order(selection.tally.organizations))}
    rows.sort(key=lambda row: _order(row, places.get(row.value, len(places))))
    using = [row for row in rows if row.uses]
    there = [row for row in rows if row.total.reports and row.value != UNKNOWN]
    without = [(row.value, row.total.reports) for row in there if not row.uses]
    numbers = {name: number for number, name in enumerate(by_organization.values)}
    used, held = (years_of_each(by_organization, year, rows) for rows in (use, np.ones_like(use)))
    uses = [_use(row, used.get(number, ()), held.get(number, ())) for row in there for number in (numbers[row.value],)]
    return Adoption(
        request=request,
        term=term,
        years=years,
        columns=columns,
        rows=tuple(using),
        total=_row("", None, cells[-1], None),
        spread=spread_by_year(uses),
        levels=using_by(uses, lambda use: use.level, LEVELS),
        regions=using_by(uses, lambda use: use.region, nodes_in_order(selection.tally.organizations)),
        without=tuple(sorted(without, key=lambda each: (-each[1], places[each[0]]))),
        notes=(
            *selection.notes,
            *_notes(selection, by_year, using),
            *note_on_left_out(wanted),
            *notes_on_copies(selection.tally, selection.copies, (term,)),
        ),
        generation=selection.generation,
    )


def _cells(selection: Selection, by_organization: Grouped, by_year: Grouped) -> list[list[Cell]]:
    """A cell for each organization and all reports last, in each column and all years last."""
    tally, size = selection.tally, len(selection.tally.ids)
    crossed = cross(with_all(by_organization, size), with_all(by_year, size), size)
    (occurrences,) = tally.occurrences
    held = holding(once(selection, crossed), occurrences)
    columns = [
        *(counted(selection, crossed), counted(selection, crossed, tally.characters)),
        *(counted(selection, held), counted(selection, held, occurrences)),
    ]
    return [
        [Cell(*numbers) for numbers in zip(*row, strict=True)]
        for row in zip(*(column.tolist() for column in columns), strict=True)
    ]


def _row(name: str, organization: Organization | None, cells: Sequence[Cell], first: FirstUse | None) -> Row:
    *own, total = cells
    region = carried_by(organization)[0] if organization else ""
    return Row(
        name, organization.level if organization else None, "" if region == name else region, tuple(own), total, first
    )


def _order(row: Row, place: int) -> tuple[int, str, int, int]:
    """In time, as far as it is known, then by occurrences; ``place`` is that in the official order."""
    first = row.first
    return (first.year, first.published or "9999", -row.total.occurrences, place) if first else (NEVER, "", 0, place)


def _use(row: Row, used: Iterable[int], held: Iterable[int]) -> Use:
    return Use(
        name=row.value,
        level=row.level or "",
        region=row.region,
        first=row.first.year if row.first else None,
        used=frozenset(used),
        held=frozenset(held),
    )


def _notes(selection: Selection, by_year: Grouped, using: Sequence[Row]) -> tuple[Message, ...]:
    found = []
    if several := of_several_years(selection, by_year):
        found.append(
            said("其中 %(count)s 份报告回顾多个年份：在每个年份各计一次，首见按最后一年。", count=f"{several:,}")
        )
    undated = sum(row.first is None and row.value != UNKNOWN for row in using)
    if undated:
        found.append(
            said(
                "%(count)s 个机构用到的报告都没有可以算首见的年份（未识别、不适用，或最后一年不在所查年份之内），不知何时首见。",
                count=f"{undated:,}",
            )
        )
    return tuple(found)
