"""Indexes of invented reports: some with sections, some in several copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest

from indexer.engine.base import Analysis
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.models import Report
from indexer.search import Library
from tests.contract.test_copies import collection
from tests.contract.test_engine_contract import fill
from tests.contract.test_sections import make_reports


@dataclass(frozen=True, repr=False)
class Indexed:
    """A library with the reports it was made of."""

    opened: Library
    reports: tuple[Report, ...]


@pytest.fixture(scope="session")
def sectioned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Indexed]:
    """Sixty reports with halves, without copies."""
    yield from _indexed(make_reports(seed=5, size=60), tmp_path_factory)


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Indexed]:
    """Eighty reports, most of them in several copies."""
    yield from _indexed(collection(seed=2, size=80), tmp_path_factory)


@pytest.fixture(params=["sectioned", "copied"])
def indexed(request: pytest.FixtureRequest) -> Indexed:
    """Either of them."""
    found: Indexed = request.getfixturevalue(request.param)
    return found


def _indexed(documents: Sequence[tuple[Report, Analysis]], folder: pytest.TempPathFactory) -> Iterator[Indexed]:
    engine = WhooshEngine(folder.mktemp("index") / "index", create=True)
    for start in range(0, len(documents), 30):
        fill(engine, documents[start : start + 30])
    yield Indexed(Library(engine), tuple(report for report, _ in documents))
    engine.close()
