"""In which reports figures are looked for: those that a request matches, whole, even where it asks for one section of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.figures_cells import Arranged, Held
from indexer.analysis.selecting import holding_rows
from indexer.answers import SearchRequest
from indexer.engine.base import Tally
from indexer.figures import Asked, akin, needed
from indexer.figures.actions import CONCLUDING
from indexer.labels import SECTIONS
from indexer.messages import Message, said
from indexer.models import COMPLETENESS, UNKNOWN, Organization
from indexer.search import Library

_COLUMNS: Final = ("covered_year", "completeness")
_NAMED: Final = 3
"""Organizations and years that a note names."""


@dataclass(frozen=True, slots=True)
class Looked:
    """The reports of a request, of copies of one text one unless it asks for copies."""

    tally: Tally
    rows: NDArray[np.int64]
    """int64[n]: rows of ``tally``."""
    without: int
    """How many of them have no such section as is asked for."""
    notes: tuple[Message, ...]
    """On how the query and the filters were read."""

    @property
    def holding(self) -> list[str]:
        """Ids of those that hold a word for what is asked, anywhere."""
        found = self.rows[self._hold[self.rows]]
        return [f"{identity:016x}" for identity in self.tally.ids[found].tolist()]

    @property
    def copies(self) -> int:
        """How many hold a word for it, too, and are copies of others, so that they are not among ``rows``."""
        return int(np.count_nonzero(np.delete(self._hold, self.rows)))

    @property
    def _hold(self) -> NDArray[np.bool_]:
        return np.asarray((self.tally.occurrences > 0).all(axis=0))


def looked(library: Library, request: SearchRequest, asked: Asked) -> Looked:
    """The reports in which to look. One that states a figure outside the section asked for, or has no such section, is among them,
    so that neither is passed over; the words of a query have to stand in the section. Raises QueryError, CorruptIndex."""
    strings = needed(asked)
    tally, notes = library.tally(request, strings, _COLUMNS)
    if not request.section:
        return Looked(tally, holding_rows(tally, request.copies), 0, notes)
    whole, _ = library.tally(replace(request, query="", section=""), strings, _COLUMNS)
    within = np.isin(whole.ids, tally.ids)
    rows = holding_rows(whole, request.copies, np.flatnonzero(within) if request.query else None)
    return Looked(whole, rows, int(np.count_nonzero(~within[rows])), notes)


def held(looked_in: Looked) -> Held:
    """How many reports there are on each single year, of every organization that is identified."""
    tally, rows = looked_in.tally, looked_in.rows
    column, completeness = tally.facets["covered_year"], tally.facets["completeness"]
    known_of = rows[tally.organization[rows] >= 0]
    less = np.array([values[0] in COMPLETENESS[1:] for values in completeness.combinations], bool)
    # Pairs as one number: np.unique sorts those much faster than rows.
    size = len(column.combinations)
    numbers = tally.organization[known_of] * size + column.numbers[known_of]
    pairs, places, counts = np.unique(numbers, return_inverse=True, return_counts=True)
    partial = np.bincount(places[less[completeness.numbers[known_of]]], minlength=len(pairs))
    found: dict[Organization, dict[int, tuple[int, int]]] = {}
    for pair, *both in zip(pairs.tolist(), counts.tolist(), partial.tolist(), strict=True):
        years = column.combinations[pair % size]
        if len(years) == 1 and years[0].isdecimal():
            found.setdefault(tally.organizations[pair // size], {})[int(years[0])] = both[0], both[1]
    return found


def notes_on(looked_in: Looked, request: SearchRequest) -> tuple[Message, ...]:
    """What is to be said of the reports that were looked in."""
    tally, rows = looked_in.tally, looked_in.rows
    column = tally.facets["covered_year"]
    several, unknown = (
        np.array([test(years) for years in column.combinations], bool)[column.numbers[rows]]
        for test in (lambda years: len(years) > 1, lambda years: years == (UNKNOWN,))
    )
    not_known = np.count_nonzero(unknown | (tally.organization[rows] < 0))
    notes = []
    if several.any():
        notes.append(said("其中 %(count)s 份届期报告回顾多个年份，其数字不列入年度表。", count=f"{several.sum():,}"))
    if not_known:
        notes.append(said("其中 %(count)s 份报告的机构或回顾年度未识别，不列入年度表。", count=f"{not_known:,}"))
    # With a section the tally is of the whole index, so that what is not looked in is more than copies.
    if looked_in.copies and not request.section and not request.copies:
        notes.append(
            said(
                "相同文本计一份：另有 %(count)s 份提到它的副本没有读，个别数字可能不同；逐份列出相同文本（--copies）时都读。",
                count=f"{looked_in.copies:,}",
            )
        )
    if looked_in.without:
        notes.append(
            said(
                "其中 %(count)s 份报告没有分出“%(section)s”部分，其数字标明“所选部分以外”。",
                count=f"{looked_in.without:,}",
                section=Message(SECTIONS[request.section]),
            )
        )
    if request.section == "plan":
        notes.append(said("工作安排部分的数字是打算，不列入年度表。"))
    return (*looked_in.notes, *notes)


def notes_on_akin(asked: Asked, found: Arranged, beside: Arranged | None) -> tuple[Message, ...]:
    """That what is asked for is not stated of some years, but what a reader may take for it is. ``beside`` is the latter, where there
    is such a thing (``figures.akin``)."""
    other = akin(asked)
    if other is None or beside is None:
        return ()
    stated = {(line.organization, cell.year) for line in beside.lines for cell in line.cells if cell.values}
    lacking = [
        f"{line.organization} {cell.year}"
        for line in found.lines
        for cell in line.cells
        if cell.missing and (line.organization, cell.year) in stated
    ]
    if not lacking:
        return ()
    of, instead = (each.action if asked.action in CONCLUDING else each.indicator for each in (asked, other))
    return (
        said(
            "有 %(count)s 处没有载明“%(asked)s”而载明了“%(other)s”：%(where)s%(more)s。办复是已答复，办结是已办理完毕，分别统计。",
            count=f"{len(lacking):,}",
            asked=of or "",
            other=instead or "",
            where=tuple(lacking[:_NAMED]),
            more=said("等") if len(lacking) > _NAMED else "",
        ),
    )
