"""The rows of trends: how terms stand in the reports under each value of a grouping."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.matrix import columns_of, cross
from indexer.analysis.selecting import Grouped, Selection, YearsAsked, counting
from indexer.facets import YEAR_FACETS
from indexer.labels import SPECIAL_VALUES
from indexer.models import NOT_APPLICABLE, UNKNOWN

PER: Final = 10_000
"""Characters that rates are given for."""
_FEW_GAPS: Final = 3
"""So many years in a row without reports have a row each where people read them; more are one."""


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


def rows_of(selection: Selection, groups: Grouped, finding: Mapping[str, tuple[str, ...]]) -> tuple[Row, ...]:
    """A row for each value that has reports; ``finding`` tells for some values what finds them."""
    return tuple(row for _, row in _cells(selection, groups, finding))


def _cells(
    selection: Selection, groups: Grouped, finding: Mapping[str, tuple[str, ...]], times: int = 1
) -> Iterator[tuple[int, Row]]:
    """The same with their numbers, where the values of the grouping are counted so many ``times`` over, one after the other."""
    tally, width = selection.tally, len(groups.values)
    kept, under = counting(tally, selection.copies, groups.row, groups.value)
    reports, characters = _summed(under, tally.characters[kept], width * times)
    terms = [_summed_where_held(under, occurrences[kept], width * times) for occurrences in tally.occurrences]
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


def _summed(
    value: NDArray[np.int64], amounts: NDArray[np.int64], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many reports stand under each of ``size`` values, and the sum of their amounts."""
    # Sums of weights are floats: exact up to 2^53.
    sums = np.bincount(value, weights=amounts, minlength=size).astype(np.int64)
    return np.bincount(value, minlength=size), sums


def _summed_where_held(
    value: NDArray[np.int64], occurrences: NDArray[np.int64], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The same of the reports that hold a term."""
    held = occurrences > 0
    return _summed(value[held], occurrences[held], size)


def panels_of(
    selection: Selection,
    groups: Grouped,
    wanted: YearsAsked | None,
    outer: Grouped,
    split: str,
    finding: Mapping[str, tuple[str, ...]],
) -> tuple[Panel, ...]:
    """The values of ``outer`` of which a report holds a term, with the rows of ``groups`` inside; ``wanted`` as of ``in_order``."""
    tally = selection.tally
    held: NDArray[np.int64] = np.sum(tally.occurrences, axis=0, dtype=np.int64)
    kept, under = counting(tally, selection.copies, outer.row, outer.value)
    reports, occurrences = _summed_where_held(under, held[kept], len(outer.values))
    order = sorted(
        np.flatnonzero(reports).tolist(),
        key=lambda number: (-reports[number], -occurrences[number], outer.values[number]),
    )
    if split in YEAR_FACETS:
        order.sort(key=lambda number: _year_key(outer.values[number]))
    totals = {row.value: row for row in rows_of(selection, outer, {})}
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
        for rows in (in_order(inside.get(number, ()), groups, wanted),)
    )


def _year_key(value: str) -> tuple[bool, int, bool]:
    """Years ascending, then what is not identified, then what does not apply."""
    return not value.isdecimal(), int(value) if value.isdecimal() else 0, value == NOT_APPLICABLE


def in_order(rows: Sequence[Row], groups: Grouped, wanted: YearsAsked | None) -> tuple[Row, ...]:
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


def runs(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The rows one by one as people read them, but many years in a row that have no reports together."""
    for empty, run in groupby(rows, key=lambda row: not row.reports):
        several = list(run)
        if empty and len(several) > _FEW_GAPS:
            yield several
        else:
            yield from ([row] for row in several)
