"""Files and folders followed: what changes in them is indexed, when it has come to rest.

Looked at again and again rather than told by the system: that works on every system and on network folders, which tell
nobody of what other machines write to them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from typing import Final

from indexer.roots import find_sources

INTERVAL: Final = 10
"""Seconds between two looks."""
_SHARE: Final = 10
"""Times as long as a look took is waited for before the next one: large folders on slow disks are looked at less often."""
_PUT_OFF: Final = 30
"""Looks after which it does not matter any more that something still changes: somebody may write to a file without end."""

Seen = dict[str, tuple[int, int] | str]
"""Path → bytes and time of the last change (ns), or why it cannot be read."""


def seen(paths: Sequence[Path]) -> Seen:
    """What there is to be indexed now, tables of corrections included."""
    sources = find_sources(paths, {})
    found: Seen = dict(sources.unreachable)
    for source in sources.files:
        try:
            state = source.path.stat()
            found[str(source.path)] = state.st_size, state.st_mtime_ns
        except OSError as error:
            found[str(source.path)] = str(error.strerror)
    return found


def watch(run: Callable[[], bool], look: Callable[[], Seen], stop: Event, interval: float = INTERVAL) -> None:
    """Call ``run`` at once, and again whenever what ``look`` sees has changed and then stayed the same for an interval
    (seconds), until ``stop`` is set. A run that says False did not come to its end and is made again after an interval."""
    done: Seen | None = None
    """What was there when the last run that came to its end began."""
    before: Seen | None = None
    put_off = 0
    while not stop.is_set():
        began = time.monotonic()
        now = look()
        took = time.monotonic() - began
        at_rest = done is None or now == before or put_off >= _PUT_OFF
        if now == done or not at_rest:
            put_off = 0 if now == done else put_off + 1
        else:
            put_off = 0
            if run():
                done = now
        before = now
        stop.wait(max(interval, _SHARE * took))
