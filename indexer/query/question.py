"""Whether what was typed is a question in plain words rather than terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_QUESTION_WORDS: Final = frozenset(
    [
        "多少",
        "哪些",
        "哪个",
        "哪里",
        "哪",
        "什么",
        "谁",
        "如何",
        "怎么",
        "怎样",
        "怎么样",
        "为何",
        "为什么",
        "几",
        "几个",
        "几件",
        "吗",
        "呢",
        "何时",
        "何地",
        "是否",
        "有没有",
        "多久",
        "多大",
    ]
)
_QUESTION_LENGTH: Final = 4
"""So many words make a plain question of a text that holds a question word."""
_MARKED_LENGTH: Final = 2
"""So many are enough where a question mark says it."""


def is_question(text: str, words: Sequence[str]) -> bool:
    """Whether ``text``, cut into ``words``, asks something."""
    if text.rstrip().endswith(("?", "？")):
        return len(words) >= _MARKED_LENGTH
    return len(words) >= _QUESTION_LENGTH and not _QUESTION_WORDS.isdisjoint(words)
