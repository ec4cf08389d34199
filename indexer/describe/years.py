"""The year a report looks back on, and the year it was given in: two different years, never guessed from each other alone.

Reports of a year's work are given at a session early in the next year, or in December for the coming one; 2025年政府工作报告
was given in 2025 on the year 2024. Documents carry the year they were written in. A date of publication says when the
copy was put up, and helps only where it fits what the text says of itself; the file's name is asked last.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from indexer.describe import annual_years, title_years
from indexer.describe.annual_years import Case, Said, Years, weigh
from indexer.describe.clues import YearClue
from indexer.describe.labels import Labels
from indexer.describe.lines import Line, Lines, make_line
from indexer.describe.news_years import years_of_news
from indexer.describe.occasions import bears_out
from indexer.describe.reviews import told_year
from indexer.describe.session_dates import signature
from indexer.describe.title_years import bracketed_year, short_year, title_clue
from indexer.describe.undated_year import year_of_notice, year_of_paper, year_of_plan, year_of_word, years_in
from indexer.describe.written_year import answered, numbered, written
from indexer.describe.year_clues import YearClues, gather
from indexer.models import KINDS_WITHOUT_COVERED_YEAR, SESSION_REPORTS, Evidence

DOCUMENTS: Final = frozenset({"政策文件", "法规", "章程规则", "提案答复"})
"""Kinds whose year is that of their writing."""
PLANS: Final = frozenset({"工作要点", "协商计划"})
_ANNUAL: Final = SESSION_REPORTS | {"工作综述"}
_GOVERNMENT: Final = "政府工作报告"
_OF_THE_WORK: Final = frozenset({"常委会工作报告", "提案工作情况报告"})

_STATEMENT: Final = re.compile(
    r"(?:报告(?!工作)|现?将)[^。,;]{0,16}(?:19|20)\d\d年[^。,;]{0,20}(?:预算|决算|国民经济和社会发展计划)[^。,;]{0,12}(?:执行|收支)[^。;]{0,40}"
)
"""…向大会报告我省1998年预算执行情况和1999年预算草案."""
_SESSIONS: Final = re.compile(r"两会|[两2]會|全会|大会|会议|人代会")
"""In the name of a folder: what its reports were given to."""
_INTERVIEW: Final = re.compile(r"答记者问|采访|专访")
_SUMS_UP: Final = re.compile(r"(?:总结|小结)$")
_DECEMBER: Final = 12
_EPOCHS: Final = frozenset({1949, 1978})
"""Since the founding of the state, since the reforms: years that reports of any time name."""
_FEW: Final = 2
"""So often a report may name a year that was still to come; those that plans end in, 2025 or 2030, more often."""


def find_years(
    title: Line | None,
    lines: Lines,
    labels: Labels,
    *,
    kind: str | None,
    published: tuple[str, Evidence] | None,
    document_number: tuple[str, Evidence] | None,
    delivered: YearClue | None = None,
    named: YearClue | None = None,
) -> Years:
    """Covered and delivered year with their evidence; each None where the document does not tell.

    ``published`` is an ISO date with its evidence; ``delivered`` is set where a person gave that year, and the rest
    follows from it; ``named`` is the year in the file's name.
    """
    if kind in DOCUMENTS:
        wrote = delivered or written(title, lines, labels, document_number)
        return Years(None, wrote or _by_number(title, lines, named, kind))
    day = date.fromisoformat(published[0]) if published else None
    put_up = YearClue(day.year, published[1], day.month) if published and day else None
    accounts = _accounts(title, lines) if kind in (None, "其他") else None
    executed = title_clue(accounts, title_years.EXECUTED)
    clues = gather(title, lines, annual=kind in _ANNUAL or executed is not None)
    if kind in _ANNUAL or executed is not None:
        delivering = _delivering(title, lines, clues, kind=kind, given=delivered, named=named)
        covering = _covering(title, lines, clues, delivering, kind=kind, accounts=accounts)
        drafts = executed is not None and title_clue(accounts, title_years.DRAFTED) is not None
        return weigh(
            Case(
                delivered=tuple(delivering),
                covered=tuple(covering),
                clues=clues,
                published=None if lines.masked_year else put_up,
                guessed=clues.length is not None and _may_be_guessed(put_up, lines),
                to_session=kind in SESSION_REPORTS or drafts,
            )
        )
    told = (day, put_up) if day is not None and put_up is not None else None
    return Years(
        _stated_review(title, clues) if kind is None or kind not in KINDS_WITHOUT_COVERED_YEAR else None,
        delivered or _given_once(title, lines, labels, clues, kind=kind, published=told),
    )


def fits_years(published: tuple[str, Evidence], years: Years, *, kind: str | None) -> bool:
    """Whether a copy can have been put up on that day: not in a year before the report was given, or was to be given.

    Plans are put up before their year begins. What a person gave is not doubted.
    """
    year = int(published[0][:4])
    first = years.delivered or years.covered
    return published[1].where == "given" or first is None or kind in PLANS or first.year <= year


# -------------------------------------------------------------------------------- reports on a year's work


def _delivering(
    title: Line | None,
    lines: Lines,
    clues: YearClues,
    *,
    kind: str | None,
    given: YearClue | None,
    named: YearClue | None,
) -> list[Said]:
    """What says when the report was given."""
    if given is not None:
        return [Said(given, annual_years.GIVEN)]
    reviewed = title_clue(title, title_years.REVIEWED) or clues.reviewed
    found: list[Said] = []
    if clues.session is not None and (reviewed is None or reviewed.year <= clues.session.year):
        # A session cannot look back on a later year than its own; such a date belongs to something else.
        found.append(Said(clues.session, annual_years.SESSION))
    announced = title_clue(title, title_years.GIVEN) if kind in SESSION_REPORTS else None
    if announced is not None and title_clue(title, title_years.REVIEWED) is None:
        found.append(Said(announced, annual_years.ANNOUNCED if kind == _GOVERNMENT else annual_years.HINTED))
    half = title_clue(title, title_years.HALF)
    if half is not None:
        found.append(Said(half, annual_years.SAID))
    if lines.masked_year:
        return found
    if clues.dateline is not None:
        found.append(Said(clues.dateline, annual_years.DISPATCHED))
    signed = signature(lines) if clues.session is None else None
    if signed is not None:
        found.append(Said(signed, annual_years.SIGNED))
    if named is not None and not found and not lines.lost_year and _may_be_named(named, lines, kind):
        found.append(Said(named, annual_years.HINTED))
    return found


def _covering(
    title: Line | None,
    lines: Lines,
    clues: YearClues,
    delivering: list[Said],
    *,
    kind: str | None,
    accounts: Line | None,
) -> list[Said]:
    """What says which year the report looks back on.

    A text whose years were masked may have kept those of a campaign or a plan; it needs the day of a session.
    """
    if lines.masked_year and not delivering:
        return []
    executed = title_clue(accounts, title_years.EXECUTED)
    in_title = (
        executed or title_clue(title, title_years.REVIEWED) or short_year(title) or bracketed_year(title, lines.head)
    )
    work = title_clue(title, title_years.WORKED) if kind in _OF_THE_WORK else None
    either = title_clue(title, title_years.GIVEN) if kind in SESSION_REPORTS and kind != _GOVERNMENT else None
    span = clues.span if clues.span is not None and "以来" not in clues.span.evidence.text else None
    planned = clues.planned or (title_clue(accounts, title_years.DRAFTED) if executed is not None else None)
    before = replace(planned, year=planned.year - 1) if planned is not None else None
    opening, feature = _opening(clues, delivering), kind == "工作综述"
    stated = (
        (in_title, annual_years.TITLED),
        (work if in_title is None else None, annual_years.WORKED),
        (either if either is not None and _names(either.year, title, lines) else None, annual_years.HINTED),
        (clues.reviewed, annual_years.HEADED),
        (span, annual_years.HEADED),
        (clues.sentence, annual_years.SAID),
        (_one_year(opening, lines) if feature else opening, annual_years.OPENED),
        (before, annual_years.PLANNED),
        (_one_year(told_year(lines.head), lines) if feature else None, annual_years.SAID),
        (_at_years_end(title, clues, delivering) if feature else None, annual_years.SAID),
    )
    return [Said(clue, weight) for clue, weight in stated if clue is not None]


def _at_years_end(title: Line | None, clues: YearClues, delivering: list[Said]) -> YearClue | None:
    """The year whose December a review of work is dated from, unless it looks back on several."""
    several = clues.span is not None or clues.since is not None or (clues.length is not None and clues.length.years > 1)
    if several or title is None or not _SUMS_UP.search(title.flat):
        return None
    return next((said.clue for said in delivering if said.clue.month == _DECEMBER), None)


def _one_year(clue: YearClue | None, lines: Lines) -> YearClue | None:
    """The year that a feature opens with, unless it goes on to later ones: 1984年,县政协恢复活动…2018年…."""
    if clue is None:
        return None
    return None if any(year > clue.year + 1 and year % 5 for year in years_in(lines)) else clue


def _accounts(title: Line | None, lines: Lines) -> Line | None:
    """The words that name a yearly statement: its title, or the sentence in which a session is told what it is given."""
    if title is not None:
        return title
    for line in lines.head:
        match = _STATEMENT.search(line.folded) if "报告" in line.folded else None
        if match is not None:
            return make_line(line.text[match.start() : match.end()], line.where)
    return None


def _names(year: int, title: Line | None, lines: Lines) -> bool:
    """Whether the text names the year outside its title; a report on that year would."""
    written = f"{year}年"
    in_title = title is not None and written in title.flat and lines.folded.find(written) >= 0
    return lines.folded.count(written) > in_title


def _opening(clues: YearClues, delivering: list[Said]) -> YearClue | None:
    """The year of the first paragraph, unless it is that of a spring session, which may be greeted before the review."""
    opening, session = clues.opening, next((said.clue for said in delivering), None)
    if opening is None or session is None or opening.year == session.year - 1:
        return opening
    late = (session.month or 0) >= annual_years.FIRST_WINTER_MONTH
    return opening if opening.year == session.year and late else None


def _may_be_guessed(published: YearClue | None, lines: Lines) -> bool:
    """Whether a copy put up early in a year, or at its end, may be of that year's session."""
    if published is None or published.month is None or lines.masked_year or lines.lost_year:
        return False
    if published.month <= annual_years.LAST_EARLY_MONTH:
        return _fits_text(published.year, lines, oldest=published.year - 1)
    return published.month >= annual_years.FIRST_WINTER_MONTH and _fits_text(
        published.year, lines, oldest=published.year
    )


