"""Files between processes, each of which adds what it makes of them to the index; or done in this process where there is little."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from itertools import count
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import active_count
from typing import Any, Final

from indexer import scratch
from indexer.crew import Crew, NoProcess, Start
from indexer.crew_member import Task, Work, added, begin, packed, tried
from indexer.engine.base import Analysis, Writer
from indexer.errors import IndexerError
from indexer.limits import Limits
from indexer.models import Report
from indexer.outcome import FileResult, Progress
from indexer.prepare import size_of
from indexer.roots import SourceFile

_INLINE_FILES: Final = 8
_INLINE_BYTES: Final = 16_000_000
"""So few files, if they are no larger, are read in one process: starting others costs more than it saves."""
_BYTES_EACH: Final = 4_000_000
"""Of files, for each process beyond the second: every one takes a second to start and leaves a segment of its own."""
_UNTOLD: Final = Progress()


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
    progress: Progress = _UNTOLD,
    size: Callable[[SourceFile], int] = lambda source: size_of(source.path),
    limits: Limits | None = None,
) -> Iterator[FileResult]:
    """Do ``work`` on each file, in one process when there is little, else in up to ``jobs``, and add what it makes to
    the writer's index; every file once, when the writer has it.

    ``progress`` hears of each file earlier, when it was read, and may stop it. ``size``: bytes of a file, about. With ``limits`` nothing is done in this process, and a file that
    passes them has failed; without, one process is this one. Raises IndexerError where processes end again and again without a file being the cause.
    """
    add = _Unkept().add if writer is None else writer.add
    sizes = {source: size(source) for source, _ in tasks}
    few = len(tasks) <= _INLINE_FILES and sum(sizes.values()) <= _INLINE_BYTES
    one = jobs <= 1 or len(tasks) <= 1 or few
    if not tasks or (one and limits is None):
        yield from _in_this_process(tasks, work, add, progress)
        return
    # The largest files come first, so that no process is left with one when the others are done; taken from the end.
    waiting = sorted(tasks, key=lambda task: sizes[task[0]], reverse=True)[::-1]
    processes = 1 if one else min(jobs, max(2, sum(sizes.values()) // _BYTES_EACH))
    portion, adopt = (_Unkept, len) if writer is None else (writer.portion(processes), writer.adopt)
    theirs, ours = Pipe(duplex=False)
    with ExitStack() as made, theirs, ours:
        start = _starting(packed(work, portion), limits, _folder(made), theirs, ours, forked=processes == 1)
        with Crew(start, limits, adopt, progress, ours.close) as crew:
            try:
                yield from crew.do(waiting, processes)
            except NoProcess as error:
                unbounded = "" if limits is None else ", and without limits of time and memory"
                note(f"read in one process{unbounded}, as others cannot be started here ({error})")
                yield from _in_this_process(waiting[::-1], work, add, replace(progress, step=crew.tell))


def _in_this_process(
    tasks: Sequence[Task],
    work: Work,
    add: Callable[[Report, Analysis], None],
    progress: Progress,
) -> Iterator[FileResult]:
    for task in tasks:
        if progress.stopped():
            return
        result = added(tried(work, *task), add)
        progress.step(result)
        yield result


def _folder(made: ExitStack) -> Path:
    """A folder for as long as ``made`` is open. Raises IndexerError where none can be made."""
    made.callback(scratch.sweep)  # the folders of processes that were killed while they read
    try:
        return made.enter_context(scratch.folder())
    except OSError as error:  # which names the folder, or all that were tried
        raise IndexerError(
            f"no place for temporary files ({error}); make room there, or name another folder in TMPDIR, and run again"
        ) from error


def _starting(
    given: bytes, limits: Limits | None, folder: Path, theirs: Connection, ours: Connection, *, forked: bool
) -> Start:
    """What starts a process; ``forked`` if it may be. Each tells of itself by a file of its own in the folder."""
    numbers = count()

    def start() -> tuple[Executor, Path]:
        told = folder / str(next(numbers))
        # Afresh, as on every system; but for few files that takes longer than they do, so that where there is no other thread one is forked.
        fork = forked and sys.platform == "linux" and active_count() == 1
        context = get_context("fork" if fork else "spawn")
        rest = (given, limits, told, theirs, (ours,) if fork else ())
        return ProcessPoolExecutor(1, mp_context=context, initializer=begin, initargs=rest), told

    return start
