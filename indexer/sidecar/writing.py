"""Writing what a person says of one report into a sidecar in the folder of its file, where indexing reads it.

The row of that report is replaced, or a row is added; every other row stays byte for byte. What is about to be written is read
first as indexing would read it, and only written if it says what it should.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from indexer.corrections import PARTS_OF, GivenValue, Value
from indexer.errors import IndexerError, ReadError
from indexer.labels import FIELDS
from indexer.lacking import next_table
from indexer.messages import Message, said, trouble_of
from indexer.readers.given_columns import field_of, known_name
from indexer.readers.rows import CSV_SUFFIXES, heads_of, sheets
from indexer.roots import readable_name
from indexer.sidecar.atomically import Busy, locked
from indexer.sidecar.cells import Origin, read_cells
from indexer.sidecar.csv_text import CsvText
from indexer.sidecar.places import Place, Places
from indexer.sidecar.rows import FILE_HEADS, PART_HEADS, Row, Sidecar, is_named_like_one, sidecar_of

HEADS: Final[Mapping[str, str]] = {
    name: FIELDS[name]
    for name in ("title", "organization", "kind", "covered_year", "delivered_year", "published", "session")
}
"""The fields that can be written, and what the columns are called that hold them."""
LONGEST: Final = 300
"""Characters of a value."""
_NEW: Final = ("文件", "篇", *HEADS.values())
"""The columns of a new table."""
_FORMULA: Final = ("=", "+", "-", "@")
"""What a cell must not begin with, or spreadsheets take it for a formula."""
_WANTED: Final[Mapping[str, Message]] = {
    "organization": said(
        "请填一个机构的名称，如 %(example)s；只有地名、或带“/”的都不行", example=Message("重庆市涪陵区政协")
    ),
    "kind": said("请从所列材料类型中选一种"),
    "covered_year": said("请填四位年份，如 2023；回顾几年的填 2018—2022，先早后晚"),
    "delivered_year": said("请填四位年份，如 2024"),
    "published": said("请填日期，如 2024-01-15"),
}


class Refused(IndexerError):
    """Nothing was written, for a reason that concerns the table or the folder; ``message`` is that for the reader."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


class Invalid(IndexerError):
    """Nothing was written, because of values that cannot be; ``reasons`` are by field."""

    def __init__(self, reasons: Mapping[str, Message]) -> None:
        super().__init__("；".join(f"{HEADS.get(field, field)}：{reason}" for field, reason in reasons.items()))
        self.reasons = dict(reasons)


@dataclass(frozen=True, slots=True)
class Target:
    """The report that is spoken of."""

    path: Path
    """Its file, where a walk of the root meets it."""
    member: str | None
    part: int
    """0-based."""
    parts: int

    @property
    def folder(self) -> Path:
        return self.path.parent

    @property
    def place(self) -> Place:
        return Place(readable_name(self.path.name), is_folder=False, member=self.member)

    @property
    def cell(self) -> str:
        """How a row names the file."""
        name = self.place.path if self.member is None else f"{self.place.path}/{self.member}"
        return f"./{name}" if name.startswith((*_FORMULA, " ")) else name


@dataclass(frozen=True, slots=True)
class Written:
    """What was done."""

    sidecar: str
    """Name of the table, in the folder of the report's file."""
    row: int
    created: bool
    """Whether the table is new."""
    replaced: bool
    """Whether the report had a row before."""


@dataclass(frozen=True, slots=True)
class _Table:
    path: Path
    name: str
    sidecar: Sidecar
    rows: tuple[Row, ...]
    """Those that are about the report and nothing else, and are not weaker than others that are."""

    @property
    def suffix(self) -> str:
        return self.path.suffix.lower()


def told_already(target: Target) -> dict[str, GivenValue]:
    """Field → what a table beside the file says of just this report by now, whether indexed or not. Raises Refused."""
    tables, _ = _tables(target)
    return {
        value.field: value for table in tables for row in table.rows for value in row.values if value.field in HEADS
    }


