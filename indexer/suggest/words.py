"""The words of an index, to complete what is being typed: by their beginning, by their pinyin, by their initials."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.suggest.keys import Keys, best
from indexer.suggest.readings import Readings, initials, sound

MOST_WORDS: Final = 200_000
"""The most frequent ones; an index of hundreds of thousands of reports has more, met once."""
_LONGEST: Final = 16
"""Characters; what is longer is a run of letters or a sentence of signs."""
_WHOLE: Final = 8.0
"""How much more often than a longer word one may be left aside that is already typed whole."""
_FAVOUR: Final = 2.0
_PINYIN, _INITIALS_WHOLE, _INITIALS = 2.0, 4.0, 1.0
"""What a word counts by its pinyin, by all its initials, by the first ones of them."""
_LOOKED_AT: Final = 300
"""Words of which the rest is compared with letters typed behind characters."""
_MIXED: Final = re.compile(r"(.*[^a-z'])([a-z']+)")

_Scored = tuple[NDArray[np.integer], NDArray[np.float64]]
"""Numbers of words, and their scores."""


class Words:
    """Words that are worth to be offered, with the number of reports that hold each."""

    def __init__(self, counts: Mapping[str, int], readings: Readings, names: Mapping[str, int] | None = None) -> None:
        """``names`` are parts of names of organizations: those that are words too come earlier than their counts alone would
        have them; others are not offered, and known to ``reports`` and ``sounding`` only."""
        names = {name: count for name, count in (names or {}).items() if worth_offering(name)}
        kept = nlargest(MOST_WORDS, filter(worth_offering, counts), key=counts.__getitem__)
        self.sorted = sorted({*kept, *names})
        self._readings = readings
        self._counts = np.array([counts.get(word, 0) for word in self.sorted], np.int64)
        self._scores = self._counts * np.array([_FAVOUR if word in names else 1.0 for word in self.sorted])
        self._known = np.maximum(self._counts, [names.get(word, 0) for word in self.sorted]).astype(np.int64)
        spelled: list[str] = []
        first: list[str] = []
        sounds: list[str] = []
        owners: list[int] = []
        for number, word in enumerate(self.sorted):
            for reading in () if word.isascii() else readings.of(word, remember=True):
                spelled.append("".join(reading))
                first.append(initials(reading))
                sounds.append(sound(reading))
                owners.append(number)
        self._spelled = Keys(spelled, owners)
        self._initials = Keys(first, owners)
        self._sounds = Keys(sounds, owners)

    def __len__(self) -> int:
        return len(self.sorted)

    def reports(self, word: str) -> int:
        """How many reports hold a folded word, or are of organizations with it in their names; 0 where it is no word."""
        at = bisect_left(self.sorted, word)
        return int(self._known[at]) if at < len(self.sorted) and self.sorted[at] == word else 0

    def beginning(self, prefix: str) -> range:
        """The places of the words that begin with a folded text."""
        first = bisect_left(self.sorted, prefix)
        return range(first, bisect_left(self.sorted, prefix + "\U0010ffff", first))

    def sounding(self, sounds: Sequence[str]) -> list[list[int]]:
        """The places of the words that have each of some sounds; see ``readings.sound``."""
        return self._sounds.equal(sounds)

    def completing(self, typed: str, wanted: int) -> list[tuple[str, int]]:
        """The words that a folded text may be the beginning of, in characters, pinyin or initials, with their counts.

        In the order in which they should be offered: by count, whole ones before longer ones.
        """
        if not typed:
            return []
        letters = typed.replace("'", "")  # as in xi'an
        if letters.isascii() and letters.isalnum():
            owners, scores = self._by_letters(letters)
        elif mixed := _MIXED.fullmatch(typed):
            return self._by_both(mixed[1], mixed[2].replace("'", ""), wanted)
        else:
            owners, scores = self._beginning(typed)
        return self._counted([number for number, score in best(owners, scores, wanted) if score])

    def spelled_whole(self, letters: str, wanted: int) -> list[str]:
        """The words of which some letters are the whole pinyin, the most frequent first."""
        [numbers] = self._spelled.equal([letters])
        found = sorted(dict.fromkeys(numbers), key=lambda number: -self._scores[number])
        return [self.sorted[number] for number in found[:wanted] if self._scores[number]]

    def _counted(self, numbers: Iterable[int]) -> list[tuple[str, int]]:
        return [(self.sorted[number], int(self._counts[number])) for number in numbers]

    def _beginning(self, prefix: str) -> _Scored:
        places = self.beginning(prefix)
        scores = self._scores[places.start : places.stop].copy()
        if len(places) and self.sorted[places.start] == prefix:
            scores[0] *= _WHOLE
        return np.arange(places.start, places.stop), scores

    def _by_letters(self, letters: str) -> _Scored:
        latin, latin_scores = self._beginning(letters)
        spelled, _, whole = self._spelled.beginning(letters)
        first, _, all_of_them = self._initials.beginning(letters)
        scores = (
            latin_scores * _WHOLE,
            self._scores[spelled] * np.where(whole, _WHOLE, _PINYIN),
            self._scores[first] * np.where(all_of_them, _INITIALS_WHOLE, _INITIALS),
        )
        return np.concatenate([latin, spelled, first]), np.concatenate(scores)

    def _by_both(self, characters: str, letters: str, wanted: int) -> list[tuple[str, int]]:
        """社情min: words that begin with the characters and go on as the letters are read."""
        numbers, scores = self._beginning(characters)
        found = [number for number, score in best(numbers, scores, _LOOKED_AT) if score]
        going_on = (number for number in found if self._spelled_on(self.sorted[number][len(characters) :], letters))
        return self._counted(islice(going_on, wanted))

    def _spelled_on(self, rest: str, letters: str) -> bool:
        return bool(rest) and any(
            "".join(reading).startswith(letters) or initials(reading).startswith(letters)
            for reading in self._readings.of(rest)
        )


def worth_offering(word: str) -> bool:
    """Two characters and more, a letter or Chinese character among them: no numbers, no signs, no particles."""
    return 1 < len(word) <= _LONGEST and not word[0].isdecimal() and any(map(str.isalpha, word))
