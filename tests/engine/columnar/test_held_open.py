"""Files that readers hold open, on a system that then refuses to remove and to replace them, as Windows does."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from indexer.engine import disk
from indexer.engine.manifest import FILE_NAME
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import IndexerError
from tests.engine.columnar.commits import model_of, same, tidy, write
from tests.engine.columnar.generated import make_documents
from tests.engine.columnar.held_open import held, refuse_what_is_held

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc tells which files are held open")
DOCUMENTS = make_documents(seed=7, size=60)


@pytest.fixture
def location(tmp_path: Path) -> Path:
    WhooshEngine(tmp_path / "index", create=True).close()
    return tmp_path / "index"


def test_the_double_refuses_what_is_open_or_mapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = refuse_what_is_held(monkeypatch)
    path, other = tmp_path / "a", tmp_path / "b"
    path.write_text("a")
    with path.open(), pytest.raises(PermissionError):
        path.unlink()
    other.write_text("b")
    with path.open(), pytest.raises(PermissionError):
        other.replace(path)
    assert refused == ["a", "a"]
    other.replace(path)
    path.unlink()


def test_what_a_reader_holds_is_removed_by_a_later_commit(location: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = refuse_what_is_held(monkeypatch)
    write(location, DOCUMENTS[:10])
    reader = WhooshEngine(location)
    for number in range(10, 50):  # one at a time, so that segments are merged
        write(location, DOCUMENTS[number : number + 1], deleted=[DOCUMENTS[number - 10][0].id])
        same(reader, model_of(DOCUMENTS[:10]))
    assert refused
    same(WhooshEngine(location), model_of(DOCUMENTS[40:50]))
    reader.refresh()
    same(reader, model_of(DOCUMENTS[40:50]))
    reader.close()
    del reader
    write(location, DOCUMENTS[50:51])
    tidy(location)


def test_a_rebuild_takes_the_place_of_an_index_that_is_read(location: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = refuse_what_is_held(monkeypatch)
    write(location, DOCUMENTS[:10])
    reader = WhooshEngine(location)
    with WhooshEngine.rebuilder(location, memory=0) as writer:
        for document in DOCUMENTS[10:30]:
            writer.add(*document)
        writer.commit()
    assert refused
    same(reader, model_of(DOCUMENTS[:10]))
    same(WhooshEngine(location), model_of(DOCUMENTS[10:30]))
    reader.refresh()
    same(reader, model_of(DOCUMENTS[10:30]))
    with WhooshEngine.rebuilder(location, memory=0) as writer:
        writer.add(*DOCUMENTS[0])
        writer.commit()
    reader.close()
    del reader
    write(location, DOCUMENTS[1:2])
    same(WhooshEngine(location), model_of(DOCUMENTS[:2]))


def test_a_manifest_that_somebody_reads_is_replaced_a_moment_later(
    location: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = refuse_what_is_held(monkeypatch)
    with (location / FILE_NAME).open() as reading:
        monkeypatch.setattr(disk.time, "sleep", lambda seconds: reading.close())
        write(location, DOCUMENTS[:3])
    assert refused.count(FILE_NAME) == 1
    same(WhooshEngine(location), model_of(DOCUMENTS[:3]))


def test_a_manifest_that_is_held_for_good_is_told(location: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(location, DOCUMENTS[:3])
    refuse_what_is_held(monkeypatch)
    with (location / FILE_NAME).open() as reading:
        assert held(location / FILE_NAME)
        with WhooshEngine.rebuilder(location, memory=0) as writer:
            writer.add(*DOCUMENTS[5])
            with pytest.raises(IndexerError, match="cannot write to the index"):
                writer.commit()
        reading.read()
    same(WhooshEngine(location), model_of(DOCUMENTS[:3]))
    write(location, DOCUMENTS[3:4])
    same(WhooshEngine(location), model_of(DOCUMENTS[:4]))
