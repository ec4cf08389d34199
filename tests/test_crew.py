"""What becomes of files whose processes end, told of processes that do what a test says."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from indexer import crew, dividing
from indexer.crew import Crew
from indexer.crew_member import Task
from indexer.limits import Limits
from indexer.outcome import FileResult, Progress
from indexer.prepare import Prepared
from indexer.roots import SourceFile

Answer = Callable[[SourceFile], FileResult]


class Scripted(Executor):
    """Answers by what a test gives it for each task; ``ends`` then ends it."""

    def __init__(self, told: Path, answers: Sequence[Answer], log: list[str], ends: threading.Event) -> None:
        self.told = told
        self.answers = list(answers)
        self.log = log
        self.ends = ends

    def submit(self, function: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if not given:  # it hands over
            future.set_result(())
            return future
        try:
            future.set_result(self.answers.pop(0)(given[0]))
        except (BrokenProcessPool, KeyboardInterrupt) as error:
            future.set_exception(error)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.log.append(f"waits for {self.told.name}")
        assert self.ends.wait(10)


class Pools:
    """Starts such processes, one after the other."""

    def __init__(self, folder: Path, *scripts: Sequence[Answer] | Executor) -> None:
        self.folder = folder
        self.scripts: Iterator[Sequence[Answer] | Executor] = iter(scripts)
        self.numbers = count()
        self.log: list[str] = []
        self.ends = threading.Event()

    def start(self) -> tuple[Executor, Path]:
        told = self.folder / str(next(self.numbers))
        script = next(self.scripts, None)
        if script is None:
            raise OSError(11, "no more processes")
        return script if isinstance(script, Executor) else Scripted(told, script, self.log, self.ends), told

    def stop(self) -> None:
        self.log.append("stop")
        self.ends.set()


def done(source: SourceFile) -> FileResult:
    return FileResult(source, "hash", ids=(source.file,))


def broken(source: SourceFile) -> FileResult:
    raise BrokenProcessPool


def interrupted(source: SourceFile) -> FileResult:
    raise KeyboardInterrupt


def here(source: SourceFile, known_hash: str | None) -> Prepared:
    return Prepared(source, "here")


def tasks(*names: str) -> list[Task]:
    return [(SourceFile("r", name, Path(name)), None) for name in names]


def adopt(made: Sequence[Any]) -> None:
    assert made == ()


def test_ctrl_c_does_not_wait_for_a_file_that_is_tried_alone(tmp_path: Path) -> None:
    pools = Pools(tmp_path, [broken], [interrupted])
    with pytest.raises(KeyboardInterrupt), Crew(pools.start, None, adopt, Progress(), pools.stop) as working:
        list(working.do(tasks("a.txt"), 1))
    assert pools.log[0] == "stop"
    assert "waits for 1" in pools.log


def test_processes_that_do_not_hear_are_ended_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_GRACE", 0.01)
    pools = Pools(tmp_path, [interrupted], [done], [done])
    killed: set[int] = set()

    def kill(number: int, signal: int) -> None:
        killed.add(number)
        if killed == {100, 101, 102}:
            pools.ends.set()

    monkeypatch.setattr(os, "kill", kill)
    for number in range(3):
        (tmp_path / str(number)).write_text(f"{100 + number}\n")
    with (
        pytest.raises(KeyboardInterrupt),
        Crew(pools.start, None, adopt, Progress(), lambda: None) as working,
    ):
        list(working.do(tasks("a.txt"), 3))
    assert pools.log == ["waits for 0", "waits for 1", "waits for 2"]


def test_a_process_that_ends_while_it_is_given_more_tells_which_file_it_was(tmp_path: Path) -> None:
    class Ending(Scripted):
        """Ends over its first file as it is given a second one."""

        def submit(self, function: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
            if self.told.exists():
                self.first.set_exception(BrokenProcessPool())
                raise BrokenProcessPool
            self.told.write_bytes(b"1\nTimeout (0:00:04)!\n")
            self.first: Future[Any] = Future()
            return self.first

    pools = Pools(tmp_path)
    pools.scripts = iter([Ending(tmp_path / "0", [], pools.log, pools.ends), [done, done]])
    pools.ends.set()
    with Crew(pools.start, Limits(seconds=4), adopt, Progress(), pools.stop) as working:
        found = {result.source.file: result for result in working.do(tasks("b.txt", "a.txt"), 1)}
    assert found["b.txt"].ids == ("b.txt",)
    (failure,) = found["a.txt"].failures
    assert "took more than" in failure.reason


def test_files_that_this_process_does_after_others_ended_are_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Losing(Scripted):
        """Does what it is given, and ends before it hands that over."""

        def submit(self, function: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
            if not given:
                raise BrokenProcessPool
            return super().submit(function, *given, **named)

    pools = Pools(tmp_path)
    pools.scripts = iter([Losing(tmp_path / "0", [done, done], pools.log, pools.ends)])
    pools.ends.set()
    monkeypatch.setattr(dividing, "_starting", lambda *given, **named: pools.start)
    told: list[str] = []
    notes: list[str] = []
    given = tasks("a.txt", "b.txt")
    results = dividing.divided(
        given,
        1,
        notes.append,
        here,
        progress=Progress(step=lambda result: told.append(result.source.file)),
        limits=Limits(),
    )
    assert {result.content_hash for result in results} == {"here"}
    assert sorted(told) == ["a.txt", "b.txt"]
    assert "without limits" in notes[0]
