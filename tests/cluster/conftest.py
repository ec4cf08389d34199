"""An index of its own on the cluster for each test, which is gone after it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from opensearchpy import OpenSearch

from indexer.engine.opensearch.address import Address
from indexer.engine.opensearch.client import connect
from tests.cluster.reading import remove


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
