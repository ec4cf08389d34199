"""A file that takes more than a file may is reported, and costs nothing that was done before or comes after."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import pytest

from indexer import crew, dividing, prepare
from indexer.crew_member import Task, Work
from indexer.dividing import divided
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import IndexerError
from indexer.limits import BYTES_A_TIME, Limits
from indexer.outcome import FileResult, Progress
from indexer.prepare import Prepared
from indexer.readers import programs
from indexer.roots import SourceFile
from indexer.segment import segmenter

LIMITS = Limits(seconds=4, memory=150)


@pytest.fixture(autouse=True, scope="module")
def _dictionary() -> None:
    """Loaded here, so that forked processes have it: on a busy machine that alone takes a file's time."""
    segmenter(None)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    folder = tmp_path / "r"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(f"第{number}号示例报告。" * (number + 1), "utf-8")
    return folder


def done(top: Path, work: Work) -> dict[str, FileResult]:
    """Index with limits; the results, each file once, what is indexed being what they say."""
    told: list[str] = []
    engine = WhooshEngine(top.parent / "index", create=True)
    tasks = [(SourceFile("r", path.name, path), None) for path in sorted(top.iterdir())]
    with engine.writer(memory=100) as writer:
        results = divided(
            tasks,
            1,
            pytest.fail,
            work,
            writer,
            Progress(step=lambda result: told.append(result.key[1])),
            limits=LIMITS,
        )
        found = {result.key[1]: result for result in results}
        writer.commit()
    assert sorted(told) == sorted(found) == sorted(path.name for path in top.iterdir())
    engine.refresh()
    assert sorted(file for _, file in engine.files()) == sorted(name for name, each in found.items() if each.ids)
    engine.close()
    return found


def reasons(found: dict[str, FileResult]) -> dict[str, str]:
    return {name: failure.reason for name, each in sorted(found.items()) for failure in each.failures}


def backtrack(source: SourceFile, known_hash: str | None) -> Prepared:
    """Holds Python's lock for ever, in C, where no thread and no signal gets at it."""
    if source.file == "03.txt":
        (source.path.parent.parent / "begun").touch()
        re.match("(a|a)*$", "a" * 60 + "b")
    return prepare.prepare(source, known_hash)


def backtrack_or_nothing(source: SourceFile, known_hash: str | None) -> Prepared:
    """The same, but that it needs no dictionary, which a process that is started afresh has to load first."""
    return backtrack(source, known_hash) if source.file == "03.txt" else Prepared(source, source.file)


def filling(source: SourceFile, known_hash: str | None) -> Prepared:
    """As a reader of ours or a library that fills the memory."""
    prepare.split = lambda document: [bytearray(10_000_000) for _ in iter(int, 1)]
    return prepare.prepare(source, known_hash)


def running_a_program(source: SourceFile, known_hash: str | None) -> Prepared:
    if source.file == "03.txt":
        programs.run([sys.executable, "-c", "import time; time.sleep(5)"], 60)
    return prepare.prepare(source, known_hash)


def test_time_is_over_whatever_it_is_spent_on(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_MOST_HELD", 0.0)  # a process hands over each file, once one was ended
    told = reasons(done(top, backtrack))
    assert list(told) == ["03.txt"]
    assert "took more than 4 seconds" in told["03.txt"]
    assert "--seconds-per-file" in told["03.txt"]


def test_two_processes_lose_one_file_between_them(top: Path) -> None:
    tasks: list[Task] = [(SourceFile("r", path.name, path), None) for path in sorted(top.iterdir())]
    found = list(divided(tasks, 2, pytest.fail, backtrack_or_nothing, limits=LIMITS))
    assert len(found) == len(tasks) == len({result.key for result in found})
    assert [result.source.file for result in found if not result.content_hash] == ["03.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process how much memory it may have")
def test_memory_is_over_before_the_machines_is(top: Path) -> None:
    for path in sorted(top.iterdir())[2:]:
        path.unlink()
    told = reasons(done(top, filling))
    assert list(told) == ["00.txt", "01.txt"]
    assert all("more memory" in reason and "--memory-per-file" in reason for reason in told.values())


def test_the_time_of_programs_is_their_own(top: Path) -> None:
    assert reasons(done(top, running_a_program)) == {}


def test_a_large_file_may_take_longer() -> None:
    assert [LIMITS.seconds_for(size) for size in (0, BYTES_A_TIME, 5 * BYTES_A_TIME + 1)] == [4, 8, 24]


def test_no_more_text_is_taken_than_files_have(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "MOST_CHARACTERS", 20)
    monkeypatch.setattr(prepare, "MOST_A_BYTE", 0)
    made = [prepare.prepare(SourceFile("r", name, top / name), None) for name in ("01.txt", "02.txt")]
    assert [len(each.reports) for each in made] == [1, 0]
    assert "more text than is taken" in made[1].failures[0].reason


def test_of_a_thousand_errors_the_number_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "第一号示例报告。"}\n' + '{"x": 1}\n' * 5000, "utf-8")
    made = prepare.prepare(SourceFile("r", file.name, file), None)
    assert len(made.reports) == 1
    assert len(made.failures) == prepare.MOST_ERRORS + 1
    assert made.failures[-1].reason.startswith("4,000 more errors")


def test_ctrl_c_does_not_wait_for_a_library(top: Path) -> None:
    code = (
        "import os, signal, sys, threading; from pathlib import Path; from tests.processes import until; from tests.test_limits import *\n"
        "if __name__ == '__main__':\n"
        "    crew._GRACE = 0.5\n"
        "    def interrupt():\n"
        "        until((Path(sys.argv[1]).parent / 'begun').exists)\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "    threading.Thread(target=interrupt).start()\n"
        "    tasks = [(SourceFile('r', '03.txt', Path(sys.argv[1]) / '03.txt'), None)]\n"
        "    list(divided(tasks, 1, print, backtrack, limits=Limits()))"
    )
    began = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-c", code, str(top)], cwd=Path(__file__).parent.parent, capture_output=True, check=False
    )
    assert b"KeyboardInterrupt" in ended.stderr
    assert time.monotonic() - began < 60  # not the 120 seconds that a file may take


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_nobody_is_warned_of_a_fork(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From 3.12 on Python warns of any thread there is, also of idle ones of libraries."""
    forked: list[int] = []

    def fork() -> int:
        number = usual()
        if number:
            forked.append(number)
            warnings.warn("there are threads", DeprecationWarning, stacklevel=2)
        return number

    usual = os.fork
    monkeypatch.setattr(os, "fork", fork)
    monkeypatch.setattr(dividing, "active_count", lambda: 1)
    assert reasons(done(top, prepare.prepare)) == {}
    assert len(forked) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="sizes of files are limited the POSIX way")
def test_without_room_for_temporary_files_that_is_said(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    monkeypatch.setattr(tempfile, "tempdir", None)  # which is looked for but once
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        with pytest.raises(IndexerError, match=r"no place for temporary files .*TMPDIR"):
            list(divided([(SourceFile("r", "a.txt", top / "a.txt"), None)], 1, pytest.fail, backtrack, limits=LIMITS))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
