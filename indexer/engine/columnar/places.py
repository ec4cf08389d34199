"""Every place of a term in the texts that a request matches, with what stands around it.

A place is an offset into the flat texts of all segments, one after the other from 1 on: behind each text stands U+FFFF, and offset
0 is the one before the first. So what ends a text on either side is one unit, and 10⁶ places are looked at by a handful of
array operations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexer.engine.base import EngineRequest, Surroundings
from indexer.engine.columnar.answer import columns, matched, occurrences, shortest
from indexer.engine.columnar.build import SECTION_KINDS
from indexer.engine.columnar.segment import Segment
from indexer.engine.columnar.snapshot import Snapshot
from indexer.engine.columnar.strings import END, portions, units_of
from indexer.fold import TABLE, fold_units

_MANY: Final = 1 << 14
"""From so many places on all of a text is checked, rather than the blocks that they lie in."""
_PORTION: Final = 1 << 20
"""Units that are counted at a time."""
_LINE_END: Final = 0x0A


class SnapshotPlaces:
    """Implements ``base.Places`` over the segments of a commit. Documents are numbered through them."""

    def __init__(self, request: EngineRequest, strings: Sequence[str], snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._section = request.section
        self._bases = 1 + np.cumsum([0, *(segment.units for segment in snapshot.segments)])
        documents = matched(request, snapshot)
        found = _found(strings, self._mask(documents), request.section, snapshot)
        counts = np.concatenate([np.empty(0, np.int64), *(held for _, _, held in found)])
        if not request.copies and len(snapshot.families):
            documents = _standing(documents, counts, snapshot)
            found = [self._kept(number, part, documents) for number, part in enumerate(found)]
        self._documents = documents
        parts = list(zip(found, self._bases.tolist(), strict=False))
        none = np.empty(0, np.int64)
        self.start: NDArray[np.int64] = np.concatenate([none, *(starts + base for (starts, _, _), base in parts)])
        self.stop: NDArray[np.int64] = np.concatenate([none, *(stops + base for (_, stops, _), base in parts)])
        self.report: NDArray[np.int64] = np.repeat(np.arange(len(documents)), counts.take(documents))
        self.reports = columns(documents, request, (), snapshot)
        self.newest: NDArray[np.int64] = snapshot.newest.take(documents).astype(np.int64)

    def _mask(self, documents: NDArray[np.integer]) -> NDArray[np.bool_]:
        mask = np.zeros(self._snapshot.documents, bool)
        mask[documents] = True
        return mask

    def _kept(self, number: int, part: _Part, documents: NDArray[np.integer]) -> _Part:
        """The places of one segment that lie in some documents."""
        starts, stops, counts = part
        first, last = self._snapshot.bases[number : number + 2].tolist()
        kept = np.repeat(self._mask(documents)[first:last], counts)
        return starts[kept], stops[kept], counts

    # ------------------------------------------------------------------------------------ neighbours

    def beside(self, at: NDArray[np.int64], side: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        units = self._units(at if side > 0 else at - 1).astype(np.int64)
        ended = units == END
        beyond = at + side
        # The first unit of a pair on the right, the second one on the left.
        wide = np.flatnonzero(units & 0xFC00 == (0xD800 if side > 0 else 0xDC00))
        if len(wide):
            other = self._units(at[wide] + (1 if side > 0 else -2)).astype(np.int64)
            first, second = (units[wide], other) if side > 0 else (other, units[wide])
            units[wide] = 0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF)
            beyond[wide] += side
        if ended.any():
            units[ended] = -1
            beyond[ended] = at[ended]
        return units, beyond

    def _units(self, at: NDArray[np.int64]) -> NDArray[np.uint16]:
        """The folded units at offsets that ascend by segment."""
        found = np.full(len(at), END, np.uint16)
        for (first, last), segment, base in self._by_segment(at):
            local = at[first:last] - base
            if len(local) >= _MANY:
                flat: NDArray[np.uint16] = segment.file.array("text")
            else:
                segment.file.check_places("text", local)
                flat = segment.strings["text"].flat
            TABLE.take(flat.take(local), out=found[first:last], mode="clip")
        return found

    def inside(self, starts: NDArray[np.int64], stops: NDArray[np.int64]) -> NDArray[np.bool_]:
        found = np.ones(len(starts), bool)
        if self._section:
            for (first, last), segment, base in self._by_segment(starts):
                found[first:last] = segment.within(starts[first:last] - base, stops[first:last] - base, self._section)
        return found

    def _by_segment(self, at: NDArray[np.int64]) -> Iterator[tuple[tuple[int, int], Segment, int]]:
        """Ranges of ascending offsets that lie in one segment each, with the offset where it begins."""
        cuts = at.searchsorted(self._bases).tolist()
        for bounds, segment, base in zip(pairwise(cuts), self._snapshot.segments, self._bases.tolist(), strict=False):
            if bounds[0] < bounds[1]:
                yield bounds, segment, base

    # ---------------------------------------------------------------------------------------- totals

    def total(self, string: str) -> int:
        return int(occurrences((string,), self._section, self._snapshot).take(self._documents).sum())

    def character_totals(self) -> NDArray[np.int64]:
        total = np.zeros(1 << 16, np.int64)
        mask = self._mask(self._documents)
        for segment, base in zip(self._snapshot.segments, self._snapshot.bases.tolist(), strict=False):
            chosen = mask[base : base + segment.documents]
            starts = segment.strings["text"].starts
            if self._section:
                total += _counted(segment, *_sections(segment, chosen, self._section))
            elif 2 * int(np.diff(starts)[chosen].sum()) <= segment.units:
                total += _counted(segment, starts[:-1][chosen], starts[1:][chosen])
            else:  # what is left out is less
                left_out = _counted(segment, starts[:-1][~chosen], starts[1:][~chosen])
                total += segment.strings["text"].unit_totals() - left_out
        total[END] = 0
        return total

    # ---------------------------------------------------------------------------------------- reading

    def titles(self, reports: NDArray[np.int64]) -> list[str]:
        return [self._snapshot.title(document) for document in self._documents.take(reports).tolist()]

    def surroundings(self, rows: NDArray[np.int64], width: int) -> Iterator[Surroundings]:
        documents = self._documents.take(self.report.take(rows)).tolist()
        spans = zip(self.start.take(rows).tolist(), self.stop.take(rows).tolist(), strict=True)
        for document, (start, stop) in zip(documents, spans, strict=True):
            segment, number = self._snapshot.place(document)
            base = int(self._bases[int(self._bases.searchsorted(start, side="right")) - 1])
            yield _around(segment, number, start - base, stop - base, width)


_Part = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
"""Starts and stops in a segment's flat text, ascending, and how many of them lie in each of its documents."""


