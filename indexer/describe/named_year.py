"""The year in a file's name or its folder's: weak evidence, asked where the text names no year of its own."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final

from indexer.describe.clues import YearClue
from indexer.describe.numerals import NUMBER, YEAR, read_number, read_year
from indexer.fold import fold
from indexer.models import Evidence

_YEAR: Final = re.compile(rf"(?<![0-9a-f])({YEAR})(?![0-9a-f])(?:年(?:({NUMBER})月)?)?")
"""Not inside a number or a hash."""
_FIGURES: Final = re.compile(r"[12１２一二][90９０九〇零○]")
"""How every year begins, before it is folded."""


def find_named_year(file: str, member: str | None) -> YearClue | None:
    """The year of the nearest name that holds just one: the file's own, then its folders' (an archive is one) from below.

    Its month is set where the name says 2015年1月. A name with several years (2016-2020) is no evidence, and nothing
    above it is.
    """
    if _FIGURES.search(f"{file}/{member}") is None:
        return None
    path = PurePosixPath(file, member or "")
    for name in (path.stem, *(parent.name for parent in path.parents)):
        if _FIGURES.search(name) is None:
            continue
        found = [
            YearClue(year, Evidence(name, "file"), read_number(match[2] or ""))
            for match in _YEAR.finditer(fold(name))
            if (year := read_year(match[1])) is not None
        ]
        if found:
            return found[0] if len({clue.year for clue in found}) == 1 else None
    return None
