"""One sidecar, read: each row with the path it names and the values it gives."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from indexer.corrections import GivenValue
from indexer.errors import FAULTS, ReadError, fault
from indexer.readers.characters import sanitized
from indexer.readers.given_columns import field_of, known_name, text_key
from indexer.readers.rows import CSV_SUFFIXES, WORKBOOK_SUFFIXES, table_rows
from indexer.readers.text import decode
from indexer.sidecar.cells import Origin, read_cells, shown

NAME: Final = re.compile(r"(?:metadata(?:[-_ ]\d{1,4})?|元数据[-_ ]?\d{0,4})")
SUFFIXES: Final = CSV_SUFFIXES | WORKBOOK_SUFFIXES | {".jsonl", ".ndjson"}
FILE_HEADS: Final = frozenset(
    {"文件", "文件名", "文件名称", "文件路径", "路径", "file", "filename", "file_name", "path", "name"}
)
FOLDER_HEADS: Final = frozenset({"文件夹", "目录", "folder", "directory"})
PART_HEADS: Final = frozenset({"篇", "第几篇", "part"})
REMARK_HEADS: Final = frozenset({"备注", "说明", "序号", "编号", "note", "notes", "remark", "remarks", "no", "no."})
"""Columns that people keep for themselves: nothing is said about them."""
LARGEST: Final = 50_000_000
"""Bytes of a sidecar, which is read before there is a process to be ended; a larger file is one of reports, whatever it is called."""
_LONGEST_REMARK: Final = 200
"""Characters under a head such as 内容; where more stands there, the rows are reports, not a sidecar."""
_ENOUGH_TO_TELL: Final = 60
"""Chinese characters from which on the statistics of encodings can be relied on."""
_PART: Final = re.compile(r"第?\s*+(\d{1,6})\s*+[篇份]?")


@dataclass(frozen=True, slots=True)
class Row:
    """One row; at least one of ``file`` and ``folder`` is not empty."""

    place: str
    """For messages: row 7."""
    file: str
    folder: str
    part: int | None
    """0-based; None where the row is about everything that it names."""
    values: tuple[GivenValue, ...]
    problems: tuple[str, ...] = ()
    """What is wrong with its cells; those are left out of the values."""
    number: int = 0
    """From 1, in its file or sheet."""


@dataclass(frozen=True, slots=True)
class Sidecar:
    rows: tuple[Row, ...] = ()
    problems: tuple[str, ...] = ()
    """What is wrong with the whole of it, or with rows that name nothing."""
    notes: tuple[str, ...] = ()
    unread: bool = False
    """Whether it could not be read at all."""


@dataclass(frozen=True, slots=True)
class _Written:
    """A row as it stands in the file."""

    number: int
    sheet: str | None
    cells: Mapping[str, object]
    heads: Iterable[str]
    """Those of empty cells included."""

    @property
    def place(self) -> str:
        return f"row {self.number}" if self.sheet is None else f"sheet {self.sheet}, row {self.number}"


def is_named_like_one(name: str) -> bool:
    """Whether a file bears the name of a sidecar, in whatever case."""
    path = Path(name.casefold())
    return NAME.fullmatch(path.stem) is not None and path.suffix in SUFFIXES


def read_sidecar(path: Path, name: str) -> Sidecar | None:
    """The rows of a sidecar, or None for a file of reports that only bears the name.

    ``name`` is its path relative to the root, for evidence. Nothing is raised: what cannot be read is a problem.
    """
    try:
        if path.stat().st_size > LARGEST:
            return None
        data = path.read_bytes()
    except OSError as error:
        return _unread(f"cannot be opened ({error.strerror})")
    return sidecar_of(data, path.suffix.lower(), name)


def sidecar_of(data: bytes, suffix: str, name: str) -> Sidecar | None:
    """The same of a sidecar's bytes; ``suffix`` is in lower case."""
    try:
        written, problems = _written(data, suffix)
    except ReadError as error:
        return _unread(f"cannot be read: {error.reason}")
    except FAULTS as error:  # it must not keep the files beside it from being indexed
        return _unread(f"cannot be read: {fault(error)}")
    if _holds_reports(written):
        return None
    naming = [row for row in written if any(map(_names_something, row.heads))]
    if not naming:
        if not problems:
            problems = ["no column says which file a row is about; name one 文件 (file) or 文件夹 (folder)"]
        return Sidecar(problems=tuple(problems))
    notes: list[str] = []
    unused = _unused_heads(naming)
    if unused:
        notes.append(f"not used, as the columns are no fields: {'、'.join(unused)}")
    rows = [row for each in naming if (row := _row(each, name, problems, notes)) is not None]
    return Sidecar(tuple(rows), tuple(problems), tuple(dict.fromkeys(notes)))


