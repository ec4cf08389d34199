"""Indexes of invented reports: some with sections, some in several copies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import pytest

from indexer.engine.base import Analysis
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.models import Metadata, Report
from indexer.prepare import analyse
from indexer.search import Library
from indexer.structure import headings
from tests.contract.corpus import make_report
from tests.contract.engines import fill
from tests.contract.test_copies import collection
from tests.contract.test_sections import make_reports

MakeLibrary: TypeAlias = Callable[..., Library]


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


@pytest.fixture
def make_library(tmp_path: Path) -> Iterator[MakeLibrary]:
    """Makes a library of some texts with what is known of them, ``headed`` with the headings found in them."""
    engines: list[WhooshEngine] = []

    def make(texts: Sequence[tuple[str, Metadata]], *, headed: bool = False) -> Library:
        reports = [
            replace(make_report(number, text, metadata), headings=tuple(headings(text)) if headed else ())
            for number, (text, metadata) in enumerate(texts)
        ]
        engines.append(WhooshEngine(tmp_path / f"index{len(engines)}", create=True))
        fill(engines[-1], [(report, analyse(report)) for report in reports])
        return Library(engines[-1])

    yield make
    for engine in engines:
        engine.close()


def _indexed(documents: Sequence[tuple[Report, Analysis]], folder: pytest.TempPathFactory) -> Iterator[Indexed]:
    engine = WhooshEngine(folder.mktemp("index") / "index", create=True)
    for start in range(0, len(documents), 30):
        fill(engine, documents[start : start + 30])
    yield Indexed(Library(engine), tuple(report for report, _ in documents))
    engine.close()
