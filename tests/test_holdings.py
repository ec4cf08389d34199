"""What the front page says of an index: counts that searches bear out, and queries that find something."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.answers import Region, SearchRequest
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.holdings import Remembered
from indexer.models import UNKNOWN, Metadata, Report
from indexer.prepare import analyse
from indexer.search import Library
from tests.contract.corpus import ORGANIZATIONS, make_collection, make_report


def add(library: Library, *reports: Report) -> None:
    with library.engine.writer() as writer:
        for report in reports:
            writer.add(report, analyse(report))
        writer.commit()


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(WhooshEngine(tmp_path / "index", create=True))


def test_holdings_are_what_searches_find(library: Library) -> None:
    add(library, *(report for report, _ in make_collection(seed=3, size=60)))
    held = library.holdings()
    assert held.regions[0].label == "全国"
    assert held.regions[-1].value == UNKNOWN
    assert {region.label: region.organizations for region in held.regions} == {
        "全国": 1,
        "重庆市": 3,
        "四川省": 1,
        "未识别": 0,
    }
    for region in held.regions:
        assert library.search(SearchRequest(filters={"organization": (region.value,)})).total == region.reports
    assert [year for year, _ in held.years] == sorted(year for year, _ in held.years)
    for year, count in held.years:
        assert library.search(SearchRequest(filters={"covered_year": (str(year),)})).total == count
    assert held.kinds[-1][0] == UNKNOWN
    for kind, count in held.kinds:
        assert library.search(SearchRequest(filters={"kind": (kind,)})).total == count


def test_holdings_are_worked_out_once_for_each_commit(library: Library) -> None:
    metadata = Metadata(organization=ORGANIZATIONS[3], covered_year=2022)
    add(library, make_report(1, "示例 提案办理", metadata))
    first = library.holdings()
    assert library.holdings() is first
    assert first.regions == (Region("重庆市", "重庆市", 1, 1),)
    add(library, make_report(2, "示例 民主监督"))
    assert library.holdings() is not first
    assert library.holdings().regions == (Region("重庆市", "重庆市", 1, 1), Region(UNKNOWN, "未识别", 1, 0))


def test_an_empty_index_holds_nothing(library: Library) -> None:
    held = library.holdings()
    assert (held.regions, held.years, held.kinds) == ((), (), ())
    assert library.examples(5) == ()


def test_examples_find_what_they_say_those_that_narrow_first(library: Library) -> None:
    texts = [
        "民主监督有力。立案提案196件，办理完毕。",
        "民主监督有力。“渝事好商量”平台上线。",
        "民主监督有力。社情民意信息很多。",
    ]
    add(library, *(make_report(number, f"示例{number}\n{text}") for number, text in enumerate(texts)))
    found = library.examples(20)
    assert [example.query for example in found[:4]] == ["社情民意信息", "提案 办理", "渝事好商量", "同句(立案 提案)"]
    queries = [example.query for example in found]
    assert queries.index("民主监督") > queries.index("立案"), "every report holds it"
    for example in found:
        assert library.search(SearchRequest(example.query)).total == example.total > 0
    assert library.examples(2) == found[:2]
    assert len(set(queries)) == len(queries) <= 12


def test_where_nothing_of_the_field_occurs_words_of_the_index_are_examples(library: Library) -> None:
    common = "按照示例要求认真组织实施。" * 3
    texts = ["榨菜榨菜榨菜产业", "榨菜榨菜榨菜品牌", "电梯电梯电梯加装", "电梯电梯电梯维修", "天气晴朗"]
    add(library, *(make_report(number, f"{common}{text}") for number, text in enumerate(texts)))
    found = library.examples(6)
    assert {"榨菜", "电梯"} <= {example.query for example in found[:2]}
    assert {example.total for example in found[:2]} == {2}
    assert "实施" not in {example.query for example in found}


def test_what_is_remembered_holds_for_a_generation() -> None:
    made: list[int] = []
    remembered = Remembered(lambda: made.append(1) or len(made))
    assert [remembered.at(generation) for generation in ("a", "a", "b", "b", "a")] == [1, 1, 2, 2, 3]
