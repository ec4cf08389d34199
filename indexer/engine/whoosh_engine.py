"""The embedded engine: Whoosh's index and codec, evaluated by ``evaluate``."""

from __future__ import annotations

import dataclasses
import json
import re
import struct
import threading
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray
from whoosh import columns, fields, formats
from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage

from indexer.engine.base import Analysis, EngineHit, EngineRequest, EngineResult, FileState
from indexer.engine.evaluate import Matches, evaluate
from indexer.engine.manifest import (
    FILE_NAME,
    Manifest,
    check_compatible,
    fingerprint,
    now,
    prepare_directory,
    read_manifest,
    write_manifest,
)
from indexer.engine.ordinals import count_facets
from indexer.engine.snapshot import Snapshot, grams
from indexer.errors import CorruptIndex, IndexLocked, NoIndex, NoSuchReport
from indexer.fold import fold
from indexer.models import IndexInfo, Organization, Report, display_title
from indexer.query import Group
from indexer.records import report_record

_WRITER_MEMORY: Final = 256
"""Megabytes that Whoosh may gather before it writes postings out."""
_LOCK: Final = "z_writer.lock"
_OWN_FILE: Final = re.compile(r"_?z(\d+)_")
"""Names of an index's files begin with the index's own name: z3_…, _z3_1.toc."""


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
    words=Words(formats.Frequency()),
    sub_words=Words(formats.Frequency()),
    title_words=Words(formats.Frequency()),
    grams=Words(formats.Existence()),
    record=fields.COLUMN(columns.CompressedBytesColumn()),
    text=fields.COLUMN(columns.CompressedBytesColumn()),
)


class WhooshEngine:
    """Implements ``base.Engine`` on a directory. Readers keep the commit they opened until ``refresh``."""

    capabilities: frozenset[str] = frozenset()

    def __init__(self, location: Path, *, create: bool = False, any_fingerprint: bool = False) -> None:
        """Open the index in ``location``; with ``create``, make an empty one where there is none.

        With ``any_fingerprint`` open one made with another dictionary too, to read its reports, not to search.
        Raises NoIndex, CorruptIndex or IncompatibleIndex; an index that fails to open is left as it is.
        """
        self.location = location
        self._lock = threading.RLock()
        if create and not _exists(location):
            create_index(location, "z1")
        self._manifest = read_manifest(location)
        if not any_fingerprint:
            check_compatible(self._manifest, location)
        self._generation = -1
        self._snapshot = self._open_snapshot()

    def _open_snapshot(self) -> Snapshot:
        with _damage_named(self.location):
            index = whoosh_index.open_dir(str(self.location), indexname=self._manifest.name)
            self._generation = index.latest_generation()
            return Snapshot(index.reader())

    def refresh(self) -> None:
        with self._lock:
            manifest = read_manifest(self.location)
            with _damage_named(self.location):
                storage = FileStorage(str(self.location))
                generation = whoosh_index.TOC._latest_generation(storage, manifest.name)
            if (manifest.name, generation) == (self._manifest.name, self._generation):
                self._manifest = manifest
                return
            check_compatible(manifest, self.location)
            self._manifest = manifest
            earlier, self._snapshot = self._snapshot, self._open_snapshot()
            earlier.close()

    # ---------------------------------------------------------------------------------------- reading

    def search(self, request: EngineRequest) -> EngineResult:
        with self._lock, _damage_named(self.location):
            snapshot = self._snapshot
            matches = evaluate(request.tree, snapshot)
            mask, counts = count_facets(snapshot.facets, matches.mask, request.filters, request.facets)
            occurrences = _count_groups(request.groups, snapshot)
            best = _ranked(matches, mask, request, snapshot)
            return EngineResult(
                total=int(np.count_nonzero(mask)),
                occurrences=int(occurrences[mask].sum()),
                hits=tuple(
                    EngineHit(snapshot.report(number), float(matches.scores[number]), int(occurrences[number]))
                    for number in best
                ),
                counts=counts,
            )

    def report(self, report_id: str) -> Report:
        with self._lock, _damage_named(self.location):
            number = self._snapshot.numbers.get(report_id)
            if number is None:
                raise NoSuchReport(
                    f"no report {report_id} in the index; `zhengxie search` lists reports with their ids"
                )
            return self._snapshot.report(number)

    def organizations(self) -> Iterable[Organization]:
        return self._snapshot.organizations

    def values(self, facet: str) -> frozenset[str]:
        ordinals = self._snapshot.facets[facet]
        return frozenset(ordinals.counts(self._snapshot.live))

    def files(self) -> Mapping[tuple[str, str], FileState]:
        return self._snapshot.files

    def roots(self) -> Mapping[str, str]:
        return self._manifest.roots

    def info(self) -> IndexInfo:
        snapshot = self._snapshot
        years = {known.covered_year for known in snapshot.live_metadata() if known.covered_year is not None}
        return IndexInfo(
            reports=len(snapshot.numbers),
            files=len(snapshot.files),
            characters=sum(snapshot.records[number]["lengths"]["text"] for number in snapshot.numbers.values()),
            organizations=len(snapshot.organizations),
            years=tuple(sorted(years)),
            updated=self._manifest.updated,
        )

    # ---------------------------------------------------------------------------------------- writing

    def writer(self) -> WhooshWriter:
        return WhooshWriter(self.location)

    @staticmethod
    def rebuilder(location: Path) -> WhooshWriter:
        """A writer of a new, empty index that takes the place of the one at ``location`` when it commits."""
        return WhooshWriter(location, rebuild=True)

    def close(self) -> None:
        with self._lock:
            self._snapshot.close()


