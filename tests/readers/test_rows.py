"""Rows of tables, as Excel and others save them."""

from __future__ import annotations

import csv
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from indexer.errors import ReadError
from indexer.readers import rows as rows_module
from indexer.readers.given_columns import field_of, text_key
from indexer.readers.rows import table_rows

HEADS = ["标题", "机构", "年份", "正文"]
CELLS = ["示例市政协工作报告", "示例市政协", "2023", "各位委员：\n一年来，提案“立案”298件，办复率100%；成效明显。"]


def as_csv(rows: list[list[str]], separator: str = ",") -> str:
    written = StringIO(newline="")
    csv.writer(written, delimiter=separator).writerows(rows)
    return written.getvalue()


def workbook(*tables: list[list[Any]], names: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    for number, rows in enumerate(tables):
        sheet = book.active if number == 0 else book.create_sheet()
        if number < len(names):
            sheet.title = names[number]
        for row in rows:
            sheet.append(row)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_separators_and_encodings(separator: str, encoding: str) -> None:
    (row,) = table_rows(as_csv([HEADS, CELLS], separator).encode(encoding), ".csv")
    assert row.number == 2
    assert row.cells == dict(zip(HEADS, CELLS, strict=True))


def test_quoted_line_ends_and_blank_rows_keep_the_numbers_that_a_spreadsheet_shows() -> None:
    rows = table_rows(as_csv([HEADS, CELLS, [], CELLS]).encode(), ".csv")
    assert [row.number for row in rows] == [2, 4]
    assert rows[1].place == "row 4"


def test_a_tsv_may_hold_commas() -> None:
    (row,) = table_rows("标题,甲\t正文\n一,二\t三,四\n".encode(), ".tsv")
    assert row.cells == {"标题,甲": "一,二", "正文": "三,四"}


def test_the_separator_that_excel_is_told() -> None:
    (row,) = table_rows("sep=|\n标题|正文\n甲|乙\n".encode(), ".csv")
    assert (row.number, dict(row.cells)) == (3, {"标题": "甲", "正文": "乙"})


def test_a_quote_that_is_never_closed_swallows_nothing() -> None:
    rows = table_rows('标题,正文\n甲,"一\n乙,二\n丙,三\n'.encode(), ".csv")
    assert [row.cells["标题"] for row in rows] == ["甲", "乙", "丙"]


def test_a_report_of_a_million_characters_in_one_cell() -> None:
    (row,) = table_rows(as_csv([["正文"], ["提案工作" * 250_000]]).encode("gbk"), ".csv")
    assert len(row.cells["正文"]) == 1_000_000


def test_days_numbers_and_formulas_of_a_workbook() -> None:
    heads = ["标题", "发布日期", "时间", "年份", "比例", "公开", "结果"]
    data = workbook([heads, ["甲", date(2024, 1, 15), datetime(2024, 1, 15, 9, 30), 2023.0, 0.85, True, "#N/A"]])
    (row,) = table_rows(data, ".xlsx")
    assert list(row.cells.values()) == ["甲", "2024-01-15", "2024-01-15 09:30", "2023", "0.85", "TRUE"]
    assert len(row.heads) == 7


def test_a_day_of_which_only_the_year_is_shown() -> None:
    book = openpyxl.Workbook()
    book.active.append(["标题", "年份"])
    book.active.append(["甲", date(2023, 1, 1)])
    book.active["B2"].number_format = 'yyyy"年"'
    data = BytesIO()
    book.save(data)
    assert table_rows(data.getvalue(), ".xlsx")[0].cells["年份"] == "2023"


def test_heads_beneath_a_merged_title_and_heads_that_are_empty_or_twice() -> None:
    book = openpyxl.Workbook()
    for row in (
        ["各区县政协工作报告汇总（示例）"],
        [],
        ["序号", "标题", None, "备注", "备注"],
        [1, "甲", "x", "乙", "丙"],
    ):
        book.active.append(row)
    book.active.merge_cells("A1:E1")
    data = BytesIO()
    book.save(data)
    (row,) = table_rows(data.getvalue(), ".xlsx")
    assert (row.number, dict(row.cells)) == (4, {"序号": "1", "标题": "甲", "备注": "乙", "备注 (2)": "丙"})


def test_several_sheets_each_with_heads_of_its_own() -> None:
    data = workbook([["标题"], ["甲"]], [["机构", "标题"], ["示例市政协", "乙"]], [], names=("2022", "2023", "空"))
    rows = table_rows(data, ".xlsx")
    assert [(row.sheet, row.place, row.cells["标题"]) for row in rows] == [
        ("2022", "sheet 2022, row 2", "甲"),
        ("2023", "sheet 2023, row 2", "乙"),
    ]


def test_a_workbook_that_states_a_wrong_size_is_read_whole() -> None:
    whole = workbook([HEADS, CELLS])
    data = BytesIO()
    with ZipFile(BytesIO(whole)) as given, ZipFile(data, "w") as made:
        for name in given.namelist():
            made.writestr(name, given.read(name).replace(b'ref="A1:D2"', b'ref="A1"'))
    assert table_rows(data.getvalue(), ".xlsx")[0].cells["正文"] == CELLS[3]


@pytest.mark.parametrize("data", [b"PK\x03\x04 damaged", b"none", workbook([HEADS, CELLS])[:-200]])
def test_a_damaged_workbook_is_an_error_with_a_reason(data: bytes) -> None:
    with pytest.raises(ReadError):
        table_rows(data, ".xlsx")


def test_an_empty_table_has_no_rows() -> None:
    assert table_rows(workbook([]), ".xlsx") == []
    assert table_rows("标题,正文\n".encode(), ".csv") == []


def test_heads_in_any_width_case_and_with_a_remark() -> None:
    heads = ["Covered Year", "ＴＩＴＬＥ", "标 题", "发布日期（年-月-日）", "来源：", "机构*", "备注"]
    assert [field_of(head) for head in heads] == [
        "covered_year",
        "title",
        "title",
        "published",
        "source",
        "organization",
        None,
    ]
    assert text_key({"标题": "甲", "正 文": "乙", "全文": ""}) == "正 文"


def test_a_title_of_one_cell_above_does_not_hide_the_separator() -> None:
    rows = table_rows("示例汇总\n编号;名称\n1;甲,乙\n2;丙\n".encode(), ".csv")
    assert [list(row.cells.values()) for row in rows] == [["编号"], ["1"], ["2"]]
    named = table_rows("示例汇总\n编号;标题\n1;甲,乙\n2;丙\n".encode(), ".csv")
    assert [list(row.cells.values()) for row in named] == [["1", "甲,乙"], ["2", "丙"]]


def test_rows_of_a_million_cells_are_cut() -> None:
    (row,) = table_rows(b"a," * 1_000_000 + b"\n" + b"b," * 1_000_000, ".csv")
    assert len(row.cells) == 1_000


def test_a_row_holds_only_its_filled_cells_however_many_heads_there_are() -> None:
    rows = table_rows((",".join(f"列{number}" for number in range(1000)) + "\n" + "甲\n" * 3).encode(), ".csv")
    assert [dict(row.cells) for row in rows] == [{"列0": "甲"}] * 3
    assert len(rows[0].heads) == 1000
    assert rows[0].heads is rows[2].heads


def test_a_text_that_stands_in_too_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_module, "MOST_CHARACTERS", 1000)
    data = workbook([["项目"] * 10] + [["示例" * 20] * 10] * 5)
    with pytest.raises(ReadError, match="row 4: a sheet may hold 1,000 characters"):
        table_rows(data, ".xlsx")
