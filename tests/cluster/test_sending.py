"""Requests to a cluster that is busy, away, or refuses some of them; the cluster is invented."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any, cast

import pytest
from opensearchpy import OpenSearch, TransportError

from indexer.engine.opensearch import sending
from indexer.engine.opensearch.address import Address
from indexer.engine.opensearch.client import Refused, connect
from indexer.engine.opensearch.sending import Sender
from indexer.errors import EngineUnavailable, IndexLocked
from tests.processes import until


class Cluster:
    """Takes documents; ``status`` says what becomes of each of them, by id and by how often it was sent."""

    def __init__(self, status: Callable[[str, int], int], away: int = 0, largest: int = 1 << 30) -> None:
        self.held: dict[str, Any] = {}
        self.requests: list[int] = []
        self.sent: dict[str, int] = {}
        self._status, self._away, self._largest = status, away, largest

    def bulk(self, *, body: bytes, **named: Any) -> Any:
        self.requests.append(len(body))
        if len(self.requests) <= self._away:
            raise EngineUnavailable("away")
        if len(body) > self._largest:
            raise Refused("too large", 413)
        lines = [json.loads(line) for line in body.splitlines()]
        items = []
        for action, content in zip(lines[::2], lines[1::2], strict=True):
            identity = action["index"]["_id"]
            self.sent[identity] = self.sent.get(identity, 0) + 1
            status = self._status(identity, self.sent[identity])
            if status == 200:
                self.held[identity] = content
            error = {} if status == 200 else {"error": {"type": "some_exception", "reason": f"because of {status}"}}
            if status == 404:
                error["error"]["type"] = "index_not_found_exception"
            items.append({"index": {"_id": identity, "status": status, **error}})
        return {"errors": any("error" in item["index"] for item in items), "items": items}


def send(cluster: Cluster, count: int = 20, bulk: int = 500) -> tuple[list[str], list[float]]:
    """Ids of what is refused, and the pauses."""
    pauses: list[float] = []
    sender = Sender(cast(OpenSearch, cluster), "i-1", bulk=bulk, sleep=pauses.append)
    for number in range(count):
        sender.put(f"d{number}", {"text": "字" * 20})
    refused = sender.finish()
    sender.close()
    return sorted(each.identity for each in refused), pauses


def test_documents_go_in_requests_of_a_size() -> None:
    cluster = Cluster(lambda identity, times: 200)
    assert send(cluster) == ([], [])
    assert len(cluster.held) == 20
    assert len(cluster.requests) > 3
    assert max(cluster.requests) <= 500


def test_a_document_larger_than_a_request_goes_alone() -> None:
    cluster = Cluster(lambda identity, times: 200)
    assert send(cluster, bulk=10) == ([], [])
    assert len(cluster.requests) == 20


def test_what_a_busy_cluster_puts_off_is_sent_again_and_nothing_else() -> None:
    cluster = Cluster(lambda identity, times: 429 if identity in ("d3", "d7") and times < 4 else 200)
    refused, pauses = send(cluster, bulk=1 << 20)
    assert refused == []
    assert len(cluster.held) == 20
    assert cluster.sent["d3"] == 4
    assert cluster.sent["d4"] == 1
    assert len(pauses) == 3
    assert pauses[0] < pauses[2]


def test_a_cluster_that_is_away_is_tried_again() -> None:
    cluster = Cluster(lambda identity, times: 200, away=4)
    refused, pauses = send(cluster, bulk=1 << 20)
    assert (refused, len(pauses), len(cluster.held)) == ([], 4, 20)


@pytest.mark.parametrize("away", [0, 1 << 30])
def test_one_that_stays_busy_or_away_is_told(away: int) -> None:
    cluster = Cluster(lambda identity, times: 503, away=away)
    with pytest.raises(EngineUnavailable):
        send(cluster)


def test_whoever_ends_does_not_wait_for_a_cluster_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "_FIRST_PAUSE", 30.0)
    cluster = Cluster(lambda identity, times: 200, away=1 << 30)
    sender = Sender(cast(OpenSearch, cluster), "i-1", bulk=10)
    for number in range(2):
        sender.put(f"d{number}", {"text": "字"})
    sender._begin()
    until(lambda: len(cluster.requests) == 2)
    began = time.monotonic()
    sender.close()
    assert time.monotonic() - began < 10.0, "half of a pause is 15 s"
    assert len(cluster.requests) == 2


def test_what_is_refused_is_told_and_the_rest_goes_on() -> None:
    cluster = Cluster(lambda identity, times: 400 if identity == "d5" else 200)
    assert send(cluster) == (["d5"], [])
    assert len(cluster.held) == 19


def test_a_request_that_is_too_large_is_halved_down_to_the_document() -> None:
    cluster = Cluster(lambda identity, times: 200, largest=250)
    assert send(cluster, bulk=1 << 20) == ([], [])
    assert len(cluster.held) == 20
    cluster = Cluster(lambda identity, times: 200, largest=50)
    assert len(send(cluster, count=3)[0]) == 3


def test_an_index_that_was_replaced_is_told() -> None:
    with pytest.raises(IndexLocked, match="run the same command again"):
        send(Cluster(lambda identity, times: 404))


@pytest.mark.parametrize(
    ("cause", "told"),
    [("node_not_connected_exception", EngineUnavailable), ("too_many_nested_clauses", Refused)],
)
def test_a_node_that_leaves_in_the_middle_of_a_request_is_told_from_a_request_that_is_refused(
    monkeypatch: pytest.MonkeyPatch, cause: str, told: type[Exception]
) -> None:
    answer = {"error": {"type": "search_phase_execution_exception", "root_cause": [{"type": cause, "reason": "n1"}]}}

    def failed(*given: object, **named: object) -> None:
        raise TransportError(500, "search_phase_execution_exception", answer)

    monkeypatch.setattr("opensearchpy.Transport.perform_request", failed)
    with pytest.raises(told, match="n1"):
        connect(Address.read("opensearch://host/i")).info()
