"""``zhengxie figures`` over invented reports."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli.running import answer, run

DONE = "一年来，收到示例提案315件，立案298件，办复率100%。\n五年来，示例立案提案1500件。"
WHOLE = f"政协安徽省合肥市委员会常务委员会工作报告\n（2023年1月10日）\n一、2022年工作回顾\n{DONE}\n"
SILENT = WHOLE.replace("合肥", "安庆").replace(DONE, "一年来，示例工作稳步推进。")
OTHER = WHOLE.replace("合肥", "池州").replace(DONE, "一年来，示例立案提案210件。我们说过，示例立案提案212件。")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    place = tmp_path_factory.mktemp("figures")
    (place / "reports").mkdir()
    for name, text in (("合肥", WHOLE), ("安庆", SILENT), ("池州", OTHER)):
        (place / "reports" / f"{name}.txt").write_text(text, "utf-8")
    assert run("index", place / "reports", "--index", place / "index").exit_code == 0
    return "--index", place / "index"


def test_the_table_of_organizations_and_years(index: tuple[str, Path]) -> None:
    told = answer("figures", "立案", *index)
    assert told["years"] == [2022]
    stated = {
        line["organization"]: [value["low"] for cell in line["cells"] for value in cell["values"]]
        for line in told["organizations"]
    }
    assert stated == {"安徽省合肥市政协": [298], "安徽省池州市政协": [210, 212], "安徽省安庆市政协": []}
    assert [row["low"] for row in told["rows"] if row["apart"] == "total"] == [1500]
    shown = run("figures", "立案", *index).stdout
    rows = [line.split() for line in shown.partition("不列入")[0].splitlines()]
    assert ["安徽省合肥市政协", "298件"] in rows
    assert ["安徽省安庆市政协", "原文未载明"] in rows
    assert "210件（说法不一）" in shown
    assert "不列入年度表的 1 个数字" in shown
    assert "［多年合计］" in shown


def test_rows_with_their_sentences(index: tuple[str, Path]) -> None:
    shown = run("figures", "提案", "提出", "--rows", "--organization", "合肥", *index).stdout
    assert "指标 提案，动作 提出：在 1 份报告中查找，读了提到它的 1 份" in shown
    assert "安徽省合肥市政协 2022  提案 提出 315件" in shown
    assert "一年来，收到示例提案315件，立案298件，办复率100%。" in shown


def test_both_tables_as_csv(index: tuple[str, Path]) -> None:
    tables = []
    for rows in ((), ("--rows",)):
        done = run("figures", "立案", *rows, "--csv", "-", *index)
        tables.append(list(csv.DictReader(io.StringIO(done.stdout.lstrip("\ufeff")))))
    by_year, listed = tables
    (beside,) = (row for row in by_year if row["不入年度表"])
    assert (beside["机构"], beside["年份"], beside["数值"]) == ("安徽省合肥市政协", "", "1500")
    assert {(row["机构"], row["载明情况"], row["数值"]) for row in by_year if row is not beside} == {
        ("安徽省合肥市政协", "载明", "298"),
        ("安徽省池州市政协", "载明", "210"),
        ("安徽省池州市政协", "载明", "212"),
        ("安徽省安庆市政协", "原文未载明", ""),
    }
    assert [row["原文写法"] for row in listed if row["不入年度表"] == "多年合计"] == ["1500件"]


def test_what_is_kept_is_counted_again(index: tuple[str, Path], tmp_path: Path) -> None:
    assert run("figures", "立案", "--save", tmp_path / "kept.json", *index).exit_code == 0
    again = answer("recount", tmp_path / "kept.json", *index)
    assert again["same_index"]
    assert again["changed"] == []


def test_an_unknown_indicator_is_answered_with_all(index: tuple[str, Path]) -> None:
    done = run("figures", "天气", *index)
    assert done.exit_code == 2
    assert "不认识“天气”" in done.stderr
    assert "社情民意信息" in done.stderr


def test_a_cell_says_up_to_which_day_a_value_counts(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    told = WHOLE.replace(DONE, "截至6月底，示例立案提案120件。截至12月底，示例立案提案196件。")
    (tmp_path / "reports" / "合肥.txt").write_text(told, "utf-8")
    assert run("index", tmp_path / "reports", "--index", tmp_path / "index").exit_code == 0
    shown = run("figures", "立案", "--index", tmp_path / "index").stdout
    assert "120件（截至6月底）" in shown
    assert "196件（截至12月底）" in shown
    assert "说法不一" not in shown


def test_a_year_that_is_not_known_is_called_the_same_everywhere_and_what_is_outside_a_section_is_marked(
    tmp_path: Path,
) -> None:
    (tmp_path / "reports").mkdir()
    news = "政协安徽省池州市委员会全体会议开幕\n会议指出，五届五次会议以来，示例立案提案150件。\n"
    (tmp_path / "reports" / "池州.txt").write_text(news, "utf-8")
    index = "--index", tmp_path / "index"
    assert run("index", tmp_path / "reports", *index).exit_code == 0
    shown = run("figures", "立案", *index).stdout
    assert "安徽省池州市政协 未识别  提案 立案 150件［年份未识别］" in shown
    listed = csv.DictReader(io.StringIO(run("figures", "立案", "--rows", "--csv", "-", *index).stdout.lstrip("\ufeff")))
    assert ("安徽省池州市政协", "未识别", "年份未识别") in {
        (row["机构"], row["时段"], row["不入年度表"]) for row in listed
    }
    told = run("figures", "立案", "--section", "打算", *index).stdout
    assert "安徽省池州市政协 未识别  提案 立案 150件［所选部分以外］" in told
