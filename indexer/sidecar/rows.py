"""One sidecar, read: each row with the path it names and the values it gives, checked cell by cell."""

from __future__ import annotations

import json
import re
import reprlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from indexer.corrections import GivenValue, Value
from indexer.describe.given import Given, read_given
from indexer.describe.numerals import FIRST_YEAR, LAST_YEAR
from indexer.errors import ReadError
from indexer.fold import fold
from indexer.models import BODIES, COMPLETENESS, KINDS, LEVELS
from indexer.readers.characters import sanitized
from indexer.readers.given_columns import field_of, given_of, known_name, text_key
from indexer.readers.rows import CSV_SUFFIXES, WORKBOOK_SUFFIXES, table_rows
from indexer.readers.text import decode

STEMS: Final = frozenset({"metadata", "元数据"})
SUFFIXES: Final = CSV_SUFFIXES | WORKBOOK_SUFFIXES | {".jsonl", ".ndjson"}
FILE_HEADS: Final = frozenset(
    {"文件", "文件名", "文件名称", "文件路径", "路径", "file", "filename", "file_name", "path", "name"}
)
FOLDER_HEADS: Final = frozenset({"文件夹", "目录", "folder", "directory"})
PART_HEADS: Final = frozenset({"篇", "第几篇", "part"})
REMARK_HEADS: Final = frozenset({"备注", "说明", "序号", "编号", "note", "notes", "remark", "remarks", "no", "no."})
"""Columns that people keep for themselves: nothing is said about them."""
WITHDRAWN: Final = "未识别"
"""What stands in a cell to say that the field is not known, whatever the text seems to say."""
_BESIDE_ORGANIZATION: Final = ("division", "body", "level")
_LONGEST_REMARK: Final = 200
"""Characters under a head such as 内容; where more stands there, the rows are reports, not a sidecar."""
_ENOUGH_TO_TELL: Final = 60
"""Chinese characters from which on the statistics of encodings can be relied on."""
_PART: Final = re.compile(r"第?\s*+(\d{1,6})\s*+[篇份]?")
_SAYS_NOTHING: Final = re.compile(r"[\W_]++")
_CHOICES: Final[Mapping[str, Sequence[str]]] = {
    "kind": KINDS,
    "completeness": COMPLETENESS,
    "body": BODIES,
    "level": LEVELS,
    "script": ("Hans", "Hant"),
}
_SCRIPTS: Final = {"简体": "Hans", "繁体": "Hant"}
_YEAR: Final = f"a year from {FIRST_YEAR} to {LAST_YEAR}"
_ALLOWED: Final[Mapping[str, str]] = {
    **{field: f"one of {', '.join(choices)}" for field, choices in _CHOICES.items()},
    "script": "简体 (Hans) or 繁体 (Hant)",
    "level": f"one of {', '.join(LEVELS)}, the middle two only with a division",
    "covered_year": f"{_YEAR}, or a span such as 2018—2022",
    "covered_from": f"{_YEAR}, no later than the covered year",
    "delivered_year": _YEAR,
    "published": "a date such as 2024-01-15",
    "retrieved": "a date such as 2024-01-15",
    "organization": "the name of one organization, such as 重庆市涪陵区政协, and not of a place",
    "division": "a path of places such as 重庆市/涪陵区",
}
_SHOWN: Final = reprlib.Repr()
_SHOWN.maxstring = _SHOWN.maxother = 60


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


