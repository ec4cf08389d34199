"""Suggestions and corrections on real reports: the five seeds and the provincial reports of ../shared/corpus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from indexer.answers import SearchRequest
from indexer.ingest import index_paths
from indexer.search import Library, open_library
from tests.quality.corpus import CORPUS, NEED_CORPUS

pytestmark = NEED_CORPUS


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    location = tmp_path_factory.mktemp("real") / "index"
    index_paths([CORPUS / "seeds", CORPUS / "provincial_2025_docx"], location)
    opened = open_library(location, patience=60)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zhengxie", "政协"),
        ("zx", "政协"),
        ("fuling", "重庆市涪陵区政协"),
        ("fuling", "涪陵"),
        ("sqmy", "社情民意"),
        ("社情", "社情民意"),
        ("changshou", "重庆市长寿区政协"),
        ("重慶", "重庆市政协"),
        ("zhengfugongzuo", "政府工作"),
    ],
)
def test_what_is_meant_is_among_the_first_ten(library: Library, typed: str, meant: str) -> None:
    assert meant in [each.text for each in library.suggest(typed)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("社情名意", "社情民意"),
        ("渝事好商亮", "渝事好商量"),
        ("政写", "政协"),
        ("提按办理", "提案办理"),
        ("培陵区政协", "涪陵区政协"),
        ("营商坏境", "营商环境"),
        ("高质量发辗", "高质量发展"),
    ],
)
def test_what_is_meant_is_the_first_correction(library: Library, typed: str, meant: str) -> None:
    corrections = library.search(SearchRequest(typed)).interpretation.corrections
    assert corrections[0].query == meant


@pytest.mark.parametrize(
    "query", ["社情民意", "渝事好商量", "政协", "提案办理", "涪陵区政协", "营商环境", "“渝事好商量”"]
)
def test_what_is_right_is_left_alone(library: Library, query: str) -> None:
    page = library.search(SearchRequest(query))
    assert page.total
    assert page.interpretation.corrections == ()
