"""The reports of one commit that have copies, and which of them stand for their texts in a search.

They are few beside all, and what decides between them is the same for every search: so it is read once a commit, and of a search
only their ids are asked for. Facets and families are then looked at here, as ``columnar.answer`` does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from indexer.engine.base import EngineRequest
from indexer.engine.opensearch.mapping import facet
from indexer.engine.opensearch.packing import Body
from indexer.engine.opensearch.point import Point
from indexer.facets import FACETS

HAVING_COPIES: Final[Body] = {"exists": {"field": "family"}}
ALONE: Final[Body] = {"bool": {"must_not": [HAVING_COPIES]}}


@dataclass(frozen=True, slots=True)
class Member:
    """A report that has copies."""

    id: str
    family: int
    """Number of its family in this commit."""
    place: int
    """Among the copies: 0 of the best."""
    values: Mapping[str, frozenset[str]]
    """Facet name → what it carries."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Which copies of each text a search counts."""

    filter: Body
    """What they pass, and every report without copies."""
    others: Mapping[str, int]
    """Id of a report that stands for its text → how many other matching copies it stands for."""
    counts: Mapping[str, Mapping[str, int]]
    """Facet name → value → texts with copies of which any that matches carries it, whatever passes the filter on that facet."""

    @property
    def copies(self) -> int:
        """Matching reports that others stand for."""
        return sum(self.others.values())


class Members:
    def __init__(self, members: Iterable[Member]) -> None:
        self.by_id = {member.id: member for member in members}

    @staticmethod
    def read(point: Point) -> Members:
        """All of a state of the index."""
        numbers: dict[str, int] = {}
        fields = ["family", "family_place", *map(facet, FACETS)]
        found = []
        for hit in point.columns(HAVING_COPIES, fields):
            held = hit["fields"]
            family = numbers.setdefault(held["family"][0], len(numbers))
            values = {name: frozenset(held.get(facet(name), ())) for name in FACETS}
            found.append(Member(hit["sort"][0], family, int(held["family_place"][0]), values))
        return Members(found)

    def __len__(self) -> int:
        return len(self.by_id)

    @property
    def beyond(self) -> int:
        """How many reports are copies of another one."""
        return len(self) - len({member.family for member in self.by_id.values()})

    def standing(self, matching: Sequence[str], request: EngineRequest) -> Standing:
        """``matching``: ids of the members that match the tree of a request, whatever its filters say."""
        there = [self.by_id[identity] for identity in matching]
        best = best_of(member for member in there if passes(member, request))
        also = [member.id for member, _ in best.values() if member.place]
        chosen: list[Body] = [ALONE, {"term": {"family_place": 0}}]
        return Standing(
            filter={"bool": {"should": [*chosen, {"terms": {"id": also}}] if also else chosen}},
            others={member.id: number - 1 for member, number in best.values()},
            counts={name: _carried(there, request, name) for name in request.facets},
        )


def best_of(members: Iterable[Member]) -> dict[int, tuple[Member, int]]:
    """Family → the best of some members, and how many of the family are among them."""
    best: dict[int, tuple[Member, int]] = {}
    for member in members:
        first, number = best.get(member.family, (member, 0))
        best[member.family] = (member if member.place < first.place else first, number + 1)
    return best


def passes(member: Member, request: EngineRequest, other_than: str = "") -> bool:
    """Whether a member passes the filters of a request, but for that on one facet."""

    def carries(name: str, values: Collection[str]) -> bool:
        return name != other_than and not member.values[name].isdisjoint(values)

    return all(
        name == other_than or not wanted or carries(name, wanted) for name, wanted in request.filters.items()
    ) and not any(carries(name, unwanted) for name, unwanted in request.excluded.items())


def _carried(members: Iterable[Member], request: EngineRequest, name: str) -> dict[str, int]:
    passing = (member for member in members if passes(member, request, name))
    return Counter(
        value for value, _ in {(value, member.family) for member in passing for value in member.values[name]}
    )
