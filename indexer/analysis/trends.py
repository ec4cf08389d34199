"""Trends: how often terms stand in the reports of each year, organization, division or kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.matrix import columns_of
from indexer.analysis.selecting import (
    Grouped,
    Selection,
    YearsAsked,
    check_grouping,
    chosen_years,
    counting,
    grouped,
    notes_on_years,
    select,
    years_asked,
)
from indexer.analysis.tables import Table
from indexer.analysis.terms import Term, read_terms
from indexer.answers import SearchRequest
from indexer.facets import YEAR_FACETS
from indexer.labels import SPECIAL_VALUES
from indexer.messages import Message
from indexer.models import NOT_APPLICABLE, UNKNOWN
from indexer.search import Library

PER: Final = 10_000
"""Characters that rates are given for."""
MAX_PANELS: Final = 24


@dataclass(frozen=True, slots=True)
class Counted:
    """How a term stands in some reports."""

    occurrences: int
    reports: int
    """Reports that hold it."""
    rate: float | None
    """Occurrences per ``PER`` characters of all the reports; None where there are no characters."""


@dataclass(frozen=True, slots=True)
class Row:
    """The reports under one value, and each term in them."""

    value: str
    """To be sent as a filter; "" for all reports together."""
    reports: int
    """0 is a gap: there is nothing that the terms could stand in."""
    characters: int
    """Of these reports, or of their sections of the kind asked for."""
    terms: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """The rows of the reports under one value of another grouping."""

    value: str
    rows: tuple[Row, ...]
    total: Row


@dataclass(frozen=True, slots=True)
class Trends:
    request: SearchRequest
    """The reports that were counted in."""
    terms: tuple[Term, ...]
    by: str
    rows: tuple[Row, ...]
    """Years ascending, with those between that have no reports, of years that were asked for; anything else by reports, most first. What is not
    identified and what does not apply come last."""
    total: Row
    """All reports, each once, however many years it covers."""
    split: str
    panels: tuple[Panel, ...]
    """Values of ``split`` with most reports that hold a term, at most ``MAX_PANELS``, those first that have most; years ascending.
    Empty without a split."""
    left: int
    """Values of ``split`` that hold a term and are not among the panels."""
    notes: tuple[Message, ...]
    generation: str

    def table(self) -> Table:
        """A row for every value and term."""
        split = (("split", "分组"),) if self.split else ()
        columns = (
            *split,
            (self.by, "取值"),
            ("reports", "报告份数"),
            ("characters", "字数"),
            ("term", "词语"),
            ("occurrences", "出现次数"),
            ("reports_holding", "含有的报告份数"),
            ("rate", "每万字出现次数"),
        )
        parts = [(panel.value, panel.rows) for panel in self.panels] if self.split else [("", self.rows)]
        return Table(
            columns,
            [
                (
                    *((value,) if self.split else ()),
                    *(row.value, row.reports, row.characters, term.typed),
                    *(counted.occurrences, counted.reports, counted.rate),
                )
                for value, rows in parts
                for row in rows
                for term, counted in zip(self.terms, row.terms, strict=True)
            ],
            (*(name for name, _ in split), self.by, "term"),
        )

    def to_dataframe(self) -> Any:
        """As ``Table.to_dataframe``."""
        return self.table().to_dataframe()


def trends(
    library: Library,
    typed: Sequence[str],
    request: SearchRequest | None = None,
    *,
    by: str = "covered_year",
    split: str = "",
) -> Trends:
    """Count terms in the reports of a request (all of them where none is given), grouped by one of ``GROUPINGS``.

    A report on a span of years counts under each of them, as it is found under each; copies of one text count once
    under each value, as their best copy, unless the request asks for copies. Raises QueryError, CorruptIndex.
    """
    for name in (by, split or by):
        check_grouping(name)
    request = request or SearchRequest()
    terms = read_terms(typed, variants=request.variants)
    selection = select(library, request, terms)
    wanted = {name: years_asked(library, request, name) for name in {by, split} & set(YEAR_FACETS)}
    groups = _grouped(selection, by, wanted)
    whole = Grouped(np.arange(len(selection.tally.ids)), np.zeros(len(selection.tally.ids), np.int64), ("",))
    total = _rows(selection, whole) or (Row("", 0, 0, tuple(Counted(0, 0, None) for _ in terms)),)
    panels, left = _panels(selection, groups, (by, split), wanted) if split else ((), 0)
    return Trends(
        request=request,
        terms=terms,
        by=by,
        rows=_ordered(selection, groups, wanted.get(by)),
        total=total[0],
        split=split,
        panels=panels,
        left=left,
        notes=(*selection.notes, *(notes_on_years(selection, groups, wanted[by]) if by in wanted else ())),
        generation=selection.generation,
    )


def _grouped(selection: Selection, by: str, wanted: Mapping[str, YearsAsked]) -> Grouped:
    groups = grouped(selection.tally, by)
    return chosen_years(groups, wanted[by]) if by in wanted else groups


def _rows(selection: Selection, groups: Grouped) -> tuple[Row, ...]:
    """A row for each value that has reports."""
    tally, size = selection.tally, len(groups.values)
    reports, characters = _counted(selection, groups, tally.characters, None)
    terms = [_counted(selection, groups, occurrences, occurrences) for occurrences in tally.occurrences]
    return tuple(
        Row(
            groups.values[number],
            int(reports[number]),
            int(characters[number]),
            tuple(
                Counted(
                    int(occurrences[number]),
                    int(held[number]),
                    int(occurrences[number]) * PER / int(characters[number]) if characters[number] else None,
                )
                for held, occurrences in terms
            ),
        )
        for number in range(size)
        if reports[number]
    )


def _counted(
    selection: Selection, groups: Grouped, amounts: NDArray[np.int64], holding: NDArray[np.int64] | None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many reports there are under each value, and the sum of their amounts; only those ``holding`` something, where
    that is given."""
    row, value = groups.row, groups.value
    if holding is not None:
        some = holding[row] > 0
        row, value = row[some], value[some]
    row, value = counting(selection.tally, selection.copies, row, value)
    size = len(groups.values)
    reports = np.bincount(value, minlength=size)
    # Sums of weights are floats: exact up to 2^53.
    return reports, np.bincount(value, weights=amounts[row], minlength=size).astype(np.int64)


