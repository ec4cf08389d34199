"""Processes that build the index side by side: what one did is not lost when another, or it itself, comes to grief."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer import dividing
from indexer.crew_member import Task
from indexer.dividing import divided
from indexer.engine.columnar.build import SegmentBuilder
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import IndexerError
from indexer.ingest import Progress, index_paths
from indexer.outcome import FileResult
from indexer.prepare import Prepared, prepare
from indexer.readers import programs
from indexer.roots import SourceFile
from tests.engine.columnar.commits import tidy
from tests.processes import runs, until

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a process outright")
FILES = 14


@pytest.fixture
def top(tmp_path: Path) -> Path:
    folder = tmp_path / "r"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number:02}.txt").write_text(f"第{number}号示例报告。" * (number + 1), "utf-8")
    return folder


@pytest.fixture
def location(tmp_path: Path) -> Path:
    return tmp_path / "index"


def tasks(top: Path) -> list[Task]:
    return [(SourceFile("r", path.name, path), None) for path in sorted(top.iterdir())]


def indexed(location: Path) -> list[str]:
    return sorted(file for _, file in WhooshEngine(location).files())


def in_processes(
    top: Path, location: Path, work: Callable[[SourceFile, str | None], Prepared], memory: int = 100
) -> list[FileResult]:
    """Index with two processes that do ``work``; the results, each file once."""
    told: list[str] = []
    engine = WhooshEngine(location, create=True)
    with engine.writer(memory=memory) as writer:
        done = divided(
            tasks(top), 2, pytest.fail, work, writer, Progress(step=lambda result: told.append(result.key[1]))
        )
        results = list(done)
        writer.commit()
    assert sorted(told) == sorted(result.key[1] for result in results) == sorted(path.name for path in top.iterdir())
    return results


def kill_or_prepare(source: SourceFile, known_hash: str | None) -> Prepared:
    if source.file in ("03.txt", "09.txt"):
        os.kill(os.getpid(), signal.SIGKILL)
    return prepare(source, known_hash)


def kill_once_or_prepare(source: SourceFile, known_hash: str | None) -> Prepared:
    """Kills its process the first time that one of some files is read, so that none of them is the cause."""
    marked = source.path.parent.parent / f"{source.file}.read"
    if int(source.file[:2]) in kills_of(source.path.parent) and not marked.exists():
        marked.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return prepare(source, known_hash)


def kills_of(top: Path) -> range:
    return range(int((top.parent / "kills").read_text()))


def on_a_full_disk(source: SourceFile, known_hash: str | None) -> Prepared:
    def full(self: SegmentBuilder, path: Path) -> None:
        path.write_bytes(b"begun")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    SegmentBuilder.write = full
    return prepare(source, known_hash)


def without_memory(source: SourceFile, known_hash: str | None) -> Prepared:
    def exhausted(self: SegmentBuilder, path: Path) -> None:
        raise MemoryError

    SegmentBuilder.write = exhausted
    return prepare(source, known_hash)


@pytest.mark.parametrize("memory", [0, 100])
def test_every_file_is_indexed_once(top: Path, location: Path, memory: int) -> None:
    results = in_processes(top, location, prepare, memory)
    assert indexed(location) == [f"{number:02}.txt" for number in range(FILES)]
    assert {result.key[1]: result.characters for result in results} == {
        path.name: len(path.read_text("utf-8")) for path in top.iterdir()
    }
    assert all(result.parts == {None: 1} and len(result.ids) == 1 for result in results)


@pytest.mark.parametrize("memory", [0, 100])
def test_what_a_killed_process_had_done_is_done_again(top: Path, location: Path, memory: int) -> None:
    results = in_processes(top, location, kill_or_prepare, memory)
    assert sorted(result.key[1] for result in results if result.failures) == ["03.txt", "09.txt"]
    assert indexed(location) == [f"{number:02}.txt" for number in range(FILES) if number not in (3, 9)]
    tidy(location)  # what the killed processes had begun is gone


def test_a_file_that_is_not_the_cause_is_indexed_too(top: Path, location: Path) -> None:
    (top.parent / "kills").write_text("3")
    assert not any(result.failures for result in in_processes(top, location, kill_once_or_prepare))
    assert indexed(location) == [f"{number:02}.txt" for number in range(FILES)]


def test_processes_that_end_again_and_again_end_the_run(top: Path, location: Path) -> None:
    (top.parent / "kills").write_text("8")
    with pytest.raises(IndexerError, match="fewer --jobs or a smaller --memory"):
        in_processes(top, location, kill_once_or_prepare)
    assert indexed(location) == []


@pytest.mark.parametrize(("work", "message"), [(on_a_full_disk, "cannot write"), (without_memory, "smaller --memory")])
def test_a_process_that_cannot_write_ends_the_run_and_changes_nothing(
    top: Path, location: Path, work: Callable[[SourceFile, str | None], Prepared], message: str
) -> None:
    index_paths([top / "00.txt"], location)
    before = {path.name: path.read_bytes() for path in location.iterdir()}
    with pytest.raises(IndexerError, match=message):
        in_processes(top, location, work)
    assert {path.name: path.read_bytes() for path in location.iterdir()} == before


def test_one_process_and_several_make_the_same_index(top: Path, tmp_path: Path) -> None:
    engines = []
    for jobs in (1, 3):
        index_paths([top], tmp_path / str(jobs), jobs=jobs)
        engines.append(WhooshEngine(tmp_path / str(jobs)))
    one, several = engines
    assert one.files() == several.files()
    for state in one.files().values():
        for identity in state.ids:
            assert one.report(identity) == several.report(identity)


def test_few_files_are_read_by_other_processes_only_if_they_are_large(
    top: Path, location: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = tasks(top)[:2]
    here = str(os.getpid())
    assert {result.content_hash for result in divided(some, 2, pytest.fail, where)} == {here}
    monkeypatch.setattr(dividing, "_INLINE_BYTES", 10)
    assert here not in {result.content_hash for result in divided(some, 2, pytest.fail, where)}
    assert {result.content_hash for result in divided(some[:1], 2, pytest.fail, where)} == {here}


def where(source: SourceFile, known_hash: str | None) -> Prepared:
    return Prepared(source, str(os.getpid()))


def run_and_wait(source: SourceFile, known_hash: str | None) -> Prepared:
    """As a reader that has a program do the work, which starts another."""
    above = source.path.parent.parent
    (above / f"{os.getpid()}.pid").touch()
    with programs.folder() as folder:
        assert folder.parent == above / "temporary"
        programs.run(["sh", "-c", f"sleep 600 & touch {above}/$!.pid; wait"], 600)
    return Prepared(source, "")


@pytest.mark.parametrize("ending", ["SIGKILL", "SIGTERM", "SIGINT"])
def test_processes_and_their_programs_end_with_the_one_that_started_them(top: Path, ending: str) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.test_ingest_workers import *\n"
        "if __name__ == '__main__':\n"
        "    list(divided(tasks(Path(sys.argv[1])), 2, print, run_and_wait))"
    )
    temporary = top.parent / "temporary"
    temporary.mkdir()
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(top)],
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    try:
        until(lambda: len(list(top.parent.glob("*.pid"))) == 4)
        parent.send_signal(getattr(signal, ending))
        parent.wait(60)
        pids = [int(path.stem) for path in top.parent.glob("*.pid")]
        until(lambda: not any(map(runs, pids)))
        assert list(temporary.glob("zhengxie-*")) == []
    finally:
        parent.kill()


def test_progress_tells_each_file_once(top: Path, location: Path) -> None:
    told: list[str] = []
    index_paths([top], location, jobs=2, progress=Progress(step=lambda result: told.append(result.key[1])))
    assert sorted(told) == [f"{number:02}.txt" for number in range(FILES)]


def kill_with_a_folder(source: SourceFile, known_hash: str | None) -> Prepared:
    """As where the system, short of memory, ends a process that has a program convert a file."""
    if source.file == "03.txt":
        with programs.folder() as folder:
            (folder / "profile").mkdir()
            os.kill(os.getpid(), signal.SIGKILL)
    return Prepared(source, source.file)


def test_of_a_process_that_was_killed_no_temporary_folder_stays(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = top.parent / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    results = list(divided(tasks(top), 2, pytest.fail, kill_with_a_folder))
    assert [result.key[1] for result in results if result.failures] == ["03.txt"]
    assert list(temporary.glob("zhengxie-*")) == []


def between_stages(source: SourceFile, known_hash: str | None) -> Prepared:
    """As where memory runs out while what was read of a file is put together."""
    if source.file == "03.txt":
        raise MemoryError
    return prepare(source, known_hash)


@pytest.mark.parametrize("jobs", [1, 2])
def test_memory_that_runs_out_anywhere_costs_one_file(top: Path, jobs: int) -> None:
    results = list(divided(tasks(top), jobs, pytest.fail, between_stages))
    assert len(results) == FILES
    told = {result.key[1]: failure.reason for result in results for failure in result.failures}
    assert list(told) == ["03.txt"]
    assert "--memory-per-file" in told["03.txt"]
