"""What the commands print for people; nothing here is printed for ``--json``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import (
    Progress as Bar,
)
from rich.table import Table
from rich.text import Text

from indexer.answers import FacetValue, Hit, IndexInfo, Interpretation, Page, Passage, ReportView
from indexer.evidence import place
from indexer.labels import DOES_NOT_APPLY, FIELDS, NOT_IDENTIFIED, SCRIPTS, SECTIONS
from indexer.models import (
    COMPLETENESS,
    NOT_APPLICABLE,
    UNKNOWN,
    Metadata,
    Organization,
    covered_year_applies,
    display_file,
)
from indexer.outcome import FileResult, Progress, Summary
from indexer.prepare import Failure

_RARELY_STATED = ("author", "url", "retrieved")
_FACETS_SHOWN = ("organization", "covered_year", "kind")
_VALUES_SHOWN = 8
_FAILURES_SHOWN = 50


def make_console() -> Console:
    """Where the commands print."""
    # What is printed comes out of files: [brackets] and :colons: in it are text, not rich's markup.
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        # Wide when nobody looks at it through a window: a pipe should not get lines folded at 80 columns.
        console.width = 160
    return console


@contextmanager
def indexing_progress() -> Iterator[Progress]:
    """A bar with rate and time left on a terminal; one plain line for every hundred files elsewhere."""
    if not Console(stderr=True).is_terminal:
        yield _plain_progress()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("indexing", total=None)
        yield Progress(
            start=lambda files: bar.update(task, total=files),
            step=lambda result: bar.update(task, advance=1),
            committing=lambda: bar.update(task, description="writing the index"),
            waiting=lambda message: bar.console.print(message, markup=False),
        )


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.1f} files/s" if task.speed else "– files/s")


def _plain_progress() -> Progress:
    done = total = 0

    def start(files: int) -> None:
        nonlocal total
        total = files
        click.echo(f"{files} files to look at", err=True)

    def step(result: FileResult) -> None:
        nonlocal done
        done += 1
        if done % 100 == 0 or done == total:
            click.echo(f"{done} of {total} files", err=True)

    return Progress(start, step, waiting=lambda message: click.echo(message, err=True))


def print_summary(summary: Summary) -> None:
    """The closing table of ``index``: what was added, updated, left, removed and failed."""
    console = make_console()
    table = Table(show_header=True, box=None, pad_edge=False)
    for head in ("added", "updated", "unchanged", "removed", "failed"):
        table.add_column(head, justify="right")
    counts = (summary.added, summary.updated, summary.unchanged, summary.removed, len(summary.failures))
    table.add_row(*map(str, counts))
    console.print(table)
    if summary.carried:
        console.print(f"carried over from the earlier index, files not readable now: {summary.carried}")
    if summary.sidecars:
        console.print(f"sidecars: {summary.sidecars}, applied to {summary.corrected} file(s)")
    if summary.skipped:
        skipped = ", ".join(f"{count} {reason}" for reason, count in summary.skipped.most_common())
        console.print(f"not taken: {skipped}")
    for note in summary.notes:
        console.print(f"note: {note}")
    print_failures(console, summary.failures)


def print_failures(console: Console, failures: Sequence[Failure]) -> None:
    """What failed and why, as far as a screen holds it."""
    if failures:
        failed = Table(box=None, pad_edge=False, title="failed", title_justify="left")
        for head in ("file", "stage", "reason"):
            failed.add_column(head, overflow="fold")
        for failure in failures[:_FAILURES_SHOWN]:
            failed.add_row(Text(display_file(failure.file, failure.member)), failure.stage, Text(failure.reason))
        console.print(failed)
        if len(failures) > _FAILURES_SHOWN:
            console.print(f"… and {len(failures) - _FAILURES_SHOWN} more; --json lists all")


def print_page(page: Page) -> None:
    """Search results: how the query was read, the hits with their passages, the first facets."""
    console = make_console()
    _print_interpretation(console, page.interpretation)
    copies = f"（另有 {page.copies} 份相同文本，--copies 逐份列出）" if page.copies else ""
    within = f"{SECTIONS[page.request.section]}部分" if page.request.section else ""
    occurrences = f"{within}出现 {page.occurrences} 处"
    console.print(f"共 {page.total} 份报告{copies}，{occurrences}（{page.took_ms:.0f} ms）", style="bold")
    if page.request.page > max(1, page.pages):
        console.print(f"第 {page.request.page} 页已超出末页；共 {page.pages} 页")
    for number, hit in enumerate(page.hits, (page.request.page - 1) * page.request.size + 1):
        _print_hit(console, number, hit)
    for name in _FACETS_SHOWN:
        values = page.facets[name]
        if values and page.total:
            shown = "  ".join(_facet_line(value) for value in values[:_VALUES_SHOWN])
            more = f"  … 另有 {len(values) - _VALUES_SHOWN} 项" if len(values) > _VALUES_SHOWN else ""
            console.print(Text(f"{FIELDS[name]}：", style="bold") + Text(shown + more))
    if page.pages > 1:
        console.print(f"第 {page.request.page} / {page.pages} 页（--page N 翻页）", style="dim")


def _print_interpretation(console: Console, interpretation: Interpretation) -> None:
    for term, others in interpretation.variants.items():
        console.print(Text(f"“{term}”也查：{'、'.join(others)}（--no-variants 关闭）", style="dim"))
    for note in interpretation.notes:
        console.print(Text(note, style="yellow"))
    for label, query in interpretation.suggestions:
        console.print(Text(f"{label}：{query}", style="dim"))
    if interpretation.corrections:
        meant = "、".join(f"{each.query}（{each.total} 份）" for each in interpretation.corrections)
        console.print(Text(f"您是不是要找：{meant}", style="yellow"))


def _print_hit(console: Console, number: int, hit: Hit) -> None:
    title = Text(f"\n{number}. ", style="bold") + Text(hit.title, style="bold cyan") + Text(f"  {hit.id}", style="dim")
    console.print(title)
    known = [
        hit.metadata.organization.name if hit.metadata.organization else "机构未识别",
        f"回顾 {covered_years(hit.metadata)}",
        f"报告 {hit.metadata.delivered_year or '未识别'}",
        hit.metadata.kind or "类型未识别",
        hit.metadata.completeness if hit.metadata.completeness != COMPLETENESS[0] else None,
        f"出现 {hit.occurrences} 处" if hit.occurrences else "",
        f"另有 {hit.copies} 份相同文本" if hit.copies else "",
        display_file(hit.file, hit.member) + (f" 第 {hit.part + 1}/{hit.parts} 份" if hit.parts > 1 else ""),
    ]
    console.print(Text("   " + " · ".join(filter(None, known)), style="green"))
    for passage in hit.passages:
        if passage.headings:
            console.print(Text("   " + " › ".join(passage.headings), style="dim"))
        console.print(Text("   ") + _marked(passage))


def _marked(passage: Passage) -> Text:
    text = Text(passage.text.replace("\n", " "))
    for start, end in passage.marks:
        text.stylize("bold red", start, end)
    return text


def _facet_line(value: FacetValue) -> str:
    return f"{'✓' if value.selected else '✗' if value.excluded else ''}{value.label} {value.count}"


def covered_years(metadata: Metadata) -> str:
    """2023, 2018—2022, 未识别 or 不适用."""
    if metadata.covered_year is None:
        return NOT_IDENTIFIED if covered_year_applies(metadata) else DOES_NOT_APPLY
    return (
        f"{metadata.covered_from}—{metadata.covered_year}"
        if metadata.covered_from not in (None, metadata.covered_year)
        else str(metadata.covered_year)
    )


def with_heirs(organization: Organization) -> str:
    """The name, and for a former organization today's: 四川省万县市政协（今：重庆市万州区政协）."""
    return organization.name + (f"（今：{'、'.join(organization.now)}）" if organization.now else "")


