"""Who rebuilds an index on the cluster: one at a time, and nobody writes to it meanwhile.

That somebody rebuilds is noted in the index's state, with a number that the rebuilding process changes every few seconds. A
process that was killed changes it no more; whoever waits long enough to see that goes on. No clocks are compared.
"""

from __future__ import annotations

import os
import socket
import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any, Final

from opensearchpy import OpenSearch

from indexer.engine.opensearch.address import Address
from indexer.engine.opensearch.client import connect
from indexer.engine.opensearch.state import Replaced, State, advance, replace, state_now
from indexer.errors import IndexerError, IndexLocked

BEAT: Final = 3.0
"""Seconds between two signs of life."""
ANSWER: Final = 3.0
"""Seconds after which a node that does not answer to one is left, and the next is asked."""
DEAD: Final = 60.0
"""Seconds without one after which a rebuild counts as dead: more than a cluster takes to part with a node that hangs, until when it may write
nothing (three checks of ten seconds each), and a sign that was under way takes besides."""
_LOOK: Final = 1 / 3
"""Part of a beat after which who waits looks again."""


def silent(message: str) -> None:
    """Who waits says nothing."""


class Turn:
    """The right to rebuild an index, kept until ``let_go`` or ``hand_over``. Raises IndexLocked while another process has it."""

    def __init__(self, client: OpenSearch, address: Address, index: str, told: Callable[[str], None] = silent) -> None:
        self._client = client
        self._address = address
        self._index = index
        self._token = uuid.uuid4().hex
        ours = {"token": self._token, "beat": 0, "who": f"{socket.gethostname()}:{os.getpid()}"}
        wait_for_turn(client, index, ours, told=told)
        self._over = Event()
        self._lost = Event()
        self._thread = Thread(target=self._live, daemon=True)
        self._thread.start()

    def _live(self) -> None:
        with closing(connect(self._address, timeout=ANSWER)) as client:
            while not self._over.wait(BEAT):
                try:
                    replace(client, self._index, self._beat)
                except IndexLocked:
                    self._lost.set()
                    return
                except IndexerError:
                    continue  # the next one may be heard

    def _beat(self, state: State) -> None:
        self._insist(state)
        state["rebuilding"]["beat"] += 1

    def _insist(self, state: State) -> None:
        if (state["rebuilding"] or {}).get("token") != self._token:
            raise _taken()

    def check(self) -> None:
        """Raises IndexLocked once it was seen that another process took it over."""
        if self._lost.is_set():
            raise _taken()

    def hand_over(self, made: str) -> None:
        """Have another index take the place of this one, in one step. Raises IndexLocked where another process took the turn."""

        def handed(state: State) -> None:
            self._insist(state)
            state["replaced"] = made

        try:
            advance(self._client, self._index, handed)
        except Replaced as error:
            if error.by != made:  # else the answer was lost, not the change
                raise

    def end(self) -> None:
        """Give no more signs of life."""
        self._over.set()
        self._thread.join()

    def let_go(self) -> str:
        """Let others write to the index again. No ``hand_over`` that was under way comes after this; where one came through, the
        index that has taken the place."""
        self.end()

        def freed(state: State) -> None:
            self._insist(state)
            state["rebuilding"] = None

        with suppress(IndexLocked):
            try:
                replace(self._client, self._index, freed)
            except Replaced as error:
                return error.by
        return ""


def _taken() -> IndexLocked:
    return IndexLocked("another process took this rebuild for dead and began one of its own; wait until it is done")


def wait_for_turn(
    client: OpenSearch, index: str, taken: Mapping[str, Any] | None = None, *, told: Callable[[str], None] = silent
) -> None:
    """Go on once nobody rebuilds an index, or ``taken``, which is noted then, does; ``told`` hears for whom this waits, and until when.
    Raises IndexLocked where somebody is seen to rebuild."""
    begun = state_now(client, index)
    if by := begun.get("replaced"):
        raise Replaced(index, by)
    seen = _sign(begun)
    waited = 0.0
    if seen is not None:
        ends = datetime.now() + timedelta(seconds=DEAD)
        told(
            f"process {begun['rebuilding']['who']} began to rebuild {index}; waiting for a sign that it is still at work, until about "
            f"{ends:%H:%M:%S}"
        )
    while seen is not None and waited < DEAD:
        time.sleep(BEAT * _LOOK)
        waited += BEAT * _LOOK  # however long the answer takes: who rebuilds may have to wait for one as well
        now = state_now(client, index)
        if _sign(now) is None:
            break
        if _sign(now) != seen:
            raise _is_rebuilt(index, now)

    def changed(state: State) -> None:
        held = state.get("rebuilding")
        if held is not None and _sign(state) != seen and (taken is None or held["token"] != taken["token"]):
            raise _is_rebuilt(index, state)
        state["rebuilding"] = None if taken is None else dict(taken)

    if seen is not None or taken is not None:
        replace(client, index, changed)


def _is_rebuilt(index: str, state: State) -> IndexLocked:
    return IndexLocked(
        f"{index} is being rebuilt by process {state['rebuilding']['who']}; wait until that is done, and run again"
    )


def _sign(state: State) -> tuple[str, int] | None:
    """What changes as long as somebody rebuilds; None where nobody does, or somebody is done."""
    held = None if state.get("replaced") else state.get("rebuilding")
    return None if held is None else (held["token"], held["beat"])
