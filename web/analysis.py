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
from indexer.analysis.trends import Counted, Row, Trends, trends
from indexer.facets import YEAR_FACETS
from web import revalidation
from web.analysis_arguments import MEASURE, TrendsAsked, read_trends, search_url
from web.charts import HEIGHT, WIDTH, Chart, Value, line_chart
from web.counting import group_name, grouping_name, selection
from web.language import gettext
from web.links import address
from web.params import one_of
from web.shelf import counted_library
from web.states import PageState, with_values
from web.taking_away import offered, record_file, table_file

blueprint = Blueprint("analysis", __name__, url_prefix="/analysis")
revalidation.install(blueprint, not_stored=("trends_csv", "trends_record"))

_SMALL: Final = (360, 170)
"""Width and height of one of several charts."""
_FEW_GAPS: Final = 3
"""So many years in a row without reports have a row each; more are one."""
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
    """Those that hold each term."""


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
    measure = one_of(MEASURE, request.args)
    made = counted(asked) if asked.terms else None
    said = asked.pairs()
    return render_template(
        "analysis/trends.html",
        offered=offered(
            address("analysis.trends_page", [*said, *_measured(measure)]),
            {"CSV": address("analysis.trends_csv", said)},
            address("analysis_api.trends", said),
            address("analysis.trends_record", said),
        ),
        selected=selection(asked.request, lambda request: _page_url(replace(asked, request=request))),
        state=PageState(asked.request),
        asked=asked,
        made=made,
        tables=_tables(made, measure) if made else (),
        inputs=[*asked.terms, *[""] * max(1, _INPUTS - len(asked.terms))],
        groupings=GROUPINGS,
        grouping=grouping_name,
        measure=measure,
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


def _tables(made: Trends, measure: str) -> list[ShownTable]:
    parts = [(panel.value, panel.rows, panel.total) for panel in made.panels] or [("", made.rows, made.total)]
    counted = (each for _, rows, _ in parts for row in rows for each in row.terms)
    highest = max((_height(each, measure) or 0.0 for each in counted), default=0.0)
    years = [int(row.value) for _, rows, _ in parts for row in rows if row.value.isdecimal()]
    span = range(min(years), max(years) + 1) if made.by in YEAR_FACETS and years else range(0)
    return [
        ShownTable(
            group_name(value, made.split) if made.split else "",
            tuple(_shown_rows(rows, made, value)),
            _shown_row(total, made, value),
            _chart(rows, span, made, value, measure, highest),
        )
        for value, rows, total in parts
    ]


def _shown_rows(rows: Sequence[Row], made: Trends, panel: str) -> Iterator[ShownRow]:
    """The rows, with many years in a row that have no reports made one."""
    for empty, run in groupby(rows, key=lambda row: not row.reports):
        several = list(run)
        if empty and len(several) > _FEW_GAPS:
            yield ShownRow(f"{several[0].value}—{several[-1].value}", several[0], "", ())
        else:
            yield from (_shown_row(row, made, panel) for row in several)


def _shown_row(row: Row, made: Trends, panel: str) -> ShownRow:
    label = group_name(row.value, made.by) if row.value else gettext("全部")
    return ShownRow(label, row, _url(made, row, panel), tuple(_url(made, row, panel, term) for term in made.terms))


def _url(made: Trends, row: Row, panel: str, term: Term | None = None) -> str:
    """The search for the reports of a row, those that hold a term where one is given."""
    state = PageState(replace(made.request, page=1, sort="relevance"))
    for value, by in ((panel, made.split), (row.value, made.by)):
        if value:
            state = with_values(state, "organization" if by == "division" else by, (value,))
    query = term.within(made.request.query) if term else made.request.query
    return search_url(replace(state.request, query=query))


def _chart(rows: Sequence[Row], span: range, made: Trends, panel: str, measure: str, highest: float) -> Chart | None:
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


def _measured(measure: str) -> list[tuple[str, str]]:
    return [(MEASURE.name, measure)] if measure != MEASURE.default else []


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
