"""Whether an index shows what it showed, though nobody committed: looked at now and then, so that readers come to agree.

A writer that was ended may have had shown what it never committed. Who opened the index after that sees another state than who did
before, and would do so until the next commit: a page's cursor that one process of a server gave would be refused by the other.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Final

from indexer.engine.opensearch.commit import Commit
from indexer.errors import IndexerError

EVERY: Final = 60.0
"""Seconds between two looks."""


class Glance:
    """``latest`` opens what the index shows now. ``found`` may be called by one thread at a time."""

    def __init__(self, latest: Callable[[], Commit]) -> None:
        self._latest = latest
        self._began = time.monotonic()
        self._looking: Thread | None = None
        self._found: Commit | None = None

    def found(self, held: Commit) -> Commit | None:
        """What shows something else than the commit that is held, of the same generation, once it was found; it is looked for in the
        background, so that nobody waits for a node that hangs."""
        if self._looking is not None and self._looking.is_alive():
            return None
        found, self._found = self._found, None
        if found is not None and found.meta["generation"] == held.meta["generation"] and found.shown != held.shown:
            return found
        if time.monotonic() - self._began >= EVERY:
            self._began = time.monotonic()
            self._looking = Thread(target=self._look, daemon=True)
            self._looking.start()
        return None

    def _look(self) -> None:
        with suppress(IndexerError):  # whoever searches is told
            self._found = self._latest()
