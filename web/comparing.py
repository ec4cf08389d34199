"""The page that compares two selections, and its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from indexer.analysis.comparing import ComparedTerm, Comparison, Side, compare
from indexer.analysis.keyness import Keyword
from indexer.answers import SearchRequest
from indexer.labels import SPECIAL_VALUES
from indexer.messages import said
from indexer.query import read_loosely
from web import revalidation
from web.analysis_arguments import search_url, selection_pairs
from web.comparing_arguments import TO, CompareAsked, read_compare, second_pairs
from web.counting import Narrowing, narrowings
from web.language import gettext
from web.links import address
from web.shelf import counted_library, library
from web.states import PageState
from web.taking_away import of_one_state, offered, record_file, table_file

blueprint = Blueprint("comparing", __name__, url_prefix="/analysis")
revalidation.install(blueprint, not_stored=("compare_csv", "compare_record"))

GROUPS: Final = (said("第一组"), said("第二组"))
_TYPED: Final = ("q", "organization", "covered_year", "delivered_year", "kind", "section")
"""Arguments of a selection that the form has fields for; what else narrows it is kept and shown."""
_TERMS: Final = 2
"""Fields for strings that are there at least."""
_LIMITS: Final = (25, 50, 100, 200)


@dataclass(frozen=True, slots=True)
class ShownSelection:
    """One of the selections: its fields in the form, and what it is narrowed by."""

    id: str
    """Stands in the ids of its fields."""
    label: str
    prefix: str
    """Before the names of its arguments."""
    request: SearchRequest
    kept: tuple[tuple[str, str], ...]
    """Arguments that the form has no fields for."""
    narrowings: tuple[Narrowing, ...]
    search_url: str
    side: Side | None
    """None while nothing is compared."""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A word or string with the searches for it, in each selection."""

    name: str
    others: tuple[str, ...]
    """Other wordings that were counted with it."""
    found: Keyword | ComparedTerm
    urls: tuple[str, str]
    """The searches for its reports on each side; empty where there is none."""


@dataclass(frozen=True, slots=True)
class ShownList:
    """A table of words, of which there are ``found``."""

    label: str
    rows: tuple[ShownRow, ...]
    found: int


@blueprint.get("/compare")
@of_one_state
def compare_page() -> ResponseReturnValue:
    """Two selections side by side, and the words that set them apart."""
    asked = read_compare(_given())
    made = compared(asked) if asked.chosen else None
    said_pairs = asked.pairs()
    return render_template(
        "analysis/compare.html",
        state=PageState(),
        asked=asked,
        made=made,
        loosely=made is not None and any(read_loosely(side.notes) for side in (made.first, made.second)),
        selections=_selections(asked, made),
        lists=_lists(made) if made else (),
        terms=tuple(_row(each, made) for each in made.terms) if made else (),
        inputs=[*asked.terms, *[""] * max(1, _TERMS - len(asked.terms))],
        kinds=[kind for kind, _ in library().holdings().kinds],
        special=SPECIAL_VALUES,
        limits=sorted({*_LIMITS, asked.limit}),
        swapped=_page_url(replace(asked, first=asked.second, second=_common(asked))),
        offered=offered(
            _page_url(asked),
            {"CSV": address("comparing.compare_csv", said_pairs)},
            address("comparing_api.selections", said_pairs),
            address("comparing.compare_record", said_pairs),
            made.table() if made else None,
        ),
    )


@blueprint.get("/compare.csv")
def compare_csv() -> ResponseReturnValue:
    """The strings and words as a file."""
    return table_file(compared(read_compare(_given())).table(), "compare")


@blueprint.get("/compare.json")
def compare_record() -> ResponseReturnValue:
    """The same with all that it was made of, for ``zhengxie recount``."""
    asked = read_compare(_given())
    return record_file("compare", asked.first, asked.settings)


def compared(asked: CompareAsked) -> Comparison:
    """What is asked for. Raises QueryError, and what opening the library raises."""
    return compare(
        *(counted_library(), asked.first, asked.second),
        terms=asked.terms,
        criteria=asked.criteria,
        limit=asked.limit,
    )


def _given() -> MultiDict[str, str]:
    """The arguments without the fields of the form that were left empty."""
    return MultiDict([(name, value) for name, value in request.args.items(multi=True) if value])


def _common(asked: CompareAsked) -> SearchRequest:
    """The first selection as the second one: what holds for both is said by the first."""
    return replace(asked.first, variants=asked.second.variants, copies=asked.second.copies)


def _selections(asked: CompareAsked, made: Comparison | None) -> tuple[ShownSelection, ShownSelection]:
    sides = (made.first, made.second) if made else (None, None)

    def first_url(narrowed: SearchRequest) -> str:
        second = replace(asked.second, variants=narrowed.variants, copies=narrowed.copies)
        return _page_url(replace(asked, first=narrowed, second=second))

    def second_url(narrowed: SearchRequest) -> str:
        return _page_url(replace(asked, second=narrowed))

    # What holds for both can be taken back with the first.
    own = replace(asked.second, variants=True, copies=False)
    return (
        _selection(0, asked.first, selection_pairs(asked.first), narrowings(asked.first, first_url), sides[0]),
        _selection(
            1,
            asked.second,
            second_pairs(asked.second),
            narrowings(own, lambda narrowed: second_url(_like(asked.second, narrowed))),
            sides[1],
        ),
    )


def _like(request: SearchRequest, narrowed: SearchRequest) -> SearchRequest:
    return replace(narrowed, variants=request.variants, copies=request.copies)


def _selection(
    place: int,
    asked: SearchRequest,
    said_pairs: Sequence[tuple[str, str]],
    narrowed: Sequence[Narrowing],
    side: Side | None,
) -> ShownSelection:
    prefix = TO if place else ""
    return ShownSelection(
        id=("first", "second")[place],
        label=gettext(GROUPS[place]),
        prefix=prefix,
        request=asked,
        kept=tuple((name, value) for name, value in said_pairs if name.removeprefix(prefix) not in _TYPED),
        narrowings=tuple(narrowed),
        search_url=search_url(asked),
        side=side,
    )


def _lists(made: Comparison) -> tuple[ShownList, ShownList]:
    keyness = made.keyness
    first, second = (tuple(_row(each, made) for each in words) for words in (keyness.first, keyness.second))
    return (
        ShownList(gettext("第一组较多的词"), first, keyness.found[0]),
        ShownList(gettext("第二组较多的词"), second, keyness.found[1]),
    )


def _row(found: Keyword | ComparedTerm, made: Comparison) -> ShownRow:
    name = found.word if isinstance(found, Keyword) else found.term.written
    wordings = found.wordings if isinstance(found, Keyword) else found.term.variants
    first, second = (search_url(search) if (search := made.search_for(found, side)) else "" for side in (0, 1))
    return ShownRow(name, tuple(wording for wording in wordings if wording != name), found, (first, second))


def _page_url(asked: CompareAsked) -> str:
    return address("comparing.compare_page", asked.pairs())
