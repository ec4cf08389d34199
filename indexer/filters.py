"""Filters and exclusions as a person gave them → single values as the engine knows them, with notes on how they were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from indexer.engine.base import Engine
from indexer.errors import QueryError
from indexer.facets import FACET_LABELS, FACETS, YEAR_FACETS
from indexer.fold import fold
from indexer.models import NOT_APPLICABLE, UNKNOWN
from indexer.query import read_years

MAX_FILTER_VALUES: Final = 500
_VALUES_NAMED: Final = 12
_ALIASES: Final = {"未识别": UNKNOWN, "不适用": NOT_APPLICABLE}


def read_filters(wanted: Mapping[str, tuple[str, ...]], engine: Engine, notes: list[str]) -> dict[str, frozenset[str]]:
    """Facet name → single values; facets without any are left out. ``notes`` are added to.

    Raises QueryError for a facet that there is none of, a year that is none, and too many values.
    """
    filters: dict[str, frozenset[str]] = {}
    for name, values in wanted.items():
        if name not in FACETS:
            raise QueryError(f"没有“{name}”这一筛选项；可用的有：{'、'.join(FACETS)}。")
        if len(values) > MAX_FILTER_VALUES:
            raise QueryError(f"“{name}”的筛选值过多：最多 {MAX_FILTER_VALUES} 个。")
        typed = [_ALIASES.get(value, value) for value in values]
        if name in YEAR_FACETS:
            filters[name] = expand_years(typed)
        elif name == "organization":
            filters[name] = _organizations(typed, engine, notes)
        else:
            filters[name] = frozenset(typed)
            notes.extend(_absent(name, typed, engine))
    return {name: values for name, values in filters.items() if values}


def expand_years(values: Sequence[str]) -> frozenset[str]:
    """ "2022", "2020..2022", ``UNKNOWN`` and ``NOT_APPLICABLE`` → single values. Raises QueryError for anything else."""
    found: set[str] = set()
    for value in values:
        if value in (UNKNOWN, NOT_APPLICABLE):
            found.add(value)
            continue
        span = read_years(value)
        if span is None:
            raise QueryError(f"“{value}”不是年份；请写成 2022 或 2020..2022，先早后晚。")
        found.update(str(year) for year in range(span[0], span[1] + 1))
    return frozenset(found)


def _absent(name: str, typed: Iterable[str], engine: Engine) -> Iterator[str]:
    """Notes on values that no report of the index carries, which otherwise would look like a want of matches."""
    known = engine.values(name)
    for value in typed:
        if value not in known:
            there = "、".join(sorted(known - {UNKNOWN})[:_VALUES_NAMED])
            yield f"索引中没有{FACET_LABELS[name]}“{value}”" + (f"；有：{there}。" if there else "。")


def _organizations(typed: Iterable[str], engine: Engine, notes: list[str]) -> frozenset[str]:
    """Names in any script, or parts of names, → values of the tree; what is not in the index stays as typed."""
    known = engine.values("organization")
    found: set[str] = set()
    for value in typed:
        if value in known or value == UNKNOWN:
            found.add(value)
            continue
        wanted = fold(value).replace("/", "")
        same = {node for node in known if fold(node).replace("/", "") == wanted}
        part = {node for node in known - {UNKNOWN} if wanted and "/" not in node and wanted in fold(node)}
        names = same or part
        if names:
            notes.append(f"机构“{value}”按{'、'.join(sorted(names))}理解。")
        else:
            notes.append(f"索引中没有机构“{value}”。")
        found |= names or {value}
    return frozenset(found)
