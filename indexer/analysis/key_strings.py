"""Strings beyond words that set two selections apart, found by themselves: those that reports put in quotation marks.

A phrase that is new to the dictionary is cut into words that say little of it (渝事好商量 into 渝, 事, 好 and 商量), and whoever means a
phrase as such quotes it somewhere. What is quoted tells which strings are worth a count; counted is every place, quoted or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.forms import Forms, forms_of, one_form
from indexer.analysis.keyness import Criteria, Keyness, Keyword, Words, keywords
from indexer.analysis.statistics import log_likelihood
from indexer.answers import SearchRequest
from indexer.engine.base import Quotations, Tally
from indexer.search import Library
from indexer.variants import expand

MOST: Final = 150
"""Strings that are counted, those whose quotations differ most surely first: some 3 ms each on 100 million characters."""
_QUOTED: Final = 2
"""At least so often on both sides together: a title that is quoted once is no phrase."""


def key_strings(
    library: Library,
    requests: Sequence[SearchRequest],
    tallies: Sequence[Tally],
    rows: Sequence[NDArray[np.int64]],
    known: Forms,
    criteria: Criteria,
) -> Keyness | None:
    """The quoted strings that set two selections apart, by the criteria of words, with their regional wordings; those that are
    ``known`` words are left out.

    ``tallies`` are those of the requests, ``rows`` the reports in them that count. None where nothing that is quoted could differ, or the
    engine does not know what is. To be called while the engine stays at the state of the tallies. Raises QueryError.
    """
    if "quotations" not in library.engine.capabilities:
        return None
    sizes = [int(tally.characters[kept].sum()) for tally, kept in zip(tallies, rows, strict=True)]
    quoted = _candidates(library, requests, tallies, rows, known, sizes)
    if not quoted:
        return None
    strings = tuple(dict.fromkeys(each for string in quoted for each in _with_wordings(string)))
    forms = forms_of(strings)
    columns = []
    for request, kept in zip(requests, rows, strict=True):
        tally, _ = library.tally(request, [[string] for string in strings], ())
        counts = tally.occurrences[:, kept]
        columns.append((counts.sum(axis=1), forms.holding(*np.nonzero(counts))))
    occurrences, reports = (np.stack([each[place] for each in columns], axis=1) for place in (0, 1))
    return keywords(Words(strings, occurrences, reports, forms), (sizes[0], sizes[1]), criteria, len(strings))


def merged(words: Keyness, strings: Keyness | None, limit: int) -> Keyness:
    """Words and strings in one ranking, at most ``limit`` for each side."""
    if strings is None:
        return words
    first, second = (
        tuple(sorted((*here, *there), key=_rank)[:limit])
        for here, there in ((words.first, strings.first), (words.second, strings.second))
    )
    found = (words.found[0] + strings.found[0], words.found[1] + strings.found[1])
    return replace(words, first=first, second=second, found=found, words=words.words + strings.words)


def _rank(found: Keyword) -> tuple[float, float]:
    return -found.log_likelihood, -abs(found.log_ratio)


def _candidates(
    library: Library,
    requests: Sequence[SearchRequest],
    tallies: Sequence[Tally],
    rows: Sequence[NDArray[np.int64]],
    known: Forms,
    sizes: Sequence[int],
) -> list[str]:
    """The strings of which the quotations differ most surely, longest first among equals; wordings of one stand together."""
    counts: dict[str, list[int]] = {}
    for side, (request, tally, kept) in enumerate(zip(requests, tallies, rows, strict=True)):
        quotations = library.engine.quotations(request.section)
        quoted = _quoted(quotations, tally.ids[kept])
        for number in np.flatnonzero(quoted).tolist():
            counts.setdefault(quotations.strings[number], [0, 0])[side] = int(quoted[number])
    words = frozenset(known.forms)
    wordings: dict[str, list[str]] = {}
    for string, both in counts.items():
        if sum(both) >= _QUOTED and (form := one_form(string)) not in words:
            wordings.setdefault(form, []).append(string)
    found = list(wordings)
    here, there = (
        np.array([sum(counts[each][side] for each in wordings[form]) for form in found], np.int64) for side in (0, 1)
    )
    sure = log_likelihood(here, there, *sizes)
    order = sorted(range(len(found)), key=lambda place: (-sure[place], -len(found[place]), found[place]))
    return [string for place in order[:MOST] for string in wordings[found[place]]]


def _with_wordings(string: str) -> tuple[str, ...]:
    """A string and the regional wordings of it that count as the same."""
    form = one_form(string)
    return (string, *(each for each in expand(string) if one_form(each) == form))


def _quoted(quotations: Quotations, ids: NDArray[np.uint64]) -> NDArray[np.int64]:
    """How often each string is quoted in some reports."""
    inside = np.isin(quotations.report, ids)
    return np.bincount(quotations.string[inside], minlength=len(quotations.strings))
