"""The embedded engine: a Whoosh index whose segments are ours (``columnar``)."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexer.answers import Copy, IndexInfo
from indexer.engine.base import EngineHit, EngineRanking, EngineRequest, EngineResult, FileState
from indexer.engine.columnar.evaluate import evaluate
from indexer.engine.columnar.facets import count_facets
from indexer.engine.columnar.matches import Matches
from indexer.engine.columnar.memory import keep_freed_memory
from indexer.engine.columnar.snapshot import Snapshot
from indexer.engine.manifest import FILE_NAME, read_manifest
from indexer.engine.whoosh_files import create_index, damage_named, exists, latest_generation, open_current
from indexer.engine.whoosh_writer import DEFAULT_MEMORY, WhooshWriter
from indexer.errors import NoSuchReport
from indexer.models import Report
from indexer.query import Group
from indexer.segment import Segmentation, current

_ROWS: Final = 32
_SETTLED: Final = 2_000_000_000
"""Nanoseconds after which a directory's time of change tells every change: file systems keep it in coarser steps."""


@dataclass(frozen=True, slots=True)
class _Answer:
    total: int
    occurrences: int
    counts: Mapping[str, Mapping[str, int]]
    page: NDArray[np.integer]
    """The documents of the page asked for, in order."""
    scores: NDArray[np.float64]
    held: NDArray[np.int64]
    """Occurrences in each document of the page."""
    copies: int
    """Matching documents that others stand for."""
    others: NDArray[np.int64]
    """How many of them each document of the page stands for."""


class WhooshEngine:
    """Implements ``base.Engine`` on a directory. Readers keep the commit they opened until ``refresh``."""

    capabilities: frozenset[str] = frozenset({"near", "together", "prefix", "copies"})

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
            generation = latest_generation(self.location, manifest.name)
            held = self._commit
            if (manifest, generation) != (held.manifest, held.generation):
                same = manifest.name == held.manifest.name
                self._commit = open_current(self.location, opened=held.opened if same else None)
            self._stamp = stamp

    def _changed(self) -> tuple[int, int, int] | None:
        """When the directory and the manifest were changed; None where that is too fresh to be relied on."""
        try:
            directory, manifest = self.location.stat(), (self.location / FILE_NAME).stat()
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
            answer = _answer(request, snapshot)
            columns = (answer.page, answer.scores, answer.held, answer.others)
            rows = zip(*(column.tolist() for column in columns), strict=True)
            return EngineResult(
                total=answer.total,
                occurrences=answer.occurrences,
                hits=tuple(EngineHit(snapshot.report(number), *found) for number, *found in rows),
                counts=answer.counts,
                organizations=snapshot.organizations,
                copies=answer.copies,
            )

    def rank(self, request: EngineRequest) -> EngineRanking:
        with damage_named(self.location):
            snapshot = self._snapshot
            answer = _answer(request, snapshot)
            return EngineRanking(
                total=answer.total,
                occurrences=answer.occurrences,
                ids=tuple(f"{identity:016x}" for identity in snapshot.ids[answer.page].tolist()),
                scores=tuple(answer.scores.tolist()),
                counts=answer.counts,
                copies=answer.copies,
            )

    def report(self, report_id: str) -> Report:
        with damage_named(self.location):
            snapshot = self._snapshot
            return snapshot.report(_number(report_id, snapshot))

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

    def files(self) -> Mapping[tuple[str, str], FileState]:
        with damage_named(self.location):
            return self._snapshot.files

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
            )

    # ---------------------------------------------------------------------------------------- writing

    def writer(self, *, memory: int = DEFAULT_MEMORY) -> WhooshWriter:
        """A writer that takes at most about ``memory`` megabytes."""
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


