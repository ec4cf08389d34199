"""What reading from a cluster may meet: deep pages, texts by the million, and no cluster at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import cast

import pytest
from opensearchpy.exceptions import ConnectionError as Unreachable
from opensearchpy.exceptions import ConnectionTimeout
from whoosh import query as whoosh_query

from indexer.engine.base import Engine, EngineRequest
from indexer.engine.opensearch.address import Address
from indexer.engine.opensearch.commit import Commit
from indexer.engine.opensearch.engine import OpenSearchEngine
from indexer.errors import EngineUnavailable, IndexerError, QueryError
from indexer.facets import FACETS
from indexer.models import display_title
from indexer.prepare import analyse
from indexer.query import ExactString, Group, Near
from tests.contract.corpus import make_collection, make_report
from tests.contract.engines import MakeEngine, fill
from tests.contract.test_copies import collection

EVERY = EngineRequest(whoosh_query.Every(), {}, facets=FACETS, size=1000)


def commit_of(engine: Engine) -> Commit:
    """The commit that an engine on a cluster has open."""
    return cast(OpenSearchEngine, engine)._commit


@pytest.fixture
def engine(make_shared_engine: MakeEngine) -> Engine:
    engine = make_shared_engine()
    fill(engine, make_collection(seed=31, size=30))
    return engine


def test_no_cluster_is_an_engine_that_is_unavailable() -> None:
    with pytest.raises(EngineUnavailable, match="cannot be reached"):
        OpenSearchEngine(Address(("http://127.0.0.1:1",), "none"))


@pytest.mark.parametrize("error", [Unreachable, ConnectionTimeout])
def test_a_cluster_that_goes_away_is_found_again_without_opening_anew(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    before = engine.search(EVERY)

    def unreachable(*arguments: object, **named: object) -> None:
        raise error("N/A", "refused", OSError("refused"))

    with monkeypatch.context() as patched:
        patched.setattr("opensearchpy.Transport.perform_request", unreachable)
        for ask in (lambda: engine.search(EVERY), engine.refresh, lambda: engine.report("0" * 16), engine.info):
            with pytest.raises(EngineUnavailable):
                ask()
        commit_of(engine).let_go()  # no point in time can be given back, and nobody minds
    engine.refresh()
    assert engine.search(EVERY) == before


@pytest.fixture(scope="module")
def copied(make_shared_engine: MakeEngine) -> Engine:
    """Of several copies, to be read from only."""
    engine = make_shared_engine()
    fill(engine, collection(32, 40))
    return engine


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("copies", [True, False])
def test_pages_deeper_than_the_cluster_counts_are_the_whole_in_order(
    copied: Engine, monkeypatch: pytest.MonkeyPatch, sort: str, copies: bool
) -> None:
    engine = copied
    request = replace(
        EVERY, tree=ExactString("text", "。"), groups=(Group(("政协",)),), sort=sort, size=1000, copies=copies
    )
    whole = engine.search(request)
    monkeypatch.setattr("indexer.engine.opensearch.finding.SCANNED", 6)
    monkeypatch.setattr("indexer.engine.opensearch.point.SCANNED", 6)
    assert engine.search(request) == whole
    for size in (5, 17):
        starts = range(0, whole.total + size, size)
        pages = [engine.search(replace(request, start=start, size=size)) for start in starts]
        assert tuple(hit for page in pages for hit in page.hits) == whole.hits
        assert {page.total for page in pages} == {whole.total}
        ranked = [engine.rank(replace(request, start=start, size=size)) for start in starts]
        assert [identity for each in ranked for identity in each.ids] == [hit.report.id for hit in whole.hits]


def test_texts_beyond_what_is_kept_here_are_refused_with_a_way_out(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.engine.opensearch.shelf.MOST_CHARACTERS", 60)
    with pytest.raises(QueryError, match="zhengxie copy"):
        engine.places(EVERY, ["提案"])
    with pytest.raises(QueryError, match="zhengxie copy"):
        engine.quotations()
    assert engine.search(EVERY).total == 30, "searches read no texts one by one"


def test_texts_are_fetched_once_and_let_go_when_others_need_the_room(
    make_shared_engine: MakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_shared_engine()
    documents = [make_report(number, f"示例报告第{number}号，" + "提案" * 40) for number in range(12)]
    fill(engine, [(report, analyse(report)) for report in documents])
    monkeypatch.setattr("indexer.engine.opensearch.shelf.MOST_CHARACTERS", 300)
    for number in range(12):
        request = replace(EVERY, tree=ExactString("text", f"第{number}号"))
        for _ in range(2):
            assert len(engine.places(request, ["提案"]).start) == 40
    held = cast(OpenSearchEngine, engine)._shelf._held
    assert sum(each.segment.documents for each in held) <= 4


def test_a_title_too_long_for_a_column_is_read_all_the_same(make_shared_engine: MakeEngine) -> None:
    engine = make_shared_engine()
    report = make_report(1, "示例报告")
    report = replace(report, metadata=replace(report.metadata, title="𠮷" * 9000))
    fill(engine, [(report, analyse(report))])
    assert engine.titles([report.id]) == {report.id: display_title(report.metadata)}
    assert engine.vocabulary().titles() == {display_title(report.metadata): 1}


def test_whatever_is_answered_at_once_is_of_one_commit(make_shared_engine: MakeEngine) -> None:
    documents = make_collection(seed=33, size=40)
    engine = make_shared_engine()

    def ask(_: int) -> None:
        for _ in range(15):
            engine.refresh()
            found = engine.search(EVERY)
            assert found.total == len(found.hits) == sum(found.counts["kind"].values())
            assert {hit.report.metadata.organization for hit in found.hits} - {None} == found.organizations

    with ThreadPoolExecutor(3) as threads:
        asking = threads.map(ask, range(3))
        for start in range(0, 40, 8):
            fill(engine, documents[start : start + 8])
        list(asking)
    assert engine.search(EVERY).total == 40


def test_facets_of_more_values_than_the_cluster_counts_at_once_are_counted_apart(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    requests = [replace(EVERY, copies=copies, filters={"kind": frozenset({"工作综述"})}) for copies in (True, False)]
    wanted = [engine.search(request) for request in requests]
    assert sum(len(counts) for counts in wanted[0].counts.values()) > 12
    cluster = commit_of(engine).client.cluster
    cluster.put_settings(body={"transient": {"search.max_buckets": 12}})
    try:
        monkeypatch.setattr("indexer.engine.opensearch.point._PAUSE", 0.0)
        with pytest.raises(IndexerError, match="too_many_buckets"):
            engine.search(requests[0])
        monkeypatch.setattr("indexer.engine.opensearch.asking.BUCKETS", 12)
        monkeypatch.setattr("indexer.engine.opensearch.point.BUCKETS", 12)
        assert [engine.search(request) for request in requests] == wanted
        engine.refresh()
        assert engine.vocabulary().words()
    finally:
        cluster.put_settings(body={"transient": {"search.max_buckets": None}})


def test_more_places_than_the_cluster_is_told_of_are_said_to_be_too_many(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = replace(EVERY, tree=Near("text", ("政协",), ("联系",), 50))
    assert engine.search(request).total > 2
    monkeypatch.setattr("indexer.engine.opensearch.asking.MOST_TERMS", 2)
    with pytest.raises(QueryError, match="请缩小检索范围"):
        engine.search(request)