@dataclass(frozen=True, slots=True)
class Sidecar:
    rows: tuple[Row, ...] = ()
    problems: tuple[str, ...] = ()
    """What is wrong with the whole of it, or with rows that name nothing."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Written:
    """A row as it stands in the file."""

    number: int
    sheet: str | None
    cells: Mapping[str, object]

    @property
    def place(self) -> str:
        return f"row {self.number}" if self.sheet is None else f"sheet {self.sheet}, row {self.number}"


def is_named_like_one(name: str) -> bool:
    """Whether a file bears the name of a sidecar, in whatever case."""
    path = Path(name.casefold())
    return path.stem in STEMS and path.suffix in SUFFIXES


def read_sidecar(path: Path, name: str) -> Sidecar | None:
    """The rows of a sidecar, or None for a file of reports that only bears the name.

    ``name`` is its path relative to the root, for evidence. Nothing is raised: what cannot be read is a problem.
    """
    try:
        written, problems = _written(path.read_bytes(), path.suffix.lower())
    except OSError as error:
        return Sidecar(problems=(f"cannot be opened ({error.strerror}); nothing was taken from it",))
    except ReadError as error:
        return Sidecar(problems=(f"cannot be read, nothing was taken from it: {error.reason}",))
    if _holds_reports(written):
        return None
    naming = [row for row in written if any(map(_names_something, row.cells))]
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


def _written(data: bytes, suffix: str) -> tuple[list[_Written], list[str]]:
    if not data.strip():
        raise ReadError("the file is empty")
    if suffix in WORKBOOK_SUFFIXES:
        return [_Written(row.number, row.sheet, row.cells) for row in table_rows(data, suffix)], []
    text = _decoded(data)
    if suffix in CSV_SUFFIXES:
        return [_Written(row.number, row.sheet, row.cells) for row in table_rows(text.encode(), suffix)], []
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
            rows.append(_Written(number, None, cells))
        else:
            problems.append(f'row {number}: not a JSON object; write {{"file": "…", "title": "…"}}')
    return rows, problems


def _decoded(data: bytes) -> str:
    """As any text, but where there is too little to tell encodings by, it is GB18030, as Excel writes it.

    Raises ReadError.
    """
    text, encoding = decode(data)
    if not encoding.startswith("utf") and sum(character > "\x7f" for character in text) < _ENOUGH_TO_TELL:
        with suppress(UnicodeDecodeError):
            text = data.decode("gb18030")
    return sanitized(text)


def _names_something(head: str) -> bool:
    return known_name(head) in FILE_HEADS | FOLDER_HEADS


def _holds_reports(rows: Iterable[_Written]) -> bool:
    """Whether the rows carry texts of their own: long ones, or any where no column names a file."""
    for row in rows:
        key = text_key(row.cells)
        if key is not None:
            names = any(map(_names_something, row.cells))
            if len(str(row.cells[key])) > _LONGEST_REMARK or not names:
                return True
    return False


def _unused_heads(rows: Iterable[_Written]) -> list[str]:
    known = FILE_HEADS | FOLDER_HEADS | PART_HEADS | REMARK_HEADS
    heads = dict.fromkeys(head for row in rows for head in row.cells)
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
        problems.append(f"{row.place}: part {_SHOWN.repr(part)} is no number from 1; nothing was taken from the row")
        return None
    sidecar = name if row.sheet is None else f"{name}!{row.sheet}"
    wrong: list[str] = []
    values = tuple(_values(cells, row, sidecar, wrong, notes))
    return Row(row.place, file, folder, int(number[1]) - 1 if number else None, values, tuple(wrong))


def _cell(cells: Mapping[str, object], heads: frozenset[str]) -> str:
    return next((str(value).strip() for head, value in cells.items() if known_name(head) in heads), "")


def _values(
    cells: Mapping[str, object], row: _Written, sidecar: str, problems: list[str], notes: list[str]
) -> list[GivenValue]:
    """The values of a row, each field as often as it has a column; what cannot be is a problem and left out."""
    found: list[GivenValue] = []
    beside: dict[str, object] = {}
    organization: dict[str, object] = {}
    for head, value in cells.items():
        field = field_of(head)
        if field is None or (isinstance(value, str) and not value.strip()):
            continue
        if field in _BESIDE_ORGANIZATION:
            beside[head] = value
            continue
        try:
            checked = _checked(head, field, value)
        except ReadError:
            problems.append(_refusal(row.place, head, field, value))
            continue
        found += [GivenValue(name, each, _as_written(value), sidecar, row.number) for name, each in checked.items()]
        if field == "organization":
            organization = {name: each for name, each in checked.items() if each is not None}
    if beside and not organization:
        notes.append(f"{row.place}: {'、'.join(beside)} is only read beside the name of an organization (机构)")
        return found
    for head, value in beside.items():
        field = field_of(head) or head
        try:
            checked = _beside(head, value, organization)
        except ReadError:
            problems.append(_refusal(row.place, head, field, value))
            continue
        organization |= checked
        found += [GivenValue(name, each, _as_written(value), sidecar, row.number) for name, each in checked.items()]
    return found


def _beside(head: str, value: object, organization: Mapping[str, object]) -> dict[str, Value | None]:
    """Division, body or level of an organization, as they can stand beside what is known of it. Raises ReadError."""
    added = {name: _chosen(name, each) for name, each in given_of({head: value}).items()}
    read_given({**organization, **added})
    return {name: _value(each) for name, each in added.items()}


def _checked(head: str, field: str, value: object) -> dict[str, Value | None]:
    """Field → value, as the description takes it; a span of years gives two. Raises ReadError."""
    if _is_withdrawn(value):
        return {field: None}
    if isinstance(value, str) and _SAYS_NOTHING.fullmatch(value):
        raise ReadError("it says nothing")
    given = {name: _chosen(name, each) for name, each in given_of({head: value}).items()}
    read = read_given(given)
    return {name: _read_value(read, name, each) for name, each in given.items()}


def _read_value(read: Given, field: str, value: object) -> Value:
    return read.texts[field] if field in read.texts else read.years[field] if field in read.years else _value(value)


def _value(value: object) -> Value:
    return tuple(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _chosen(field: str, value: object) -> object:
    """A value of a controlled list as the list spells it: brackets, width and script of characters do not matter."""
    if field == "script" and isinstance(value, str):
        value = _SCRIPTS.get(fold(value), value)
    choices = {fold(choice): choice for choice in _CHOICES.get(field, ())}
    return choices.get(fold("".join(value.split())), value) if isinstance(value, str) and choices else value


def _is_withdrawn(value: object) -> bool:
    return isinstance(value, str) and fold(value.strip()) == WITHDRAWN


def _as_written(value: object) -> str:
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _refusal(place: str, head: str, field: str, value: object) -> str:
    allowed = _ALLOWED.get(field, "text")
    return (
        f"{place}, column {head}: {_SHOWN.repr(value)} should be {allowed}; correct it, leave it empty, or write {WITHDRAWN} "
        "if it is not known"
    )
