"""The page of first uses and of set phrases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from indexer.analysis.adoption import Adoption, Cell, Row, adoption
from indexer.analysis.matrix import YEARS, spans
from indexer.analysis.phrases import Phrases, set_phrases
from indexer.analysis.tables import Table
from indexer.query import read_loosely
from web import labels, revalidation
from web.addresses import report_path
from web.analysis_arguments import search_url
from web.counting import group_name, selection
from web.coverage_arguments import AdoptionAsked, read_adoption
from web.language import gettext, ngettext
from web.links import address, written
from web.matrices import Links, bounds_of, column_name, newest_first, part_of, rows_for, step_of
from web.shelf import check_page, counted_library
from web.states import PageState
from web.taking_away import Offered, of_one_state, offered, record_file, table_file

blueprint = Blueprint("adoption", __name__, url_prefix="/analysis")
revalidation.install(blueprint, not_stored=("table", "heat", "spread", "phrases", "phrases_record", "record_of"))

_MEASURES: Final = {"occurrences": "出现次数", "reports": "含有的报告份数", "rate": "每万字出现次数"}
"""Measure → what it is called."""
_CELLS: Final = 1000
"""That a page shows at a time."""
_NAMED: Final = 40
"""Organizations of one year, or without a use, that are named."""


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of the heat map; ``text`` is its number, empty where there are no reports."""

    text: str
    url: str
    heat: int
    said: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """An organization with its links."""

    label: str
    row: Row
    cells: tuple[ShownCell, ...]
    report_url: str
    """Of the report of its first use; empty where there is none."""
    uses_url: str
    earlier_url: str
    all_url: str


@dataclass(frozen=True, slots=True)
class ShownPhrase:
    text: str
    organizations: int
    reports: int
    quoted: int
    first_year: int | None
    url: str
    """Its adoption."""


@blueprint.get("/adoption")
@of_one_state
def page() -> ResponseReturnValue:
    """Where and when a phrase was first used, as far as the index goes; without one, the set phrases of the index."""
    asked = read_adoption(request.args)
    shared = {
        "selected": selection(asked.request, lambda changed: _page_url(replace(asked, request=changed, page=1))),
        "state": PageState(asked.request),
        "asked": asked,
        "dated": {name: labels.field(name) for name in YEARS},
        "measures": _MEASURES,
        "phrases_url": _page_url(replace(asked, term="", page=1)),
    }
    if not asked.term:
        check_page(asked.page, 1)
        found = listed(asked)
        return render_template(
            "analysis/phrases.html",
            found=found,
            phrases=_phrases(found, asked),
            offered=_offered(asked, found.table()),
            **shared,
        )
    made = found_uses(asked)
    rows, part = part_of(made.rows, asked.page, _page_url(replace(asked, page=1)), rows_for(_CELLS, len(made.columns)))
    return render_template(
        "analysis/adoption.html",
        offered=_offered(asked, made.table()),
        made=made,
        loosely=read_loosely(made.notes),
        rows=_rows(rows, made, asked.measure),
        total=_rows((made.total,), made, asked.measure)[0],
        part=part,
        columns=[column_name(made.columns[place]) for place in newest_first(made.columns)],
        spans=lambda years: spans(years, gettext("、")),
        named=_NAMED,
        name=group_name,
        **shared,
    )


@blueprint.get("/adoption.csv")
def table() -> ResponseReturnValue:
    """The first uses as a file."""
    return table_file(found_uses(read_adoption(request.args)).table(), "adoption")


@blueprint.get("/adoption-years.csv")
def heat() -> ResponseReturnValue:
    """The heat map as a file, a row for each cell."""
    return table_file(found_uses(read_adoption(request.args)).heat(), "adoption-years")


@blueprint.get("/adoption-spread.csv")
def spread() -> ResponseReturnValue:
    """How it spread by year, level and region as a file."""
    return table_file(found_uses(read_adoption(request.args)).spread_table(), "adoption-spread")


@blueprint.get("/adoption.json")
def record_of() -> ResponseReturnValue:
    """First uses with all that they were made of."""
    asked = read_adoption(request.args)
    settings = {"term": asked.term, "years": asked.dated}
    return record_file("adoption", asked.request, settings)


