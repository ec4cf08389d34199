"""The query nodes that Whoosh lacks. They are Whoosh query nodes, so that they stand anywhere in its trees.

The engines evaluate them; for Whoosh's own searcher only the exact string has a matcher.
"""

from __future__ import annotations

from typing import Any, Final

from whoosh.matching import Matcher, WrappingMatcher
from whoosh.query import Query, Term

HELD_AS_TYPED: Final = 1e6
"""Added to the score for a term that stands in a report as typed: more than words apart can ever reach together,
so that such a report ranks above one that merely holds the words (BM25 of a word stays below 50, and a query has at
most 2,000 characters)."""


class Node(Query):
    """A leaf that is nothing but its values: equal, hashed and shown by them."""

    boost = 1.0

    def values(self) -> tuple[object, ...]:
        """The values that make the node what it is, in the order of their names; all of them hashable."""
        return tuple(value for name, value in sorted(vars(self).items()) if name != "boost")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, Node) and self.values() == other.values()

    def __hash__(self) -> int:
        return hash((type(self), self.values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in sorted(vars(self).items()))})"


class ExactString(Node):
    """Reports in which a folded string stands, whatever the segmentation.

    ``fieldname`` is "text" or "title"; ``string`` is folded and not empty; the score is BM25 of its occurrences plus
    ``bonus``, times ``boost``.
    """

    def __init__(self, fieldname: str, string: str, bonus: float = 0.0, boost: float = 1.0) -> None:
        self.fieldname = fieldname
        self.string = string
        self.bonus = bonus
        self.boost = boost

    def matcher(self, searcher: Any, context: Any = None) -> Matcher:
        """For Whoosh's own searcher: where the index takes any string as a term of its texts."""
        found = Term(self.fieldname, self.string).matcher(searcher, context)
        return _WithBonus(found, self.bonus, self.boost) if found.is_active() else found

    def estimate_size(self, reader: Any) -> int:
        size: int = Term(self.fieldname, self.string).estimate_size(reader)
        return size


class _WithBonus(WrappingMatcher):
    """Adds a constant to every score."""

    def __init__(self, child: Matcher, bonus: float, boost: float) -> None:
        super().__init__(child, boost=boost)
        self._bonus = bonus

    def score(self) -> float:
        return float((self.child.score() + self._bonus) * self.boost)

    def supports_block_quality(self) -> bool:
        return False


class Contains(Node):
    """Reports whose value of "organization", "kind" or "completeness" holds a folded string."""

    def __init__(self, fieldname: str, string: str) -> None:
        self.fieldname = fieldname
        self.string = string


class YearRange(Node):
    """Reports whose "covered_year" (any year of its span) or "delivered_year" lies in first..last, both included."""

    def __init__(self, fieldname: str, first: int, last: int) -> None:
        self.fieldname = fieldname
        self.first = first
        self.last = last


class Near(Node):
    """Reports in which a string of ``left`` and one of ``right`` stand close to each other, in either order.

    ``fieldname`` is "text"; the strings are folded and not empty. Some occurrence of any string of ``left`` and some
    of any string of ``right`` do not overlap, and at most ``distance`` characters (code points, 0 to 1000) lie between
    the end of the one and the start of the other; paragraph ends count as one character. Scores 0.
    """

    def __init__(self, fieldname: str, left: tuple[str, ...], right: tuple[str, ...], distance: int) -> None:
        self.fieldname = fieldname
        self.left = left
        self.right = right
        self.distance = distance


class Together(Node):
    """Reports in which one sentence, or one paragraph, holds a string of every operand.

    ``fieldname`` is "text"; an operand is any of its strings, which are folded and not empty; ``within`` is "sentence"
    or "paragraph", whose bounds are ``structure.sentence_starts`` and ``structure.paragraph_starts`` of the text as it
    is (folding changes end punctuation). An occurrence lies in a part when all of it lies from the part's start up to
    the next part's; occurrences of different operands may overlap. Scores 0.
    """

    def __init__(self, fieldname: str, operands: tuple[tuple[str, ...], ...], within: str) -> None:
        self.fieldname = fieldname
        self.operands = operands
        self.within = within
