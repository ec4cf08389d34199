"""Three nodes, each a process of its own, that are killed, paused and started again while reports are searched and indexed.

Readers ask `zhengxie serve` over HTTP, and what they are told is compared with what the embedded engine answers. A writer notes
what the cluster said that it has.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from whoosh import query as whoosh_query

from indexer.answers import SearchRequest
from indexer.engine.base import EngineRequest
from indexer.engine.opening import make_engine, open_engine
from indexer.engine.opensearch.address import Address
from indexer.ingest import index_paths
from indexer.models import Report
from indexer.search import open_library
from tests.cluster.nodes import Cluster
from tests.cluster.reading import put, remove, text
from tests.cluster.tables import FAULT
from tests.cluster.traffic import Readers, Told, Writer, ask, readers, writer
from tests.processes import serving

_OPTIONS: Final = "?shards=3&replicas=1"
_PAUSE: Final = 20.0
_SLOWEST: Final = 15.0
"""Seconds that a search may take while another node takes the place of one that is gone."""
_WHOLE: Final = 150.0
"""Seconds within which a cluster is whole again, its nodes' start included."""
_UNAVAILABLE: Final = 503
_QUERIES: Final = ("提案", "涪陵", "社情民意 2019", "“收到提案105件”")
Record = Callable[[str, object], None]


@dataclass(frozen=True)
class Sought:
    """An index that readers ask for, the files that it is made of, and a server of it."""

    address: str
    folder: Path
    server: str

    def right(self) -> dict[str, set[Told]]:
        """Question → answer, as the embedded engine gives it of what is in the folder now."""
        directory = self.folder.parent / "index"
        index_paths([self.folder], directory)
        library = open_library(directory)
        found: dict[str, set[Told]] = {}
        with closing(library.engine):
            for query in _QUERIES:
                page = library.search(SearchRequest(query, sort="newest", size=100))
                told = page.total, tuple(hit.id for hit in page.hits)
                for path in ("/api/v1/search", "/search"):
                    found[f"{path}?q={query}&sort=newest&size=100"] = {told}
        return found


class Met:
    """What those meet who search and write while something happens to the cluster."""

    def __init__(self, searched: Readers, written: Writer) -> None:
        self.searched = searched
        self.written = written
        self.struck = self.whole = 0.0
        """When it happened, and when the cluster was whole again."""

    def before(self) -> None:
        """Both are at work when this returns; now something may happen."""
        self.searched.more()
        self.written.more()
        self.struck = time.monotonic()

    def after(self) -> None:
        """The cluster is whole again; both have gone on when this returns."""
        self.whole = time.monotonic()
        self.searched.more()
        self.written.more()

    def check(self, record: Record, fault: str) -> None:
        """Once nobody is at work any more: nothing was answered wrongly, and nothing lost of what was written. Puts a line into
        the table of faults (``tests.cluster.tables``)."""
        there = held(self.written.place)
        lost = self.written.acknowledged.keys() - there.keys()
        row = {
            "fault": fault,
            "searches": self._parts(self.searched),
            "failed": len(self.searched.failed),
            "wrong": len(self.searched.wrong),
            "slowest": self.searched.slowest,
            "reports": self._parts(self.written),
            "lost": len(lost),
            "again": len(self.written.interrupted),
            "recovered": self.whole - self.struck,
        }
        record(FAULT, row)
        assert not self.searched.wrong, self.searched.wrong[:3]
        assert not lost
        assert there == self.written.sent, "as they were sent, and nothing else"
        assert self.whole - self.struck < _WHOLE

    def _parts(self, done: Readers | Writer) -> list[int]:
        """How much was done before, during and after."""
        moments = (0.0, self.struck, self.whole, float("inf"))
        return [len(done.between(*each)) for each in pairwise(moments)]


@contextmanager
def at_work(sought: Sought, place: str, right: dict[str, set[Told]] | None = None) -> Iterator[Met]:
    with readers(sought.server, right or sought.right()) as searched, writer(place) as written:
        yield Met(searched, written)


