"""Neighbours: which characters and words stand immediately left and right of a term more often than by chance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.concordance import found
from indexer.analysis.line_order import DEPTH, SIDES, is_letter
from indexer.analysis.one_state import from_one_state
from indexer.analysis.statistics import association, mutual_information
from indexer.analysis.tables import Table
from indexer.analysis.terms import Term
from indexer.answers import SearchRequest
from indexer.engine.base import Places
from indexer.errors import QueryError
from indexer.messages import Message, said
from indexer.search import Library

MOST: Final = 200
LIMIT: Final = 20
_SHORTEST: Final = 2
"""Characters of a word; it has at most ``DEPTH``."""
_BITS: Final = 21
"""Of a code point."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What stands beside the term."""

    text: str
    """Folded."""
    count: int
    """Places of the term that it stands beside."""
    total: int
    """How often it stands in all of the reports."""
    expected: float
    """Places of the term that it would stand beside by chance."""
    log_likelihood: float
    """G², ``statistics.association``."""
    mutual_information: float
    """Above 0 where it stands there more often than by chance."""
    query: str
    """Finds the reports in which it stands beside the term."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    request: SearchRequest
    term: Term
    side: str
    """"left" or "right"."""
    places: int
    """Of the term."""
    beside: int
    """Places that a letter or digit stands beside; there are signs, line ends or nothing beside the others."""
    reports: int
    characters: int
    """What chance is reckoned by: characters of the reports, or of their sections of the kind asked for."""
    letters: tuple[Neighbour, ...]
    """Characters, those first that stand there more often than by chance, and among them those of which that is surest."""
    words: tuple[Neighbour, ...]
    """Words of the index, of each place the longest one."""
    notes: tuple[Message, ...]
    generation: str

    def table(self) -> Table:
        """A row for every character and every word."""
        return neighbours_table(self)

    def to_dataframe(self) -> Any:
        """As ``Table.to_dataframe``."""
        return self.table().to_dataframe()


def neighbours_table(*sides: Neighbours) -> Table:
    """A row for every character and every word of each side."""
    columns = (
        ("side", "方向"),
        ("unit", "单位"),
        ("neighbour", "相邻"),
        ("count", "相邻次数"),
        ("total", "共出现次数"),
        ("expected", "预期次数"),
        ("log_likelihood", "G²"),
        ("mutual_information", "MI"),
    )
    return Table(
        columns,
        [
            (
                made.side,
                unit,
                each.text,
                each.count,
                each.total,
                each.expected,
                each.log_likelihood,
                each.mutual_information,
            )
            for made in sides
            for unit, group in (("character", made.letters), ("word", made.words))
            for each in group
        ],
        keys=("side", "unit", "neighbour"),
    )


def neighbours_on_both_sides(
    library: Library, typed: str, request: SearchRequest | None = None, *, limit: int = LIMIT
) -> tuple[Neighbours, Neighbours]:
    """Those on the left and on the right, of one state of the index. Raises as ``neighbours``."""

    def read() -> tuple[Neighbours, Neighbours]:
        left, right = (neighbours(library, typed, request, side=side, limit=limit) for side in SIDES)
        return left, right

    return from_one_state(library, read)[0]


def neighbours(
    library: Library, typed: str, request: SearchRequest | None = None, *, side: str = "right", limit: int = LIMIT
) -> Neighbours:
    """The characters and words that stand on one side of a term in the reports of a request, ``limit`` of each.

    Counted over the lines of the concordance; with a section, only what lies within it together with the term. A word is a
    string of 2 to 6 letters and digits that is a base word of the index: of each place the longest such one. Raises QueryError,
    CorruptIndex.
    """
    if side not in SIDES:
        raise QueryError(said("没有“%(side)s”这一侧；可用的有：%(sides)s。", side=side, sides=tuple(SIDES)))
    if not 1 <= limit <= MOST:
        raise QueryError(said("相邻词语的个数应在 1 到 %(most)s 之间，不能是 %(limit)s。", most=MOST, limit=limit))
    request = request or SearchRequest()

    def read() -> tuple[Term, Places, tuple[Message, ...], NDArray[np.int64], dict[str, int]]:
        term, places, notes = found(library, typed, request)
        beside = _read(places, SIDES[side])
        return term, places, notes, beside, _longest_words(library, beside, SIDES[side])

    (term, places, notes, beside, longest), generation = from_one_state(library, read)
    ranking = _Ranking(places, term, side, int(places.reports.characters.sum()), limit)
    return Neighbours(
        request=request,
        term=term,
        side=side,
        places=len(places.start),
        beside=int(np.count_nonzero(beside[0] >= 0)),
        reports=len(places.reports.ids),
        characters=ranking.characters,
        letters=ranking.of_letters(beside[0][beside[0] >= 0]),
        words=ranking.of_words(longest),
        notes=notes,
        generation=generation,
    )


def _read(places: Places, side: int) -> NDArray[np.int64]:
    """int64[DEPTH, m]: the characters beside each place, from it outwards; -1 from the first on that is no letter, or does
    not lie in the section."""
    at = places.stop if side > 0 else places.start
    goes_on = np.ones(len(at), bool)
    steps = np.empty((DEPTH, len(at)), np.int64)
    for step in steps:
        characters, at = places.beside(at, side)
        goes_on &= is_letter(characters)
        goes_on &= places.inside(places.start, at) if side > 0 else places.inside(at, places.stop)
        step[:] = np.where(goes_on, characters, -1)
    return steps


def _longest_words(library: Library, steps: NDArray[np.int64], side: int) -> dict[str, int]:
    """Word → places beside which it is the longest base word of the index."""
    packed = [np.zeros(steps.shape[1], np.int64), np.zeros(steps.shape[1], np.int64)]
    for number, step in enumerate(steps):
        packed[number // 3] = packed[number // 3] << _BITS | (step + 1)
    order = np.lexsort((packed[1], packed[0]))
    steps = steps[:, order]
    counts: dict[str, int] = {}
    taken = np.zeros(steps.shape[1], bool)
    begins = [_begins(steps[:size]) for size in range(1, DEPTH + 1)]
    for size in range(DEPTH, _SHORTEST - 1, -1):
        starts = np.flatnonzero(begins[size - 1])
        left = np.add.reduceat(~taken, starts) if len(starts) else starts
        whole = np.flatnonzero((steps[size - 1].take(starts) >= 0) & (left > 0))
        strings = _strings(steps[:size, starts[whole]], side)
        held = library.engine.held(strings)
        words = [number for number, string in enumerate(strings) if held[string]]
        for number in words:
            counts[strings[number]] = int(left[whole[number]])
        ends = np.append(starts[1:], steps.shape[1])
        run = np.zeros(len(starts), bool)
        run[whole[words]] = True
        taken |= np.repeat(run, ends - starts)
    return counts


def _begins(steps: NDArray[np.int64]) -> NDArray[np.bool_]:
    """bool[m]: where, in order, something else begins."""
    begins = np.ones(steps.shape[1], bool)
    begins[1:] = (steps[:, 1:] != steps[:, :-1]).any(axis=0)
    return begins


def _strings(characters: NDArray[np.int64], side: int) -> list[str]:
    """The columns of code points as strings, in reading order."""
    size = len(characters)
    text = characters[::side].T.astype("<u4").tobytes().decode("utf-32-le")
    return [text[start : start + size] for start in range(0, len(text), size)]


@dataclass(frozen=True, slots=True)
class _Ranking:
    """Puts what was counted in order."""

    places: Places
    term: Term
    side: str
    characters: int
    limit: int

    def of_letters(self, met: NDArray[np.int64]) -> tuple[Neighbour, ...]:
        characters, counts = np.unique(met, return_counts=True)
        plain = self.places.character_totals()
        letters = [chr(character) for character in characters.tolist()]
        totals = [int(plain[ord(letter)]) if ord(letter) <= 0xFFFF else self.places.total(letter) for letter in letters]
        rows = zip(letters, counts.tolist(), totals, strict=True)
        return self._best(self._neighbour(text, count, total) for text, count, total in rows)

    def of_words(self, counts: dict[str, int]) -> tuple[Neighbour, ...]:
        """The best of them, without having counted those everywhere that cannot be among them."""
        best: list[Neighbour] = []
        for text, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            # A word that stands nowhere else is the surest neighbour; those that follow stand here no more often.
            if len(best) == self.limit and _order(self._neighbour(text, count, count))[:2] > _order(best[-1])[:2]:
                break
            best = list(self._best((*best, self._neighbour(text, count, self.places.total(text)))))
        return tuple(best)

    def _best(self, known: Iterator[Neighbour] | tuple[Neighbour, ...]) -> tuple[Neighbour, ...]:
        return tuple(sorted(known, key=_order)[: self.limit])

    def _neighbour(self, text: str, count: int, total: int) -> Neighbour:
        held = len(self.places.start)
        # In "aaaa" both the term "a" and its neighbour "a" stand everywhere; for the statistics they are two things, which
        # have to fit into the text beside each other.
        apart = min(total, self.characters - held + count)
        return Neighbour(
            text=text,
            count=count,
            total=total,
            expected=held * total / self.characters,
            log_likelihood=association(count, held, apart, self.characters),
            mutual_information=mutual_information(count, held, apart, self.characters),
            query=self._query(text),
        )

    def _query(self, text: str) -> str:
        strings = (self.term.typed, *self.term.variants)
        joint = [string + text if self.side == "right" else text + string for string in strings]
        return Term(joint[0], tuple(joint)).query


def _order(each: Neighbour) -> tuple[bool, float, int, str]:
    """Those above chance come first, the surest first, and then those below it, the surest last."""
    above = each.mutual_information > 0
    return not above, -each.log_likelihood if above else each.log_likelihood, -each.count, each.text
