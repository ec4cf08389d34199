"""Compare: the words and strings that set two selections of reports apart, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.key_strings import key_strings, merged
from indexer.analysis.keyness import PER, Criteria, Keyness, Keyword, keywords
from indexer.analysis.makeup import differences
from indexer.analysis.one_state import from_one_state
from indexer.analysis.selecting import counting_rows, grouped, notes_on_copies
from indexer.analysis.statistics import log_likelihood, log_ratio
from indexer.analysis.tables import Cell, Table
from indexer.analysis.terms import Term, read_terms
from indexer.analysis.words import Counted, count_words
from indexer.answers import SearchRequest
from indexer.engine.base import Tally
from indexer.errors import QueryError
from indexer.messages import Message, said
from indexer.search import Library

MOST_LISTED: Final = 500
"""Words that a side is given at most."""
CRITERIA: Final = Criteria()
_MAKEUP: Final = ("kind", "completeness", "covered_year")
"""What the selections must not differ in for their words to be compared."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the selections."""

    request: SearchRequest
    reports: int
    characters: int
    """Of these reports, or of their sections of the kind asked for."""
    notes: tuple[Message, ...]
    """On how the query and the filters were read."""


@dataclass(frozen=True, slots=True)
class ComparedTerm:
    """A string that somebody asked for; pairs are (first selection, second selection)."""

    term: Term
    occurrences: tuple[int, int]
    rates: tuple[float | None, float | None]
    """Occurrences per ``keyness.PER`` characters; None where there are no characters."""
    reports: tuple[int, int]
    """That hold it."""
    log_likelihood: float | None
    """None, as the next, where one of the selections is empty."""
    log_ratio: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    first: Side
    second: Side
    terms: tuple[ComparedTerm, ...]
    """In the order in which they were asked for."""
    keyness: Keyness
    """Words that set the sides apart; none where one of them is empty."""
    warnings: tuple[Message, ...]
    """On what else than usage may be behind the differences."""
    generation: str

    def search_for(self, found: Keyword | ComparedTerm, side: int) -> SearchRequest | None:
        """What finds the reports of a side, 0 or 1, that hold a word or string; as ``term_of``. None as ``terms.within``."""
        of = (self.first, self.second)[side]
        return term_of(found).within(of.request, of.notes)

    def table(self) -> Table:
        """The strings that were asked for, then the words of the first side, then those of the second."""
        columns = (
            ("term", "词语"),
            ("wordings", "写法"),
            ("typed", "是否指定"),
            ("more_in", "较多的一组"),
            *(
                (f"{name}_{side}", f"第{said}组{head}")
                for name, head in _COLUMNS
                for side, said in enumerate("一二", 1)
            ),
            ("log_likelihood", "对数似然值"),
            ("log_ratio", "对数比"),
        )
        return Table(columns, list(self._rows()), ("term", "typed"))

    def _rows(self) -> Iterator[tuple[Cell, ...]]:
        for each in self.terms:
            yield (each.term.written, "、".join(each.term.strings), 1, *_cells(each))
        for word in (*self.keyness.first, *self.keyness.second):
            yield (word.word, "、".join(word.wordings), 0, *_cells(word))

    def to_dataframe(self) -> Any:
        """As ``Table.to_dataframe``."""
        return self.table().to_dataframe()


_COLUMNS: Final = (("occurrences", "出现次数"), ("rate", "每万字出现次数"), ("reports", "含有的报告份数"))


def _cells(found: Keyword | ComparedTerm) -> tuple[Cell, ...]:
    ratio = found.log_ratio
    more = None if not ratio else 1 if ratio > 0 else 2
    return (more, *found.occurrences, *found.rates, *found.reports, found.log_likelihood, ratio)


