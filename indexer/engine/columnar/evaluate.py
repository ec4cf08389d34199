"""A Whoosh query tree → the matching documents and their scores, as arrays.

Plain boolean algebra over whole postings. Scores are Lucene's BM25 (``matches.bm25``); documents are numbered 0 … n-1 over all
segments. Nodes: Term, And, Or (with minmatch), Not, AndNot, AndMaybe, DisjunctionMax, Every, Prefix, Wildcard,
NumericRange over years, and our own.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray
from whoosh import query as whoosh_query

from indexer.deadline import check
from indexer.engine.columnar.matches import Documents, Found, Holding, Matches, Scores
from indexer.engine.columnar.strings import runs
from indexer.query import Contains, ExactString, Near, Together, YearRange

_MANY: Final = 24
"""From so many times more on, looking up the few in the many by bisection is quicker than marking the many."""
_SPARSE: Final = 16
"""One document in so many: below that, sorting the few is quicker than going over all."""
_YEAR_FIELDS: Final = frozenset({"covered_year", "delivered_year"})
_FIRST_YEAR, _LAST_YEAR = 1, 9999


class Source(Protocol):
    """What evaluation reads of an index. Deleted documents never show in ``live`` but count in ``documents``."""

    documents: int
    """Number of documents, deleted ones included."""
    live: NDArray[np.bool_]
    deleted: bool
    """Whether any document is deleted."""

    def postings(self, field: str, word: str) -> Found:
        """Documents that hold a word, and how often; empty arrays for an unknown word."""

    def words(self, field: str, prefix: str) -> Sequence[str]:
        """The words of a field that begin with ``prefix``."""

    def norms(self, field: str) -> Scores:
        """BM25's k1 · (1 - b + b · length / mean length) of each document's field; see ``matches.norms``."""

    def strings(self, field: str, string: str) -> Found:
        """Documents that hold a folded string, and how often, overlapping places counted."""

    def containing(self, field: str, string: str) -> NDArray[np.bool_]:
        """Documents with a facet value that holds a folded string."""

    def in_years(self, field: str, first: int, last: int) -> NDArray[np.bool_]:
        """Documents whose year or span of years meets first..last."""

    def near(self, node: Near) -> Documents:
        """Documents with a place that ``node`` asks for."""

    def together(self, node: Together) -> Documents:
        """Documents with a sentence or paragraph that ``node`` asks for."""


def evaluate(tree: whoosh_query.Query, source: Source) -> Matches:
    """Evaluate a tree. Raises TypeError for a node of another kind, TooSlow."""
    check()
    evaluation = _EVALUATIONS.get(type(tree))
    if evaluation is None:
        raise TypeError(f"no evaluation for {type(tree).__name__}")
    matches = evaluation(tree, source)
    boost = float(tree.boost)
    return matches if boost == 1.0 else matches.boosted(boost)


# -------------------------------------------------------------------------------------------- leaves


def _live(source: Source, documents: Documents) -> Matches:
    return Matches(source.documents, documents[source.live[documents]] if source.deleted else documents)


def _filtered(source: Source, mask: NDArray[np.bool_]) -> Matches:
    return Matches(source.documents, mask=mask & source.live if source.deleted else mask)


def _every(tree: whoosh_query.Every, source: Source) -> Matches:
    return Matches(source.documents, mask=source.live)


def _nothing(tree: whoosh_query.Query, source: Source) -> Matches:
    return Matches(source.documents, np.empty(0, np.int64))


def _holding(source: Source, field: str, found: Found, bonus: float = 0.0) -> Matches:
    return Holding(found, source.norms(field), source.live if source.deleted else None, bonus)


def _term(tree: whoosh_query.Term, source: Source) -> Matches:
    return _holding(source, tree.fieldname, source.postings(tree.fieldname, tree.text))


def _exact(node: ExactString, source: Source) -> Matches:
    return _holding(source, node.fieldname, source.strings(node.fieldname, node.string), node.bonus)


def _many_words(tree: whoosh_query.Prefix, source: Source, wanted: Callable[[str], bool] | None) -> Matches:
    """Documents that hold one of the words of a pattern; each scores 1, as in Whoosh."""
    text = tree.text if wanted is None else re.split(r"[*?\[]", tree.text, maxsplit=1)[0]
    mask = np.zeros(source.documents, bool)
    for word in source.words(tree.fieldname, text):
        if wanted is None or wanted(word):
            check()
            mask[source.postings(tree.fieldname, word)[0]] = True
    if source.deleted:
        mask &= source.live
    documents = mask.nonzero()[0]
    return Matches(source.documents, documents, np.ones(len(documents)), mask)


def _prefix(tree: whoosh_query.Prefix, source: Source) -> Matches:
    return _many_words(tree, source, None)


def _wildcard(tree: whoosh_query.Wildcard, source: Source) -> Matches:
    pattern = re.compile(fnmatch.translate(tree.text))
    return _many_words(tree, source, lambda word: pattern.match(word) is not None)


def _number_range(tree: whoosh_query.NumericRange, source: Source) -> Matches:
    if tree.fieldname not in _YEAR_FIELDS:
        raise TypeError(f"no numbers in field {tree.fieldname}; ranges are of {' and '.join(sorted(_YEAR_FIELDS))}")
    first = _FIRST_YEAR if tree.start is None else int(tree.start) + bool(tree.startexcl)
    last = _LAST_YEAR if tree.end is None else int(tree.end) - bool(tree.endexcl)
    return _filtered(source, source.in_years(tree.fieldname, first, last))


def _contains(node: Contains, source: Source) -> Matches:
    return _filtered(source, source.containing(node.fieldname, node.string))


def _years(node: YearRange, source: Source) -> Matches:
    return _filtered(source, source.in_years(node.fieldname, node.first, node.last))


def _near(node: Near, source: Source) -> Matches:
    return _live(source, source.near(node))


def _together(node: Together, source: Source) -> Matches:
    return _live(source, source.together(node))


# ------------------------------------------------------------------------------------------ branches


def locate(needles: Documents, haystack: Documents, size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places of the needles that stand in the haystack, and where in it each of them does.

    Both ascending, each number once, numbers below ``size``.
    """
    if len(needles) * _MANY < len(haystack):
        places = haystack.searchsorted(needles)
        places[places == len(haystack)] = 0
        there = (haystack.take(places) == needles).nonzero()[0]
        return there, places.take(there)
    held = np.zeros(size, bool)
    held[needles] = True
    places = held.take(haystack).nonzero()[0]
    held[needles] = False
    held[haystack.take(places)] = True
    return held.take(needles).nonzero()[0], places


