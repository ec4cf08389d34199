"""Whose a figure is and what was done, where that stands further off or only qualifies: sentences of ours, 示例."""

from __future__ import annotations

import pytest

from indexer.figures import figures
from tests.quality.figures.measure import REPORTS

Row = tuple[str, str, str, str]


def read(text: str, report: str = "市") -> list[Row]:
    """(indicator, action, actor, number as printed)."""
    return [
        (figure.indicator, figure.action, figure.actor, figure.printed) for figure in figures(text, (), REPORTS[report])
    ]


@pytest.mark.parametrize(
    "text",
    [
        "对上次答复承诺解决的17件提案开展“回头看”。",
        "对办理答复中承诺落实的17件委员提案开展跟踪督办。",
        "区政协逐一走访，对答复承诺解决的17件提案再次督促。",
    ],
)
def test_what_was_promised_in_an_answer_is_not_answered_now(text: str) -> None:
    assert read(text, "区") == []


@pytest.mark.parametrize(
    "text", ["承办省政协交办提案21件。", "全年承办了省政协交办的提案21件。", "共办理省政协交办提案21件。"]
)
def test_what_others_handed_over_is_handled(text: str) -> None:
    ((indicator, action, _, printed),) = read(text, "府")
    assert (indicator, action, printed) == ("提案", "办理", "21件")
    assert read("交办提案21件。", "市") == [("提案", "交办", "", "21件")]


@pytest.mark.parametrize("mark", ["、", "，", "和"])
def test_whoever_used_them_used_the_parts(mark: str) -> None:
    used = [("社情民意信息", "采用", "省政协", each) for each in ("64篇", "41篇", "23篇")]
    assert read(f"省政协采用社情民意信息64篇，其中单篇采用41篇{mark}综合采用23篇。") == used
    assert read(f"社情民意信息被省政协采用64篇，其中：综合采用41篇{mark}单篇采用23篇。") == used


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("31篇社情民意信息被省级以上部门采用。", "省级以上部门"),
        ("社情民意信息被市级及以上单位采用31篇。", "市级及以上单位"),
        ("31篇社情民意信息获党和国家领导人批示。", "党和国家领导人"),
        ("党和国家领导同志批示社情民意信息31篇。", "党和国家领导"),
    ],
)
def test_bodies_of_no_one_name(text: str, actor: str) -> None:
    ((indicator, _, found, printed),) = read(text, "区")
    assert (indicator, found, printed) == ("社情民意信息", actor, "31篇")


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("市政协主席、副主席督办重点提案9件。", "市政协主席、副主席"),
        ("主席、副主席分别领衔督办重点提案9件。", "主席、副主席"),
        ("9件重点提案由主席、副主席领衔督办。", "主席、副主席"),
    ],
)
def test_chairs_follow_up(text: str, actor: str) -> None:
    assert read(text) == [("重点提案", "督办", actor, "9件")]


@pytest.mark.parametrize("opens", ["。其中，", "；其中", "，其中"])
@pytest.mark.parametrize("goes_on", ["，占73%；", "；", "、"])
def test_parts_of_the_whole_go_on_with_what_was_done(opens: str, goes_on: str) -> None:
    assert read(f"收到提案812件，立案700件{opens}委员提案511件{goes_on}集体提案189件。") == [
        ("提案", "提出", "", "812件"),
        ("提案", "立案", "", "700件"),
        ("提案", "立案", "委员", "511件"),
        ("提案", "立案", "集体", "189件"),
    ]


def test_a_sentence_of_its_own_goes_on_with_nothing() -> None:
    assert read("立案提案700件。委员提案511件；集体提案189件。")[1:] == [
        ("提案", "", "委员", "511件"),
        ("提案", "", "集体", "189件"),
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("组织视察6次，专题调研11次。", [("视察", "开展", "", "6次"), ("调研", "开展", "", "11次")]),
        ("召开主席会议15次，座谈会8次。", [("主席会议", "开展", "", "15次"), ("座谈会", "开展", "", "8次")]),
        ("召开主席会议15次，视察8次。", [("主席会议", "开展", "", "15次"), ("视察", "", "", "8次")]),
        ("举办培训班6期，培训800人次。", [("培训", "开展", "", "6期"), ("培训", "", "", "800人次")]),
        ("组织视察6次，委员协商11次。", [("视察", "开展", "", "6次"), ("协商", "", "", "11次")]),
    ],
)
def test_a_verb_goes_on_over_a_comma(text: str, rows: list[Row]) -> None:
    assert read(text) == rows


