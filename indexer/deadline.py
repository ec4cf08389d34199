"""Until when what a thread was asked must be answered; whoever works long looks now and then whether that is past.

Nothing is interrupted from outside: numpy and files are left as they were, and what was being worked out is dropped.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from threading import Lock
from typing import Final

from indexer.errors import TooSlow

_END: Final[ContextVar[float]] = ContextVar("end", default=inf)
"""Of the current thread's question, by the monotonic clock."""


def check() -> None:
    """Raises TooSlow where the time of the current question is over. To be called in loops, after some milliseconds' work."""
    if time.monotonic() > _END.get():
        raise TooSlow("the question took longer than it may; ask for less at once")


@contextmanager
def waiting() -> Iterator[None]:
    """What passes inside does not count: somebody else works meanwhile, within a time of their own. Raises TooSlow as ``check``."""
    check()
    began = time.monotonic()
    try:
        yield
    finally:
        _END.set(_END.get() + time.monotonic() - began)


@contextmanager
def holding(lock: Lock) -> Iterator[None]:
    """Hold a lock; what others take until it is free does not count. Raises TooSlow as ``check``."""
    with waiting():
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Give what is asked inside so many seconds, ``inf`` for as long as it takes. What was set before counts again afterwards."""
    before = _END.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _END.reset(before)
