"""One state of an index on the cluster, held fast by a point in time, so that whatever is asked of it fits together.

A point in time lapses when nobody has asked for some minutes, and with the node that holds it. Then another one is opened, which
serves if it shows the same. It need not, though nobody committed: a writer shows what it sent before it commits, and one that was
killed never does.
"""

from __future__ import annotations

import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from threading import Lock, Thread
from typing import Any, Final, TypeVar

from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError, OpenSearchException

from indexer.deadline import holding, waiting
from indexer.engine.opensearch.client import BUSY, Refused
from indexer.engine.opensearch.documents import WHOLE
from indexer.engine.opensearch.matching import BUCKETS
from indexer.engine.opensearch.packing import Body
from indexer.engine.opensearch.state import Replaced
from indexer.errors import EngineUnavailable, IndexChanging, IndexerError, QueryError
from indexer.messages import said

Made = TypeVar("Made")
_KEPT_OPEN: Final = "5m"
_UNUSED: Final = 240.0
"""Seconds after which it may have lapsed."""
_SLICES: Final = 64
"""Shards that are told apart by what they show; of more some are taken together."""
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
    """What was asked may be answered when it is asked again; in the same point in time where the cluster is only ``busy``."""

    def __init__(self, message: str, *, busy: bool = False) -> None:
        super().__init__(message)
        self.busy = busy


class Moved(IndexChanging):
    """What an index shows is no longer what it showed at a point in time that has lapsed."""

    def __init__(self, index: str) -> None:
        super().__init__(f"the index {index} has changed since it was opened; ask again")


