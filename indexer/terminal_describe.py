"""What `zhengxie describe` and `zhengxie info` print for people to check and to complete."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.table import Table
from rich.text import Text

from indexer.dossier import Dossier, told
from indexer.evidence import place
from indexer.labels import FIELDS, NOT_IDENTIFIED, SCRIPTS
from indexer.lacking import Lacking
from indexer.models import CleanDocument, Evidence, Metadata, display_file
from indexer.readers.ocr import page_list
from indexer.terminal import covered_years, make_console

_FURNITURE_SHOWN: Final = 6
_LINE_SHOWN: Final = 24
"""Characters of a line of furniture, and of a title, that are shown."""
_LACKING_SHOWN: Final = 10


def print_dossier(dossier: Dossier, *, with_text: bool) -> None:
    """The file, what went wrong, and each report with its fields, the words they rest on and where those stood."""
    console = make_console()
    what = "a sidecar" if dossier.is_sidecar else f"{len(dossier.reports)} report(s)" if dossier.reports else ""
    console.print(Text(dossier.path, style="bold") + Text(f"  {what}" if what else ""))
    for failure in dossier.failures:
        console.print(Text(told(failure), style="red"))
    for note in dossier.notes:
        console.print(Text(f"note: {note}", style="yellow"))
    for document, metadata in dossier.reports:
        console.print()
        console.print(_about(document))
        console.print(_fields(metadata, console.width))
        console.print(_taken_out(document))
        if with_text:
            console.print()
            console.print(Text(document.text), soft_wrap=True)
    console.print()


def _about(document: CleanDocument) -> Text:
    raw = document.raw
    about = [
        f"第 {raw.part + 1} 篇，共 {raw.parts} 篇" if raw.parts > 1 else "",
        raw.member or "",
        raw.format,
        f"OCR: {page_list(raw.ocr_pages)}" if raw.ocr_pages else "",
        raw.encoding or "",
        f"{len(document.text):,} 字",
    ]
    return Text(" · ".join(filter(None, about)), style="dim")


def _fields(metadata: Metadata, width: int) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("字段", no_wrap=True)
    # The value and the words it rests on are what is read; they give way together, and leave room for the place.
    for head in ("值", "判定依据"):
        table.add_column(head, overflow="fold", max_width=max(16, min(width, 160) * 36 // 100))
    table.add_column("位置", overflow="fold")
    for label, value, evidence in _rows(metadata):
        shown = Text(value, style="yellow" if value == NOT_IDENTIFIED else "")
        table.add_row(label, shown, evidence.text if evidence else "", Text(place(evidence) if evidence else ""))
    return table


def _rows(metadata: Metadata) -> list[tuple[str, str, Evidence | None]]:
    organization, evidence = metadata.organization, metadata.evidence
    rows: list[tuple[str, str, Evidence | None]] = [
        ("标题", metadata.title or NOT_IDENTIFIED, evidence.get("title")),
        ("机构", organization.name if organization else NOT_IDENTIFIED, evidence.get("organization")),
    ]
    if organization is not None:
        national = organization.level == "全国"
        division = " › ".join(organization.division) or ("全国" if national else NOT_IDENTIFIED)
        rows += [
            ("全称", organization.full_name or NOT_IDENTIFIED, None),
            ("行政区划", f"{division} {organization.code or ''}".rstrip(), None),
            ("机构类别", organization.body, None),
            ("层级", organization.level or NOT_IDENTIFIED, None),
        ]
        rows += [("今称", "、".join(organization.now), None)] if organization.now else []
    covered = evidence.get("covered_year") or evidence.get("covered_from")
    rows += [
        ("材料类型", metadata.kind or NOT_IDENTIFIED, evidence.get("kind")),
        ("届次", metadata.session or NOT_IDENTIFIED, evidence.get("session")),
        ("回顾年度", covered_years(metadata), covered),
        ("报告年份", str(metadata.delivered_year or NOT_IDENTIFIED), evidence.get("delivered_year")),
    ]
    for field in ("published", "completeness", "source", "author", "url", "document_number", "retrieved"):
        rows.append((FIELDS[field], getattr(metadata, field) or NOT_IDENTIFIED, evidence.get(field)))
    script = evidence.get("script")
    # A sample of characters tells nobody anything; what a person gave does.
    rows.append(
        (
            FIELDS["script"],
            SCRIPTS.get(metadata.script or "", NOT_IDENTIFIED),
            script if script is not None and script.where.startswith("given") else None,
        )
    )
    return rows


def _taken_out(document: CleanDocument) -> Text:
    """How much cleaning took out, with the first lines of it."""
    furniture = document.furniture
    if not furniture:
        return Text("未清除任何行", style="dim")
    shown = [f"第{line.line}行 {_short(line.text)}" for line in furniture[:_FURNITURE_SHOWN]]
    more = " …" if len(furniture) > _FURNITURE_SHOWN else ""
    return Text(f"清除 {len(furniture)} 行：{' | '.join(shown)}{more}", style="dim")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LINE_SHOWN else text[:_LINE_SHOWN] + "…"


def print_lacking(lacking: Sequence[Lacking], table_name: str) -> None:
    """The first reports that lack what is searched by, and how to see and mend the rest in a table of that name."""
    asked = [each for each in lacking if each.asks]
    if not asked:
        return
    console = make_console()
    console.print()
    console.print(Text(f"{len(asked):,} report(s) lack organization, year or kind:", style="bold"))
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column("file", overflow="fold")
    table.add_column("lacking", overflow="fold")
    for each in asked[:_LACKING_SHOWN]:
        report = each.report
        part = f" 第 {report.part + 1}/{report.parts} 篇" if report.parts > 1 else ""
        labels = "、".join(FIELDS[field] for field in each.fields)
        table.add_row(Text(f"{report.root}/{display_file(report.file, report.member)}{part}"), Text(labels))
    console.print(table)
    if len(asked) > _LACKING_SHOWN:
        console.print(f"… and {len(asked) - _LACKING_SHOWN:,} more; --unknown lists all")
    console.print(f"`zhengxie info --template > {table_name}` writes a table to fill in and to put into the folder")
