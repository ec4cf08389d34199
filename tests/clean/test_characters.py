"""Spaces, marks and readings inside a line."""

from __future__ import annotations

import re

import pytest

from tests.clean.texts import BODY, PROSE, TITLE, paragraphs


@pytest.mark.parametrize(
    ("line", "cleaned"),
    [
        ("政 府 工 作 报 告", "政府工作报告"),
        ("一、 过去五年工作回顾", "一、过去五年工作回顾"),
        ("提出提案 1480 件，立案 1315 件。", "提出提案1480件，立案1315件。"),
        ("2024 年", "2024年"),
        ("国务院总理　李  鹏", "国务院总理　李鹏"),
        ("省长 王予波", "省长 王予波"),
        ("第一章　总　　则", "第一章　总则"),
        ("在第十四届 人民代表大会第三次会议上", "在第十四届人民代表大会第三次会议上"),
        ("奋进新征程 建功新时代", "奋进新征程 建功新时代"),
        ("组织“奋进新征程 建功新时代”读书活动，全体委员参加。", "组织“奋进新征程 建功新时代”读书活动，全体委员参加。"),
        ("领域 经济发展 文化繁荣 民生福祉", "领域 经济发展 文化繁荣 民生福祉"),
        ("按照 Smart City 2.0 的要求", "按照 Smart City 2.0的要求"),
        ("**办复率**为__99%__", "办复率为99%"),
    ],
)
def test_spaces_inside_a_line(line: str, cleaned: str) -> None:
    assert paragraphs(TITLE, line, BODY)[1] == cleaned


def test_words_torn_by_lost_line_ends_come_together() -> None:
    torn = [re.sub(r"(.{11})(?=[\u4e00-\u9fff])", r"\1 ", prose) for prose in PROSE]
    assert paragraphs(TITLE, *torn, torn[0], "- ·开展调研并介绍示 例市绿色发展经验") == [
        TITLE,
        *PROSE,
        PROSE[0],
        "· 开展调研并介绍示例市绿色发展经验",
    ]
