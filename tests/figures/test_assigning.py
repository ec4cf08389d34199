"""Which action and indicator a number has: 示例 of shapes in which the nearest word is not it."""

from __future__ import annotations

import pytest

from indexer.figures import figures
from tests.quality.figures.measure import REPORTS


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("共有196件提案立案，已全部办复。", [("提案", "立案", 196)]),
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
