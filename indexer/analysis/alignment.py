"""Two reports paragraph by paragraph: what was kept, changed, added and dropped, with the changes marked.

Meant for reports of one organization in successive years, which keep their plan and much of their wording. Script, width,
blanks and regional wording are no change (``wording``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from indexer.analysis.edits import Edit, Span, edits
from indexer.analysis.pairing import Match, matches
from indexer.analysis.wording import compared
from indexer.fold import fold
from indexer.structure.bounds import paragraphs

Fate: TypeAlias = Literal["kept", "changed", "new", "dropped"]


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
        pairs += (Pair("dropped", old.spans[place], None) for place in range(old_done, match.old) if place in gone)
        pairs += (
            _pair(old, new, moved[place]) if place in moved else Pair("new", None, new.spans[place])
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

    def paragraph(self, place: int) -> str:
        start, end = self.spans[place]
        return self.folded[start:end]


def _pair(old: _Side, new: _Side, match: Match) -> Pair:
    before, after = old.spans[match.old], new.spans[match.new]
    if old.wordings[match.old] == new.wordings[match.new]:
        return Pair("kept", before, after, (), match.likeness, match.moved)
    changes = edits(old.paragraph(match.old), before[0], new.paragraph(match.new), after[0])
    return Pair("changed", before, after, changes, match.likeness, match.moved)
