"""Facet values as numbers, so that counting a facet is one ``bincount`` over the matching documents."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray


class Ordinals:
    """One facet of an index: every document carries one or more values.

    ``document`` and ``ordinal`` (both int64, equally long) list the pairs, by document; ``values`` gives the strings.
    """

    def __init__(self, carried: Sequence[Sequence[str]]) -> None:
        numbers: dict[str, int] = {}
        ordinals = [numbers.setdefault(value, len(numbers)) for values in carried for value in values]
        self.documents = len(carried)
        self.document: NDArray[np.int64] = np.repeat(np.arange(len(carried)), [len(values) for values in carried])
        self.ordinal: NDArray[np.int64] = np.array(ordinals, np.int64)
        self.values = tuple(numbers)

    def carrying(self, wanted: Collection[str]) -> NDArray[np.bool_]:
        """Documents that carry one of the wanted values."""
        chosen = np.array([value in wanted for value in self.values], bool)
        mask = np.zeros(self.documents, bool)
        if len(self.ordinal):
            mask[self.document[chosen[self.ordinal]]] = True
        return mask

    def counts(self, mask: NDArray[np.bool_]) -> dict[str, int]:
        """Value → number of documents in ``mask`` that carry it, without zeros."""
        counted = np.bincount(self.ordinal[mask[self.document]], minlength=len(self.values))
        return {value: int(count) for value, count in zip(self.values, counted, strict=True) if count}


def count_facets(
    facets: Mapping[str, Ordinals],
    matching: NDArray[np.bool_],
    filters: Mapping[str, Collection[str]],
    wanted: Sequence[str],
) -> tuple[NDArray[np.bool_], dict[str, dict[str, int]]]:
    """Apply the filters to the matching documents, and count each wanted facet without the filter on itself."""
    passing = {name: facets[name].carrying(values) for name, values in filters.items() if values}
    narrowed = np.all([matching, *passing.values()], axis=0)
    counts = {}
    for name in wanted:
        mask = narrowed
        if name in passing:
            others = [passed for other, passed in passing.items() if other != name]
            mask = np.all([matching, *others], axis=0)
        counts[name] = facets[name].counts(mask)
    return narrowed, counts
