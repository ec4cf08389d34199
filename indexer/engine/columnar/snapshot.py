"""One committed state of an index: its segments read as one. Nothing in it changes, so threads may share it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from indexer.answers import Copy
from indexer.engine.base import FileState, Quotations
from indexer.engine.columnar import proximity
from indexer.engine.columnar.build import SECTION_KINDS
from indexer.engine.columnar.facets import Facet, join_facets
from indexer.engine.columnar.families import Families, Members
from indexer.engine.columnar.matches import Documents, Found, Scores, norms
from indexer.engine.columnar.quotations import find_quotations, join_quotations
from indexer.engine.columnar.remember import remembering, remembering_arrays
from indexer.engine.columnar.segment import Segment
from indexer.engine.columnar.strings import units_of
from indexer.engine.columnar.vocabulary import SnapshotVocabulary
from indexer.engine.columnar.word_counts import BaseWords
from indexer.facets import FACETS, value_holds
from indexer.models import PARTLY_FAILED, Organization, Report, display_title
from indexer.query import Near, Together
from indexer.records import read_metadata
from indexer.structure import Section

Kind = TypeVar("Kind", bound=np.generic)
_STRINGS_REMEMBERED: Final = 32 << 20
"""Bytes of answers, about: that of a string in half of a million reports takes 5 MB, those of most strings far less."""
_MASKS_REMEMBERED: Final = 64
_TITLES_REMEMBERED: Final = 1 << 14


class Snapshot:
    """Implements ``evaluate.Source``; documents are numbered through, one segment after the other."""

    def __init__(
        self, segments: Sequence[Segment], live: Sequence[NDArray[np.bool_]], members: Sequence[Members] = ()
    ) -> None:
        """``live`` says for each segment which of its documents are not deleted: bool[documents]; ``members``, which have
        copies in the index."""
        self.segments = tuple(segments)
        self.bases: NDArray[np.int64] = np.cumsum([0, *(segment.documents for segment in segments)])
        self.documents = int(self.bases[-1])
        self.live = np.concatenate([np.empty(0, bool), *live])
        self.live.flags.writeable = False
        self.families = Families(self.documents, members, self.bases.tolist())
        self.deleted = not bool(self.live.all())
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

    def _joined(self, part: Callable[[Segment], NDArray[np.generic]], kind: type[Kind]) -> NDArray[Kind]:
        """A column of all segments, one after the other."""
        return np.concatenate([np.empty(0, kind), *(part(segment).astype(kind) for segment in self.segments)])

    # ------------------------------------------------------------------------------------ evaluation

    def postings(self, field: str, word: str) -> Found:
        encoded = word.encode("utf-8", "surrogatepass")
        parts = []
        for segment, base in zip(self.segments, self.bases.tolist(), strict=False):
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
            for segment in self.segments
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
        return _found(
            [
                (*segment.strings[field].count(units), base)
                for segment, base in zip(self.segments, self.bases.tolist(), strict=False)
            ]
        )

    def _strings_within(self, string: str, section: str) -> Found:
        units = units_of(string)
        parts = []
        for segment, base in zip(self.segments, self.bases.tolist(), strict=False):
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
        pairs = zip(self.segments, self.bases.tolist(), strict=False)
        return np.concatenate([np.empty(0, np.int64), *(find(segment) + base for segment, base in pairs)])

    def _containing(self, field: str, string: str) -> NDArray[np.bool_]:
        return self._carrying(field, frozenset(v for v in self.facets[field].values if value_holds(v, string)))

    def _in_years(self, field: str, first: int, last: int) -> NDArray[np.bool_]:
        years = (value for value in self.facets[field].values if value.isdecimal())
        return self._carrying(field, frozenset(year for year in years if first <= int(year) <= last))

    def _carrying(self, field: str, values: frozenset[str]) -> NDArray[np.bool_]:
        return self.facets[field].carrying(values)

    # --------------------------------------------------------------------------------------- columns

    @cached_property
    def facets(self) -> dict[str, Facet]:
        return {name: join_facets([segment.facet(name) for segment in self.segments], self.families) for name in FACETS}

    @cached_property
    def ids(self) -> NDArray[np.uint64]:
        return self._joined(lambda segment: segment.ids, np.uint64)

    @cached_property
    def dates(self) -> NDArray[np.int64]:
        """What documents are sorted by in time, 0 when unknown; see ``build.date_key``."""
        return self._joined(lambda segment: segment.dates, np.int64)

    @cached_property
    def newest(self) -> NDArray[np.int32]:
        """Rank of each document by date, newest first, and then by id: no two are equal."""
        order = np.lexsort((self.ids, -self.dates))
        ranks = np.empty(self.documents, np.int32)
        ranks[order] = np.arange(self.documents, dtype=np.int32)
        return ranks

    @cached_property
    def organizations(self) -> frozenset[Organization]:
        """Of all live documents."""
        found: set[Organization] = set()
        for segment, base in zip(self.segments, self.bases.tolist(), strict=False):
            known, column = segment.organizations
            used = np.unique(column[self.live[base : base + segment.documents]])
            found.update(known[number] for number in used.tolist() if number >= 0)
        return frozenset(found)

    @cached_property
    def vocabulary(self) -> SnapshotVocabulary:
        return SnapshotVocabulary(self.segments, self.live)

    @cached_property
    def base_words(self) -> BaseWords:
        return BaseWords(self.segments)

    @cached_property
    def files(self) -> dict[tuple[str, str], FileState]:
        """What is indexed of every file, live documents only.

        A file of which a part failed on a later run has reports of both: its state is then that of the failed run, so
        that it is read again once it is mended.
        """
        ids: dict[tuple[str, str], list[str]] = {}
        hashes: dict[tuple[str, str], str] = {}
        for segment, base in zip(self.segments, self.bases.tolist(), strict=False):
            origins, column = segment.origins
            live = self.live[base : base + segment.documents]
            for number, report_id in zip(column[live].tolist(), segment.ids[live].tolist(), strict=True):
                root, file, content_hash = origins[number]
                ids.setdefault((root, file), []).append(f"{report_id:016x}")
                if not hashes.get((root, file), "").startswith(PARTLY_FAILED):
                    hashes[root, file] = content_hash
        return {key: FileState(hashes[key], tuple(found)) for key, found in ids.items()}

    @cached_property
    def file_count(self) -> int:
        """How many files live documents come from."""
        found: set[tuple[str, str]] = set()
        for segment, base in zip(self.segments, self.bases.tolist(), strict=False):
            origins, column = segment.origins
            used = np.unique(column[self.live[base : base + segment.documents]])
            found.update(origins[number][:2] for number in used.tolist())
        return len(found)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The last covered year of live documents, each once, ascending."""
        facet = self.facets["covered_year"]
        used = np.unique(facet.column[self.live]).tolist()
        last = (facet.combinations[number][-1] for number in used)
        return tuple(sorted({int(year) for year in last if year.isdecimal()}))

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        """Code points of each document's text."""
        return self._joined(lambda segment: segment.lengths("text"), np.int64)

    @property
    def characters(self) -> int:
        """Code points of the live texts."""
        return int(self.lengths[self.live].sum())

    @cached_property
    def organization_column(self) -> tuple[tuple[Organization, ...], NDArray[np.int64]]:
        """The organizations of all documents, each once, and each document's by number; -1 for none."""
        numbers: dict[Organization, int] = {}
        columns = [np.empty(0, np.int64)]
        for segment in self.segments:
            known, column = segment.organizations
            mapped = np.array([*(numbers.setdefault(each, len(numbers)) for each in known), -1], np.int64)
            columns.append(mapped[column])
        return tuple(numbers), np.concatenate(columns)

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
    if len(parts) == 1:
        return documents[0].astype(np.int64) + bases[0], counts[0]
    found = np.concatenate(documents).astype(np.int64)
    found += np.array(bases).repeat([len(each) for each in documents])
    return found, np.concatenate(counts)
