"""What two selections are made of, where that may be the reason for what sets them apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from indexer.labels import FIELDS, SPECIAL_VALUES
from indexer.messages import Message, said

DIFFERS: Final = 0.1
"""From this share on: so many of the reports would have to be of another value for both selections to be made alike (total
variation distance)."""
_WATCHED: Final = ("kind", "completeness", "covered_year")
_NAMED: Final = 4
"""Values that are named of each selection, the most frequent ones."""


def differences(first: Mapping[str, Mapping[str, int]], second: Mapping[str, Mapping[str, int]]) -> tuple[Message, ...]:
    """A warning for each of kind, completeness and covered year in which two selections differ.

    Facet name → value → reports that carry it, as facets are counted; a facet that is not counted on both sides is passed over.
    """
    return tuple(
        said(
            "两组报告的%(field)s不同：第一组有%(first)s，第二组有%(second)s；用词的差别可能由此而来。",
            field=Message(FIELDS[name]),
            first=tuple(_named(name, first[name])),
            second=tuple(_named(name, second[name])),
        )
        for name in _WATCHED
        if _distance(first.get(name, {}), second.get(name, {})) >= DIFFERS
    )


def _distance(first: Mapping[str, int], second: Mapping[str, int]) -> float:
    """Total variation distance of two distributions, 0 … 1: half of what the shares differ by. 0 where one is empty."""
    here, there = sum(first.values()), sum(second.values())
    if not here or not there:
        return 0.0
    # In whole numbers, so that a tenth is one.
    apart = sum(abs(first.get(value, 0) * there - second.get(value, 0) * here) for value in {*first, *second})
    return apart / (2 * here * there)


def _named(name: str, counts: Mapping[str, int]) -> Iterator[Message]:
    ranked = sorted((-count, value) for value, count in counts.items() if count)
    for count, value in ranked[:_NAMED]:
        yield said("%(value)s %(count)s 份", value=_label(name, value), count=-count)
    if rest := sum(-count for count, _ in ranked[_NAMED:]):
        yield said("其余 %(count)s 份", count=rest)


def _label(name: str, value: str) -> Message:
    if name == "covered_year" and value not in SPECIAL_VALUES:
        return said("%(year)s年", year=value)
    return Message(SPECIAL_VALUES.get(value, value))
