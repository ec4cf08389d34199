"""Documents → one segment: gathered in memory, inverted by sorting arrays, written as one file."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from indexer.engine.base import Analysis
from indexer.engine.columnar.facets import Combination
from indexer.engine.columnar.inversion import Inversion
from indexer.engine.columnar.quality import COLUMNS, quality
from indexer.engine.columnar.storage import ArrayWriter
from indexer.engine.columnar.strings import BLOCK_UNITS, MOST_BLOCKS, units_of, write_strings
from indexer.facets import FACETS, facet_values
from indexer.models import Metadata, Organization, Report, display_title
from indexer.records import organization_record, report_record
from indexer.structure import paragraph_starts, sections, sentence_starts

MOST_UNITS: Final = 100_000_000
"""Units of a segment that is built in memory; merged ones may be larger."""
MOST_DOCUMENTS: Final = 1 << 16
SECTION_KINDS: Final = ("other", "review", "plan")
TEXTS: Final = ("text", "title")
BYTES_PER_UNIT: Final = 18
"""What a unit of text takes at most, which is while its segment is written (measured: 14 of reports, 20 of random words)."""
Origin = tuple[str, str, str]
"""Root label, relative path and content hash of the file a document was read from."""
_SEPARATOR: Final = b"\xff\xff"


class SegmentBuilder:
    """Gathers documents and writes them as one segment."""

    def __init__(self) -> None:
        self.units = 0
        self.blocks = 0
        """Enough for the texts, and for the titles."""
        self.ids: list[int] = []
        self._texts: dict[str, list[bytes]] = {name: [] for name in TEXTS}
        self._lengths: dict[str, list[int]] = {name: [] for name in TEXTS}
        self._records: list[bytes] = []
        self._dates: list[int] = []
        self._sketches: list[bytes] = []
        self._fingerprints: list[int] = []
        self._quality: dict[str, list[int]] = {name: [] for name in COLUMNS}
        self._inversion = Inversion()
        self._combinations: dict[str, dict[Combination, int]] = {name: {} for name in FACETS}
        self._columns: dict[str, list[int]] = {name: [] for name in FACETS}
        self._organizations: dict[Organization, int] = {}
        self._organization: list[int] = []
        self._origins: dict[Origin, int] = {}
        self._origin: list[int] = []
        self._bounds: dict[str, list[NDArray[np.int64]]] = {
            name: [] for name in ("sentences", "paragraphs", "headings.starts", "headings.ends", "sections", "wide")
        }
        self._levels: list[int] = []
        self._kinds: list[int] = []

    def __len__(self) -> int:
        return len(self.ids)

    def takes(self, report: Report) -> bool:
        """Whether one more report fits into a segment; an empty one takes any."""
        longest = max(len(report.text), len(report.metadata.title or ""))
        fits = (
            self.blocks + 1 + 2 * longest // BLOCK_UNITS <= MOST_BLOCKS
            and self.units + 2 * len(report.text) < MOST_UNITS
        )
        return not self.ids or (fits and len(self.ids) < MOST_DOCUMENTS)

    def add(self, report: Report, analysis: Analysis) -> None:
        """Take in a report."""
        metadata, title = report.metadata, display_title(report.metadata)
        units = units_of(report.text)
        self._bind(report, units)
        self._texts["text"].append(units.tobytes() + _SEPARATOR)
        self._texts["title"].append(units_of(title).tobytes() + _SEPARATOR)
        self._lengths["text"].append(len(report.text))
        self._lengths["title"].append(len(title))
        self._inversion.add(analysis)
        self._sketches.append(analysis.sketch.values)
        self._fingerprints.append(analysis.sketch.fingerprint)
        self._describe(report, metadata)
        self.ids.append(int(report.id, 16))
        self.units += len(units) + 1
        self.blocks += 1 + max(len(units), 2 * len(title)) // BLOCK_UNITS

    def _bind(self, report: Report, units: NDArray[np.uint16]) -> None:
        """Boundaries as offsets of units in the flat text."""
        text = report.text
        bounds = {
            "sentences": sentence_starts(text),
            "paragraphs": paragraph_starts(text),
            "headings.starts": [heading.start for heading in report.headings],
            "headings.ends": [heading.end for heading in report.headings],
        }
        parts = sections(text, report.headings)
        bounds["sections"] = [section.start for section in parts]
        wide = wide_characters(text) if len(units) > len(text) else None
        for name, starts in bounds.items():
            offsets = np.array(starts, np.int64)
            if wide is not None:
                offsets += np.searchsorted(wide, offsets)
            self._bounds[name].append(offsets + self.units)
        if wide is not None:
            self._bounds["wide"].append(np.flatnonzero((units & 0xFC00) == 0xDC00) + self.units)
        self._levels += [heading.level for heading in report.headings]
        self._kinds += [SECTION_KINDS.index(section.kind) for section in parts]

    def _describe(self, report: Report, metadata: Metadata) -> None:
        record = report_record(report)
        del record["headings"]
        self._records.append(packed(record))
        self._dates.append(date_key(metadata))
        for name, value in quality(metadata).items():
            self._quality[name].append(value)
        for name, values in facet_values(metadata).items():
            numbers = self._combinations[name]
            self._columns[name].append(numbers.setdefault(values, len(numbers)))
        origin = report.root, report.file, report.content_hash
        self._origin.append(self._origins.setdefault(origin, len(self._origins)))
        known = self._organizations
        organization = metadata.organization
        self._organization.append(-1 if organization is None else known.setdefault(organization, len(known)))

    def write(self, path: Path) -> None:
        """Write the segment to a new file, synced; to be called once. Raises OSError; then the file is to be removed."""
        with ArrayWriter(path) as file:
            lengths = self._inversion.write(file)
            self._inversion = Inversion()  # what is written is let go, as the next step takes memory of its own
            for name in TEXTS:
                write_strings(file, name, self._texts.pop(name))
            write_columns(
                file,
                ids=self.ids,
                dates=self._dates,
                lengths={**self._lengths, **lengths},
                facets={name: (tuple(self._combinations[name]), self._columns[name]) for name in FACETS},
                organizations=(tuple(self._organizations), self._organization),
                origins=(tuple(self._origins), self._origin),
                sketches=np.frombuffer(b"".join(self._sketches), "<u4"),
                fingerprints=self._fingerprints,
                quality=self._quality,
                records=self._records,
            )
            for name, found in self._bounds.items():
                file.add(name, "<u4", np.concatenate(found) if found else [])
            file.add("headings.levels", "<u1", self._levels)
            file.add("sections.kinds", "<u1", self._kinds)
            file.finish({"documents": len(self.ids)})


def write_columns(
    file: ArrayWriter,
    *,
    ids: Sequence[int] | NDArray[np.uint64],
    dates: Sequence[int] | NDArray[np.int32],
    lengths: Mapping[str, Sequence[int] | NDArray[np.integer]],
    facets: Mapping[str, tuple[Sequence[Combination], Sequence[int] | NDArray[np.int32]]],
    organizations: tuple[Sequence[Organization], Sequence[int] | NDArray[np.int32]],
    origins: tuple[Sequence[Origin], Sequence[int] | NDArray[np.int32]],
    sketches: NDArray[np.uint32],
    fingerprints: Sequence[int] | NDArray[np.uint64],
    quality: Mapping[str, Sequence[int] | NDArray[np.uint32]],
    records: Iterable[bytes],
) -> None:
    """Write what there is one of for every document."""
    file.add("ids", "<u8", np.asarray(ids, np.uint64))
    file.add("dates", "<i4", dates)
    for name, values in lengths.items():
        file.add(f"lengths.{name}", "<u4", values)
    for name, (_, column) in facets.items():
        file.add(f"facets.{name}", "<i4", column)
    file.add("organization", "<i4", organizations[1])
    file.add("origin", "<i4", origins[1])
    file.add("sketches", "<u4", sketches)
    file.add("fingerprints", "<u8", np.asarray(fingerprints, np.uint64))
    for name, values in quality.items():
        file.add(f"quality.{name}", "<u4", values)
    file.add_bytes("origins", packed(origins[0]))
    tables = {
        "facets": {name: combinations for name, (combinations, _) in facets.items()},
        "organizations": [organization_record(organization) for organization in organizations[0]],
    }
    file.add_bytes("tables", packed(tables))
    stored = list(records)
    file.add("records.places", "<u8", np.concatenate([[0], np.cumsum([len(each) for each in stored], dtype=np.int64)]))
    file.add_bytes("records", b"".join(stored))


def wide_characters(text: str) -> NDArray[np.int64]:
    """Code point offsets of the characters of a text that take two UTF-16 units, ascending."""
    return np.flatnonzero(np.frombuffer(text.encode("utf-32-le"), "<u4") > 0xFFFF)


def date_key(metadata: Metadata) -> int:
    """What a report is sorted by in time: yyyymmdd of its delivered year, else of its publication; 0 when unknown."""
    published = int(metadata.published.replace("-", "")) if metadata.published else 0
    year = metadata.delivered_year or (metadata.covered_year + 1 if metadata.covered_year else 0)
    return year * 10_000 + (published % 10_000 if published // 10_000 == year else 0) if year else published


def packed(value: object) -> bytes:
    """A JSON value as the segment keeps it. Names of files may hold bytes that are not UTF-8."""
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogateescape"))


def unpacked(data: bytes) -> Any:
    """The inverse of ``packed``."""
    said = zlib.decompress(data)
    try:
        return msgspec.json.decode(said)  # every hit is read: in a third of the time that ``json`` takes
    except UnicodeDecodeError:  # the name of a file, see above
        return json.loads(said.decode("utf-8", "surrogateescape"))
