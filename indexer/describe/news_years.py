"""The year of a meeting that news tell of: they give its day without a year, and what was said there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from indexer.describe import annual_years, title_years
from indexer.describe.clues import YearClue, clue_from
from indexer.describe.dates import find_date
from indexer.describe.lines import Line, Lines
from indexer.describe.numerals import YEAR
from indexer.describe.title_years import title_clue
from indexer.describe.year_clues import YearClues

_NEWS_DAYS: Final = 60
"""Days within which a meeting's news are put up."""
_TOLD_REVIEW: Final = re.compile(
    rf"(?:指出|认为|表示|强调|说|报告[^。]{{0,10}}),?[“\"]?({YEAR})年(?:来|以来)?,(?!是)(?:(?!将|要|应|希望|力争)[^。])*?(?:取得|充分|有力|了)(?:(?!将|要|应|希望|力争)[^。])*。"
)
"""What news quote of the past year: 某某指出,2020年,县政协…,充分体现了…."""


def _told_review(lines: Lines) -> YearClue | None:
    """The year that a speaker looks back on, as news of the session quote it."""
    for line in lines.head:
        match = _TOLD_REVIEW.search(line.flat)
        clue = clue_from(line, match) if match is not None else None
        if clue is not None:
            return clue
    return None


def years_of_news(
    title: Line | None, lines: Lines, clues: YearClues, published: tuple[date, YearClue] | None
) -> Iterator[YearClue]:
    """Years of a meeting from its news, the surest first; ``published`` is the day of the copy, as a day and as a clue."""
    if clues.dateline is not None:
        yield clues.dateline
    event = clues.event
    if event is not None and published is not None:
        day, _ = published
        for year in (day.year, day.year - 1):
            found = find_date(f"{year}-{event.month}-{event.day}")
            if found is not None and 0 <= (day - found.day).days <= _NEWS_DAYS:
                yield YearClue(year, event.evidence, event.month)
    reviewed = clues.reviewed or clues.sentence or clues.opening or _told_review(lines)
    if event is not None and reviewed is not None:
        if event.month >= annual_years.FIRST_WINTER_MONTH:
            yield YearClue(reviewed.year, reviewed.evidence, event.month)
        elif event.month <= annual_years.LAST_SPRING_MONTH:
            yield YearClue(reviewed.year + 1, reviewed.evidence, event.month)
    if published is not None and event is None:
        yield YearClue(published[0].year, published[1].evidence)
    clue = title_clue(title, title_years.ANY_YEAR)
    if clue is not None:
        yield clue
