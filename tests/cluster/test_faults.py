"""Three nodes, each a process of its own, that are killed, paused and started again while reports are searched and indexed."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from indexer.answers import SearchRequest
from indexer.errors import EngineUnavailable
from indexer.ingest import index_paths
from indexer.search import Library, open_library
from tests.cluster.nodes import Cluster, lacking
from tests.cluster.reading import copies, counts, put, reports


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    if reason := lacking():
        pytest.skip(f"no OpenSearch to test with: {reason}")
    with Cluster(tmp_path_factory.mktemp("three"), 3) as cluster:
        yield cluster


@pytest.fixture
def cluster(three: Cluster) -> Iterator[Cluster]:
    """Whole before and after each test."""
    three.wait_for("green", 3)
    yield three
    for node in three.nodes:
        if not node.runs():
            node.begin()
    for node in three.nodes:
        node.wait()


@pytest.fixture
def place(cluster: Cluster) -> str:
    return cluster.address(f"t{uuid.uuid4().hex}", "?shards=3&replicas=1")


class Searching:
    """What a reader met who searched all the time."""

    def __init__(self) -> None:
        self.totals: list[int] = []
        self.failed: list[Exception] = []
        self.longest = 0.0


@contextmanager
def searching(library: Library) -> Iterator[Searching]:
    met, over = Searching(), Event()

    def search() -> None:
        while not over.is_set():
            began = time.monotonic()
            try:
                met.totals.append(library.search(SearchRequest("提案", copies=True)).total)
            except EngineUnavailable as error:
                met.failed.append(error)
            met.longest = max(met.longest, time.monotonic() - began)

    thread = Thread(target=search)
    thread.start()
    try:
        yield met
    finally:
        over.set()
        thread.join()


def test_a_node_that_is_killed_fails_no_search_and_loses_no_report(
    cluster: Cluster, place: str, tmp_path: Path
) -> None:
    index_paths([put(tmp_path / "报告", range(40))], place)
    before = reports(place)
    with searching(open_library(place)) as met:
        time.sleep(2)
        for node in cluster.nodes[:2]:
            node.kill()
            cluster.wait_for("yellow", 2)
            node.begin()
            node.wait()
            cluster.wait_for("green", 3)
    assert met.failed == []
    assert set(met.totals) == {40}
    assert reports(place) == before


def in_background(work: Callable[[], object]) -> tuple[Thread, list[object]]:
    """A thread that does it, and where its result, or what it raised, will be."""
    made: list[object] = []

    def run() -> None:
        try:
            made.append(work())
        except EngineUnavailable as error:
            made.append(error)

    thread = Thread(target=run)
    thread.start()
    return thread, made


@pytest.mark.parametrize("pause", [False, True])
def test_a_node_that_is_lost_or_paused_while_reports_are_indexed(
    cluster: Cluster, place: str, tmp_path: Path, pause: bool
) -> None:
    folder = put(tmp_path / "报告", range(400))
    index_paths([put(tmp_path / "先", range(500, 520))], place)
    thread, made = in_background(lambda: index_paths([folder], place, jobs=2))
    time.sleep(1)
    node = cluster.nodes[1]
    if pause:
        node.pause()
        time.sleep(20)
        node.go_on()
    else:
        node.kill()
        cluster.wait_for("yellow", 2)
        node.begin()
        node.wait()
    thread.join()
    cluster.wait_for("green", 3)
    (summary,) = made
    assert not isinstance(summary, EngineUnavailable), summary
    index_paths([tmp_path / "先", folder], tmp_path / "index")
    assert reports(place) == reports(tmp_path / "index")
    assert copies(place) == copies(tmp_path / "index")


def test_a_cluster_that_is_away_is_told_and_found_again(cluster: Cluster, place: str, tmp_path: Path) -> None:
    folder = put(tmp_path / "报告", range(10))
    index_paths([folder], place)
    library = open_library(place)
    with closing(library.engine):
        for node in cluster.nodes:
            node.kill()
        with pytest.raises(EngineUnavailable, match="cannot be reached"):
            library.search(SearchRequest("提案"))
        with pytest.raises(EngineUnavailable, match="cannot be reached"):
            open_library(place)
        for node in cluster.nodes:
            node.begin()
        for node in cluster.nodes:
            node.wait()
        cluster.wait_for("green", 3)
        assert library.search(SearchRequest("提案", copies=True)).total == 10  # the same library, not opened anew
    assert counts(index_paths([folder], place)) == (0, 0, 10, 0, 0)
