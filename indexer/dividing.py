"""Files between processes, each of which adds what it makes of them to the index; or done in this process where there is little."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from indexer.crew import Crew, NoProcess, Task, Work, added, begin
from indexer.engine.base import Analysis, Portion, Writer
from indexer.models import Report
from indexer.outcome import FileResult
from indexer.roots import SourceFile

_INLINE_FILES: Final = 8
_INLINE_BYTES: Final = 16_000_000
"""So few files, if they are no larger, are read in this process: starting others costs more than it saves."""
_BYTES_EACH: Final = 4_000_000
"""Of files, for each process beyond the second: every one takes a second to start and leaves a segment of its own."""


class _Unkept:
    """A portion that keeps nothing."""

    def add(self, report: Report, analysis: Analysis) -> None:
        """Drop it."""

    def finish(self) -> Sequence[Any]:
        return ()


def divided(
    tasks: Sequence[Task],
    jobs: int,
    note: Callable[[str], None],
    work: Work,
    writer: Writer | None = None,
    done: Callable[[FileResult], None] = lambda result: None,
    size: Callable[[SourceFile], int] = lambda source: _bytes(source.path),
) -> Iterator[FileResult]:
    """Do ``work`` on each file, in this process when there is little, else in up to ``jobs`` others, and add what it makes to
    the writer's index; every file once, when the writer has it.

    ``done`` hears of each file earlier, when it was read. ``size``: bytes of a file, about. Raises IndexerError where processes end again and again without
    a file being the cause.
    """
    add = _Unkept().add if writer is None else writer.add
    sizes = {source: size(source) for source, _ in tasks}
    few = len(tasks) <= _INLINE_FILES and sum(sizes.values()) <= _INLINE_BYTES
    if jobs <= 1 or len(tasks) <= 1 or few:
        yield from _in_this_process(tasks, work, add, done)
        return
    # The largest files come first, so that no process is left with one when the others are done; taken from the end.
    waiting = sorted(tasks, key=lambda task: sizes[task[0]], reverse=True)[::-1]
    processes = min(jobs, max(2, sum(sizes.values()) // _BYTES_EACH))
    portion, adopt = (_Unkept, len) if writer is None else (writer.portion(processes), writer.adopt)
    theirs, ours = Pipe(duplex=False)
    with theirs, ours, Crew(partial(_process, work, portion, theirs), adopt, done, ours.close) as crew:
        try:
            yield from crew.do(waiting, processes)
        except NoProcess as error:
            note(f"read in one process, as others cannot be started here ({error})")
            yield from _in_this_process(waiting[::-1], work, add, done)


def _in_this_process(
    tasks: Sequence[Task],
    work: Work,
    add: Callable[[Report, Analysis], None],
    done: Callable[[FileResult], None],
) -> Iterator[FileResult]:
    for task in tasks:
        result = added(work(*task), add)
        done(result)
        yield result


def _bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # told by whoever reads it


def _process(work: Work, portion: Callable[[], Portion], line: Connection) -> ProcessPoolExecutor:
    # Started afresh (not forked), as on every system.
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=begin, initargs=(work, portion, line))
