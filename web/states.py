"""What a search page shows, as its URL says it, and how that changes: a state ↔ links to others.

Facet names are argument names too, and stand in a URL in the order in which the page shows them; ``not_`` before one names
what is excluded. Every function here is pure; a state that is changed in any way but its page goes back to page 1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urlencode

from indexer.answers import SearchRequest
from indexer.facets import FACETS
from indexer.query import MAX_CHARACTERS
from web.arguments import DEFAULT_SIZE, NOT, YEAR_SWITCH

SIZES: Final = (10, 20, 50, 100)
"""Page sizes that are offered; any from 1 to the largest is taken."""
LONGEST: Final = MAX_CHARACTERS
"""Characters of a query."""


@dataclass(frozen=True, slots=True)
class PageState:
    """Everything a search page's URL says."""

    request: SearchRequest = field(default_factory=SearchRequest)
    years: str = "covered"
    """Which year facet the page shows: a key of ``YEAR_SWITCH``."""
    view: str = "list"
    """How results are shown: one of the choices of ``VIEW``."""

    @property
    def year_facet(self) -> str:
        return YEAR_SWITCH[self.years]

    def chosen(self, facet: str) -> tuple[str, ...]:
        return self.request.filters.get(facet, ())

    def excluded(self, facet: str) -> tuple[str, ...]:
        return self.request.excluded.get(facet, ())

    @property
    def filtered(self) -> bool:
        """Whether anything is chosen or excluded, in a facet or as the section."""
        request = self.request
        return any(request.filters.values()) or any(request.excluded.values()) or bool(request.section)


# ------------------------------------------------------------------------------------ state → arguments

_PLAIN: Final = PageState()


def pairs(state: PageState) -> list[tuple[str, str]]:
    """The arguments that say this state, in a settled order; what is as by default is left out."""
    request = state.request
    query = [("q", request.query)] if request.query else []
    facets = FACETS if request.filters or request.excluded else ()
    return [*query, *(pair for facet in facets for pair in narrowing_pairs(state, facet)), *settings(state)]


def query_string(state: PageState) -> str:
    """The state as it stands behind the “?” of a URL; empty for the page without any choice."""
    return urlencode(pairs(state), safe=".,")


def narrowing_pairs(state: PageState, facet: str) -> Iterator[tuple[str, str]]:
    """The arguments of one facet: what is chosen, then what is excluded."""
    yield from ((facet, value) for value in state.chosen(facet))
    yield from ((NOT + facet, value) for value in state.excluded(facet))


def settings(state: PageState) -> list[tuple[str, str]]:
    """The arguments behind the query and the facets."""
    request, plain = state.request, _PLAIN
    said = (
        ("section", request.section, plain.request.section),
        ("years", state.years, plain.years),
        ("view", state.view, plain.view),
        ("sort", request.sort, plain.request.sort),
        ("page", str(request.page), "1"),
        ("size", str(request.size), str(DEFAULT_SIZE)),
        ("variants", str(int(request.variants)), "1"),
        ("copies", str(int(request.copies)), "0"),
    )
    return [(name, value) for name, value, default in said if value != default]


# ---------------------------------------------------------------------------------------- changed states


def on_page(state: PageState, page: int) -> PageState:
    return replace(state, request=replace(state.request, page=page))


def asking(state: PageState, query: str) -> PageState:
    return replace(state, request=replace(state.request, query=query, page=1))


def sorted_by(state: PageState, sort: str) -> PageState:
    return replace(state, request=replace(state.request, sort=sort, page=1))


def sized(state: PageState, size: int) -> PageState:
    return replace(state, request=replace(state.request, size=size, page=1))


def with_variants(state: PageState, variants: bool) -> PageState:
    return replace(state, request=replace(state.request, variants=variants, page=1))


def with_copies(state: PageState, copies: bool) -> PageState:
    return replace(state, request=replace(state.request, copies=copies, page=1))


def with_section(state: PageState, section: str) -> PageState:
    """The search in one kind of section, or in whole reports where that is empty."""
    return replace(state, request=replace(state.request, section=section, page=1))


def showing_years(state: PageState, years: str) -> PageState:
    """The same choices with the other year facet in view: neither is turned into the other."""
    return replace(state, years=years)


def viewed_as(state: PageState, view: str) -> PageState:
    """The same results, on the same page, shown otherwise."""
    return replace(state, view=view)


def cleared(state: PageState) -> PageState:
    """The state without any chosen or excluded facet value, and without a section."""
    return replace(state, request=replace(state.request, filters={}, excluded={}, section="", page=1))


def toggled(state: PageState, facet: str, value: str, *, instead_of: Collection[str] = ()) -> PageState:
    """The state with ``value`` chosen, or no longer chosen; choosing it drops the values of ``instead_of``."""
    chosen = state.chosen(facet)
    if value in chosen:
        return with_values(state, facet, tuple(other for other in chosen if other != value))
    return with_values(state, facet, (*(other for other in chosen if other not in instead_of), value))


def with_values(state: PageState, facet: str, values: tuple[str, ...]) -> PageState:
    """The state with these values, and no others, chosen in a facet; they are no longer excluded."""
    filters = _with(state.request.filters, facet, values)
    excluded = _with(state.request.excluded, facet, _others(state.excluded(facet), values))
    return replace(state, request=replace(state.request, filters=filters, excluded=excluded, page=1))


def with_exclusions(state: PageState, facet: str, values: tuple[str, ...]) -> PageState:
    """The state with these values, and no others, excluded in a facet; they are no longer chosen."""
    filters = _with(state.request.filters, facet, _others(state.chosen(facet), values))
    excluded = _with(state.request.excluded, facet, values)
    return replace(state, request=replace(state.request, filters=filters, excluded=excluded, page=1))


def _others(values: tuple[str, ...], but: Collection[str]) -> tuple[str, ...]:
    return tuple(value for value in values if value not in but)


def _with(filters: Mapping[str, tuple[str, ...]], facet: str, values: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    changed = {**filters, facet: values}
    return {name: changed[name] for name in FACETS if changed.get(name)}
