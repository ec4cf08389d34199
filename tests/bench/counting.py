"""What analyses take on an index that is there, each question asked once: what was asked before is remembered."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from indexer.analysis.adoption import adoption
from indexer.analysis.comparing import compare
from indexer.analysis.concordance import concordance
from indexer.analysis.coverage import coverage
from indexer.analysis.neighbours import neighbours
from indexer.analysis.phrases import set_phrases
from indexer.analysis.trends import trends
from indexer.answers import SearchRequest
from indexer.search import Library, open_library
from tests.bench.tables import number, table

QUESTIONS: Final = 60
_SEED: Final = 20261128
_TERMS: Final = 5


@dataclass(frozen=True, slots=True)
class Timing:
    name: str
    answers: int
    median: float
    """Milliseconds, as the next one."""
    p95: float


@dataclass(frozen=True, slots=True)
class Counting:
    reports: int
    timings: list[Timing]


def measure_counting(index: Path) -> Counting:
    """Raises NoIndex and what reading an index raises."""
    library = open_library(index)
    library.warm()
    library.search(SearchRequest("政协"))
    draw = random.Random(_SEED)
    words = [word for word, count in library.engine.vocabulary().words().items() if count > 1 and 1 < len(word) < 6]
    strings = _strings(library, draw)
    trends(library, ["政协"])
    timings = [
        _timed("trend of five words by year", _several(words, draw), lambda terms: trends(library, terms)),
        _timed("trend of five strings by year", _several(strings, draw), lambda terms: trends(library, terms)),
        _timed(
            "trend of five words by organization",
            _several(words, draw),
            lambda terms: trends(library, terms, by="organization"),
        ),
        _timed(
            "comparison of two halves",
            [[year] for year in draw.choices(_middle_years(library), k=QUESTIONS)],
            lambda years: compare(
                library,
                SearchRequest(filters={"delivered_year": (f"..{years[0]}",)}),
                SearchRequest(filters={"delivered_year": (f"{int(years[0]) + 1}..",)}),
            ),
        ),
        *_concordances(library, words, strings, draw),
        _timed("first uses and heat map of a word", _several(words, draw), lambda terms: adoption(library, terms[0])),
        _timed(
            "coverage by region and report year",
            _several(words, draw),
            lambda _: coverage(library, by="division", years="delivered_year"),
        ),
        _timed("set phrases", [words[:1], *_several(words, draw)], lambda _: set_phrases(library)),
    ]
    reports = library.info().reports
    library.close()
    return Counting(reports, timings)


def _concordances(library: Library, words: Sequence[str], strings: Sequence[str], draw: random.Random) -> list[Timing]:
    """Pages of lines; deep ones of the words that stand in most reports."""
    held = library.engine.vocabulary().words()
    frequent = [[word] for word in sorted(words, key=lambda word: -held[word])[:QUESTIONS]]

    def page(terms: Sequence[str], sort: str) -> float:
        last = concordance(library, terms[0]).pages
        started = time.perf_counter()
        concordance(library, terms[0], sort=sort, page=draw.randint(1, max(1, last)))
        return time.perf_counter() - started

    neighbours(library, "政协")
    return [
        _timed("first lines of a string", _several(strings, draw), lambda terms: concordance(library, terms[0])),
        *(
            _measured(f"a page of a frequent word by {sort}", [page(terms, sort) for terms in frequent])
            for sort in ("report", "organization", "left", "right")
        ),
        _timed("neighbours of a word", _several(words, draw), lambda terms: neighbours(library, terms[0])),
        _timed("neighbours of a frequent word", frequent, lambda terms: neighbours(library, terms[0])),
    ]


def _strings(library: Library, draw: random.Random) -> list[str]:
    """Strings of two to eight characters out of reports, words or not."""
    reports = [report.id for report in library.catalogue()]
    strings = []
    for report_id in draw.sample(sorted(reports), min(200, len(reports))):
        text = library.report(report_id).report.text
        for _ in range(10):
            size = draw.randint(2, 8)
            at = draw.randrange(max(1, len(text) - size))
            strings.append(text[at : at + size].replace("\n", "") or "的")
    return strings


def _middle_years(library: Library) -> list[str]:
    """The years of reports but for the first and last tenth of them."""
    years = sorted(year for year in library.engine.values("delivered_year") if year.isdecimal())
    few = len(years) // 10
    return years[few : len(years) - few - 1]


def _several(terms: Sequence[str], draw: random.Random) -> list[list[str]]:
    return [draw.sample(list(terms), _TERMS) for _ in range(QUESTIONS)]


def _timed(name: str, questions: Sequence[list[str]], answer: Callable[[list[str]], object]) -> Timing:
    return _measured(name, [_seconds(question, answer) for question in questions])


def _measured(name: str, seconds: Sequence[float]) -> Timing:
    taken = 1000 * np.array(seconds)
    return Timing(name, len(taken), float(np.median(taken)), float(np.percentile(taken, 95)))


def _seconds(question: list[str], answer: Callable[[list[str]], object]) -> float:
    started = time.perf_counter()
    answer(question)
    return time.perf_counter() - started


def counting_text(found: Counting) -> str:
    rows = [[each.name, str(each.answers), number(each.median), number(each.p95)] for each in found.timings]
    return f"{found.reports:,} reports\n\n" + table(["", "answers", "median ms", "p95 ms"], rows)
