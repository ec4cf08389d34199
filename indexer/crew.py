"""Several processes between which files are divided; each adds what it makes of them to a portion of the index of its own."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from time import monotonic
from types import TracebackType
from typing import Any, Final, Self

from indexer import crew_member
from indexer.crew_member import Task
from indexer.errors import IndexerError
from indexer.limits import Limits
from indexer.outcome import FileResult, Progress
from indexer.prepare import Failure, size_of
from indexer.roots import SourceFile

Start = Callable[[], tuple[Executor, Path]]
"""Makes an executor of one process that was begun with ``crew_member.begin``, and the file by which it tells of itself."""
_MOST_INNOCENT: Final = 3
"""So often a process may end for another reason than the file it was reading."""
_AHEAD: Final = 2
"""Files given to each process at a time, so that none waits for this one."""
_MOST_HELD: Final = 20.0
"""Seconds of work that a process keeps to itself once a file has ended one: so much is done again when another does."""
_GRACE: Final = 5.0
"""Seconds in which a process that is told to end does so; what a library keeps busy does not hear it."""
_ENDED: Final = "reading it ended the process (out of memory, or a fault in a library); it was left out"
_NO_OTHER: Final = "a process ended while it was read, and no other could be started to try again ({}); run again"


class NoProcess(Exception):
    """The system starts no further process."""


class _Process:
    """One process that works on files in turn and adds what comes of them to a portion of its own.

    Raises NoProcess where it cannot be started. Futures raise BrokenProcessPool when it has ended.
    """

    def __init__(self, start: Start) -> None:
        self.held: list[tuple[Task, FileResult]] = []
        """Done, but not adopted: lost if the process ends now."""
        self.handing_over: list[tuple[Task, FileResult]] = []
        """Those of them that it is about to hand over."""
        self.since = monotonic()
        """Moment from which on it holds what it does."""
        try:
            self._pool, self._told = start()
        except OSError as error:
            raise NoProcess(error.strerror or str(error)) from error

    def do(self, task: Task) -> Future[FileResult]:
        try:
            with _uninterrupted(), warnings.catch_warnings():  # the first time starts the process
                # From 3.12 on Python warns of any thread there is at a fork; these are numpy's, and idle.
                warnings.simplefilter("ignore", DeprecationWarning)
                return self._pool.submit(crew_member.do, *task)
        except OSError as error:
            raise NoProcess(error.strerror or str(error)) from error

    def hand_over(self) -> Future[Sequence[Any]]:
        future = self._pool.submit(crew_member.finish)
        self.handing_over, self.held = self.held, []
        self.since = monotonic()
        return future

    def ran_over(self) -> bool:
        """Whether it ended because the time for a file was over."""
        return crew_member.ran_over(self._told)

    def close(self) -> None:
        """Wait for what is being worked on; drop the rest."""
        self._pool.shutdown(cancel_futures=True)

    def kill(self) -> None:
        """End it, whatever it is doing."""
        number = crew_member.number_of(self._told)
        if number is not None:
            with suppress(OSError):
                os.kill(number, signal.SIGTERM)


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


class Crew:
    """Several processes between which files are divided; ends them when it is left, at once where an exception leaves it."""

    def __init__(
        self,
        start: Start,
        limits: Limits | None,
        adopt: Callable[[Sequence[Any]], object],
        progress: Progress,
        stop: Callable[[], None],
    ) -> None:
        """``adopt`` takes what a portion's ``finish`` gave; ``progress`` hears once of each file that was read, and says whether to begin
        no further one; ``stop`` tells the processes to end at once."""
        self._start = start
        self._limits = limits
        self._stop = stop
        self._adopt = adopt
        self._progress = progress
        self._told: set[SourceFile] = set()
        self._processes: list[_Process] = []
        self._under_way: dict[Future[Any], tuple[_Process, Task | None]] = {}
        """In the order of being given; no task is a handing over."""
        self._innocent = 0
        self._ended = False
        """Whether any process has come to its end over a file."""

    def do(self, waiting: list[Task], processes: int) -> Iterator[FileResult]:
        """Take tasks from the end of ``waiting`` until all are done, or it is to stop, and what came of them is adopted.

        Raises NoProcess, with every task not done in ``waiting`` again, when no process can be started.
        """
        self._processes = [_Process(self._start) for _ in range(processes)]
        while True:
            if self._progress.stopped():
                waiting.clear()
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
                    self.tell(result)

    def _occupy(self, process: _Process, waiting: list[Task]) -> None:
        """Give a process what there is to do; when nothing is left, have it hand over what it made."""
        given = sum(each is process for each, _ in self._under_way.values())
        holds_much = self._ended and process.held and monotonic() - process.since > _MOST_HELD
        try:
            while waiting and given < _AHEAD and not holds_much:
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
        except BrokenProcessPool:
            if given:
                return  # what it was doing tells of its end, too, and says whether a file is the cause
            waiting += self._lost(process)
            self._no_file_is_the_cause()
            self._renew(process)

    def tell(self, result: FileResult) -> None:
        """Have progress hear of a file once, even if it has to be done again."""
        if result.source not in self._told:
            self._told.add(result.source)
            self._progress.step(result)

    def _replace(self, process: _Process, waiting: list[Task]) -> Iterator[FileResult]:
        """Put back what a process had done that ended, and another in its place; the file it was reading may be the
        cause, and is tried in a process of its own."""
        own = [future for future, (each, _) in self._under_way.items() if each is process]
        unfinished = [future for future in own if not future.done() or future.exception() is not None]
        suspect = self._under_way[unfinished[0]][1]
        waiting += [task for task in self._lost(process) if task is not suspect]
        self._ended = True
        result = None
        if suspect is not None:
            result, made = (self._over(suspect), ()) if process.ran_over() else self._alone(suspect)
            self._adopt(made)
            self.tell(result)
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

    def _over(self, task: Task) -> FileResult:
        """That the time for a file was over; a process of its own would take as long."""
        seconds = 0 if self._limits is None else self._limits.seconds_for(size_of(task[0].path))
        return _unread(
            task, f"reading it took more than {seconds} seconds; divide it, or give more with --seconds-per-file"
        )

    def _alone(self, task: Task) -> tuple[FileResult, Sequence[Any]]:
        """What comes of a task, and is to be adopted, in a process that does nothing else."""
        try:
            process = _Process(self._start)
        except NoProcess as error:
            return _unread(task, _NO_OTHER.format(error)), ()
        self._processes.append(process)  # an exception from elsewhere ends it with the others
        found: tuple[FileResult, Sequence[Any]]
        try:
            found = process.do(task).result(), process.hand_over().result()
        except BrokenProcessPool:
            found = self._over(task) if process.ran_over() else _unread(task, _ENDED), ()
        except NoProcess as error:
            found = _unread(task, _NO_OTHER.format(error)), ()
        self._processes.remove(process)
        process.close()
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        impatient = Timer(_GRACE, self._kill)
        if kind is not None:  # Ctrl-C, say: what is being read may take an hour by OCR, and nobody waits for it
            self._stop()
            impatient.start()
        for process in self._processes:
            process.close()
        impatient.cancel()

    def _kill(self) -> None:
        for process in self._processes:
            process.kill()


def _unread(task: Task, reason: str) -> FileResult:
    return FileResult(task[0], "", failures=(Failure(task[0].file, "read", reason),))
