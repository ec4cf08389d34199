"""JSON Lines with given metadata."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.readers import ReadResult, read_file

Put = Callable[[str, bytes], Path]


def rows(put: Put, *lines: object) -> ReadResult:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    return read_file(put("a.jsonl", text.encode()), "a.jsonl")


@pytest.mark.parametrize("key", ["retrieved", "抓取日期", "抓取时间", "采集时间"])
def test_the_day_a_copy_was_taken(put: Put, key: str) -> None:
    (document,) = rows(put, {"text": "正文。", key: "2025-03-06"}).documents
    assert document.given == {"retrieved": "2025-03-06"}


def test_a_report_a_line_with_what_a_person_gave(put: Put) -> None:
    given = {
        "title": "工作报告",
        "organization": "示例市政协",
        "division": ["示例省", "示例市"],
        "body": "政协",
        "level": "地市级",
        "kind": "常委会工作报告",
        "covered_year": 2023,
        "delivered_year": "2024年",
        "published": "2024-01-15",
    }
    result = rows(
        put,
        {"id": 7, "text": "正文。", **given, "unknown": 1},
        "",
        {"text": "工作报告二\n正文。", "title": "工作报告二"},
    )
    assert result.errors == ()
    first, second = result.documents
    assert first.text == "工作报告\n正文。"
    assert first.given == {**given, "division": ("示例省", "示例市"), "delivered_year": 2024}
    assert second.text == "工作报告二\n正文。"
    assert [(document.part, document.parts) for document in result.documents] == [(0, 2), (1, 2)]


def test_chinese_keys_and_other_keys_for_the_text(put: Put) -> None:
    result = rows(
        put,
        {"正文": "甲", "机构": "示例市政协", "回顾年度": "2023", "类型": "讲话", "完整性": "全文"},
        {"body": "乙", "year": 2020},
        {"content": "丙"},
    )
    assert [document.text for document in result.documents] == ["甲", "乙", "丙"]
    assert result.documents[0].given == {
        "organization": "示例市政协",
        "covered_year": 2023,
        "kind": "讲话",
        "completeness": "全文",
    }
    assert result.documents[1].given == {"covered_year": 2020}


def test_a_span_of_years(put: Put) -> None:
    given = rows(put, {"text": "甲", "year": "2018—2022年"}).documents[0].given
    assert given == {"covered_from": 2018, "covered_year": 2022}


@pytest.mark.parametrize(
    "line",
    [
        "{not json",
        "[1]",
        '{"title": "无文"}',
        '{"text": "甲", "year": "前年"}',
        '{"text": "甲", "title": 3}',
        '{"text": "甲", "division": 1}',
    ],
)
def test_a_bad_line_is_named_and_the_good_ones_are_read(put: Put, line: str) -> None:
    result = rows(put, {"text": "好"}, line, {"text": "也好"})
    assert [document.text for document in result.documents] == ["好", "也好"]
    assert [error.reason.split(":")[0] for error in result.errors] == ["line 2"]


def test_lone_surrogates_are_taken_out(put: Put) -> None:
    assert rows(put, '{"text": "甲\\ud800乙\\u0000丙"}').documents[0].text == "甲乙丙"


def test_a_number_of_thousands_of_digits_costs_its_row_only(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "政协工作。"}\n{"text": "人大工作。", "covered_year": ' + "9" * 5000 + "}\n", "utf-8")
    result = read_file(path, "rows.jsonl")
    assert [document.text for document in result.documents] == ["政协工作。"]
    assert "line 2" in result.errors[0].reason


def test_divisions_are_cleaned_as_texts_are(put: Put) -> None:
    result = rows(
        put,
        '{"text": "甲", "division": ["示例\\ud800省", "", "示例市\\uffff"]}',
        '{"text": "甲", "division": "示例省／示例\\udfff市"}',
    )
    assert [document.given["division"] for document in result.documents] == [("示例省", "示例市")] * 2


@pytest.mark.parametrize(
    "value", ["二\ud800" * 500, ["\ud800"] * 500, {"年": "\ud800"}, "2023" + " " * 50_000 + "x", 0.5, True]
)
def test_what_is_wrong_is_told_in_a_few_words_that_can_be_printed(put: Put, value: object) -> None:
    result = rows(put, json.dumps({"text": "甲", "year": value}))
    (error,) = result.errors
    assert error.reason.encode("utf-8").startswith(b"line 1")
    assert len(error.reason) < 160
