"""What any engine must show after changes, and when: additions, updates, deletions, portions, roots."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace

import pytest
from whoosh import query as whoosh_query

from indexer.engine.base import EngineRequest
from indexer.errors import IndexLocked, NoSuchReport
from indexer.facets import FACETS
from indexer.models import display_title
from indexer.prepare import analyse
from indexer.query import ExactString, Group
from tests.contract.corpus import make_collection, make_report
from tests.contract.engines import ALL, MakeEngine, fill, same
from tests.contract.oracle import Oracle


def test_a_generation_is_that_of_one_commit_alone(make_engine: MakeEngine) -> None:
    documents = make_collection(seed=7, size=6)
    engine, other = make_engine(), make_engine()
    seen = [engine.generation]
    for document in documents[:3]:
        fill(engine, [document])
        seen.append(engine.generation)
        engine.refresh()
        assert engine.generation == seen[-1], "nothing was committed"
    with engine.writer() as writer:
        writer.delete([documents[0][0].id])
        assert engine.generation == seen[-1], "nothing is committed yet"
        writer.commit()
    engine.refresh()
    seen.append(engine.generation)
    assert len(set(seen)) == len(seen) == 5
    assert all(re.fullmatch("[0-9a-f]{32}", each) for each in seen)
    assert engine.info().fingerprint == engine.generation
    fill(other, documents[:3])
    assert other.generation not in seen


def test_nothing_shows_before_commit_and_leaving_without_it_changes_nothing(make_engine: MakeEngine) -> None:
    engine = make_engine()
    report = make_report(1, "政协工作")
    every = EngineRequest(whoosh_query.Every(), {})
    with engine.writer() as writer:
        writer.add(report, analyse(report))
        engine.refresh()
        assert engine.search(every).total == 0
    engine.refresh()
    assert engine.search(every).total == 0
    fill(engine, [(report, analyse(report))])
    assert engine.search(every).total == 1


def test_updates_replace_and_deletes_remove(make_engine: MakeEngine) -> None:
    documents = make_collection(seed=2, size=12)
    engine = make_engine()
    fill(engine, documents)
    changed = replace(documents[3][0], text="全新的文字，只此一处。", content_hash="f" * 32)
    with engine.writer() as writer:
        writer.add(changed, analyse(changed))
        writer.delete([documents[0][0].id, documents[5][0].id])
        writer.commit()
    engine.refresh()
    left = [(changed, analyse(changed)) if n == 3 else pair for n, pair in enumerate(documents) if n not in (0, 5)]
    every = engine.search(EngineRequest(whoosh_query.Every(), {}, facets=FACETS, size=ALL))
    assert {hit.report.id for hit in every.hits} == {report.id for report, _ in left}
    assert every.counts == Oracle(left).answer(EngineRequest(whoosh_query.Every(), {}, facets=FACETS)).counts
    only = engine.search(EngineRequest(ExactString("text", "只此一处"), {}))
    assert [hit.report.id for hit in only.hits] == [changed.id]
    without = whoosh_query.And([whoosh_query.Every(), whoosh_query.Not(ExactString("text", "只此一处"))])
    assert engine.search(EngineRequest(without, {})).total == len(left) - 1
    assert engine.info().reports == len(left)
    assert engine.files()["r", "3.txt"].content_hash == "f" * 32
    assert ("r", "0.txt") not in engine.files()


def test_a_report_comes_back_as_it_went_in(make_engine: MakeEngine) -> None:
    documents = make_collection(seed=3, size=5)
    engine = make_engine()
    fill(engine, documents)
    for report, _ in documents:
        assert engine.report(report.id) == report
    with pytest.raises(NoSuchReport):
        engine.report("0" * 16)


def test_titles_are_those_of_the_reports_that_there_are(make_engine: MakeEngine) -> None:
    documents = make_collection(seed=3, size=5)
    engine = make_engine()
    fill(engine, documents)
    with engine.writer() as writer:
        writer.delete([documents[0][0].id])
        writer.commit()
    engine.refresh()
    asked = [
        *(report.id for report, _ in documents),
        "0" * 16,
        "f" * 16,
        "f" * 17,
        "none",
        f"+{documents[1][0].id[1:]}",
    ]
    assert engine.titles(asked) == {report.id: display_title(report.metadata) for report, _ in documents[1:]}


def test_the_catalogue_is_every_report_without_its_text(make_engine: MakeEngine) -> None:
    documents = make_collection(seed=3, size=5)
    engine = make_engine()
    assert list(engine.catalogue()) == []
    fill(engine, documents)
    with engine.writer() as writer:
        writer.delete([documents[0][0].id])
        writer.commit()
    engine.refresh()
    wanted = {report.id: replace(report, text="", headings=()) for report, _ in documents[1:]}
    assert {report.id: report for report in engine.catalogue()} == wanted


def test_one_writer_at_a_time(make_locking_engine: MakeEngine) -> None:
    engine = make_locking_engine()
    with engine.writer(), pytest.raises(IndexLocked, match="another"):
        engine.writer()
    with engine.writer() as writer:
        writer.commit()


def test_adding_a_report_twice_in_one_commit_is_refused(make_engine: MakeEngine) -> None:
    engine = make_engine()
    report = make_report(1, "政协工作")
    with engine.writer() as writer:
        writer.add(report, analyse(report))
        with pytest.raises(ValueError, match="twice"):
            writer.add(report, analyse(report))


def test_portions_show_once_they_are_adopted_and_committed(make_engine: MakeEngine) -> None:
    documents = make_collection(seed=5, size=9)
    engine = make_engine()
    fill(engine, documents[:2])
    changed = replace(documents[1][0], text="全新的文字，只此一处。")
    documents[1] = changed, analyse(changed)
    every = EngineRequest(whoosh_query.Every(), {}, facets=FACETS, size=ALL)
    with engine.writer() as writer:
        portions = [pickle.loads(pickle.dumps(writer.portion(3)))() for _ in range(3)]  # as other processes get it
        for number, document in enumerate(documents[2:], 1):
            portions[number % 2].add(*document)
        portions[0].add(*documents[1])
        made = pickle.loads(pickle.dumps([portion.finish() for portion in portions]))
        engine.refresh()
        assert engine.search(every).total == 2
        for each in made:
            writer.adopt(each)
        with pytest.raises(ValueError, match="twice"):
            writer.add(*documents[5])
        with pytest.raises(ValueError, match="twice"):
            writer.adopt(made[1])
        writer.commit()
    engine.refresh()
    same(engine.search(every), Oracle(documents), every)


def test_an_empty_index_answers(make_engine: MakeEngine) -> None:
    engine = make_engine()
    result = engine.search(EngineRequest(ExactString("text", "政"), {}, (Group(("政",)),), FACETS))
    assert (result.total, result.occurrences, result.hits) == (0, 0, ())
    assert result.counts == {name: {} for name in FACETS}
    assert engine.info().reports == 0


def test_roots_are_kept(make_engine: MakeEngine) -> None:
    engine = make_engine()
    with engine.writer() as writer:
        writer.set_root("reports", "/data/reports")
        writer.commit()
    engine.refresh()
    assert engine.roots() == {"reports": "/data/reports"}
