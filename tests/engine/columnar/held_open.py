"""A file system as Windows has it: what somebody holds open or has mapped can neither be removed nor replaced nor renamed."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

_CHANGING = ("unlink", "remove", "replace", "rename")


def held(path: Path) -> bool:
    """Whether this process holds a file open or has it mapped."""
    real = path.resolve()
    mapped = (line.split(maxsplit=5)[5:] for line in Path("/proc/self/maps").read_text().splitlines())
    if any(each == [str(real)] for each in mapped):
        return True
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            if descriptor.readlink() == real:
                return True
        except FileNotFoundError:
            continue  # the one that this loop reads by
    return False


def refuse_what_is_held(patch: pytest.MonkeyPatch) -> list[str]:
    """Let this process meet such a file system; the names of files that it was refused are added to the list."""
    refused: list[str] = []

    def guarded(change: Callable[..., Any]) -> Callable[..., Any]:
        def refusing(*paths: Any, **named: Any) -> Any:
            for path in map(Path, paths):
                if named.get("dir_fd") is None and path.is_file() and held(path):
                    refused.append(path.name)
                    raise PermissionError(errno.EACCES, "The process cannot access the file", str(path))
            return change(*paths, **named)

        return refusing

    for name in _CHANGING:
        patch.setattr(os, name, guarded(getattr(os, name)))
    return refused
