"""An analysis comes out of another process as it went in, whichever way it was given."""

from __future__ import annotations

import pickle
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.base import Analysis, word_counts

WORDS = st.lists(st.text("政协提案工作a1𠮷", min_size=1, max_size=4))


@given(WORDS, WORDS, WORDS)
def test_an_analysis_survives_pickling(words: list[str], sub_words: list[str], title: list[str]) -> None:
    sent = Analysis(words, Counter(sub_words), word_counts(title))
    come = pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(sent))))
    assert dict(come.words) == Counter(words)
    assert dict(come.sub_words) == Counter(sub_words)
    assert dict(come.title_words) == Counter(title)
    assert dict(come.heading_words) == {}


@given(WORDS)
def test_counts_are_a_mapping_in_the_order_given(words: list[str]) -> None:
    counted = word_counts(words)
    assert list(counted) == list(dict.fromkeys(words))
    assert len(counted) == len(set(words))
    assert all(counted[word] == words.count(word) for word in words)
    assert word_counts(counted) is counted
    assert word_counts(dict(counted)) == counted
