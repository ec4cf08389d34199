"""Two groupings of a selection crossed: the cells of organizations and years, each counted as the search that it opens."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.selecting import Grouped, Selection, counting
from indexer.engine.base import FacetColumn, Tally
from indexer.facets import NATIONAL, SELF, organization_values
from indexer.labels import SPECIAL_VALUES
from indexer.messages import ENUMERATED
from indexer.models import BODIES, NOT_APPLICABLE, UNKNOWN, Organization

YEARS: Final = ("covered_year", "delivered_year")
"""What the columns of a matrix can be."""
LONGEST_SPAN: Final = 200
"""Years without reports have columns between those with some, unless a wrong year would make columns without end."""
_SELF_FIRST: Final = "000000"
_CODELESS: Final = "999999"


@dataclass(frozen=True, slots=True)
class Crossed:
    """Rows of a tally under the cells of a matrix, ``height`` × ``width`` of them, by number: row · width + column."""

    row: NDArray[np.int64]
    """int64[m]: rows of the tally."""
    cell: NDArray[np.int64]
    """int64[m]"""
    height: int
    width: int


def cross(rows: Grouped, columns: Grouped, size: int) -> Crossed:
    """Every row of a tally of ``size`` under each pair of its values. Both groupings are ascending by row."""
    held = np.bincount(columns.row, minlength=size)
    begins = np.cumsum(held) - held
    times = held[rows.row]
    row = np.repeat(rows.row, times)
    within = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
    column = columns.value[begins[row] + within]
    width = len(columns.values)
    return Crossed(row, np.repeat(rows.value, times) * width + column, len(rows.values), width)


def with_all(groups: Grouped, size: int) -> Grouped:
    """With one value more, "", which every row of a tally of ``size`` stands under."""
    row = np.concatenate([groups.row, np.arange(size)])
    value = np.concatenate([groups.value, np.full(size, len(groups.values))])
    order = np.argsort(row, kind="stable")
    return Grouped(row[order], value[order], (*groups.values, ""))


def columns_of(groups: Grouped, wanted: Container[str] | None = None, more: Iterable[int] = ()) -> tuple[str, ...]:
    """The values of a grouping by years that have reports, ascending, with the years between them and some ``more``, only
    ``wanted`` ones where those are given; what is not known or does not apply comes last."""
    used = {groups.values[number] for number in np.unique(groups.value).tolist()}
    years = {int(value) for value in used if value not in SPECIAL_VALUES} | set(more)
    if years and max(years) - min(years) < LONGEST_SPAN:
        years |= set(range(min(years), max(years)))
    shown = (str(year) for year in sorted(years))
    return (
        *(year for year in shown if wanted is None or year in wanted),
        *(value for value in (UNKNOWN, NOT_APPLICABLE) if value in used),
    )


def spans(years: Iterable[int], between: str = ENUMERATED) -> str:
    """2018、2020—2023"""
    runs = []
    for _, run in groupby(enumerate(sorted(years)), key=lambda item: item[1] - item[0]):
        several = [year for _, year in run]
        runs.append(str(several[0]) if len(several) == 1 else f"{several[0]}—{several[-1]}")
    return between.join(runs)


def arranged(groups: Grouped, values: Sequence[str]) -> Grouped:
    """The grouping with its values in another order, which may have more; what stands under none of them is left out."""
    places = {value: number for number, value in enumerate(values)}
    mapped = np.array([places.get(value, -1) for value in groups.values], np.int64)[groups.value]
    kept = mapped >= 0
    return Grouped(groups.row[kept], mapped[kept], tuple(values))


def under_values(tally: Tally, groups: Sequence[tuple[str, Collection[str]]]) -> Grouped:
    """Every row of a tally under each of some named groups: those of which its organization carries a value, as a filter
    takes it."""
    wanted: dict[str, list[int]] = {}
    for number, (_, values) in enumerate(groups):
        for value in values:
            wanted.setdefault(value, []).append(number)
    carried = [
        sorted({number for value in carried_by(organization) for number in wanted.get(value, ())})
        for organization in (*tally.organizations, None)
    ]
    sizes = np.array([len(numbers) for numbers in carried], np.int64)
    flat = np.array([number for numbers in carried for number in numbers], np.int64)
    begins = np.cumsum(sizes) - sizes
    own = np.where(tally.organization < 0, len(tally.organizations), tally.organization)
    row = np.repeat(np.arange(len(own)), sizes[own])
    within = np.arange(len(row)) - np.repeat(np.cumsum(sizes[own]) - sizes[own], sizes[own])
    return Grouped(row, flat[begins[own][row] + within], tuple(name for name, _ in groups))


def carried_by(organization: Organization | None) -> tuple[str, ...]:
    """The values of the filter on organizations that a report of one carries."""
    return (UNKNOWN,) if organization is None else organization_values(organization)


def narrowed(node: str, there: Iterable[Organization], within: frozenset[str] | None) -> tuple[str, ...]:
    """What finds the reports of a node of the tree of ``there``: itself, or what is chosen of it where only a part is."""
    if within is None:
        return (node,)
    carried = [values for values in map(carried_by, there) if node in values]
    if any(within & set(values[: values.index(node) + 1]) for values in carried):
        return (node,)
    return tuple(sorted({value for values in carried for value in values if value in within}))


def once(selection: Selection, crossed: Crossed) -> Crossed:
    """Only the rows that count in each cell: copies of one text once, as their best copy there, unless they are asked for."""
    row, cell = counting(selection.tally, selection.copies, crossed.row, crossed.cell)
    return Crossed(row, cell, crossed.height, crossed.width)


def counted(selection: Selection, crossed: Crossed, amounts: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
    """int64[height, width]: how many reports stand in each cell, copies of one text once unless they are asked for; with
    ``amounts`` (int64[rows of the tally]), the sum of those."""
    kept = once(selection, crossed)
    shape = crossed.height, crossed.width
    weights = None if amounts is None else amounts[kept.row]
    # Sums of weights are floats: exact up to 2^53.
    return np.bincount(kept.cell, weights=weights, minlength=shape[0] * shape[1]).astype(np.int64).reshape(shape)


def holding(crossed: Crossed, occurrences: NDArray[np.int64]) -> Crossed:
    """Only the rows that hold something."""
    some = occurrences[crossed.row] > 0
    return Crossed(crossed.row[some], crossed.cell[some], crossed.height, crossed.width)


def kinds_in(
    selection: Selection, crossed: Crossed, column: FacetColumn, order: Sequence[str]
) -> dict[int, tuple[tuple[str, int], ...]]:
    """Cell → how many of its reports carry each value of a facet of single values, in an order, what is not in it last.

    A text of which the copies differ counts under the value of the best of them in the cell, so that there are no more values
    than reports.
    """
    size = len(column.combinations)
    kept = once(selection, crossed)
    pair = kept.cell * size + column.numbers[kept.row]
    found: dict[int, list[tuple[str, int]]] = {}
    pairs, counts = np.unique(pair, return_counts=True)
    for each, count in zip(pairs.tolist(), counts.tolist(), strict=True):
        found.setdefault(each // size, []).append((column.combinations[each % size][0], count))
    places = {value: number for number, value in enumerate(order)}
    return {
        cell: tuple(sorted(values, key=lambda item: (places.get(item[0], len(places)), item[0])))
        for cell, values in found.items()
    }


# --------------------------------------------------------------------------------------- order of rows


def in_order(organizations: Iterable[Organization]) -> list[Organization]:
    """One organization for each name, the nation's first, then by codes of divisions (GB/T 2260), bodies and names."""
    named = {organization.name: organization for organization in organizations}
    return sorted(named.values(), key=official_key)


