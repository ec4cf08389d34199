"""Loss of power, played back: what was written, synced, renamed and removed is recorded, and what may be left of it is made.

After the ideas of ALICE (Pillai et al., OSDI 2014) and LazyFS. A file system may keep or lose whatever was not synced, in any order:
each write by itself, or only its first sectors; each change of the directory by itself. What was synced before is there.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

SECTOR: Final = 512


@dataclass(eq=False)
class Inode:
    """A file, whatever it is called: what was written to it, and how much of that is synced."""

    begun: bytes = b""
    writes: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Place and bytes, None for a cut or growth to that place."""
    synced: int = 0

    def left(self, chance: random.Random, keeping: float) -> bytes:
        """What a loss of power leaves of it; ``keeping``: how likely it is that a write stays which was not synced."""
        data = bytearray(self.begun)
        for number, (at, written) in enumerate(self.writes):
            if number >= self.synced and chance.random() >= keeping:
                continue
            if written is None:
                data = data[:at] + bytes(max(0, at - len(data)))
                continue
            if number >= self.synced and len(written) > SECTOR and chance.random() < 0.5:
                written = written[: chance.randrange(1, len(written) // SECTOR + 1) * SECTOR]
            data += bytes(max(0, at - len(data)))
            data[at : at + len(written)] = written
        return bytes(data)


@dataclass(frozen=True)
class Change:
    """Of the directory: a name that is given, taken from another, or gone."""

    file: Inode
    to: str | None
    gone: str | None = None


class Recording:
    """To be given to ``tests.engine.disks.watched``: every step in one directory, in order."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, tuple[Any, ...]]] = []

    def __call__(self, name: str, given: tuple[Any, ...]) -> None:
        self.steps.append((name, given))


class Disk:
    """What a disk is asked, up to a step; then what may be left."""

    def __init__(self, begun: Mapping[str, bytes], steps: Sequence[tuple[str, tuple[Any, ...]]]) -> None:
        self.names = {name: Inode(data) for name, data in begun.items()}
        self.begun = dict(self.names)
        self.changes: list[Change] = []
        self.synced = 0
        for name, given in steps:
            getattr(self, name)(*given)

    def create(self, path: Path) -> None:
        self.names[path.name] = Inode()
        self.changes.append(Change(self.names[path.name], path.name))

    def write(self, path: Path, at: int, data: bytes) -> None:
        self.names[path.name].writes.append((at, data))

    def truncate(self, path: Path, size: int) -> None:
        self.names[path.name].writes.append((size, None))

    def sync(self, path: Path) -> None:
        file = self.names[path.name]
        file.synced = len(file.writes)

    def rename(self, path: Path, to: Path) -> None:
        self.names[to.name] = self.names.pop(path.name)
        self.changes.append(Change(self.names[to.name], to.name, path.name))

    def remove(self, path: Path) -> None:
        if path.name in self.names:  # else the step failed, as it may
            self.changes.append(Change(self.names.pop(path.name), None, path.name))

    def sync_directory(self, folder: Path) -> None:
        self.synced = len(self.changes)

    def make_directory(self, folder: Path) -> None:
        """It is there from the beginning."""

    def left(self, chance: random.Random) -> dict[str, bytes]:
        """Name → content of each file after a loss of power."""
        keeping = chance.choice([0.0, 0.1, 0.5, 0.9, 1.0])
        names = dict(self.begun)
        for number, change in enumerate(self.changes):
            if number >= self.synced and chance.random() >= keeping:
                continue
            if change.gone is not None and names.get(change.gone) is change.file:
                del names[change.gone]
            if change.to is not None:
                names[change.to] = change.file
        written = chance.choice([0.0, 0.5, 1.0])
        return {name: file.left(chance, written) for name, file in names.items()}
