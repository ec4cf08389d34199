"""Statistics of comparison, against values worked by hand and against what must always hold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.statistics import (
    SURE,
    association,
    log_likelihood,
    log_ratio,
    mutual_information,
    probability,
)

COUNTS = st.integers(0, 10**7)
SIZES = st.integers(1, 10**9)


def test_log_likelihood_by_hand() -> None:
    # 20 in 1,000 and 10 in 1,000: 15 expected in each, 2 · (20 ln(4/3) + 10 ln(2/3)).
    assert log_likelihood(20, 10, 1000, 1000) == pytest.approx(2 * (5.753641 - 4.054651), abs=1e-5)
    # 30 in 1,000 and 10 in 3,000: 10 and 30 expected, 2 · (30 ln 3 − 10 ln 3) = 40 ln 3.
    assert log_likelihood(30, 10, 1000, 3000) == pytest.approx(40 * math.log(3))
    # All of 8 on one side of two equal ones: 2 · 8 ln 2.
    assert log_likelihood(8, 0, 500, 500) == pytest.approx(16 * math.log(2))
    assert log_likelihood(0, 0, 500, 500) == 0


def test_log_ratio_by_hand() -> None:
    assert log_ratio(40, 10, 1000, 1000) == pytest.approx(2)
    assert log_ratio(10, 10, 1000, 4000) == pytest.approx(2)
    assert log_ratio(8, 0, 1000, 1000) == pytest.approx(4)  # 8 to one half
    assert log_ratio(0, 8, 1000, 1000) == pytest.approx(-4)
    assert log_ratio(0, 0, 1000, 9) == 0


def test_association_by_hand() -> None:
    # Two words of 10 in 100 that always stand together: 1, 9, 9, 81 expected, 10, 0, 0, 90 found.
    assert association(10, 10, 10, 100) == pytest.approx(2 * (10 * math.log(10) + 90 * math.log(90 / 81)))
    assert association(1, 10, 10, 100) == pytest.approx(0, abs=1e-12)
    # "the swiss" in Dunning 1993: 110 together, 2442 and 111 of one without the other, 29,114 of neither: 270.72.
    assert association(110, 110 + 2442, 110 + 111, 110 + 2442 + 111 + 29114) == pytest.approx(270.72, abs=0.01)


def test_mutual_information_by_hand() -> None:
    assert mutual_information(10, 10, 10, 100) == pytest.approx(math.log2(10))
    assert mutual_information(1, 10, 10, 100) == pytest.approx(0)
    assert mutual_information(4, 10, 10, 100) == pytest.approx(2)
    assert mutual_information(0, 10, 10, 100) == -math.inf
    assert mutual_information(0, 0, 10, 100) == -math.inf


@pytest.mark.parametrize(("g2", "p"), [(3.841, 0.05), (6.635, 0.01), (10.828, 0.001), (SURE, 0.0001), (0, 1)])
def test_probability_is_that_of_the_tables(g2: float, p: float) -> None:
    assert probability(g2) == pytest.approx(p, rel=0.01)


@given(COUNTS, COUNTS, SIZES, SIZES)
def test_changing_sides(a: int, b: int, c: int, d: int) -> None:
    g2 = log_likelihood(a, b, c, d)
    assert g2 >= 0
    assert log_likelihood(b, a, d, c) == pytest.approx(g2)
    assert log_ratio(b, a, d, c) == -log_ratio(a, b, c, d)


@given(st.integers(1, 1000), st.integers(1, 1000), st.integers(1, 50), st.integers(1, 50))
def test_nothing_where_rates_are_equal(count: int, size: int, left: int, right: int) -> None:
    sides = (count * left, count * right, size * left, size * right)
    assert log_likelihood(*sides) == pytest.approx(0, abs=1e-6)
    assert log_ratio(*sides) == pytest.approx(0, abs=1e-12)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_association_is_even_and_knows_independence(both: int, left: int, right: int, neither: int) -> None:
    first, second, total = both + left, both + right, both + left + right + neither
    if total == 0:
        return
    g2 = association(both, first, second, total)
    assert g2 >= 0
    assert association(both, second, first, total) == pytest.approx(g2)
    mi = mutual_information(both, first, second, total)
    assert mutual_information(both, second, first, total) == pytest.approx(mi)
    if both * total == first * second:
        assert g2 == pytest.approx(0, abs=1e-6)
    elif both:
        assert (mi > 0) == (both * total > first * second)


@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=8), SIZES, SIZES)
def test_arrays_are_their_numbers(pairs: list[tuple[int, int]], size: int, other_size: int) -> None:
    count, other = np.array(pairs, np.int64).T
    for measure in (log_likelihood, log_ratio):
        found = measure(count, other, size, other_size)
        assert found.dtype == np.float64
        assert found.tolist() == [measure(a, b, size, other_size) for a, b in pairs]


def test_arrays_of_any_shape() -> None:
    joint = np.array([[4, 10, 0]])
    assert mutual_information(joint, 10, 10, 100).shape == (1, 3)
    assert association(joint, 10, np.array([[10, 10, 10]]), 100).tolist() == [
        [association(4, 10, 10, 100), association(10, 10, 10, 100), association(0, 10, 10, 100)]
    ]
    assert log_likelihood(np.array([], int), np.array([], int), 1, 1).shape == (0,)


@pytest.mark.parametrize("measure", [log_likelihood, log_ratio])
@pytest.mark.parametrize("numbers", [(-1, 0, 1, 1), (0, -1, 1, 1), (0, 0, 0, 1), (0, 0, 1, 0), (math.nan, 0, 1, 1)])
def test_what_cannot_be_is_refused(measure, numbers) -> None:
    with pytest.raises(ValueError, match="must be"):
        measure(*numbers)


@pytest.mark.parametrize("numbers", [(11, 10, 20, 100), (5, 10, 4, 100), (0, 60, 60, 100)])
def test_a_table_that_cannot_be_is_refused(numbers) -> None:
    with pytest.raises(ValueError, match="must be at most"):
        association(*numbers)
