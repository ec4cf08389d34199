"""What matches and how well: documents as ascending numbers, and their scores by Lucene's BM25."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

K1: Final = 1.2
B: Final = 0.75

Documents = NDArray[np.int64]
"""Numbers of documents, ascending, each once. Of the width that numpy indexes by, so that it never has to convert them."""
Scores = NDArray[np.float64]
Found = tuple[Documents, NDArray[np.integer]]
"""Documents, ascending, and how often each holds what was looked for; deleted ones included."""


class Matches:
    """The documents that match, live ones only, with their scores; ``has_scores`` is False where all are 0.

    Given as numbers or as a mask over all documents, whichever is at hand; the other is made when it is asked for.
    """

    __slots__ = ("_documents", "_mask", "_scores", "size")

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
        self._scores = scores

    @property
    def documents(self) -> Documents:
        """int64, ascending."""
        if self._documents is None:
            self._documents = self.mask.nonzero()[0]
        return self._documents

    @property
    def mask(self) -> NDArray[np.bool_]:
        """bool[size]."""
        if self._mask is None:
            self._mask = np.zeros(self.size, bool)
            self._mask[self._documents] = True
        return self._mask

    @property
    def has_scores(self) -> bool:
        return self._scores is not None

    @property
    def scores(self) -> Scores:
        """float64, one for each of ``documents``."""
        return np.zeros(len(self.documents)) if self._scores is None else self._scores

    def scores_at(self, places: NDArray[np.integer]) -> Scores:
        """The scores of some of ``documents``, given by their places there."""
        return self.scores.take(places)

    def boosted(self, boost: float) -> Matches:
        return Matches(self.size, self._documents, None if self._scores is None else self._scores * boost, self._mask)


class Holding(Matches):
    """Documents that hold a term; scored where and when it is asked for."""

    __slots__ = ("_bonus", "_boost", "_frequency", "_held", "_norms")

    def __init__(self, found: Found, norms: Scores, live: NDArray[np.bool_] | None, bonus: float = 0.0) -> None:
        """``norms``: of all documents; ``live``: bool of all documents, None where none is deleted; ``bonus``: added to
        each score."""
        documents, self._frequency = found
        self._held = len(documents)
        """Deleted ones included, as BM25 counts them."""
        if live is not None:
            kept = live.take(documents).nonzero()[0]
            documents, self._frequency = documents.take(kept), self._frequency.take(kept)
        super().__init__(len(norms), documents)
        self._norms = norms
        self._bonus = bonus
        self._boost = 1.0

    @property
    def has_scores(self) -> bool:
        return True

    @property
    def scores(self) -> Scores:
        if self._scores is None:
            self._scores = self._score(self._frequency, self.documents)
        return self._scores

    def scores_at(self, places: NDArray[np.integer]) -> Scores:
        return self._score(self._frequency.take(places), self.documents.take(places))

    def boosted(self, boost: float) -> Matches:
        self._boost, self._scores = self._boost * boost, None
        return self

    def _score(self, frequency: NDArray[np.integer], documents: Documents) -> Scores:
        scores = bm25(frequency, self._norms.take(documents), self.size, self._held)
        if self._bonus:
            scores += self._bonus
        if self._boost != 1.0:
            scores *= self._boost
        return scores


def norms(lengths: NDArray[np.float64]) -> Scores:
    """The part of BM25's denominator that depends on the document alone; lengths of all documents, deleted included."""
    mean = float(lengths.mean()) if len(lengths) else 0.0
    return K1 * (1 - B + B * lengths / max(mean, 1e-9))


def bm25(frequency: NDArray[np.integer], norm: Scores, documents: int, held: int) -> Scores:
    """Lucene's BM25 of a term that ``held`` of all ``documents`` hold, in some of them, ``norm`` being their ``norms``.

    idf = ln(1 + (N - n + 0.5) / (n + 0.5)); N, n and the lengths include deleted documents until they are merged away.
    Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework", with Lucene's idf and (k1 + 1) kept.
    """
    weight = float(np.log(1 + (documents - held + 0.5) / (held + 0.5))) * (K1 + 1)
    scores: Scores = norm / frequency
    scores += 1.0
    np.divide(weight, scores, out=scores)  # weight · tf / (tf + norm), worked out in place
    return scores
