"""Bullets are brought to one form, and Markdown's signs go."""

from __future__ import annotations

import pytest

from indexer.clean import clean
from indexer.models import RawDocument
from tests.clean.texts import BODY, TITLE, paragraphs


def test_bullets_become_paragraphs_of_one_form() -> None:
    lines = [
        "- 一是学习。",
        "- •召开会议",
        "·开展调研 ·督办提案",
        "● 走访企业",
        "* 座谈",
        "- (一)强化学习",
        "···· （二）强化协商",
        "——经济发展。",
    ]
    assert paragraphs(TITLE, BODY, *lines)[2:] == [
        "· 一是学习。",
        "· 召开会议",
        "· 开展调研",
        "· 督办提案",
        "· 走访企业",
        "· 座谈",
        "(一)强化学习",
        "（二）强化协商",
        "——经济发展。",
    ]


def test_a_word_torn_over_two_bullets() -> None:
    assert paragraphs(TITLE, "- ·联动两省市基层政", "- 协,开展交叉巡河")[1] == "· 联动两省市基层政协,开展交叉巡河"


def test_dots_in_names_are_no_bullets() -> None:
    line = "主席 艾尔肯·某某参加“中国梦·示例情”活动"
    assert paragraphs(TITLE, BODY, line)[2].count("·") == 2


def test_markdown_signs_go() -> None:
    lines = [
        "# " + TITLE,
        "> 引文。",
        "[链接](http://example.cn)与**重点**",
        "| 界别 | 件数 |",
        "|---|---|",
        "## 一、学习",
        BODY,
    ]
    raw = RawDocument(file="a.md", text="\n".join(lines), format="markdown", heading_lines={0: 1, 5: 2})
    document = clean(raw)
    assert document.text.split("\n") == [TITLE, "引文。", "链接与重点", "界别 件数", "一、学习", BODY]
    assert [document.text[heading.start : heading.end] for heading in document.headings] == ["一、学习"]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("[a](" * 5_000 + "。", "[a](" * 5_000 + "。"),
        ("[" * 20_000 + "重点](网址)。", "[" * 19_999 + "重点。"),
        ("![图](" + "a" * 20_000 + ")与[重点](b)。", "图与重点。"),
        ("## 认真履行职能 ###", "认真履行职能"),
        ("## 认真履行职能###", "认真履行职能###"),
        ("***a** b__c__ __d", "*a bc __d"),
        ("**甲 **乙** 丙**", "甲 **乙丙**"),
    ],
    ids=["links", "brackets", "image", "closed heading", "closing signs", "unequal signs", "strong"],
)
def test_markdown_of_odd_make(line: str, kept: str) -> None:
    assert paragraphs(TITLE, BODY, line, BODY, form="markdown")[2] == kept
