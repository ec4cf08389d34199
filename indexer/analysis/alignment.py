"""Two reports paragraph by paragraph: what was kept, changed, added and dropped, with the changes marked.

Meant for reports of one organization in successive years, which keep their plan and much of their wording. Script, width,
blanks and regional wording are no change (``wording``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, TypeAlias

from indexer.analysis.edits import Edit, Span, edits
from indexer.analysis.pairing import Match, matches
from indexer.analysis.wording import compared
from indexer.fold import fold
from indexer.structure.bounds import paragraphs

Fate: TypeAlias = Literal["kept", "changed", "new", "dropped"]

_CLAUSE: Final = re.compile(r"[^,。;!?:]+")
_TELLING: Final = 6
"""Characters from which on a clause that stands in both texts is hardly there by chance."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph of the old text and what it became in the new one."""

    fate: Fate
    old: Span | None
    """[start, end) of the paragraph in the old text, in code points, its line end excluded; None where it is new."""
    new: Span | None
    """The same in the new text; None where it was dropped."""
    edits: tuple[Edit, ...] = ()
    """Of a changed one: what differs, in order, as offsets into both texts."""
    likeness: float = 0.0
    """Of the two paragraphs, numbers apart: 0 … 1, 1 where only numbers changed."""
    moved: bool = False
    """Whether it is kept or changed and stands elsewhere among the others."""
    elsewhere: float = 0.0
    """Of a new or dropped one: the part of its characters, 0 … 1, in clauses that stand in the other text all the same. Near 1
    where a paragraph was cut in two or joined to another, which is then the only one that was paired."""

    @property
    def old_marks(self) -> tuple[Span, ...]:
        """What the new text has no more, for marking in the old one."""
        return tuple(edit.old for edit in self.edits if edit.old[0] < edit.old[1])

    @property
    def new_marks(self) -> tuple[Span, ...]:
        """What the old text did not have, for marking in the new one."""
        return tuple(edit.new for edit in self.edits if edit.new[0] < edit.new[1])


def align(old_text: str, new_text: str) -> tuple[Pair, ...]:
    """Every paragraph of either text that is not blank, in exactly one pair.

    In the order of the new text; what was dropped stands behind what it stood behind in the old one, before what is new there.
    """
    old, new = _Side(old_text), _Side(new_text)
    found = matches(old.wordings, new.wordings)
    moved = {match.new: match for match in found if match.moved}
    gone = set(range(len(old.spans))) - {match.old for match in found}
    pairs: list[Pair] = []
    old_done = new_done = 0
    last = Match(len(old.spans), len(new.spans), 0.0)
    for match in [*(match for match in found if not match.moved), last]:
        pairs += (_dropped(old, new, place) for place in range(old_done, match.old) if place in gone)
        pairs += (
            _pair(old, new, moved[place]) if place in moved else _new(old, new, place)
            for place in range(new_done, match.new)
        )
        if match is not last:
            pairs.append(_pair(old, new, match))
        old_done, new_done = match.old + 1, match.new + 1
    return tuple(pairs)


class _Side:
    """One of the texts, folded, with its paragraphs."""

    def __init__(self, text: str) -> None:
        self.folded = fold(text)
        self.spans = paragraphs(text)
        self.wordings = [compared(self.folded[start:end]) for start, end in self.spans]

    @cached_property
    def clauses(self) -> frozenset[str]:
        return frozenset(clause for wording in self.wordings for clause in _CLAUSE.findall(wording))

    def part_in(self, other: _Side, place: int) -> float:
        """How much of a paragraph stands in the other text, by its clauses."""
        clauses = _CLAUSE.findall(self.wordings[place])
        shared = sum(len(clause) for clause in clauses if len(clause) >= _TELLING and clause in other.clauses)
        return shared / max(sum(map(len, clauses)), 1)

    def paragraph(self, place: int) -> str:
        start, end = self.spans[place]
        return self.folded[start:end]


def _dropped(old: _Side, new: _Side, place: int) -> Pair:
    return Pair("dropped", old.spans[place], None, elsewhere=old.part_in(new, place))


def _new(old: _Side, new: _Side, place: int) -> Pair:
    return Pair("new", None, new.spans[place], elsewhere=new.part_in(old, place))


def _pair(old: _Side, new: _Side, match: Match) -> Pair:
    before, after = old.spans[match.old], new.spans[match.new]
    if old.wordings[match.old] == new.wordings[match.new]:
        return Pair("kept", before, after, (), match.likeness, match.moved)
    changes = edits(old.paragraph(match.old), before[0], new.paragraph(match.new), after[0])
    return Pair("changed", before, after, changes, match.likeness, match.moved)
