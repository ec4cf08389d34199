"""Days that a report states of itself: of its session, of its signature, of an agency's dispatch, of an event."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Final

from indexer.describe.clues import EventClue, YearClue, clue_from
from indexer.describe.dates import find_date
from indexer.describe.lines import Line, Lines
from indexer.describe.numerals import NUMBER, YEAR, read_number, read_year
from indexer.models import Evidence

_SESSION_LINE: Final = re.compile(r"会议|大会|全会|会上|通过|[)]$")
_YEAR_MONTH: Final = re.compile(rf"({YEAR})年(?:({NUMBER})月)?")
_AT_SESSION: Final = re.compile(
    rf"({YEAR})年(?:({NUMBER})月)?(?:(?!{YEAR}|在|规划|计划|情况)[^。,;《》]){{0,24}}(?:会议|大会|全会|全委会|全体会|例会)上"
)
"""在1995年全委会上; the year next before the session, where a title names that of the work too."""
_MONTH_ALONE: Final = re.compile(rf"^[(]?{YEAR}年{NUMBER}月[)]?$")
_DATELINE: Final = re.compile(
    rf"^\W{{0,3}}(?:新华社|本报|中新社|人民网)[^\d]{{1,8}}({YEAR})年{NUMBER}月{NUMBER}日[电讯]"
)
_TIME: Final = re.compile(r"(会议|开会|召开|举行)?(?:时间|日期):")
_PLACE: Final = re.compile(r"(?:会议|开会|召开)?地点:")
_RANGE: Final = re.compile(r"\s*[-—–~至到]")
_EVENT: Final = re.compile(r"(?<![\d年])(\d{1,2})月(\d{1,2})日")
_SESSION_CHARACTERS: Final = 130
_SESSION_LINES: Final = 8
_SIGNATURE_CHARACTERS: Final = 40
_SHORT_DATE: Final = re.compile(r"^[^\d]{0,30}(?<!\d)([089]\d)年(1[0-2]|0?[1-9])月(?:3[01]|[12]\d|0?[1-9])日$")
"""A signature's day with two figures of its year, of 1980–1999 or 2000–2009: 03年12月18日."""
_TELLS: Final = re.compile(r"[。;]|,.")
_BRACKETED: Final = re.compile(r"\[[^\[\]]*\]")
"""A day in square brackets is a list's: 工作报告 [2024-01-15]."""


def session_date(title: Line | None, lines: Lines, *, told: bool) -> YearClue | None:
    """The date of the session: under the title, or closing the first lines; for decisions, of their adoption.

    ``told``: also from a sentence of the text, as news and papers name it; in a report such a day may be any meeting's.
    """
    candidates = (*((title,) if title else ()), *lines.head[:_SESSION_LINES])
    held_on = _held(lines) if told else None
    if held_on is not None:
        return held_on
    for line in candidates:
        if len(line.flat) > _SESSION_CHARACTERS or not (told or _is_heading(line)):
            continue
        found = find_date(line.folded)
        if found is not None:
            rest = "".join((line.folded[: found.start] + line.folded[found.end :]).split()).strip("()-—–[]·*")
            held = _SESSION_LINE.search(line.flat) and not _BRACKETED.search(line.folded)
            if not rest or held:
                return YearClue(found.day.year, line.quote_folded(found.start, found.end), found.day.month)
        elif "会上" in line.flat or "会议上" in line.flat or _MONTH_ALONE.search(line.flat):
            plain = "会议上" in line.flat or "大会上" in line.flat or _MONTH_ALONE.search(line.flat)
            match = _AT_SESSION.search(line.flat) or (_YEAR_MONTH.search(line.flat) if plain else None)
            year = read_year(match[1]) if match else None
            if match is not None and year is not None:
                return YearClue(year, line.quote(match.start(), match.end()), read_number(match[2] or ""))
    return None


def _held(lines: Lines) -> YearClue | None:
    """The day in the note under the title of minutes or news: 时间:1988年5月10日至12日 地点:某某宾馆."""
    head = lines.head[:_SESSION_LINES]
    for line, following in zip_longest(head, head[1:]):
        match = _TIME.match(line.flat) if len(line.flat) <= _SESSION_CHARACTERS else None
        found = find_date(line.folded) if match is not None else None
        if match is None or found is None:
            continue
        place = _PLACE.search(line.flat) or (following is not None and _PLACE.match(following.flat))
        if match[1] or place or _RANGE.match(line.folded, found.end):
            return YearClue(found.day.year, line.quote_folded(found.start, found.end), found.day.month)
    return None


def _is_heading(line: Line) -> bool:
    """Whether a line names a session rather than tells of a meeting."""
    return _TELLS.search(line.flat) is None or line.flat[0] in "([" or "会议上" in line.flat


def signature(lines: Lines) -> YearClue | None:
    """The date that closes a document, on a line of its own or after the signature; of an order, above its text."""
    for line in (*reversed(lines.tail), *lines.head[:6]):
        clue = _signed(line)
        if clue is not None:
            where = clue.evidence.where.replace("body", "signature") if line in lines.tail else clue.evidence.where
            return YearClue(clue.year, Evidence(clue.evidence.text, where), clue.month)
    return None


def signature_inside(lines: Lines) -> YearClue | None:
    """The first line of the text that is a date alone: it closes a document that goes on with its attachment."""
    for line in lines.short:
        clue = (
            _signed(line) if line.flat[:1] in "12一二" and len(line.flat) <= len("二〇二三年十二月三十一日") else None
        )
        if clue is not None:
            return clue
    return None


def _signed(line: Line) -> YearClue | None:
    if len(line.flat) > _SIGNATURE_CHARACTERS or ":" in line.flat:
        return None
    found = find_date(line.folded)
    if found is None:
        short = _SHORT_DATE.search(line.flat)
        year = read_year(("20" if short[1] < "1" else "19") + short[1]) if short is not None else None
        return YearClue(year, line.quote(short.start(1), short.end()), int(short[2])) if short and year else None
    if line.folded[found.end :].strip(" )。*_"):
        return None
    return YearClue(found.day.year, line.quote_folded(found.start, found.end), found.day.month)


def dateline(lines: Lines) -> YearClue | None:
    """The year of a dispatch: 新华社北京2006年3月14日电."""
    for line in (*lines.head[:5], *lines.furniture):
        match = _DATELINE.search(line.flat)
        if match is not None:
            return clue_from(line, match)
    return None


def event(lines: Lines) -> EventClue | None:
    """The first day without its year in the first lines."""
    for line in lines.head[:6]:
        match = _EVENT.search(line.flat)
        if match is not None and 1 <= int(match[1]) <= 12:
            return EventClue(int(match[1]), int(match[2]), line.quote(match.start(), match.end()))
    return None