def print_metadata(metadata: Metadata, title: str) -> None:
    """Title, then a line a field with the words it was taken from."""
    console = make_console()
    console.print(Text(title, style="bold cyan"))
    values = {
        "organization": with_heirs(metadata.organization) if metadata.organization else None,
        "covered_year": covered_years(metadata),
        "delivered_year": metadata.delivered_year,
        "kind": metadata.kind,
        "completeness": metadata.completeness,
        "session": metadata.session,
        "source": metadata.source,
        "published": metadata.published,
        "script": SCRIPTS.get(metadata.script or ""),
        "document_number": metadata.document_number,
        **{name: value for name in _RARELY_STATED if (value := getattr(metadata, name))},
    }
    table = Table(box=None, pad_edge=False, show_header=False)
    for column in ("field", "value", "evidence"):
        table.add_column(column, overflow="fold")
    for name, value in values.items():
        evidence = metadata.evidence.get(name) if name != "script" else None  # a sample of characters tells nobody
        because = Text(f"{evidence.text}  [{place(evidence)}]", style="dim") if evidence else Text("")
        table.add_row(FIELDS[name], Text(str(value) if value is not None else NOT_IDENTIFIED), because)
    console.print(table)


def print_report(view: ReportView) -> None:
    """One report: metadata with evidence, the file, its copies, and the text."""
    print_metadata(view.report.metadata, view.title)
    console = make_console()
    report = view.report
    part = f" 第 {report.part + 1}/{report.parts} 份" if report.parts > 1 else ""
    console.print(Text(f"{report.root}/{display_file(report.file, report.member)}{part}", style="dim"))
    for other in view.others:
        console.print(Text(f"  同文件第 {other.part + 1} 份  {other.id}  {other.title}", style="dim"))
    if view.copies:
        _print_copies(console, view)
    console.print()
    console.print(Text(view.report.text), soft_wrap=True)


