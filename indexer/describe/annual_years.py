"""Both years of a report on a year's work, weighed together: what was said when, and what fits it.

Such a report is given in the year that it looks back on (in December, for the coming one) or in the year after it. Every
clue speaks for some of these pairs of years; the pair with the most weight wins, and a year is told only where no
pair with another year comes near it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from indexer.describe.clues import YearClue
from indexer.describe.year_clues import YearClues
from indexer.models import Evidence

LAST_SPRING_MONTH: Final = 8
"""Up to this month a session looks back on the year before; the latest postponed ones were held in summer."""
FIRST_WINTER_MONTH: Final = 11
"""From this month on a session looks back on its own year."""
LAST_EARLY_MONTH: Final = 4
_FIRST_TERM_MONTH: Final = 9
"""From this month on the session that ends a term looks back on that year too."""
_LAST_REVIEW_MONTH: Final = 6
"""Up to this month a copy of a review of the year before is put up while it is new."""
_LONGEST_TERM: Final = 5
"""A term has at most so many years more than its first."""

GIVEN: Final = 100
SESSION: Final = 10
SIGNED: Final = 6
DISPATCHED: Final = 5
ANNOUNCED: Final = 4
"""政府工作报告 bear the year in which they are given."""
HINTED: Final = 1
"""Years in the titles of other reports, and in names of files, mean now one, now the other."""
TITLED: Final = 8
WORKED: Final = 4
"""某某政协2022年工作报告 names the year of the work."""
HEADED: Final = 6
SAID: Final = 4
OPENED: Final = 2
PLANNED: Final = 4
GAP: Final = 3
SPOKEN_GAP: Final = 4
PUT_UP: Final = 4
BEFORE_PUT_UP: Final = 5
MARGIN: Final = 2
"""By so much a pair must outweigh every pair that says otherwise."""


class Pair(NamedTuple):
    delivered: int
    covered: int


@dataclass(frozen=True, slots=True)
class Said:
    """A clue with its weight; ``delivered`` and ``covered`` say which of the two years it is of."""

    clue: YearClue
    weight: int


@dataclass(frozen=True, slots=True)
class Years:
    covered: YearClue | None
    """``first`` is set where the report looks back on several years."""
    delivered: YearClue | None


@dataclass(frozen=True, slots=True)
class Case:
    """What speaks for the years of one report."""

    delivered: tuple[Said, ...]
    covered: tuple[Said, ...]
    clues: YearClues
    published: YearClue | None
    """Year and month in which the copy was put up."""
    guessed: bool
    """Whether ``published`` may date a report that names no year."""
    to_session: bool
    """Whether it was given to a session, of which there is one early each year."""


def weigh(case: Case) -> Years:
    """Covered and delivered year with their evidence; each None where nothing decides."""
    pairs = {pair: _weight(case, pair) for pair in _pairs(case)}
    if not pairs:
        return Years(None, None)
    best = max(pairs, key=lambda pair: pairs[pair])
    delivered = best.delivered if _decided(pairs, best, 0) else None
    covered = best.covered if _decided(pairs, best, 1) else None
    return Years(
        covered=_covered(case, best) if covered is not None else None,
        delivered=_delivered(case, best, known=covered is not None) if delivered is not None else None,
    )


def _decided(pairs: dict[Pair, int], best: Pair, place: int) -> bool:
    return all(pairs[best] - weight >= MARGIN for pair, weight in pairs.items() if pair[place] != best[place])


def _pairs(case: Case) -> Iterator[Pair]:
    years = {said.clue.year for said in case.delivered}
    years |= {said.clue.year + gap for said in case.covered for gap in (0, 1)}
    if not years and case.guessed and case.published is not None:
        years.add(case.published.year)
    for year in sorted(years):
        yield Pair(year, year - 1)
        yield Pair(year, year)


def _weight(case: Case, pair: Pair) -> int:
    weight = sum(said.weight for said in case.delivered if said.clue.year == pair.delivered)
    weight += sum(said.weight for said in case.covered if said.clue.year == pair.covered)
    gap = pair.delivered - pair.covered
    weight += GAP * (_usual_gap(case, pair.delivered) == gap)
    if case.clues.gap is not None:
        weight += SPOKEN_GAP * (case.clues.gap.gap == gap)
    return weight + _of_copy(case.published, pair) if case.published is not None else weight


def _usual_gap(case: Case, delivered: int) -> int | None:
    """How many years a report given in that year looks back, by the month if one is stated."""
    dated = next((said.clue for said in case.delivered if said.clue.year == delivered and said.clue.month), None)
    if dated is None or dated.month is None:
        guess = case.published if case.guessed and not case.delivered and not case.covered else None
        if guess is None or guess.month is None:
            return 1 if case.to_session else None
        return 0 if guess.month >= FIRST_WINTER_MONTH else 1
    term = case.clues.length is not None and case.clues.length.years > 1
    if dated.month >= (_FIRST_TERM_MONTH if term else FIRST_WINTER_MONTH):
        return 0
    return 1 if dated.month <= (LAST_SPRING_MONTH if case.to_session else LAST_EARLY_MONTH) else None


def _of_copy(published: YearClue, pair: Pair) -> int:
    """What the day of a copy says: it is no earlier than the report, and often of its weeks."""
    month = published.month or 1
    if pair.delivered > published.year or (pair.covered == published.year and month < _FIRST_TERM_MONTH):
        return -BEFORE_PUT_UP
    if pair.delivered < published.year:
        return 0
    if pair.covered == pair.delivered:
        return PUT_UP if month >= FIRST_WINTER_MONTH else 0
    return PUT_UP if month <= _LAST_REVIEW_MONTH else HINTED


def _covered(case: Case, best: Pair) -> YearClue | None:
    """The covered year, if something says more of it than when the report was given."""
    said = [each for each in case.covered if each.clue.year == best.covered]
    length = case.clues.length
    if said:
        evidence = max(said, key=lambda each: each.weight).clue.evidence
    elif length is not None:
        evidence = length.evidence
    elif case.to_session and case.delivered:
        evidence = _dated(case, best.delivered).evidence
    else:
        return None
    return _with_span(best, evidence, case.clues)


def _with_span(best: Pair, evidence: Evidence, clues: YearClues) -> YearClue:
    """The covered year with the first of several years."""
    covered = YearClue(best.covered, evidence)
    if clues.span is not None and clues.span.year == best.covered:
        return replace(covered, first=clues.span.first)
    if clues.length is not None and clues.length.years > 1:
        return YearClue(best.covered, clues.length.evidence, first=best.covered - clues.length.years + 1)
    running = clues.span if clues.span is not None and clues.span.year > best.covered else None
    for since in (clues.since, running):
        first = None if since is None else since.first or since.year
        if since is not None and first is not None and first < best.covered <= first + _LONGEST_TERM:
            return YearClue(best.covered, since.evidence, first=first)
    return covered


def _dated(case: Case, delivered: int) -> YearClue:
    said = (each for each in case.delivered if each.clue.year == delivered)
    return max(said, key=lambda each: each.weight).clue


def _delivered(case: Case, best: Pair, *, known: bool) -> YearClue | None:
    """The delivered year by what says it, by the year planned for, by the copy, or as such reports are given."""
    planned, published = case.clues.planned, case.published
    if any(each.clue.year == best.delivered for each in case.delivered):
        return _dated(case, best.delivered)
    if planned is not None and planned.year == best.delivered > best.covered:
        return planned
    if published is not None and _of_copy(published, best) > 0:
        return published
    said = next((each.clue for each in case.covered if each.clue.year == best.covered), None) if known else None
    return None if said is None else YearClue(best.delivered, said.evidence)
