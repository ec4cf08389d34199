"""CSV by RFC 4180: UTF-8 with a byte order mark, so that Excel reads it as such, a head, no comments, CR LF.

Where it comes from stands in a text of its own, so that programs find nothing but the table in the file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from indexer.answers import Hit
from indexer.export.characters import guarded, printable
from indexer.export.columns import TEXTS, Cell, Link, Words, report_columns, rows
from indexer.export.provenance import TITLE, Provenance, provenance_rows

GUARD: Final = "以 = + - @ 或制表符开头的单元格前加了一个 '，以免电子表格把它当作公式。"

NOTE_BEGINS: Final = f"\ufeff{TITLE}\r\n".encode()
"""The first bytes of a note in Chinese."""


def table(hits: Iterable[Hit], provenance: Provenance, words: Words, link: Link | None) -> Iterator[bytes]:
    """A report a row, with all its passages in the last cell."""
    columns = (*report_columns(link), TEXTS)
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    written.write("\ufeff")
    writer.writerow([guarded(words(column.head)) for column in columns])
    yield _taken(written)
    for number, hit in enumerate(hits, 1):
        row, _ = rows(number, hit, words, link)
        writer.writerow([_cell(column.value(row)) for column in columns])
        yield _taken(written)


def note(hits: Iterable[Hit], provenance: Provenance, words: Words, link: Link | None) -> Iterator[bytes]:
    """The companion text: a line for each thing to know of the table. Takes no hit."""
    yield f"\ufeff{words(TITLE)}\r\n\r\n".encode()
    for name, said in provenance_rows(provenance, words):
        yield _line(f"{name}：{said}")
    yield _line(words(GUARD))


def _line(text: str) -> bytes:
    return (printable(text).replace("\n", " ") + "\r\n").encode()


def _cell(value: Cell) -> Cell:
    return guarded(printable(value)) if isinstance(value, str) else value


def _taken(written: io.StringIO) -> bytes:
    taken = written.getvalue().encode()
    written.seek(0)
    written.truncate()
    return taken
