"""What suggestions and corrections take on an index that is there: working them out for a commit, and each answer."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from indexer.answers import SearchRequest
from indexer.engine.base import Vocabulary
from indexer.search import Library, open_library
from indexer.suggest import Spelling, Suggester
from indexer.suggest.readings import Readings
from indexer.suggest.words import Words
from tests.bench.measure import MEGA, own_memory
from tests.bench.tables import number, table

TYPED: Final = 60
"""Words of which every beginning is typed, in characters and in pinyin."""
_SEED: Final = 20261127
_ROUNDS: Final = 3


@dataclass(frozen=True, slots=True)
class Timing:
    name: str
    answers: int
    median: float
    """Milliseconds, as the next one; of each text the best of ``_ROUNDS``."""
    p95: float


@dataclass(frozen=True, slots=True)
class Suggesting:
    words: int
    seconds: float
    """Of processor time, from the first suggestion to when words are there, loading pypinyin included."""
    again: float
    """The same for words that were met before."""
    megabytes: float
    timings: list[Timing]


class _Uncorrected(Suggester):
    """Has no words to correct with."""

    def spelling(self, vocabulary: Vocabulary) -> Spelling | None:
        return None


def measure_suggesting(index: Path) -> Suggesting:
    """Raises NoIndex and what reading an index raises."""
    library = open_library(index, patience=600)
    library.load()
    library.search(SearchRequest("政协"))
    before, started = own_memory()["anonymous"], time.process_time()
    library.suggest("政")
    seconds, taken = time.process_time() - started, own_memory()["anonymous"] - before
    counts = library.engine.vocabulary().words()
    readings = Readings()
    words = Words(counts, readings)
    started = time.process_time()
    Words(counts, readings)
    again = time.process_time() - started
    return Suggesting(len(words), seconds, again, taken / MEGA, _timings(library, words, readings))


def _timings(library: Library, words: Words, readings: Readings) -> list[Timing]:
    draw = random.Random(_SEED)
    drawn = draw.sample([word for word in words.sorted if words.reports(word) > 1 and len(word) < 6], TYPED)
    spelled = ["".join(readings.of(word)[0]) for word in drawn]
    slips = [_slip(word, draw) for word in draw.sample([word for word in words.sorted if 2 < len(word) < 6], TYPED)]
    timings = [
        _timed(
            "suggest: a character or letter",
            [*{word[0] for word in drawn}, *"abcdefghjklmnopqrstwxyz"],
            library.suggest,
        ),
        _timed("suggest: beginnings of words", _beginnings(drawn), library.suggest),
        _timed("suggest: beginnings of pinyin", _beginnings(spelled), library.suggest),
        _timed("suggest: a word and a beginning", [f"管理 {word[:2]}" for word in drawn], library.suggest),
        _timed("suggest: what nothing begins with", [word[::-1] + "q" for word in drawn], library.suggest),
        _timed("search: words", drawn, lambda typed: library.search(SearchRequest(typed))),
        _timed("search: slips", slips, lambda typed: library.search(SearchRequest(typed))),
    ]
    library.suggester = _Uncorrected()
    return [*timings, _timed("search: slips, uncorrected", slips, lambda typed: library.search(SearchRequest(typed)))]


def _beginnings(words: Sequence[str]) -> list[str]:
    return [word[:end] for word in words for end in range(2, len(word) + 1)]


def _slip(word: str, draw: random.Random) -> str:
    """A word with one character replaced by another one."""
    place = draw.randrange(len(word))
    return word[:place] + draw.choice("是事名明按案亮协写办里") + word[place + 1 :]


def _timed(name: str, texts: Sequence[str], answer: Callable[[str], object]) -> Timing:
    taken = np.array([min(_milliseconds(text, answer) for _ in range(_ROUNDS)) for text in texts])
    return Timing(name, len(texts), float(np.median(taken)), float(np.percentile(taken, 95)))


def _milliseconds(text: str, answer: Callable[[str], object]) -> float:
    started = time.perf_counter()
    answer(text)
    return (time.perf_counter() - started) * 1000


def suggesting_text(found: Suggesting) -> str:
    rows = [[each.name, str(each.answers), number(each.median), number(each.p95)] for each in found.timings]
    return (
        f"{found.words:,} words: {number(found.seconds)} s of processor time, {number(found.again)} s for a later commit, "
        f"{number(found.megabytes)} MB\n\n" + table(["", "answers", "median ms", "p95 ms"], rows)
    )
