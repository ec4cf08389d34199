"""The first use of a term by each organization: the earliest report in the index that holds it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.matrix import spans
from indexer.analysis.selecting import Grouped, Selection, counting
from indexer.engine.base import FacetColumn
from indexer.models import Metadata, covered_year_applies, display_title
from indexer.search import Library

_NO_DAY: Final = 99_999_999
NEVER: Final = 1 << 40
"""Later than any year."""


@dataclass(frozen=True, slots=True)
class FirstUse:
    """The earliest report of an organization that holds the term: the earliest in the index, which need not be the first."""

    year: int
    reports: int
    """Of that year, that hold it."""
    report_id: str
    """The first of them in time, as far as days are known."""
    title: str
    covered_from: int | None
    covered_year: int | None
    delivered_year: int | None
    published: str | None
    earlier_reports: int
    """Reports of the organization of years before, none of which holds it; 0: whether it was used earlier cannot be told."""
    earlier_years: tuple[int, ...]
    """Those years, ascending."""
    covered_year_applies: bool = True
    """Whether a report of its kind looks back on a year at all."""

    @property
    def cells(self) -> list[str | int | None]:
        """As a part of a table's row."""
        return [
            *(self.year, self.reports, self.report_id, self.title),
            *(self.covered_from, self.covered_year, self.delivered_year, self.published),
            *(self.earlier_reports, spans(self.earlier_years)),
        ]


def years_dated(column: FacetColumn, wanted: Container[str]) -> NDArray[np.int64]:
    """int64[n]: the year of each report, of several the last; 0 where it is not known, does not apply or is not asked for."""
    ends = [_last_year(values) for values in column.combinations]
    return np.array([end if str(end) in wanted else 0 for end in ends], np.int64)[column.numbers]


def years_of_each(by_organization: Grouped, year: NDArray[np.int64], rows: NDArray[np.bool_]) -> dict[int, set[int]]:
    """Number of the organization → the years of some of its reports, which are dated by ``year``."""
    found: dict[int, set[int]] = {}
    of = np.flatnonzero(rows & (year > 0))
    for owner, each in np.unique(np.column_stack([by_organization.value[of], year[of]]), axis=0).tolist():
        found.setdefault(owner, set()).add(each)
    return found


def used_in(selection: Selection, by_organization: Grouped, year: NDArray[np.int64]) -> NDArray[np.bool_]:
    """bool[n]: which reports use the term: they hold it, and so does the copy of their text that counts for the organization and
    the year (as of ``years_dated``)."""
    tally = selection.tally
    holds: NDArray[np.bool_] = tally.occurrences[0] > 0
    if selection.copies:
        return holds
    place = by_organization.value * (int(year.max(initial=0)) + 1) + year
    kept, _ = counting(tally, False, np.arange(len(place)), place)
    text = place * (int(tally.family.max(initial=-1)) + 1) + tally.family
    of_counted = np.isin(text, text[kept[(tally.family[kept] >= 0) & holds[kept]]])
    used: NDArray[np.bool_] = holds & ((tally.family < 0) | of_counted)
    return used


def first_uses(
    library: Library, selection: Selection, by_organization: Grouped, year: NDArray[np.int64], used: NDArray[np.bool_]
) -> dict[int, FirstUse]:
    """Number of the organization → its first use, where it is known and has a dated one. ``year`` as of ``years_dated``, ``used``
    as of ``used_in``."""
    tally, organization = selection.tally, by_organization.value
    uses = np.flatnonzero(used & (year > 0) & (tally.organization >= 0))
    days = np.where(tally.dates[uses] % 10_000 == 0, _NO_DAY, tally.dates[uses])
    order = uses[np.lexsort((tally.ids[uses], tally.place[uses], days, year[uses], organization[uses]))]
    owners, at = np.unique(organization[order], return_index=True)
    first = np.full(len(by_organization.values), NEVER)
    first[owners] = year[order[at]]
    same = _counts(selection, uses[year[uses] == first[organization[uses]]], organization)
    before = np.flatnonzero((year > 0) & (year < first[organization]) & (tally.organization >= 0))
    earlier = _counts(selection, before, organization)
    earlier_years: dict[int, set[int]] = {}
    for owner, past in zip(organization[before].tolist(), year[before].tolist(), strict=True):
        earlier_years.setdefault(owner, set()).add(past)
    ids = [f"{identity:016x}" for identity in tally.ids[order[at]].tolist()]
    metadata = library.engine.metadata(ids)
    return {
        owner: _first_use(
            int(first[owner]),
            int(same[owner]),
            report_id,
            metadata.get(report_id, Metadata()),
            int(earlier[owner]),
            earlier_years.get(owner, ()),
        )
        for owner, report_id in zip(owners.tolist(), ids, strict=True)
    }


def _counts(selection: Selection, rows: NDArray[np.int64], organization: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many of some rows each organization has, copies of one text once unless they are asked for."""
    _, owners = counting(selection.tally, selection.copies, rows, organization[rows])
    return np.bincount(owners, minlength=int(organization.max(initial=-1)) + 1)


def _first_use(
    year: int, reports: int, report_id: str, metadata: Metadata, earlier: int, earlier_years: Iterable[int]
) -> FirstUse:
    return FirstUse(
        year=year,
        reports=reports,
        report_id=report_id,
        title=display_title(metadata),
        covered_from=metadata.covered_from,
        covered_year=metadata.covered_year,
        delivered_year=metadata.delivered_year,
        published=metadata.published,
        earlier_reports=earlier,
        earlier_years=tuple(sorted(earlier_years)),
        covered_year_applies=covered_year_applies(metadata),
    )


def _last_year(values: Sequence[str]) -> int:
    """0 where it is not known or does not apply."""
    return max((int(value) for value in values if value.isdecimal()), default=0)
