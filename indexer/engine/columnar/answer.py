"""What a request finds in one commit, by number: which documents, how many, in which order; nothing of a report is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexer.engine.base import EngineRequest, FacetColumn, Tally
from indexer.engine.columnar.evaluate import evaluate
from indexer.engine.columnar.facets import count_facets
from indexer.engine.columnar.matches import Matches
from indexer.engine.columnar.snapshot import Snapshot
from indexer.engine.columnar.within import Within

_ROWS: Final = 32


@dataclass(frozen=True, slots=True)
class Answer:
    """As ``base.EngineRanking``, with documents by number."""

    total: int
    occurrences: int
    counts: Mapping[str, Mapping[str, int]]
    page: NDArray[np.integer]
    """The documents of the page asked for, in order."""
    scores: NDArray[np.float64]
    held: NDArray[np.int64]
    """Occurrences in each document of the page."""
    copies: int
    """Matching documents that others stand for."""
    others: NDArray[np.int64]
    """How many of them each document of the page stands for."""

    def rows(self, start: int, stop: int) -> Iterator[tuple[Any, ...]]:
        """(document, score, occurrences, copies) of a part of the page."""
        columns = (self.page, self.scores, self.held, self.others)
        return zip(*(column[start:stop].tolist() for column in columns), strict=True)


def answered(request: EngineRequest, snapshot: Snapshot) -> Answer:
    """Evaluate, filter, take copies of one text as one, count and rank."""
    matches, filters = _matching(request, snapshot)
    if not request.size:  # nothing is ranked: what was to be scored need not be
        matches = Matches(matches.size, matches.documents)
    families = None if request.copies or not len(snapshot.families) else snapshot.families
    matching = matches.documents
    matches = _passing(matches, filters)
    found, others = len(matches.documents), None
    if families is not None:
        kept, others = families.best(matches.documents)
        matches = _taken(matches, kept)
    standing = None if families is None else matches.documents
    counts = count_facets(snapshot.facets, matching, filters, request.facets, families, standing)
    held = _occurrences(request, snapshot)
    best = _ranked(matches, request, snapshot)
    documents = matches.documents[best]
    scores = matches.scores_at(best) if matches.has_scores else np.zeros(len(best))
    return Answer(
        total=len(matches.documents),
        occurrences=0 if held is None else int(held[matches.documents].sum()),
        counts=counts,
        page=documents,
        scores=scores,
        held=np.zeros(len(best), np.int64) if held is None else held[documents],
        copies=found - len(matches.documents),
        others=np.zeros(len(best), np.int64) if others is None else others[best],
    )


def tallied(request: EngineRequest, terms: Sequence[Sequence[str]], snapshot: Snapshot) -> Tally:
    """Every match as columns."""
    return columns(matched(request, snapshot), request, terms, snapshot)


def matched(request: EngineRequest, snapshot: Snapshot) -> NDArray[np.integer]:
    """The documents that match and pass, copies included, ascending."""
    return _passing(*_matching(request, snapshot)).documents


def columns(
    documents: NDArray[np.integer], request: EngineRequest, terms: Sequence[Sequence[str]], snapshot: Snapshot
) -> Tally:
    """Some documents as columns."""
    counted = [occurrences(tuple(strings), request.section, snapshot).take(documents) for strings in terms]
    organizations, organization = snapshot.organization_column
    characters = snapshot.section_characters(request.section) if request.section else snapshot.lengths
    places = snapshot.families.places.take(documents).astype(np.int64)
    alone = places < 0
    family = np.full(len(documents), -1, np.int64)
    family[~alone] = snapshot.families.number(documents[~alone])
    return Tally(
        ids=snapshot.ids.take(documents),
        characters=characters.take(documents),
        occurrences=np.array(counted, np.int64).reshape(len(terms), len(documents)),
        facets={
            name: FacetColumn(snapshot.facets[name].combinations, snapshot.facets[name].column.take(documents))
            for name in request.facets
        },
        organizations=organizations,
        organization=organization.take(documents),
        family=family,
        place=places,
        dates=snapshot.dates.take(documents),
    )


def words_counted(
    requests: Sequence[EngineRequest], forms: Callable[[tuple[str, ...]], NDArray[np.int64]], snapshot: Snapshot
) -> tuple[tuple[str, ...], NDArray[np.int64], NDArray[np.int64]]:
    """(words, occurrences [n, k], reports [g, k]) as ``base.WordCounts`` has them."""
    base = snapshot.base_words
    of = forms(base.words)
    counted = [base.counted(_counting(request, snapshot), of) for request in requests]
    occurrences, reports = (np.stack([each[place] for each in counted], axis=1) for place in (0, 1))
    return base.words, occurrences, reports


def _counting(request: EngineRequest, snapshot: Snapshot) -> NDArray[np.bool_]:
    """bool[documents]: what a request counts."""
    if request.section:
        raise ValueError("words of a section cannot be counted by reports")
    documents = _passing(*_matching(request, snapshot)).documents
    if not request.copies and len(snapshot.families):
        documents = documents[snapshot.families.best(documents)[0]]
    chosen = np.zeros(snapshot.documents, bool)
    chosen[documents] = True
    return chosen


def _matching(request: EngineRequest, snapshot: Snapshot) -> tuple[Matches, dict[str, NDArray[np.bool_]]]:
    """What the query matches, and which documents pass each facet that narrows."""
    source = Within(snapshot, request.section) if request.section else snapshot
    return evaluate(request.tree, source), _masks(request, snapshot)


def _passing(matches: Matches, filters: Mapping[str, NDArray[np.bool_]]) -> Matches:
    for mask in filters.values():
        matches = _taken(matches, mask.take(matches.documents).nonzero()[0])
    return matches


def _masks(request: EngineRequest, snapshot: Snapshot) -> dict[str, NDArray[np.bool_]]:
    """Facet name → the documents that carry a chosen value and no excluded one, for the facets that narrow."""
    masks: dict[str, NDArray[np.bool_]] = {
        name: snapshot.carrying(name, values) for name, values in request.filters.items() if values
    }
    for name, values in request.excluded.items():
        if values:
            without = ~snapshot.carrying(name, values)
            masks[name] = masks[name] & without if name in masks else without
    return masks


def _taken(matches: Matches, kept: NDArray[np.integer]) -> Matches:
    """Some of the matches, by their places."""
    scores = matches.scores_at(kept) if matches.has_scores else None
    return Matches(matches.size, matches.documents.take(kept), scores)


def _occurrences(request: EngineRequest, snapshot: Snapshot) -> NDArray[np.int64] | None:
    """Occurrences in each document: of a term's strings, or of its words where none of its strings stands."""
    if not request.groups:
        return None
    total = np.zeros(snapshot.documents, np.int64)
    for group in request.groups:
        counts = occurrences(group.exact, request.section, snapshot)
        if group.words:
            counts = np.where(counts > 0, counts, occurrences(group.telling, request.section, snapshot))
        total += counts
    return total


