"""Years as a person types them after a field: 2022, 2021..2023, 2021至2023年."""

from __future__ import annotations

import re
from typing import Final

from indexer.fold import fold

_YEARS: Final = re.compile(r"(\d{4})?年?(\.\.|-|—|–|~|至|到)?(\d{4})?年?")
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2100


def read_years(text: str) -> tuple[int, int] | None:
    """Read "2022", "2021..2023", "2021..", "..2023" (also with 年, — or 至) as first and last year, or None."""
    match = _YEARS.fullmatch(fold(text).replace(" ", ""))
    if match is None or not (match[1] or match[3]) or (match[1] and match[3] and not match[2]):
        return None
    first = int(match[1]) if match[1] else _FIRST_YEAR
    last = int(match[3]) if match[3] else (_LAST_YEAR if match[2] else first)
    return (first, last) if _FIRST_YEAR <= first <= last <= _LAST_YEAR else None