def _and(tree: whoosh_query.And, source: Source) -> Matches:
    masks: list[NDArray[np.bool_]] = []
    scored: list[Matches] = []
    for part in tree.subqueries:
        if isinstance(part, whoosh_query.Every):
            continue  # whatever else matches is live
        if isinstance(part, whoosh_query.Not):
            masks.append(~evaluate(part.query, source).mask)
            continue
        matches = evaluate(part, source)
        if matches.has_scores:
            scored.append(matches)
        else:
            masks.append(matches.mask)
    if not scored:
        return Matches(source.documents, mask=np.logical_and.reduce([source.live, *masks]))
    # Which documents match is settled first: only they are scored.
    scored.sort(key=lambda matches: len(matches.documents))
    documents = scored[0].documents
    places: list[NDArray[np.int64] | None] = [None]
    """Where the documents stand in those of each scored part; None where all of them do, in order."""
    for mask in masks:
        kept = mask.take(documents).nonzero()[0]
        documents, places[0] = documents.take(kept), kept if places[0] is None else places[0].take(kept)
    for other in scored[1:]:
        there, found = locate(documents, other.documents, source.documents)
        if len(there) < len(documents):
            documents = documents.take(there)
            places = [there if each is None else each.take(there) for each in places]
        places.append(found)
    parts = [
        matches.scores if own is None else matches.scores_at(own) for matches, own in zip(scored, places, strict=True)
    ]
    return Matches(source.documents, documents, sum(parts[1:], parts[0]))


def _or(tree: whoosh_query.Or, source: Source) -> Matches:
    needed = int(tree.minmatch or 0)
    parts = tree.subqueries if needed > 1 else _alternatives(tree)
    return _joined([evaluate(part, source) for part in parts], source, np.add, needed)


def _alternatives(tree: whoosh_query.Or) -> Iterator[whoosh_query.Query]:
    """The parts of an OR, those of a plain OR within it among them: they are added up all the same, in one pass."""
    for part in tree.subqueries:
        if type(part) is whoosh_query.Or and not part.minmatch and part.boost == 1.0:
            yield from _alternatives(part)
        else:
            yield part


