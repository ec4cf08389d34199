"""Which reports were found, remembered for as long as there is room."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray

ROOM: Final = 64_000_000
"""Bytes that one commit may take for it."""
_OVERHEAD: Final = 400
"""Bytes of an entry beside its ids."""


class Remembered:
    """Lists of ids by what they were asked for. Methods may be called from several threads."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._lock = Lock()
        self._held: OrderedDict[bytes, NDArray[np.uint64]] = OrderedDict()
        self.size = 0
        """Bytes of all that is held."""

    def ids(self, key: str, make: Callable[[], Iterable[str]]) -> list[str]:
        """What was made under a key, or is made now; what was asked for longest ago is forgotten where room is needed."""
        digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        with self._lock:
            found = self._held.get(digest)
            if found is not None:
                self._held.move_to_end(digest)
        if found is None:
            found = np.fromiter((int(identity, 16) for identity in make()), np.uint64)
            self._keep(digest, found)
        return [f"{number:016x}" for number in found.tolist()]

    def _keep(self, digest: bytes, found: NDArray[np.uint64]) -> None:
        with self._lock:
            if digest not in self._held and found.nbytes + _OVERHEAD <= self._room:
                self._held[digest] = found
                self.size += found.nbytes + _OVERHEAD
            while self.size > self._room:
                _, forgotten = self._held.popitem(last=False)
                self.size -= forgotten.nbytes + _OVERHEAD
