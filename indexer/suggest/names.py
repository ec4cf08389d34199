"""Titles and organizations of an index, found by any part of them; organizations also by the pinyin of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, islice
from typing import Final

from indexer.fold import fold
from indexer.models import Organization
from indexer.suggest.keys import Keys, best
from indexer.suggest.readings import Reading, Readings, initials

_END: Final = "\n"
_LOOKED_AT: Final = 500
"""Names that hold the longest word and are looked through for the others."""
_LEAST_LETTERS: Final = 2
"""Letters by which organizations are looked for: each has a part that begins with z (政协)."""
_OURS: Final = "〔"
"""What titles begin with that we give to reports without one."""
_AT_BEGINNING = 2.0
"""How much more a name says that begins so than one of which a part does."""


class Lines:
    """Short texts in one flat folded text, so that looking through all of them is one search for a string."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._folded = [fold(text.replace(_END, " ")) for text in texts]
        self._flat = _END + _END.join(self._folded) + _END
        self._starts = list(accumulate((len(text) + 1 for text in self._folded), initial=1))

    def beginning(self, string: str) -> Iterator[int]:
        """Numbers of the texts that begin with a folded string, ascending."""
        return self._places(_END + string, 1)

    def holding(self, strings: Sequence[str]) -> Iterator[int]:
        """Numbers of the texts that hold all of some folded strings, ascending; none where many hold the longest only."""
        longest = max(strings, key=len)
        found = islice(self._places(longest, 0), _LOOKED_AT) if len(strings) > 1 else self._places(longest, 0)
        return (number for number in found if all(string in self._folded[number] for string in strings))

    def _places(self, string: str, before: int) -> Iterator[int]:
        at = self._flat.find(string)
        while at >= 0:
            number = bisect_right(self._starts, at + before) - 1
            yield number
            at = self._flat.find(string, self._starts[number + 1] - 1)


class Titles:
    """Titles that reports bear, the most frequent first."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        borne = [title for title in counts if not title.startswith(_OURS)]
        self._titles = sorted(borne, key=lambda title: (-counts[title], title))
        self._counts = counts
        self._lines = Lines(self._titles)

    def holding(self, words: Sequence[str], wanted: int) -> list[tuple[str, int]]:
        """Titles that hold all of some folded words, with how many reports bear them: first those that begin so."""
        if not words or any(_END in word for word in words):
            return []
        beginning = (number for number in self._lines.beginning(words[0]) if len(words) == 1)
        numbers = dict.fromkeys([*islice(beginning, wanted), *islice(self._lines.holding(words), wanted)])
        return [(self._titles[number], self._counts[self._titles[number]]) for number in islice(numbers, wanted)]


class Organizations:
    """Organizations with reports, the ones with the most first."""

    def __init__(self, counts: Mapping[Organization, int], readings: Readings) -> None:
        reports: dict[str, int] = {}
        known: dict[str, list[Organization]] = {}
        for organization, count in counts.items():
            reports[organization.name] = reports.get(organization.name, 0) + count
            known.setdefault(organization.name, []).append(organization)
        self._names = sorted(known, key=lambda name: (-reports[name], name))
        self._counts = reports
        self._known = known
        self._lines = Lines(self._names)
        full = {each.full_name: number for number, name in enumerate(self._names) for each in known[name]}
        self._full = [(name, number) for name, number in full.items() if name]
        self._full_lines = Lines(name for name, _ in self._full)
        self._spelled, self._initials = self._keys(readings)

    def _keys(self, readings: Readings) -> tuple[Keys, Keys]:
        spelled: list[str] = []
        first: list[str] = []
        owners: list[int] = []
        weights: list[float] = []
        for number, name in enumerate(self._names):
            parts = parts_of(self._known[name][0])
            for reading, places in _read(parts, readings):
                for start in places:
                    spelled.append("".join(reading[start:]))
                    first.append(initials(reading[start:]))
                    owners.append(number)
                    weights.append(1.0 if start else _AT_BEGINNING)
        return Keys(spelled, owners, weights), Keys(first, owners, weights)

    def parts(self) -> dict[str, int]:
        """Folded parts of the names (重庆市, 涪陵区, 政协) → number of reports of organizations that have them."""
        found: dict[str, int] = {}
        for name, organizations in self._known.items():
            for part in dict.fromkeys(parts_of(organizations[0])):
                found[part] = found.get(part, 0) + self._counts[name]
        return found

    def holding(self, typed: str, wanted: int) -> list[tuple[str, int]]:
        """Organizations of which a folded text is part of the name, the full name or, in letters, their pinyin."""
        if not typed or _END in typed:
            return []
        letters = typed.replace("'", "")
        if letters.isascii() and letters.isalpha():
            numbers = self._by_letters(letters, wanted)
        else:
            full = (self._full[number][1] for number in self._full_lines.holding([typed]))
            parts = (self._lines.beginning(typed), self._lines.holding([typed]), full)
            numbers = list(dict.fromkeys(number for each in parts for number in islice(each, wanted)))[:wanted]
        return [(self._names[number], self._counts[self._names[number]]) for number in numbers]

    def _by_letters(self, letters: str, wanted: int) -> list[int]:
        if len(letters) < _LEAST_LETTERS:
            return []
        found: dict[int, float] = {}
        for keys in (self._spelled, self._initials):
            owners, weights, _ = keys.beginning(letters)
            for number, score in best(owners, weights, wanted):
                found[number] = max(score, found.get(number, 0.0))
        return sorted(found, key=lambda number: (-found[number], number))[:wanted]


def parts_of(organization: Organization) -> list[str]:
    """The folded name of an organization cut where its places end: 重庆市, 涪陵区, 政协."""
    parts, rest = [], fold(organization.name)
    for place in map(fold, organization.division):
        if place and rest.startswith(place):
            parts.append(place)
            rest = rest[len(place) :]
    return [*parts, rest] if rest else parts


def _read(parts: Sequence[str], readings: Readings) -> Iterator[tuple[Reading, list[int]]]:
    """Readings of a name in parts, with where the parts begin: the likeliest, and those with one part read otherwise."""
    read = [readings.of(part, remember=True) for part in parts]
    places = list(accumulate(map(len, parts[:-1]), initial=0))
    likeliest = [each[0] for each in read]
    yield _joined(likeliest), places
    for place, each in enumerate(read):
        for other in each[1:]:
            yield _joined([*likeliest[:place], other, *likeliest[place + 1 :]]), places


def _joined(readings: Iterable[Reading]) -> Reading:
    return tuple(syllable for reading in readings for syllable in reading)
