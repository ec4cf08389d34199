"""Body, level and place weighed from a whole text, for reports that name themselves only in passing.

The level that the text speaks of as its own admits only places of that level (``organization_self``). The best named place must be
clear of the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from indexer.describe.divisions import Division, forms, read_before
from indexer.describe.organization_files import body_by_file, place_by_file
from indexer.describe.organization_host import host
from indexer.describe.organization_mentions import HEAD, NATION, PARTY, FoldedReport, Mention, mentions
from indexer.describe.organization_names import national, of_division
from indexer.describe.organization_places import Naming, introduced, namings, plainest, titled
from indexer.describe.organization_self import (
    body_of,
    is_abroad,
    is_guest,
    is_outweighed,
    is_partner,
    own_level,
    settle,
    speaks_as_member,
)
from indexer.models import Evidence, Organization

Found = tuple[Organization, Evidence]

_LED_BY: Final = re.compile("[^。\n]{0,14}领导(?:下|[、和与](?=[^。\n]{0,14}(?:支持|指导|关心|监督|下)))")
"""领导 is what the committee does, not whom it sent: 重庆市委领导来我市调研 tells nothing."""
_ENOUGH: Final = 2.5
_CLEAR: Final = 2.0
"""The best place must weigh at least this many times the next of its level."""
_OUTWEIGHED: Final = 0.25
"""Mentions of other organizations may weigh this much of the namings of the place itself and its parts."""
_ENOUGH_TOGETHER: Final = 4.0
_CLEAR_TOGETHER: Final = 3.0
_PASSING: Final = 3
"""A place may be named this much more than the one that the path names, before it speaks against the path."""
_SEVERAL: Final = 3
"""Parts that a city's report names of itself at least."""
_HEARD: Final = 3
"""So often must a report without a level of its own name 全国政协 to be its."""


@dataclass(frozen=True, slots=True)
class _Vote:
    division: Division
    weight: float
    place: tuple[int, int, str | None] | Evidence
    """Beginning, end and zone in the text, of which there may be very many; or evidence from outside it."""
    led: bool = False
    """Whether it is the place whose committee leads: 在中共资阳市委领导下."""

    def evidence(self, report: FoldedReport) -> Evidence:
        return self.place if isinstance(self.place, Evidence) else report.quote(*self.place)


def weigh(report: FoldedReport, beside: Organization | None = None) -> Found | None:
    """The organization that the text as a whole points to, or None; ``beside`` as for ``find_organization``.

    Asked in turn: the organizations that it names, the places that it keeps naming, the path of its file, its neighbour.
    """
    body = body_of(report) or body_by_file(report.document.raw.path)
    if body is None:
        return None
    level = own_level(report, body)
    votes = _without_partners(report, list(_votes(report, body, level)))
    best = _winner(votes) or (_contested(votes, report, level) if level is not None else None)
    if best is not None and not best.led and is_outweighed(best.division, report):
        return None
    if best is not None and _is_slight(best, votes, report, level):
        votes = [vote for vote in votes if vote.division.path != best.division.path]
    elif best is not None:
        return of_division(best.division, body), best.evidence(report)
    if level is None and not votes:
        heard = [m for m in report.mentions if m.body == body and m.level_word == NATION]
        if body == "政协" and len(heard) >= _HEARD:
            return national("全国政协"), report.quote(heard[0].start, heard[0].end)
    found = _by_places(report, body, level, votes) or _beside(report, body, level, beside)
    own = None
    if not found and level is not None and not votes and speaks_as_member(report):
        own = titled(report, level) or introduced(report, level)
    if own is not None:
        return of_division(own.division, body), report.quote(*own.first)
    return found or (host(report, body, level) if level is not None and not votes else None)


def _is_slight(best: _Vote, votes: Sequence[_Vote], report: FoldedReport, level: str | None) -> bool:
    """Whether a place is named once in passing, and the path names another."""
    if best.led or sum(vote.division.path == best.division.path for vote in votes) > 1:
        return False
    filed = place_by_file(report, level)
    return filed is not None and filed[0].path != best.division.path


