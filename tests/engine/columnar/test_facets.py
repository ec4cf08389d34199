"""Facet values as numbers: counts and masks equal a plain count of what each document carries."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.columnar.facets import count_facets, join_facets

VALUES = ("重庆市", "重庆市/本级", "重庆市政协", "unknown", "2021")
Carried = list[tuple[str, ...]]


def carried() -> st.SearchStrategy[Carried]:
    return st.lists(st.lists(st.sampled_from(VALUES), min_size=1, max_size=3, unique=True).map(tuple), max_size=12)


def numbered(documents: Carried) -> tuple[Carried, np.ndarray]:
    combinations = list(dict.fromkeys(documents))
    return combinations, np.array([combinations.index(values) for values in documents], np.int32)


def plain(documents: Carried, numbers: list[int]) -> Counter[str]:
    return Counter(value for number in numbers for value in documents[number])


@settings(deadline=None)
@given(parts=st.lists(carried(), max_size=3), wanted=st.sets(st.sampled_from([*VALUES, "nowhere"])), data=st.data())
def test_a_facet_of_several_segments_equals_a_plain_count(
    parts: list[Carried], wanted: set[str], data: st.DataObject
) -> None:
    facet = join_facets([numbered(part) for part in parts])
    documents = [values for part in parts for values in part]
    assert [facet.combinations[number] for number in facet.column.tolist()] == documents
    assert set(facet.values) == {value for values in documents for value in values}
    assert facet.counts(None) == plain(documents, list(range(len(documents))))
    chosen = [number for number in range(len(documents)) if data.draw(st.booleans())]
    assert facet.counts(np.array(chosen, np.int32)) == plain(documents, chosen)
    assert facet.carrying(wanted).tolist() == [not wanted.isdisjoint(values) for values in documents]


@settings(deadline=None)
@given(rows=st.lists(st.tuples(*(st.sampled_from(VALUES) for _ in range(3))), max_size=15), data=st.data())
def test_a_facet_ignores_the_filter_on_itself_and_no_other(
    rows: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    names = ("organization", "kind", "source")
    facets = {name: join_facets([numbered([(row[at],) for row in rows])]) for at, name in enumerate(names)}
    filters = {
        name: data.draw(st.sets(st.sampled_from(VALUES), min_size=1)) for name in names if data.draw(st.booleans())
    }
    matching = [number for number in range(len(rows)) if data.draw(st.booleans())]
    masks = {name: facets[name].carrying(values) for name, values in filters.items()}
    counts = count_facets(facets, np.array(matching, np.int32), masks, names)
    for at, name in enumerate(names):
        others = {names.index(other): values for other, values in filters.items() if other != name}
        passing = [n for n in matching if all(rows[n][other] in values for other, values in others.items())]
        assert counts[name] == Counter(rows[n][at] for n in passing)