def _may_be_named(named: YearClue, lines: Lines, kind: str | None) -> bool:
    """A year in a name is that of a government's report; of others only with the session or its month (2012年两会).

    Or where it names the report and the plans have an occasion of that year (2016年常委会报告, 围绕“十三五”规划).
    """
    if kind != _GOVERNMENT and kind not in SESSION_REPORTS:
        return False
    if kind != _GOVERNMENT and named.month is None and _SESSIONS.search(named.evidence.text) is None:
        return bears_out(named, lines) and _fits_text(named.year, lines, oldest=named.year - 1)
    if kind != _GOVERNMENT and named.month is None and _coming(named.year, years_in(lines)):
        return False
    return _fits_text(named.year, lines, oldest=named.year - 1)


def _coming(delivered: int, named: list[int]) -> list[int]:
    """Of the years named, those soon after a year; not those in which plans end, 2025 or 2030."""
    return [year for year in named if delivered < year <= delivered + 3 and year % 5]


def _fits_text(delivered: int, lines: Lines, *, oldest: int) -> bool:
    """Whether a report given in that year may name the years that the text names."""
    named = years_in(lines)
    past = [year for year in named if year <= delivered and year not in _EPOCHS]
    return (not past or max(past) >= oldest) and len(_coming(delivered, named)) <= _FEW


