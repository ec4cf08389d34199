"""The page of figures: what reports say in numbers, by organization and year, and the sentences behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from indexer.analysis.figures_cells import APART, OUTSIDE, Cell, Fact, Line, Value, part_of, printed
from indexer.analysis.figures_table import NOT_STATED, UNPROVEN, FiguresTable, figures_of
from indexer.answers import SearchRequest
from indexer.errors import QueryError
from indexer.figures import Figure, known, not_understood, read_asked
from indexer.fold import fold
from web import labels, revalidation
from web.addresses import report_path
from web.analysis_arguments import search_url
from web.counting import in_script, selection
from web.figures_arguments import FiguresAsked, read_figures
from web.language import gettext, ngettext, translated
from web.links import address, written
from web.pages import page_numbers
from web.shelf import check_page, counted_library
from web.states import PageState, with_values
from web.taking_away import of_one_state, offered, record_file, table_file

blueprint = Blueprint("figures", __name__, url_prefix="/analysis")
revalidation.install(blueprint, not_stored=("table_csv", "rows_csv", "table_record"))

_EXAMPLES: Final = (
    "立案",
    "社情民意信息",
    "社情民意信息 采用",
    "集体提案",
    "满意率",
    "督办",
    "代表建议 办复",
    "捐资",
    "走访",
)
"""Offered where reports hold their words."""
_MOST_LINES: Final = 30
"""Of so many organizations those that state nothing have a line, too."""
_MOST_STATED: Final = 200
"""Lines at most; the file has all."""


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value in a cell."""

    about: str
    """What tells it from others: indicator and action, in Chinese of the page's script."""
    actor: str
    """Who else acted, likewise."""
    level: str
    """Of the actor, in the page's language."""
    number: str
    """As printed."""
    part: str
    as_of: str
    """The day up to which it counts, as printed."""
    url: str
    """The report at its sentence."""
    more: str
    """How many places state it besides, or that it stands outside the section asked for; else empty."""
    contradicted: bool


@dataclass(frozen=True, slots=True)
class ShownCell:
    missing: bool
    unproven: bool
    url: str
    """The reports of the cell."""
    values: tuple[ShownValue, ...]


@dataclass(frozen=True, slots=True)
class ShownLine:
    organization: str
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A figure with its sentence, the number marked in it."""

    fact: Fact
    organization: str
    period: str
    about: str
    actor: str
    level: str
    number: str
    apart: str
    url: str
    before: str
    marked: str
    after: str


@blueprint.get("/figures")
@of_one_state
def page() -> ResponseReturnValue:
    """What reports say in numbers of an indicator."""
    asked = read_figures(request.args)
    made, problem = _found(asked)
    pages = _pages(asked, made) if made else 0
    years, lines, silent = made.shown(_MOST_LINES) if made else ((), (), ())
    page = render_template(
        "analysis/figures.html",
        offered=offered(
            _url(asked),
            {
                gettext("年度表 CSV"): address("figures.table_csv", asked.selecting()),
                gettext("明细 CSV"): address("figures.rows_csv", asked.selecting()),
            },
            address("figures_api.figures", asked.pairs()),
            address("figures.table_record", asked.selecting()),
            made.table() if made else None,
        ),
        selected=selection(asked.request, lambda narrowed: _url(replace(asked, request=narrowed, page=1))),
        state=PageState(asked.request),
        asked=asked,
        problem=problem,
        known=() if made else _known(),
        made=made,
        years=years[::-1],
        lines=[_line(line, made) for line in lines[:_MOST_STATED]] if made else [],
        left=max(0, len(lines) - _MOST_STATED),
        silent=[_organization(line.organization) for line in silent],
        rows=[_row(fact) for fact in made.facts[rows_of(asked, made)]] if made else [],
        pages=pages,
        pager=list(page_numbers(asked.page, pages)) if pages > 1 else (),
        on_page=lambda number: _url(replace(asked, page=number)),
        not_stated=NOT_STATED,
        unproven=UNPROVEN,
        examples=() if made else tuple(_examples()),
        in_script=in_script,
        ask=lambda words: _url(replace(asked, words=words, page=1)),
    )
    return page, 400 if problem else 200


@blueprint.get("/figures.csv")
def table_csv() -> ResponseReturnValue:
    """The table of organizations and years as a file."""
    return table_file(found(read_figures(request.args)).table(), "figures")


@blueprint.get("/figures-rows.csv")
def rows_csv() -> ResponseReturnValue:
    """All figures with their sentences as a file."""
    return table_file(found(read_figures(request.args)).rows_table(), "figures-rows")


@blueprint.get("/figures.json")
def table_record() -> ResponseReturnValue:
    """The table with all that it was made of, for ``zhengxie recount``."""
    asked = read_figures(request.args)
    return record_file("figures", asked.request, {"indicator": asked.words})


def found(asked: FiguresAsked) -> FiguresTable:
    """What is asked for. Raises QueryError and what opening the library raises."""
    return figures_of(counted_library(), asked.words, asked.request)


def _found(asked: FiguresAsked) -> tuple[FiguresTable | None, str]:
    """The same for the page: nothing where nothing is asked for, or a sentence that says why it cannot be."""
    if not asked.words:
        return None, ""
    if read_asked(asked.words) is None:  # the page lists what is known beside
        return None, gettext("不认识“%(words)s”这种数据。", words=labels.shortened(not_understood(asked.words), 40))
    try:
        return found(asked), ""
    except QueryError as error:
        return None, translated(error.message)


def _known() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(what they are, their names) of all that can be asked for."""
    indicators, actions = known()
    return (gettext("可以查的指标"), indicators), (gettext("可以查的动作"), actions)