def compare(
    library: Library,
    first: SearchRequest,
    second: SearchRequest,
    *,
    terms: Sequence[str] = (),
    criteria: Criteria = CRITERIA,
    limit: int = 50,
) -> Comparison:
    """Compare the reports of two requests by their words, and by some strings if any are given.

    At most ``limit`` words for each side, rates by characters. Words are the index's own, those that search mode finds inside longer ones
    left out, and strings beyond words that reports quote; copies of one text count once on each side, as their best copy, unless a request asks for copies. Raises
    QueryError, CorruptIndex.
    """
    if not 1 <= limit <= MOST_LISTED:
        raise QueryError(
            said("每组列出的词应在 1 到 %(most)s 个之间，不能是 %(limit)s。", most=MOST_LISTED, limit=limit)
        )
    asked = read_terms(terms, variants=first.variants) if terms else ()
    requests = (first, second)

    def read() -> tuple[Counted, list[NDArray[np.int64]], Keyness | None]:
        counted = count_words(library, requests, asked, _MAKEUP)
        rows = [counting_rows(tally, each.copies) for tally, each in zip(counted.tallies, requests, strict=True)]
        filled = all(tally.characters[kept].any() for tally, kept in zip(counted.tallies, rows, strict=True))
        known = counted.words.forms
        strings = key_strings(library, requests, counted.tallies, rows, known, criteria) if filled else None
        return counted, rows, strings

    (counted, rows, strings), _ = from_one_state(library, read)
    sides = tuple(
        Side(
            request,
            len(kept),
            int(tally.characters[kept].sum()),
            (*notes, *notes_on_copies(tally, request.copies, asked)),
        )
        for request, tally, kept, notes in zip(requests, counted.tallies, rows, counted.notes, strict=True)
    )
    sizes = (sides[0].characters, sides[1].characters)
    return Comparison(
        first=sides[0],
        second=sides[1],
        terms=tuple(_term(term, place, counted.tallies, sides, rows) for place, term in enumerate(asked)),
        keyness=merged(keywords(counted.words, sizes, criteria, limit), strings, limit)
        if all(sizes)
        else Keyness((), (), (0, 0), sizes, 0, criteria),
        warnings=tuple(_warnings(sides, counted.tallies, rows)),
        generation=counted.generation,
    )


def term_of(found: Keyword | ComparedTerm) -> Term:
    """What is searched for to find a word or string.

    A word is found as a string, inside longer words too: there may be more reports than those it was counted in.
    """
    return found.term if isinstance(found, ComparedTerm) else Term(found.wordings[0], found.wordings)


def _term(
    term: Term, place: int, tallies: Sequence[Tally], sides: Sequence[Side], rows: Sequence[NDArray[np.int64]]
) -> ComparedTerm:
    found = [tally.occurrences[place, kept] for tally, kept in zip(tallies, rows, strict=True)]
    occurrences, reports = [int(each.sum()) for each in found], [int(np.count_nonzero(each)) for each in found]
    sizes = [side.characters for side in sides]
    rates = [PER * count / size if size else None for count, size in zip(occurrences, sizes, strict=True)]
    comparable = all(sizes)
    return ComparedTerm(
        term=term,
        occurrences=(occurrences[0], occurrences[1]),
        rates=(rates[0], rates[1]),
        reports=(reports[0], reports[1]),
        log_likelihood=log_likelihood(*occurrences, *sizes) if comparable else None,
        log_ratio=log_ratio(*occurrences, *sizes) if comparable else None,
    )


def _warnings(sides: Sequence[Side], tallies: Sequence[Tally], rows: Sequence[NDArray[np.int64]]) -> Iterator[Message]:
    empty = [name for name, side in zip(("第一组", "第二组"), sides, strict=True) if not side.characters]
    if empty:
        yield said("%(sides)s没有报告，无从比较。", sides=tuple(map(Message, empty)))
        return
    if shared := _shared(sides, tallies, rows):
        yield said("有 %(count)s 份报告同在两组里。", count=f"{shared:,}")
    counts = [
        {name: _carrying(tally, name, kept) for name in _MAKEUP} for tally, kept in zip(tallies, rows, strict=True)
    ]
    yield from differences(*counts)


def _shared(sides: Sequence[Side], tallies: Sequence[Tally], rows: Sequence[NDArray[np.int64]]) -> int:
    """Texts that count on both sides, in whichever copy."""
    ids, other_ids = (tally.ids[kept] for tally, kept in zip(tallies, rows, strict=True))
    if any(side.request.copies for side in sides):
        return len(np.intersect1d(ids, other_ids))
    family, other = (tally.family[kept] for tally, kept in zip(tallies, rows, strict=True))
    alone = np.intersect1d(ids[family < 0], other_ids[other < 0])
    return len(alone) + len(np.intersect1d(family[family >= 0], other[other >= 0]))


def _carrying(tally: Tally, facet: str, kept: NDArray[np.int64]) -> dict[str, int]:
    """Value of a facet → those of the reports that count which carry it; of copies the one whose words are compared."""
    groups = grouped(tally, facet)
    counts = np.bincount(groups.value[np.isin(groups.row, kept)], minlength=len(groups.values)).tolist()
    return {value: count for value, count in zip(groups.values, counts, strict=True) if count}
