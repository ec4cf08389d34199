"""All values of a facet on a page of their own, with search among them; and parts of it for the page of results to fetch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from indexer.answers import FacetValue
from indexer.facets import SELF
from indexer.fold import fold
from web import labels, states
from web.addresses import path
from web.arguments import FACET_VALUES, MAX_VALUE
from web.choices import Choice, FacetLinks, Paths, flat_choice
from web.facet_values import FoundValue, found_values
from web.facets import rest_of, settled
from web.links import written
from web.params import one_of, read_page
from web.shelf import library
from web.states import PageState
from web.tree import Tree, path_to

blueprint = Blueprint("value_lists", __name__)

MOST: Final = 200
"""Values on one page."""


@dataclass(frozen=True, slots=True)
class ValueList:
    """Some values of a facet as rows."""

    rows: tuple[Choice, ...]
    left: int = 0
    """How many there are besides."""
    over: tuple[str, ...] = ()
    """The path of names to the node beneath which they stand."""


@blueprint.get("/search/facets")
def values() -> ResponseReturnValue:
    """The values of ``facet`` over the results of a search.

    ``prefix`` looks for values by their names, ``under`` asks for those beneath a node of the organization tree, ``rest``
    for those that the page of results has no room for. ``bare`` leaves everything but the rows away.
    """
    asked = read_page(request.args)
    facet = one_of(FACET_VALUES["facet"], request.args)
    prefix = request.args.get("prefix", "").strip()[:MAX_VALUE]
    counted = library().search(replace(asked.request, page=1, size=1)).facets
    state = settled(asked, counted)
    links = FacetLinks(state, facet, paths())
    shown = _shown(links, counted.get(facet, ()), prefix)
    bare = request.args.get("bare") == "1"
    return render_template(
        "_rows.html" if bare else "values.html",
        state=state,
        facet=facet,
        shown=shown,
        prefix=prefix,
        everything=links.values(),
        back=_back(state),
    )


def paths() -> Paths:
    """Where the links of facets lead."""
    return Paths(path("pages.search"), path("value_lists.values"))


def _shown(links: FacetLinks, counted: Sequence[FacetValue], prefix: str) -> ValueList:
    tree = Tree(counted, links) if links.facet == "organization" else None
    if prefix:
        found = _looked_for(counted, prefix)
        rows = tuple(tree.found(each) if tree else flat_choice(each.value, links) for each in found[:MOST])
        return ValueList(rows, max(0, len(found) - MOST))
    under = request.args.get("under", "")
    if tree and under:
        return ValueList(tree.beneath(under), over=tuple(labels.value(node.label) for node in path_to(under, counted)))
    wanted = list(counted)
    if request.args.get("rest") == "1":
        wanted = rest_of(counted, tree.marked if tree else frozenset((*links.chosen, *links.excluded)))
    rows = tuple(tree.row(value) if tree else flat_choice(value, links) for value in wanted[:MOST])
    return ValueList(rows, max(0, len(wanted) - MOST))


def _looked_for(counted: Sequence[FacetValue], prefix: str) -> list[FoundValue]:
    """Values that begin as typed, else those that hold it; of nodes with the same reports only the lowest."""
    string = fold(prefix)
    found = found_values(counted, prefix) or tuple(
        each for each in found_values(counted) if string in fold(labels.value(each.value.label))
    )
    return [each for each in found if each.value.label != SELF and not _is_its_only_child(each.value)]


def _is_its_only_child(value: FacetValue) -> bool:
    return len(value.children) == 1 and value.children[0].count == value.count


def _back(state: PageState) -> str:
    arguments = written(*states.pairs(state))
    return f"{path('pages.search')}?{arguments}" if arguments else path("pages.search")
