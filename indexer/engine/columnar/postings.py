"""Postings of words: for every word of the lexicon the documents that hold it, and how often, as arrays.

Per field, sorted by word and then by document: ``documents`` uint16, ``counts`` uint8 (more than 255 is several entries),
and ``ends`` uint32[words + 1], where each word's entries begin.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columnar.storage import ArrayReader, ArrayWriter
from indexer.engine.columnar.strings import add_up, runs, split_counts

FIELDS: Final = ("words", "sub_words", "title_words", "heading_words")
"""Base words of the text, what search mode adds inside them, words of the title and of the headings."""
_MOST_IN_KEY: Final = (1 << 16) - 1


def entry_keys(
    words: NDArray[np.uint32], documents: NDArray[np.uint16], counts: NDArray[np.integer]
) -> NDArray[np.uint64]:
    """Word, document and count of each entry as 32 + 16 + 16 bits of a number; several for a count that is larger."""
    pieces, entries = split_counts(counts, _MOST_IN_KEY)
    if len(entries) > len(words):
        words, documents = np.repeat(words, pieces), np.repeat(documents, pieces)
    keys = words.astype(np.uint64) << np.uint64(32)
    keys |= documents.astype(np.uint64) << np.uint64(16)
    keys |= entries.astype(np.uint64)
    return keys


def write_postings(file: ArrayWriter, field: str, keys: NDArray[np.uint64], size: int) -> None:
    """Write the entries of a field: ``entry_keys`` in any order, sorted in place; those of one word and document add up.

    Words are numbers in a lexicon of ``size`` words.
    """
    keys.sort()
    counts = (keys & np.uint64(_MOST_IN_KEY)).astype(np.int64)
    places = keys >> np.uint64(16)
    begins = runs(places)
    if len(begins) < len(places):
        places, counts = places[begins], np.add.reduceat(counts, begins)
    pieces, entries = split_counts(counts)
    if len(entries) > len(places):
        places = np.repeat(places, pieces)
    held = np.bincount((places >> np.uint64(16)).astype(np.int64), minlength=size)
    file.add(f"{field}.ends", "<u4", np.concatenate([[0], np.cumsum(held)]))
    file.add(f"{field}.documents", "<u2", places.astype(np.uint16))
    file.add(f"{field}.counts", "<u1", entries.astype(np.uint8))


class Postings:
    """Reads what ``write_postings`` wrote."""

    def __init__(self, file: ArrayReader, field: str) -> None:
        self._file = file
        self._field = field

    @cached_property
    def _ends(self) -> NDArray[np.uint32]:
        return self._file.array(f"{self._field}.ends")

    def read(self, word: int) -> tuple[NDArray[np.uint16], NDArray[np.integer]]:
        """Documents that hold the word of that number, ascending, and how often each does."""
        begin, end = int(self._ends[word]), int(self._ends[word + 1])
        documents = self._file.slice(f"{self._field}.documents", begin, end)
        return add_up(documents, self._file.slice(f"{self._field}.counts", begin, end))

    def holds(self, word: int) -> bool:
        """Whether any document holds a word."""
        return int(self._ends[word]) < int(self._ends[word + 1])
