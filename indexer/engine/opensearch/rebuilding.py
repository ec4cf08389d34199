"""Making an index on the cluster anew beside the current one, whose place it takes in one step."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Final

from opensearchpy.exceptions import NotFoundError

from indexer.engine.opensearch.address import Address
from indexer.engine.opensearch.client import connect
from indexer.engine.opensearch.state import (
    Replaced,
    State,
    advance,
    create_index,
    exists,
    latest,
    number_of,
    segmentation_of,
    state_now,
    switch,
)
from indexer.engine.opensearch.succession import drop, lead_on, numbers, stands_for, tidy
from indexer.engine.opensearch.turn import Turn, silent
from indexer.engine.opensearch.writer import OpenSearchWriter
from indexer.errors import CorruptIndex, EngineUnavailable, IndexerError, IndexLocked
from indexer.segment import Segmentation, current

GRACE: Final = 3.0
"""Seconds until the index that was replaced may go: a reader may have seen that it was the current one, and not yet opened it."""


class OpenSearchRebuilder(OpenSearchWriter):
    """A writer of a new, empty index that takes the place of the one at an address when it commits, and leaves nothing if not.

    What a rebuild that was killed left is removed. Raises IndexLocked while another rebuilds, and once another took this one for dead.
    """

    def __init__(
        self, address: Address, segmentation: Segmentation | None = None, told: Callable[[str], None] = silent
    ) -> None:
        self._address = address
        self._told = told
        self._client = connect(address)
        self._turn: Turn | None = None
        """None where the earlier index cannot say whose turn it is."""
        self._switched = False
        self._kept = False
        self._made = ""
        """The new index, as long as it is to go if this fails."""
        if not exists(self._client, address):
            create_index(self._client, address, segmentation)
        earlier: State = {"roots": {}, "failed": []}
        self._earlier = stands_for(self._client, address)
        readable = False
        with suppress(CorruptIndex):  # told by whoever reads the earlier index
            self._earlier, _ = latest(self._client, address)
            readable = True
        try:
            if readable:
                self._turn = Turn(self._client, address, self._earlier, told)
                earlier = self._looked_again()
                segmentation = segmentation or Segmentation(current().implementation, segmentation_of(earlier).entries)
            self._earlier_kept: list[int] = earlier.get("kept", [])
            self._made = f"{address.name}-{self._tidied(earlier) + 1}"
            create_index(
                self._client, address, segmentation, number=number_of(address.name, self._made) or 1, show=False
            )
            begun = advance(self._client, self._made, lambda state: state.update(roots=dict(earlier["roots"])))
        except BaseException:
            self._give_up()
            raise
        words = [list(each) for each in (segmentation or current()).entries]
        self._begin(self._made, {**begun, "words": words})

    def _looked_again(self) -> State:
        """The state of the earlier index once nobody else may rebuild it. Raises IndexLocked where somebody just did."""
        index, state = latest(self._client, self._address)
        if index != self._earlier:
            raise IndexLocked(
                f"the index in {self._address} was rebuilt by another process a moment ago; run again if need be"
            )
        return state

    def _tidied(self, earlier: State) -> int:
        """Remove what rebuilds that did not finish left; the highest number of what stays.

        Without a turn nothing says which is the current one's: all stay.
        """
        if self._turn is None:
            return max(numbers(self._client, self._address.name), default=0)
        lead_on(self._client, self._address)
        return tidy(self._client, self._address, self._earlier, earlier, unfinished=True)

    def roots(self) -> Mapping[str, str]:
        """Those of the earlier index."""
        roots: Mapping[str, str] = self._seen["roots"]
        return roots

    def keep_earlier(self) -> str | None:
        """Leave the index that is replaced, since it could not be read; its name."""
        kept, self._kept = self._earlier, True
        return kept

    def _count_in(self, ids: Sequence[str]) -> None:
        if self._turn is not None:
            self._turn.check()
        super()._count_in(ids)

    def commit(self) -> None:
        self._send_all()
        advance(self._client, self._index, self._changed)
        if self._turn is not None:
            self._turn.hand_over(self._made)
            self._switched = True
            self._turn.end()
            with suppress(EngineUnavailable):  # whoever writes next does it
                lead_on(self._client, self._address)
        else:
            self._switch()
            self._switched = True

    def _switch(self) -> None:
        made, self._made = self._made, ""  # from here on it may be in use, whatever is heard of it
        try:
            switch(self._client, self._address.name, made, self._earlier, whole=False)
        except (EngineUnavailable, NotFoundError) as error:  # the answer may have been lost on the way
            if stands_for(self._client, self._address) == made:
                return
            if isinstance(error, NotFoundError):
                raise Replaced(self._earlier) from error
            raise

    def _changed(self, state: State) -> None:
        self._change(state)
        number = number_of(self._address.name, self._earlier)
        state["kept"] = sorted({*self._earlier_kept, *((number,) if self._kept and number else ())})

    def _give_up(self) -> None:
        # It may have taken over by now, whatever was heard of that. What is not known to be unused stays for the next rebuild.
        with suppress(IndexerError):
            taken = "" if self._turn is None else self._turn.let_go()
            if self._made and self._made != taken:
                drop(self._client, self._made)

    def _retire(self) -> None:
        """Remove the index that was replaced, if nobody reads it any more; else whoever writes next does."""
        time.sleep(GRACE)
        with suppress(IndexerError):
            tidy(self._client, self._address, self._index, state_now(self._client, self._index))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sender.close()
        if self._switched:
            self._retire()
        else:
            self._give_up()
        self._client.close()
