"""Queries of more leaves than the cluster looks for at once.

It counts the leaves of a query with all that stands within it, but those that a function of ``function_score`` filters by for
themselves: what is put there is one leaf of the whole, whatever it holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

Body = dict[str, Any]
CLAUSES: Final = 1024
"""Leaves that the cluster looks for at once, unless it is set to take more (``indices.query.bool.max_clause_count``)."""
_PACK: Final = CLAUSES // 2
"""Leaves that are put together where they are more."""
_LEAVES: Final = frozenset(
    {"exists", "match_all", "match_none", "match_phrase", "prefix", "range", "term", "terms", "wildcard"}
)
_APART: Final = frozenset({"functions", "script"})
"""Parts of a query with no leaves that count, or none at all."""
_LISTS: Final = {"must": "filter", "filter": "filter", "should": "should", "must_not": "should"}
"""Lists of a bool query → what holds some of one together."""


def clauses(query: Any) -> int:
    """How many leaves a query has, as the cluster counts them."""
    if isinstance(query, list):
        return sum(map(clauses, query))
    if not isinstance(query, dict):
        return 0
    return sum(1 if name in _LEAVES else clauses(part) for name, part in query.items() if name not in _APART)


def apart(query: Body) -> Body:
    """The same matches, without their scores, as one leaf."""
    return {
        "function_score": {
            "query": {"match_all": {}},
            "functions": [{"filter": query, "weight": 2}],
            "boost_mode": "replace",
            "min_score": 2,  # what no function applies to has 1
        }
    }


def packed(query: Body, room: int = 0) -> Body:
    """The same matches, without their scores, in so many leaves, or as many as are put together."""
    room = room or _PACK
    if clauses(query) <= room:
        return query
    if "dis_max" in query:
        return packed(any_of(query["dis_max"]["queries"]), room)
    if "bool" not in query:
        return apart(query)
    found = dict(query["bool"])
    least = found.get("minimum_should_match", 1)
    for name in _LISTS.keys() & found.keys():
        held = found[name] if isinstance(found[name], list) else [found[name]]
        parts = [packed(part) for part in held]
        several = name == "should" and least > 1
        found[name] = list(map(apart, parts)) if several else list(_together(parts, _LISTS[name]))
    made = {"bool": found}
    return made if clauses(made) <= room else apart(made)


def any_of(queries: Sequence[Body]) -> Body:
    return {"bool": {"should": list(queries), "minimum_should_match": 1}} if queries else {"match_none": {}}


def all_of(queries: Sequence[Body]) -> Body:
    return {"bool": {"filter": list(queries)}}


def _together(parts: Sequence[Body], name: str) -> Iterator[Body]:
    """As few queries as hold all of some in packs."""
    packs: list[list[Body]] = []
    room = 0
    for part in parts:
        if clauses(part) > room:
            packs.append([])
            room = _PACK
        packs[-1].append(part)
        room -= clauses(part)
    return (apart(any_of(pack) if name == "should" else all_of(pack)) for pack in packs)