def held(place: str) -> dict[str, Report]:
    """Id → report, of all that are found, each once."""
    with closing(open_engine(place)) as engine:
        stream = engine.every(EngineRequest(whoosh_query.Every(), {}))
        hits = [hit.report for hit in stream.hits]
    found = {report.id: report for report in hits}
    assert len(found) == len(hits) == stream.total
    return found


@pytest.fixture
def place(cluster: Cluster) -> Iterator[str]:
    """Of an empty index."""
    place = cluster.address(f"t{uuid.uuid4().hex}", _OPTIONS)
    make_engine(place).close()
    yield place
    remove(place)


@pytest.fixture(scope="module")
def sought(three: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sought]:
    folder = put(tmp_path_factory.mktemp("faults") / "报告", range(40))
    address = three.address("sought", _OPTIONS)
    index_paths([folder], address)
    with serving(address, folder.parent / "serve.txt") as served:
        yield Sought(address, folder, served.address)
    remove(address)


def test_a_node_that_is_killed_fails_no_search_and_loses_no_report(
    cluster: Cluster, sought: Sought, place: str, record_property: Record
) -> None:
    with at_work(sought, place) as met:
        met.before()
        cluster.manager().kill()  # the one that the others miss most
        cluster.wait_for("yellow", 2)
        cluster.start()
        met.after()
    met.check(record_property, "a node killed (kill -9) and started again")
    assert not met.searched.failed, met.searched.failed[:3]
    assert met.searched.slowest < _SLOWEST
    assert not met.written.interrupted


def test_a_node_that_stands_still_fails_no_search_and_loses_no_report(
    cluster: Cluster, sought: Sought, place: str, record_property: Record
) -> None:
    node = cluster.holders(Address.read(place).name)[0]
    with at_work(sought, place) as met:
        met.before()
        node.pause()
        try:
            time.sleep(_PAUSE)
        finally:
            node.go_on()
        cluster.wait_for("green", 3)
        met.after()
    met.check(record_property, f"a node paused (SIGSTOP) for {_PAUSE:.0f} s")
    assert not met.searched.failed, met.searched.failed[:3]
    assert met.searched.slowest < _PAUSE + _SLOWEST
    assert not met.written.interrupted


def test_a_cluster_that_is_away_is_told_and_found_again(
    cluster: Cluster, sought: Sought, place: str, tmp_path: Path, record_property: Record
) -> None:
    with at_work(sought, place) as met:
        met.before()
        for node in cluster.nodes:
            node.kill()
        with serving(sought.address, tmp_path / "serve.txt") as another:  # begins while there is no cluster
            for server in (sought.server, another.address):
                for path in met.searched.right:
                    asked = ask(server, path)
                    assert (asked.status, asked.told) == (_UNAVAILABLE, None), asked
                    assert int(asked.retry_after or 0) > 0
            cluster.start()
            back = time.monotonic()
            for path, right in met.searched.right.items():
                assert ask(another.address, path).told in right
        met.after()
    met.check(record_property, "all nodes killed and started again")
    assert met.searched.failed
    assert all(each.status == _UNAVAILABLE and each.retry_after for each in met.searched.failed)
    assert not [each for each in met.searched.failed if each.ended < met.struck or each.began > back]
    assert met.searched.slowest < _WHOLE


def test_a_rebuild_takes_over_without_a_failed_or_wrong_answer(
    cluster: Cluster, sought: Sought, place: str, record_property: Record
) -> None:
    before = sought.right()
    (sought.folder / "new.txt").write_text(text(40), "utf-8")
    after = sought.right()
    assert all(before[question] != after[question] for question in list(after)[:2])
    with at_work(sought, place, {question: before[question] | after[question] for question in after}) as met:
        met.before()
        index_paths([sought.folder], sought.address, rebuild=True)
        met.after()
    met.check(record_property, "an index rebuilt and switched to")
    assert not met.searched.failed, met.searched.failed[:3]
    assert met.searched.slowest < _SLOWEST
    assert not met.written.interrupted
    for each in met.searched.between(0, met.struck):
        assert each.told in before[each.question]
    for each in met.searched.between(met.whole):
        assert each.told in after[each.question]
