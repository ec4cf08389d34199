"""The order of a page: by score or by date, and never by chance where those are equal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as whoosh_query

from indexer.engine.base import EngineHit, EngineRequest
from indexer.engine.columnar.build import date_key
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.query import ExactString
from tests.engine.columnar.commits import write
from tests.engine.columnar.generated import WORDS, make_documents

DOCUMENTS = make_documents(seed=61, size=60)
TREES = {
    "unscored": whoosh_query.Every(),
    "all the same": whoosh_query.Prefix("words", "政"),
    "words": whoosh_query.Or([whoosh_query.Term("words", word) for word in WORDS]),
    "some scored": whoosh_query.Or([whoosh_query.Every(), whoosh_query.Term("title_words", "政协")]),
    "few values": ExactString("title", "政协"),
    "nothing": whoosh_query.Term("words", "不在"),
}
ORDERS: dict[str, Callable[[EngineHit, int], Any]] = {
    "relevance": lambda hit, date: (-hit.score, -date, hit.report.id),
    "newest": lambda hit, date: (date == 0, -date, -hit.score, hit.report.id),
    "oldest": lambda hit, date: (date == 0, date, -hit.score, hit.report.id),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    """Three segments, and every score and date several times over."""
    location = tmp_path_factory.mktemp("ranking") / "index"
    engine = WhooshEngine(location, create=True)
    twice = [(replace(report, id=f"{int(report.id, 16) ^ 0xFF:016x}"), analysis) for report, analysis in DOCUMENTS[::2]]
    write(location, DOCUMENTS[:30])
    write(location, twice)
    write(location, DOCUMENTS[30:], deleted=[DOCUMENTS[3][0].id, twice[5][0].id])
    engine.refresh()
    return engine


@pytest.mark.parametrize("sort", ORDERS)
@pytest.mark.parametrize("tree", TREES)
def test_what_is_equal_goes_by_date_and_then_by_id(engine: WhooshEngine, tree: str, sort: str) -> None:
    hits = engine.search(EngineRequest(TREES[tree], {}, sort=sort, size=1000)).hits
    assert [hit.report.id for hit in hits] == [
        hit.report.id for hit in sorted(hits, key=lambda hit: ORDERS[sort](hit, date_key(hit.report.metadata)))
    ]


@settings(max_examples=100, deadline=None)
@given(
    tree=st.sampled_from(sorted(TREES)),
    sort=st.sampled_from(sorted(ORDERS)),
    start=st.integers(0, 95),
    size=st.integers(0, 95),
    chosen=st.sampled_from([{}, {"kind": frozenset({"工作综述", "unknown"})}]),
)
def test_any_page_is_a_piece_of_the_whole(
    engine: WhooshEngine, tree: str, sort: str, start: int, size: int, chosen: dict[str, frozenset[str]]
) -> None:
    request = EngineRequest(TREES[tree], chosen, sort=sort, size=1000)
    whole = engine.rank(request)
    page = engine.rank(replace(request, start=start, size=size))
    assert page.ids == whole.ids[start : start + size]
    assert page.scores == whole.scores[start : start + size]
    assert page.total == whole.total == len(whole.ids)
