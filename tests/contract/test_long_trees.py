"""Queries of more leaves than a cluster looks for at once: what they find and score is the same, as it is where room is so short that
any tree is too long."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query as whoosh_query

from indexer.engine.base import Engine, EngineRequest
from indexer.engine.opensearch import apart, asking, packing, scoring
from indexer.facets import FACETS
from indexer.query import ExactString, Group
from tests.contract.corpus import SENTENCES, make_collection
from tests.contract.drawn import filters, folded_strings, trees
from tests.contract.engines import ALL, MakeEngine, fill, same
from tests.contract.oracle import Oracle


@pytest.fixture(scope="module")
def shared(make_shared_engine: MakeEngine) -> tuple[Engine, Oracle]:
    documents = make_collection(seed=1, size=40)
    engine = make_shared_engine()
    fill(engine, documents)
    return engine, Oracle(documents)


@pytest.fixture(scope="module", params=[0, 2], ids=["no leaf is kept", "some are"])
def short_of_room(request: pytest.FixtureRequest) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(apart, "_ROOM", request.param)
        patch.setattr(packing, "_PACK", 2)
        patch.setattr(scoring, "_ROOM", 1)
        patch.setattr(scoring, "CLAUSES", 1)
        patch.setattr(asking, "_STRINGS", 1)
        yield


@pytest.mark.usefixtures("short_of_room")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=trees(), chosen=filters(), strings=st.lists(folded_strings(), max_size=2))
def test_any_tree_that_is_too_long_equals_brute_force(
    shared: tuple[Engine, Oracle], tree: whoosh_query.Query, chosen: dict[str, frozenset[str]], strings: list[str]
) -> None:
    engine, oracle = shared
    groups = tuple(Group((string,), ("政协", "报告")) for string in strings)
    request = EngineRequest(tree, chosen, groups, FACETS, size=ALL)
    same(engine.search(request), oracle, request)


def test_the_same_part_many_times_scores_so_often(shared: tuple[Engine, Oracle]) -> None:
    engine, oracle = shared
    either = whoosh_query.DisjunctionMax(
        [
            whoosh_query.And([whoosh_query.Term("words", "政协"), whoosh_query.Term("words", "提案")]),
            whoosh_query.Or([whoosh_query.Term("words", "提案"), ExactString("text", "工作")]),
        ]
    )
    request = EngineRequest(whoosh_query.And([either] * 400), {}, size=ALL)
    answer = oracle.answer(request).scores
    found = engine.rank(request)
    assert dict(zip(found.ids, found.scores, strict=True)) == pytest.approx(answer, rel=1e-6)
    assert max(answer.values()) > 400


def test_each_pair_of_all_sentences_is_looked_for_at_once(shared: tuple[Engine, Oracle]) -> None:
    engine, oracle = shared
    text = "".join(SENTENCES)
    pairs = list(dict.fromkeys(text[at : at + 2] for at in range(len(text) - 1)))
    strings: list[whoosh_query.Query] = [ExactString("text", pair, boost=1 + at) for at, pair in enumerate(pairs)]
    long = [ExactString("text", text[at : at + 5]) for at in range(0, len(text) - 5, 5)]
    terms: list[whoosh_query.Query] = [whoosh_query.Term("words", pair, boost=0.5) for pair in pairs]
    tree = whoosh_query.AndMaybe(whoosh_query.Or([*strings * 8, *long]), whoosh_query.Or(terms * 8))
    assert 8 * len(pairs) > packing.CLAUSES
    request = EngineRequest(tree, {}, (Group((text,), tuple(pairs)),), FACETS, size=ALL)
    result = engine.search(request)
    answer = oracle.answer(request)
    assert {hit.report.id: hit.occurrences for hit in result.hits} == answer.occurrences
    assert {hit.report.id: hit.score for hit in result.hits} == pytest.approx(answer.scores, rel=1e-5)
    assert result.counts == answer.counts