def _print_copies(console: Console, view: ReportView) -> None:
    """The reports with the same text, the best first; this one is marked."""
    table = Table(box=None, pad_edge=False, title=f"另有 {len(view.copies) - 1} 份相同文本", title_justify="left")
    for head in ("", "id", "来源", "发布日期", "完整性", "字数", "文件"):
        table.add_column(head, overflow="fold")
    for copy in view.copies:
        known = (copy.metadata.source, copy.metadata.published, copy.metadata.completeness or NOT_IDENTIFIED)
        file = f"{copy.root}/{display_file(copy.file, copy.member)}" + (
            f" 第 {copy.part + 1}/{copy.parts} 份" if copy.parts > 1 else ""
        )
        mark = "→" if copy.id == view.report.id else ""
        table.add_row(mark, copy.id, *(Text(value or "—") for value in known), f"{copy.characters:,}", Text(file))
    console.print(table)


def print_info(
    info: IndexInfo,
    facets: dict[str, tuple[FacetValue, ...]],
    location: str,
    lacking: Mapping[str, int] | None = None,
) -> None:
    """Totals, and how many reports lack what; ``lacking`` counts that by field, for fields that are no facets."""
    console = make_console()
    console.print(f"index {location}, last commit {info.updated or 'none yet'}")
    copies = f" ({info.copies:,} of them copies of another)" if info.copies else ""
    console.print(f"reports {info.reports:,}{copies}, files {info.files:,}, characters {info.characters:,}")
    years = "–".join(map(str, dict.fromkeys((info.years[0], info.years[-1])))) if info.years else "none"
    console.print(f"organizations {info.organizations:,}, covered years {years}")
    table = Table(box=None, pad_edge=False)
    for head in ("field", "values", "not identified"):
        table.add_column(head, justify="left" if head == "field" else "right")
    for name, values in facets.items():
        unknown = sum(value.count for value in values if value.value == UNKNOWN)
        known = sum(value.value not in (UNKNOWN, NOT_APPLICABLE) for value in values)
        if name == "organization":  # the facet counts the provinces at the top of the tree
            known = info.organizations
        table.add_row(FIELDS[name], str(known), str(unknown))
    for name, unknown in (lacking or {}).items():
        if name not in facets:
            table.add_row(FIELDS[name], "", str(unknown))
    console.print(table)
    if not info.reports:
        console.print(f"the index is empty; fill it with `zhengxie index PATH --index {location}`")
