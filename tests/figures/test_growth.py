"""By how much things grew: 示例 of 增长 behind lists, behind single numbers, and where it is not known what grew."""

from __future__ import annotations

import pytest

from indexer.figures import figures
from tests.quality.figures.measure import REPORTS

Row = tuple[str, str, str, str]


def grown(text: str) -> list[Row]:
    """What is said to have changed; that the rest is no percentage of proposals is asserted."""
    found = figures(text, (), REPORTS["区"])
    assert not any(figure.contradicted for figure in found)
    changes = [figure for figure in found if figure.action in ("增长", "下降")]
    assert not any(
        figure.unit in ("%", "个百分点") and figure.indicator == "提案" for figure in found if figure not in changes
    )
    return [(figure.indicator, figure.action, figure.actor, figure.printed) for figure in changes]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "收到提案312件、编报社情民意信息430条、开展调研12次，分别比上年增长5%、6%、2%。",
            [("提案", "增长", "", "5%"), ("社情民意信息", "增长", "", "6%"), ("调研", "增长", "", "2%")],
        ),
        (
            "收到提案312件，编报社情民意信息430条，同比分别增长5%和下降6%。",
            [("提案", "增长", "", "5%"), ("社情民意信息", "下降", "", "6%")],
        ),
        (
            "收到提案312件、编报社情民意信息430条，同比增长5%和6%。",
            [("提案", "增长", "", "5%"), ("社情民意信息", "增长", "", "6%")],
        ),
        (
            "编报社情民意信息430篇，全国政协采用12篇、市政协采用74篇，分别比上年增长20%、5%。",
            [("社情民意信息", "增长", "全国政协", "20%"), ("社情民意信息", "增长", "市政协", "5%")],
        ),
        (
            "收到提案312件（含大会发言转化12件），编报社情民意信息430条，分别增长5%、6%。",
            [("提案", "增长", "", "5%"), ("社情民意信息", "增长", "", "6%")],
        ),
        (
            "立案提案268件、督办重点提案12件，比上年分别增加15件、2件。",
            [("提案", "增长", "", "15件"), ("重点提案", "增长", "", "2件")],
        ),
        (
            "立案率92%、办复率99%、满意率98%，分别比上年提高5个、6个和2个百分点。",
            [("立案率", "增长", "", "5个"), ("办复率", "增长", "", "6个"), ("满意率", "增长", "", "2个百分点")],
        ),
        (
            "立案率、办复率、满意率分别为92%、99%、98%，分别比上年提高5、6.5、2个百分点。",
            [("立案率", "增长", "", "5"), ("办复率", "增长", "", "6.5"), ("满意率", "增长", "", "2个百分点")],
        ),
        (
            "收到提案、立案提案、办复提案分别比上年增长5%、6%、2%。",
            [("提案", "增长", "", each) for each in ("5%", "6%", "2%")],
        ),
        ("提案立案数、办复数分别比上年增长5%、6%。", [("提案", "增长", "", "5%"), ("提案", "增长", "", "6%")]),
        ("集体、委员提案分别增长5%、6%。", [("提案", "增长", "集体", "5%"), ("提案", "增长", "委员", "6%")]),
        (
            "集体提案57件、委员提案255件，分别增长5%、6%。",
            [("提案", "增长", "集体", "5%"), ("提案", "增长", "委员", "6%")],
        ),
    ],
)
def test_each_of_a_list_grew_by_its_own(text: str, rows: list[Row]) -> None:
    assert grown(text) == rows


