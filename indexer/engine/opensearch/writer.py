"""Writing to an index on the cluster: several processes may at once; a commit is a refresh and a new generation.

What is sent is on the cluster at once, but searched only after a refresh, which is what commits do. A writer that ends without
having committed takes nothing back: each of its reports is right as it stands, and the next commit of anybody may show it.
"""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from types import TracebackType
from typing import Any, Final, Self

from indexer.engine.base import Analysis, FailedFile
from indexer.engine.opensearch.address import Address
from indexer.engine.opensearch.client import connect
from indexer.engine.opensearch.families import settle_families
from indexer.engine.opensearch.point import show
from indexer.engine.opensearch.sending import Filing, Refusal, Sender
from indexer.engine.opensearch.state import Replaced, State, advance, check, latest, replace, segmentation_of, state_now
from indexer.engine.opensearch.succession import lead_on, tidy
from indexer.engine.opensearch.turn import silent, wait_for_turn
from indexer.errors import IndexerError, IndexLocked
from indexer.models import Report

_REMEMBERED: Final = 7
"""Days after which a writer that has not committed counts as dead."""
_WRITERS: Final = 100
"""Writers that have not committed of which it is known; the reports of others that were killed before stay without their copies
until they are written again."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a portion sent to the cluster."""

    ids: tuple[str, ...]
    refused: tuple[Refusal, ...]


class OpenSearchPortion:
    """Implements ``base.Portion``."""

    def __init__(self, address: Address, index: str, writer: str) -> None:
        self._sender = Sender(connect(address), index)
        self._filing = Filing(self._sender, writer)
        self._ids: list[str] = []

    def add(self, report: Report, analysis: Analysis) -> None:
        self._filing.add(report, analysis)
        self._ids.append(report.id)

    def finish(self) -> Sequence[Any]:
        self._filing.finish()
        made = Made(tuple(self._ids), tuple(self._sender.finish()))
        self._ids = []
        return (made,)


class OpenSearchWriter:
    """Implements ``base.Writer``; several may be at work at once, but none while the index is rebuilt.

    Raises NoIndex, CorruptIndex, IncompatibleIndex, EngineUnavailable, and IndexLocked where it is being rebuilt.
    """

    def __init__(self, address: Address, told: Callable[[str], None] = silent) -> None:
        self._address = address
        self._told = told
        self._client = connect(address)
        index, state = latest(self._client, address)
        check(address, state)
        wait_for_turn(self._client, index, told=told)
        with suppress(IndexerError):  # whoever writes next does it, or whoever is allowed to
            lead_on(self._client, address)
            tidy(self._client, address, index, state)
        self._begin(index, state)

    def _begin(self, index: str, state: State) -> None:
        """``index`` is what is written to; ``state`` is what was known when this began."""
        self._index = index
        self._seen = state
        self.segmentation = segmentation_of(state)
        self._sender = Sender(self._client, index)
        self._token = f"{date.today().isoformat()}.{uuid.uuid4().hex}"
        self._noted = False
        self._filing = Filing(self._sender, self._token)
        self._added: set[str] = set()
        self._refused: dict[str, str] = {}
        self._gone: set[str] = set()
        self._roots: dict[str, str] = {}
        self._failed: list[dict[str, Any]] | None = None

    # ------------------------------------------------------------------------------------- gathering

    def add(self, report: Report, analysis: Analysis) -> None:
        self._note()
        self._count_in((report.id,))
        self._filing.add(report, analysis)

    def portion(self, processes: int) -> Callable[[], OpenSearchPortion]:
        self._note()
        return partial(OpenSearchPortion, self._address, self._index, self._token)

    def _note(self) -> None:
        """Have it known, before anything is sent, that there will be reports of this writer: if it ends without a commit, the next
        one finds out of what they are copies."""

        def noted(state: State) -> None:
            state["writers"] = [*state["writers"], self._token][-_WRITERS:]

        if not self._noted:
            replace(self._client, self._index, noted)
            self._noted = True

    def adopt(self, made: Sequence[Made]) -> None:
        for each in made:
            self._count_in(each.ids)
            self._refused.update((refusal.identity, refusal.reason) for refusal in each.refused)

    def _count_in(self, ids: Sequence[str]) -> None:
        if twice := self._added.intersection(ids):
            raise ValueError(f"report {min(twice)} was added twice in one commit")
        self._added.update(ids)

    def refused(self) -> Mapping[str, str]:
        self._filing.finish()
        self._refused.update((refusal.identity, refusal.reason) for refusal in self._sender.finish())
        return self._refused

    def delete(self, ids: Iterable[str]) -> None:
        self._gone.update(ids)

    def claim(self, seen: Mapping[str, str], roots: Mapping[str, str]) -> bool:
        free = True

        def claimed(state: State) -> None:
            nonlocal free
            held = state["roots"]
            free = all(held.get(label) in (seen.get(label), folder) for label, folder in roots.items())
            if free:
                held.update(roots)

        if any(self._seen["roots"].get(label) != folder for label, folder in roots.items()):
            replace(self._client, self._index, claimed)  # readers need no label before the commit
        return free

    def set_root(self, label: str, folder: str) -> None:
        self._roots[label] = folder

    def set_failed(self, files: Sequence[FailedFile]) -> None:
        self._failed = [dataclasses.asdict(each) for each in files]

    # -------------------------------------------------------------------------------------- commit

    def commit(self) -> None:
        # Nothing is shown meanwhile: who rebuilds reads what is.
        wait_for_turn(self._client, self._index, told=self._told)
        self._send_all()
        while True:
            try:
                advance(self._client, self._index, self._change)
            except Replaced:
                raise
            except IndexLocked:
                wait_for_turn(self._client, self._index, told=self._told)  # a rebuild that is dead stops nobody
            else:
                return

    def _send_all(self) -> None:
        """Everything that was added and deleted is on the cluster and searched from here on."""
        self.refused()
        for identity in sorted(self._gone - self._added):
            self._sender.delete(identity)
        self.refused()
        show(self._client, self._index)
        writers = state_now(self._client, self._index)["writers"]
        settle_families(self._client, self._index, self._added, writers)

    def _change(self, state: State) -> None:
        if state.get("rebuilding"):
            raise IndexLocked("the index is being rebuilt")
        state["writers"] = [each for each in state["writers"] if each != self._token and not _began_long_ago(each)]
        state["roots"].update(self._roots)
        if self._failed is not None:
            state["failed"] = _merged(self._seen.get("failed") or [], self._failed, state.get("failed") or [])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sender.close()
        self._client.close()


def _began_long_ago(token: str) -> bool:
    """Of a writer that will not go on: this commit has looked at its reports, as each since did, and none has to any more."""
    return date.fromisoformat(token.partition(".")[0]) < date.today() - timedelta(days=_REMEMBERED)


def _merged(
    seen: Sequence[Mapping[str, Any]], ours: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The files that failed, as another writer left them, with what changed for this one."""

    def read(records: Sequence[Mapping[str, Any]]) -> set[FailedFile]:
        return {FailedFile(**each) for each in records}

    kept = (read(now) - (read(seen) - read(ours))) | read(ours)
    ordered = sorted(kept, key=lambda each: (each.root, each.file, each.member or "", each.stage, each.reason))
    return [dataclasses.asdict(each) for each in ordered]
