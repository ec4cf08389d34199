"""Trends against searches for the same and against counting by hand."""

from __future__ import annotations

import pytest

from indexer.analysis.selecting import GROUPINGS, group_label
from indexer.analysis.terms import MAX_TERMS, read_terms
from indexer.analysis.trend_rows import PER, Counted, Row
from indexer.analysis.trends import MAX_PANELS, Trends, trends
from indexer.answers import SearchRequest
from indexer.errors import QueryError
from indexer.facets import facet_values
from indexer.fold import fold
from indexer.labels import ALL
from indexer.models import UNKNOWN, Metadata
from indexer.query import read_query
from indexer.query.syntax import Quoted
from indexer.structure import sections
from tests.analysis.conftest import Indexed, MakeLibrary
from tests.contract.oracle import mentioned

TERMS = ("政协", "信息", "“信息”", "提案196", "没有的词", "工作")


def counted_by_searching(indexed: Indexed, made: Trends, row: Row) -> None:
    """The row says what a search for its value says: what a click on it opens."""
    facet = "organization" if made.by == "division" else made.by
    filters = {**made.request.filters, **({facet: (row.value,)} if row.value else {})}
    asked = SearchRequest("", filters, copies=made.request.copies, section=made.request.section)
    assert row.reports == indexed.opened.search(asked).total
    for term, counted in zip(made.terms, row.terms, strict=True):
        query = SearchRequest(term.query, filters, copies=made.request.copies, section=made.request.section)
        page = indexed.opened.search(query)
        assert (counted.reports, counted.occurrences) == (page.total, page.occurrences), (row.value, term)
        expected = counted.occurrences * PER / row.characters if row.characters else None
        assert counted.rate == pytest.approx(expected)


@pytest.mark.parametrize("by", GROUPINGS)
@pytest.mark.parametrize("copies", [False, True])
@pytest.mark.parametrize("section", ["", "review", "plan"])
def test_every_number_is_that_of_the_search_it_opens(indexed: Indexed, by: str, copies: bool, section: str) -> None:
    request = SearchRequest(filters={"kind": ("工作综述", UNKNOWN)}, copies=copies, section=section)
    if by == "kind":
        request = SearchRequest(copies=copies, section=section)
    made = trends(indexed.opened, TERMS, request, by=by)
    for row in (*made.rows, made.total):
        if row.reports:
            counted_by_searching(indexed, made, row)
    assert made.total.value == ""
    assert made.generation == indexed.opened.generation()


def test_occurrences_and_characters_are_those_of_a_count_by_hand(sectioned: Indexed) -> None:
    for section in ("", "review", "plan"):
        made = trends(sectioned.opened, TERMS, SearchRequest(copies=True, section=section), by="delivered_year")
        seen = 0
        for row in made.rows:
            texts: list[list[str]] = []
            for report in sectioned.reports:
                known = sections(report.text, report.headings)
                ends = [*(part.start for part in known[1:]), len(report.text)]
                parts = [
                    fold(report.text[part.start : end])
                    for part, end in zip(known, ends, strict=True)
                    if section in ("", part.kind)
                ]
                whole = [fold(report.text)] if not section else [part for part in parts if part]
                if row.value in facet_values(report.metadata)["delivered_year"] and (whole or not section):
                    texts.append(whole)
            assert row.reports == len(texts)
            assert row.characters == sum(len(part) for parts in texts for part in parts)
            for term, counted in zip(made.terms, row.terms, strict=True):
                held = [sum(mentioned(part, term.strings) for part in parts) for parts in texts]
                assert counted == Counted(
                    sum(held), sum(map(bool, held)), sum(held) * PER / row.characters if row.characters else None
                )
                seen += sum(held)
        assert seen


def years_of(*covered: int | None) -> list[tuple[str, Metadata]]:
    """A report on each year."""
    return [(f"示例报告{number}，政协工作。", Metadata(covered_year=year)) for number, year in enumerate(covered)]


def test_years_without_reports_are_gaps_and_what_is_not_known_comes_last(make_library: MakeLibrary) -> None:
    library = make_library(years_of(2020, None, 2023))
    rows = trends(library, ["政协"]).rows
    assert [row.value for row in rows] == ["2020", "2021", "2022", "2023", UNKNOWN]
    assert [(row.reports, row.terms) for row in rows[1:3]] == [(0, (Counted(0, 0, None),))] * 2
    assert all(row.reports for row in (rows[0], *rows[3:]))


