"""Pages for people: the search page and the report page, both rendered here and working without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from indexer.answers import Copy, Hit, Page, Passage
from web import facets, labels, params
from web.failures import answer
from web.highlight import Piece, block_at, pieces, reading_text
from web.language import gettext, simplified
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


@blueprint.get("/search")
def search() -> ResponseReturnValue:
    """Results with facets; without a query or a filter, all reports."""
    state = read_state(request.args)
    from_form = params.with_year_form(state, request.args)
    if from_form is not None:
        return redirect(search_url(from_form))
    try:
        page = found_page(state)
    except PastTheEnd as error:
        return answer(404, error.message, link=(gettext("到最后一页"), search_url(params.on_page(state, error.last))))
    state = facets.settled(state, page.facets)
    return render_template(
        "search.html",
        state=state,
        page=page,
        hits=[shown_hit(hit, state) for hit in page.hits],
        blocks=facets.blocks(state, page.facets, search_url),
        chips=facets.chips(state, page.facets, search_url),
        pager=list(page_numbers(state.request.page, page.pages)),
        sort=shown_sort(page),
        url=search_url,
        params=params,
        api_url=_with_state(url_for("api.search"), _without_view(state)),
    )


@blueprint.get("/reports/<report_id>")
def report(report_id: str) -> ResponseReturnValue:
    """A whole report.

    ``find`` is what is looked for in it, else the query it was found by; ``at`` an offset of its text to show, for links from
    passages; ``script=Hans`` shows a text in traditional characters in simplified ones.
    """
    state = read_state(request.args)
    find = params.read_find(request.args)
    view = library().report(report_id, find or state.request.query, variants=state.request.variants)
    script = view.report.metadata.script
    simplifying = script == "Hant" and request.args.get("script") == "Hans"
    text = reading_text(view.report.text, view.report.headings, view.marks, view.title)
    if simplifying:
        text = text.written(simplified)
    at = request.args.get("at", "")
    known_place = at.isascii() and at.isdigit() and len(at) < 10
    here = url_for("pages.report", report_id=report_id)
    return render_template(
        "report.html",
        state=state,
        find=find,
        view=view,
        title=simplified(view.title) if simplifying else view.title,
        lang=labels.LANGUAGES.get("Hans" if simplifying else script, "zh"),
        scripts=_scripts(_with_state(here, state), simplifying) if script == "Hant" else (),
        text=text,
        rows=rows(view.report),
        copies=[shown_copy(copy, state, view.report.id) for copy in view.copies],
        others=[(other, _with_state(url_for("pages.report", report_id=other.id), state)) for other in view.others],
        at=block_at(text.blocks, int(at)) if known_place else None,
        citations={},
        tools=[],
        here=here,
        kept_here=[*params.pairs(state), *([("script", "Hans")] if simplifying else [])],
        back=search_url(state),
        params=params,
    )


def _scripts(url: str, simplifying: bool) -> tuple[tuple[str, str | None], ...]:
    """(label, link) of the script that the report is written in and of the simplified one; no link for what is shown."""
    joint = "&" if "?" in url else "?"
    return (
        (gettext("原文（繁体）"), url if simplifying else None),
        (gettext("转为简体"), None if simplifying else f"{url}{joint}script=Hans"),
    )


def shown_sort(page: Page) -> str:
    """The sort that the hits stand in: where there is no query, all are equally relevant and the newest come first."""
    sort = page.request.sort
    return "newest" if sort == "relevance" and page.interpretation.mode == "everything" else sort


def search_url(state: PageState) -> str:
    """URL of the search page in a state."""
    return _with_state(url_for("pages.search"), state)


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
