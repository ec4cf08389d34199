"""Trees for what nobody typed: everything there is, and reports that hold some of given words."""

from __future__ import annotations

from collections.abc import Sequence

from whoosh import query as whoosh_query


def everything() -> whoosh_query.Query:
    """Every report, none better than another."""
    return whoosh_query.Every()


def some_of(words: Sequence[tuple[str, float]], needed: int) -> whoosh_query.Query:
    """Reports whose texts hold at least ``needed`` of the words, ranked by BM25 of those that they hold, times their weights.

    ``words``: folded base words, at least one, each with its weight.
    """
    return whoosh_query.Or([whoosh_query.Term("words", word, boost=weight) for word, weight in words], minmatch=needed)
