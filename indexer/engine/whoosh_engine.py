"""The embedded engine: a Whoosh index whose segments are ours (``columnar``)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexer.answers import Copy, IndexInfo
from indexer.engine.base import (
    EngineHit,
    EngineRanking,
    EngineRequest,
    EngineResult,
    EngineStream,
    FailedFile,
    FileState,
    Quotations,
    Tally,
    Vocabulary,
    WordCounts,
)
from indexer.engine.columnar.answer import Answer, answered, tallied, words_counted
from indexer.engine.columnar.memory import keep_freed_memory
from indexer.engine.columnar.places import SnapshotPlaces
from indexer.engine.columnar.snapshot import Snapshot
from indexer.engine.manifest import FILE_NAME, read_manifest
from indexer.engine.whoosh_files import create_index, current_generation, damage_named, exists, open_current
from indexer.engine.whoosh_writer import DEFAULT_MEMORY, WhooshWriter
from indexer.errors import NoSuchReport
from indexer.models import Metadata, Report
from indexer.segment import Segmentation, current
from indexer.structure import Section

_STREAMED: Final = 32
"""Reports that a stream of hits reads at a time."""
_SETTLED: Final = 2_000_000_000
"""Nanoseconds after which a directory's time of change tells every change: file systems keep it in coarser steps."""