def _answer(request: EngineRequest, snapshot: Snapshot) -> _Answer:
    matches = evaluate(request.tree, snapshot)
    filters = {name: snapshot.carrying(name, values) for name, values in request.filters.items() if values}
    families = None if request.copies or not len(snapshot.families) else snapshot.families
    matching = matches.documents
    for mask in filters.values():
        matches = _taken(matches, np.flatnonzero(mask.take(matches.documents)))
    found, others = len(matches.documents), None
    if families is not None:
        kept, others = families.best(matches.documents)
        matches = _taken(matches, kept)
    standing = None if families is None else matches.documents
    counts = count_facets(snapshot.facets, matching, filters, request.facets, families, standing)
    held = _occurrences(request.groups, snapshot)
    best = _ranked(matches, request, snapshot)
    documents = matches.documents[best]
    scores = matches.scores_at(best) if matches.has_scores else np.zeros(len(best))
    return _Answer(
        total=len(matches.documents),
        occurrences=0 if held is None else int(held[matches.documents].sum()),
        counts=counts,
        page=documents,
        scores=scores,
        held=np.zeros(len(best), np.int64) if held is None else held[documents],
        copies=found - len(matches.documents),
        others=np.zeros(len(best), np.int64) if others is None else others[best],
    )


def _taken(matches: Matches, kept: NDArray[np.integer]) -> Matches:
    """Some of the matches, by their places."""
    scores = matches.scores_at(kept) if matches.has_scores else None
    return Matches(matches.size, matches.documents.take(kept), scores)


def _occurrences(groups: tuple[Group, ...], snapshot: Snapshot) -> NDArray[np.int64] | None:
    """Occurrences in each document: of a term's strings, or of its words where none of its strings stands."""
    if not groups:
        return None
    total = np.zeros(snapshot.documents, np.int64)
    for group in groups:
        counts = _counted(group.exact, snapshot)
        if group.words:
            counts = np.where(counts > 0, counts, _counted(group.telling, snapshot))
        total += counts
    return total


def _counted(strings: tuple[str, ...], snapshot: Snapshot) -> NDArray[np.int64]:
    counts = np.zeros(snapshot.documents, np.int64)
    for string in strings:
        documents, held = snapshot.strings("text", string)
        counts[documents] += held
    return counts


def _ranked(matches: Matches, request: EngineRequest, snapshot: Snapshot) -> NDArray[np.integer]:
    """Where in ``matches.documents`` the page's documents are, in order.

    Equal scores go by date, newest first, and then by id, so that pages never overlap.
    """
    documents, wanted = matches.documents, request.start + request.size
    if request.sort == "relevance":
        if not matches.has_scores:
            newest = snapshot.newest[documents]
            first = _largest(-newest, wanted)
            order = first[np.argsort(newest[first])]
        else:
            first = _largest(matches.scores, wanted)
            order = first[np.lexsort((snapshot.newest[documents[first]], -matches.scores[first]))]
    else:
        dates = snapshot.dates[documents]
        keys = np.where(dates == 0, -(1 << 62), dates if request.sort == "newest" else -dates)
        first = _largest(keys, wanted)
        order = first[np.lexsort((snapshot.ids[documents[first]], -matches.scores[first], -keys[first]))]
    return order[request.start : wanted]


def _largest(keys: NDArray[Any], wanted: int) -> NDArray[np.integer]:
    """Where the ``wanted`` largest keys are, in any order, with all that equal the smallest of them."""
    if wanted <= 0:
        return np.empty(0, np.int64)
    if wanted >= len(keys):
        return np.arange(len(keys))
    columns = len(keys) // _ROWS
    if columns <= wanted:
        return np.flatnonzero(keys >= np.partition(keys, -wanted)[-wanted])
    # The largest of each of some columns: so many keys are as large as the last wanted of these, and few are larger.
    tops = keys[: columns * _ROWS].reshape(_ROWS, columns).max(axis=0)
    few = np.flatnonzero(keys >= np.partition(tops, -wanted)[-wanted])
    kept = keys[few]
    best: NDArray[np.integer] = few[kept >= np.partition(kept, -wanted)[-wanted]]
    return best
