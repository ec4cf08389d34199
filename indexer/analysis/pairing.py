"""Which paragraph of one text became which of another: the likeliest pairs in order, then those that were moved.

Two paragraphs are as alike as their pairs of adjacent characters: twice what they share by what they have (Dice 1945), numbers made
one and the same. Not all pairs of paragraphs are looked at: each new one asks for the old ones that hold its rarest pairs of characters, so
that the work grows with the length of the texts and not with its square.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from sys import intern
from typing import Final

from indexer.analysis.wording import without_numbers

ALIKE: Final = 0.3
"""From this likeness on two paragraphs in order are one that was changed."""
ALIKE_ELSEWHERE: Final = 0.6
"""The same for paragraphs that changed their place, for which nothing else speaks."""
_FEW: Final = 4
"""A paragraph of fewer letters or characters, numbers apart, is only itself: 1480 did not become 1315, nor (一) (二)."""
_MOVED: Final = 8
"""Pairs of characters that a moved paragraph must share: nobody asks where 谢谢大家 went."""
_RAREST: Final = 32
_HOLDERS: Final = 32
_CANDIDATES: Final = 8
"""For each new paragraph: pairs of characters that are looked up, old paragraphs that are taken of those that hold one, and how many of all are compared."""


@dataclass(frozen=True, slots=True)
class Match:
    old: int
    new: int
    """Numbers of the paragraphs, 0-based."""
    likeness: float
    """0 … 1, numbers apart."""
    moved: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    old: int
    new: int
    likeness: float
    shared: float
    """What the pair is worth: pairs of characters that both have, and half of one more where they are equal."""


def matches(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """Pairs of paragraphs, each in one at most; by number of the new one.

    ``old`` and ``new`` are paragraphs as ``wording.compared`` gives them. Those in order are the ones that together share most (optimal
    among the candidates); of the rest the most alike are taken first.
    """
    candidates = list(_candidates(old, new))
    ordered = [
        candidates[place] for place in heaviest_chain([(each.old, each.new, each.shared) for each in candidates])
    ]
    found = [Match(each.old, each.new, each.likeness) for each in ordered]
    old_taken = {each.old for each in found}
    new_taken = {each.new for each in found}
    for each in sorted(candidates, key=lambda each: (-each.likeness, -each.shared, each.new, each.old)):
        if each.likeness < ALIKE_ELSEWHERE or each.shared < _MOVED or each.old in old_taken or each.new in new_taken:
            continue
        old_taken.add(each.old)
        new_taken.add(each.new)
        found.append(Match(each.old, each.new, each.likeness, moved=True))
    return sorted(found, key=lambda match: match.new)


def heaviest_chain(candidates: Sequence[tuple[int, int, float]]) -> list[int]:
    """Places in ``candidates`` (first, second, weight above 0) of the heaviest set in which both numbers rise from each to the next.

    n log n: chains that end at a first number are kept only while no lighter or equal one ends before it.
    """
    ends: list[int] = []  # first numbers at which a chain ends, ascending; the weights of these chains ascend, too
    weights: list[float] = []
    last: list[int] = []
    before: list[int | None] = [None] * len(candidates)
    # Of one second number the highest first number comes first, so that no chain takes both.
    for place in sorted(range(len(candidates)), key=lambda place: (candidates[place][1], -candidates[place][0])):
        first, _, weight = candidates[place]
        at = bisect_left(ends, first)
        if at:
            before[place] = last[at - 1]
            weight += weights[at - 1]
        if at < len(ends) and ends[at] == first and weights[at] >= weight:
            continue
        stop = at
        while stop < len(ends) and weights[stop] <= weight:
            stop += 1
        ends[at:stop], weights[at:stop], last[at:stop] = [first], [weight], [place]
    chain: list[int] = []
    step = last[-1] if last else None
    while step is not None:
        chain.append(step)
        step = before[step]
    return chain[::-1]


def _candidates(old: Sequence[str], new: Sequence[str]) -> Iterator[_Candidate]:
    """Pairs of paragraphs that are alike enough, at most ``_CANDIDATES`` for each new one."""
    old_pairs, new_pairs = [_pairs(each) for each in old], [_pairs(each) for each in new]
    holders = _holders(old_pairs)
    equals = _places(old)
    for number, wording in enumerate(new):
        about = number * len(old) // len(new)
        pairs = new_pairs[number]
        asked = [*_near(equals.get(wording, []), about, _CANDIDATES)]
        if len(asked) < _CANDIDATES and _speaks(wording):
            asked += _likely(pairs, holders, about)
        for other in list(dict.fromkeys(asked))[:_CANDIDATES]:
            equal = old[other] == wording
            shared = len(pairs & old_pairs[other])
            likeness = 1.0 if equal else 2 * shared / (len(pairs) + len(old_pairs[other]))
            if equal or (likeness >= ALIKE and _speaks(old[other])):
                yield _Candidate(other, number, likeness, shared + equal / 2)


def _pairs(wording: str) -> frozenset[str]:
    """Pairs of adjacent characters, the line ends on both sides counted in: even a single character has two."""
    text = f"\n{without_numbers(wording)}\n"
    # One object for each that there is, as most stand in many paragraphs.
    return frozenset(map(intern, map(str.__add__, text, text[1:])))


def _speaks(wording: str) -> bool:
    return len(wording) > 4 * _FEW or sum(map(str.isalpha, without_numbers(wording))) >= _FEW


def _holders(paragraphs: Sequence[Iterable[str]]) -> dict[str, list[int]]:
    """Pair of characters → numbers of the paragraphs that hold it, ascending."""
    holders: dict[str, list[int]] = {}
    for number, pairs in enumerate(paragraphs):
        for pair in pairs:
            holders.setdefault(pair, []).append(number)
    return holders


def _places(paragraphs: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for number, wording in enumerate(paragraphs):
        places.setdefault(wording, []).append(number)
    return places


def _likely(pairs: frozenset[str], holders: dict[str, list[int]], about: int) -> list[int]:
    """Old paragraphs that hold the most of the rarest pairs; of equals those nearest to ``about``, where this one stands in the new text."""
    # By the pair itself, too: the order of a set changes from run to run.
    rarest = sorted((len(holders[pair]), pair) for pair in pairs if pair in holders)[:_RAREST]
    counts: Counter[int] = Counter()
    for _, pair in rarest:
        counts.update(_near(holders[pair], about, _HOLDERS))
    least = min(nlargest(_CANDIDATES, counts.values()), default=0)
    ranked = sorted((-count, abs(number - about), number) for number, count in counts.items() if count >= least)
    return [number for _, _, number in ranked[:_CANDIDATES]]


def _near(numbers: Sequence[int], about: int, limit: int) -> Sequence[int]:
    """At most ``limit`` of ascending numbers, those around ``about``."""
    if len(numbers) <= limit:
        return numbers
    start = min(max(0, bisect_left(numbers, about) - limit // 2), len(numbers) - limit)
    return numbers[start : start + limit]
