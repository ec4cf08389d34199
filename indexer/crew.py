"""Several processes between which files are divided; each adds what it makes of them to a portion of the index of its own."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from threading import Thread
from types import TracebackType
from typing import Any, Final, Self

from indexer.engine.base import Analysis, Portion
from indexer.errors import IndexerError
from indexer.models import Report
from indexer.outcome import FileResult
from indexer.prepare import Failure, Prepared
from indexer.readers import programs
from indexer.roots import SourceFile

Task = tuple[SourceFile, str | None]
"""A file, and the hash of its content that the index knows."""
Work = Callable[[SourceFile, str | None], Prepared]
"""What is done to a task."""
_MOST_INNOCENT: Final = 3
"""So often a process may end for another reason than the file it was reading."""
_AHEAD: Final = 2
"""Files given to each process at a time, so that none waits for this one."""


def added(prepared: Prepared, add: Callable[[Report, Analysis], None]) -> FileResult:
    """Add the reports of a file; what is left to be told of it."""
    for report, analysis in prepared.reports:
        add(report, analysis)
    return FileResult(
        prepared.source,
        prepared.content_hash,
        ids=tuple(report.id for report, _ in prepared.reports),
        parts={report.member: report.parts for report, _ in prepared.reports},
        characters=sum(len(report.text) for report, _ in prepared.reports),
        failures=prepared.failures,
        unchanged=prepared.unchanged,
        skipped=prepared.skipped,
    )


class NoProcess(Exception):
    """The system starts no further process."""


class _Process:
    """One process that works on files in turn and adds what comes of them to a portion of its own.

    Raises NoProcess where it cannot be started. Futures raise BrokenProcessPool when it has ended.
    """

    def __init__(self, start: Callable[[], Executor]) -> None:
        self.held: list[tuple[Task, FileResult]] = []
        """Done, but not adopted: lost if the process ends now."""
        self.handing_over: list[tuple[Task, FileResult]] = []
        """Those of them that it is about to hand over."""
        try:
            self._pool = start()
        except OSError as error:
            raise NoProcess(error.strerror or str(error)) from error

    def do(self, task: Task) -> Future[FileResult]:
        try:
            with _uninterrupted():  # the first time starts the process
                return self._pool.submit(_do, *task)
        except OSError as error:
            raise NoProcess(error.strerror or str(error)) from error

    def hand_over(self) -> Future[Sequence[Any]]:
        future = self._pool.submit(_finish)
        self.handing_over, self.held = self.held, []
        return future

    def close(self) -> None:
        """Wait for what is being worked on; drop the rest."""
        self._pool.shutdown(cancel_futures=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Put Ctrl-C off for a moment. A process that is started meanwhile never hears of it, not even before it has begun."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_here: tuple[Work, Portion]
"""In a process of the crew: what it does, and what it builds."""


def begin(work: Work, portion: Callable[[], Portion], line: Connection) -> None:
    """Make the process that calls it one of a crew. When the other end of ``line`` is closed, it ends at once."""
    global _here
    # Ctrl-C is for the process that collects the results.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_when_told, args=(line,), daemon=True).start()
    _here = work, portion()


def _end_when_told(line: Connection) -> None:
    """Nothing is wanted of a process whose parent closed the line, or was killed: it would work, or wait for work, for ever."""
    parent = parent_process()
    if parent is not None:
        wait_for([parent.sentinel, line])
        programs.end_all()
        os._exit(1)


def _do(source: SourceFile, known_hash: str | None) -> FileResult:
    work, portion = _here
    return added(work(source, known_hash), portion.add)


def _finish() -> Sequence[Any]:
    return _here[1].finish()


class Crew:
    """Several processes between which files are divided; ends them when it is left, at once where an exception leaves it."""

    def __init__(
        self,
        start: Callable[[], Executor],
        adopt: Callable[[Sequence[Any]], object],
        done: Callable[[FileResult], None],
        stop: Callable[[], None],
    ) -> None:
        """``start`` makes an executor of one process that was begun with ``begin``; ``adopt`` takes what a portion's
        ``finish`` gave; ``done`` hears once of each file that was read; ``stop`` ends the processes at once."""
        self._start = start
        self._stop = stop
        self._adopt = adopt
        self._done = done
        self._told: set[Task] = set()
        self._processes: list[_Process] = []
        self._under_way: dict[Future[Any], tuple[_Process, Task | None]] = {}
        """In the order of being given; no task is a handing over."""
        self._innocent = 0

    def do(self, waiting: list[Task], processes: int) -> Iterator[FileResult]:
        """Take tasks from the end of ``waiting`` until all are done and what came of them is adopted.

        Raises NoProcess, with every task not done in ``waiting`` again, when no process can be started.
        """
        self._processes = [_Process(self._start) for _ in range(processes)]
        while True:
            for process in list(self._processes):
                self._occupy(process, waiting)
            if not self._under_way:
                return
            for future in wait(self._under_way, return_when=FIRST_COMPLETED).done:
                if future not in self._under_way:
                    continue  # its process has ended, as another of its futures told
                process, task = self._under_way[future]
                try:
                    result = future.result()
                except BrokenProcessPool:
                    yield from self._replace(process, waiting)
                    continue
                del self._under_way[future]
                if task is None:
                    self._adopt(result)
                    yield from (each for _, each in process.handing_over)
                    process.handing_over = []
                else:
                    process.held.append((task, result))
                    self._tell(task, result)

    def _occupy(self, process: _Process, waiting: list[Task]) -> None:
        """Give a process what there is to do; when nothing is left, have it hand over what it made."""
        given = sum(each is process for each, _ in self._under_way.values())
        try:
            while waiting and given < _AHEAD:
                future: Future[Any] = process.do(waiting[-1])
                self._under_way[future] = process, waiting.pop()
                given += 1
            if not given and process.held:
                future = process.hand_over()
                self._under_way[future] = process, None
        except NoProcess:
            self._processes.remove(process)
            if not self._processes:
                raise
        except BrokenProcessPool:  # it ended while it had nothing to do
            waiting += self._lost(process)
            self._no_file_is_the_cause()
            self._renew(process)

    def _tell(self, task: Task, result: FileResult) -> None:
        """Once of each task, even if it has to be done again."""
        if task not in self._told:
            self._told.add(task)
            self._done(result)

    def _replace(self, process: _Process, waiting: list[Task]) -> Iterator[FileResult]:
        """Put back what a process had done that ended, and another in its place; the file it was reading may be the
        cause, and is tried in a process of its own."""
        own = [future for future, (each, _) in self._under_way.items() if each is process]
        unfinished = [future for future in own if not future.done() or future.exception() is not None]
        suspect = self._under_way[unfinished[0]][1]
        waiting += [task for task in self._lost(process) if task is not suspect]
        result = None
        if suspect is not None:
            result, made = self._alone(suspect)
            self._adopt(made)
            self._tell(suspect, result)
            yield result
        if result is None or result.ids or not result.failures:
            self._no_file_is_the_cause()
        self._renew(process)

    def _renew(self, process: _Process) -> None:
        """Start another in the place of one that ended. Raises NoProcess when that was the last and none can be."""
        self._processes.remove(process)
        try:
            self._processes.append(_Process(self._start))
        except NoProcess:
            if not self._processes:
                raise

    def _no_file_is_the_cause(self) -> None:
        self._innocent += 1
        if self._innocent > _MOST_INNOCENT:
            raise IndexerError(
                f"processes ended {self._innocent} times though no file was the cause; memory may have run out: run again "
                "with fewer --jobs or a smaller --memory"
            )

    def _lost(self, process: _Process) -> list[Task]:
        """Forget a process that ended; all tasks that went with it."""
        own = [future for future, (each, _) in self._under_way.items() if each is process]
        given = [self._under_way.pop(future)[1] for future in own]
        done = [task for task, _ in (*process.held, *process.handing_over)]
        return done + [task for task in given if task is not None]

    def _alone(self, task: Task) -> tuple[FileResult, Sequence[Any]]:
        try:
            with closing(_Process(self._start)) as process:
                return process.do(task).result(), process.hand_over().result()
        except BrokenProcessPool:
            reason = "reading it ended the process (out of memory, or a fault in a library); it was left out"
        except NoProcess as error:
            reason = (
                f"a process ended while it was read, and no other could be started to try again ({error}); run again"
            )
        return FileResult(task[0], "", failures=(Failure(task[0].file, "read", reason),)), ()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:  # Ctrl-C, say: what is being read may take an hour by OCR, and nobody waits for it
            self._stop()
        for process in self._processes:
            process.close()
