"""Facet counts and chosen filters → what the page prints: blocks of links that toggle, and removable chips."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from secrets import token_hex
from typing import Final

from indexer.answers import FacetValue
from indexer.facets import FACETS, SELF, YEAR_FACETS
from web import labels
from web.params import (
    YEAR_SWITCH,
    PageState,
    on_page,
    quoted,
    showing_years,
    toggled,
    toggled_year,
    with_values,
    year_chosen,
)

Url = Callable[[PageState], str]
Values = Sequence[FacetValue]
_STAND_IN: Final = token_hex()
"""Stands for a value in a link while the rest is written; nobody can type it by chance or on purpose."""

SHOWN: Final = 8
"""Values of a flat facet that stand open; the rest is folded away, but there."""
YEARS_SHOWN: Final = 12
SMALL_TREE: Final = 10
"""A tree of up to this many leaves stands wholly open."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, as a link that chooses it or takes the choice back."""

    label: str
    count: int
    selected: bool
    url: str
    special: bool = False
    """未识别 or 不适用."""
    children: tuple[Choice, ...] = ()
    opened: bool = False
    """Whether the children stand open."""

    @property
    def holds_choice(self) -> bool:
        return any(child.selected or child.holds_choice for child in self.children)


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
    rest_opened: bool = False
    switch: tuple[Switch, ...] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen filter; ``url`` is the page without it."""

    facet: str
    label: str
    url: str


def settled(state: PageState, facets: Mapping[str, Values]) -> PageState:
    """The state with organizations as the tree names them, where the URL names them otherwise (in part, in the
    other script): links and chips then toggle what is in fact chosen."""
    nodes = list(_nodes(facets.get("organization", ())))
    known = {node.value for node in nodes}
    chosen = state.chosen("organization")
    if known.issuperset(chosen):
        return state
    kept = [value for value in chosen if value in known]
    meant = [node.value for node in nodes if node.selected and node.value not in kept]
    named_otherwise = [value for value in chosen if value not in known] if not meant else []
    settled_state = with_values(state, "organization", (*kept, *meant, *named_otherwise))
    return on_page(settled_state, state.request.page)


def blocks(state: PageState, facets: Mapping[str, Values], url: Url) -> tuple[Block, ...]:
    """The facet blocks of a page: organizations, the years that are in view, then the others; empty ones left out."""
    made = []
    for name in FACETS:
        values = facets.get(name, ())
        if name in YEAR_FACETS:
            if name == state.year_facet and any(facets.get(facet) for facet in YEAR_FACETS):
                made.append(_year_block(state, values, url))
        elif values:
            made.append(_block(state, name, values, url))
    return tuple(made)


def chips(state: PageState, facets: Mapping[str, Values], url: Url) -> tuple[Chip, ...]:
    """The chosen values of all facets, the year facet out of view included, in the order of the URL."""
    return tuple(
        Chip(
            labels.FIELDS[facet],
            _chip_label(facet, value, facets.get(facet, ())),
            url(toggled(state, facet, value)),
        )
        for facet in FACETS
        for value in state.chosen(facet)
    )


def _chip_label(facet: str, value: str, values: Values) -> str:
    if facet in YEAR_FACETS:
        return labels.year_choice(value)
    path = _path_to(value, values)
    if not path or path[-1].label == value:
        return labels.SPECIAL_VALUES.get(value, value)
    return " › ".join(_label(node) for node in path)


def _path_to(value: str, values: Values) -> list[FacetValue]:
    """The nodes from the top of a tree down to the one of that value, empty where there is none."""
    for node in values:
        if node.value == value:
            return [node]
        below = _path_to(value, node.children)
        if below:
            return [node, *below]
    return []


def _block(state: PageState, name: str, values: Values, url: Url) -> Block:
    small = sum(1 for node in _nodes(values) if not node.children) <= SMALL_TREE
    adding = _Adding(state, name, url)
    choices = [_choice(state, name, node, (), small, url, adding) for node in values]
    return _folded(name, labels.FIELDS[name], choices, SHOWN)


def _year_block(state: PageState, values: Values, url: Url) -> Block:
    facet = state.year_facet
    adding = _Adding(state, facet, url)
    choices = [
        Choice(
            labels.year_choice(value.value),
            value.count,
            chosen := year_chosen(state, facet, value.value),
            url(toggled_year(state, facet, value.value)) if chosen else adding.url(value.value),
            value.value in labels.SPECIAL_VALUES,
        )
        for value in values
        # A chosen span is shown by the years in it and by its chip.
        if ".." not in value.value
    ]
    switch = tuple(
        Switch(labels.FIELDS[name], name == facet, url(showing_years(state, years)), len(state.chosen(name)))
        for years, name in YEAR_SWITCH.items()
    )
    return _folded(facet, labels.FIELDS[facet], choices, YEARS_SHOWN, switch)


def _folded(name: str, label: str, choices: list[Choice], shown: int, switch: tuple[Switch, ...] = ()) -> Block:
    # Folding one or two lines away would save no room; 未识别 and 不适用 stay in sight whatever their place.
    if len(choices) <= shown + 2:
        return Block(name, label, tuple(choices), switch=switch)
    plain = [choice for choice in choices if not choice.special]
    special = [choice for choice in choices if choice.special]
    rest = tuple(plain[shown:])
    rest_opened = any(choice.selected or choice.holds_choice for choice in rest)
    return Block(name, label, (*plain[:shown], *special), rest, rest_opened, switch)


class _Adding:
    """Links that choose one more value of a facet. They differ in that value alone, so the rest is written once."""

    def __init__(self, state: PageState, facet: str, url: Url) -> None:
        self.chosen = frozenset(state.chosen(facet))
        before, after = url(toggled(state, facet, _STAND_IN)).split(quoted(_STAND_IN))
        self._before, self._after = before, after

    def url(self, value: str) -> str:
        """The link for a value that is not chosen, and whose choice puts no other out."""
        return f"{self._before}{quoted(value)}{self._after}"


def _choice(
    state: PageState, facet: str, node: FacetValue, above: Values, opened: bool, url: Url, adding: _Adding
) -> Choice:
    """``above`` are the nodes over this one: choosing it narrows, so it takes the place of their choice."""
    choices = adding.chosen
    chain = _chain(node, choices)
    # 本级 at a line's end says no more than the division it belongs to.
    aim = next(link for link in reversed(chain) if link is node or link.label != SELF)
    chosen = {link.value for link in chain} & choices
    if chosen:
        target = state
        for value in chosen:
            target = toggled(target, facet, value)
        link = url(target)
    elif choices:
        link = url(toggled(state, facet, aim.value, instead_of=_values((*above, node))))
    else:
        link = adding.url(aim.value)
    children = tuple(
        _choice(state, facet, child, (*above, *chain), opened, url, adding) for child in chain[-1].children
    )
    # An only child under a choice is there because the line was not drawn on through the choice: it stays in sight.
    kept_apart = bool(chosen) and len(children) == 1
    return Choice(
        _row_label(chain, above),
        node.count,
        bool(chosen),
        link,
        node.value in labels.SPECIAL_VALUES,
        children,
        opened or kept_apart or any(child.selected or child.holds_choice for child in children),
    )


def _values(branch: Values) -> set[str]:
    """Values of the nodes over the last one, and of all at and beneath it."""
    return {node.value for node in branch[:-1]} | {node.value for node in _nodes(branch[-1:])}


def _chain(node: FacetValue, chosen: Collection[str]) -> list[FacetValue]:
    """A node and its only descendants, which make one line, as long as all of its reports are theirs.

    The line ends at a chosen node: drawn on, it would show as chosen what stands beneath the choice.
    """
    chain = [node]
    while (
        chain[-1].value not in chosen
        and len(chain[-1].children) == 1
        and chain[-1].children[0].count == chain[-1].count
    ):
        chain.append(chain[-1].children[0])
    return chain


def _row_label(chain: Values, above: Values) -> str:
    """Names of a line from the top down, each said once, without what stands over the line already.

    Under 重庆市, 涪陵区 with its only organization 重庆市涪陵区政协 is 涪陵区政协; 本级 with 重庆市政协 is 重庆市政协（本级）.
    """
    divisions = [node.label for node in above if node.label != SELF]
    own = chain[0].label == SELF
    last_is_parent = own or len(chain) == 1
    said = "".join(divisions[:-1] if last_is_parent else divisions)
    line: list[str] = []
    for node in chain:
        name = _label(node)
        if said and name.startswith(said) and name != said:
            name = name.removeprefix(said)
        if line and name.startswith("".join(line)):
            line = [name]
        elif not line or name != SELF:
            line.append(name)
    if own and len(line) > 1:
        return f"{' › '.join(line[1:])}（{SELF}）"
    return " › ".join(line)


def _label(node: FacetValue) -> str:
    return labels.SPECIAL_VALUES.get(node.value, node.label)


def _nodes(values: Values) -> Iterator[FacetValue]:
    for node in values:
        yield node
        yield from _nodes(node.children)