@pytest.mark.parametrize(
    "text",
    [
        "收到提案312件、立案268件、办复260件，分别比上年增长5%、6%。",
        "提案、社情民意信息分别比上年增长5%、6%、7%。",
        "提案办复率、满意率分别达100%、98%，分别比上年增长5%、6%、2%。",
        "收到提案312件，参会委员800人，比上年增长5%。",
        "收到提案312件、立案268件，分别是上年的105%、106%。",
        "集体提案57件、委员提案255件，分别占18%、82%。",
        "两区分别提交提案5件、6件。",
        "立案268件，其中上年多件。",
        "立案268件，近年多12件由区委领导督办。",
    ],
)
def test_what_grew_is_not_known(text: str) -> None:
    assert grown(text) == []


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "收到提案312件，比上年增长5%；立案268件，比上年增长6%。",
            [("提案", "增长", "", "5%"), ("提案", "增长", "", "6%")],
        ),
        ("立案268件，增加15件，增长6%。", [("提案", "增长", "", "15件"), ("提案", "增长", "", "6%")]),
        ("集体提案57件，比上年增长8%。", [("提案", "增长", "集体", "8%")]),
        ("立案268件，比上年多12件。", [("提案", "增长", "", "12件")]),
        ("立案268件，比去年少3件。", [("提案", "下降", "", "3件")]),
        ("立案268件，较上年增加12件。", [("提案", "增长", "", "12件")]),
        ("立案268件，较2022年同期多了近百件。", [("提案", "增长", "", "百件")]),
        ("立案提案268件，比上年多立案12件。", [("提案", "增长", "", "12件")]),
        (
            "收到提案312件、立案268件，分别比上年多12件、8件。",
            [("提案", "增长", "", "12件"), ("提案", "增长", "", "8件")],
        ),
        (
            "编报社情民意信息430条，被市政协采用74条，同比增长12%。",
            [("社情民意信息", "增长", "市政协", "12%")],
        ),
        ("立案率、满意率比上年均提高5%。", [("立案率", "增长", "", "5%"), ("满意率", "增长", "", "5%")]),
    ],
)
def test_one_number_grew(text: str, rows: list[Row]) -> None:
    assert grown(text) == rows


@pytest.mark.parametrize(
    "text",
    [
        "收到提案312件、立案268件，分别增长5%、5%。",
        "收到提案、立案提案分别增长5%、5%。",
        "收到提案比上年增长5%。立案提案比上年增长5%。",
        "提案提交量、立案量分别增长5%、5%。",
        "收到提案增长5%。提案立案量增长5%。",
        "收到提案312件，增长5%；立案268件，增长5%。",
        "收到提案312件，比上年多12件；立案268件，比上年多12件。",
        "收到提案比上年多12件，立案提案比上年多12件。",
        "比上年多收到提案12件、多立案12件。",
        "收到提案312件，增长5%，立案数增长5%。",
    ],
)
def test_growth_of_one_action_is_not_that_of_another(text: str) -> None:
    found = [figure for figure in figures(text, (), REPORTS["区"]) if figure.action == "增长"]
    assert [(figure.changed, figure.done, figure.repeats) for figure in found] == [
        ("提出", "提出增长", ()),
        ("立案", "立案增长", ()),
    ]


def test_a_part_goes_on_with_the_whole_not_with_its_growth() -> None:
    found = figures("收到提案312件，较去年增长5%，其中集体提案57件，增长8%。", (), REPORTS["区"])
    assert [(figure.action, figure.actor, figure.printed) for figure in found] == [
        ("提出", "", "312件"),
        ("增长", "", "5%"),
        ("提出", "集体", "57件"),
        ("增长", "集体", "8%"),
    ]


def test_numbers_of_a_list_share_its_last_unit() -> None:
    found = figures("立案率、办复率、满意率分别为92、99.1和98%。", (), REPORTS["区"])
    assert [(figure.indicator, str(figure.value), figure.printed) for figure in found] == [
        ("立案率", "92", "92"),
        ("办复率", "99.1", "99.1"),
        ("满意率", "98", "98%"),
    ]


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("立案提案比上年减少12件，下降到256件。", ("提案", "立案", "256件")),
        ("提案立案数量较上年减少12件，降至256件。", ("提案", "立案", "256件")),
        ("提案数量增长5%，增至312件。", ("提案", "", "312件")),
    ],
)
def test_what_something_changed_to_is_not_by_how_much(text: str, now: tuple[str, str, str]) -> None:
    found = [(figure.indicator, figure.action, figure.printed) for figure in figures(text, (), REPORTS["区"])]
    assert found[-1] == now
    assert [action for _, action, _ in found[:-1]] in (["增长"], ["下降"])
