"""The year a report looks back on, and the year it was given in: two different years, never guessed from each other alone.

Reports of a year's work are given at a session early in the next year, or in December for the coming one; 2025年政府工作报告
was given in 2025 on the year 2024. Documents carry the year they were written in. A date of publication says when the
copy was put up, and helps only where it fits what the text says of itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from indexer.describe.dates import find_date, parse_date
from indexer.describe.document_number import year_of_number
from indexer.describe.labels import Labels
from indexer.describe.lines import Line, Lines
from indexer.describe.numerals import YEAR
from indexer.describe.year_clues import YearClue, YearClues, clue_from, gather
from indexer.models import KINDS_WITHOUT_COVERED_YEAR, Evidence

SESSION_REPORTS: Final = frozenset(
    {"常委会工作报告", "提案工作情况报告", "政府工作报告", "人大常委会工作报告", "法院工作报告", "检察院工作报告"}
)
"""Kinds that are given to a session every year and look back on the year before."""
DOCUMENTS: Final = frozenset({"政策文件", "法规", "章程规则", "提案答复"})
"""Kinds whose year is that of their writing."""
_PLANS: Final = frozenset({"工作要点", "协商计划"})
_ANNUAL: Final = SESSION_REPORTS | {"工作综述"}
_LAST_SPRING_MONTH: Final = 8
"""Up to this month a session looks back on the year before; the latest postponed ones were held in summer."""
_FIRST_WINTER_MONTH: Final = 11
"""From this month on a session looks back on its own year."""
_LAST_EARLY_MONTH: Final = 4
_NEWS_DAYS: Final = 60

_TITLE_REVIEW: Final = re.compile(
    rf"({YEAR})年度?[^。]{{0,14}}?(?:综述|总结|回眸|回顾|纪实|亮点|巡礼|答卷)|({YEAR})年度.{{0,20}}(?:报告|总结|综述)"
)
_TITLE_WORK: Final = re.compile(rf"({YEAR})年(?:的)?(?:提案)?(?:办理)?工作(?:情况)?(?:的)?报告")
_TITLE_GIVEN: Final = re.compile(rf"({YEAR})年(?!度).{{0,24}}工作(?:的)?报告|工作报告[((]?({YEAR})年?[))]?")
_TITLE_YEAR: Final = re.compile(rf"({YEAR})年")
_ADOPTION_NOTE: Final = re.compile(rf"^[(\[]?(?:根据)?(?:{YEAR})年.*(?:修正|修订|通过|公布|发布|批准)")
_NOTE_LINES: Final = 10
_NOTE_CHARACTERS: Final = 300
_ANY_YEAR: Final = re.compile(r"(?:19|20)\d\d(?=年)")
_SCANNED: Final = 100_000


@dataclass(frozen=True, slots=True)
class Years:
    covered: YearClue | None
    """``first`` is set where the report looks back on several years."""
    delivered: YearClue | None


@dataclass(frozen=True, slots=True)
class Published:
    day: date
    evidence: Evidence


def find_years(
    title: Line | None,
    lines: Lines,
    labels: Labels,
    *,
    kind: str | None,
    published: tuple[str, Evidence] | None,
    document_number: tuple[str, Evidence] | None,
    delivered: YearClue | None = None,
) -> Years:
    """Covered and delivered year with their evidence; each None where the document does not tell.

    ``published`` is an ISO date with its evidence; ``delivered`` is set where a person gave that year, and the rest follows from it.
    """
    day = Published(date.fromisoformat(published[0]), published[1]) if published else None
    clues = gather(title, lines)
    if kind in DOCUMENTS:
        return Years(None, delivered or _written(title, lines, labels, document_number))
    if kind in _ANNUAL:
        return _annual(title, lines, clues, kind=kind or "", published=day, given=delivered)
    return Years(
        _stated_review(title, clues) if kind is None or kind not in KINDS_WITHOUT_COVERED_YEAR else None,
        delivered or _given_once(title, lines, labels, clues, kind=kind, published=day),
    )


# -------------------------------------------------------------------------------- reports on a year's work


def _annual(
    title: Line | None,
    lines: Lines,
    clues: YearClues,
    *,
    kind: str,
    published: Published | None,
    given: YearClue | None,
) -> Years:
    reviewed = _title_clue(title, _TITLE_REVIEW)
    if reviewed is None and kind in ("常委会工作报告", "提案工作情况报告"):
        reviewed = _title_clue(title, _TITLE_WORK)
    reviewed = reviewed or clues.reviewed or _opening(clues, given or clues.session)
    announced = None
    if reviewed is None or (title is not None and _title_clue(title, _TITLE_REVIEW) is None):
        announced = _title_clue(title, _TITLE_GIVEN) if kind in SESSION_REPORTS else None
    if announced is not None and reviewed is not None and announced.year != reviewed.year + 1:
        announced = announced if kind == "政府工作报告" else None
    session = clues.session if _agrees(clues.session, reviewed) else None
    written = None if kind in SESSION_REPORTS or lines.masked_year else _signature(lines)
    if written is not None and reviewed is not None and not 0 <= written.year - reviewed.year <= 1:
        written = None
    delivered = given or session or announced or written or clues.planned
    if delivered is None:
        delivered = _delivered_after(reviewed or clues.span, clues, lines, kind=kind, published=published)
    covered = _covered(reviewed, delivered, session, clues, kind=kind)
    return Years(_with_span(covered, clues), delivered)


def _opening(clues: YearClues, given: YearClue | None) -> YearClue | None:
    """The year of the first sentences, unless it is that of a spring session, which may be greeted before the review."""
    opening = clues.opening
    if opening is None or given is None or opening.year == given.year - 1:
        return opening
    return opening if opening.year == given.year and (given.month or 0) >= _FIRST_WINTER_MONTH else None


def _agrees(session: YearClue | None, reviewed: YearClue | None) -> bool:
    """A session cannot look back on a later year than its own; such a date belongs to something else."""
    return session is not None and (reviewed is None or reviewed.year <= session.year)


def _delivered_after(
    reviewed: YearClue | None, clues: YearClues, lines: Lines, *, kind: str, published: Published | None
) -> YearClue | None:
    """The year of delivery where no session is dated: by dateline, publication, or as such reports are given."""
    if lines.masked_year:
        return None
    signed = clues.dateline or _signature(lines)
    if signed is not None and (reviewed is None or 0 <= signed.year - reviewed.year <= 1):
        return signed
    if published is not None:
        day = published.day
        if reviewed is not None:
            if day.year == reviewed.year + 1 or (day.year == reviewed.year and day.month >= _FIRST_WINTER_MONTH):
                return YearClue(day.year, published.evidence, day.month)
        elif clues.length is not None and _fits_text(day, lines):
            return YearClue(day.year, published.evidence, day.month)
    if reviewed is not None and kind in SESSION_REPORTS:
        return replace(reviewed, year=reviewed.year + 1, first=None)
    return None


def _fits_text(published: date, lines: Lines) -> bool:
    """Whether a copy put up early in a year may be of that year's session: the text speaks of no older years only."""
    if published.month > _LAST_EARLY_MONTH:
        return False
    mentioned = [int(year) for year in _ANY_YEAR.findall(lines.folded, 0, _SCANNED)]
    past = [year for year in mentioned if year <= published.year]
    return not past or max(past) >= published.year - 1