def shortest(strings: Sequence[str]) -> tuple[str, ...]:
    """Those of some strings that no other one stands in: each place of a longer one, 可再生能源, is one of theirs, 再生能源, and
    counts as that."""
    return tuple(string for string in strings if not any(other in string for other in strings if other != string))


def occurrences(strings: tuple[str, ...], section: str, snapshot: Snapshot) -> NDArray[np.int64]:
    """How often some strings stand in each document, or in its sections of a kind; one within another counts once."""
    counts = np.zeros(snapshot.documents, np.int64)
    for string in shortest(strings):
        documents, held = snapshot.strings_within(string, section) if section else snapshot.strings("text", string)
        counts[documents] += held
    return counts


def _ranked(matches: Matches, request: EngineRequest, snapshot: Snapshot) -> NDArray[np.integer]:
    """Where in ``matches.documents`` the page's documents are, in order.

    Equal scores go by date, newest first, and then by id, so that pages never overlap.
    """
    documents, wanted = matches.documents, request.start + request.size
    if not request.size:
        return np.empty(0, np.int64)
    if request.sort == "relevance":
        if not matches.has_scores:
            newest = snapshot.newest[documents]
            first = _largest(-newest, wanted)
            order = first[np.argsort(newest[first])]
        else:
            first = _largest(matches.scores, wanted)
            order = first[np.lexsort((snapshot.newest[documents[first]], -matches.scores[first]))]
    else:
        dates = snapshot.dates[documents]
        keys = np.where(dates == 0, -(1 << 62), dates if request.sort == "newest" else -dates)
        first = _largest(keys, wanted)
        order = first[np.lexsort((snapshot.ids[documents[first]], -matches.scores[first], -keys[first]))]
    return order[request.start : wanted]


def _largest(keys: NDArray[Any], wanted: int) -> NDArray[np.integer]:
    """Where the ``wanted`` largest keys are, in any order, with all that equal the smallest of them."""
    if wanted <= 0:
        return np.empty(0, np.int64)
    if wanted >= len(keys):
        return np.arange(len(keys))
    best: NDArray[np.integer]
    columns = len(keys) // _ROWS
    if columns <= wanted:
        best = (keys >= np.partition(keys, -wanted)[-wanted]).nonzero()[0]
        return best
    # The largest of each of some columns: so many keys are as large as the last wanted of these, and few are larger.
    tops = keys[: columns * _ROWS].reshape(_ROWS, columns).max(axis=0)
    few = (keys >= np.partition(tops, -wanted)[-wanted]).nonzero()[0]
    kept = keys[few]
    best = few[kept >= np.partition(kept, -wanted)[-wanted]]
    return best
