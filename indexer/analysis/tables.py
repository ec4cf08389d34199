"""The table behind every analysis: one shape for the terminal, CSV and data frames."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
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

    def without(self, name: str) -> Table:
        """The table without a column."""
        place = [column for column, _ in self.columns].index(name)
        columns = (*self.columns[:place], *self.columns[place + 1 :])
        return Table(columns, [(*row[:place], *row[place + 1 :]) for row in self.rows], self.keys)

    def to_dataframe(self) -> Any:
        """A pandas DataFrame, where pandas is installed, else one of polars. Raises ImportError where neither is."""
        names = [name for name, _ in self.columns]
        if find_spec("pandas") is not None:
            return import_module("pandas").DataFrame(list(self.rows), columns=names)
        if find_spec("polars") is not None:
            return import_module("polars").DataFrame(list(self.rows), schema=names, orient="row")
        raise ImportError("data frames need pandas or polars: pip install pandas")