@pytest.mark.parametrize(
    ("filters", "excluded", "shown"),
    [
        (("2020", "2023"), (), ["2020", "2023"]),
        (("2020..2022", "unknown"), (), ["2020", "2021", "2022", UNKNOWN]),
        ((), ("2021",), ["2020", "2022", "2023", UNKNOWN]),
        (("2020..2022",), ("2021",), ["2020", "2022"]),
        ((), ("unknown",), ["2020", "2021", "2022", "2023"]),
    ],
)
def test_years_that_were_not_asked_for_are_no_gaps(
    make_library: MakeLibrary, filters: tuple[str, ...], excluded: tuple[str, ...], shown: list[str]
) -> None:
    library = make_library(years_of(2020, 2021, None, 2022, 2023))
    request = SearchRequest(filters={"covered_year": filters}, excluded={"covered_year": excluded})
    made = trends(library, ["政协"], request)
    assert [row.value for row in made.rows] == shown
    assert all(row.reports == 1 for row in made.rows)
    assert ("排除了 2021 年" in "".join(made.notes)) == ("2021" in excluded)
    assert [
        panel.value for panel in trends(library, ["政协"], request, by="kind", split="covered_year").panels
    ] == shown


def test_panels_of_years_stand_in_the_order_of_years(make_library: MakeLibrary) -> None:
    made = trends(make_library(years_of(2023, 2021, 2023, None, None, None)), ["政协"], by="kind", split="covered_year")
    assert [panel.value for panel in made.panels] == ["2021", "2023", UNKNOWN]


def test_a_note_counts_copies_of_one_text_once(make_library: MakeLibrary) -> None:
    text = "示例届期报告。" + "五年来政协认真履行职能，立案提案若干件，开展调研视察多次。" * 30
    library = make_library([(text, Metadata(covered_from=2018, covered_year=2022))] * 3)
    assert "其中 1 份报告回顾多个年份" in trends(library, ["政协"]).notes[-1]
    assert "其中 3 份报告回顾多个年份" in trends(library, ["政协"], SearchRequest(copies=True)).notes[-1]


def test_a_report_on_several_years_counts_under_each_and_once_in_all(sectioned: Indexed) -> None:
    made = trends(sectioned.opened, ["政协"])
    spans = sum(len(facet_values(report.metadata)["covered_year"]) > 1 for report in sectioned.reports)
    assert spans
    assert f"{spans} 份报告回顾多个年份" in made.notes[-1]
    assert made.total.reports == len(sectioned.reports) < sum(row.reports for row in made.rows)


def test_only_years_that_were_chosen_have_rows(sectioned: Indexed) -> None:
    rows = trends(sectioned.opened, ["政协"], SearchRequest(filters={"covered_year": ("2021..2022", "未识别")})).rows
    assert [row.value for row in rows] == ["2021", "2022", UNKNOWN]


def test_other_wordings_count_unless_the_term_is_quoted_or_they_are_not_wanted(sectioned: Indexed) -> None:
    plain, quoted = read_terms(["信息", "“信息”"], variants=True)
    assert plain.strings == ("信息", "资讯")
    assert quoted.strings == ("信息",)
    assert read_terms(["信息"], variants=False) == (quoted,)
    with_others, alone = trends(sectioned.opened, ["信息", '"信息"']).total.terms
    assert with_others.occurrences > alone.occurrences > 0


@pytest.mark.parametrize("split", ["organization", "division", "kind"])
def test_panels_are_the_trends_of_their_values(sectioned: Indexed, split: str) -> None:
    made = trends(sectioned.opened, ["提案", "政协"], by="covered_year", split=split)
    assert 1 < len(made.panels) <= MAX_PANELS
    assert made.left == 0
    facet = "organization" if split == "division" else split
    for panel in made.panels:
        alone = trends(sectioned.opened, ["提案", "政协"], SearchRequest(filters={facet: (panel.value,)}))
        assert panel.rows == alone.rows
        assert panel.total == alone.total


@pytest.mark.parametrize("by", ["division", "organization"])
@pytest.mark.parametrize("split", ["", "covered_year", "division", "organization"])
def test_rows_of_a_part_of_a_division_find_that_part(sectioned: Indexed, by: str, split: str) -> None:
    request = SearchRequest(
        filters={"organization": ("重庆市政协", "重庆市涪陵区政协"), "covered_year": ("2021..2023",)}
    )
    made = trends(sectioned.opened, ["政协"], request, by=by, split=split)
    assert made.rows
    for row in made.rows:
        assert row.reports == found(sectioned, made, (row.values, by))
    for panel in made.panels:
        assert panel.total.reports == found(sectioned, made, (panel.values, split))
        for row in panel.rows:
            assert row.reports == found(sectioned, made, (panel.values, split), (row.values, by))


def found(indexed: Indexed, made: Trends, *groups: tuple[tuple[str, ...], str]) -> int:
    """How many reports a search for the values finds; an organization goes before its division."""
    filters = dict(made.request.filters)
    for values, by in sorted(groups, key=lambda group: group[1] == "organization"):
        filters["organization" if by == "division" else by] = values
    return indexed.opened.search(SearchRequest(filters=filters)).total


