"""Engines under the contract. A further engine is one more entry of ``ENGINES``."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from opensearchpy.exceptions import NotFoundError

from indexer.engine.base import Engine
from indexer.engine.opensearch.client import connect
from indexer.engine.opensearch.cluster import open_engine
from indexer.engine.opensearch.engine import OpenSearchEngine
from indexer.engine.opensearch.state import state_index
from indexer.engine.whoosh_engine import WhooshEngine
from tests.stock.engine import StockEngine

MakeEngine = Callable[[], Engine]
SHARDS = 3


def _opened_on(node: str) -> OpenSearchEngine:
    """On a new index of a name of its own."""
    return open_engine(f"{node}/contract-{uuid.uuid4().hex}?shards={SHARDS}", create=True)


def _remove(engine: OpenSearchEngine) -> None:
    """What was made for a test."""
    client = connect(engine.address)
    with suppress(NotFoundError):
        for index in client.indices.get_alias(name=engine.address.name):
            client.indices.delete(index=f"{index},{state_index(index)}")
    client.close()


ENGINES: dict[str, Callable[[Path], Engine]] = {
    "stock": lambda location: StockEngine(location, create=True),
    "whoosh": lambda location: WhooshEngine(location, create=True),
}
"""In a directory of their own; "opensearch", on a cluster, is opened by itself."""
ALL: tuple[str, ...] = ("opensearch", *ENGINES)
RECOGNISING: tuple[str, ...] = ("opensearch", "whoosh")
"""Names of the engines that recognise copies."""
ANALYSING: tuple[str, ...] = ("opensearch", "whoosh")
"""Those that tell sections apart, tally and count words."""
LOCKING: tuple[str, ...] = ("stock", "whoosh")
"""Those that one writer at a time may write to."""


@pytest.fixture(params=ALL)
def make_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeEngine]:
    """A function that opens a new, empty index of the engine under test."""
    yield from _makers(request, tmp_path_factory)


@pytest.fixture(params=RECOGNISING)
def make_recognising_engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MakeEngine]:
    """The same of an engine that recognises copies."""
    yield from _makers(request, tmp_path_factory)


@pytest.fixture(params=ANALYSING)
def make_analysing_engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MakeEngine]:
    """The same of an engine that tells sections apart and tallies."""
    yield from _makers(request, tmp_path_factory)


@pytest.fixture(params=LOCKING)
def make_locking_engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MakeEngine]:
    """The same of an engine that one writer at a time may write to."""
    yield from _makers(request, tmp_path_factory)


@pytest.fixture(params=["opensearch"])
def make_shared_engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MakeEngine]:
    """The same of an engine that several writers may write to at once."""
    yield from _makers(request, tmp_path_factory)


def _makers(request: pytest.FixtureRequest, directories: pytest.TempPathFactory) -> Iterator[MakeEngine]:
    opened: list[Engine] = []
    name: str = request.param
    node = request.getfixturevalue("opensearch") if name == "opensearch" else ""

    def make() -> Engine:
        engine = _opened_on(node) if node else ENGINES[name](directories.mktemp("index") / "index")
        opened.append(engine)
        return engine

    yield make
    for engine in opened:
        if isinstance(engine, OpenSearchEngine):
            _remove(engine)
        engine.close()
