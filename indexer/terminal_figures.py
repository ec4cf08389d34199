"""What `zhengxie figures` prints for people."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from indexer.analysis.figures_cells import APART, OUTSIDE, Cell, Fact, Value, part_of, printed, time_of
from indexer.analysis.figures_table import NOT_STATED, UNPROVEN, FiguresTable
from indexer.figures import Figure
from indexer.labels import NOT_IDENTIFIED
from indexer.terminal import make_console
from indexer.terminal_analysis import print_notes

_NOTHING = "–"
_MOST_LINES = 20
"""Of so many organizations those that state nothing have a line, too."""
_CONTRADICTED = "（说法不一）"


def print_figures(made: FiguresTable, *, rows: bool) -> None:
    """The table of organizations and years, and what stands in none of them; or every figure with its sentence."""
    console = make_console()
    print_notes(console, made.notes)
    asked = made.asked
    read_as = [f"{label} {value}" for label, value in _parts(asked.indicator, asked.action, asked.actor) if value]
    console.print(
        Text(f"{'，'.join(read_as)}：在 {made.reports:,} 份报告中查找，读了提到它的 {made.read:,} 份", style="bold")
    )
    if rows:
        for fact in made.facts:
            _print_row(console, fact)
        return
    if made.lines:
        _print_table(console, made)
    marked = {id(fact) for line in made.lines for cell in line.cells for value in cell.outside for fact in value.facts}
    apart = [fact for fact in made.facts if fact.apart and id(fact) not in marked]
    if apart:
        console.print(Text(f"\n不列入年度表的 {len(apart):,} 个数字：", style="bold"))
        for fact in apart:
            _print_row(console, fact)


def _parts(indicator: str | None, action: str | None, actor: str | None) -> tuple[tuple[str, str | None], ...]:
    return ("指标", indicator), ("动作", action), ("主体", actor)


def _print_table(console: Console, made: FiguresTable) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("机构")
    years, lines, silent = made.shown(_MOST_LINES)
    for year in years:
        table.add_column(str(year))
    for line in lines:
        table.add_row(Text(line.organization), *(Text(_in_cell(cell, made)) for cell in line.cells))
    if lines:
        console.print(table)
    if silent:
        console.print(Text(f"{NOT_STATED}：{'、'.join(line.organization for line in silent)}", style="dim"))


def _in_cell(cell: Cell, made: FiguresTable) -> str:
    if cell.missing:
        return f"{NOT_STATED}（{UNPROVEN}）" if cell.unproven else NOT_STATED
    found = [_told(value, made) for value in cell.values] or [
        f"{_told(value, made)}（{OUTSIDE}）" for value in cell.outside
    ]
    return "\n".join(found) or _NOTHING


def _told(value: Value, made: FiguresTable) -> str:
    figure = value.figure
    return f"{_named(figure, made)}{printed(figure)}{_time(figure)}{_CONTRADICTED if value.contradicted else ''}"


def _time(figure: Figure) -> str:
    """What part of the year, and up to which day: （大会期间）."""
    said = [part_of(figure), f"截至{figure.as_of}" if figure.as_of else ""]
    return f"（{'，'.join(filter(None, said))}）" if any(said) else ""


def _named(figure: Figure, made: FiguresTable) -> str:
    """What tells a value from the others of a table: indicator, action and actor, as far as they were not asked for."""
    indicator = (
        figure.indicator if (made.asked.indicator is None or made.asked.either) and len(made.indicators) > 1 else ""
    )
    action = figure.done if made.asked.action is None or made.asked.either else figure.changed
    said = f"{indicator}{action}{_actor(figure) if figure.actor != made.asked.actor else ''}"
    return f"{said} " if said else ""


def _actor(figure: Figure) -> str:
    level = f"，{figure.actor_level}" if figure.actor_level else ""
    return f"（{figure.actor}{level}）" if figure.actor else ""


def _print_row(console: Console, fact: Fact) -> None:
    figure, report = fact.figure, fact.report
    about = f"{figure.indicator} {figure.done}".strip() + _actor(figure)
    as_of = f"，截至{figure.as_of}" if figure.as_of else ""
    apart = f"［{APART[fact.apart]}］" if fact.apart else ""
    line = Text(f"{report.organization or NOT_IDENTIFIED} {time_of(figure)}{as_of}  {about} {printed(figure)}{apart}")
    line.append(_CONTRADICTED if fact.contradicted else "", style="yellow")
    console.print(line)
    again = f"（另见 {len(figure.repeats)} 处）" if figure.repeats else ""
    console.print(Text(f"    {figure.sentence.strip()}{again}  {report.id}", style="dim"))
