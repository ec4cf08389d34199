"""PDF files, written by hand so that every byte is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from indexer.clean import clean
from indexer.errors import ReadError
from indexer.readers.pdf import read

MakePdf = Callable[..., bytes]
PAGES: Sequence[Sequence[str]] = [
    ["市政协常委会工作报告", "一年来，市政协认真履行职能。"],
    ["收到提案315件，立案298件。"],
]


def test_the_text_layer_page_after_page(make_pdf: MakePdf) -> None:
    document = read(make_pdf(PAGES), "a.pdf")
    assert document.format == "pdf"
    assert [line.strip() for line in document.text.split("\n") if line.strip()] == [
        line for page in PAGES for line in page
    ]


def test_no_text_layer(make_pdf: MakePdf) -> None:
    with pytest.raises(ReadError, match="no text layer: needs OCR"):
        read(make_pdf([[]]), "a.pdf")


def encrypted(data: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_password_is_an_error_but_a_lock_on_printing_is_none(make_pdf: MakePdf) -> None:
    with pytest.raises(ReadError, match="encrypted"):
        read(encrypted(make_pdf(PAGES), "secret"), "a.pdf")
    assert "立案298件" in read(encrypted(make_pdf(PAGES), ""), "a.pdf").text


@pytest.mark.parametrize("cut", [20, 200, 700])
def test_damaged_files_are_errors_of_ours(make_pdf: MakePdf, cut: int) -> None:
    with pytest.raises(ReadError):
        read(make_pdf(PAGES)[:cut], "a.pdf")


def test_damage_is_told_by_our_error_alone(make_pdf: MakePdf, caplog: pytest.LogCaptureFixture) -> None:
    data = make_pdf(PAGES)
    with pytest.raises(ReadError):
        read(data[:200], "a.pdf")
    # A wrong place for the table of objects, which pypdf mends with a remark.
    assert "立案298件" in read(data.replace(b"startxref\n", b"startxref\n1"), "a.pdf").text
    assert caplog.records == []


def test_radicals_in_a_font_become_characters_and_headings_are_found(make_pdf: MakePdf) -> None:
    lines = [
        "⽰例市政协常委会⼯作报告",
        "⼀、2022年⼯作回顾",
        "⼀年来，市政协常委会坚持以⼈⺠为中⼼，认真履⾏职能，各项⼯作取得了",
        "新的成绩。",
        "⼆、2023年⼯作安排",
        "新的⼀年，市政协将围绕⾼质量发展建⾔资政，为⼈⺠办实事。",
    ]
    document = clean(read(make_pdf([lines]), "a.pdf"))
    assert document.text.split("\n") == [
        "示例市政协常委会工作报告",
        "一、2022年工作回顾",
        "一年来，市政协常委会坚持以人民为中心，认真履行职能，各项工作取得了新的成绩。",
        "二、2023年工作安排",
        "新的一年，市政协将围绕高质量发展建言资政，为人民办实事。",
    ]
    assert [(document.text[each.start : each.end], each.level) for each in document.headings] == [
        ("一、2022年工作回顾", 1),
        ("二、2023年工作安排", 1),
    ]
