"""Queries as long as they may be, pasted from a report: the cluster looks for more than a thousand leaves at once only if it is set to."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path

import pytest
from opensearchpy import OpenSearch

from indexer.answers import Page, SearchRequest
from indexer.errors import QueryError
from indexer.ingest import index_paths
from indexer.location import Location
from indexer.search import open_library
from tests.cluster.reading import put

SAMPLES = Path(__file__).parents[2] / "indexer" / "data" / "samples" / "reports"


def everything() -> str:
    """The texts of the samples in one."""
    texts = []
    for path in sorted(SAMPLES.rglob("*.txt")):
        with suppress(UnicodeDecodeError):
            texts.append(path.read_text("utf-8"))
    return "".join("".join(texts).split())


def pasted(characters: int) -> str:
    """So much of them: of one, and then the next."""
    return everything()[1000 : 1000 + characters]


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """Of reports that hold some of the words, and of one that holds them all."""
    folder = put(tmp_path / "报告", range(6))
    (folder / "whole.txt").write_text(f"政协工作报告（示例）\n{everything()}", "utf-8")
    return [SAMPLES, folder]


def asked(place: Location, query: str) -> Page:
    with closing(open_library(place)) as library:
        return library.search(SearchRequest(query, copies=True))


def of_any(characters: int) -> str:
    """Terms of six characters each, of which one has to be there."""
    text = pasted(characters)
    return " OR ".join(text[at : at + 6] for at in range(0, 6 * (characters // 10), 6))


@pytest.mark.parametrize(
    "query", [pasted(300), pasted(900), of_any(300), of_any(900)], ids=["300", "900", "OR", "OR 900"]
)
def test_what_is_pasted_finds_the_same_in_the_same_order(
    tmp_path: Path, folders: list[Path], address: str, query: str
) -> None:
    for place in (address, tmp_path / "index"):
        index_paths(folders, place)
    found, wanted = asked(address, query), asked(tmp_path / "index", query)
    assert (found.total, found.occurrences) == (wanted.total, wanted.occurrences)
    assert [hit.id for hit in found.hits] == [hit.id for hit in wanted.hits]
    assert found.total > (1 if " OR " in query else 0)
    assert [hit.occurrences for hit in found.hits] == [hit.occurrences for hit in wanted.hits]


def test_more_words_than_the_cluster_looks_for_at_once_are_said_to_be_too_many(
    folders: list[Path], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_paths(folders, address)

    def never(_: float) -> None:
        raise AssertionError("waited for a cluster that has answered")

    monkeypatch.setattr("indexer.engine.opensearch.point.time.sleep", never)
    with pytest.raises(QueryError, match="请少用些词"):
        asked(address, pasted(2000))
    assert asked(address, "提案").total > 1


def test_a_cluster_that_is_set_to_takes_the_longest_query(
    tmp_path: Path, folders: list[Path], address: str, client: OpenSearch
) -> None:
    for place in (address, tmp_path / "index"):
        index_paths(folders, place)
    setting = "indices.query.bool.max_clause_count"
    client.cluster.put_settings(body={"transient": {setting: 4096}})
    try:
        found = asked(address, pasted(2000))
    finally:
        client.cluster.put_settings(body={"transient": {setting: None}})
    wanted = asked(tmp_path / "index", pasted(2000))
    assert (found.total, found.occurrences) == (wanted.total, wanted.occurrences)
    assert [hit.id for hit in found.hits] == [hit.id for hit in wanted.hits]
