"""Which action and indicator a number has: 示例 of shapes in which the nearest word is not it."""

from __future__ import annotations

import pytest

from indexer.figures import figures
from tests.quality.figures.measure import REPORTS


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("共有196件提案立案，已全部办复。", [("提案", "立案", 196), ("提案", "办复", 100)]),
        ("共有196件提案。", [("提案", "提出", 196)]),
        ("提案196件（其中重点提案10件）全部办复。", [("提案", "办复", 196), ("重点提案", "办复", 10)]),
        ("立案提案（其中重点提案12件）196件。", [("重点提案", "", 12), ("提案", "立案", 196)]),
        ("开展调研、视察、协商共20次。", []),
        ("提出代表建议、批评和意见共20件。", [("代表建议", "提出", 20)]),
        ("3名委员提交的5件提案获得表彰。", [("提案", "表彰", 5)]),
        ("立案196件 委员立案150件", [("提案", "立案", 196), ("提案", "立案", 150)]),
        ("立案196件均已办复。", [("提案", "立案", 196), ("提案", "办复", 196)]),
        ("收到提案312件，立案196件送有关部门办理。", [("提案", "提出", 312), ("提案", "立案", 196)]),
        ("多方听取意见。共提交39件法规草案。", []),
        ("收到提案312件，立案196件圆满办结。", [("提案", "提出", 312), ("提案", "立案", 196)]),
        ("收到提案312件，立案196件占六成。", [("提案", "提出", 312), ("提案", "立案", 196)]),
        ("反馈问题整改完成230个。", [("问题", "整改", 230)]),
        ("组织报告会3场、专题讲座5期、考察2次。", [("专题讲座", "开展", 5), ("考察", "开展", 2)]),
        ("像这样的示例小微协商，区政协共开展了8场。", [("协商", "开展", 8)]),
        ("深化小微协商，共开展活动8场。", []),
        ("立案196件、交办190件、办复190件。", [("提案", "立案", 196), ("提案", "交办", 190), ("提案", "办复", 190)]),
    ],
)
def test_action_and_indicator(text: str, rows: list[tuple[str, str, int]]) -> None:
    found = figures(text, (), REPORTS["区"])
    assert [(figure.indicator, figure.action, figure.value) for figure in found] == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "收到提案230件，其中重点提案12件，立案196件。",
            [("提案", "提出", 230), ("重点提案", "提出", 12), ("提案", "立案", 196)],
        ),
        (
            "收到提案230件，重点提案12件，立案196件，全部办复。",
            [("提案", "提出", 230), ("重点提案", "", 12), ("提案", "立案", 196)],
        ),
        ("跟踪督办上年度重点提案11件，立案196件。", [("重点提案", "督办", 11), ("提案", "立案", 196)]),
        ("共立案提案188件，其中重点提案12件。一年来立案188件。", [("提案", "立案", 188), ("重点提案", "立案", 12)]),
        (
            "立案196件，其中12件重点提案，办复190件。",
            [("提案", "立案", 196), ("重点提案", "立案", 12), ("提案", "办复", 190)],
        ),
        (
            "提案满意率98%。督办重点提案12件，办复190件。",
            [("满意率", "", 98), ("重点提案", "督办", 12), ("提案", "办复", 190)],
        ),
        ("督办重点提案12件，办复10件。", [("重点提案", "督办", 12), ("重点提案", "办复", 10)]),
        ("收到代表建议300件，督办重点提案12件，办复196件。", [("代表建议", "提出", 300), ("重点提案", "督办", 12)]),
    ],
)
def test_what_more_were_filed_than_were_chosen_is_of_all(text: str, rows: list[tuple[str, str, int]]) -> None:
    found = figures(text, (), REPORTS["区"])
    assert [(figure.indicator, figure.action, figure.value) for figure in found] == rows
    assert not any(figure.contradicted for figure in found)


@pytest.mark.parametrize(
    "part", ["其中专报12篇", "其中报送专报12篇", "其中综合信息20篇、专报12篇", "其中12篇专报", "专报12篇"]
)
def test_special_reports_are_no_second_total(part: str) -> None:
    mark = "、" if part == "专报12篇" else "，"
    found = figures(f"编报社情民意信息230篇{mark}{part}。", (), REPORTS["区"])
    assert [(figure.indicator, figure.value) for figure in found] == [("社情民意信息", 230), ("专报", 12)]
    assert found[1].action in ("编报", "")


@pytest.mark.parametrize("mark", ["，", "。", "；"])
@pytest.mark.parametrize("clause", ["编发专报12篇", "编印专报12篇", "全年报送专报12篇"])
def test_special_reports_in_a_clause_of_their_own_are_counted_apart(clause: str, mark: str) -> None:
    found = figures(f"编报社情民意信息230篇{mark}{clause}。", (), REPORTS["区"])
    assert [(figure.indicator, figure.value) for figure in found] == [("社情民意信息", 230), ("专报", 12)]
    assert not any(figure.contradicted for figure in found)


def test_special_reports_that_were_used_are_the_messages() -> None:
    found = figures("编报社情民意信息230篇，全国政协采用专报12篇。", (), REPORTS["区"])
    assert [(figure.indicator, figure.action, figure.value) for figure in found] == [
        ("社情民意信息", "编报", 230),
        ("社情民意信息", "采用", 12),
    ]


def test_special_reports_that_are_used_are_what_they_belong_to() -> None:
    found = figures("编报社情民意信息230篇，其中12篇专报被市政协采用。", (), REPORTS["区"])
    assert [(figure.indicator, figure.action, figure.value) for figure in found] == [
        ("社情民意信息", "编报", 230),
        ("社情民意信息", "采用", 12),
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "报送社情民意信息120多条，被市政协采用的有18条，全国政协采用的有2条。",
            [("编报", "", 120), ("采用", "市政协", 18), ("采用", "全国政协", 2)],
        ),
        (
            "报送社情民意信息120条，市政协采用的18条，全国政协采用的2条。",
            [("编报", "", 120), ("采用", "市政协", 18), ("采用", "全国政协", 2)],
        ),
        ("报送社情民意信息120条，其中被市政协采用的有18条。", [("编报", "", 120), ("采用", "市政协", 18)]),
        ("立案数量由上年的205件增加到216件。", [("立案", "", 216)]),
        ("立案由上年的205件增加到216件。", [("立案", "", 216)]),
        ("围绕立案抓办理，企业诉求由205件增加到216件。", []),
        ("立案后，走访由205件增加到216件。", []),
    ],
)
def test_what_was_used_of_them_and_what_rose(text: str, rows: list[tuple[str, str, int]]) -> None:
    found = figures(text, (), REPORTS["区"])
    assert [(figure.action, figure.actor, figure.value) for figure in found] == rows
