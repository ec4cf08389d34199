"""Which reports lack what: lists for people, and the table in which they can give it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import count
from pathlib import PurePosixPath
from typing import Final

from indexer import labels
from indexer.models import Metadata, Report, covered_year_applies

FIELDS: Final = ("organization", "covered_year", "delivered_year", "kind", "completeness", "published")
"""What is looked for."""
ASKED_FOR: Final = frozenset(FIELDS[:4])
"""What people are asked to give: reports are searched by it, and few texts state the rest."""
COLUMNS: Final = ("文件", "篇", "标题", "机构", "回顾年度", "报告年份", "发布日期", "材料类型", "备注")
_KNOWN: Final = ("title", "covered_year", "delivered_year", "published")
_FORMULA: Final = ("=", "+", "-", "@")
"""What a cell must not begin with, or spreadsheets take it for a formula."""


@dataclass(frozen=True, slots=True)
class Lacking:
    report: Report
    """Without its text."""
    fields: tuple[str, ...]
    """Of ``FIELDS``, those that are not identified."""

    @property
    def asks(self) -> bool:
        """Whether anything is lacking that reports are searched by, and nobody has said that it is not known."""
        evidence = self.report.metadata.evidence
        return any(field in ASKED_FOR and field not in evidence for field in self.fields)


def find_lacking(reports: Iterable[Report]) -> list[Lacking]:
    """The reports that lack something, in the order of their files."""
    found = [Lacking(report, lacks) for report in reports if (lacks := lacking_fields(report.metadata))]
    return sorted(found, key=_order)


def noting_tables(reports: Iterable[Report], names: set[str]) -> Iterator[Report]:
    """The reports as they come; the file names of sidecars that gave anything for one are added to ``names``."""
    for report in reports:
        for evidence in report.metadata.evidence.values():
            if evidence.where.startswith("given:"):
                names.add(PurePosixPath(evidence.where.split(":")[1]).name)
        yield report


def next_table(names: Collection[str]) -> str:
    """What a new table should be called, so that it takes the place of none that is in use: metadata.csv, metadata-2.csv …"""
    free = (f"metadata-{number}.csv" for number in count(2))
    return "metadata.csv" if "metadata.csv" not in names else next(name for name in free if name not in names)


def _order(each: Lacking) -> tuple[str, str, str, int]:
    report = each.report
    return report.root, report.file, report.member or "", report.part


def lacking_fields(metadata: Metadata) -> tuple[str, ...]:
    """What is not identified, in the order of ``FIELDS``; a year covered only where there can be one."""
    return tuple(
        field
        for field in FIELDS
        if getattr(metadata, field) is None and (field != "covered_year" or covered_year_applies(metadata))
    )


def counts(lacking: Iterable[Lacking]) -> dict[str, int]:
    """Field → number of reports that lack it, for every field of ``FIELDS``."""
    counted = Counter(field for each in lacking for field in each.fields)
    return {field: counted[field] for field in FIELDS}


def listing(lacking: Iterable[Lacking]) -> str:
    """A line each: root and file, part (from 1), the fields that are not identified; with tabs between."""
    return "".join(
        f"{each.report.root}/{_path(each.report)}\t{each.report.part + 1}\t{' '.join(each.fields)}\n"
        for each in lacking
    )


def _path(report: Report) -> str:
    """A report's file as a sidecar names it, with the member of an archive."""
    return report.file if report.member is None else f"{report.file}/{report.member}"


def lacking_json(each: Lacking) -> dict[str, object]:
    """As a JSON object; ``part`` counts from 0, as everywhere in JSON."""
    report = each.report
    return {
        "id": report.id,
        "root": report.root,
        "file": report.file,
        "member": report.member,
        "part": report.part,
        "parts": report.parts,
        "title": report.metadata.title,
        "missing": list(each.fields),
    }


def template(lacking: Sequence[Lacking]) -> bytes:
    """A sidecar to be filled in, for reports of one root: UTF-8 with a byte order mark, as spreadsheets open it.

    What is known already is not repeated under its head, as it would then count as given; 备注 tells it.
    """
    table = StringIO(newline="")
    rows = csv.writer(table)
    rows.writerow(COLUMNS)
    for each in lacking:
        if each.asks:
            report = each.report
            file = f"./{_path(report)}" if report.file.startswith(_FORMULA) else _path(report)
            part = report.part + 1 if report.parts > 1 else ""
            rows.writerow([file, part, *[""] * (len(COLUMNS) - 3), _remark(report.metadata)])
    return table.getvalue().encode("utf-8-sig")


def _remark(metadata: Metadata) -> str:
    known = [f"{labels.FIELDS[field]} {value}" for field in _KNOWN if (value := getattr(metadata, field)) is not None]
    known += [f"机构 {metadata.organization.name}"] if metadata.organization else []
    known += [f"材料类型 {metadata.kind}"] if metadata.kind else []
    return f"已识别：{'；'.join(known)}" if known else ""
