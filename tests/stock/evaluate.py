"""A Whoosh query tree → the matching documents and their scores, as arrays.

Whoosh's own evaluation reads one posting at a time and is wrong on some trees; this one works on whole postings and is
plain boolean algebra over masks. Scores are Lucene's BM25 (see ``bm25``); documents are numbered 0 … n-1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray
from whoosh import query as whoosh_query

from indexer.query import Contains, ExactString, YearRange

K1: Final = 1.2
B: Final = 0.75


class Source(Protocol):
    """What evaluation reads of an index. Deleted documents never show in ``live`` but count in ``documents``."""

    documents: int
    """Number of documents, deleted ones included."""
    live: NDArray[np.bool_]

    def postings(self, field: str, word: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Documents that hold a word, ascending, and how often each does; empty arrays for an unknown word."""

    def lengths(self, field: str) -> NDArray[np.float64]:
        """Number of words (of characters for "text" and "title") in each document's field."""

    def occurrences(self, field: str, string: str) -> NDArray[np.int64]:
        """How often a folded string stands in each document, overlapping places counted; one entry a document."""

    def containing(self, field: str, string: str) -> NDArray[np.bool_]:
        """Documents with a facet value that holds a folded string."""

    def carrying(self, field: str, wanted: frozenset[str]) -> NDArray[np.bool_]:
        """Documents with one of some facet values."""


@dataclass(frozen=True, slots=True)
class Matches:
    """``mask`` says which documents match; ``scores`` are 0 where it is False."""

    mask: NDArray[np.bool_]
    scores: NDArray[np.float64]


def bm25(
    frequency: NDArray[np.float64], lengths: NDArray[np.float64], mean_length: float, documents: int
) -> NDArray[np.float64]:
    """Lucene's BM25 of one term in the documents that hold it.

    idf = ln(1 + (N - n + 0.5) / (n + 0.5)); N and the lengths include deleted documents until they are merged away.
    Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework", with Lucene's idf and (k1 + 1) kept.
    """
    held = len(frequency)
    idf = np.log(1 + (documents - held + 0.5) / (held + 0.5))
    norm = K1 * (1 - B + B * lengths / max(mean_length, 1e-9))
    scores: NDArray[np.float64] = idf * frequency * (K1 + 1) / (frequency + norm)
    return scores


def evaluate(tree: whoosh_query.Query, source: Source) -> Matches:
    """Evaluate a tree of Term, And, Or (with minmatch), Not, AndMaybe, DisjunctionMax, Every and our own nodes.

    Raises TypeError for a node of another kind: the query package emits no other.
    """
    match tree:
        case whoosh_query.Every():
            return Matches(source.live.copy(), np.zeros(source.documents))
        case whoosh_query.Term():
            return _term(tree, source)
        case ExactString():
            return _exact(tree, source)
        case Contains():
            return _unscored(source.containing(tree.fieldname, tree.string), source)
        case YearRange():
            years = frozenset(map(str, range(tree.first, tree.last + 1)))
            return _unscored(source.carrying(tree.fieldname, years), source)
        case whoosh_query.Not():
            return _unscored(~evaluate(tree.query, source).mask, source)
        case whoosh_query.AndMaybe():
            required, optional = (evaluate(part, source) for part in tree.subqueries)
            return Matches(required.mask, np.where(required.mask, required.scores + optional.scores, 0.0))
        case whoosh_query.And():
            return _and([evaluate(part, source) for part in tree.subqueries])
        case whoosh_query.DisjunctionMax():
            parts = [evaluate(part, source) for part in tree.subqueries]
            scores = np.max([part.scores for part in parts], axis=0)
            return Matches(np.any([part.mask for part in parts], axis=0), scores)
        case whoosh_query.Or():
            return _or([evaluate(part, source) for part in tree.subqueries], tree.minmatch)
    raise TypeError(f"no evaluation for {type(tree).__name__}")


def _unscored(mask: NDArray[np.bool_], source: Source) -> Matches:
    return Matches(mask & source.live, np.zeros(source.documents))


def _term(term: whoosh_query.Term, source: Source) -> Matches:
    found, frequency = source.postings(term.fieldname, term.text)
    mask = np.zeros(source.documents, bool)
    scores = np.zeros(source.documents)
    if len(found):
        lengths = source.lengths(term.fieldname)
        mask[found] = True
        scores[found] = term.boost * bm25(frequency, lengths[found], float(lengths.mean()), source.documents)
        mask &= source.live
        scores *= source.live
    return Matches(mask, scores)


def _exact(node: ExactString, source: Source) -> Matches:
    counts = source.occurrences(node.fieldname, node.string)
    mask = (counts > 0) & source.live
    scores = np.zeros(source.documents)
    found = np.flatnonzero(mask)
    if len(found):
        lengths = source.lengths(node.fieldname)
        frequency = counts[found].astype(np.float64)
        scores[found] = node.bonus + bm25(frequency, lengths[found], float(lengths.mean()), source.documents)
    return Matches(mask, scores)


def _and(parts: list[Matches]) -> Matches:
    mask = np.all([part.mask for part in parts], axis=0)
    return Matches(mask, np.where(mask, np.sum([part.scores for part in parts], axis=0), 0.0))


def _or(parts: list[Matches], needed: int) -> Matches:
    held = np.sum([part.mask for part in parts], axis=0)
    mask = held >= max(1, needed)
    return Matches(mask, np.where(mask, np.sum([part.scores for part in parts], axis=0), 0.0))
