"""The words of a segment, sorted by their UTF-8 bytes and numbered in that order.

A word is found by its first eight bytes, taken as one big-endian number, in a sorted array of such numbers: that settles
words of two Chinese characters, and leaves a few neighbours of a longer one to be compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columnar.remember import remembering
from indexer.engine.columnar.storage import ArrayReader, ArrayWriter

_HEAD: Final = 8
_REMEMBERED: Final = 4096


def write_lexicon(file: ArrayWriter, words: Sequence[bytes]) -> None:
    """Write words that are sorted, each once, none holding NUL."""
    sizes = np.fromiter(map(len, words), np.int64, len(words))
    file.add("lexicon.places", "<u4", np.concatenate([[0], np.cumsum(sizes)]))
    file.add("lexicon.heads", "<u8", [int.from_bytes(word[:_HEAD].ljust(_HEAD, b"\0"), "big") for word in words])
    file.add_bytes("lexicon.words", b"".join(words))


class Lexicon:
    """Reads what ``write_lexicon`` wrote."""

    def __init__(self, file: ArrayReader) -> None:
        self._file = file
        self.size = file.size("lexicon.heads")
        self.find = remembering(self._find, _REMEMBERED)

    @cached_property
    def _heads(self) -> NDArray[np.uint64]:
        return self._file.array("lexicon.heads")

    @cached_property
    def _places(self) -> NDArray[np.uint32]:
        return self._file.array("lexicon.places")

    @cached_property
    def _words(self) -> NDArray[np.uint8]:
        return self._file.array("lexicon.words")

    def word(self, number: int) -> bytes:
        return self._words[self._places[number] : self._places[number + 1]].tobytes()

    def words(self) -> list[bytes]:
        """All of them, in order."""
        data, places = self._words.tobytes(), self._places.tolist()
        return [data[places[n] : places[n + 1]] for n in range(self.size)]

    def at_or_after(self, word: bytes) -> int:
        """Number of the first word that is not less than ``word``; ``size`` where there is none."""
        head = np.uint64(int.from_bytes(word[:_HEAD].ljust(_HEAD, b"\0"), "big"))
        low = int(self._heads.searchsorted(head))
        if len(word) < _HEAD:
            return low
        high = int(self._heads.searchsorted(head, side="right"))
        while low < high:
            middle = (low + high) // 2
            if self.word(middle) < word:
                low = middle + 1
            else:
                high = middle
        return low

    def _find(self, word: bytes) -> int | None:
        number = self.at_or_after(word)
        return number if number < self.size and self.word(number) == word else None

    def find_each(self, words: Sequence[bytes]) -> NDArray[np.int64]:
        """int64[words]: the number of each word, -1 for one that is not here. Quicker than one after the other."""
        heads = np.array(words, f"S{_HEAD}").view(">u8").astype(np.uint64)  # cut, or padded with NUL
        found = self._heads.searchsorted(heads)
        inside = np.minimum(found, self.size - 1) if self.size else found
        there = self._heads.take(inside) == heads if self.size else np.zeros(len(words), bool)
        numbers = np.where(there, inside, -1)
        # Of longer words the head leaves it open which one it is, unless only one begins like that.
        alone = (inside == self.size - 1) | (self._heads.take(inside + 1, mode="clip") != heads) if self.size else there
        for at in np.flatnonzero(there).tolist():
            if len(words[at]) < _HEAD:
                continue
            if alone[at]:
                numbers[at] = numbers[at] if self.word(int(numbers[at])) == words[at] else -1
            else:
                numbers[at] = -1 if (number := self.find(words[at])) is None else number
        return numbers

    def beginning(self, prefix: bytes) -> range:
        """Numbers of the words that begin with a prefix."""
        first = self.at_or_after(prefix)
        # 0xff stands in no UTF-8, so it sorts behind whatever may follow the prefix.
        return range(first, max(first, self.at_or_after(prefix + b"\xff" * _HEAD)))

    def from_(self, word: bytes) -> Iterator[tuple[int, bytes]]:
        """(number, word) from the first that is not less than ``word`` on."""
        return ((number, self.word(number)) for number in range(self.at_or_after(word), self.size))
