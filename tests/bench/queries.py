"""The queries: drawn from the texts by frequency, with a fixed seed, so that everyone is asked the same.

A query is kept in a form of its own, which each engine turns into its best.
"""

from __future__ import annotations

import json
import random
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate
from math import log
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from indexer.fold import fold
from tests.bench.texts import Document, collection_files, read_documents
from tests.bench.words import cut_words

SAMPLE: Final = 2000
"""Reports that the words are counted in."""
BETWEEN: Final = 100
"""Other strings that are asked between two runs: more than an engine is likely to remember."""
_SEED: Final = 7
_FREQUENT, _MIDDLING, _RARE = 0.4, 0.02, 0.0015
"""Shares of the reports that hold a frequent, a middling and a rare word."""
_CHOICE: Final = 150
"""Words nearest to such a share, among which is drawn."""
_TRIES: Final = 10_000


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for: every condition that is not empty must hold. Words are folded, as the texts' words are."""

    kind: str
    required: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    """Words of the title."""
    exact: str = ""
    """A string that stands in the text as it is."""
    years: tuple[int, int] | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """Every word of the text that the question names."""
        return (*self.required, *self.any_of, *self.excluded)

    @property
    def label(self) -> str:
        """For people: 建设 +教育 -卫生 |… “…” 标题:… 2010..2015."""
        parts = [
            *self.required,
            *(f"|{word}" for word in self.any_of),
            *(f"-{word}" for word in self.excluded),
            *(f"标题:{word}" for word in self.title),
            *([f"“{self.exact}”"] if self.exact else []),
            *([f"{self.years[0]}..{self.years[1]}"] if self.years else []),
        ]
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Drawn:
    questions: tuple[Question, ...]
    between: tuple[Question, ...]
    """Other quoted strings, asked between two runs of the questions and not timed: so that an engine which remembers
    its latest answers has to find them again."""


def draw(folder: Path, sample: int = SAMPLE) -> Drawn:
    """The questions for a collection: 90, fewer where the texts are too few to draw from."""
    drawing = _Drawing(_sample(folder, sample))
    return Drawn(drawing.questions(), drawing.between())


