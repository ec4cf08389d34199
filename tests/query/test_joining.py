"""A query joined with another finds what both find, whatever was left open in it."""

from __future__ import annotations

import random

import pytest

from indexer.query import joined, quoted, read_query
from indexer.query.tree import All, Any, Field, Near, Not, Quoted, Syntax, Together, Word


@pytest.mark.parametrize(
    "string",
    ["立案", "的“两个确立”", "“", "\\", '\\"', "说「好」", "＂全角＂", "＼", "『", "‘", " 前后 ", "a OR b", "(", "a|b"],
)
def test_a_quoted_string_is_read_as_itself(string: str) -> None:
    assert read_query(quoted(string)) == (Quoted(string), ())


@pytest.mark.parametrize(
    ("typed", "both"),
    [
        ("", '"立案"'),
        ("、、", '"立案"'),
        ("提案", '提案 "立案"'),
        ("提案 信息", '提案 信息 "立案"'),
        ("提案 OR 信息", '(提案 OR 信息) "立案"'),
        ('提案"', '提案 "立案"'),
        ("“政协", r'\“政协 "立案"'),
        ("提案 NOT", '提案 NOT、 "立案"'),
        ("提案 |", '提案 "立案"'),
        ("提案 -", '提案 "立案"'),
        ("提案 OR", '提案 OR、 "立案"'),
        ("提案 NEAR/5", '提案 NEAR/5、 "立案"'),
        ("(提案 信息", '提案 信息 "立案"'),
        ("标题:", '标题:、 "立案"'),
        ("同句 ", '同句、 "立案"'),
        ("NOT (提案 OR 信息)", 'NOT (提案 OR 信息) "立案"'),
        ("提案 NEAR/5 (信息 OR “意见”) 委员", '提案 NEAR/5 (信息 OR "意见") 委员 "立案"'),
        ("同段(提案 信息) 标题:报告", '同段(提案 信息) 标题:报告 "立案"'),
    ],
)
def test_what_was_left_open_takes_nothing_in(typed: str, both: str) -> None:
    assert joined(typed, quoted("立案")) == both


def test_what_cannot_be_written_in_brackets_is_joined_with_nothing() -> None:
    assert joined("政协) OR 提案", quoted("立案")) is None
    assert joined("提案" * 999, quoted("立案")) is None


def leaves(tree: Syntax) -> list[Syntax]:
    """What has to stand or must not stand somewhere; words of signs alone left out, for which nothing is looked."""
    match tree:
        case All(items) | Any(items):
            return [leaf for item in items for leaf in leaves(item)]
        case Not(item):
            return [Not(leaf) for leaf in leaves(item)]
        case Word(text):
            return [tree] if any(map(str.isalnum, text)) else []
        case Quoted(text):
            return [tree] if text else []
        case Field() | Near() | Together():
            return [tree]


def test_any_query_is_joined_as_it_was_read() -> None:
    chance = random.Random(7)
    pieces = [
        "提案",
        "信息",
        '"',
        "“",
        "”",
        "「",
        "(",
        ")",
        "（",
        " ",
        " ",
        " OR ",
        " NOT ",
        "-",
        "|",
        "、",
        "NEAR/3",
        " NEAR ",
        "同句(",
    ]
    pieces += ["标题:", "标题：", "\\", "NOT", "AND ", "年份:2021", "ＯＲ", "同段"]
    other = read_query(quoted("立案"))[0]
    told = 0
    for _ in range(4000):
        typed = "".join(chance.choices(pieces, k=chance.randint(1, 9)))
        both = joined(typed, quoted("立案"))
        if both is not None:
            told += 1
            assert leaves(read_query(both)[0]) == [*leaves(read_query(typed)[0]), other], typed
    assert told > 3500
