"""Values of a year facet as they stand in a URL: ``2022``, spans of years with or without ends, and special values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

YEAR: Final = re.compile(r"[0-9]{4}")
SPAN: Final = re.compile(r"([0-9]{4})?\.\.([0-9]{4})?")


def holds(values: Iterable[str], year: str) -> bool:
    """Whether a year, or a special value, is one of these or inside a span among them."""
    return any(value == year or _inside(value, year) for value in values)


def toggled(values: tuple[str, ...], year: str) -> tuple[str, ...]:
    """The values with a year, or a special value, more; or without it: then it is cut out of a span that holds it."""
    if not holds(values, year):
        return (*values, year)
    kept: list[str] = []
    for value in values:
        if YEAR.fullmatch(year):
            kept += _without(value, int(year))
        elif value != year:
            kept.append(value)
    return tuple(dict.fromkeys(kept))


def ends(values: tuple[str, ...]) -> tuple[str, str]:
    """First and last year of what is chosen, where that is one year or span, for a form to begin with; else "", ""."""
    if len(values) != 1:
        return "", ""
    if YEAR.fullmatch(values[0]):
        return values[0], values[0]
    span = SPAN.fullmatch(values[0])
    return (span[1] or "", span[2] or "") if span else ("", "")


def span(first: str, last: str) -> str:
    """Two years, either of which may be "", as one value."""
    return first if first == last else f"{first}..{last}"


def _inside(value: str, year: str) -> bool:
    found = SPAN.fullmatch(value)
    return bool(found and YEAR.fullmatch(year) and (found[1] or "0000") <= year <= (found[2] or "9999"))


def _without(value: str, year: int) -> list[str]:
    if value == f"{year:04}":
        return []
    if not _inside(value, f"{year:04}"):
        return [value]
    first, _, last = value.partition("..")
    before = span(first, f"{year - 1:04}") if year > int(first or 0) else None
    after = span(f"{year + 1:04}", last) if year < int(last or 9999) else None
    return [part for part in (before, after) if part]
