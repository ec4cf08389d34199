"""Tables as reports: a row each where a column holds texts, else one document."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from indexer.prepare import described
from indexer.readers import read_file

Put = Callable[[str, bytes], Path]
HEADS = "标题,机构,年份,正文,备注\n"


def book(*sheets: tuple[str, list[list[object]]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    data = BytesIO()
    made.save(data)
    return data.getvalue()


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig"])
def test_a_report_a_row_with_what_a_person_gave(put: Put, encoding: str) -> None:
    data = HEADS + "示例市政协工作报告,示例市政协,2023,各位委员：示例。,甲\n,,2018—2022,示例正文二。,\n"
    first, second = read_file(put("a.csv", data.encode(encoding)), "a.csv").documents
    assert first.text == "示例市政协工作报告\n各位委员：示例。"
    assert first.given == {"title": "示例市政协工作报告", "organization": "示例市政协", "covered_year": 2023}
    assert second.given == {"covered_from": 2018, "covered_year": 2022}
    assert [(each.part, each.parts, each.format) for each in (first, second)] == [(0, 2, "row"), (1, 2, "row")]


def test_a_bad_row_is_named_and_the_others_are_read(put: Put) -> None:
    result = read_file(put("a.csv", (HEADS + "甲,,前年,示例一,\n乙,,2023,,\n丙,,2023,示例三,\n").encode()), "a.csv")
    assert [(document.text, document.part) for document in result.documents] == [("丙\n示例三", 2)]
    year, text = (error.reason for error in result.errors)
    assert year == 'row 2: "年份" must be a year such as 2023, not "前年"'
    assert text.startswith("row 3: no text; the cell under 正文")


def test_sheets_with_texts_and_others_beside_them(put: Put) -> None:
    data = book(
        ("2022", [["标题", "内容"], ["甲", "示例一。"]]),
        ("2023", [["内容"], ["示例二。"]]),
        ("统计", [["地区", "提案数"], ["示例区", 315], ["示例县", 42.5]]),
    )
    documents = read_file(put("a.xlsx", data), "a.xlsx").documents
    assert [document.text for document in documents] == [
        "甲\n示例一。",
        "示例二。",
        "地区\t提案数\n示例区\t315\n示例县\t42.5",
    ]
    assert [(document.part, document.parts) for document in documents] == [(0, 3), (1, 3), (2, 3)]


def test_a_table_without_texts_stays_whole(put: Put) -> None:
    rows = [["示例市各区县政协工作报告一览"], ["序号", "名称"]]
    rows += [[str(number), f"示例{number}区政协常委会工作报告"] for number in range(30)]
    data = "\n".join(",".join(row) for row in rows).encode("gbk")
    ((document, _),), failures = described(put("a.csv", data), "a.csv")
    assert failures == []
    assert document.text == "\n".join(" ".join(row) for row in rows)


def test_the_kind_of_organization_is_no_text(put: Put) -> None:
    data = "机构,body\n示例市政协,政协\n示例市法院,法院\n"
    (document,) = read_file(put("a.csv", data.encode()), "a.csv").documents
    assert document.text == "机构\tbody\n示例市政协\t政协\n示例市法院\t法院"
