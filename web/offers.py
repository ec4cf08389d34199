"""What a question in plain words says of its own: the organization and the year in it, offered as filters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from indexer.answers import FacetValue, Page
from indexer.facets import NATIONAL, SELF, YEAR_FACETS
from indexer.fold import fold
from web import labels
from web.states import PageState, with_values

_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MOST: Final = 3
"""Organizations that are offered, where a name is that of several."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A filter, not yet chosen, with how many of the results it leaves."""

    label: str
    count: int
    state: PageState
    """The search with it."""


def offers(state: PageState, page: Page) -> list[Offer]:
    """Filters for what a question names: terms that were typed as such mean what they say."""
    if page.interpretation.mode != "any":
        return []
    asked, filters = fold(state.request.query), state.request.filters
    found = []
    if "organization" not in filters:
        named = _organizations(asked, page.facets.get("organization", ()))
        found += [("organization", each, labels.value(each.label)) for each in named]
    if not any(facet in filters for facet in YEAR_FACETS):
        years = set(_YEAR.findall(asked))
        known = (each for each in page.facets.get("covered_year", ()) if each.value in years)
        found += [("covered_year", each, labels.year_choice(each.value)) for each in known]
    return [
        Offer(label, each.count, with_values(state, facet, (each.value,)))
        for facet, each, label in found
        if 0 < each.count < page.total
    ]


def _organizations(asked: str, values: Sequence[FacetValue]) -> list[FacetValue]:
    """Those that a folded question names, by the longest names that stand in it."""
    named: dict[str, list[FacetValue]] = {}
    for leaf, divisions in _leaves(values, ()):
        longest = max((name for name in _names(leaf.value, divisions) if name in asked), key=len, default="")
        if longest:
            named.setdefault(longest, []).append(leaf)
    whole = [name for name in named if not any(name != other and name in other for other in named)]
    return [leaf for name in whole for leaf in named[name]][:_MOST]


def _leaves(values: Sequence[FacetValue], above: tuple[str, ...]) -> Iterator[tuple[FacetValue, tuple[str, ...]]]:
    """Organizations, each with the names of its divisions from the province down."""
    for node in values:
        if node.children:
            place = () if node.label == SELF or node.value == NATIONAL else (node.label,)
            yield from _leaves(node.children, above + place)
        else:
            yield node, above


def _names(name: str, divisions: tuple[str, ...]) -> Iterator[str]:
    """What people call an organization: all of its name, or what is left without the upper divisions (涪陵区政协), the last of
    them in short, too (涪陵政协); all folded."""
    yield fold(name)
    body = name.removeprefix("".join(divisions))
    if body == name:
        return
    for first in range(len(divisions)):
        yield fold("".join(divisions[first:]) + body)
    if len(divisions[-1]) > 2:
        yield fold(divisions[-1][:-1] + body)