class Point:
    def __init__(self, client: OpenSearch, index: str) -> None:
        """Raises EngineUnavailable."""
        self.client = client
        self.index = index
        self._lock = Lock()
        self._open: list[str] = []
        self._lapsed: list[str] = []
        self._used = time.monotonic()
        let_go = partial(_let_go, client, self._open, self._lapsed)
        self._finalizer = weakref.finalize(self, lambda: Thread(target=let_go, daemon=True).start())
        self._finalizer.atexit = False
        self._moved = False
        opened, self.shown = _patiently(self._opened)
        """``shown`` is as told by ``_show``: two points that show the same have it alike, and no others."""
        self._open.append(opened)

    def let_go(self) -> None:
        """Now; once nobody holds this any more it is done in the background, so that no reader waits for it."""
        if self._finalizer.detach() is not None:
            _let_go(self.client, self._open, self._lapsed)

    def _opened(self) -> tuple[str, str]:
        """A new point in time, and what it shows."""
        params = {"keep_alive": _KEPT_OPEN, "allow_partial_pit_creation": "false"}
        try:
            made = self.client.create_pit(index=self.index, params=params)
        except NotFoundError as error:
            raise IndexChanging(f"the index {self.index} is gone, as another took its place; ask again") from error
        except EngineUnavailable as error:
            raise _Lapsed(str(error)) from error
        opened: str = made["pit_id"]
        try:
            shown = self._show(opened, made["_shards"]["total"])
        except IndexerError:
            self._lapsed.append(opened)
            raise
        _let_go(self.client, self._lapsed)  # some part of each may be held by a node that is well
        return opened, shown

    def _show(self, opened: str, shards: int) -> str:
        """Of each shard how many reports it shows, and the sum of the numbers of the operations that wrote them.

        Numbers ascend within a shard: what is written changes the sum, unless as many reports are deleted, and then it raises it.
        """
        slices = min(shards, _SLICES)
        apart: list[Body] = (
            [{"slice": {"id": number, "max": slices}} for number in range(slices)] if slices > 1 else [{}]
        )
        sums = {"n": {"sum": {"field": "_seq_no"}}}
        answers = self._answers([{"size": 0, "track_total_hits": True, "aggs": sums, **each} for each in apart], opened)
        return " ".join(
            f"{each['hits']['total']['value']}:{each['aggregations']['n']['value']:.0f}" for each in answers
        )

    def _current(self) -> str:
        """The point in time that is open; another one that shows the same where it has lapsed."""
        with holding(self._lock):
            if not self._open and not self._moved:
                opened, shown = self._opened()
                self._open.append(opened)
                self._moved = shown != self.shown
            if self._moved:
                raise Moved(self.index)
            return self._open[0]

    def _lapse(self, opened: str) -> None:
        with self._lock:
            if self._open == [opened]:
                self._open.clear()
                self._lapsed.append(opened)

    def stands(self) -> bool:
        """Whether this can be asked at all; where it may have lapsed as nobody asked, that is found out. Raises EngineUnavailable."""
        if time.monotonic() - self._used > _UNUSED:
            with suppress(Moved):
                self.ask([{"size": 0}])
        return not self._moved

    def ask(self, bodies: Sequence[Body]) -> list[Any]:
        """The answers to some searches. Raises EngineUnavailable, and IndexerError for what the cluster refuses."""
        answers: list[Any] = []
        for first in range(0, len(bodies), _SEARCHES):
            some = bodies[first : first + _SEARCHES]
            answers += _patiently(partial(self._asked, some))
        return answers

    def _asked(self, bodies: Sequence[Body]) -> list[Any]:
        opened = self._current()
        self._used = time.monotonic()
        try:
            return self._answers(bodies, opened)
        except _Lapsed as error:
            if not error.busy:
                self._lapse(opened)  # it has lapsed, or a node left that held a part of it
            raise

    def _answers(self, bodies: Sequence[Body], opened: str) -> list[Any]:
        """Of one point in time. Raises _Lapsed, and Refused for what is never answered."""
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
        raise _Lapsed(f"the cluster cannot do it now ({told}); try again", busy=status == _TOO_MANY)

    def counts(self, queries: Sequence[Body]) -> list[int]:
        """How many reports match each of some queries."""
        bodies = [{"query": query, "size": 0, "track_total_hits": True} for query in queries]
        return [answer["hits"]["total"]["value"] for answer in self.ask(bodies)]

    def pages(self, body: Body, size: int = 0) -> Iterator[list[Any]]:
        """Every hit of a search in its order, whose last key tells any two apart, so many at a time, or as many as may be."""
        size = size or SCANNED
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

    def whole(self, ids: Sequence[str]) -> Iterator[Any]:
        """Of some reports all that a document is made of again, and in which version they are."""
        for first in range(0, len(ids), TEXTS):
            those = {"query": {"terms": {"id": list(ids[first : first + TEXTS])}}, "size": TEXTS, "sort": ["id"]}
            (answer,) = self.ask([{**those, "_source": list(WHOLE), "seq_no_primary_term": True}])
            yield from answer["hits"]["hits"]

    def columns(self, query: Body, fields: Sequence[str] = (), *, scores: bool = False) -> Iterator[Any]:
        """Every match by its id (the first key of its "sort"), with the values of some fields, or its score (the second); nothing
        kept is read, which takes a tenth of the time."""
        order = ["id", "_score"] if scores else ["id"]
        body = {"query": query, "sort": order, "docvalue_fields": list(fields), **NOTHING}
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


def show(client: OpenSearch, index: str) -> None:
    """Have everything searched, from here on, that was written to an index. Raises Replaced, EngineUnavailable."""

    def shown() -> None:
        try:
            client.indices.refresh(index=index)
        except NotFoundError as error:
            raise Replaced(index) from error
        except Refused as error:
            if error.status < _FAILED:
                raise
            # A node that hung does not know yet that another has taken over its shards.
            raise _Lapsed(f"{error}; try again") from error
        except EngineUnavailable as error:
            raise _Lapsed(str(error)) from error

    _patiently(shown)


def _patiently(do: Callable[[], Made]) -> Made:
    for attempt in range(_ATTEMPTS):
        try:
            return do()
        except _Lapsed:
            if attempt + 1 == _ATTEMPTS:
                raise
        with waiting():  # for the cluster, as for its answers
            time.sleep(_PAUSE * 2 ** (attempt - 1) if attempt else 0)
    raise AssertionError("the last attempt returns or raises")


def _reason(failed: Any) -> str:
    error = failed["error"]
    causes = error.get("root_cause") or [error.get("caused_by") or error]
    return f"{causes[0].get('type')}: {causes[0].get('reason')}"


def _let_go(client: OpenSearch, *opened: list[str]) -> None:
    let_go = [each for some in opened for each in some]
    for some in opened:
        some.clear()
    with suppress(OpenSearchException, IndexerError):  # it lapses by itself
        if let_go:
            client.delete_pit(body={"pit_id": let_go})
