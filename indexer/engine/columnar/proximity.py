"""Strings near each other, and strings in one sentence or paragraph, from their places and the boundaries."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columnar.segment import Segment
from indexer.engine.columnar.strings import units_of
from indexer.query import Near, Together

Spans = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Starts, ascending, and ends of places in a segment's flat text, in units."""


def near(segment: Segment, node: Near, section: str = "") -> NDArray[np.int64]:
    """Documents in which one of ``left`` and one of ``right`` stand, not overlapping, at most ``distance`` characters
    (code points) apart, in either order; ascending. With ``section`` only what stands in sections of that kind counts."""
    wanted = _holding(segment, node.left) & _holding(segment, node.right)
    if not wanted.any():
        return np.empty(0, np.int64)
    first, second = (_spans(segment, side, wanted, section) for side in (node.left, node.right))
    found = np.concatenate(
        [_followed(segment, first, second, node.distance), _followed(segment, second, first, node.distance)]
    )
    return np.unique(found)


def together(segment: Segment, node: Together, section: str = "") -> NDArray[np.int64]:
    """Documents with a "sentence" or a "paragraph" that holds one string of every operand; ascending. ``section`` as above."""
    wanted = np.logical_and.reduce([_holding(segment, operand) for operand in node.operands])
    if not wanted.any():
        return np.empty(0, np.int64)
    bounds = segment.bounds(f"{node.within}s").astype(np.int64)
    shared: NDArray[np.int64] | None = None
    for operand in node.operands:
        starts, ends = _spans(segment, operand, wanted, section)
        number = bounds.searchsorted(starts, side="right") - 1
        beyond = np.append(bounds, segment.units)[number + 1]
        held = np.unique(number[ends <= beyond])
        shared = held if shared is None else np.intersect1d(shared, held, assume_unique=True)
    assert shared is not None
    return np.unique(_documents(segment, bounds[shared]))


def _holding(segment: Segment, strings: Sequence[str]) -> NDArray[np.bool_]:
    mask = np.zeros(segment.documents, bool)
    for string in strings:
        mask[segment.strings["text"].count(units_of(string))[0]] = True
    return mask


def _spans(segment: Segment, strings: Sequence[str], wanted: NDArray[np.bool_], section: str) -> Spans:
    found = [(segment.strings["text"].places(units_of(string), wanted), len(units_of(string))) for string in strings]
    starts = np.concatenate([places for places, _ in found])
    ends = np.concatenate([places + size for places, size in found])
    if section:
        inside = segment.within(starts, ends, section)
        starts, ends = starts[inside], ends[inside]
    order = np.argsort(starts, kind="stable")
    return starts[order], ends[order]


def _documents(segment: Segment, places: NDArray[np.int64]) -> NDArray[np.int64]:
    documents: NDArray[np.int64] = segment.strings["text"].starts.searchsorted(places, side="right") - 1
    return documents


def _followed(segment: Segment, before: Spans, after: Spans, distance: int) -> NDArray[np.int64]:
    """Documents in which a place of ``after`` begins at most ``distance`` behind the end of one of ``before``."""
    ends = before[1]
    following = after[0].searchsorted(ends)
    there = following < len(after[0])
    ends, begins = ends[there], after[0][following[there]]
    wide = segment.bounds("wide")
    gap = (begins - np.searchsorted(wide, begins)) - (ends - np.searchsorted(wide, ends))
    documents = _documents(segment, before[0][there])
    close: NDArray[np.bool_] = (gap <= distance) & (documents == _documents(segment, begins))
    return documents[close]
