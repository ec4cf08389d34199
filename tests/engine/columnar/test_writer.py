"""Commits: any row of them equals a dictionary, many segments answer like one, and readers see what was committed."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from pathlib import Path

import pytest
from whoosh.query import Or, Term

from indexer.engine import whoosh_engine, whoosh_portion, whoosh_writer
from indexer.engine.base import EngineRequest, FileState
from indexer.engine.manifest import FILE_NAME
from indexer.engine.toc import latest_generation, read_toc
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.engine.whoosh_files import open_current
from indexer.facets import FACETS
from indexer.models import Report
from indexer.query import ExactString, Group
from tests.engine.columnar.commits import Model, model_of, same, tidy, write
from tests.engine.columnar.generated import Document, make_document, make_documents

DOCUMENTS = make_documents(seed=41, size=40)


@pytest.fixture
def location(tmp_path: Path) -> Path:
    WhooshEngine(tmp_path / "index", create=True).close()
    return tmp_path / "index"


# ------------------------------------------------------------------------------------------- commits


@pytest.mark.parametrize("seed", range(6))
def test_any_row_of_commits_equals_a_dictionary(location: Path, seed: int) -> None:
    draw = random.Random(seed)
    model: dict[str, Document] = {}
    keeping: list[tuple[WhooshEngine, Model]] = []
    engine = WhooshEngine(location)
    for step in range(25):
        known = sorted(model)
        fresh = make_documents(seed=100 * seed + step + 50, size=draw.choice([0, 1, 1, 3, 8]))
        # Some come in place of others, with another text and of another file.
        added = [
            (replace(report, id=draw.choice(known)) if known and draw.random() < 0.3 else report, analysis)
            for report, analysis in fresh
        ]
        added = list(model_of(added).values())
        share = draw.choice([0, 0, 0.2, 0.9])
        deleted = [identity for identity in known if draw.random() < share] + ["0" * 16] * draw.randint(0, 1)
        with engine.writer(memory=draw.choice([0, 100])) as writer:
            for report, analysis in added:
                writer.add(report, analysis)
            writer.delete(deleted)
            if draw.random() < 0.8:
                writer.commit()
                for identity in deleted:
                    model.pop(identity, None)
                model |= model_of(added)
        if draw.random() < 0.7:
            engine.refresh()
            same(engine, model)
        if step % 6 == 0:
            keeping.append((WhooshEngine(location), dict(model)))
        tidy(location)
    for earlier, held in keeping:
        same(earlier, held)
        earlier.refresh()
        same(earlier, model)


def test_little_memory_makes_several_segments_that_answer_like_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whoosh_writer, "plan_merge", lambda sizes: [])
    engines = {}
    for memory, segments in ((0, len(DOCUMENTS)), (100, 1)):
        engine = engines[memory] = WhooshEngine(tmp_path / str(memory), create=True)
        write(engine.location, DOCUMENTS, memory=memory)
        engine.refresh()
        assert len(open_current(engine.location).opened) == segments
        same(engine, model_of(DOCUMENTS))
    tree = Or(
        [Term("words", "政协"), Term("sub_words", "提案"), ExactString("text", "政"), ExactString("title", "工作")]
    )
    for sort in ("relevance", "newest", "oldest"):
        request = EngineRequest(tree, {}, (Group(("政", "𠮷")),), FACETS, sort=sort, size=100)
        few, many = (engine.search(request) for engine in engines.values())
        assert [(hit.report, hit.occurrences) for hit in few.hits] == [
            (hit.report, hit.occurrences) for hit in many.hits
        ]
        assert [hit.score for hit in few.hits] == pytest.approx([hit.score for hit in many.hits], abs=1e-9)
        ranking = engines[0].rank(request)
        assert ranking.ids == tuple(hit.report.id for hit in few.hits)
        assert (ranking.total, ranking.occurrences, ranking.counts) == (few.total, few.occurrences, few.counts)


def test_a_segment_takes_no_more_once_it_is_as_large_as_memory_allows(
    location: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whoosh_writer, "plan_merge", lambda sizes: [])
    monkeypatch.setattr(whoosh_portion, "MOST_UNITS", 1000)
    draw = random.Random(1)
    write(location, [make_document(number, draw, "政" * 300) for number in range(10)], memory=1 << 20)
    assert sorted(len(segment.ids) for segment in open_current(location).opened.values()) == [2, 4, 4]


def test_small_commits_do_not_add_up(location: Path) -> None:
    for document in DOCUMENTS:
        write(location, [document])
        tidy(location)
    same(WhooshEngine(location), model_of(DOCUMENTS))


def test_what_is_added_and_deleted_in_one_commit_stays(location: Path) -> None:
    (report, analysis), other = DOCUMENTS[:2]
    write(location, [(report, analysis), other])
    changed = replace(report, text="另一份")
    write(location, [(changed, analysis)], deleted=[report.id, other[0].id])
    same(WhooshEngine(location), {report.id: (changed, analysis)})


def test_everything_can_be_deleted(location: Path) -> None:
    write(location, DOCUMENTS)
    write(location, [], deleted=[report.id for report, _ in DOCUMENTS])
    same(WhooshEngine(location), {})
    tidy(location)
    assert open_current(location).opened == {}
    write(location, DOCUMENTS[:2])
    same(WhooshEngine(location), model_of(DOCUMENTS[:2]))


# ------------------------------------------------------------------------------------------- readers


def test_a_commit_within_one_step_of_the_file_systems_clock_is_seen(
    location: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Directory and manifest bear the same times after every commit, and the manifest the same number of a file."""
    stamp = 1_700_000_000_000_000_000
    manifest, same_file = location / FILE_NAME, tmp_path / "manifest"

    def stopped() -> None:
        same_file.write_bytes(manifest.read_bytes())
        manifest.unlink()
        os.link(same_file, manifest)
        for path in (location, manifest):
            os.utime(path, ns=(stamp, stamp))

    stopped()
    monkeypatch.setattr(whoosh_engine.time, "time_ns", lambda: stamp + 1_000_000)
    engine = WhooshEngine(location)
    for number in range(1, 8):
        engine.refresh()
        write(location, DOCUMENTS[number - 1 : number])
        stopped()
        engine.refresh()
        assert engine.info().reports == number


