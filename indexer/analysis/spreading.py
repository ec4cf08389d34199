"""How a use spreads from one organization to the next: by year, by level, by region."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from indexer.analysis.tables import Cell, Table


@dataclass(frozen=True, slots=True)
class Use:
    """One organization of which there are reports."""

    name: str
    level: str
    region: str
    """Empty where they are not known."""
    first: int | None
    """Year of its first use, where it has a dated one."""
    used: frozenset[int]
    """Years of reports with a use; of a report on several years the last, as for first uses."""
    held: frozenset[int]
    """Years of reports, likewise."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The state of a use in one year; a report on several years is of the last of them."""

    year: int
    new: tuple[str, ...]
    """Organizations whose first use in the index is of this year."""
    users: int
    """Organizations with a first use until then, this year included."""
    using: int
    """Organizations of which a report of this year holds it."""
    held: int
    """Organizations of which there is a report of this year: those that could be seen to use it."""


@dataclass(frozen=True, slots=True)
class Using:
    """The use among the organizations of one level or region."""

    value: str
    first: int
    """Year of its first use in the index."""
    users: int
    """Organizations with a dated use."""
    held: int
    """Organizations with reports."""


def spread_table(years: str, spread: Sequence[Spread], levels: Sequence[Using], regions: Sequence[Using]) -> Table:
    """A row for each year, level and region; ``years`` names the field that uses are dated by."""
    columns = (
        *(("spread_by", "分组依据"), ("value", "取值"), ("first_year", "本库最早见于"), ("users", "累计机构")),
        *(("using", "该年用到的机构"), ("held", "有报告的机构"), ("new", "该年首见的机构")),
    )
    rows: list[tuple[Cell, ...]] = [
        (years, str(each.year), None, each.users, each.using, each.held, "、".join(each.new)) for each in spread
    ]
    for name, groups in (("level", levels), ("region", regions)):
        rows += [(name, each.value, each.first, each.users, None, each.held, None) for each in groups]
    return Table(columns, rows, ("spread_by", "value"))


def spread_by_year(uses: Sequence[Use]) -> tuple[Spread, ...]:
    """Every year from the first use to the last year of which there are reports."""
    firsts = [use.first for use in uses if use.first is not None]
    if not firsts:
        return ()
    last = max(max(use.held, default=0) for use in uses)
    return tuple(
        Spread(
            year,
            tuple(use.name for use in uses if use.first == year),
            sum(first <= year for first in firsts),
            sum(year in use.used for use in uses),
            sum(year in use.held for use in uses),
        )
        for year in range(min(firsts), max(last, max(firsts)) + 1)
    )


def using_by(uses: Iterable[Use], value: Callable[[Use], str], order: Sequence[str]) -> tuple[Using, ...]:
    """The values that have a dated use, in the order of their first one, then of users, then in an ``order`` that has all of them;
    organizations without are left out."""
    groups: dict[str, list[Use]] = {}
    for use in uses:
        if value(use):
            groups.setdefault(value(use), []).append(use)
    found = []
    for name, members in groups.items():
        firsts = [use.first for use in members if use.first is not None]
        if firsts:
            found.append(Using(name, min(firsts), len(firsts), len(members)))
    places = {name: place for place, name in enumerate(order)}
    return tuple(sorted(found, key=lambda each: (each.first, -each.users, places[each.value])))
