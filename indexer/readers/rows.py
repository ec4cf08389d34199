"""Tables from files (.csv, .tsv, .xlsx): sheets of rows of cells, and rows by the heads of their columns.

Every cell is text: a number as it is written (2023, 0.85), a day as 2024-01-15, a truth value as TRUE or FALSE, an error or an
empty cell as "". Numbers of rows are those that a spreadsheet shows, from 1.
"""

from __future__ import annotations

import csv
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from itertools import islice
from typing import Any, Final, Literal, NamedTuple

import openpyxl
from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException

from indexer.errors import ReadError
from indexer.readers import zip_bounds
from indexer.readers.characters import sanitized
from indexer.readers.given_columns import TEXT_KEYS, field_of, known_name
from indexer.readers.text import decode

CSV_SUFFIXES: Final = frozenset({".csv", ".tsv"})
WORKBOOK_SUFFIXES: Final = frozenset({".xlsx", ".xlsm"})
SUFFIXES: Final = CSV_SUFFIXES | WORKBOOK_SUFFIXES
SEPARATORS: Final = (",", ";", "\t")
SEPARATOR_LINE: Final = re.compile(r"sep=(.)\n", re.IGNORECASE)
"""The first line by which Excel is told the separator."""
SAMPLE: Final = 20
"""Rows that tell the separator."""
LARGEST_CELL: Final = 100_000_000
"""Characters of a cell of a .csv file; a report stands in one."""
MOST_COLUMNS: Final = 1_000
"""Cells of a row that are read; sheets that are formatted to their right edge have 16,384."""
MOST_CHARACTERS: Final = 200_000_000
"""Of a sheet. A workbook writes a text once that stands in any number of cells, so that a small file may hold a great deal."""
HEAD_WITHIN: Final = 10
"""Rows with something in them among which the heads of the columns stand: a title and remarks may come before."""
INSTEAD: Final = "open it in Excel and save it as .xlsx"
DAMAGE: Final = (
    InvalidFileException,
    etree.XMLSyntaxError,
    SyntaxError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    *zip_bounds.DAMAGE,
)
"""What openpyxl raises on damaged workbooks: its own errors, and (it documents none) those of its parsers."""

csv.field_size_limit(LARGEST_CELL)

_Quoting = Literal[0, 1, 2, 3]
"""The constants of csv."""


class TableRow(NamedTuple):
    """A row beneath the heads."""

    number: int
    cells: Mapping[str, str]
    """Head → what stands beneath it; without the empty cells, of which a sheet may have a thousand a row."""
    heads: Sequence[str]
    """All of them, in order; the same sequence in every row of a sheet."""
    sheet: str | None = None
    """Name of its sheet, where the file has several."""

    @property
    def place(self) -> str:
        """Where it stands, for messages: row 5, or sheet 2023, row 5."""
        return f"row {self.number}" if self.sheet is None else f"sheet {self.sheet}, row {self.number}"


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str | None
    """None where the file has one sheet only."""
    rows: Sequence[tuple[int, Sequence[str]]]
    """(number, cells) of the rows that hold something; without the empty cells at the end."""


def table_rows(data: bytes, suffix: str) -> list[TableRow]:
    """The rows of a table by the heads of its columns, sheet after sheet. Raises ReadError where it cannot be read."""
    return [row for sheet in sheets(data, suffix) for row in rows_of(sheet)]


def sheets(data: bytes, suffix: str) -> list[Sheet]:
    """The sheets of a file that hold something; ``suffix`` is in lower case. Raises ReadError."""
    if suffix in WORKBOOK_SUFFIXES:
        return _workbook(data)
    text = sanitized(decode(data)[0])
    try:
        rows = _filled(enumerate(csv_rows(text, suffix), start=1))
    except csv.Error as error:
        raise ReadError(f"the table cannot be read ({error}); save it anew as .xlsx or .csv") from error
    return [Sheet(None, rows)] if rows else []


def rows_of(sheet: Sheet) -> Iterator[TableRow]:
    """The rows beneath the heads: the row among the first that names most columns we know, else the first row."""
    head, heads = heads_of(sheet)
    names = tuple(name for _, name in heads)
    at = dict(heads)
    for number, cells in sheet.rows[head + 1 :]:
        row = {at[place]: cell for place, cell in enumerate(cells) if cell and place in at}
        if row:
            yield TableRow(number, row, names, sheet.name)


def heads_of(sheet: Sheet) -> tuple[int, list[tuple[int, str]]]:
    """Which of the sheet's rows holds the heads (its place among them), and each head with its column (from 0)."""
    head = _head(sheet.rows)
    return head, _unambiguous(sheet.rows[head][1]) if sheet.rows else []


def _head(rows: Sequence[tuple[int, Sequence[str]]]) -> int:
    known = [sum(_is_known(cell) for cell in cells) for _, cells in rows[:HEAD_WITHIN]]
    return known.index(max(known)) if any(known) else 0


