"""The search page, which works without JavaScript; and the links that keep a search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from indexer.answers import Hit, Page, Passage
from web import facets, labels, params, states
from web.addresses import path, report_path
from web.elsewhere import citation_url
from web.failures import answer
from web.highlight import Piece, pieces
from web.language import gettext
from web.links import written
from web.offers import offers
from web.params import read_page
from web.shelf import PastTheEnd, found_page
from web.states import PageState
from web.value_lists import paths

blueprint = Blueprint("pages", __name__)


@dataclass(frozen=True, slots=True)
class ShownPassage:
    pieces: tuple[Piece, ...]
    headings: tuple[str, ...]
    url: str
    """The passage's place in its report."""
    cite: str
    """A reference to it as plain text."""


@dataclass(frozen=True, slots=True)
class ShownHit:
    hit: Hit
    url: str
    copies_url: str
    """The list of copies in its report."""
    passages: tuple[ShownPassage, ...]


@blueprint.get("/search")
def search() -> ResponseReturnValue:
    """Results with facets; without a query or a filter, all reports."""
    state = read_page(request.args)
    from_form = params.with_year_form(state, request.args)
    if from_form is not None:
        return redirect(search_url(from_form))
    try:
        page = found_page(state)
    except PastTheEnd as error:
        return answer(404, error.message, link=(gettext("到最后一页"), search_url(states.on_page(state, error.last))))
    state = facets.settled(state, page.facets)
    kept = with_state("", state)
    return render_template(
        "search.html",
        state=state,
        page=page,
        hits=[shown_hit(hit, state, kept) for hit in page.hits],
        blocks=facets.blocks(state, page.facets, paths()),
        chips=facets.chips(state, page.facets, paths()),
        offers=offers(state, page),
        pager=list(page_numbers(state.request.page, page.pages)),
        sort=shown_sort(page),
        url=search_url,
        exports=labels.EXPORTS,
        sections=("", *labels.SECTIONS),
        api_url=with_state(path("api.search"), _without_view(state)),
    )


def shown_sort(page: Page) -> str:
    """The sort that the hits stand in: where there is no query, all are equally relevant and the newest come first."""
    sort = page.request.sort
    return "newest" if sort == "relevance" and page.interpretation.mode == "everything" else sort


def search_url(state: PageState) -> str:
    """URL of the search page in a state."""
    return with_state(path("pages.search"), state)


def shown_hit(hit: Hit, state: PageState, arguments: str) -> ShownHit:
    """A hit with its links, which keep the search they came from; ``arguments`` are its, with their “?”."""
    page = f"{report_path(hit.id)}{arguments}"
    first = "#m1" if state.request.query and hit.occurrences else ""
    # A row of the table has no room for passages.
    wanted = hit.passages if state.view == "list" else ()
    passages = tuple(_shown_passage(passage, page, hit.id) for passage in wanted)
    return ShownHit(hit, page + first, f"{page}#copies", passages)


def _shown_passage(passage: Passage, page: str, report_id: str) -> ShownPassage:
    offset = passage.offset + (passage.marks[0][0] if passage.marks else 0)
    joint = "&" if "?" in page else "?"
    return ShownPassage(
        pieces(passage.text, passage.marks),
        passage.headings,
        f"{page}{joint}at={offset}#at",
        citation_url(report_id, passage.paragraph),
    )


def page_numbers(current: int, last: int) -> Iterator[int | None]:
    """Numbers to offer: the first, the last, those around the current one; None where numbers are left out."""
    near = sorted({1, last, *range(max(1, current - 2), min(last, current + 2) + 1)})
    before = 0
    for number in near:
        if number - before == 2:
            yield number - 1
        elif number - before > 2:
            yield None
        yield number
        before = number


def _without_view(state: PageState) -> PageState:
    return states.viewed_as(states.showing_years(state, "covered"), "list")


def with_state(url: str, state: PageState) -> str:
    """A URL with the arguments of a state."""
    arguments = written(*states.pairs(state))
    return f"{url}?{arguments}" if arguments else url