def _panels(
    selection: Selection, groups: Grouped, by: tuple[str, str], wanted: Mapping[str, YearsAsked]
) -> tuple[tuple[Panel, ...], int]:
    """``by`` is what the rows and what the panels stand by."""
    tally = selection.tally
    outer = _grouped(selection, by[1], wanted)
    held: NDArray[np.int64] = np.sum(tally.occurrences, axis=0, dtype=np.int64)
    reports, occurrences = _counted(selection, outer, held, held)
    order = sorted(
        np.flatnonzero(reports).tolist(),
        key=lambda number: (-reports[number], -occurrences[number], outer.values[number]),
    )
    shown = order[:MAX_PANELS]
    if by[1] in YEAR_FACETS:
        shown.sort(key=lambda number: _year_key(outer.values[number]))
    panels = []
    for number in shown:
        inside = np.zeros(len(tally.ids), bool)
        inside[outer.row[outer.value == number]] = True
        kept = inside[groups.row]
        part = Grouped(groups.row[kept], groups.value[kept], groups.values)
        rows = np.flatnonzero(inside)
        (total,) = _rows(selection, Grouped(rows, np.zeros(len(rows), np.int64), ("",)))
        panels.append(Panel(outer.values[number], _ordered(selection, part, wanted.get(by[0])), total))
    return tuple(panels), len(order) - len(panels)


def _year_key(value: str) -> tuple[bool, int, bool]:
    """Years ascending, then what is not identified, then what does not apply."""
    return not value.isdecimal(), int(value) if value.isdecimal() else 0, value == NOT_APPLICABLE


def _ordered(selection: Selection, groups: Grouped, wanted: YearsAsked | None) -> tuple[Row, ...]:
    """The rows of some groups, of years where these are ``wanted``: then those without reports are rows, too."""
    rows = _rows(selection, groups)
    if wanted is None:
        special = [row for value in (UNKNOWN, NOT_APPLICABLE) for row in rows if row.value == value]
        known = [row for row in rows if row.value not in SPECIAL_VALUES]
        return (*sorted(known, key=lambda row: (-row.reports, row.value)), *special)
    none = tuple(Counted(0, 0, None) for _ in selection.tally.occurrences)
    held = {row.value: row for row in rows}
    return tuple(held.get(year, Row(year, 0, 0, none)) for year in columns_of(groups, wanted))
