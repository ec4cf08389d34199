"""Years as they stand in a URL: 2022, and spans of them, 2020..2022, 2020.. or ..2022."""

from __future__ import annotations

import re
from typing import Final

YEAR: Final = re.compile(r"[0-9]{4}")
YEARS: Final = re.compile(r"([0-9]{4})?\.\.([0-9]{4})?")


def holds(span: str, year: str) -> bool:
    """Whether a year lies in a span; a single year is none."""
    found = YEARS.fullmatch(span)
    return bool(found and YEAR.fullmatch(year) and (found[1] or "0000") <= year <= (found[2] or "9999"))


def without(values: tuple[str, ...], year: str) -> tuple[str, ...]:
    """Years and spans, each once, with one year taken out of them."""
    return tuple(dict.fromkeys(part for value in values for part in _parts(value, int(year))))


def _parts(value: str, year: int) -> list[str]:
    if value == f"{year:04}":
        return []
    if not holds(value, f"{year:04}"):
        return [value]
    first, _, last = value.partition("..")
    before = _span(first, f"{year - 1:04}") if year > int(first or 0) else None
    after = _span(f"{year + 1:04}", last) if year < int(last or 9999) else None
    return [part for part in (before, after) if part]


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first}..{last}"