# --------------------------------------------------------------------------------------------------- others


def _by_number(title: Line | None, lines: Lines, named: YearClue | None, kind: str | None) -> YearClue | None:
    """The year of a document that is not dated: of the proposal that it answers, or of the number in its file's name."""
    if kind == "提案答复":
        return answered(title, lines)
    if lines.masked_year or lines.lost_year or kind != "政策文件":
        return None
    by_name = numbered(named)
    fits = by_name is not None and _fits_text(by_name.year, lines, oldest=0)
    return by_name if fits else year_of_notice(title, lines, named)


def _stated_review(title: Line | None, clues: YearClues) -> YearClue | None:
    """What other material says outright of the year it looks back on."""
    return title_clue(title, title_years.REVIEWED) or clues.span


def _given_once(
    title: Line | None,
    lines: Lines,
    labels: Labels,
    clues: YearClues,
    *,
    kind: str | None,
    published: tuple[date, YearClue] | None,
) -> YearClue | None:
    """The year of a meeting, speech, plan or paper."""
    if lines.masked_year:
        return None
    if kind in PLANS:
        return title_clue(title, title_years.ANY_YEAR) or written(title, lines, labels, None) or year_of_plan(lines)
    paper = year_of_paper(lines) if kind == "大会发言" else None
    if paper is not None:
        return paper
    if clues.session is not None:
        return clues.session
    if kind == "会议新闻" or (kind == "其他" and title is not None and _INTERVIEW.search(title.flat)):
        return next(years_of_news(title, lines, clues, published), None)
    wrote = written(title, lines, labels, None)
    return year_of_word(lines, published) if wrote is None and kind == "社情民意信息" else wrote
