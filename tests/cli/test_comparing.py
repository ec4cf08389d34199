"""`zhengxie compare` as people call it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import answer, run

TEXT = (
    "政协重庆市{place}委员会常务委员会工作报告（示例）\n（{next}年1月10日）\n{year}年工作回顾\n一、提案工作\n"
    "一年来，收到提案{count}件。{said}\n二、{next}年工作打算\n继续做好提案工作，加强委员队伍建设。\n"
)
SAID = {"涪陵区": "榨菜产业稳步发展，推动榨菜提质。" * 4, "长寿区": "化工园区安全生产，巩固化工转型。" * 4}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of two districts on 2021 and 2022."""
    folder = tmp_path_factory.mktemp("comparing")
    (folder / "reports").mkdir()
    for place, said in SAID.items():
        for year in (2021, 2022):
            text = TEXT.format(place=place, year=year, next=year + 1, count=year - 1900, said=said)
            (folder / "reports" / f"{place}{year}.txt").write_text(text, encoding="utf-8")
    assert run("index", folder / "reports", "--index", folder / "index").exit_code == 0
    return folder / "index"


def ids(index: Path, place: str) -> dict[int, str]:
    hits = answer("search", "", "--organization", place, "--index", index)["hits"]
    return {hit["covered_year"]: hit["id"] for hit in hits}


def compared(index: Path, *arguments: str) -> Any:
    return answer("compare", *arguments, "--index", index)


def test_words_of_each_side_are_told_apart(index: Path) -> None:
    shown = run(
        *("compare", "提案", "信息", "--a", "机构=重庆市涪陵区政协", "--b", "organization=重庆市长寿区政协"),
        *("--index", index),
    ).stdout
    assert "“信息”也计入：资讯" in shown
    assert "第一组：机构 重庆市涪陵区政协：2 份报告" in shown
    first, second = shown.split("第二组较多的词")
    assert "榨菜" in first.split("第一组较多的词")[1]
    assert "化工" in second
    assert "榨菜" not in second


def test_fields_add_up_and_go_before_what_holds_for_both(index: Path) -> None:
    told = compared(
        index,
        *("--year", "2021", "--a", "year=2022", "--a", "year=2021", "--a", "query=提案", "--a", "section=回顾"),
        *("--b", "kind!=讲话", "--b", "organization!=涪陵", "--query", "委员"),
    )
    assert told["first"]["filters"] == {"covered_year": ["2022", "2021"]}
    assert told["first"]["query"] == "委员 提案"
    assert told["first"]["section"] == "review"
    assert told["second"]["filters"] == {"covered_year": ["2021"]}
    assert told["second"]["excluded"] == {"kind": ["讲话"], "organization": ["涪陵"]}
    assert told["second"]["query"] == "委员"
    assert told["second"]["reports"] == 1


def test_an_empty_selection_gets_a_message(index: Path) -> None:
    done = run("compare", "--a", "year=2021", "--b", "year=1950", "--index", index)
    assert done.exit_code == 0
    assert "第二组没有报告，无从比较。" in done.stdout


def test_a_comparison_as_csv(index: Path) -> None:
    asked = ("--a", "organization=涪陵", "--b", "organization=长寿", "--limit", "1", "--index", index)
    written = run("compare", *asked, "--csv", "-").stdout_bytes.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(written)))
    assert [row["较多的一组"] for row in rows] == ["第一组", "第二组"]
    assert rows[0]["第二组出现次数"] == "0"


def test_two_reports_are_compared_by_paragraph(index: Path) -> None:
    known = ids(index, "重庆市涪陵区政协")
    shown = run("compare", "--reports", known[2022], "--index", index).stdout
    assert f"（{known[2021]}）" in shown.splitlines()[0]
    assert "[-121-]" in shown
    assert "{+122+}" in shown
    told = compared(index, "--reports", known[2021], known[2022])
    assert (told["old"]["id"], told["new"]["id"]) == (known[2021], known[2022])
    assert sum(told["counts"][fate] for fate in ("kept", "changed", "new", "dropped")) == len(told["pairs"])


@pytest.mark.parametrize("by", ["selections", "reports"])
def test_what_is_kept_is_counted_again(index: Path, tmp_path: Path, by: str) -> None:
    kept = tmp_path / "kept.json"
    asked = ("--a", "year=2021", "--b", "year=2022") if by == "selections" else ("--reports", ids(index, "涪陵")[2022])
    assert run("compare", *asked, "--save", kept, "--index", index).exit_code == 0
    again = run("recount", kept, "--index", index)
    assert again.exit_code == 0
    assert "所有数字都没有变。" in again.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "--a FIELD=VALUE"),
        (["--a", "colour=red"], "'colour=red' is not FIELD=VALUE"),
        (["--a", "year"], "'year' is not FIELD=VALUE"),
        (["--a", "query!=提案"], "is not FIELD=VALUE"),
        (["--a", "section=附录"], "is none of"),
        (["--a", "section=回顾", "--a", "section=打算"], "one section"),
        (["--a", "year=22"], "年份"),
        (["--a", "year=2021", "--limit", "0"], "0"),
        (["--reports"], "needs the id"),
        (["--reports", "a", "b", "c"], "needs the id"),
        (["--reports", "a", "--a", "year=2021"], "--a and --b are for selections"),
    ],
)
def test_what_cannot_be_compared_is_said(index: Path, arguments: list[str], said: str) -> None:
    done = run("compare", *arguments, "--index", index)
    assert done.exit_code == 2
    assert said in done.output


def test_a_report_without_a_predecessor_is_said(index: Path) -> None:
    done = run("compare", "--reports", ids(index, "涪陵")[2021], "--index", index)
    assert done.exit_code == 2
    assert "更早年份" in done.stderr
    assert run("compare", "--reports", "0" * 16, "--index", index).exit_code == 1


def test_what_a_word_must_show_is_told(index: Path) -> None:
    asked = ("compare", "--a", "organization=涪陵", "--b", "organization=长寿", "--index", index)
    assert run(*asked, "--holding", "2").stdout.splitlines()[-1].endswith("次，在较多的一组至少见于 2 份报告。")
    assert "至少见于" not in run(*asked).stdout
