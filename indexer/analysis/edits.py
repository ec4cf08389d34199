"""Where two wordings of a paragraph differ, in pieces that a person would mark: numbers whole, no confetti of characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import Final, TypeAlias

from indexer.analysis.pairing import heaviest_chain
from indexer.analysis.wording import Token, tokens

Span: TypeAlias = tuple[int, int]
"""[start, end) in code points of a text."""

_CLAUSE_ENDS: Final = frozenset(",。;:!?、\n")
_MEETINGS: Final = 16
"""So many equal tokens of two stretches for each token in them are compared one by one; Chinese prose of 2,000 characters
has as many. Stretches that repeat themselves more are first cut at clauses that both have."""
_STRONG: Final = 4
"""Characters in a row that stay unmarked whatever stands around them."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What stood in the old text and what stands in the new one; either may be empty, and then says where."""

    old: Span
    new: Span


@dataclass(frozen=True, slots=True)
class _Block:
    """Equal tokens: ``size`` of them from ``old`` and ``new`` on."""

    old: int
    new: int
    size: int


def edits(old: str, old_start: int, new: str, new_start: int) -> tuple[Edit, ...]:
    """Differences of two folded paragraphs that begin at these offsets of their texts, in order.

    What stands outside of them is equal as ``wording.compared`` has it.
    """
    before, after = tokens(old, old_start), tokens(new, new_start)
    blocks = _readable(before, after, _blocks([each.form for each in before], [each.form for each in after]))
    found: list[Edit] = []
    old_done = new_done = 0
    for block in [*blocks, _Block(len(before), len(after), 0)]:
        if block.old > old_done or block.new > new_done:
            found.append(
                Edit(
                    _span(before, old_done, block.old, old_start + len(old)),
                    _span(after, new_done, block.new, new_start + len(new)),
                )
            )
        old_done, new_done = block.old + block.size, block.new + block.size
    return tuple(found)


def _span(found: Sequence[Token], start: int, end: int, stop: int) -> Span:
    if start < end:
        return found[start].start, found[end - 1].end
    place = found[start].start if start < len(found) else found[-1].end if found else stop
    return place, place


# ---------------------------------------------------------------------------------------- equal stretches


def _blocks(old: Sequence[str], new: Sequence[str]) -> list[_Block]:
    """Equal stretches in order, those that touch each other made one."""
    start = _common(old, new)
    end = _common(old[: start - len(old) - 1 : -1], new[: start - len(new) - 1 : -1])
    middle = _between(old[start : len(old) - end], new[start : len(new) - end], start)
    found = [_Block(0, 0, start), *middle, _Block(len(old) - end, len(new) - end, end)]
    return _joined(block for block in found if block.size)


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many tokens both begin with."""
    for place, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return place
    return min(len(old), len(new))


def _between(old: Sequence[str], new: Sequence[str], offset: int) -> Iterator[_Block]:
    if _few_meetings(old, new):
        yield from _compared(old, new, offset, offset)
        return
    old_done = new_done = 0
    for first, second, size in [*_clauses_of_both(old, new), (len(old), len(new), 0)]:
        one, other = old[old_done:first], new[new_done:second]
        # What even then repeats itself too much is marked as a whole.
        if _few_meetings(one, other):
            yield from _compared(one, other, offset + old_done, offset + new_done)
        if size:
            yield _Block(offset + first, offset + second, size)
        old_done, new_done = first + size, second + size


def _few_meetings(old: Sequence[str], new: Sequence[str]) -> bool:
    counts = Counter(new)
    return sum(count * counts[form] for form, count in Counter(old).items()) <= _MEETINGS * (len(old) + len(new))


def _compared(old: Sequence[str], new: Sequence[str], old_offset: int, new_offset: int) -> Iterator[_Block]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for first, second, size in matcher.get_matching_blocks():
        yield _Block(old_offset + first, new_offset + second, size)


def _clauses_of_both(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """(start, start, tokens) of clauses that stand once in each, in order: the heaviest chain of them."""
    once, also = _clauses_once(old), _clauses_once(new)
    shared = [(once[clause], also[clause], len(clause)) for clause in once if clause in also]
    return [shared[place] for place in heaviest_chain(shared)]


def _clauses_once(forms: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Clause → where it begins, of those that stand there once."""
    starts: dict[tuple[str, ...], int] = {}
    counts: Counter[tuple[str, ...]] = Counter()
    start = 0
    for place, form in enumerate(forms):
        if form in _CLAUSE_ENDS or place == len(forms) - 1:
            clause = tuple(forms[start : place + 1])
            starts[clause] = start
            counts[clause] += 1
            start = place + 1
    return {clause: start for clause, start in starts.items() if counts[clause] == 1}


