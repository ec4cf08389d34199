"""Numbers of which the kind, the prize-giver or the growth is told somewhat further off: 示例."""

from __future__ import annotations

import pytest

from indexer.figures import figures
from tests.quality.figures.measure import REPORTS

Row = tuple[str, str, str, int]


def read(text: str, report: str = "县") -> list[Row]:
    return [(each.indicator, each.done, each.actor, int(each.low)) for each in figures(text, (), REPORTS[report])]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("收到提案312件、社情民意信息430篇，18件被列为重点。", ["提案"]),
        ("收到提案312件、社情民意信息430篇。其中18件被列为重点。", ["提案"]),
        ("收到提案312件、社情民意信息430篇，其中18篇被列为专报。", ["社情民意信息"]),
        ("收到提案312件、代表建议20件，其中18件被列为重点。", []),
        ("收到提案312件、代表建议20件。其中18件被列为重点。", []),
        ("编报社情民意信息430篇。收到提案312件，立案268件，其中18件被列为重点。", ["提案"]),
    ],
)
def test_what_was_chosen_is_of_the_kind_that_is_counted_in_its_unit(text: str, chosen: list[str]) -> None:
    assert [indicator for indicator, action, _, value in read(text) if value == 18 and not action] == chosen


def test_a_part_is_of_what_stands_right_before_it() -> None:
    assert read("收到提案312件，撰写调研报告26篇，其中9篇获省市领导批示，3篇被省政协采用，立案268件。") == [
        ("提案", "提出", "", 312),
        ("调研报告", "编报", "", 26),
        ("调研报告", "批示", "省市领导", 9),
        ("调研报告", "采用", "省政协", 3),
        ("提案", "立案", "", 268),
    ]


@pytest.mark.parametrize(
    ("text", "giver"),
    [
        ("提交市政协提案14件，其中2件被评为优秀提案。", "市政协"),
        ("向市政协提交提案14件，其中2件被评为优秀提案。", "市政协"),
        ("提交集体提案14件，其中2件被评为优秀提案。", ""),
        ("提交提案14件，其中2件被评为优秀提案。", ""),
        ("提交市政协提案14件，立案12件。县政协提案2件被评为优秀提案。", ""),
    ],
)
def test_prizes_for_proposals_to_another_body_are_given_by_it(text: str, giver: str) -> None:
    assert [actor for _, action, actor, value in read(text) if (action, value) == ("表彰", 2)] == [giver]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("比上年多立案12件、督办3件、办复10件。", [("立案增长", 12), ("督办增长", 3), ("办复增长", 10)]),
        ("与上年相比，多立案12件、多督办3件。", [("立案增长", 12), ("督办增长", 3)]),
        ("提案比上年多立案12件，督办3件。", [("立案增长", 12), ("督办", 3)]),
        ("立案提案比上年增加12件、督办3件。", [("立案增长", 12), ("督办", 3)]),
    ],
)
def test_a_list_shares_the_growth_that_stands_before_its_verbs(text: str, rows: list[tuple[str, int]]) -> None:
    assert [(done, value) for _, done, _, value in read(text)] == rows


@pytest.mark.parametrize(
    ("text", "report", "times"),
    [
        ("开展监督活动58次。", "县", [58]),
        ("开展专项监督活动12次、视察6次。", "县", [12]),
        ("开展协商监督活动30次。", "县", []),
        ("媒体开展舆论监督活动30次。", "县", []),
        ("开展监督活动30次。", "人", []),
    ],
)
def test_supervision_is_democratic_in_reports_of_a_cppcc(text: str, report: str, times: list[int]) -> None:
    assert [value for indicator, _, _, value in read(text, report) if indicator == "民主监督"] == times


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "省人大代表建议、省政协提案办结率均为100%，分别办理712件、805件。",
            [("代表建议", "办理", "", 712), ("提案", "办理", "省政协", 805)],
        ),
        ("人大代表建议、政协提案办复率均达100%，分别办理712件、805件、10件。", []),
        ("建议和提案办结率均为100%，分别办理12件、13件。", []),
        ("人大代表建议、政协提案办复率均达100%；分别办理712件、805件。", []),
    ],
)
def test_numbers_behind_a_rate_go_with_the_list_before_it(text: str, rows: list[Row]) -> None:
    assert [row for row in read(text, "府") if not row[0].endswith("率")] == rows
