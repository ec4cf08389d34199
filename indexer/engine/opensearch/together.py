"""What several threads ask for at once is done once for all of them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from threading import Lock

from indexer.deadline import holding
from indexer.errors import IndexerError, TooSlow


class Together:
    """Calling it does ``do`` after the call began, or has another thread do it that waits too: nobody waits for more than the one
    that is under way and the next. All that waited for it meet the IndexerError that it raises, but for TooSlow, which is of one
    question: then the next one does it."""

    def __init__(self, do: Callable[[], None]) -> None:
        self._do = do
        self._lock = Lock()
        self._tickets = count(1)
        self._done = 0
        self._failure: IndexerError | None = None

    def __call__(self) -> None:
        ticket = next(self._tickets)
        with holding(self._lock):
            if self._done < ticket:
                begun = next(self._tickets)
                self._failure = None
                try:
                    self._do()
                except TooSlow:
                    raise
                except IndexerError as error:
                    self._failure = error
                self._done = begun
            if self._failure is not None:
                raise self._failure.with_traceback(None)
