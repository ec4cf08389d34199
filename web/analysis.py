"""The pages that count and compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from indexer.analysis.selecting import GROUPINGS
from indexer.analysis.terms import Term
from indexer.analysis.trend_rows import Counted, Panel, Row, runs
from indexer.analysis.trends import Trends, trends
from indexer.answers import SearchRequest
from indexer.facets import YEAR_FACETS
from indexer.query import read_loosely
from web import revalidation
from web.analysis_arguments import MEASURE, TrendsAsked, read_trends, search_url
from web.charts import HEIGHT, WIDTH, Chart, Value, line_chart
from web.counting import group_name, grouping_name, in_script, selection
from web.language import gettext, ngettext
from web.links import address
from web.matrices import Part, part_of, rows_for
from web.shelf import counted_library
from web.states import PageState, with_values
from web.taking_away import of_one_state, offered, record_file, table_file

blueprint = Blueprint("analysis", __name__, url_prefix="/analysis")
revalidation.install(blueprint, not_stored=("trends_csv", "trends_record"))

_SMALL: Final = (360, 170)
"""Width and height of one of several charts; one that fills a page has those of a single one."""
_CELLS: Final = 240
"""Terms in rows that a page shows at a time where they are no years."""
_ROOM: Final = 128_000
"""Bytes of points and rows that a page shows at a time, about, where they are years or in panels; the rest of it is 15 KB."""
_FEWEST: Final = 10
"""Rows below a chart at least, however heavy it is."""
_CELL: Final = 40
"""Bytes of a term in a row, about, its link aside."""
_POINT: Final = 130
"""Of a point likewise."""
_LINKED: Final = 25
"""What a link adds to either, besides its address."""
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
    """Those that hold each term; empty where there are none, or no search finds them."""


@dataclass(frozen=True, slots=True)
class ShownTable:
    """The rows under one heading, and their chart where they are years."""

    label: str
    rows: tuple[ShownRow, ...]
    total: ShownRow
    chart: Chart | None
    alone: str
    """The page of these rows alone, where there are too many to stand here."""


@blueprint.get("/trends")
@of_one_state
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
            made.table() if made else None,
        ),
        selected=selection(asked.request, lambda request: _page_url(replace(asked, request=request, page=1))),
        state=PageState(asked.request),
        asked=asked,
        made=made,
        loosely=made is not None and read_loosely(made.notes),
        names=[in_script(term.written) for term in made.terms] if made else [],
        unused=_unused(made) if made else (),
        tables=tables,
        part=part,
        inputs=[*asked.terms, *[""] * max(1, _INPUTS - len(asked.terms))],
        groupings=GROUPINGS,
        years=YEAR_FACETS,
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


def _unused(made: Trends) -> tuple[str, ...]:
    """The terms that no report holds, without quotation marks."""
    terms = zip(made.terms, made.total.terms, strict=True)
    return tuple(dict.fromkeys(in_script(term.typed) for term, counted in terms if not counted.reports))


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
    first = _page_url(replace(asked, page=1))
    if made.panels:
        heaviest = max(sum(_weight(rows, made, panel)) for panel, rows, _ in parts)
        parts, part = part_of(parts, asked.page, first, max(1, _ROOM // heaviest))
    else:
        shown, part = part_of(list(runs(made.rows)), asked.page, first, _rows_at_a_time(made))
    tables = []
    for panel, rows, total in parts:
        fitting = _fitting(rows, made, panel) if panel else rows
        size = (WIDTH, HEIGHT) if panel is None or len(fitting) < len(rows) else _SMALL
        tables.append(
            ShownTable(
                group_name(panel.value, made.split) if panel else "",
                tuple(_shown_rows(runs(fitting) if panel else shown, made, panel)),
                _shown_row(total, made, panel),
                _chart(rows, span, made, panel, measure, highest, size),
                _alone_url(made, panel, asked) if panel and len(fitting) < len(rows) else "",
            )
        )
    return tables, part


def _rows_at_a_time(made: Trends) -> int:
    """How many rows a page without panels shows. A chart is never cut: the more it weighs, the fewer stand below it."""
    if made.by not in YEAR_FACETS:
        return rows_for(_CELLS, len(made.terms))
    chart, table = _weight(made.rows, made, None)
    return max(_FEWEST, len(made.rows) * (_ROOM - chart) // max(1, table))


def _fitting(rows: Sequence[Row], made: Trends, panel: Panel) -> Sequence[Row]:
    """Those of a panel's rows that a page has room for: all of them, or none beside a chart, which says them too."""
    chart, table = _weight(rows, made, panel)
    if chart + table <= _ROOM:
        return rows
    return [] if chart else rows[: max(_FEWEST, len(rows) * _ROOM // table)]


def _weight(rows: Sequence[Row], made: Trends, panel: Panel | None) -> tuple[int, int]:
    """Bytes of a chart of these rows, 0 where they are no years, and of a table, about; that has a head and a total, too."""
    places = sum(bool(row.reports) for row in rows) * len(made.terms)
    longest = max(rows, key=lambda row: len("".join(row.values)), default=made.total)
    links = total = 0
    for place, term in enumerate(made.terms):
        link = _LINKED + len(_url(made, longest, panel, term).encode())
        links += link * sum(bool(row.terms[place].reports) for row in rows)
        total += link
    return (_POINT * places + links if made.by in YEAR_FACETS else 0), _CELL * places + links + 6 * _CELL * len(
        made.terms
    ) + total


def _shown_rows(several: Iterable[Sequence[Row]], made: Trends, panel: Panel | None) -> Iterator[ShownRow]:
    for run in several:
        if len(run) > 1:
            yield ShownRow(f"{run[0].value}—{run[-1].value}", run[0], "", ())
        else:
            yield _shown_row(run[0], made, panel)


def _shown_row(row: Row, made: Trends, panel: Panel | None) -> ShownRow:
    label = group_name(row.value, made.by) if row.value else gettext("全部")
    holding = (
        _url(made, row, panel, term) if counted.reports else ""
        for term, counted in zip(made.terms, row.terms, strict=True)
    )
    return ShownRow(label, row, _url(made, row, panel), tuple(holding))


def _alone_url(made: Trends, panel: Panel, asked: TrendsAsked) -> str:
    """The page that counts in the reports of one panel."""
    return _page_url(replace(asked, request=_selected(made, (panel.values, made.split)), split="", page=1))


def _url(made: Trends, row: Row, panel: Panel | None, term: Term | None = None) -> str:
    """The search for the reports of a row, those that hold a term where one is given; empty where there is no such search."""
    selected = _selected(made, (panel.values if panel else (), made.split), (row.values, made.by))
    found = term.within(selected, made.notes) if term else selected
    return search_url(found) if found else ""


def _selected(made: Trends, *groups: tuple[tuple[str, ...], str]) -> SearchRequest:
    """The reports under the values of some groupings."""
    state = PageState(replace(made.request, page=1, sort="relevance"))
    # Divisions and organizations are values of one filter, and an organization is the less of both.
    for values, by in sorted(groups, key=lambda group: group[1] == "organization"):
        if values:
            state = with_values(state, "organization" if by == "division" else by, values)
    return state.request


def _chart(
    rows: Sequence[Row],
    span: range,
    made: Trends,
    panel: Panel | None,
    measure: str,
    highest: float,
    size: tuple[int, int],
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
                url = _url(made, row, panel, term) if counted.reports else ""
                values.append(Value(_height(counted, measure), _spoken(row, counted, term), url))
        lines.append((in_script(term.written), values))
    return line_chart([str(year) for year in span], lines, width=size[0], height=size[1], top=highest)


def _height(counted: Counted, measure: str) -> float | None:
    return {"rate": counted.rate, "occurrences": counted.occurrences, "reports": counted.reports}[measure]


def _spoken(row: Row, counted: Counted, term: Term) -> str:
    return ngettext(
        "%(year)s年，%(term)s：%(occurrences)s 次，%(holding)s／%(count)s 份报告，每万字 %(rate)s 次",
        "%(year)s年，%(term)s：%(occurrences)s 次，%(holding)s／%(count)s 份报告，每万字 %(rate)s 次",
        row.reports,
        year=row.value,
        term=in_script(term.written),
        occurrences=f"{counted.occurrences:,}",
        holding=f"{counted.reports:,}",
        rate="–" if counted.rate is None else f"{counted.rate:.2f}",
    )
