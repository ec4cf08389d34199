"""Exact strings: every place of any string, from the positions of adjacent character pairs.

The texts of a segment stand in one flat array of UTF-16 units, U+FFFF after each. Every text is cut into blocks of at most
65,536 units, so that a pair's place is a block and a position in it, two bytes each. For every pair of folded units,
sorted by number (first unit << 16 | second):

    blocks, counts   which blocks hold it and how often; more than 255 times is several entries
    positions        where, relative to the block

The rarest pair of a string gives the candidates; the rest of the string is checked against the text itself, so that the
answer is that of a search through it. A single unit is the range of pairs that begin with it. Proof and figures: a plain
search gives the same counts (tests), in 0.2–10 ms where it takes seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexer.deadline import check
from indexer.engine.columnar.storage import ArrayReader, ArrayWriter
from indexer.fold import TABLE, fold_units

BLOCK_UNITS: Final = 1 << 16
MOST_BLOCKS: Final = 1 << 16
END: Final = 0xFFFF
"""Stands after every text; no text and no query holds it."""
_MOST: Final = 255
_PORTION: Final = 1 << 20
"""Units that are worked on at a time: few enough for the memory to be used again."""
_FEW: Final = 4096
"""So few candidates are looked at without narrowing the documents first."""
_WORTH_PICKING: Final = 0.6
"""Share of a pair's entries below which only those in some documents are read (measured: picking takes four times as long as
reading all)."""

Places = NDArray[np.int64]
"""Offsets into the flat text of a segment, ascending."""


def units_of(text: str) -> NDArray[np.uint16]:
    """The UTF-16 units of a text without lone surrogates."""
    return np.frombuffer(text.encode("utf-16-le"), "<u2")


@dataclass(frozen=True, slots=True)
class Blocks:
    """How texts are cut into blocks. ``starts`` int64[b + 1] are offsets of the units, ``document`` int64[b]."""

    starts: NDArray[np.int64]
    document: NDArray[np.int64]

    @property
    def single(self) -> bool:
        """Whether every text is one block, so that the number of a block is that of its document."""
        return len(self.document) == 0 or int(self.document[-1]) == len(self.document) - 1


def cut_blocks(starts: NDArray[np.int64]) -> Blocks:
    """Blocks of texts that begin at ``starts`` (int64[n + 1], the last is the end), each with the U+FFFF after it.

    An empty text is one block too.
    """
    sizes = np.diff(starts)
    pieces = np.maximum(1, -(-sizes // BLOCK_UNITS))
    document = np.repeat(np.arange(len(sizes)), pieces)
    within = np.arange(len(document)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    return Blocks(np.append(starts[:-1][document] + within * BLOCK_UNITS, starts[-1:]), document)


def runs(keys: NDArray[Any]) -> NDArray[np.int64]:
    """Where each run of equal items of a sorted array begins."""
    if not len(keys):
        return np.empty(0, np.int64)
    return np.concatenate([[0], (keys[1:] != keys[:-1]).nonzero()[0] + 1])


def split_counts(counts: NDArray[np.integer], most: int = _MOST) -> tuple[NDArray[np.int64], NDArray[np.integer]]:
    """Counts above ``most`` as several: (how many entries each becomes, the entries)."""
    if len(counts) == 0 or int(counts.max()) <= most:
        return np.ones(len(counts), np.int64), counts
    pieces = -(-counts.astype(np.int64) // most)
    entries = np.full(int(pieces.sum()), most, np.int64)
    entries[np.cumsum(pieces) - 1] = counts - (pieces - 1) * most
    return pieces, entries


def add_up(containers: NDArray[np.uint16], counts: NDArray[np.uint8]) -> tuple[NDArray[np.uint16], NDArray[np.integer]]:
    """The inverse of ``split_counts``: containers, ascending, each once, and their counts."""
    repeated = (containers[1:] == containers[:-1]).nonzero()[0]
    if not len(repeated):
        return containers, counts
    begins = np.ones(len(containers), bool)
    begins[repeated + 1] = False
    first = begins.nonzero()[0]
    return containers[first], np.add.reduceat(counts, first, dtype=np.int64)


def write_strings(file: ArrayWriter, name: str, texts: Sequence[bytes]) -> None:
    """Write texts, each as little-endian UTF-16 with U+FFFF behind it, as one flat text with its pairs.

    Memory: 8 bytes a unit besides the texts, and 3 for each entry.
    """
    starts = np.concatenate([[0], np.cumsum([len(text) // 2 for text in texts], dtype=np.int64)])
    file.reserve(name, "<u2", int(starts[-1]))
    file.add(f"{name}.starts", "<u4", starts)
    # One sort does it all: pair, block and position in the block are 32 + 16 + 16 bits of a number.
    key = np.empty(int(starts[-1]), "<u8")
    quarters = key.view("<u2").reshape(-1, 4)
    for first, last in portions(np.diff(starts), _PORTION):
        units = np.frombuffer(b"".join(texts[first:last]), "<u2")
        file.put(name, int(starts[first]), units)
        quarters[starts[first] : starts[last], 3] = fold_units(units)
    quarters[:-1, 2] = quarters[1:, 3]
    bounds = cut_blocks(starts).starts.tolist()
    in_block = np.arange(BLOCK_UNITS, dtype=np.uint16)
    for number, (start, stop) in enumerate(pairwise(bounds)):
        quarters[start:stop, 1] = number
        quarters[start:stop, 0] = in_block[: stop - start]
    key.sort()
    # What begins with the U+FFFF behind a text is no pair, and has come last.
    _write_pairs(file, name, key[: len(key) - len(texts)])


def _write_pairs(file: ArrayWriter, name: str, key: NDArray[np.uint64]) -> None:
    """Write positions and entries of a sorted key, a portion at a time: new memory costs more than the work does."""
    positions = key.view("<u2").reshape(-1, 4)[:, 0]
    file.reserve(f"{name}.positions", "<u2", len(key))
    found: dict[str, list[NDArray[Any]]] = {
        "blocks": [],
        "counts": [],
        "pairs": [],
        "entry_ends": [],
        "position_ends": [],
    }
    at = entries = 0
    while at < len(key):
        part = key[at : at + _PORTION]
        begins = np.concatenate([[0], ((part[1:] ^ part[:-1]) > np.uint64(0xFFFF)).nonzero()[0] + 1])
        if at + len(part) < len(key) and len(begins) > 1:
            part, begins = part[: begins[-1]], begins[:-1]  # the last run may go on
        elif at + len(part) < len(key):
            beyond = at + int(key[at:].searchsorted((part[0] | np.uint64(0xFFFF)) + np.uint64(1)))
            part = key[at:beyond]
        file.put(f"{name}.positions", at, positions[at : at + len(part)])
        pieces, counts = split_counts(np.diff(np.append(begins, len(part))))
        heads = part[begins]
        found["counts"].append(counts.astype(np.uint8))
        found["blocks"].append(np.repeat((heads >> np.uint64(16)).astype(np.uint16), pieces))
        pairs = (heads >> np.uint64(32)).astype(np.uint32)
        firsts = runs(pairs)
        found["pairs"].append(pairs[firsts])
        found["entry_ends"].append(entries + (np.cumsum(pieces) - pieces)[firsts])
        found["position_ends"].append(at + begins[firsts])
        at, entries = at + len(part), entries + len(counts)
    joined = {array: np.concatenate(parts) if parts else np.empty(0, np.uint8) for array, parts in found.items()}
    kept = runs(joined["pairs"])  # a pair may go on in the next portion
    file.add(f"{name}.blocks", "<u2", joined["blocks"])
    file.add(f"{name}.counts", "<u1", joined["counts"])
    file.add(f"{name}.pairs", "<u4", joined["pairs"][kept])
    file.add(f"{name}.entry_ends", "<u4", np.append(joined["entry_ends"][kept], entries))
    file.add(f"{name}.position_ends", "<u4", np.append(joined["position_ends"][kept], at))


def portions(weights: NDArray[np.int64], size: int) -> Iterator[tuple[int, int]]:
    """Ranges [first, last) of items that together weigh about ``size`` each, one at least."""
    ends = np.cumsum(weights)
    if not len(ends):
        return
    cuts = np.unique(np.searchsorted(ends, np.arange(size, int(ends[-1]) + size, size)) + 1)
    first = 0
    for last in np.minimum(cuts, len(ends)).tolist():
        if last > first:
            yield first, last
            first = last
    if first < len(ends):
        yield first, len(ends)  # what weighs nothing at the end


class Strings:
    """Finds strings in one flat text of a segment. Strings are given as folded UTF-16 units."""

    def __init__(self, file: ArrayReader, name: str, starts: NDArray[np.int64]) -> None:
        self._file = file
        self._name = name
        self.starts = starts
        """int64[n + 1]: where each document's text begins; the last is the end."""
        self.blocks = cut_blocks(starts)
        self.documents = len(starts) - 1
        self.flat: NDArray[np.uint16] = file.view(name)

    @cached_property
    def _pairs(self) -> NDArray[np.uint32]:
        return self._file.array(f"{self._name}.pairs")

    @cached_property
    def _entry_ends(self) -> NDArray[np.uint32]:
        return self._file.array(f"{self._name}.entry_ends")

    @cached_property
    def _position_ends(self) -> NDArray[np.uint32]:
        return self._file.array(f"{self._name}.position_ends")

    # ------------------------------------------------------------------------------------- counting

    def count(self, string: NDArray[np.uint16]) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
        """Documents that hold a string, ascending, and how often each does, overlapping places counted."""
        if len(string) <= 2:
            first, last = self._range(string)
            return self._counted(first, last)
        return self.by_document(self.places(string))

    def unit_totals(self) -> NDArray[np.int64]:
        """int64[65536]: how often each folded unit stands in all texts, U+FFFF aside; no text is read for it."""
        # Every unit begins one pair, the last of a text one with the U+FFFF behind it.
        sizes = np.diff(self._position_ends.astype(np.int64))
        return np.bincount(self._pairs >> 16, weights=sizes, minlength=1 << 16).astype(np.int64)

    def by_document(self, places: Places) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
        """Documents that some places lie in, ascending, and how many lie in each."""
        if len(places) > self.documents:
            counts = np.diff(places.searchsorted(self.starts))
            found = counts.nonzero()[0]
            return found, counts[found]
        documents = self.starts.searchsorted(places, side="right") - 1
        begins = runs(documents)
        return documents[begins], np.concatenate((begins[1:], (len(documents),))) - begins

    def _range(self, string: NDArray[np.uint16]) -> tuple[int, int]:
        """The pairs, by number, that begin with a string of one or two units."""
        units = string.tolist()
        if END in units:
            return 0, 0
        pairs = self._pairs
        first = units[0] << 16 | (units[1] if len(units) == 2 else 0)
        low = int(pairs.searchsorted(np.uint32(first)))
        if len(units) == 2:
            return low, low + int(low < len(pairs) and int(pairs[low]) == first)
        return low, int(pairs.searchsorted(np.uint32(first + (1 << 16))))

    def _counted(self, first: int, last: int) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
        """Documents and counts of pairs [first, last)."""
        begin, end = int(self._entry_ends[first]), int(self._entry_ends[last])
        blocks = self._file.slice(f"{self._name}.blocks", begin, end)
        counts = self._file.slice(f"{self._name}.counts", begin, end)
        if last - first > 1 or not self.blocks.single:
            documents = self.blocks.document[blocks]
            summed = np.bincount(documents, weights=counts, minlength=1).astype(np.int64)
            found = summed.nonzero()[0]
            return found, summed[found]
        return add_up(blocks, counts) if len(counts) and int(counts.max()) == _MOST else (blocks, counts)

    # --------------------------------------------------------------------------------------- places

    def places(self, string: NDArray[np.uint16], documents: NDArray[np.bool_] | None = None) -> Places:
        """Every place where a string begins; with ``documents`` (bool[n]) only in those."""
        if len(string) == 1:
            first, last = self._range(string)
            found = self._expanded(first, last, documents)
            # Those of each pair are in order, and are merged: several times as fast as sorting them.
            return np.sort(found, kind="stable") if last - first > 1 else found
        rows: list[tuple[int, int, int]] = []  # positions, number of the pair, where in the string it stands
        for at in range(len(string) - 1):
            first, last = self._range(string[at : at + 2])
            if first == last:
                return np.empty(0, np.int64)
            rows.append((int(self._position_ends[last]) - int(self._position_ends[first]), first, at))
        rows.sort()
        size, rarest, shift = rows[0]
        hopeful = None
        if size > _FEW and len(rows) > 1:
            hopeful = self._narrowed([number for _, number, _ in rows[1:3]], documents)
        found = self._expanded(rarest, rarest + 1, documents, hopeful) - shift
        if len(found) and (int(found[0]) < 0 or int(found[-1]) + len(string) > len(self.flat)):
            found = found[(found >= 0) & (found + len(string) <= len(self.flat))]
        if len(string) > 2:
            self._file.check_places(self._name, found, len(string))
        known = {shift, shift + 1}
        for _, _, at in rows[1:]:  # rarest first, so that few are left to be compared
            check()
            for offset in {at, at + 1} - known:
                known.add(offset)
                standing = _same(self.flat[offset:].take(found), int(string[offset])).nonzero()[0]
                found = found if len(standing) == len(found) else found.take(standing)
        return found

    def _narrowed(self, numbers: Sequence[int], documents: NDArray[np.bool_] | None) -> NDArray[np.bool_]:
        """Documents that hold each of some pairs."""
        for number in numbers:
            begin, end = int(self._entry_ends[number]), int(self._entry_ends[number + 1])
            holding = np.zeros(self.documents, bool)
            holding[self.blocks.document[self._file.slice(f"{self._name}.blocks", begin, end)]] = True
            documents = holding if documents is None else documents & holding
        return documents if documents is not None else np.ones(self.documents, bool)

    def _expanded(
        self,
        first: int,
        last: int,
        documents: NDArray[np.bool_] | None,
        hopeful: NDArray[np.bool_] | None = None,
    ) -> Places:
        """Places of pairs [first, last), those of each pair ascending, in ``documents``. Where few of them lie outside the
        ``hopeful`` ones among those, all are given: picking costs more than looking at the rest."""
        begin, end = int(self._entry_ends[first]), int(self._entry_ends[last])
        blocks = self._file.slice(f"{self._name}.blocks", begin, end)
        counts = self._file.slice(f"{self._name}.counts", begin, end)
        begin, end = int(self._position_ends[first]), int(self._position_ends[last])
        chosen = documents if hopeful is None else hopeful
        if chosen is not None:
            kept = chosen.take(self.blocks.document.take(blocks))
            enough = len(kept) if documents is not None else _WORTH_PICKING * len(kept)
            if np.count_nonzero(kept) < enough:
                return self._gathered(blocks, counts, kept, begin, end)
        positions = self._file.slice(f"{self._name}.positions", begin, end)
        return _placed(self.blocks.starts[blocks], counts, positions)

    def _gathered(
        self, blocks: NDArray[np.uint16], counts: NDArray[np.uint8], kept: NDArray[np.bool_], begin: int, end: int
    ) -> Places:
        ends = np.cumsum(counts, dtype=np.int64)
        sizes = counts[kept].astype(np.int64)
        if not len(sizes):
            return np.empty(0, np.int64)
        shifts = ends[kept] - np.cumsum(sizes)
        at = np.arange(int(sizes.sum())) + np.repeat(shifts, sizes)
        positions = self._file.slice(f"{self._name}.positions", begin, end)[at]
        return _placed(self.blocks.starts[blocks[kept]], sizes, positions)

    def units_at(self, places: NDArray[np.int64]) -> NDArray[np.uint16]:
        """The units, as they are written, at some places; of the shape of ``places``."""
        self._file.check_places(self._name, places.ravel())
        return self.flat.take(places)

    def text(self, document: int) -> str:
        """The original text of a document."""
        start, stop = int(self.starts[document]), int(self.starts[document + 1]) - 1
        return self._file.slice(self._name, start, stop).tobytes().decode("utf-16-le")

    def texts(self) -> list[str]:
        """The original texts of all documents; for titles, which are short."""
        return self._file.array(self._name).tobytes().decode("utf-16-le").split(chr(END))[:-1]


def _folded_to() -> dict[int, tuple[int, ...]]:
    """Folded unit → the other units that are folded to it: less work than folding what is looked at."""
    others: dict[int, tuple[int, ...]] = {}
    for unit in (np.arange(len(TABLE)) != TABLE).nonzero()[0].tolist():
        folded = int(TABLE[unit])
        others[folded] = (*others.get(folded, ()), unit)
    return others


_FOLDED_TO: Final = _folded_to()


def _same(units: NDArray[np.uint16], unit: int) -> NDArray[np.bool_]:
    """Which units are a folded unit once they are folded."""
    same: NDArray[np.bool_] = units == unit
    for other in _FOLDED_TO.get(unit, ()):  # of most none, of the rest one or two
        same |= units == other
    return same


def _placed(starts: NDArray[np.int64], counts: NDArray[np.integer], positions: NDArray[np.uint16]) -> Places:
    """Positions relative to blocks → offsets, ``counts`` of them in each block in turn."""
    places: Places = np.repeat(starts, counts)
    places += positions
    return places
