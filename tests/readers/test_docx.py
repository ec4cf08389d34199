"""Word files, made with python-docx and then roughed up as Word does."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from indexer.errors import ReadError
from indexer.readers import read_file
from indexer.readers.docx import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: docx.document.Document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_paragraphs_headings_and_tables_in_order() -> None:
    document = docx.Document()
    document.core_properties.title = "属性标题"
    document.core_properties.author = "某人"
    document.add_paragraph("工作报告", style="Title")
    document.add_heading("一、回顾", level=1)
    document.add_paragraph("第一段。\n换行。")
    table = document.add_table(rows=2, cols=2)
    for number, text in enumerate(["界别", "件数", "经济", "12"]):
        table.cell(number // 2, number % 2).text = text
    document.add_heading("（一）学习", level=2)
    document.add_paragraph("末段。")
    made = read(saved(document), "a.docx")
    assert made.text.split("\n") == [
        "工作报告",
        "一、回顾",
        "第一段。",
        "换行。",
        "界别\t件数",
        "经济\t12",
        "（一）学习",
        "末段。",
    ]
    assert made.heading_lines == {1: 1, 6: 2}
    assert made.title == "工作报告"
    assert made.stated == {"title": "属性标题", "author": "某人"}


def test_insertions_stay_deletions_go_and_controls_and_boxes_are_read() -> None:
    document = docx.Document()
    body = document.element.body
    pieces = (
        f"<w:p {W}><w:r><w:t>甲</w:t></w:r><w:ins><w:r><w:t>乙</w:t></w:r></w:ins><w:del><w:r><w:delText>丙</w:delText></w:r></w:del></w:p>",
        f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>控件里的段落</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        f"<w:p {W}><w:r><w:t>外</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>",
    )
    for place, piece in enumerate(pieces):
        body.insert(place, parse_xml(piece))
    assert read(saved(document), "a.docx").text.split("\n") == ["甲乙", "控件里的段落", "外", "框里"]


def test_an_outline_level_makes_a_heading_without_a_style() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("一、回顾")
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {W} w:val="0"/>'))
    assert read(saved(document), "a.docx").heading_lines == {0: 1}


@pytest.mark.parametrize("data", [b"no zip at all", b"\xd0\xcf\x11\xe0 old office", b"PK\x03\x04 cut off"])
def test_other_files_under_the_name_of_a_word_file(data: bytes) -> None:
    with pytest.raises(ReadError):
        read(data, "a.docx")


def test_a_damaged_word_file_is_an_error(put: Callable[[str, bytes], Path]) -> None:
    data = saved(docx.Document())
    result = read_file(put("a.docx", data[: len(data) // 2]), "a.docx")
    assert result.documents == ()
    assert "save it as .docx" in result.errors[0].reason


def test_boxes_inside_boxes_are_read_once() -> None:
    document = docx.Document()
    depth = 30
    opened = "".join(f"<w:p><w:r><w:t>示例{number}</w:t></w:r><w:r><w:txbxContent>" for number in range(depth))
    nested = opened.replace("<w:p>", f"<w:p {W}>", 1) + "<w:p/>" + "</w:txbxContent></w:r></w:p>" * depth
    document.element.body.insert(0, parse_xml(nested))
    lines = read(saved(document), "a.docx").text.split()
    assert lines == [f"示例{number}" for number in range(depth)]
