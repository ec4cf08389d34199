"""What a file of an analysis must look like: its types, and those of each analysis' own settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, TypeVar

import msgspec
from msgspec import Meta, Struct

from indexer.describe.numerals import FIRST_YEAR, LAST_YEAR
from indexer.errors import QueryError
from indexer.messages import said

_Shape = TypeVar("_Shape")
_Year = Annotated[int, Meta(ge=FIRST_YEAR, le=LAST_YEAR)]


class Selecting(Struct):
    """What of a request says in which reports to count."""

    query: str
    filters: dict[str, list[str]]
    variants: bool
    copies: bool
    excluded: dict[str, list[str]]
    section: str


class State(Struct):
    """Of an index."""

    fingerprint: str
    reports: int
    characters: int


class RecordFile(Struct):
    """The whole file."""

    settings: dict[str, Any]
    request: Selecting
    made: str
    index: State
    columns: list[tuple[str, str]]
    keys: list[str]
    rows: list[list[str | int | float | None]]


class TrendsSettings(Struct):
    terms: list[str]
    by: str
    split: str


class ConcordanceSettings(Struct):
    term: str
    sort: str
    page: int
    size: int
    width: int
    whole: bool = False
    """Whether the file has all lines; else, as files of before, those of the page."""


class NeighboursSettings(Struct):
    term: str


class CoverageSettings(Struct):
    by: str
    years: str
    expected: list[tuple[str, list[_Year]]] | None


class AdoptionSettings(Struct):
    term: str
    years: str


class PhrasesSettings(Struct):
    limit: int
    years: str


class CompareSettings(Struct):
    second: Selecting
    terms: list[str]
    numbers: bool
    holding: int
    limit: int


class SuccessionSettings(Struct):
    reports: Annotated[list[str], Meta(min_length=1, max_length=2)]


class FiguresSettings(Struct):
    indicator: str


SETTINGS: Final[Mapping[str, type[Struct]]] = {
    "trends": TrendsSettings,
    "concordance": ConcordanceSettings,
    "neighbours": NeighboursSettings,
    "coverage": CoverageSettings,
    "adoption": AdoptionSettings,
    "phrases": PhrasesSettings,
    "compare": CompareSettings,
    "succession": SuccessionSettings,
    "figures": FiguresSettings,
}
"""Name of an analysis → the shape of its settings."""


def shaped(found: object, shape: type[_Shape], at: str = "$") -> _Shape:
    """What was read, checked. Raises QueryError, which names the place that is not as it should be; ``at`` is where ``found`` stands."""
    try:
        return msgspec.convert(found, shape)
    except msgspec.ValidationError as error:
        told = str(error) if "`$" in str(error) else f"{error} - at `$`"
    except UnicodeEncodeError:  # a lone surrogate where no string belongs, which msgspec cannot name
        told = "string - at `$`"
    raise QueryError(said("这不是本程序存下的分析结果：%(error)s", error=told.replace("`$", f"`{at}")))
