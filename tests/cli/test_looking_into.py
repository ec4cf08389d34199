"""``zhengxie show``, ``info`` and ``describe``: what is known of reports, of the index, and of files."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.facets import FACETS
from tests.cli.running import METADATA, TEXT, answer, run


def test_show(index: tuple[str, Path]) -> None:
    identity = answer("search", "涪陵", *index)["hits"][0]["id"]
    report = answer("show", identity, *index)
    assert report.keys() >= METADATA | {"id", "text", "evidence", "headings"}
    assert report["evidence"]["covered_year"].keys() == {"text", "where"}
    assert "立案298件" in report["text"]
    shown = run("show", identity, *index)
    assert shown.exit_code == 0
    assert "重庆市涪陵区政协" in shown.stdout
    assert "立案298件" in shown.stdout


def test_info(index: tuple[str, Path]) -> None:
    found = answer("info", *index)
    assert (found["reports"], found["files"], found["organizations"], found["years"]) == (2, 2, 2, [2022, 2023])
    assert found["updated"]
    assert list(found["facets"]) == list(FACETS)
    assert "reports 2, files 2" in run("info", *index).stdout


def test_info_lists_what_is_lacking(place: Path, index: tuple[str, Path], tmp_path: Path) -> None:
    found = answer("info", *index)
    counts = {name: count for name, count in found["not_identified"].items() if name != "completeness"}
    assert counts == {"organization": 0, "covered_year": 0, "delivered_year": 0, "kind": 0, "published": 2}
    lacking = tmp_path / "r"
    lacking.mkdir()
    (lacking / "=a.txt").write_text("示例\n" + "各部门要认真落实，抓好各项工作，取得新的成效。" * 9, "utf-8")
    assert run("index", lacking, "--index", tmp_path / "i").exit_code == 0
    location = "--index", tmp_path / "i"
    (one,) = answer("info", "--unknown", *location)["unknown"]
    assert one.keys() == {"id", "root", "file", "member", "part", "parts", "title", "missing"}
    assert {"organization", "covered_year", "delivered_year", "kind"} <= set(one["missing"])
    assert run("info", "--unknown", *location).stdout.startswith("r/=a.txt\t1\torganization covered_year ")
    assert "r/=a.txt" in run("info", *location).stdout
    assert run("info", "--unknown", "--root", "other", *location).stdout == ""


def test_the_table_that_info_writes_can_be_filled_in(tmp_path: Path) -> None:
    folder, location = tmp_path / "r", ("--index", tmp_path / "i")
    folder.mkdir()
    (folder / "=a.txt").write_text("示例\n" + "各部门要认真落实，抓好各项工作，取得新的成效。" * 9, "utf-8")
    (folder / "b.txt").write_text(TEXT, "utf-8")
    run("index", folder, *location)
    asked = run("info", "--template", *location)
    table = asked.stdout_bytes
    assert asked.stderr == ""
    head, row, end = table.decode("utf-8").split("\r\n")
    assert head == "\ufeff文件,篇,标题,机构,回顾年度,报告年份,发布日期,材料类型,备注"
    assert end == ""
    assert row.startswith("./=a.txt,,,,,,,,")
    filled = table.decode("utf-8").replace("./=a.txt,,,,,,,,", "./=a.txt,,,重庆市政协,2022,2023,未识别,工作综述,")
    (folder / "metadata.csv").write_bytes(filled.removeprefix("\ufeff").encode("gb18030"))
    assert answer("index", folder, *location)["updated"] == 1
    (hit,) = answer("search", "各部门", *location)["hits"]
    assert (hit["organization"], hit["covered_year"], hit["kind"]) == ("重庆市政协", 2022, "工作综述")
    left = run("info", "--template", *location)
    assert left.stdout_bytes.count(b"\r\n") == 1, "nothing is left to ask for"
    assert "no report lacks" in left.stderr


def test_a_table_is_for_one_folder(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(f"示例{name}\n" + "各部门要认真落实，抓好各项工作。" * 9, "utf-8")
    run("index", tmp_path / "甲", tmp_path / "乙", "--index", tmp_path / "i")
    result = run("info", "--template", "--index", tmp_path / "i")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "乙, 甲 with --root" in result.stderr
    assert "a.txt" in run("info", "--template", "--root", "甲", "--index", tmp_path / "i").stdout


def test_describe(place: Path, tmp_path: Path) -> None:
    good, bad, missing = place / "reports" / "涪陵.txt", place / "reports" / "empty.txt", tmp_path / "nowhere.txt"
    found = answer("describe", good, bad, missing, code=1)
    assert list(found) == ["files"]
    first, second, third = found["files"]
    assert [each["file"] for each in found["files"]] == [str(good), str(bad), str(missing)]
    assert "error" not in first
    (report,) = first["reports"]
    assert report.keys() >= METADATA | {
        "text",
        "evidence",
        "completeness",
        "now",
        "furniture",
        "encoding",
        "characters",
    }
    assert report["organization"] == "重庆市涪陵区政协"
    assert report["division"] == ["重庆市", "涪陵区"]
    assert (report["covered_year"], report["delivered_year"]) == (2022, 2023)
    assert (report["format"], report["encoding"], report["characters"]) == ("text", "utf-8", len(report["text"]))
    assert all(value.keys() == {"text", "where"} for value in report["evidence"].values())
    assert (second["reports"], third["reports"]) == ([], [])
    assert second["error"] == "read: the file is empty"
    assert "no such file" in third["error"]
    assert len(answer("describe", good)["files"]) == 1
    shown = run("describe", good, bad)
    assert shown.exit_code == 1
    assert "重庆市涪陵区政协" in shown.stdout
    assert "the file is empty" in shown.stdout


def test_describe_shows_every_field_with_its_evidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = f"返回首页  打印本页\n{TEXT}责任编辑：示例\n"
    (tmp_path / "a.txt").write_bytes(text.encode("gb18030"))
    (tmp_path / "metadata.jsonl").write_text('{"file": "a", "source": "示例网"}\n', "utf-8")
    shown = run("describe", "a.txt").stdout
    for label in ("标题", "机构", "全称", "行政区划", "材料类型", "届次", "回顾年度", "报告年份", "发布日期", "完整性"):
        assert label in shown
    for label in ("来源", "作者", "网址", "文号", "采集日期", "文字", "gb18030", "字段", "判定依据", "位置"):
        assert label in shown
    assert "示例网" in shown
    assert "metadata.jsonl 第1行" in shown
    assert "未识别" in shown
    assert "清除" in shown
    assert "立案298件" not in shown, "texts are long"
    assert "立案298件" in run("describe", "--text", tmp_path / "a.txt").stdout


def test_describe_walks_a_folder(place: Path) -> None:
    found = answer("describe", place / "reports", code=1)["files"]
    assert [Path(each["file"]).name for each in found] == ["empty.txt", "涪陵.txt", "长寿.txt"]
    assert [len(each["reports"]) for each in found] == [0, 1, 1]


def test_describe_says_what_a_sidecar_is_and_what_is_wrong_with_it(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(TEXT, "utf-8")
    sidecar = tmp_path / "metadata.jsonl"
    sidecar.write_text('{"file": "a", "year": 20233}\n{"file": "z", "year": 2022}\n', "utf-8")
    (one,) = answer("describe", sidecar, code=1)["files"]
    assert (one["sidecar"], one["reports"]) == (True, [])
    assert "row 1, column year" in one["error"]
    assert "no such file or folder: z" in one["notes"][0]
    (a,), (b,) = (
        answer("describe", tmp_path / name, code=code)["files"] for name, code in (("a.txt", 1), ("b.txt", 0))
    )
    assert "row 1" in a["error"]
    assert "error" not in b, "what is wrong with other files is told of those"
    assert "a sidecar" in run("describe", sidecar).stdout
