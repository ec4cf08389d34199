"""Trends: how often terms stand in the reports of each year, organization, division or kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.matrix import columns_of, cross, narrowed
from indexer.analysis.one_state import from_one_state
from indexer.analysis.selecting import (
    Grouped,
    Selection,
    YearsAsked,
    check_grouping,
    chosen,
    chosen_years,
    counting,
    division_of,
    grouped,
    notes_on_years,
    select,
    years_asked,
)
from indexer.analysis.tables import Table
from indexer.analysis.terms import Term, read_terms
from indexer.answers import SearchRequest
from indexer.engine.base import Tally
from indexer.facets import YEAR_FACETS
from indexer.labels import FIELDS, SPECIAL_VALUES
from indexer.messages import Message
from indexer.models import NOT_APPLICABLE, UNKNOWN, Organization
from indexer.search import Library

PER: Final = 10_000
"""Characters that rates are given for."""
MAX_PANELS: Final = 24
"""That are drawn; tables have all."""


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
    """What they have in common; "" for all reports together."""
    reports: int
    """0 is a gap: there is nothing that the terms could stand in."""
    characters: int
    """Of these reports, or of their sections of the kind asked for."""
    terms: tuple[Counted, ...]
    values: tuple[str, ...] = ()
    """What finds the reports as a filter: the value, or what is chosen of a division; empty for all reports, and none."""


@dataclass(frozen=True, slots=True)
class Panel:
    """The rows of the reports under one value of another grouping."""

    value: str
    values: tuple[str, ...]
    """As of a row."""
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
    """Values of ``split`` of which a report holds a term, those with most such reports first, years ascending; empty without a
    split."""
    notes: tuple[Message, ...]
    generation: str

    @property
    def drawn(self) -> tuple[Panel, ...]:
        """As many panels as can be taken in at a glance."""
        return self.panels[:MAX_PANELS]

    @property
    def left(self) -> int:
        """How many panels there are besides."""
        return len(self.panels) - len(self.drawn)

    def table(self) -> Table:
        """A row for every value and term; of a year without reports nothing is counted."""
        split = (("split", FIELDS[self.split]),) if self.split else ()
        columns = (
            *split,
            (self.by, FIELDS[self.by]),
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
                    *(row.value, row.reports, row.characters, term.written),
                    *((counted.occurrences, counted.reports) if row.reports else (None, None)),
                    counted.rate,
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

    def read() -> tuple[Selection, dict[str, YearsAsked], Mapping[str, tuple[str, ...]]]:
        selection = select(library, request, terms)
        wanted = {name: years_asked(library, request, name) for name in {by, split} & set(YEAR_FACETS)}
        return selection, wanted, _finding(library, request, selection) if "division" in (by, split) else {}

    (selection, wanted, finding), _ = from_one_state(library, read)
    tally = selection.tally
    groups = _grouping(tally, by, wanted)
    whole = Grouped(np.arange(len(tally.ids)), np.zeros(len(tally.ids), np.int64), ("",))
    total = _rows(selection, whole, {}) or (Row("", 0, 0, tuple(Counted(0, 0, None) for _ in terms)),)
    outer = _grouping(tally, split, wanted) if split else None
    return Trends(
        request=request,
        terms=terms,
        by=by,
        rows=_ordered(_rows(selection, groups, finding), groups, wanted.get(by)),
        total=total[0],
        split=split,
        panels=_panels(selection, groups, wanted.get(by), outer, split, finding) if outer else (),
        notes=(*selection.notes, *(notes_on_years(selection, groups, wanted[by]) if by in wanted else ())),
        generation=selection.generation,
    )


def _grouping(tally: Tally, by: str, wanted: Mapping[str, YearsAsked]) -> Grouped:
    """The reports under the values of a grouping; of years, under those that were asked for."""
    groups = grouped(tally, by)
    return chosen_years(groups, wanted[by]) if by in wanted else groups


def _finding(library: Library, request: SearchRequest, selection: Selection) -> Mapping[str, tuple[str, ...]]:
    """Division → what finds those of its reports that were counted, where a part of the organizations was chosen."""
    within = chosen(library, request, "organization")
    if within is None:
        return {}
    known: dict[str, list[Organization]] = {}
    for organization in selection.tally.organizations:
        known.setdefault(division_of(organization), []).append(organization)
    return {division: narrowed(division, there, within) for division, there in known.items()}


def _rows(selection: Selection, groups: Grouped, finding: Mapping[str, tuple[str, ...]]) -> tuple[Row, ...]:
    """A row for each value that has reports; ``finding`` tells for some values what finds them."""
    return tuple(row for _, row in _cells(selection, groups, finding))


def _cells(
    selection: Selection, groups: Grouped, finding: Mapping[str, tuple[str, ...]], times: int = 1
) -> Iterator[tuple[int, Row]]:
    """The same with their numbers, where the values of the grouping are counted so many ``times`` over, one after the other."""
    width = len(groups.values)
    reports, characters = _counted(selection, groups, selection.tally.characters, None, times)
    terms = [
        _counted(selection, groups, occurrences, occurrences, times) for occurrences in selection.tally.occurrences
    ]
    for number in np.flatnonzero(reports).tolist():
        size = int(characters[number])
        counted = tuple(
            Counted(int(found[number]), int(held[number]), int(found[number]) * PER / size if size else None)
            for held, found in terms
        )
        value = groups.values[number % width]
        yield number, Row(value, int(reports[number]), size, counted, _values(value, finding))


def _values(value: str, finding: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return finding.get(value, (value,)) if value else ()


def _counted(
    selection: Selection, groups: Grouped, amounts: NDArray[np.int64], holding: NDArray[np.int64] | None, times: int = 1
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many reports there are under each value, and the sum of their amounts; only those ``holding`` something, where
    that is given. ``times`` as of ``_cells``."""
    row, value = groups.row, groups.value
    if holding is not None:
        some = holding[row] > 0
        row, value = row[some], value[some]
    row, value = counting(selection.tally, selection.copies, row, value)
    size = len(groups.values) * times
    reports = np.bincount(value, minlength=size)
    # Sums of weights are floats: exact up to 2^53.
    return reports, np.bincount(value, weights=amounts[row], minlength=size).astype(np.int64)


