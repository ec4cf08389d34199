"""Analyses of documents → a lexicon and the postings of every field, inverted by sorting."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.engine.base import Analysis, SubWords
from indexer.engine.columnar.lexicon import write_lexicon
from indexer.engine.columnar.postings import FIELDS, entry_keys, write_postings
from indexer.engine.columnar.storage import ArrayWriter

_PORTION: Final = 1 << 20
"""Entries whose sub-words are written out at a time."""
Entries = tuple[NDArray[np.uint32], NDArray[np.uint16], NDArray[np.uint32]]
"""Numbers of words, documents and counts, equally long."""


class Inversion:
    """Gathers the words of documents; what stands inside a word is kept once and written out at the end."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self._words = {field: array("I") for field in FIELDS}
        self._counts = {field: array("I") for field in FIELDS}
        self._distinct = {field: array("I") for field in FIELDS}
        self._inside: Callable[[str], Sequence[str]] | None = None
        self._deriving = bytearray()
        """For each document 1 if its sub-words follow from its words by ``_inside``."""

    def add(self, analysis: Analysis) -> None:
        """Take in the next document."""
        for field in FIELDS:
            words: Mapping[str, int] | Sequence[str] = getattr(analysis, field)
            if field == "sub_words":
                derives = isinstance(words, SubWords) and self._derives(words, analysis)
                self._deriving.append(derives)
                words = {} if derives else words
            counted = words if isinstance(words, Mapping) else Counter(words)
            self._words[field].extend(map(self._numbers.__getitem__, counted))
            self._counts[field].extend(counted.values())
            self._distinct[field].append(len(counted))

    def _derives(self, sub_words: SubWords, analysis: Analysis) -> bool:
        if sub_words.words is not analysis.words or self._inside not in (None, sub_words.inside):
            return False
        self._inside = sub_words.inside
        return True

    def write(self, file: ArrayWriter) -> dict[str, NDArray[np.int64]]:
        """Write lexicon and postings; the number of words of each document in each field. To be called once."""
        entries = {field: self._entries(field) for field in FIELDS}
        starts, inside = self._insides(entries["words"][0])
        words = sorted(self._numbers)
        write_lexicon(file, [word.encode("utf-8") for word in words])
        rank = np.empty(len(words), np.uint32)
        rank[np.fromiter(map(self._numbers.__getitem__, words), np.int64, len(words))] = np.arange(len(words))
        self._numbers.default_factory = None  # a circle, which would keep the words until a garbage collection
        lengths: dict[str, NDArray[np.int64]] = {}
        for field in FIELDS:
            parts = [entries[field]]
            if field == "sub_words":
                parts += _written_out(self._derived(entries["words"]), starts, inside)
            keys = np.concatenate(
                [entry_keys(rank[numbers], documents, counts) for numbers, documents, counts in parts]
            )
            lengths[field] = sum(
                (np.bincount(documents, counts, len(self._deriving)) for _, documents, counts in parts),
                np.zeros(len(self._deriving)),
            ).astype(np.int64)
            write_postings(file, field, keys, len(words))
        return lengths

    def _entries(self, field: str) -> Entries:
        distinct = np.frombuffer(self._distinct[field], np.uint32)
        documents = np.repeat(np.arange(len(distinct), dtype=np.uint16), distinct)
        return np.frombuffer(self._words[field], np.uint32), documents, np.frombuffer(self._counts[field], np.uint32)

    def _derived(self, entries: Entries) -> Entries:
        """Those of documents whose sub-words are yet to be written out."""
        if all(self._deriving):
            return entries
        kept = np.frombuffer(self._deriving, bool)[entries[1]]
        return entries[0][kept], entries[1][kept], entries[2][kept]

    def _insides(self, held: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
        """What is inside word ``n``, if it is one of those held: numbers [starts[n], starts[n + 1]) of the second array."""
        inside = self._inside
        if inside is None:
            return np.zeros(1, np.int64), np.empty(0, np.uint32)
        asked = np.zeros(len(self._numbers), bool)
        asked[held] = True
        # A list, since what is found inside is numbered too.
        words = zip(list(self._numbers), asked.tolist(), strict=True)
        parts = [inside(word) if is_asked else () for word, is_asked in words]
        starts = np.zeros(len(parts) + 1, np.int64)
        np.cumsum([len(part) for part in parts], out=starts[1:])
        numbers = np.fromiter((self._numbers[word] for part in parts for word in part), np.uint32, int(starts[-1]))
        return starts, numbers


def _written_out(entries: Entries, starts: NDArray[np.int64], inside: NDArray[np.uint32]) -> Iterator[Entries]:
    """The entries of what is inside the words of some entries, with the same documents and counts."""
    for first in range(0, len(entries[0]) if len(inside) else 0, _PORTION):
        numbers, documents, counts = (column[first : first + _PORTION] for column in entries)
        sizes = starts[numbers + 1] - starts[numbers]
        holding = np.flatnonzero(sizes)
        sizes = sizes[holding]
        ends = np.cumsum(sizes)
        at = np.arange(int(sizes.sum())) + np.repeat(starts[numbers[holding]] - (ends - sizes), sizes)
        yield inside[at], np.repeat(documents[holding], sizes), np.repeat(counts[holding], sizes)
