"""The year a document was written in: 成文日期, the document number, the note of its adoption, the signature."""

from __future__ import annotations

import re
from typing import Final

from indexer.describe.clues import YearClue
from indexer.describe.dates import find_date, parse_date
from indexer.describe.document_number import year_of_number
from indexer.describe.labels import Labels
from indexer.describe.lines import Line, Lines
from indexer.describe.numerals import YEAR
from indexer.describe.session_dates import signature, signature_inside
from indexer.models import Evidence

_ADOPTION_NOTE: Final = re.compile(rf"^[(\[]?(?:根据)?(?:{YEAR})年.*(?:修正|修订|通过|公布|发布|批准)")
_IN_FORCE: Final = re.compile(r"\s*(?:起|开始)?\s*(?:正式)?(?:施行|实施|执行|生效)|\s*起")
"""After a date: from when a law holds."""
_NOTE_LINES: Final = 10
_NOTE_CHARACTERS: Final = 300


def written(
    title: Line | None, lines: Lines, labels: Labels, document_number: tuple[str, Evidence] | None
) -> YearClue | None:
    """The year of writing with its evidence; never that of publication, nor the one from which a law holds."""
    label = labels.get("written")
    day = parse_date(label.folded) if label is not None else None
    if label is not None and day is not None:
        return YearClue(day.year, label.evidence, day.month)
    if document_number is not None:
        year = year_of_number(document_number[0])
        if year is not None:
            return YearClue(year, document_number[1])
    return _adopted(title, lines) or signature(lines) or signature_inside(lines)


def _adopted(title: Line | None, lines: Lines) -> YearClue | None:
    """The latest date of the note under a law's title: (1994年…通过 根据2018年…修正)."""
    best: YearClue | None = None
    for line in (*((title,) if title else ()), *lines.head[:_NOTE_LINES]):
        if not _ADOPTION_NOTE.search(line.flat) or len(line.flat) > _NOTE_CHARACTERS:
            continue
        found = find_date(line.folded)
        while found is not None:
            holds = _IN_FORCE.match(line.folded, found.end) is not None
            if not holds and (best is None or found.day.year >= best.year):
                best = YearClue(found.day.year, line.quote_folded(found.start, found.end), found.day.month)
            found = find_date(line.folded, start=found.end)
    return best
