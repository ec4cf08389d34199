"""Facets: which values a report carries, and how counted values are shown.

An organization carries every node of its division path, so that counts of the tree roll up by themselves; a report on
a span of years carries each of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Final

from indexer.answers import FacetValue
from indexer.fold import fold
from indexer.labels import FIELDS, SPECIAL_VALUES
from indexer.models import COMPLETENESS, LEVELS, NOT_APPLICABLE, UNKNOWN, Metadata, Organization, covered_year_applies

FACETS: Final = ("organization", "covered_year", "delivered_year", "kind", "body", "level", "completeness", "source")
"""Names of the facets in display order."""
FACET_LABELS: Final = {name: FIELDS[name] for name in FACETS}
"""What a facet is called in Chinese."""
YEAR_FACETS: Final = frozenset({"covered_year", "delivered_year"})
NATIONAL: Final = "全国"
SELF: Final = "本级"
"""Label, and last part of the value, of the tree node for the organizations of a division itself."""
_LAST: Final = {UNKNOWN: 1, NOT_APPLICABLE: 2}
_PLACES: Final = {
    name: {value: place for place, value in enumerate(values)}
    for name, values in (("level", LEVELS), ("completeness", COMPLETENESS))
}
"""Facets whose values have an order of their own → the place of each."""


def facet_named(typed: str) -> str | None:
    """The facet of a name, English or Chinese."""
    labels = {label: name for name, label in FACET_LABELS.items()}
    name = labels.get(fold(typed), fold(typed))
    return name if name in FACETS else None


def facet_values(metadata: Metadata) -> dict[str, tuple[str, ...]]:
    """Facet name → the values this report carries; never empty, ``UNKNOWN`` where nothing is identified."""
    organization = metadata.organization
    return {
        "organization": organization_values(organization) if organization else (UNKNOWN,),
        "covered_year": _covered_years(metadata),
        "delivered_year": (str(metadata.delivered_year) if metadata.delivered_year else UNKNOWN,),
        "kind": (metadata.kind or UNKNOWN,),
        "body": (organization.body if organization else UNKNOWN,),
        "level": ((organization.level if organization else None) or UNKNOWN,),
        "completeness": (metadata.completeness or UNKNOWN,),
        "source": (metadata.source or UNKNOWN,),
    }


def organization_values(organization: Organization) -> tuple[str, ...]:
    """The tree's nodes from the top down to the organization: 四川省, 四川省/资阳市, 四川省/资阳市/本级, its name."""
    path = (NATIONAL,) if organization.level == NATIONAL else organization.division
    nodes = ["/".join(path[: depth + 1]) for depth in range(len(path))]
    # Districts and counties have nothing below them, and the nation stands beside its provinces in the tree.
    if nodes and organization.level in ("省级", "地市级"):
        nodes.append(f"{nodes[-1]}/{SELF}")
    # A name that somebody gave may be that of a node: each value is carried once.
    return tuple(dict.fromkeys((*nodes, organization.name)))


@lru_cache(maxsize=4)
def parents(organizations: frozenset[Organization]) -> Mapping[str, str]:
    """Node of the organization tree → the node above it. Those of one commit are worked out once."""
    return {
        node: above for organization in organizations for above, node in pairwise(organization_values(organization))
    }


def _covered_years(metadata: Metadata) -> tuple[str, ...]:
    if metadata.covered_year is None:
        return (UNKNOWN if covered_year_applies(metadata) else NOT_APPLICABLE,)
    first = metadata.covered_from if metadata.covered_from is not None else metadata.covered_year
    return tuple(str(year) for year in range(min(first, metadata.covered_year), metadata.covered_year + 1))


def facet_label(value: str) -> str:
    """What is shown for a value of a flat facet: itself, or Chinese for unknown and not applicable."""
    return SPECIAL_VALUES.get(value, value)


@lru_cache(maxsize=8192)
def node_label(value: str) -> str:
    """What is shown for a node of the organization tree: the last part of its path."""
    return facet_label(value.rsplit("/", 1)[-1])


def value_holds(value: str, string: str) -> bool:
    """Whether a value holds a folded string; 未识别 and 不适用 are found by their whole names only."""
    if value in SPECIAL_VALUES:
        return string == fold(SPECIAL_VALUES[value])
    return string in fold(value)


def flat_facet(
    name: str, counts: Mapping[str, int], chosen: Collection[str], excluded: Collection[str] = ()
) -> tuple[FacetValue, ...]:
    """Values with counts, and chosen and excluded ones even without; years newest first, levels top down, the whole text first, the rest by count.

    Values not identified or not applicable come last.
    """
    values = [
        FacetValue(
            value,
            facet_label(value),
            counts.get(value, 0),
            selected=value in chosen and value not in excluded,
            excluded=value in excluded,
        )
        for value in _shown(counts, chosen, excluded)
    ]
    return tuple(sorted(values, key=lambda value: _order(name, value)))


def _shown(counts: Mapping[str, int], chosen: Collection[str], excluded: Collection[str]) -> set[str]:
    """The values that match something, and those that were asked for."""
    return {value for value, count in counts.items() if count}.union(chosen, excluded)


def _order(name: str, value: FacetValue) -> tuple[int, int, str]:
    said = value.value
    if name in YEAR_FACETS and said.isdecimal():
        return 0, -int(said), said
    place = _PLACES[name].get(said) if name in _PLACES else None
    return _LAST.get(said, 0), -value.count if place is None else place, said


def organization_tree(
    counts: Mapping[str, int], parents: Mapping[str, str], chosen: Collection[str], excluded: Collection[str] = ()
) -> tuple[FacetValue, ...]:
    """Nest the counted nodes. ``parents`` maps a node or an organization to the node above it ("" at the top)."""
    below: dict[str, list[str]] = {}
    shown = _shown(counts, chosen, excluded)
    for value in shown:
        below.setdefault(parents.get(value, ""), []).append(value)
    # A chosen or excluded node without matches keeps its place under parents that have none either.
    for value in list(below):
        while value and value not in shown:
            shown.add(value)
            below.setdefault(parents.get(value, ""), []).append(value)
            value = parents.get(value, "")

    def nodes(parent: str) -> tuple[FacetValue, ...]:
        values = []
        for value in below[parent]:
            without, children = value in excluded, nodes(value) if value in below else ()
            selected = value in chosen and not without
            values.append(FacetValue(value, node_label(value), counts.get(value, 0), selected, children, without))
        if len(values) > 1:  # most have one below them
            values.sort(key=_tree_order)
        return tuple(values)

    return nodes("") if "" in below else ()


def _tree_order(value: FacetValue) -> tuple[int, int, str]:
    """全国 first, 本级 before the divisions below it, 未识别 last, the rest by count."""
    rank = 3 if value.value in SPECIAL_VALUES else 0 if value.value == NATIONAL else 1 if value.label == SELF else 2
    return rank, -value.count, value.value
