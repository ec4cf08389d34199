"""What a request finds in one commit: counted, ranked, read page by page or as a stream."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from indexer.engine.base import EngineHit, EngineRanking, EngineRequest, EngineResult, EngineStream
from indexer.engine.opensearch.asking import OCCURRENCES, Asked, asked, occurrence_queries
from indexer.engine.opensearch.commit import Commit
from indexer.engine.opensearch.documents import KEPT, WITH_TEXT, read_document, read_sections
from indexer.engine.opensearch.packing import Body
from indexer.engine.opensearch.point import NOTHING, SCANNED

_STREAMED: Final = 32
"""Reports that a stream of hits reads at a time."""


@dataclass(frozen=True, slots=True)
class _Found:
    total: int
    occurrences: int
    counts: Mapping[str, Mapping[str, int]]
    copies: int
    hits: Sequence[Any]
    """Of the page asked for, in order, as the cluster gives them."""


def found(request: EngineRequest, commit: Commit) -> EngineResult:
    """``Engine.search``."""
    asking = asked(request, commit)
    answer = _found(asking, _read(request), commit)
    return EngineResult(
        total=answer.total,
        occurrences=answer.occurrences,
        hits=tuple(_hits(answer.hits, asking, commit)),
        counts=answer.counts,
        organizations=commit.every_organization,
        copies=answer.copies,
    )


def ranked(request: EngineRequest, commit: Commit) -> EngineRanking:
    """``Engine.rank``."""
    asking = asked(request, commit)
    answer = _found(asking, NOTHING, commit)
    return EngineRanking(
        total=answer.total,
        occurrences=answer.occurrences,
        ids=tuple(hit["sort"][-1] for hit in answer.hits),
        scores=tuple(asking.score(hit) for hit in answer.hits),
        counts=answer.counts,
        copies=answer.copies,
    )


def streamed(request: EngineRequest, commit: Commit) -> EngineStream:
    """``Engine.every``."""
    asking = asked(replace(request, facets=()), commit)
    (total,) = commit.counts([asking.matching])
    return EngineStream(total, _streamed(asking, commit))


def _streamed(asking: Asked, commit: Commit) -> Iterator[EngineHit]:
    body = {"query": asking.scored, "sort": asking.order, **_read(asking.request)}
    for hits in commit.pages(body, _STREAMED):
        yield from _hits(hits, asking, commit)


def _read(request: EngineRequest) -> Body:
    return {"_source": list(WITH_TEXT if request.texts else KEPT)}


def _found(asking: Asked, read: Body, commit: Commit) -> _Found:
    request = asking.request
    ranking = {
        "query": asking.query,
        "post_filter": asking.passing,
        "sort": asking.order,
        **read,
    }
    aggregations, *apart = asking.facets(commit.values if request.facets else {})
    first = {**ranking, "aggs": aggregations, "track_total_hits": True}
    deep = request.start + request.size > SCANNED
    first |= {"size": 0} if deep else {"from": request.start, "size": request.size}
    counted = [{"query": asking.matches, "size": 0, "track_total_hits": False, "aggs": each} for each in apart]
    sums = [
        {"query": query, "size": 0, "track_total_hits": False, "aggs": OCCURRENCES}
        for query in occurrence_queries(request.groups, request.section, asking.matching, asking.unheld)
    ]
    answer, *others = commit.ask([first, *counted, *sums])
    return _Found(
        total=answer["hits"]["total"]["value"],
        occurrences=sum(round(each["aggregations"]["n"]["value"]) for each in others[len(apart) :]),
        counts=asking.counts([answer, *others[: len(apart)]]),
        copies=0 if asking.standing is None else asking.standing.copies,
        hits=_deep(ranking, request, commit) if deep else answer["hits"]["hits"],
    )


def _deep(ranking: Body, request: EngineRequest, commit: Commit) -> list[Any]:
    """A page beyond what the cluster counts to by itself: what stands before it is passed over without being read."""
    skipped: Body = {}
    left = request.start
    while left:
        (answer,) = commit.ask([{**ranking, **NOTHING, "size": min(left, SCANNED), **skipped}])
        hits = answer["hits"]["hits"]
        if len(hits) < min(left, SCANNED):
            return []
        left -= len(hits)
        skipped = {"search_after": hits[-1]["sort"]}
    page: list[Any] = []
    while len(page) < request.size:
        size = min(request.size - len(page), SCANNED)
        (answer,) = commit.ask([{**ranking, "size": size, **skipped}])
        page += answer["hits"]["hits"]
        if len(answer["hits"]["hits"]) < size:
            break
        skipped = {"search_after": page[-1]["sort"]}
    return page


def _hits(hits: Sequence[Any], asking: Asked, commit: Commit) -> Iterator[EngineHit]:
    held = _held([hit["_id"] for hit in hits], asking, commit)
    others = {} if asking.standing is None else asking.standing.others
    for hit in hits:
        source, identity = hit["_source"], hit["_id"]
        yield EngineHit(
            report=read_document(source),
            score=asking.score(hit),
            occurrences=held[identity],
            copies=others.get(identity, 0),
            sections=read_sections(source) if asking.request.section else (),
        )


def _held(ids: Sequence[str], asking: Asked, commit: Commit) -> dict[str, int]:
    """How often the strings of the request's terms stand in each of some reports."""
    held = dict.fromkeys(ids, 0)
    request = asking.request
    for first in range(0, len(ids) if request.groups else 0, SCANNED):
        those: Body = {"terms": {"id": list(ids[first : first + SCANNED])}}
        bodies = [
            {"query": query, "size": SCANNED, "sort": ["id", "_score"], **NOTHING}
            for query in occurrence_queries(request.groups, request.section, those, asking.unheld)
        ]
        for answer in commit.ask(bodies):
            for hit in answer["hits"]["hits"]:
                identity, count = hit["sort"]
                held[identity] += round(count)
    return held