def _unread(reason: str) -> Sidecar:
    return Sidecar(problems=(f"{reason}; what earlier runs took from it stays until it can be read",), unread=True)


def _written(data: bytes, suffix: str) -> tuple[list[_Written], list[str]]:
    if not data.strip():
        raise ReadError("the file is empty")
    if suffix in WORKBOOK_SUFFIXES:
        return [_Written(row.number, row.sheet, row.cells, row.heads) for row in table_rows(data, suffix)], []
    text = sanitized(decoded(data)[0])
    if suffix in CSV_SUFFIXES:
        return [_Written(row.number, row.sheet, row.cells, row.heads) for row in table_rows(text.encode(), suffix)], []
    rows: list[_Written] = []
    problems: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            cells = json.loads(line)
        except (ValueError, RecursionError) as error:
            problems.append(f"row {number}: not JSON ({error}); put one JSON object on each line")
            continue
        if isinstance(cells, dict):
            rows.append(_Written(number, None, cells, cells))
        else:
            problems.append(f'row {number}: not a JSON object; write {{"file": "…", "title": "…"}}')
    return rows, problems


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a table with the name of its encoding: as of any text, but where there is too little to tell encodings by, it is
    GB18030, as Excel writes it.

    Raises ReadError.
    """
    text, encoding = decode(data)
    if not encoding.startswith("utf") and sum(character > "\x7f" for character in text) < _ENOUGH_TO_TELL:
        with suppress(UnicodeDecodeError):
            return data.decode("gb18030"), "gb18030"
    return text, encoding


def _names_something(head: str) -> bool:
    return known_name(head) in FILE_HEADS | FOLDER_HEADS


def _holds_reports(rows: Iterable[_Written]) -> bool:
    """Whether the rows carry texts of their own: long ones, or any where no column names a file."""
    for row in rows:
        key = text_key(row.cells)
        if key is not None:
            names = any(map(_names_something, row.heads))
            if len(str(row.cells[key])) > _LONGEST_REMARK or not names:
                return True
    return False


def _unused_heads(rows: Iterable[_Written]) -> list[str]:
    known = FILE_HEADS | FOLDER_HEADS | PART_HEADS | REMARK_HEADS
    shared = {id(row.heads): row.heads for row in rows}  # by all rows of a sheet
    heads = dict.fromkeys(head for heads in shared.values() for head in heads)
    return [head for head in heads if known_name(head) not in known and field_of(head) is None]


def _row(row: _Written, name: str, problems: list[str], notes: list[str]) -> Row | None:
    """A row with its values; None for one that names nothing or no part that can be."""
    cells = {head: value for head, value in row.cells.items() if value not in (None, "", [])}
    file, folder, part = (_cell(cells, heads) for heads in (FILE_HEADS, FOLDER_HEADS, PART_HEADS))
    if not file and not folder:
        if cells:
            problems.append(f"{row.place}: names no file and no folder")
        return None
    number = _PART.fullmatch(part)
    if part and (number is None or int(number[1]) < 1):
        problems.append(f"{row.place}: part {shown(part)} is no number from 1; nothing was taken from the row")
        return None
    origin = Origin(name if row.sheet is None else f"{name}!{row.sheet}", row.number, row.place)
    wrong: list[str] = []
    values = tuple(read_cells(cells, origin, wrong, notes))
    return Row(row.place, file, folder, int(number[1]) - 1 if number else None, values, tuple(wrong), row.number)


def _cell(cells: Mapping[str, object], heads: frozenset[str]) -> str:
    return next((str(value).strip() for head, value in cells.items() if known_name(head) in heads), "")
