"""What to read beside a report: the same organization's papers of other years, and reports of like content."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Final

from indexer.answers import Related, RelatedReport
from indexer.engine.base import Engine, EngineRequest
from indexer.fold import fold
from indexer.models import COMPLETENESS, Metadata, Organization, Report, display_title
from indexer.query import everything, some_of
from indexer.telling import telling_words

MOST_YEARS: Final = 30
MOST_SIMILAR: Final = 8
_A_YEAR: Final = 3
"""Where an organization has more papers of a kind than so many a year, none of them is that of another year: motions, laws."""
_WORDS: Final = 25
"""Of so many words the most alike are found: of 12, 15, 25 and 40, and by plain, damped and unweighted counts, this found the
most statutes on the same subject among the first eight (0.88; sketches of the texts: 0.79)."""
_SHARED: Final = 3
"""Of which a report must hold so many to be called similar."""
_BEST: Final = (COMPLETENESS[0], None, COMPLETENESS[2], COMPLETENESS[1])


def related(engine: Engine, report_id: str) -> Related:
    """Raises NoSuchReport."""
    report = engine.report(report_id)
    copies = {report.id, *(copy.id for copy in engine.copies(report_id))}
    years = _years(report, copies, engine)
    return Related(years, _similar(report, copies, {other.id for other in years}, engine))


# ---------------------------------------------------------------------------------------- other years


def _years(report: Report, copies: Collection[str], engine: Engine) -> tuple[RelatedReport, ...]:
    own = report.metadata
    if own.organization is None or own.kind is None:
        return ()
    names = _names(own.organization, ())
    asked = EngineRequest(
        everything(),
        {"organization": names, "kind": frozenset({own.kind})},
        facets=("covered_year", "delivered_year"),
        sort="newest",
        size=0,
        copies=False,
    )
    found = engine.search(asked)
    every = _names(own.organization, found.organizations)
    if every != names:  # it has former names, as few have
        names, asked = every, replace(asked, filters={**asked.filters, "organization": every})
        found = engine.search(asked)
    if found.total > _A_YEAR * max(map(_years_counted, found.counts.values())):
        return ()
    hits = engine.search(replace(asked, facets=(), size=_A_YEAR * MOST_YEARS, texts=False)).hits
    others = [hit.report for hit in hits if hit.report.id not in copies]
    others = [other for other in others if other.metadata.organization and other.metadata.organization.name in names]
    others.sort(key=lambda other: _preference(other.metadata, own))
    chosen: list[Report] = []
    for other in others:
        if _year(other.metadata) and not any(_same_year(other.metadata, each) for each in (own, *_metadata(chosen))):
            chosen.append(other)
    chosen.sort(key=lambda other: -_year(other.metadata))
    return tuple(map(_shown, chosen[:MOST_YEARS]))


def _years_counted(counts: Mapping[str, int]) -> int:
    return max(1, sum(value.isdecimal() for value in counts))


def _names(organization: Organization, known: Iterable[Organization]) -> frozenset[str]:
    """All names in the index of one organization, former ones and today's. Where a former one was divided among several,
    or several names of today are given, none of them is simply the same."""
    today = _today(organization)
    return frozenset({organization.name, today, *(other.name for other in known if _today(other) == today)})


def _today(organization: Organization) -> str:
    return organization.now[0] if len(organization.now) == 1 else organization.name


def _year(metadata: Metadata) -> int:
    """The year covered, else the one of delivery; 0 where neither is known."""
    return metadata.covered_year or metadata.delivered_year or 0


def _same_year(one: Metadata, other: Metadata) -> bool:
    """Whether two papers are of one year: by the year covered, or by that of delivery where one lacks the other."""
    if one.covered_year and other.covered_year:
        return one.covered_year == other.covered_year
    return bool(one.delivered_year) and one.delivered_year == other.delivered_year


def _preference(metadata: Metadata, own: Metadata) -> tuple[int, float]:
    """Of several of a year the most complete is shown, and then the one whose title is most like that of the report."""
    mine, theirs = _pairs(own), _pairs(metadata)
    return _BEST.index(metadata.completeness), -len(mine & theirs) / max(len(mine | theirs), 1)


def _pairs(metadata: Metadata) -> set[str]:
    letters = [character for character in fold(metadata.title or "") if character.isalpha()]
    return set(map("".join, pairwise(letters)))


def _metadata(reports: Iterable[Report]) -> Iterator[Metadata]:
    return (report.metadata for report in reports)


# -------------------------------------------------------------------------------------- like content


def _similar(
    report: Report, copies: Collection[str], years: Collection[str], engine: Engine
) -> tuple[RelatedReport, ...]:
    words = telling_words(report, engine, _WORDS)
    if not words:
        return ()
    heaviest = words[0][1]
    tree = some_of([(word, weight / heaviest) for word, weight in words], min(_SHARED, len(words)))
    size = MOST_SIMILAR + 1 + len(years)  # one of its own text, and the other years
    hits = engine.search(EngineRequest(tree, {}, size=size, copies=False, texts=False)).hits
    others = (hit.report for hit in hits if hit.report.id not in copies and hit.report.id not in years)
    return tuple(map(_shown, others))[:MOST_SIMILAR]


def _shown(report: Report) -> RelatedReport:
    return RelatedReport(report.id, display_title(report.metadata), report.metadata)
