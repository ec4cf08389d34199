"""The pages that count and compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from indexer.analysis.selecting import GROUPINGS
from indexer.analysis.terms import Term
from indexer.analysis.trends import Counted, Panel, Row, Trends, trends
from indexer.facets import YEAR_FACETS
from indexer.query import read_loosely
from web import revalidation
from web.analysis_arguments import MEASURE, TrendsAsked, read_trends, search_url
from web.charts import HEIGHT, WIDTH, Chart, Value, line_chart
from web.counting import group_name, grouping_name, selection
from web.language import gettext
from web.links import address
from web.matrices import Part, part_of, rows_for
from web.shelf import counted_library
from web.states import PageState, with_values
from web.taking_away import offered, record_file, table_file

blueprint = Blueprint("analysis", __name__, url_prefix="/analysis")
revalidation.install(blueprint, not_stored=("trends_csv", "trends_record"))

_SMALL: Final = (360, 170)
"""Width and height of one of several charts."""
_FEW_GAPS: Final = 3
"""So many years in a row without reports have a row each; more are one."""
_CELLS: Final = 240
"""Terms in rows that a page shows at a time, a chart of years aside."""
_FEW_PANELS: Final = 2
"""So many are shown at a time, however much stands in them."""
_INPUTS: Final = 3
"""Fields for terms that are there at least."""
_COUNTED: Final = {"rate": "每万字出现次数", "occurrences": "出现次数", "reports": "含有的报告份数"}
"""Measure → what it is called."""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the table with its links."""

    label: str
    row: Row
    url: str
    """All reports of the row."""
    holding: tuple[str, ...]
    """Those that hold each term; empty where no search finds them."""


@dataclass(frozen=True, slots=True)
class ShownTable:
    """The rows under one heading, and their chart where they are years."""

    label: str
    rows: tuple[ShownRow, ...]
    total: ShownRow
    chart: Chart | None


@blueprint.get("/trends")
def trends_page() -> ResponseReturnValue:
    """How often terms stand in the reports of each year, organization, division or kind."""
    asked = read_trends(request.args)
    made = counted(asked) if asked.terms else None
    said = replace(asked, measure=MEASURE.default or "", page=1).pairs()
    tables, part = _tables(made, asked) if made else ([], None)
    return render_template(
        "analysis/trends.html",
        offered=offered(
            _page_url(asked),
            {"CSV": address("analysis.trends_csv", said)},
            address("analysis_api.trends", said),
            address("analysis.trends_record", said),
        ),
        selected=selection(asked.request, lambda request: _page_url(replace(asked, request=request, page=1))),
        state=PageState(asked.request),
        asked=asked,
        made=made,
        loosely=made is not None and read_loosely(made.notes),
        tables=tables,
        part=part,
        inputs=[*asked.terms, *[""] * max(1, _INPUTS - len(asked.terms))],
        groupings=GROUPINGS,
        grouping=grouping_name,
        measure=asked.measure,
        measures=_COUNTED,
    )


@blueprint.get("/trends.csv")
def trends_csv() -> ResponseReturnValue:
    """The table of trends as a file."""
    return table_file(counted(read_trends(request.args)).table(), "trends")


@blueprint.get("/trends.json")
def trends_record() -> ResponseReturnValue:
    """Trends with all that they were made of, for ``zhengxie recount``."""
    asked = read_trends(request.args)
    settings = {"terms": list(asked.terms), "by": asked.by, "split": asked.split}
    return record_file("trends", asked.request, settings)


def counted(asked: TrendsAsked) -> Trends:
    """What is asked for. Raises QueryError and what opening the library raises."""
    return trends(counted_library(), asked.terms, asked.request, by=asked.by, split=asked.split)


def _page_url(asked: TrendsAsked) -> str:
    return address("analysis.trends_page", asked.pairs())


