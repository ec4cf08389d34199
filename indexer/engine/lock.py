"""The lock of an index: one writer at a time, and who it is.

The system keeps the lock (flock, on Windows a locked byte) and gives it back when the process that has it ends, however it
ends; so a dead holder's lock needs no guessing about. What the file holds only tells others who has the lock; it is behind
the first byte, which nobody else may read on Windows.
"""

from __future__ import annotations

import json
import os
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from whoosh.filedb.filestore import FileStorage

from indexer.engine.manifest import LOCK_NAME, no_index, now
from indexer.errors import IndexLocked, NoIndex


@dataclass(frozen=True, slots=True)
class Holder:
    pid: int
    host: str
    since: str
    """ISO 8601, UTC."""

    @property
    def gone(self) -> bool:
        """Whether it was a process on this machine that has ended, with which the system took the lock from it."""
        return self.host == socket.gethostname() and _is_gone(self.pid)

    def told(self) -> str:
        """Who it is and since when, in a sentence; what to do where it seems to be gone."""
        began = datetime.fromisoformat(self.since)
        minutes = int((datetime.now(UTC) - began).total_seconds()) // 60
        here = self.host == socket.gethostname()
        who = f"process {self.pid} on {'this machine' if here else self.host}"
        told = f"{who} since {began.astimezone():%Y-%m-%d %H:%M:%S} ({minutes} min)"
        if not here:
            return (
                f"{told}; if that machine is off or cut off, the file server gives the lock back when it notices, which is the "
                "server's affair"
            )
        if self.gone:
            return (
                f"{told}; that process has ended, so another has taken the lock that could not say so, or the file server where "
                "the index lies has not noticed yet"
            )
        return told


class WriterLock:
    """The lock, held from its making until ``release``. Raises IndexLocked, NoIndex, OSError."""

    def __init__(self, location: Path) -> None:
        if not location.is_dir():
            raise NoIndex(no_index(location))
        self._lock = FileStorage(str(location)).lock(LOCK_NAME)
        if not self._lock.acquire(blocking=False):
            raise IndexLocked(_told(location))
        self._tell(Holder(os.getpid(), socket.gethostname(), now()))

    def _tell(self, holder: Holder) -> None:
        # The lock holds, even where a full disk does not take who has it.
        with suppress(OSError):
            os.ftruncate(self._lock.fd, 0)
            os.lseek(self._lock.fd, 1, os.SEEK_SET)
            os.write(self._lock.fd, json.dumps(asdict(holder)).encode())

    def release(self) -> None:
        with suppress(OSError):
            os.ftruncate(self._lock.fd, 0)
        os.lseek(self._lock.fd, 0, os.SEEK_SET)  # where Windows looks for the byte to be unlocked
        self._lock.release()


def read_holder(location: Path) -> Holder | None:
    """Who said last that it has the lock; None where nobody does, or it cannot be read."""
    try:
        with (location / LOCK_NAME).open("rb", buffering=0) as file:
            file.seek(1)
            holder = Holder(**json.loads(file.read()))
        # The file may be anybody's: to tell of it must not fail, nor write to a terminal what is no text.
        return holder if holder.told().isprintable() else None
    except (OSError, ValueError, TypeError, OverflowError, RecursionError):
        return None


def _told(location: Path) -> str:
    holder = read_holder(location)
    who = "which does not say who it is" if holder is None else holder.told()
    return (
        f"another process is writing to the index in {location}: {who}; wait until it is done, "
        "or have the command wait for it with --wait SECONDS"
    )


def _is_gone(pid: int) -> bool:
    """Whether no such process runs on this machine; False where that cannot be asked for, as on Windows."""
    if os.name != "posix":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False