def _best(tree: whoosh_query.DisjunctionMax, source: Source) -> Matches:
    return _joined([evaluate(part, source) for part in tree.subqueries], source, np.maximum, 0)


def _joined(parts: Sequence[Matches], source: Source, join: np.ufunc, needed: int) -> Matches:
    """Documents of at least ``needed`` parts, their scores joined by addition or by taking the highest."""
    if not parts:
        return Matches(source.documents, np.empty(0, np.int64))
    if len(parts) == 1 and needed <= 1:
        return parts[0]
    if needed <= 1 and not any(part.has_scores for part in parts):
        return Matches(source.documents, mask=np.logical_or.reduce([part.mask for part in parts]))
    if needed <= 1 and sum(len(part.documents) for part in parts) * _SPARSE < source.documents:
        return _merged(parts, source, join)
    scores = np.zeros(source.documents)
    held = np.zeros(source.documents, np.uint16 if needed > 1 else bool)
    blank = True
    for part in parts:
        documents = part.documents
        if needed > 1:
            held[documents] += 1
        else:
            held[documents] = True
        if part.has_scores:
            # No score is below 0, so that the first is joined to nothing either way.
            scores[documents] = part.scores if blank else join(scores.take(documents), part.scores)
            blank = False
    mask = held >= needed if needed > 1 else held
    found = mask.nonzero()[0]
    return Matches(source.documents, found, scores.take(found), mask)


def _merged(parts: Sequence[Matches], source: Source, join: np.ufunc) -> Matches:
    """The same for few documents among many: sorted together instead of marked among all."""
    documents = np.concatenate([part.documents for part in parts])
    order = np.argsort(documents, kind="stable")
    documents = documents[order]
    begins = runs(documents)
    scores = np.concatenate([part.scores for part in parts])[order]
    return Matches(source.documents, documents[begins], join.reduceat(scores, begins) if len(begins) else scores)


def _not(tree: whoosh_query.Not, source: Source) -> Matches:
    return Matches(source.documents, mask=~evaluate(tree.query, source).mask & source.live)


def _and_not(tree: whoosh_query.AndNot, source: Source) -> Matches:
    wanted, unwanted = (evaluate(part, source) for part in (tree.a, tree.b))
    kept = (~unwanted.mask.take(wanted.documents)).nonzero()[0]
    scores = wanted.scores_at(kept) if wanted.has_scores else None
    return Matches(source.documents, wanted.documents.take(kept), scores)


def _and_maybe(tree: whoosh_query.AndMaybe, source: Source) -> Matches:
    """What the second part says is added where the first matches; which others it matches need not be known."""
    required = evaluate(tree.a, source)
    wanted = required.documents
    if not len(wanted):
        return required
    parts = _added(tree.b, source)
    scores = required.scores.copy()
    added = None
    for part in parts:
        if len(wanted) * _MANY < len(part.documents):
            there, places = locate(wanted, part.documents, source.documents)
            scores[there] += part.scores_at(places)
        elif len(part.documents):
            added = np.zeros(source.documents) if added is None else added
            added[part.documents] += part.scores
    if added is not None:
        scores += added.take(wanted)
    return Matches(source.documents, wanted, scores)


def _added(tree: whoosh_query.Query, source: Source) -> list[Matches]:
    """The parts of a tree whose scores are added up where any of them matches: of a plain OR its parts."""
    if type(tree) is whoosh_query.Or and not tree.minmatch:
        parts = [evaluate(part, source) for part in tree.subqueries]
        boost = float(tree.boost)
        parts = parts if boost == 1.0 else [part.boosted(boost) for part in parts]
    else:
        parts = [evaluate(tree, source)]
    return [part for part in parts if part.has_scores]


_EVALUATIONS: Final[Mapping[type[whoosh_query.Query], Callable[..., Matches]]] = {
    whoosh_query.Term: _term,
    ExactString: _exact,
    whoosh_query.And: _and,
    whoosh_query.DisjunctionMax: _best,
    whoosh_query.Or: _or,
    whoosh_query.AndMaybe: _and_maybe,
    whoosh_query.Every: _every,
    whoosh_query.AndNot: _and_not,
    whoosh_query.Not: _not,
    whoosh_query.Prefix: _prefix,
    whoosh_query.Wildcard: _wildcard,
    whoosh_query.NumericRange: _number_range,
    Contains: _contains,
    YearRange: _years,
    Near: _near,
    Together: _together,
}
