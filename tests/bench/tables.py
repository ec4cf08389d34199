"""Tables as plain text that are Markdown too."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from math import isnan
from typing import Any


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table with its columns lined up; the first to the left, the others to the right."""
    lines = [headings, *rows]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(headings))]
    rule = [("-" * (width - 1) + (":" if column else "-")) for column, width in enumerate(widths)]
    return "\n".join(_line(line, widths) for line in [headings, rule, *rows])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [
        " " * (width - _width(cell)) + cell if column else cell + " " * (width - _width(cell))
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return f"| {' | '.join(padded)} |"


def _width(text: str) -> int:
    """Columns of a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def number(value: float | None, digits: int = 3) -> str:
    """A value to so many significant digits, "–" where there is none."""
    if value is None or isnan(value):
        return "–"
    if value == 0:
        return "0"
    if abs(value) >= 10 ** (digits - 1):
        return f"{value:,.0f}"
    return f"{float(f'{value:.{digits}g}'):,}"


def times(value: float, ours: float | None) -> str:
    """A value as a multiple of ours: ×3.1."""
    return "–" if not ours or isnan(value) else f"×{number(value / ours, 2)}"


def megabytes(count: float | None) -> str:
    """Bytes as megabytes, "–" where the system did not tell."""
    return number(count / 1e6) if count else "–"


def header(surroundings: Mapping[str, Any]) -> str:
    """The command, the machine and the versions, in lines."""
    versions = ", ".join(f"{name} {version}" for name, version in surroundings["versions"].items())
    return "\n".join(
        (
            f"    {surroundings['command']}",
            "",
            f"{surroundings['date']}; {surroundings['cores']} cores of {surroundings['processor']}, "
            f"{surroundings['memory_gb']} GB; {surroundings['system']}; load before {surroundings['load']}",
            versions,
        )
    )
