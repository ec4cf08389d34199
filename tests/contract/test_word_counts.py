"""Base words of selections, counted by an engine, against counting what every report was given with."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from whoosh import query as whoosh_query

from indexer.engine.base import Analysis, Engine, EngineRequest, WordCounts
from indexer.models import Report
from tests.contract.conftest import MakeEngine
from tests.contract.drawn import filters, trees
from tests.contract.engines import fill
from tests.contract.oracle import Oracle
from tests.contract.test_copies import collection

Documents = list[tuple[Report, Analysis]]
OFTEN = "示例词"
"""A word that a report holds more often than a byte can say."""


def by_first_character(words: tuple[str, ...]) -> NDArray[np.int64]:
    """Words that begin alike are one form."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(word[0], len(numbers)) for word in words], np.int64)


def counted_by_hand(documents: Documents, ids: set[str]) -> tuple[Counter[str], Counter[str]]:
    """(word → occurrences, first character → reports) over the reports of these ids."""
    occurrences: Counter[str] = Counter()
    reports: Counter[str] = Counter()
    for report, analysis in documents:
        if report.id in ids:
            words = Counter(analysis.words)
            occurrences += words
            reports.update({word[0] for word in words})
    return occurrences, reports


def same(made: WordCounts, column: int, documents: Documents, ids: set[str]) -> None:
    occurrences, reports = counted_by_hand(documents, ids)
    found = dict(zip(made.words, made.occurrences[:, column].tolist(), strict=True))
    assert {word: count for word, count in found.items() if count} == occurrences
    firsts = list(dict.fromkeys(word[0] for word in made.words))
    held = dict(zip(firsts, made.reports[:, column].tolist(), strict=True))
    assert {first: count for first, count in held.items() if count} == reports


@pytest.fixture(scope="module")
def documents() -> Documents:
    """Reports and copies of them; what search mode invents inside words is in no report as a word of its own."""
    found = collection(seed=6, size=70)
    report, analysis = found[5]
    words = {**Counter(analysis.words), OFTEN: 700, OFTEN[:2]: 255}
    found[5] = (report, replace(analysis, words=words))
    return found


@pytest.fixture(scope="module")
def filled(make_analysing_engine: MakeEngine, documents: Documents) -> Engine:
    engine = make_analysing_engine()
    for start in range(0, len(documents), 30):
        fill(engine, documents[start : start + 30])
    return engine


@pytest.fixture(scope="module")
def oracle(filled: Engine, documents: Documents) -> Oracle:
    found = {tuple(copy.id for copy in filled.copies(report.id)) for report, _ in documents}
    return Oracle(documents, [family for family in found if family])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=trees(), chosen=filters(), copies=st.booleans())
def test_words_are_counted_in_the_reports_that_count(
    filled: Engine,
    documents: Documents,
    oracle: Oracle,
    tree: whoosh_query.Query,
    chosen: dict[str, frozenset[str]],
    copies: bool,
) -> None:
    requests = [EngineRequest(tree, chosen, copies=copies), EngineRequest(whoosh_query.Every(), {}, copies=copies)]
    made = filled.count_words(requests, [("政协",)], by_first_character)
    assert len(set(made.words)) == len(made.words)
    assert made.generation == filled.generation
    for column, request in enumerate(requests):
        same(made, column, documents, set(oracle.answer(request).scores))
        tally = filled.tally(request, [("政协",)])
        assert made.tallies[column].ids.tolist() == tally.ids.tolist()
        assert made.tallies[column].occurrences.tolist() == tally.occurrences.tolist()


def test_what_is_deleted_counts_no_longer(make_analysing_engine: MakeEngine, documents: Documents) -> None:
    engine = make_analysing_engine()
    fill(engine, documents)
    gone = {report.id for report, _ in random.Random(3).sample(documents, 25)}
    with engine.writer() as writer:
        writer.delete(gone)
        writer.commit()
    engine.refresh()
    left = [(report, analysis) for report, analysis in documents if report.id not in gone]
    made = engine.count_words([EngineRequest(whoosh_query.Every(), {})], [], by_first_character)
    same(made, 0, left, {report.id for report, _ in left})


def test_sub_words_are_no_words(filled: Engine, documents: Documents) -> None:
    invented = {word for _, analysis in documents for word in analysis.sub_words}
    invented -= {word for _, analysis in documents for word in analysis.words}
    assert invented
    words = filled.count_words([EngineRequest(whoosh_query.Every(), {})], [], by_first_character).words
    assert invented.isdisjoint(words)


def test_words_are_the_same_object_until_the_next_commit(
    make_analysing_engine: MakeEngine, documents: Documents
) -> None:
    engine = make_analysing_engine()
    fill(engine, documents[:2])
    asked = [EngineRequest(whoosh_query.Every(), {})]
    words = engine.count_words(asked, [], by_first_character).words
    assert engine.count_words(asked, [], by_first_character).words is words
    fill(engine, documents[:1])
    assert engine.count_words(asked, [], by_first_character).words is not words


def test_an_empty_index_has_no_words(make_analysing_engine: MakeEngine) -> None:
    made = make_analysing_engine().count_words([EngineRequest(whoosh_query.Every(), {})], [], by_first_character)
    assert made.words == ()
    assert made.occurrences.shape == made.reports.shape == (0, 1)


def test_words_of_a_section_are_refused(filled: Engine) -> None:
    with pytest.raises(ValueError, match="section"):
        filled.count_words([EngineRequest(whoosh_query.Every(), {}, section="plan")], [], by_first_character)
