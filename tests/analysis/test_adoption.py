"""First uses and heat maps against the searches that they open, and against reading every report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.analysis.adoption import Adoption, Row, adoption
from indexer.analysis.trend_rows import PER
from indexer.answers import SearchRequest
from indexer.errors import QueryError
from indexer.facets import facet_values
from indexer.fold import fold
from indexer.models import UNKNOWN, Metadata, Organization, Report
from tests.analysis.conftest import Indexed, MakeLibrary
from tests.contract.corpus import ORGANIZATIONS
from tests.contract.oracle import mentioned

TERMS = ("政协", "信息", "“资讯”", "没有的词", "两个确立")
REQUESTS = {
    "all": SearchRequest(),
    "copies": SearchRequest(copies=True),
    "section": SearchRequest(section="review"),
    "filters": SearchRequest(filters={"organization": ("重庆市",), "covered_year": ("2020..2022",)}),
    "query": SearchRequest("提案 OR 信息", excluded={"kind": ("会议新闻",)}),
}


def opened(indexed: Indexed, made: Adoption, row: Row, column: str, query: str) -> tuple[int, int]:
    """Reports and occurrences that the search behind a cell finds."""
    filters = dict(made.request.filters)
    if row.value:
        filters["organization"] = (row.value,)
    if column:
        filters[made.years] = (column,)
    page = indexed.opened.search(replace(made.request, query=query, filters=filters))
    return page.total, page.occurrences


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.parametrize("years", ["covered_year", "delivered_year"])
@pytest.mark.parametrize("name", REQUESTS)
def test_every_number_is_that_of_the_search_it_opens(indexed: Indexed, term: str, years: str, name: str) -> None:
    made = adoption(indexed.opened, term, REQUESTS[name], years=years)
    base = made.request.query
    for row in (*made.rows, made.total):
        for column, cell in zip((*made.columns, ""), (*row.cells, row.total), strict=True):
            assert cell.reports == opened(indexed, made, row, column, base)[0]
            uses = made.term.within(made.request, made.notes)
            assert uses
            held, occurrences = opened(indexed, made, row, column, uses.query)
            assert cell.holding == held
            if not base:  # else the search counts what else was asked for, too
                assert cell.occurrences == occurrences
            assert cell.rate == pytest.approx(cell.occurrences * PER / cell.characters if cell.characters else None)
        if row.first:
            first = made.uses_of(row)
            assert first
            assert indexed.opened.search(first).total == row.first.reports > 0
            earlier = indexed.opened.search(made.earlier_of(row)).total if row.first.earlier_years else 0
            assert row.first.earlier_reports == earlier
            before = replace(made.earlier_of(row), query=first.query)
            assert not row.first.earlier_years or indexed.opened.search(before).total == 0
    assert made.generation == indexed.opened.generation()


def dated(report: Report, years: str) -> int:
    found = report.metadata.covered_year if years == "covered_year" else report.metadata.delivered_year
    return found or 0


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.parametrize("years", ["covered_year", "delivered_year"])
def test_first_uses_are_those_of_reading_every_report(sectioned: Indexed, term: str, years: str) -> None:
    made = adoption(sectioned.opened, term, years=years)
    strings = made.term.strings
    known: dict[str, list[Report]] = {}
    for report in sectioned.reports:
        if report.metadata.organization:
            known.setdefault(report.metadata.organization.name, []).append(report)
    expected = {}
    for name, reports in known.items():
        uses = [each for each in reports if any(string in fold(each.text) for string in strings)]
        years_of_use = [dated(each, years) for each in uses if dated(each, years)]
        if years_of_use:
            first = min(years_of_use)
            before = [each for each in reports if 0 < dated(each, years) < first]
            same = [each for each in uses if dated(each, years) == first]
            days = sorted((each.metadata.published or "9999", each.id) for each in same)
            expected[name] = (first, len(same), days, len(before), {dated(each, years) for each in before})
    found = {row.value: row.first for row in made.rows if row.first}
    assert found.keys() == expected.keys()
    for name, (first, same, days, before, before_years) in expected.items():
        told = found[name]
        assert told is not None
        assert (told.year, told.reports, told.earlier_reports) == (first, same, before)
        assert told.earlier_years == tuple(sorted(before_years))
        published, report_id = days[0]
        assert told.report_id == report_id
        assert told.published == (None if published == "9999" else published)
        (report,) = (each for each in sectioned.reports if each.id == report_id)
        metadata = report.metadata
        assert (told.covered_from, told.covered_year, told.delivered_year) == (
            *(metadata.covered_from, metadata.covered_year, metadata.delivered_year),
        )
    order = [row.first.year for row in made.rows if row.first]
    assert order == sorted(order)
    never = {name: len(reports) for name, reports in known.items() if name not in {row.value for row in made.rows}}
    assert dict(made.without) == never
    assert sum(cell.occurrences for cell in made.total.cells) >= made.total.total.occurrences
    assert made.total.total.occurrences == sum(mentioned(fold(r.text), strings) for r in sectioned.reports)


def test_the_spread_adds_up(sectioned: Indexed) -> None:
    made = adoption(sectioned.opened, "政协")
    firsts = {row.value: row.first.year for row in made.rows if row.first}
    assert [each.year for each in made.spread] == list(range(min(firsts.values()), made.spread[-1].year + 1))
    assert {name: each.year for each in made.spread for name in each.new} == firsts
    for each in made.spread:
        assert each.users == sum(year <= each.year for year in firsts.values())
        place = made.columns.index(str(each.year))
        using = [row for row in made.rows if row.value != UNKNOWN and row.cells[place].holding]
        assert each.using == len(using) <= each.held
        held = {
            report.metadata.organization.name
            for report in sectioned.reports
            if report.metadata.organization and str(each.year) in facet_values(report.metadata)["delivered_year"]
        }
        assert each.held == len(held)
    assert sum(group.users for group in made.levels) == sum(group.users for group in made.regions) == len(firsts)
    for level in made.levels:
        of_level = [row.first.year for row in made.rows if row.first and row.level == level.value]
        assert (level.first, level.users) == (min(of_level), len(of_level))
        assert level.users <= level.held
    assert {region.value for region in made.regions} == {row.region for row in made.rows if row.first}


def test_a_report_on_several_years_is_of_the_last_for_first_uses_and_for_the_spread(make_library: MakeLibrary) -> None:
    span, single = (Metadata(organization=body, covered_year=2020) for body in ORGANIZATIONS[3:5])
    library = make_library(
        [("示例政协五年工作。", replace(span, covered_from=2018, covered_year=2022)), ("示例政协一年工作。", single)]
    )
    made = adoption(library, "政协", years="covered_year")
    assert [(each.year, each.users, each.using, each.held) for each in made.spread] == [
        *((2020, 1, 1, 1), (2021, 1, 0, 0), (2022, 2, 1, 1))
    ]
    assert made.total.cells[made.columns.index("2020")].holding == 2
    made = adoption(library, "政协", SearchRequest(filters={"covered_year": ("2020",)}), years="covered_year")
    assert [(each.year, each.users, each.using, each.held) for each in made.spread] == [(2020, 1, 1, 1)]
    assert [row.first is None for row in made.rows] == [False, True]
    assert "1 个机构用到的报告都没有可以算首见的年份" in made.notes[-1]
    assert "最后一年不在所查年份之内" in made.notes[-1]


def test_what_is_never_used_has_no_first_use(sectioned: Indexed) -> None:
    made = adoption(sectioned.opened, "没有的词")
    assert (made.rows, made.spread, made.levels, made.regions) == ((), (), (), ())
    assert made.total.total.reports == len(sectioned.reports)
    assert made.without


def test_tables_have_a_row_for_each_use_and_each_cell(sectioned: Indexed) -> None:
    made = adoption(sectioned.opened, "政协")
    table, heat = made.table(), made.heat()
    assert len(table.rows) == len(made.rows)
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert all(len(row) == len(heat.columns) for row in heat.rows)
    assert table.rows[0][3] == made.rows[0].first.year if made.rows[0].first else None
    assert sum(int(row[2] or 0) for row in heat.rows) == sum(cell.reports for row in made.rows for cell in row.cells)


def test_what_cannot_be_is_said(sectioned: Indexed) -> None:
    with pytest.raises(QueryError, match="不能按"):
        adoption(sectioned.opened, "政协", years="kind")
    with pytest.raises(QueryError, match="不能是空的"):
        adoption(sectioned.opened, " ")


def test_what_is_of_one_time_stands_in_the_official_order(make_library: MakeLibrary) -> None:
    provinces = [organization("四川省", "510000"), organization("重庆市", "500000"), organization("北京市", "110000")]
    library = make_library(
        [("示例新提法。", Metadata(organization=each, covered_year=2022, delivered_year=2023)) for each in provinces]
    )
    made = adoption(library, "新提法")
    official = ["北京市", "重庆市", "四川省"]
    assert [each.value for each in made.regions] == official
    assert [row.region for row in made.rows] == official
    assert list(made.spread[0].new) == [f"{place}政协" for place in official]
    without = adoption(library, "没有的词").without
    assert [name for name, _ in without] == [f"{place}政协" for place in official]


def organization(place: str, code: str) -> Organization:
    return Organization(f"{place}政协", f"{place}政协", (place,), "政协", "省级", code)
