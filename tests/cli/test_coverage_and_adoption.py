"""``zhengxie coverage`` and ``zhengxie adoption``: what they print, as JSON, as CSV and for people."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.running import answer, run

PLACES = ("重庆市涪陵区", "重庆市长寿区")


def text(place: str, covered: int, more: str) -> str:
    return f"政协{place}委员会常务委员会工作报告（示例）\n（{covered + 1}年1月10日）\n一、{covered}年工作回顾\n一年来，收到提案315件，立案298件。{more}\n"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Two organizations, one with a year between that is missing, and a file that cannot be read."""
    place = tmp_path_factory.mktemp("coverage")
    folder = place / "reports"
    folder.mkdir()
    written = {
        "a": text(PLACES[0], 2019, "深化协商平台建设。"),
        "b": text(PLACES[0], 2021, "深化“示例好商量”平台建设。"),
        "c": text(PLACES[1], 2022, "开展“示例好商量”协商活动，“示例好商量”深入人心。"),
    }
    for name, content in written.items():
        (folder / f"{name}.txt").write_text(content, "utf-8")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no archive")
    assert run("index", folder, "--index", place / "index").exit_code == 1
    return "--index", place / "index"


def test_coverage_tells_gaps_and_what_could_not_be_read(index: tuple[str, Path]) -> None:
    found = answer("coverage", *index)
    assert found["columns"] == ["2019", "2020", "2021", "2022"]
    rows = {row["value"]: row for row in found["rows"]}
    assert rows["重庆市涪陵区政协"]["gaps"] == ["2020"]
    assert [cell["state"] for cell in rows["重庆市涪陵区政协"]["cells"]] == ["held", "gap", "held"]
    assert [each["file"] for each in found["failed"]] == ["broken.docx"]
    shown = run("coverage", *index).stdout
    assert "2019、2021" in shown
    assert "broken.docx" in shown
    by_region = answer("coverage", "--by", "division", "--dated", "delivered_year", *index)
    assert {row["value"]: row["total"]["reports"] for row in by_region["rows"]} == {
        "重庆市": 3,
        "重庆市/涪陵区": 2,
        "重庆市/长寿区": 1,
    }


