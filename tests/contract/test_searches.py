"""What any engine must find, with brute force as the oracle: sets, totals, counts, scores, order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from whoosh import query as whoosh_query

from indexer.engine.base import Engine, EngineRequest
from indexer.facets import FACETS
from indexer.prepare import analyse
from indexer.query import ExactString, Group
from indexer.query.nodes import HELD_AS_TYPED
from tests.contract.corpus import make_collection, make_report
from tests.contract.drawn import filters, folded_strings, trees
from tests.contract.engines import ALL, MakeEngine, fill, same
from tests.contract.oracle import Oracle

BETTER_BY_A_MILLION = whoosh_query.DisjunctionMax(
    [whoosh_query.And([ExactString("text", "坚", 1000.0), ExactString("text", "1", HELD_AS_TYPED)])]
)
"""Of what is chosen the best of, a cluster keeps three thousand and what words add up to in 24 bits."""


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=trees(), chosen=filters(), excluded=filters(), strings=st.lists(folded_strings(), max_size=2))
@example(tree=BETTER_BY_A_MILLION, chosen={}, excluded={}, strings=[])
def test_any_tree_with_any_filters_equals_brute_force(
    filled: tuple[Engine, Oracle],
    tree: whoosh_query.Query,
    chosen: dict[str, frozenset[str]],
    excluded: dict[str, frozenset[str]],
    strings: list[str],
) -> None:
    engine, oracle = filled
    groups = tuple(Group((string,), ("政协", "报告")) for string in strings)
    request = EngineRequest(tree, chosen, groups, FACETS, size=ALL, excluded=excluded)
    same(engine.search(request), oracle, request)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(string=folded_strings())
def test_an_exact_string_finds_and_counts_what_in_finds(filled: tuple[Engine, Oracle], string: str) -> None:
    engine, oracle = filled
    request = EngineRequest(ExactString("text", string), {}, (Group((string,)),), size=ALL)
    result = engine.search(request)
    holding = {report.id for (report, _), text in zip(oracle.documents, oracle.texts, strict=True) if string in text}
    assert {hit.report.id for hit in result.hits} == holding
    same(result, oracle, request)


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_pages_put_together_are_the_whole_in_order(filled: tuple[Engine, Oracle], sort: str) -> None:
    engine, _ = filled
    request = EngineRequest(ExactString("text", "。"), {}, sort=sort, size=ALL)
    whole = [hit.report.id for hit in engine.search(request).hits]
    pages = [engine.search(replace(request, start=start, size=7)) for start in range(0, len(whole) + 7, 7)]
    assert [hit.report.id for page in pages for hit in page.hits] == whole
    assert len(set(whole)) == len(whole)
    assert {page.total for page in pages} == {len(whole)}


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_every_hit_is_the_pages_put_together_also_while_commits_are_made(make_engine: MakeEngine, sort: str) -> None:
    documents = make_collection(seed=6, size=90)
    engine = make_engine()
    fill(engine, documents[:80])
    groups = (Group(("政协",)),)
    request = EngineRequest(ExactString("text", "。"), {"kind": frozenset({"工作综述", "unknown"})}, groups, sort=sort)
    pages = [engine.search(replace(request, start=start, size=7)) for start in range(0, 80, 7)]
    wanted = [hit for page in pages for hit in page.hits]
    before = engine.every(replace(request, start=40, size=3))
    first = next(before.hits)
    with engine.writer() as writer:
        for report, analysis in documents[80:]:
            writer.add(report, analysis)
        writer.delete([report.id for report, _ in documents[:60]])
        writer.commit()
    engine.refresh()
    assert (before.total, [first, *before.hits]) == (len(wanted), wanted)
    after = engine.every(request)
    left = [hit.report.id for hit in after.hits]
    assert len(left) == after.total == engine.search(request).total
    assert not {report.id for report, _ in documents[:60]} & set(left)


def test_hits_may_be_asked_for_without_their_texts(filled: tuple[Engine, Oracle]) -> None:
    engine, _ = filled
    request = EngineRequest(ExactString("text", "政协"), {}, (Group(("政协",)),), size=9)
    whole, bare = engine.search(request), engine.search(replace(request, texts=False))
    stripped = tuple(replace(hit, report=replace(hit.report, text="", headings=())) for hit in whole.hits)
    assert bare.hits == stripped
    assert next(engine.every(replace(request, texts=False)).hits) == stripped[0]


def test_how_many_reports_hold_a_word(filled: tuple[Engine, Oracle]) -> None:
    engine, oracle = filled
    words = {word for _, analysis in oracle.documents for word in analysis.words}
    counted = {word: sum(word in analysis.words for _, analysis in oracle.documents) for word in words}
    assert engine.held([*words, "无此词"]) == {**counted, "无此词": 0}


def test_relevance_falls_and_dates_run_the_asked_way(filled: tuple[Engine, Oracle]) -> None:
    engine, oracle = filled
    by_id = {report.id: report for report, _ in oracle.documents}
    request = EngineRequest(ExactString("text", "政协"), {}, size=ALL)
    scores = [hit.score for hit in engine.search(request).hits]
    assert scores == sorted(scores, reverse=True)
    for sort, sign in (("newest", -1), ("oldest", 1)):
        years = [
            by_id[hit.report.id].metadata.delivered_year for hit in engine.search(replace(request, sort=sort)).hits
        ]
        known = [year for year in years if year]
        assert known == sorted(known, key=lambda year: sign * year)
        assert all(year is None for year in years[len(known) :]), "reports without a date come last"


def test_a_word_of_any_length_is_taken_and_found(make_engine: MakeEngine) -> None:
    long = "qx" * 25_000  # a file in base64, say, that stands in a text as one word
    report = make_report(1, f"示例报告，附件{long}。收到提案196件。")
    analysis = analyse(report)
    assert any(len(word.encode()) > 32_766 for word in analysis.words)
    engine = make_engine()
    fill(engine, [(report, analysis)])
    assert engine.report(report.id) == report
    (longest,) = [word for word in analysis.words if len(word) > 30_000]
    assert engine.held([longest, "提案"]) == {longest: 1, "提案": 1}
    for tree in (
        whoosh_query.Term("words", longest),
        ExactString("text", long[:2000]),
        whoosh_query.Term("words", "提案"),
    ):
        assert engine.search(EngineRequest(tree, {})).total == 1
