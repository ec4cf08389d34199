"""How sure and how large a difference between counts is: log-likelihood, log ratio, mutual information.

Two texts (or selections of reports) are compared by how often something stands in each of them:

    |             | this one | the other one |
    |-------------|----------|---------------|
    | occurrences | a        | b             |
    | size        | c        | d             |

Sizes are in whatever the rates are to be of, words or characters, the same on both sides. Log-likelihood says how sure a difference is
and grows with the size of the texts; log ratio says how large it is and does not. Both take occurrences to be independent of
each other, which words of one report are not: show beside them how many reports hold the word.

All functions take numbers, or arrays of one shape (with numbers among them where the signature says so), and give a float or
float64 of that shape. They raise ValueError for counts below 0 and sizes that are not above 0.
"""

from __future__ import annotations

import math
from typing import Any, Final, TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
"""Integers or floats of any shape."""
Result: TypeAlias = NDArray[np.float64]

SURE: Final = 15.13
"""Log-likelihood from which a difference is taken for one: p < 0.0001 with one degree of freedom. Rayson, Berridge &
Francis 2004, "Extending the Cochran rule for the comparison of word frequencies between corpora", who find it safe from an expected count of 1 on."""
IN_PLACE_OF_ZERO: Final = 0.5
"""A count of 0 is taken for half an occurrence where it would be divided by: Hardie 2014."""


@overload
def log_likelihood(count: float, other: float, size: float, other_size: float) -> float: ...
@overload
def log_likelihood(count: Array, other: Array, size: float | Array, other_size: float | Array) -> Result: ...
def log_likelihood(
    count: float | Array, other: float | Array, size: float | Array, other_size: float | Array
) -> float | Result:
    """G² of a difference between two rates, never below 0, and 0 where the rates are equal.

    G² = 2 · (a · ln(a / E₁) + b · ln(b / E₂)), E₁ = c · (a + b) / (c + d), E₂ = d · (a + b) / (c + d), where 0 · ln 0 is 0. Rayson &
    Garside 2000, "Comparing corpora using frequency profiling"; after Dunning 1993, "Accurate methods for the statistics of
    surprise and coincidence", whose formula has two terms more, for all that is not the word.
    """
    a, b, c, d = _checked((count, other), (size, other_size))
    share = (a + b) / (c + d)
    return _plain(_not_below_zero(2 * (_surprise(a, c * share) + _surprise(b, d * share))), count)


@overload
def log_ratio(count: float, other: float, size: float, other_size: float) -> float: ...
@overload
def log_ratio(count: Array, other: Array, size: float | Array, other_size: float | Array) -> Result: ...
def log_ratio(
    count: float | Array, other: float | Array, size: float | Array, other_size: float | Array
) -> float | Result:
    """log₂((a / c) / (b / d)): 1 where the word is twice as frequent here, 2 where it is four times, −1 where half as much.

    A count of 0 is taken for ``IN_PLACE_OF_ZERO``, others stay as they are; where both are 0 the rates are equal, and it is 0. Hardie
    2014, "Log ratio: an informal introduction".
    """
    a, b, c, d = _checked((count, other), (size, other_size))
    neither = (a == 0) & (b == 0)
    a, b = (np.where(each == 0, IN_PLACE_OF_ZERO, each) for each in (a, b))
    # Logarithms one by one, so that changing sides changes the sign and nothing else.
    return _plain(np.where(neither, 0.0, (np.log2(a) - np.log2(c)) - (np.log2(b) - np.log2(d))), count)


@overload
def association(joint: float, first: float, second: float, total: float) -> float: ...
@overload
def association(joint: Array, first: float | Array, second: float | Array, total: float | Array) -> Result: ...
def association(
    joint: float | Array, first: float | Array, second: float | Array, total: float | Array
) -> float | Result:
    """G² of two things standing together ``joint`` times, when they stand ``first`` and ``second`` times among ``total`` places.

    Over all four cells of the table (together, one without the other, neither): G² = 2 · Σ O · ln(O / E), E = row · column / total. Dunning
    1993. It does not say whether they meet more or less often than by chance: ``mutual_information`` does, by its sign.
    Raises ValueError where they meet more often than one of them stands, too.
    """
    k, m, n, t = _checked((joint, first, second), (total,))
    neither = t - m - n + k
    if (k > np.minimum(m, n)).any() or (neither < 0).any():
        raise ValueError("joint must be at most first and second, and all of them fit into total")
    cells = (
        _surprise(k, m * n / t)
        + _surprise(m - k, m * (t - n) / t)
        + _surprise(n - k, (t - m) * n / t)
        + _surprise(neither, (t - m) * (t - n) / t)
    )
    return _plain(_not_below_zero(2 * cells), joint)


@overload
def mutual_information(joint: float, first: float, second: float, total: float) -> float: ...
@overload
def mutual_information(joint: Array, first: float | Array, second: float | Array, total: float | Array) -> Result: ...
def mutual_information(
    joint: float | Array, first: float | Array, second: float | Array, total: float | Array
) -> float | Result:
    """MI = log₂(joint · total / (first · second)): 0 as often together as by chance, 1 twice as often, −inf never together.

    Church & Hanks 1990, "Word association norms, mutual information, and lexicography", who advise against it for fewer than
    five joint occurrences: rare words get the highest values. What stands nowhere meets nothing: −inf.
    """
    k, m, n, t = _checked((joint, first, second), (total,))
    with np.errstate(divide="ignore"):
        logarithms = np.log2(np.maximum(k, 0)) + np.log2(t) - np.log2(np.maximum(m, 1)) - np.log2(np.maximum(n, 1))
    return _plain(logarithms, joint)


def probability(g2: float) -> float:
    """How likely a log-likelihood of this size or more is by chance alone: upper tail of χ² with one degree of freedom."""
    return math.erfc(math.sqrt(max(g2, 0.0) / 2))


def _checked(counts: tuple[float | Array, ...], sizes: tuple[float | Array, ...]) -> tuple[Result, ...]:
    numbers = tuple(np.asarray(each, np.float64) for each in (*counts, *sizes))
    # Said this way round, so that NaN is refused too.
    if not all((each >= 0).all() for each in numbers[: len(counts)]):
        raise ValueError("counts must be 0 or more")
    if not all((each > 0).all() for each in numbers[len(counts) :]):
        raise ValueError("sizes must be above 0")
    return numbers


def _surprise(observed: Result, expected: Result) -> Result:
    """O · ln(O / E), 0 where nothing was observed (E is then of no matter)."""
    nothing = observed == 0
    return np.where(
        nothing, 0.0, observed * np.log(np.where(nothing, 1.0, observed) / np.where(nothing, 1.0, expected))
    )


def _not_below_zero(g2: Result) -> Result:
    """Terms that cancel each other leave a rounding error on either side of 0."""
    return np.maximum(g2, 0.0)


def _plain(result: Result, given: float | Array) -> float | Result:
    return result if isinstance(given, np.ndarray) else float(result)
