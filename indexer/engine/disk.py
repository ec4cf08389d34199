"""How the files of an embedded index get onto the disk: everything that is made, written, synced, renamed or removed goes through here.

So a test can stand another disk in: one that is full at any step, or one that forgets what was not synced. Everything raises OSError.
"""

from __future__ import annotations

import errno
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

_PAUSES: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4)
"""Seconds between tries to rename; reading a manifest takes a millisecond."""


def create(path: Path) -> BinaryIO:
    """A new file, for writing and reading. Raises FileExistsError where there is one."""
    return path.open("x+b")


def sync(file: BinaryIO) -> None:
    """What was written to a file is on the disk when this returns; not yet that the directory holds the file."""
    file.flush()
    os.fsync(file.fileno())


def rename(path: Path, to: Path) -> None:
    """In one step, in place of what may be there. A reader may hold that open for a moment, while which Windows refuses it."""
    for pause in _PAUSES:
        try:
            path.replace(to)
            return
        except PermissionError:
            time.sleep(pause)
    path.replace(to)


def remove(path: Path) -> None:
    path.unlink()


def sync_directory(folder: Path) -> None:
    """Which files a directory holds is on the disk when this returns, where system and file system know such a thing."""
    if os.name == "posix":
        directory = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(directory)
        except OSError as error:
            # EINVAL is what fsync(2) says where it knows none of directories, as some shares.
            if error.errno != errno.EINVAL:
                raise
        finally:
            os.close(directory)


def make_directory(folder: Path) -> None:
    """With those above it, each of them on the disk; nothing is done where it is there."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for each in reversed(missing):
        sync_directory(each.parent)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file in place of what may be there, in one step that is on the disk when this returns.

    What a run that was killed left beside it is written over; what fails leaves nothing there.
    """
    beside = beside_name(path)
    with suppress(FileNotFoundError):
        remove(beside)
    try:
        with create(beside) as file:
            file.write(data)
            sync(file)
        rename(beside, path)
    except BaseException:
        with suppress(OSError):
            remove(beside)
        raise
    sync_directory(path.parent)


def beside_name(path: Path) -> Path:
    """Where ``write_whole`` writes before it renames."""
    return path.with_name(f"{path.name}.new")
