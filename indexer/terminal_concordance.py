"""What `zhengxie concordance` prints for people."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from indexer.analysis.concordance import Concordance, Line
from indexer.analysis.neighbours import Neighbour, Neighbours
from indexer.labels import FIELDS, SIDES, SPECIAL_VALUES
from indexer.terminal import make_console
from indexer.terminal_analysis import print_notes, print_terms, size_said

_BESIDE = "见第 {page}/{pages} 页（--page、--sort、--size 换页、排序、每页行数）"


def print_concordance(made: Concordance) -> None:
    """Lines with the keys below each other; organization and year at the end."""
    console = make_console()
    _print_selection(console, made)
    console.print(Text(f"“{made.term.typed}”出现 {made.total:,} 处，见于 {made.holding:,} 份报告", style="bold"))
    if made.page > max(1, made.pages):
        console.print(f"第 {made.page:,} 页已超出末页；共 {made.pages:,} 页")
    elif made.pages > 1:
        console.print(Text(_BESIDE.format(page=f"{made.page:,}", pages=f"{made.pages:,}"), style="dim"))
    sources = [_source(line) for line in made.lines]
    room = console.width - max(map(cell_len, sources), default=0) - 2
    key = max((cell_len(line.key) for line in made.lines), default=0)
    side = max(10, (room - key - 2) // 2)
    for line, source in zip(made.lines, sources, strict=True):
        left = _cut_left(line.left, side)
        middle = f"{' ' * (side - cell_len(left))}{left} "
        shown = Text.assemble(middle, (line.key, "bold red"), " ", set_cell_size(line.right, side), "  ")
        console.print(shown + Text(source, style="dim"), soft_wrap=True)


def print_neighbours(left: Neighbours, right: Neighbours) -> None:
    """Two tables for each side: characters and words."""
    console = make_console()
    _print_selection(console, right)
    for made in (left, right):
        console.print(
            Text(
                f"\n“{made.term.typed}”的{SIDES[made.side]}（{made.places:,} 处，其中 {made.beside:,} 处与文字相邻）",
                style="bold",
            )
        )
        for name, group in (("单字", made.letters), ("词", made.words)):
            if group:
                console.print(_table(name, group))


def _print_selection(console: Console, made: Concordance | Neighbours) -> None:
    print_terms(console, (made.term,))
    print_notes(console, made.notes)
    console.print(Text(f"在 {size_said(made.request, made)}中查找"))


def _table(name: str, group: Sequence[Neighbour]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(name)
    for head in ("相邻次数", "共出现", "预期", "G²", "MI"):
        table.add_column(head, justify="right")
    for each in group:
        numbers = (f"{each.count:,}", f"{each.total:,}", _expected(each.expected), f"{each.log_likelihood:,.1f}")
        table.add_row(Text(each.text), *numbers, f"{each.mutual_information:.2f}")
    return table


def _expected(count: float) -> str:
    """With one digit behind the point, or as many as show two that count."""
    digits = 1 if count >= 1 or not count else 1 - floor(log10(count))
    return f"{count:,.{digits}f}"


def _cut_left(text: str, cells: int) -> str:
    """The end of a text that is at most so wide."""
    while cell_len(text) > cells:
        text = text[1:]
    return text


def _source(line: Line) -> str:
    organization = SPECIAL_VALUES.get(line.organization, line.organization)
    year = line.covered_year
    if year in SPECIAL_VALUES:
        year = f"{FIELDS['covered_year']}{SPECIAL_VALUES[year]}"
    return f"{organization} {year} {line.report}"
