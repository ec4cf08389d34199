"""A search as a selection of reports, as columns, and the rule by which copies of one text count once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.one_state import from_one_state
from indexer.analysis.terms import Term
from indexer.answers import SearchRequest
from indexer.engine.base import Tally
from indexer.errors import QueryError
from indexer.facets import SELF, facet_label, facet_values, node_label, organization_values
from indexer.filters import read_filters
from indexer.messages import Message, said
from indexer.models import UNKNOWN, Metadata, Organization
from indexer.search import Library

GROUPINGS: Final = ("covered_year", "delivered_year", "organization", "division", "kind")
"""What reports can be grouped by; "division" is the one that an organization belongs to, whatever its body: 重庆市/涪陵区,
and 重庆市/本级 for the city's own."""
_OF_ORGANIZATIONS: Final = ("organization", "body", "level")
"""Facets that reports of one organization have in common."""
_COLUMNS: Final = ("covered_year", "delivered_year", "kind")


@dataclass(frozen=True, slots=True)
class Selection:
    """The reports that a search matches, n rows with copies, and how terms stand in them."""

    tally: Tally
    notes: tuple[Message, ...]
    """On how the query and the filters were read."""
    copies: bool
    """Whether every copy of a text counts."""
    generation: str
    """Of the index, when it was selected."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Rows of a selection under the values of a grouping: a report on several years stands under each of them."""

    row: NDArray[np.int64]
    """int64[m], ascending."""
    value: NDArray[np.int64]
    """int64[m]: number in ``values``."""
    values: tuple[str, ...]


def check_grouping(name: str, known: tuple[str, ...] = GROUPINGS) -> None:
    """Raises QueryError for what reports cannot be grouped by."""
    if name not in known:
        raise QueryError(said("不能按“%(name)s”分组；可用的有：%(names)s。", name=name, names=known))


def select(
    library: Library, request: SearchRequest, terms: Sequence[Term], columns: tuple[str, ...] = _COLUMNS
) -> Selection:
    """The reports of a request, page and sort aside, with some facets. Raises QueryError, CorruptIndex, and as
    ``from_one_state``."""
    strings = [term.strings for term in terms]
    (tally, notes), generation = from_one_state(library, lambda: library.tally(request, strings, columns))
    return Selection(tally, notes, request.copies, generation)


def grouped(tally: Tally, by: str) -> Grouped:
    """Every report under the value or the values it has in one of ``GROUPINGS``."""
    if by in ("organization", "division"):
        name = _name if by == "organization" else division_of
        names = [name(organization) for organization in (*tally.organizations, None)]
        numbers = {value: number for number, value in enumerate(dict.fromkeys(names))}
        value = np.array([numbers[each] for each in names], np.int64)[tally.organization]
        return Grouped(np.arange(len(value)), value, tuple(numbers))
    column = tally.facets[by]
    numbers = {}
    carried = [[numbers.setdefault(value, len(numbers)) for value in values] for values in column.combinations]
    sizes = np.array([len(values) for values in carried], np.int64)
    flat = np.array([value for values in carried for value in values], np.int64)
    begins = np.cumsum(sizes) - sizes
    held = sizes[column.numbers]
    row = np.repeat(np.arange(len(held)), held)
    within = np.arange(len(row)) - np.repeat(np.cumsum(held) - held, held)
    return Grouped(row, flat[begins[column.numbers][row] + within], tuple(numbers))


def chosen(library: Library, request: SearchRequest, facet: str) -> frozenset[str] | None:
    """The values that a request chooses in a facet; None where it chooses none. Raises QueryError."""
    return read_filters({facet: request.filters.get(facet, ())}, library.engine, []).get(facet)


def passing(library: Library, request: SearchRequest) -> Callable[[Organization], bool]:
    """Tells whether a request lets reports of an organization through, as far as that can be said of the organization. Raises
    QueryError."""
    wanted, left_out = (
        read_filters({name: values for name, values in each.items() if name in _OF_ORGANIZATIONS}, library.engine, [])
        for each in (request.filters, request.excluded)
    )

    def passes(organization: Organization) -> bool:
        carried = {
            name: frozenset(values) for name, values in facet_values(Metadata(organization=organization)).items()
        }
        return all(carried[name] & values for name, values in wanted.items()) and not any(
            carried[name] & values for name, values in left_out.items()
        )

    return passes


@dataclass(frozen=True, slots=True)
class YearsAsked:
    """Which years a request asks for: of others only some reports are there, or none, whatever the index holds."""

    facet: str
    chosen: frozenset[str] | None
    """None: all."""
    left_out: frozenset[str]

    def __contains__(self, value: object) -> bool:
        return (self.chosen is None or value in self.chosen) and value not in self.left_out