def _sample(folder: Path, reports: int) -> list[Document]:
    """Reports from files evenly spread over the collection."""
    paths = collection_files(folder)
    wanted = max(1, reports // 100)
    step = max(1, len(paths) // wanted)
    chosen = [document for path in paths[::step] for document in read_documents(path)]
    return chosen[:reports]


class _Drawing:
    """One draw: the words of a sample of reports, and a random generator with a seed of its own."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._random = random.Random(_SEED)
        self._documents = documents
        self._words = [sorted({word for word in cut_words(document.text) if _askable(word)}) for document in documents]
        titles = [{word for word in cut_words(document.title) if _askable(word)} for document in documents]
        counts = Counter(word for words in self._words for word in words)
        self._frequent = _nearest(counts, len(documents), _FREQUENT)
        self._middling = _nearest(counts, len(documents), _MIDDLING)
        self._rare = _nearest(counts, len(documents), _RARE)
        self._titled = _nearest(Counter(word for words in titles for word in words), len(documents), _MIDDLING)

    def questions(self) -> tuple[Question, ...]:
        drawn = [
            *(Question("word, frequent", (word,)) for word in self._some(self._frequent, 8)),
            *(Question("word, middling", (word,)) for word in self._some(self._middling, 8)),
            *(Question("word, rare", (word,)) for word in self._some(self._rare, 8)),
            *self._times(9, lambda number: Question("AND", self._together(2 + number // 3))),
            *self._times(9, lambda number: Question("OR", any_of=self._apart(2 + number // 3))),
            *self._times(8, self._without),
            *self._times(14, lambda number: Question("quoted, whole words", exact=self._phrase(2 + number // 2))),
            *self._times(14, lambda number: Question("quoted, anywhere", exact=self._string(2 + number // 2))),
            *(Question("title", title=(word,)) for word in self._some(self._titled, 6)),
            *self._times(6, self._of_years),
        ]
        return tuple(dict.fromkeys(question for question in drawn if question.label.strip()))

    def between(self) -> tuple[Question, ...]:
        drawn = (Question("between", exact=self._string(2 + number % 7)) for number in range(BETWEEN))
        return tuple(question for question in dict.fromkeys(drawn) if question.exact)

    def _times(self, count: int, draw: Callable[[int], Question]) -> list[Question]:
        return [draw(number) for number in range(count)]

    def _some(self, words: Sequence[str], count: int) -> list[str]:
        return self._random.sample(words, min(count, len(words)))

    def _together(self, count: int) -> tuple[str, ...]:
        """Words of one report, of which the first is frequent and one of the others may be middling."""
        frequent, middling = set(self._frequent), set(self._middling)
        best: tuple[str, ...] = ()
        for _ in range(_TRIES):
            words = self._random.choice(self._words)
            common = [word for word in words if word in frequent]
            others = [word for word in words if word in middling] or common
            found = dict.fromkeys([*self._some(common, count - 1), *self._some(others, 1)])
            if len(found) > len(best):
                best = tuple(found)
            if len(best) == count:
                break
        return best

    def _apart(self, count: int) -> tuple[str, ...]:
        """Words of any frequency, at least one of them frequent."""
        others = self._some([*self._frequent, *self._middling, *self._rare], count - 1)
        return tuple(dict.fromkeys([*self._some(self._frequent, 1), *others]))

    def _without(self, number: int) -> Question:
        """One or more words together, without another one or two: two to four in all."""
        excluded = 2 if number >= 6 else 1
        required = self._together(1 + number % 3) if excluded == 1 else self._together(2)
        others = [word for word in [*self._frequent, *self._middling] if word not in required]
        return Question("NOT", required, excluded=tuple(self._some(others, excluded)))

    def _phrase(self, length: int) -> str:
        """A string of so many characters that begins and ends where words do, as people quote."""
        for _ in range(_TRIES):
            line = fold(self._line())
            words = cut_words(line)
            start = self._random.randrange(max(1, len(words)))
            ends = list(accumulate(map(len, words[start : start + length])))
            if length in ends:
                string = "".join(words[start : start + ends.index(length) + 1])
                if string in line and all(map(_is_han, string)):
                    return string
        return ""

    def _line(self) -> str:
        return self._random.choice(self._random.choice(self._documents).text.split("\n"))

    def _string(self, length: int) -> str:
        """A string from anywhere in a line, across words and marks as it comes, without blanks and mostly Chinese."""
        for _ in range(_TRIES):
            line = self._line()
            start = self._random.randrange(max(1, len(line) - length))
            string = line[start : start + length]
            if len(string) == length and not any(map(_is_blank, string)) and sum(map(_is_han, string)) >= 2:
                return string
        return ""

    def _of_years(self, number: int) -> Question:
        years = sorted({document.year for document in self._documents if document.year is not None})
        if not years:
            return Question("years")
        first = self._random.choice(years)
        words = self._some(self._frequent if number % 2 else self._middling, 1)
        return Question("years", tuple(words), years=(first, first + (0, 2, 5)[number // 2]))


def _nearest(counts: Counter[str], documents: int, share: float) -> list[str]:
    """The words whose share of the reports is nearest to the one wanted; among equals, any."""
    distances = {count: abs(log(count / documents / share)) for count in set(counts.values())}

    def order(word: str) -> tuple[float, int]:
        return distances[counts[word]], crc32(word.encode())

    return sorted(counts, key=order)[:_CHOICE]


def _askable(word: str) -> bool:
    return len(word) > 1 and all(map(_is_han, word))


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _is_blank(character: str) -> bool:
    return character.isspace() or unicodedata.category(character)[0] in "CZ" or character == "\uffff"


# ---------------------------------------------------------------------------------------- on disk


def save(drawn: Drawn, path: Path) -> None:
    path.write_text(json.dumps(asdict(drawn), ensure_ascii=False), encoding="utf-8")


def load(path: Path) -> Drawn:
    rows = json.loads(path.read_text("utf-8"))
    return Drawn(*(tuple(map(_question, rows[name])) for name in ("questions", "between")))


def _question(row: dict[str, Any]) -> Question:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Question(**values)
