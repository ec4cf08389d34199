"""Writing the embedded engine's index: one transaction, into the current index or into a new one beside it."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage

from indexer.engine.base import Analysis
from indexer.engine.manifest import (
    OWN_FILE,
    Manifest,
    fingerprint,
    now,
    prepare_directory,
    read_manifest,
    write_manifest,
)
from indexer.engine.snapshot import grams
from indexer.engine.whoosh_files import DAMAGE_ON_OPENING, SCHEMA, damage_named, locked, writing
from indexer.errors import CorruptIndex, NoIndex
from indexer.fold import fold
from indexer.models import Report, display_title
from indexer.records import report_record

_WRITER_MEMORY: Final = 256
"""Megabytes that Whoosh may gather before it writes postings out."""


class WhooshWriter:
    """Implements ``base.Writer``: holds the index's lock from the first to the last, and cancels unless committed.

    Raises IndexLocked, CorruptIndex, and IndexerError where the directory cannot be written to.
    """

    def __init__(self, location: Path, *, rebuild: bool = False) -> None:
        self._location = location
        self._rebuild = rebuild
        if rebuild:
            prepare_directory(location)
        self._storage = FileStorage(str(location))
        self._lock = locked(location)
        try:
            self._replaced: str | None = None
            self._manifest = self._new_index() if rebuild else read_manifest(location)
            with damage_named(location, DAMAGE_ON_OPENING):
                index = whoosh_index.open_dir(str(location), indexname=self._manifest.name)
            with writing(location):
                self._writer = index.writer(limitmb=_WRITER_MEMORY)
        except BaseException:
            self._lock.release()
            raise
        self._added: set[str] = set()
        self._open = True

    def add(self, report: Report, analysis: Analysis) -> None:
        if report.id in self._added:
            raise ValueError(f"report {report.id} was added twice in one commit")
        self._added.add(report.id)
        record = report_record(report)
        record["lengths"] = {
            "text": len(report.text),
            "title": len(display_title(report.metadata)),
            "words": len(analysis.words),
            "sub_words": len(analysis.sub_words),
            "title_words": len(analysis.title_words),
        }
        with writing(self._location):
            self._writer.update_document(
                id=report.id,
                words=list(analysis.words),
                sub_words=list(analysis.sub_words),
                title_words=list(analysis.title_words),
                grams=list(grams(fold(report.text))),
                record=json.dumps(record, ensure_ascii=False).encode("utf-8"),
                text=report.text.encode("utf-8"),
            )

    def delete(self, ids: Iterable[str]) -> None:
        for report_id in ids:
            self._writer.delete_by_term("id", report_id)

    def set_root(self, label: str, folder: str) -> None:
        self._manifest.roots[label] = folder

    def commit(self) -> None:
        with writing(self._location):
            self._writer.commit()
            self._open = False
            self._sync()
            self._manifest = dataclasses.replace(self._manifest, updated=now())
            write_manifest(self._location, self._manifest)
        if self._replaced is not None:
            self._remove_files(lambda name: name == self._replaced)

    def _sync(self) -> None:
        """Have the system write the index's files out, which Whoosh does not, before the manifest names them."""
        for name in self._names():
            if (match := OWN_FILE.match(name)) and f"z{match[1]}" == self._manifest.name:
                with (self._location / name).open("rb") as file:
                    os.fsync(file.fileno())

    def roots(self) -> Mapping[str, str]:
        return self._manifest.roots

    def _new_index(self) -> Manifest:
        """Make an empty index beside the current one, whose roots it takes over; the manifest is not written yet."""
        try:
            current = read_manifest(self._location)
        except (NoIndex, CorruptIndex):
            # Nothing says which files are the current ones, if any are: keep all, and take a free name.
            numbers = [int(match[1]) for name in self._names() if (match := OWN_FILE.match(name))]
            current = Manifest(f"z{max(numbers, default=0)}", {})
        else:
            self._replaced = current.name
            self._remove_files(lambda name: name != current.name)  # what a rebuild that did not finish left
        number = int(current.name.removeprefix("z")) + 1
        made = Manifest(f"z{number}", fingerprint(), dict(current.roots))
        with writing(self._location):
            self._storage.create_index(SCHEMA, indexname=made.name)
        return made

    def _remove_files(self, unwanted: Callable[[str], bool]) -> None:
        """Remove files of which the name of the index they belong to is unwanted."""
        self._remove(name for name in self._names() if (match := OWN_FILE.match(name)) and unwanted(f"z{match[1]}"))

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            # A reader may hold a file open, which forbids deleting it on Windows: the next rebuild will.
            with suppress(OSError):
                self._storage.delete_file(name)

    def _cancel(self) -> None:
        """Give up what was written; Whoosh leaves the files of a cancelled segment behind."""
        try:
            with writing(self._location):
                self._writer.cancel()
        finally:
            begun = f"{self._writer.get_segment().segment_id()}."
            self._remove(name for name in self._names() if name.startswith(begun))
            if self._rebuild:
                self._remove_files(lambda name: name == self._manifest.name)

    def _names(self) -> list[str]:
        return [entry.name for entry in self._location.iterdir() if entry.is_file()]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._open:
                self._cancel()
        finally:
            self._lock.release()
