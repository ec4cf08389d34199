"""Whether two engines put the hits of a page into one order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

TIE: Final = 1e-3
"""By how much scores may differ of what counts as equal."""
Order = Sequence[tuple[str, float]]
"""Ids of a page's hits and their scores, in order."""


def same_order(ours: Order, theirs: Order) -> bool:
    """Whether two pages of (id, score) are in one order, but for hits whose scores are equal to ``TIE``: these may change places, and at
    the edges of the page another one may stand for one of them."""
    if len(ours) != len(theirs):
        return False
    known = [dict(page) for page in (ours, theirs)]
    edges = [score for page in (ours, theirs) if page for score in (page[0][1], page[-1][1])]
    for page, scores in ((ours, known[1]), (theirs, known[0])):
        for identity, score in page:
            if identity in scores and abs(scores[identity] - score) > TIE:
                return False
            if identity not in scores and not any(abs(score - edge) <= TIE for edge in edges):
                return False
    return all(abs(one[1] - other[1]) <= TIE for one, other in zip(ours, theirs, strict=True))
