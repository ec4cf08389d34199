"""What of a list of organizations and years is there: per row of a matrix, how much is listed, met, and beyond the list."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.expected import ExpectedList, Listed
from indexer.analysis.matrix import carried_by, counted, cross, under_values
from indexer.analysis.selecting import Grouped, Selection
from indexer.filters import match_organizations
from indexer.messages import Message, said
from indexer.models import UNKNOWN, Organization
from indexer.search import Library

_NAMED: Final = 12
"""Notes on names."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of the list, as it was read; several that are read alike are one, under the first."""

    name: str
    values: frozenset[str]
    """Of the filter on organizations; empty where the index knows nothing of that name."""
    years: frozenset[int]
    beneath: frozenset[str]
    """The organizations and nodes that all of ``values`` are, or lie below."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """int64[rows, columns] each: how many of a row's entries are listed for a year, those aside that the filters leave out; how many
    of those have a report in it; how many of its organizations have one without being listed; how many the filters leave out."""

    expected: NDArray[np.int64]
    met: NDArray[np.int64]
    beyond: NDArray[np.int64]
    filtered: NDArray[np.int64]
    left_out: tuple[Listed, ...]
    """What the filters leave out, by entries."""


def read_entries(
    library: Library, expected: ExpectedList, known: Sequence[Organization], years: Container[str]
) -> tuple[tuple[Entry, ...], tuple[Message, ...]]:
    """The list with its names read as filters read them, and notes on how. ``known`` are the organizations of the index;
    ``years`` those that are looked at."""
    matched = match_organizations([row.name for row in expected.rows], library.engine)
    named = {organization.name: organization for organization in known}
    entries = []
    notes: list[Message] = []
    for row in expected.rows:
        above = {value: _beneath(value, named) for value in matched[row.name] - {UNKNOWN}}
        # A part of a name may be that of a region and of what is in it.
        values = frozenset(value for value in above if not above.keys() & (above[value] - {value}))
        looked_at = frozenset(year for year in row.years if str(year) in years)
        entries.append(
            Entry(
                row.name,
                values,
                looked_at,
                frozenset.intersection(*(above[value] for value in values)) if values else frozenset(),
            )
        )
        if values and values != {row.name} and len(notes) < _NAMED:
            notes.append(said("机构“%(name)s”按%(names)s理解。", name=row.name, names=tuple(sorted(values))))
    merged, more = _merged(entries)
    return merged, (*notes, *more[:_NAMED])


def _merged(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], tuple[Message, ...]]:
    """The entries, those of the same organizations made one with the years of all; and notes on which they are."""
    alike: dict[object, list[Entry]] = {}
    for entry in entries:
        alike.setdefault(entry.values or entry.name, []).append(entry)
    merged = tuple(replace(same[0], years=frozenset().union(*(each.years for each in same))) for same in alike.values())
    notes = (
        said("清单中的%(names)s所指相同，按一个机构计。", names=tuple(each.name for each in same[:_NAMED]))
        for same in alike.values()
        if len(same) > 1
    )
    return merged, tuple(notes)


def _beneath(value: str, named: Mapping[str, Organization]) -> frozenset[str]:
    if value in named:
        return frozenset(carried_by(named[value]))
    parts = value.split("/")
    return frozenset("/".join(parts[: depth + 1]) for depth in range(len(parts)))


def numbers(
    entries: Sequence[Entry],
    selection: Selection,
    years: Grouped,
    groups: Sequence[tuple[str, Collection[str]]],
    elsewhere: NDArray[np.bool_],
) -> Numbers:
    """The numbers of each group of organizations, a name and values of the filter, and of all entries together, last.

    ``years`` is the selection by the columns; ``elsewhere`` as ``left_by_filters`` has it. A group has the entries of its name, and
    those beneath the node that it is.
    """
    size, columns = len(selection.tally.ids), years.values
    named = np.array([[_is_in(column, entry.years) for column in columns] for entry in entries], np.int64)
    named = named.reshape(len(entries), len(columns))
    there = _held(selection, years, [(entry.name, entry.values) for entry in entries], size)
    left = named * (1 - there) * elsewhere
    listed, met = named - left, named * there
    places: dict[str, list[int]] = {}
    for number, (name, _) in enumerate(groups):
        places.setdefault(name, []).append(number)
    pairs = [
        (place, number)
        for number, entry in enumerate(entries)
        for value in {entry.name, *entry.beneath}
        for place in places.get(value, ())
    ]
    within, of = (
        np.array([*pairs, *((len(groups), number) for number in range(len(entries)))], np.int64).reshape(-1, 2).T
    )
    sums = [np.zeros((len(groups) + 1, len(columns)), np.int64) for _ in range(3)]
    for total, each in zip(sums, (listed, met, left), strict=True):
        np.add.at(total, within, each[of])
    without = tuple(
        Listed(entry.name, tuple(int(columns[place]) for place in np.flatnonzero(own)))
        for entry, own in zip(entries, left, strict=True)
        if own.any()
    )
    return Numbers(sums[0], sums[1], _beyond(entries, selection, years, groups, listed), sums[2], without)


def left_by_filters(
    entries: Sequence[Entry], whole: Selection, years: Grouped, passing: Iterable[Organization]
) -> NDArray[np.bool_]:
    """bool[entries, columns]: of what the filters of a selection leave out, should it have no report of it. ``whole`` is what there
    is without them, ``years`` that by the columns, ``passing`` the organizations of the index of which they let reports through."""
    held = _held(whole, years, [(entry.name, entry.values) for entry in entries], len(whole.tally.ids)) > 0
    passed = frozenset(value for each in passing for value in carried_by(each))
    outside = np.array([bool(entry.values) and not entry.values & passed for entry in entries], bool)
    elsewhere: NDArray[np.bool_] = held | outside.reshape(-1, 1)
    return elsewhere


def _beyond(
    entries: Sequence[Entry],
    selection: Selection,
    years: Grouped,
    groups: Sequence[tuple[str, Collection[str]]],
    listed: NDArray[np.int64],
) -> NDArray[np.int64]:
    organizations = selection.tally.organizations
    there = _held(selection, years, [(each.name, (each.name,)) for each in organizations], len(selection.tally.ids))
    there *= np.array([column.isdecimal() for column in years.values], np.int64)
    by_value: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for value in entry.values:
            by_value.setdefault(value, []).append(number)
    places: dict[str, list[int]] = {}
    for number, (_, values) in enumerate(groups):
        for value in values:
            places.setdefault(value, []).append(number)
    beyond = np.zeros((len(groups) + 1, len(years.values)), np.int64)
    for number, organization in enumerate(organizations):
        carried = carried_by(organization)
        covering = [each for value in carried for each in by_value.get(value, ())]
        left = there[number] * (listed[covering].sum(axis=0) == 0)
        if left.any():
            for group in {each for value in carried for each in places.get(value, ())}:
                beyond[group] += left
            beyond[-1] += left
    return beyond


def _held(
    selection: Selection, years: Grouped, groups: Sequence[tuple[str, Collection[str]]], size: int
) -> NDArray[np.int64]:
    """int64[groups, columns]: 1 where there is a report."""
    crossed = cross(under_values(selection.tally, groups), years, size)
    return (counted(selection, crossed) > 0).astype(np.int64)


def _is_in(column: str, years: Collection[int]) -> bool:
    return column.isdecimal() and int(column) in years
