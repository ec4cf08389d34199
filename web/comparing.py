"""The page that compares two selections, and its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from flask import Blueprint, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from indexer.analysis.comparing import ComparedTerm, Comparison, Side, compare
from indexer.analysis.csv_file import csv_bytes
from indexer.analysis.keyness import Keyword
from indexer.analysis.recounting import record, record_json
from indexer.answers import SearchRequest
from indexer.labels import SPECIAL_VALUES
from indexer.messages import said
from web import fixed_links, revalidation
from web.addresses import path
from web.analysis_arguments import selection_pairs
from web.comparing_arguments import TO, CompareAsked, read_compare, second_pairs
from web.counting import CSV, Narrowing, as_file, narrowings
from web.language import gettext, speaker
from web.links import written
from web.shelf import counted_library, library
from web.states import PageState

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


@dataclass(frozen=True, slots=True)
class ShownList:
    """A table of words, of which there are ``found``."""

    label: str
    rows: tuple[ShownRow, ...]
    found: int


@blueprint.get("/compare")
def compare_page() -> ResponseReturnValue:
    """Two selections side by side, and the words that set them apart."""
    asked = read_compare(_given())
    made = compared(asked) if asked.chosen else None
    now = fixed_links.held()
    said_pairs = asked.pairs()
    return render_template(
        "analysis/compare.html",
        state=PageState(),
        asked=asked,
        made=made,
        selections=_selections(asked, made),
        lists=_lists(made) if made else (),
        terms=tuple(_row(each, made) for each in made.terms) if made else (),
        inputs=[*asked.terms, *[""] * max(1, _TERMS - len(asked.terms))],
        kinds=[kind for kind, _ in library().holdings().kinds],
        special=SPECIAL_VALUES,
        limits=sorted({*_LIMITS, asked.limit}),
        swapped=_url("compare_page", replace(asked, first=asked.second, second=_common(asked)).pairs()),
        csv=_url("compare_csv", said_pairs),
        record=_url("compare_record", said_pairs),
        api_url=f"{path('comparing_api.selections')}?{written(*said_pairs)}",
        seen=fixed_links.note(request.args, now),
        fixed=_url("compare_page", [*said_pairs, (fixed_links.ARGUMENT, now.written())]),
    )


@blueprint.get("/compare.csv")
def compare_csv() -> ResponseReturnValue:
    """The strings and words as a file."""
    made = compared(read_compare(_given()))
    return as_file(Response(b"".join(csv_bytes(made.table(), speaker())), content_type=CSV), "compare.csv")


@blueprint.get("/compare.json")
def compare_record() -> ResponseReturnValue:
    """The same with all that it was made of, for ``zhengxie recount``."""
    asked = read_compare(_given())
    kept = record(counted_library(), "compare", asked.first, asked.settings)
    return as_file(jsonify(record_json(kept)), "compare.json")


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
        return _url("compare_page", replace(asked, first=narrowed, second=second).pairs())

    def second_url(narrowed: SearchRequest) -> str:
        return _url("compare_page", replace(asked, second=narrowed).pairs())

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
        search_url=_search_url(asked),
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
    name = found.word if isinstance(found, Keyword) else found.term.typed
    wordings = found.wordings if isinstance(found, Keyword) else found.term.variants
    urls = (_search_url(made.search_for(found, 0)), _search_url(made.search_for(found, 1)))
    return ShownRow(name, tuple(wording for wording in wordings if wording != name), found, urls)


def _search_url(asked: SearchRequest) -> str:
    return f"{path('pages.search')}?{written(*selection_pairs(asked))}"


def _url(view: str, arguments: Sequence[tuple[str, str]]) -> str:
    return f"{path(f'comparing.{view}')}?{written(*arguments)}"
