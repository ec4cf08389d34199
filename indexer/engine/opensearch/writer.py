"""Writing to an index on the cluster: bulk requests by bytes; a commit is a refresh and a new generation."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any, Final, Self

from opensearchpy import OpenSearch

from indexer.engine.base import Analysis, FailedFile
from indexer.engine.manifest import fingerprint, now
from indexer.engine.opensearch.documents import document
from indexer.engine.opensearch.mapping import VERSION, mapping, searched_only, settings
from indexer.models import Report
from indexer.segment import Segmentation, current

_BULK: Final = 8_000_000
"""Bytes of one request."""


def create_index(client: OpenSearch, name: str, segmentation: Segmentation | None = None, *, shards: int = 1) -> None:
    """Make an empty index and let the alias ``name`` stand for it."""
    segmentation = segmentation or current()
    meta = {
        "version": VERSION,
        "fingerprint": fingerprint(segmentation),
        "words": [list(entry) for entry in segmentation.entries],
        "generation": uuid.uuid4().hex,
        "roots": {},
        "failed": None,
        "updated": None,
    }
    body = {
        "settings": settings(shards, 0),
        "mappings": {
            "dynamic": "strict",
            "_meta": meta,
            "_source": {"excludes": searched_only()},
            "properties": mapping(),
        },
        "aliases": {name: {}},
    }
    client.indices.create(index=f"{name}-1", body=body)


class OpenSearchWriter:
    def __init__(self, client: OpenSearch, name: str) -> None:
        self._client = client
        ((self._index, body),) = client.indices.get_mapping(index=name).items()
        self._meta: dict[str, Any] = body["mappings"]["_meta"]
        self.segmentation = Segmentation(self._meta["fingerprint"]["segmenter"], tuple(map(tuple, self._meta["words"])))
        self._lines: list[str] = []
        self._size = 0
        self._added: set[str] = set()
        self._gone: set[str] = set()

    def add(self, report: Report, analysis: Analysis) -> None:
        if report.id in self._added:
            raise ValueError(f"report {report.id} was added twice in one commit")
        self._added.add(report.id)
        self._put({"index": {"_id": report.id}}, document(report, analysis))

    def delete(self, ids: Iterable[str]) -> None:
        self._gone.update(ids)

    def set_root(self, label: str, folder: str) -> None:
        self._meta["roots"][label] = folder

    def set_failed(self, files: Sequence[FailedFile]) -> None:
        import dataclasses

        self._meta["failed"] = [dataclasses.asdict(each) for each in files]

    def _put(self, *lines: Any) -> None:
        for line in lines:
            self._lines.append(json.dumps(line))
            self._size += len(self._lines[-1])
        if self._size >= _BULK:
            self._send()

    def _send(self) -> None:
        if not self._lines:
            return
        answer = self._client.bulk(index=self._index, body="\n".join(self._lines) + "\n")
        self._lines, self._size = [], 0
        if answer["errors"]:
            failed = [item for item in answer["items"] if next(iter(item.values())).get("error")]
            wrong = [item for item in failed if "delete" not in item]
            if wrong:
                raise RuntimeError(str(wrong[0])[:1000])

    def commit(self) -> None:
        for identity in self._gone - self._added:
            self._put({"delete": {"_id": identity}})
        self._send()
        self._client.indices.refresh(index=self._index)
        self._meta = {**self._meta, "generation": uuid.uuid4().hex, "updated": now()}
        self._client.indices.put_mapping(index=self._index, body={"_meta": self._meta})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lines = []
