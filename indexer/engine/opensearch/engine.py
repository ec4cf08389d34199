"""Implements ``base.Engine`` on an OpenSearch cluster."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import numpy as np
from numpy.typing import NDArray

from indexer.answers import Copy, IndexInfo
from indexer.engine.base import (
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
from indexer.engine.columnar.places import SnapshotPlaces
from indexer.engine.opensearch.address import Address
from indexer.engine.opensearch.asking import asked
from indexer.engine.opensearch.client import ASKING, connect, connect_to_read
from indexer.engine.opensearch.commit import Commit
from indexer.engine.opensearch.counting import places, word_counts
from indexer.engine.opensearch.documents import KEPT, WITH_TEXT, read_document, read_sections
from indexer.engine.opensearch.files import files
from indexer.engine.opensearch.finding import found, ranked, streamed
from indexer.engine.opensearch.glance import Glance
from indexer.engine.opensearch.mapping import length
from indexer.engine.opensearch.matching import leaf_query
from indexer.engine.opensearch.point import Moved
from indexer.engine.opensearch.shelf import Shelf
from indexer.engine.opensearch.state import latest, segmentation_of
from indexer.engine.opensearch.tallying import tally
from indexer.engine.opensearch.together import Together
from indexer.engine.opensearch.turn import silent
from indexer.engine.opensearch.writer import OpenSearchWriter
from indexer.errors import NoSuchReport
from indexer.models import Metadata, Report, display_title
from indexer.segment import Segmentation
from indexer.structure import Section

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def _following(
    ask: Callable[Concatenate[OpenSearchEngine, Given], Answer],
) -> Callable[Concatenate[OpenSearchEngine, Given], Answer]:
    """Ask again of the latest state where the cluster has lost the one that was open."""

    @wraps(ask)
    def asked(engine: OpenSearchEngine, /, *given: Given.args, **named: Given.kwargs) -> Answer:
        try:
            return ask(engine, *given, **named)
        except Moved:
            engine.refresh()
            return ask(engine, *given, **named)

    return asked


class OpenSearchEngine:
    """Readers keep the commit they opened until ``refresh``, or until the cluster loses it, with a node that held it; whatever is
    asked of it at once is of one commit.

    Methods raise EngineUnavailable while the cluster is away, and streams when the commit is lost that they are of.
    """

    capabilities: frozenset[str] = frozenset(
        {
            "near",
            "together",
            "prefix",
            "copies",
            "sections",
            "tally",
            "places",
            "quotations",
            "word_counts",
            "failed",
            "writers",
        }
    )

    def __init__(self, address: Address, *, any_fingerprint: bool = False, patient: bool = False) -> None:
        """With ``any_fingerprint`` open an index made with another dictionary too, to read its reports, not to search. Who is ``patient``
        waits as long as a writer for a cluster that does not answer.

        Raises NoIndex, CorruptIndex, IncompatibleIndex or EngineUnavailable.
        """
        self.address = address
        self._client = connect(address) if patient else connect_to_read(address)
        self._asking = connect(address) if patient else connect_to_read(address, timeout=ASKING)
        self._refresh = Together(self._look)
        self._shelf = Shelf()
        self._any_fingerprint = any_fingerprint
        self._commit = self._latest()
        self._glance = Glance(self._latest)

    def _latest(self) -> Commit:
        return Commit(self._client, self.address, any_fingerprint=self._any_fingerprint)

    def refresh(self) -> None:
        self._refresh()

    def _look(self) -> None:
        held = self._commit
        index, state = latest(self._asking, self.address, (held.index, held.meta))
        if (index, state["generation"]) != (held.index, held.meta["generation"]) or not held.stands():
            self._commit = self._latest()
        elif (found := self._glance.found(held)) is not None:
            self._commit = found

    @property
    def segmentation(self) -> Segmentation:
        return segmentation_of(self._commit.meta)

    @property
    def generation(self) -> str:
        return self._commit.generation

    # -------------------------------------------------------------------------------------- searching

    @_following
    def search(self, request: EngineRequest) -> EngineResult:
        return found(request, self._commit)

    @_following
    def rank(self, request: EngineRequest) -> EngineRanking:
        return ranked(request, self._commit)

    @_following
    def every(self, request: EngineRequest) -> EngineStream:
        return streamed(request, self._commit)

    @_following
    def tally(self, request: EngineRequest, terms: Sequence[Sequence[str]]) -> Tally:
        commit = self._commit
        return tally(asked(replace(request, copies=True), commit), terms, commit)

    @_following
    def places(self, request: EngineRequest, strings: Sequence[str]) -> SnapshotPlaces:
        return places(request, strings, self._commit, self._shelf)

    @_following
    def count_words(
        self,
        requests: Sequence[EngineRequest],
        terms: Sequence[Sequence[str]],
        forms: Callable[[tuple[str, ...]], NDArray[np.int64]],
    ) -> WordCounts:
        return word_counts(requests, terms, forms, self._commit, self._shelf)

    @_following
    def quotations(self, section: str = "") -> Quotations:
        quotations: Quotations = self._shelf.whole(self._commit).quotations(section)
        return quotations

    # ---------------------------------------------------------------------------------------- reading

    @_following
    def report(self, report_id: str) -> Report:
        return read_document(_source(report_id, WITH_TEXT, self._commit))

    @_following
    def sections(self, report_id: str) -> tuple[Section, ...]:
        return read_sections(_source(report_id, ["sections"], self._commit))

    @_following
    def metadata(self, report_ids: Sequence[str]) -> Mapping[str, Metadata]:
        return {key: read_document(kept).metadata for key, kept in _sources(report_ids, KEPT, self._commit).items()}

    @_following
    def titles(self, report_ids: Sequence[str]) -> Mapping[str, str]:
        wanted = list(dict.fromkeys(report_ids))
        return self._commit.title_of({"terms": {"id": wanted}}) if wanted else {}

    @_following
    def copies(self, report_id: str) -> tuple[Copy, ...]:
        commit = self._commit
        family = _source(report_id, ["family"], commit).get("family")
        if family is None:
            return ()
        kept = (
            hit["_source"] for hit in commit.scan({"term": {"family": family}}, [*KEPT, "family_place", length("text")])
        )
        return tuple(_copy(each) for each in sorted(kept, key=lambda each: int(each["family_place"])))

    def catalogue(self) -> Iterator[Report]:
        for hit in self._commit.scan({"match_all": {}}, KEPT):
            yield read_document(hit["_source"])

    @_following
    def values(self, facet: str) -> frozenset[str]:
        return frozenset(self._commit.values[facet])

    @_following
    def held(self, words: Collection[str]) -> Mapping[str, int]:
        wanted = list(words)
        return dict(zip(wanted, self._commit.counts([leaf_query(("words", word)) for word in wanted]), strict=True))

    def vocabulary(self) -> Vocabulary:
        return self._commit

    @_following
    def files(self, beneath: Collection[tuple[str, str]] | None = None) -> Mapping[tuple[str, str], FileState]:
        return files(self._commit, beneath)

    def failed(self) -> tuple[FailedFile, ...] | None:
        kept = self._commit.meta.get("failed")
        return None if kept is None else tuple(FailedFile(**each) for each in kept)

    def roots(self) -> Mapping[str, str]:
        roots: Mapping[str, str] = self._commit.meta["roots"]
        return roots

    @_following
    def info(self) -> IndexInfo:
        return self._commit.info

    # ---------------------------------------------------------------------------------------- writing

    def writer(self, *, memory: int = 0, told: Callable[[str], None] = silent) -> OpenSearchWriter:
        """Nothing is built here, whatever ``memory`` there is."""
        return OpenSearchWriter(self.address, told)

    def close(self) -> None:
        self._commit.let_go()
        self._shelf.close()
        self._client.close()
        self._asking.close()


def _sources(ids: Sequence[str], source: Sequence[str], commit: Commit) -> dict[str, Any]:
    """Id → what is kept of those of the reports that there are."""
    wanted = list(dict.fromkeys(ids))
    return {hit["_id"]: hit["_source"] for hit in commit.scan({"terms": {"id": wanted}}, source)} if wanted else {}


def _source(report_id: str, source: Sequence[str], commit: Commit) -> Any:
    """The same of one report. Raises NoSuchReport."""
    kept = _sources([report_id], source, commit)
    if report_id not in kept:
        raise NoSuchReport(f"no report {report_id} in the index; `zhengxie search` lists reports with their ids")
    return kept[report_id]


def _copy(kept: Mapping[str, Any]) -> Copy:
    report = read_document(kept)
    return Copy(
        id=report.id,
        title=display_title(report.metadata),
        root=report.root,
        file=report.file,
        part=report.part,
        parts=report.parts,
        characters=int(kept[length("text")]),
        metadata=report.metadata,
        member=report.member,
    )
