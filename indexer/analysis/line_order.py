"""The order of a concordance's lines, found for a page without putting all of them in order.

Lines are ordered by report, or by the characters beside the key: from it outwards, letters before anything else, folded, by code
point. What is equal goes by report, the newest first, and place, so that an order is one whatever page is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.matrix import official_key
from indexer.engine.base import Places
from indexer.models import NOT_APPLICABLE

SIDES: Final[Mapping[str, int]] = {"left": -1, "right": 1}
SORTS: Final = ("report", "organization", "year", "left", "right")
"""By report, the newest first; by organization, then year; by year, then organization; by the characters left or right."""
DEPTH: Final = 6
"""Characters beside the key that are looked at."""

_BEYOND: Final = 1 << 21
"""No code point is as large; ranks are smaller."""
_OTHER: Final = 0x110000
_UNKNOWN_YEAR: Final = 1 << 20


def _read_ranks() -> NDArray[np.int64]:
    units = np.arange(1 << 16)
    letters = np.array([chr(unit).isalnum() for unit in range(1 << 16)])
    ranks = np.where(letters, units, _OTHER + units)
    ranks.flags.writeable = False
    return ranks


_RANKS: Final = _read_ranks()


def is_letter(characters: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which folded code points are letters or digits; those beyond the basic plane are taken for such."""
    letters: NDArray[np.bool_] = (characters >= 0) & (ranked(characters) < _OTHER)
    return letters


def ranked(characters: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rank of code points: letters and digits, then the rest, then -1, which is none."""
    if not len(characters):
        return characters
    plain = _RANKS.take(characters, mode="clip")
    if int(characters.max()) > 0xFFFF:
        plain = np.where(characters > 0xFFFF, characters, plain)
    return np.where(characters < 0, _BEYOND - 1, plain)


def rows_between(places: Places, sort: str, start: int, stop: int) -> NDArray[np.int64]:
    """The places that come from ``start`` to before ``stop`` in one of ``SORTS``, in order."""
    start, stop = min(start, len(places.start)), min(stop, len(places.start))
    if start >= stop:
        return np.empty(0, np.int64)
    ranks = _report_ranks(places, sort)
    if sort not in SIDES:
        return _by_report(places, ranks, start, stop)
    return _by_neighbours(places, ranks, SIDES[sort], start, stop)


def _by_report(places: Places, ranks: NDArray[np.int64], start: int, stop: int) -> NDArray[np.int64]:
    sizes = np.bincount(places.report, minlength=len(ranks))
    begins = np.cumsum(sizes) - sizes
    order = np.argsort(ranks)
    ends = np.cumsum(sizes[order])
    first, last = int(ends.searchsorted(start, side="right")), int(ends.searchsorted(stop))
    chosen = order[first : last + 1]
    before = int(ends[first] - sizes[chosen[0]])
    held = sizes[chosen]
    shifts = np.repeat(begins[chosen] - (np.cumsum(held) - held), held)
    rows: NDArray[np.int64] = (np.arange(int(held.sum())) + shifts)[start - before : stop - before]
    return rows


def _by_neighbours(places: Places, ranks: NDArray[np.int64], side: int, start: int, stop: int) -> NDArray[np.int64]:
    """Character by character only those lines are kept that may be on the page: after the first one few are left."""
    rows = np.arange(len(places.start))
    at = places.stop if side > 0 else places.start
    groups = np.zeros(len(rows), np.int64)
    for _ in range(DEPTH):
        characters, at = places.beside(at, side)
        keys = groups * _BEYOND + ranked(characters)
        kept, low, high, before = _narrowed(keys, start, stop)
        rows, at, keys = rows[kept], at[kept], keys[kept]
        start, stop = start - before, stop - before
        groups = _numbered(keys, low, high)
    keys = groups * (int(ranks.max()) + 1) + ranks.take(places.report.take(rows))
    kept, *_, before = _narrowed(keys, start, stop)
    order = np.argsort(keys[kept], kind="stable")
    return rows[kept][order][start - before : stop - before]


def _narrowed(keys: NDArray[np.int64], start: int, stop: int) -> tuple[NDArray[np.int64], int, int, int]:
    """Where the keys are that may come between ``start`` and ``stop``; the least and the largest of them; and how many are less."""
    if stop - start == len(keys):
        return np.arange(len(keys)), int(keys.min()), int(keys.max()), 0
    parted = np.partition(keys, (start, stop - 1))
    low, high = int(parted[start]), int(parted[stop - 1])
    return np.flatnonzero((keys >= low) & (keys <= high)), low, high, int(np.count_nonzero(keys < low))


def _numbered(keys: NDArray[np.int64], low: int, high: int) -> NDArray[np.int64]:
    """Keys as numbers from 0 on in the same order. The least and the largest may be many, those between are on the page."""
    between = np.flatnonzero((keys > low) & (keys < high))
    known, numbers = np.unique(keys[between], return_inverse=True)
    found = np.where(keys == low, 0, len(known) + 1)
    found[between] = numbers + 1
    return found


def _report_ranks(places: Places, sort: str) -> NDArray[np.int64]:
    """What each report is ordered by, from 0 on; no two are equal, but some may be left out."""
    if sort not in ("organization", "year"):
        return places.newest
    years, organizations = report_years(places), _organization_ranks(places)
    order = (years, organizations) if sort == "year" else (organizations, years)
    ranks = np.empty(len(years), np.int64)
    ranks[np.lexsort((places.newest, order[1], order[0]))] = np.arange(len(years))
    return ranks


def report_years(places: Places) -> NDArray[np.int64]:
    """int64[n]: the last covered year of each report; above any year where there is none."""
    column = places.reports.facets["covered_year"]
    last = [values[-1] for values in column.combinations]
    known = [int(v) if v.isdecimal() else _UNKNOWN_YEAR + (v == NOT_APPLICABLE) for v in last]
    return np.array(known, np.int64).take(column.numbers) if known else np.empty(0, np.int64)


def _organization_ranks(places: Places) -> NDArray[np.int64]:
    known = places.reports.organizations
    ranks = np.empty(len(known) + 1, np.int64)
    ranks[sorted(range(len(known)), key=lambda number: official_key(known[number]))] = np.arange(len(known))
    ranks[-1] = len(known)  # -1 is not known
    return ranks.take(places.reports.organization)