def test_coverage_tells_kinds_and_how_many_reports_there_are_of_a_year(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    reports = {
        "a": (2018, "甲事。"),
        "b": (2019, "乙事。"),
        "c": (2020, "丙事。"),
        "d": (2020, "丁事，与丙事不同，另有安排若干。" * 9),
    }
    for name, (year, more) in reports.items():
        (tmp_path / "reports" / f"{name}.txt").write_text(text(PLACES[0], year, more), "utf-8")
    assert run("index", tmp_path / "reports", "--index", tmp_path / "index").exit_code == 0
    (row,) = (
        line
        for line in run("coverage", "--index", tmp_path / "index").stdout.splitlines()
        if line.startswith(PLACES[0])
    )
    assert row.split()[1:4] == ["4", "2018—2019、2020（2", "份）"]
    assert "常委会工作报告 4" in row


def test_coverage_against_a_list(index: tuple[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "应收录.csv"
    path.write_text("机构,年份\n重庆市涪陵区政协,2019..2021\n重庆市綦江区政协,2021\n重庆市涪陵区政协,去年\n", "utf-8")
    found = answer("coverage", "--expected", path, *index)
    total = found["total"]["total"]
    assert (total["expected"], total["met"], total["beyond"]) == (4, 2, 1)
    assert found["unmatched"] == ["重庆市綦江区政协"]
    assert "去年" in found["expected_problems"][0]
    shown = run("coverage", "--expected", path, *index).stdout
    assert "清单所列 4 项：已收录 2，未收录 2；清单之外 1。" in shown
    table = run("coverage", "--expected", path, "--csv", "-", *index).stdout
    rows = list(csv.DictReader(io.StringIO(table.lstrip("\ufeff"))))
    assert {(row["机构"], row["回顾年度"]): row["收录状态"] for row in rows} == {
        ("重庆市涪陵区政协", "2019"): "已收录",
        ("重庆市涪陵区政协", "2020"): "未收录",
        ("重庆市涪陵区政协", "2021"): "已收录",
        ("重庆市长寿区政协", "2022"): "清单之外",
        ("重庆市綦江区政协", "2021"): "未收录",
    }
    for text, said in (("机构,年份\n", "清单是空的"), ("机构,年份\n涪陵,去年\n", "清单的 1 行都读不出机构和年份")):
        path.write_text(text, "utf-8")
        done = run("coverage", "--expected", path, *index)
        assert (done.exit_code, said in done.stderr) == (2, True)
    done = run("coverage", "--expected", tmp_path / "none.csv", *index)
    assert (done.exit_code, "none.csv" in done.stderr) == (2, True)


def test_adoption_tells_first_uses_and_what_was_held_before(index: tuple[str, Path]) -> None:
    found = answer("adoption", "示例好商量", *index)
    first, second = found["rows"]
    assert (first["organization"], first["first"]["year"], first["first"]["earlier_years"]) == (
        *("重庆市涪陵区政协", 2022, [2020]),
    )
    assert (second["first"]["year"], second["first"]["earlier_reports"], second["total"]["occurrences"]) == (2023, 0, 2)
    assert [(each["year"], each["users"]) for each in found["spread"]] == [(2022, 1), (2023, 2)]
    shown = run("adoption", "示例好商量", *index).stdout
    assert "本库最早见于" in shown
    assert "1 份（2020）" in shown
    assert "无，不能断定" in shown
    assert "没有报告用到" in run("adoption", "没有的词", *index).stdout
    table = run("adoption", "示例好商量", "--csv", "-", *index).stdout
    assert [row["本库最早见于"] for row in csv.DictReader(io.StringIO(table.lstrip("\ufeff")))] == ["2022", "2023"]


def test_every_table_of_a_phrase_can_be_written(index: tuple[str, Path]) -> None:
    def rows(name: str) -> list[dict[str, str]]:
        written = run("adoption", "示例好商量", "--csv", "-", "--table", name, *index).stdout
        return list(csv.DictReader(io.StringIO(written.lstrip("\ufeff"))))

    assert {(row["机构"], row["报告年份"]) for row in rows("years")} >= {("重庆市涪陵区政协", "2022")}
    spread = rows("spread")
    assert [
        (row["取值"], row["累计机构"], row["该年首见的机构"]) for row in spread if row["分组依据"] == "报告年份"
    ] == [
        ("2022", "1", "重庆市涪陵区政协"),
        ("2023", "2", "重庆市长寿区政协"),
    ]
    assert [tuple(row.values())[:4] for row in spread if row["分组依据"] == "地区"] == [("地区", "重庆市", "2022", "2")]


def test_set_phrases_are_listed(index: tuple[str, Path]) -> None:
    found = answer("adoption", "--phrases", *index)
    assert [(each["phrase"], each["organizations"], each["quoted"]) for each in found["phrases"]] == [
        ("示例好商量", 2, 3)
    ]
    assert "“示例好商量”" in run("adoption", "--phrases", *index).stdout


def test_set_phrases_are_kept_and_counted_again(index: tuple[str, Path], tmp_path: Path) -> None:
    kept = tmp_path / "phrases.json"
    assert run("adoption", "--phrases", "--limit", "5", "--save", kept, *index).exit_code == 0
    assert json.loads(kept.read_text("utf-8"))["settings"] == {"limit": 5, "years": "delivered_year"}
    assert "所有数字都没有变。" in run("recount", kept, *index).stdout


@pytest.mark.parametrize("arguments", [(), ("示例", "--phrases")])
def test_either_a_term_or_phrases(index: tuple[str, Path], arguments: tuple[str, ...]) -> None:
    done = run("adoption", *arguments, *index)
    assert done.exit_code == 2
    assert "--phrases" in done.stderr


def test_an_index_without_set_phrases_says_so(index: tuple[str, Path]) -> None:
    shown = run("adoption", "--phrases", "--year", "2019", *index).stdout.splitlines()
    assert shown[-1] == "没有在 2 个机构的报告里都加引号的提法。"
    assert "引用次数" not in "".join(shown)
