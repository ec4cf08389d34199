"""Filters and exclusions as a person gave them → single values as the engine knows them, with notes on how they were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from indexer.engine.base import Engine
from indexer.errors import QueryError
from indexer.facets import FACET_LABELS, FACETS, YEAR_FACETS
from indexer.fold import fold
from indexer.labels import SPECIAL_VALUES
from indexer.messages import Message, said
from indexer.models import NOT_APPLICABLE, UNKNOWN
from indexer.query import read_years

MAX_FILTER_VALUES: Final = 500
_VALUES_NAMED: Final = 12
_ALIASES: Final = {label: value for value, label in SPECIAL_VALUES.items()}


def read_filters(
    wanted: Mapping[str, tuple[str, ...]], engine: Engine, notes: list[Message]
) -> dict[str, frozenset[str]]:
    """Facet name → single values; facets without any are left out. ``notes`` are added to.

    Raises QueryError for a facet that there is none of, a year that is none, and too many values.
    """
    filters: dict[str, frozenset[str]] = {}
    for name, values in wanted.items():
        if name not in FACETS:
            raise QueryError(said("没有“%(name)s”这一筛选项；可用的有：%(names)s。", name=name, names=FACETS))
        if len(values) > MAX_FILTER_VALUES:
            raise QueryError(said("“%(name)s”的筛选值过多：最多 %(most)s 个。", name=name, most=MAX_FILTER_VALUES))
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
            raise QueryError(said("“%(value)s”不是年份；请写成 2022 或 2020..2022，先早后晚。", value=value))
        found.update(str(year) for year in range(span[0], span[1] + 1))
    return frozenset(found)


def _absent(name: str, typed: Iterable[str], engine: Engine) -> Iterator[Message]:
    """Notes on values that no report of the index carries, which otherwise would look like a want of matches."""
    known = engine.values(name)
    for value in typed:
        if value not in known:
            field = Message(FACET_LABELS[name])
            there = tuple(sorted(known - {UNKNOWN})[:_VALUES_NAMED])
            if there:
                words = _controlled(name, there)
                yield said("索引中没有%(field)s“%(value)s”；有：%(values)s。", field=field, value=value, values=words)
            else:
                yield said("索引中没有%(field)s“%(value)s”。", field=field, value=value)


def _controlled(name: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Values of a flat facet as they are said: words of our lists can be said in other languages, sources cannot."""
    return values if name == "source" else tuple(map(Message, values))


def _organizations(typed: Iterable[str], engine: Engine, notes: list[Message]) -> frozenset[str]:
    """Names in any script, or parts of names, → values of the tree; what is not in the index stays as typed."""
    found: set[str] = set()
    for value, names in match_organizations(typed, engine).items():
        if names and value not in names:
            notes.append(said("机构“%(name)s”按%(names)s理解。", name=value, names=tuple(sorted(names))))
        elif not names:
            notes.append(said("索引中没有机构“%(name)s”。", name=value))
        found |= names or {value}
    return frozenset(found)


def match_organizations(typed: Iterable[str], engine: Engine) -> dict[str, frozenset[str]]:
    """Name as typed → the values of the tree that it stands for: itself; else those that are the same in another script or
    without "/"; else the organizations of whose names it is a part; none where the index knows none of these."""
    known = engine.values("organization")
    folded = {node: fold(node) for node in known}
    found: dict[str, frozenset[str]] = {}
    for value in typed:
        if value in known or value == UNKNOWN:
            found[value] = frozenset({value})
            continue
        wanted = fold(value).replace("/", "")
        same = frozenset(node for node, name in folded.items() if name.replace("/", "") == wanted)
        part = (node for node in known - {UNKNOWN} if wanted and "/" not in node and wanted in folded[node])
        found[value] = same or frozenset(part)
    return found
