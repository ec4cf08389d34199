"""What a reader holds ends with it, and what was broken off half-way is told apart from what was done."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest
from whoosh.query import Term

from indexer.engine import whoosh_writer
from indexer.engine.base import EngineRequest
from indexer.engine.manifest import Manifest, write_manifest, write_words
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import NoIndex
from tests.engine.columnar.generated import make_documents

DOCUMENTS = make_documents(seed=7, size=6)


def write(location: Path, *, rebuild: bool = False) -> None:
    engine = WhooshEngine(location, create=True)
    with WhooshEngine.rebuilder(location) if rebuild else engine.writer() as writer:
        for document in DOCUMENTS:
            writer.add(*document)
        writer.commit()


def test_a_commit_that_nobody_reads_any_more_is_let_go_at_once(tmp_path: Path) -> None:
    write(tmp_path / "index")
    engine = WhooshEngine(tmp_path / "index")
    engine.search(EngineRequest(Term("words", "政协"), {"kind": frozenset({"工作综述"})}, facets=("kind",)))
    snapshot = weakref.ref(engine._snapshot)
    segment = weakref.ref(engine._snapshot.segments[0])
    gc.disable()
    try:
        write(tmp_path / "index", rebuild=True)
        engine.refresh()
        assert snapshot() is None
        assert segment() is None
    finally:
        gc.enable()


def test_an_index_whose_making_was_broken_off_can_be_made(tmp_path: Path) -> None:
    location = tmp_path / "index"
    location.mkdir()
    write_words(location, "z1", ())
    with pytest.raises(NoIndex):
        WhooshEngine(location)
    write(location)
    assert WhooshEngine(location).info().reports == len(DOCUMENTS)


def test_a_rebuild_that_is_interrupted_after_the_switch_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    location = tmp_path / "index"
    write(location)

    def interrupted(where: Path, manifest: Manifest) -> None:
        write_manifest(where, manifest)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(whoosh_writer, "write_manifest", interrupted)
        with pytest.raises(KeyboardInterrupt):
            write(location, rebuild=True)
    engine = WhooshEngine(location)
    assert engine._commit.manifest.name == "z2"
    assert engine.info().reports == len(DOCUMENTS)
