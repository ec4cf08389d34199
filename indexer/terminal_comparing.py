"""What `zhengxie compare` prints for people."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from indexer.analysis.alignment import Fate
from indexer.analysis.comparing import ComparedTerm, Comparison, Side
from indexer.analysis.edits import Span
from indexer.analysis.keyness import Keyword
from indexer.analysis.succession import FATES, Succession
from indexer.labels import FIELDS
from indexer.terminal import make_console
from indexer.terminal_analysis import print_notes, print_terms, size_said

_GAP = "–"
_SIGNS: dict[Fate, str] = {"kept": " ", "changed": "~", "new": "+", "dropped": "-"}


def print_comparison(made: Comparison) -> None:
    """The selections, what may be behind differences, the strings asked for, and the words of each side."""
    console = make_console()
    print_terms(console, [each.term for each in made.terms])
    for name, side in (("第一组", made.first), ("第二组", made.second)):
        console.print(Text(f"{name}：{_selection(side)}", style="bold"))
        print_notes(console, side.notes)
    print_notes(console, made.warnings)
    if made.terms:
        _print_table(console, "指定的词语", made.terms)
    for name, words, found in zip(
        ("第一组", "第二组"), (made.keyness.first, made.keyness.second), made.keyness.found, strict=True
    ):
        if words:
            _print_table(console, f"{name}较多的词（列出 {len(words)} 个，共 {found:,} 个）", words)
    if made.first.characters and made.second.characters:
        criteria = made.keyness.criteria
        holding = f"，在较多的一组至少见于 {criteria.reports:,} 份报告" if criteria.reports else ""
        console.print(
            Text(
                f"比较了 {made.keyness.words:,} 个词；列出的词对数似然值不低于 {criteria.log_likelihood}，"
                f"频率相差不小于 {2**criteria.log_ratio:g} 倍，两组共出现不少于 {criteria.occurrences} 次{holding}。",
                style="dim",
            )
        )


def print_succession(made: Succession) -> None:
    """Both reports, then their paragraphs: + new, - dropped, ~ changed with what went and what came marked."""
    console = make_console()
    for name, title, report in zip(("旧", "新"), made.titles, (made.old, made.new), strict=True):
        console.print(Text(f"{name}：{title}（{report.id}）", style="bold"))
    print_notes(console, made.warnings)
    counts = made.counts
    console.print(
        f"保留 {counts.kept} 段，改写 {counts.changed} 段，新增 {counts.new} 段，删去 {counts.dropped} 段"
        f"（保留或改写的段落中有 {counts.moved} 段移了位置）"
    )
    kept = 0
    for pair in made.pairs:
        if pair.fate == "kept" and not pair.moved:
            kept += 1
            continue
        kept = _print_kept(console, kept)
        head = f"{_SIGNS[pair.fate]} {FATES[pair.fate]}{'，移位' if pair.moved else ''}："
        if pair.fate != "new":
            console.print(_marked(made.old.text, pair.old, pair.old_marks, head, "[-", "-]", "red"))
            head = "  改为："
        if pair.fate in ("new", "changed"):
            console.print(_marked(made.new.text, pair.new, pair.new_marks, head, "{+", "+}", "green"))
    _print_kept(console, kept)


def _print_kept(console: Console, kept: int) -> int:
    if kept:
        console.print(Text(f"  （保留 {kept} 段）", style="dim"))
    return 0


def _marked(text: str, span: Span | None, marks: Sequence[Span], head: str, begin: str, end: str, style: str) -> Text:
    """A paragraph with marks around what changed, which are told by more than their colour."""
    written = Text(head)
    if span is None:
        return written
    done = span[0]
    for start, stop in marks:
        written.append(text[done:start])
        written.append(f"{begin}{text[start:stop]}{end}", style)
        done = stop
    return written.append(text[done : span[1]])


def _selection(side: Side) -> str:
    request = side.request
    said = [f"含有 {request.query}"] if request.query else []
    said += [f"{FIELDS[facet]} {'、'.join(values)}" for facet, values in request.filters.items()]
    said += [f"{FIELDS[facet]}非 {'、'.join(values)}" for facet, values in request.excluded.items()]
    return f"{'，'.join(said) or '全部报告'}：{size_said(request, side)}"


def _print_table(console: Console, title: str, rows: Sequence[ComparedTerm | Keyword]) -> None:
    console.print(Text(f"\n{title}", style="bold"))
    table = Table(box=None, pad_edge=False)
    table.add_column("词语")
    for head in ("一组次数", "份数", "每万字", "二组次数", "份数", "每万字", "似然值", "对数比"):
        table.add_column(head, justify="right")
    for each in rows:
        cells = [
            cell
            for side in (0, 1)
            for cell in (f"{each.occurrences[side]:,}", f"{each.reports[side]:,}", _number(each.rates[side]))
        ]
        table.add_row(Text(_name(each)), *cells, _number(each.log_likelihood), _number(each.log_ratio, "+.2f"))
    console.print(table)


def _name(each: ComparedTerm | Keyword) -> str:
    if isinstance(each, ComparedTerm):
        return each.term.written
    others = [wording for wording in each.wordings if wording != each.word]
    return f"{each.word}（{'、'.join(others)}）" if others else each.word


def _number(number: float | None, form: str = ".2f") -> str:
    return _GAP if number is None else format(number, form)
