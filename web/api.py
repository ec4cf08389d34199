"""The API, version 1: the same answers as the commands' ``--json``, by the same functions as the pages.

Docstrings of views are read by users of the API: the first paragraph is the summary of an operation, the rest
describes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Final, TypedDict

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from msgspec import Meta

from indexer.answers import Page
from indexer.export import FORMATS
from indexer.messages import said
from indexer.present import info_json, page_json, related_json, report_json, suggestion_json
from indexer.shapes import IndexJson, PageJson, RelatedJson, ReportJson, SuggestionJson
from web import arguments, examples, export, revalidation
from web.addresses import path
from web.cursor import StaleCursor, cursor_to, page_of
from web.facet_values import FoundValue, found_values
from web.openapi import Media, described
from web.params import BadArgument, number, one_of, read_state, refuse_unknown, short_text
from web.problems import BAD_QUERY, NO_SUCH_REPORT, PAST_THE_END, QUERY_TOO_LONG, STALE_CURSOR
from web.shelf import found_page, library
from web.states import PageState, on_page, query_string

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
revalidation.install(blueprint, by_content=("suggest",), not_stored=("export",))

_ID: Final = {"report_id": "The `id` of a hit; it stays the same as long as the file keeps its place."}
_EXPORTED: Final = {
    made.media_type: Media(f"Of `format={name}`.", examples.EXPORT.get(name), text=name in examples.EXPORT)
    for name, made in FORMATS.items()
}
_CITED: Final = {
    FORMATS["bibtex"].media_type: Media("Of `format=bibtex`.", examples.CITATION["bibtex"]),
    FORMATS["ris"].media_type: Media("Of `format=ris`.", examples.CITATION["ris"]),
    "text/plain": Media("Of `format=gb7714` and `format=text`.", examples.CITATION["gb7714"]),
}
_MAX_LINKS: Final = 3000
"""Characters of the header Link, which repeats the query four times: proxies refuse headers of more than some
thousand."""


class SearchJson(PageJson):
    """A page of results, with the way to the next one."""

    next: Annotated[
        str | None,
        Meta(description="To be sent as `cursor`, with the same arguments, for the next page; null on the last."),
    ]


class FoundValueJson(TypedDict):
    """A value of a facet, with its place in the tree."""

    value: Annotated[str, Meta(description="To be sent as a filter.", examples=["四川省/资阳市"])]
    label: Annotated[str, Meta(description="To be shown.", examples=["资阳市"])]
    count: Annotated[int, Meta(description="Matching reports that carry it.", ge=0)]
    selected: Annotated[bool, Meta(description="Whether it is among the filters.")]
    excluded: Annotated[bool, Meta(description="Whether reports that carry it are left out.")]
    path: Annotated[
        list[str], Meta(description="Labels of what lies above it in the tree, from the top.", examples=[["四川省"]])
    ]


class FacetValuesJson(TypedDict):
    """Values of one facet."""

    facet: str
    total: Annotated[int, Meta(description="Values that begin as asked, whatever `limit` is.", ge=0)]
    values: list[FoundValueJson]


class SuggestionsJson(TypedDict):
    """How what was typed may go on."""

    query: Annotated[str, Meta(description="What was typed.")]
    suggestions: list[SuggestionJson]


@blueprint.get("/search")
@described(
    "search",
    SearchJson,
    arguments=arguments.SEARCH,
    kinds=(BAD_QUERY, PAST_THE_END, STALE_CURSOR, QUERY_TOO_LONG),
    headers=("ETag", "Link"),
    example=examples.SEARCH,
)
def search() -> ResponseReturnValue:
    """Search reports.

    Answers with a page of hits, each with the passages that hold the words, and with counts over all that matches by
    facet. Values of one filter widen the search, further filters narrow it. Pages are asked for by `page`, or one
    after another by `cursor`.
    """
    state, generation = _asked_for()
    page = found_page(state)
    if "cursor" in request.args and library().generation() != generation:
        raise StaleCursor
    more = page.request.page < page.pages
    found: SearchJson = {
        **page_json(page),
        "next": cursor_to(page.request.page + 1, generation, state) if more else None,
    }
    response = jsonify(found)
    links = ", ".join(_links(state, page))
    if len(links) <= _MAX_LINKS:
        response.headers["Link"] = links
    return response


@blueprint.get("/reports/<report_id>")
@described(
    "report",
    ReportJson,
    arguments=arguments.REPORT,
    kinds=(BAD_QUERY, NO_SUCH_REPORT, QUERY_TOO_LONG),
    path=_ID,
    example=examples.REPORT,
)
def report(report_id: str) -> ResponseReturnValue:
    """Read one report.

    Answers with its text and headings, its metadata with the evidence they rest on, its copies, and the places of `q`.
    """
    refuse_unknown(request.args, arguments.REPORT)
    asked = read_state(request.args).request
    return jsonify(
        report_json(library().report(report_id, asked.query, variants=asked.variants, section=asked.section))
    )


@blueprint.get("/reports/<report_id>/related")
@described("related", RelatedJson, kinds=(NO_SUCH_REPORT,), path=_ID, example=examples.RELATED)
def related(report_id: str) -> ResponseReturnValue:
    """Find what to read beside a report.

    Answers with papers of the same organization and kind of other years, and with reports of like content; copies of
    the report are neither.
    """
    refuse_unknown(request.args, {})
    return jsonify(related_json(library().related(report_id)))


@blueprint.get("/facets")
@described(
    "facets",
    FacetValuesJson,
    arguments=arguments.FACET_VALUES,
    kinds=(BAD_QUERY, QUERY_TOO_LONG),
    example=examples.FACETS,
)
def facets() -> ResponseReturnValue:
    """List the values of one facet.

    Answers with as many values as asked for, with counts over what the query and the other filters match: for what an
    answer to a search has no room for, and to look for a value by how it begins.
    """
    refuse_unknown(request.args, arguments.FACET_VALUES)
    facet = one_of(arguments.FACET_VALUES["facet"], request.args)
    prefix = short_text(arguments.FACET_VALUES["prefix"], request.args)
    limit = number(arguments.FACET_VALUES["limit"], request.args)
    counted = library().search(replace(read_state(request.args).request, size=1)).facets[facet]
    found = found_values(counted, prefix)
    answer: FacetValuesJson = {
        "facet": facet,
        "total": len(found),
        "values": [_found_value_json(each) for each in found[:limit]],
    }
    return jsonify(answer)


@blueprint.get("/suggest")
@described("suggest", SuggestionsJson, arguments=arguments.SUGGEST, example=examples.SUGGEST)
def suggest() -> ResponseReturnValue:
    """Suggest queries while one is typed.

    Answers with organizations, titles and words of the index that begin, sound or are spelt as what was typed.
    """
    refuse_unknown(request.args, arguments.SUGGEST)
    text = short_text(arguments.SUGGEST["q"], request.args)
    limit = number(arguments.SUGGEST["limit"], request.args)
    answer: SuggestionsJson = {
        "query": text,
        "suggestions": [suggestion_json(each) for each in library().suggest(text, limit)],
    }
    return jsonify(answer)


@blueprint.get("/info")
@described("info", IndexJson, example=examples.INFO)
def info() -> ResponseReturnValue:
    """Say what is in the index.

    Answers with how much it is, and with its regions, years and kinds.
    """
    refuse_unknown(request.args, {})
    return jsonify(info_json(library().info(), library().holdings()))


# What pages link to, under addresses of this version.
blueprint.add_url_rule(
    "/export",
    "export",
    described(
        "export",
        _EXPORTED,
        arguments=arguments.EXPORT,
        kinds=(BAD_QUERY, QUERY_TOO_LONG),
        headers=("ETag", "Content-Disposition"),
    )(export.results),
)
blueprint.add_url_rule(
    "/reports/<report_id>/cite",
    "cite",
    described(
        "cite",
        _CITED,
        arguments=arguments.CITATION,
        kinds=(NO_SUCH_REPORT,),
        headers=("ETag", "Content-Disposition"),
        path=_ID,
    )(export.citation),
)


def _asked_for() -> tuple[PageState, str]:
    """What is searched for, on the page that a cursor leads to, and the generation of the index."""
    refuse_unknown(request.args, arguments.SEARCH)
    state, generation = read_state(request.args), revalidation.generation()
    cursor = short_text(arguments.CURSOR, request.args)
    if not cursor:
        return state, generation
    if "page" in request.args:
        raise BadArgument(said("参数 page 和 cursor 只能给一个。"), argument="page")
    return on_page(state, page_of(cursor, generation, state)), generation


def _links(state: PageState, page: Page) -> Iterator[str]:
    """The other pages of a search (RFC 8288, relations of its registry)."""
    number, last = page.request.page, max(1, page.pages)
    numbers = {"first": 1, "prev": number - 1, "next": number + 1, "last": last}
    for relation, target in numbers.items():
        if 1 <= target <= last:
            yield f'<{_url(on_page(state, target))}>; rel="{relation}"'


def _url(state: PageState) -> str:
    said = query_string(state)
    return f"{path('api.search')}?{said}" if said else path("api.search")


def _found_value_json(found: FoundValue) -> FoundValueJson:
    value = found.value
    return {
        "value": value.value,
        "label": value.label,
        "count": value.count,
        "selected": value.selected,
        "excluded": value.excluded,
        "path": list(found.path),
    }
