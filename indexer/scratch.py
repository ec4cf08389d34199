"""Folders for files that nobody wants afterwards: removed by the process that made them or, where that was killed, by a later one."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

if sys.platform != "win32":
    import fcntl

_BEGINS: Final = "zhengxie-"
_HELD: Final = "held"
"""A file in each folder that its maker has locked, or on Windows has open; the system ends that with the process, however it ends."""
_TO_BE_HELD: Final = "held.new"


@contextmanager
def folder() -> Iterator[Path]:
    """A new folder among the system's temporary files, removed afterwards. Raises OSError where none can be made."""
    sweep()
    made = Path(tempfile.mkdtemp(prefix=_BEGINS))
    try:
        with _held(made):
            yield made
    finally:
        _remove(made)


def sweep() -> None:
    """Remove the folders of processes that were killed; those of others, and of other users, stay."""
    with suppress(OSError):
        for path in Path(tempfile.gettempdir()).glob(f"{_BEGINS}*"):
            if _is_left(path):
                _remove(path)


def remove_if_empty(made: Path) -> None:
    """Remove a folder in which nothing is left: for the last of those who used it, since whoever made it may have been killed."""
    with suppress(OSError):
        if {each.name for each in made.iterdir()} <= {_HELD, _TO_BE_HELD}:
            _remove(made)


def _held(made: Path) -> IO[bytes]:
    if sys.platform == "win32":  # nobody can remove a file there that is open
        return (made / _HELD).open("wb")
    file = (made / _TO_BE_HELD).open("wb")
    with suppress(OSError):  # of a file system without locks: then only its maker removes the folder
        fcntl.flock(file, fcntl.LOCK_EX)
        (made / _TO_BE_HELD).rename(made / _HELD)  # not to be met before it is locked
    return file


def _is_left(path: Path) -> bool:
    """Whether a folder is one of ours and held by nobody."""
    try:
        if sys.platform == "win32":
            (path / _HELD).unlink()
            return True
        state = path.lstat()
        if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.geteuid():
            return False
        with (path / _HELD).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except OSError:
        return False


def _remove(path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True)
    if path.exists():  # a program that nobody could end writes to it, or has a file open: once more, later
        with suppress(OSError):
            (path / _HELD).touch()
