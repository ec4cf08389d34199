"""Concordances against a plain reading of every text and against the searches that find the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from indexer.analysis.concordance import Line, concordance, every_line, lines_table
from indexer.analysis.coverage import coverage
from indexer.analysis.line_order import DEPTH, SORTS
from indexer.analysis.terms import Term, read_terms
from indexer.answers import SearchRequest
from indexer.errors import QueryError
from indexer.facets import facet_values
from indexer.fold import fold
from indexer.models import BODIES, NOT_APPLICABLE, UNKNOWN, Metadata, Organization, Report, display_title
from indexer.structure import sections
from tests.analysis.conftest import Indexed, MakeLibrary
from tests.contract.corpus import ORGANIZATIONS
from tests.contract.oracle import mentions, spans

TERMS = ("政协", "信息", "“信息”", "提案", "哈哈", "𠮷", "2", "，", "没有的词")
WIDTH = 9
Place = tuple[str, int, int]
"""Id of a report, [start, end)."""


def plain_places(indexed: Indexed, term: Term, request: SearchRequest) -> list[Place]:
    """Every place in the reports that a search for the term finds."""
    found = {
        hit.id
        for hit in indexed.opened.every(
            SearchRequest(term.query, request.filters, copies=request.copies, section=request.section)
        )
    }
    places = []
    for report in indexed.reports:
        if report.id in found:
            known = sections(report.text, report.headings)
            ends = [*(part.start for part in known[1:]), len(report.text)]
            parts = [(part.start, end) for part, end in zip(known, ends, strict=True) if part.kind == request.section]
            places += [
                (report.id, start, end)
                for start, end in mentions(spans(fold(report.text), term.strings))
                if not request.section or any(first <= start and end <= last for first, last in parts)
            ]
    return places


def test_an_organization_without_a_division_stands_behind_those_with_one(make_library: MakeLibrary) -> None:
    bodies = (Organization("示例兵团政协", "示例兵团政协", (), "政协", "省级"), *ORGANIZATIONS[:2])
    library = make_library([(f"示例提案{number}。", Metadata(organization=body)) for number, body in enumerate(bodies)])
    ordered = ["全国政协", "重庆市政协", "示例兵团政协"]
    assert [line.organization for line in concordance(library, "提案", sort="organization").lines] == ordered
    assert [row.value for row in coverage(library).rows] == ordered


def character_key(characters: str) -> list[tuple[int, int]]:
    """Letters and digits by code point, then signs, then the end of the text."""
    ranks = [(0 if character.isalnum() else 1, ord(character)) for character in characters[:DEPTH]]
    return ranks + [(2, 0)] * (DEPTH - len(ranks))


def keys(indexed: Indexed, sort: str) -> Callable[[Place], tuple[object, ...]]:
    by_id = {report.id: report for report in indexed.reports}
    newest = {
        hit.id: number for number, hit in enumerate(indexed.opened.every(SearchRequest(sort="newest", copies=True)))
    }

    def year(report: Report) -> int:
        value = facet_values(report.metadata)["covered_year"][-1]
        return {UNKNOWN: 10_000, NOT_APPLICABLE: 10_001}[value] if not value.isdecimal() else int(value)

    def organization(report: Report) -> tuple[object, ...]:
        known = report.metadata.organization
        if known is None:
            return (1,)
        return (
            0,
            known.level != "全国",
            known.code or ("000000" if known.level == "全国" else "999999"),
            BODIES.index(known.body),
            known.name,
        )

    def key(place: Place) -> tuple[object, ...]:
        report = by_id[place[0]]
        text = fold(report.text)
        own: dict[str, tuple[object, ...]] = {
            "report": (newest[report.id],),
            "organization": (organization(report), year(report), newest[report.id]),
            "year": (year(report), organization(report), newest[report.id]),
            "right": (character_key(text[place[2] :]), newest[report.id]),
            "left": (character_key(text[: place[1]][::-1]), newest[report.id]),
        }
        return (*own[sort], place[1])

    return key


def in_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def line_of(indexed: Indexed, place: Place, number: int) -> Line:
    report = next(report for report in indexed.reports if report.id == place[0])
    _, start, end = place
    years = facet_values(report.metadata)["covered_year"]
    known = sections(report.text, report.headings)
    return Line(
        number=number,
        report=report.id,
        title=display_title(report.metadata),
        organization=report.metadata.organization.name if report.metadata.organization else UNKNOWN,
        covered_year=years[0] if len(years) == 1 else f"{years[0]}..{years[-1]}",
        offset=start,
        paragraph=report.text.count("\n", 0, start) + 1,
        section=[part.kind for part in known if part.start <= start][-1],
        left=in_line(report.text[max(0, start - WIDTH) : start]).lstrip(),
        key=in_line(report.text[start:end]),
        right=in_line(report.text[end : end + WIDTH]).rstrip(),
    )


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("copies", [False, True])
@pytest.mark.parametrize("section", ["", "review", "plan"])
def test_all_lines_are_those_of_a_plain_reading_in_order(
    indexed: Indexed, sort: str, copies: bool, section: str
) -> None:
    request = SearchRequest(copies=copies, section=section)
    for typed in TERMS:
        (term,) = read_terms([typed], variants=True)
        places = sorted(plain_places(indexed, term, request), key=keys(indexed, sort))
        expected = [line_of(indexed, place, number) for number, place in enumerate(places, 1)]
        assert list(every_line(indexed.opened, typed, request, sort=sort, width=WIDTH)) == expected, typed


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("size", [1, 7, 500])
def test_pages_are_the_whole_in_order(indexed: Indexed, sort: str, size: int) -> None:
    for typed in ("政协", "，", "哈哈"):
        whole = list(every_line(indexed.opened, typed, sort=sort, width=WIDTH))
        first = concordance(indexed.opened, typed, sort=sort, size=size, width=WIDTH)
        assert (first.total, first.pages) == (len(whole), -(-len(whole) // size))
        wanted = {1, 2, first.pages // 2, first.pages - 1, first.pages} - {0}
        for page in sorted(wanted):
            made = concordance(indexed.opened, typed, sort=sort, page=page, size=size, width=WIDTH)
            assert list(made.lines) == whole[(page - 1) * size : page * size]
        beyond = concordance(indexed.opened, typed, sort=sort, page=first.pages + 1, size=size)
        assert (beyond.lines, beyond.total) == ((), len(whole))


@pytest.mark.parametrize("copies", [False, True])
def test_totals_are_those_of_the_search_for_the_term(indexed: Indexed, copies: bool) -> None:
    filters = {"kind": ("工作综述",)}
    for typed in TERMS:
        made = concordance(indexed.opened, typed, SearchRequest(filters=filters, copies=copies))
        searched = indexed.opened.search(SearchRequest(made.term.query, filters, copies=copies))
        assert (made.total, made.holding) == (searched.occurrences, searched.total)
        everything = indexed.opened.search(SearchRequest("", filters, copies=copies))
        assert made.reports == everything.total
        assert made.generation == indexed.opened.generation()
    texts = [report.text for report in indexed.reports if "工作综述" in facet_values(report.metadata)["kind"]]
    assert not copies or made.characters == sum(map(len, texts))


def test_a_query_narrows_the_reports(sectioned: Indexed) -> None:
    made = concordance(sectioned.opened, "提案", SearchRequest('"渝事好商量"'))
    assert 0 < made.total < concordance(sectioned.opened, "提案").total
    assert made.reports == sectioned.opened.search(SearchRequest('"渝事好商量"')).total


def test_other_wordings_are_keys_too(sectioned: Indexed) -> None:
    written = {line.key for line in every_line(sectioned.opened, "信息")}
    assert written == {"信息", "資訊"}
    assert {line.key for line in every_line(sectioned.opened, "“信息”")} == {"信息"}


def test_lines_with_the_same_neighbours_stand_together(sectioned: Indexed) -> None:
    lines = list(every_line(sectioned.opened, "提", sort="right", width=2))
    beside = [fold(line.right)[:1] for line in lines]
    assert sum(one != other for one, other in pairwise(beside)) == len(set(beside)) - 1 > 0


def test_a_table_has_a_row_for_every_line(sectioned: Indexed) -> None:
    made = concordance(sectioned.opened, "提案", size=3)
    table = made.table()
    assert [name for name, _ in table.columns] == [
        *("number", "left", "key", "right", "organization", "covered_year", "title", "section"),
        *("paragraph", "offset", "report"),
    ]
    rows = list(table.rows)
    first = made.lines[0]
    assert rows[0][:5] == (1, first.left, "提案", first.right, first.organization)
    assert len(rows) == 3
    assert list(lines_table(every_line(sectioned.opened, "提案")).rows)[:3] == rows


@pytest.mark.parametrize(
    ("typed", "settings", "said"),
    [
        ("  ", {}, "不能是空的"),
        ("提案", {"sort": "colour"}, "colour"),
        ("提案", {"page": 0}, "页码"),
        ("提案", {"size": 0}, "每页行数"),
        ("提案", {"size": 501}, "每页行数"),
        ("提案", {"width": 0}, "上下文字数"),
        ("提案", {"width": 201}, "上下文字数"),
    ],
)
def test_what_cannot_be_asked_is_said(sectioned: Indexed, typed: str, settings: dict[str, int], said: str) -> None:
    with pytest.raises(QueryError, match=said):
        concordance(sectioned.opened, typed, **settings)
    with pytest.raises(QueryError, match="上下文字数"):
        every_line(sectioned.opened, "提案", width=0)
