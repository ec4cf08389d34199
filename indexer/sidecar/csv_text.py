"""A .csv or .tsv file taken apart into cells as they are written, so that one row can be changed and all else stays as it is."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from indexer.errors import ReadError
from indexer.readers.characters import sanitized
from indexer.readers.rows import MOST_COLUMNS, csv_rows, separated_by
from indexer.readers.text import MARKS
from indexer.sidecar.rows import decoded

_LINE_END: Final = re.compile(r"\r\n|\r|\n")


@dataclass(slots=True)
class _Record:
    cells: list[str]
    """As they are written, quotes included."""
    end: str
    """The line's end; "" where the file ends without one."""


class CsvText:
    """The rows of a file, each with its cells as written."""

    def __init__(self, data: bytes, suffix: str) -> None:
        """Raises ReadError for a file that could not be written back as it is, or that is no regular table."""
        text, self._encoding = decoded(data)
        self._mark = next((mark for mark, _ in MARKS if data.startswith(mark)), b"")
        try:
            faithful = self._mark + text.encode(self._encoding) == data
        except (UnicodeEncodeError, LookupError):
            faithful = False
        if not faithful:
            raise ReadError("its encoding is damaged or unusual; save it as UTF-8")
        self.text = clean = sanitized(text)
        """The whole of it as it is read."""
        self.separator, start = separated_by(clean, suffix)
        first = _LINE_END.search(text) if start else None
        self._opening = "" if first is None else text[: first.end()]
        self._records = _records(text[len(self._opening) :], self.separator)
        values = [[_value(cell) for cell in record.cells[:MOST_COLUMNS]] for record in self._records]
        read = [[sanitized(value) for value in row] if row != [""] else [] for row in values]
        try:
            regular = csv_rows(clean, suffix) == [*([[]] if start else []), *read]
        except csv.Error:
            regular = False
        if not regular:
            raise ReadError("its quotes or line ends are not those of a regular table; save it anew as .csv")
        self._skipped = 1 if start else 0
        """Rows that the numbers count and the records do not."""

    @property
    def rows(self) -> int:
        """How many there are, by the number of the last."""
        return len(self._records) + self._skipped

    @property
    def width(self) -> int:
        """Cells of the widest row."""
        return max((len(record.cells) for record in self._records), default=0)

    def value(self, number: int, column: int) -> str:
        """What a reader finds in a cell, "" where there is none; rows count from 1, columns from 0."""
        cells = self._records[number - 1 - self._skipped].cells
        return sanitized(_value(cells[column])) if column < len(cells) else ""

    def put(self, number: int, values: Mapping[int, str]) -> None:
        """Write cells of a row, by column; those that hold the value already stay as they are written."""
        cells = self._records[number - 1 - self._skipped].cells
        for column, given in values.items():
            value = sanitized(given)
            if self.value(number, column) == value:
                continue
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = self._written(value)

    def append(self, values: Mapping[int, str]) -> int:
        """Add a row; its number."""
        end = next((record.end for record in self._records if record.end), "\r\n")
        if self._records and not self._records[-1].end:
            self._records[-1].end = end
        self._records.append(_Record([""] * self.width, end))
        self.put(self.rows, values)
        return self.rows

    def data(self) -> bytes:
        """The file's bytes. Raises ReadError where its encoding lacks a character."""
        text = "".join(self.separator.join(record.cells) + record.end for record in self._records)
        try:
            return self._mark + (self._opening + text).encode(self._encoding)
        except UnicodeEncodeError as error:
            raise ReadError(
                f"its encoding ({self._encoding}) has no {error.object[error.start]}; save it as UTF-8"
            ) from error

    def _written(self, value: str) -> str:
        plain = value == value.strip() and not re.search(f'["\r\n{re.escape(self.separator)}]', value)
        return value if plain else '"{}"'.format(value.replace('"', '""'))


def _records(text: str, separator: str) -> list[_Record]:
    apart = re.escape(separator)
    cell = re.compile(rf'"(?:[^"]|"")*+"[^{apart}\r\n]*+|[^{apart}\r\n]*+')
    records: list[_Record] = []
    at = 0
    while at < len(text):
        cells: list[str] = []
        while True:
            found = cell.match(text, at)
            assert found is not None  # it matches nothing, too
            cells.append(found[0])
            at = found.end()
            if not text.startswith(separator, at):
                break
            at += len(separator)
        end = _LINE_END.match(text, at)
        records.append(_Record(cells, "" if end is None else end[0]))
        at = at if end is None else end.end()
    return records


def _value(written: str) -> str:
    return written[1:-1].replace('""', '"') if len(written) > 1 and written[0] == written[-1] == '"' else written
