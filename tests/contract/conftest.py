"""Engines under the contract. A further engine is one more entry of ``ENGINES``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.engine.base import Engine
from indexer.engine.whoosh_engine import WhooshEngine
from tests.stock.engine import StockEngine

MakeEngine = Callable[[], Engine]

ENGINES: dict[str, Callable[[Path], Engine]] = {
    "whoosh": lambda location: WhooshEngine(location, create=True),
    "stock": lambda location: StockEngine(location, create=True),
}


@pytest.fixture(params=sorted(ENGINES))
def make_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeEngine]:
    """A function that opens a new, empty index of the engine under test."""
    opened: list[Engine] = []

    def make() -> Engine:
        engine = ENGINES[request.param](tmp_path_factory.mktemp("index") / "index")
        opened.append(engine)
        return engine

    yield make
    for engine in opened:
        engine.close()
