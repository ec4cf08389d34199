"""Which segments are merged when: a tiered policy, after Lucene's TieredMergePolicy in its simplest form.

Segments of about one size form a tier; when a tier is full its segments become one of the next. So there are never many
small ones, and a text is moved about as often as there are tiers below the largest. Segments that are large are left alone:
asking one more costs some ten microseconds, moving its text some seconds. A segment of which a third is deleted is written
anew, whatever its size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from indexer.engine.columnar.build import MOST_DOCUMENTS
from indexer.engine.columnar.strings import MOST_BLOCKS

FULL: Final = 10
"""Segments of one tier that are merged, and how much larger the next tier is."""
SMALLEST: Final = 100_000
"""Units; smaller segments, and those up to FULL times as large, are of one tier."""
LARGE: Final = SMALLEST * FULL**2
"""Units; segments as large are merged no more."""
MOST_UNITS: Final = (1 << 32) - 1
_SHARE_DELETED: Final = 1 / 3


@dataclass(frozen=True, slots=True)
class Size:
    """What a segment holds, and how many of its documents are not deleted."""

    units: int
    blocks: int
    documents: int
    live: int

    @property
    def share(self) -> float:
        return self.live / self.documents if self.documents else 0.0

    @property
    def tier(self) -> int:
        return int(log(max(self.units * self.share, SMALLEST) / SMALLEST, FULL))


def plan_merge(sizes: Sequence[Size]) -> list[int]:
    """Numbers of the segments that should become one now, ascending; empty when nothing is to be done.

    A single number is a segment to be written anew without its deletions. Ask again after each merge.
    """
    small = [number for number, size in enumerate(sizes) if size.units * size.share < LARGE]
    for tier in sorted({sizes[number].tier for number in small}):
        members = [number for number in small if sizes[number].tier == tier]
        if len(members) >= FULL:
            chosen = _fitting(sizes, members)
            if len(chosen) > 1:
                return sorted(chosen)
    for number, size in enumerate(sizes):
        if size.documents and size.share < 1 - _SHARE_DELETED:
            return [number]
    return []


def _fitting(sizes: Sequence[Size], members: Sequence[int]) -> list[int]:
    """As many as one segment can hold, the smallest first; deletions are taken to be spread evenly."""
    chosen: list[int] = []
    units = blocks = documents = 0
    for number in sorted(members, key=lambda member: sizes[member].units):
        size = sizes[number]
        units, blocks, documents = units + size.units, blocks + size.blocks, documents + size.live
        if units > MOST_UNITS or blocks > MOST_BLOCKS or documents > MOST_DOCUMENTS:
            break
        chosen.append(number)
    return chosen
