"""Text files in every encoding that reports come in."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.errors import ReadError
from indexer.readers import read_file
from indexer.readers.text import decode, likelihood

Put = Callable[[str, bytes], Path]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("gb18030", b""),
        ("gbk", b""),
    ],
)
def test_every_encoding_of_simplified_text(put: Put, report: str, encoding: str, mark: bytes) -> None:
    result = read_file(put("报告.TXT", mark + report.encode(encoding)), "报告.TXT")
    assert result.errors == ()
    assert [document.text for document in result.documents] == [report]


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "big5hkscs", "cp950", "gb18030", "utf-16-le"])
def test_every_encoding_of_traditional_text(put: Put, traditional: str, encoding: str) -> None:
    result = read_file(put("a.txt", traditional.encode(encoding)), "a.txt")
    assert [document.text for document in result.documents] == [traditional]


def test_one_line_is_enough_to_tell_the_encoding() -> None:
    assert decode("市政协常委会工作报告".encode("gbk"))[0] == "市政协常委会工作报告"
    assert decode("市政協常委會工作報告".encode("big5"))[0] == "市政協常委會工作報告"


def test_a_file_cut_in_the_middle_of_a_character(report: str) -> None:
    text, encoding = decode((report * 3).encode()[:-5])
    assert encoding == "utf-8"
    assert text.startswith(report)


def test_ascii_is_utf_8() -> None:
    assert decode(b"Report 2023\n") == ("Report 2023\n", "utf-8")


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 40, b"PK\x03\x04" + b"\0" * 90, b"\xd0\xcf\x11\xe0" + b"\1" * 90, b"%PDF-1.4 x"]
)
def test_binary_data_under_the_name_of_text(put: Put, data: bytes) -> None:
    result = read_file(put("a.txt", data), "a.txt")
    assert result.documents == ()
    assert len(result.errors) == 1
    assert isinstance(result.errors[0], ReadError)


def test_likelihood_tells_a_misreading(report: str) -> None:
    assert likelihood(report) > 0.4
    assert likelihood(report.encode("gbk").decode("big5", "ignore")) < 0.15
    assert likelihood("plain") == 0.0


def test_characters_no_report_holds_are_taken_out(put: Put) -> None:
    text = "\ufeff市政\u200b协\x00工作\u00ad报告\uffff\r\n第二行\u2028第三行\x0c第四行"
    document = read_file(put("a.txt", ("甲" * 50 + text).encode()), "a.txt").documents[0]
    assert document.text == "甲" * 50 + "市政协工作报告\n第二行\n第三行\n第四行"


def test_escapes_that_r_writes_are_undone(put: Put) -> None:
    document = read_file(put("a.txt", "<U+00A0>各位委员：<U+3000>大家好。".encode("gbk")), "a.txt").documents[0]
    assert document.text == "\u00a0各位委员：\u3000大家好。"


def test_markdown_headings_and_front_matter(put: Put) -> None:
    source = "---\ntitle: 工作报告\nsource: 示例日报\nother: x\n---\n# 工作报告\n\n## 一、回顾\n正文。\n```\n# 不是标题\n```\n"
    document = read_file(put("a.md", source.encode()), "a.md").documents[0]
    assert document.format == "markdown"
    assert document.title == "工作报告"
    assert document.stated == {"title": "工作报告", "source": "示例日报"}
    lines = document.text.split("\n")
    assert {lines[number]: level for number, level in document.heading_lines.items()} == {
        "# 工作报告": 1,
        "## 一、回顾": 2,
    }


def test_a_page_saved_as_text_is_read_as_a_page(put: Put) -> None:
    page = "<!DOCTYPE html><html><body><h1>工作报告</h1><p>第一段。</p></body></html>"
    document = read_file(put("a.txt", page.encode()), "a.txt").documents[0]
    assert (document.format, document.text) == ("html", "工作报告\n第一段。")


@pytest.mark.parametrize(("name", "data"), [("a.txt", b""), ("a.txt", b" \n\t\n"), ("a.docx", b""), ("a.xyz", b"x")])
def test_nothing_to_read_is_an_error_with_a_reason(put: Put, name: str, data: bytes) -> None:
    result = read_file(put(name, data), name)
    assert result.documents == ()
    assert len(result.errors) == 1
    assert result.errors[0].reason


def test_a_missing_file_is_an_error_not_a_crash(tmp_path: Path) -> None:
    assert "cannot be opened" in read_file(tmp_path / "none.txt", "none.txt").errors[0].reason


def test_hz_is_seven_bits_and_chinese(put: Put, report: str) -> None:
    source = report.replace("315", "~315") + "see http://example.org/~committee/ ~ end\n"
    data = source.replace("~", "\0").encode("hz").replace(b"\0", b"~")
    assert data.isascii()
    document = read_file(put("a.txt", data), "a.txt").documents[0]
    assert (document.text, document.encoding) == (source, "hz")


def test_hz_whose_lines_end_without_the_closing_escape(report: str) -> None:
    assert decode(report.encode("hz").replace(b"~}\n", b"\n") + b"~{VPHK~}")[0] == report + "中人"


@pytest.mark.parametrize("source", ["a = ~{abcdef~}\n", "curly ~{ braces ~} and ~~\n", "~{}\n"])
def test_ascii_with_tildes_and_braces_is_no_hz(source: str) -> None:
    assert decode(source.encode()) == (source, "utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"])
def test_a_few_broken_bytes_do_not_change_the_encoding(report: str, traditional: str, encoding: str) -> None:
    text = (traditional if encoding == "big5hkscs" else report) * 20
    data = bytearray(text.encode(encoding))
    for place in (101, 1500, 2600):
        data[place : place + 2] = b"\xff\x80"
    found, name = decode(bytes(data))
    assert name == encoding
    assert sum(map(str.isalnum, found)) > 0.98 * sum(map(str.isalnum, text))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_and_without_a_single_ascii_character(encoding: str) -> None:
    text = "一年来，市政协常委会坚持团结和民主两大主题，认真履行政治协商、民主监督、参政议政职能。"
    assert decode(text.encode(encoding)) == (text, encoding)


def test_traditional_text_in_gbk_is_not_taken_for_big5(traditional: str) -> None:
    for text in (traditional, traditional.split("\n")[2]):
        assert decode(text.encode("gbk")) == (text, "gb18030")
        assert decode(text.encode("big5")) == (text, "big5hkscs")
