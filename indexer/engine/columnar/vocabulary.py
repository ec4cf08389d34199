"""What one commit holds by name: its words, titles and organizations, with the number of live reports of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columnar.segment import Segment
from indexer.models import Organization


class SnapshotVocabulary:
    """Implements ``base.Vocabulary`` over segments, without keeping the snapshot that they are read as."""

    def __init__(self, segments: Sequence[Segment], live: NDArray[np.bool_]) -> None:
        """``live`` bool[documents]: which documents, through all segments, are not deleted."""
        self._segments = tuple(segments)
        self._live = live

    def _parts(self) -> Iterator[tuple[Segment, NDArray[np.bool_]]]:
        start = 0
        for segment in self._segments:
            yield segment, self._live[start : start + segment.documents]
            start += segment.documents

    def words(self) -> Mapping[str, int]:
        counted: dict[bytes, int] = {}
        for segment, live in self._parts():
            frequencies = segment.postings["words"].frequencies(live)
            words = segment.lexicon.words()
            found = np.flatnonzero(frequencies)
            for number, frequency in zip(found.tolist(), frequencies[found].tolist(), strict=True):
                word = words[number]
                counted[word] = counted.get(word, 0) + frequency
        return {word.decode("utf-8", "surrogatepass"): count for word, count in counted.items()}

    def titles(self) -> Mapping[str, int]:
        found: Counter[str] = Counter()
        for segment, live in self._parts():
            titles = segment.strings["title"].texts()
            found.update(titles[number] for number in np.flatnonzero(live).tolist())
        return found

    def organizations(self) -> Mapping[Organization, int]:
        found: Counter[Organization] = Counter()
        for segment, live in self._parts():
            known, column = segment.organizations
            numbers, counts = np.unique(column[live], return_counts=True)
            for number, count in zip(numbers.tolist(), counts.tolist(), strict=True):
                if number >= 0:
                    found[known[number]] += count
        return found
