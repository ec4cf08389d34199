"""One committed state of a stock Whoosh index, read as arrays.

Metadata and facets are loaded when it is opened; postings and texts are read as they are asked for and kept while the
snapshot lives. Exact strings: the reports that hold all adjacent character pairs of the string are found in the index,
and the string is then looked for in their folded texts, so the answer is that of ``in``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader

from indexer.engine.base import FileState
from indexer.engine.ordinals import Ordinals
from indexer.facets import FACETS, facet_values, value_holds
from indexer.fold import fold
from indexer.models import Metadata, Organization, Report, display_title
from indexer.records import Record, read_metadata, read_report

_CACHED_ARRAYS = 256
_CACHED_TEXTS = 5_000
_PAIRS_TRIED = 6
"""Pairs of a long string that are looked up before the texts themselves are searched."""


def grams(folded: str) -> set[str]:
    """The characters of a folded text and its pairs of adjacent characters, each once."""
    return {*folded, *map("".join, pairwise(folded))}


def count_overlapping(text: str, string: str) -> int:
    """How often ``string`` stands in ``text``, overlapping places counted: "aaa" holds "aa" twice."""
    if not any(string.startswith(string[size:]) for size in range(1, len(string))):
        return text.count(string)
    found, at = 0, text.find(string)
    while at >= 0:
        found, at = found + 1, text.find(string, at + 1)
    return found


class Snapshot:
    """Implements ``evaluate.Source`` over a Whoosh reader. Not safe for use by several threads at once."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self.postings = lru_cache(_CACHED_ARRAYS)(self._read_postings)
        self.lengths = lru_cache(_CACHED_ARRAYS)(self._read_lengths)
        self.occurrences = lru_cache(_CACHED_ARRAYS)(self._count)
        self.folded_text = lru_cache(_CACHED_TEXTS)(self._fold_text)
        self.documents = int(reader.doc_count_all())
        self.live = np.array([not reader.is_deleted(number) for number in range(self.documents)], bool)
        self.records = list(self._read_records())
        self.metadata = [read_metadata(record["metadata"]) for record in self.records]
        self.numbers = {record["id"]: number for number, record in enumerate(self.records) if self.live[number]}

    def _read_records(self) -> Iterator[Record]:
        if not self.documents:
            return
        column = self._reader.column_reader("record")
        for number in range(self.documents):
            yield json.loads(column[number])

    # ------------------------------------------------------------------------------------ metadata

    @cached_property
    def facets(self) -> dict[str, Ordinals]:
        carried = [facet_values(metadata) for metadata in self.metadata]
        return {name: Ordinals([values[name] for values in carried]) for name in FACETS}

    @cached_property
    def titles(self) -> list[str]:
        return [fold(display_title(metadata)) for metadata in self.metadata]

    @cached_property
    def files(self) -> dict[tuple[str, str], FileState]:
        found: dict[tuple[str, str], FileState] = {}
        for number in np.flatnonzero(self.live):
            record = self.records[number]
            key = (record["root"], record["file"])
            earlier = found[key].ids if key in found else ()
            found[key] = FileState(record["content_hash"], (*earlier, record["id"]))
        return found

    @cached_property
    def dates(self) -> NDArray[np.int64]:
        """Sort key of each document: its date as yyyymmdd (delivered year, else publication), 0 when unknown."""
        return np.array([_date_key(metadata) for metadata in self.metadata], np.int64)

    @cached_property
    def organizations(self) -> frozenset[Organization]:
        return frozenset(known.organization for known in self.live_metadata() if known.organization is not None)

    def live_metadata(self) -> Iterator[Metadata]:
        return (self.metadata[number] for number in np.flatnonzero(self.live))

    # ------------------------------------------------------------------------------------ evaluation

    def _read_postings(self, field: str, word: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        documents: list[int] = []
        frequencies: list[float] = []
        if (field, word) in self._reader:
            matcher = self._reader.postings(field, word)
            while matcher.is_active():
                documents.append(matcher.id())
                frequencies.append(matcher.weight())
                matcher.next()
        return np.array(documents, np.int64), np.array(frequencies, np.float64)

    def _read_lengths(self, field: str) -> NDArray[np.float64]:
        return np.array([record["lengths"][field] for record in self.records], np.float64)

    def _count(self, field: str, string: str) -> NDArray[np.int64]:
        counts = np.zeros(self.documents, np.int64)
        if field == "title":
            for number in np.flatnonzero(self.live):
                counts[number] = count_overlapping(self.titles[number], string)
        else:
            for number in self._candidates(string):
                counts[number] = count_overlapping(self.folded_text(int(number)), string)
        return counts

    def _candidates(self, string: str) -> NDArray[np.int64]:
        """Documents that hold some of the string's pairs, so that few texts have to be searched."""
        keys = [string] if len(string) == 1 else [string[i : i + 2] for i in range(len(string) - 1)]
        found = np.flatnonzero(self.live)
        for key in list(dict.fromkeys(keys))[:_PAIRS_TRIED]:
            found = np.intersect1d(found, self.postings("grams", key)[0], assume_unique=True)
        return found

    def containing(self, field: str, string: str) -> NDArray[np.bool_]:
        facet = self.facets[field]
        return facet.carrying({value for value in facet.values if value_holds(value, string)})

    def in_years(self, field: str, first: int, last: int) -> NDArray[np.bool_]:
        return self.facets[field].carrying({str(year) for year in range(first, last + 1)})

    # ----------------------------------------------------------------------------------------- texts

    def text(self, number: int) -> str:
        """The original text of a document."""
        stored: bytes = self._reader.column_reader("text")[number]
        return stored.decode("utf-8")

    def report(self, number: int) -> Report:
        return read_report(self.records[number], self.text(number))

    def _fold_text(self, number: int) -> str:
        return fold(self.text(number))

    def close(self) -> None:
        self._reader.close()


def _date_key(metadata: Metadata) -> int:
    published = int(metadata.published.replace("-", "")) if metadata.published else 0
    year = metadata.delivered_year or (metadata.covered_year + 1 if metadata.covered_year else 0)
    return year * 10_000 + (published % 10_000 if published // 10_000 == year else 0) if year else published