def _by_places(report: FoldedReport, body: str, level: str | None, votes: Sequence[_Vote]) -> Found | None:
    """By the places that the text names; where they leave it open, by the path, unless they speak against it."""
    named = namings(report, level) if level is not None else []
    totals = _totals(votes)
    plain = plainest(named)
    against = sum(weight for path, weight in totals.items() if plain is not None and path != plain.division.path)
    if plain is not None and against <= plain.weight * _OUTWEIGHED:
        return of_division(plain.division, body), report.quote(*plain.first)
    together = _together(votes, named)
    if together is not None:
        return of_division(together.division, body), together.evidence(report)
    filed = place_by_file(report, level)
    if filed is None:
        return None
    division, evidence = filed
    if division.path not in totals and max(totals.values(), default=0.0) >= _ENOUGH:
        return None
    own = next((naming.weight for naming in named if naming.division.path == division.path), 0)
    other = max((naming.weight for naming in named if naming.division.path != division.path), default=0)
    return (of_division(division, body), evidence) if other <= own + _PASSING else None


def _votes(report: FoldedReport, body: str, level: str | None) -> Iterator[_Vote]:
    """What each mention of a place says, with its weight."""
    settled: dict[str, Division | None] = {}
    ending = max(HEAD, _ending(report.text))
    for mention in report.mentions:
        if mention.reading is None or (level is None and mention.body != body):
            continue
        led = mention.body == PARTY and _LED_BY.match(report.text, mention.end) is not None
        if not led and not _is_told_as_own(report.text, mention):
            continue
        place = report.text[mention.reading.start : mention.reading.end]
        if place not in settled:
            settled[place] = settle(mention.reading.divisions, level, report)
        division = settled[place]
        if division is not None:
            signed = mention.start >= ending
            where = (mention.start, mention.end, "signature" if signed else None)
            zone = 3.0 if signed else 2.0 if mention.start < HEAD else 1.0
            yield _Vote(division, zone * _weight(report.text, mention, body, division), where, led)
    for furniture, line in report.furniture:
        for mention in mentions(line):
            if mention.reading is None or mention.body != body:
                continue
            division = settle(mention.reading.divisions, level, report)
            # The source of a copy counts only where the text itself speaks of the place.
            if division is not None and report.text.count(forms(division.name)[-1]) > 1:
                words = furniture.text[mention.start : mention.end]
                yield _Vote(
                    division, 2 * _weight(line, mention, body, division), Evidence(words, f"furniture:{furniture.line}")
                )


def _is_told_as_own(text: str, mention: Mention) -> bool:
    """Whether a mention may be of one's own: no journey, no guest, not one of several places together.

    One learns from 中共资阳市委全会 at home, so that a committee named with 中共 is left out only as a guest.
    """
    if mention.body == PARTY and text.startswith(PARTY, mention.start):
        return not is_guest(text, mention.end)
    return not is_abroad(text, mention.start, mention.end) and not _is_listed(text, mention.start)


def _without_partners(report: FoldedReport, votes: Sequence[_Vote]) -> list[_Vote]:
    divisions = {vote.division for vote in votes if not vote.led}
    partners = {division for division in divisions if is_partner(report.text, division)}
    return [vote for vote in votes if vote.led or vote.division not in partners]


def _totals(votes: Sequence[_Vote]) -> dict[tuple[str, ...], float]:
    totals: dict[tuple[str, ...], float] = {}
    for vote in votes:
        totals[vote.division.path] = totals.get(vote.division.path, 0.0) + vote.weight
    return totals


def _is_listed(text: str, start: int) -> bool:
    """Whether another place stands before, of one body with this one: 四川省、重庆市政协."""
    return start > 2 and text[start - 1] in "、和与及" and read_before(text, start - 1) is not None


def _weight(text: str, mention: Mention, body: str, division: Division) -> float:
    weight = 2.0 if mention.body in (body, PARTY) else 1.0
    if mention.body == PARTY:
        # 在中共资阳市委领导下 is said of one's own committee; others are spoken of without 中共.
        weight *= 4 if _LED_BY.match(text, mention.end) else 1.5 if text.startswith(PARTY, mention.start) else 1
    if mention.reading is not None:
        length = mention.reading.end - mention.reading.start
        weight *= 0.7 if not mention.reading.full else 1.5 if length > len(division.name) else 1.0
    return weight


def _ending(text: str) -> int:
    """Where the signature may begin: the last three paragraphs, as far as they are short."""
    start = len(text)
    for _ in range(3):
        before = text.rfind("\n", 0, max(0, start - 1)) + 1
        if start - before > 40 or before == 0:
            break
        start = before
    return start


