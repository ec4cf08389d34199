"""Completing what is more than one word: 提案办, 政协委员lv, zhengfugongzuo. What comes out has to stand in some report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from indexer.suggest.words import Words

_ASKED: Final = 16
"""Strings that the index is asked about."""
_HEADS, _TAILS = 2, 4
"""Words tried for what is typed before a cut in letters, and behind a cut."""


def continued(typed: str, words: Words, stands: Callable[[str], int], wanted: int) -> list[tuple[str, int]]:
    """Folded strings that a folded text may be the beginning of, no words by themselves, with how many reports hold them.

    The cut is where the longest word can be completed; of letters, where the longest word was spelled out.
    """
    found: dict[str, int] = {}
    for whole in islice(_compounds(typed, words), _ASKED):
        if whole not in found and (reports := stands(whole)):
            found[whole] = reports
    return sorted(found.items(), key=lambda each: -each[1])[:wanted]


def _compounds(typed: str, words: Words) -> Iterator[str]:
    spelled = typed.isascii()
    cuts = range(len(typed) - 1, 1, -1) if spelled else range(1, len(typed))
    for cut in cuts:
        before, behind = typed[:cut], typed[cut:]
        if not spelled and before[-1].isascii() and behind[0].isascii():
            continue  # within letters behind characters
        heads = words.spelled_whole(before, _HEADS) if spelled else [before]
        tails = words.completing(behind, _TAILS) if heads else []
        yield from (head + tail for head in heads for tail, _ in tails)
