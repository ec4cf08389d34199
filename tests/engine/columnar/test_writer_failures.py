"""What fails while an index is written leaves it, and its directory, as they were."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from indexer.engine import disk, whoosh_writer
from indexer.engine.columnar.build import SegmentBuilder
from indexer.engine.manifest import read_manifest
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.engine.whoosh_writer import WhooshWriter
from indexer.errors import CorruptIndex, IndexerError
from tests.engine.columnar.commits import model_of, same, tidy, write
from tests.engine.columnar.generated import Document, make_documents

DOCUMENTS = make_documents(seed=42, size=40)


@pytest.fixture
def location(tmp_path: Path) -> Path:
    WhooshEngine(tmp_path / "index", create=True).close()
    return tmp_path / "index"


def full(*arguments: object, **named: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def add(writer: WhooshWriter, documents: Sequence[Document]) -> None:
    for document in documents:
        writer.add(*document)


def rebuild(location: Path, documents: Sequence[Document]) -> None:
    with WhooshEngine.rebuilder(location, memory=0) as writer:
        add(writer, documents)
        writer.commit()


def test_a_writer_that_failed_once_commits_nothing(location: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(location, DOCUMENTS[:1])
    with WhooshEngine(location).writer(memory=0) as writer:
        with monkeypatch.context() as patch:
            patch.setattr(SegmentBuilder, "write", full)
            with pytest.raises(IndexerError, match="cannot write"):
                add(writer, DOCUMENTS[:3])
        with pytest.raises(IndexerError):
            writer.commit()
    same(WhooshEngine(location), model_of(DOCUMENTS[:1]))


@pytest.mark.parametrize("commits", [True, False])
def test_what_a_killed_writer_left_is_removed_by_the_next(location: Path, commits: bool) -> None:
    write(location, DOCUMENTS[:3])
    left = ("z1_0123456789abcdef.seg", "_z1_2.toc.1234.5", "_z1_9.toc", "z2_0123456789abcdef.seg", "zhengxie.json.new")
    for name in (*left, "_z1_0.toc", ".zhengxie.json.new", "_z1_2.toc.new"):
        (location / name).write_bytes(b"begun")
    same(WhooshEngine(location), model_of(DOCUMENTS[:3]))
    if commits:
        write(location, DOCUMENTS[3:4])
    else:
        WhooshWriter(location).__exit__(None, None, None)
    same(WhooshEngine(location), model_of(DOCUMENTS[: 4 if commits else 3]))
    tidy(location)


def test_what_a_killed_rebuild_did_not_get_to_remove_the_next_run_removes(
    location: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(location, DOCUMENTS[:3])
    with monkeypatch.context() as patch:
        patch.setattr(WhooshWriter, "_tidy", full)
        rebuild(location, DOCUMENTS[:5])
    assert [*location.glob("z1_*.seg")]
    WhooshWriter(location).__exit__(None, None, None)
    same(WhooshEngine(location), model_of(DOCUMENTS[:5]))
    tidy(location)


def test_a_first_rebuild_that_was_killed_leaves_an_empty_index(tmp_path: Path) -> None:
    location = tmp_path / "index"
    killed = WhooshEngine.rebuilder(location, memory=0)
    add(killed, DOCUMENTS[:5])
    killed._lock.release()  # as the system does; nothing else is done any more
    assert [*location.glob("*.seg")]
    same(WhooshEngine(location), {})
    write(location, DOCUMENTS[:3])
    same(WhooshEngine(location), model_of(DOCUMENTS[:3]))
    tidy(location)
    rebuild(location, DOCUMENTS[:5])
    same(WhooshEngine(location), model_of(DOCUMENTS[:5]))
    tidy(location)


@pytest.mark.parametrize("anew", [False, True])
def test_what_may_have_been_committed_is_not_removed(
    location: Path, monkeypatch: pytest.MonkeyPatch, anew: bool
) -> None:
    """A disk that fails when the manifest was replaced, and from then on cannot even be read."""
    write(location, DOCUMENTS[:3])
    before = read_manifest(location)

    def unreadable(place: Path) -> None:
        raise CorruptIndex(f"cannot read the manifest in {place}")

    def fail_after_the_switch(folder: Path) -> None:
        if read_manifest(folder) != before:
            patch.setattr(whoosh_writer, "read_manifest", unreadable)
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(disk, "sync_directory", fail_after_the_switch)
        with pytest.raises(IndexerError, match="Input/output error"):
            (rebuild if anew else write)(location, DOCUMENTS[3:5])
    same(WhooshEngine(location), model_of(DOCUMENTS[3 if anew else 0 : 5]))
