"""Set phrases against reading every report."""

from __future__ import annotations

import pytest

from indexer.analysis.phrases import MAX_PHRASES, SEVERAL, Phrase, set_phrases
from indexer.answers import SearchRequest
from indexer.errors import QueryError
from indexer.models import UNKNOWN
from tests.analysis.conftest import Indexed
from tests.contract.test_quotations import parts_of, quoted


def counted(indexed: Indexed, section: str = "", kinds: tuple[str | None, ...] | None = None) -> dict[str, Phrase]:
    """Every phrase of a collection without copies."""
    held: dict[str, list[tuple[str | None, int | None, int]]] = {}
    for report in indexed.reports:
        if kinds is not None and report.metadata.kind not in kinds:
            continue
        strings = [string for part in parts_of(report, section) for string in quoted(part)]
        organization = report.metadata.organization
        for string in set(strings):
            name = organization.name if organization else None
            held.setdefault(string, []).append((name, report.metadata.delivered_year, strings.count(string)))
    found = {}
    for string, rows in held.items():
        names = {name for name, _, _ in rows if name}
        years = [year for _, year, _ in rows if year]
        if len(rows) >= SEVERAL and len(names) >= SEVERAL:
            quoted_times = sum(times for _, _, times in rows)
            found[string] = Phrase(
                string, len(rows), len(names), quoted_times, min(years, default=None), max(years, default=None)
            )
    return found


@pytest.mark.parametrize("section", ["", "review", "plan"])
def test_phrases_are_those_of_reading_every_report(sectioned: Indexed, section: str) -> None:
    made = set_phrases(sectioned.opened, SearchRequest(section=section))
    expected = counted(sectioned, section)
    assert len(expected) == 3
    assert {each.text: each for each in made.phrases} == expected
    assert made.total == len(expected)
    assert made.reports == sectioned.opened.search(SearchRequest(section=section)).total
    ranks = [(-each.organizations, -each.reports) for each in made.phrases]
    assert ranks == sorted(ranks)


def test_only_reports_of_the_request_count(sectioned: Indexed) -> None:
    made = set_phrases(sectioned.opened, SearchRequest(filters={"kind": ("工作综述", UNKNOWN)}))
    assert {each.text: each for each in made.phrases} == counted(sectioned, kinds=("工作综述", None))
    (first,) = set_phrases(sectioned.opened, limit=1).phrases
    assert first == set_phrases(sectioned.opened).phrases[0]


def test_copies_of_one_text_count_once(copied: Indexed) -> None:
    once, each = (set_phrases(copied.opened, SearchRequest(copies=copies)) for copies in (False, True))
    all_of_them = counted(copied)
    assert {phrase.text: phrase for phrase in each.phrases} == all_of_them
    assert once.phrases
    for phrase in once.phrases:
        assert phrase.organizations <= all_of_them[phrase.text].organizations
        assert phrase.reports < all_of_them[phrase.text].reports
        # A search for it finds these, and what has the string without the marks.
        marked = f"(“{phrase.text}” OR 「{phrase.text}」)"
        assert copied.opened.search(SearchRequest(marked)).total >= phrase.reports


def test_an_empty_selection_has_none(sectioned: Indexed) -> None:
    made = set_phrases(sectioned.opened, SearchRequest(filters={"covered_year": ("1980",)}))
    assert (made.phrases, made.total, made.reports) == ((), 0, 0)
    assert made.table().rows == []


def test_what_cannot_be_is_said(sectioned: Indexed) -> None:
    with pytest.raises(QueryError, match=f"{MAX_PHRASES}"):
        set_phrases(sectioned.opened, limit=MAX_PHRASES + 1)
    with pytest.raises(QueryError, match="不能按"):
        set_phrases(sectioned.opened, years="kind")
