"""Figures: what reports say of an indicator in numbers, as rows with their sentences, and by organization and year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from indexer.analysis.figures_cells import APART, OUTSIDE, Arranged, Fact, Line, Value, arranged, part_of, time_of
from indexer.analysis.figures_cells import Cell as YearCell
from indexer.analysis.figures_looked import Looked, held, looked, notes_on, notes_on_akin
from indexer.analysis.figures_read import ReadReport, read_reports
from indexer.analysis.one_state import from_one_state
from indexer.analysis.selecting import years_asked
from indexer.analysis.tables import Cell, Table
from indexer.analysis.terms import too_long
from indexer.answers import SearchRequest
from indexer.errors import QueryError
from indexer.figures import Asked, Figure, Number, akin, known, not_understood, read_asked
from indexer.messages import Message, said
from indexer.search import Library

MAX_READ: Final = 3000
"""Reports that are read for one table, a few seconds' work."""
NOT_STATED: Final = "原文未载明"
STATED: Final = "载明"
UNPROVEN: Final = "仅有摘要或节选"
"""Stands beside it where no whole report is there."""
_VALUE: Final = (
    *(
        ("indicator", "指标"),
        ("action", "动作"),
        ("changed", "变动的是"),
        ("actor", "主体"),
        ("actor_level", "主体层级"),
    ),
    *(
        ("low", "数值"),
        ("high", "数值上限"),
        ("unit", "单位"),
        ("qualifier", "约略"),
        ("period", "时段"),
        ("as_of", "截至"),
    ),
)
_COLUMNS: Final = (
    *(("organization", "机构"), ("year", "年份"), ("stated", "载明情况"), ("apart", "不入年度表"), *_VALUE),
    *(("contradicted", "说法不一"), ("reports", "报告份数"), ("report", "报告编号"), ("offset", "位置")),
)
_KEYS: Final = ("organization", "year", "apart", *(name for name, _ in _VALUE if name != "actor_level"))
_VALUES: Final = ("low", "high", "qualifier")
"""A year may state several values of one thing, so that they say which a row is."""


@dataclass(frozen=True, slots=True)
class FiguresTable:
    request: SearchRequest
    """In which reports was looked."""
    words: str
    """What was asked for, as typed."""
    asked: Asked
    years: tuple[int, ...]
    """Columns: years of which a report is held or a figure stated, ascending."""
    lines: tuple[Line, ...]
    """Organizations with a report of a year, those of which any year has a figure first; then by division."""
    facts: tuple[Fact, ...]
    """Every figure of what was asked for, also those in no cell (``Fact.apart``); by organization, year covered, report, place."""
    reports: int
    """In which was looked."""
    read: int
    """Those that hold a word for it, and so were read."""
    notes: tuple[Message, ...]
    generation: str

    @property
    def indicators(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(fact.figure.indicator for fact in self.facts))

    def shown(self, most: int) -> tuple[tuple[int, ...], tuple[Line, ...], tuple[Line, ...]]:
        """For showing: years, lines, and lines left out, which state nothing, where there are more than ``most`` in all; years
        of which the lines have neither reports nor values are left out, too."""
        all_fit = len(self.lines) <= most
        lines = [line for line in self.lines if all_fit or line.stated]
        places = [place for place in range(len(self.years)) if any(not line.cells[place].empty for line in lines)]
        return (
            tuple(self.years[place] for place in places),
            tuple(replace(line, cells=tuple(line.cells[place] for place in places)) for line in lines),
            () if all_fit else tuple(line for line in self.lines if not line.stated),
        )

    def table(self) -> Table:
        """Every figure that is shown: a row for each value of a cell, one without value where nothing is stated, those stated outside
        the section asked for only where nothing is in it; and one for each figure that stands in no cell, which has no year and says why."""
        rows: list[tuple[Cell, ...]] = [
            (line.organization, cell.year, *row)
            for line in self.lines
            for cell in line.cells
            for row in _cell_rows(cell)
        ]
        in_cells = {
            id(fact) for line in self.lines for cell in line.cells for value in cell.outside for fact in value.facts
        }
        for fact in self.facts:
            if fact.apart and id(fact) not in in_cells:
                head = (fact.report.organization or "", None, STATED, APART[fact.apart])
                end = (int(fact.contradicted), None, fact.report.id, fact.figure.start)
                rows.append((*head, *_value(fact.figure, time_of(fact.figure)), *end))
        return Table(_COLUMNS, rows, _KEYS, _VALUES)

    def rows_table(self) -> Table:
        """The figures with their sentences, a row for each."""
        columns = (
            *(("organization", "机构"), ("covered_year", "回顾年度"), ("indicator", "指标"), ("action", "动作")),
            *(
                ("changed", "变动的是"),
                ("actor", "主体"),
                ("actor_level", "主体层级"),
                ("period", "时段"),
                ("as_of", "截至"),
            ),
            *(("low", "数值"), ("high", "数值上限"), ("unit", "单位"), ("printed", "原文写法"), ("qualifier", "约略")),
            *(("contradicted", "说法不一"), ("apart", "不入年度表"), ("sentence", "原文"), ("repeats", "另见次数")),
            *(("report", "报告编号"), ("offset", "位置"), ("title", "标题")),
        )
        return Table(columns, [_row(fact) for fact in self.facts], ("report", "offset", "indicator", "action", "actor"))

    def to_dataframe(self) -> Any:
        """``table()`` as ``Table.to_dataframe``; ``rows_table()`` has one of its own."""
        return self.table().to_dataframe()


