"""Figures of invented sentences: 示例."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.figures import Figure, figures, reading
from indexer.figures.periods import stated
from indexer.models import Metadata, Organization
from indexer.structure import headings


def report_of(division: tuple[str, ...], level: str, body: str = "政协", **fields: Any) -> Metadata:
    organization = Organization("".join(division) + body, None, division, body, level)
    return Metadata(**{"organization": organization, "covered_year": 2023, "delivered_year": 2024, **fields})


DISTRICT = report_of(("重庆市", "南岸区"), "县级")
COUNTY = report_of(("安徽省", "六安市", "霍山县"), "县级")
CITY = report_of(("安徽省", "六安市"), "地市级")


def read(text: str, metadata: Metadata = DISTRICT) -> tuple[Figure, ...]:
    return figures(text, headings(text), metadata)


def one(text: str, metadata: Metadata = DISTRICT) -> Figure:
    (figure,) = read(text, metadata)
    return figure


def test_a_figure_knows_its_sentence_and_place() -> None:
    text = "示例报告\n　　一年来，工作有序推进。全年立案提案196件。"
    figure = one(text)
    assert figure.sentence == "全年立案提案196件。"
    assert text[figure.start : figure.end] == figure.printed == "196件"
    assert text[figure.sentence_start : figure.sentence_end] == figure.sentence


def test_places_hold_in_traditional_texts_with_wide_digits() -> None:
    text = "全年立案提案１９６件，滿意率達98%。"
    filed, content = read(text)
    assert (filed.value, filed.printed) == (196, "１９６件")
    assert (content.indicator, content.value, content.unit) == ("满意率", 98, "%")


@pytest.mark.parametrize(
    ("metadata", "actor", "level"),
    [
        (DISTRICT, "市政协", "省级"),
        (COUNTY, "市政协", "地市级"),
        (COUNTY, "省政协", "省级"),
        (CITY, "全国政协", "全国"),
    ],
)
def test_levels_are_seen_from_the_report(metadata: Metadata, actor: str, level: str) -> None:
    _, used = read(f"编报社情民意信息90篇，被{actor}采用12篇。", metadata)
    assert (used.action, used.actor, used.actor_level) == ("采用", actor, level)


def test_its_own_name_is_no_other_actor() -> None:
    assert one("20条建议被市政协采纳。", CITY).actor == ""


def test_as_of() -> None:
    figure = one("截至2023年12月底，已办复提案358件。")
    assert (figure.as_of, figure.period.label) == ("2023年12月底", "2023")


def test_totals_of_a_term_say_so() -> None:
    total, year = read("五年来，立案提案1777件。\n2023年，立案提案352件。")
    assert (total.total, total.period.first, total.period.last) == (True, 2019, 2023)
    assert (year.total, year.period.label) == (False, "2023")


def test_a_term_without_known_years_is_a_total_too() -> None:
    figure = one("本届共立案提案1777件。", CITY)
    assert figure.total
    assert figure.period.text == "本届"


def test_an_unknown_year_is_none() -> None:
    figure = one("一年来，立案提案177件。", Metadata())
    assert (figure.period.last, figure.total, figure.period.label) == (None, False, "")


def test_plans_are_no_results() -> None:
    text = "2023年工作回顾\n过去一年，区政协认真履职，立案提案196件，成效明显，为示例区的发展作出了贡献。\n2024年工作打算\n新的一年，我们要继续努力，督办重点提案10件，推动示例区各项工作再上台阶。"
    done, planned = read(text)
    assert (done.section, done.period.label) == ("review", "2023")
    assert (planned.section, planned.period.label) == ("plan", "2024")


def test_a_heading_names_the_years() -> None:
    metadata = report_of(("安徽省", "六安市"), "地市级", covered_from=2019)
    text = "五年工作回顾\n常委会认真履职，共立案提案1777件，办理工作扎实有效，各方面都给予了好评。\n2024年工作建议\n继续做好各项工作，不断提高履职水平，示例。"
    assert one(text, metadata).period.label == "2019-2023"


def test_a_repeated_figure_counts_once() -> None:
    text = "主席会议成员走访委员企业57户。\n其间，主席会议成员走访委员企业57户，解决了困难。"
    figure = one(text)
    assert len(figure.repeats) == 1
    assert all(text[start:end] == "57户" for start, end in figure.repeats)


def test_contradictions_are_kept_and_marked() -> None:
    first, second, other = read("全年立案提案196件。\n立案提案198件，收到提案230件。")
    assert [first.contradicted, second.contradicted, other.contradicted] == [True, True, False]
    assert [first.value, second.value] == [196, 198]


def test_what_one_sentence_says_of_two_things_is_no_contradiction() -> None:
    once = "委员对办理态度满意率99.4%，对办理结果满意率97.1%。"
    assert [figure.contradicted for figure in read(once)] == [False, False]
    assert not any(figure.contradicted for figure in read(f"委员满意率99.4%。\n{once}")), "one of the two said again"
    assert [figure.contradicted for figure in read(f"委员满意率98.0%。\n{once}")] == [True, True, True]


def test_a_rounded_number_contradicts_no_exact_one() -> None:
    assert not any(figure.contradicted for figure in read("全年立案提案190余件。\n立案提案196件。"))


def test_other_days_and_growths_of_other_things_are_no_contradiction() -> None:
    sooner, later = read("截至6月底，立案提案120件。\n截至12月底，立案提案196件。")
    assert [sooner.contradicted, later.contradicted] == [False, False]
    assert [figure.as_of for figure in read("截至6月底，立案提案120件。\n截至12月底，立案提案120件。")] == [
        "6月底",
        "12月底",
    ]
    assert not any(figure.contradicted for figure in read("收到提案比上年增长5%。\n立案提案比上年增长6%。"))


def test_other_units_are_no_contradiction() -> None:
    assert not any(figure.contradicted for figure in read("编发社情民意信息118期、136条。"))


def test_titles_that_are_used_are_counted() -> None:
    _, used = read("编报社情民意信息91篇。《关于甲的建议（示例）》《关于乙的建议》被市政协采用。")
    assert (used.value, used.unit, used.printed, used.actor) == (2, "篇", "", "市政协")


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        "一百" * 50_000,
        "《甲》" * 30_000,
        "提案1件，" * 20_000,
        "五年来" * 30_000,
        "全国政协、" * 20_000 + "采用3篇",
        "将立案1件" * 20_000,
        "办复率、" * 500 + "分别为" + "1%、" * 30_000,
        "提案1件，增长5%、6%，" * 10_000,
        "(提案1件(增长5%、6%" * 10_000,
        "将把" * 30_000 + "1件被列为重点",
        "讲座1场、甲1场、" * 10_000,
        "建议1件、" * 10_000,
        "分别" * 20_000 + "1、" * 20_000 + "2件",
        "去年立案1件，今年" * 2_000 + "立案2件",
    ],
    ids=[
        "digits",
        "numerals",
        "titles",
        "figures",
        "periods",
        "bodies",
        "plans",
        "lists",
        "growth",
        "brackets",
        "choices",
        "shared verbs",
        "advice",
        "shared units",
        "years",
    ],
)
def test_hostile_texts_take_no_longer_than_long_ones(text: str) -> None:
    began = process_time()
    read(text)
    assert process_time() - began < 10


def test_a_report_on_one_line_is_read_to_its_end() -> None:
    text = "示例区政协认真履职，各项工作有序推进，成效明显。" * 900 + "全年立案提案196件。"
    figure = one(text)
    assert (figure.value, figure.sentence) == (196, "全年立案提案196件。")


@pytest.mark.parametrize("text", ["", "\n\n", "没有数字的句子。", "12345", "〔2023〕1号", "全市人口412万人。"])
def test_texts_without_figures(text: str) -> None:
    assert read(text) == ()


@given(
    st.text(
        alphabet="提案立并办复社情民意信息编报市政协采用全国委员集体1234567890三百余多件篇条%，。、；《》“”\n其中分别年来五",
        max_size=80,
    )
)
def test_any_text_is_read_and_every_place_holds(text: str) -> None:
    for figure in read(text):
        assert text[figure.sentence_start : figure.sentence_end] == figure.sentence
        assert figure.sentence_start <= figure.start < figure.end <= figure.sentence_end
        assert figure.printed in ("", text[figure.start : figure.end])


@pytest.mark.parametrize("time", ["当年", "今年", "上年度"])
def test_of_many_times_in_one_paragraph_few_are_looked_at_for_each_number(
    time: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[object] = []
    monkeypatch.setattr(reading, "stated", lambda *given, **named: (looked.append(given), stated(*given, **named))[1])
    found = read(f"{time}立案提案3件，" * 40)
    assert len(found[0].repeats) == 39
    assert len(looked) <= 2 * 40
