"""Engines under the contract. A further engine is one more entry of ``ENGINES``, or of ``CLUSTERS``."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.engine.base import Engine
from indexer.engine.opensearch.cluster import open_engine
from indexer.engine.whoosh_engine import WhooshEngine
from tests.cluster.nodes import Cluster
from tests.cluster.reading import remove
from tests.contract.corpus import make_collection
from tests.contract.engines import MakeEngine, fill
from tests.contract.oracle import Oracle
from tests.stock.engine import StockEngine

SHARDS = 3

ENGINES: dict[str, Callable[[Path], Engine]] = {
    "stock": lambda location: StockEngine(location, create=True),
    "whoosh": lambda location: WhooshEngine(location, create=True),
}
"""In a directory of their own."""
CLUSTERS: dict[str, str] = {"one-node": "opensearch", "three-nodes": "three"}
"""Fixtures of the clusters that an index is made on."""
ALL: tuple[str, ...] = (*CLUSTERS, *ENGINES)
RECOGNISING: tuple[str, ...] = (*CLUSTERS, "whoosh")
"""Names of the engines that recognise copies."""
ANALYSING: tuple[str, ...] = (*CLUSTERS, "whoosh")
"""Those that tell sections apart, tally and count words."""
LOCKING: tuple[str, ...] = ("stock", "whoosh")
"""Those that one writer at a time may write to."""


@pytest.fixture(scope="module", params=ALL)
def make_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeEngine]:
    """A function that opens a new, empty index of the engine under test; all of a module are removed together."""
    yield from _makers(request, tmp_path_factory)


@pytest.fixture(scope="module", params=RECOGNISING)
def make_recognising_engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MakeEngine]:
    """The same of an engine that recognises copies."""
    yield from _makers(request, tmp_path_factory)


@pytest.fixture(scope="module", params=ANALYSING)
def make_analysing_engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MakeEngine]:
    """The same of an engine that tells sections apart and tallies."""
    yield from _makers(request, tmp_path_factory)


@pytest.fixture(scope="module", params=LOCKING)
def make_locking_engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MakeEngine]:
    """The same of an engine that one writer at a time may write to."""
    yield from _makers(request, tmp_path_factory)


@pytest.fixture(scope="module", params=CLUSTERS)
def make_shared_engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MakeEngine]:
    """The same of an engine that several writers may write to at once."""
    yield from _makers(request, tmp_path_factory)


def _makers(request: pytest.FixtureRequest, directories: pytest.TempPathFactory) -> Iterator[MakeEngine]:
    name: str = request.param
    opened: list[Engine] = []
    prefix = f"contract-{uuid.uuid4().hex}"
    cluster = request.getfixturevalue(CLUSTERS[name]) if name in CLUSTERS else ""
    place = cluster.address(prefix) if isinstance(cluster, Cluster) else f"{cluster}/{prefix}"

    def make() -> Engine:
        if name in CLUSTERS:
            engine: Engine = open_engine(f"{place}-{len(opened)}?shards={SHARDS}", create=True)
        else:
            engine = ENGINES[name](directories.mktemp("index") / "index")
        opened.append(engine)
        return engine

    yield make
    for each in opened:
        each.close()
    if name in CLUSTERS:
        remove(place)


@pytest.fixture(scope="module")
def filled(make_engine: MakeEngine) -> tuple[Engine, Oracle]:
    """Forty reports, written in three commits."""
    documents = make_collection(seed=1, size=40)
    engine = make_engine()
    for start in (0, 15, 30):
        fill(engine, documents[start : start + 15])
    return engine, Oracle(documents)
