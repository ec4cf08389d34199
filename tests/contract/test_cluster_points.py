"""Points in time on a cluster: what a reader has open when one lapses, and what two readers have of one generation."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any, cast

import pytest

from indexer.engine.base import Engine
from indexer.engine.opensearch import glance
from indexer.engine.opensearch.engine import OpenSearchEngine
from indexer.engine.opensearch.writer import OpenSearchWriter
from indexer.errors import IndexChanging
from indexer.prepare import analyse
from tests.contract.conftest import SHARDS
from tests.contract.corpus import make_collection, make_report
from tests.contract.engines import Documents, MakeEngine, fill, same
from tests.contract.oracle import Oracle
from tests.contract.test_cluster_reading import EVERY, commit_of
from tests.contract.test_copies import collection
from tests.processes import until


def lapse(engine: Engine) -> None:
    """Have the point in time lapse that an engine has open."""
    commit = commit_of(engine)
    commit.client.delete_pit(body={"pit_id": list(commit._open)})


@pytest.fixture
def engine(make_shared_engine: MakeEngine) -> Engine:
    engine = make_shared_engine()
    fill(engine, make_collection(seed=31, size=30))
    return engine


def test_a_point_in_time_that_lapsed_is_opened_again(engine: Engine) -> None:
    before = engine.search(EVERY)
    stream = engine.every(EVERY).hits
    lapse(engine)
    assert engine.search(EVERY) == before
    lapse(engine)
    assert tuple(stream) == before.hits


def test_where_a_commit_was_lost_the_latest_is_asked_and_a_stream_says_so(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.engine.opensearch.finding._STREAMED", 4)
    before = engine.search(EVERY)
    stream = engine.every(EVERY).hits
    assert next(stream) == before.hits[0]
    with engine.writer() as writer:
        writer.delete([before.hits[-1].report.id])
        writer.commit()
    assert engine.search(EVERY) == before
    generation = engine.generation
    lapse(engine)
    assert engine.search(EVERY).total == 29
    assert engine.generation != generation
    with pytest.raises(IndexChanging, match="changed since"):
        list(stream)


def end_before_commit(engine: Engine, added: Documents, gone: Sequence[str] = ()) -> None:
    """What a writer leaves that is killed when all it sent is shown, and the copies among it are settled."""
    with engine.writer() as writer:
        for report, analysis in added:
            writer.add(report, analysis)
        writer.delete(gone)
        cast(OpenSearchWriter, writer)._send_all()


@pytest.mark.parametrize("change", ["add", "delete", "replace"])
@pytest.mark.parametrize("idle", [False, True])
def test_a_point_that_would_show_other_reports_is_another_state(
    make_shared_engine: MakeEngine, monkeypatch: pytest.MonkeyPatch, change: str, idle: bool
) -> None:
    engine = make_shared_engine()
    documents = collection(34, 30)
    fill(engine, documents)
    request = replace(EVERY, copies=False)
    before = engine.search(request)
    generation = engine.generation
    first, _ = documents[0]
    if change == "add":
        copy = replace(first, id="00000000000000ff", file="copy.txt")
        end_before_commit(engine, [(copy, analyse(copy))])
    elif change == "delete":
        end_before_commit(engine, [], [first.id])
    else:
        end_before_commit(engine, documents[:1])
    assert engine.search(request) == before
    lapse(engine)
    if idle:
        monkeypatch.setattr("indexer.engine.opensearch.point._UNUSED", 0.0)
        engine.refresh()
        assert engine.generation != generation
    shown = [each for each in documents if change != "delete" or each[0].id != first.id]
    same(engine.search(request), Oracle([*shown, *([(copy, analyse(copy))] if change == "add" else ())]), request)
    assert engine.generation != generation


def test_readers_who_see_different_reports_do_not_say_they_are_at_one_state(engine: Engine) -> None:
    def other() -> Engine:
        return OpenSearchEngine(cast(OpenSearchEngine, engine).address)

    with closing(other()) as same_state:
        assert same_state.generation == engine.generation
    end_before_commit(engine, [], [engine.search(EVERY).hits[0].report.id])
    with closing(other()) as later:
        assert later.search(EVERY).total == 29
        assert later.generation != engine.generation
    engine.refresh()
    assert engine.search(EVERY).total == 30, "nobody committed"


def test_readers_of_one_generation_come_to_show_the_same(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    held = engine.search(EVERY).hits[0].report.id
    with closing(OpenSearchEngine(cast(OpenSearchEngine, engine).address)) as other:
        monkeypatch.setattr(glance, "EVERY", 0.0)
        looked = engine.generation
        for _ in range(3):
            engine.refresh()
        assert engine.generation == other.generation == looked, "nothing else is shown"
        end_before_commit(engine, [], [held])

        def later() -> bool:
            engine.refresh()
            return engine.generation != looked

        until(later)
        assert engine.search(EVERY).total == 29
        with closing(OpenSearchEngine(cast(OpenSearchEngine, engine).address)) as latest:
            assert engine.generation == latest.generation != other.generation
        monkeypatch.setattr(glance, "EVERY", 3600.0)
        report = make_report(900, "又一份示例报告。")
        fill(engine, [(report, analyse(report))])
        assert engine.search(EVERY).total == 30, "a commit is seen as ever"


def test_points_that_lapsed_are_given_back(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = commit_of(engine)
    really = commit.client.msearch
    failing = iter(range(4))

    def msearch(**named: Any) -> Any:
        if next(failing, None) is None:
            return really(**named)
        return {"responses": [{"error": {"type": "shard_failure", "reason": "a node left"}, "status": 503}]}

    monkeypatch.setattr(commit.client, "msearch", msearch)
    assert engine.search(EVERY).total == 30
    held = commit.client.indices.stats(index=commit.index, metric="search")["_all"]["total"]["search"]
    assert held["point_in_time_current"] == SHARDS