def write_corrections(target: Target, values: Mapping[str, str]) -> Written:
    """Have a sidecar say ``values`` (field → what to write; "" takes back what a row said) of a report.

    Raises Invalid, Refused.
    """
    expected = checked(values)
    try:
        with locked(target.folder) as replace:
            tables, part = _tables(target)
            table, row = _chosen(tables, values)
            path = table.path if table is not None else _new_path(target.folder)
            if table is not None and (path.is_symlink() or not os.access(path, os.W_OK)):
                raise Refused(
                    said("%(table)s 只能读、不能写，或是一个链接；请直接修改它所指的文件。", table=table.name)
                )
            before = None if table is None else path.read_bytes()
            change = _Change(target, part, values, None if row is None else row.number)
            after, number = _composed(change, before or _new_table(), path.suffix.lower())
            others = [] if table is None else [each for each in table.sidecar.rows if each is not row]
            _verify(change, expected, others, path, after, number)
            replace(path, before, after)
    except Busy:
        raise Refused(said("这个文件夹的更正表正由另一个程序写入，或刚被改动；请稍候再试。")) from None
    except ReadError as error:
        raise Refused(said("更正表不便由程序改写（%(reason)s），请手工修改。", reason=error.reason)) from error
    except OSError as error:
        raise Refused(
            said(
                "不能写入报告所在的文件夹（%(reason)s）；请检查权限，或手工修改更正表。",
                reason=trouble_of(error),
            )
        ) from error
    return Written(readable_name(path.name), number, table is None, row is not None)


# ---------------------------------------------------------------------------------------------- values


def checked(values: Mapping[str, str]) -> dict[str, Value | None]:
    """Field → value as indexing would take it. Raises Invalid."""
    reasons: dict[str, Message] = {}
    expected: dict[str, Value | None] = {}
    for field, text in values.items():
        problems: list[str] = []
        if field not in HEADS:
            problems.append(field)
        elif len(text) > LONGEST:
            reasons[field] = said("太长：最多 %(most)s 个字", most=LONGEST)
        elif text != " ".join(text.split()):
            reasons[field] = said("前后不能有空白，中间不能换行")
        elif text.startswith(_FORMULA):
            reasons[field] = said("不能以 = + - @ 开头：电子表格会把它当作公式")
        elif text:
            found = read_cells({HEADS[field]: text}, Origin("", 0, ""), problems, [])
            expected |= {value.field: value.value for value in found}
        if problems:
            reasons[field] = _WANTED.get(field, said("这一项不能这样填"))
    if reasons:
        raise Invalid(reasons)
    return expected


def _touched(values: Mapping[str, str]) -> set[str]:
    """The fields of which a row says something else afterwards, with what falls with them."""
    return {name for field in values for name in (field, *PARTS_OF.get(field, ()))}


# ---------------------------------------------------------------------------------------------- tables


def _tables(target: Target) -> tuple[list[_Table], int | None]:
    """The sidecars of the folder, and the part that a row for the report has to name.

    Raises Refused where one cannot be read: nothing of the folder is described anew then.
    """
    places = Places(target.folder)
    if _found(places, target.cell, "") != target.place:
        raise Refused(said("这个文件的名称不能在更正表里写明（含特殊字符，或与别的文件名称相混）；请先改名。"))
    read: list[tuple[Path, str, Sidecar, list[Row]]] = []
    try:
        with os.scandir(target.folder) as entries:
            files = sorted(entry.name for entry in entries if is_named_like_one(entry.name) and entry.is_file())
    except OSError as error:
        raise Refused(said("报告所在的文件夹打不开（%(reason)s）。", reason=trouble_of(error))) from error
    for file in files:
        name = readable_name(file)
        try:
            sidecar = sidecar_of((target.folder / file).read_bytes(), Path(file).suffix.lower(), name)
        except OSError as error:
            raise _unread(name, trouble_of(error)) from error
        if sidecar is None:
            continue  # a file of reports that only bears the name
        if sidecar.unread:
            raise _unread(name, "; ".join(sidecar.problems))
        about = [row for row in sidecar.rows if _found(places, row.file, row.folder) == target.place]
        read.append((target.folder / file, name, sidecar, about))
    named = {row.part for *_, rows in read for row in rows}
    part = target.part if target.parts > 1 or target.part in named else None
    return [
        _Table(path, name, sidecar, tuple(row for row in rows if row.part == part))
        for path, name, sidecar, rows in read
    ], part


