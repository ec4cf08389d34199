"""Set phrases: what many put in quotation marks, found in the index itself rather than in a list of ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.matrix import YEARS
from indexer.analysis.one_state import from_one_state
from indexer.analysis.selecting import (
    Selection,
    check_grouping,
    counting_rows,
    grouped,
    select,
    standing,
)
from indexer.analysis.tables import Table
from indexer.answers import SearchRequest
from indexer.engine.base import Quotations
from indexer.errors import QueryError
from indexer.messages import Message, said
from indexer.search import Library

MAX_PHRASES: Final = 1000
SEVERAL: Final = 2
"""Reports that a phrase stands quoted in, and organizations, at least."""
_NO_YEAR: Final = 1 << 40


@dataclass(frozen=True, slots=True)
class Phrase:
    text: str
    """As it is written most often in the whole index, without the marks."""
    reports: int
    """Reports in which it stands in quotation marks."""
    organizations: int
    """Whose these are; reports without an organization add none."""
    quoted: int
    """Times that it stands so."""
    first_year: int | None
    """The earliest year of these reports that is known: the first in the index, which need not be the first."""
    last_year: int | None


@dataclass(frozen=True, slots=True)
class Phrases:
    request: SearchRequest
    years: str
    phrases: tuple[Phrase, ...]
    """Those of most organizations first, then of most reports."""
    total: int
    """How many there are in all."""
    reports: int
    """Reports that were looked at."""
    notes: tuple[Message, ...]
    generation: str

    def table(self) -> Table:
        return Table(
            (
                *(("phrase", "提法"), ("organizations", "机构数"), ("reports", "报告份数")),
                *(("quoted", "引用次数"), ("first_year", "本库最早见于"), ("last_year", "最晚见于")),
            ),
            [
                (each.text, each.organizations, each.reports, each.quoted, each.first_year, each.last_year)
                for each in self.phrases
            ],
            ("phrase",),
        )

    def to_dataframe(self) -> Any:
        """As ``Table.to_dataframe``."""
        return self.table().to_dataframe()


def set_phrases(
    library: Library, request: SearchRequest | None = None, limit: int = 100, *, years: str = "delivered_year"
) -> Phrases:
    """Strings of a few characters (``SHORTEST_QUOTATION`` to ``LONGEST_QUOTATION``) that stand in quotation marks in
    ``SEVERAL`` reports or more, of as many organizations, among the reports of a request.

    Copies of one text count once, as their best copy, unless the request asks for copies. Raises QueryError, CorruptIndex.
    """
    check_grouping(years, YEARS)
    if not 1 <= limit <= MAX_PHRASES:
        raise QueryError(said("一次可列 1 到 %(most)s 条提法，不能是 %(count)s。", most=MAX_PHRASES, count=limit))
    request = request or SearchRequest()
    (selection, quotations), _ = from_one_state(
        library,
        lambda: (
            select(library, request, (), (years,)),
            library.able("quotations").quotations(request.section),
        ),
    )
    string, row = _places(selection, quotations)
    pair, quoted = np.unique(string * max(1, len(selection.tally.ids)) + row, return_counts=True)
    string, row = np.divmod(pair, max(1, len(selection.tally.ids)))
    first, last = _years(selection, years, string, row, len(quotations.strings))
    if not request.copies:
        counts = standing(selection.tally, row, string)
        string, row, quoted = string[counts], row[counts], quoted[counts]
    size = len(quotations.strings)
    reports = np.bincount(string, minlength=size)
    times = np.bincount(string, weights=quoted, minlength=size).astype(np.int64)
    organizations = _organizations(selection, string, row, size)
    set_ones = np.flatnonzero((reports >= SEVERAL) & (organizations >= SEVERAL)).tolist()
    set_ones.sort(key=lambda each: (-organizations[each], -reports[each], -times[each], quotations.strings[each]))
    return Phrases(
        request=request,
        years=years,
        phrases=tuple(
            Phrase(
                quotations.written[each],
                int(reports[each]),
                int(organizations[each]),
                int(times[each]),
                int(first[each]) if first[each] < _NO_YEAR else None,
                int(last[each]) or None,
            )
            for each in set_ones[:limit]
        ),
        total=len(set_ones),
        reports=len(counting_rows(selection.tally, selection.copies)),
        notes=selection.notes,
        generation=selection.generation,
    )


def _places(selection: Selection, quotations: Quotations) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """String and row of each quotation in the selection."""
    ids = selection.tally.ids
    if not len(ids):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    order = np.argsort(ids)
    at = np.minimum(ids[order].searchsorted(quotations.report), len(ids) - 1)
    row = order[at]
    there = ids[row] == quotations.report
    return quotations.string[there], row[there]


def _years(
    selection: Selection, years: str, string: NDArray[np.int64], row: NDArray[np.int64], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and last year of each string; reports on several years are dated by the last of them."""
    column = selection.tally.facets[years]
    ends = [max((int(value) for value in values if value.isdecimal()), default=0) for values in column.combinations]
    year = np.array(ends, np.int64)[column.numbers][row]
    first, last = np.full(size, _NO_YEAR), np.zeros(size, np.int64)
    np.minimum.at(first, string, np.where(year > 0, year, _NO_YEAR))
    np.maximum.at(last, string, year)
    return first, last


def _organizations(
    selection: Selection, string: NDArray[np.int64], row: NDArray[np.int64], size: int
) -> NDArray[np.int64]:
    """How many organizations use each string."""
    by_name = grouped(selection.tally, "organization")
    known = selection.tally.organization[row] >= 0
    pairs = np.unique(string[known] * max(1, len(by_name.values)) + by_name.value[row[known]])
    return np.bincount(pairs // max(1, len(by_name.values)), minlength=size)
