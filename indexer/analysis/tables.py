"""The table behind every analysis: one shape for the terminal, CSV and data frames; and what differs between two of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from itertools import zip_longest
from typing import Any

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain values; None is not known, or does not apply."""

    columns: tuple[tuple[str, str], ...]
    """(name for programs, what it is called in Chinese)."""
    rows: Iterable[tuple[Cell, ...]]
    """A sequence, but for tables of very many rows, which are read once."""
    keys: tuple[str, ...] = ()
    """Names of the columns that say what a row is about, so that it can be found again in another table."""
    values: tuple[str, ...] = ()
    """Keys that are values of what the others name: where only these are others, the row is the same and has changed."""

    def without(self, name: str) -> Table:
        """The table without a column."""
        place = [column for column, _ in self.columns].index(name)
        columns = (*self.columns[:place], *self.columns[place + 1 :])
        return replace(self, columns=columns, rows=[(*row[:place], *row[place + 1 :]) for row in self.rows])

    def to_dataframe(self) -> Any:
        """A pandas DataFrame, where pandas is installed, else one of polars. Raises ImportError where neither is."""
        names = [name for name, _ in self.columns]
        if find_spec("pandas") is not None:
            return import_module("pandas").DataFrame(list(self.rows), columns=names)
        if find_spec("polars") is not None:
            return import_module("polars").DataFrame(list(self.rows), schema=names, orient="row")
        raise ImportError("data frames need pandas or polars: pip install pandas")


@dataclass(frozen=True, slots=True)
class Changed:
    """A row whose numbers are others now; ``before`` is None for a new row, ``after`` for one that is gone."""

    key: tuple[Cell, ...]
    before: tuple[Cell, ...] | None
    after: tuple[Cell, ...] | None


def changed_rows(before: Table, after: Table) -> tuple[Changed, ...]:
    """The rows in which two tables of the same columns differ, by the keys of the later one."""
    earlier, later = (_by_key(table, after.keys) for table in (before, after))
    differing = [
        Changed(key, was, became)
        for key in dict.fromkeys((*earlier, *later))
        for was, became in zip_longest(earlier.get(key, ()), later.get(key, ()))
        if was != became
    ]
    return tuple(_with_other_values(differing, after)) if after.values else tuple(differing)


def _with_other_values(differing: list[Changed], table: Table) -> Iterator[Changed]:
    """The same with each row that is gone and the new one of the same thing as one that has another value."""
    named = [place for place, key in enumerate(table.keys) if key not in table.values]
    come: dict[tuple[Cell, ...], list[Changed]] = {}
    for each in differing:
        if each.before is None:
            come.setdefault(tuple(each.key[place] for place in named), []).append(each)
    paired: set[int] = set()
    for each in differing:
        others = come.get(tuple(each.key[place] for place in named)) if each.after is None else None
        if others:
            became = others.pop(0)
            paired.add(id(became))
            yield Changed(became.key, each.before, became.after)
        elif each.before is not None:
            yield each
    yield from (each for each in differing if each.before is None and id(each) not in paired)


def _by_key(table: Table, keys: tuple[str, ...]) -> dict[tuple[Cell, ...], list[tuple[Cell, ...]]]:
    """Rows of one key, such as those of a term with and without quotation marks, in their order."""
    names = [name for name, _ in table.columns]
    places = [names.index(key) for key in keys]
    found: dict[tuple[Cell, ...], list[tuple[Cell, ...]]] = {}
    for row in table.rows:
        found.setdefault(tuple(row[place] for place in places), []).append(tuple(row))
    return found