class WhooshEngine:
    """Implements ``base.Engine`` on a directory. Readers keep the commit they opened until ``refresh``."""

    capabilities: frozenset[str] = frozenset(
        {"near", "together", "prefix", "copies", "sections", "tally", "places", "quotations", "word_counts", "failed"}
    )

    def __init__(
        self,
        location: Path,
        *,
        create: bool = False,
        any_fingerprint: bool = False,
        segmentation: Segmentation | None = None,
    ) -> None:
        """Open the index in ``location``; with ``create``, make an empty one where there is none, whose texts are cut
        by ``segmentation``.

        With ``any_fingerprint`` open one made with another dictionary too, to read its reports, not to search.
        Raises NoIndex, CorruptIndex or IncompatibleIndex; an index that fails to open is left as it is.
        """
        self.location = location
        self._lock = threading.Lock()
        self._manifest_path = location / FILE_NAME  # looked at by every request
        if create and not exists(location):
            create_index(location, segmentation or current())
        keep_freed_memory()
        self._stamp: tuple[int, int, int] | None = None
        self._commit = open_current(location, any_fingerprint=any_fingerprint)

    @property
    def segmentation(self) -> Segmentation:
        """How the texts of the index were cut into words; queries have to be cut alike."""
        return self._commit.segmentation

    @property
    def _snapshot(self) -> Snapshot:
        return self._commit.snapshot

    def refresh(self) -> None:
        with self._lock:
            stamp = self._changed()
            if stamp is not None and stamp == self._stamp:
                return
            manifest = read_manifest(self.location)
            generation = current_generation(self.location, manifest)
            held = self._commit
            if (manifest, generation) != (held.manifest, held.generation):
                same = manifest.name == held.manifest.name
                self._commit = open_current(self.location, opened=held.opened if same else None)
            self._stamp = stamp

    def _changed(self) -> tuple[int, int, int] | None:
        """When the directory and the manifest were changed; None where that is too fresh to be relied on."""
        try:
            directory, manifest = self.location.stat(), self._manifest_path.stat()
        except OSError:
            return None
        newest = max(directory.st_mtime_ns, manifest.st_mtime_ns)
        if time.time_ns() - newest < _SETTLED:
            return None
        return directory.st_mtime_ns, manifest.st_mtime_ns, manifest.st_ino

    # ---------------------------------------------------------------------------------------- reading

    def search(self, request: EngineRequest) -> EngineResult:
        with damage_named(self.location):
            snapshot = self._snapshot
            answer = answered(request, snapshot)
            rows = answer.rows(0, len(answer.page))
            return EngineResult(
                total=answer.total,
                occurrences=answer.occurrences,
                hits=tuple(_hit(row, request, snapshot) for row in rows),
                counts=answer.counts,
                organizations=snapshot.organizations,
                copies=answer.copies,
            )

    def rank(self, request: EngineRequest) -> EngineRanking:
        with damage_named(self.location):
            snapshot = self._snapshot
            answer = answered(request, snapshot)
            return EngineRanking(
                total=answer.total,
                occurrences=answer.occurrences,
                ids=tuple(f"{identity:016x}" for identity in snapshot.ids[answer.page].tolist()),
                scores=tuple(answer.scores.tolist()),
                counts=answer.counts,
                copies=answer.copies,
            )

    def tally(self, request: EngineRequest, terms: Sequence[Sequence[str]]) -> Tally:
        with damage_named(self.location):
            return tallied(request, terms, self._snapshot)

    def places(self, request: EngineRequest, strings: Sequence[str]) -> SnapshotPlaces:
        with damage_named(self.location):
            return SnapshotPlaces(request, strings, self._snapshot)

    def count_words(
        self,
        requests: Sequence[EngineRequest],
        terms: Sequence[Sequence[str]],
        forms: Callable[[tuple[str, ...]], NDArray[np.int64]],
    ) -> WordCounts:
        with damage_named(self.location):
            commit = self._commit
            words, occurrences, reports = words_counted(requests, forms, commit.snapshot)
            tallies = tuple(tallied(request, terms, commit.snapshot) for request in requests)
            return WordCounts(words, occurrences, reports, tallies, commit.identity)

    def every(self, request: EngineRequest) -> EngineStream:
        with damage_named(self.location):
            snapshot = self._snapshot
            whole = replace(request, start=0, size=snapshot.documents, facets=())
            answer = answered(whole, snapshot)
            return EngineStream(answer.total, self._streamed(answer, whole, snapshot))

    def _streamed(self, answer: Answer, request: EngineRequest, snapshot: Snapshot) -> Iterator[EngineHit]:
        for start in range(0, len(answer.page), _STREAMED):
            with damage_named(self.location):
                rows = answer.rows(start, start + _STREAMED)
                hits = [_hit(row, request, snapshot) for row in rows]
            yield from hits

    def report(self, report_id: str) -> Report:
        with damage_named(self.location):
            snapshot = self._snapshot
            return snapshot.report(_number(report_id, snapshot))

    def sections(self, report_id: str) -> tuple[Section, ...]:
        with damage_named(self.location):
            snapshot = self._snapshot
            return snapshot.sections(_number(report_id, snapshot))

    def quotations(self, section: str = "") -> Quotations:
        with damage_named(self.location):
            found: Quotations = self._snapshot.quotations(section)
            return found

    def metadata(self, report_ids: Sequence[str]) -> Mapping[str, Metadata]:
        with damage_named(self.location):
            snapshot = self._snapshot
            numbers = ((report_id, snapshot.number(report_id)) for report_id in report_ids)
            return {
                report_id: snapshot.report_without_text(number).metadata
                for report_id, number in numbers
                if number is not None
            }

    def titles(self, report_ids: Sequence[str]) -> Mapping[str, str]:
        with damage_named(self.location):
            snapshot = self._snapshot
            numbers = ((report_id, snapshot.number(report_id)) for report_id in report_ids)
            return {report_id: snapshot.title(number) for report_id, number in numbers if number is not None}

    def copies(self, report_id: str) -> tuple[Copy, ...]:
        with damage_named(self.location):
            snapshot = self._snapshot
            family = snapshot.families.of(_number(report_id, snapshot))
            return tuple(snapshot.copy(number) for number in family.tolist())

    def catalogue(self) -> Iterator[Report]:
        with damage_named(self.location):
            yield from self._snapshot.catalogue()

    def values(self, facet: str) -> frozenset[str]:
        snapshot = self._snapshot
        with damage_named(self.location):
            return frozenset(snapshot.facets[facet].counts(np.flatnonzero(snapshot.live)))

    def held(self, words: Collection[str]) -> Mapping[str, int]:
        with damage_named(self.location):
            asked = list(words)
            return dict(zip(asked, self._snapshot.held(asked), strict=True))

    def vocabulary(self) -> Vocabulary:
        return self._snapshot.vocabulary

    def files(self, beneath: Collection[tuple[str, str]] | None = None) -> Mapping[tuple[str, str], FileState]:
        """All of them: they are few beside what is open."""
        with damage_named(self.location):
            return self._snapshot.files

    def failed(self) -> tuple[FailedFile, ...] | None:
        return self._commit.manifest.failed_files

    def roots(self) -> Mapping[str, str]:
        return self._commit.manifest.roots

    def info(self) -> IndexInfo:
        with damage_named(self.location):
            commit, snapshot = self._commit, self._snapshot
            return IndexInfo(
                reports=int(np.count_nonzero(snapshot.live)),
                files=snapshot.file_count,
                characters=snapshot.characters,
                organizations=len(snapshot.organizations),
                years=snapshot.years,
                updated=commit.manifest.updated,
                copies=snapshot.families.beyond,
                fingerprint=commit.identity,
            )

    @property
    def generation(self) -> str:
        return self._commit.identity

    # ---------------------------------------------------------------------------------------- writing

    def writer(
        self, *, memory: int = DEFAULT_MEMORY, told: Callable[[str], None] = lambda message: None
    ) -> WhooshWriter:
        """A writer that takes at most about ``memory`` megabytes; it waits for nobody."""
        return WhooshWriter(self.location, memory=memory)

    @staticmethod
    def rebuilder(
        location: Path, *, segmentation: Segmentation | None = None, memory: int = DEFAULT_MEMORY
    ) -> WhooshWriter:
        """A writer of a new, empty index that takes the place of the one at ``location`` when it commits."""
        return WhooshWriter(location, rebuild=True, segmentation=segmentation, memory=memory)

    def close(self) -> None:
        """Nothing has to be closed: maps of files end with the last array that looks into them."""


def _number(report_id: str, snapshot: Snapshot) -> int:
    """The document of an id. Raises NoSuchReport."""
    number = snapshot.number(report_id)
    if number is None:
        raise NoSuchReport(f"no report {report_id} in the index; `zhengxie search` lists reports with their ids")
    return number


def _hit(row: Sequence[Any], request: EngineRequest, snapshot: Snapshot) -> EngineHit:
    number, score, occurrences, copies = row
    report = snapshot.report(number) if request.texts else snapshot.report_without_text(number)
    return EngineHit(report, score, occurrences, copies, snapshot.sections(number) if request.section else ())
