"""Implements ``base.Engine`` on an OpenSearch cluster."""

from __future__ import annotations

import json
import threading
import weakref
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from opensearchpy import OpenSearch
from opensearchpy.exceptions import OpenSearchException

from indexer.answers import IndexInfo
from indexer.engine.base import (
    EngineHit,
    EngineRanking,
    EngineRequest,
    EngineResult,
    EngineStream,
    FailedFile,
    FileState,
    Vocabulary,
)
from indexer.engine.opensearch.address import Address
from indexer.engine.opensearch.client import connect
from indexer.engine.opensearch.documents import KEPT, OF_FILE, WITH_TEXT, file_state, read_document
from indexer.engine.opensearch.mapping import STRING_FIELDS, WORD_FIELDS, facet, length
from indexer.engine.opensearch.placing import stands
from indexer.engine.opensearch.scoring import (
    Body,
    Held,
    Statistics,
    Translation,
    leaf_query,
    leaves,
    string_query,
    terms_of,
)
from indexer.engine.opensearch.state import check, latest, segmentation_of
from indexer.engine.opensearch.writer import OpenSearchWriter
from indexer.errors import NoSuchReport
from indexer.facets import FACETS
from indexer.models import Metadata, Organization, Report
from indexer.query import Group, Near, Together
from indexer.records import read_organization
from indexer.segment import Segmentation
from indexer.structure import Section, sections

_KEPT_OPEN: Final = "5m"
_SCANNED: Final = 10_000
"""Reports in one answer of the cluster; it gives no more by itself."""
_BUCKETS: Final = 10_000


