"""What a report says about its years: sessions, reviews, plans and spans, each with the words that say so.

Only what a report says of itself counts: its title, the line under it, its headings, its first sentences and the
sentence that opens its plans. A year that is merely mentioned (2035年远景目标, 1949年) is no clue.
"""

from __future__ import annotations

from dataclasses import dataclass

from indexer.describe.clues import EventClue, GapClue, LengthClue, YearClue
from indexer.describe.lines import Line, Lines
from indexer.describe.review_spans import find_length, find_since, find_span
from indexer.describe.reviews import find_gap, find_planned, opening_years, reviewed_headings, reviewed_sentences
from indexer.describe.session_dates import dateline, event, session_date


@dataclass(frozen=True, slots=True)
class YearClues:
    session: YearClue | None
    span: YearClue | None
    since: YearClue | None
    """The first year of a time that ends with the session: 2017年以来."""
    reviewed: YearClue | None
    """From a heading: 2023年工作回顾."""
    sentence: YearClue | None
    """From the first sentences, 难忘的2023年, or from a heading that may announce either, 2023年主要工作."""
    opening: YearClue | None
    """From how the first paragraphs begin: 2022年是…的开局之年."""
    planned: YearClue | None
    gap: GapClue | None
    length: LengthClue | None
    dateline: YearClue | None
    event: EventClue | None


def gather(title: Line | None, lines: Lines, *, annual: bool) -> YearClues:
    """All clues of a document, the strongest of each sort. ``annual``: it reports on a year's work."""
    headings = tuple(line for line in lines.short if not _repeats(line, title))
    head = tuple(line for line in lines.head if not _repeats(line, title))
    reviewed = next(reviewed_headings(headings), None)
    sentence = next(reviewed_sentences(headings, head), None)
    opening = next(opening_years(head), None)
    return YearClues(
        session=session_date(title, lines, told=not annual),
        span=find_span(title, headings),
        since=find_since(headings, head),
        reviewed=reviewed,
        sentence=sentence,
        opening=opening,
        planned=find_planned(headings, lines, reviewed or sentence, opening),
        gap=find_gap(headings),
        length=find_length(title, headings, head, yearly=reviewed is not None),
        dateline=dateline(lines),
        event=event(lines),
    )


def _repeats(line: Line, title: Line | None) -> bool:
    """Whether a line is the title, a part of it, or the title with its subtitle."""
    return title is not None and (line.flat in title.flat or (title.flat in line.flat and len(line.flat) <= 130))