@blueprint.get("/phrases.csv")
def phrases() -> ResponseReturnValue:
    """The set phrases as a file."""
    return table_file(listed(read_adoption(request.args)).table(), "phrases")


@blueprint.get("/phrases.json")
def phrases_record() -> ResponseReturnValue:
    """The set phrases with all that they were made of."""
    asked = read_adoption(request.args)
    return record_file("phrases", asked.request, {"limit": asked.limit, "years": asked.dated})


def found_uses(asked: AdoptionAsked) -> Adoption:
    """What is asked for. Raises QueryError and what opening the library raises."""
    return adoption(counted_library(), asked.term, asked.request, years=asked.dated)


def listed(asked: AdoptionAsked) -> Phrases:
    """The set phrases of what is asked for. Raises the same."""
    return set_phrases(counted_library(), asked.request, asked.limit, years=asked.dated)


def _page_url(asked: AdoptionAsked) -> str:
    return address("adoption.page", asked.pairs())


def _offered(asked: AdoptionAsked, numbers: Table) -> Offered:
    said = replace(asked, page=1, measure="occurrences").pairs()
    if not asked.term:
        tables = {"CSV": address("adoption.phrases", said)}
        api, kept = address("coverage_api.phrases", said), address("adoption.phrases_record", said)
        return offered(_page_url(asked), tables, api, kept, numbers)
    tables = {
        "CSV": address("adoption.table", said),
        gettext("CSV（机构与年份）"): address("adoption.heat", said),
        gettext("CSV（扩散）"): address("adoption.spread", said),
    }
    api, kept = address("coverage_api.adoption", said), address("adoption.record_of", said)
    return offered(_page_url(asked), tables, api, kept, numbers)


def _phrases(found: Phrases, asked: AdoptionAsked) -> list[ShownPhrase]:
    return [
        ShownPhrase(
            *(each.text, each.organizations, each.reports, each.quoted, each.first_year),
            _page_url(replace(asked, term=each.text)),
        )
        for each in found.phrases
    ]


def _rows(rows: Sequence[Row], made: Adoption, measure: str) -> list[ShownRow]:
    uses = made.term.within(made.request, made.notes)
    holding = Links(made.request, made.years, uses.query if uses else None)
    every = Links(made.request, made.years, made.request.query)
    cells = (cell for row in made.rows for cell in row.cells)
    bounds = bounds_of(_amount(cell, measure) for cell in cells)
    shown = []
    for row in rows:
        values = (row.value,) if row.value else ()
        first = row.first
        shown.append(
            ShownRow(
                label=group_name(row.value, "organization") if row.value else gettext("全部"),
                row=row,
                cells=tuple(
                    _cell(
                        row.cells[place],
                        measure,
                        bounds if row.value else (),
                        (holding if row.cells[place].holding else every).to(values, made.columns[place]),
                    )
                    for place in newest_first(made.columns)
                ),
                report_url=f"{report_path(first.report_id)}?{written(('q', made.term.query))}" if first else "",
                uses_url=search_url(found) if first and (found := made.uses_of(row)) else "",
                earlier_url=search_url(made.earlier_of(row)) if first and first.earlier_reports else "",
                all_url=holding.to(values),
            )
        )
    return shown


def _cell(cell: Cell, measure: str, bounds: Sequence[float], url: str) -> ShownCell:
    if not cell.reports:
        return ShownCell("", "", 0, "")
    amount = _amount(cell, measure)
    said = ngettext(
        "出现 %(occurrences)s 次，见于 %(holding)s／%(count)s 份报告，每万字 %(rate)s 次",
        "出现 %(occurrences)s 次，见于 %(holding)s／%(count)s 份报告，每万字 %(rate)s 次",
        cell.reports,
        occurrences=f"{cell.occurrences:,}",
        holding=f"{cell.holding:,}",
        rate="–" if cell.rate is None else f"{cell.rate:.2f}",
    )
    text = f"{amount:.2f}" if measure == "rate" and amount else f"{amount:,.0f}"
    return ShownCell(text, url, step_of(amount, bounds), said)


def _amount(cell: Cell, measure: str) -> float:
    return {"occurrences": cell.occurrences, "reports": cell.holding, "rate": cell.rate or 0.0}[measure]
