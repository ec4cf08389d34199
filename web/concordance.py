"""The page of a term in its contexts, and its files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from indexer.analysis.concordance import Concordance, Line, concordance, every_line, lines_table
from indexer.analysis.csv_file import csv_bytes
from indexer.analysis.line_order import SORTS
from indexer.analysis.neighbours import MOST, Neighbour, Neighbours, neighbours_on_both_sides, neighbours_table
from indexer.analysis.terms import within
from indexer.answers import SearchRequest
from indexer.labels import SPECIAL_VALUES
from indexer.query import read_loosely
from web import labels, revalidation
from web.addresses import report_paths
from web.analysis_arguments import search_url
from web.concordance_arguments import ConcordanceAsked, read_concordance
from web.counting import selection
from web.export import streamed
from web.language import gettext, speaker
from web.links import address, written
from web.pages import page_numbers
from web.shelf import check_page, counted_library
from web.states import PageState, pairs
from web.taking_away import CSV, as_file, of_one_state, offered, record_file, table_file

blueprint = Blueprint("concordance", __name__, url_prefix="/analysis")
revalidation.install(blueprint, not_stored=("lines_csv", "neighbours_csv", "concordance_record"))

_RANKED: Final = 10
"""Neighbours that the page shows of each kind."""
_SORTS: Final = dict(zip(SORTS, ("报告（新近在前）", "机构", "年份", "左边的字", "右边的字"), strict=True))
"""Sort → what it is called."""
_SIZES: Final = (50, 100, 200, 500)
_WIDTHS: Final = (20, 30, 50, 100)


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line with its link, and whose report it is of which year as that is said."""

    line: Line
    url: str
    organization: str
    year: str


@dataclass(frozen=True, slots=True)
class ShownNeighbour:
    neighbour: Neighbour
    url: str
    """The search for it beside the term; empty where there is none."""


@dataclass(frozen=True, slots=True)
class ShownSide:
    label: str
    made: Neighbours
    tables: tuple[tuple[str, tuple[ShownNeighbour, ...]], ...]
    """(what they are, the rows)."""


@blueprint.get("/concordance")
@of_one_state
def page() -> ResponseReturnValue:
    """Every place of a term in its context; with ``neighbours=1`` what stands beside it, too."""
    asked = read_concordance(request.args)
    made = found(asked) if asked.term else None
    return render_template(
        "analysis/concordance.html",
        state=PageState(asked.request),
        asked=asked,
        made=made,
        loosely=made is not None and read_loosely(made.notes),
        lines=_shown(made) if made else (),
        sides=_sides(asked) if made and made.total and asked.beside else (),
        sorts=_SORTS,
        sizes=_SIZES,
        widths=sorted({*_WIDTHS, asked.width}),
        changed=lambda **changes: _url(replace(asked, **changes)),
        pager=list(page_numbers(asked.page, made.pages)) if made else (),
        selected=selection(asked.request, lambda narrowed: _url(replace(asked, request=narrowed, page=1))),
        neighbours_csv=address("concordance.neighbours_csv", asked.selecting()),
        offered=offered(
            _url(asked),
            {gettext("全部各行（CSV）"): address("concordance.lines_csv", [*asked.selecting(), *_order(asked)])},
            address("concordance_api.lines", replace(asked, beside=False).pairs()),
            address("concordance.concordance_record", asked.pairs()),
            made.counts() if made else None,
        ),
    )


@blueprint.get("/concordance.csv")
def lines_csv() -> ResponseReturnValue:
    """All lines as a file, written while it is sent."""
    asked = read_concordance(request.args)
    lines = every_line(counted_library(), asked.term, asked.request, sort=asked.sort, width=asked.width)
    return as_file(streamed(csv_bytes(lines_table(lines), speaker()), CSV), "concordance.csv")


@blueprint.get("/neighbours.csv")
def neighbours_csv() -> ResponseReturnValue:
    """What stands beside the term as a file."""
    asked = read_concordance(request.args)
    sides = neighbours_on_both_sides(counted_library(), asked.term, asked.request, limit=MOST)
    return table_file(neighbours_table(*sides), "neighbours")


@blueprint.get("/concordance.json")
def concordance_record() -> ResponseReturnValue:
    """The page of lines, or with ``neighbours=1`` what stands beside the term, with all that it was made of, for
    ``zhengxie recount``."""
    asked = read_concordance(request.args)
    if asked.page > 1 and not asked.beside:
        found(asked)  # a page past the end is none to keep
    return record_file("neighbours" if asked.beside else "concordance", asked.request, asked.settings())


def found(asked: ConcordanceAsked) -> Concordance:
    """The page of lines that is asked for. Raises PastTheEnd, QueryError and what opening the library raises."""
    library = counted_library()
    made = concordance(
        library, asked.term, asked.request, sort=asked.sort, page=asked.page, size=asked.size, width=asked.width
    )
    check_page(made.page, made.pages)
    return made


def _shown(made: Concordance) -> list[ShownLine]:
    searched = written(*pairs(PageState(SearchRequest(made.term.query, section=made.request.section))))
    addresses = report_paths(line.report for line in made.lines)
    return [
        ShownLine(
            line,
            f"{address}?{searched}&at={line.offset}#at",
            labels.value(line.organization),
            _year_said(line.covered_year),
        )
        for line, address in zip(made.lines, addresses, strict=True)
    ]


def _year_said(year: str) -> str:
    """A year, or that it is not known or does not apply, of what."""
    said = labels.year_choice(year)
    if year not in SPECIAL_VALUES:
        return said
    return gettext("%(facet)s：%(value)s", facet=labels.field("covered_year"), value=said)


def _sides(asked: ConcordanceAsked) -> list[ShownSide]:
    sides = neighbours_on_both_sides(counted_library(), asked.term, asked.request, limit=_RANKED)
    shown = []
    for label, made in zip((gettext("左边"), gettext("右边")), sides, strict=True):
        kinds = ((gettext("单字"), made.letters), (gettext("词"), made.words))
        shown.append(
            ShownSide(
                label, made, tuple((kind, tuple(_neighbour(each, made) for each in group)) for kind, group in kinds)
            )
        )
    return shown


def _neighbour(each: Neighbour, made: Neighbours) -> ShownNeighbour:
    """With the search for it beside the term, in reports that the query finds too."""
    found = within(made.request, made.notes, each.query)
    return ShownNeighbour(each, search_url(found) if found else "")


def _order(asked: ConcordanceAsked) -> list[tuple[str, str]]:
    """What a file of all lines depends on besides."""
    plain = ConcordanceAsked(asked.term, asked.request)
    told = plain.pairs()
    return [pair for pair in replace(plain, sort=asked.sort, width=asked.width).pairs() if pair not in told]


def _url(asked: ConcordanceAsked) -> str:
    return address("concordance.page", asked.pairs())
