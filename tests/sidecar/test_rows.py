"""One sidecar read: encodings, heads, cells that are right and wrong, and files that only bear the name of one."""

from __future__ import annotations

import io
import json
from pathlib import Path
from zipfile import ZIP_LZMA, ZipFile

import openpyxl
import pytest

from indexer.sidecar import rows as reading
from indexer.sidecar.rows import Sidecar, is_named_like_one, read_sidecar

HEADS = "文件,篇,机构,回顾年度,报告年份,发布日期,材料类型"


def read(folder: Path, data: str | bytes, name: str = "metadata.csv") -> Sidecar | None:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_sidecar(path, name)


def rows(folder: Path, data: str | bytes, name: str = "metadata.csv") -> list[dict[str, object]]:
    """Of each row what it gives by field, in a sidecar in which nothing is wrong."""
    sidecar = read(folder, data, name)
    assert sidecar is not None
    assert sidecar.problems == sum((row.problems for row in sidecar.rows), ()) == ()
    return [{value.field: value.value for value in row.values} for row in sidecar.rows]


def problems(folder: Path, data: str | bytes, name: str = "metadata.csv") -> list[str]:
    sidecar = read(folder, data, name)
    assert sidecar is not None
    return [*sidecar.problems, *(problem for row in sidecar.rows for problem in row.problems)]


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("metadata.csv", True),
        ("Metadata.CSV", True),
        ("元数据.xlsx", True),
        ("元数据.jsonl", True),
        ("metadata.txt", False),
        ("metadata2.csv", False),
        ("~$metadata.xlsx", False),
    ],
)
def test_names(name: str, is_one: bool) -> None:
    assert is_named_like_one(name) is is_one


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    table = f"{HEADS}\r\na.txt,,重庆市涪陵区政协,2022,2023年,2023/1/15,常委会工作报告\r\n"
    assert [(value["kind"], value["published"]) for value in rows(tmp_path, table.encode(encoding))] == [
        ("常委会工作报告", "2023-01-15")
    ]


def test_a_few_characters_are_gb18030_rather_than_big5(tmp_path: Path) -> None:
    assert rows(tmp_path, "file,session\r\na.txt,六届\r\n".encode("gbk")) == [{"session": "六届"}]


def test_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["文件", "报告年份"], ["a.txt", 2023], ["b.txt", None]):
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    assert rows(tmp_path, data.getvalue(), "metadata.xlsx") == [{"delivered_year": 2023}, {}]


def test_json_lines(tmp_path: Path) -> None:
    written = [{"file": "a.txt", "part": 2, "covered_years": "2018—2022"}, {"文件夹": ".", "division": ["四川省"]}]
    sidecar = read(tmp_path, "\n".join(json.dumps(row, ensure_ascii=False) for row in written), "元数据.jsonl")
    assert sidecar is not None
    first, second = sidecar.rows
    assert (first.file, first.part, second.folder, second.part) == ("a.txt", 1, ".", None)
    assert {value.field: value.value for value in first.values} == {"covered_from": 2018, "covered_year": 2022}
    assert sidecar.notes == ("row 2: division is only read beside the name of an organization (机构)",)


def test_values_say_where_they_stand(tmp_path: Path) -> None:
    sidecar = read(tmp_path, f"{HEADS}\n\na.txt,,, 2022年 ,,,\n")
    assert sidecar is not None
    (value,) = sidecar.rows[0].values
    assert (value.evidence.text, value.evidence.where) == ("2022年", "given:metadata.csv:3")


def test_empty_cells_give_nothing_and_the_word_withdraws(tmp_path: Path) -> None:
    assert rows(tmp_path, f"{HEADS}\na.txt,,未识别,,未識別,,\n") == [{"organization": None, "delivered_year": None}]


def test_lists_are_matched_whatever_the_width_of_brackets(tmp_path: Path) -> None:
    table = "文件,类型,完整性,文号\na.txt,调研（视察）报告,摘要／图解,国函〔1996〕95号\n"
    assert rows(tmp_path, table) == [
        {"kind": "调研(视察)报告", "completeness": "摘要/图解", "document_number": "国函〔1996〕95号"}
    ]


def test_what_is_said_beside_an_organization(tmp_path: Path) -> None:
    table = "文件,机构,行政区划,机构类别,层级\na.txt,示例开发区政协联络组,四川省/资阳市,政协,县级\n"
    assert rows(tmp_path, table) == [
        {
            "organization": "示例开发区政协联络组",
            "division": ("四川省", "资阳市"),
            "body": "政协",
            "level": "县级",
        }
    ]


