"""The promises of the main job on real reports: the five seeds and the provincial reports of ../shared/corpus."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import opencc
import pytest

from indexer.answers import FacetValue, Hit, Page, SearchRequest
from indexer.fold import fold
from indexer.ingest import Summary, index_paths
from indexer.search import Library, open_library
from tests.quality.corpus import CHANGSHOU, CHONGQING, CORPUS, DINGHAI, FULING, NEED_CORPUS, ZIYANG

pytestmark = NEED_CORPUS


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, Summary]]:
    location = tmp_path_factory.mktemp("seeds") / "index"
    summary = index_paths([CORPUS / "seeds"], location)
    library = open_library(location)
    yield library, summary
    library.close()


@pytest.fixture(scope="module")
def seeds(indexed: tuple[Library, Summary]) -> Library:
    return indexed[0]


def ask(library: Library, query: str, *, variants: bool = True, **filters: tuple[str, ...]) -> Page:
    return library.search(SearchRequest(query, filters, size=100, variants=variants, copies=True))


def whose(page: Page) -> list[tuple[str | None, str | None]]:
    return sorted(
        (hit.metadata.organization.name if hit.metadata.organization else None, hit.metadata.kind) for hit in page.hits
    )


def flat(values: tuple[FacetValue, ...]) -> dict[str, int]:
    return {value.value: value.count for value in values} | {
        key: count for value in values for key, count in flat(value.children).items()
    }


def test_the_seeds_are_six_reports(indexed: tuple[Library, Summary]) -> None:
    library, summary = indexed
    assert (summary.added, summary.failures) == (6, [])
    assert ask(library, "").total == 6


@pytest.mark.parametrize("query", ["社情民意信息", "社情民意資訊", "社情民意资讯"])
def test_a_term_finds_its_regional_wordings(seeds: Library, query: str) -> None:
    kind = "常委会工作报告"
    page = ask(seeds, query)
    assert whose(page) == sorted([(FULING, kind), (CHONGQING, kind), (CHANGSHOU, "工作综述")])
    assert page.interpretation.variants


@pytest.mark.parametrize("query", ["社情民意信息", "社情民意信息、"])
def test_without_wordings_only_what_was_typed(seeds: Library, query: str) -> None:
    found = whose(ask(seeds, query, variants=False))
    assert found == sorted([(FULING, "常委会工作报告"), (CHONGQING, "常委会工作报告")])


@pytest.mark.parametrize("string", ["两个确立", "兩個確立"])
@pytest.mark.parametrize("quotes", ['""', "“”", "‘’", "「」", "『』"])
def test_a_quoted_string_in_any_quotes_and_either_script(seeds: Library, string: str, quotes: str) -> None:
    found = whose(ask(seeds, f"{quotes[0]}{string}{quotes[1]}"))
    assert [name for name, _ in found] == sorted([FULING, ZIYANG, CHONGQING, CHANGSHOU, DINGHAI])
    assert "提案工作情况报告" not in {kind for _, kind in found}


def test_the_reports_on_2022(seeds: Library) -> None:
    found = whose(ask(seeds, "", covered_year=("2022",)))
    assert [name for name, _ in found] == sorted([ZIYANG, CHANGSHOU, DINGHAI])


def test_choosing_an_organization_keeps_the_others_counts(seeds: Library) -> None:
    before = flat(ask(seeds, "提案").facets["organization"])
    after = flat(ask(seeds, "提案", organization=(FULING,)).facets["organization"])
    assert before == after
    assert {FULING, ZIYANG, CHONGQING, CHANGSHOU, DINGHAI} <= set(after)
    assert after["重庆市"] == after[FULING] + after[CHANGSHOU] + after[CHONGQING]


def quoted(string: str) -> str:
    """A query for exactly this string."""
    escaped = "".join(f"\\{character}" if character in '"“”‘’「」『』\\' else character for character in string)
    return f'"{escaped}"'


def test_400_random_strings_find_exactly_the_reports_that_hold_them(tmp_path: Path) -> None:
    index_paths([CORPUS / "seeds", CORPUS / "provincial_2025_docx"], tmp_path / "index", jobs=2)
    library = open_library(tmp_path / "index")
    reports = [library.engine.report(hit.id) for page in (1, 2) for hit in _listed(library, page)]
    assert len(reports) == 37
    folded = {report.id: fold(report.text) for report in reports}
    draw = random.Random(20250101)
    to_traditional = opencc.OpenCC("s2t")
    for number in range(400):
        paragraph = draw.choice(draw.choice(reports).text.split("\n"))
        size = draw.randint(1, 8)
        start = draw.randint(0, max(0, len(paragraph) - size))
        string = paragraph[start : start + size]
        if number % 4 == 0:
            string = "".join(to_traditional.convert(character) for character in string)
        page = ask(library, quoted(string))
        holding = {identity: text for identity, text in folded.items() if fold(string) in text}
        assert {hit.id for hit in page.hits} == set(holding), string
        assert page.total == len(holding)
        if number % 4:
            assert holding, "a string cut from a report is found there"
    library.close()


def _listed(library: Library, page: int) -> tuple[Hit, ...]:
    return library.search(SearchRequest("", page=page, size=30, copies=True)).hits
