"""Pages for people: the search page and the report page, both rendered here and working without JavaScript."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from indexer.answers import Copy, Hit, Page, Passage
from web import facets, params
from web.failures import answer
from web.highlight import Piece, block_at, pieces, reading_text
from web.metadata import rows
from web.params import PageState, read_state
from web.shelf import PastTheEnd, found_page, library

blueprint = Blueprint("pages", __name__)


@dataclass(frozen=True, slots=True)
class ShownPassage:
    pieces: tuple[Piece, ...]
    headings: tuple[str, ...]
    url: str
    """The passage's place in its report."""


@dataclass(frozen=True, slots=True)
class ShownHit:
    hit: Hit
    url: str
    copies_url: str
    """The list of copies in its report."""
    passages: tuple[ShownPassage, ...]


@dataclass(frozen=True, slots=True)
class ShownCopy:
    copy: Copy
    url: str
    current: bool
    """Whether this is the report being shown."""


@blueprint.get("/")
def search() -> ResponseReturnValue:
    """Results with facets; without a query or a filter, all reports."""
    state = read_state(request.args)
    from_form = params.with_year_form(state, request.args)
    if from_form is not None:
        return redirect(search_url(from_form))
    try:
        page = found_page(state)
    except PastTheEnd as error:
        return answer(404, error.message, link=("到最后一页", search_url(params.on_page(state, error.last))))
    state = facets.settled(state, page.facets)
    plain = not state.request.query and not state.filtered
    return render_template(
        "search.html",
        state=state,
        page=page,
        hits=[shown_hit(hit, state) for hit in page.hits],
        blocks=facets.blocks(state, page.facets, search_url),
        chips=facets.chips(state, page.facets, search_url),
        pager=list(page_numbers(state.request.page, page.pages)),
        info=library().info() if plain else None,
        sort=shown_sort(page),
        url=search_url,
        params=params,
        api_url=_with_state(url_for("api.search"), _without_view(state)),
    )


@blueprint.get("/reports/<report_id>")
def report(report_id: str) -> ResponseReturnValue:
    """A whole report; ``at`` is an offset of its text to show, for links from passages."""
    state = read_state(request.args)
    view = library().report(report_id, state.request.query, variants=state.request.variants)
    text = reading_text(view.report.text, view.report.headings, view.marks, view.title)
    at = request.args.get("at", "")
    known_place = at.isascii() and at.isdigit() and len(at) < 10
    return render_template(
        "report.html",
        state=state,
        view=view,
        text=text,
        rows=rows(view.report),
        copies=[shown_copy(copy, state, view.report.id) for copy in view.copies],
        others=list(zip(view.others, report_urls((other.id for other in view.others), state), strict=True)),
        at=block_at(text.blocks, int(at)) if known_place else None,
        url=search_url,
        back=search_url(state),
        params=params,
    )


@blueprint.get("/healthz")
def health() -> ResponseReturnValue:
    """Whether searches can be answered; fails as they would."""
    return jsonify(status="ok", reports=library().info().reports)


@blueprint.get("/favicon.ico")
def icon() -> ResponseReturnValue:
    """For browsers that ask for the icon by its old name, whatever the page says."""
    return redirect(url_for("static", filename="icon.svg"))


def shown_sort(page: Page) -> str:
    """The sort that the hits stand in: where there is no query, all are equally relevant and the newest come first."""
    sort = page.request.sort
    return "newest" if sort == "relevance" and page.interpretation.mode == "everything" else sort


def search_url(state: PageState) -> str:
    """URL of the search page in a state."""
    return _with_state(url_for("pages.search"), state)


def report_urls(report_ids: Iterable[str], state: PageState) -> Iterator[str]:
    """URLs of reports that keep a search; what all of them have in common is made once."""
    beginning = url_for("pages.report", report_id="0").removesuffix("0")
    ending = _with_state("", state)
    return (f"{beginning}{report_id}{ending}" for report_id in report_ids)


def shown_hit(hit: Hit, state: PageState) -> ShownHit:
    """A hit with its links, which keep the search they came from."""
    page = _with_state(url_for("pages.report", report_id=hit.id), state)
    first = "#m1" if state.request.query and hit.occurrences else ""
    passages = tuple(_shown_passage(passage, page) for passage in hit.passages)
    return ShownHit(hit, page + first, f"{page}#copies", passages)


def shown_copy(copy: Copy, state: PageState, shown: str) -> ShownCopy:
    """A copy with its link, which keeps the search; ``shown`` is the id of the report being shown."""
    return ShownCopy(copy, _with_state(url_for("pages.report", report_id=copy.id), state), copy.id == shown)


def _shown_passage(passage: Passage, page: str) -> ShownPassage:
    offset = passage.offset + (passage.marks[0][0] if passage.marks else 0)
    joint = "&" if "?" in page else "?"
    return ShownPassage(pieces(passage.text, passage.marks), passage.headings, f"{page}{joint}at={offset}#at")


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
    return params.showing_years(state, "covered")


def _with_state(url: str, state: PageState) -> str:
    arguments = params.query_string(state)
    return f"{url}?{arguments}" if arguments else url