def figures_of(library: Library, words: str, request: SearchRequest | None = None) -> FiguresTable:
    """What the reports of a request (all of them where none is given) say of 立案, 社情民意信息 采用, 集体提案 … in numbers.

    Only reports that hold a word for it are read; of copies of one text the best that holds such words is read, unless the
    request asks for copies. Raises QueryError for what is not known and for more than ``MAX_READ`` reports to be read, CorruptIndex,
    and as ``from_one_state``.
    """
    asked = read_words(words)
    request = request or SearchRequest()

    def read() -> tuple[Looked, tuple[ReadReport, ...], Arranged, Arranged | None]:
        looked_in = looked(library, request, asked)
        if len(looked_in.holding) > MAX_READ:
            raise _too_many(words, len(looked_in.holding))
        reports, found = _read(library, request, asked, looked_in)
        return looked_in, reports, found, _read_akin(library, request, asked)

    (looked_in, reports, found, beside), generation = from_one_state(library, read)
    return FiguresTable(
        request=request,
        words=words,
        asked=asked,
        years=found.years,
        lines=found.lines,
        facts=found.facts,
        reports=len(looked_in.rows),
        read=len(reports),
        notes=(*notes_on(looked_in, request), *notes_on_akin(asked, found, beside)),
        generation=generation,
    )


def _read(
    library: Library, request: SearchRequest, asked: Asked, looked_in: Looked
) -> tuple[tuple[ReadReport, ...], Arranged]:
    """The reports that hold a word for what is asked, and its figures in them."""
    wanted = years_asked(library, request, "covered_year")
    reports = tuple(read_reports(library.engine, library.engine.generation, looked_in.holding))
    return reports, arranged(reports, asked, request.section, held(looked_in), lambda year: str(year) in wanted)


def _read_akin(library: Library, request: SearchRequest, asked: Asked) -> Arranged | None:
    """The figures of what a reader may take for what is asked; None where there is no such thing, or where more reports would have to
    be read for that note than for a table."""
    other = akin(asked)
    if other is None:
        return None
    looked_in = looked(library, request, other)
    return _read(library, request, other, looked_in)[1] if len(looked_in.holding) <= MAX_READ else None


def read_words(words: str) -> Asked:
    """What words ask for. Raises QueryError, with what can be asked for, where that is not known."""
    if not words.strip():
        raise QueryError(said("请给出要查的指标或动作。"))
    if problem := too_long(words):
        raise QueryError(problem)
    asked = read_asked(words)
    if asked is None:
        indicators, actions = known()
        raise QueryError(
            said(
                "不认识“%(words)s”这种数据。可以查的指标：%(indicators)s。可以查的动作：%(actions)s。两者也可以连写，如 %(example)s。",
                words=not_understood(words)[:40],
                indicators=indicators,
                actions=actions,
                example="社情民意信息 采用",
            )
        )
    return asked


def plain(number: Number) -> int | float:
    """A number as files and JSON hold it: decimals have too few digits for the difference to show."""
    return number if isinstance(number, int) else float(str(number))


def _cell_rows(cell: YearCell) -> list[tuple[Cell, ...]]:
    """Rows of the table for a cell, behind organization and year."""
    if cell.missing:
        nothing = ("", "", "", "", "", None, None, "", "", "", "", 0)
        return [(f"{NOT_STATED}（{UNPROVEN}）" if cell.unproven else NOT_STATED, "", *nothing, cell.reports, "", None)]
    found = [_value_row("", value, cell.reports) for value in cell.values]
    return found or [_value_row(OUTSIDE, value, cell.reports) for value in cell.outside]


def _value_row(apart: str, value: Value, reports: int) -> tuple[Cell, ...]:
    shown = value.figure
    place = (int(value.contradicted), reports, value.facts[0].report.id, shown.start)
    return (STATED, apart, *_value(shown, part_of(shown)), *place)


def _value(figure: Figure, period: str) -> tuple[Cell, ...]:
    """The cells of ``_VALUE``."""
    return (
        *(figure.indicator, figure.action, figure.changed, figure.actor, figure.actor_level or ""),
        *(plain(figure.low), plain(figure.high), figure.unit, figure.qualifier, period, figure.as_of),
    )


def _row(fact: Fact) -> tuple[Cell, ...]:
    figure, known_of = fact.figure, fact.report.metadata
    return (
        *(fact.report.organization or "", known_of.covered_year, figure.indicator, figure.action),
        *(figure.changed, figure.actor, figure.actor_level or "", time_of(figure), figure.as_of),
        *(plain(figure.low), plain(figure.high), figure.unit, figure.printed, figure.qualifier),
        *(int(fact.contradicted), APART.get(fact.apart, ""), figure.sentence, len(figure.repeats)),
        *(fact.report.id, figure.start, fact.report.title),
    )


def _too_many(words: str, count: int) -> QueryError:
    return QueryError(
        said(
            "提到“%(words)s”的报告有 %(count)s 份，一次最多读 %(most)s 份。请用机构、年份或材料类型缩小范围。",
            words=words,
            count=f"{count:,}",
            most=f"{MAX_READ:,}",
        )
    )
