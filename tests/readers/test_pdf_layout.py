"""PDF pages as they are set: columns, rows of tables, indentation, what stands around the text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from indexer.clean import clean
from indexer.readers.pdf import read as read_pdf
from tests.readers.pdf_files import Item, Placed, pdf

LONG = [
    f"{number}年来，市政协常委会坚持团结和民主两大主题，认真履行政治协商、民主监督、参政议政职能，组织委员学习{number}次，"
    f"收到提案31{number}件，全部办复，为经济社会高质量发展作出了积极贡献。"
    for number in range(1, 25)
]
PARAGRAPHS = LONG[:6]


def text_of(pages: Sequence[Sequence[Item]], **options: int) -> str:
    (document,), errors = read_pdf(pdf(pages, **options), "a.pdf")
    assert errors == []
    return document.text


def cleaned(pages: Sequence[Sequence[Item]], **options: int) -> list[str]:
    (document,), _ = read_pdf(pdf(pages, **options), "a.pdf")
    return clean(document).text.split("\n")


def set_lines(paragraphs: Sequence[str], width: int) -> list[str]:
    """Paragraphs broken after so many characters, two characters of indentation before each."""
    lines = []
    for paragraph in paragraphs:
        rest = "　　" + paragraph
        while rest:
            lines.append(rest[:width])
            rest = rest[width:]
    return lines


def column(
    lines: Sequence[str], x: float, top: float = 780, size: float = 12, pitch: float = 18, **more: float
) -> list[Placed]:
    """Lines one under another, indented by place rather than by characters, as word processors do."""
    return [
        Placed(line.lstrip("　"), x + size * (len(line) - len(line.lstrip("　"))), top - pitch * number, size, **more)
        for number, line in enumerate(lines)
        if line.strip()
    ]


TITLE = Placed("示例市政协常委会工作报告", 180, 815, 20)


def test_lines_become_paragraphs_by_their_indentation() -> None:
    assert cleaned([[TITLE, *column(set_lines(PARAGRAPHS, 40), 60)]]) == [TITLE.text, *PARAGRAPHS]


def test_two_columns_are_read_one_after_the_other() -> None:
    lines = set_lines(PARAGRAPHS, 20)
    half = len(lines) // 2 + 1
    left, right = column(lines[:half], 50), column(lines[half:], 320)
    assert cleaned([[TITLE, *left, *right]]) == [TITLE.text, *PARAGRAPHS]
    # As scanning programs write them: row by row across both columns.
    rows = sorted([*left, *right], key=lambda item: (-item.y, item.x))
    assert cleaned([[TITLE, *rows]]) == [TITLE.text, *PARAGRAPHS]


def test_three_columns_under_a_headline_and_a_line_across_them() -> None:
    lines = set_lines(PARAGRAPHS, 13)
    third = -(-len(lines) // 3)
    columns = [
        item for number in range(3) for item in column(lines[third * number : third * (number + 1)], 40 + 180 * number)
    ]
    across = Placed("下接第二版：市政协将继续认真履行政治协商、民主监督、参政议政职能。", 40, 200, 14)
    assert cleaned([[across, *sorted(columns, key=lambda item: -item.y), TITLE]]) == [
        TITLE.text,
        *PARAGRAPHS,
        across.text,
    ]


def test_a_column_that_ends_early() -> None:
    lines = set_lines(PARAGRAPHS, 20)
    assert (
        cleaned([[*column(lines[:-3], 50, top=790, pitch=16), *column(lines[-3:], 320, top=790, pitch=16)]])
        == PARAGRAPHS
    )


def test_a_table_keeps_its_rows_and_its_neighbours() -> None:
    table = [["界别", "件数", "办复率"], ["经济界", "120", "100%"], ["教育界", "88", "99%"], ["农业界", "64", "98%"]]
    cells = [
        Placed(cell, 90 + 150 * across, 700 - 18 * down)
        for across in range(3)
        for down, cell in enumerate(row[across] for row in table)
    ]
    above, below = column(set_lines(PARAGRAPHS[:1], 40), 60), column(set_lines(PARAGRAPHS[1:2], 40), 60, top=600)
    assert cleaned([[*above, *cells, *below]]) == [PARAGRAPHS[0], *map(" ".join, table), PARAGRAPHS[1]]


def test_running_heads_and_page_numbers_within_a_sentence_go() -> None:
    lines = set_lines(LONG, 40)
    pages = [
        [
            Placed("示例市政协六届三次会议文件", 220, 825, 9),
            *column(lines[start : start + 20], 60),
            Placed(f"— {number} —", 280, 40, 9),
        ]
        for number, start in enumerate(range(0, len(lines), 20), 1)
    ]
    assert cleaned(pages) == ["示例市政协六届三次会议文件", *LONG]


def test_footnotes_leave_the_sentence_that_goes_on_over_the_page() -> None:
    lines = set_lines(PARAGRAPHS, 40)
    notes = [Placed("[1]示例：指全市各级政协组织。", 60, 70, 9), Placed("[2]见本报告附件。", 60, 58, 9)]
    mark = Placed("[1]", 60 + 12 * 40, 784, 6)
    pages = [
        [*column(lines[:2], 60), mark, *notes, Placed("1", 290, 30, 9)],
        [*column(lines[2:], 60), Placed("2", 290, 30, 9)],
    ]
    found = cleaned(pages)
    assert found[0].replace("[1]", "") == PARAGRAPHS[0]
    assert found[0].count("[1]") == 1
    assert found[1:] == [*PARAGRAPHS[1:], *(note.text for note in notes)]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_that_lie_on_their_side(turn: int) -> None:
    def turned(item: Placed) -> Placed:
        x, y = {90: (600 - item.y * 0.7, item.x), 180: (600 - item.x, 850 - item.y), 270: (item.y * 0.7, 850 - item.x)}[
            turn
        ]
        return item._replace(x=x, y=y, turn=turn)

    lines = column(set_lines(PARAGRAPHS, 40), 60)
    assert cleaned([[turned(item) for item in lines]], rotate=turn) == PARAGRAPHS


def test_a_watermark_across_the_page_is_no_text() -> None:
    marks = [Placed("内部资料请勿外传", 100 * step, 100 * step, 40, turn=45) for step in range(1, 6)]
    assert cleaned([[marks[0], *column(set_lines(PARAGRAPHS, 40), 60), *marks[1:]]]) == PARAGRAPHS


def test_letter_spaced_text_is_text() -> None:
    title = TITLE._replace(x=60, size=20, spacing=20)
    lines = column(set_lines(PARAGRAPHS, 28), 60, spacing=4)
    assert cleaned([[title, *lines]]) == [TITLE.text, *PARAGRAPHS]


def test_spaces_between_names_and_latin_words_stay() -> None:
    line = "主席 张三　副主席 李四 Belt and Road"
    assert text_of([[line, *PARAGRAPHS[:1]]]).split("\n")[0] == line


def test_vertical_columns_are_read_from_right_to_left() -> None:
    lines = ["示例市政协常委会认真履行职能", "组织委员学习十二次收到提案", "全部办复作出积极贡献"]
    placed = [Placed(line, 500 - 24 * number, 780) for number, line in enumerate(lines)]
    assert text_of([placed], vertical=True).split() == lines


def test_bold_print_made_by_setting_characters_twice() -> None:
    once = column(set_lines(PARAGRAPHS[:2], 40), 60)
    assert cleaned([[each for item in once for each in (item, item._replace(x=item.x + 0.4))]]) == PARAGRAPHS[:2]
