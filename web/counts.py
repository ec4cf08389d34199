"""Numbers of requests, which processes that are forked later add up together."""

from __future__ import annotations

import mmap
import threading
from bisect import bisect_left
from collections.abc import Collection, Iterator
from typing import Final

import numpy as np

PLACES: Final = 64
"""Processes that may count at once."""
BOUNDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds; of each request it is counted below which it was answered."""
STATUSES: Final = (
    *(200, 204, 206, 301, 302, 303, 304, 308),
    *(400, 401, 403, 404, 405, 409, 410, 412, 413, 416, 422, 429),
    *(500, 503),
)
"""Those that answers have; others are counted together."""
OTHER: Final = "other"
UNKNOWN: Final = "none"
"""Stands for an endpoint in counts where there is none at an address, or one that nobody told of."""


class Counts:
    """Counts in memory that forked processes share. Each has a row of its own, so that none waits for another and what a
    process counted that died stays."""

    def __init__(self, endpoints: Collection[str]) -> None:
        """Others than these ``endpoints`` are counted together, as ``UNKNOWN``."""
        self._endpoints = {name: number for number, name in enumerate(sorted({UNKNOWN, *endpoints}))}
        width = len(STATUSES) + 1 + len(BOUNDS) + 1 + 1
        shape = (PLACES, 1 + len(self._endpoints), width)
        self._all = np.frombuffer(mmap.mmap(-1, 8 * int(np.prod(shape))), np.float64).reshape(shape)
        self._lock = threading.Lock()
        self.place = 0
        """Of this process; to be set when it was forked."""

    def add(self, endpoint: str, status: int, seconds: float) -> None:
        """Count an answer."""
        row = self._all[self.place, 1 + self._endpoints.get(endpoint, self._endpoints[UNKNOWN])]
        at = STATUSES.index(status) if status in STATUSES else len(STATUSES)
        below = len(STATUSES) + 1 + bisect_left(BOUNDS, seconds)
        with self._lock:
            row[at] += 1
            row[below] += 1
            row[-1] += seconds

    def refuse(self) -> None:
        """Count a request that was refused because too many waited."""
        with self._lock:
            self._all[self.place, 0, 0] += 1

    def refused(self) -> float:
        return float(self._all[:, 0, 0].sum())

    def answered(self) -> Iterator[tuple[str, dict[str, float], list[float], float]]:
        """(endpoint, status → answers, how many of them took up to each of ``BOUNDS`` and any time, seconds in all) of what
        was asked for."""
        total = self._all.sum(axis=0)
        for name, number in self._endpoints.items():
            row = total[1 + number].tolist()
            statuses = zip((*map(str, STATUSES), OTHER), row, strict=False)
            times = np.cumsum(row[len(STATUSES) + 1 : -1]).tolist()
            if times[-1]:
                yield name, {status: count for status, count in statuses if count}, times, row[-1]
