"""Coverage and adoption of the reports we were given, against reading every file's text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.analysis.adoption import adoption
from indexer.analysis.coverage import coverage
from indexer.analysis.expected import read_lines
from indexer.analysis.phrases import set_phrases
from indexer.answers import SearchRequest
from indexer.fold import fold
from indexer.ingest import index_paths
from indexer.models import Report
from indexer.search import Library, open_library

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared test texts are not beside the repository")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    location = tmp_path_factory.mktemp("real") / "index"
    summary = index_paths([CORPUS / "seeds", CORPUS / "provincial_2025_docx"], location, jobs=2)
    assert summary.failures == []
    opened = open_library(location)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def reports(library: Library) -> list[Report]:
    return [library.report(each.id).report for each in library.catalogue()]


@pytest.mark.parametrize(
    ("phrase", "first", "year"),
    [
        ("两个确立", "四川省资阳市政协", 2023),
        ("渝事好商量", "重庆市长寿区政协", 2023),
        ("全过程人民民主", "四川省资阳市政协", 2023),
    ],
)
def test_first_uses_of_phrases(library: Library, reports: list[Report], phrase: str, first: str, year: int) -> None:
    made = adoption(library, phrase)
    using = [each for each in reports if phrase in fold(each.text)]
    assert (made.total.total.holding, made.total.total.occurrences) == (
        len(using),
        sum(fold(each.text).count(phrase) for each in using),
    )
    named = {each.metadata.organization.name for each in using if each.metadata.organization}
    assert {row.value for row in made.rows} == named
    assert made.rows[0].value == first
    assert made.rows[0].first is not None
    assert (made.rows[0].first.year, made.rows[0].first.covered_year) == (year, year - 1)
    assert made.rows[0].first.earlier_reports == 0, "whether it was used before cannot be told"
    assert made.spread[-1].users == len(named)


def test_a_phrase_of_chongqing_spread_in_chongqing_alone(library: Library) -> None:
    made = adoption(library, "渝事好商量")
    assert [row.value for row in made.rows] == ["重庆市长寿区政协", "重庆市涪陵区政协", "重庆市政协"]
    assert [(each.value, each.users) for each in made.regions] == [("重庆市", 3)]
    assert [(each.year, len(each.new), each.users) for each in made.spread] == [
        (2023, 1, 1),
        (2024, 2, 3),
        (2025, 0, 3),
    ]


def test_set_phrases_are_found_without_a_list(library: Library) -> None:
    found = {each.text: each for each in set_phrases(library, limit=400).phrases}
    assert {"两个确立", "两个维护", "十四五", "一带一路", "高效办成一件事"} <= found.keys()
    assert found["两个确立"].organizations <= len(adoption(library, "两个确立").rows)
    chongqing = found["渝事好商量"]
    assert (chongqing.organizations, chongqing.quoted) == (2, 4), (
        "in two of the three reports, whose marks are straight"
    )


def test_the_provinces_that_a_list_expects(library: Library) -> None:
    asked = SearchRequest(filters={"kind": ("政府工作报告",)})
    expected = read_lines("安徽省人民政府 2023..2024\n四川省人民政府 2024\n台湾省人民政府 2024\n")
    made = coverage(library, asked, expected=expected)
    assert made.total.total.reports == library.search(asked).total == 31
    assert (made.total.total.expected, made.total.total.met, made.total.total.beyond) == (4, 2, 29)
    assert made.unmatched == ("台湾省人民政府",)
    anhui = next(row for row in made.rows if row.value == "安徽省人民政府")
    assert anhui.absent(made.columns) == ("2023",)