def test_a_year_without_reports_is_empty_in_the_table(make_library: MakeLibrary) -> None:
    table = trends(make_library(years_of(2021, 2024)), ["没有的词"]).table()
    counted = {row[0]: row[1:] for row in table.rows}
    assert counted["2022"] == (0, 0, "没有的词", None, None, None)
    assert counted["2021"][3:5] == (0, 0)


def test_a_table_has_a_row_for_every_value_and_term(sectioned: Indexed) -> None:
    made = trends(sectioned.opened, ["提案", "政协"], by="kind")
    table = made.table()
    assert [name for name, _ in table.columns] == [
        *("kind", "reports", "characters", "term", "occurrences", "reports_holding", "rate")
    ]
    rows = list(table.rows)
    assert len(rows) == 2 * len(made.rows) + 2
    assert rows[-1][:5] == (ALL, made.total.reports, made.total.characters, "政协", made.total.terms[1].occurrences)
    assert list(made.table(totals=False).rows) == rows[:-2]
    split = trends(sectioned.opened, ["政协"], by="kind", split="covered_year")
    totals = [(row[0], row[2]) for row in split.table().rows if row[1] == ALL]
    assert totals == [(panel.value, panel.total.reports) for panel in split.panels]
    first = made.rows[0]
    assert rows[1] == (
        *(first.value, first.reports, first.characters, "政协"),
        *(first.terms[1].occurrences, first.terms[1].reports, first.terms[1].rate),
    )


@pytest.mark.parametrize(
    ("typed", "settings", "said"),
    [
        ([], {}, "请给出要统计的词语"),
        (["  "], {}, "不能是空的"),
        (["提" * 101], {}, "最多 100 个字符，收到了 101 个"),
        ([f"词{number}" for number in range(MAX_TERMS + 1)], {}, f"最多统计 {MAX_TERMS} 个"),
        (["提案"], {"by": "colour"}, "colour"),
        (["提案"], {"split": "colour"}, "colour"),
    ],
)
def test_what_cannot_be_counted_is_said(
    sectioned: Indexed, typed: list[str], settings: dict[str, str], said: str
) -> None:
    with pytest.raises(QueryError, match=said):
        trends(sectioned.opened, typed, **settings)


def test_an_empty_selection_has_no_rows(sectioned: Indexed) -> None:
    made = trends(sectioned.opened, ["提案"], SearchRequest(filters={"covered_year": ("1980",)}))
    assert made.rows == ()
    assert made.total == Row("", 0, 0, (Counted(0, 0, None),))


@pytest.mark.parametrize(
    ("value", "by", "label"),
    [
        ("n/a", "covered_year", "不适用"),
        (UNKNOWN, "division", "未识别"),
        ("重庆市/本级", "division", "重庆市（本级）"),
        ("四川省/资阳市", "division", "四川省资阳市"),
        ("重庆市涪陵区政协", "organization", "重庆市涪陵区政协"),
        ("调研(视察)报告", "kind", "调研(视察)报告"),
    ],
)
def test_values_are_shown_by_their_names(value: str, by: str, label: str) -> None:
    assert group_label(value, by) == label


@pytest.mark.parametrize("query", ["工作 OR 提案", '工作"', "“政协", "(工作 信息", "工作 |", "NOT 提案"])
def test_terms_are_found_in_what_a_query_of_any_form_finds(sectioned: Indexed, query: str) -> None:
    made = trends(sectioned.opened, ["政协", "信息", "委员"], SearchRequest(query))
    assert made.total.reports == sectioned.opened.search(SearchRequest(query)).total
    for term, counted in zip(made.terms, made.total.terms, strict=True):
        found = term.within(made.request, made.notes)
        assert found
        assert sectioned.opened.search(found).total == counted.reports


@pytest.mark.parametrize("query", ["政协 没有的词", "政协 NOT", "政协有没有什么工作？"])
def test_nothing_is_found_in_what_a_relaxed_query_finds(sectioned: Indexed, query: str) -> None:
    made = trends(sectioned.opened, ["政协"], SearchRequest(query))
    assert made.total.terms[0].reports
    assert made.terms[0].within(made.request, made.notes) is None


@pytest.mark.parametrize("typed", ["的“两个确立”", "“两个确立”的", "两个确立”", "“", "‘", "说「好」", '"', "\\", "＂"])
def test_a_term_with_quotation_marks_finds_itself(typed: str) -> None:
    (term,) = read_terms([typed], variants=True)
    assert read_query(term.query) == (Quoted(typed), ())
