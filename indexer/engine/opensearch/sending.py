"""Sending documents to the cluster: in requests of some megabytes, some at a time, again where it is busy.

Every document has an id of its own, so that what is sent twice is there once.
"""

from __future__ import annotations

import random
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Any, Final

from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError

from indexer.engine.base import Analysis
from indexer.engine.opensearch.client import BUSY, Refused, json_bytes
from indexer.engine.opensearch.documents import document
from indexer.engine.opensearch.state import Replaced, writing_alias
from indexer.errors import EngineUnavailable
from indexer.models import Report

BULK: Final = 8_000_000
"""Bytes of one request, or one document where that is larger."""
_PARALLEL: Final = 2
"""Requests under way at a time, from each process."""
_TRIES: Final = 10
_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 30.0
"""Seconds between tries; each pause is twice the one before, give or take, so that those who wait do not all come at once."""
_PATIENCE: Final = 300
"""Seconds that one request may take."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A report that the cluster does not take, however often it is sent."""

    identity: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Action:
    identity: str
    lines: bytes


class Sender:
    """Sends what it is given, some of it at once and the rest when it is told to."""

    def __init__(
        self, client: OpenSearch, index: str, *, bulk: int = BULK, sleep: Callable[[float], object] | None = None
    ) -> None:
        self._client = client
        self._index = index
        self._bulk = bulk
        self._over = Event()
        self._sleep = sleep or self._over.wait
        self._pool = ThreadPoolExecutor(_PARALLEL)
        self._under_way: deque[Future[list[Refusal]]] = deque()
        self._waiting: list[_Action] = []
        self._size = 0
        self._refused: list[Refusal] = []

    def put(self, identity: str, content: Mapping[str, Any]) -> None:
        """Have a document there, in place of one of the same id. Raises as ``send``."""
        self._add(_Action(identity, _line({"index": {"_id": identity}}) + _line(content)))

    def delete(self, identity: str) -> None:
        self._add(_Action(identity, _line({"delete": {"_id": identity}})))

    def _add(self, action: _Action) -> None:
        if self._waiting and self._size + len(action.lines) > self._bulk:
            self._begin()
        self._waiting.append(action)
        self._size += len(action.lines)

    def _begin(self) -> None:
        while len(self._under_way) >= _PARALLEL:
            self._refused += self._under_way.popleft().result()
        self._under_way.append(self._pool.submit(self._send, self._waiting))
        self._waiting, self._size = [], 0

    def finish(self) -> list[Refusal]:
        """Wait until the cluster has everything, on the disks of all copies that count; what it refused since the last call.

        Raises EngineUnavailable where it stays busy or away, Replaced where the index was meanwhile.
        """
        if self._waiting:
            self._begin()
        while self._under_way:
            self._refused += self._under_way.popleft().result()
        refused, self._refused = self._refused, []
        return refused

    def close(self) -> None:
        """Send nothing more: what waits until the cluster is back is given up."""
        self._over.set()
        self._pool.shutdown(cancel_futures=True)

    def _send(self, actions: Sequence[_Action]) -> list[Refusal]:
        refused: list[Refusal] = []
        pause = _FIRST_PAUSE
        for tried in range(1, _TRIES + 1):
            if self._over.is_set():
                raise EngineUnavailable("it was given up before the cluster could take it; run again")
            try:
                answer = self._client.bulk(
                    index=writing_alias(self._index),
                    body=b"".join(action.lines for action in actions),
                    params={"require_alias": "true"},
                    request_timeout=_PATIENCE,
                )
            except EngineUnavailable:
                if tried == _TRIES:
                    raise
            except Refused as error:
                return refused + self._apart(actions, error)
            except NotFoundError as error:
                raise Replaced(self._index) from error
            else:
                actions, problem = self._again(actions, answer, refused)
                if not actions:
                    return refused
                if tried == _TRIES:
                    raise EngineUnavailable(f"the cluster stays busy ({problem}); run again when it has less to do")
            self._sleep(pause * random.uniform(0.5, 1.5))
            pause = min(2 * pause, _LONGEST_PAUSE)
        raise AssertionError("the last try returns or raises")

    def _apart(self, actions: Sequence[_Action], error: Refused) -> list[Refusal]:
        """A request that is refused as a whole, as one that is too large, is sent in halves, down to the document that is the
        cause."""
        if len(actions) == 1:
            return [Refusal(actions[0].identity, str(error))]
        half = len(actions) // 2
        return self._send(actions[:half]) + self._send(actions[half:])

    def _again(self, actions: Sequence[_Action], answer: Any, refused: list[Refusal]) -> tuple[list[_Action], str]:
        """What has to be sent again, and why; what is refused for good goes to ``refused``."""
        again: list[_Action] = []
        problem = ""
        if not answer["errors"]:
            return again, problem
        for action, item in zip(actions, answer["items"], strict=True):
            done = next(iter(item.values()))
            if "error" not in done:
                continue
            reason = _reason(done["error"])
            if done["status"] in BUSY:
                again.append(action)
                problem = reason
            elif done["error"].get("type") == "index_not_found_exception":
                raise Replaced(self._index)
            else:
                refused.append(Refusal(action.identity, f"the cluster refused: {reason}"))
        return again, problem


class Filing:
    """Sends reports file by file, each with how many were made of its file as it is: one of which not all came over is told by that,
    and read again."""

    def __init__(self, sender: Sender, writer: str) -> None:
        """``writer`` is noted with each report (``documents``)."""
        self._sender = sender
        self._writer = writer
        self._file: tuple[str, str] | None = None
        self._held: list[tuple[Report, Analysis]] = []

    def add(self, report: Report, analysis: Analysis) -> None:
        """The reports of a file have to come one after the other."""
        if (report.root, report.file) != self._file:
            self.finish()
            self._file = report.root, report.file
        self._held.append((report, analysis))

    def finish(self) -> None:
        """The last file is whole. What a copy brings of it may be of several runs, of which a part failed in the last."""
        numbers = Counter(report.content_hash for report, _ in self._held)
        for report, analysis in self._held:
            made = document(report, analysis, siblings=numbers[report.content_hash], writer=self._writer)
            self._sender.put(report.id, made)
        self._held = []


def _line(content: Any) -> bytes:
    return json_bytes(content) + b"\n"


def _reason(error: Any) -> str:
    cause = error.get("caused_by") or {}
    told = [str(each["reason"]) for each in (error, cause) if each.get("reason")]
    return "; ".join(told)[:500] or str(error.get("type"))