def _joined(blocks: Iterator[_Block]) -> list[_Block]:
    found: list[_Block] = []
    for block in blocks:
        if found and found[-1].old + found[-1].size == block.old and found[-1].new + found[-1].size == block.new:
            block = _Block(found[-1].old, found[-1].new, found.pop().size + block.size)
        found.append(block)
    return found


# --------------------------------------------------------------------------------------------- readability


def _readable(old: Sequence[Token], new: Sequence[Token], blocks: Sequence[_Block]) -> list[_Block]:
    """The equal stretches without what is too short, for all that is changed around it, to be more than chance."""
    kept = list(blocks)
    while True:
        gaps = _gaps(old, new, kept)
        shorter = [_without_halves(old, block, *gaps[place : place + 2]) for place, block in enumerate(kept)]
        weak = [place for place, block in enumerate(shorter) if _is_weak(old, block, *gaps[place : place + 2])]
        # Neighbours do not go at once: with one of them gone the other stands between other changes.
        runs = ([place for _, place in run] for _, run in groupby(enumerate(weak), lambda item: item[1] - item[0]))
        going = {place for run in runs for place in run[::2]}
        left = [block for place, block in enumerate(shorter) if block.size and place not in going]
        if left == kept:
            return kept
        kept = left


@dataclass(frozen=True, slots=True)
class _Gap:
    """What is changed between two equal stretches, or before the first or behind the last one."""

    old: Sequence[Token]
    new: Sequence[Token]

    @property
    def size(self) -> int:
        return max(len(self.old), len(self.new))

    @property
    def figures(self) -> bool:
        """Whether no more than numbers changed."""
        return all(token.number for token in (*self.old, *self.new))

    def cuts(self, edge: int) -> bool:
        """Whether it may end within a word: at its first (0) or last (-1) token."""
        return not self.figures and any(side[edge].form.isalnum() for side in (self.old, self.new) if side)


def _gaps(old: Sequence[Token], new: Sequence[Token], blocks: Sequence[_Block]) -> list[_Gap]:
    """One more than there are blocks."""
    edges = [_Block(0, 0, 0), *blocks, _Block(len(old), len(new), 0)]
    return [
        _Gap(old[before.old + before.size : after.old], new[before.new + before.size : after.new])
        for before, after in pairwise(edges)
    ]


def _without_halves(old: Sequence[Token], block: _Block, before: _Gap, after: _Gap) -> _Block:
    """The stretch without a lone character between a change and a comma: of 交办、 → 督办、 all of the word is marked."""
    start, end = block.old, block.old + block.size
    if before.cuts(-1) and _lone(old[start:end][:2]):
        start += 1
    if after.cuts(0) and _lone(old[start:end][:-3:-1]):
        end -= 1
    return _Block(start, block.new + start - block.old, end - start)


def _lone(edge: Sequence[Token]) -> bool:
    """Whether a stretch begins (or, read backwards, ends) with one character and then a comma or the paragraph's end."""
    if not edge or edge[0].number or _weight(edge[0]) != 1:
        return False
    return len(edge) == 1 or not _weight(edge[1])


def _is_weak(old: Sequence[Token], block: _Block, before: _Gap, after: _Gap) -> bool:
    if not before.size or not after.size or (before.figures and after.figures):
        return False
    weight = sum(_weight(token) for token in old[block.old : block.old + block.size])
    return weight <= 1 or (weight < _STRONG and 2 * weight <= min(before.size, after.size))


def _weight(token: Token) -> int:
    """How much it says that a token is equal: its characters, nothing for a comma."""
    return len(token.form) if token.form.isalnum() else 0
