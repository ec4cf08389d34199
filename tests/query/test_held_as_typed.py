"""A report that holds a term as typed ranks above any that holds its words apart, however long the term."""

from __future__ import annotations

from math import log

from indexer.query import MAX_CHARACTERS
from indexer.query.nodes import HELD_AS_TYPED

MOST_REPORTS = 10**8


def test_the_bonus_is_more_than_all_words_and_pairs_of_the_longest_query_reach() -> None:
    one = log(1 + MOST_REPORTS) * 2.2  # BM25 of what stands in a single report: idf times k1 + 1
    # At most one word, its sub-words, a pair of characters, and both again in title and headings begin at a character.
    assert MAX_CHARACTERS * one * (1 + 2 * 0.3 + 0.5) * 2 < HELD_AS_TYPED
