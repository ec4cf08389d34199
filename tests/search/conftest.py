"""A library over the four reports."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from indexer.engine.whoosh_engine import WhooshEngine
from indexer.prepare import analyse
from indexer.search import Library
from tests.search.four_reports import REPORTS


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    engine = WhooshEngine(tmp_path_factory.mktemp("index") / "index", create=True)
    with engine.writer() as writer:
        for report in REPORTS:
            writer.add(report, analyse(report))
        writer.commit()
    engine.refresh()
    yield Library(engine)
    engine.close()
