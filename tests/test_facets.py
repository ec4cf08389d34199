"""Which values a report carries, and how counted values are nested, ordered and named."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.answers import FacetValue
from indexer.facets import (
    FACETS,
    facet_named,
    facet_values,
    flat_facet,
    organization_tree,
    organization_values,
    value_holds,
)
from indexer.models import BODIES, LEVELS, Metadata, Organization

FULING = Organization("重庆市涪陵区政协", "政协重庆市涪陵区委员会", ("重庆市", "涪陵区"), "政协", "县级")
CHONGQING = Organization("重庆市政协", "政协重庆市委员会", ("重庆市",), "政协", "省级")
NATIONAL = Organization("全国政协", "中国人民政治协商会议全国委员会", (), "政协", "全国")
ZIYANG = Organization("四川省资阳市政协", "政协资阳市委员会", ("四川省", "资阳市"), "政协", "地市级")


def test_an_organization_carries_the_nodes_above_it() -> None:
    assert organization_values(FULING) == ("重庆市", "重庆市/涪陵区", "重庆市涪陵区政协")
    assert organization_values(CHONGQING) == ("重庆市", "重庆市/本级", "重庆市政协")
    assert organization_values(ZIYANG) == ("四川省", "四川省/资阳市", "四川省/资阳市/本级", "四川省资阳市政协")
    assert organization_values(NATIONAL) == ("全国", "全国政协")


def test_a_span_of_years_carries_each() -> None:
    values = facet_values(Metadata(covered_year=2022, covered_from=2018, delivered_year=2023))
    assert values["covered_year"] == ("2018", "2019", "2020", "2021", "2022")
    assert values["delivered_year"] == ("2023",)


def test_unknown_and_not_applicable_differ() -> None:
    assert facet_values(Metadata(kind="常委会工作报告"))["covered_year"] == ("unknown",)
    assert facet_values(Metadata(kind="政策文件"))["covered_year"] == ("n/a",)
    assert facet_values(Metadata(kind="政策文件", covered_year=2020))["covered_year"] == ("2020",)
    assert set(facet_values(Metadata()).values()) == {("unknown",)}


def test_years_run_down_levels_from_the_top_and_the_rest_by_count() -> None:
    years = flat_facet("covered_year", {"2021": 5, "2023": 1, "unknown": 9, "n/a": 2}, {"2021"})
    assert [value.value for value in years] == ["2023", "2021", "unknown", "n/a"]
    assert [value.label for value in years][-2:] == ["未识别", "不适用"]
    assert [value.selected for value in years] == [False, True, False, False]
    levels = flat_facet("level", {"县级": 9, "全国": 1, "省级": 3}, ())
    assert [value.value for value in levels] == ["全国", "省级", "县级"]
    parts = flat_facet("completeness", {"unknown": 9, "节选/残缺": 3, "摘要/图解": 4, "全文": 1}, ())
    assert [value.value for value in parts] == ["全文", "摘要/图解", "节选/残缺", "unknown"]
    kinds = flat_facet("kind", {"决议": 2, "提案": 2, "讲话": 7}, ())
    assert [value.value for value in kinds] == ["讲话", "决议", "提案"]


def test_a_chosen_value_without_reports_stays_visible() -> None:
    assert flat_facet("kind", {}, {"提案"}) == (FacetValue("提案", "提案", 0, True),)


def test_an_excluded_value_is_told_apart_and_stays_visible() -> None:
    kinds = flat_facet("kind", {"讲话": 3}, {"讲话", "决议"}, {"讲话", "提案"})
    assert [(value.value, value.count, value.selected, value.excluded) for value in kinds] == [
        ("讲话", 3, False, True),
        ("决议", 0, True, False),
        ("提案", 0, False, True),
    ]
    (top,) = organization_tree({"重庆市": 1}, parents(FULING), {"重庆市"}, {"重庆市涪陵区政协"})
    assert (top.selected, top.excluded) == (True, False)
    (leaf,) = top.children[0].children
    assert (leaf.value, leaf.count, leaf.selected, leaf.excluded) == ("重庆市涪陵区政协", 0, False, True)


@pytest.mark.parametrize(
    ("typed", "facet"),
    [("机构", "organization"), ("報告年份", "delivered_year"), ("Kind", "kind"), ("年", None), ("", None)],
)
def test_facets_are_known_by_both_names(typed: str, facet: str | None) -> None:
    assert facet_named(typed) == facet


def parents(*organizations: Organization) -> dict[str, str]:
    return {node: above for known in organizations for above, node in pairwise(organization_values(known))}


def test_the_tree_nests_and_puts_the_nation_and_the_division_itself_first() -> None:
    counts = {"重庆市": 3, "重庆市/本级": 1, "重庆市政协": 1, "重庆市/涪陵区": 2, "重庆市涪陵区政协": 2}
    counts |= {"四川省": 5, "四川省/资阳市": 5, "四川省/资阳市/本级": 5, "四川省资阳市政协": 5}
    counts |= {"全国": 1, "全国政协": 1, "unknown": 7}
    tree = organization_tree(counts, parents(FULING, CHONGQING, ZIYANG, NATIONAL), {"重庆市涪陵区政协"})
    assert [(node.label, node.count) for node in tree] == [("全国", 1), ("四川省", 5), ("重庆市", 3), ("未识别", 7)]
    chongqing = tree[2]
    assert [(node.label, node.count) for node in chongqing.children] == [("本级", 1), ("涪陵区", 2)]
    (fuling,) = chongqing.children[1].children
    assert fuling == FacetValue("重庆市涪陵区政协", "重庆市涪陵区政协", 2, True)


def test_a_chosen_organization_without_reports_keeps_its_place() -> None:
    tree = organization_tree({}, parents(FULING), {"重庆市涪陵区政协"})
    assert tree[0].value == "重庆市"
    assert tree[0].children[0].children[0].selected
    elsewhere = organization_tree({"重庆市": 1}, parents(FULING), {"不在库中的机构"})
    assert {node.value for node in elsewhere} == {"重庆市", "不在库中的机构"}


def test_a_national_government_body_stands_under_the_nation() -> None:
    assert organization_values(replace(NATIONAL, name="国务院", body="人民政府")) == ("全国", "国务院")


PLACES = st.lists(st.sampled_from(["重庆市", "全国", "涪陵区", "本级", "甲/乙"]), max_size=3).map(tuple)
NAMES = st.sampled_from(["重庆市", "全国", "某某学会", "重庆市/本级", "unknown"])


@given(
    st.builds(Organization, NAMES, st.none(), PLACES, st.sampled_from(BODIES), st.sampled_from([*LEVELS, None])),
    st.none() | st.integers(2000, 2024),
    st.none() | st.integers(2000, 2024),
)
def test_any_report_carries_a_value_in_every_facet_and_none_twice(
    organization: Organization, first: int | None, last: int | None
) -> None:
    values = facet_values(Metadata(organization=organization, covered_from=first, covered_year=last))
    assert set(values) == set(FACETS)
    for carried in values.values():
        assert carried
        assert len(set(carried)) == len(carried)
    counts = dict.fromkeys(values["organization"], 1)
    tree = organization_tree(counts, dict(map(reversed, pairwise(values["organization"]))), ())
    assert tree, "whatever is counted is shown"


@pytest.mark.parametrize(
    ("value", "string", "held"),
    [
        ("重庆市涪陵区政协", "涪陵", True),
        ("示例轉載", "转载", True),
        ("unknown", "n", False),
        ("unknown", "未识别", True),
        ("unknown", "识别", False),
        ("n/a", "不适用", True),
    ],
)
def test_what_a_field_query_finds_among_values(value: str, string: str, held: bool) -> None:
    assert value_holds(value, string) == held
