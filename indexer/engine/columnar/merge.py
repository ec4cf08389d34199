"""Segments → one segment, without the deleted documents; entries are moved as arrays and nothing is cut or sorted anew.

The documents of the segments follow each other, so that the entries of a pair or word are those of the first segment, then
those of the second, and so on. They are moved in portions of some millions, so that memory stays bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columnar.build import MOST_DOCUMENTS, TEXTS, write_columns
from indexer.engine.columnar.lexicon import write_lexicon
from indexer.engine.columnar.postings import FIELDS, write_large
from indexer.engine.columnar.quality import COLUMNS
from indexer.engine.columnar.segment import Segment
from indexer.engine.columnar.storage import ArrayReader, ArrayWriter
from indexer.engine.columnar.strings import MOST_BLOCKS, cut_blocks, portions
from indexer.facets import FACETS

_PORTION: Final = 1 << 22
"""Positions (or entries, where there are none) that are moved at a time."""
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Part:
    """A segment that goes into the merged one."""

    segment: Segment
    live: NDArray[np.bool_]
    """bool[documents]"""
    base: int
    """Number of its first document in the merged segment."""

    @property
    def numbers(self) -> NDArray[np.int64]:
        """New number of each document; of deleted ones, that of the live one before."""
        return self.base + np.cumsum(self.live) - 1


@dataclass(frozen=True, slots=True)
class _Entries:
    """The entries of one segment under their keys (pairs or words), as they are to be moved."""

    file: ArrayReader
    names: tuple[str, str, str | None]
    """Arrays of containers (blocks or documents), of counts and of positions."""
    keys: NDArray[np.int64]
    """Number of each key in the merged segment, ascending."""
    ends: NDArray[np.int64]
    """int64[keys + 1]: where each key's entries begin."""
    position_ends: NDArray[np.int64] | None
    kept: NDArray[np.bool_]
    """bool[containers]"""
    numbers: NDArray[np.int64]
    """New number of each container."""

    @property
    def weight(self) -> NDArray[np.int64]:
        """What a key costs to move."""
        return np.diff(self.ends if self.position_ends is None else self.position_ends)

    def portion(
        self, first: int, last: int
    ) -> tuple[NDArray[np.uint16], NDArray[np.uint8], NDArray[np.uint16] | None, NDArray[np.int64], NDArray[np.int64]]:
        """The live entries of keys [first, last): containers as numbered anew, counts, positions, and how many
        entries and positions each key has."""
        begin, end = int(self.ends[first]), int(self.ends[last])
        containers = self.file.slice(self.names[0], begin, end)
        counts = self.file.slice(self.names[1], begin, end)
        sizes = np.diff(self.ends[first : last + 1])
        positions, position_sizes = None, np.zeros(last - first, np.int64)
        if self.position_ends is not None and self.names[2] is not None:
            start, stop = int(self.position_ends[first]), int(self.position_ends[last])
            positions = self.file.slice(self.names[2], start, stop)
            position_sizes = np.diff(self.position_ends[first : last + 1])
        if not self.kept.all():
            kept = self.kept[containers]
            owner = np.repeat(np.arange(last - first), sizes)[kept]
            if positions is not None:
                positions = positions[np.repeat(kept, counts)]
            containers, counts = containers[kept], counts[kept]
            sizes = np.bincount(owner, minlength=last - first)
            if positions is not None:
                position_sizes = np.bincount(owner, weights=counts, minlength=last - first).astype(np.int64)
        return self.numbers[containers].astype(np.uint16), counts, positions, sizes, position_sizes


