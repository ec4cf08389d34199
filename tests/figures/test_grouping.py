"""Which figures answer a table's question."""

from __future__ import annotations

import pytest

from indexer.figures import Asked, answer, figures, read_asked
from indexer.models import Metadata, Organization

METADATA = Metadata(
    organization=Organization("安徽省六安市政协", None, ("安徽省", "六安市"), "政协", "地市级"),
    covered_year=2023,
    delivered_year=2024,
)


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("立案", Asked(None, "立案")),
        ("立案提案", Asked("提案", "立案")),
        ("提案立案", Asked("提案", "立案")),
        ("收到", Asked(None, "提出")),
        ("办结", Asked(None, "办复")),
        ("社情民意信息", Asked("社情民意信息", None)),
        ("社情民意資訊", Asked("社情民意信息", None)),
        ("满意率", Asked("满意率", None)),
        ("集体提案", Asked("提案", None, "集体")),
        ("重点提案", Asked("重点提案", None)),
        ("天气", None),
        ("", None),
    ],
)
def test_what_is_asked(words: str, asked: Asked | None) -> None:
    assert read_asked(words) == asked


def told(text: str, words: str, year: int = 2023) -> list[object]:
    asked = read_asked(words)
    assert asked is not None
    return [figure.value for figure in answer(figures(text, (), METADATA), asked, year).figures]


def test_actions_never_merge() -> None:
    text = "收到提案412件，立案366件，交办350件，督办60件。"
    assert [told(text, words) for words in ("收到", "立案", "交办", "督办", "办复")] == [[412], [366], [350], [60], []]


def test_not_stated() -> None:
    asked = read_asked("立案")
    assert asked is not None
    assert not answer(figures("督办提案60件。", (), METADATA), asked, 2023).stated


def test_totals_and_plans_stand_beside_the_table() -> None:
    text = "五年来，立案提案1777件。\n2023年，立案提案352件。\n2024年，将立案提案300件。"
    asked = read_asked("立案")
    assert asked is not None
    found = answer(figures(text, (), METADATA), asked, 2023)
    assert [[figure.value for figure in each] for each in (found.figures, found.totals, found.planned)] == [
        [352],
        [1777],
        [300],
    ]


def test_another_year_is_another_cell() -> None:
    text = "2022年，立案提案340件。\n2023年，立案提案352件。"
    assert [told(text, "立案", year) for year in (2021, 2022, 2023)] == [[], [340], [352]]


def test_a_part_of_the_year_counts_where_nothing_else_is_said() -> None:
    assert told("大会期间收到提案301件。", "收到") == [301]
    assert told("全年收到提案352件，其中大会期间收到提案301件。", "收到") == [352]


def test_contradicting_values_are_all_shown() -> None:
    assert told("立案提案352件。\n全年立案提案355件。", "立案") == [352, 355]