def test_manuscripts_are_gathered() -> None:
    assert read("征集史料稿件37篇，刊发稿件12篇。") == [("稿件", "提出", "", "37篇"), ("稿件", "刊发", "", "12篇")]


@pytest.mark.parametrize("sent", ["报送", "编报", "上报"])
def test_information_that_such_a_body_used_is_of_the_peoples_mind(sent: str) -> None:
    used = ("社情民意信息", "采用", "省政协", "96篇")
    assert read(f"市政协{sent}的信息被省政协采用96篇。") == [used]
    assert read(f"{sent}信息180篇，被省政协采用96篇。") == [("社情民意信息", "编报", "", "180篇"), used]


@pytest.mark.parametrize(
    "text",
    [
        "报送信息180篇，被省委办公厅采用96篇。",
        "政务信息被省政府采用96篇。",
        "报送信息180篇。被省政协采用情况良好。",
        "发布信息180篇，政协采用新媒体传播。",
        "报送信息化项目18件。",
    ],
)
def test_information_of_others_is_no_figure(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("协调解决停车、就医等难题八十余个。", [("问题", "解决", "", "八十余个")]),
        ("帮助企业化解困难近百件，走访困难企业31户。", [("问题", "解决", "", "百件"), ("走访", "", "", "31户")]),
        ("遇到困难12个。", []),
        ("走访慰问困难职工42户。", [("走访", "", "", "42户")]),
    ],
)
def test_hardships_are_problems_where_they_are_solved(text: str, rows: list[Row]) -> None:
    assert read(text) == rows


@pytest.mark.parametrize("reached", ["达到", "达", "共达"])
def test_what_a_bound_is_told_exactly_to_be(reached: str) -> None:
    assert read(f"全年提案总量突破400件，{reached}418件。") == [("提案", "", "", "400件"), ("提案", "", "", "418件")]
    assert read(f"全年立案提案超过400件，{reached}98%。") == [("提案", "立案", "", "400件")]


def test_other_words_of_deeds_and_things() -> None:
    assert read("平均每年立案提案210件以上，三年累计办理落实七百余件。") == [("提案", "办理", "", "七百余件")]
    assert read("在中央媒体刊发宣传报道48篇。") == [("稿件", "刊发", "", "48篇")]
    assert read("收到提案512件；立案460件，作为意见建议转送有关单位研究31件。") == [
        ("提案", "提出", "", "512件"),
        ("提案", "立案", "", "460件"),
        ("提案", "转办", "", "31件"),
    ]


@pytest.mark.parametrize("mark", ["、", "，", "和"])
@pytest.mark.parametrize("leads", ["其中交", "其中分别交", "其中，交"])
def test_to_whom_they_were_handed_over(leads: str, mark: str) -> None:
    rows = read(f"交办提案355件，{leads}市委系统29件{mark}市政府系统326件。")
    assert rows == [("提案", "交办", "", each) for each in ("355件", "29件", "326件")]
    assert read("立案提案355件，其中市委系统29件。") == [("提案", "立案", "", "355件")]


@pytest.mark.parametrize("share", ["占总数的16%", "占提案总数的16%", "占16.1%"])
def test_a_share_between_a_number_and_by_how_much_it_grew(share: str) -> None:
    assert read(f"提交集体提案74件，{share}，较上届同期增加8件。") == [
        ("提案", "提出", "集体", "74件"),
        ("提案", "增长", "集体", "8件"),
    ]


@pytest.mark.parametrize("rises", ["增长到", "上升至", "增加为"])
def test_what_a_number_was_at_first(rises: str) -> None:
    found = figures(f"提案数量不断攀升，由2020年的312件{rises}2023年的405件。", (), REPORTS["市"])
    assert [(each.indicator, each.low, each.period.label) for each in found] == [
        ("提案", 312, "2020"),
        ("提案", 405, "2023"),
    ]
