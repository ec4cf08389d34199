"""Disks to stand in for the one that ``indexer.engine.disk`` writes to: one that fails at a step, one that keeps what was asked of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from indexer.engine import disk

STEPS = ("create", "sync", "rename", "remove", "sync_directory", "make_directory")
Told = Callable[[str, tuple[Any, ...]], None]


class _File:
    """A file whose every write is told of before it is made."""

    def __init__(self, file: BinaryIO, path: Path, told: Told) -> None:
        self.file = file
        self.path = path
        self._told = told

    def write(self, data: bytes | memoryview) -> int:
        self._told("write", (self.path, self.file.tell(), bytes(data)))
        return self.file.write(data)

    def truncate(self, size: int) -> int:
        self._told("truncate", (self.path, size))
        return self.file.truncate(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *raised: object) -> None:
        self.file.close()


@contextmanager
def watched(told: Told) -> Iterator[None]:
    """Tell of every step in which files of an index are made, written, synced, renamed or removed, before it is taken."""
    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(disk, name, _telling(name, getattr(disk, name), told))
        yield


def _telling(name: str, step: Callable[..., Any], told: Told) -> Callable[..., Any]:
    def take(*given: Any) -> Any:
        first = given[0]
        told(name, (first.path if isinstance(first, _File) else first, *given[1:]))
        if name == "create":
            return _File(step(first), first, told)
        return step(first.file if isinstance(first, _File) else first, *given[1:])

    return take


@dataclass
class Failing:
    """Fails at step ``at``, counted from 1, and where it is ``lasting`` at all that come after it but those that give space back."""

    at: int
    error: int
    lasting: bool
    seen: list[str] = field(default_factory=list)

    def __call__(self, name: str, given: tuple[Any, ...]) -> None:
        self.seen.append(name)
        number = len(self.seen)
        if number == self.at or (self.lasting and number > self.at and name != "remove"):
            raise OSError(self.error, os.strerror(self.error))

    @property
    def failed(self) -> bool:
        return len(self.seen) >= self.at
