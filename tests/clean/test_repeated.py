"""What a page says twice is kept once."""

from __future__ import annotations

from tests.clean.texts import BODY, END, GAP, TITLE, paragraphs


def test_a_repeated_title_is_kept_once() -> None:
    assert paragraphs(TITLE, TITLE, "来源：某报", f"一图速览|{TITLE}", BODY, END) == [TITLE, BODY, END]


def test_a_page_dumped_twice_is_kept_once() -> None:
    page = [TITLE, *(f"第{number}段：{BODY}" for number in range(8))]
    assert paragraphs(*page, "<!--", "var a = 1", "-->", *page) == page


def test_a_column_beside_a_repeated_title() -> None:
    for line in (f"一图速览 | {TITLE}", f"【要闻】{TITLE}", f"{TITLE}【全文】"):
        assert paragraphs(TITLE, line, BODY, END) == [TITLE, BODY, END]
    for line in (f"关于{TITLE}", f"{TITLE}解读|", f"一图速览|{TITLE}解读", f"一图速览|示{GAP}例"):
        assert len(paragraphs(TITLE, line, BODY, END)) == 4
