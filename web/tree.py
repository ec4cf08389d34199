"""The organization tree → rows: each name said once, lines of only children drawn together, closed branches left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Final

from indexer.answers import FacetValue
from indexer.facets import NATIONAL, SELF
from web import labels
from web.choices import Choice, FacetLinks
from web.english import under_in_english
from web.facet_values import FoundValue
from web.language import ENGLISH, language

Values = Sequence[FacetValue]

SMALL: Final = 10
"""A tree of up to this many leaves stands wholly open."""
WHOLE: Final = 30
"""A tree of up to this many leaves is sent with its closed branches."""


def path_to(value: str, values: Values) -> list[FacetValue]:
    """The nodes from the top of a tree down to the one of that value, empty where there is none."""
    for node in values:
        if node.value == value:
            return [node]
        below = path_to(value, node.children)
        if below:
            return [node, *below]
    return []


def nodes(values: Values) -> Iterator[FacetValue]:
    for node in values:
        yield node
        yield from nodes(node.children)


class Tree:
    """The rows of a tree, whose closed branches are to be had from their links."""

    def __init__(self, values: Values, links: FacetLinks) -> None:
        self._values = values
        self._links = links
        leaves = sum(1 for _ in islice(_leaves(values), WHOLE + 1))
        self.small = leaves <= SMALL
        self._whole = leaves <= WHOLE
        self._chosen = frozenset(links.chosen)
        self._excluded = frozenset(links.excluded)
        self._ends = self._chosen | self._excluded
        self._over = {value: [node.value for node in path_to(value, values)] for value in self._ends}
        """Chosen and excluded values → the nodes from the top down to them."""
        self._opened = {node for value, path in self._over.items() for node in path if node != value}
        self.marked = self._ends | self._opened
        """What is chosen or excluded, and the nodes over it."""

    def row(self, node: FacetValue) -> Choice:
        """The row of a node at the top."""
        return self._row(node, ())

    def beneath(self, value: str) -> tuple[Choice, ...]:
        """The rows under a node; none under one that is not there."""
        path = path_to(value, self._values)
        return tuple(self._row(child, path) for child in path[-1].children) if path else ()

    def found(self, found: FoundValue) -> Choice:
        """A row that stands outside the tree, of a value that was searched for."""
        value = found.value
        name = labels.value(value.label)
        above = " › ".join(labels.value(label) for label in found.path)
        # Where nothing is chosen, nothing has to give way to it.
        branch = path_to(value.value, self._values) if self._chosen else [value]
        return Choice(
            name,
            value.count,
            value.selected,
            self._url(value.value, {value.value} & self._ends, branch),
            value.value,
            value.value in labels.SPECIAL_VALUES,
            value.excluded,
            english=_in_english(value.value, found.over),
            place="" if value.label.startswith("".join(found.path)) else above,
        )

    def _row(self, node: FacetValue, above: Values) -> Choice:
        """``above`` are the nodes over this one: choosing it narrows, so it takes the place of their choice."""
        chain = _chain(node, self._ends)
        # 本级 at a line's end says no more than the division it belongs to.
        aim = next(link for link in reversed(chain) if link is node or link.label != SELF)
        marked = {link.value for link in chain} & self._ends
        last = chain[-1]
        line = [*above, *chain]
        over = line[line.index(aim) - 1].value if line.index(aim) else ""
        # An only child under a choice is there because the line was not drawn on through the choice: it stays in sight.
        opened = self.small or last.value in self._opened or (bool(marked) and len(last.children) == 1)
        name, itself = _row_name(chain, above)
        return Choice(
            labels.value(name),
            node.count,
            bool(marked & self._chosen),
            self._url(aim.value, marked, (*above, node)),
            aim.value,
            node.value in labels.SPECIAL_VALUES,
            bool(marked & self._excluded),
            tuple(self._row(child, (*above, *chain)) for child in last.children) if opened or self._whole else (),
            opened,
            self._links.values(("under", last.value)) if last.children and not opened and not self._whole else "",
            itself,
            _in_english(aim.value, over, [link.label for link in above if link.label not in (NATIONAL, SELF)]),
        )

    def _url(self, aim: str, marked: Collection[str], branch: Values) -> str:
        links = self._links
        if marked:
            left = [[value for value in values if value not in marked] for values in (links.chosen, links.excluded)]
            return links.to(*left)
        over = {node.value for node in branch[:-1]}
        beneath = {value for value in self._chosen if branch[-1].value in self._over[value]}
        return links.toggled(aim, over | beneath)


def _chain(node: FacetValue, marked: Collection[str]) -> list[FacetValue]:
    """A node and its only descendants, which make one line, as long as all of its reports are theirs.

    The line ends at a chosen or excluded node: drawn on, it would show as chosen what stands beneath the choice.
    """
    chain = [node]
    while (
        chain[-1].value not in marked
        and len(chain[-1].children) == 1
        and chain[-1].children[0].count == chain[-1].count
    ):
        chain.append(chain[-1].children[0])
    return chain


def _row_name(chain: Values, above: Values) -> tuple[str, bool]:
    """Names of a line from the top down, each said once, without what stands over the line already; whether 本级 is to
    be said behind them.

    Under 重庆市, 涪陵区 with its only organization 重庆市涪陵区政协 is 涪陵区政协; 本级 with 重庆市政协 is 重庆市政协（本级）.
    """
    divisions = [node.label for node in above if node.label != SELF]
    own = chain[0].label == SELF
    last_is_parent = own or len(chain) == 1
    said = "".join(divisions[:-1] if last_is_parent else divisions)
    line: list[str] = []
    for node in chain:
        name = node.label
        if said and name.startswith(said) and name != said:
            name = name.removeprefix(said)
        if line and name.startswith("".join(line)):
            line = [name]
        elif not line or name != SELF:
            line.append(name)
    if own and len(line) > 1:
        return " › ".join(line[1:]), True
    return " › ".join(line), False


def chosen_in_english(path: Values) -> str:
    """The node at a path's end in English, on English pages and where it is known; 本级 is its division."""
    named = [node for node in path if node.label != SELF]
    return _in_english(named[-1].value, named[-2].value if len(named) > 1 else "") if named else ""


def _in_english(value: str, above: str = "", divisions: Sequence[str] = ()) -> str:
    """A node's name in English, on English pages and where it is known, without the ``divisions`` it stands under."""
    return (under_in_english(value, above, divisions) or "") if language() == ENGLISH else ""


def _leaves(values: Values) -> Iterator[FacetValue]:
    for node in values:
        if node.children:
            yield from _leaves(node.children)
        else:
            yield node
