"""A commit as a query limited to one kind of section sees it: what stands elsewhere in a report does not count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columnar.evaluate import locate
from indexer.engine.columnar.matches import Documents, Found, Scores
from indexer.engine.columnar.snapshot import Snapshot
from indexer.query import Near, Together

_OF_TEXT: Final = frozenset({"words", "sub_words"})


class Within:
    """As ``evaluate.Source``: words, strings and neighbours of the text have to stand in a section of the kind; titles,
    headings and facets are those of the report. Only reports with such a section are there at all."""

    deleted = True

    def __init__(self, snapshot: Snapshot, section: str) -> None:
        self._snapshot = snapshot
        self._section = section
        self.documents = snapshot.documents
        self.live: NDArray[np.bool_] = snapshot.live & (snapshot.section_characters(section) > 0)
        self.containing = snapshot.containing
        self.in_years = snapshot.in_years

    def postings(self, field: str, word: str) -> Found:
        documents, counts = self._snapshot.postings(field, word)
        if field not in _OF_TEXT:
            return documents, counts
        # A word of a text stands there as a string; that it is a word somewhere in the report has to do.
        standing, times = self._snapshot.strings_within(word, self._section)
        _, places = locate(documents, standing, self.documents)
        return standing.take(places), times.take(places)

    def words(self, field: str, prefix: str) -> Sequence[str]:
        return self._snapshot.words(field, prefix)

    def norms(self, field: str) -> Scores:
        return self._snapshot.norms(field)

    def strings(self, field: str, string: str) -> Found:
        if field != "text":
            found: Found = self._snapshot.strings(field, string)
        else:
            found = self._snapshot.strings_within(string, self._section)
        return found

    def near(self, node: Near) -> Documents:
        return self._snapshot.near(node, self._section)

    def together(self, node: Together) -> Documents:
        return self._snapshot.together(node, self._section)
