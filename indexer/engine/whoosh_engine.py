"""The embedded engine: Whoosh's index and codec, evaluated by ``evaluate``."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.engine.base import EngineHit, EngineRequest, EngineResult, FileState
from indexer.engine.evaluate import Matches, evaluate
from indexer.engine.manifest import read_manifest
from indexer.engine.ordinals import count_facets
from indexer.engine.snapshot import Snapshot
from indexer.engine.whoosh_files import create_index, damage_named, exists, latest_generation, open_current
from indexer.engine.whoosh_writer import WhooshWriter
from indexer.errors import NoSuchReport
from indexer.models import IndexInfo, Report
from indexer.query import Group


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
        if create and not exists(location):
            create_index(location)
        self._manifest, self._generation, self._snapshot = open_current(location, any_fingerprint=any_fingerprint)

    def refresh(self) -> None:
        with self._lock:
            manifest = read_manifest(self.location)
            generation = latest_generation(self.location, manifest.name)
            if (manifest.name, generation) == (self._manifest.name, self._generation):
                self._manifest = manifest
                return
            earlier = self._snapshot
            self._manifest, self._generation, self._snapshot = open_current(self.location)
            earlier.close()

    # ---------------------------------------------------------------------------------------- reading

    def search(self, request: EngineRequest) -> EngineResult:
        with self._lock, damage_named(self.location):
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
                organizations=snapshot.organizations,
            )

    def report(self, report_id: str) -> Report:
        with self._lock, damage_named(self.location):
            number = self._snapshot.numbers.get(report_id)
            if number is None:
                raise NoSuchReport(
                    f"no report {report_id} in the index; `zhengxie search` lists reports with their ids"
                )
            return self._snapshot.report(number)

    def values(self, facet: str) -> frozenset[str]:
        snapshot = self._snapshot
        return frozenset(snapshot.facets[facet].counts(snapshot.live))

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


def _count_groups(groups: tuple[Group, ...], snapshot: Snapshot) -> NDArray[np.int64]:
    """Occurrences in each document: of a term's strings, or of its words where none of its strings stands."""
    counts = np.zeros(snapshot.documents, np.int64)
    for group in groups:
        exact = sum((snapshot.occurrences("text", string) for string in group.exact), np.zeros_like(counts))
        if group.words:
            words = sum((snapshot.occurrences("text", word) for word in group.telling), np.zeros_like(counts))
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
