"""A function in a process of its own and within a time: what it does, and what it starts, ends with it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from threading import Thread
from typing import Any, Final, TypeVar

from indexer.readers import programs

Given = TypeVar("Given")
Found = TypeVar("Found")
_GRACE: Final = 5.0
"""Seconds in which a process that is told to end ends its programs, too."""


def run_apart(work: Callable[[Given], Found], given: Given, seconds: float) -> Found:
    """``work(given)``, done in another process; both, and what comes of it, must be possible to pickle.

    Raises TimeoutError when it takes longer, ChildProcessError when the process ends without an answer or cannot be started.
    """
    context = get_context("spawn")  # the process that calls has threads
    ours, theirs = context.Pipe()
    process = context.Process(target=_answer, args=(theirs, work, given), daemon=True)
    try:
        try:
            process.start()
        except OSError as error:
            raise ChildProcessError(str(error)) from error
        finally:
            theirs.close()
        if not ours.poll(seconds):
            raise TimeoutError
        try:
            found: Found = ours.recv()
        except (EOFError, OSError) as error:
            raise ChildProcessError("it ended without an answer") from error
        return found
    finally:
        ours.close()  # tells it to end
        if process.pid is not None:
            process.join(_GRACE)
            if process.is_alive():
                process.kill()
                process.join()
        process.close()


def _answer(line: Connection, work: Callable[[Any], Any], given: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits for the answer
    # In a thread, since the one that the signal interrupts may hold the lock of the programs.
    signal.signal(signal.SIGTERM, lambda number, frame: Thread(target=_end).start())
    Thread(target=_end_when_told, args=(line,), daemon=True).start()
    line.send(work(given))


def _end_when_told(line: Connection) -> None:
    parent = parent_process()
    if parent is not None:
        wait_for([parent.sentinel, line])
        _end()


def _end() -> None:
    programs.end_all()
    os._exit(1)
