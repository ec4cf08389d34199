"""PDF files, written by hand so that every byte is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

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