def official_key(organization: Organization) -> tuple[bool, str, int, str]:
    """The nation first, then divisions by their codes, those without one last; in each, bodies in our order."""
    national = organization.level == NATIONAL
    code = organization.code or (_SELF_FIRST if national else _CODELESS)
    body = BODIES.index(organization.body) if organization.body in BODIES else len(BODIES)
    return not national, code, body, organization.name


def nodes_in_order(organizations: Iterable[Organization]) -> list[str]:
    """The nodes of the tree of divisions above some organizations, each before those below it: 四川省, 四川省/本级, 四川省/资阳市.

    An organization without a division is a node itself.
    """
    codes: dict[str, str] = {}
    paths: dict[str, tuple[str, ...]] = {}
    for organization in in_order(organizations):
        *nodes, name = organization_values(organization)
        above = tuple(nodes or [name])
        for depth, node in enumerate(above):
            code = _code(organization, node)
            codes[node] = min(codes.get(node, code), code)
            paths.setdefault(node, above[: depth + 1])
    return sorted(paths, key=lambda node: [(codes[each], each) for each in paths[node]])


def _code(organization: Organization, node: str) -> str:
    """What a node is sorted by among its neighbours: the nation first, then the code of the province, city or county."""
    if node == NATIONAL or node.endswith(f"/{SELF}"):
        return _SELF_FIRST
    code, depth = organization.code, node.count("/")
    if code is None or organization.level == NATIONAL:
        return _CODELESS
    # Of an organization further down the code tells the two levels above it, too.
    whole = depth == len(organization.division) - 1
    return code if whole else code[: 2 * (depth + 1)].ljust(6, "0")
