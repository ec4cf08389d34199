"""PDF files: what they say, what they state, and how they fail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from indexer.clean import clean
from indexer.errors import ReadError
from indexer.models import RawDocument
from indexer.readers import pdf
from tests.readers.pdf_files import Drawing, Picture

MakePdf = Callable[..., bytes]
PAGES: Sequence[Sequence[str]] = [
    ["市政协常委会工作报告", "一年来，市政协认真履行职能。"],
    ["收到提案315件，立案298件。"],
]
BLANK = Picture(b"\xff" * 100, 10, 10)


def read(data: bytes) -> RawDocument:
    (document,), errors = pdf.read(data, "a.pdf")
    assert errors == []
    return document


def test_the_text_layer_page_after_page(make_pdf: MakePdf) -> None:
    document = read(make_pdf(PAGES))
    assert document.format == "pdf"
    assert [line.strip() for line in document.text.split("\n") if line.strip()] == [
        line for page in PAGES for line in page
    ]


LINES = Drawing("10 10 m 20 20 l S " * 300)


@pytest.mark.parametrize(
    "page",
    [[], [BLANK], [BLANK, "第1页"], [LINES]],
    ids=["nothing", "an image", "an image with a number", "characters drawn as lines"],
)
def test_no_text_layer(make_pdf: MakePdf, page: list[object]) -> None:
    with pytest.raises(ReadError, match="no text layer: needs OCR"):
        read(make_pdf([page]))


def test_scanned_pages_among_others_are_told_and_the_rest_is_read(make_pdf: MakePdf) -> None:
    (document,), errors = pdf.read(make_pdf([PAGES[0], [BLANK], [LINES], PAGES[1], [BLANK], PAGES[1]]), "a.pdf")
    assert "认真履行职能" in document.text
    assert [str(error) for error in errors] == ["pages 2–3, 5 of 6 without a text layer: needs OCR (--ocr)"]


def test_a_picture_on_the_cover_takes_nothing_from_the_report(make_pdf: MakePdf) -> None:
    assert "立案298件" in read(make_pdf([[BLANK], *PAGES, [BLANK]])).text


def test_glyphs_without_characters_and_with_wrong_ones_need_ocr(make_pdf: MakePdf) -> None:
    lines = [PAGES[0][1]] * 10
    for data in (make_pdf([lines], mapped=False), make_pdf([lines], shifted=97)):
        with pytest.raises(ReadError, match="needs OCR"):
            read(data)


def encrypted(data: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_password_is_an_error_but_a_lock_on_printing_is_none(make_pdf: MakePdf) -> None:
    with pytest.raises(ReadError, match="encrypted"):
        read(encrypted(make_pdf(PAGES), "secret"))
    assert "立案298件" in read(encrypted(make_pdf(PAGES), "")).text


@pytest.mark.parametrize("cut", [20, 200, 700])
def test_damaged_files_are_errors_of_ours(make_pdf: MakePdf, cut: int) -> None:
    with pytest.raises(ReadError):
        read(make_pdf(PAGES)[:cut])


def test_the_rest_of_a_file_with_a_damaged_page_is_read(make_pdf: MakePdf) -> None:
    data = make_pdf(PAGES).replace(b"/Type /Page /Parent", b"/Type /Paye /Parent", 1)
    (document,), errors = pdf.read(data, "a.pdf")
    assert document.text == PAGES[1][0]
    assert [str(error) for error in errors] == ["page 1 of 2 cannot be read, being damaged; look for another copy"]


def test_a_wrong_place_for_the_table_of_objects_is_mended(make_pdf: MakePdf) -> None:
    assert "立案298件" in read(make_pdf(PAGES).replace(b"startxref\n", b"startxref\n1")).text


def test_radicals_in_a_font_become_characters_and_headings_are_found(make_pdf: MakePdf) -> None:
    lines = [
        "⽰例市政协常委会⼯作报告",
        "⼀、2022年⼯作回顾",
        "⼀年来，市政协常委会坚持以⼈⺠为中⼼，认真履⾏职能，各项⼯作取得了",
        "新的成绩。",
        "⼆、2023年⼯作安排",
        "新的⼀年，市政协将围绕⾼质量发展建⾔资政，为⼈⺠办实事。",
    ]
    document = clean(read(make_pdf([lines])))
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


def utf16(text: str) -> str:
    return f"<feff{text.encode('utf-16-be').hex()}>"


def test_title_and_author_are_stated_but_no_file_names(make_pdf: MakePdf) -> None:
    stated = read(make_pdf(PAGES, information=f"/Title {utf16('工作报告')} /Author {utf16('示例市政协')}")).stated
    assert stated == {"title": "工作报告", "author": "示例市政协"}
    for author in ("Administrator", "微软用户", "Lenovo User"):
        assert read(make_pdf(PAGES, information=f"/Author {utf16(author)}")).stated == {}
    for title in ("Microsoft Word - 报告.doc", "报告.wps", "http://www.example.gov.cn/a.html"):
        assert read(make_pdf(PAGES, information=f"/Title {utf16(title)}")).stated == {}


def test_what_a_browser_prints_around_a_page_gives_its_address(make_pdf: MakePdf) -> None:
    head, foot = "2024/1/15 10:22 市政协常委会工作报告", "https://www.example.gov.cn/a/1.html"
    document = read(make_pdf([[head, *page, f"{foot} {number}/2"] for number, page in enumerate(PAGES, 1)]))
    assert document.text.split() == [line for page in PAGES for line in page]
    assert document.stated == {"url": foot}


def test_text_that_lies_nowhere_is_left_out(make_pdf: MakePdf) -> None:
    lines = ["示例市政协工作报告", "一年来，协商议政。"]
    data = make_pdf([["远处", *lines]])
    assert read(data).text.split() == ["远处", *lines]
    at = b" 800.0 Tm"
    assert data.count(at) == 1
    assert read(data.replace(at, b" %s.0 Tm" % (b"8" * 60))).text.split() == lines
