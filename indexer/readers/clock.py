"""How long reading one file may take in this process, which ends when that is over, whatever it is doing.

``faulthandler`` ends it from a thread that needs nothing of Python: neither a pattern that backtracks for ever nor a library in C
that never returns can keep it. The time of programs does not count, since each has a time of its own (``programs``).
"""

from __future__ import annotations

import faulthandler
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final

OVER: Final = b"Timeout ("
"""How what is written begins when the time is over: "Timeout (0:02:00)!" and the calls that were under way."""

_runs_until: float | None = None
"""Moment (``time.monotonic``) at which the process ends; None while nothing is timed, or a program runs."""
_told: IO[bytes]


@contextmanager
def running(seconds: float, told: IO[bytes]) -> Iterator[None]:
    """End the process if what is done within takes longer; ``told`` is a file that then says so."""
    global _told
    _told = told
    _arm(seconds)
    try:
        yield
    finally:
        _disarm()


@contextmanager
def paused() -> Iterator[None]:
    """Let time that passes within not count."""
    left = None if _runs_until is None else _runs_until - time.monotonic()
    if left is None:
        yield
        return
    _disarm()
    try:
        yield
    finally:
        _arm(left)


def _arm(seconds: float) -> None:
    global _runs_until
    _runs_until = time.monotonic() + seconds
    faulthandler.dump_traceback_later(max(seconds, 0.001), exit=True, file=_told)


def _disarm() -> None:
    global _runs_until
    _runs_until = None
    faulthandler.cancel_dump_traceback_later()
