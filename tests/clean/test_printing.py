"""Page numbers, heads of pages, stamps and watermarks leave, and the sentences they broke come together."""

from __future__ import annotations

import pytest

from tests.clean.texts import BODY, END, PROSE, TITLE, made, paragraphs, wrapped


def test_page_numbers_go_but_columns_of_figures_stay() -> None:
    assert paragraphs(TITLE, BODY, "— 3 —", BODY, "第 4 页 共 9 页", BODY, "5", BODY) == [TITLE, BODY, BODY, BODY, BODY]
    assert paragraphs(TITLE, BODY, "经济", "12", "35", "文化", BODY)[2:6] == ["经济", "12", "35", "文化"]


def test_headings_and_page_numbers_inside_wrapped_text() -> None:
    first, second, third = (wrapped(prose, 30) for prose in PROSE)
    lines = [TITLE, *first[:2], "— 1 —", *first[2:], "一、加强学习", *second, "（一）提案工作", *third]
    assert paragraphs(*lines) == [TITLE, PROSE[0], "一、加强学习", PROSE[1], "（一）提案工作", PROSE[2]]


def test_running_heads_of_a_pdf_go() -> None:
    page = [f"第{number}段：{BODY}" for number in range(12)]
    lines = [TITLE]
    for number in range(3):
        lines += ["示例市政协文件汇编", *(f"{number}-{line}" for line in page)]
    assert paragraphs(*lines, form="pdf").count("示例市政协文件汇编") == 1


def test_running_heads_of_printed_pages_leave_plain_text_too() -> None:
    page = [f"{number}.{BODY}" for number in range(1, 13)]
    lines = [*page, "— 1 —", TITLE, *page, "— 2 —", TITLE, *page, "— 3 —"]
    assert (
        paragraphs(TITLE, *[f"{place}{line}" if line in page else line for place, line in enumerate(lines)]).count(
            TITLE
        )
        == 1
    )


@pytest.mark.parametrize(
    "number",
    ["— 12 —", "- 5 -", "·7·", "·７·", "12", "第 3 页 共 20 页", "第3页/共20页", "3/20", "－ 9 －", "Page 3 of 9"],
)
@pytest.mark.parametrize("form", ["text", "pdf"])
def test_a_sentence_broken_by_a_page_comes_together(number: str, form: str) -> None:
    halves = [f"{BODY}一年来，市委坚强领导，全面推进乡", "村振兴，各项工作取得新的成效。"]
    assert paragraphs(TITLE, BODY, halves[0], number, halves[1], BODY, form=form) == [
        TITLE,
        BODY,
        "".join(halves),
        BODY,
    ]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("一、把牢政治方向，夯实思想根基", "一年来，市政协坚持学习。"),
        ("围绕中心，服务大局", "一年来，市政协坚持学习。"),
        ("2023年工作回顾", "一年来，市政协坚持学习。"),
        (BODY, "一年来，市政协坚持学习。"),
        (f"{BODY}主要做法有以下几个方面", "一、加强学习，提高认识"),
    ],
)
def test_a_page_that_ends_between_paragraphs_joins_none(above: str, below: str) -> None:
    assert paragraphs(TITLE, BODY, above, "— 3 —", below, BODY) == [TITLE, BODY, above, below, BODY]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("一年来，全面推进乡— 12 —村振兴，成效明显。", "一年来，全面推进乡村振兴，成效明显。"),
        ("一年来，全面推进乡 - 12 - 村振兴，成效明显。", "一年来，全面推进乡村振兴，成效明显。"),
        ("一年来，全面推进乡第 3 页 共 20 页村振兴。", "一年来，全面推进乡村振兴。"),
        ("一年来，走访 12 村，成效明显。", "一年来，走访12村，成效明显。"),
        ("一年来，推进乡 12 村振兴，成效明显。", "一年来，推进乡12村振兴，成效明显。"),
        ("2019—2023年，歼-10-甲项目竣工。", "2019—2023年，歼-10-甲项目竣工。"),
        ("共4条——12条——16条，全部办结。", "共4条——12条——16条，全部办结。"),
    ],
)
def test_page_numbers_inside_a_line_go_where_they_are_sure(line: str, kept: str) -> None:
    assert paragraphs(TITLE, BODY, line, END) == [TITLE, BODY, kept, END]


