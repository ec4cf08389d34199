"""Making an index on the cluster anew beside the current one, whose place it takes in one step."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Final

from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError

from indexer.engine.opensearch.address import Address
from indexer.engine.opensearch.client import connect
from indexer.engine.opensearch.state import (
    State,
    advance,
    create_index,
    exists,
    latest,
    number_of,
    segmentation_of,
    state_index,
    state_now,
    switch,
)
from indexer.engine.opensearch.turn import Turn
from indexer.engine.opensearch.writer import OpenSearchWriter
from indexer.errors import CorruptIndex, EngineUnavailable, IndexerError, IndexLocked
from indexer.segment import Segmentation, current

GRACE: Final = 3.0
"""Seconds that the index which was replaced stays, for searches that began before: they look for the current one at their beginning."""


class OpenSearchRebuilder(OpenSearchWriter):
    """A writer of a new, empty index that takes the place of the one at an address when it commits, and leaves nothing if not.

    What a rebuild that was killed left is removed. Raises IndexLocked while another rebuilds.
    """

    def __init__(self, address: Address, segmentation: Segmentation | None = None) -> None:
        self._address = address
        self._client = connect(address)
        self._turn: Turn | None = None
        self._switched = False
        self._kept = False
        self._made = ""
        if not exists(self._client, address):
            create_index(self._client, address, segmentation)
        earlier: State = {"roots": {}, "failed": []}
        self._earlier = _stands_for(self._client, address)
        readable = False
        with suppress(CorruptIndex):  # told by whoever reads the earlier index
            latest(self._client, address)
            readable = True
        try:
            if readable:
                self._turn = Turn(self._client, self._earlier)
                earlier = self._looked_again()
                segmentation = segmentation or Segmentation(current().implementation, segmentation_of(earlier).entries)
            self._earlier_kept: list[int] = earlier.get("kept", [])
            number = self._tidied() + 1
            self._made = f"{address.name}-{number}"
            create_index(self._client, address, segmentation, number=number, show=False)
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

    def _tidied(self) -> int:
        """Remove what rebuilds that did not finish left; the number of the current index.

        Without a turn nothing says which is the current one's: all stay, and a free number is taken.
        """
        numbers = sorted(_numbers(self._client, self._address.name))
        current_number = number_of(self._address.name, self._earlier) or 0
        if self._turn is None:
            return max(numbers, default=0)
        wanted = {current_number, *state_now(self._client, self._earlier).get("kept", ())}
        for number in numbers:
            if number not in wanted:
                _drop(self._client, f"{self._address.name}-{number}")
        return current_number

    def roots(self) -> Mapping[str, str]:
        """Those of the earlier index."""
        roots: Mapping[str, str] = self._seen["roots"]
        return roots

    def keep_earlier(self) -> str | None:
        """Leave the index that is replaced, since it could not be read; its name."""
        kept, self._kept = self._earlier, True
        return kept

    def commit(self) -> None:
        self._send_all()
        advance(self._client, self._index, self._changed)
        if self._turn is not None:
            self._turn.check()
        try:
            switch(self._client, self._address.name, self._made, self._earlier, whole=self._turn is not None)
        except (
            EngineUnavailable,
            NotFoundError,
        ):  # the answer may have been lost on the way, and what was asked twice is refused
            if _stands_for(self._client, self._address) != self._made:
                raise
        self._switched = True
        if self._turn is not None:
            self._turn.end()
        if not self._kept:
            time.sleep(GRACE)
            with suppress(IndexerError):  # the next rebuild will
                _drop(self._client, self._earlier)

    def _changed(self, state: State) -> None:
        self._change(state)
        number = number_of(self._address.name, self._earlier)
        state["kept"] = sorted({*self._earlier_kept, *((number,) if self._kept and number else ())})

    def _give_up(self) -> None:
        if self._made:
            # It may be in use by now, whatever was heard of the switch: what is not known to be unused stays for the next rebuild.
            with suppress(IndexerError, NotFoundError):
                if _stands_for(self._client, self._address) != self._made:
                    _drop(self._client, self._made)
        if self._turn is not None:
            with suppress(IndexerError):
                self._turn.let_go()
            self._turn.end()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sender.close()
        if not self._switched:
            self._give_up()
        self._client.close()


def _stands_for(client: OpenSearch, address: Address) -> str:
    """The index that the alias stands for."""
    (index,) = client.indices.get_alias(index=f"{address.name}-*", name=address.name)  # no right to others is needed
    name: str = index
    return name


def _numbers(client: OpenSearch, name: str) -> set[int]:
    """The numbers of all indices that belong to a name, current or not."""
    held = client.indices.get(index=f"{name}-*", params={"expand_wildcards": "all"})
    return {number for index in held if (number := number_of(name, index)) is not None}


def _drop(client: OpenSearch, index: str) -> None:
    client.indices.delete(index=f"{index},{state_index(index)}", params={"ignore_unavailable": "true"})