def _unread(table: str, reason: str) -> Refused:
    return Refused(said("%(table)s 读不出来（%(reason)s）；请先修好它，或把它移走。", table=table, reason=reason))


def _found(places: Places, file: str, folder: str) -> Place | None:
    try:
        return places.named(folder, file)
    except ReadError:
        return None


def _chosen(tables: Sequence[_Table], values: Mapping[str, str]) -> tuple[_Table | None, Row | None]:
    """The table to write to and the report's row in it. Raises Refused where another row would contradict."""
    spoken = [(table, row) for table in tables for row in table.rows]
    mine = next((each for each in spoken if each[0].suffix in CSV_SUFFIXES), None)
    touched = _touched(values)
    for table, row in spoken:
        clashing = [value.field for value in row.values if value.field in touched]
        if clashing and (mine is None or row is not mine[1]):
            label = HEADS.get(clashing[0], clashing[0])
            raise Refused(
                said(
                    "%(table)s 第 %(row)s 行也写了这份报告的%(field)s；请直接在那里修改。",
                    table=table.name,
                    row=row.number,
                    field=Message(label),
                )
            )
    if mine is not None:
        return mine
    fit = [table for table in tables if table.suffix in CSV_SUFFIXES and table.sidecar.rows]
    return min(fit, key=lambda table: (table.name.casefold() != "metadata.csv", table.name), default=None), None


def _new_path(folder: Path) -> Path:
    return folder / next_table({path.name.casefold() for path in folder.iterdir()})


def _new_table() -> bytes:
    """With a byte order mark, as spreadsheets open it."""
    return (",".join(_NEW) + "\r\n").encode("utf-8-sig")


@dataclass(frozen=True, slots=True)
class _Change:
    target: Target
    part: int | None
    """That the row names."""
    values: Mapping[str, str]
    row: int | None
    """The row that is there already."""


def _composed(change: _Change, data: bytes, suffix: str) -> tuple[bytes, int]:
    """The table's bytes with the row of the report, and the row's number. Raises ReadError."""
    table = CsvText(data, suffix)
    sheet = sheets(table.text.encode(), suffix)[0]
    head, columns = heads_of(sheet)
    head_row = sheet.rows[head][0]

    def column(name: str, *fitting: int) -> int:
        """The first of the columns that fit; else a new one, beyond all cells there are."""
        if fitting:
            return fitting[0]
        columns.append((table.width, name))
        table.put(head_row, {table.width: name})
        return columns[-1][0]

    cells: dict[int, str] = {}
    if change.row is None:
        cells[column("文件", *(at for at, each in columns if known_name(each) in FILE_HEADS))] = change.target.cell
        if change.part is not None:
            numbered = (at for at, each in columns if known_name(each) in PART_HEADS)
            cells[column("篇", *numbered)] = str(change.part + 1)
    for field, text in change.values.items():
        own = sorted(
            (at for at, each in columns if field_of(each) == field),
            key=lambda at: known_name(dict(columns)[at]) not in HEADS.values(),
        )
        cells |= dict.fromkeys(own, "")
        cells |= {at: "" for at, each in columns if field_of(each) in PARTS_OF.get(field, ())}
        if text:
            cells[column(HEADS[field], *own)] = text
    if change.row is None:
        number = table.append(cells)
        return table.data(), number
    table.put(change.row, cells)
    return table.data(), change.row


def _verify(
    change: _Change, expected: Mapping[str, Value | None], others: Sequence[Row], path: Path, data: bytes, number: int
) -> None:
    """Read what is about to be written. Raises ReadError unless the row says what is expected, and others what they said."""
    read = sidecar_of(data, path.suffix.lower(), readable_name(path.name))
    rows = {} if read is None else {row.number: row for row in read.rows}
    row = rows.pop(number, None)
    touched = _touched(change.values)
    if (
        row is None
        or list(rows.values()) != list(others)
        or _found(Places(change.target.folder), row.file, row.folder) != change.target.place
        or row.part != change.part
        or {value.field: value.value for value in row.values if value.field in touched} != dict(expected)
    ):
        raise ReadError("with the new row it would not be read as it should")
