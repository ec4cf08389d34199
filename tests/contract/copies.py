"""Which reports are copies of one text, the plain way: sets of shingles, every pair of reports looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from indexer.fold import fold
from indexer.models import COMPLETENESS, PARTLY_FAILED, Metadata, Report

_ORDER = [COMPLETENESS[0], None, COMPLETENESS[2], COMPLETENESS[1]]


def squeezed(text: str) -> str:
    return "".join(character for character in fold(text) if character.isalnum())


def shingles(text: str) -> set[str]:
    letters = squeezed(text)
    return {letters[at : at + 6] for at in range(len(letters) - 5)}


def resemblance(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


def families(reports: Sequence[Report]) -> list[list[str]]:
    """Ids of the reports of each text that has several, the best first."""
    ordered = sorted(reports, key=lambda report: (-len(report.text), int(report.id, 16)))
    sets = {report.id: shingles(report.text) for report in ordered}
    head: dict[str, Report] = {}
    for number, report in enumerate(ordered):
        for first in ordered[:number]:
            if first.id not in head and _alike(report, first, sets[report.id], sets[first.id]):
                head[report.id] = first
                break
    # Then the same texts to the letter, those first of which the most is known.
    for report in ordered:
        same = [other for other in ordered if squeezed(other.text) == squeezed(report.text) and squeezed(other.text)]
        same.sort(key=lambda each: -_known(each.metadata))
        firsts: list[Report] = []
        for each in same:
            first = next((other for other in firsts if _agree(each, other)), None)
            if first is None:
                firsts.append(each)
            elif each.id not in head and _first(first, head).id != each.id:
                head[each.id] = _first(first, head)
    found: dict[str, list[Report]] = {}
    for report in ordered:
        if report.id in head:
            first = _first(report, head)
            found.setdefault(first.id, [first]).append(report)
    return [[report.id for report in _ranked(family)] for family in found.values()]


def _first(report: Report, head: dict[str, Report]) -> Report:
    while report.id in head:
        report = head[report.id]
    return report


def _year(metadata: Metadata) -> Any:
    if metadata.covered_year is not None:
        return "covered", metadata.covered_from or metadata.covered_year, metadata.covered_year
    return None if metadata.delivered_year is None else ("delivered", metadata.delivered_year)


def _known(metadata: Metadata) -> int:
    return sum(value is not None for value in (metadata.organization, metadata.covered_year, metadata.delivered_year))


def _alike(report: Report, first: Report, one: set[str], other: set[str]) -> bool:
    mine, theirs = report.metadata, first.metadata
    if mine.organization is None or theirs.organization is None or mine.organization.name != theirs.organization.name:
        return False
    if _year(mine) is None or _year(mine) != _year(theirs) or min(len(report.text), len(first.text)) < 200:
        return False
    numbers = {mine.document_number, theirs.document_number} - {None}
    if len(numbers) > 1:
        return False
    if mine.covered_year is None:
        titles = sorted((squeezed(mine.title or ""), squeezed(theirs.title or "")), key=len)
        titled = bool(titles[0]) and (titles[0] == titles[1] or (len(titles[0]) >= 8 and titles[0] in titles[1]))
        return titled and resemblance(one, other) >= 0.8
    if resemblance(one, other) >= 0.7:
        return True
    kinds = {mine.kind, theirs.kind} - {None}
    digests = {each.completeness == "摘要/图解" for each in (mine, theirs)}
    smaller = min(one, other, key=len)
    long_enough = len(smaller) * 8 > max(len(one), len(other))
    return long_enough and len(kinds) < 2 and len(digests) == 1 and len(one & other) >= 0.9 * len(smaller)


def _agree(report: Report, first: Report) -> bool:
    def contradict(one: object, other: object) -> bool:
        return one is not None and other is not None and one != other

    mine, theirs = report.metadata, first.metadata
    organizations = (each.organization and each.organization.name for each in (mine, theirs))
    if contradict(*organizations):
        return False
    years = [_year(each) if each.covered_year else None for each in (mine, theirs)]
    if contradict(*years) or (None in years and contradict(mine.delivered_year, theirs.delivered_year)):
        return False
    hashes = {each.content_hash.removeprefix(PARTLY_FAILED) for each in (report, first)}
    return len(report.text) >= 64 or len(hashes) == 1


def _ranked(family: list[Report]) -> list[Report]:
    longest = max(len(report.text) for report in family)

    def order(report: Report) -> tuple[Any, ...]:
        metadata = report.metadata
        record = [getattr(metadata, name) for name in metadata.__slots__ if name != "evidence"]
        return (
            _ORDER.index(metadata.completeness),
            len(report.text) < 0.8 * longest,
            ["Hans", None, "Hant"].index(metadata.script),
            record.count(None),
            metadata.published or "9999",
            -len(report.text),
            int(report.id, 16),
        )

    return sorted(family, key=order)
