"""Numbers that are all of one state of the index, whatever is committed while they are counted."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Final, TypeVar

from indexer.engine.base import Engine
from indexer.errors import IndexChanging, NoSuchReport
from indexer.search import Library

_TRIES: Final = 3
"""So often all is read anew because the index was changed meanwhile."""
_READING: Final[ContextVar[tuple[Engine, str] | None]] = ContextVar("reading", default=None)
"""The engine of which this thread reads something of one state, and that state's generation."""
_Read = TypeVar("_Read")


def from_one_state(library: Library, read: Callable[[], _Read]) -> tuple[_Read, str]:
    """What is read of a library, and the generation of the index that all of it is from: read again where another thread
    saw a commit meanwhile, together with all that it is read within. Raises IndexChanging where the index changes faster than
    it is read, and what reading raises."""
    outer = _READING.get()
    if outer is not None and outer[0] is library.engine:
        return _read_at(library.engine, outer[1], read), outer[1]
    for _ in range(_TRIES):
        library.engine.refresh()
        generation = library.engine.generation
        within = _READING.set((library.engine, generation))
        try:
            return _read_at(library.engine, generation, read), generation
        except IndexChanging:
            continue
        finally:
            _READING.reset(within)
    raise IndexChanging("the index changes faster than it can be counted; run it again once indexing is done")


def _read_at(engine: Engine, generation: str, read: Callable[[], _Read]) -> _Read:
    """Raises IndexChanging where the engine is at another generation afterwards."""
    try:
        found = read()
    except NoSuchReport:
        if engine.generation == generation:
            raise
        raise IndexChanging("a report was taken out of the index while it was counted") from None
    if engine.generation != generation:
        raise IndexChanging("the index was committed to while it was counted")
    return found
