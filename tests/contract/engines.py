"""What the tests of any engine share: filling one, and comparing its answer with that of brute force."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import pytest

from indexer.engine.base import Analysis, Engine, EngineRequest, EngineResult
from indexer.models import Report
from tests.contract.oracle import Oracle

MakeEngine = Callable[[], Engine]
Documents = list[tuple[Report, Analysis]]
ALL: Final = 1000
"""Hits that a request asks for to be given every one."""
THOUSANDTH: Final = 1e-3
"""To which the scores of a cluster are exact, and by which those differ whose order is told (``opensearch/scale.py``)."""


def fill(engine: Engine, documents: Iterable[tuple[Report, Analysis]]) -> None:
    with engine.writer() as writer:
        for report, analysis in documents:
            writer.add(report, analysis)
        writer.commit()
    engine.refresh()


def same(result: EngineResult, oracle: Oracle, request: EngineRequest) -> None:
    answer = oracle.answer(request)
    assert {hit.report.id for hit in result.hits} == set(answer.scores)
    assert result.total == len(answer.scores)
    assert {hit.report.id: hit.score for hit in result.hits} == pytest.approx(answer.scores, abs=THOUSANDTH)
    if request.sort == "relevance":
        least = float("inf")
        for hit in result.hits:
            assert answer.scores[hit.report.id] <= least + THOUSANDTH, "what scores higher comes first"
            least = min(least, answer.scores[hit.report.id])
    assert {hit.report.id: hit.occurrences for hit in result.hits} == answer.occurrences
    assert result.occurrences == sum(answer.occurrences.values())
    assert result.counts == answer.counts
    assert {hit.report.id: hit.copies for hit in result.hits} == answer.copies
    assert result.copies == sum(answer.copies.values())
