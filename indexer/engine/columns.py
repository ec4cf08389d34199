"""What an engine gives of many reports at once: columns of numbers, one row for each report or place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.models import Organization

QUOTATION_MARKS: Final = (("“", "”"), ("「", "」"))
"""In both scripts; what stands in ‘ ’ or 『 』 is mostly a quotation within another."""
STRAIGHT_MARK: Final = '"'
"""Opens and closes in turn within a line. Where one lacks its other, none of the line says which it is."""
SHORTEST_QUOTATION: Final = 2
LONGEST_QUOTATION: Final = 12
"""Characters."""
QUOTATION_STOPS: Final = "\n。！？；"
"""What holds one of these is a sentence that somebody said, or a mark that was never closed."""


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """The values that each report carries in a facet."""

    combinations: tuple[tuple[str, ...], ...]
    """Of an organization its nodes from the top down and its name, of years each of them."""
    numbers: NDArray[np.int64]
    """int64[n]: the combination of each report, by number."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Every report that a request matches, copies included, in the engine's order: one row each, n of them."""

    ids: NDArray[np.uint64]
    """uint64[n]; an id is their 16 hexadecimal digits."""
    characters: NDArray[np.int64]
    """int64[n]: code points of the text, or of its sections of the kind asked for."""
    occurrences: NDArray[np.int64]
    """int64[terms, n]: how often each term's strings stand there, overlapping places counted."""
    facets: Mapping[str, FacetColumn]
    """Of the facets asked for."""
    organizations: tuple[Organization, ...]
    organization: NDArray[np.int64]
    """int64[n]: each report's, by number in ``organizations``; -1 where it is not known."""
    family: NDArray[np.int64]
    """int64[n]: what copies of one text have in common, -1 for a report without copies."""
    place: NDArray[np.int64]
    """int64[n]: orders copies of one text, the best lowest; meaningless elsewhere."""
    dates: NDArray[np.int64]
    """int64[n]: yyyymmdd of the delivered year, else of the publication, with what is not known as 00; 0 where nothing is."""


@dataclass(frozen=True, slots=True)
class Quotations:
    """Every string of ``SHORTEST_QUOTATION`` to ``LONGEST_QUOTATION`` characters that stands between two marks of a pair of
    ``QUOTATION_MARKS`` or two ``STRAIGHT_MARK`` s, with no other mark of the pair and none of ``QUOTATION_STOPS`` in it: m strings at
    k places."""

    strings: tuple[str, ...]
    """Folded, each once."""
    written: tuple[str, ...]
    """Each as it is written most often, of two forms that are as frequent the first in order."""
    string: NDArray[np.int64]
    """int64[k]: number of the string at each place, in no order."""
    report: NDArray[np.uint64]
    """uint64[k]: id of the report."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """One place in its report."""

    offset: int
    """Code points of the report's text before it."""
    paragraph: int
    """Number of its line, from 1."""
    section: str
    """Kind of the section that it begins in."""
    left: str
    text: str
    """As it is written there."""
    right: str


class Places(Protocol):
    """Where the strings of a term stand in the texts that a request matches, in one commit for as long as it is held.

    m rows, ascending by report and place; overlapping places are rows of their own. ``start`` and ``stop`` count in one long
    text, of all reports one after the other: what they are good for is to be compared, and to be asked about here.
    """

    reports: Tally
    """The reports counted in, n of them, ascending as ``report`` numbers them; without terms. Of copies of one text, unless they
    are asked for, it is the best of those that hold the term, or the best of all where none does."""
    newest: NDArray[np.int64]
    """int64[n]: rank of each report by date, the newest lowest; no two are equal."""
    report: NDArray[np.int64]
    """int64[m]: row in ``reports``."""
    start: NDArray[np.int64]
    stop: NDArray[np.int64]

    def beside(self, at: NDArray[np.int64], side: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The folded characters that stand right (side 1) or left (-1) of some offsets, as code points, and the offsets beyond
        them; -1 and the same offset where the text of the report ends. ``at`` has to ascend by report."""

    def inside(self, starts: NDArray[np.int64], stops: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which spans count for the request: those that lie wholly in one section of its kind. ``starts`` ascend by report."""

    def total(self, string: str) -> int:
        """How often a folded string stands in ``reports``, in sections of the kind asked for."""

    def character_totals(self) -> NDArray[np.int64]:
        """int64[65536]: how often each folded UTF-16 unit does."""

    def titles(self, reports: NDArray[np.int64]) -> Sequence[str]:
        """Of some rows of ``reports``, as they are shown."""

    def surroundings(self, rows: NDArray[np.int64], width: int) -> Iterator[Surroundings]:
        """Of some rows in any order, with at most ``width`` characters on either side, read one by one."""


@dataclass(frozen=True, slots=True)
class WordCounts:
    """How often each base word stands in the reports of k selections, all of one commit."""

    words: tuple[str, ...]
    """n words, folded, each once: at least all that any of the reports holds. Sub-words of search mode are none of them."""
    occurrences: NDArray[np.int64]
    """int64[n, k]"""
    reports: NDArray[np.int64]
    """int64[g, k] for the g forms that the words were given: reports that hold any word of a form."""
    tallies: tuple[Tally, ...]
    """Of each selection."""
    generation: str
    """As ``Engine.generation``."""
