"""Who rebuilds is heard, though a node hangs; who lost the turn hears that before the end."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event, Thread

import pytest
from opensearchpy import OpenSearch

from indexer.engine.opening import open_engine, rebuilder
from indexer.engine.opensearch import rebuilding, turn
from indexer.engine.opensearch.address import Address
from indexer.engine.opensearch.client import connect
from indexer.engine.opensearch.rebuilding import OpenSearchRebuilder
from indexer.engine.opensearch.state import replace
from indexer.errors import IndexLocked
from indexer.ingest import index_paths
from indexer.prepare import analyse
from tests.cluster.reading import put, reports
from tests.processes import until


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "GRACE", 0.0)
    monkeypatch.setattr(turn, "BEAT", 0.2)
    monkeypatch.setattr(turn, "ANSWER", 1.0)
    monkeypatch.setattr(turn, "DEAD", 5.0)
    monkeypatch.setattr(rebuilding, "connect", partial(connect, timeout=8.0))  # longer than that, as it is


@pytest.fixture
def folder(tmp_path: Path, address: str) -> Path:
    folder = put(tmp_path / "报告", range(5))
    index_paths([folder], address)
    return folder


class Node:
    """Passes on what it is asked to a node of the cluster until it hangs: then it takes connections, and answers nothing."""

    def __init__(self, behind: str) -> None:
        self._behind = behind.removeprefix("http://").rsplit(":", 1)
        self._hangs = Event()
        self._opened: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.place = f"127.0.0.1:{self._listening.getsockname()[1]}"
        Thread(target=self._listen, daemon=True).start()

    def hang(self) -> None:
        self._hangs.set()

    def close(self) -> None:
        self._hangs.set()
        for each in (self._listening, *self._opened):
            each.close()

    def _listen(self) -> None:
        while True:
            try:
                asking, _ = self._listening.accept()
            except OSError:
                return
            behind = socket.create_connection((self._behind[0], int(self._behind[1])))
            self._opened += [asking, behind]
            for one, other in ((asking, behind), (behind, asking)):
                Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while (some := one.recv(1 << 16)) and not self._hangs.is_set():
                other.sendall(some)
        except OSError:
            return


@pytest.fixture
def node(address: str) -> Iterator[Node]:
    node = Node(Address.read(address).hosts[0])
    yield node
    node.close()


def test_a_rebuild_is_heard_though_a_node_hangs(folder: Path, address: str, node: Node) -> None:
    scheme, _, rest = address.partition("://")
    with rebuilder(f"{scheme}://{node.place},{rest}"):
        node.hang()
        with pytest.raises(IndexLocked, match="is being rebuilt"):
            index_paths([folder], address)
    assert len(reports(address)) == 5


def test_who_lost_the_turn_hears_it_at_the_next_report(folder: Path, address: str, client: OpenSearch) -> None:
    with closing(open_engine(address)) as engine, rebuilder(address) as writer:
        report = next(engine.catalogue())
        report = engine.report(report.id)
        analysis = analyse(report, writer.segmentation)
        assert isinstance(writer, OpenSearchRebuilder)
        held = writer._turn
        assert held is not None
        replace(client, f"{Address.read(address).name}-1", lambda state: state.update(rebuilding=None))
        until(held._lost.is_set)
        with pytest.raises(IndexLocked, match="took this rebuild for dead"):
            writer.add(report, analysis)
    assert len(reports(address)) == 5
