"""Facet counts and chosen filters → what the page prints: blocks of links that toggle, and removable chips."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from indexer.answers import FacetValue
from indexer.facets import FACETS, YEAR_FACETS
from web import labels, states
from web.arguments import YEAR_SWITCH
from web.bars import Bar, histogram
from web.choices import Choice, FacetLinks, Paths, flat_choice
from web.language import gettext
from web.links import written
from web.spans import ends
from web.states import PageState
from web.tree import Tree, chosen_in_english, nodes, path_to

Values = Sequence[FacetValue]

SHOWN: Final = 8
"""Values of a facet that stand open."""
FOLDED: Final = 12
"""Up to so many further values are on the page, folded away; more have to be asked for."""


@dataclass(frozen=True, slots=True)
class Switch:
    """One side of the year block's switch."""

    label: str
    current: bool
    url: str
    chosen: int
    """How many values are chosen on that side, so that those out of view are not forgotten."""


@dataclass(frozen=True, slots=True)
class Block:
    """A facet as the page shows it."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    rest: tuple[Choice, ...] = ()
    """Values that are folded away."""
    left: int = 0
    """How many values are not here, but at ``more``."""
    more: str = ""
    """The page that lists all values."""
    searched: bool = False
    """Whether there are so many values that one wants to search among them."""
    switch: tuple[Switch, ...] = ()
    bars: tuple[Bar, ...] = ()
    ends: tuple[str, str] = ("", "")
    """First and last year that are chosen, as the year form begins with them."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen or excluded value of a facet, or the section; ``url`` is the page without it."""

    facet: str
    """What the facet is called."""
    names: tuple[str, ...]
    """From the top of a tree down to the value, or the value alone."""
    url: str
    excluded: bool = False
    english: str = ""
    """The value in English, on English pages and where it is known."""

    @property
    def label(self) -> str:
        return " › ".join(self.names)


def settled(state: PageState, facets: Mapping[str, Values]) -> PageState:
    """The state with organizations as the tree names them, where the URL names them otherwise (in part, in the
    other script): links and chips then toggle what is in fact chosen."""
    name, values = "organization", facets.get("organization", ())
    chosen, excluded = state.chosen(name), state.excluded(name)
    if not chosen and not excluded:
        return state
    known = {node.value: node for node in nodes(values)}
    meant = states.with_values(
        state, name, _as_named(chosen, known, [value for value, node in known.items() if node.selected])
    )
    meant = states.with_exclusions(
        meant, name, _as_named(excluded, known, [value for value, node in known.items() if node.excluded])
    )
    return states.on_page(meant, state.request.page)


def _as_named(given: tuple[str, ...], known: Mapping[str, FacetValue], marked: list[str]) -> tuple[str, ...]:
    if all(value in known for value in given):
        return given
    kept = [value for value in given if value in known]
    meant = [value for value in marked if value not in kept]
    return (*kept, *meant, *(value for value in given if value not in known and not meant))


def blocks(state: PageState, facets: Mapping[str, Values], paths: Paths) -> tuple[Block, ...]:
    """The facet blocks of a page: organizations, the years that are in view, then the others; empty ones left out."""
    made = []
    for name in FACETS:
        values = facets.get(name, ())
        if name in YEAR_FACETS:
            if name == state.year_facet and any(facets.get(facet) for facet in YEAR_FACETS):
                made.append(_year_block(state, values, paths))
        elif values:
            made.append(_block(FacetLinks(state, name, paths), values))
    return tuple(made)


def chips(state: PageState, facets: Mapping[str, Values], paths: Paths) -> tuple[Chip, ...]:
    """The chosen and excluded values of all facets, the year facet out of view included, then the section, in the order of
    the URL."""
    made = [chip for facet in FACETS for chip in _chips(state, facet, facets.get(facet, ()), paths)]
    section = state.request.section
    if section:
        without = _url(states.with_section(state, ""), paths)
        made.append(Chip(gettext(labels.IN_SECTION), (labels.in_section(section),), without))
    return tuple(made)


def _chips(state: PageState, facet: str, values: Values, paths: Paths) -> Iterator[Chip]:
    if not state.chosen(facet) and not state.excluded(facet):
        return
    links = FacetLinks(state, facet, paths)
    for value in links.chosen:
        yield _chip(value, values, links)
    for value in links.excluded:
        yield _chip(value, values, links, excluded=True)


def _chip(value: str, values: Values, links: FacetLinks, *, excluded: bool = False) -> Chip:
    facet, url = links.facet, links.toggled(value)
    if facet in YEAR_FACETS:
        return Chip(labels.field(facet), (labels.year_choice(value),), url, excluded)
    path = path_to(value, values)
    names = [value] if not path or path[-1].label == value else [node.label for node in path]
    shown = tuple(labels.facet_value(facet, name) for name in names)
    english = chosen_in_english(path) if facet == "organization" else ""
    return Chip(labels.field(facet), shown, url, excluded, english)


def _block(links: FacetLinks, values: Values) -> Block:
    tree = Tree(values, links) if links.facet == "organization" else None
    rest = rest_of(values, tree.marked if tree else frozenset((*links.chosen, *links.excluded)))
    folded = {value.value for value in rest}
    few = len(rest) <= FOLDED

    def row(value: FacetValue) -> Choice:
        return tree.row(value) if tree else flat_choice(value, links)

    return Block(
        links.facet,
        labels.field(links.facet),
        tuple(row(value) for value in values if value.value not in folded),
        tuple(map(row, rest)) if few else (),
        0 if few else len(rest),
        links.values(),
        searched=tree is not None and not tree.small,
    )


def rest_of(values: Values, marked: Collection[str]) -> list[FacetValue]:
    """The values of a facet that do not stand open, in their order.

    What is chosen or excluded, or lies over such a value, is in sight whatever its place, as are 未识别 and 不适用.
    """
    # Folding one or two lines away would save no room.
    if len(values) <= SHOWN + 2:
        return []
    return [value for value in values[SHOWN:] if value.value not in marked and value.value not in labels.SPECIAL_VALUES]


def _year_block(state: PageState, values: Values, paths: Paths) -> Block:
    facet = state.year_facet
    links = FacetLinks(state, facet, paths)
    special = tuple(flat_choice(value, links) for value in values if value.value in labels.SPECIAL_VALUES)
    switch = tuple(
        Switch(
            labels.field(name),
            name == facet,
            _url(states.showing_years(state, years), paths),
            len(state.chosen(name)) + len(state.excluded(name)),
        )
        for years, name in YEAR_SWITCH.items()
    )
    return Block(
        facet,
        labels.field(facet),
        special,
        more=links.values(),
        switch=switch,
        bars=histogram(values, links),
        ends=ends(links.chosen),
    )


def _url(state: PageState, paths: Paths) -> str:
    arguments = written(*states.pairs(state))
    return f"{paths.search}?{arguments}" if arguments else paths.search
