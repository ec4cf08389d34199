"""Engines under the contract. A further engine is one more entry of ``ENGINES``."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.engine.base import Engine
from indexer.engine.whoosh_engine import WhooshEngine
from tests.stock.engine import StockEngine

MakeEngine = Callable[[], Engine]


def _opensearch(location: Path) -> Engine:
    from indexer.engine.opening import make_engine

    host = os.environ["ZHENGXIE_TEST_OPENSEARCH"]
    return make_engine(f"{host}/t{uuid.uuid4().hex}?shards=3")


ENGINES: dict[str, Callable[[Path], Engine]] = {
    "whoosh": lambda location: WhooshEngine(location, create=True),
    "opensearch": _opensearch,
    "stock": lambda location: StockEngine(location, create=True),
}


COPIES: tuple[str, ...] = ("whoosh",)
"""Names of the engines that recognise copies."""
ANALYSING: tuple[str, ...] = ("whoosh",)
"""Those that tell sections apart, tally and count words."""


@pytest.fixture(params=sorted(ENGINES))
def make_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeEngine]:
    """A function that opens a new, empty index of the engine under test."""
    yield from _makers(request.param, tmp_path_factory)


@pytest.fixture(params=COPIES)
def make_recognising_engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MakeEngine]:
    """The same of an engine that recognises copies."""
    yield from _makers(request.param, tmp_path_factory)


@pytest.fixture(params=ANALYSING)
def make_analysing_engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MakeEngine]:
    """The same of an engine that tells sections apart and tallies."""
    yield from _makers(request.param, tmp_path_factory)


def _makers(name: str, directories: pytest.TempPathFactory) -> Iterator[MakeEngine]:
    opened: list[Engine] = []

    def make() -> Engine:
        engine = ENGINES[name](directories.mktemp("index") / "index")
        opened.append(engine)
        return engine

    yield make
    for engine in opened:
        engine.close()
