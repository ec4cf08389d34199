"""What an index on the cluster says of itself: what never changes in ``_meta``, what every commit changes in a document of its own.

Several writers may commit at once, on several machines: the document is replaced only by who has seen the one before.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, Final

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConflictError

from indexer.engine.manifest import fingerprint, now
from indexer.engine.opensearch.mapping import VERSION, mapping, searched_only, settings
from indexer.segment import Segmentation, current

_ID: Final = "state"
State = dict[str, Any]


def state_index(index: str) -> str:
    return f"{index}.state"


def create_index(
    client: OpenSearch, name: str, segmentation: Segmentation | None = None, *, shards: int = 1, replicas: int = 0
) -> None:
    """Make an empty index and let the alias ``name`` stand for it."""
    segmentation = segmentation or current()
    index = f"{name}-1"
    meta = {"version": VERSION, "fingerprint": fingerprint(segmentation), "words": list(map(list, segmentation.entries))}
    client.indices.create(
        index=state_index(index),
        body={
            "settings": {"number_of_shards": 1, "number_of_replicas": replicas},
            "mappings": {"dynamic": "strict", "properties": {"state": {"type": "object", "enabled": False}}},
        },
    )
    begun: State = {"generation": uuid.uuid4().hex, "roots": {}, "failed": None, "updated": None}
    client.index(index=state_index(index), id=_ID, body={"state": begun}, params={"op_type": "create"})
    client.indices.create(
        index=index,
        body={
            "settings": settings(shards, replicas),
            "mappings": {
                "dynamic": "strict",
                "_meta": meta,
                "_source": {"excludes": searched_only()},
                "properties": mapping(),
            },
            "aliases": {name: {}},
        },
    )


def latest(client: OpenSearch, name: str) -> tuple[str, State]:
    """The index that an alias stands for, and its state."""
    ((index, body),) = client.indices.get_mapping(index=name).items()
    kept = client.get(index=state_index(index), id=_ID)["_source"]["state"]
    return index, {**body["mappings"]["_meta"], **kept}


def advance(client: OpenSearch, index: str, change: Callable[[State], None]) -> State:
    """Begin a new generation, with what ``change`` makes of the state; whoever was faster is taken into account."""
    while True:
        found = client.get(index=state_index(index), id=_ID)
        state: State = found["_source"]["state"]
        change(state)
        state.update(generation=uuid.uuid4().hex, updated=now())
        seen = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
        try:
            client.index(index=state_index(index), id=_ID, body={"state": state}, params=seen)
        except ConflictError:
            continue
        return state
