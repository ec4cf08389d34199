"""Every base word of one commit, and how often each stands in some of its reports."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.deadline import check
from indexer.engine.columnar.segment import Segment


class BaseWords:
    """The words of all segments, numbered through. Sub-words of search mode are in a field of their own, and no part of it."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = tuple(segments)
        held = [self._held(segment) for segment in segments]
        found = sorted({word for words, _ in held for word in words})
        numbers = {word: number for number, word in enumerate(found)}
        self.words: tuple[str, ...] = tuple(word.decode("utf-8", "surrogatepass") for word in found)
        """n, in the order of their code points."""
        self._numbers = [(places, np.array([numbers[word] for word in words], np.int64)) for words, places in held]

    @staticmethod
    def _held(segment: Segment) -> tuple[list[bytes], NDArray[np.int64]]:
        """The base words of a segment, and their numbers in its lexicon."""
        words = segment.lexicon.words()
        places = np.flatnonzero(segment.postings["words"].held_each(np.arange(len(words))))
        return [words[place] for place in places.tolist()], places

    def counted(
        self, chosen: NDArray[np.bool_], forms: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """int64[n], how often each word stands in the chosen documents (bool[documents of all segments]), and int64[g], how many
        of them hold a word of each form; ``forms`` int64[n] says which form a word has."""
        size = int(forms.max(initial=-1)) + 1
        occurrences, reports = np.zeros(len(self.words), np.int64), np.zeros(size, np.int64)
        several = np.bincount(forms, minlength=size)[forms] > 1
        start = 0
        for segment, (places, numbers) in zip(self._segments, self._numbers, strict=True):
            check()
            postings, part = segment.postings["words"], chosen[start : start + segment.documents]
            start += segment.documents
            counts, held = (each[places] for each in postings.totals(part))
            occurrences[numbers] += counts
            alone = ~several[numbers]
            reports[forms[numbers[alone]]] += held[alone]
            # Documents that hold two words of a form count once; such forms are few.
            which, documents = postings.pairs(places[~alone])
            inside = part[documents]
            keys = forms[numbers[~alone]][which[inside]] << 16 | documents[inside]
            reports += np.bincount(np.unique(keys) >> 16, minlength=size)
        return occurrences, reports
