"""A cluster that takes requests and answers none: readers hear soon that it is away, however many they are."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

import pytest

from indexer.answers import SearchRequest
from indexer.errors import EngineUnavailable
from indexer.ingest import index_paths
from indexer.search import open_library
from tests.cluster.reading import put

READERS = 8


class Relay:
    """Stands before a node; ``hangs`` stops it from passing on anything."""

    def __init__(self, node: str) -> None:
        place = urlsplit(node)
        self._node = (place.hostname or "", place.port or 0)
        self.hangs = Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"opensearch://127.0.0.1:{self._listening.getsockname()[1]}"
        Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):  # it was closed
            while True:
                asking, _ = self._listening.accept()
                answering = socket.create_connection(self._node)
                for source, target in ((asking, answering), (answering, asking)):
                    Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with source, target, suppress(OSError):
            while content := source.recv(1 << 16):
                while self.hangs.is_set():
                    time.sleep(0.05)
                target.sendall(content)

    def close(self) -> None:
        self.hangs.clear()
        self._listening.close()


@pytest.fixture
def relay(opensearch: str) -> Iterator[Relay]:
    with closing(Relay(opensearch)) as relay:
        yield relay


def test_readers_of_a_cluster_that_hangs_hear_so_together(
    tmp_path: Path, address: str, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.engine.opensearch.engine.ASKING", 1.0)
    index_paths([put(tmp_path / "报告", range(3))], address)
    place = f"{relay.address}/{address.rpartition('/')[2]}"

    def search(_: int) -> int:
        return library.search(SearchRequest("提案", copies=True)).total

    with closing(open_library(place)) as library, ThreadPoolExecutor(READERS) as threads:
        assert set(threads.map(search, range(READERS))) == {3}
        relay.hangs.set()
        began = time.monotonic()
        for asked in [threads.submit(search, number) for number in range(READERS)]:
            with pytest.raises(EngineUnavailable, match="cannot be reached"):
                asked.result()
        assert time.monotonic() - began < 8.0, "two tries of a second for the first, and two for all others"
        relay.hangs.clear()
        assert search(0) == 3
