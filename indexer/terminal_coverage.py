"""What `zhengxie coverage` and `zhengxie adoption` print for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from indexer.analysis.adoption import Adoption
from indexer.analysis.coverage import Coverage
from indexer.analysis.coverage_cells import Row
from indexer.analysis.first_uses import FirstUse
from indexer.analysis.matrix import spans
from indexer.analysis.phrases import SEVERAL, Phrases
from indexer.analysis.selecting import group_label
from indexer.answers import SearchRequest
from indexer.facets import facet_label
from indexer.labels import FIELDS, SECTIONS
from indexer.models import display_file
from indexer.terminal import make_console
from indexer.terminal_analysis import print_notes, print_terms, print_whole

_NONE = "–"
_FILES = 20
"""Files that could not be read, listed by name."""


def print_coverage(made: Coverage, problems: Sequence[str] = ()) -> None:
    """A row for each organization or region, with the years that there are reports of and those that there are not."""
    console = make_console()
    print_notes(console, (*made.notes, *problems))
    console.print(Text(_basis(made.total.total.reports, made.request), style="bold"))
    table = Table(box=None, pad_edge=False)
    table.add_column("行政区划" if made.by == "division" else FIELDS["organization"])
    table.add_column("报告", justify="right")
    table.add_column(FIELDS[made.years])
    table.add_column("中间缺")
    table.add_column(FIELDS["kind"])
    table.add_column(FIELDS["completeness"])
    if made.listed:
        table.add_column("清单", justify="right")
        table.add_column("未收录")
    for row in made.rows:
        table.add_row(*_row(row, made))
    print_whole(console, table)
    if made.listed:
        total = made.total.total
        console.print(
            f"清单所列 {total.expected:,} 项：已收录 {total.met:,}，未收录 {total.expected - total.met:,}；清单之外 {total.beyond:,}。"
        )
    if made.unmatched:
        console.print(Text(f"索引中没有：{'、'.join(made.unmatched)}", style="yellow"))
    _print_failed(console, made)


def print_adoption(made: Adoption) -> None:
    """The organizations in the order of their first uses, then how far the term had spread by each year."""
    console = make_console()
    print_terms(console, (made.term,))
    print_notes(console, made.notes)
    total = made.total.total
    console.print(Text(_basis(total.reports, made.request), style="bold"))
    if not made.rows:
        console.print(f"没有报告用到“{made.term.typed}”。")
        return
    console.print(
        Text(f"“{made.term.typed}”出现 {total.occurrences:,} 次，见于 {total.holding:,} 份报告", style="bold")
    )
    table = Table(box=None, pad_edge=False)
    for head in ("机构", "本库最早见于", "回顾年度", "报告年份", "发布日期", "此前收录"):
        table.add_column(head)
    for head in ("含有／报告", "次数"):
        table.add_column(head, justify="right")
    for row in made.rows:
        held = f"{row.total.holding:,}／{row.total.reports:,}"
        table.add_row(
            Text(group_label(row.value, "organization")), *_first(row.first), held, f"{row.total.occurrences:,}"
        )
    console.print(table)
    for each in made.spread:
        console.print(
            f"{each.year}  新增 {len(each.new)} 个机构，累计 {each.users} 个；该年有报告的 {each.held} 个机构中 {each.using} 个用到"
        )
    if made.without:
        console.print(f"另有 {len(made.without):,} 个机构的报告没有用到。")


def print_phrases(found: Phrases) -> None:
    """A row for each phrase."""
    console = make_console()
    print_notes(console, found.notes)
    console.print(Text(_basis(found.reports, found.request), style="bold"))
    if not found.phrases:
        console.print(f"没有在 {SEVERAL} 个机构的报告里都加引号的提法。")
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("提法")
    for head in ("机构", "报告", "引用次数"):
        table.add_column(head, justify="right")
    table.add_column("本库最早见于")
    for each in found.phrases:
        first = _NONE if each.first_year is None else str(each.first_year)
        table.add_row(Text(f"“{each.text}”"), f"{each.organizations:,}", f"{each.reports:,}", f"{each.quoted:,}", first)
    console.print(table)
    if found.total > len(found.phrases):
        console.print(f"共 {found.total:,} 条，列出 {len(found.phrases):,} 条（--limit 可多列）。")


def _basis(reports: int, request: SearchRequest) -> str:
    section = f"的{SECTIONS[request.section]}部分" if request.section else ""
    return f"在 {reports:,} 份报告{section}中统计（{'相同文本逐份计' if request.copies else '相同文本计一份'}）"


def _row(row: Row, made: Coverage) -> list[Text | str]:
    cells = list(zip(made.columns, row.cells, strict=True))
    held = [_held({int(year): cell.reports for year, cell in cells if year.isdecimal() and cell.reports})]
    held += [f"{facet_label(year)} {cell.reports:,}" for year, cell in cells if not year.isdecimal() and cell.reports]
    label = group_label(row.value, made.by)
    shown: list[Text | str] = [
        Text(f"{'  ' * row.depth}{label}" + ("（清单）" if row.listed else "")),
        f"{row.total.reports:,}",
        "；".join(filter(None, held)) or _NONE,
        spans(map(int, row.gaps(made.columns))) or _NONE,
        _counts(row.total.kinds),
        _counts(row.total.completeness),
    ]
    if made.listed:
        absent = spans(map(int, row.absent(made.columns)))
        shown += [f"{row.total.met:,}／{row.total.expected:,}" if row.total.expected else _NONE, absent or _NONE]
    return shown


def _held(counts: Mapping[int, int]) -> str:
    """Years with how many reports there are of each, where they are several: 2018—2020、2021（2 份）."""
    found = []
    for count, years in groupby(sorted(counts), key=counts.__getitem__):
        several = spans(years)
        found.append(
            several if count == 1 else f"{several}（{'各 ' if '—' in several or '、' in several else ''}{count:,} 份）"
        )
    return "、".join(found)


def _counts(counts: Sequence[tuple[str, int]]) -> str:
    return "、".join(f"{facet_label(value)} {count:,}" for value, count in counts) or _NONE


def _print_failed(console: Console, made: Coverage) -> None:
    if made.failed is None:
        console.print("索引没有记下未能读入的文件；再运行一次 zhengxie index 就会列出。")
    elif made.failed:
        files = list(dict.fromkeys(f"{each.root}/{display_file(each.file, each.member)}" for each in made.failed))
        console.print(Text(f"未能读入、不在以上各数之中的文件 {len(files):,} 个：", style="yellow"))
        for name in files[:_FILES]:
            console.print(Text(f"  {name}"))
        if len(files) > _FILES:
            console.print("  …（--json 列出全部及原因）")


def _first(first: FirstUse | None) -> tuple[str, str, str, str, str]:
    if first is None:
        return (_NONE,) * 5
    covered = (
        str(first.covered_year or _NONE) if first.covered_from is None else f"{first.covered_from}—{first.covered_year}"
    )
    earlier = (
        f"{first.earlier_reports:,} 份（{spans(first.earlier_years)}）" if first.earlier_reports else "无，不能断定"
    )
    return str(first.year), covered, str(first.delivered_year or _NONE), first.published or _NONE, earlier
