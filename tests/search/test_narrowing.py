"""Filters, exclusions and facets: how values are read, what they leave, and what is counted beside them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from indexer.answers import FacetValue, Page
from indexer.errors import QueryError
from indexer.facets import FACETS
from indexer.filters import expand_years
from indexer.search import Library
from tests.search.four_reports import ask, flat, found


def test_relaxing_says_so_and_a_filter_never_changes_the_reading(library: Library) -> None:
    page = ask(library, "社情民意 提案 开幕")
    assert page.interpretation.mode == "most"
    assert found(page) == {2}
    assert any("放宽" in note for note in page.interpretation.notes)
    filtered = ask(library, "社情民意 提案", filters={"kind": ("会议新闻",)})
    assert (filtered.total, filtered.interpretation.mode) == (0, "all")


def test_filters_or_inside_and_between(library: Library) -> None:
    both = ask(library, "", filters={"organization": ("重庆市涪陵区政协", "浙江省舟山市定海区政协")})
    assert found(both) == {0, 2}
    narrowed = ask(
        library, "", filters={"organization": ("重庆市涪陵区政协", "浙江省舟山市定海区政协"), "kind": ("工作综述",)}
    )
    assert found(narrowed) == {2}
    assert flat(narrowed.facets["kind"]) == {"工作综述": 1, "常委会工作报告": 1}


@pytest.mark.parametrize(
    ("name", "values", "numbers"),
    [
        ("organization", ("重庆市",), {0, 1}),
        ("organization", ("重庆市/本级",), {1}),
        ("organization", ("重庆市/涪陵区",), {0}),
        ("organization", ("重慶市涪陵區政協",), {0}),
        ("organization", ("涪陵",), {0}),
        ("organization", ("unknown",), {3}),
        ("organization", ("未识别",), {3}),
        ("organization", ("无此机构",), set()),
        ("covered_year", ("2019",), {2}),
        ("covered_year", ("2021..2022",), {1, 2}),
        ("covered_year", ("2022..",), {0, 1}),
        ("covered_year", ("不适用",), {3}),
        ("covered_year", ("n/a", "2023"), {0, 3}),
        ("delivered_year", ("2024",), {0}),
        ("delivered_year", ("unknown",), {3}),
        ("level", ("县级",), {0, 2}),
        ("body", ("政协",), {0, 1, 2}),
        ("completeness", ("摘要/图解",), {0}),
        ("completeness", ("摘要/图解", "未识别"), {0, 1, 2, 3}),
        ("completeness", ("全文",), set()),
        ("source", ("unknown",), {0, 1, 2, 3}),
    ],
)
def test_filters(library: Library, name: str, values: tuple[str, ...], numbers: set[int]) -> None:
    assert found(ask(library, "", filters={name: values})) == numbers


@pytest.mark.parametrize(
    ("name", "values", "numbers"),
    [
        ("organization", ("重庆市",), {2, 3}),
        ("organization", ("重庆市/本级",), {0, 2, 3}),
        ("organization", ("重慶市涪陵區政協",), {1, 2, 3}),
        ("organization", ("涪陵", "定海"), {1, 3}),
        ("organization", ("未识别",), {0, 1, 2}),
        ("organization", ("无此机构",), {0, 1, 2, 3}),
        ("covered_year", ("2019",), {0, 1, 3}),
        ("covered_year", ("2021..2022",), {0, 3}),
        ("covered_year", ("不适用", "2023.."), {1, 2}),
        ("delivered_year", ("unknown",), {0, 1, 2}),
        ("completeness", ("未识别",), {0}),
        ("source", ("unknown",), set()),
    ],
)
def test_exclusions_are_read_as_filters_are(
    library: Library, name: str, values: tuple[str, ...], numbers: set[int]
) -> None:
    page = ask(library, "", excluded={name: values})
    assert found(page) == numbers
    kept = ask(library, "", filters={name: values})
    assert found(kept) == {0, 1, 2, 3} - numbers
    assert flat(page.facets[name]) == flat(ask(library, "").facets[name]) | dict.fromkeys(
        marked(page, name) - known(page, name), 0
    )


def marked(page: Page, name: str) -> set[str]:
    return {value.value for value in nodes(page.facets[name]) if value.excluded}


def known(page: Page, name: str) -> set[str]:
    return {value.value for value in nodes(page.facets[name]) if value.count}


def nodes(values: tuple[FacetValue, ...]) -> Iterator[FacetValue]:
    for value in values:
        yield value
        yield from nodes(value.children)


def test_what_is_excluded_is_marked_and_wins(library: Library) -> None:
    both = {"kind": ("常委会工作报告", "会议新闻")}
    page = ask(library, "", filters=both, excluded={"kind": ("会议新闻",), "organization": ("涪陵", "无此机构")})
    assert found(page) == {1}
    assert marked(page, "kind") == {"会议新闻"}
    assert [value.value for value in page.facets["kind"] if value.selected] == ["常委会工作报告"]
    assert marked(page, "organization") == {"重庆市涪陵区政协", "无此机构"}
    assert sum("涪陵" in note or "无此机构" in note for note in page.interpretation.notes) == 2
    assert ask(library, "社情民意 提案", excluded={"kind": ("工作综述",)}).interpretation.mode == "all"
    for wrong in ({"colour": ("red",)}, {"covered_year": ("nineteen",)}):
        with pytest.raises(QueryError):
            ask(library, "", excluded=wrong)


def test_choosing_one_organization_keeps_the_counts_of_the_others(library: Library) -> None:
    before = flat(ask(library, "社情民意").facets["organization"])
    after = flat(ask(library, "社情民意", filters={"organization": ("重庆市涪陵区政协",)}).facets["organization"])
    assert before == after
    assert after["浙江省舟山市定海区政协"] == 1


def test_every_facet_counts_every_report_of_the_page(library: Library) -> None:
    page = ask(library, "")
    assert tuple(page.facets) == FACETS
    for name in ("kind", "body", "level", "completeness", "source", "delivered_year"):
        assert sum(value.count for value in page.facets[name]) == page.total
    assert flat(page.facets["covered_year"])["2017"] == 1


def test_a_filter_value_that_no_report_carries_is_named(library: Library) -> None:
    notes = ask(library, "提案", filters={"kind": ("工作简报",)}).interpretation.notes
    assert any("工作简报" in note and "常委会工作报告" in note for note in notes)


def test_expanding_years() -> None:
    assert expand_years(("2021..2023", "unknown")) == {"2021", "2022", "2023", "unknown"}
    with pytest.raises(QueryError):
        expand_years(("2023..2021",))
