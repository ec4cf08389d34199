"""Counted years → the bars of a histogram, with gaps where no report is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from indexer.answers import FacetValue
from web import spans
from web.choices import FacetLinks

HEIGHT: Final = 32
"""Steps of height; the style sheet has a rule for each."""
MOST: Final = 120
"""Years that are drawn, the latest ones."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One year, as a link that chooses it or takes the choice back."""

    year: int
    count: int
    height: int
    """0 to ``HEIGHT``; any report makes at least 1."""
    chosen: bool
    excluded: bool
    url: str


def histogram(values: Sequence[FacetValue], links: FacetLinks) -> tuple[Bar, ...]:
    """Every year from the first to the last one that has reports or was chosen, ascending."""
    counts = {int(value.value): value.count for value in values if spans.YEAR.fullmatch(value.value)}
    if not counts:
        return ()
    tallest = max(1, *counts.values())
    last = max(counts)
    years = range(max(min(counts), last - MOST + 1), last + 1)
    return tuple(_bar(year, counts.get(year, 0), tallest, links) for year in years)


def _bar(year: int, count: int, tallest: int, links: FacetLinks) -> Bar:
    value = str(year)
    excluded = spans.holds(links.excluded, value)
    chosen = spans.holds(links.chosen, value) and not excluded
    return Bar(year, count, ceil(count * HEIGHT / tallest), chosen, excluded, links.toggled_year(value))
