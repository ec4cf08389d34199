"""Writing the stock index: Whoosh's own codec, words as terms, pairs of characters as terms, texts in a column."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from whoosh import columns, fields, formats
from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage

from indexer.engine.base import Analysis
from indexer.engine.manifest import Manifest, fingerprint, now, prepare_directory, read_manifest, write_manifest
from indexer.errors import IndexLocked
from indexer.fold import fold
from indexer.models import Report, display_title
from indexer.records import report_record
from indexer.segment import current
from tests.stock.snapshot import WORD_FIELDS, grams

NAME: Final = "z1"


class Words(fields.FieldType):
    """Words given as a list; the format says whether frequencies are kept."""

    def __init__(self, posting_format: formats.Format) -> None:
        self.format = posting_format
        self.analyzer = None
        self.scorable = False
        self.stored = False
        self.unique = False
        self.column_type = None
        self.spelling = False


SCHEMA: Final = fields.Schema(
    id=fields.ID(unique=True),
    **{name: Words(formats.Frequency()) for name in WORD_FIELDS},
    grams=Words(formats.Existence()),
    record=fields.COLUMN(columns.CompressedBytesColumn()),
    text=fields.COLUMN(columns.CompressedBytesColumn()),
)


def create_index(location: Path) -> None:
    """Make an empty index."""
    prepare_directory(location)
    FileStorage(str(location)).create_index(SCHEMA, indexname=NAME)
    write_manifest(location, Manifest(NAME, fingerprint()))


class StockPortion:
    """Implements ``base.Portion``: reports as they are."""

    def __init__(self) -> None:
        self._added: list[tuple[Report, Analysis]] = []

    def add(self, report: Report, analysis: Analysis) -> None:
        self._added.append((report, analysis))

    def finish(self) -> list[tuple[Report, Analysis]]:
        made, self._added = self._added, []
        return made


class StockWriter:
    """Implements ``base.Writer``. Raises IndexLocked while another is at work."""

    def __init__(self, location: Path) -> None:
        self._location = location
        self._manifest = read_manifest(location)
        self.segmentation = current()
        try:
            self._writer = whoosh_index.open_dir(str(location), indexname=NAME).writer()
        except whoosh_index.LockError as error:
            raise IndexLocked(f"another writer is at work in {location}") from error
        self._added: set[str] = set()
        self._open = True

    def add(self, report: Report, analysis: Analysis) -> None:
        if report.id in self._added:
            raise ValueError(f"report {report.id} was added twice in one commit")
        self._added.add(report.id)
        words = {name: Counter(getattr(analysis, name)) for name in WORD_FIELDS}
        record = report_record(report)
        record["lengths"] = {
            "text": len(report.text),
            "title": len(display_title(report.metadata)),
            **{name: counts.total() for name, counts in words.items()},
        }
        self._writer.update_document(
            id=report.id,
            **{name: list(counts.elements()) for name, counts in words.items()},
            grams=list(grams(fold(report.text))),
            record=json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogateescape"),
            text=report.text.encode("utf-8"),
        )

    def portion(self, processes: int) -> Callable[[], StockPortion]:
        return StockPortion

    def adopt(self, made: Sequence[tuple[Report, Analysis]]) -> None:
        for report, analysis in made:
            self.add(report, analysis)

    def delete(self, ids: Iterable[str]) -> None:
        for report_id in ids:
            self._writer.delete_by_term("id", report_id)

    def set_root(self, label: str, folder: str) -> None:
        self._manifest.roots[label] = folder

    def roots(self) -> Mapping[str, str]:
        return self._manifest.roots

    def commit(self) -> None:
        self._writer.commit()
        self._open = False
        write_manifest(self._location, dataclasses.replace(self._manifest, updated=now()))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._open:
            self._writer.cancel()
