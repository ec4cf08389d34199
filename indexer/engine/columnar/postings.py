"""Postings of words: for every word of the lexicon the documents that hold it, and how often, as arrays.

Per field, sorted by word and then by document: ``documents`` uint16, ``counts`` uint8, and ``ends`` uint32[words + 1], where
each word's entries begin. Counts above 255 stand there as 255, and beside it in three columns in the same order,
``large.words``, ``large.documents`` and ``large.counts``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columnar.storage import ArrayReader, ArrayWriter
from indexer.engine.columnar.strings import runs, split_counts

FIELDS: Final = ("words", "sub_words", "title_words", "heading_words")
"""Base words of the text, what search mode adds inside them, words of the title and of the headings."""
MOST_COUNT: Final = 255
_MOST_IN_KEY: Final = (1 << 16) - 1
_AT_ONCE: Final = 1 << 22
"""Entries that are added up together."""


def entry_keys(
    words: NDArray[np.uint32], documents: NDArray[np.uint16], counts: NDArray[np.integer]
) -> NDArray[np.uint64]:
    """Word, document and count of each entry as 32 + 16 + 16 bits of a number; several for a count that is larger."""
    pieces, entries = split_counts(counts, _MOST_IN_KEY)
    if len(entries) > len(words):
        words, documents = np.repeat(words, pieces), np.repeat(documents, pieces)
    keys = np.empty(len(words), "<u8")
    halves, quarters = keys.view("<u4").reshape(-1, 2), keys.view("<u2").reshape(-1, 4)
    quarters[:, 0], quarters[:, 1], halves[:, 1] = entries, documents, words
    return keys


def write_postings(file: ArrayWriter, field: str, keys: NDArray[np.uint64], size: int) -> None:
    """Write the entries of a field: ``entry_keys`` in any order, sorted in place; those of one word and document add up.

    Words are numbers in a lexicon of ``size`` words.
    """
    keys.sort()
    counts: NDArray[np.integer] = keys.astype(np.uint16)
    keys >>= np.uint64(16)
    if (keys[1:] == keys[:-1]).any():
        begins = runs(keys)
        keys, counts = keys[begins], np.add.reduceat(counts, begins, dtype=np.int64)
    file.add(f"{field}.documents", "<u2", keys.astype(np.uint16))
    file.add(f"{field}.counts", "<u1", np.minimum(counts, MOST_COUNT).astype(np.uint8))
    large = np.flatnonzero(counts > MOST_COUNT)
    write_large(file, field, keys[large] >> np.uint64(16), keys[large].astype(np.uint16), counts[large])
    keys >>= np.uint64(16)
    file.add(f"{field}.ends", "<u4", np.concatenate([[0], np.cumsum(np.bincount(keys.view(np.int64), minlength=size))]))


def write_large(
    file: ArrayWriter,
    field: str,
    words: NDArray[np.unsignedinteger],
    documents: NDArray[np.integer],
    counts: NDArray[np.integer],
) -> None:
    """Write the counts above MOST_COUNT, sorted by word and then by document."""
    file.add(f"{field}.large.words", "<u4", words)
    file.add(f"{field}.large.documents", "<u2", documents)
    file.add(f"{field}.large.counts", "<u4", counts)


class Postings:
    """Reads what ``write_postings`` wrote."""

    def __init__(self, file: ArrayReader, field: str) -> None:
        self._file = file
        self._field = field

    @cached_property
    def _ends(self) -> NDArray[np.uint32]:
        return self._file.array(f"{self._field}.ends")

    @cached_property
    def _documents(self) -> Callable[[int, int], NDArray[np.uint16]]:
        return self._file.slicing(f"{self._field}.documents")

    @cached_property
    def _counts(self) -> Callable[[int, int], NDArray[np.uint8]]:
        return self._file.slicing(f"{self._field}.counts")

    @cached_property
    def _large(self) -> dict[int, tuple[NDArray[np.uint16], NDArray[np.uint32]]]:
        """Word → the documents that hold it more than 255 times, and how often."""
        words, documents, counts = self.large()
        bounds = pairwise([*runs(words).tolist(), len(words)])
        return {int(words[first]): (documents[first:last], counts[first:last]) for first, last in bounds}

    def large(self) -> tuple[NDArray[np.uint32], NDArray[np.uint16], NDArray[np.uint32]]:
        """What ``write_large`` wrote."""
        words, documents, counts = (
            self._file.array(f"{self._field}.large.{column}") for column in ("words", "documents", "counts")
        )
        return words, documents, counts

    def read(self, word: int) -> tuple[NDArray[np.uint16], NDArray[np.integer]]:
        """Documents that hold the word of that number, ascending, and how often each does."""
        begin, end = self._ends[word : word + 2].tolist()
        documents, counts = self._documents(begin, end), self._counts(begin, end)
        large = self._large.get(word)
        if large is None:
            return documents, counts
        exact = counts.astype(np.int64)
        exact[documents.searchsorted(large[0])] = large[1]
        return documents, exact

    def held(self, word: int) -> int:
        """How many documents hold a word."""
        return int(self._ends[word + 1]) - int(self._ends[word])

    def held_each(self, words: NDArray[np.int64]) -> NDArray[np.int64]:
        """int64[words]: the same of each word; 0 for -1."""
        there = np.maximum(words, 0)
        ends = self._ends
        return np.where(words < 0, 0, ends.take(there + 1).astype(np.int64) - ends.take(there))

    def frequencies(self, live: NDArray[np.bool_]) -> NDArray[np.int64]:
        """int64[words]: how many of the live documents (bool[documents]) hold each word of the lexicon."""
        before = np.concatenate([[0], np.cumsum(live[self._file.array(f"{self._field}.documents")])])
        return np.diff(before[self._ends])

    def totals(self, chosen: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """int64[words] each: how often each word of the lexicon stands in the chosen documents (bool[documents]), and how
        many of them hold it."""
        ends = self._ends.astype(np.int64)
        occurrences, held = np.zeros((2, len(ends) - 1), np.int64)
        first = 0
        while first < len(ends) - 1:
            # As many words as have so many entries, one at least: sums of all entries at once would take a lot of memory.
            last = max(first + 1, int(ends.searchsorted(ends[first] + _AT_ONCE, side="right")) - 1)
            begin, end = int(ends[first]), int(ends[last])
            inside = chosen[self._documents(begin, end)]
            bounds = ends[first : last + 1] - begin
            held[first:last] = _sums(inside, bounds)
            occurrences[first:last] = _sums(np.where(inside, self._counts(begin, end), 0), bounds)
            first = last
        words, documents, counts = self.large()
        more = np.where(chosen[documents], counts.astype(np.int64) - MOST_COUNT, 0)
        np.add.at(occurrences, words, more)
        return occurrences, held

    def pairs(self, words: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.uint16]]:
        """(place in ``words``, document) of all entries of some words."""
        if not len(words):
            return np.empty(0, np.int64), np.empty(0, np.uint16)
        documents = [self._documents(*self._ends[word : word + 2].tolist()) for word in words.tolist()]
        return np.repeat(np.arange(len(words)), [len(each) for each in documents]), np.concatenate(documents)

    def holds(self, word: int) -> bool:
        """Whether any document holds a word."""
        return self.held(word) > 0


def _sums(amounts: NDArray[Any], bounds: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sums of the stretches between bounds."""
    before = np.zeros(len(amounts) + 1, np.int64)
    np.cumsum(amounts, out=before[1:])
    return np.diff(before[bounds])
