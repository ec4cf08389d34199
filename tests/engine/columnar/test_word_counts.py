"""Sums over whole postings, where they are made in parts."""

from __future__ import annotations

import numpy as np
import pytest
from whoosh import query as whoosh_query

from indexer.engine.base import EngineRequest
from indexer.engine.columnar import postings
from indexer.engine.whoosh_engine import WhooshEngine
from tests.contract.corpus import make_collection
from tests.contract.engines import fill


@pytest.mark.parametrize("at_once", [1, 7, 50])
def test_many_entries_are_added_up_in_parts(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    engine = WhooshEngine(tmp_path_factory.mktemp("index") / "index", create=True)
    fill(engine, make_collection(seed=4, size=30))
    asked = [
        EngineRequest(whoosh_query.Every(), {}),
        EngineRequest(whoosh_query.Every(), {"kind": frozenset({"unknown"})}),
    ]
    whole = engine.count_words(asked, [], lambda words: np.arange(len(words)))
    monkeypatch.setattr(postings, "_AT_ONCE", at_once)
    parts = engine.count_words(asked, [], lambda words: np.arange(len(words)))
    assert whole.occurrences.sum(axis=0).all()
    assert (whole.occurrences == parts.occurrences).all()
    assert (whole.reports == parts.reports).all()