def merge_segments(segments: Sequence[Segment], live: Sequence[NDArray[np.bool_]], path: Path) -> int:
    """Write the live documents of some segments as one new segment, synced; how many documents that are.

    ``live``: bool[documents] of each. Raises CorruptIndex where a segment is damaged, OSError, and ValueError where the
    merged one would be larger than a segment may be.
    """
    counts = [int(np.count_nonzero(mask)) for mask in live]
    bases = np.cumsum([0, *counts]).tolist()
    if bases[-1] > MOST_DOCUMENTS:
        raise ValueError(f"{bases[-1]} documents are more than a segment holds")
    parts = [_Part(segment, mask, base) for segment, mask, base in zip(segments, live, bases, strict=False)]
    with ArrayWriter(path) as file:
        starts = {name: _merge_text(file, name, parts) for name in TEXTS}
        for name in TEXTS:
            _merge_strings(file, name, parts, starts[name])
        _merge_words(file, parts)
        _merge_columns(file, parts)
        _merge_bounds(file, parts, starts["text"])
        file.finish({"documents": bases[-1]})
    return int(bases[-1])


# --------------------------------------------------------------------------------------------- texts


def _stretches(live: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """[first, last) of every run of live documents."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], live.astype(np.int8), [0]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _merge_text(file: ArrayWriter, name: str, parts: Sequence[_Part]) -> NDArray[np.int64]:
    """Copy the flat texts; where each document's begins, the end last."""
    sizes = np.concatenate([np.diff(part.segment.strings[name].starts)[part.live] for part in parts])
    starts = np.concatenate([[0], np.cumsum(sizes)])
    if int(starts[-1]) >= 1 << 32:
        raise ValueError(f"{int(starts[-1])} units are more than a segment holds")
    file.reserve(name, "<u2", int(starts[-1]))
    at = 0
    for part in parts:
        own = part.segment.strings[name].starts
        for first, last in _stretches(part.live):
            for begin in range(int(own[first]), int(own[last]), _PORTION):
                units = part.segment.file.slice(name, begin, min(begin + _PORTION, int(own[last])))
                file.put(name, at, units)
                at += len(units)
    file.add(f"{name}.starts", "<u4", starts)
    return starts


def _merge_strings(file: ArrayWriter, name: str, parts: Sequence[_Part], starts: NDArray[np.int64]) -> None:
    pairs = np.unique(np.concatenate([part.segment.file.array(f"{name}.pairs") for part in parts]))
    merged = cut_blocks(starts)
    if len(merged.document) > MOST_BLOCKS:
        raise ValueError(f"{len(merged.document)} blocks are more than a segment holds")
    first_block = np.searchsorted(merged.document, np.arange(len(starts)))
    entries = []
    for part in parts:
        own = part.segment.strings[name].blocks
        kept = part.live[own.document]
        numbers = int(first_block[part.base]) + np.cumsum(kept) - 1
        read = part.segment.file.array
        entries.append(
            _Entries(
                file=part.segment.file,
                names=(f"{name}.blocks", f"{name}.counts", f"{name}.positions"),
                keys=np.searchsorted(pairs, read(f"{name}.pairs")),
                ends=read(f"{name}.entry_ends").astype(np.int64),
                position_ends=read(f"{name}.position_ends").astype(np.int64),
                kept=kept,
                numbers=numbers,
            )
        )
    sizes, position_sizes = _sizes(entries, len(pairs))
    _move(file, entries, sizes, position_sizes)
    held = sizes > 0
    file.add(f"{name}.pairs", "<u4", pairs[held])
    file.add(f"{name}.entry_ends", "<u4", np.concatenate([[0], np.cumsum(sizes[held])]))
    file.add(f"{name}.position_ends", "<u4", np.concatenate([[0], np.cumsum(position_sizes[held])]))


# --------------------------------------------------------------------------------------------- words


def _merge_words(file: ArrayWriter, parts: Sequence[_Part]) -> None:
    lexicons = [part.segment.lexicon.words() for part in parts]
    words = sorted(set().union(*lexicons))
    number = {word: n for n, word in enumerate(words)}
    keys = [np.fromiter(map(number.__getitem__, lexicon), np.int64, len(lexicon)) for lexicon in lexicons]
    fields = {}
    held = np.zeros(len(words), bool)
    for field in FIELDS:
        entries = [
            _Entries(
                file=part.segment.file,
                names=(f"{field}.documents", f"{field}.counts", None),
                keys=own,
                ends=part.segment.file.array(f"{field}.ends").astype(np.int64),
                position_ends=None,
                kept=part.live,
                numbers=part.numbers,
            )
            for part, own in zip(parts, keys, strict=True)
        ]
        sizes, _ = _sizes(entries, len(words))
        held |= sizes > 0
        fields[field] = entries, sizes
    write_lexicon(file, [words[n] for n in np.flatnonzero(held).tolist()])
    for field, (entries, sizes) in fields.items():
        _move(file, entries, sizes, None)
        file.add(f"{field}.ends", "<u4", np.concatenate([[0], np.cumsum(sizes[held])]))
        _merge_large(file, field, parts, [(np.cumsum(held) - 1)[own] for own in keys])


def _merge_large(file: ArrayWriter, field: str, parts: Sequence[_Part], numbers: Sequence[NDArray[np.int64]]) -> None:
    """Move the counts that are too large for their entries; ``numbers`` are the new ones of each part's words."""
    columns = []
    for part, new in zip(parts, numbers, strict=True):
        words, documents, counts = part.segment.postings[field].large()
        kept = part.live[documents]
        columns.append((new[words[kept]], part.numbers[documents[kept]], counts[kept]))
    words, documents, counts = (np.concatenate(column) for column in zip(*columns, strict=True))
    order = np.lexsort((documents, words))
    write_large(file, field, words[order], documents[order], counts[order])


# ------------------------------------------------------------------------------------------- entries


def _sizes(parts: Sequence[_Entries], size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many live entries and positions each of ``size`` keys has over all parts."""
    entries, positions = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for part in parts:
        if part.kept.all():
            entries[part.keys] += np.diff(part.ends)
            if part.position_ends is not None:
                positions[part.keys] += np.diff(part.position_ends)
            continue
        for first, last in portions(part.weight, _PORTION):
            *_, sizes, position_sizes = part.portion(first, last)
            entries[part.keys[first:last]] += sizes
            positions[part.keys[first:last]] += position_sizes
    return entries, positions


def _move(
    file: ArrayWriter, parts: Sequence[_Entries], sizes: NDArray[np.int64], position_sizes: NDArray[np.int64] | None
) -> None:
    """Write the entries of all parts, key by key and for each key part by part."""
    containers, counts, positions = parts[0].names
    file.reserve(containers, "<u2", int(sizes.sum()))
    file.reserve(counts, "<u1", int(sizes.sum()))
    if positions is not None and position_sizes is not None:
        file.reserve(positions, "<u2", int(position_sizes.sum()))
    at = position_at = 0
    for first, last in portions(sizes if position_sizes is None else position_sizes, _PORTION):
        own_sizes = sizes[first:last]
        moved = _Moved(own_sizes, containers=np.uint16, counts=np.uint8)
        moved_positions = None if position_sizes is None else _Moved(position_sizes[first:last], positions=np.uint16)
        for part in parts:
            low, high = np.searchsorted(part.keys, [first, last]).tolist()
            own, own_counts, own_positions, entries_of, positions_of = part.portion(low, high)
            keys = part.keys[low:high] - first
            moved.put(keys, entries_of, containers=own, counts=own_counts)
            if moved_positions is not None:
                moved_positions.put(keys, positions_of, positions=own_positions)
        file.put(containers, at, moved.arrays["containers"])
        file.put(counts, at, moved.arrays["counts"])
        at += int(own_sizes.sum())
        if positions is not None and moved_positions is not None:
            file.put(positions, position_at, moved_positions.arrays["positions"])
            position_at += len(moved_positions.arrays["positions"])


class _Moved:
    """Arrays in which every key has its room, filled part by part."""

    def __init__(self, sizes: NDArray[np.int64], **kinds: type[np.generic]) -> None:
        self._next = np.cumsum(sizes) - sizes
        self.arrays = {name: np.empty(int(sizes.sum()), kind) for name, kind in kinds.items()}

    def put(self, keys: NDArray[np.int64], sizes: NDArray[np.int64], **items: NDArray[Any] | None) -> None:
        """Put items that lie key by key, ``sizes`` for each of ``keys``, behind those already there."""
        own = np.cumsum(sizes) - sizes
        places = np.arange(int(sizes.sum())) + np.repeat(self._next[keys] - own, sizes)
        for name, values in items.items():
            self.arrays[name][places] = values
        self._next[keys] += sizes


# ------------------------------------------------------------------------------------------- columns


def _merge_columns(file: ArrayWriter, parts: Sequence[_Part]) -> None:
    def column(read: Callable[[Segment], NDArray[Any]]) -> NDArray[Any]:
        return np.concatenate([read(part.segment)[part.live] for part in parts])

    write_columns(
        file,
        ids=column(lambda segment: segment.ids),
        dates=column(lambda segment: segment.dates),
        lengths={name: _lengths(parts, name) for name in (*TEXTS, *FIELDS)},
        facets={name: _joined_facet(parts, name) for name in FACETS},
        organizations=_joined([(part.segment.organizations, part.live) for part in parts]),
        origins=_joined([(part.segment.origins, part.live) for part in parts]),
        sketches=column(lambda segment: segment.sketches).ravel(),
        fingerprints=column(lambda segment: segment.fingerprints),
        quality={name: column(partial(Segment.quality, name=name)) for name in COLUMNS},
        records=[
            part.segment.record_bytes(document) for part in parts for document in np.flatnonzero(part.live).tolist()
        ],
    )


def _lengths(parts: Sequence[_Part], name: str) -> NDArray[np.uint32]:
    return np.concatenate([part.segment.lengths(name)[part.live] for part in parts])


def _joined_facet(parts: Sequence[_Part], name: str) -> tuple[Sequence[tuple[str, ...]], NDArray[np.int32]]:
    return _joined([(part.segment.facet(name), part.live) for part in parts])


def _joined(
    columns: Sequence[tuple[tuple[Sequence[Value], NDArray[np.int32]], NDArray[np.bool_]]],
) -> tuple[Sequence[Value], NDArray[np.int32]]:
    """Tables with a column of numbers into them, -1 for none, as one; what no live document refers to is left out."""
    numbers: dict[Value, int] = {}
    joined = []
    for (values, column), live in columns:
        kept = column[live]
        mapped = np.full(len(values) + 1, -1, np.int32)  # the last is what -1 refers to
        for number in np.unique(kept[kept >= 0]).tolist():
            mapped[number] = numbers.setdefault(values[number], len(numbers))
        joined.append(mapped[kept])
    return tuple(numbers), np.concatenate(joined)


# ---------------------------------------------------------------------------------------- boundaries


def _merge_bounds(file: ArrayWriter, parts: Sequence[_Part], starts: NDArray[np.int64]) -> None:
    """Move offsets along with the texts they point into."""
    for name, beside in _BOUNDS.items():
        offsets: list[NDArray[np.int64]] = []
        others: dict[str, list[NDArray[Any]]] = {other: [] for other in beside}
        for part in parts:
            own = part.segment.strings["text"].starts
            bounds = part.segment.bounds(name).astype(np.int64)
            document = own.searchsorted(bounds, side="right") - 1
            kept = part.live[document]
            shift = starts[part.numbers] - own[:-1]
            offsets.append((bounds + shift[document])[kept])
            for other in beside:
                values = part.segment.file.array(other)[kept]
                moved = values + shift[document][kept] if other == "headings.ends" else values
                others[other].append(moved)
        file.add(name, "<u4", np.concatenate(offsets))
        for other, found in others.items():
            file.add(other, "<u4" if other == "headings.ends" else "<u1", np.concatenate(found))


_BOUNDS: Final = {
    "sentences": (),
    "paragraphs": (),
    "wide": (),
    "headings.starts": ("headings.ends", "headings.levels"),
    "sections": ("sections.kinds",),
}
"""Arrays of offsets into the flat text, and those that lie beside them item by item."""