def _tables(made: Trends, asked: TrendsAsked) -> tuple[list[ShownTable], Part]:
    """The tables of a page, on the scale of all of them. Raises PastTheEnd."""
    measure = asked.measure
    parts: Sequence[tuple[Panel | None, Sequence[Row], Row]] = [
        *((panel, panel.rows, panel.total) for panel in made.drawn),
        *([] if made.panels else [(None, made.rows, made.total)]),
    ]
    counted = (each for _, rows, _ in parts for row in rows for each in row.terms)
    highest = max((_height(each, measure) or 0.0 for each in counted), default=0.0)
    years = [int(row.value) for _, rows, _ in parts for row in rows if row.value.isdecimal()]
    span = range(min(years), max(years) + 1) if made.by in YEAR_FACETS and years else range(0)
    terms, first = len(made.terms), _page_url(replace(asked, page=1))
    if made.panels:
        widest = max(len(rows) for _, rows, _ in parts) * terms * (2 if made.by in YEAR_FACETS else 1)  # with the chart
        parts, part = part_of(parts, asked.page, first, max(_FEW_PANELS, _CELLS // widest))
    else:
        size = max(len(made.rows), 1) if made.by in YEAR_FACETS else rows_for(_CELLS, terms)
        rows, part = part_of(made.rows, asked.page, first, size)
        parts = [(None, rows, made.total)]
    tables = [
        ShownTable(
            group_name(panel.value, made.split) if panel else "",
            tuple(_shown_rows(rows, made, panel)),
            _shown_row(total, made, panel),
            _chart(rows, span, made, panel, measure, highest),
        )
        for panel, rows, total in parts
    ]
    return tables, part


def _shown_rows(rows: Sequence[Row], made: Trends, panel: Panel | None) -> Iterator[ShownRow]:
    """The rows, with many years in a row that have no reports made one."""
    for empty, run in groupby(rows, key=lambda row: not row.reports):
        several = list(run)
        if empty and len(several) > _FEW_GAPS:
            yield ShownRow(f"{several[0].value}—{several[-1].value}", several[0], "", ())
        else:
            yield from (_shown_row(row, made, panel) for row in several)


def _shown_row(row: Row, made: Trends, panel: Panel | None) -> ShownRow:
    label = group_name(row.value, made.by) if row.value else gettext("全部")
    return ShownRow(label, row, _url(made, row, panel), tuple(_url(made, row, panel, term) for term in made.terms))


def _url(made: Trends, row: Row, panel: Panel | None, term: Term | None = None) -> str:
    """The search for the reports of a row, those that hold a term where one is given; empty where there is no such search."""
    state = PageState(replace(made.request, page=1, sort="relevance"))
    groups = [(panel.values if panel else (), made.split), (row.values, made.by)]
    # Divisions and organizations are values of one filter, and an organization is the less of both.
    for values, by in sorted(groups, key=lambda group: group[1] == "organization"):
        if values:
            state = with_values(state, "organization" if by == "division" else by, values)
    found = term.within(state.request, made.notes) if term else state.request
    return search_url(found) if found else ""


def _chart(
    rows: Sequence[Row], span: range, made: Trends, panel: Panel | None, measure: str, highest: float
) -> Chart | None:
    """The years of ``span``, the same for all panels, on a scale that they share."""
    years = {int(row.value): row for row in rows if row.value.isdecimal() and row.reports}
    if not years or not span:
        return None
    lines = []
    for place, term in enumerate(made.terms):
        values = []
        for year in span:
            row = years.get(year)
            counted = row.terms[place] if row is not None else None
            if row is None or counted is None:
                values.append(Value(None, "", ""))
            else:
                said = _spoken(row, counted, term)
                values.append(Value(_height(counted, measure), said, _url(made, row, panel, term)))
        lines.append((term.typed, values))
    width, height = _SMALL if made.split else (WIDTH, HEIGHT)
    return line_chart([str(year) for year in span], lines, width=width, height=height, top=highest)


def _height(counted: Counted, measure: str) -> float | None:
    return {"rate": counted.rate, "occurrences": counted.occurrences, "reports": counted.reports}[measure]


def _spoken(row: Row, counted: Counted, term: Term) -> str:
    return gettext(
        "%(year)s年“%(term)s”出现 %(occurrences)s 次，见于 %(holding)s／%(reports)s 份报告，每万字 %(rate)s 次",
        year=row.value,
        term=term.typed,
        occurrences=f"{counted.occurrences:,}",
        holding=f"{counted.reports:,}",
        reports=f"{row.reports:,}",
        rate="–" if counted.rate is None else f"{counted.rate:.2f}",
    )
