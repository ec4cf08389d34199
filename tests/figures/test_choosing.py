"""What was chosen out of more: 示例. Such a number is not how many were handed in, filed or followed up."""

from __future__ import annotations

import pytest

from indexer.figures import figures
from tests.quality.figures.measure import REPORTS

Row = tuple[str, str, str]


def read(text: str) -> list[Row]:
    return [(figure.indicator, figure.action, figure.printed) for figure in figures(text, (), REPORTS["区"])]


@pytest.mark.parametrize(
    "text",
    [
        "共有18件提案被列为重点。",
        "共有18件提案被列为重点督办提案。",
        "有18件提案被列为主席会议成员领衔督办的重点提案。",
        "共有18件提案入选重点督办提案。",
        "提交的18件提案被列为重点督办提案。",
        "提交的提案有18件被确定为重点。",
        "立案的18件提案被遴选为重点。",
        "18件提案被列入市政府督办事项。",
        "共有18件提案进入主席会议督办范围。",
        "18件提案作为重点督办提案。",
        "18件提案列入重点督办。",
        "18件提案纳入主席会议督办计划。",
        "18件提案被列为会议案立案。",
        "共有18件提案进展顺利。",
    ],
)
def test_being_chosen_is_no_other_action(text: str) -> None:
    assert read(text) == [("提案", "", "18件")]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("收到提案312件，其中18件提案被列为重点。", [("提案", "提出", "312件"), ("提案", "", "18件")]),
        ("从立案提案中遴选18件重点提案进行督办。", [("重点提案", "督办", "18件")]),
        ("立案提案中遴选重点提案18件。", [("重点提案", "", "18件")]),
        ("提出的12条建议写入政府工作报告。", [("意见建议", "", "12条")]),
        ("确定重点督办提案12件。", [("提案", "", "12件")]),
        ("选定重点办理提案12件。", [("提案", "", "12件")]),
        ("18件提案被确定为重点提案，5件被评为优秀。", [("提案", "", "18件"), ("提案", "表彰", "5件")]),
        ("共有18件提案被评为优秀提案。", [("提案", "表彰", "18件")]),
        ("提出意见建议35条，其中12条转化为政策。", [("意见建议", "提出", "35条"), ("意见建议", "转化", "12条")]),
    ],
)
def test_what_is_said_of_a_part_is_not_said_of_the_whole(text: str, rows: list[Row]) -> None:
    assert read(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("共有312件提案。", [("提案", "提出", "312件")]),
        ("共有312件提案（其中集体提案57件）。", [("提案", "提出", "312件"), ("提案", "提出", "57件")]),
        ("立案的196件提案全部被纳入督查平台。", [("提案", "立案", "196件")]),
        ("将立案的196件提案列入督查计划。", [("提案", "立案", "196件")]),
        ("立案的196件提案纳入政府督查。", [("提案", "立案", "196件")]),
        ("312件提案作为会议案立案。", [("提案", "立案", "312件")]),
        ("18件提案作为重点提案督办。", [("提案", "督办", "18件")]),
        ("12件提案作为参阅件转送有关部门。", [("提案", "转办", "12件")]),
        ("收到提案312件，经审查确定立案268件。", [("提案", "提出", "312件"), ("提案", "立案", "268件")]),
    ],
)
def test_what_was_done_with_all_of_them_is_no_choice(text: str, rows: list[Row]) -> None:
    assert read(text) == rows
