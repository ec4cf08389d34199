"""One committed state of a stock Whoosh index.

Metadata is loaded when it is opened; postings and texts are read as they are asked for and kept. Exact strings: the
reports that hold all adjacent character pairs of the string are found in the index, and the string is then looked for in
their folded texts, so the answer is that of ``in``.
"""

from __future__ import annotations

import json
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader

from indexer.facets import facet_values, value_holds
from indexer.fold import fold
from indexer.models import Metadata, Report, display_title
from indexer.records import read_metadata, read_report

WORD_FIELDS: Final = ("words", "sub_words", "title_words", "heading_words")
_PAIRS_TRIED: Final = 6
"""Pairs of a long string that are looked up before the texts themselves are searched."""


def grams(folded: str) -> set[str]:
    """The characters of a folded text and its pairs of adjacent characters, each once."""
    return {*folded, *map("".join, pairwise(folded))}


def count_overlapping(text: str, string: str) -> int:
    """How often ``string`` stands in ``text``, overlapping places counted: "aaa" holds "aa" twice."""
    found, at = 0, text.find(string)
    while at >= 0:
        found, at = found + 1, text.find(string, at + 1)
    return found


class Snapshot:
    """Implements ``evaluate.Source`` over a Whoosh reader."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self.postings = lru_cache(None)(self._read_postings)
        self.occurrences = lru_cache(None)(self._count)
        self.folded_text = lru_cache(None)(lambda number: fold(self.text(number)))
        self.documents = int(reader.doc_count_all())
        self.live = np.array([not reader.is_deleted(number) for number in range(self.documents)], bool)
        column = reader.column_reader("record") if self.documents else []
        self.records = [json.loads(data.decode("utf-8", "surrogateescape")) for data in column]
        self.metadata = [read_metadata(record["metadata"]) for record in self.records]
        self.values = [facet_values(metadata) for metadata in self.metadata]
        self.dates = np.array([_date_key(metadata) for metadata in self.metadata], np.int64)
        self.numbers = {record["id"]: number for number, record in enumerate(self.records) if self.live[number]}

    @cached_property
    def titles(self) -> list[str]:
        return [fold(display_title(metadata)) for metadata in self.metadata]

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

    def words(self, field: str) -> list[str]:
        """Every word that some report holds in a field."""
        return [word.decode("utf-8") for word in self._reader.lexicon(field)] if self.documents else []

    def lengths(self, field: str) -> NDArray[np.float64]:
        return np.array([record["lengths"][field] for record in self.records], np.float64)

    def _count(self, field: str, string: str) -> NDArray[np.int64]:
        counts = np.zeros(self.documents, np.int64)
        if field == "title":
            counts[:] = [count_overlapping(title, string) for title in self.titles]
        else:
            for number in self._candidates(string):
                counts[number] = count_overlapping(self.folded_text(int(number)), string)
        return counts

    def _candidates(self, string: str) -> NDArray[np.int64]:
        """Documents that hold some of the string's pairs, so that few texts have to be searched."""
        keys = [string] if len(string) == 1 else [string[i : i + 2] for i in range(len(string) - 1)]
        found = np.arange(self.documents)
        for key in list(dict.fromkeys(keys))[:_PAIRS_TRIED]:
            found = np.intersect1d(found, self.postings("grams", key)[0], assume_unique=True)
        return found

    def containing(self, field: str, string: str) -> NDArray[np.bool_]:
        return np.array([any(value_holds(value, string) for value in values[field]) for values in self.values], bool)

    def carrying(self, field: str, wanted: frozenset[str]) -> NDArray[np.bool_]:
        return np.array([not wanted.isdisjoint(values[field]) for values in self.values], bool)

    # ----------------------------------------------------------------------------------------- texts

    def text(self, number: int) -> str:
        """The original text of a document."""
        stored: bytes = self._reader.column_reader("text")[number]
        return stored.decode("utf-8")

    def report(self, number: int) -> Report:
        return read_report(self.records[number], self.text(number))

    def close(self) -> None:
        self._reader.close()


def _date_key(metadata: Metadata) -> int:
    """The date as yyyymmdd (delivered year, else publication), 0 when unknown."""
    published = int(metadata.published.replace("-", "")) if metadata.published else 0
    year = metadata.delivered_year or (metadata.covered_year + 1 if metadata.covered_year else 0)
    return year * 10_000 + (published % 10_000 if published // 10_000 == year else 0) if year else published
