"""What is opened on a cluster, by its address; ``engine.opening`` loads this where an address is met."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing

from indexer.engine.opensearch.address import Address
from indexer.engine.opensearch.client import ASKING, connect, connect_to_read
from indexer.engine.opensearch.engine import OpenSearchEngine
from indexer.engine.opensearch.rebuilding import OpenSearchRebuilder
from indexer.engine.opensearch.state import create_index, exists, latest
from indexer.segment import Segmentation


def open_engine(
    address: str, *, create: bool = False, any_fingerprint: bool = False, segmentation: Segmentation | None = None
) -> OpenSearchEngine:
    """Raises NoIndex, CorruptIndex, IncompatibleIndex, EngineUnavailable, and IndexerError for what is no address."""
    place = Address.read(address)
    if create:
        with closing(connect(place)) as client:
            if not exists(client, place):
                create_index(client, place, segmentation)
    # Who reads an index in order to write, this one or another, has time; a visitor of a server has not.
    return OpenSearchEngine(place, any_fingerprint=any_fingerprint, patient=create or any_fingerprint)


def index_exists(address: str) -> bool:
    """Who asks is about to write, and waits for a node that stands still rather than give the run up."""
    place = Address.read(address)
    with closing(connect(place)) as client:
        return exists(client, place)


def rebuilder(address: str, segmentation: Segmentation | None, told: Callable[[str], None]) -> OpenSearchRebuilder:
    return OpenSearchRebuilder(Address.read(address), segmentation, told)


def known_roots(address: str) -> Mapping[str, str]:
    place = Address.read(address)
    with closing(connect_to_read(place, timeout=ASKING)) as client:
        roots: Mapping[str, str] = latest(client, place)[1]["roots"]
        return roots
