"""What docs/operations.md says of a cluster holds: what is asked of it and by which right, and how an index is backed up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

import pytest
from opensearchpy import OpenSearch

from indexer.analysis.concordance import concordance
from indexer.analysis.trends import trends
from indexer.answers import SearchRequest
from indexer.engine.opensearch import client as talking
from indexer.engine.opensearch.address import Address
from indexer.engine.opensearch.client import connect
from indexer.errors import NoIndex
from indexer.ingest import index_paths
from indexer.search import open_library
from tests.cluster.nodes import Cluster, lacking
from tests.cluster.reading import put, reports, several, text
from tests.cluster.shown import RIGHTS, roles, shown
from tests.test_docs import section

Request = tuple[str, str]
"""Method and path, with NAME, INDEX and ID for what they are of."""
_INDEX: Final = re.compile(r"t[0-9a-f]{32}-(\d+|\*)(\.state|\.writing)?(,t[0-9a-f]{32}-\d+\.state)?")
_NAME: Final = re.compile(r"t[0-9a-f]{32}(\.state)?")


def rights() -> list[tuple[list[Request], list[str], bool, bool]]:
    """Rows of the table: requests, rights, and whether readers and writers have them."""
    found = []
    for row in section("docs/operations.md", RIGHTS).splitlines():
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        if row.startswith("| `"):
            requests = [(method, path) for method, path in re.findall(r"`([A-Z]+) ([^`]+)`", cells[0])]
            granted = [
                f"cluster {right}" if of else right
                for right, of in re.findall(r"`([^`]+)`( of the cluster)?", cells[1])
            ]
            found.append((requests, granted, bool(cells[2]), bool(cells[3])))
    return found


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[Request]:
    """Everything that is asked of the cluster from here on."""
    made: set[Request] = set()
    perform = talking._Transport.perform_request

    def watched(transport: Any, method: str, url: str, *given: Any, **named: Any) -> Any:
        path = re.sub(r"(/_doc/|/_create/)[^/]+", r"\1ID", url)
        made.add((method, _NAME.sub("NAME", _INDEX.sub("INDEX", path))))
        return perform(transport, method, url, *given, **named)

    monkeypatch.setattr(talking._Transport, "perform_request", watched)
    return made


def test_the_program_asks_for_what_the_documentation_says_and_no_more(
    tmp_path: Path, address: str, client: OpenSearch, asked: set[Request]
) -> None:
    folder = put(tmp_path / "报告", range(8))
    (folder / "汇编.jsonl").write_text(several(20, 21), "utf-8")
    (folder / "copy.txt").write_text(text(3), "utf-8")
    index_paths([folder], address)
    (folder / "00.txt").unlink()
    index_paths([folder], address, prune=True)
    index_paths([folder], address, rebuild=True)
    writing = set(asked)
    client.indices.delete(index=f"{Address.read(address).name}-2.state")
    asked.clear()
    index_paths([folder], address, rebuild=True)  # of an index that cannot be read any more
    writing |= asked
    asked.clear()
    with closing(open_library(address)) as library:
        page = library.search(SearchRequest("提案"))
        library.search(SearchRequest("提案 NEAR/20 全部", copies=True))
        library.report(page.hits[0].id)
        library.suggest("提")
        library.info()
        trends(library, ["提案"])
        concordance(library, "社情民意")
        assert sum(1 for _ in library.every(SearchRequest("提案"))) == page.total
    with pytest.raises(NoIndex):
        open_library(f"{address.rpartition('/')[0]}/t{'0' * 32}")
    _same(asked, {request for requests, _, reads, _ in rights() for request in requests if reads})
    _same(writing, {request for requests, _, _, writes in rights() for request in requests if writes})


def _same(made: set[Request], told: set[Request]) -> None:
    assert (made - told, told - made) == (set(), set())


@pytest.mark.parametrize(("role", "column"), [("zhengxie-reader", 2), ("zhengxie-writer", 3)])
def test_a_role_has_the_rights_that_are_needed(role: str, column: int) -> None:
    granted = roles()[role]
    (of_indices,) = granted["index_permissions"]
    for index in ("zhengxie", "zhengxie.state", "zhengxie-2", "zhengxie-2.state", "zhengxie-2.writing"):
        assert any(fnmatchcase(index, pattern) for pattern in of_indices["index_patterns"])
    for row in rights():
        if row[column]:
            for right in row[1]:
                whole, bare = ("cluster_permissions", right.removeprefix("cluster "))
                patterns = granted[whole] if bare != right else of_indices["allowed_actions"]
                assert any(fnmatchcase(bare, pattern) for pattern in patterns), right


# ------------------------------------------------------------------------------------------- snapshots


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A node that may write snapshots."""
    if reason := lacking():
        pytest.skip(reason)
    with Cluster(tmp_path / "cluster", settings={"path.repo": str(tmp_path / "snapshots")}) as cluster:
        yield cluster


def _do(client: OpenSearch, shown: str, body: Any) -> Any:
    method, url = shown.split(" ")
    path, _, query = url.partition("?")
    params = dict(pair.split("=") for pair in query.split("&") if pair)
    return client.transport.perform_request(method, path, params=params, body=body)


def test_an_index_comes_back_from_a_snapshot_as_it_was(cluster: Cluster, tmp_path: Path) -> None:
    folder = put(tmp_path / "报告", range(6))
    address = cluster.address("zhengxie")
    index_paths([folder], address)
    before = reports(address)
    register, take, delete, restore = shown("Snapshots of a cluster")
    with closing(open_library(address)) as library, closing(connect(Address.read(address))) as client:
        total = library.search(SearchRequest("提案")).total
        register[1]["settings"]["location"] = str(tmp_path / "snapshots" / "zhengxie")
        _do(client, *register)
        assert _do(client, *take)["snapshot"]["state"] == "SUCCESS"
        (folder / "07.txt").write_text(text(7), "utf-8")
        index_paths([folder], address)
        assert library.search(SearchRequest("提案")).total == total + 1
        _do(client, *delete)
        assert client.indices.get(index="zhengxie*") == {}
        restored = _do(client, *restore)["snapshot"]
        assert restored["shards"]["failed"] == 0
        assert sorted(restored["indices"]) == ["zhengxie-1", "zhengxie-1.state"]
        assert library.search(SearchRequest("提案")).total == total
    assert reports(address) == before
    again = index_paths([folder], address)
    assert (again.added, again.unchanged) == (1, 6)
