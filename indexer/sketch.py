"""How alike two texts are, from a few numbers of each: bottom-k sketches of their shingles, and one fingerprint.

A shingle is a string of ``SHINGLE`` adjacent letters, digits or Chinese characters of the folded text; everything else (line ends,
spaces, punctuation) is left out first, so that texts which were only laid out differently have the same ones. Shingles are
hashed, and the ``SIZE`` smallest hashes are the sketch. Below the smaller of the largest hashes of two sketches both are
complete, so that what they share there estimates the resemblance |A ∩ B| / |A ∪ B| and the containment |A ∩ B| / |A| of the
whole sets. Broder 1997, "On the resemblance and containment of documents"; Cohen & Kaplan 2007, "Summarizing data using
bottom-k sketches".
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

SHINGLE: Final = 6
"""UTF-16 units of a shingle."""
SIZE: Final = 128
"""Numbers of a sketch: an estimate of 0.7 is off by 0.04 (standard error)."""
NONE: Final = 0xFFFF_FFFF
"""Stands behind the numbers of a sketch that has fewer than ``SIZE``."""
_SPARE: Final = 2
_PAIRS: Final = 1 << 14
"""Pairs of sketches that are compared at a time, so that memory stays bounded."""


def _kept() -> NDArray[np.bool_]:
    units = [chr(unit).isalnum() or 0xD800 <= unit < 0xE000 for unit in range(0x10000)]
    return np.array(units, bool)


_KEPT: Final = _kept()
"""bool[65536]: units that stay; halves of wide characters do, as nearly all of those are Chinese."""


@dataclass(frozen=True, slots=True)
class Sketch:
    values: bytes
    """``SIZE`` numbers of four bytes, little-endian: ascending, each once, ``NONE`` behind the last."""
    fingerprint: int
    """64 bits of a hash of everything that stays of the text; 0 where nothing does."""

    @property
    def hashes(self) -> NDArray[np.uint32]:
        """uint32[SIZE]."""
        return np.frombuffer(self.values, "<u4")


EMPTY: Final = Sketch(b"\xff" * 4 * SIZE, 0)
"""Of a text without a letter, and of one that nobody sketched: like no other."""


def sketch(folded: str) -> Sketch:
    """Sketch a folded text, at some ten nanoseconds a character."""
    units = np.frombuffer(folded.encode("utf-16-le", "surrogatepass"), "<u2")
    units = units.compress(_KEPT.take(units))
    if not len(units):
        return EMPTY
    digest = hashlib.sha1(units.tobytes(), usedforsecurity=False).digest()[:8]  # the quickest there is
    smallest = _smallest(_hashes(units))
    values = smallest.astype("<u4").tobytes() + EMPTY.values[4 * len(smallest) :]
    return Sketch(values, int.from_bytes(digest, "little") or 1)


def _hashes(units: NDArray[np.uint16]) -> NDArray[np.uint32]:
    """A hash of every shingle, in order: three adjacent pairs as numbers, multiplied and mixed (MurmurHash3's last steps)."""
    if len(units) < SHINGLE:
        return np.empty(0, np.uint32)
    wide: NDArray[np.uint32] = units.astype(np.uint32)
    pairs = wide[:-1] << np.uint32(16)
    pairs |= wide[1:]
    count = len(units) - SHINGLE + 1
    mixed: NDArray[np.uint32] = pairs[:count] * np.uint32(0x9E37_79B1)
    for step, factor in ((2, 0x85EB_CA6B), (4, 0xC2B2_AE35)):
        mixed ^= mixed >> 15
        mixed += pairs[step : step + count]
        mixed *= np.uint32(factor)
    mixed ^= mixed >> 16
    mixed *= np.uint32(0x85EB_CA6B)
    mixed ^= mixed >> 13
    mixed *= np.uint32(0xC2B2_AE35)
    mixed ^= mixed >> 16
    return mixed


def _smallest(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The ``SIZE`` smallest different hashes, fewer where there are not as many."""
    limit = (1 << 32) * SIZE * _SPARE // max(len(hashes), 1)
    if limit < NONE:
        # Of evenly spread hashes so many more than needed are below; a text that repeats itself may leave too few.
        few = _different(hashes.take(np.flatnonzero(hashes < np.uint32(limit))))
        if len(few) >= SIZE:
            return few[:SIZE]
    found = _different(hashes)
    kept: NDArray[np.uint32] = found[found != NONE][:SIZE]
    return kept


def _different(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    ordered = np.sort(hashes)
    return np.concatenate([ordered[:1], ordered[1:][ordered[1:] != ordered[:-1]]])


@dataclass(frozen=True, slots=True)
class Likeness:
    """What pairs of sketches say of their texts; one item for each pair."""

    resemblance: NDArray[np.float64]
    """|A ∩ B| / |A ∪ B|, 0 where either is empty."""
    containment: NDArray[np.float64]
    """The part of the smaller that stands in the larger."""
    sample: NDArray[np.int64]
    """How many shingles of the smaller the containment was estimated from."""


def likeness(first: NDArray[np.uint32], second: NDArray[np.uint32]) -> Likeness:
    """Compare sketches pair by pair: uint32[pairs, SIZE] each."""
    parts = [_likeness(first[at : at + _PAIRS], second[at : at + _PAIRS]) for at in range(0, len(first), _PAIRS)]
    if not parts:
        return Likeness(np.empty(0), np.empty(0), np.empty(0, np.int64))
    shared, sizes, others = (np.concatenate(column) for column in zip(*parts, strict=True))
    smaller = np.minimum(sizes, others)
    return Likeness(
        resemblance=shared / np.maximum(sizes + others - shared, 1),
        containment=shared / np.maximum(smaller, 1),
        sample=smaller,
    )


def _likeness(
    first: NDArray[np.uint32], second: NDArray[np.uint32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """How many hashes each pair shares, and how many each of the two has, where both sketches are complete.

    A sketch that is not full is complete everywhere; its last number is ``NONE``, which is then the limit.
    """
    limit = np.minimum(first[:, -1], second[:, -1])[:, None]
    within = [(values <= limit) & (values != NONE) for values in (first, second)]
    both = np.sort(np.concatenate([first, second], axis=1), axis=1)
    shared = (both[:, 1:] == both[:, :-1]) & (both[:, 1:] <= limit) & (both[:, 1:] != NONE)
    counts = [np.count_nonzero(each, axis=1).astype(np.int64) for each in (shared, *within)]
    return counts[0], counts[1], counts[2]
