"""What stands on either side of brackets belongs together: 提案196件(其中…)全部办复, 立案提案(含平时提案12件)196件."""

from __future__ import annotations

from typing import Final

from indexer.figures.clauses import Paragraph, Token

_INSIDE: Final = 80
"""Characters at most that stand in such brackets."""
_BEFORE: Final = 20
"""Characters before them in which a head and its action stand."""


def right_of_brackets(text: str, at: int) -> int:
    """Where a folded text goes on behind the brackets that open at a place; 0 where none do."""
    return text.find(")", at, at + _INSIDE) + 1 if text.startswith("(", at) else 0


def left_of_brackets(paragraph: Paragraph, at: int) -> list[Token]:
    """The heads and actions that lead up to the brackets that close right before a place; [] where none do, or no head touches
    them."""
    text = paragraph.text
    opened = text.rfind("(", max(0, at - _INSIDE), at) if text[at - 1 : at] == ")" else -1
    if opened < 0:
        return []
    start = max(0, opened - _BEFORE)
    start = max(start, *(text.rfind(mark, start, opened) + 1 for mark in ",;。:、"))
    left = paragraph.between(start, opened)
    return left if left and left[-1].end == opened and left[-1].head is not None else []
