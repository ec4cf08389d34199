"""The words of two selections of reports, counted: from the index, or, of one part of reports, by cutting it into words anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.forms import Forms, forms_of
from indexer.analysis.keyness import Selection, Words, joined
from indexer.analysis.one_state import from_one_state
from indexer.analysis.selecting import counting_rows
from indexer.analysis.terms import Term
from indexer.answers import SearchRequest
from indexer.engine.base import EngineRequest, Tally
from indexer.errors import QueryError
from indexer.fold import fold
from indexer.messages import Message, said
from indexer.passages import parts_of
from indexer.search import Library
from indexer.segment import segmenter

MOST_CUT: Final = 10_000_000
"""Characters of one part of reports that are cut into words when they are asked for, which takes some two seconds."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Two selections with their words, all from one state of the index."""

    words: Words
    tallies: tuple[Tally, Tally]
    notes: tuple[tuple[Message, ...], tuple[Message, ...]]
    """On how each was read."""
    generation: str


def count_words(
    library: Library, requests: tuple[SearchRequest, SearchRequest], terms: Sequence[Term], facets: tuple[str, ...]
) -> Counted:
    """Every base word in the reports of two requests; with their tallies, of some terms and facets.

    Of copies of one text the best that matches counts, unless a request asks for copies. Raises QueryError, also for parts of reports
    of more than ``MOST_CUT`` characters; CorruptIndex; and as ``from_one_state``.
    """
    strings = [term.strings for term in terms]

    def read() -> tuple[Words, tuple[Tally, Tally], tuple[tuple[Message, ...], tuple[Message, ...]]]:
        (first, noted), (second, also_noted) = (library.selecting(request, facets) for request in requests)
        if first.section or second.section:
            words, tallies = _with_sections(library, (first, second), strings)
        else:
            made = library.able("word_counts").count_words((first, second), strings, lambda words: _forms(words).of)
            words = Words(made.words, made.occurrences, made.reports, _forms(made.words))
            tallies = (made.tallies[0], made.tallies[1])
        return words, tallies, (noted, also_noted)

    (words, tallies, notes), generation = from_one_state(library, read)
    return Counted(words, tallies, notes, generation)


@lru_cache(maxsize=2)
def _forms(words: tuple[str, ...]) -> Forms:
    """Kept for as long as a commit's words are the same object."""
    return forms_of(words)


def _with_sections(
    library: Library, requests: tuple[EngineRequest, EngineRequest], strings: Sequence[Sequence[str]]
) -> tuple[Words, tuple[Tally, Tally]]:
    engine = library.able("tally")
    tallies = (engine.tally(requests[0], strings), engine.tally(requests[1], strings))
    cut = sum(
        int(tally.characters[counting_rows(tally, request.copies)].sum())
        for request, tally in zip(requests, tallies, strict=True)
        if request.section
    )
    if cut > MOST_CUT:
        raise QueryError(
            said(
                "只统计一部分（回顾或打算）时，这一部分的文字要当场切词，最多 %(most)s 字；现在有 %(count)s 字。请缩小范围。",
                most=f"{MOST_CUT:,}",
                count=f"{cut:,}",
            )
        )
    first, second = (_cut(library, each) if each.section else _held(library, each) for each in requests)
    return joined(first, second), tallies


def _held(library: Library, request: EngineRequest) -> Selection:
    """From the index."""
    made = library.able("word_counts").count_words([request], [], lambda words: _forms(words).of)
    counts = dict(zip(made.words, made.occurrences[:, 0].tolist(), strict=True))
    reports = dict(zip(_forms(made.words).forms, made.reports[:, 0].tolist(), strict=True))
    return Selection({word: count for word, count in counts.items() if count}, 0, reports)


def _cut(library: Library, request: EngineRequest) -> Selection:
    """By cutting the sections, which begin with a line, so that no word reaches out of one."""
    cut = segmenter(library.engine.segmentation)
    occurrences: Counter[str] = Counter()
    numbers: dict[str, int] = {}
    held: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
    for hit in library.engine.every(request).hits:
        text = hit.report.text
        counts: Counter[str] = Counter()
        for start, end in parts_of(text, hit.sections, request.section):
            counts.update(cut.counts(fold(text[start:end])))
        occurrences.update(counts)
        held.append(np.array([numbers.setdefault(word, len(numbers)) for word in counts], np.int64))
    forms = forms_of(tuple(numbers))
    reports = np.repeat(np.arange(len(held)), [len(each) for each in held])
    holding = forms.holding(np.concatenate(held), reports)
    return Selection(occurrences, 0, dict(zip(forms.forms, holding.tolist(), strict=True)))
