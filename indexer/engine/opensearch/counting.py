"""Counts in the texts of reports that the cluster found, by the embedded engine's code (``shelf``)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from whoosh import query as whoosh_query

from indexer.engine.base import EngineRequest, WordCounts
from indexer.engine.columnar.places import SnapshotPlaces
from indexer.engine.columnar.snapshot import Snapshot
from indexer.engine.opensearch.asking import asked
from indexer.engine.opensearch.commit import Commit
from indexer.engine.opensearch.shelf import Shelf
from indexer.engine.opensearch.tallying import tally


def places(request: EngineRequest, strings: Sequence[str], commit: Commit, shelf: Shelf) -> SnapshotPlaces:
    """``Engine.places``. Raises QueryError where the texts are too many."""
    asking = asked(replace(request, copies=True), commit)
    snapshot = shelf.snapshot(asking.matching, commit)
    # All that is there matches; which copies count depends on what is found in them.
    every = EngineRequest(
        whoosh_query.Every(), {}, facets=request.facets, copies=request.copies, section=request.section
    )
    return SnapshotPlaces(every, strings, snapshot)


def word_counts(
    requests: Sequence[EngineRequest],
    terms: Sequence[Sequence[str]],
    forms: Callable[[tuple[str, ...]], NDArray[np.int64]],
    commit: Commit,
    shelf: Shelf,
) -> WordCounts:
    """``Engine.count_words``. Raises QueryError where the index has too much text for it."""
    if any(request.section for request in requests):
        raise ValueError("words of a section cannot be counted by reports")
    snapshot = shelf.whole(commit)
    words = snapshot.base_words
    of = forms(words.words)
    counted = [words.counted(_chosen(request, commit, snapshot), of) for request in requests]
    occurrences, reports = (np.stack([each[place] for each in counted], axis=1) for place in (0, 1))
    tallies = tuple(tally(asked(replace(request, copies=True), commit), terms, commit) for request in requests)
    return WordCounts(words.words, occurrences, reports, tallies, commit.generation)


def _chosen(request: EngineRequest, commit: Commit, snapshot: Snapshot) -> NDArray[np.bool_]:
    """bool[documents]: what a request counts."""
    ids = [int(hit["sort"][0], 16) for hit in commit.columns(asked(request, commit).matching)]
    chosen: NDArray[np.bool_] = np.isin(snapshot.ids, np.array(ids, np.uint64)) & snapshot.live
    return chosen