class Commit:
    """One state of an index on the cluster: a point in time, so that whatever is asked of it is of one commit."""

    def __init__(self, client: OpenSearch, index: str, meta: Mapping[str, Any]) -> None:
        self.client = client
        self.index = index
        self.meta = meta
        self._pit: str = client.create_pit(index=index, params={"keep_alive": _KEPT_OPEN})["pit_id"]
        self.let_go = weakref.finalize(self, _let_go, client, self._pit)
        """Once nobody holds this any more, or sooner when it is called."""
        self._held: dict[tuple[Held, str], int] = {}

    def ask(self, bodies: Sequence[Body]) -> list[Any]:
        """The answers to some searches, in one go."""
        if not bodies:
            return []
        lines: list[Any] = []
        for body in bodies:
            lines += [{}, {**body, "pit": {"id": self._pit, "keep_alive": _KEPT_OPEN}}]
        answers: list[Any] = self.client.msearch(body=lines)["responses"]
        for answer in answers:
            if "error" in answer:
                raise RuntimeError(str(answer["error"])[:2000])
        return answers

    def counts(self, queries: Sequence[Body]) -> list[int]:
        """How many reports match each of some queries."""
        bodies = [{"query": query, "size": 0, "track_total_hits": True} for query in queries]
        return [answer["hits"]["total"]["value"] for answer in self.ask(bodies)]

    def scan(self, query: Body, source: Sequence[str] | bool, order: Sequence[Any] = ("id",)) -> Iterator[Any]:
        """Every match, in an order whose last key tells any two apart."""
        after: dict[str, Any] = {}
        while True:
            body = {"query": query, "size": _SCANNED, "sort": list(order), "_source": source, **after}
            (answer,) = self.ask([body])
            hits = answer["hits"]["hits"]
            yield from hits
            if len(hits) < _SCANNED:
                return
            after = {"search_after": hits[-1]["sort"]}

    def buckets(self, field: str) -> dict[str, int]:
        """Value of a keyword field → how many reports carry it, all of them."""
        found: dict[str, int] = {}
        after: dict[str, Any] = {}
        while True:
            source = {"size": _BUCKETS, "sources": [{"value": {"terms": {"field": field}}}], **after}
            (answer,) = self.ask([{"size": 0, "aggs": {"all": {"composite": source}}}])
            made = answer["aggregations"]["all"]
            found.update({bucket["key"]["value"]: bucket["doc_count"] for bucket in made["buckets"]})
            if "after_key" not in made:
                return found
            after = {"after": made["after_key"]}

    def statistics(self, held: Sequence[Held], section: str) -> Statistics:
        """What the scores of some leaves rest on."""
        missing = [each for each in held if (each, section) not in self._held]
        for each, count in zip(missing, self.counts([leaf_query(each, section) for each in missing]), strict=True):
            self._held[each, section] = count
        return Statistics(self._totals[0], {each: self._held[each, section] for each in held}, self._totals[1])

    @cached_property
    def _totals(self) -> tuple[int, Mapping[str, float]]:
        """Number of reports, and the mean length of each field."""
        fields = (*WORD_FIELDS, *STRING_FIELDS)
        aggregations = {name: {"avg": {"field": length(name)}} for name in fields}
        (answer,) = self.ask([{"size": 0, "track_total_hits": True, "aggs": aggregations}])
        means = {name: answer["aggregations"][name]["value"] or 0.0 for name in fields}
        return answer["hits"]["total"]["value"], means

    @cached_property
    def values(self) -> dict[str, dict[str, int]]:
        return {name: self.buckets(facet(name)) for name in FACETS}

    @cached_property
    def vocabulary(self) -> _Vocabulary:
        return _Vocabulary(self)

    @cached_property
    def organizations(self) -> dict[Organization, int]:
        return {read_organization(json.loads(text)): count for text, count in self.buckets("organization").items()}


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request as the cluster is asked."""

    query: Body
    """What matches the tree."""
    filters: Mapping[str, Body]
    """Facet → what passes it."""
    translation: Translation

    @property
    def matching(self) -> Body:
        return {"bool": {"must": [self.query], "filter": list(self.filters.values())}}

    def without(self, name: str) -> Body:
        return {"bool": {"filter": [body for other, body in self.filters.items() if other != name]}}


class OpenSearchEngine:
    capabilities: frozenset[str] = frozenset({"near", "together", "prefix", "sections", "failed", "writers"})

    def __init__(self, address: Address, *, any_fingerprint: bool = False) -> None:
        """With ``any_fingerprint`` open an index made with another dictionary too, to read its reports, not to search.

        Raises NoIndex, CorruptIndex, IncompatibleIndex or EngineUnavailable.
        """
        self.address = address
        self._client = connect(address)
        self._lock = threading.Lock()
        index, state = latest(self._client, address)
        if not any_fingerprint:
            check(address, state)
        self._commit = Commit(self._client, index, state)

    def refresh(self) -> None:
        with self._lock:
            index, state = latest(self._client, self.address, (self._commit.index, self._commit.meta))
            if (index, state["generation"]) != (self._commit.index, self.generation):
                if index != self._commit.index:
                    check(self.address, state)
                self._commit = Commit(self._client, index, state)

    @property
    def segmentation(self) -> Segmentation:
        return segmentation_of(self._commit.meta)

    @property
    def generation(self) -> str:
        generation: str = self._commit.meta["generation"]
        return generation

    # -------------------------------------------------------------------------------------- searching

    def _asked(self, request: EngineRequest, commit: Commit) -> _Asked:
        translation = Translation(
            request.tree,
            commit.statistics(leaves(request.tree), request.section),
            section=request.section,
            near=lambda node: self._placed(node, request.section, commit),
            values=lambda name: commit.values[name],
        )
        filters: dict[str, Body] = {}
        for name in {**request.filters, **request.excluded}:
            wanted, unwanted = request.filters.get(name), request.excluded.get(name)
            clauses: Body = {}
            if wanted:
                clauses["filter"] = [{"terms": {facet(name): sorted(wanted)}}]
            if unwanted:
                clauses["must_not"] = [{"terms": {facet(name): sorted(unwanted)}}]
            if clauses:
                filters[name] = {"bool": clauses}
        return _Asked(translation.query, filters, translation)

    def _placed(self, node: Near | Together, section: str, commit: Commit) -> list[str]:
        """Ids of the reports with a place that a node asks for: of those that hold its strings, the ones whose texts show it."""
        operands = node.operands if isinstance(node, Together) else (node.left, node.right)
        holding = [
            {"bool": {"should": [string_query("text", string, section) for string in strings]}} for strings in operands
        ]
        return [
            hit["_id"]
            for hit in commit.scan({"bool": {"filter": holding}}, WITH_TEXT)
            if stands(read_document(hit["_source"]), node, section)
        ]

    def _first_body(self, request: EngineRequest, asked: _Asked) -> Body:
        aggregations = {
            name: {
                "filter": asked.without(name),
                "aggs": {"values": {"terms": {"field": facet(name), "size": max(1, len(self._commit.values[name]))}}},
            }
            for name in request.facets
        }
        return {
            "query": asked.query,
            "post_filter": {"bool": {"filter": list(asked.filters.values())}},
            "aggs": aggregations,
            "track_total_hits": True,
            "sort": _order(request.sort),
            "track_scores": True,
        }

    def search(self, request: EngineRequest) -> EngineResult:
        commit = self._commit
        asked = self._asked(request, commit)
        source = WITH_TEXT if request.texts else KEPT
        counting = [body for group in request.groups for body in _occurrence_bodies(group, request.section, asked)]
        first = {**self._first_body(request, asked), "from": request.start, "size": request.size, "_source": source}
        answer, *totals = commit.ask([first, *counting])
        hits = answer["hits"]["hits"]
        held = self._held(request, [hit["_id"] for hit in hits], asked, commit)
        return EngineResult(
            total=answer["hits"]["total"]["value"],
            occurrences=sum(round(each["aggregations"]["n"]["value"]) for each in totals),
            hits=tuple(self._hit(hit, request, asked, held) for hit in hits),
            counts=_counts(answer, request),
            organizations=frozenset(commit.organizations),
        )

    def _held(self, request: EngineRequest, ids: list[str], asked: _Asked, commit: Commit) -> dict[str, int]:
        """How often the groups' strings stand in each of some reports."""
        found = dict.fromkeys(ids, 0)
        if ids:
            bodies = [
                {
                    **body,
                    "query": {"bool": {"must": [body["query"]], "filter": [{"terms": {"id": ids}}]}},
                    "size": len(ids),
                }
                for group in request.groups
                for body in _occurrence_bodies(group, request.section, asked)
            ]
            for answer in commit.ask(bodies):
                for hit in answer["hits"]["hits"]:
                    found[hit["_id"]] += round(hit["_score"])
        return found

    def _hit(self, hit: Any, request: EngineRequest, asked: _Asked, held: Mapping[str, int]) -> EngineHit:
        report = read_document(hit["_source"])
        return EngineHit(report, asked.translation.scale.told(hit["_score"]), held[hit["_id"]])

    def rank(self, request: EngineRequest) -> EngineRanking:
        commit = self._commit
        asked = self._asked(request, commit)
        counting = [body for group in request.groups for body in _occurrence_bodies(group, request.section, asked)]
        first = {**self._first_body(request, asked), "from": request.start, "size": request.size, "_source": False}
        answer, *totals = commit.ask([first, *counting])
        hits = answer["hits"]["hits"]
        return EngineRanking(
            total=answer["hits"]["total"]["value"],
            occurrences=sum(round(each["aggregations"]["n"]["value"]) for each in totals),
            ids=tuple(hit["_id"] for hit in hits),
            scores=tuple(asked.translation.scale.told(hit["_score"]) for hit in hits),
            counts=_counts(answer, request),
        )

    def every(self, request: EngineRequest) -> EngineStream:
        commit = self._commit
        asked = self._asked(request, commit)
        (total,) = commit.counts([asked.matching])
        return EngineStream(total, self._streamed(request, asked, commit))

    def _streamed(self, request: EngineRequest, asked: _Asked, commit: Commit) -> Iterator[EngineHit]:
        after: dict[str, Any] = {}
        while True:
            body = {
                "query": asked.matching,
                "size": 32,
                "sort": _order(request.sort),
                "track_scores": True,
                "_source": WITH_TEXT if request.texts else KEPT,
                **after,
            }
            (answer,) = commit.ask([body])
            hits = answer["hits"]["hits"]
            held = self._held(request, [hit["_id"] for hit in hits], asked, commit)
            yield from (self._hit(hit, request, asked, held) for hit in hits)
            if len(hits) < 32:
                return
            after = {"search_after": hits[-1]["sort"]}

    # ---------------------------------------------------------------------------------------- reading

    def _sources(self, ids: Sequence[str], source: Sequence[str]) -> dict[str, Any]:
        query = {"terms": {"id": list(dict.fromkeys(ids))}}
        return {hit["_id"]: hit["_source"] for hit in self._commit.scan(query, source)} if ids else {}

    def report(self, report_id: str) -> Report:
        found = self._sources([report_id], WITH_TEXT)
        if report_id not in found:
            raise NoSuchReport(f"no report {report_id} in the index; `zhengxie search` lists reports with their ids")
        return read_document(found[report_id])

    def sections(self, report_id: str) -> tuple[Section, ...]:
        report = self.report(report_id)
        return tuple(sections(report.text, report.headings))

    def metadata(self, report_ids: Sequence[str]) -> Mapping[str, Metadata]:
        return {key: read_document(source).metadata for key, source in self._sources(report_ids, KEPT).items()}

    def titles(self, report_ids: Sequence[str]) -> Mapping[str, str]:
        return {key: source["title"] for key, source in self._sources(report_ids, ["title"]).items()}

    def catalogue(self) -> Iterator[Report]:
        for hit in self._commit.scan({"match_all": {}}, KEPT):
            yield read_document(hit["_source"])

    def values(self, facet: str) -> frozenset[str]:
        return frozenset(self._commit.values[facet])

    def held(self, words: Collection[str]) -> Mapping[str, int]:
        asked = list(words)
        return dict(zip(asked, self._commit.counts([{"term": {"words": word}} for word in asked]), strict=True))

    def vocabulary(self) -> Vocabulary:
        return self._commit.vocabulary

    def files(self) -> Mapping[tuple[str, str], FileState]:
        found: dict[tuple[str, str], list[Any]] = {}
        for hit in self._commit.scan({"match_all": {}}, OF_FILE):
            found.setdefault((hit["_source"]["root"], hit["_source"]["file"]), []).append(hit)
        return {key: file_state(hits) for key, hits in found.items()}

    def failed(self) -> tuple[FailedFile, ...] | None:
        kept = self._commit.meta.get("failed")
        return None if kept is None else tuple(FailedFile(**each) for each in kept)

    def roots(self) -> Mapping[str, str]:
        roots: Mapping[str, str] = self._commit.meta["roots"]
        return roots

    def info(self) -> IndexInfo:
        commit = self._commit
        (answer,) = commit.ask(
            [{"size": 0, "track_total_hits": True, "aggs": {"n": {"sum": {"field": length("text")}}}}]
        )
        return IndexInfo(
            reports=answer["hits"]["total"]["value"],
            files=len(self.files()),
            characters=int(answer["aggregations"]["n"]["value"]),
            organizations=len(commit.organizations),
            years=tuple(sorted(int(year) for year in commit.values["covered_year"] if year.isdecimal())),
            updated=commit.meta["updated"],
            fingerprint=self.generation,
        )

    def writer(self, *, memory: int = 0) -> OpenSearchWriter:
        """Nothing is built here, whatever ``memory`` there is."""
        return OpenSearchWriter(self.address)

    def close(self) -> None:
        self._commit.let_go()
        self._client.close()


