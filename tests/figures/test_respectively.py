"""Lists that are matched one to one: 示例 of what 分别 gives to each."""

from __future__ import annotations

import pytest

from indexer.figures import figures
from indexer.structure import headings
from tests.quality.figures.measure import REPORTS

Row = tuple[str, str, str, object]


def read(text: str, report: str = "区") -> list[Row]:
    found = figures(text, headings(text), REPORTS[report])
    assert not any(figure.contradicted for figure in found)
    return [(figure.indicator, figure.action, figure.actor, figure.value) for figure in found]


@pytest.mark.parametrize(
    "lead",
    [
        "办复率、满意率分别为",
        "提案办复率、满意率分别为",
        "提案的办复率和满意率分别达",
        "提案办理办复率和委员满意率分别达到",
        "办理协商深入推进，提案办复率、委员满意率分别提高到",
    ],
)
def test_rates_whatever_stands_before_them(lead: str) -> None:
    assert read("提案办理答复率和委员满意率分别达100%、98%。") == [("答复率", "", "", 100), ("满意率", "", "", 98)]
    assert read(f"{lead}100%、97%。") == [("办复率", "", "", 100), ("满意率", "", "", 97)]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("委员提案、集体提案分别为255件、57件。", [("提案", "", "委员", 255), ("提案", "", "集体", 57)]),
        ("立案委员提案、集体提案分别为255件、57件。", [("提案", "立案", "委员", 255), ("提案", "立案", "集体", 57)]),
        ("收到提案、立案提案分别为312件、268件。", [("提案", "提出", "", 312), ("提案", "立案", "", 268)]),
        ("提案立案、办复分别为268件、260件。", [("提案", "立案", "", 268), ("提案", "办复", "", 260)]),
        ("分别开展视察、调研5次、6次。", [("视察", "开展", "", 5), ("调研", "开展", "", 6)]),
        (
            "党派团体、界别、委员分别提交提案45件、20件、240件。",
            [("提案", "提出", "集体", 45), ("提案", "提出", "界别", 20), ("提案", "提出", "委员", 240)],
        ),
        ("提案、社情民意信息分别增长5%、6%。", [("提案", "增长", "", 5), ("社情民意信息", "增长", "", 6)]),
        ("立案率、满意率分别提高5个百分点、6个百分点。", [("立案率", "增长", "", 5), ("满意率", "增长", "", 6)]),
    ],
)
def test_each_has_its_own_action_and_author(text: str, rows: list[Row]) -> None:
    assert read(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "社情民意信息被全国政协、市政协采用2条、19条。",
            [("社情民意信息", "采用", "全国政协", 2), ("社情民意信息", "采用", "市政协", 19)],
        ),
        (
            "向全国政协、市政协报送社情民意信息5篇、62篇。",
            [("社情民意信息", "编报", "全国政协", 5), ("社情民意信息", "编报", "市政协", 62)],
        ),
        ("社情民意信息被全国政协、市政协采用21条。", [("社情民意信息", "采用", "全国政协、市政协", 21)]),
    ],
)
def test_bodies_and_as_many_numbers_need_no_word_for_it(text: str, rows: list[Row]) -> None:
    assert read(text) == rows


@pytest.mark.parametrize(
    "text",
    [
        "甲社、乙社分别提交提案5件、6件。",
        "立案率、办复率、满意率分别为100%、97%。",
        "提案办复率、满意率分别由95%、96%提高到97%、98%。",
    ],
)
def test_what_cannot_be_matched_is_no_figure(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("上半年、下半年分别立案提案96件、100件。", [("上半年", 96), ("下半年", 100)]),
        ("2022年上半年和下半年分别立案提案96件、100件。", [("2022年上半年", 96), ("2022年下半年", 100)]),
        ("上、下半年分别立案提案96件、100件。", [("上半年", 96), ("下半年", 100)]),
        ("2022年一、二季度分别立案提案40件、56件。", [("2022年一季度", 40), ("2022年二季度", 56)]),
        ("一、二季度分别立案提案40件、56件。", [("一季度", 40), ("二季度", 56)]),
        (
            "第一季度、第二季度、第三季度分别立案提案40件、56件、60件。",
            [("第一季度", 40), ("第二季度", 56), ("第三季度", 60)],
        ),
        ("一至三季度、四季度分别立案提案140件、56件。", [("一至三季度", 140), ("四季度", 56)]),
        ("一季度至三季度、四季度分别立案提案140件、56件。", [("一季度至三季度", 140), ("四季度", 56)]),
        ("1月、2月分别立案提案40件、56件。", [("1月", 40), ("2月", 56)]),
        ("1至6月、7至12月分别立案提案40件、56件。", [("1至6月", 40), ("7至12月", 56)]),
        ("大会期间、闭会期间分别立案提案180件、16件。", [("大会期间", 180), ("闭会期间", 16)]),
        (
            "2021、2022年和2023年上半年分别立案提案180件、190件、96件。",
            [("2021", 180), ("2022", 190), ("2023年上半年", 96)],
        ),
        ("上年、今年分别立案提案190件、196件。", [("2022", 190), ("2023", 196)]),
        ("立案提案上半年、下半年分别为96件、100件。", [("上半年", 96), ("下半年", 100)]),
        ("立案率上半年、下半年分别为90%、92%。", [("上半年", 90), ("下半年", 92)]),
        ("上半年、下半年立案率、满意率分别为90%、92%。", []),
        ("上半年、下半年、全年分别立案提案96件、100件。", []),
    ],
)
def test_times_are_a_list_too(text: str, rows: list[tuple[str, object]]) -> None:
    found = figures(text, (), REPORTS["区"])
    assert [(figure.period.label, figure.value) for figure in found] == rows
    assert not any(figure.contradicted for figure in found)
