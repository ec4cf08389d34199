"""Which engine an index is of: a directory is the embedded engine's, an address a cluster's.

What belongs to a cluster is loaded when an address is met; its client is an extra that need not be installed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Final, Protocol, TypeVar, cast

from indexer.engine.base import Engine, Rebuilder
from indexer.engine.manifest import read_manifest
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.engine.whoosh_files import exists
from indexer.engine.whoosh_writer import DEFAULT_MEMORY
from indexer.errors import IndexerError, IndexLocked
from indexer.location import Location
from indexer.segment import Segmentation

MEMORY: Final = DEFAULT_MEMORY
"""Megabytes for building an index where nothing else is said."""
_LOOK: Final = 0.1
"""Seconds after which who waits for a writer looks again."""
Writing = TypeVar("Writing")


def open_engine(location: Location, *, any_fingerprint: bool = False) -> Engine:
    """Open the index at a place; with ``any_fingerprint`` one made with another dictionary too, to read its reports.

    Raises NoIndex, CorruptIndex, IncompatibleIndex, EngineUnavailable, and IndexerError for an address that is none.
    """
    if isinstance(location, str):
        return _cluster().open_engine(location, any_fingerprint=any_fingerprint)
    return WhooshEngine(location, any_fingerprint=any_fingerprint)


def make_engine(location: Location, segmentation: Segmentation | None = None) -> Engine:
    """The same; where there is no index an empty one is made, whose texts are cut by ``segmentation``."""
    if isinstance(location, str):
        return _cluster().open_engine(location, create=True, segmentation=segmentation)
    return WhooshEngine(location, create=True, segmentation=segmentation)


def index_exists(location: Location) -> bool:
    """Whether there is an index. Raises CorruptIndex where one is damaged, EngineUnavailable."""
    return _cluster().index_exists(location) if isinstance(location, str) else exists(location)


def rebuilder(
    location: Location,
    *,
    segmentation: Segmentation | None = None,
    memory: int = MEMORY,
    told: Callable[[str], None] = lambda message: None,
) -> Rebuilder:
    """A writer of a new, empty index that takes the place of the one at a place, if there is any, when it commits.

    Without ``segmentation`` the words of the earlier index's dictionary are kept. ``told`` as of ``Engine.writer``. Raises IndexLocked, EngineUnavailable, IndexerError.
    """
    if isinstance(location, str):
        return _cluster().rebuilder(location, segmentation, told)
    return WhooshEngine.rebuilder(location, segmentation=segmentation, memory=memory)


def when_free(make: Callable[[], Writing], wait: float) -> Writing:
    """What ``make`` makes once no other writer is in its way; up to ``wait`` seconds are waited for it. Raises IndexLocked."""
    until = time.monotonic() + wait
    while True:
        try:
            return make()
        except IndexLocked:
            if time.monotonic() >= until:
                raise
            time.sleep(_LOOK)


def known_roots(location: Location) -> Mapping[str, str]:
    """Root label → the folder where it was last seen. Raises NoIndex, CorruptIndex, EngineUnavailable."""
    return _cluster().known_roots(location) if isinstance(location, str) else read_manifest(location).roots


class _Cluster(Protocol):
    """What ``opensearch.cluster`` offers."""

    def open_engine(
        self,
        address: str,
        *,
        create: bool = False,
        any_fingerprint: bool = False,
        segmentation: Segmentation | None = None,
    ) -> Engine: ...

    def index_exists(self, address: str) -> bool: ...

    def rebuilder(self, address: str, segmentation: Segmentation | None, told: Callable[[str], None]) -> Rebuilder: ...

    def known_roots(self, address: str) -> Mapping[str, str]: ...


def _cluster() -> _Cluster:
    """Raises IndexerError where the client is not installed."""
    try:
        from indexer.engine.opensearch import cluster
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "opensearchpy":
            raise
        raise IndexerError(
            "an index on an OpenSearch cluster needs its client, which is not installed; install it with "
            "`pip install 'zhengxie[opensearch]'`"
        ) from None
    return cast(_Cluster, cluster)
