"""Words that set two selections of reports apart: which are more frequent here than there, how surely, and by how much.

Ranked by log-likelihood among those whose log ratio is large enough (``statistics``): the first keeps chance out, the second
what is sure only because the texts are long. Give it words as the texts have them, without the sub-words that search mode finds inside
longer ones: those nobody wrote, and 政协 would count again in each 政协委员.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.forms import Forms, forms_of
from indexer.analysis.statistics import SURE, log_likelihood, log_ratio

PER: Final = 10_000
"""Rates are occurrences per so many of whatever the sizes count, characters or words."""
_NUMBER: Final = re.compile(r"(?:[\d.,%‰]+|[〇零一二三四五六七八九]{4})年?")
"""1480, 2023年, 二〇二三年; 十四五 is a plan and no number."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a word must show to be listed."""

    occurrences: int = 5
    """At least so many on both sides together: below, log-likelihood is not to be relied on."""
    reports: int = 0
    """At least so many reports on its own side: one that is full of a word makes no difference between selections."""
    log_ratio: float = 1.0
    """At least so much either way: 1 is twice as frequent."""
    log_likelihood: float = SURE
    """At least so much: p < 0.0001 for a single word; of 10,000 words that do not differ, one passes by chance."""
    numbers: bool = False
    """Whether numbers and years are listed, too."""


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word that is more frequent on one side; pairs are (first selection, second selection)."""

    word: str
    """As ``forms.one_form`` has it."""
    wordings: tuple[str, ...]
    """Those of its words that occur, the most frequent first."""
    occurrences: tuple[int, int]
    rates: tuple[float, float]
    """Occurrences per ``PER``."""
    reports: tuple[int, int]
    """How many reports of each selection hold it."""
    log_likelihood: float
    log_ratio: float
    """Above 0 where it is more frequent in the first selection; a side without it counts as half an occurrence."""


@dataclass(frozen=True, slots=True)
class Keyness:
    first: tuple[Keyword, ...]
    """More frequent in the first selection, the surest first."""
    second: tuple[Keyword, ...]
    found: tuple[int, int]
    """How many there are on each side, of which the first ``limit`` are given."""
    sizes: tuple[int, int]
    words: int
    """How many words, wordings of one counted once, were frequent enough to be compared."""
    criteria: Criteria


@dataclass(frozen=True, slots=True)
class Words:
    """Words of two selections as arrays, n of them; columns are the first and the second one."""

    words: Sequence[str]
    """Different ones."""
    occurrences: NDArray[Any]
    """Integers [n, 2]."""
    reports: NDArray[Any]
    """Integers [g, 2] for the g forms of ``forms``: reports that hold any wording of it."""
    forms: Forms


@dataclass(frozen=True, slots=True)
class Selection:
    """Words of one selection as mappings, for few texts."""

    occurrences: Mapping[str, int]
    """Word → occurrences."""
    size: int
    reports: Mapping[str, int] = field(default_factory=dict)
    """``forms.one_form`` of a word → reports that hold any wording of it."""


def keywords(words: Words, sizes: tuple[int, int], criteria: Criteria = Criteria(), limit: int = 100) -> Keyness:
    """Words that set the selections apart, at most ``limit`` for each side.

    ``sizes`` are those of the selections, in characters or words. Raises ValueError where one is not above 0: nothing can be compared
    with an empty selection.
    """
    counts = words.forms.summed(words.occurrences)
    frequent = np.flatnonzero(counts.sum(axis=1) >= max(criteria.occurrences, 1))
    if not criteria.numbers:
        named = [number for number in frequent.tolist() if not _NUMBER.fullmatch(words.forms.forms[number])]
        frequent = np.array(named, np.int64)
    here, there = counts[frequent].T
    sure, ratio = log_likelihood(here, there, *sizes), log_ratio(here, there, *sizes)
    listed = (sure >= criteria.log_likelihood) & (np.abs(ratio) >= criteria.log_ratio)
    totals = words.occurrences.sum(axis=1)
    sides: list[tuple[Keyword, ...]] = []
    found: list[int] = []
    for side, direction in enumerate((ratio > 0, ratio < 0)):
        passing = np.flatnonzero(listed & direction & (words.reports[frequent, side] >= criteria.reports))
        # The surest first, of equals the larger difference, then in the order of the words.
        ranked = passing[np.lexsort((frequent[passing], -np.abs(ratio[passing]), -sure[passing]))][:limit]
        chosen = [(int(frequent[place]), float(sure[place]), float(ratio[place])) for place in ranked]
        sides.append(tuple(_keyword(words, totals, counts, sizes, *each) for each in chosen))
        found.append(len(passing))
    return Keyness(sides[0], sides[1], (found[0], found[1]), sizes, len(frequent), criteria)


def compare(first: Selection, second: Selection, criteria: Criteria = Criteria(), limit: int = 100) -> Keyness:
    """The same for mappings."""
    return keywords(joined(first, second), (first.size, second.size), criteria, limit)


def joined(first: Selection, second: Selection) -> Words:
    """Two mappings as arrays."""
    words = sorted({*first.occurrences, *second.occurrences})
    forms = forms_of(words)
    sides = (first, second)
    occurrences = [[side.occurrences.get(word, 0) for side in sides] for word in words]
    reports = [[side.reports.get(form, 0) for side in sides] for form in forms.forms]
    return Words(
        words, np.array(occurrences, np.int64).reshape(-1, 2), np.array(reports, np.int64).reshape(-1, 2), forms
    )


def _keyword(
    words: Words,
    totals: NDArray[Any],
    counts: NDArray[np.int64],
    sizes: tuple[int, int],
    form: int,
    sure: float,
    ratio: float,
) -> Keyword:
    here, there = counts[form].tolist()
    reports = words.reports[form].tolist()
    return Keyword(
        word=words.forms.forms[form],
        wordings=words.forms.words_of(words.words, form, totals),
        occurrences=(here, there),
        rates=(PER * here / sizes[0], PER * there / sizes[1]),
        reports=(reports[0], reports[1]),
        log_likelihood=sure,
        log_ratio=ratio,
    )
