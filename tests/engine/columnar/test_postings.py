"""Postings of words equal a plain count, whatever the counts."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.engine.columnar.postings import Postings, entry_keys, write_postings
from indexer.engine.columnar.storage import ArrayReader, ArrayWriter
from indexer.engine.columnar.strings import add_up, runs, split_counts

Counts = dict[tuple[int, int], int]
"""(word, document) → how often it stands there."""

COUNTS = st.one_of(st.integers(1, 3), st.sampled_from([254, 255, 256, 510, 511, 65_535, 65_536, 70_000]))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("postings") / "postings"


def write(path: Path, counts: Counts, size: int, order: Sequence[tuple[int, int]]) -> Postings:
    path.unlink(missing_ok=True)
    with ArrayWriter(path) as file:
        keys = entry_keys(
            np.array([word for word, _ in order], np.uint32),
            np.array([document for _, document in order], np.uint16),
            np.array([counts[key] for key in order], np.int64),
        )
        write_postings(file, "words", keys, size)
        file.finish({})
    return Postings(ArrayReader(path), "words")


@settings(deadline=None, max_examples=100)
@given(
    counts=st.dictionaries(st.tuples(st.integers(0, 9), st.sampled_from([*range(12), 65_535])), COUNTS, max_size=50),
    size=st.integers(10, 12),
    seed=st.integers(0, 999),
)
@example(counts={}, size=0, seed=0)
@example(counts={(0, 0): 1, (0, 1): 255, (2, 0): 1}, size=3, seed=0)
@example(counts={(0, 5): 256, (0, 6): 255, (1, 5): 1}, size=2, seed=0)
def test_postings_equal_what_was_counted(path: Path, counts: Counts, size: int, seed: int) -> None:
    order = list(counts)
    random.Random(seed).shuffle(order)
    postings = write(path, counts, size, order)
    for word in range(size):
        documents, found = postings.read(word)
        wanted = sorted((document, count) for (each, document), count in counts.items() if each == word)
        assert list(zip(documents.tolist(), found.tolist(), strict=True)) == wanted
        assert postings.holds(word) == bool(wanted)


@settings(deadline=None)
@given(st.lists(st.integers(1, 2000) | st.sampled_from([255, 256, 510, 511, 1 << 20]), max_size=20))
def test_split_counts_add_up_and_fit_into_a_byte(counts: list[int]) -> None:
    pieces, entries = split_counts(np.array(counts, np.int64))
    assert entries.max(initial=0) <= 255
    assert int(pieces.sum()) == len(entries)
    owner = np.repeat(np.arange(len(counts)), pieces)
    assert np.bincount(owner, weights=entries, minlength=len(counts)).tolist() == counts
    assert (entries > 0).all()
    assert [-(-count // 255) for count in counts] == pieces.tolist()
    containers, added = add_up(owner, entries)
    assert containers.tolist() == list(range(len(counts)))
    assert added.tolist() == counts


@settings(deadline=None)
@given(st.lists(st.integers(0, 3), max_size=20).map(sorted))
def test_runs_begin_where_the_item_changes(items: list[int]) -> None:
    assert runs(np.array(items, np.int64)).tolist() == sorted({items.index(item) for item in items})
