"""Files under a wrong name are read as what they are, or say what they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

from indexer.readers import read_file
from indexer.readers.signature import OLE, true_suffix

Put = Callable[[str, bytes], Path]
PAGE = "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><meta charset='gbk'></head><body><p>示例工作报告。</p></body></html>"


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("示例工作报告。")
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def ole(stream: str) -> bytes:
    return OLE + bytes(500) + f"{stream}\0".encode("utf-16-le") + bytes(500)


@pytest.mark.parametrize("name", ["a.pdf", "a.doc", "a.wps", "a.txt", "a.html", "a.zip", "a.rtf", "a.xlsx"])
def test_a_word_file_under_any_name(put: Put, name: str) -> None:
    (document,) = read_file(put(name, word()), name).documents
    assert (document.text.strip(), document.format, document.file) == ("示例工作报告。", "docx", name)


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.txt", "a.docx", "a.pdf", "a.csv"])
@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-16"])
def test_a_page_under_any_name(put: Put, name: str, encoding: str) -> None:
    (document,) = read_file(put(name, PAGE.encode(encoding)), name).documents
    assert (document.text, document.format) == ("示例工作报告。", "html")


@pytest.mark.parametrize("name", ["a.doc", "a.docx", "a.html", "a.txt"])
def test_a_pdf_under_any_name(put: Put, make_pdf: Callable[[Sequence[Sequence[str]]], bytes], name: str) -> None:
    (document,) = read_file(put(name, make_pdf([["示例市政协常委会工作报告"]])), name).documents
    assert (document.text.strip(), document.format) == ("示例市政协常委会工作报告", "pdf")


def test_a_piece_of_a_page_and_plain_text_named_doc(put: Put) -> None:
    piece = read_file(put("a.doc", "<div class=x><p>示例一。</p><p>示例二。</p></div>".encode("gbk")), "a.doc")
    assert [(each.text, each.format) for each in piece.documents] == [("示例一。\n示例二。", "html")]
    plain = read_file(put("b.doc", "示例工作报告。".encode("gbk")), "b.doc")
    assert [(each.text, each.format) for each in plain.documents] == [("示例工作报告。", "text")]


def test_plain_text_that_speaks_of_markup_stays_text() -> None:
    assert true_suffix("示例 <p> %PDF-".encode(), ".txt") == ".txt"
    assert true_suffix(b'{"text": "<html>"}', ".jsonl") == ".jsonl"


@pytest.mark.parametrize(
    ("stream", "suffix"),
    [
        ("WordDocument", ".doc"),
        ("Workbook", ".xls"),
        ("PowerPoint Document", ".ppt"),
        ("EncryptedPackage", ".encrypted"),
    ],
)
def test_kinds_of_ole_files(stream: str, suffix: str) -> None:
    assert true_suffix(ole(stream), ".docx") == suffix


def test_a_word_file_that_holds_a_workbook_is_a_word_file() -> None:
    assert true_suffix(ole("Workbook") + "WordDocument\0".encode("utf-16-le"), ".doc") == ".doc"


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.docx", ole("EncryptedPackage"), "password"),
        ("a.xlsx", ole("Workbook"), "save it as .xlsx"),
        ("a.doc", ole("Workbook"), "save it as .xlsx"),
        ("a.zip", b"Rar!\x1a\x07\x00", "zip file"),
        ("a.doc", b"\x89PNG\r\n\x1a\n" + bytes(90), "image"),
    ],
)
def test_what_is_not_read_says_what_it_is(put: Put, name: str, data: bytes, told: str) -> None:
    result = read_file(put(name, data), name)
    assert result.documents == ()
    assert told in result.errors[0].reason


def test_a_workbook_named_docx(put: Put) -> None:
    data = BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["正文"])
    book.active.append(["示例工作报告。"])
    book.save(data)
    (document,) = read_file(put("a.docx", data.getvalue()), "a.docx").documents
    assert (document.text, document.format) == ("示例工作报告。", "row")