def rows_of(asked: FiguresAsked, made: FiguresTable) -> slice:
    """The rows of the page that is asked for. Raises PastTheEnd."""
    check_page(asked.page, _pages(asked, made))
    return slice((asked.page - 1) * asked.size, asked.page * asked.size)


def _pages(asked: FiguresAsked, made: FiguresTable) -> int:
    return ceil(len(made.facts) / asked.size)


def _examples() -> Iterator[str]:
    """Words to ask for of which a string stands in a report here."""
    library = counted_library()
    parts = {words: words.split() for words in _EXAMPLES}
    strings = list(dict.fromkeys(part for several in parts.values() for part in several))
    tally, _ = library.tally(SearchRequest(copies=True), [[fold(string)] for string in strings], ())
    there = dict(zip(strings, tally.occurrences > 0, strict=True))
    for words, several in parts.items():
        together = there[several[0]]
        for part in several[1:]:
            together = together & there[part]
        if together.any():
            yield words


def _url(asked: FiguresAsked) -> str:
    return address("figures.page", asked.pairs())


def _organization(name: str | None) -> str:
    return gettext(labels.NOT_IDENTIFIED) if name is None else labels.value(name)


def _line(line: Line, made: FiguresTable) -> ShownLine:
    """Its cells from the newest year on."""
    return ShownLine(
        _organization(line.organization), tuple(_cell(line.organization, cell, made) for cell in line.cells[::-1])
    )


def _cell(organization: str, cell: Cell, made: FiguresTable) -> ShownCell:
    if cell.empty:
        return ShownCell(False, False, "", ())
    state = with_values(PageState(made.request), "organization", (organization,))
    reports = search_url(with_values(state, "covered_year", (str(cell.year),)).request)
    values = tuple(_value(value, made, _besides(len(value.facts) - 1)) for value in cell.values)
    outside = tuple(_value(value, made, gettext(OUTSIDE)) for value in cell.outside)
    return ShownCell(cell.missing, cell.unproven, reports, values or outside)


def _value(value: Value, made: FiguresTable, more: str) -> ShownValue:
    figure = value.figure
    return ShownValue(
        _about(figure, made),
        in_script(figure.actor) if figure.actor != made.asked.actor else "",
        _level(figure),
        printed(figure),
        part_of(figure),
        figure.as_of,
        _place(value.facts[0]),
        more,
        value.contradicted,
    )


def _besides(places: int) -> str:
    return ngettext("另有 %(count)s 处相同", "另有 %(count)s 处相同", places) if places else ""


def _about(figure: Figure, made: FiguresTable) -> str:
    """Indicator and action, as far as they were not asked for."""
    asked = made.asked
    indicator = figure.indicator if (asked.indicator is None or asked.either) and len(made.indicators) > 1 else ""
    return in_script(f"{indicator}{figure.done if asked.action is None or asked.either else figure.changed}")


def _level(figure: Figure) -> str:
    return labels.value(figure.actor_level) if figure.actor_level else ""


def _place(fact: Fact) -> str:
    """The report at the number, which is marked in it."""
    marked = [("find", f"“{fact.figure.printed}”")] if fact.figure.printed else []
    return f"{report_path(fact.report.id)}?{written(*marked, ('at', str(fact.figure.start)))}#at"


def _row(fact: Fact) -> ShownRow:
    figure, metadata = fact.figure, fact.report.metadata
    start, end = figure.start - figure.sentence_start, figure.end - figure.sentence_start
    return ShownRow(
        fact,
        _organization(metadata.organization.name if metadata.organization else None),
        figure.period.label or gettext(labels.NOT_IDENTIFIED),
        in_script(" ".join(filter(None, (figure.indicator, figure.done)))),
        in_script(figure.actor),
        _level(figure),
        printed(figure),
        gettext(APART[fact.apart]) if fact.apart else "",
        _place(fact),
        figure.sentence[:start],
        figure.sentence[start:end],
        figure.sentence[end:],
    )
