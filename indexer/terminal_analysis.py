"""What the commands that count and compare print for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from rich.console import Console
from rich.table import Table
from rich.text import Text

from indexer.analysis.recounting import Recount
from indexer.analysis.selecting import group_label
from indexer.analysis.tables import Cell
from indexer.analysis.terms import Term
from indexer.analysis.trend_rows import Counted, Row, runs
from indexer.analysis.trends import Trends
from indexer.answers import SearchRequest
from indexer.labels import CODES, FIELDS, SECTIONS
from indexer.terminal import make_console

_GAP = "–"
_ANY_WIDTH = 10_000
"""Cells that no table of ours takes."""


def print_trends(made: Trends) -> None:
    """A table with a row for each value; under each term its occurrences, the reports that hold it, and its rate."""
    console = make_console()
    _print_selection(console, made)
    if not made.split:
        _print_rows(console, made, made.rows, made.total)
    elif not made.panels:
        console.print("没有报告用到所统计的词语。")
    for panel in made.drawn:
        console.print(Text(f"\n{group_label(panel.value, made.split)}", style="bold"))
        _print_rows(console, made, panel.rows, panel.total)
    if made.left:
        console.print(f"另有 {made.left} 项未列出，可用筛选条件缩小范围；--csv 有全部。")


def print_terms(console: Console, terms: Sequence[Term]) -> None:
    """Which other wordings count for a term."""
    for term in terms:
        if term.variants:
            console.print(Text(f"“{term.typed}”也计入：{'、'.join(term.variants)}（--no-variants 关闭）", style="dim"))


class Sized(Protocol):
    """Some reports."""

    @property
    def reports(self) -> int: ...

    @property
    def characters(self) -> int: ...


def size_said(request: SearchRequest, counted: Sized) -> str:
    """How many reports were counted in, or which part of them, how long they are, and how copies count."""
    section = f"的{SECTIONS[request.section]}部分" if request.section else ""
    copies = "相同文本逐份计" if request.copies else "相同文本计一份"
    return f"{counted.reports:,} 份报告{section}（{counted.characters:,} 字，{copies}）"


def print_notes(console: Console, notes: Sequence[str]) -> None:
    for note in notes:
        console.print(Text(note, style="yellow"))


def print_recount(found: Recount) -> None:
    """What the index was and is, and the rows that differ."""
    console = make_console()
    then, now = found.record, found.now
    if found.same_index:
        console.print(f"索引与存下时（{then.made}）相同。")
    else:
        console.print(
            f"存下时（{then.made}）：{then.reports:,} 份报告，{then.characters:,} 字，索引指纹 {then.fingerprint}"
        )
        console.print(f"现在：{now.reports:,} 份报告，{now.characters:,} 字，索引指纹 {now.fingerprint}")
    if not found.changed:
        console.print("所有数字都没有变。", style="bold")
        return
    console.print(f"{len(found.changed):,} 行有变化：", style="bold")
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for _, label in now.table.columns:
        table.add_column(Text(label), overflow="fold")
    codes = [CODES.get(name, {}) for name, _ in now.table.columns]
    for each in found.changed:
        for head, row in (("原", each.before), ("今", each.after)):
            cells = [_plain(cell) for cell in row or ()] or [_GAP] * len(codes)
            table.add_row(head, *(Text(known.get(cell, cell)) for cell, known in zip(cells, codes, strict=True)))
    print_whole(console, table)


def _plain(cell: Cell) -> str:
    if cell is None:
        return _GAP
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)


def _print_selection(console: Console, made: Trends) -> None:
    print_terms(console, made.terms)
    print_notes(console, made.notes)
    console.print(Text(f"在 {size_said(made.request, made.total)}中统计", style="bold"))


def print_whole(console: Console, table: Table) -> None:
    """A table as wide as it is where nobody looks at it through a window."""
    if not console.is_terminal:
        console.width = max(console.width, _width(console, table))
    console.print(table)


def _width(console: Console, table: Table) -> int:
    return console.measure(table, options=console.options.update(width=_ANY_WIDTH)).maximum


def _print_rows(console: Console, made: Trends, rows: Sequence[Row], total: Row) -> None:
    for places in _side_by_side(console, made, rows, total):
        print_whole(console, _rows(made, rows, total, places))


def _side_by_side(console: Console, made: Trends, rows: Sequence[Row], total: Row) -> Iterator[Sequence[int]]:
    """The places of the terms, table by table: as many in each as the terminal has room for, one at least."""
    if not console.is_terminal:
        yield range(len(made.terms))
        return
    without = _width(console, _rows(made, rows, total, ()))
    places: list[int] = []
    used = without
    for place in range(len(made.terms)):
        more = _width(console, _rows(made, rows, total, [place])) - without
        if places and used + more > console.width:
            yield places
            places, used = [], without
        places.append(place)
        used += more
    yield places


def _rows(made: Trends, rows: Sequence[Row], total: Row, places: Sequence[int]) -> Table:
    """The terms at some places."""
    table = Table(box=None, pad_edge=False)
    table.add_column(FIELDS[made.by])
    for head in ("报告", "字数"):
        table.add_column(head, justify="right")
    for place in places:
        table.add_column(Text(f"{made.terms[place].written} 次数"), justify="right")
        table.add_column("份数", justify="right")
        table.add_column("每万字", justify="right")
    for run in runs(rows):
        label = group_label(run[0].value, made.by)
        years = f"{label}—{group_label(run[-1].value, made.by)}" if len(run) > 1 else label
        table.add_row(Text(years), *_cells(run[0], places))
    table.add_row(Text("全部", style="bold"), *_cells(total, places))
    return table


def _cells(row: Row, places: Sequence[int]) -> list[str]:
    counted = [cell for place in places for cell in _shown(row.terms[place], row.reports)]
    return [f"{row.reports:,}", f"{row.characters:,}" if row.reports else _GAP, *counted]


def _shown(counted: Counted, reports: int) -> tuple[str, str, str]:
    if not reports:
        return _GAP, _GAP, _GAP
    rate = _GAP if counted.rate is None else f"{counted.rate:.2f}"
    return f"{counted.occurrences:,}", f"{counted.reports:,}", rate
