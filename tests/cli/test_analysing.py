"""`zhengxie trends` and `recount` as people call them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from indexer.analysis.trends import trends
from indexer.search import open_library
from indexer.terminal_analysis import print_trends
from tests.cli.running import answer, run

TEXT = (
    "政协重庆市涪陵区委员会常务委员会工作报告（示例）\n（{next}年1月10日）\n{year}年工作回顾\n一、提案工作\n"
    "一年来，收到提案{count}件，编报社情民意信息{count}篇。\n二、{next}年工作打算\n继续做好提案工作。\n"
)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Reports of 2019 and 2021."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for year in (2019, 2021):
        (folder / f"{year}.txt").write_text(TEXT.format(year=year, next=year + 1, count=year - 1900), encoding="utf-8")
    location = tmp_path / "index"
    assert run("index", folder, "--index", location).exit_code == 0
    return location


def test_trends_are_a_table_with_gaps(index: Path) -> None:
    shown = run("trends", "提案", "信息", "--index", index).stdout
    lines = shown.splitlines()
    assert "“信息”也计入：资讯" in shown
    assert "在 2 份报告" in shown
    assert [line.split()[0] for line in lines[-4:]] == ["2019", "2020", "2021", "全部"]
    assert lines[-3].split()[1:] == ["0", *["–"] * 7]


def test_trends_as_json_and_csv(index: Path) -> None:
    told = answer("trends", "提案", "--section", "打算", "--by", "organization", "--index", index)
    assert told["section"] == "plan"
    assert told["total"]["terms"][0]["occurrences"] == 2
    assert [row["label"] for row in told["rows"]] == ["重庆市涪陵区政协"]
    written = run("trends", "提案", "--csv", "-", "--index", index).stdout_bytes.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(written)))
    assert rows[0] == ["回顾年度", "报告份数", "字数", "词语", "出现次数", "含有的报告份数", "每万字出现次数"]
    assert [row[0] for row in rows[1:]] == ["2019", "2020", "2021", "全部"]
    assert rows[2] == ["2020", "0", "0", "提案", "", "", ""]


def test_many_terms_are_whole_in_a_pipe_and_stand_in_several_tables_on_a_terminal(
    index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terms = [f"高质量发展的第{number}个示例说法" for number in range(7)]
    shown = run("trends", *terms, "--index", index).stdout
    assert "…" not in shown
    (head,) = (line for line in shown.splitlines() if line.startswith("回顾年度"))
    assert [word for word in head.split() if word in terms] == terms
    with monkeypatch.context() as patched:
        narrow = Console(width=80, force_terminal=True, color_system=None, markup=False, emoji=False)
        patched.setattr("indexer.terminal_analysis.make_console", lambda: narrow)
        print_trends(trends(open_library(index), terms))
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("回顾年度") for line in lines) == 7
    assert max(map(cell_len, lines[-5:])) <= 80
    assert "…" not in "".join(lines)


def test_each_table_has_as_many_terms_as_its_own_have_room(
    index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terms = ["提案", "信息", *(f"推动高质量发展的第{number}个示例说法" for number in range(3))]
    narrow = Console(width=80, force_terminal=True, color_system=None, markup=False, emoji=False)
    monkeypatch.setattr("indexer.terminal_analysis.make_console", lambda: narrow)
    print_trends(trends(open_library(index), terms))
    heads = [line for line in capsys.readouterr().out.splitlines() if line.startswith("回顾年度")]
    assert [[term for term in terms if f" {term} 次数 " in head] for head in heads] == [
        terms[:2],
        *([term] for term in terms[2:]),
    ]


def test_many_years_without_reports_are_one_row(index: Path) -> None:
    text = TEXT.format(year=2030, next=2031, count=130)
    (index.parent / "reports" / "2030.txt").write_text(text, encoding="utf-8")
    assert run("index", index.parent / "reports", "--index", index).exit_code == 0
    lines = run("trends", "提案", "--index", index).stdout.splitlines()
    assert [line.split()[0] for line in lines[-6:]] == ["2019", "2020", "2021", "2022—2029", "2030", "全部"]
    table = run("trends", "提案", "--csv", "-", "--index", index).stdout
    assert "\n2025,0,0," in table, "in files each year has its row"


def test_a_recount_says_words_and_no_codes(index: Path, tmp_path: Path) -> None:
    kept = tmp_path / "lines.json"
    for command in (["concordance", "提案"], ["concordance", "提案", "--neighbours"]):
        assert run(*command, "--save", kept, "--index", index).exit_code == 0
        made = json.loads(kept.read_text("utf-8"))
        made["rows"] = made["rows"][1:]
        kept.write_text(json.dumps(made), "utf-8")
        shown = run("recount", kept, "--index", index).stdout
        assert "1 行有变化：" in shown
        assert {"left", "right", "character", "word", "review", "plan", "unknown"}.isdisjoint(shown.split())


def test_trends_split_into_tables(index: Path) -> None:
    shown = run("trends", "提案", "--split", "organization", "--query", "信息", "--index", index).stdout
    assert "\n重庆市涪陵区政协\n" in shown


def test_a_term_in_quotation_marks_is_told_from_the_same_without(index: Path) -> None:
    shown = run("trends", "信息", "“信息”", "--index", index).stdout
    assert "信息 次数" in shown
    assert "“信息” 次数" in shown
    compared = run("compare", "信息", "“信息”", "--a", "year=2019", "--b", "year=2021", "--index", index).stdout
    assert [line.split()[0] for line in compared.splitlines() if line.startswith(("信息 ", "“信息” "))] == [
        "信息",
        "“信息”",
    ]


def test_a_term_that_no_report_holds_has_no_tables(index: Path) -> None:
    shown = run("trends", "没有的词", "--split", "kind", "--index", index).stdout.splitlines()
    assert shown[-1] == "没有报告用到所统计的词语。"
    assert "" not in shown
    assert "每万字" not in "".join(shown)


def test_what_is_kept_is_counted_again(index: Path, tmp_path: Path) -> None:
    kept = tmp_path / "trends.json"
    done = run("trends", "提案", "--year", "2019..2021", "--save", kept, "--index", index)
    assert done.exit_code == 0
    assert f"written: {kept}" in done.stderr
    again = run("recount", kept, "--index", index)
    assert again.exit_code == 0
    assert "所有数字都没有变。" in again.stdout
    (tmp_path / "reports" / "2021.txt").write_text(TEXT.format(year=2021, next=2022, count="提案"), encoding="utf-8")
    assert run("index", tmp_path / "reports", "--index", index).exit_code == 0
    changed = run("recount", kept, "--index", index)
    assert changed.exit_code == 1
    assert "2 行有变化：" in changed.stdout
    assert [line.split()[1] for line in changed.stdout.splitlines() if line.startswith(("原", "今"))] == [
        *("2021", "2021", "全部", "全部")
    ]
    told = answer("recount", kept, "--index", index, code=1)
    assert told["same_index"] is False
    assert [each["before"][4] + 2 for each in told["changed"]] == [each["now"][4] for each in told["changed"]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["trends"], "Missing argument"),
        (["trends", " "], "不能是空的"),
        (["trends", "提案", "--by", "colour"], "colour"),
        (["recount", "missing.json"], "does not exist"),
    ],
)
def test_what_cannot_be_counted_is_said(index: Path, arguments: list[str], said: str) -> None:
    done = run(*arguments, "--index", index)
    assert done.exit_code == 2
    assert said in done.output


def test_a_file_that_is_no_analysis_is_refused(index: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text(json.dumps({"terms": ["提案"]}), encoding="utf-8")
    done = run("recount", other, "--index", index)
    assert done.exit_code == 2
    assert "不是本程序存下的分析结果" in done.stderr


def test_a_place_that_cannot_be_written_to_is_said(index: Path, tmp_path: Path) -> None:
    done = run("trends", "提案", "--save", tmp_path / "nowhere" / "x.json", "--index", index)
    assert done.exit_code == 1
    assert "there is no folder" in done.stderr
    assert "make it first" in done.stderr
