"""Did you mean: other queries for one that finds little, each found to find more before it is offered.

Only terms are corrected, and quoted strings that stand nowhere. A query with fields or operators says what it means, and so does a term that stands in a report and is made of words of the dictionary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from indexer.answers import Correction
from indexer.fold import fold
from indexer.query import read_query
from indexer.query.tree import All, Quoted, Syntax, Word
from indexer.suggest.spelling import LONGEST_TERM, ONE_CHARACTER, Respelling, Spelling

LITTLE: Final = 2
"""Reports up to which a query finds little."""
MOST: Final = 3
_MUCH_MORE: Final = 10
"""So many times as many as a query that does find something has to be found by another one."""
_RESPELLINGS_ASKED: Final = 12
"""Respellings of a term that the index is asked about."""
_MOST_TERMS: Final = 12
"""Of a query; one with more is no slip of the pen."""
_MOST_DOUBTFUL: Final = 24
"""Characters of all terms that may be mistyped, so that the time is bounded."""
_LONG: Final = 4
"""Characters of a word of which a slip can be told from another word."""
_AROUND: Final = 2
"""Characters on either side with which a respelled word has to stand somewhere."""
_EDGES: Final = '"“”‘’「」『』。，、？！；：,.?!;:…'


@dataclass(frozen=True, slots=True)
class Ask:
    """What has to be known of the index and the language to correct a query."""

    stands: Callable[[str], int]
    """Folded string → in how many reports of the whole index it stands."""
    total: Callable[[str], int]
    """Query → how many reports it finds with the filters of the request, all its terms required."""
    words: Callable[[str], Sequence[str]]
    """Folded text → its words."""
    dictionary: Callable[[str], bool]
    """Whether the dictionary holds a folded word."""


@dataclass(frozen=True, slots=True)
class _Term:
    typed: str
    start: int
    """Where it stands in the query, in code points."""
    standing: int
    """In how many reports."""


def correct(query: str, total: int, ask: Ask, spelling: Callable[[], Spelling | None]) -> tuple[Correction, ...]:
    """Queries that were perhaps meant by one that finds ``total`` reports with all its terms; the likeliest first.

    ``spelling`` is asked for only where something may be amiss; without one nothing is corrected.
    """
    terms = [term for term in _terms(query, ask) if _doubtful(term, total, ask)]
    if not 0 < sum(len(term.typed) for term in terms) <= _MOST_DOUBTFUL or (made := spelling()) is None:
        return ()
    if total > LITTLE:
        # Found, but in pieces: a term that words of the index make up was cut as it was meant.
        terms = [term for term in terms if _in_pieces(term, ask, made)]
    respelled = [(term, _respelled(term, ask, made)) for term in terms]
    respelled = [(term, others) for term, others in respelled if others]
    found: list[Correction] = []
    for number in range(MOST):
        other = query
        for term, others in reversed(respelled):
            chosen = others[number] if number < len(others) else others[0]
            other = other[: term.start] + chosen + other[term.start + len(term.typed) :]
        if other == query or any(other == each.query for each in found):
            continue
        finds = ask.total(other)
        if finds > (total * _MUCH_MORE if 0 < total <= LITTLE else total):
            found.append(Correction(other, finds))
    return tuple(found)


def _terms(query: str, ask: Ask) -> list[_Term]:
    """The terms of a query that has nothing else in it, in order; none of any other query."""
    tree, _ = read_query(query)
    items: Sequence[Syntax] = tree.items if isinstance(tree, All) else (tree,)
    if len(items) > _MOST_TERMS:
        return []
    found: list[_Term] = []
    at = 0
    for item in items:
        if not isinstance(item, Word | Quoted):
            return []
        typed = item.text.strip(_EDGES) if isinstance(item, Word) else item.text
        start = query.find(typed, at)
        if start < 0 or not typed:
            continue  # written with escapes, or nothing but signs
        at = start + len(typed)
        standing = ask.stands(fold(typed))
        if isinstance(item, Word) or not standing:
            found.append(_Term(typed, start, standing))
    return found


def _doubtful(term: _Term, total: int, ask: Ask) -> bool:
    """Whether a term may be mistyped: it stands nowhere, or almost and is not made of words of the dictionary."""
    string = fold(term.typed)
    if not 1 < len(string) <= LONGEST_TERM or string.isascii() or term.standing > LITTLE:
        return False
    if not term.standing:
        return True
    return total <= LITTLE and not all(len(word) > 1 and ask.dictionary(word) for word in ask.words(string))


def _in_pieces(term: _Term, ask: Ask, spelling: Spelling) -> bool:
    """Whether a term was cut into single characters, or into words that the index does not have."""
    words = ask.words(fold(term.typed))
    return any(len(word) == 1 or not spelling.words.reports(word) for word in words)


def _respelled(term: _Term, ask: Ask, spelling: Spelling) -> list[str]:
    """Other spellings of a term that stand in more reports than it does, the likeliest first; as typed where unchanged."""
    string = fold(term.typed)
    tried: dict[str, Respelling] = {}
    for respelling in spelling.respellings(string):
        tried.setdefault(respelling.of(string), respelling)
    likeliest = list(islice(tried.items(), _RESPELLINGS_ASKED))
    found: list[tuple[bool, int, int, str]] = []
    for other, respelling in likeliest:
        if term.standing and not _sure(respelling, string):
            continue
        whole = ask.stands(other)
        around = whole or (0 if term.standing else ask.stands(respelling.around(string, _AROUND)))
        if around > term.standing * _MUCH_MORE:
            found.append((not whole, respelling.kind, -around, respelling.of(term.typed)))
    if not found and not term.standing:
        found = [(False, 0, 0, other) for other in _twice(term.typed, [each for _, each in likeliest], ask)]
    return [typed for *_, typed in sorted(found)][:MOST]


def _sure(respelling: Respelling, string: str) -> bool:
    """Whether a term that does stand in a report may still be a slip in it: a long word of the index as a whole, misheard
    or misread. Names and rare words, which are right, are short."""
    return respelling.word == respelling.of(string) and len(string) >= _LONG and respelling.kind != ONE_CHARACTER


def _twice(typed: str, likeliest: Sequence[Respelling], ask: Ask) -> Iterator[str]:
    """A term with two of its windows respelled that stands as a whole."""
    pairs = ((one, other) for one in likeliest for other in likeliest if one.end <= other.start)
    for one, other in islice(pairs, _RESPELLINGS_ASKED):
        twice = one.of(other.of(typed))
        if ask.stands(fold(twice)):
            yield twice
