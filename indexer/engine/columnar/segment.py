"""One segment on disk, opened: its parts, each checked as it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columnar.build import SECTION_KINDS, TEXTS, Origin, unpacked
from indexer.engine.columnar.facets import Combination
from indexer.engine.columnar.lexicon import Lexicon
from indexer.engine.columnar.postings import FIELDS, Postings
from indexer.engine.columnar.storage import ArrayReader
from indexer.engine.columnar.strings import Strings
from indexer.models import Organization, Report
from indexer.records import read_organization, read_report
from indexer.sketch import SIZE
from indexer.structure import Section


@dataclass(frozen=True, slots=True)
class SectionSpan:
    """A part of a report; offsets are units of the segment's flat text."""

    start: int
    stop: int
    kind: str
    """One of ``build.SECTION_KINDS``."""


class Segment:
    """Raises CorruptIndex where the file is not what was written, OSError where it cannot be read."""

    def __init__(self, path: Path) -> None:
        self.file = ArrayReader(path)
        self.path = path
        self.documents = int(self.file.about["documents"])
        self.ids: NDArray[np.uint64] = self.file.array("ids")
        self.strings = {
            name: Strings(self.file, name, self.file.array(f"{name}.starts").astype(np.int64)) for name in TEXTS
        }
        self.lexicon = Lexicon(self.file)
        self.postings = {field: Postings(self.file, field) for field in FIELDS}

    @property
    def units(self) -> int:
        """UTF-16 units of the texts, one more for each."""
        return self.file.size("text")

    @property
    def blocks(self) -> int:
        """Of the texts or the titles, whichever has more."""
        return max(len(strings.blocks.document) for strings in self.strings.values())

    # ------------------------------------------------------------------------------------- columns

    @property
    def dates(self) -> NDArray[np.int32]:
        return self.file.array("dates")

    def lengths(self, field: str) -> NDArray[np.uint32]:
        """Words (code points for "text" and "title") of each document's field."""
        return self.file.array(f"lengths.{field}")

    @property
    def sketches(self) -> NDArray[np.uint32]:
        """uint32[documents, sketch.SIZE]: the sketch of each document's text."""
        return self.file.array("sketches").reshape(-1, SIZE)

    @property
    def fingerprints(self) -> NDArray[np.uint64]:
        return self.file.array("fingerprints")

    def quality(self, name: str) -> NDArray[np.uint32]:
        """One of ``quality.COLUMNS`` of each document."""
        return self.file.array(f"quality.{name}")

    def facet(self, name: str) -> tuple[Sequence[Combination], NDArray[np.int32]]:
        """The combinations of values that stand in a facet, and each document's by number."""
        return [tuple(values) for values in self._tables["facets"][name]], self.file.array(f"facets.{name}")

    @cached_property
    def organizations(self) -> tuple[Sequence[Organization], NDArray[np.int32]]:
        """The organizations, and each document's by number; -1 for none."""
        known = [read_organization(record) for record in self._tables["organizations"]]
        return known, self.file.array("organization")

    @cached_property
    def origins(self) -> tuple[Sequence[Origin], NDArray[np.int32]]:
        """The files, and each document's by number."""
        known = [
            (root, file, content_hash) for root, file, content_hash in unpacked(self.file.array("origins").tobytes())
        ]
        return known, self.file.array("origin")

    @cached_property
    def _tables(self) -> dict[str, Any]:
        tables: dict[str, Any] = unpacked(self.file.array("tables").tobytes())
        return tables

    # ------------------------------------------------------------------------------------- reports

    @cached_property
    def _places(self) -> NDArray[np.uint64]:
        return self.file.array("records.places")

    def record_bytes(self, document: int) -> bytes:
        """The stored record as it lies in the file."""
        return self.file.slice("records", int(self._places[document]), int(self._places[document + 1])).tobytes()

    def record(self, document: int) -> dict[str, Any]:
        """Everything of a report but its text, as a JSON object; see ``records.report_record``."""
        record: dict[str, Any] = unpacked(self.record_bytes(document))
        return record

    def report(self, document: int) -> Report:
        return read_report(self.record(document) | {"headings": self.headings(document)}, self.text(document))

    def report_without_text(self, document: int) -> Report:
        return read_report(self.record(document) | {"headings": ()}, "")

    def text(self, document: int) -> str:
        return self.strings["text"].text(document)

    def title(self, document: int) -> str:
        """As it is shown."""
        return self.strings["title"].text(document)

    # ---------------------------------------------------------------------------------- boundaries

    def bounds(self, name: str) -> NDArray[np.uint32]:
        """Offsets of units in the flat text, ascending: "sentences", "paragraphs", "sections", "headings.starts"."""
        return self.file.array(name)

    def _within(self, name: str, document: int) -> slice:
        starts = self.strings["text"].starts
        first, last = self.bounds(name).searchsorted(starts[document : document + 2].astype(np.uint32))
        return slice(int(first), int(last))

    def headings(self, document: int) -> list[tuple[int, int, int]]:
        """(start, end, level) of a document's headings, offsets in code points of its text."""
        rows = self._within("headings.starts", document)
        if rows.start == rows.stop:
            return []
        # Starts and ends at once: of so few numbers it is the calls that take time.
        units = np.array([self.bounds("headings.starts")[rows], self.bounds("headings.ends")[rows]], np.int64)
        starts, ends = self.code_points(document, units - self.strings["text"].starts[document]).tolist()
        return list(zip(starts, ends, self.file.array("headings.levels")[rows].tolist(), strict=True))

    def within(self, starts: NDArray[np.int64], ends: NDArray[np.int64], section: str) -> NDArray[np.bool_]:
        """Which places of the flat text, [start, end) in units, lie wholly in one section of that kind."""
        bounds = self.bounds("sections")
        numbers = bounds.searchsorted(starts, side="right") - 1
        beyond = np.append(bounds[1:], self.units).take(numbers)
        kinds = self.file.array("sections.kinds").take(numbers)
        inside: NDArray[np.bool_] = (kinds == SECTION_KINDS.index(section)) & (ends <= beyond)
        return inside

    def section_characters(self, section: str) -> NDArray[np.int64]:
        """int64[documents]: code points of each document's text that lie in sections of that kind."""
        bounds, texts = self.bounds("sections").astype(np.int64), self.strings["text"].starts
        documents = texts.searchsorted(bounds, side="right") - 1
        # The unit behind each text belongs to none of its sections.
        stops = np.minimum(np.append(bounds[1:], self.units), texts[documents + 1] - 1)
        wide = self.bounds("wide")
        sizes = (stops - np.searchsorted(wide, stops)) - (bounds - np.searchsorted(wide, bounds))
        wanted = self.file.array("sections.kinds") == SECTION_KINDS.index(section)
        return np.bincount(documents[wanted], weights=sizes[wanted], minlength=self.documents).astype(np.int64)

    def sections(self, document: int) -> list[SectionSpan]:
        rows = self._within("sections", document)
        starts = self.bounds("sections")[rows].tolist()
        kinds = self.file.array("sections.kinds")[rows].tolist()
        stops = [*starts[1:], int(self.strings["text"].starts[document + 1]) - 1]
        return [
            SectionSpan(start, stop, SECTION_KINDS[kind])
            for start, stop, kind in zip(starts, stops, kinds, strict=True)
        ]

    def sections_of_text(self, document: int) -> tuple[Section, ...]:
        """The same with offsets in code points of the document's text."""
        spans = self.sections(document)
        starts = np.array([span.start for span in spans], np.int64) - int(self.strings["text"].starts[document])
        found = zip(self.code_points(document, starts).tolist(), spans, strict=True)
        return tuple(Section(start, span.kind) for start, span in found)

    def code_points(self, document: int, offsets: NDArray[np.int64]) -> NDArray[np.int64]:
        """Offsets of units in a document's text → offsets of code points."""
        starts = self.strings["text"].starts
        start, stop = int(starts[document]), int(starts[document + 1]) - 1
        if int(self.lengths("text")[document]) == stop - start:
            return offsets
        units = self.file.slice("text", start, stop)
        trailing = np.flatnonzero((units & 0xFC00) == 0xDC00)
        return offsets - np.searchsorted(trailing, offsets)
