"""Paragraphs, sentences and headings as offsets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.structure import (
    headings,
    numbering,
    paragraph_starts,
    paragraphs,
    sentence_starts,
    sentences,
)

BODY = "一年来，市政协常委会坚持团结和民主两大主题，认真履行政治协商、民主监督、参政议政职能。"


def outline(text: str, marked: dict[int, int] | None = None) -> list[tuple[int, str]]:
    return [(heading.level, text[heading.start : heading.end]) for heading in headings(text, marked)]


def pieces(text: str, spans: list[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_sentences_end_with_their_closing_quotes() -> None:
    text = "他说：“很好！”大家同意。是吗？！还有……\n下一段；完 结尾"
    assert pieces(text, sentences(text)) == [
        "他说：“很好！”",
        "大家同意。",
        "是吗？！",
        "还有……",
        "下一段；",
        "完 结尾",
    ]


def test_a_decimal_point_or_an_english_full_stop_ends_no_sentence() -> None:
    text = "增长4.5%，见www.example.cn。完"
    assert pieces(text, sentences(text)) == ["增长4.5%，见www.example.cn。", "完"]


@given(st.text(alphabet="市政协。！？；…”\n 甲1.", max_size=60))
def test_sentences_and_paragraphs_cover_everything_but_space(text: str) -> None:
    for spans in (sentences(text), paragraphs(text)):
        assert "".join("".join(pieces(text, spans)).split()) == "".join(text.split())
        assert all(start < end for start, end in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_numbered_headings_nest() -> None:
    text = "\n".join(
        ["工作报告", "一、回顾", BODY, "（一）学习", BODY, "1.提案工作", BODY, "（二）协商", BODY, "二、打算", BODY]
    )
    assert outline(text) == [(1, "一、回顾"), (2, "（一）学习"), (3, "1.提案工作"), (2, "（二）协商"), (1, "二、打算")]


def test_halves_of_a_yearly_report_stand_above_its_numbers() -> None:
    text = "\n".join(["工作报告", "2023年工作回顾", BODY, "一、学习", BODY, "2024年工作意见", BODY, "一、更进一步"])
    assert outline(text) == [(1, "2023年工作回顾"), (2, "一、学习"), (1, "2024年工作意见"), (2, "一、更进一步")]


def test_unnumbered_headings_stand_between_paragraphs() -> None:
    text = "\n".join(["標題", BODY, "創新學習強引領", BODY, BODY, "聚焦重點強履職", BODY])
    assert outline(text) == [(1, "創新學習強引領"), (1, "聚焦重點強履職")]


def test_captions_names_dates_and_list_items_are_no_headings() -> None:
    opening = ["工作报告", "——2024年1月10日在第六届委员会第三次会议上", "主席　某某某", "各位委员：", BODY]
    captions = ["某主席调研产业园区", "某主席走访界别委员", "某主席督办重点提案"]
    closing = ["· 一项工作", "· 又一项工作", BODY, "示例市政协办公室", "2024年1月10日"]
    assert outline("\n".join([*opening, BODY, *captions, BODY, *closing])) == []


def test_a_heading_that_runs_into_its_paragraph() -> None:
    text = "工作报告\n（一）加强理论学习。" + BODY
    assert outline(text) == [(1, "（一）加强理论学习")]


def test_enumerated_sentences_and_figures_are_no_headings() -> None:
    text = "\n".join(
        ["工作报告", BODY, "一、开展调研；", "二、督办提案；", "1.三网融合：是指三种网络融合发展。", "3.5%的增长", BODY]
    )
    assert outline(text) == []


def test_chapters_of_rules() -> None:
    text = "\n".join(
        [
            "规则",
            "第一章　总则",
            "第一条　为了规范工作，制定本规则。",
            "第一节　会议",
            "第二条　会议每年一次。",
            "第二章　附则",
        ]
    )
    assert outline(text) == [(1, "第一章　总则"), (2, "第一节　会议"), (1, "第二章　附则")]


def test_marked_headings_keep_their_order_and_stand_above_numbers() -> None:
    text = "\n".join(["标题", "工作回顾篇", BODY, "一、学习", BODY, "小节甲", BODY])
    assert outline(text, {0: 1, 1: 2, 5: 3}) == [(1, "工作回顾篇"), (2, "一、学习"), (2, "小节甲")]


@pytest.mark.parametrize(
    ("line", "rank"),
    [
        ("第一部分 回顾", 0.0),
        ("十二、学习", 1.0),
        ("（三）学习", 2.0),
        ("１．学习", 3.0),
        ("(4)学习", 4.0),
        ("2023年", None),
        ("3.5%", None),
    ],
)
def test_numbering(line: str, rank: float | None) -> None:
    assert numbering(line) == rank


def test_parallel_phrases_are_the_headings_of_a_feature() -> None:
    lines = ["标题", BODY, "思想引领 筑牢团结奋斗基础", BODY, "示例日报 某某记者报道", BODY, "2023年 1024件", BODY]
    assert outline("\n".join(lines)) == [(1, "思想引领 筑牢团结奋斗基础")]


def test_a_heading_that_runs_in_ends_with_its_first_sentence() -> None:
    text = "标题\n一、主要问题\n（一）管护责任主体不清。加装电梯多由住户自筹，三年来无人牵头。"
    assert outline(text) == [(1, "一、主要问题"), (2, "（一）管护责任主体不清")]


def parts(text: str, starts: list[int]) -> list[str]:
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]


def test_blanks_and_line_ends_belong_to_the_sentence_before_them() -> None:
    text = " 他说：“好！” 大家同意。\n\n 下一段……完；再见"
    assert parts(text, sentence_starts(text)) == [" 他说：“好！” ", "大家同意。\n\n ", "下一段……", "完；", "再见"]
    assert parts(text, paragraph_starts(text)) == [" 他说：“好！” 大家同意。\n\n ", "下一段……完；再见"]


@pytest.mark.parametrize("text", ["", " \n", "完", "完。", "\n完。\n\n"])
def test_a_text_begins_with_a_sentence_and_a_paragraph(text: str) -> None:
    assert sentence_starts(text) == paragraph_starts(text) == [0]


@given(st.text(alphabet="市政协。！？；;，…” \n\u3000甲1.", max_size=60))
def test_starts_part_the_text_as_sentences_do(text: str) -> None:
    starts = sentence_starts(text)
    assert "".join(parts(text, starts)) == text
    assert starts == sorted(set(starts))
    spans = sentences(text)
    assert starts == [0, *(start for start, _ in spans[1:])]
    assert [part.strip() for part in parts(text, starts) if part.strip()] == pieces(text, spans)
    assert set(paragraph_starts(text)) <= set(starts), "a sentence lies in one paragraph"
    assert [part.split("\n")[0].strip() for part in parts(text, paragraph_starts(text))][1:] == [
        line.strip() for line in text.strip().split("\n") if line.strip()
    ][1:]
