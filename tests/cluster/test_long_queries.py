"""Queries as long as they may be, pasted from a report: of more leaves than the cluster looks for at once."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from opensearchpy import OpenSearch

from indexer.answers import Page, SearchRequest
from indexer.errors import QueryError
from indexer.ingest import index_paths
from indexer.location import Location
from indexer.query.syntax import MAX_CHARACTERS, MAX_ITEMS
from indexer.search import open_library
from tests.cluster.reading import put, remove

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


@pytest.fixture(scope="module")
def both(opensearch: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """On the cluster and in a directory: reports that hold some of the words, and one that holds them all."""
    folder = put(tmp_path_factory.mktemp("long") / "报告", range(6))
    (folder / "whole.txt").write_text(f"政协工作报告（示例）\n一、2022年工作回顾\n{everything()}", "utf-8")
    places = f"{opensearch}/t{uuid.uuid4().hex}", folder.parent / "index"
    for place in places:
        index_paths([SAMPLES, folder], place)
    yield places
    remove(places[0])


def asked(place: Location, query: str, section: str = "") -> Page:
    with closing(open_library(place)) as library:
        return library.search(SearchRequest(query, copies=True, section=section))


def of_any(characters: int) -> str:
    """Terms of six characters each, of which one has to be there."""
    text = pasted(characters)
    return " OR ".join(text[at : at + 6] for at in range(0, 6 * (characters // 10), 6))


def spaced(characters: int, apart: int) -> str:
    """Terms of so many characters each, of which all have to be there; as many as may be."""
    text = pasted(apart * MAX_ITEMS)
    words = "".join(filter(str.isalpha, text))[:characters]
    return " ".join(words[at : at + apart] for at in range(0, len(words), apart))


LONG = {
    "300": pasted(300),
    "900": pasted(900),
    "as long as may be": pasted(MAX_CHARACTERS),
    "one word": "".join(filter(str.isalpha, pasted(1500)))[:1000],
    "a question": f"什么是{pasted(1000)}？",
    "190 terms": spaced(570, 3),
    "one term 190 times": " ".join(["政协委员"] * 190),
    "OR": of_any(300),
    "OR 900": of_any(900),
}


@pytest.mark.parametrize("section", ["", "review"])
@pytest.mark.parametrize("query", LONG.values(), ids=LONG)
def test_what_is_pasted_finds_the_same_in_the_same_order(both: tuple[str, Path], query: str, section: str) -> None:
    found, wanted = (asked(place, query, section) for place in both)
    assert (found.total, found.occurrences) == (wanted.total, wanted.occurrences)
    assert [hit.id for hit in found.hits] == [hit.id for hit in wanted.hits]
    assert found.total > (1 if " OR " in query else 0)
    assert [hit.occurrences for hit in found.hits] == [hit.occurrences for hit in wanted.hits]
    for hit, right in zip(found.hits, wanted.hits, strict=True):
        assert hit.score == pytest.approx(right.score, abs=1e-3)


def test_a_cluster_that_is_set_to_take_fewer_words_says_so(
    both: tuple[str, Path], client: OpenSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_: float) -> None:
        raise AssertionError("waited for a cluster that has answered")

    monkeypatch.setattr("indexer.engine.opensearch.point.time.sleep", never)
    setting = "indices.query.bool.max_clause_count"
    client.cluster.put_settings(body={"transient": {setting: 20}})
    try:
        with pytest.raises(QueryError, match="请少用些词"):
            asked(both[0], pasted(300))
        assert asked(both[0], "提案").total > 1
    finally:
        client.cluster.put_settings(body={"transient": {setting: None}})
