"""An index of its own on the cluster for each test, which is gone after it; three nodes that are whole again."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from opensearchpy import OpenSearch

from indexer.engine.opensearch import rebuilding, turn
from indexer.engine.opensearch.address import Address
from indexer.engine.opensearch.client import connect
from indexer.ingest import index_paths
from tests.cluster.nodes import Cluster
from tests.cluster.reading import put, remove


@pytest.fixture
def cluster(three: Cluster) -> Iterator[Cluster]:
    """Whole before and after each test."""
    three.wait_for("green", 3)
    yield three
    three.start()


@pytest.fixture
def address(opensearch: str) -> Iterator[str]:
    """Of no index yet."""
    address = f"{opensearch}/t{uuid.uuid4().hex}"
    yield address
    remove(address)


@pytest.fixture
def client(address: str) -> Iterator[OpenSearch]:
    client = connect(Address.read(address))
    yield client
    client.close()


@pytest.fixture
def folder(tmp_path: Path, address: str) -> Path:
    """Five reports, which are indexed there."""
    folder = put(tmp_path / "报告", range(5))
    index_paths([folder], address)
    return folder


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rebuild shows that it lives, and counts as dead, in a hurry."""
    monkeypatch.setattr(rebuilding, "GRACE", 0.0)
    monkeypatch.setattr(turn, "BEAT", 0.2)
    monkeypatch.setattr(turn, "DEAD", 2.0)