@pytest.mark.parametrize(
    ("cells", "column", "allowed"),
    [
        ("a.txt,,,20233,,,", "回顾年度", "a year from 1949"),
        ("a.txt,,,,1023,,", "报告年份", "a year from 1949"),
        ("a.txt,,,2022—2018,,,", "回顾年度", "a span"),
        ("a.txt,,重庆市,,,,", "机构", "not of a place"),
        ("a.txt,,-,,,,", "机构", "write 未识别"),
        ("a.txt,,,,,2023-13-01,", "发布日期", "2024-01-15"),
        ("a.txt,,,,,,年报", "材料类型", "提案工作情况报告"),
    ],
)
def test_a_bad_value_is_named_with_row_column_and_what_is_allowed(
    tmp_path: Path, cells: str, column: str, allowed: str
) -> None:
    (problem,) = problems(tmp_path, f"{HEADS}\nb.txt,,,2020,,,\n{cells}\n")
    assert problem.startswith(f"row 3, column {column}: ")
    assert allowed in problem


def test_the_other_cells_of_a_row_with_a_bad_value_hold(tmp_path: Path) -> None:
    sidecar = read(tmp_path, f"{HEADS}\na.txt,,,20233,2023,,\n")
    assert sidecar is not None
    assert [value.value for value in sidecar.rows[0].values] == [2023]


@pytest.mark.parametrize("part", ["0", "二", "-1", "第篇"])
def test_a_part_that_is_none(tmp_path: Path, part: str) -> None:
    (problem,) = problems(tmp_path, f"{HEADS}\na.txt,{part},,2022,,,\n")
    assert "row 2: part" in problem


def test_a_row_that_names_nothing(tmp_path: Path) -> None:
    assert problems(tmp_path, f"{HEADS}\n,,,2022,,,\n,,,,,,\n") == ["row 2: names no file and no folder"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("metadata.csv", b""),
        ("metadata.csv", "机构,年份\n重庆市政协,2022\n".encode()),
        ("metadata.xlsx", b"PK\x03\x04broken"),
        ("metadata.xlsx", "文件,年份\n".encode()),
        ("metadata.jsonl", b"[1]\n{\n"),
        ("metadata.csv", bytes(range(256)) * 9),
    ],
)
def test_one_that_cannot_be_read_is_a_problem(tmp_path: Path, name: str, data: bytes) -> None:
    sidecar = read(tmp_path, data, name)
    assert sidecar is not None
    assert sidecar.rows == ()
    assert sidecar.problems
    assert all("\n" not in problem for problem in sidecar.problems)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("metadata.jsonl", '{"text": "示例报告。", "title": "题"}'),
        ("metadata.jsonl", '{"body": "示例报告。"}'),
        ("metadata.jsonl", json.dumps({"file": "a", "text": "示例报告的全文。" * 50})),
        ("metadata.csv", "标题,正文\n题,示例报告。\n"),
    ],
)
def test_rows_with_texts_of_their_own_are_reports(tmp_path: Path, name: str, data: str) -> None:
    assert read(tmp_path, data, name) is None


def test_a_file_too_large_for_a_sidecar_is_one_of_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = "文件,年份\na.txt,2022\n"
    assert read(tmp_path, data) is not None
    monkeypatch.setattr(reading, "LARGEST", len(data.encode()) - 1)
    assert read(tmp_path, data) is None


def test_columns_that_are_no_fields_are_told_once(tmp_path: Path) -> None:
    sidecar = read(tmp_path, "文件,备注,经手人,年份\na.txt,甲,乙,2022\nb.txt,甲,乙,2022\n")
    assert sidecar is not None
    assert sidecar.notes == ("not used, as the columns are no fields: 经手人",)


def test_a_span_that_ends_before_it_begins(tmp_path: Path) -> None:
    table = "文件,covered_from,年份\na.txt,2022,2018\n"
    assert problems(tmp_path, table) == [
        "row 2: covered_from is 2022, but should be no later than the covered year, 2018"
    ]
    sidecar = read(tmp_path, table)
    assert sidecar is not None
    assert [value.value for value in sidecar.rows[0].values] == [2018]


def test_a_workbook_that_is_packed_by_lzma_and_damaged_is_a_problem(tmp_path: Path) -> None:
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_LZMA) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>" * 50)
        archive.writestr("xl/workbook.xml", "<workbook/>")
    data = bytearray(made.getvalue())
    data[60:75] = b"\xff" * 15
    assert ["not a readable Excel file" in problem for problem in problems(tmp_path, bytes(data), "metadata.xlsx")] == [
        True
    ]
