"""One state of an index on the cluster, held fast by a point in time, so that whatever is asked of it fits together.

A point in time lapses when nobody has asked for some minutes, and with the node that holds it. Then another one is opened
as long as the index has not moved on since (``Point.still``): it is of the same state.
"""

from __future__ import annotations

import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from threading import Lock, Thread
from typing import Any, Final

from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError, OpenSearchException

from indexer.engine.opensearch.client import BUSY, Refused
from indexer.engine.opensearch.matching import BUCKETS, Body
from indexer.errors import EngineUnavailable, IndexerError, QueryError
from indexer.messages import said

_KEPT_OPEN: Final = "5m"
SCANNED: Final = 10_000
"""Reports in one answer of the cluster; it gives no more by itself."""
TEXTS: Final = 200
"""The same where their texts are read."""
_SEARCHES: Final = 100
"""Searches that are sent together."""
_ATTEMPTS: Final = 7
"""Within eight seconds: another node has taken the place of one that left by then."""
_PAUSE: Final = 0.25
"""Seconds before the third attempt; twice as many before each further one."""
_GONE: Final = 404
_TOO_MANY: Final = 429
_FAILED: Final = 500
"""States of answers: of what is not there, of what has to wait, and from which on it is the cluster's fault."""
NOTHING: Final[Body] = {"_source": False, "stored_fields": "_none_"}
"""For searches that read nothing that is kept."""


class _Lapsed(EngineUnavailable):
    """What was asked may be answered when it is asked again."""


class Point:
    def __init__(self, client: OpenSearch, index: str, still: Callable[[], bool] = lambda: True) -> None:
        """``still`` says whether the index is in the state that it is in now. Raises EngineUnavailable."""
        self.client = client
        self.index = index
        self._still = still
        self._lock = Lock()
        self._open = [self._opened()]
        let_go = partial(_let_go, client, self._open)
        self._finalizer = weakref.finalize(self, lambda: Thread(target=let_go, daemon=True).start())
        self._finalizer.atexit = False

    def let_go(self) -> None:
        """Now; once nobody holds this any more it is done in the background, so that no reader waits for it."""
        if self._finalizer.detach() is not None:
            _let_go(self.client, self._open)

    def _opened(self) -> str:
        params = {"keep_alive": _KEPT_OPEN, "allow_partial_pit_creation": "false"}
        try:
            opened: str = self.client.create_pit(index=self.index, params=params)["pit_id"]
        except NotFoundError as error:
            raise EngineUnavailable(f"the index {self.index} is gone, as another took its place; ask again") from error
        return opened

    def _current(self) -> str:
        """The point in time that is open; another one where it has lapsed."""
        with self._lock:
            if not self._open:
                if not self._still():
                    raise EngineUnavailable(f"the index {self.index} has changed since it was opened; ask again")
                try:
                    self._open.append(self._opened())
                except EngineUnavailable as error:
                    raise _Lapsed(str(error)) from error
            return self._open[0]

    def _lapse(self, opened: str) -> None:
        with self._lock:
            if self._open == [opened]:
                self._open.clear()

    def ask(self, bodies: Sequence[Body]) -> list[Any]:
        """The answers to some searches. Raises EngineUnavailable, and IndexerError for what the cluster refuses."""
        answers: list[Any] = []
        for first in range(0, len(bodies), _SEARCHES):
            answers += self._asked(bodies[first : first + _SEARCHES])
        return answers

    def _asked(self, bodies: Sequence[Body]) -> list[Any]:
        for attempt in range(_ATTEMPTS):
            try:
                return self._asked_once(bodies)
            except _Lapsed:
                if attempt + 1 == _ATTEMPTS:
                    raise
            time.sleep(_PAUSE * 2 ** (attempt - 1) if attempt else 0)
        raise AssertionError("the last attempt returns or raises")

    def _asked_once(self, bodies: Sequence[Body]) -> list[Any]:
        opened = self._current()
        lines: list[Any] = []
        for body in bodies:
            lines += [{"allow_partial_search_results": False}]
            lines += [{**body, "pit": {"id": opened, "keep_alive": _KEPT_OPEN}}]
        answers: list[Any] = self.client.msearch(body=lines)["responses"]
        failed = next((answer for answer in answers if "error" in answer), None)
        if failed is None:
            return answers
        status, told = failed["status"], _reason(failed)
        if "maxClauseCount" in told:
            raise QueryError(said("检索词太多：集群一次查不了这么多词。请少用些词，或分几次检索。"))
        if status not in BUSY and status < _FAILED and status != _GONE:
            raise Refused(f"the cluster refused: {told}", status)
        if status != _TOO_MANY:
            self._lapse(opened)  # it has lapsed, or a node left that held a part of it
        raise _Lapsed(f"the cluster cannot do it now ({told}); try again")

    def counts(self, queries: Sequence[Body]) -> list[int]:
        """How many reports match each of some queries."""
        bodies = [{"query": query, "size": 0, "track_total_hits": True} for query in queries]
        return [answer["hits"]["total"]["value"] for answer in self.ask(bodies)]

    def pages(self, body: Body, size: int = SCANNED) -> Iterator[list[Any]]:
        """Every hit of a search in its order, whose last key tells any two apart, so many at a time."""
        after: Body = {}
        while True:
            (answer,) = self.ask([{"track_total_hits": False, **body, "size": size, **after}])
            hits: list[Any] = answer["hits"]["hits"]
            if hits:
                yield hits
            if len(hits) < size:
                return
            after = {"search_after": hits[-1]["sort"]}

    def scan(self, query: Body, source: Sequence[str]) -> Iterator[Any]:
        """Every match by its id, with some of what is kept of it."""
        body = {"query": query, "sort": ["id"], "_source": list(source)}
        return (hit for page in self.pages(body, TEXTS if "text" in source else SCANNED) for hit in page)

    def columns(self, query: Body, fields: Sequence[str] = (), *, scores: bool = False) -> Iterator[Any]:
        """Every match by its id (the one key of its "sort"), with the values of some fields, or its score; nothing kept is
        read, which takes a tenth of the time."""
        body = {"query": query, "sort": ["id"], "docvalue_fields": list(fields), "track_scores": scores, **NOTHING}
        return (hit for page in self.pages(body) for hit in page)

    def buckets(self, field: str) -> dict[Any, int]:
        """Value of a field → how many reports carry it, all of them."""
        found: dict[Any, int] = {}
        after: Body = {}
        while True:
            source = {"size": BUCKETS, "sources": [{"value": {"terms": {"field": field}}}], **after}
            (answer,) = self.ask([{"size": 0, "aggs": {"all": {"composite": source}}}])
            made = answer["aggregations"]["all"]
            found.update({bucket["key"]["value"]: bucket["doc_count"] for bucket in made["buckets"]})
            if "after_key" not in made:
                return found
            after = {"after": made["after_key"]}


def _reason(failed: Any) -> str:
    error = failed["error"]
    causes = error.get("root_cause") or [error.get("caused_by") or error]
    return f"{causes[0].get('type')}: {causes[0].get('reason')}"


def _let_go(client: OpenSearch, opened: list[str]) -> None:
    with suppress(OpenSearchException, IndexerError):  # it lapses by itself
        if opened:
            client.delete_pit(body={"pit_id": opened})
