"""A list of what should be there: organizations and years, from a table or from lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from indexer.describe.numerals import FIRST_YEAR, LAST_YEAR
from indexer.errors import QueryError, ReadError
from indexer.messages import said, trouble_of
from indexer.readers.given_columns import SPAN, YEAR, known_name
from indexer.readers.rows import CSV_SUFFIXES, WORKBOOK_SUFFIXES, TableRow, table_rows
from indexer.sidecar.rows import decoded

MAX_EXPECTED: Final = 100_000
"""Pairs of an organization and a year."""
_NAMES: Final = frozenset({"机构", "机构名称", "单位", "organization", "name"})
_YEARS: Final = frozenset({"年份", "年度", "year", "years"})
"""Heads that mean whichever year the matrix stands by."""
_OF_FACET: Final = {
    "covered_year": frozenset({"回顾年度", "covered_year", "covered_years"}),
    "delivered_year": frozenset({"报告年份", "delivered_year"}),
}
_BETWEEN: Final = re.compile(r"[、，,;；\s]+")
_LINE: Final = re.compile(r"(.*?)[\s,，:：]+(\d{4}.*)")
_MOST_BYTES: Final = 50_000_000


@dataclass(frozen=True, slots=True)
class Listed:
    """One organization, as a list names it, with the years expected of it."""

    name: str
    years: tuple[int, ...]
    """Ascending."""


@dataclass(frozen=True, slots=True)
class ExpectedList:
    rows: tuple[Listed, ...]
    """Each name once, in the order of the list."""
    problems: tuple[str, ...] = ()
    """On rows that say nothing that can be looked for; they are left out."""

    def plain(self) -> list[tuple[str, list[int]]]:
        """(name, years) of each row, for a file."""
        return [(row.name, list(row.years)) for row in self.rows]


def read_expected(path: Path, years: str) -> ExpectedList:
    """The list in a .csv, .tsv or .xlsx file, for a matrix that stands by ``years``, one of ``matrix.YEARS``.

    Columns are 机构 (organization) and 年份 (year), or the name of that very year; a cell of years holds one, several, or a span,
    2020..2023. Raises QueryError where the file cannot be read, has no such columns, or no row that says anything.
    """
    suffix = path.suffix.lower()
    if suffix not in CSV_SUFFIXES | WORKBOOK_SUFFIXES:
        raise QueryError(said("清单应是 .csv、.tsv 或 .xlsx 文件，不能是 %(name)s。", name=path.name))
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise QueryError(said("清单 %(name)s 太大。", name=path.name))
        data = path.read_bytes()
        rows = table_rows(data if suffix in WORKBOOK_SUFFIXES else decoded(data)[0].encode(), suffix)
    except OSError as error:
        raise QueryError(said("打不开清单 %(name)s：%(reason)s。", name=path.name, reason=trouble_of(error))) from error
    except ReadError as error:
        raise QueryError(said("读不了清单 %(name)s：%(reason)s。", name=path.name, reason=error.reason)) from error
    return _of_rows(rows, path.name, years)


def read_lines(text: str) -> ExpectedList:
    """The same of lines: the name of an organization, then its years. Raises QueryError for too many, and where no line says that."""
    named: list[tuple[str, tuple[int, ...]]] = []
    problems: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        parts = _LINE.fullmatch(line.strip())
        years = read_year_list(parts[2]) if parts else ()
        if parts and parts[1] and years:
            named.append((parts[1], years))
        else:
            problems.append(said("第 %(number)s 行应写成“机构 年份”，如“重庆市涪陵区政协 2020..2023”。", number=number))
    return _listed(named, problems)


def read_year_list(cell: str) -> tuple[int, ...]:
    """The years that a cell says, ascending: 2023, 2023年, 2020..2023, 2019、2021; empty where it says anything else."""
    found: set[int] = set()
    # A span may have spaces in it, as a list has between its items.
    for part in [cell] if SPAN.fullmatch(cell) else filter(None, _BETWEEN.split(cell)):
        span, year = SPAN.fullmatch(part), YEAR.fullmatch(part)
        first, last = (int(span[1]), int(span[2])) if span else (int(year[1]), int(year[1])) if year else (0, -1)
        if not FIRST_YEAR <= first <= last <= LAST_YEAR:
            return ()
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def _of_rows(rows: Sequence[TableRow], name: str, years: str) -> ExpectedList:
    heads = dict.fromkeys(head for row in rows for head in row.heads)
    names = [head for head in heads if known_name(head) in _NAMES]
    columns = [head for head in heads if known_name(head) in _OF_FACET[years]]
    columns = columns or [head for head in heads if known_name(head) in _YEARS]
    if rows and not (names and columns):
        raise QueryError(
            said(
                "清单 %(name)s 应有“机构”和“%(year)s”两栏；现有：%(heads)s。",
                name=name,
                year={"covered_year": "回顾年度", "delivered_year": "报告年份"}[years],
                heads=tuple(heads),
            )
        )
    named: list[tuple[str, tuple[int, ...]]] = []
    problems: list[str] = []
    for row in rows:
        organization = next((row.cells[head].strip() for head in names if row.cells.get(head, "").strip()), "")
        said_years = next((row.cells[head] for head in columns if row.cells.get(head, "").strip()), "")
        found = read_year_list(said_years)
        if organization and found:
            named.append((organization, found))
        else:
            problems.append(
                said("%(place)s：没有机构，或年份“%(years)s”不是年份。", place=row.place, years=said_years.strip())
            )
    return _listed(named, problems)


def _listed(named: Sequence[tuple[str, tuple[int, ...]]], problems: Sequence[str]) -> ExpectedList:
    if not named and not problems:
        raise QueryError(said("清单是空的：没有一行写着机构和年份。"))
    if not named:
        raise QueryError(
            said("清单的 %(count)s 行都读不出机构和年份。%(first)s", count=len(problems), first=problems[0])
        )
    years: dict[str, set[int]] = {}
    for name, found in named:
        years.setdefault(name, set()).update(found)
    if sum(map(len, years.values())) > MAX_EXPECTED:
        raise QueryError(said("清单太长：最多 %(most)s 个“机构—年份”。", most=MAX_EXPECTED))
    return ExpectedList(tuple(Listed(name, tuple(sorted(each))) for name, each in years.items()), tuple(problems))
