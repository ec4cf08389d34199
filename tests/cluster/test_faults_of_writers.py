"""Three nodes, of which one is paused while an index is rebuilt, or killed while several processes index."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Final

import pytest

from indexer.engine.opening import open_engine, rebuilder
from indexer.engine.opensearch.address import Address
from indexer.errors import IndexLocked
from indexer.ingest import index_paths
from indexer.outcome import FileResult, Progress
from indexer.prepare import analyse
from tests.cluster.nodes import Cluster
from tests.cluster.reading import copies, put, remove, reports, text

_OPTIONS: Final = "?shards=3&replicas=1"
_PAUSE: Final = 25.0
"""Seconds: more than the others need to give a node up."""
_FILES: Final = 160
_BEGUN: Final = 60
"""Files that are done when the node is killed."""


@pytest.fixture
def place(cluster: Cluster) -> Iterator[str]:
    place = cluster.address(f"t{uuid.uuid4().hex}", _OPTIONS)
    yield place
    remove(place)


def test_a_rebuild_outlasts_a_node_that_stands_still(cluster: Cluster, place: str, tmp_path: Path) -> None:
    folder = put(tmp_path / "报告", range(12))
    index_paths([folder], place)
    before = reports(place)
    kept = [report for report in before.values() if report.file != "00.txt"]
    with rebuilder(place) as writer, ThreadPoolExecutor(1) as pool:
        for report in kept[:6]:
            writer.add(report, analyse(report, writer.segmentation))
        assert not writer.refused()
        node = cluster.holders(f"{Address.read(place).name}-2")[0]
        node.pause()
        try:
            other = pool.submit(index_paths, [folder], place)
            time.sleep(_PAUSE)
        finally:
            node.go_on()
        assert isinstance(other.exception(), IndexLocked)
        with pytest.raises(IndexLocked):  # who rebuilds was heard all the time, or the index would be free now
            index_paths([folder], place)
        for report in kept[6:]:
            writer.add(report, analyse(report, writer.segmentation))
        writer.commit()
    assert reports(place) == {report.id: report for report in kept}
    assert index_paths([folder], place).added == 1


def test_processes_that_index_while_a_node_is_killed_lose_nothing(cluster: Cluster, place: str, tmp_path: Path) -> None:
    folder = put(tmp_path / "报告", range(0))
    for number in range(_FILES):
        filling = "".join(f"第{line}件提案由第{number * line % 97}组办理。" for line in range(1500))
        (folder / f"{number:03}.txt").write_text(text(number, filling), "utf-8")
    begun = Event()
    done: list[FileResult] = []

    def step(result: FileResult) -> None:
        done.append(result)
        if len(done) == _BEGUN:
            begun.set()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(index_paths, [folder], place, jobs=2, progress=Progress(step=step))
        assert begun.wait(120)
        cluster.manager().kill()
        assert not running.done()
        summary = running.result()
    cluster.start()
    assert (summary.added, summary.failures) == (_FILES, [])
    directory = tmp_path / "index"
    index_paths([folder], directory)
    assert reports(place) == reports(directory)
    assert copies(place) == copies(directory)
    with closing(open_engine(place)) as engine:
        assert engine.info().reports == _FILES
