"""Who rebuilds an index on the cluster: one at a time, and nobody writes to it meanwhile.

That somebody rebuilds is noted in the index's state, with a number that the rebuilding process changes every few seconds. A
process that was killed changes it no more; whoever waits long enough to see that goes on. No clocks are compared.
"""

from __future__ import annotations

import os
import socket
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import Final

from opensearchpy import OpenSearch

from indexer.engine.opensearch.state import State, replace, state_now
from indexer.errors import IndexerError, IndexLocked

BEAT: Final = 3.0
"""Seconds between two signs of life."""
DEAD: Final = 20.0
"""Seconds without one after which a rebuild counts as dead."""


class Turn:
    """The right to rebuild an index, kept until ``let_go``. Raises IndexLocked while another process has it."""

    def __init__(self, client: OpenSearch, index: str) -> None:
        self._client = client
        self._index = index
        self._token = uuid.uuid4().hex
        wait_for_turn(client, index, self._take)
        self._over = Event()
        self._thread = Thread(target=self._live, daemon=True)
        self._thread.start()

    def _take(self, state: State) -> None:
        state["rebuilding"] = {"token": self._token, "beat": 0, "who": f"{socket.gethostname()}:{os.getpid()}"}

    def _live(self) -> None:
        while not self._over.wait(BEAT):
            with suppress(IndexerError):  # whether it is still ours is asked when it matters
                replace(self._client, self._index, self._beat)

    def _beat(self, state: State) -> None:
        self._check(state)
        state["rebuilding"]["beat"] += 1

    def _check(self, state: State) -> None:
        if (state["rebuilding"] or {}).get("token") != self._token:
            raise IndexLocked(
                "another process took this rebuild for dead and began one of its own; wait until it is done"
            )

    def check(self) -> None:
        """Raises IndexLocked where another process took it over."""
        self._check(state_now(self._client, self._index))

    def end(self) -> None:
        """Give no more signs of life."""
        self._over.set()
        self._thread.join()

    def let_go(self) -> None:
        """Let others write to the index again."""
        self.end()

        def freed(state: State) -> None:
            self._check(state)
            state["rebuilding"] = None

        with suppress(IndexLocked):
            replace(self._client, self._index, freed)


def wait_for_turn(client: OpenSearch, index: str, take: Callable[[State], None] | None = None) -> None:
    """Go on once nobody rebuilds an index, and ``take`` the turn. Raises IndexLocked where somebody is seen to."""
    seen = _sign(state_now(client, index))
    ends = time.monotonic() + DEAD
    while seen is not None and time.monotonic() < ends:
        time.sleep(BEAT / 3)
        now = state_now(client, index)
        if _sign(now) is None:
            break
        if _sign(now) != seen:
            raise IndexLocked(
                f"{index} is being rebuilt by process {now['rebuilding']['who']}; wait until that is done, and run again"
            )

    def changed(state: State) -> None:
        if _sign(state) not in (None, seen):
            raise IndexLocked(
                f"{index} is being rebuilt by process {state['rebuilding']['who']}; wait until it is done"
            )
        (take or _free)(state)

    if seen is not None or take is not None:
        replace(client, index, changed)


def _free(state: State) -> None:
    state["rebuilding"] = None


def _sign(state: State) -> tuple[str, int] | None:
    held = state.get("rebuilding")
    return None if held is None else (held["token"], held["beat"])
