"""Sorted keys of letters with whose they are: the best of those that begin with a prefix, and all that equal a key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

SIZE: Final = 32
"""Bytes kept of a key; what is longer is told by these."""
_BEYOND: Final = b"\xff"
"""Sorts behind whatever may follow a prefix: no UTF-8 holds it."""


class Keys:
    """Keys, sorted, with the number of the owner of each. A key may have several owners, an owner several keys."""

    def __init__(self, keys: Sequence[str], owners: Sequence[int], weights: Sequence[float] | None = None) -> None:
        """``weights`` say how much each key speaks for its owner: 1 where none are given."""
        made = np.array([key.encode("utf-8", "replace")[:SIZE] for key in keys], f"S{SIZE}")
        order = made.argsort(kind="stable")
        self._keys = made[order]
        self._owners = np.array(owners, np.int32)[order]
        self._weights = None if weights is None else np.array(weights, np.float32)[order]

    def beginning(self, prefix: str) -> tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.bool_]]:
        """(owners, weights, whether the whole key is the prefix) of the keys that begin with a prefix of ASCII letters."""
        wanted = prefix.encode("utf-8", "replace")[:SIZE]
        low = int(self._keys.searchsorted(np.array(wanted, f"S{SIZE}")))
        high = int(self._keys.searchsorted(np.array((wanted + _BEYOND)[:SIZE], f"S{SIZE}"), side="right"))
        weights = np.ones(high - low) if self._weights is None else self._weights[low:high].astype(np.float64)
        return self._owners[low:high], weights, self._keys[low:high] == wanted

    def equal(self, wanted: Sequence[str]) -> list[list[int]]:
        """The owners of each of some keys."""
        if not wanted:
            return []
        made = np.array([key.encode("utf-8", "replace")[:SIZE] for key in wanted], f"S{SIZE}")
        lows, highs = self._keys.searchsorted(made).tolist(), self._keys.searchsorted(made, side="right").tolist()
        return [self._owners[low:high].tolist() for low, high in zip(lows, highs, strict=True)]


def best(owners: NDArray[np.integer], scores: NDArray[np.float64], wanted: int) -> list[tuple[int, float]]:
    """The ``wanted`` owners with the highest scores, each once, in order; equal ones by number."""
    if not len(owners) or wanted <= 0:
        return []
    kept = scores
    # An owner has at most a few keys: some more than wanted are taken, and each is then counted once.
    some = min(len(scores), 8 * wanted)
    if some < len(scores):
        few = np.argpartition(scores, -some)[-some:]
        owners, kept = owners[few], scores[few]
    order = np.lexsort((owners, -kept))
    found: dict[int, float] = {}
    for owner, score in zip(owners[order].tolist(), kept[order].tolist(), strict=True):
        found.setdefault(owner, score)
    return list(found.items())[:wanted]
