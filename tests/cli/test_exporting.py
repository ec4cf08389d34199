"""``zhengxie export``: lists of results written to files."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import bibtexparser
import pytest
import rispy
from openpyxl import load_workbook

from indexer.cli import main
from indexer.export import FORMATS
from tests.cli.running import answer, command, run


@pytest.mark.parametrize("name", ["xlsx", "csv", "jsonl", "ris", "bibtex"])
def test_the_name_of_the_file_says_the_format(index: tuple[str, Path], tmp_path: Path, name: str) -> None:
    path = tmp_path / f"found{FORMATS[name].suffix.upper()}"
    path.write_text("earlier")
    done = run("export", "提案", "--year", "2022", "--output", path, *index)
    assert (done.exit_code, done.stdout) == (0, "")
    assert f"written: {path}" in done.stderr
    (hit,) = answer("search", "提案", "--year", "2022", *index)["hits"]
    found = {
        "xlsx": lambda: [row[28] for row in load_workbook(path)["结果"].iter_rows(2, values_only=True)],
        "csv": lambda: [row["编号"] for row in csv.DictReader(path.read_text("utf-8-sig").splitlines())],
        "jsonl": lambda: [json.loads(line)["id"] for line in path.read_text("utf-8").splitlines()],
        "ris": lambda: [each["id"].removeprefix("zhengxie-") for each in rispy.loads(path.read_text("utf-8"))],
        "bibtex": lambda: [
            each.key.removeprefix("zhengxie-") for each in bibtexparser.parse_string(path.read_text("utf-8")).entries
        ],
    }
    assert found[name]() == [hit["id"]]
    beside = ["found.txt"] if name == "csv" else []
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([path.name, *beside])


def test_a_note_stands_beside_a_csv_file(index: tuple[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "found.csv"
    for kind in ("讲话", "决议"):  # the second time in place of the first
        assert run("export", "提案", "--kind", kind, "--no-variants", "--output", path, *index).exit_code == 0
        lines = (tmp_path / "found.txt").read_text("utf-8-sig").splitlines()
        assert {"检索式：提案", f"筛选：材料类型：{kind}", "报告份数：0"} <= set(lines)
    (tmp_path / "found.txt").write_text("我的笔记")
    refused = run("export", "提案", "--output", path, *index)
    assert refused.exit_code == 1
    assert "found.txt" in refused.stderr
    assert (tmp_path / "found.txt").read_text() == "我的笔记"


def test_standard_output(index: tuple[str, Path]) -> None:
    started = command("export", "提案", "--format", "csv", "--sort", "oldest", *index, PYTHONIOENCODING="ascii")
    content, told = started.communicate(timeout=60)
    assert (started.returncode, told) == (0, b"")
    assert content.startswith("\ufeff序号,标题,".encode())
    assert len(content.split(b"\r\n")) >= 4
    note = run("export", "提案", "--format", "csv-note", *index)
    assert "检索式：提案" in note.stdout


def test_what_cannot_be_exported(index: tuple[str, Path], tmp_path: Path) -> None:
    for arguments, code, said in (
        (("提案",), 2, "--format"),
        (("提案", "--output", tmp_path / "found.doc"), 2, "--format"),
        (("提案", "--format", "csv", "--year", "22x", "--output", tmp_path / "a.csv"), 2, "22x"),
        (("提案", "--output", tmp_path / "no" / "a.csv"), 1, "a.csv"),
        (("提案", "--page", "2", "--format", "csv"), 2, "--page"),
        (("-提案",), 2, "Put --"),
    ):
        done = run("export", *arguments, *index)
        assert (done.exit_code, done.stdout) == (code, "")
        assert said in done.stderr
    assert list(tmp_path.iterdir()) == []
    missing = run("export", "提案", "--format", "csv", "--index", tmp_path / "none")
    assert missing.exit_code == 1


def test_filters_are_those_of_a_search() -> None:
    asked = {name: {option.name for option in main.commands[name].params} for name in ("search", "export")}
    assert asked["search"] - asked["export"] == {"page", "size", "as_json"}
    assert asked["export"] - asked["search"] == {"name", "output"}
