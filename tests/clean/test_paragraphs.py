"""Broken lines come together as paragraphs, and titles stay apart from what follows them."""

from __future__ import annotations

import pytest

from indexer.clean import clean
from indexer.models import RawDocument
from tests.clean.texts import BODY, PROSE, TITLE, paragraphs, wrapped


@pytest.mark.parametrize("width", [19, 28, 35])
@pytest.mark.parametrize("layout", ["plain", "indented", "spaced", "double"])
def test_hard_wrapped_lines_are_joined(width: int, layout: str) -> None:
    lines = [TITLE]
    for prose in PROSE:
        broken = wrapped(("　　" if layout == "indented" else "") + prose, width)
        if layout == "double":
            broken = [line for each in broken for line in (each, "")]
        lines += [*broken, ""] if layout == "spaced" else broken
    assert paragraphs(*lines) == [TITLE, *PROSE]


def test_lines_of_web_text_are_paragraphs_however_they_end() -> None:
    lines = [TITLE, BODY * 3, "制定《委员履职工作规则》《专门委员会通则》", BODY, "政治协商谋发展", BODY * 2]
    assert paragraphs(*lines) == lines


def test_a_title_set_on_two_lines_is_one_paragraph() -> None:
    assert (
        paragraphs("政协示例市第六届委员会", "常务委员会工作报告", "各位委员：", BODY)[0]
        == "政协示例市第六届委员会常务委员会工作报告"
    )
    raw = RawDocument(
        file="a.html",
        text=f"示例办公室对第四次会议\n第4626号提案的答复\n{BODY}",
        format="html",
        title="示例办公室对第四次会议第4626号提案的答复",
    )
    assert clean(raw).text.startswith("示例办公室对第四次会议第4626号提案的答复\n")


FULL = "一年来，市政协常委会坚持团结和民主两大主题，各项工作取得了"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([FULL, "新的成绩。"], [FULL + "新的成绩。"]),
        ([FULL, "以下成绩："], [FULL + "以下成绩："]),
        (["〇" * 2 + FULL, FULL, "新的成绩。"], ["〇" * 2 + FULL + FULL + "新的成绩。"]),
        ([PROSE[0][:30], PROSE[0][30:60], PROSE[0][60:]], [PROSE[0]]),
        ([FULL, "新的成绩", "一、加强学习"], [FULL, "新的成绩", "一、加强学习"]),
        ([FULL, "· 提案工作有新进展。"], [FULL, "· 提案工作有新进展。"]),
        ([FULL, "1.提案工作有新进展。"], [FULL, "1.提案工作有新进展。"]),
        ([FULL, "二、提案工作。"], [FULL, "二、提案工作。"]),
        (["一、" + FULL, "提案工作有新进展。"], ["一、" + FULL, "提案工作有新进展。"]),
        ([FULL[:20], "示例。", FULL + "新的成绩。"], [FULL[:20], "示例。", FULL + "新的成绩。"]),
    ],
)
def test_one_wrapped_paragraph_of_a_pdf_is_joined(lines: list[str], expected: list[str]) -> None:
    assert paragraphs(TITLE, *lines, form="pdf") == [TITLE, *expected]
    if lines[:1] == [FULL]:
        assert paragraphs(TITLE, *lines) == [TITLE, *lines]  # a text file may hold a paragraph a line


def test_the_title_of_a_short_pdf_stays_apart() -> None:
    title = "政协示例市第六届委员会常务委员会2023年提案工作情况的报告"
    assert paragraphs(title, "收到提案315件，立案298件，全部办复。", form="pdf") == [
        title,
        "收到提案315件，立案298件，全部办复。",
    ]


def test_the_session_under_a_title_comes_together_and_stays_apart() -> None:
    line = "（2021年4月15日在政协示例市第六届委员会第四次会议上）"
    assert paragraphs(TITLE, line[:22], line[22:], BODY)[:2] == [TITLE, line]
    wrapped = ["政协示例市示例区第十五届委员会常务委员会工作报告", "（2O22年1月6日）"]
    assert paragraphs(*wrapped, *[BODY[:25], BODY[25:]] * 6)[:2] == [wrapped[0], "（2022年1月6日）"]


def test_a_title_on_three_lines_becomes_one() -> None:
    lines = ["中国人民政治协商会议", "第九届示例市委员会", "常务委员会工作报告"]
    assert paragraphs(*lines, "各位委员：", BODY)[0] == "".join(lines)


def test_the_name_of_the_site_is_no_part_of_a_title_that_has_its_own() -> None:
    lines = ["政协示例市示例区委员会", "区政协常委会工作报告", "各位委员：", BODY]
    assert paragraphs(*lines) == lines


def test_paragraphs_that_lost_their_line_ends_keep_apart() -> None:
    paragraphs = [
        f"第{number}段：示例市政协围绕中心、服务大局，认真履行职能，各项工作取得新的成效。" * 3 for number in range(8)
    ]
    names = "　　".join(f"张某{number}" for number in range(200))
    assert clean(RawDocument("a.txt", "　　".join(paragraphs), "text")).text.split("\n") == paragraphs
    assert "\n" not in clean(RawDocument("a.txt", names, "text")).text


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2013年1月24日在示例县第十七届", "人民代表大会第三次会议上"),
        ("——二〇一三年一月二十四日在政协示例县第七届委员会", "第三次会议上"),
        ("—— 2013 年 1 月 24 日", "在示例县第十七届人民代表大会第三次会议上"),
    ],
)
def test_the_day_and_session_on_two_lines_come_together(first: str, second: str) -> None:
    assert len(paragraphs(TITLE, first, second, "各位代表：", BODY)) == 4


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2013年1月24日在示例县第十七届人民代表大会第三次会议上", "示例县人民检察院检察长在会议上"),
        ("2013年1月24日，示例县政协", "召开第三次会议"),
        ("（2013年1月24日）", "示例县第十七届人民代表大会第三次会议"),
    ],
)
def test_other_short_lines_under_a_title_stay_apart(first: str, second: str) -> None:
    assert paragraphs(TITLE, first, second, "各位代表：", BODY)[1:3] == [first, second]
