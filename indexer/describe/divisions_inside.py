"""What lies in a division and what it lies in, and the short forms of divisions that a text holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from indexer.describe.divisions import LAST_YEAR, Division, table


def short_names_in(text: str) -> Iterator[tuple[str, tuple[Division, ...]]]:
    """The short forms of two characters (安岳, 宜宾) that a folded text holds, also inside words, with what each can mean.

    In the order of the alphabet. Which of them are meant, others have to tell: 平安 and 互助 are counties too.
    """
    short = table().short
    first, second = _pairs_of_short_names()
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    at = np.flatnonzero(first[units[:-1]] & second[units[1:]])
    pairs = {chr(one) + chr(two) for one, two in zip(units[at].tolist(), units[at + 1].tolist(), strict=True)}
    for name in sorted(pairs & short.keys()):
        yield name, tuple(short[name])


@cache
def _pairs_of_short_names() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which UTF-16 units are the first, and which the second character of a short form of two: bool[65536] each."""
    first, second = np.zeros(1 << 16, dtype=np.bool_), np.zeros(1 << 16, dtype=np.bool_)
    for name in table().short:
        if len(name) == 2:
            first[ord(name[0])] = second[ord(name[1])] = True
    return first, second


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
