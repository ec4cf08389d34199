"""CSV with its note, JSON Lines, RIS and BibTeX, read back."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace

import bibtexparser
import pytest
import rispy
from hypothesis import given, settings
from openpyxl import load_workbook

from indexer.answers import Hit, SearchRequest
from indexer.export import FORMATS, WORDS, export
from indexer.export.characters import guarded, printable
from indexer.export.columns import LISTED
from indexer.present import hit_json
from tests.citation import works
from tests.export.lists import MOMENT, SPEECH, TERM, Lists, hostile, written
from tests.web.fake_library import FakeLibrary


def records(content: bytes) -> list[list[str]]:
    """A strict reading by RFC 4180: CR LF between records, quotes doubled inside quotes."""
    text = content.decode("utf-8")
    assert text.startswith("\ufeff")
    assert text.endswith("\r\n")
    field = re.compile(r'"((?:[^"]|"")*)"|([^",\r\n]*)')
    found: list[list[str]] = [[]]
    at = 1
    while at < len(text):
        match = field.match(text, at)
        assert match is not None
        found[-1].append(match[2] if match[1] is None else match[1].replace('""', '"'))
        at = match.end()
        if text.startswith("\r\n", at):
            found.append([])
            at += 2
        else:
            assert text[at] == ","
            at += 1
    return found[:-1]


def test_csv() -> None:
    head, first, second = records(written("csv", TERM, SPEECH, linked=True))
    row = dict(zip(head, first, strict=True))
    assert len(head) == len(set(head)) == len(second)
    assert row["行政区划代码"] == "512301"
    assert (row["回顾年度"], row["回顾期间"], row["报告年份"], row["发布日期"]) == (
        "1997", "1993—1997", "1998", "1998-02-01",
    )  # fmt: skip
    assert row["摘录"] == "收到“社情民意”信息。\n编报专报。\n明年再报信息。"
    assert row["链接"].startswith("http://localhost/reports/")
    assert "链接" not in records(written("csv", TERM))[0]
    assert records(written("csv")) == [[name for name in head if name != "链接"]]


@settings(max_examples=50)
@given(works.hostile)
def test_csv_holds_any_text_and_no_formula(text: str) -> None:
    content = written("csv", hostile(text), SPEECH)
    rows = records(content)
    assert len({len(row) for row in rows}) == 1
    assert rows[1][1] == guarded(printable(text))
    assert not any(cell.startswith(tuple("=+-@\t＝＋－＠")) for row in rows for cell in row)
    assert rows == list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_note_says_where_a_table_comes_from() -> None:
    lines = written("csv-note").decode("utf-8-sig").split("\r\n")
    assert lines[:3] == ["检索说明", "", "检索式：信息"]
    assert "导出时间：2026-11-27 20:15:03 +08:00" in lines
    assert f"索引指纹：{FakeLibrary().generation()}" in lines
    assert any("公式" in line for line in lines)
    assert not any(line.startswith("所在部分") for line in lines)


@pytest.mark.parametrize(("section", "label"), [("review", "工作回顾"), ("plan", "工作安排")])
def test_a_list_of_one_part_of_reports_says_so(section: str, label: str) -> None:
    request = SearchRequest("信息", {"kind": ("讲话",)}, section=section)
    note = b"".join(export(Lists(), request, "csv-note", MOMENT)).decode("utf-8-sig").split("\r\n")
    assert note.index(f"所在部分：{label}") < note.index("筛选：材料类型：讲话")
    sheet = load_workbook(io.BytesIO(b"".join(export(Lists(), request, "xlsx", MOMENT))))["检索说明"]
    assert ("所在部分", label) in [row[:2] for row in sheet.iter_rows(values_only=True)]


def test_json_lines() -> None:
    odd = replace(SPEECH, file="\udcff.txt", title="\u2028")
    lines = written("jsonl", TERM, odd).decode().split("\n")
    assert lines[-1] == ""
    assert [json.loads(line) for line in lines[:-1]] == [json.loads(json.dumps(hit_json(each))) for each in (TERM, odd)]
    assert "第一届常务委员会" in lines[0]


def test_bibliographies() -> None:
    hits = [TERM, SPEECH, replace(hostile('}{\\%"\n@x{'), id="00000000000000ef")]
    entries = bibtexparser.parse_string(written("bibtex", *hits).decode())
    assert entries.failed_blocks == []
    assert [entry.entry_type for entry in entries.entries] == ["techreport", "misc", "misc"]
    read = rispy.loads(written("ris", *hits).decode())
    assert [record["id"] for record in read] == [f"zhengxie-{hit.id}" for hit in hits]
    assert written("ris") == written("bibtex") == written("jsonl") == b""


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if each.hits and name != "xlsx"])
def test_lists_are_written_while_they_are_read(name: str) -> None:
    taken = 0

    class Long(Lists):
        def every(self, request: SearchRequest) -> Iterator[Hit]:
            nonlocal taken
            for _ in range(10_000):
                taken += 1
                yield TERM

    pieces = export(Long(), SearchRequest("信息"), name, MOMENT)
    next(pieces)
    assert 1 < taken < 500
    pieces.close()


def test_every_word_can_be_translated() -> None:
    asked: set[str] = set()

    def heard(word: str) -> str:
        asked.add(word)
        return word

    long = replace(hostile("长" * 40_000 + "\x00"), metadata=TERM.metadata)
    for name in FORMATS:
        written(name, TERM, SPEECH, long, words=heard, linked=True)
    assert asked <= {*WORDS, *LISTED}
    assert len(asked & set(WORDS)) > len(WORDS) / 2
    assert len(WORDS) == len(set(WORDS))