def _found(strings: Sequence[str], documents: NDArray[np.bool_], section: str, snapshot: Snapshot) -> list[_Part]:
    """The places of some strings in some documents, segment by segment: as many as ``occurrences`` counts, each as wide as a
    longer one of the strings around it is."""
    counting = shortest(strings)
    longer = [string for string in strings if string not in counting]
    parts = []
    for segment, base in zip(snapshot.segments, snapshot.bases.tolist(), strict=False):
        text = segment.strings["text"]
        wanted = documents[base : base + segment.documents]
        narrowed = None if wanted.all() else wanted
        starts, stops = _places_of(counting, narrowed, section, segment)
        if longer:
            starts, stops = _widened(starts, stops, *_places_of(longer, narrowed, section, segment))
        parts.append((starts, stops, np.diff(starts.searchsorted(text.starts))))
    return parts


def _places_of(
    strings: Sequence[str], documents: NDArray[np.bool_] | None, section: str, segment: Segment
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Starts, ascending, and stops."""
    text = segment.strings["text"]
    none = np.empty(0, np.int64)
    each = [(text.places(units, documents), len(units)) for units in map(units_of, strings)]
    starts = np.concatenate([none, *(places for places, _ in each)])
    stops = np.concatenate([none, *(places + size for places, size in each)])
    if len(each) > 1:
        order = np.lexsort((stops, starts))
        starts, stops = starts[order], stops[order]
    if section:
        inside = segment.within(starts, stops, section)
        starts, stops = starts[inside], stops[inside]
    return starts, stops


def _widened(
    starts: NDArray[np.int64], stops: NDArray[np.int64], first: NDArray[np.int64], last: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places of which none lies in another, each as the longest of those from ``first`` to ``last`` that hold it and no
    other one of them, so that still none lies in another."""
    place = starts.searchsorted(first)
    alone = place == stops.searchsorted(last, side="right") - 1
    place, first, last = place[alone], first[alone], last[alone]
    order = np.lexsort((-first, last - first))
    starts, stops = starts.copy(), stops.copy()
    # Of several around one place the last of the order stays: the longest, and of such the first in the text.
    starts[place[order]], stops[place[order]] = first[order], last[order]
    return starts, stops


def _standing(documents: NDArray[np.integer], counts: NDArray[np.int64], snapshot: Snapshot) -> NDArray[np.integer]:
    """Of ascending documents one for each text: the best of those that hold something, or the best where none does."""
    families = snapshot.families
    holds = counts.take(documents) > 0
    held = documents[holds]
    held = held.take(families.best(held)[0])
    # What has a copy among those that hold something is out.
    represented = np.zeros(int(families.families.max()) + 1, bool)
    represented[families.number(held[families.places.take(held) >= 0])] = True
    others = documents[~holds]
    several = families.places.take(others) >= 0
    left_out = np.zeros(len(others), bool)
    left_out[several] = represented[families.number(others[several])]
    others = others[~left_out]
    return np.sort(np.concatenate([held, others.take(families.best(others)[0])]))


def _sections(
    segment: Segment, documents: NDArray[np.bool_], section: str
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the sections of a kind begin and end in some documents of a segment."""
    bounds = segment.bounds("sections").astype(np.int64)
    number = segment.strings["text"].starts.searchsorted(bounds, side="right") - 1
    wanted = (segment.file.array("sections.kinds") == SECTION_KINDS.index(section)) & documents.take(number)
    return bounds[wanted], np.append(bounds[1:], segment.units)[wanted]


def _counted(segment: Segment, starts: NDArray[np.int64], stops: NDArray[np.int64]) -> NDArray[np.int64]:
    """int64[65536]: how often each folded unit stands in some spans, the U+FFFF behind texts among them."""
    total = np.zeros(1 << 16, np.int64)
    pieces = segment.file.slicing("text")
    for first, last in portions(stops - starts, _PORTION):
        spans = zip(starts[first:last].tolist(), stops[first:last].tolist(), strict=True)
        units: NDArray[Any] = np.concatenate([pieces(start, stop) for start, stop in spans])
        total += np.bincount(fold_units(units), minlength=1 << 16)
    return total


def _around(segment: Segment, document: int, start: int, stop: int, width: int) -> Surroundings:
    texts = segment.strings["text"].starts
    first, last = int(texts[document]), int(texts[document + 1]) - 1
    text = segment.file.slicing("text")
    before, inside = text(first, start), text(start, stop)
    # A character takes two units at most, and what is cut through is the outermost one, which is not wanted then.
    left = before[-2 * width :] if width else before[:0]
    if len(left) and int(left[0]) & 0xFC00 == 0xDC00:
        left = left[1:]
    right = text(stop, min(stop + 2 * width, last))
    if len(right) and int(right[-1]) & 0xFC00 == 0xD800:
        right = right[:-1]
    section = int(segment.bounds("sections").searchsorted(start, side="right")) - 1
    return Surroundings(
        offset=int(segment.code_points(document, np.array([start - first]))[0]),
        paragraph=int(np.count_nonzero(before == _LINE_END)) + 1,
        section=SECTION_KINDS[int(segment.file.array("sections.kinds")[section])],
        left=_decoded(left)[-width:] if width else "",
        text=_decoded(inside),
        right=_decoded(right)[:width],
    )


def _decoded(units: NDArray[np.uint16]) -> str:
    return units.tobytes().decode("utf-16-le")
