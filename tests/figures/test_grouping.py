"""Which figures answer a table's question."""

from __future__ import annotations

import pytest

from indexer.figures import Asked, answer, figures, fits, not_understood, read_asked
from indexer.models import Metadata, Organization
from tests.quality.figures import measure

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
        ("办结", Asked(None, "办结")),
        ("答复", Asked(None, "办复")),
        ("社情民意信息", Asked("社情民意信息", None)),
        ("社情民意資訊", Asked("社情民意信息", None)),
        ("满意率", Asked("满意率", None)),
        ("集体提案", Asked("提案", None, "集体")),
        ("团体提案", Asked("提案", None, "集体")),
        ("个人提案", Asked("提案", None, "委员")),
        ("委员提案 立案", Asked("提案", "立案", "委员")),
        ("集体 立案", Asked(None, "立案", "集体")),
        ("书面发言", Asked("大会发言", None, "书面")),
        ("省政协提案", Asked("提案", None, "省政协")),
        ("社情民意信息 市政协采用", Asked("社情民意信息", "采用", "市政协")),
        ("被全国政协采用的社情民意信息", Asked("社情民意信息", "采用", "全国政协")),
        ("社情民意信息 批示 区委、区政府领导", Asked("社情民意信息", "批示", "区委、区政府领导")),
        ("批示 市领导", Asked("批示", "批示", "市领导", either=True)),
        ("提案立案数量", Asked("提案", "立案")),
        ("全市政协系统 立案", Asked(None, "立案", "全市政协系统")),
        ("案件 受理 市中院", Asked("案件", "受理", "市中院")),
        ("提案 转办", Asked("提案", "转办")),
        ("议案 办理", Asked("议案", "办理")),
        ("省人大代表建议", Asked("代表建议", None)),
        ("提案办理满意率", Asked("满意率", None)),
        ("委员满意率", Asked("满意率", None)),
        ("提案立案率", Asked("立案率", None)),
        ("重点提案", Asked("重点提案", None)),
        ("天气", None),
        ("", None),
    ],
)
def test_what_is_asked(words: str, asked: Asked | None) -> None:
    assert read_asked(words) == asked


@pytest.mark.parametrize(
    ("words", "unread"),
    [
        ("立案 教育", "教育"),
        ("立案 办复 集体", "办复"),
        ("提案 社情民意信息", "社情民意信息"),
        ("走访 采用", "采用"),
        ("集体提案 委员提案", "委员"),
        ("市政协采用 全国政协采用", "全国政协"),
        ("集体 走访", "集体"),
        ("天气", "天气"),
        ("", ""),
    ],
)
def test_what_is_not_understood_is_refused_and_named(words: str, unread: str) -> None:
    assert read_asked(words) is None
    assert not_understood(words) == unread


def test_every_figure_of_the_marked_sentences_can_be_asked_for_by_its_names() -> None:
    seen = 0
    for part in measure.PARTS:
        for sentence in measure.sentences(part):
            for figure in figures(sentence.text, (), measure.REPORTS[sentence.report]):
                words = f"{figure.actor} {figure.indicator} {figure.action}"
                asked = read_asked(words)
                assert asked is not None, words
                assert fits(figure, asked), words
                seen += 1
    assert seen > 300


def test_proposals_by_whom_they_are_asked_for() -> None:
    text = "全年共收到个人提案196件、团体提案40件。"
    for words, values in (("个人提案", [196]), ("委员提案", [196]), ("团体提案", [40]), ("集体提案", [40])):
        assert told(text, words) == values
    assert told("全年共收到委员提案196件。", "委员提案") == [196]
    assert told("编报社情民意信息90篇，被市政协采用12篇、省政协采用3篇。", "社情民意信息 省政协采用") == [3]


def told(text: str, words: str, year: int = 2023) -> list[object]:
    asked = read_asked(words)
    assert asked is not None
    return [figure.value for figure in answer(figures(text, (), METADATA), asked, year)]


def test_actions_never_merge() -> None:
    text = "收到提案412件，立案366件，交办350件，督办60件。"
    assert [told(text, words) for words in ("收到", "立案", "交办", "督办", "办复")] == [[412], [366], [350], [60], []]


def test_not_stated() -> None:
    assert told("督办提案60件。", "立案") == []


def test_totals_and_plans_are_of_no_year() -> None:
    text = "五年来，立案提案1777件。\n2023年，立案提案352件。\n2024年，将立案提案300件。"
    assert [figure.value for figure in figures(text, (), METADATA)] == [1777, 352, 300]
    assert [told(text, "立案", year) for year in (2022, 2023, 2024)] == [[], [352], []]


def test_another_year_is_another_cell() -> None:
    text = "2022年，立案提案340件。\n2023年，立案提案352件。"
    assert [told(text, "立案", year) for year in (2021, 2022, 2023)] == [[], [340], [352]]


def test_a_part_of_the_year_counts_where_nothing_else_is_said() -> None:
    assert told("大会期间收到提案301件。", "收到") == [301]
    assert told("全年收到提案352件，其中大会期间收到提案301件。", "收到") == [352]


def test_contradicting_values_are_all_shown() -> None:
    assert told("立案提案352件。\n全年立案提案355件。", "立案") == [352, 355]


def test_things_of_another_time_are_not_the_whole_of_a_year() -> None:
    asked = read_asked("督办")
    assert asked is not None
    found = figures("大会期间督办提案20件。跟踪督办上年度提案11件。", (), METADATA)
    assert [figure.low for figure in answer(found, asked, METADATA.covered_year)] == [20, 11]
    more = figures("大会期间督办提案20件。跟踪督办上年度提案11件。全年督办提案36件。", (), METADATA)
    assert [figure.low for figure in answer(more, asked, METADATA.covered_year)] == [11, 36]
