"""XLSX: the sheets 结果, 摘录 and 检索说明, written row by row.

openpyxl keeps the rows of each sheet in a file of its own until the workbook is saved, so that memory does not grow with
the list. Every text is written as a text: openpyxl alone would make formulas of those that begin with "=".
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from indexer.answers import Hit
from indexer.citation import web_address
from indexer.export.characters import literal, printable, within_cell
from indexer.export.columns import Cell, Column, Link, Row, Words, passage_columns, report_columns, rows
from indexer.export.provenance import TITLE, Provenance, provenance_rows

ROWS: Final = 1_048_576
"""Of one sheet ("Excel specifications and limits")."""
LINKS: Final = 65_530
"""Addresses to follow in one sheet (as above)."""
_LONGEST_LINK: Final = 2_079
"""Characters of one (as above)."""
_MEMORY: Final = 1 << 23
"""Bytes of the finished workbook that are kept in memory; more go to a temporary file."""
_CHUNK: Final = 1 << 16
_SHADE: Final = "FFE8EDF3"
_LINK: Final = "FF0563C1"
_FORMULA: Final = ("=", "+", "-", "@")
RESULTS: Final = "结果"
PASSAGES: Final = "摘录"
_CUT: Final = "超过 32,767 个字符的单元格截短到这个长度，末尾加“…”；这样的单元格数："
_DROPPED: Final = "表格文件容不下的控制字符已经去掉；含有这类字符的单元格数："
_CONTINUED: Final = "一张工作表最多 1,048,576 行，超出的行接在名称带编号的工作表里。"
_UNLINKED: Final = "一张工作表最多 65,530 个可点击的网址，其余网址只写文字；这样的网址数："
_ABOUT: Final = "说明"
WORDS: Final = (RESULTS, PASSAGES, _CUT, _DROPPED, _CONTINUED, _UNLINKED, _ABOUT)
"""Every Chinese word here that is asked of ``Words``."""


def workbook(
    hits: Iterable[Hit],
    provenance: Provenance,
    words: Words,
    link: Link | None,
    *,
    most_rows: int = ROWS,
    most_links: int = LINKS,
) -> Iterator[bytes]:
    """The whole workbook, made before its first bytes are given."""
    book = Workbook(write_only=True)
    with tempfile.SpooledTemporaryFile(_MEMORY) as file:
        try:
            results = _Table(book, words(RESULTS), report_columns(link), words, most_rows, most_links)
            passages = _Table(book, words(PASSAGES), passage_columns(link), words, most_rows, most_links)
            for number, hit in enumerate(hits, 1):
                row, below = rows(number, hit, words, link)
                results.add(row)
                for each in below:
                    passages.add(each)
            results.finish()
            passages.finish()
            _describe(book, provenance, words, (results, passages))
        finally:
            # Saving is also what removes the files that openpyxl keeps the rows in, so that it must not be left out.
            book.save(file)
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


class _Table:
    """A table that goes on in a further sheet when one is full."""

    def __init__(
        self, book: Any, title: str, columns: Sequence[Column], words: Words, most_rows: int, most_links: int
    ) -> None:
        self.sheets = 0
        self.cut = self.dropped = self.unlinked = 0
        """Cells that were shortened, that lost characters, and addresses that cannot be followed."""
        self._book, self._title, self._columns, self._words = book, title, columns, words
        self._most_rows, self._most_links = most_rows, most_links
        self._open()

    def add(self, row: Row) -> None:
        if self._rows == self._most_rows:
            self.finish()
            self._open()
        self._rows += 1
        line = zip(self._cells, self._columns, strict=True)
        self._sheet.append([self._filled(cells, column, column.value(row)) for cells, column in line])

    def _open(self) -> None:
        self.sheets += 1
        self._sheet = self._book.create_sheet(self._title if self.sheets == 1 else f"{self._title}{self.sheets}")
        self._sheet.freeze_panes = "C2"
        for number, column in enumerate(self._columns, 1):
            self._sheet.column_dimensions[get_column_letter(number)].width = column.width
        self._sheet.append([_head(self._sheet, self._words(column.head)) for column in self._columns])
        # A row is written at once: the same cells serve for the next one.
        self._cells = [_Cells(self._sheet, column.wraps) for column in self._columns]
        self._rows, self._links = 1, 0

    def finish(self) -> None:
        """Gives the sheet its filters, once its last row is known."""
        self._sheet.auto_filter.ref = f"A1:{get_column_letter(len(self._columns))}{self._rows}"

    def _filled(self, cells: _Cells, column: Column, value: Cell) -> Any:
        if value is None or value == "":
            return None  # no cell at all: half of a table is empty
        if not isinstance(value, str):
            cells.plain.value = value
            return cells.plain
        shown = printable(value)
        self.dropped += len(shown) < len(value.replace("\r\n", "\n"))
        short = within_cell(shown)
        self.cut += short is not shown
        leads = self._followed(value) if column.address else None
        cell = cells.linked if leads else cells.quoted if short.startswith(_FORMULA) else cells.plain
        if leads:  # before the text, because it would set that, too
            cell.hyperlink = leads
        put_text(cell, short)
        return cell

    def _followed(self, address: str) -> str | None:
        """An address to follow; None for what is none, or where the sheet holds no more."""
        found = web_address(address)
        if found is None:
            return None
        if self._links == self._most_links or len(found) > _LONGEST_LINK:
            self.unlinked += 1
            return None
        self._links += 1
        return found


class _Cells:
    """The cells of a column: a style must not change once it was used, so that each look has one of its own."""

    def __init__(self, sheet: Any, wraps: bool) -> None:
        self.plain = _styled(sheet, wraps)
        self.quoted = _styled(sheet, wraps)
        # Else a text such as "=1+1" would become a formula as soon as somebody edits the cell.
        self.quoted.quotePrefix = True
        self.linked = _styled(sheet, wraps)
        self.linked.font = Font(color=_LINK, underline="single")


def put_text(cell: Any, text: str) -> None:
    """Puts a text into a cell as a text, whatever it begins with."""
    cell.value = within_cell(literal(text))
    cell.data_type = "s"


def _describe(book: Any, provenance: Provenance, words: Words, tables: Sequence[_Table]) -> None:
    """The sheet that says where the others come from; further sheets of a table stand behind it."""
    sheet = book.create_sheet(words(TITLE), index=len(tables))
    sheet.column_dimensions["A"].width = 22
    sheet.column_dimensions["B"].width = 90
    told = list(provenance_rows(provenance, words))
    counted = {
        _CUT: sum(table.cut for table in tables),
        _DROPPED: sum(table.dropped for table in tables),
        _UNLINKED: sum(table.unlinked for table in tables),
    }
    told += [(words(_ABOUT), f"{words(said)}{count:,}") for said, count in counted.items() if count]
    if any(table.sheets > 1 for table in tables):
        told.append((words(_ABOUT), words(_CONTINUED)))
    for name, said in told:
        cells = _Cells(sheet, wraps=True)
        cell = cells.quoted if said.startswith(_FORMULA) else cells.plain
        put_text(cell, printable(said))
        sheet.append([_head(sheet, name), cell])


def _head(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet)
    put_text(cell, text)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor=_SHADE)
    cell.alignment = Alignment(vertical="top")
    return cell


def _styled(sheet: Any, wraps: bool) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.alignment = Alignment(vertical="top", wrap_text=wraps)
    return cell
