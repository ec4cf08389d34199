"""A table as CSV by RFC 4180: UTF-8 with a byte order mark, so that Excel reads it as such, a head, no comments, CR LF.

Codes are said in words, as the heads are: people read it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Generator, Mapping
from typing import Final

from indexer.analysis.tables import Cell, Table
from indexer.export.characters import guarded, printable
from indexer.labels import CODES

_PORTION: Final = 1000
"""Rows that are written at a time."""


def csv_bytes(table: Table, words: Callable[[str], str] = str) -> Generator[bytes, None, None]:
    """The table, a portion at a time; ``words`` says heads and codes in another language."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    written.write("\ufeff")
    writer.writerow([guarded(words(head)) for _, head in table.columns])
    codes = [{code: words(said) for code, said in CODES.get(name, {}).items()} for name, _ in table.columns]
    for number, row in enumerate(table.rows, 1):
        writer.writerow([_plain(cell, known) for cell, known in zip(row, codes, strict=True)])
        if number % _PORTION == 0:
            yield _taken(written)
    yield _taken(written)


def _plain(cell: Cell, codes: Mapping[str, str]) -> Cell:
    if codes and str(cell) in codes:
        return codes[str(cell)]
    if isinstance(cell, str):
        return guarded(printable(cell))
    return round(cell, 6) if isinstance(cell, float) else cell


def _taken(written: io.StringIO) -> bytes:
    taken = written.getvalue().encode()
    written.seek(0)
    written.truncate()
    return taken