def _panels(
    selection: Selection,
    groups: Grouped,
    wanted: YearsAsked | None,
    outer: Grouped,
    split: str,
    finding: Mapping[str, tuple[str, ...]],
) -> tuple[Panel, ...]:
    """``wanted`` as of ``_ordered``."""
    tally = selection.tally
    held: NDArray[np.int64] = np.sum(tally.occurrences, axis=0, dtype=np.int64)
    reports, occurrences = _counted(selection, outer, held, held)
    order = sorted(
        np.flatnonzero(reports).tolist(),
        key=lambda number: (-reports[number], -occurrences[number], outer.values[number]),
    )
    if split in YEAR_FACETS:
        order.sort(key=lambda number: _year_key(outer.values[number]))
    totals = {row.value: row for row in _rows(selection, outer, {})}
    # All panels are counted at once, as cells of a matrix; its rows are brought together again.
    crossed = cross(outer, groups, len(tally.ids))
    width = crossed.width
    inside: dict[int, list[Row]] = {}
    for cell, row in _cells(selection, Grouped(crossed.row, crossed.cell, groups.values), finding, crossed.height):
        inside.setdefault(cell // width, []).append(row)
    return tuple(
        Panel(value, _values(value, finding), rows, replace(totals[value], value="", values=()))
        for number in order
        for value in (outer.values[number],)
        for rows in (_ordered(inside.get(number, ()), groups, wanted),)
    )


def _year_key(value: str) -> tuple[bool, int, bool]:
    """Years ascending, then what is not identified, then what does not apply."""
    return not value.isdecimal(), int(value) if value.isdecimal() else 0, value == NOT_APPLICABLE


def _ordered(rows: Sequence[Row], groups: Grouped, wanted: YearsAsked | None) -> tuple[Row, ...]:
    """Rows of some ``groups``, of years where these are ``wanted``: then those without reports between are rows, too."""
    if wanted is None:
        special = [row for value in (UNKNOWN, NOT_APPLICABLE) for row in rows if row.value == value]
        known = [row for row in rows if row.value not in SPECIAL_VALUES]
        return (*sorted(known, key=lambda row: (-row.reports, row.value)), *special)
    held = {row.value: row for row in rows}
    none = tuple(Counted(0, 0, None) for _ in rows[0].terms) if rows else ()
    numbers = np.array([number for number, value in enumerate(groups.values) if value in held], np.int64)
    years = columns_of(Grouped(numbers, numbers, groups.values), wanted)
    return tuple(held.get(year, Row(year, 0, 0, none)) for year in years)
