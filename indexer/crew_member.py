"""What a process of a crew does: one file after the other, within limits, and of each what it makes into a portion of the index."""

from __future__ import annotations

import os
import pickle
import signal
import stat
from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from pathlib import Path
from threading import Thread
from typing import IO, Any, NamedTuple

from indexer import scratch
from indexer.engine.base import Analysis, Portion
from indexer.errors import fault
from indexer.limits import Limits
from indexer.models import Report
from indexer.outcome import FileResult
from indexer.prepare import Failure, Prepared, size_of
from indexer.readers import clock, programs
from indexer.roots import SourceFile

Task = tuple[SourceFile, str | None]
"""A file, and the hash of its content that the index knows."""
Work = Callable[[SourceFile, str | None], Prepared]
"""What is done to a task."""


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


def packed(work: Work, portion: Callable[[], Portion]) -> bytes:
    """What a process is to do and what to build, for ``begin``: as bytes, so that also one that is forked has its own."""
    return pickle.dumps((work, portion))


class _Here(NamedTuple):
    """In a process of the crew: what it does, what it builds, within what, and where it says why it ended."""

    work: Work
    portion: Portion
    limits: Limits | None
    told: IO[bytes]


_here: _Here


def begin(given: bytes, limits: Limits | None, told: Path, line: Connection, inherited: Sequence[Connection]) -> None:
    """Make the process that calls it one of a crew. When the other end of ``line`` is closed, it ends at once.

    ``told``: a file that it writes its number to, and what ended it where that can be told. ``inherited``: the other ends, in a process that is forked.
    """
    global _here
    # Ctrl-C is for the process that collects the results, and what that one does when it is told to end is its own affair.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if inherited:
        _let_go()
    for each in inherited:
        each.close()
    Thread(target=_end_when_told, args=(line, told), daemon=True).start()
    file = told.open("wb", buffering=0)
    file.write(b"%d\n" % os.getpid())
    work, portion = pickle.loads(given)
    _here = _Here(work, portion(), limits, file)


def _let_go() -> None:
    """Keep no file open that is open in the process this one was forked from: a lock on it would be held here, too."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in [int(path.name) for path in Path("/proc/self/fd").iterdir()]:
        with suppress(OSError):  # the one by which the folder was listed
            if number > 2 and stat.S_ISREG(os.fstat(number).st_mode):
                os.dup2(nothing, number, inheritable=False)
    os.close(nothing)


def _end_when_told(line: Connection, told: Path) -> None:
    """Nothing is wanted of a process whose parent closed the line, or was killed: it would work, or wait for work, for ever."""
    parent = parent_process()
    if parent is not None:
        wait_for([parent.sentinel, line])
        programs.end_all()
        with suppress(OSError):
            told.unlink()
        scratch.remove_if_empty(told.parent)
        os._exit(1)


def do(source: SourceFile, known_hash: str | None) -> FileResult:
    """What this process is for, on one file."""
    limits = _here.limits

    def work(source: SourceFile, known_hash: str | None) -> Prepared:
        with nullcontext() if limits is None else limits.kept(size_of(source.path), _here.told):
            return _here.work(source, known_hash)

    return added(tried(work, source, known_hash), _here.portion.add)


def tried(work: Work, source: SourceFile, known_hash: str | None) -> Prepared:
    """What comes of the work on a file. Memory may run out between its stages, too, each of which tells of its own."""
    try:
        return work(source, known_hash)
    except MemoryError as error:
        return Prepared(source, "", failures=(Failure(source.file, "read", fault(error)),))


def finish() -> Sequence[Any]:
    """What was built since the last call."""
    return _here.portion.finish()


def number_of(told: Path) -> int | None:
    """The number of a process, as it wrote it; None where it did not begin."""
    said = _said(told).partition(b"\n")[0]
    return int(said) if said.isdigit() else None


def ran_over(told: Path) -> bool:
    """Whether a process ended because the time for a file was over."""
    return clock.OVER in _said(told)


def _said(told: Path) -> bytes:
    try:
        return told.read_bytes()
    except OSError:
        return b""
