"""A Whoosh query tree → the matching documents and their scores, as arrays.

Plain boolean algebra over whole postings. Scores are Lucene's BM25 (see ``bm25``); documents are numbered 0 … n-1 over all
segments. Nodes: Term, And, Or (with minmatch), Not, AndNot, AndMaybe, DisjunctionMax, Every, Prefix, Wildcard,
NumericRange over years, and our own.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray
from whoosh import query as whoosh_query

from indexer.engine.columnar.strings import runs
from indexer.query import Contains, ExactString, Near, Together, YearRange

K1: Final = 1.2
B: Final = 0.75
_MANY: Final = 24
"""From so many times more on, looking up the few in the many by bisection is quicker than marking the many."""
_SPARSE: Final = 16
"""One document in so many: below that, sorting the few is quicker than going over all."""
_YEAR_FIELDS: Final = frozenset({"covered_year", "delivered_year"})
_FIRST_YEAR, _LAST_YEAR = 1, 9999

Documents = NDArray[np.int64]
"""Numbers of documents, ascending, each once. Of the width that numpy indexes by, so that it never has to convert them."""
Scores = NDArray[np.float64]
Found = tuple[Documents, NDArray[np.integer]]
"""Documents, ascending, and how often each holds what was looked for; deleted ones included."""


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
        """BM25's k1 · (1 - b + b · length / mean length) of each document's field; see ``norms`` below."""

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


class Matches:
    """The documents that match, live ones only; scores None where all are 0.

    Given as numbers or as a mask over all documents, whichever is at hand; the other is made when it is asked for.
    """

    __slots__ = ("_documents", "_mask", "scores", "size")

    def __init__(
        self,
        size: int,
        documents: Documents | None = None,
        scores: Scores | None = None,
        mask: NDArray[np.bool_] | None = None,
    ) -> None:
        self.size = size
        self._documents = documents
        self._mask = mask
        self.scores = scores

    @property
    def documents(self) -> Documents:
        """int64, ascending."""
        if self._documents is None:
            self._documents = np.flatnonzero(self.mask)
        return self._documents

    @property
    def mask(self) -> NDArray[np.bool_]:
        """bool[size]."""
        if self._mask is None:
            self._mask = np.zeros(self.size, bool)
            self._mask[self._documents] = True
        return self._mask

    def scored(self) -> Scores:
        """float64, one for each of ``documents``."""
        return np.zeros(len(self.documents)) if self.scores is None else self.scores


def norms(lengths: NDArray[np.float64]) -> Scores:
    """The part of BM25's denominator that depends on the document alone; lengths of all documents, deleted included."""
    mean = float(lengths.mean()) if len(lengths) else 0.0
    return K1 * (1 - B + B * lengths / max(mean, 1e-9))


def bm25(frequency: NDArray[np.integer], norm: Scores, documents: int) -> Scores:
    """Lucene's BM25 of one term in the documents that hold it, ``norm`` being their ``norms``.

    idf = ln(1 + (N - n + 0.5) / (n + 0.5)); N, n and the lengths include deleted documents until they are merged away.
    Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework", with Lucene's idf and (k1 + 1) kept.
    """
    held = len(frequency)
    weight = float(np.log(1 + (documents - held + 0.5) / (held + 0.5))) * (K1 + 1)
    scores: Scores = norm / frequency
    scores += 1.0
    np.divide(weight, scores, out=scores)  # weight · tf / (tf + norm), worked out in place
    return scores


def evaluate(tree: whoosh_query.Query, source: Source) -> Matches:
    """Evaluate a tree. Raises TypeError for a node of another kind."""
    evaluation = _EVALUATIONS.get(type(tree))
    if evaluation is None:
        raise TypeError(f"no evaluation for {type(tree).__name__}")
    matches = evaluation(tree, source)
    boost = float(tree.boost)
    if boost != 1.0 and matches.scores is not None:
        return Matches(matches.size, matches.documents, matches.scores * boost)
    return matches


# -------------------------------------------------------------------------------------------- leaves


def _live(source: Source, documents: Documents, scores: Scores | None) -> Matches:
    if source.deleted:
        kept = source.live[documents]
        documents, scores = documents[kept], None if scores is None else scores[kept]
    return Matches(source.documents, documents, scores)


def _filtered(source: Source, mask: NDArray[np.bool_]) -> Matches:
    return Matches(source.documents, mask=mask & source.live if source.deleted else mask)


def _every(tree: whoosh_query.Every, source: Source) -> Matches:
    return Matches(source.documents, mask=source.live)


def _nothing(tree: whoosh_query.Query, source: Source) -> Matches:
    return Matches(source.documents, np.empty(0, np.int64))


def _term(tree: whoosh_query.Term, source: Source) -> Matches:
    documents, frequency = source.postings(tree.fieldname, tree.text)
    if not len(documents):
        return _nothing(tree, source)
    scores = bm25(frequency, source.norms(tree.fieldname)[documents], source.documents)
    return _live(source, documents, scores)


def _exact(node: ExactString, source: Source) -> Matches:
    documents, counts = source.strings(node.fieldname, node.string)
    if not len(documents):
        return _nothing(node, source)
    scores = bm25(counts, source.norms(node.fieldname)[documents], source.documents)
    return _live(source, documents, scores + node.bonus if node.bonus else scores)