def pages(*heads: str) -> list[str]:
    """Pages of six lines, each with its number and then a head at its end."""
    lines = [TITLE]
    for number, head in enumerate(heads, 1):
        lines += [*(f"第{number}页第{line}段。{BODY}" for line in range(6)), f"— {number} —", head]
    return [*lines, END]


def test_heads_beside_page_numbers_go_even_when_they_alternate() -> None:
    text = paragraphs(*pages("示例年鉴", "重要文献", "示例年鉴", "重要文献"), form="pdf")
    assert "示例年鉴" not in text
    assert "重要文献" not in text
    assert len(text) == 26


@pytest.mark.parametrize("stamp", ["内部资料  注意保存", "会议文件", "仅供学习参考", "示例文库 www.example.com"])
def test_stamps_of_every_page_go(stamp: str) -> None:
    text = [f"第{number}段。{BODY}" for number in range(12)]
    lines = [line for number, each in enumerate(text) for line in ([stamp, each] if number % 4 == 0 else [each])]
    assert paragraphs(TITLE, *lines) == [TITLE, *text]


def test_what_stands_in_the_middle_of_sentences_again_and_again_goes() -> None:
    halves = [(f"第{number}段。{BODY}一年来，坚持围绕中", f"心、服务大局，办结提案{number}件。") for number in range(4)]
    lines = [line for first, second in halves for line in (BODY + first, first, "某某资料室整理", second, second)]
    assert "某某资料室整理" not in paragraphs(TITLE, *lines)


def test_labels_that_a_report_repeats_stay() -> None:
    lines = [
        line
        for number in range(5)
        for line in ("主要做法", f"第{number}条。{BODY}", "存在问题", f"第{number}点。{BODY}")
    ]
    assert paragraphs(TITLE, *lines) == [TITLE, *lines]
    parts = [
        line
        for number in range(5)
        for line in (f"第{number}条　认定和处理{BODY[:20]}", "（一）认定", BODY + str(number))
    ]
    assert paragraphs(TITLE, *parts).count("（一）认定") == 5


@pytest.mark.parametrize(
    "mark", ["{} 示例政务公开", "{}【示例网】", "{} www.example.com", "【示例网】{}", "示例政务 | {}"]
)
def test_a_watermark_on_every_line_goes(mark: str) -> None:
    lines = [TITLE, *(f"第{number}段。{BODY}" for number in range(9)), END]
    document = made(*(mark.format(line) for line in lines))
    assert document.text.split("\n") == lines
    assert [piece.line for piece in document.furniture] == [1]


def test_lines_that_end_alike_are_no_watermark() -> None:
    lines = [
        TITLE,
        *(f"{name}县人民政府" for name in "甲乙丙丁戊己庚辛壬癸"),
        *(f"第{number}段。{BODY}" for number in range(6)),
    ]
    assert paragraphs(*lines) == lines
    same = [f"第{number}项：{BODY}" for number in range(12)]
    assert paragraphs(*same) == same
    listed = [
        "各区县政协工作报告一览",
        *(f"{number} {'甲' * (number % 7)}区政协常委会工作报告" for number in range(1, 30)),
    ]
    assert "".join("".join(paragraphs(*listed)).split()) == "".join("".join(listed).split())


def test_a_heading_that_comes_again_on_top_of_a_page_stays() -> None:
    lines = [BODY, BODY, "主要做法", BODY, BODY + "甲", BODY, BODY, "— 3 —", "主要做法", BODY, BODY]
    assert paragraphs(TITLE, *lines).count("主要做法") == 2
    spread = [
        line
        for size in (10, 60, 11, 90)
        for line in ("主要做法", *(f"第{size}之{each}条。{BODY}" for each in range(size)))
    ]
    assert paragraphs(TITLE, *spread, form="pdf").count("主要做法") == 4
