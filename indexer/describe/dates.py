"""Dates as they are written on Chinese pages and under documents, and when this copy was published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from indexer.describe.labels import Labels
from indexer.describe.lines import Line, Lines
from indexer.describe.numerals import FIRST_YEAR, LAST_YEAR, NUMBER, YEAR, read_number, read_year
from indexer.models import Evidence

_NUMBERS: Final = (
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<sep>\s*[-/.]\s*)(?P<m>\d{1,2})\s*[-/.]\s*(?P<d>\d{1,2})(?!\d|\s*[-/.]\s*\d)"
)
_WORDS: Final = (
    rf"(?P<wy>{YEAR})\s*年\s*(?P<wm>{NUMBER})\s*月\s*(?P<wd>三十一?|{NUMBER})\s*日?(?!\d|[一二三四五六七八九])"
)
_COMPACT: Final = r"(?<!\d)(?P<cy>(?:19|20)\d\d)(?P<cm>0[1-9]|1[0-2])(?P<cd>0[1-9]|[12]\d|3[01])(?!\d)"
DATE: Final = re.compile(f"{_NUMBERS}|{_WORDS}")
_STATED_DATE: Final = re.compile(f"{_NUMBERS}|{_WORDS}|{_COMPACT}")
_BYLINE: Final = re.compile(
    r"来\s*源\s*:|www\.|网站|字体|字号|浏览|阅读|点击|责任编辑|\d\d:\d\d|[日晚早晨时商]报|政协报|记者"
)
_BYLINE_CHARACTERS: Final = 140


@dataclass(frozen=True, slots=True)
class FoundDate:
    day: date
    start: int
    """Offset into the text it was found in."""
    end: int


def find_date(folded: str, *, start: int = 0) -> FoundDate | None:
    """The first whole date (year, month and day) in ``folded`` from ``start`` on.

    A date that lacks a figure or names no day of the calendar is passed over.
    """
    return _first_date(DATE, folded, start)


def parse_date(written: str) -> date | None:
    """The date a label or a meta tag states: as ``find_date``, and 20240115."""
    found = _first_date(_STATED_DATE, written, 0)
    return found.day if found else None


def find_published(lines: Lines, labels: Labels, stated: str | None) -> tuple[str, Evidence] | None:
    """The day this copy was published, ISO 8601, from 发布时间 and its like, the format's own statement or the byline.

    Dates inside the text are matters of the report and never its publication.
    """
    label = labels.get("published")
    if label is not None:
        day = parse_date(label.folded)
        if day is not None:
            return day.isoformat(), label.evidence
    if stated:
        day = parse_date(stated)
        if day is not None:
            return day.isoformat(), Evidence(stated, "stated")
    for line in lines.furniture:
        found = _byline_date(line)
        if found is not None:
            return found.day.isoformat(), line.quote_folded(found.start, found.end)
    return None


def _byline_date(line: Line) -> FoundDate | None:
    """A date that shares its furniture line with other parts of a byline, as 2006年02月16日 来源:新华网."""
    if len(line.folded) > _BYLINE_CHARACTERS:
        return None
    found = find_date(line.folded)
    if found is None or "成文" in line.flat or "印发" in line.flat:
        return None
    rest = line.folded[: found.start] + line.folded[found.end :]
    return found if not rest.strip() or _BYLINE.search(rest) else None


def _first_date(pattern: re.Pattern[str], text: str, start: int) -> FoundDate | None:
    for match in pattern.finditer(text, start):
        day = _day_of(match)
        if day is not None:
            return FoundDate(day, match.start(), match.end())
    return None


def _day_of(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    if groups["wy"]:
        year = read_year(groups["wy"])
        month, day = read_number(groups["wm"]), read_number(groups["wd"])
    else:
        prefix = "" if groups["y"] else "c"
        year, month, day = (int(groups[prefix + part]) for part in "ymd")
    if year is None or month is None or day is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:  # 2023年2月30日: misread, not a day
        return None
