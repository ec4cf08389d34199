"""Analyses kept as files, and counted again on the same index and on another."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from indexer.analysis import recounting
from indexer.analysis.concordance import concordance
from indexer.analysis.recounting import Recount, read_record, record, record_json, recount, recount_json
from indexer.analysis.tables import Table
from indexer.answers import SearchRequest
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import QueryError
from indexer.models import Metadata
from indexer.prepare import analyse
from indexer.search import Library, open_library
from tests.contract.corpus import make_report

SETTINGS = {"terms": ["提案", "信息"], "by": "covered_year", "split": ""}
REQUEST = SearchRequest("政协", {"kind": ("工作综述",)}, section="", variants=False, excluded={"source": ("示例报",)})


@pytest.fixture
def library(tmp_path: Path) -> Library:
    engine = WhooshEngine(tmp_path / "index", create=True)
    add(engine, 1, "示例政协提案五件。", 2021)
    add(engine, 2, "示例政协信息三条，提案两件。", 2022)
    return open_library(tmp_path / "index")


def add(engine: WhooshEngine, number: int, text: str, year: int) -> None:
    report = make_report(number, text, Metadata(kind="工作综述", covered_year=year))
    with engine.writer() as writer:
        writer.add(report, analyse(report))
        writer.commit()
    engine.refresh()


def kept(library: Library) -> bytes:
    return json.dumps(record_json(record(library, "trends", REQUEST, SETTINGS))).encode()


def counted_again(library: Library, content: bytes) -> Recount:
    return recount(library, read_record(content))


def test_on_the_same_index_nothing_changes(library: Library) -> None:
    found = counted_again(library, kept(library))
    assert found.same_index
    assert found.changed == ()
    assert found.record.request == replace(REQUEST, page=1)
    assert found.record.settings == SETTINGS
    assert [row[4] for row in found.record.table.rows] == [1, 0, 1, 1, 2, 1]
    assert recount_json(found)["same_index"] is True


def test_what_changed_is_told_row_by_row(library: Library) -> None:
    content = kept(library)
    engine = library.engine
    assert isinstance(engine, WhooshEngine)
    add(engine, 3, "示例政协又提案一件。", 2022)
    add(engine, 4, "示例政协工作。", 2023)
    found = counted_again(library, content)
    assert not found.same_index
    assert (found.record.reports, found.now.reports) == (2, 4)
    told = {each.key: (each.before, each.after) for each in found.changed}
    assert told.keys() == {(year, term) for year in ("2022", "2023", "all") for term in ("提案", "信息")}
    before, after = told["2022", "提案"]
    assert before is not None
    assert after is not None
    assert (before[4], after[4]) == (1, 2)
    assert told["2023", "提案"][0] is None
    back = recount(library, found.now)
    assert back.same_index


def test_a_line_that_goes_changes_no_other(library: Library) -> None:
    engine = library.engine
    assert isinstance(engine, WhooshEngine)
    add(engine, 3, "示例政协又提案一件。", 2023)
    settings = {"term": "提案", "sort": "year", "page": 1, "size": 50, "width": 5}
    content = json.dumps(record_json(record(library, "concordance", SearchRequest(), settings))).encode()
    (gone,) = (line.report for line in concordance(library, "提案", sort="year").lines if line.covered_year == "2021")
    with engine.writer() as writer:
        writer.delete([gone])
        writer.commit()
    engine.refresh()
    (changed,) = counted_again(library, content).changed
    assert changed.key[0] == gone
    assert changed.after is None


def test_lines_that_move_to_another_page_have_not_changed(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = library.engine
    assert isinstance(engine, WhooshEngine)
    settings = {"term": "提案", "sort": "report", "page": 1, "size": 1, "width": 5}
    whole = json.dumps(record_json(record(library, "concordance", SearchRequest(), settings))).encode()
    monkeypatch.setattr(recounting, "KEPT", 1)
    page = json.dumps(record_json(record(library, "concordance", SearchRequest(), settings))).encode()
    before = concordance(library, "提案").total
    assert [len(list(read_record(content).table.rows)) for content in (whole, page)] == [before, 1]
    add(engine, 9, "示例政协的提案又多一件。", 2030)
    (new,) = counted_again(library, whole).changed
    assert new.before is None
    assert new.after is not None
    assert "2030" in new.after
    assert {each.before is None for each in counted_again(library, page).changed} == {True, False}, (
        "of a page only it is known"
    )


def test_a_file_of_before_has_the_lines_of_a_page(library: Library) -> None:
    settings = {"term": "提案", "sort": "report", "page": 1, "size": 1, "width": 5, "whole": False}
    kept_before = record_json(record(library, "concordance", SearchRequest(), settings))
    del cast("dict[str, object]", kept_before["settings"])["whole"]
    assert counted_again(library, json.dumps(kept_before).encode()).changed == ()


def figures_then_and_now(library: Library, then: str, now: str) -> list[tuple[object, object]]:
    """Values before and after in the rows that changed, of 立案 in a report whose text is another now; None where there was no row."""
    engine = library.engine
    assert isinstance(engine, WhooshEngine)
    add(engine, 3, then, 2022)
    content = json.dumps(record_json(record(library, "figures", SearchRequest(), {"indicator": "立案"}))).encode()
    add(engine, 3, now, 2022)
    value = [name for name, _ in read_record(content).table.columns].index("low")
    changed = counted_again(library, content).changed
    return [(each.before and each.before[value], each.after and each.after[value]) for each in changed]


def test_a_figure_that_is_another_now_has_changed(library: Library) -> None:
    both = "五年来，示例立案提案{}件。一年来，示例立案提案{}件。"
    assert figures_then_and_now(library, both.format(900, 196), both.format(903, 196)) == [(900, 903)]
    assert figures_then_and_now(library, both.format(900, 196), both.format(900, 197)) == [(196, 197)]


def test_of_several_figures_of_one_year_the_one_that_is_another_now_has_changed(library: Library) -> None:
    both = "一年来，示例立案提案{}件。总之，立案提案{}件。"
    assert figures_then_and_now(library, both.format(196, 180), both.format(196, 185)) == [(180, 185)]
    assert figures_then_and_now(library, both.format(196, 180), both.format(197, 180)) == [(196, 197)]


def test_rows_that_are_alike_are_told_apart(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = (("fate", "变化"), ("old", "旧"), ("new", "新"))
    dropped = ("删去", "示例重复的一段。", None)
    twice, once = Table(columns, [dropped, dropped], ("old", "new")), Table(columns, [dropped], ("old", "new"))
    asked = record(library, "trends", REQUEST, SETTINGS)
    monkeypatch.setitem(cast("dict[str, object]", recounting.ANALYSES), "succession", lambda *_: once)
    found = recount(library, replace(asked, analysis="succession", table=twice))
    assert [(each.before, each.after) for each in found.changed] == [(dropped, None)]


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b"\xff", b'{"zhengxie": 2, "analysis": "trends"}', b'{"zhengxie": 1, "analysis": "none"}'],
)
def test_other_files_are_told_from_kept_ones(content: bytes) -> None:
    with pytest.raises(QueryError):
        read_record(content)


def test_a_file_that_was_changed_by_hand_is_refused_or_counted(library: Library) -> None:
    made = json.loads(kept(library))
    for name in made:
        without = {key: value for key, value in made.items() if key != name}
        with pytest.raises(QueryError):
            read_record(json.dumps(without).encode())
    made["settings"]["by"] = "colour"
    with pytest.raises(QueryError, match="colour"):
        counted_again(library, json.dumps(made).encode())
    del made["settings"]["by"]
    with pytest.raises(QueryError):
        counted_again(library, json.dumps(made).encode())


def test_rows_of_a_term_with_and_without_quotation_marks_are_compared_each(library: Library) -> None:
    both = {**SETTINGS, "terms": ["信息", '"信息"']}
    made = json.loads(json.dumps(record_json(record(library, "trends", SearchRequest(), both))))
    made["rows"][0][4] += 7
    (changed,) = counted_again(library, json.dumps(made).encode()).changed
    assert changed.key == ("2021", "信息")
    assert {row[3] for row in made["rows"]} == {"信息", '"信息"'}
    made["rows"] = made["rows"][1:]
    (added,) = counted_again(library, json.dumps(made).encode()).changed
    assert (added.key, added.before) == (changed.key, None)
    assert changed.before is not None
    assert changed.after is not None
    assert changed.before[4] == changed.after[4] + 7


def test_a_new_line_changes_no_line_below_it(library: Library) -> None:
    settings = {"term": "提案", "sort": "report", "page": 1, "size": 50, "width": 10}
    content = json.dumps(record_json(record(library, "concordance", SearchRequest(), settings))).encode()
    assert isinstance(library.engine, WhooshEngine)
    add(library.engine, 3, "示例政协又提案一件。", 2023)
    (changed,) = counted_again(library, content).changed
    assert changed.before is None


LISTED = {"by": "organization", "years": "covered_year", "expected": None}
PAGE = {"term": "提案", "sort": "year", "page": 1, "size": 5, "width": 5}
SIDES = {"second": recounting.selecting(REQUEST), "terms": [], "numbers": False, "holding": 0, "limit": 5}
OTHERS = {"coverage": LISTED, "concordance": PAGE, "compare": SIDES, "trends": SETTINGS}


@pytest.mark.parametrize(
    ("analysis", "path", "value", "told"),
    [
        ("trends", ("rows",), [["2021"]], "第 1 行的格数与栏数不同"),
        ("trends", ("rows",), [[[]] * 7], r"\$\.rows\[0\]\[0\]"),
        ("trends", ("rows",), 5, r"\$\.rows"),
        ("trends", ("columns",), [["x"]], r"\$\.columns\[0\]"),
        ("trends", ("keys",), [5], r"\$\.keys\[0\]"),
        ("trends", ("keys",), ["colour"], r"keys.*colour"),
        ("trends", ("columns", 1), ["covered_year", "份数"], "两栏同名.*covered_year"),
        ("trends", ("zhengxie",), True, "另一版本"),
        ("trends", ("zhengxie",), 1.0, "另一版本"),
        ("trends", ("made",), None, r"\$\.made"),
        ("trends", ("index", "reports"), "x", r"\$\.index\.reports"),
        ("trends", ("analysis",), [], "另一版本"),
        ("trends", ("settings",), [], r"\$\.settings"),
        ("trends", ("settings", "terms"), [5], r"\$\.settings\.terms\[0\]"),
        ("trends", ("settings", "terms"), "提案", r"\$\.settings\.terms"),
        ("trends", ("settings", "terms"), [], "请给出要统计的词语"),
        ("trends", ("settings", "by"), "colour", "colour"),
        ("trends", ("request", "query"), 5, r"\$\.request\.query"),
        ("trends", ("request", "filters"), {"kind": "讲话"}, r"\$\.request\.filters"),
        ("trends", ("request", "filters"), {"covered_year": ["没有"]}, "没有"),
        ("trends", ("request", "copies"), "x", r"\$\.request\.copies"),
        ("coverage", ("settings", "expected"), [["甲"]], r"\$\.settings\.expected\[0\]"),
        ("coverage", ("settings", "expected"), [["甲", [10**30]]], r"\$\.settings\.expected\[0\]\[1\]\[0\]"),
        ("concordance", ("settings", "page"), float("nan"), r"\$\.settings\.page"),
        ("concordance", ("settings", "page"), 0, "页码"),
        ("concordance", ("settings", "page"), "\ud800", r"\$\.settings"),
        ("compare", ("settings", "second", "filters"), 5, r"\$\.settings\.second\.filters"),
        ("compare", ("settings", "limit"), 0, "每组列出的词"),
    ],
)
def test_parts_that_were_changed_by_hand_are_named(
    library: Library, analysis: str, path: tuple[str, ...], value: object, told: str
) -> None:
    made = json.loads(json.dumps(record_json(record(library, analysis, SearchRequest(), OTHERS[analysis]))))
    assert counted_again(library, json.dumps(made).encode()).changed == ()
    part = made
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = value
    with pytest.raises(QueryError, match=told):
        counted_again(library, json.dumps(made).encode())


def test_an_error_of_ours_is_no_error_of_the_file(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    content = kept(library)

    def broken(*_: object) -> Table:
        raise ValueError("a mistake of ours")

    monkeypatch.setitem(cast("dict[str, object]", recounting.ANALYSES), "trends", broken)
    with pytest.raises(ValueError, match="a mistake of ours"):
        counted_again(library, content)


def test_columns_that_are_others_by_now_are_named(library: Library) -> None:
    made = json.loads(kept(library))
    assert made["columns"][0] == ["covered_year", "回顾年度"]
    made["columns"][0] = ["covered_year", "取值"]
    assert counted_again(library, json.dumps(made).encode()).changed == ()
    swapped = {**made, "columns": [*made["columns"][1::-1], *made["columns"][2:]]}
    with pytest.raises(QueryError, match=r"次序不同.*reports、covered_year"):
        counted_again(library, json.dumps(swapped).encode())
    made["columns"][1] = ["pages", "页数"]
    with pytest.raises(QueryError, match=r"只有文件有的：页数（pages）；只有现在有的：报告份数（reports）"):
        counted_again(library, json.dumps(made).encode())


def test_a_file_nested_without_end_is_refused() -> None:
    with pytest.raises(QueryError):
        read_record(b"[" * 200_000)
    with pytest.raises(QueryError):
        read_record(b'{"zhengxie": 1, "analysis": "trends", "settings": ' + b'{"terms": ' * 100_000)
