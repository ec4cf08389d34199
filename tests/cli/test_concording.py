"""`zhengxie concordance` as people call it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.cli.running import answer, run

TEXT = (
    "政协重庆市涪陵区委员会常务委员会工作报告（示例）\n（{next}年1月10日）\n{year}年工作回顾\n一、提案工作\n"
    "一年来，收到提案{count}件，编报社情民意信息{count}篇。\n二、{next}年工作打算\n继续做好提案工作。\n"
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Reports of 2019 and 2021."""
    place = tmp_path_factory.mktemp("lines")
    (place / "reports").mkdir()
    for year in (2019, 2021):
        text = TEXT.format(year=year, next=year + 1, count=year - 1900)
        (place / "reports" / f"{year}.txt").write_text(text, encoding="utf-8")
    assert run("index", place / "reports", "--index", place / "index").exit_code == 0
    return "--index", place / "index"


def test_keys_stand_below_each_other(index: tuple[str, Path]) -> None:
    shown = run("concordance", "提案", "--sort", "right", "--width", "8", *index).stdout.splitlines()
    assert "在 2 份报告" in shown[0]
    assert shown[1] == "“提案”出现 6 处，见于 2 份报告"
    lines = shown[2:]
    assert len(lines) == 6
    places = {sum(2 if ord(character) > 0x2E7F else 1 for character in line[: line.index(" 提案 ")]) for line in lines}
    assert len(places) == 1
    assert "一年来，收到 提案 119件，编报社" in lines[0]
    assert "重庆市涪陵区政协 2019" in lines[0]


def test_lines_as_json_and_csv(index: tuple[str, Path]) -> None:
    told = answer("concordance", "信息", "--section", "回顾", "--sort", "year", "--size", "1", "--page", "2", *index)
    assert (told["total"], told["pages"], told["section"], told["sort"]) == (2, 2, "review", "year")
    (line,) = told["lines"]
    assert (line["number"], line["key"], line["covered_year"]) == (2, "信息", "2021")
    assert line["left"].endswith("编报社情民意")
    assert told["term"]["variants"] == ["资讯"]
    written = run("concordance", "提案", "--csv", "-", *index).stdout_bytes.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(written)))
    assert [row["序号"] for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert {row["词语"] for row in rows} == {"提案"}


def test_a_page_beyond_the_last_is_said_to_be(index: tuple[str, Path]) -> None:
    done = run("concordance", "提案", "--page", "99999", "--size", "2", *index)
    assert done.exit_code == run("search", "提案", "--page", "99999", *index).exit_code == 0
    assert done.stdout.splitlines()[-1] == "第 99,999 页已超出末页；共 3 页"
    assert "99,999/3" not in done.stdout


def test_neighbours_of_both_sides(index: tuple[str, Path]) -> None:
    told = answer("concordance", "提案", "--neighbours", *index)
    assert told["total"] == 6
    assert {each["text"]: each["count"] for each in told["left"]["letters"]} == {"到": 2, "好": 2}
    assert {each["text"]: each["count"] for each in told["right"]["words"]}["工作"] == 4
    shown = run("concordance", "提案", "--neighbours", *index).stdout
    assert "“提案”的左边（6 处，其中 4 处与文字相邻）" in shown
    assert "G²" in shown
    expected = [line.split()[3] for line in shown.splitlines() if line.startswith(("到 ", "好 "))]
    assert len(expected) == 2
    assert all(re.fullmatch(r"0\.0*[1-9]\d|[1-9]\d*\.\d", number) for number in expected), "digits that count"
    written = run("concordance", "提案", "--neighbours", "--csv", "-", *index).stdout_bytes.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(written)))
    assert {row["方向"] for row in rows} == {"左边", "右边"}


@pytest.mark.parametrize("options", [(), ("--neighbours",)])
def test_what_is_kept_is_counted_again(index: tuple[str, Path], tmp_path: Path, options: tuple[str, ...]) -> None:
    kept = tmp_path / "kept.json"
    assert run("concordance", "提案", *options, "--save", kept, *index).exit_code == 0
    assert json.loads(kept.read_text("utf-8"))["analysis"] == ("neighbours" if options else "concordance")
    again = answer("recount", kept, *index)
    assert again["same_index"]
    assert again["changed"] == []


def test_what_cannot_be_asked_is_said(index: tuple[str, Path]) -> None:
    done = run("concordance", " ", *index)
    assert done.exit_code != 0
    assert "不能是空的" in done.output
    assert "没有的词”出现 0 处" in run("concordance", "没有的词", *index).stdout
    assert run("concordance", "没有的词", "--neighbours", *index).exit_code == 0