def test_a_directory_that_did_not_change_is_not_read_again(location: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(location, DOCUMENTS[:2])
    changed = max(path.stat().st_mtime_ns for path in (location, location / FILE_NAME))
    monkeypatch.setattr(whoosh_engine.time, "time_ns", lambda: changed + 3_000_000_000)
    engine = WhooshEngine(location)
    engine.refresh()
    with monkeypatch.context() as patch:
        patch.delattr(whoosh_engine, "read_manifest")
        engine.refresh()
    write(location, DOCUMENTS[2:3])
    engine.refresh()
    assert engine.info().reports == 3


def test_segments_that_stay_are_not_opened_again(location: Path) -> None:
    write(location, DOCUMENTS[:5])
    engine = WhooshEngine(location)
    (held,) = open_current(location).opened.values()
    before = open_current(location)
    write(location, DOCUMENTS[5:6])
    after = open_current(location, opened=before.opened)
    assert [name for name in after.opened if after.opened[name] is before.opened.get(name)] == list(before.opened)
    assert held.documents == 5
    engine.refresh()
    assert engine.info().reports == 6
    assert len(read_toc(location, "z1", after.generation).segments) == len(after.opened)
    assert latest_generation(location, "z1") == after.generation == before.generation + 1


def test_states_of_files_are_of_live_reports(location: Path) -> None:
    def of(report: Report) -> FileState:
        return FileState(report.content_hash, (report.id,))

    reports = [replace(report, file=f"{number}") for number, (report, _) in enumerate(DOCUMENTS[:4])]
    write(location, [(report, DOCUMENTS[0][1]) for report in reports])
    write(location, [(replace(reports[1], file="moved"), DOCUMENTS[1][1])], deleted=[reports[0].id])
    assert WhooshEngine(location).files() == {
        ("r", "2"): of(reports[2]),
        ("r", "3"): of(reports[3]),
        ("r", "moved"): of(reports[1]),
    }
