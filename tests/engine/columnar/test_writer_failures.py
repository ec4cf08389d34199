"""What fails while an index is written leaves it, and its directory, as they were."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from indexer.engine import whoosh_files, whoosh_writer
from indexer.engine.columnar.build import SegmentBuilder
from indexer.engine.columnar.tiers import FULL
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.engine.whoosh_writer import WhooshWriter
from indexer.errors import IndexerError
from tests.engine.columnar.commits import contents, model_of, same, tidy, write
from tests.engine.columnar.generated import Document, make_documents

DOCUMENTS = make_documents(seed=42, size=40)


@pytest.fixture
def location(tmp_path: Path) -> Path:
    WhooshEngine(tmp_path / "index", create=True).close()
    return tmp_path / "index"


def full(*arguments: object, **named: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def full_after_some(self: SegmentBuilder, path: Path) -> None:
    path.write_bytes(b"begun")
    full()


def full_while_merging(segments: object, live: object, path: Path) -> None:
    path.write_bytes(b"begun")
    full()


FAILURES: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "writing a segment": lambda patch: patch.setattr(SegmentBuilder, "write", full_after_some),
    "merging": lambda patch: patch.setattr(whoosh_writer, "merge_segments", full_while_merging),
    "writing the table of contents": lambda patch: patch.setattr(whoosh_files.SyncedStorage, "rename_file", full),
}


@pytest.mark.parametrize("memory", [0, 100])
@pytest.mark.parametrize("failing", FAILURES)
def test_a_full_disk_leaves_index_and_directory_as_they_were(
    location: Path, monkeypatch: pytest.MonkeyPatch, failing: str, memory: int
) -> None:
    for number in range(FULL - 1):  # one more is merged with these
        write(location, DOCUMENTS[2 * number : 2 * number + 2])
    model = model_of(DOCUMENTS[: 2 * FULL - 2])
    before = contents(location)
    engine = WhooshEngine(location)
    with monkeypatch.context() as patch:
        FAILURES[failing](patch)
        with pytest.raises(IndexerError, match=r"cannot write to the index .*No space left"):
            write(location, DOCUMENTS[6:20], deleted=[DOCUMENTS[0][0].id], memory=memory)
    assert contents(location) == before
    engine.refresh()
    same(engine, model)
    write(location, DOCUMENTS[6:20])
    engine.refresh()
    same(engine, model | model_of(DOCUMENTS[6:20]))
    tidy(location)


def add(writer: WhooshWriter, documents: Sequence[Document]) -> None:
    for document in documents:
        writer.add(*document)


def rebuild(location: Path, documents: Sequence[Document]) -> None:
    with WhooshEngine.rebuilder(location, memory=0) as writer:
        add(writer, documents)
        writer.commit()


@pytest.mark.parametrize("failing", FAILURES)
def test_a_rebuild_on_a_full_disk_leaves_the_earlier_index(
    location: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    write(location, DOCUMENTS[:10])
    before = contents(location)
    with monkeypatch.context() as patch:
        FAILURES[failing](patch)
        with pytest.raises(IndexerError, match="cannot write"):
            rebuild(location, DOCUMENTS)
    after = contents(location)
    assert after.items() >= before.items()
    assert failing == "writing the table of contents" or after == before
    same(WhooshEngine(location), model_of(DOCUMENTS[:10]))
    rebuild(location, DOCUMENTS)
    same(WhooshEngine(location), model_of(DOCUMENTS))
    tidy(location)


@pytest.mark.parametrize("anew", [False, True])
def test_a_manifest_that_cannot_be_written_leaves_the_commit_before(
    location: Path, monkeypatch: pytest.MonkeyPatch, anew: bool
) -> None:
    write(location, DOCUMENTS[:10])
    with monkeypatch.context() as patch:
        patch.setattr(whoosh_writer, "write_manifest", full)
        with pytest.raises(IndexerError, match="cannot write"):
            (rebuild if anew else write)(location, DOCUMENTS[10:20])
    same(WhooshEngine(location), model_of(DOCUMENTS[:10]))
    tidy(location)
    write(location, DOCUMENTS[20:22])
    assert WhooshEngine(location).info().reports == 12


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


def test_what_a_killed_writer_left_is_removed_by_the_next_commit(location: Path) -> None:
    write(location, DOCUMENTS[:3])
    for name in ("z1_0123456789abcdef.seg", "_z1_2.toc.1234.5", "_z1_0.toc"):
        (location / name).write_bytes(b"begun")
    same(WhooshEngine(location), model_of(DOCUMENTS[:3]))
    write(location, DOCUMENTS[3:4])
    same(WhooshEngine(location), model_of(DOCUMENTS[:4]))
    tidy(location)
