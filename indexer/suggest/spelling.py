"""Other readings of a term that may be mistyped, made of the words of the index.

It is the typed characters that are looked at, in windows of any place and length: how a mistyped term is cut into words
says nothing. A window may have been meant for a word that sounds like it, that looks like it, or that differs from it in
one character; whether the index bears the whole out is for the caller to ask.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import Final

from indexer.suggest.readings import Readings, sound, syllables
from indexer.suggest.shapes import looking_like
from indexer.suggest.words import Words

LONGEST_TERM: Final = 16
"""Characters; a longer term is a sentence, in which a slip of the pen harms little."""
_LONGEST_WINDOW: Final = 8
_LEAST_LONGER: Final = 4
"""Characters of the shorter of two words that differ in more than how one of their characters sounds or looks."""
_SOUNDS_TRIED: Final = 4
_NEIGHBOURS_TRIED: Final = 400
"""Words with the same two characters at an end that are compared."""
_COMMONER: Final = 10
"""So many times as frequent as a window that is a word itself has to be what it may have been meant for."""
SAME_SOUND, SAME_SHAPE, LIKE_SOUND, ONE_CHARACTER = range(4)
"""Kinds of slips, the commonest first: most is typed by pinyin."""


@dataclass(frozen=True, slots=True)
class Respelling:
    """A window of a term, and the word that it may have been meant for."""

    start: int
    end: int
    word: str
    kind: int
    reports: int

    def of(self, term: str) -> str:
        """The term with the word in place of the window."""
        return term[: self.start] + self.word + term[self.end :]

    def around(self, term: str, characters: int) -> str:
        """The word with some characters of the term on either side."""
        return term[max(0, self.start - characters) : self.start] + self.word + term[self.end : self.end + characters]

    @property
    def order(self) -> tuple[int, int, int]:
        """The likelier comes first: a commoner slip, a longer window, a more frequent word."""
        return self.kind, self.start - self.end, -self.reports


class Spelling:
    """Respellings by the words of one commit."""

    def __init__(self, words: Words, readings: Readings) -> None:
        self.words = words
        self._readings = readings
        self._backwards = sorted(word[::-1] for word in words.sorted if len(word) >= _LEAST_LONGER)

    def respellings(self, term: str) -> list[Respelling]:
        """What a folded term of at most ``LONGEST_TERM`` characters may have been meant for, the likeliest first."""
        if len(term) > LONGEST_TERM:
            return []
        windows = [
            (start, end)
            for start in range(len(term) - 1)
            for end in range(start + 2, min(len(term), start + _LONGEST_WINDOW) + 1)
            if not any(map(str.isspace, term[start:end]))
        ]
        found: dict[tuple[int, int, str], Respelling] = {}
        for start, end, word, kind in (*self._sounding(term, windows), *self._others(term, windows)):
            reports = self.words.reports(word)
            if reports > _COMMONER * self.words.reports(term[start:end]) and word != term[start:end]:
                respelling = Respelling(start, end, word, kind, reports)
                known = found.setdefault((start, end, word), respelling)
                if kind < known.kind:
                    found[start, end, word] = respelling
        return sorted(found.values(), key=lambda each: each.order)

    def _sounding(self, term: str, windows: list[tuple[int, int]]) -> Iterator[tuple[int, int, str, int]]:
        """Words that sound like a window, character by character."""
        asked: list[tuple[int, int, str]] = []
        spelled: dict[tuple[int, int], set[str]] = {}
        alternatives = [syllables(character) for character in term]
        for start, end in windows:
            if term[start:end].isascii():
                continue
            readings = list(islice(product(*alternatives[start:end]), _SOUNDS_TRIED))
            readings += self._readings.of(term[start:end])
            spelled[start, end] = {"".join(reading) for reading in readings}
            asked += [(start, end, key) for key in dict.fromkeys(map(sound, readings))]
        for (start, end, _), numbers in zip(asked, self.words.sounding([key for *_, key in asked]), strict=True):
            for number in numbers:
                word = self.words.sorted[number]
                if len(word) == end - start:
                    same = any("".join(reading) in spelled[start, end] for reading in self._readings.of(word))
                    yield start, end, word, SAME_SOUND if same else LIKE_SOUND

    def _others(self, term: str, windows: list[tuple[int, int]]) -> Iterator[tuple[int, int, str, int]]:
        """Words that look like a window, and those that differ from a longer one in a character."""
        for start, end in windows:
            window = term[start:end]
            for place, character in enumerate(window):
                for other in looking_like(character):
                    yield start, end, window[:place] + other + window[place + 1 :], SAME_SHAPE
            if len(window) >= _LEAST_LONGER - 1 and not window.isascii():
                for word in self._near(window):
                    yield start, end, word, ONE_CHARACTER

    def _near(self, window: str) -> Iterator[str]:
        """Longer words that come of a window by one character put in, left out, replaced or changed with its neighbour."""
        for place in range(len(window) - 1):
            yield window[:place] + window[place + 1] + window[place] + window[place + 2 :]
        if len(window) > _LEAST_LONGER:
            yield from (window[:place] + window[place + 1 :] for place in range(len(window)))
        sizes = range(max(_LEAST_LONGER, len(window)), len(window) + 2)
        for number in self.words.beginning(window[:2])[:_NEIGHBOURS_TRIED]:
            word = self.words.sorted[number]
            if len(word) in sizes and _one_apart(window, word):
                yield word
        for word in self._ending(window[-2:]):
            if len(word) in sizes and _one_apart(window, word):
                yield word

    def _ending(self, suffix: str) -> Iterator[str]:
        """Longer words that end with a folded text."""
        backwards = suffix[::-1]
        first = bisect_left(self._backwards, backwards)
        for word in islice(self._backwards, first, first + _NEIGHBOURS_TRIED):
            if not word.startswith(backwards):
                return
            yield word[::-1]


def _one_apart(window: str, word: str) -> bool:
    """Whether a word is a window with one character replaced or put in."""
    same = next((at for at, (one, other) in enumerate(zip(window, word, strict=False)) if one != other), len(window))
    return window[same + (len(word) == len(window)) :] == word[same + 1 :]
