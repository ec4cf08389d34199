"""The pages that count and compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from indexer.analysis.selecting import GROUPINGS
from indexer.analysis.trend_rows import Panel, Row, runs
from indexer.analysis.trends import Trends, trends
from indexer.facets import YEAR_FACETS
from indexer.query import read_loosely
from web import revalidation
from web.analysis_arguments import MEASURE, TrendsAsked, read_trends
from web.charts import HEIGHT, WIDTH, Bars, Chart
from web.counting import group_name, grouping_name, in_script, selection
from web.links import address
from web.matrices import SPARE, Part, ends_within, newest_first, part_ending, part_of, rows_for
from web.shelf import counted_library
from web.states import PageState
from web.taking_away import of_one_state, offered, record_file, table_file
from web.trend_charts import MEASURES, bars_of, height, lines_of, row_name, row_url, selected

blueprint = Blueprint("analysis", __name__, url_prefix="/analysis")
revalidation.install(blueprint, not_stored=("trends_csv", "trends_record"))

_SMALL: Final = (360, 170)
"""Width and height of one of several charts; one that fills a page has those of a single one."""
_CELLS: Final = 240
"""Terms in rows that a page shows at a time where they are no years, about."""
_ROOM: Final = 128_000
"""Bytes of points and rows that a page shows at a time, about, where they are years or in panels; the rest of it is 15 KB."""
_FEWEST: Final = 10
"""Rows below a chart at least, however heavy it is."""
_CELL: Final = 60
"""Bytes of a term in a row, about, its link and name aside."""
_POINT: Final = 130
"""Of a point likewise."""
_BAR: Final = 310
"""Of a bar likewise."""
_LINKED: Final = 25
"""What a link adds to either, besides its address."""
_INPUTS: Final = 3
"""Fields for terms that are there at least."""
Group = TypeVar("Group", Row, Panel)


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
    """The rows under one heading, and their chart: lines where they are years, else bars."""

    label: str
    rows: tuple[ShownRow, ...]
    total: ShownRow
    lines: Chart | None
    bars: Bars | None
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
        measures=MEASURES,
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
    panels = _newest_first(made.panels, made.split)[: len(made.drawn)]
    parts: Sequence[tuple[Panel | None, Sequence[Row], Row]] = [
        *((panel, _newest_first(panel.rows, made.by), panel.total) for panel in panels),
        *([] if panels else [(None, _newest_first(made.rows, made.by), made.total)]),
    ]
    counted = (each for _, rows, _ in parts for row in rows for each in row.terms)
    highest = max((height(each, measure) or 0.0 for each in counted), default=0.0)
    years = [int(row.value) for _, rows, _ in parts for row in rows if row.value.isdecimal()]
    span = range(min(years), max(years) + 1) if made.by in YEAR_FACETS and years else range(0)
    first = _page_url(replace(asked, page=1))
    if panels:
        weights = [min(_ROOM, sum(_weight(rows, made, panel))) for panel, rows, _ in parts]
        parts, part = part_ending(parts, asked.page, first, ends_within(_ROOM, weights))
    else:
        shown, part = part_of(list(runs(parts[0][1])), asked.page, first, _rows_at_a_time(made))
    tables = []
    for panel, rows, total in parts:
        fitting = _fitting(rows, made, panel) if panel else rows
        several = list(runs(fitting)) if panel else shown
        size = (WIDTH, HEIGHT) if panel is None or len(fitting) < len(rows) else _SMALL
        barred = [] if made.by in YEAR_FACETS else [row for run in several for row in run]
        tables.append(
            ShownTable(
                group_name(panel.value, made.split) if panel else "",
                tuple(_shown_rows(several, made, panel)),
                _shown_row(total, made, panel),
                lines_of(rows, span, made, panel, measure, highest, size),
                bars_of(barred, made, panel, measure, highest) if barred else None,
                _alone_url(made, panel, asked) if panel and len(fitting) < len(rows) else "",
            )
        )
    return tables, part


def _newest_first(groups: Sequence[Group], by: str) -> Sequence[Group]:
    """What stands in order of years the other way round, as all tables of the pages do; anything else as it is."""
    if by not in YEAR_FACETS:
        return groups
    return [groups[place] for place in newest_first([group.value for group in groups])]


def _rows_at_a_time(made: Trends) -> int:
    """How many rows a page without panels shows. Lines are never cut: the more they weigh, the fewer rows stand below them."""
    drawn, table = _weight(made.rows, made, None)
    if made.by in YEAR_FACETS:
        return max(_FEWEST, int(len(made.rows) * (_ROOM - drawn) / (1 + SPARE)) // max(1, table))
    fitting = int(len(made.rows) * _ROOM / (1 + SPARE)) // max(1, drawn + table)
    return max(1, min(fitting, rows_for(_CELLS, len(made.terms))))


def _fitting(rows: Sequence[Row], made: Trends, panel: Panel) -> Sequence[Row]:
    """Those of a panel's rows that a page has room for: all of them, or none beside lines, which say them too."""
    drawn, table = _weight(rows, made, panel)
    if drawn + table <= _ROOM:
        return rows
    return [] if made.by in YEAR_FACETS else rows[: max(1, len(rows) * _ROOM // (drawn + table))]


def _weight(rows: Sequence[Row], made: Trends, panel: Panel | None) -> tuple[int, int]:
    """Bytes of a chart of these rows, and of a table, about; that has a head and a total, too."""
    places = sum(bool(row.reports) for row in rows) * len(made.terms)
    longest = max(rows, key=lambda row: len("".join(row.values)), default=made.total)
    links = total = names = 0
    for place, term in enumerate(made.terms):
        link = _LINKED + len(row_url(made, longest, panel, term).encode())
        links += link * sum(bool(row.terms[place].reports) for row in rows)
        names += len(term.written.encode()) * len(rows)
        total += link
    point = _POINT if made.by in YEAR_FACETS else _BAR
    return point * places + names + links, _CELL * (places + 6 * len(made.terms)) + names + links + total


def _shown_rows(several: Iterable[Sequence[Row]], made: Trends, panel: Panel | None) -> Iterator[ShownRow]:
    for run in several:
        if len(run) > 1:
            yield ShownRow(f"{run[-1].value}—{run[0].value}", run[0], "", ())
        else:
            yield _shown_row(run[0], made, panel)


def _shown_row(row: Row, made: Trends, panel: Panel | None) -> ShownRow:
    holding = (
        row_url(made, row, panel, term) if counted.reports else ""
        for term, counted in zip(made.terms, row.terms, strict=True)
    )
    return ShownRow(row_name(row, made), row, row_url(made, row, panel), tuple(holding))


def _alone_url(made: Trends, panel: Panel, asked: TrendsAsked) -> str:
    """The page that counts in the reports of one panel."""
    return _page_url(replace(asked, request=selected(made, (panel.values, made.split)), split="", page=1))
