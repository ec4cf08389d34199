"""Writing to an index on the cluster: bulk requests by bytes; a commit is a refresh and a new generation."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from types import TracebackType
from typing import Any, Final, Self

from opensearchpy import OpenSearch

from indexer.engine.base import Analysis, FailedFile
from indexer.engine.opensearch.address import Address
from indexer.engine.opensearch.documents import document
from indexer.engine.opensearch.families import settle_families
from indexer.engine.opensearch.state import State, advance, latest
from indexer.models import Report
from indexer.segment import Segmentation

_BULK: Final = 8_000_000
"""Bytes of one request."""


class Sender:
    """Sends documents in requests of some megabytes."""

    def __init__(self, client: OpenSearch, index: str) -> None:
        self._client = client
        self._index = index
        self._lines: list[bytes] = []
        self._size = 0

    def put(self, *lines: Any) -> None:
        for line in lines:
            self._lines.append(json.dumps(line, ensure_ascii=False).encode("utf-8", "surrogateescape"))
            self._size += len(self._lines[-1]) + 1
        if self._size >= _BULK:
            self.send()

    def send(self) -> None:
        if not self._lines:
            return
        answer = self._client.bulk(index=self._index, body=b"\n".join(self._lines) + b"\n")
        self._lines, self._size = [], 0
        if answer["errors"]:
            done = [next(iter(item.values())) for item in answer["items"]]
            refused = [each for each in done if "error" in each]
            if refused:
                raise RuntimeError(str(refused[0])[:1000])


class OpenSearchPortion:
    """Implements ``base.Portion``."""

    def __init__(self, address: Address, index: str) -> None:
        self._sender = Sender(address.client(), index)
        self._made: list[str] = []

    def add(self, report: Report, analysis: Analysis) -> None:
        self._sender.put({"index": {"_id": report.id}}, document(report, analysis))
        self._made.append(report.id)

    def finish(self) -> Sequence[Any]:
        self._sender.send()
        made, self._made = self._made, []
        return made


class OpenSearchWriter:
    """Implements ``base.Writer``; several may be at work at once."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._client = address.client()
        self._index, state = latest(self._client, address.name)
        self.segmentation = Segmentation(state["fingerprint"]["segmenter"], tuple(map(tuple, state["words"])))
        self._sender = Sender(self._client, self._index)
        self._added: set[str] = set()
        self._gone: set[str] = set()
        self._roots: dict[str, str] = {}
        self._failed: list[dict[str, Any]] | None = None
        self._known = dict(state["roots"])

    def add(self, report: Report, analysis: Analysis) -> None:
        if report.id in self._added:
            raise ValueError(f"report {report.id} was added twice in one commit")
        self._added.add(report.id)
        self._sender.put({"index": {"_id": report.id}}, document(report, analysis))

    def portion(self, processes: int) -> Callable[[], OpenSearchPortion]:
        return partial(OpenSearchPortion, self._address, self._index)

    def adopt(self, made: Sequence[str]) -> None:
        if twice := self._added.intersection(made):
            raise ValueError(f"report {min(twice)} was added twice in one commit")
        self._added.update(made)

    def delete(self, ids: Iterable[str]) -> None:
        self._gone.update(ids)

    def set_root(self, label: str, folder: str) -> None:
        self._roots[label] = folder

    def set_failed(self, files: Sequence[FailedFile]) -> None:
        self._failed = [dataclasses.asdict(each) for each in files]

    def roots(self) -> Mapping[str, str]:
        return {**self._known, **self._roots}

    def commit(self) -> None:
        for identity in sorted(self._gone - self._added):
            self._sender.put({"delete": {"_id": identity}})
        self._sender.send()
        self._client.indices.refresh(index=self._index)
        settle_families(self._client, self._index, self._added)
        advance(self._client, self._index, self._change)

    def _change(self, state: State) -> None:
        state["roots"].update(self._roots)
        if self._failed is not None:
            state["failed"] = self._failed

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()
