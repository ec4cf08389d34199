"""Matrices of organizations and years as pages show them: steps of heat, links to searches, parts of many rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from indexer.answers import SearchRequest
from indexer.labels import SPECIAL_VALUES
from web.analysis_arguments import search_url
from web.language import gettext
from web.links import written
from web.shelf import check_page

STEPS: Final = 5
"""Of heat; the style sheet has a rule for each."""
ROWS_SHOWN: Final = 60
"""Of a matrix at a time, at most."""
SPARE: Final = 0.25
"""How much more than the rows of a page stand on one where that is all there is."""
_FEWEST: Final = 10
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the rows of a matrix."""

    page: int
    pages: int
    first: int
    """Number of its first row, from 1."""
    last: int
    total: int
    before: str
    """The page with the rows before; empty on the first."""
    after: str


class Links:
    """Links to searches that differ in organizations and a year only: what they share is put together once."""

    def __init__(self, request: SearchRequest, years: str, query: str | None) -> None:
        """``query`` takes the place of the request's; None: there is no search to lead to."""
        self._there = query is not None
        kept = {facet: values for facet, values in request.filters.items() if facet not in ("organization", years)}
        self._base = search_url(replace(request, query=query or "", filters=kept))
        self._years = years
        self._of_request = {facet: request.filters.get(facet, ()) for facet in ("organization", years)}

    def to(self, organizations: Iterable[str] = (), year: str = "") -> str:
        """The search of one cell; without organizations or without a year, of those that the request chooses. Empty where there
        is none."""
        if not self._there:
            return ""
        named = tuple(organizations) or self._of_request["organization"]
        dated = (year,) if year else self._of_request[self._years]
        own = written(*(("organization", name) for name in named), *((self._years, value) for value in dated))
        return f"{self._base}{'' if self._base.endswith('?') or not own else '&'}{own}"


def column_name(column: str) -> str:
    """What stands above a column."""
    return gettext(SPECIAL_VALUES[column]) if column in SPECIAL_VALUES else column


def newest_first(columns: Sequence[str]) -> list[int]:
    """Where the columns are in the order in which they are shown: years newest first, then the others."""
    years = [place for place, column in enumerate(columns) if column.isdecimal()]
    return [*reversed(years), *(place for place in range(len(columns)) if place not in set(years))]


def step_of(value: float, bounds: Sequence[float]) -> int:
    """0 for nothing, else from 1: how many of the bounds, ascending, are not above it."""
    return sum(value >= bound for bound in bounds) if value > 0 else 0


def bounds_of(values: Iterable[float]) -> tuple[float, ...]:
    """What divides values above 0 into ``STEPS`` groups of like size; the lowest is that of the smallest."""
    known = sorted({value for value in values if value > 0})
    if not known:
        return ()
    return tuple(sorted({known[len(known) * step // STEPS] for step in range(STEPS)}))


def rows_for(cells: int, width: int) -> int:
    """How many rows of so many cells each a page shows that has room for some ``cells``."""
    return min(ROWS_SHOWN, max(_FEWEST, cells // max(1, width)))


def part_of(rows: Sequence[Item], page: int, url: str, size: int = ROWS_SHOWN) -> tuple[Sequence[Item], Part]:
    """The rows of a page, ``size`` or fewer, as many as on the others; one page holds ``SPARE`` more of them rather than leave a few
    to a second. ``url`` is the page without its number. Raises PastTheEnd."""
    pages = 1 if len(rows) <= size * (1 + SPARE) else -(-len(rows) // size)
    return part_ending(rows, page, url, [number * len(rows) // pages for number in range(1, pages + 1)])


def part_ending(rows: Sequence[Item], page: int, url: str, ends: Sequence[int]) -> tuple[Sequence[Item], Part]:
    """The rows of a page, where each page goes up to one of the ``ends``. Raises PastTheEnd."""
    pages = len(ends)
    check_page(page, pages)
    first, last = ends[page - 2] if page > 1 else 0, ends[page - 1]
    joint = "&" if "?" in url else "?"
    before, after = (f"{url}{joint}page={number}" if 1 <= number <= pages else "" for number in (page - 1, page + 1))
    return rows[first:last], Part(page, pages, first + 1, last, len(rows), before, after)


def ends_within(room: int, weights: Sequence[int]) -> list[int]:
    """Where pages end of things of such weights: each page holds what there is room for, and one at least."""
    ends, left = [], room
    for place, weight in enumerate(weights):
        if place and weight > left:
            ends.append(place)
            left = room
        left -= weight
    return [*ends, len(weights)]