def _covered(
    reviewed: YearClue | None, delivered: YearClue | None, session: YearClue | None, clues: YearClues, *, kind: str
) -> YearClue | None:
    if reviewed is not None and (delivered is None or reviewed.year <= delivered.year):
        return reviewed
    if clues.span is not None:
        return clues.span
    if delivered is None:
        return None
    month = session.month if session is not None else delivered.month
    if delivered is clues.planned or month is None or month <= _LAST_SPRING_MONTH:
        back = 1
    elif month >= _FIRST_WINTER_MONTH:
        back = 0
    else:
        return None
    if kind not in SESSION_REPORTS and clues.length is None:
        return None
    evidence = clues.length.evidence if clues.length is not None else delivered.evidence
    return YearClue(delivered.year - back, evidence)


def _with_span(covered: YearClue | None, clues: YearClues) -> YearClue | None:
    if covered is None:
        return None
    if clues.span is not None and clues.span.year == covered.year:
        return replace(covered, first=clues.span.first)
    if clues.length is not None and clues.length.years > 1:
        return YearClue(covered.year, clues.length.evidence, first=covered.year - clues.length.years + 1)
    return covered


# ------------------------------------------------------------------------------------- documents and others


def _written(
    title: Line | None, lines: Lines, labels: Labels, document_number: tuple[str, Evidence] | None
) -> YearClue | None:
    """The year of writing: 成文日期, the document number, the signature, the adoption named under the title."""
    label = labels.get("written")
    day = parse_date(label.folded) if label is not None else None
    if label is not None and day is not None:
        return YearClue(day.year, label.evidence, day.month)
    if document_number is not None:
        year = year_of_number(document_number[0])
        if year is not None:
            return YearClue(year, document_number[1])
    return _adopted(title, lines) or _signature(lines)


