"""Charts of trends: lines over years, bars for what is no year, and the searches behind their points and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from indexer.analysis.terms import Term
from indexer.analysis.trend_rows import Counted, Panel, Row
from indexer.analysis.trends import Trends
from indexer.answers import SearchRequest
from web.analysis_arguments import search_url
from web.charts import Bars, Chart, Value, bar_chart, line_chart
from web.counting import group_name, in_script
from web.language import gettext, ngettext
from web.states import PageState, with_values

MEASURES: Final = {"rate": "每万字出现次数", "occurrences": "出现次数", "reports": "含有的报告份数"}
"""What can be drawn → what it is called."""


def row_url(made: Trends, row: Row, panel: Panel | None, term: Term | None = None) -> str:
    """The search for the reports of a row, those that hold a term where one is given; empty where there is no such search."""
    within = selected(made, (panel.values if panel else (), made.split), (row.values, made.by))
    found = term.within(within, made.notes) if term else within
    return search_url(found) if found else ""


def selected(made: Trends, *groups: tuple[tuple[str, ...], str]) -> SearchRequest:
    """The reports under the values of some groupings."""
    state = PageState(replace(made.request, page=1, sort="relevance"))
    # Divisions and organizations are values of one filter, and an organization is the less of both.
    for values, by in sorted(groups, key=lambda group: group[1] == "organization"):
        if values:
            state = with_values(state, "organization" if by == "division" else by, values)
    return state.request


def row_name(row: Row, made: Trends) -> str:
    """What a page calls a row."""
    return group_name(row.value, made.by) if row.value else gettext("全部")


def height(counted: Counted, measure: str) -> float | None:
    """How high a term stands in a chart of a measure; None where nothing can be drawn."""
    return {"rate": counted.rate, "occurrences": counted.occurrences, "reports": counted.reports}[measure]


def lines_of(
    rows: Sequence[Row],
    span: range,
    made: Trends,
    panel: Panel | None,
    measure: str,
    highest: float,
    size: tuple[int, int],
) -> Chart | None:
    """The years of ``span``, the same for all panels, on a scale that they share; None without years."""
    years = {int(row.value): row for row in rows if row.value.isdecimal() and row.reports}
    if not years or not span:
        return None
    lines = [
        (
            in_script(term.written),
            [
                _value(years[year], place, made, panel, measure) if year in years else Value(None, "", "")
                for year in span
            ],
        )
        for place, term in enumerate(made.terms)
    ]
    return line_chart([str(year) for year in span], lines, width=size[0], height=size[1], top=highest)


def bars_of(rows: Sequence[Row], made: Trends, panel: Panel | None, measure: str, highest: float) -> Bars:
    """A row of bars for each of these, a bar for each term, on a scale that all panels share."""
    return bar_chart(
        [
            (row_name(row, made), [_value(row, place, made, panel, measure) for place in range(len(made.terms))])
            for row in rows
        ],
        top=highest,
    )


def _value(row: Row, place: int, made: Trends, panel: Panel | None, measure: str) -> Value:
    counted, term = row.terms[place], made.terms[place]
    amount = height(counted, measure)
    return Value(
        amount,
        _spoken(row, counted, term, made),
        row_url(made, row, panel, term) if counted.reports else "",
        "–" if amount is None else f"{amount:,.2f}" if measure == "rate" else f"{amount:,.0f}",
    )


def _spoken(row: Row, counted: Counted, term: Term, made: Trends) -> str:
    told = {
        "term": in_script(term.written),
        "occurrences": f"{counted.occurrences:,}",
        "holding": f"{counted.reports:,}",
        "rate": "–" if counted.rate is None else f"{counted.rate:.2f}",
    }
    if row.value.isdecimal():
        return ngettext(
            "%(year)s年，%(term)s：%(occurrences)s 次，%(holding)s／%(count)s 份报告，每万字 %(rate)s 次",
            "%(year)s年，%(term)s：%(occurrences)s 次，%(holding)s／%(count)s 份报告，每万字 %(rate)s 次",
            row.reports,
            year=row.value,
            **told,
        )
    return ngettext(
        "%(group)s，%(term)s：%(occurrences)s 次，%(holding)s／%(count)s 份报告，每万字 %(rate)s 次",
        "%(group)s，%(term)s：%(occurrences)s 次，%(holding)s／%(count)s 份报告，每万字 %(rate)s 次",
        row.reports,
        group=row_name(row, made),
        **told,
    )
