"""RTF as Word, WPS and web servers write Chinese in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.readers import read_file

Put = Callable[[str, bytes], Path]


def bytewise(text: str) -> str:
    return "".join(f"\\'{byte:02x}" if byte > 127 else chr(byte) for byte in text.encode("gbk"))


def by_code(text: str) -> str:
    codes = (ord(character) - 65_536 * (ord(character) > 32_767) for character in text)
    return "".join(f"\\u{code}?" for code in codes)


FONTS = "{\\fonttbl{\\f0\\fnil\\fcharset134 " + bytewise("宋体") + ";}{\\f1\\fnil\\fcharset0 Times;}}"


@pytest.mark.parametrize("name", ["a.rtf", "a.doc"])
@pytest.mark.parametrize("page", [936, 1252])
@pytest.mark.parametrize("write", [bytewise, by_code])
def test_chinese_however_it_is_escaped(
    put: Put, report: str, name: str, page: int, write: Callable[[str], str]
) -> None:
    body = "\\par ".join(map(write, report.rstrip("\n").split("\n")))
    data = f"{{\\rtf1\\ansi\\ansicpg{page}\\deff0{FONTS}\\pard\\f0 {body}\\par}}".encode("ascii")
    (document,) = read_file(put(name, data), name).documents
    assert (document.text, document.format) == (report, "docx")


def test_bytes_that_nobody_escaped(put: Put) -> None:
    data = b"{\\rtf1\\ansi\\ansicpg936 " + "示例市政协工作报告\\par 正文。".encode("gbk") + b"\\par}"
    assert read_file(put("a.rtf", data), "a.rtf").documents[0].text == "示例市政协工作报告\n正文。\n"


def test_rows_of_tables_and_what_the_file_states(put: Put) -> None:
    information = "{\\info{\\title " + bytewise("示例工作报告") + "}{\\author " + by_code("示例") + "}}"
    row = f"\\trowd\\cellx100\\cellx200 {bytewise('提案')}\\cell 315|316\\cell\\row\\pard "
    picture = "{\\pict\\wmetafile8 0102ffab}"
    data = f"{{\\rtf1\\ansi\\ansicpg936{information}{row}{picture}{bytewise('完。')}\\par}}".encode("ascii")
    (document,) = read_file(put("a.rtf", data), "a.rtf").documents
    assert document.text == "提案\t315|316\n完。\n"
    assert document.stated == {"title": "示例工作报告", "author": "示例"}
