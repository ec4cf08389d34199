"""One committed state of an index: its segments read as one. Nothing in it changes, so threads may share it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.answers import Copy
from indexer.deadline import check
from indexer.engine.base import Quotations
from indexer.engine.columnar import proximity
from indexer.engine.columnar.build import SECTION_KINDS
from indexer.engine.columnar.columns import Columns
from indexer.engine.columnar.families import Members
from indexer.engine.columnar.matches import Documents, Found, Scores, norms
from indexer.engine.columnar.quotations import find_quotations, join_quotations
from indexer.engine.columnar.remember import remembering, remembering_arrays
from indexer.engine.columnar.segment import Segment
from indexer.engine.columnar.strings import units_of
from indexer.engine.columnar.vocabulary import SnapshotVocabulary
from indexer.engine.columnar.word_counts import BaseWords
from indexer.facets import value_holds
from indexer.models import Report, display_title
from indexer.query import Near, Together
from indexer.records import read_metadata
from indexer.structure import Section

_STRINGS_REMEMBERED: Final = 32 << 20
"""Bytes of answers, about: that of a string in half of a million reports takes 5 MB, those of most strings far less."""
_POSTINGS_REMEMBERED: Final = 32 << 20
"""The same of words: few are in most reports, and most questions have one of them."""
_MASKS_REMEMBERED: Final = 64
_TITLES_REMEMBERED: Final = 1 << 14


class Snapshot(Columns):
    """Implements ``evaluate.Source``; documents are numbered through, one segment after the other."""

    def __init__(
        self, segments: Sequence[Segment], live: Sequence[NDArray[np.bool_]], members: Sequence[Members] = ()
    ) -> None:
        """As of ``Columns``."""
        super().__init__(segments, live, members)
        self.postings = remembering_arrays(self._postings, _POSTINGS_REMEMBERED)
        self.strings = remembering_arrays(self._strings, _STRINGS_REMEMBERED)
        self.strings_within = remembering_arrays(self._strings_within, _STRINGS_REMEMBERED)
        """(string, section) → as ``strings`` of the text, of places that lie wholly in a section of that kind."""
        self.section_characters = remembering(self._section_characters, len(SECTION_KINDS))
        """Kind of section → int64[documents]: code points in such sections."""
        self.carrying = remembering(self._carrying, _MASKS_REMEMBERED)
        self.containing = remembering(self._containing, _MASKS_REMEMBERED)
        self.title = remembering(self._title, _TITLES_REMEMBERED)
        self.in_years = remembering(self._in_years, _MASKS_REMEMBERED)
        self.quotations = remembering(self._quotations, 1 + len(SECTION_KINDS))
        """Kind of section, or "" → the quotations in such sections."""

    # ------------------------------------------------------------------------------------ evaluation

    def _in_turn(self) -> Iterator[tuple[Segment, int]]:
        """Each segment, with the number of its first document. Raises TooSlow between them."""
        for each in zip(self.segments, self.bases.tolist(), strict=False):
            check()
            yield each

    def _postings(self, field: str, word: str) -> Found:
        encoded = word.encode("utf-8", "surrogatepass")
        parts = []
        for segment, base in self._in_turn():
            number = segment.lexicon.find(encoded)
            if number is not None:
                parts.append((*segment.postings[field].read(number), base))
        return _found(parts)

    def held(self, words: Sequence[str]) -> list[int]:
        """How many documents hold each of some base words, deleted ones included."""
        encoded = [word.encode("utf-8", "surrogatepass") for word in words]
        total = np.zeros(len(words), np.int64)
        for segment in self.segments:
            total += segment.postings["words"].held_each(segment.lexicon.find_each(encoded))
        return total.tolist()

    def words(self, field: str, prefix: str) -> list[str]:
        encoded = prefix.encode("utf-8", "surrogatepass")
        found = {
            segment.lexicon.word(number)
            for segment, _ in self._in_turn()
            for number in segment.lexicon.beginning(encoded)
            if segment.postings[field].holds(number)
        }
        return [word.decode("utf-8") for word in sorted(found)]

    @cached_property
    def _norms(self) -> dict[str, Scores]:
        return {}

    def norms(self, field: str) -> Scores:
        if field not in self._norms:
            lengths = self._joined(lambda segment: segment.lengths(field), np.float64)
            self._norms[field] = norms(lengths)
        return self._norms[field]

    def _strings(self, field: str, string: str) -> Found:
        units = units_of(string)
        return _found([(*segment.strings[field].count(units), base) for segment, base in self._in_turn()])

    def _strings_within(self, string: str, section: str) -> Found:
        units = units_of(string)
        parts = []
        for segment, base in self._in_turn():
            strings = segment.strings["text"]
            places = strings.places(units)
            inside = places[segment.within(places, places + len(units), section)]
            parts.append((*strings.by_document(inside), base))
        return _found(parts)

    def near(self, node: Near, section: str = "") -> Documents:
        return self._numbered(lambda segment: proximity.near(segment, node, section))

    def together(self, node: Together, section: str = "") -> Documents:
        return self._numbered(lambda segment: proximity.together(segment, node, section))

    def _section_characters(self, section: str) -> NDArray[np.int64]:
        return self._joined(lambda segment: segment.section_characters(section), np.int64)

    def _quotations(self, section: str) -> Quotations:
        bounds = zip(self.segments, self.bases.tolist(), strict=False)
        live = [np.where(self.live[base : base + part.documents], part.ids, np.uint64(0)) for part, base in bounds]
        return join_quotations([find_quotations(segment, section) for segment in self.segments], live)

    def _numbered(self, find: Callable[[Segment], NDArray[np.int64]]) -> Documents:
        return np.concatenate([np.empty(0, np.int64), *(find(segment) + base for segment, base in self._in_turn())])

    def _containing(self, field: str, string: str) -> NDArray[np.bool_]:
        return self._carrying(field, frozenset(v for v in self.facets[field].values if value_holds(v, string)))

    def _in_years(self, field: str, first: int, last: int) -> NDArray[np.bool_]:
        years = (value for value in self.facets[field].values if value.isdecimal())
        return self._carrying(field, frozenset(year for year in years if first <= int(year) <= last))

    def _carrying(self, field: str, values: frozenset[str]) -> NDArray[np.bool_]:
        return self.facets[field].carrying(values)

    @cached_property
    def vocabulary(self) -> SnapshotVocabulary:
        return SnapshotVocabulary(self.segments, self.live)

    @cached_property
    def base_words(self) -> BaseWords:
        return BaseWords(self.segments)

    # --------------------------------------------------------------------------------------- reports

    def number(self, report_id: str) -> int | None:
        """The live document of an id."""
        try:
            wanted = np.uint64(int(report_id, 16))
        except (ValueError, OverflowError):
            return None
        sorted_ids, documents = self._by_id
        first = int(sorted_ids.searchsorted(wanted))
        if first == len(sorted_ids) or sorted_ids[first] != wanted or f"{int(wanted):016x}" != report_id:
            return None
        return int(documents[first])

    @cached_property
    def _by_id(self) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """The ids of the live documents, ascending, and the document of each."""
        documents = np.flatnonzero(self.live)
        ids = self.ids[documents]
        order = np.argsort(ids, kind="stable")
        return ids[order], documents[order]

    def _title(self, document: int) -> str:
        segment, number = self.place(document)
        title = segment.strings["title"].text(number)
        return title or display_title(read_metadata(segment.record(number)["metadata"]))

    def place(self, document: int) -> tuple[Segment, int]:
        """The segment of a document, and its number there."""
        at = int(self.bases.searchsorted(document, side="right")) - 1
        return self.segments[at], document - int(self.bases[at])

    def report(self, document: int) -> Report:
        segment, number = self.place(document)
        return segment.report(number)

    def sections(self, document: int) -> tuple[Section, ...]:
        """The sections of a report, offsets in code points of its text."""
        segment, number = self.place(document)
        return segment.sections_of_text(number)

    def report_without_text(self, document: int) -> Report:
        segment, number = self.place(document)
        return segment.report_without_text(number)

    def catalogue(self) -> Iterator[Report]:
        """Every live report without its text and headings."""
        for segment, base in zip(self.segments, self.bases.tolist(), strict=False):
            for number in np.flatnonzero(self.live[base : base + segment.documents]).tolist():
                yield segment.report_without_text(number)

    def copy(self, document: int) -> Copy:
        """A report as one of several copies, without its text."""
        segment, number = self.place(document)
        record = segment.record(number)
        metadata = read_metadata(record["metadata"])
        place = {name: record[name] for name in ("id", "root", "file", "part", "parts")}
        characters = int(segment.lengths("text")[number])
        place["member"] = record.get("member")
        return Copy(title=display_title(metadata), metadata=metadata, characters=characters, **place)


def _found(parts: Sequence[tuple[NDArray[np.integer], NDArray[np.integer], int]]) -> Found:
    """(documents, counts, number of the first document) of some segments as one."""
    if not parts:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    documents, counts, bases = zip(*parts, strict=True)
    found = np.concatenate(documents, dtype=np.int64)
    first = 0
    for part, base in zip(documents, bases, strict=True):
        if base:
            found[first : first + len(part)] += base
        first += len(part)
    return found, counts[0] if len(parts) == 1 else np.concatenate(counts)
