"""What reading one file may cost, in a process that ends when it costs more."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from indexer.readers import clock

if sys.platform == "linux":
    import resource

SECONDS: Final = 120
MEMORY: Final = 2048
BYTES_A_TIME: Final = 5_000_000
"""A file of so many bytes more may take as long again."""
_MEGA: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Of reading, cleaning, describing and cutting one file."""

    seconds: int = SECONDS
    """For each 5 MB that a file has begun, without what LibreOffice and OCR take, which have limits of their own."""
    memory: int = MEMORY
    """Megabytes beyond what the process took before; programs that it starts have the same bound. Kept on Linux only: elsewhere no
    process can be told its share."""

    def seconds_for(self, size: int) -> int:
        """How long a file of so many bytes may take."""
        return self.seconds * (1 + size // BYTES_A_TIME)

    @contextmanager
    def kept(self, size: int, told: IO[bytes]) -> Iterator[None]:
        """Do what reads a file of so many bytes. Too much memory raises MemoryError in it, as does too little of the machine's;
        too much time ends the process, after ``told`` was told."""
        with clock.running(self.seconds_for(size), told), _memory_bounded(self.memory):
            yield


@contextmanager
def _memory_bounded(megabytes: int) -> Iterator[None]:
    if sys.platform != "linux":
        yield
        return
    before, most = resource.getrlimit(resource.RLIMIT_DATA)
    bound = _data() + megabytes * _MEGA
    if most != resource.RLIM_INFINITY:
        bound = min(bound, most)
    resource.setrlimit(resource.RLIMIT_DATA, (bound, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (before, most))


def _data() -> int:
    """Bytes of memory that this process has for itself; of files that it maps, only what it changed."""
    return int(Path("/proc/self/statm").read_bytes().split()[5]) * resource.getpagesize()
