"""``zhengxie index`` and ``zhengxie search``: what they print, and the shape of their JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer.cli import indexing
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.facets import FACETS
from tests.cli.running import METADATA, PAGE, TEXT, answer, run

HIT = METADATA | {"id", "file", "score", "occurrences", "copies", "passages"}


def test_index_ends_with_a_table_and_names_each_failure(place: Path, tmp_path: Path) -> None:
    result = run("index", place / "reports", "--index", tmp_path / "i")
    assert result.exit_code == 1
    table = [line.split() for line in result.stdout.splitlines()]
    assert ["added", "updated", "unchanged", "removed", "failed"] in table
    assert ["2", "0", "0", "0", "1"] in table
    assert any(line[:2] == ["empty.txt", "read"] for line in table)
    assert "3 of 3 files" in result.stderr


def test_index_as_json(place: Path, tmp_path: Path) -> None:
    found = answer("index", place / "reports", "--index", tmp_path / "i", "--jobs", "1", code=1)
    assert (found["files"], found["added"], found["updated"], found["unchanged"], found["removed"]) == (3, 2, 0, 0, 0)
    assert found["failed"] == [{"file": "empty.txt", "member": None, "stage": "read", "reason": "the file is empty"}]
    (place / "reports" / "empty.txt").rename(tmp_path / "empty.txt")
    try:
        found = answer("index", place / "reports", "--index", tmp_path / "i", "--prune", "--rebuild")
    finally:
        (tmp_path / "empty.txt").rename(place / "reports" / "empty.txt")
    assert (found["updated"], found["failed"]) == (2, [])


def test_a_schedule_is_told_what_happened(place: Path, tmp_path: Path) -> None:
    call = ("index", place / "reports", "--index", tmp_path / "i", "--jobs", "1")
    assert answer(*call, code=1)["changed"] is True
    assert answer(*call, code=1)["changed"] is False
    with WhooshEngine(tmp_path / "i").writer():
        assert answer(*call, code=3)["error"]["type"] == "IndexLocked"


@pytest.mark.parametrize(
    ("options", "why"), [(["--interval", "5"], "only with --watch"), (["--watch", "--rebuild"], "then watch")]
)
def test_options_of_watching(place: Path, tmp_path: Path, options: list[str], why: str) -> None:
    result = run("index", place / "reports", "--index", tmp_path / "i", *options)
    assert result.exit_code == 2
    assert why in result.stderr


def test_it_is_said_what_is_followed_and_that_it_ended(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "follow", lambda *given: None)
    result = run("index", place / "reports", "--index", tmp_path / "i", "--watch", "--interval", "5")
    assert result.stderr == f"following {place / 'reports'}, looking every 5 s  (Ctrl-C ends)\nstopped\n"


def test_index_of_what_is_not_there(tmp_path: Path) -> None:
    found = answer("index", tmp_path / "nowhere", "--index", tmp_path / "i", code=1)
    assert found["failed"][0]["stage"] == "find"
    assert "check the path" in found["failed"][0]["reason"]


def test_search_as_json_has_the_shape_that_is_promised(index: tuple[str, Path]) -> None:
    page = answer("search", "提案", *index)
    assert list(page) == PAGE
    assert (page["query"], page["total"], page["occurrences"], page["page"], page["pages"]) == ("提案", 2, 4, 1, 1)
    assert page["interpretation"].keys() >= {"mode", "terms", "variants", "notes"}
    assert page["interpretation"]["corrections"] == []
    slip = answer("search", "提按", *index)
    assert slip["interpretation"]["corrections"] == [{"query": "提案", "total": 2}]
    for hit in page["hits"]:
        assert hit.keys() >= HIT
        assert hit["division"] == ["重庆市", hit["organization"][3:6]]
        for passage in hit["passages"]:
            assert passage.keys() == {"text", "marks", "headings", "offset", "paragraph"}
            assert passage["marks"]
            assert all(passage["text"][start:end] == "提案" for start, end in passage["marks"])
            report = answer("show", hit["id"], *index)
            assert report["text"][passage["offset"] :].startswith(passage["text"])
    assert list(page["facets"]) == list(FACETS)
    for value in page["facets"]["kind"]:
        assert value.keys() - {"children"} == {"value", "label", "count", "selected", "excluded"}


@pytest.mark.parametrize(
    "typed", ["organization=涪陵", "机构＝重慶市涪陵區政協", "covered_year=..2022", "回顾年度=2022"]
)
def test_search_without_a_value(index: tuple[str, Path], typed: str) -> None:
    page = answer("search", "提案", *index, "--without", typed)
    assert [hit["organization"] for hit in page["hits"]] == ["重庆市长寿区政协"]
    values = {value["value"]: value for value in page["facets"]["covered_year"]}
    if "=涪" not in typed and "＝" not in typed:
        assert (values["2022"]["count"], values["2022"]["excluded"], values["2022"]["selected"]) == (1, True, False)
        assert not values["2023"]["excluded"]
    assert answer("search", "提案", *index, "--without", typed, "--without", "level=县级")["total"] == 0
    assert "✗" in run("search", "提案", *index, "--without", "回顾年度=2022").stdout


@pytest.mark.parametrize("typed", ["年=2022", "kind", "kind=", "=讲话"])
def test_without_what_cannot_be_read(index: tuple[str, Path], typed: str) -> None:
    result = run("search", "提案", *index, "--without", typed)
    assert result.exit_code == 2
    assert "机构" in result.stderr
    assert "FIELD=VALUE" in result.stderr


def test_filters_sorting_and_pages(index: tuple[str, Path]) -> None:
    def files(*options: str) -> list[str]:
        return [hit["file"] for hit in answer("search", "提案", *options, *index)["hits"]]

    assert files("--year", "2022") == ["涪陵.txt"]
    assert files("--year", "2022..2023", "--sort", "newest") == ["长寿.txt", "涪陵.txt"]
    assert files("--year", "2022", "--year", "2023", "--sort", "oldest") == ["涪陵.txt", "长寿.txt"]
    assert files("--delivered", "2024") == ["长寿.txt"]
    assert files("--organization", "重庆市涪陵区政协") == ["涪陵.txt"]
    assert files("--organization", "重庆市涪陵区政协", "--year", "2023") == []
    assert len(files("--body", "政协", "--level", "县级", "--kind", "常委会工作报告")) == 2
    assert files("--source", "没有的来源") == []
    one, two = (files("--size", "1", "--page", page) for page in "12")
    assert sorted(one + two) == ["涪陵.txt", "长寿.txt"]
    assert len(answer("search", "", *index)["hits"]) == 2


def test_search_for_people(index: tuple[str, Path]) -> None:
    result = run("search", "社情民意信息", *index)
    assert result.exit_code == 0
    assert "共 2 份报告，出现 2 处" in result.stdout
    assert "涪陵.txt" in result.stdout
    assert "回顾年度：" in result.stdout
    assert "已超出末页" in run("search", "提案", "--page", "9", *index).stdout
    assert "共 0 份报告" in run("search", '"查无此语"', *index).stdout
    assert "您是不是要找：社情民意信息（2 份）" in run("search", "社情名意信息", *index).stdout


def test_copies_are_one_hit_unless_asked_for(tmp_path: Path) -> None:
    for name, encoding in (("一.txt", "utf-8"), ("二.txt", "gb18030")):
        (tmp_path / "texts").mkdir(exist_ok=True)
        (tmp_path / "texts" / name).write_bytes((TEXT * 3).encode(encoding))
    index = ("--index", tmp_path / "index")
    assert run("index", tmp_path / "texts", *index).exit_code == 0
    page = answer("search", "提案", *index)
    assert (page["total"], page["copies"], [hit["copies"] for hit in page["hits"]]) == (1, 1, [1])
    every = answer("search", "提案", "--copies", *index)
    assert (every["total"], every["copies"], [hit["copies"] for hit in every["hits"]]) == (2, 0, [0, 0])
    printed = run("search", "提案", *index).stdout
    assert "共 1 份报告（另有 1 份相同文本，--copies 逐份列出）" in printed
    assert printed.count("另有 1 份相同文本") == 2
    shown = run("show", page["hits"][0]["id"], *index).stdout
    assert "另有 1 份相同文本" in shown
    assert {"texts/一.txt", "texts/二.txt"} <= set(shown.split())
    copies = answer("show", page["hits"][0]["id"], *index)["copies"]
    assert [copy["id"] for copy in copies][:1] == [page["hits"][0]["id"]]
    assert {copy["file"] for copy in copies} == {"一.txt", "二.txt"}
    assert (answer("info", *index)["reports"], answer("info", *index)["copies"]) == (2, 1)
    assert "reports 2 (1 of them copies of another)" in run("info", *index).stdout


def test_words_of_a_query_may_come_one_by_one(index: tuple[str, Path]) -> None:
    assert answer("search", "提案", "涪陵", *index)["query"] == "提案 涪陵"
    assert json.loads(run("search", *index, "--json", "--", "-涪陵", "提案").stdout)["total"] == 1
