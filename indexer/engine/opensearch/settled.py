"""Up to where the families of an index are settled, kept beside it: every report that was written since has to be looked at.

Whoever wrote it may have ended before it could do so itself. The cluster numbers what is written, on each shard by itself; a
number of a report written anew is a later one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError

from indexer.engine.opensearch.point import NOTHING, SCANNED
from indexer.engine.opensearch.reaching import reaching, refusal
from indexer.engine.opensearch.state import state_index

_ID: Final = "families"
Marks = Mapping[str, int]
"""Number of each shard → the last number that is settled there."""


def read_marks(client: OpenSearch, index: str) -> Marks:
    """Those of the last commit; none where there was none."""
    with reaching(index):
        try:
            marks: Marks = client.get(index=state_index(index), id=_ID)["_source"]["state"]
        except NotFoundError:
            return {}
        return marks


def keep_marks(client: OpenSearch, index: str, marks: Marks) -> None:
    """Two commits at once may leave the earlier ones, after which some reports are looked at once more."""
    with reaching(index):
        client.index(index=state_index(index), id=_ID, body={"state": dict(marks)})


def written_since(client: OpenSearch, index: str, settled: Marks) -> tuple[set[str], Marks]:
    """Ids of reports that were written since (and are shown), ``SCANNED`` of each shard at most, and the marks now."""
    found: set[str] = set()
    marks = dict(settled)
    for shard in range(1 << 16):
        answer = _asked(client, index, shard, settled.get(str(shard), -1))
        if not answer["_shards"]["total"]:  # there is no such shard
            break
        found.update(hit["fields"]["id"][0] for hit in answer["hits"]["hits"])
        if (last := answer["aggregations"]["last"]["value"]) is not None:
            marks[str(shard)] = int(last)
    return found, marks


def _asked(client: OpenSearch, index: str, shard: int, after: int) -> Any:
    body = {
        "query": {"range": {"_seq_no": {"gt": after}}},
        "size": SCANNED,
        "sort": ["_seq_no"],
        "docvalue_fields": ["id"],
        "aggs": {"last": {"max": {"field": "_seq_no"}}},
        **NOTHING,
    }
    params = {"preference": f"_shards:{shard}", "allow_partial_search_results": "false"}
    with reaching(index):
        answer = client.search(index=index, body=body, params=params)
    if answer["_shards"]["failed"]:
        raise refusal(index, 503, answer["_shards"])
    return answer