def _is_known(cell: str) -> bool:
    return field_of(cell) is not None or known_name(cell) in TEXT_KEYS


def _unambiguous(cells: Sequence[str]) -> list[tuple[int, str]]:
    """Column → head. A column without one is left out; a head that comes again gets a number: 备注 (2)."""
    heads: list[tuple[int, str]] = []
    seen: set[str] = set()
    for place, cell in enumerate(cells):
        head = name = " ".join(cell.split())
        again = 2
        while name in seen:
            name, again = f"{head} ({again})", again + 1
        if head:
            seen.add(name)
            heads.append((place, name))
    return heads


def _filled(rows: Iterable[tuple[int, Iterable[str]]]) -> list[tuple[int, Sequence[str]]]:
    """The rows that hold something. Raises ReadError where they hold more than is taken on."""
    found: list[tuple[int, Sequence[str]]] = []
    characters = 0
    for number, each in rows:
        cells = list(islice(each, MOST_COLUMNS))
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            found.append((number, cells))
            characters += sum(map(len, cells))
        if characters > MOST_CHARACTERS:
            raise ReadError(f"row {number}: a sheet may hold {MOST_CHARACTERS:,} characters; divide it")
    return found


# ------------------------------------------------------------------------------------------------ csv


def csv_rows(text: str, suffix: str) -> list[list[str]]:
    """All rows of a .csv or .tsv file, empty ones included. Raises csv.Error."""
    separator, start = separated_by(text, suffix)
    rows = _parsed(text[start:], separator)
    # The line that states the separator stays a row (an empty one), so that the others keep their numbers.
    return [[], *rows] if start else rows


def separated_by(text: str, suffix: str) -> tuple[str, int]:
    """What separates the cells of a .csv or .tsv file, and where its rows begin: behind a line that states the separator."""
    stated = SEPARATOR_LINE.match(text)
    if stated is not None:
        return stated[1], stated.end()
    if suffix == ".tsv":
        return "\t", 0
    return max(SEPARATORS, key=lambda separator: _columns(text, separator)), 0


def _columns(text: str, separator: str) -> tuple[int, int]:
    """How well a separator divides the first rows: heads that we know, then the columns of the row in the middle."""
    sample = [row for row in _lenient(text, separator, SAMPLE) if row]
    known = max((sum(map(_is_known, row)) for row in sample[:HEAD_WITHIN]), default=0)
    return known, sorted(map(len, sample))[len(sample) // 2] if sample else 0


def _lenient(text: str, separator: str, most: int) -> list[list[str]]:
    return list(islice(_reader(text, separator), most))


def _reader(
    text: str, separator: str, *, strict: bool = False, quoting: _Quoting = csv.QUOTE_MINIMAL
) -> Iterator[list[str]]:
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=strict, quoting=quoting)
    return (row[:MOST_COLUMNS] for row in rows)


def _parsed(text: str, separator: str) -> list[list[str]]:
    """All rows. A quote that is never closed would swallow those below it: then quotes are characters like others."""
    try:
        return list(_reader(text, separator, strict=True))
    except csv.Error as error:
        unclosed = "unexpected end" in str(error)
    return list(_reader(text, separator, quoting=csv.QUOTE_NONE if unclosed else csv.QUOTE_MINIMAL))


# ------------------------------------------------------------------------------------------- workbooks


def _workbook(data: bytes) -> list[Sheet]:
    zip_bounds.opened_within(data, "Excel file", INSTEAD).close()
    found: list[Sheet] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # remarks on extensions that it does not know; they hold no cells
            book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
            try:
                for sheet in book.worksheets:
                    sheet.reset_dimensions()  # programs write wrong ones, and cells beyond them would be left out
                    rows = _filled((number, _texts(cells)) for number, cells in enumerate(sheet.iter_rows(), start=1))
                    if rows:
                        found.append(Sheet(sanitized(str(sheet.title)), rows))
            finally:
                book.close()
    except DAMAGE as error:
        raise ReadError(f"not a readable Excel file ({type(error).__name__}); {INSTEAD}") from error
    return found if len(found) > 1 else [Sheet(None, sheet.rows) for sheet in found]


def _texts(cells: Sequence[Any]) -> Iterator[str]:
    return (_text(cell) for cell in cells)


def _text(cell: Any) -> str:
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (date, time, timedelta)):
        return _day(value, str(cell.number_format or ""))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(round(value, 10))
    return sanitized(str(value)).strip()


def _day(value: date | time | timedelta, form: str) -> str:
    """2024-01-15, with the time of day unless it is midnight; the year alone where no more is shown of it."""
    if not isinstance(value, date):
        return str(value)
    shown = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", form).casefold()
    if "y" in shown and not re.search("[md]", shown):
        return str(value.year)
    if isinstance(value, datetime) and value.time() != time(0):
        return value.isoformat(sep=" ", timespec="minutes")
    return value.isoformat()[:10]
