"""What lies in a division and what it lies in, and the short forms of divisions that a text holds."""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from indexer.describe.divisions import LAST_YEAR, Division, table


@lru_cache(maxsize=1)  # of the report in hand, which is asked more than once
def short_names_in(text: str) -> tuple[tuple[str, tuple[Division, ...]], ...]:
    """The short forms of two characters (安岳, 宜宾) that a folded text holds, also inside words, with what each can mean.

    In the order of the alphabet. Which of them are meant, others have to tell: 平安 and 互助 are counties too.
    """
    first, hashed, known = _pairs_of_short_names()
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    # Two out of three characters begin no such name, and few of the pairs that are left pass for one by their hash.
    at = np.flatnonzero(first.take(units[:-1]))
    at = at[hashed.take(_hashes(units[at], units[at + 1]))]
    pairs = units[at].astype(np.uint32) << 16 | units[at + 1]
    places = np.minimum(known.searchsorted(pairs), len(known) - 1)
    held = np.unique(pairs[known[places] == pairs])
    names = (chr(pair >> 16) + chr(pair & 0xFFFF) for pair in held.tolist())
    short = table().short
    return tuple((name, tuple(short[name])) for name in names)


def _hashes(first: NDArray[np.uint16], second: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """uint16[n] × uint16[n] → a number for each pair, which may overflow."""
    return first * np.uint16(31) + second


@cache
def _pairs_of_short_names() -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.uint32]]:
    """For the short forms of two characters: which UTF-16 units begin one, which hashes they have, bool[65536] each; and all of
    them, ascending, uint32[n] with the first character in the upper half.
    """
    known = np.array(sorted(ord(n[0]) << 16 | ord(n[1]) for n in table().short if len(n) == 2), dtype=np.uint32)
    one, two = (known >> 16).astype(np.uint16), (known & 0xFFFF).astype(np.uint16)
    first, hashed = np.zeros(1 << 16, dtype=np.bool_), np.zeros(1 << 16, dtype=np.bool_)
    first[one] = hashed[_hashes(one, two)] = True
    return first, hashed, known


def whole_of(division: Division, year: int | None = None) -> Division | None:
    """The division that a division lies in (in a year); None for a province."""
    if len(division.path) < 2:
        return None
    above = [d for d in _by_path().get(division.path[:-1], ()) if year is None or d.stood_in(year)]
    return max(above, key=lambda d: (d.until or LAST_YEAR, d.since), default=None)


@cache
def _by_path() -> dict[tuple[str, ...], list[Division]]:
    found: dict[tuple[str, ...], list[Division]] = {}
    for same in table().by_code.values():
        for division in same:
            found.setdefault(division.path, []).append(division)
    return found
