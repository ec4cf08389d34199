"""Page numbers, heads of pages, stamps and watermarks leave, and the sentences they broke come together."""

from __future__ import annotations

from tests.clean.texts import BODY, PROSE, TITLE, paragraphs, wrapped


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