def _many_words(tree: whoosh_query.Prefix, source: Source, wanted: Callable[[str], bool] | None) -> Matches:
    """Documents that hold one of the words of a pattern; each scores 1, as in Whoosh."""
    text = tree.text if wanted is None else re.split(r"[*?\[]", tree.text, maxsplit=1)[0]
    mask = np.zeros(source.documents, bool)
    for word in source.words(tree.fieldname, text):
        if wanted is None or wanted(word):
            mask[source.postings(tree.fieldname, word)[0]] = True
    if source.deleted:
        mask &= source.live
    documents = np.flatnonzero(mask)
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
    return _live(source, source.near(node), None)


def _together(node: Together, source: Source) -> Matches:
    return _live(source, source.together(node), None)


# ------------------------------------------------------------------------------------------ branches


def locate(needles: Documents, haystack: Documents, size: int) -> tuple[NDArray[np.bool_], NDArray[np.integer]]:
    """Which needles stand in the haystack (bool, one each), and where in it those that do.

    Both ascending, each number once, numbers below ``size``.
    """
    if len(needles) * _MANY < len(haystack):
        places = haystack.searchsorted(needles)
        places[places == len(haystack)] = 0
        there = haystack[places] == needles
        return there, places[there]
    where = np.zeros(size, np.int32)
    where[haystack] = np.arange(1, len(haystack) + 1, dtype=np.int32)
    found = where[needles]
    there = found > 0
    return there, found[there] - 1


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
        if matches.scores is None:
            masks.append(matches.mask)
        else:
            scored.append(matches)
    if not scored:
        return Matches(source.documents, mask=np.logical_and.reduce([source.live, *masks]))
    scored.sort(key=lambda matches: len(matches.documents))
    documents, scores = scored[0].documents, scored[0].scored()
    for other in scored[1:]:
        there, places = locate(documents, other.documents, source.documents)
        documents, scores = documents[there], scores[there] + other.scored()[places]
    for mask in masks:
        kept = mask[documents]
        documents, scores = documents[kept], scores[kept]
    return Matches(source.documents, documents, scores)


def _or(tree: whoosh_query.Or, source: Source) -> Matches:
    parts = [evaluate(part, source) for part in tree.subqueries]
    return _joined(parts, source, np.add, int(tree.minmatch or 0))


def _best(tree: whoosh_query.DisjunctionMax, source: Source) -> Matches:
    return _joined([evaluate(part, source) for part in tree.subqueries], source, np.maximum, 0)


def _joined(parts: Sequence[Matches], source: Source, join: np.ufunc, needed: int) -> Matches:
    """Documents of at least ``needed`` parts, their scores joined by addition or by taking the highest."""
    if not parts:
        return Matches(source.documents, np.empty(0, np.int64))
    if len(parts) == 1 and needed <= 1:
        return parts[0]
    if needed <= 1 and all(part.scores is None for part in parts):
        return Matches(source.documents, mask=np.logical_or.reduce([part.mask for part in parts]))
    if needed <= 1 and sum(len(part.documents) for part in parts) * _SPARSE < source.documents:
        return _merged(parts, source, join)
    scores = np.zeros(source.documents)
    held = np.zeros(source.documents, np.uint16 if needed > 1 else bool)
    for part in parts:
        documents = part.documents
        if needed > 1:
            held[documents] += 1
        else:
            held[documents] = True
        if part.scores is not None:
            scores[documents] = join(scores[documents], part.scores)
    mask = held >= needed if needed > 1 else held
    found = np.flatnonzero(mask)
    return Matches(source.documents, found, scores[found], mask)


def _merged(parts: Sequence[Matches], source: Source, join: np.ufunc) -> Matches:
    """The same for few documents among many: sorted together instead of marked among all."""
    documents = np.concatenate([part.documents for part in parts])
    order = np.argsort(documents, kind="stable")
    documents = documents[order]
    begins = runs(documents)
    scores = np.concatenate([part.scored() for part in parts])[order]
    return Matches(source.documents, documents[begins], join.reduceat(scores, begins) if len(begins) else scores)


def _not(tree: whoosh_query.Not, source: Source) -> Matches:
    return Matches(source.documents, mask=~evaluate(tree.query, source).mask & source.live)


def _and_not(tree: whoosh_query.AndNot, source: Source) -> Matches:
    wanted, unwanted = (evaluate(part, source) for part in (tree.a, tree.b))
    kept = ~unwanted.mask[wanted.documents]
    scores = None if wanted.scores is None else wanted.scores[kept]
    return Matches(source.documents, wanted.documents[kept], scores)


def _and_maybe(tree: whoosh_query.AndMaybe, source: Source) -> Matches:
    required, optional = (evaluate(part, source) for part in (tree.a, tree.b))
    if optional.scores is None or not len(optional.documents):
        return required
    there, places = locate(required.documents, optional.documents, source.documents)
    scores = required.scored().copy()
    scores[there] += optional.scores[places]
    return Matches(source.documents, required.documents, scores)


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
