"""The engine and the one of before answer alike: documents, order, scores, occurrences, counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as whoosh_query

from indexer.engine.base import Engine, EngineRequest
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.facets import FACETS
from indexer.query import Group
from tests.contract.corpus import make_collection
from tests.contract.drawn import filters, folded_strings, trees
from tests.contract.engines import Documents
from tests.engine.columnar.generated import make_documents
from tests.stock.engine import StockEngine

ENGINES = (WhooshEngine, StockEngine)


def commit(engine: Engine, documents: Documents, deleted: list[str]) -> None:
    with engine.writer() as writer:
        for report, analysis in documents:
            writer.add(report, analysis)
        writer.delete(deleted)
        writer.commit()
    engine.refresh()


@pytest.fixture(scope="module", params=["added to", "changed"])
def change(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def engines(change: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, ...]]:
    """Both with the same three commits, of which the last two may replace and delete reports of those before."""
    documents = [*make_collection(seed=51, size=40), *make_documents(seed=52, size=20)]
    changed = [(replace(documents[n][0], text=documents[n + 1][0].text), documents[n + 2][1]) for n in (3, 9, 30)]
    made = tuple(engine(tmp_path_factory.mktemp("engine") / "index", create=True) for engine in ENGINES)
    for engine in made:
        commit(engine, documents[:25], [])
        if change == "added to":
            commit(engine, documents[25:50], [])
            commit(engine, documents[50:], [])
        else:
            commit(engine, documents[25:50], [documents[1][0].id])
            commit(engine, documents[50:] + changed, [documents[n][0].id for n in (5, 28, 40)])
    yield made
    for engine in made:
        engine.close()


@settings(max_examples=200, deadline=None)
@given(
    tree=trees(),
    chosen=filters(),
    excluded=filters(),
    strings=st.lists(folded_strings(), max_size=2),
    sort=st.sampled_from(["relevance", "newest", "oldest"]),
)
def test_two_engines_answer_alike(
    engines: tuple[Engine, ...],
    change: str,
    tree: whoosh_query.Query,
    chosen: dict[str, frozenset[str]],
    excluded: dict[str, frozenset[str]],
    strings: list[str],
    sort: str,
) -> None:
    groups = tuple(Group((string,), ("政协", "报告")) for string in strings)
    request = EngineRequest(tree, chosen, groups, FACETS, sort=sort, size=100, excluded=excluded)
    ours, before = (engine.search(request) for engine in engines)
    assert {hit.report.id: (hit.report, hit.occurrences) for hit in ours.hits} == {
        hit.report.id: (hit.report, hit.occurrences) for hit in before.hits
    }
    assert (ours.total, ours.occurrences, ours.counts) == (before.total, before.occurrences, before.counts)
    assert ours.organizations == before.organizations
    # Stock Whoosh leaves deleted reports out when it counts those that hold a word, so its scores differ then.
    if change == "added to":
        scores = {hit.report.id: hit.score for hit in ours.hits}
        assert scores == pytest.approx({hit.report.id: hit.score for hit in before.hits}, abs=1e-4)


def test_two_engines_tell_the_same_of_what_they_hold(engines: tuple[Engine, ...], change: str) -> None:
    ours, before = engines
    assert replace(ours.info(), updated=None, fingerprint="") == replace(before.info(), updated=None, fingerprint="")
    words = {word for _, analysis in make_collection(seed=51, size=40) for word in analysis.words}
    held = {word: before.held([word])[word] for word in (*words, "无此词")}
    if change == "added to":  # else one of them counts what was deleted
        assert ours.held(held) == held
    assert {key: (state.content_hash, set(state.ids)) for key, state in ours.files().items()} == {
        key: (state.content_hash, set(state.ids)) for key, state in before.files().items()
    }
    for name in FACETS:
        assert ours.values(name) == before.values(name)
