"""Trends: how often terms stand in the reports of each year, organization, division or kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from indexer.analysis.matrix import narrowed
from indexer.analysis.one_state import from_one_state
from indexer.analysis.selecting import (
    Grouped,
    Selection,
    YearsAsked,
    check_grouping,
    chosen,
    chosen_years,
    division_of,
    grouped,
    notes_on_copies,
    notes_on_years,
    select,
    years_asked,
)
from indexer.analysis.tables import Table
from indexer.analysis.terms import Term, read_terms
from indexer.analysis.trend_rows import Counted, Panel, Row, in_order, panels_of, rows_of
from indexer.answers import SearchRequest
from indexer.engine.base import Tally
from indexer.facets import YEAR_FACETS
from indexer.labels import ALL, FIELDS
from indexer.messages import Message
from indexer.models import Organization
from indexer.search import Library

MAX_PANELS: Final = 24
"""That are drawn; tables have all."""


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

    def table(self, *, totals: bool = True) -> Table:
        """A row for every value and term, with ``totals`` also for ``ALL`` reports, of each panel where there are some; of a year
        without reports nothing is counted."""
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
        parts = [(panel.value, panel.rows, panel.total) for panel in self.panels]
        parts = parts if self.split else [("", self.rows, self.total)]
        return Table(
            columns,
            [
                (
                    *((value,) if self.split else ()),
                    *(row.value, row.reports, row.characters, term.written),
                    *((counted.occurrences, counted.reports) if row.reports else (None, None)),
                    counted.rate,
                )
                for value, rows, total in parts
                for row in (*rows, *((replace(total, value=ALL),) if totals and rows else ()))
                for term, counted in zip(self.terms, row.terms, strict=True)
            ],
            (*(name for name, _ in split), self.by, "term"),
        )

    def to_dataframe(self) -> Any:
        """As ``Table.to_dataframe``, without totals."""
        return self.table(totals=False).to_dataframe()


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
    under each value, as their best copy there, which is the same for every term, unless the request asks for copies. Raises
    QueryError, CorruptIndex.
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
    total = rows_of(selection, whole, {}) or (Row("", 0, 0, tuple(Counted(0, 0, None) for _ in terms)),)
    outer = _grouping(tally, split, wanted) if split else None
    return Trends(
        request=request,
        terms=terms,
        by=by,
        rows=in_order(rows_of(selection, groups, finding), groups, wanted.get(by)),
        total=total[0],
        split=split,
        panels=panels_of(selection, groups, wanted.get(by), outer, split, finding) if outer else (),
        notes=(
            *selection.notes,
            *(notes_on_years(selection, groups, wanted[by]) if by in wanted else ()),
            *notes_on_copies(tally, selection.copies, terms),
        ),
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