def speaks_against(report: FoldedReport, organization: Organization) -> bool:
    """Whether the text is of another level or place than an organization that only the file's name gives."""
    level = own_level(report, organization.body)
    if level is None:
        return False
    if not organization.division or not organization.division[-1].endswith(level):
        return True
    totals = _totals(_without_partners(report, list(_votes(report, organization.body, level))))
    if organization.division in totals:
        return False
    return max(totals.values(), default=0.0) >= _ENOUGH or _tells(report, level) not in (None, organization.division)


def tells_another(report: FoldedReport, organization: Organization) -> Found | None:
    """The organization of that kind in another place, where the text leaves no doubt that it is of that place.

    That is by the committee that leads, or by the many parts of the place that it names.
    """
    level = own_level(report, organization.body)
    votes = [vote for vote in _votes(report, organization.body, level) if vote.led]
    best = _winner(votes)
    if best is not None and best.division.path != organization.division:
        return of_division(best.division, organization.body), best.evidence(report)
    plain = plainest(namings(report, level)) if level is not None and not votes else None
    if plain is None or len(plain.parts) < _SEVERAL or plain.division.path == organization.division:
        return None
    return of_division(plain.division, organization.body), report.quote(*plain.first)


def _tells(report: FoldedReport, level: str) -> tuple[str, ...] | None:
    named = namings(report, level)
    return named[0].division.path if named and named[0].enough else None


def _contested(votes: Sequence[_Vote], report: FoldedReport, level: str) -> _Vote | None:
    """Of a city and the county-level city in it, both named much: the city if it names other parts of itself, else the other."""
    paths = {vote.division.path for vote in votes}
    outer = min(paths, key=len, default=())
    inner = [path for path in paths if path != outer and path[: len(outer)] == outer]
    if len(inner) != len(paths) - 1 or not inner:
        return None
    parts = next((naming.parts for naming in namings(report, level) if naming.division.path == outer), set())
    others = {*parts, *(path[-1] for path in inner)}
    own = outer if len(others) >= _SEVERAL else inner[0]
    if own != outer and len(inner) > 1:
        return None
    return _winner([vote for vote in votes if vote.division.path == own])


def _together(votes: Sequence[_Vote], named: Sequence[Naming]) -> _Vote | None:
    """The place that neither its organizations nor the places settle, but both together."""
    totals = _totals(votes)
    for naming in named:
        totals[naming.division.path] = totals.get(naming.division.path, 0.0) + naming.weight
    ranked = sorted(totals.items(), key=lambda item: -item[1])
    if (
        not ranked
        or ranked[0][1] < _ENOUGH_TOGETHER
        or (len(ranked) > 1 and ranked[0][1] < _CLEAR_TOGETHER * ranked[1][1])
    ):
        return None
    if not any(naming.weight and naming.division.path == ranked[0][0] for naming in named):
        return None
    own = [vote for vote in votes if vote.division.path == ranked[0][0]]
    return max(own, key=lambda vote: vote.weight, default=None)


def _winner(votes: list[_Vote]) -> _Vote | None:
    """The heaviest place, clear of the next; the one place whose committee leads before all others."""
    if len({vote.division.path for vote in votes if vote.led}) == 1:
        votes = [vote for vote in votes if vote.led]
    totals = _totals(votes)
    if not totals:
        return None
    ranked = sorted(totals.items(), key=lambda item: -item[1])
    path, weight = ranked[0]
    if weight < _ENOUGH or (len(ranked) > 1 and weight < _CLEAR * ranked[1][1]):
        return None
    return max((vote for vote in votes if vote.division.path == path), key=lambda vote: vote.weight)


def _beside(report: FoldedReport, body: str, level: str | None, beside: Organization | None) -> Found | None:
    if (
        beside is None
        or level is None
        or beside.body != body
        or not beside.division
        or not beside.division[-1].endswith(level)
    ):
        return None
    own = next((m for m in report.mentions if m.level_word == level and m.body == body), None)
    if own is not None:
        return beside, report.quote(own.start, own.end)
    titled = next((m for m in mentions(report.title) if m.level_word == level and m.body == body), None)
    return (beside, Evidence(report.stated_title, "title")) if titled is not None else None
