"""The query nodes that Whoosh lacks. They are Whoosh query nodes, so that they stand anywhere in its trees.

They carry no matcher of their own: the engines evaluate them (``indexer.engine.evaluate``).
"""

from __future__ import annotations

from typing import Final

from whoosh.query import Query

HELD_AS_TYPED: Final = 1000.0
"""Added to the score for a term that stands in a report as typed: more than words apart can ever reach together,
so that such a report ranks above one that merely holds the words (BM25 of a word stays below 50)."""


class Node(Query):
    """A leaf that is nothing but its values: equal, hashed and shown by them."""

    boost = 1.0

    def values(self) -> tuple[str | int | float, ...]:
        """The values that make the node what it is, in the order of its arguments."""
        return tuple(value for name, value in sorted(vars(self).items()) if name != "boost")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, Node) and self.values() == other.values()

    def __hash__(self) -> int:
        return hash((type(self), self.values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in sorted(vars(self).items()))})"


class ExactString(Node):
    """Reports in which a folded string stands, whatever the segmentation.

    ``fieldname`` is "text" or "title"; ``string`` is folded and not empty; ``bonus`` is added once to the score.
    """

    def __init__(self, fieldname: str, string: str, bonus: float = 0.0) -> None:
        self.fieldname = fieldname
        self.string = string
        self.bonus = bonus


class Contains(Node):
    """Reports whose value of "organization" or "kind" holds a folded string."""

    def __init__(self, fieldname: str, string: str) -> None:
        self.fieldname = fieldname
        self.string = string


class YearRange(Node):
    """Reports whose "covered_year" (any year of its span) or "delivered_year" lies in first..last, both included."""

    def __init__(self, fieldname: str, first: int, last: int) -> None:
        self.fieldname = fieldname
        self.first = first
        self.last = last
