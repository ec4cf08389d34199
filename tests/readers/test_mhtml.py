"""Pages that a browser or Word saved in one file."""

from __future__ import annotations

import quopri
from base64 import b64encode
from collections.abc import Callable
from email.header import Header
from pathlib import Path

import pytest

from indexer.readers import read_file

Put = Callable[[str, bytes], Path]
PAGE = "<html><head><meta http-equiv='Content-Type' content='text/html; charset=gb2312'><title>示例工作报告</title></head><body><p>示例正文。</p></body></html>"


def saved(
    page: bytes, *, location: str = "http://www.example.gov.cn/art/1.html", coded: str = "quoted-printable"
) -> bytes:
    body = quopri.encodestring(page) if coded == "quoted-printable" else b64encode(page)
    head = (
        f"From: <Saved by Blink>\r\nSubject: {Header('示例标题', 'utf-8').encode()}\r\n"
        "Date: Mon, 15 Jan 2024 09:30:00 +0800\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----made"\r\n\r\n'
        "------made\r\nContent-Type: image/png\r\nContent-Location: cid:x\r\n\r\nPNG\r\n"
        f"------made\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: {coded}\r\nContent-Location: {location}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n------made--\r\n"


@pytest.mark.parametrize("name", ["a.mht", "a.mhtml", "a.doc", "a.html", "a.txt"])
@pytest.mark.parametrize("coded", ["quoted-printable", "base64"])
def test_the_page_with_its_address_and_the_day_it_was_saved(put: Put, name: str, coded: str) -> None:
    (document,) = read_file(put(name, saved(PAGE.encode("gbk"), coded=coded)), name).documents
    assert (document.text, document.stated["title"], document.format) == ("示例正文。", "示例工作报告", "html")
    assert document.stated["url"] == "http://www.example.gov.cn/art/1.html"
    assert document.stated["retrieved"] == "2024-01-15"


def test_a_place_on_a_disk_is_no_address_and_the_subject_is_the_title_of_a_page_without(put: Put) -> None:
    data = saved("<p>示例正文。</p>".encode(), location="file:///C:/1.htm")
    (document,) = read_file(put("a.mht", data), "a.mht").documents
    assert "url" not in document.stated
    assert document.stated["title"] == "示例标题"


def test_without_a_page_it_is_an_error(put: Put) -> None:
    data = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\nDate: never\r\n\r\n--x--\r\n"
    result = read_file(put("a.mht", data), "a.mht")
    assert result.documents == ()
    assert "holds no page" in result.errors[0].reason


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        (b"Mon, 15 Jan 2024", b"Mon, 15 Jan 99999999999999"),
        (b"Subject: =?utf-8?b?", b"Subject: =?utf-8?b?x"),
        (b"Subject: =?utf-8?", b"Subject: =?\xff\xff\xff?"),
    ],
)
def test_heads_that_make_no_sense_lose_nothing_else(put: Put, written: bytes, instead: bytes) -> None:
    data = saved("<p>示例正文。</p>".encode()).replace(written, instead)
    assert instead in data
    assert read_file(put("a.mht", data), "a.mht").documents[0].text == "示例正文。"


def test_parts_nested_beyond_reason_are_refused(put: Put) -> None:
    parts = "".join(f"--b{depth}\nContent-Type: multipart/mixed; boundary=b{depth + 1}\n\n" for depth in range(2000))
    data = f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b0\n\n{parts}".encode()
    (error,) = read_file(put("a.mht", data), "a.mht").errors
    assert "too deep" in error.reason
