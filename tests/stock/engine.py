"""The engine of before, on stock Whoosh: slow, plain, and a second opinion on what the present one answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from whoosh import index as whoosh_index

from indexer.answers import Copy, IndexInfo
from indexer.engine.base import EngineHit, EngineRanking, EngineRequest, EngineResult, EngineStream, FileState
from indexer.engine.manifest import read_manifest
from indexer.errors import NoSuchReport
from indexer.models import Organization, Report, display_title
from indexer.query import Group
from indexer.segment import Segmentation, current
from tests.stock.evaluate import Matches, evaluate
from tests.stock.snapshot import Snapshot
from tests.stock.writer import NAME, StockWriter, create_index


class StockEngine:
    """Implements ``base.Engine`` on a directory, without its optional nodes and without recognising copies."""

    capabilities: frozenset[str] = frozenset()

    def __init__(self, location: Path, *, create: bool = False) -> None:
        self.location = location
        if create:
            create_index(location)
        self._open()

    def _open(self) -> None:
        self._manifest = read_manifest(self.location)
        index = whoosh_index.open_dir(str(self.location), indexname=NAME)
        stated = f"{self.location} {index.latest_generation()} {self._manifest}"
        self._generation = sha256(stated.encode("utf-8", "surrogateescape")).hexdigest()[:32]
        self._snapshot = Snapshot(index.reader())
        self._vocabulary = StockVocabulary(self._snapshot)

    def refresh(self) -> None:
        self._snapshot.close()
        self._open()

    def close(self) -> None:
        self._snapshot.close()

    @property
    def segmentation(self) -> Segmentation:
        return current()

    def writer(self) -> StockWriter:
        return StockWriter(self.location)

    # ---------------------------------------------------------------------------------------- reading

    def search(self, request: EngineRequest) -> EngineResult:
        snapshot = self._snapshot
        matches = evaluate(request.tree, snapshot)
        passing = _passing(request, snapshot)
        mask = np.logical_and.reduce([matches.mask, *passing.values()])
        occurrences = _count_groups(request.groups, snapshot)
        best = _ranked(matches, mask, request, snapshot)
        return EngineResult(
            total=int(np.count_nonzero(mask)),
            occurrences=int(occurrences[mask].sum()),
            hits=tuple(
                EngineHit(
                    snapshot.report(number) if request.texts else _without_text(snapshot.report(number)),
                    float(matches.scores[number]),
                    int(occurrences[number]),
                )
                for number in best.tolist()
            ),
            counts={name: _counted(name, matches.mask, passing, snapshot) for name in request.facets},
            organizations=self._organizations(),
        )

    def rank(self, request: EngineRequest) -> EngineRanking:
        found = self.search(request)
        return EngineRanking(
            total=found.total,
            occurrences=found.occurrences,
            ids=tuple(hit.report.id for hit in found.hits),
            scores=tuple(hit.score for hit in found.hits),
            counts=found.counts,
        )

    def every(self, request: EngineRequest) -> EngineStream:
        found = self.search(replace(request, start=0, size=self._snapshot.documents, facets=()))
        return EngineStream(found.total, iter(found.hits))

    def report(self, report_id: str) -> Report:
        if report_id not in self._snapshot.numbers:
            raise NoSuchReport(f"no report {report_id} in the index")
        return self._snapshot.report(self._snapshot.numbers[report_id])

    def titles(self, report_ids: Sequence[str]) -> Mapping[str, str]:
        known = [report_id for report_id in report_ids if report_id in self._snapshot.numbers]
        return {report_id: display_title(self.report(report_id).metadata) for report_id in known}

    def catalogue(self) -> Iterator[Report]:
        return (_without_text(self._snapshot.report(number)) for number in self._live())

    def copies(self, report_id: str) -> tuple[Copy, ...]:
        self.report(report_id)
        return ()

    def values(self, facet: str) -> frozenset[str]:
        return frozenset(value for number in self._live() for value in self._snapshot.values[number][facet])

    def held(self, words: Collection[str]) -> Mapping[str, int]:
        return {word: len(self._snapshot.postings("words", word)[0]) for word in words}

    def vocabulary(self) -> StockVocabulary:
        return self._vocabulary

    def files(self, beneath: Collection[tuple[str, str]] | None = None) -> Mapping[tuple[str, str], FileState]:
        found: dict[tuple[str, str], FileState] = {}
        for number in self._live():
            record = self._snapshot.records[number]
            key = (record["root"], record["file"])
            earlier = found[key].ids if key in found else ()
            found[key] = FileState(record["content_hash"], (*earlier, record["id"]))
        return found

    def roots(self) -> Mapping[str, str]:
        return self._manifest.roots

    def info(self) -> IndexInfo:
        known = [self._snapshot.metadata[number].covered_year for number in self._live()]
        return IndexInfo(
            reports=len(self._live()),
            files=len(self.files()),
            characters=sum(self._snapshot.records[number]["lengths"]["text"] for number in self._live()),
            organizations=len(self._organizations()),
            years=tuple(sorted({year for year in known if year is not None})),
            updated=self._manifest.updated,
            fingerprint=self._generation,
        )

    @property
    def generation(self) -> str:
        return self._generation

    def _live(self) -> list[int]:
        return np.flatnonzero(self._snapshot.live).tolist()

    def _organizations(self) -> frozenset[Organization]:
        known = (self._snapshot.metadata[number].organization for number in self._live())
        return frozenset(organization for organization in known if organization is not None)


def _without_text(report: Report) -> Report:
    return replace(report, text="", headings=())


def _passing(request: EngineRequest, snapshot: Snapshot) -> dict[str, NDArray[np.bool_]]:
    """Facet name → the documents that its filter and its exclusions let pass."""
    passing: dict[str, NDArray[np.bool_]] = {}
    for name in {*request.filters, *request.excluded}:
        wanted, unwanted = (asked.get(name, frozenset()) for asked in (request.filters, request.excluded))
        passed = ~snapshot.carrying(name, unwanted)
        passing[name] = passed & snapshot.carrying(name, wanted) if wanted else passed
    return passing


class StockVocabulary:
    """Implements ``base.Vocabulary``: counted report by report."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._live = np.flatnonzero(snapshot.live).tolist()

    def words(self) -> Mapping[str, int]:
        found: Counter[str] = Counter()
        for word in self._snapshot.words("words"):
            holding = self._snapshot.postings("words", word)[0]
            found[word] = int(np.count_nonzero(self._snapshot.live[holding]))
        return +found

    def titles(self) -> Mapping[str, int]:
        return Counter(display_title(self._snapshot.metadata[number]) for number in self._live)

    def organizations(self) -> Mapping[Organization, int]:
        known = (self._snapshot.metadata[number].organization for number in self._live)
        return Counter(organization for organization in known if organization is not None)


def _counted(
    name: str, matching: NDArray[np.bool_], passing: Mapping[str, NDArray[np.bool_]], snapshot: Snapshot
) -> dict[str, int]:
    """How many documents carry each value of a facet, without the filter on itself."""
    mask = np.logical_and.reduce([matching, *(passed for other, passed in passing.items() if other != name)])
    return dict(Counter(value for number in np.flatnonzero(mask) for value in snapshot.values[number][name]))


def _count_groups(groups: tuple[Group, ...], snapshot: Snapshot) -> NDArray[np.int64]:
    """Occurrences in each document: of a term's strings, or of its words where none of its strings stands."""
    counts = np.zeros(snapshot.documents, np.int64)
    for group in groups:
        exact = sum((snapshot.occurrences("text", string) for string in group.exact), np.zeros_like(counts))
        words = sum((snapshot.occurrences("text", word) for word in group.telling), np.zeros_like(counts))
        counts += np.where(exact > 0, exact, words)
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
