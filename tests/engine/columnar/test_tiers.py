"""Which segments are merged: never many are left, none grows beyond what a segment holds, no deletions stay for long."""

from __future__ import annotations

import random
from dataclasses import replace
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.columnar import tiers
from indexer.engine.columnar.tiers import FULL, LARGE, SMALLEST, Size, plan_merge

Sizes = list[Size]


def size(units: int, documents: int = 10, live: int | None = None, blocks: int | None = None) -> Size:
    return Size(units, documents if blocks is None else blocks, documents, documents if live is None else live)


def joined(sizes: Sizes, chosen: list[int]) -> Size:
    """What merging makes of some segments."""
    parts = [sizes[number] for number in chosen]
    live = sum(part.live for part in parts)
    return Size(sum(int(part.units * part.share) for part in parts), sum(part.blocks for part in parts), live, live)


def settled(sizes: Sizes) -> Sizes:
    """The segments once nothing is left to be merged."""
    while chosen := plan_merge(sizes):
        made = joined(sizes, chosen)
        sizes = [each for number, each in enumerate(sizes) if number not in chosen] + [made]
    return sizes


def anything() -> st.SearchStrategy[Size]:
    counts = st.tuples(st.integers(1, 60_000), st.floats(0, 1))
    return st.builds(
        lambda units, blocks, counted: Size(units, blocks, counted[0], int(counted[0] * counted[1])),
        st.integers(1, 1 << 32),
        st.integers(1, 1 << 16),
        counts,
    )


@settings(deadline=None)
@given(st.lists(anything(), max_size=40))
def test_a_plan_names_segments_that_fit_into_one_and_comes_to_an_end(sizes: Sizes) -> None:
    while chosen := plan_merge(sizes):
        assert chosen == sorted(set(chosen))
        made = joined(sizes, chosen)
        if len(chosen) > 1:
            parts = [sizes[number] for number in chosen]
            assert sum(part.live for part in parts) <= tiers.MOST_DOCUMENTS
            assert sum(part.blocks for part in parts) <= tiers.MOST_BLOCKS
            assert sum(part.units for part in parts) <= tiers.MOST_UNITS
        else:
            assert sizes[chosen[0]].live < sizes[chosen[0]].documents
        left = [each for number, each in enumerate(sizes) if number not in chosen]
        sizes = [*left, made]
    assert all(each.live >= each.documents * 2 / 3 - 1 for each in sizes)


@pytest.mark.parametrize("units", [1_000, 300_000, 2_000_000])
def test_many_small_commits_leave_few_segments(units: int) -> None:
    sizes: Sizes = []
    for number in range(1, 1001):
        sizes = settled([*sizes, size(units, documents=2)])
        total = number * units
        assert sum(each.units < LARGE for each in sizes) <= FULL * (2 + log(max(1, total / SMALLEST), FULL))
        assert sum(each.units >= LARGE for each in sizes) <= total / LARGE
        assert sum(each.units for each in sizes) == number * units


def test_commits_of_any_size_with_deletions_leave_few_segments() -> None:
    draw = random.Random(1)
    sizes: Sizes = []
    for _ in range(600):
        sizes = [replace(each, live=draw.randint(int(each.live * 0.9), each.live)) for each in sizes]
        sizes = [each for each in sizes if each.live]
        documents = draw.choice([1, 1, 5, 100])
        sizes = settled([*sizes, size(documents * draw.randint(1, 100_000), documents)])
        assert len(sizes) <= 6 * FULL


@pytest.mark.parametrize(("limit", "value"), [("MOST_DOCUMENTS", 100), ("MOST_BLOCKS", 100), ("MOST_UNITS", 1000)])
def test_no_segment_grows_beyond_its_limits(monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    monkeypatch.setattr(tiers, limit, value)
    draw = random.Random(2)
    sizes: Sizes = []
    added = 0
    for _ in range(300):
        documents = draw.randint(1, 9)
        added += documents
        sizes = settled([*sizes, size(documents * 10, documents)])
        assert all(each.documents <= 100 for each in sizes), limit
        assert sum(each.documents for each in sizes) == added
        assert len(sizes) <= added / 50 + 2 * FULL, "full segments pile up, half full ones must not"


def test_a_segment_that_is_mostly_deleted_is_written_anew() -> None:
    whole = [size(5_000_000), size(50)]
    assert plan_merge(whole) == []
    assert plan_merge([*whole, size(900_000, 100, live=20)]) == [2]
    assert plan_merge([size(900_000, 100, live=66), *whole]) == [0]
    assert plan_merge([size(900_000, 100, live=67), *whole]) == []
    assert plan_merge([size(900_000, 0)]) == []


def test_large_segments_are_merged_no_more() -> None:
    assert plan_merge([size(LARGE)] * 3 * FULL) == []
    assert plan_merge([size(LARGE - 1)] * FULL) == list(range(FULL))
    assert plan_merge([size(LARGE * 2, 100, live=50)] * 2) == [0], "but for their deletions"


def test_a_full_tier_is_merged_whole_and_leaves_the_others() -> None:
    small = [size(100 + number) for number in range(FULL)]
    large = [size(SMALLEST * FULL**1), size(LARGE)]
    assert plan_merge([*large, *small[1:]]) == []
    assert plan_merge([large[0], *small, large[1]]) == list(range(1, FULL + 1))
    # Deleted documents do not count towards a tier: these are of the lowest one.
    thin = [size(SMALLEST * 6, 100, live=70) for _ in range(FULL)]
    assert {each.tier for each in thin} == {size(SMALLEST * 6 * 7 // 10).tier}