def _adopted(title: Line | None, lines: Lines) -> YearClue | None:
    """The latest date of the note under a law's title: (1994年…通过 根据2018年…修正)."""
    best: YearClue | None = None
    for line in (*((title,) if title else ()), *lines.head[:_NOTE_LINES]):
        if not _ADOPTION_NOTE.search(line.flat) or len(line.flat) > _NOTE_CHARACTERS:
            continue
        found = find_date(line.folded)
        while found is not None:
            if best is None or found.day.year >= best.year:
                best = YearClue(found.day.year, line.quote_folded(found.start, found.end), found.day.month)
            found = find_date(line.folded, start=found.end)
    return best


def _signature(lines: Lines) -> YearClue | None:
    """The date that closes a document, on a line of its own or after the signature; of an order, above its text."""
    for line in (*reversed(lines.tail), *lines.head[:6]):
        if len(line.flat) > 40:
            continue
        found = find_date(line.folded)
        if found is not None and not line.folded[found.end :].strip(" )。"):
            evidence = line.quote_folded(found.start, found.end)
            where = evidence.where.replace("body", "signature") if line in lines.tail else evidence.where
            return YearClue(found.day.year, Evidence(evidence.text, where), found.day.month)
    return None


def _stated_review(title: Line | None, clues: YearClues) -> YearClue | None:
    """What other material says outright of the year it looks back on."""
    return _title_clue(title, _TITLE_REVIEW) or clues.span


def _given_once(
    title: Line | None, lines: Lines, labels: Labels, clues: YearClues, *, kind: str | None, published: Published | None
) -> YearClue | None:
    """The year of a meeting, speech, plan or paper."""
    if lines.masked_year:
        return None
    if kind in _PLANS:
        return _title_clue(title, _TITLE_YEAR) or _written(title, lines, labels, None)
    if clues.session is not None:
        return clues.session
    if kind == "会议新闻":
        return next(_year_of_news(title, clues, published), None)
    return _written(title, lines, labels, None)


def _year_of_news(title: Line | None, clues: YearClues, published: Published | None) -> Iterator[YearClue]:
    if clues.dateline is not None:
        yield clues.dateline
    event = clues.event
    if event is not None and published is not None:
        for year in (published.day.year, published.day.year - 1):
            found = find_date(f"{year}-{event.month}-{event.day}")
            if found is not None and 0 <= (published.day - found.day).days <= _NEWS_DAYS:
                yield YearClue(year, event.evidence, event.month)
    reviewed = clues.reviewed or clues.opening
    if event is not None and reviewed is not None:
        if event.month >= _FIRST_WINTER_MONTH:
            yield YearClue(reviewed.year, reviewed.evidence, event.month)
        elif event.month <= _LAST_SPRING_MONTH:
            yield YearClue(reviewed.year + 1, reviewed.evidence, event.month)
    if published is not None and event is None:
        yield YearClue(published.day.year, published.evidence)
    clue = _title_clue(title, _TITLE_YEAR)
    if clue is not None:
        yield clue


def _title_clue(title: Line | None, pattern: re.Pattern[str]) -> YearClue | None:
    match = pattern.search(title.flat) if title is not None else None
    return clue_from(title, match) if title is not None and match is not None else None
