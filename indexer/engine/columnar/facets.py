"""Facet values as numbers, so that counting a facet is one ``bincount`` over the matching documents.

A document carries a combination of values (an organization with its division path, the years of a span); combinations
are few, and each document has one number. Combinations are counted, and their counts added up for each value.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columnar.families import Families
from indexer.engine.columnar.strings import runs

Combination = tuple[str, ...]


class Facet:
    """One facet of an index. ``column`` int[n] gives each document's combination by number."""

    def __init__(
        self,
        combinations: Sequence[Combination],
        column: NDArray[np.integer],
        families: Families | None = None,
    ) -> None:
        self.combinations = tuple(combinations)
        self.column = column.astype(np.int64, copy=False)  # of the width that numpy counts and indexes by
        numbers: dict[str, int] = {}
        carried = [numbers.setdefault(value, len(numbers)) for values in self.combinations for value in values]
        self.values = tuple(numbers)
        self._single = all(len(each) == 1 for each in self.combinations)
        self._value = np.array(carried, np.int64)
        self._combination = np.repeat(np.arange(len(self.combinations)), [len(each) for each in self.combinations])
        self._families = families

    def carrying(self, wanted: Collection[str]) -> NDArray[np.bool_]:
        """bool[n]: documents that carry one of the wanted values."""
        some = frozenset(wanted)
        chosen = np.fromiter((not some.isdisjoint(each) for each in self.combinations), bool)
        return chosen[self.column] if len(chosen) else np.zeros(len(self.column), bool)

    def counts(
        self, documents: NDArray[np.integer] | None, standing: NDArray[np.integer] | None = None
    ) -> dict[str, int]:
        """Value → number of the given documents (all of them: None) that carry it, without zeros.

        With ``standing``, those of the documents that stand for their copies too, copies of one text count once for each
        value that any of them carries.
        """
        if not len(self.combinations):
            return {}
        if documents is None or standing is None:
            column = self.column if documents is None else self.column.take(documents)
            counted = self._counted(column)
        elif (mixed := self._mixed) is None:
            column = self.column.take(standing)
            counted = self._counted(column)
        else:
            some = mixed.take(documents).nonzero()[0]
            alike = standing if not len(some) else standing.take((~mixed.take(standing)).nonzero()[0])
            column = self.column.take(alike)
            counted = self._counted(column)
            if len(some):
                counted = counted + self._of_families(documents.take(some))
        if len(column) < len(self.values):
            found = counted.nonzero()[0]
            return {
                self.values[number]: count
                for number, count in zip(found.tolist(), counted[found].tolist(), strict=True)
            }
        return {value: count for value, count in zip(self.values, counted.tolist(), strict=True) if count}

    def _counted(self, column: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many documents carry each value, by the numbers of their combinations."""
        counted = np.bincount(column, minlength=len(self.combinations))
        if not self._single:
            held = counted[self._combination]
            counted = np.bincount(self._value, weights=held, minlength=len(self.values)).astype(np.int64)
        return counted

    @cached_property
    def _mixed(self) -> NDArray[np.bool_] | None:
        """bool[n]: documents of which some copy carries other values, so that one of them cannot count for all; None where
        there is no such document."""
        mixed = np.zeros(len(self.column), bool)
        if self._families is not None and len(self._families):
            column = self.column.take(self._families.documents)
            begins = runs(self._families.families)
            sizes = np.diff(np.append(begins, len(column)))
            differs = np.logical_or.reduceat(column != column.take(begins).repeat(sizes), begins)
            mixed[self._families.documents] = differs.repeat(sizes)
        return mixed if mixed.any() else None

    def _of_families(self, documents: NDArray[np.integer]) -> NDArray[np.int64]:
        """How many families of the documents, which all have copies, carry each value."""
        assert self._families is not None
        column, families = self.column.take(documents), self._families.number(documents)
        size = len(self.values)
        values = column
        if not self._single:
            carried = np.bincount(self._combination, minlength=len(self.combinations))
            sizes = carried.take(column)
            begins = (np.cumsum(carried) - carried).take(column)
            within = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
            values = self._value.take(np.repeat(begins, sizes) + within)
            families = np.repeat(families, sizes)
        pairs = np.sort(families * size + values)
        return np.bincount(pairs.take(runs(pairs)) % size, minlength=size)


def join_facets(
    parts: Sequence[tuple[Sequence[Combination], NDArray[np.integer]]], families: Families | None = None
) -> Facet:
    """One facet of several segments, whose documents follow each other."""
    numbers: dict[Combination, int] = {}
    columns = []
    for combinations, column in parts:
        mapped = np.array([numbers.setdefault(each, len(numbers)) for each in combinations], np.int64)
        columns.append(mapped[column] if len(mapped) else np.empty(0, np.int64))
    return Facet(tuple(numbers), np.concatenate(columns) if columns else np.empty(0, np.int64), families)


def count_facets(
    facets: Mapping[str, Facet],
    matching: NDArray[np.integer],
    filters: Mapping[str, NDArray[np.bool_]],
    wanted: Sequence[str],
    families: Families | None = None,
    standing: NDArray[np.integer] | None = None,
) -> dict[str, dict[str, int]]:
    """Counts of each wanted facet over the matching documents that pass the filters on all the other facets.

    ``filters``: facet name → bool[n], which documents pass. With ``families``, copies of one text are counted once;
    ``standing`` are then those that stand for them among the documents that pass all filters.
    """
    passed = {name: mask[matching] for name, mask in filters.items()}
    narrowed = matching[np.logical_and.reduce(list(passed.values()))] if passed else matching
    counts = {}
    for name in wanted:
        documents, best = narrowed, standing
        if name in passed:
            others = [mask for other, mask in passed.items() if other != name]
            documents = matching[np.logical_and.reduce(others)] if others else matching
            best = None if families is None else documents.take(families.best(documents)[0])
        counts[name] = facets[name].counts(documents, best)
    return counts
