"""Several writers of one index at once, where an engine allows that: the result is as if one had written everything."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from whoosh import query as whoosh_query

from indexer.engine.base import Engine, EngineRequest
from indexer.facets import FACETS
from tests.contract.engines import Documents, MakeEngine, same
from tests.contract.oracle import Oracle
from tests.contract.test_copies import collection, expected, told

EVERY = EngineRequest(whoosh_query.Every(), {}, facets=FACETS, size=1000, copies=False)


def write(engine: Engine, documents: Documents, gone: list[str]) -> None:
    with engine.writer() as writer:
        for report, analysis in documents:
            writer.add(report, analysis)
        writer.delete(gone)
        writer.commit()


def test_families_are_right_after_several_writers_at_once(make_shared_engine: MakeEngine) -> None:
    documents = collection(21, 80)
    engine = make_shared_engine()
    write(engine, documents[:20], [])
    gone = [report.id for report, _ in documents[:20:3]]
    parts = [documents[20:40], documents[40:60], documents[60:]]
    with ThreadPoolExecutor(len(parts)) as threads:
        list(threads.map(lambda number: write(engine, parts[number], gone[number :: len(parts)]), range(len(parts))))
    engine.refresh()
    left = [(report, analysis) for report, analysis in documents if report.id not in gone]
    assert told(engine, left) == expected(left)
    same(engine.search(EVERY), Oracle(left), EVERY)


def test_the_same_reports_from_two_writers_are_there_once(make_shared_engine: MakeEngine) -> None:
    documents = collection(23, 50)
    engine = make_shared_engine()
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda _: write(engine, documents, []), range(2)))
    engine.refresh()
    assert told(engine, documents) == expected(documents)
    same(engine.search(EVERY), Oracle(documents), EVERY)