class _Vocabulary:
    """Implements ``base.Vocabulary``."""

    def __init__(self, commit: Commit) -> None:
        self._commit = commit

    def words(self) -> Mapping[str, int]:
        return self._commit.buckets("base_words")

    def titles(self) -> Mapping[str, int]:
        return Counter(hit["_source"]["title"] for hit in self._commit.scan({"match_all": {}}, ["title"]))

    def organizations(self) -> Mapping[Organization, int]:
        return self._commit.organizations


def _let_go(client: OpenSearch, pit: str) -> None:
    with suppress(OpenSearchException):  # it lapses by itself
        client.delete_pit(body={"pit_id": [pit]})


def _order(sort: str) -> list[Any]:
    """Equal scores go by date, newest first, and then by id, so that pages never overlap."""
    date = {"date": "desc"}
    if sort == "relevance":
        return [{"_score": "desc"}, date, {"id": "asc"}]
    dated = {"_script": {"type": "number", "order": "asc", "script": "doc['date'].value == 0 ? 1 : 0"}}
    return [dated, {"date": "desc" if sort == "newest" else "asc"}, {"_score": "desc"}, {"id": "asc"}]


def _occurrence_bodies(group: Group, section: str, asked: _Asked) -> list[Body]:
    """Searches whose scores are how often the strings of a term stand in a report: its words count where the strings do not."""

    def counted(strings: Sequence[str], without: Sequence[str]) -> Body:
        clauses = [
            {"bool": {"must": [string_query("text", string, section)], "boost": 1.0 / terms_of(string)}}
            for string in dict.fromkeys(strings)
        ]
        query = {
            "bool": {
                "should": clauses,
                "minimum_should_match": 1,
                "filter": [asked.matching],
                "must_not": [string_query("text", string, section) for string in without],
            }
        }
        return {
            "query": query,
            "size": 0,
            "_source": False,
            "aggs": {"n": {"sum": {"script": {"source": "Math.rint(_score.doubleValue())"}}}},
        }

    bodies = [counted(group.exact, ())] if group.exact else []
    if group.words:
        bodies.append(counted(group.telling, group.exact))
    return bodies


def _counts(answer: Any, request: EngineRequest) -> dict[str, dict[str, int]]:
    return {
        name: {bucket["key"]: bucket["doc_count"] for bucket in answer["aggregations"][name]["values"]["buckets"]}
        for name in request.facets
    }
