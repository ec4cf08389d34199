"""What characters the formats of tables can hold, and what Excel and LibreOffice make of the first one in a cell."""

from __future__ import annotations

import re
from typing import Final

CELL: Final = 32_767
"""UTF-16 units that one cell of Excel holds ("Excel specifications and limits")."""
_CUT: Final = "…"
_ILLEGAL: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Not allowed in XML 1.0 (2.2 Char); CR is, but readers make LF of it."""
_LOOKS_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
"""Beginnings that make a formula of a CSV cell; in East Asian settings the wide forms do, too (OWASP, CSV injection)."""


def printable(text: str) -> str:
    """A text with LF line ends and without characters that XML cannot hold."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def within_cell(text: str) -> str:
    """A text cut to what one cell of Excel holds; "…" stands where it was cut."""
    if len(text) * 2 <= CELL:
        return text
    units = text.encode("utf-16-le")
    if len(units) // 2 <= CELL:
        return text
    return units[: (CELL - len(_CUT)) * 2].decode("utf-16-le", "ignore") + _CUT


def literal(text: str) -> str:
    """A text that spreadsheets show as it is: ``_x000D_`` in it would be read as an escaped character (ECMA-376, ST_Xstring)."""
    return _LOOKS_ESCAPED.sub("_x005F_", text)


def guarded(text: str) -> str:
    """A text for CSV that no spreadsheet takes for a formula: an apostrophe is put before one that would be."""
    return f"'{text}" if text.startswith(_FORMULA) else text
