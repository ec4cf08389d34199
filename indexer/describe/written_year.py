"""The year a document was written in: 成文日期, the document number, the note of its adoption, the signature."""

from __future__ import annotations

import re
from typing import Final

from indexer.describe.clues import YearClue, clue_from
from indexer.describe.dates import find_date, parse_date
from indexer.describe.document_number import year_of_number
from indexer.describe.labels import Labels
from indexer.describe.lines import Line, Lines
from indexer.describe.numerals import NUMBER, YEAR, read_number, read_year
from indexer.describe.session_dates import signature, signature_inside
from indexer.fold import fold
from indexer.models import Evidence

_ADOPTION_NOTE: Final = re.compile(rf"^[(\[]?(?:根据)?(?:{YEAR})年.*(?:修正|修订|通过|公布|发布|批准)")
_IN_FORCE: Final = re.compile(r"\s*(?:起|开始)?\s*(?:正式)?(?:施行|实施|执行|生效)|\s*起")
"""After a date: from when a law holds."""
_MONTH: Final = re.compile(rf"[(]?({YEAR})年({NUMBER})月[)]?")
_PROPOSED: Final = re.compile(
    rf"^[(]?({YEAR})年(?:({NUMBER})月)?(?:{NUMBER}日)?[^。,;:]{{0,12}}?(?:提出|提交|立案|收到)"
)
"""(2007年3月提出,第12号), under the title of a proposal."""
_PROPOSED_CHARACTERS: Final = 40
_THIS_YEAR: Final = re.compile(rf"今年(?:已?是|[(])({YEAR})年?+(?![以之]来|[以之]?后|[-—–~至到])")
"""今年是1996年, but not 今年是1949年以来雨水最多的一年."""
_PROPOSAL_NUMBER: Final = re.compile(
    rf"({YEAR})年度?(?:的)?[一-鿿()]{{0,12}}?第?\d{{1,6}}号(?:委员|政协|代表)?(?:提案|建议)"
    rf"|[(\[〔]({YEAR})[)\]〕]第?\d{{1,6}}号(?:委员|政协|代表)?(?:提案|建议)"
    rf"|({YEAR})年度?(?:委员|政协)?提案第?\d{{1,6}}号"
)
"""对省政协2014年第0218号提案的答复: proposals are answered in the year in which they were made (《政协提案工作条例》)."""
_NAMED_NUMBER: Final = re.compile(rf"(?:({YEAR})年|[(\[〔【]({YEAR})年?[)\]〕】])第?\d{{1,4}}号(?!提案|建议)")
"""In a file's name, a document's number: 民发〔2018〕12号, 2018年第12号."""
_TAIL_LINES: Final = 3
_NOTE_LINES: Final = 10
_NOTE_CHARACTERS: Final = 300
_PROPOSAL_LINES: Final = 6


def written(
    title: Line | None, lines: Lines, labels: Labels, document_number: tuple[str, Evidence] | None
) -> YearClue | None:
    """The year of writing with its evidence; never that of publication, nor the one from which a law holds."""
    label = labels.get("written")
    day = parse_date(label.folded) if label is not None else None
    if label is not None and day is not None:
        return YearClue(day.year, label.evidence, day.month)
    month = _month_of(label.folded) if label is not None else None
    if label is not None and month is not None:
        return YearClue(month[0], label.evidence, month[1])
    if document_number is not None:
        year = year_of_number(document_number[0])
        if year is not None:
            return YearClue(year, document_number[1])
    return (
        _adopted(title, lines)
        or _proposed(lines)
        or signature(lines)
        or signature_inside(lines)
        or _signed_month(lines)
        or _this_year(lines)
    )


def answered(title: Line | None, lines: Lines) -> YearClue | None:
    """The year of a reply by that of the proposal it answers; None where the text tells of the year after."""
    for line in (*((title,) if title else ()), *lines.head[:_PROPOSAL_LINES]):
        match = _PROPOSAL_NUMBER.search(line.flat)
        clue = clue_from(line, match) if match is not None else None
        if clue is not None:
            later = re.search(rf"{clue.year + 1}年(?:\d{{1,2}}月|以来|初|[上下]半年)", lines.folded) is not None
            return None if later or lines.masked_year else clue
    return None


def numbered(named: YearClue | None) -> YearClue | None:
    """The year of a document's number that stands in its file's name."""
    if named is None:
        return None
    match = _NAMED_NUMBER.search(fold(named.evidence.text))
    return named if match is not None and read_year(match[1] or match[2]) == named.year else None


def _month_of(written: str) -> tuple[int, int | None] | None:
    match = _MONTH.fullmatch("".join(written.split()))
    year = read_year(match[1]) if match is not None else None
    return (year, read_number(match[2])) if match is not None and year is not None else None


def _proposed(lines: Lines) -> YearClue | None:
    for line in lines.head[:_PROPOSAL_LINES]:
        match = _PROPOSED.search(line.flat) if len(line.flat) <= _PROPOSED_CHARACTERS else None
        clue = clue_from(line, match) if match is not None else None
        if clue is not None:
            return clue
    return None


def _signed_month(lines: Lines) -> YearClue | None:
    """A signature that has no day: 一九九六年三月."""
    for line in reversed(lines.tail[-_TAIL_LINES:]):
        found = _month_of(line.folded)
        if found is not None:
            where = line.where.replace("body", "signature")
            return YearClue(found[0], Evidence(line.whole().text, where), found[1])
    return None


def _this_year(lines: Lines) -> YearClue | None:
    if lines.masked_year or "今年" not in lines.folded:
        return None
    match = _THIS_YEAR.search(lines.folded)
    year = read_year(match[1]) if match is not None else None
    return YearClue(year, lines.quote(match.start(), match.end())) if match is not None and year is not None else None


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