class WhooshWriter:
    """Implements ``base.Writer``: holds the index's lock from the first to the last, and cancels unless committed."""

    def __init__(self, location: Path, *, rebuild: bool = False) -> None:
        self._location = location
        if rebuild:
            prepare_directory(location)
        self._storage = FileStorage(str(location))
        self._lock = self._storage.lock(_LOCK)
        if not self._lock.acquire(blocking=False):
            raise IndexLocked(f"another process is writing to the index in {location}; wait until it is done")
        try:
            self._replaced: str | None = None
            self._manifest = self._new_index() if rebuild else read_manifest(location)
            index = whoosh_index.open_dir(str(location), indexname=self._manifest.name)
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
        self._writer.commit()
        self._open = False
        self._manifest = dataclasses.replace(self._manifest, updated=now())
        write_manifest(self._location, self._manifest)
        if self._replaced is not None:
            self._remove_files(self._replaced)

    def roots(self) -> Mapping[str, str]:
        return self._manifest.roots

    def _new_index(self) -> Manifest:
        """Make an empty index beside the current one, whose roots it takes over; the manifest is not written yet."""
        current = Manifest("z0", {})
        if (self._location / FILE_NAME).exists():
            try:
                current = read_manifest(self._location)
            except CorruptIndex:
                # A damaged manifest cannot say which files are the current ones: keep all, and take a free name.
                current = Manifest(self._highest_name(), {})
            else:
                self._clear_leftovers(current.name)
                self._replaced = current.name
        made = Manifest(_next_name(current.name), fingerprint(), dict(current.roots))
        self._storage.create_index(SCHEMA, indexname=made.name)
        return made

    def _highest_name(self) -> str:
        numbers = [int(match[1]) for name in self._names() if (match := _OWN_FILE.match(name))]
        return f"z{max(numbers, default=0)}"

    def _clear_leftovers(self, current: str) -> None:
        """Remove what a rebuild that did not finish left: whatever is not the current index's."""
        for name in self._names():
            match = _OWN_FILE.match(name)
            if match and f"z{match[1]}" != current:
                self._storage.delete_file(name)

    def _remove_files(self, index_name: str) -> None:
        for name in self._names():
            if name.startswith((f"{index_name}_", f"_{index_name}_")):
                self._storage.delete_file(name)

    def _names(self) -> list[str]:
        return [entry.name for entry in self._location.iterdir() if entry.is_file()]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._open:
                self._writer.cancel()
        finally:
            self._lock.release()


def create_index(location: Path, name: str) -> None:
    """Make an empty index in a directory. Raises IndexerError when the directory cannot take one."""
    prepare_directory(location)
    FileStorage(str(location)).create_index(SCHEMA, indexname=name)
    write_manifest(location, Manifest(name, fingerprint()))


def _exists(location: Path) -> bool:
    try:
        read_manifest(location)
    except NoIndex:
        return False
    return True


def _next_name(name: str) -> str:
    return f"z{int(name.removeprefix('z')) + 1}"


@contextmanager
def _damage_named(location: Path) -> Iterator[None]:
    """What Whoosh raises on missing or damaged files becomes CorruptIndex, which says what to do."""
    try:
        yield
    except (OSError, EOFError, whoosh_index.IndexError, json.JSONDecodeError, struct.error, zlib.error) as error:
        raise CorruptIndex(
            f"the index in {location} cannot be read ({type(error).__name__}: {error}); nothing was deleted; "
            f"restore it from a copy or rebuild it with `zhengxie index --rebuild PATH --index {location}`"
        ) from error


def _count_groups(groups: tuple[Group, ...], snapshot: Snapshot) -> NDArray[np.int64]:
    """Occurrences in each document: of a term's strings, or of its words where none of its strings stands."""
    counts = np.zeros(snapshot.documents, np.int64)
    for group in groups:
        exact = sum((snapshot.occurrences("text", string) for string in group.exact), np.zeros_like(counts))
        if group.words:
            words = sum((snapshot.occurrences("text", word) for word in group.words), np.zeros_like(counts))
            exact = np.where(exact > 0, exact, words)
        counts += exact
    return counts


def _ranked(matches: Matches, mask: NDArray[np.bool_], request: EngineRequest, snapshot: Snapshot) -> NDArray[np.int64]:
    """The page's documents in order: equal scores by date, newest first, and then by id, so that pages never overlap."""
    found = np.flatnonzero(mask)
    ids = np.array([snapshot.records[number]["id"] for number in found])
    scores = -matches.scores[found]
    dates = snapshot.dates[found]
    if request.sort == "relevance":
        order = np.lexsort((ids, -dates, scores))
    else:
        unknown = dates == 0
        order = np.lexsort((ids, scores, -dates if request.sort == "newest" else dates, unknown))
    page: NDArray[np.int64] = found[order][request.start : request.start + request.size]
    return page