def years_asked(library: Library, request: SearchRequest, facet: str) -> YearsAsked:
    """The years that a request asks for in a facet, by its filters and by what it excludes. Raises QueryError."""
    left_out = read_filters({facet: request.excluded.get(facet, ())}, library.engine, []).get(facet, frozenset())
    return YearsAsked(facet, chosen(library, request, facet), left_out)


def notes_on_years(selection: Selection, groups: Grouped, wanted: YearsAsked) -> tuple[Message, ...]:
    """What is to be said of counting by the years of ``groups``."""
    notes = []
    if count := of_several_years(selection, groups):
        notes.append(said("其中 %(count)s 份报告回顾多个年份，在每个年份各计一次。", count=f"{count:,}"))
    return (*notes, *note_on_left_out(wanted))


def note_on_left_out(wanted: YearsAsked) -> tuple[Message, ...]:
    """That a report on several years that is left out on account of one is missing from the others, too."""
    if wanted.facet != "covered_year":  # every report is given in one year
        return ()
    years = tuple(sorted(value for value in wanted.left_out if value.isdecimal()))
    if not years:
        return ()
    return (said("排除了 %(years)s 年：也回顾这些年份的届期报告整份不计，在它们回顾的其他年份里也没有。", years=years),)


def of_several_years(selection: Selection, groups: Grouped) -> int:
    """How many reports stand under more than one value, copies of one text once unless they are asked for."""
    rows = np.flatnonzero(np.bincount(groups.row, minlength=1) > 1)
    return len(counting_rows(selection.tally, selection.copies, rows))


def chosen_years(groups: Grouped, wanted: YearsAsked) -> Grouped:
    """Without the years that were not asked for: reports on several years bring some of their own, of which there are others."""
    kept = np.array([value in wanted for value in groups.values], bool)[groups.value]
    return Grouped(groups.row[kept], groups.value[kept], groups.values)


def group_label(value: str, by: str) -> str:
    """What is shown for a value of a grouping: 重庆市涪陵区, 重庆市（本级）."""
    if by not in ("organization", "division"):
        return facet_label(value)
    if by == "organization" or "/" not in value:
        return node_label(value)
    *above, last = value.split("/")
    return f"{''.join(above)}（{last}）" if last == SELF else "".join((*above, last))


def standing(tally: Tally, rows: NDArray[np.int64], values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """bool[m]: which of some rows count where copies of one text count once for each value, as their best copy.

    ``rows`` are rows of the tally, ``values`` what each stands under.
    """
    family = tally.family[rows]
    counts = family < 0
    several = np.flatnonzero(~counts)
    if len(several):
        order = several[np.lexsort((tally.place[rows[several]], family[several], values[several]))]
        first = np.ones(len(order), bool)
        first[1:] = (family[order][1:] != family[order][:-1]) | (values[order][1:] != values[order][:-1])
        counts[order[first]] = True
    return counts


def counting(
    tally: Tally, copies: bool, rows: NDArray[np.int64], values: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Those of some rows that count, and what each stands under: all of them, or without ``copies`` those ``standing``."""
    if copies:
        return rows, values
    counts = standing(tally, rows, values)
    return rows[counts], values[counts]


def counting_rows(tally: Tally, copies: bool, rows: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
    """The same of rows, or all rows, that stand under nothing in particular."""
    if rows is None:
        rows = np.arange(len(tally.ids))
    return counting(tally, copies, rows, np.zeros_like(rows))[0]


def holding_rows(tally: Tally, copies: bool, rows: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
    """The same of rows, or all rows, where of copies of one text the best of those counts that hold every term of the tally, and the
    best of all where none does."""
    holds = (tally.occurrences > 0).all(axis=0)
    behind = np.where(holds, 0, int(tally.place.max(initial=0)) + 1)
    return counting_rows(replace(tally, place=tally.place + behind), copies, rows)


def notes_on_copies(tally: Tally, copies: bool, terms: Sequence[Term]) -> tuple[Message, ...]:
    """On texts that a term stands in, but not in the copy that counts: which search finds and no number here has."""
    counts = counting_rows(tally, copies)
    found = []
    for term, occurrences in zip(terms, tally.occurrences, strict=True):
        texts = len(counting_rows(tally, copies, np.flatnonzero(occurrences)))
        if others := texts - int(np.count_nonzero(occurrences[counts])):
            found.append(
                said(
                    "“%(term)s”还见于 %(count)s 份文本的其他副本（如节选、转载），没有计入：相同文本只统计最好的一份，字数和各个词语都出自这一份；检索会找到那些副本。",
                    term=term.typed,
                    count=f"{others:,}",
                )
            )
    return tuple(found)


def _name(organization: Organization | None) -> str:
    return UNKNOWN if organization is None else organization.name


def division_of(organization: Organization | None) -> str:
    """The lowest node that an organization has in the tree, which all bodies of its division have."""
    if organization is None:
        return UNKNOWN
    *nodes, name = organization_values(organization)
    return nodes[-1] if nodes else name
