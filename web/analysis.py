"""The pages that count and compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from indexer.analysis.csv_file import csv_bytes
from indexer.analysis.recounting import record
from indexer.analysis.selecting import GROUPINGS
from indexer.analysis.terms import Term
from indexer.analysis.trends import Counted, Panel, Row, Trends, trends
from indexer.facets import YEAR_FACETS
from web import labels, revalidation
from web.addresses import path
from web.analysis_arguments import MEASURE, TrendsAsked, read_trends, selection_pairs
from web.charts import HEIGHT, WIDTH, Chart, Value, line_chart
from web.counting import csv_file, group_name, narrowings, record_file
from web.fixed_links import ARGUMENT, held, note
from web.language import gettext, speaker
from web.links import written
from web.params import one_of
from web.shelf import counted_library
from web.states import PageState, with_values

blueprint = Blueprint("analysis", __name__, url_prefix="/analysis")
revalidation.install(blueprint, not_stored=("trends_csv", "trends_record"))

"""Media type of a table (RFC 4180)."""
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
    made = (
        trends(counted_library(), asked.terms, asked.request, by=asked.by, split=asked.split) if asked.terms else None
    )
    now = held()
    return render_template(
        "analysis/trends.html",
        seen=note(request.args, now),
        fixed=f"{path('analysis.trends_page')}?{written(*asked.pairs(), *_measured(measure), (ARGUMENT, now.written()))}",
        record=f"{path('analysis.trends_record')}?{written(*asked.pairs())}",
        state=PageState(asked.request),
        asked=asked,
        made=made,
        tables=_tables(made, measure) if made else (),
        inputs=[*asked.terms, *[""] * max(1, _INPUTS - len(asked.terms))],
        groupings=GROUPINGS,
        grouping=_grouping,
        measure=measure,
        measures=_COUNTED,
        narrowings=narrowings(asked.request, lambda request: _page_url(replace(asked, request=request))),
        kept=selection_pairs(asked.request),
        csv=f"{path('analysis.trends_csv')}?{written(*asked.pairs())}",
        api_url=f"{path('analysis_api.trends')}?{written(*asked.pairs())}",
        search_url=f"{path('pages.search')}?{written(*selection_pairs(asked.request))}",
    )


@blueprint.get("/trends.csv")
def trends_csv() -> ResponseReturnValue:
    """The table of trends as a file."""
    asked = read_trends(request.args)
    made = trends(counted_library(), asked.terms, asked.request, by=asked.by, split=asked.split)
    return csv_file(b"".join(csv_bytes(made.table(), speaker())), "trends")


@blueprint.get("/trends.json")
def trends_record() -> ResponseReturnValue:
    """Trends with all that they were made of, for ``zhengxie recount``."""
    asked = read_trends(request.args)
    settings = {"terms": list(asked.terms), "by": asked.by, "split": asked.split}
    return record_file(record(counted_library(), "trends", asked.request, settings))


def _page_url(asked: TrendsAsked) -> str:
    return f"{path('analysis.trends_page')}?{written(*asked.pairs())}"


def _tables(made: Trends, measure: str) -> list[ShownTable]:
    parts: list[tuple[Panel | None, Sequence[Row], Row]] = [
        *((panel, panel.rows, panel.total) for panel in made.panels),
        *([] if made.panels else [(None, made.rows, made.total)]),
    ]
    counted = (each for _, rows, _ in parts for row in rows for each in row.terms)
    highest = max((_height(each, measure) or 0.0 for each in counted), default=0.0)
    years = [int(row.value) for _, rows, _ in parts for row in rows if row.value.isdecimal()]
    span = range(min(years), max(years) + 1) if made.by in YEAR_FACETS and years else range(0)
    return [
        ShownTable(
            group_name(panel.value, made.split) if panel else "",
            tuple(_shown_rows(rows, made, panel)),
            _shown_row(total, made, panel),
            _chart(rows, span, made, panel, measure, highest),
        )
        for panel, rows, total in parts
    ]


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


def _grouping(name: str) -> str:
    return gettext("行政区划") if name == "division" else labels.field(name)


def _url(made: Trends, row: Row, panel: Panel | None, term: Term | None = None) -> str:
    """The search for the reports of a row, those that hold a term where one is given."""
    state = PageState(replace(made.request, page=1, sort="relevance"))
    groups = [(panel.values if panel else (), made.split), (row.values, made.by)]
    # Divisions and organizations are values of one filter, and an organization is the less of both.
    for values, by in sorted(groups, key=lambda group: group[1] == "organization"):
        if values:
            state = with_values(state, "organization" if by == "division" else by, values)
    query = term.within(made.request.query) if term else made.request.query
    return f"{path('pages.search')}?{written(*selection_pairs(replace(state.request, query=query)))}"


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
