"""Replacing a sidecar: one writer at a time in a folder, and never half a file."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

LOCK: Final = ".metadata.lock"
"""Who writes into a folder's sidecars makes this file, writes into it, and gives it the sidecar's name. Being hidden, it is not indexed."""
_PATIENCE: Final = 2.0
"""Seconds that a writer waits for the one before it."""
_STALE: Final = 60.0
"""Seconds after which the file of a writer that was killed is taken away; writing takes milliseconds."""


class Busy(Exception):
    """Somebody else is writing, or wrote meanwhile."""


@contextmanager
def locked(folder: Path) -> Iterator[Callable[[Path, bytes | None, bytes], None]]:
    """Be the only writer in a folder; gives what replaces a file there: (path, its bytes as they were read or None, new ones).

    Raises Busy, also where the file is no longer as it was read, and OSError where the folder cannot be written to.
    """
    lock = folder / LOCK
    descriptor = _made(lock)
    renamed = False
    file = os.fdopen(descriptor, "wb")
    try:

        def replace(path: Path, before: bytes | None, after: bytes) -> None:
            nonlocal renamed
            if before is not None:
                lock.chmod(path.stat().st_mode & 0o777)
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
            file.close()  # Windows renames no open file
            if (path.read_bytes() if os.path.lexists(path) else None) != before:
                raise Busy
            lock.replace(path)
            renamed = True
            _settle(folder)

        yield replace
    finally:
        file.close()
        if not renamed:
            with suppress(FileNotFoundError):
                lock.unlink()


def _made(lock: Path) -> int:
    """The lock's file, opened for writing. Raises Busy, OSError."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
        except FileExistsError:
            with suppress(FileNotFoundError):
                if time.time() - lock.lstat().st_mtime > _STALE:
                    lock.unlink()
                    continue
            if time.monotonic() > until:
                raise Busy from None
            time.sleep(0.05)


def _settle(folder: Path) -> None:
    """Have the new name on the disk, too, where the system lets folders be synchronised."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
