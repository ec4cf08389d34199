"""A request of the port → searches of the cluster."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from indexer.engine.base import EngineRequest
from indexer.engine.columnar.answer import shortest
from indexer.engine.opensearch.commit import Commit
from indexer.engine.opensearch.documents import WITH_TEXT, read_document
from indexer.engine.opensearch.mapping import MOST_TERMS, facet
from indexer.engine.opensearch.matching import BUCKETS, leaves, string_query, terms_of
from indexer.engine.opensearch.members import ALONE, HAVING_COPIES, Standing
from indexer.engine.opensearch.packing import CLAUSES, Body, any_of, clauses, packed
from indexer.engine.opensearch.placing import stands
from indexer.engine.opensearch.scale import Scale
from indexer.engine.opensearch.scoring import Translation
from indexer.errors import QueryError
from indexer.messages import said
from indexer.query import Group, Near, Together

DATED_LAST: Final = "doc['date'].value == 0 ? 1 : 0"
"""Reports without a date come last, whichever way dates run."""
_BY_SCORE: Final = {"_score": "desc"}
_STRINGS: Final = CLAUSES // 4
"""That are counted by one query."""
OCCURRENCES: Final[Body] = {"n": {"sum": {"script": {"source": "Math.rint(_score.doubleValue())"}}}}
"""Over all matches, of what ``occurrence_queries`` gives."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as one commit is asked."""

    request: EngineRequest
    query: Body
    """What matches the tree, with its score."""
    matches: Body
    """The same without scores, which is less to look for."""
    filters: Mapping[str, Body]
    """Facet → what passes it."""
    scale: Scale
    standing: Standing | None
    """Which copies count; None where all do."""
    unheld: frozenset[str]
    """Strings of the tree that no report holds."""

    @property
    def passing(self) -> Body:
        """What passes all filters and counts."""
        counting = [] if self.standing is None else [self.standing.filter]
        return {"bool": {"filter": [*self.filters.values(), *counting]}}

    @property
    def matching(self) -> Body:
        """What matches, passes and counts."""
        return {"bool": {"filter": [self.matches, self.passing]}}

    @property
    def scored(self) -> Body:
        """The same with its score."""
        return {"bool": {"must": [self.query], "filter": [self.passing]}}

    def facets(self, values: Mapping[str, Mapping[str, int]]) -> list[Body]:
        """Aggregations that count each facet wanted, of reports without copies where one copy counts; apart where they have more
        values than the cluster gives in one answer. None may be empty but the first."""
        apart: list[Body] = [{}]
        room = BUCKETS
        for name in self.request.facets:
            number = len(values[name])
            parts = max(1, -(-number // (BUCKETS // 2)))  # a part may come out larger than the others
            for part in range(parts):
                wanted: Body = {"field": facet(name), "size": max(1, number)}
                if parts > 1:
                    wanted["include"] = {"partition": part, "num_partitions": parts}
                if number + 1 > room or parts > 1:
                    apart.append({})
                    room = BUCKETS if parts == 1 else 0
                apart[-1][f"{name}.{part}"] = {"filter": self._without(name), "aggs": {"values": {"terms": wanted}}}
                room -= number + 1
        return apart

    def _without(self, name: str) -> Body:
        alone = [] if self.standing is None else [ALONE]
        return {"bool": {"filter": [*alone, *(body for other, body in self.filters.items() if other != name)]}}

    def counts(self, answers: Sequence[Any]) -> dict[str, dict[str, int]]:
        """What those aggregations counted, in so many answers."""
        found: dict[str, dict[str, int]] = {name: {} for name in self.request.facets}
        for answer in answers:
            for name, counted in answer.get("aggregations", {}).items():
                found[name.partition(".")[0]].update(
                    (each["key"], each["doc_count"]) for each in counted["values"]["buckets"]
                )
        for name, counted in found.items():
            for value, count in ({} if self.standing is None else self.standing.counts[name]).items():
                counted[value] = counted.get(value, 0) + count
        return found

    @property
    def order(self) -> list[Any]:
        """Equal scores go by date, newest first, and then by id, so that pages never overlap."""
        sort = self.request.sort
        if sort == "relevance":
            return [_BY_SCORE, {"date": "desc"}, {"id": "asc"}]
        dated = {"_script": {"type": "number", "order": "asc", "script": DATED_LAST}}
        return [dated, {"date": "desc" if sort == "newest" else "asc"}, _BY_SCORE, {"id": "asc"}]

    def score(self, hit: Any) -> float:
        """Of a hit in that order. What it is sorted by tells it; asked for apart ("track_scores"), it would be worked out once more."""
        return self.scale.told(hit["sort"][self.order.index(_BY_SCORE)])


def asked(request: EngineRequest, commit: Commit) -> Asked:
    """What a commit has to be asked. Raises EngineUnavailable."""
    statistics = commit.statistics(leaves(request.tree), request.section)
    translation = Translation(
        request.tree,
        statistics,
        section=request.section,
        near=lambda node: _placed(node, request.section, commit),
        values=lambda name: commit.values[name],
    )
    standing = None
    if not request.copies and len(commit.members):
        standing = commit.members.standing(_members_matching(translation.matching, commit), request)
    unheld = frozenset(text for (field, text), count in statistics.held.items() if field == "text" and not count)
    return Asked(
        request, translation.query, translation.matching, _filters(request), translation.scale, standing, unheld
    )


def _filters(request: EngineRequest) -> dict[str, Body]:
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
    return filters


def _members_matching(query: Body, commit: Commit) -> Sequence[str]:
    """Ids of the reports with copies that match a tree."""
    both = {"bool": {"filter": [query, HAVING_COPIES]}}
    return commit.remembered.ids(
        json.dumps(query, sort_keys=True), lambda: (hit["sort"][0] for hit in commit.columns(both))
    )


def _placed(node: Near | Together, section: str, commit: Commit) -> Sequence[str]:
    """Ids of the reports with a place that a node asks for: of those that hold its strings, the ones whose texts show it."""
    operands = node.operands if isinstance(node, Together) else (node.left, node.right)
    holding = [any_of([string_query("text", string, section) for string in strings]) for strings in operands]

    def found() -> Iterator[str]:
        return (
            hit["_id"]
            for hit in commit.scan({"bool": {"filter": holding}}, WITH_TEXT)
            if stands(read_document(hit["_source"]), node, section)
        )

    ids = commit.remembered.ids(f"{node!r} {section}", found)
    if len(ids) > MOST_TERMS:
        raise QueryError(said("词语相邻的报告太多，集群一次查不了。请缩小检索范围，或换用更少见的词。"))
    return ids


def counting(strings: Sequence[str], section: str, matching: Body, without: Sequence[str] = ()) -> list[Body]:
    """Of what matches, the reports in which some strings stand, in queries whose scores add up to how often they do, one within
    another once."""
    found = shortest(tuple(dict.fromkeys(strings)))
    unwanted = [packed(any_of([string_query("text", string, section) for string in without]))] if without else []
    return [
        {
            "bool": {
                "should": [_counted(string, section) for string in found[first : first + _STRINGS]],
                "minimum_should_match": 1,
                "filter": [matching],
                "must_not": unwanted,
            }
        }
        for first in range(0, len(found), _STRINGS)
    ]


def _counted(string: str, section: str) -> Body:
    return {"bool": {"must": [string_query("text", string, section)], "boost": 1.0 / terms_of(string)}}


def occurrence_queries(
    groups: Sequence[Group], section: str, matching: Body, unheld: Collection[str] = ()
) -> list[Body]:
    """Queries whose scores add up to how often the strings of some terms stand in a report: a term's words count where none of its
    strings stands. As many terms are asked for at once as there is room for (``CLAUSES``). Of ``unheld`` it is known that no report
    holds them."""
    parts: list[list[Body]] = []
    room = 0
    for group in groups:
        exact = [string for string in group.exact if string not in unheld]
        for strings, without in ((exact, ()), (group.telling if group.words else (), exact)):
            for part in counting(strings, section, {"match_all": {}}, without):
                if not parts or clauses(part) > room:
                    parts.append([])
                    room = CLAUSES - clauses(matching)
                parts[-1].append(part)
                room -= clauses(part)
    return [{"bool": {"should": each, "minimum_should_match": 1, "filter": [matching]}} for each in parts]
