"""The values of a facet one under the other, and those whose names begin as typed: for “more”, and for search inside
a tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.answers import FacetValue
from indexer.facets import SELF
from indexer.fold import fold


@dataclass(frozen=True, slots=True)
class FoundValue:
    value: FacetValue
    path: tuple[str, ...]
    """Labels of what lies above it in the tree, from the top down."""
    over: str = ""
    """The node it lies under."""


def found_values(values: Sequence[FacetValue], prefix: str = "") -> tuple[FoundValue, ...]:
    """The values in display order, those of a tree from the top down, that begin with ``prefix`` in either script.

    The name of an organization counts without the divisions above it too: 涪陵 finds 重庆市涪陵区政协.
    """
    wanted = fold(prefix.strip())
    return tuple(found for found in _all(values) if any(fold(name).startswith(wanted) for name in _names(found)))


def _all(values: Sequence[FacetValue], path: tuple[str, ...] = (), over: str = "") -> Iterator[FoundValue]:
    for value in values:
        yield FoundValue(value, path, over)
        yield from _all(value.children, (*path, value.label), value.value)


def _names(found: FoundValue) -> Iterator[str]:
    yield found.value.value
    name = found.value.label
    yield name
    for above in found.path:
        if above != SELF and name.startswith(above):
            name = name.removeprefix(above)
            yield name
