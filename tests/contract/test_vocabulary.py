"""What any engine must give for suggestions: words, titles and organizations of one commit, counted over live reports."""

from __future__ import annotations

from collections import Counter

from indexer.engine.base import Analysis, Engine
from indexer.models import Report, display_title
from tests.contract.corpus import make_collection
from tests.contract.engines import MakeEngine, fill


def same(engine: Engine, documents: list[tuple[Report, Analysis]]) -> None:
    vocabulary = engine.vocabulary()
    assert vocabulary.words() == Counter(word for _, analysis in documents for word in set(analysis.words))
    assert vocabulary.titles() == Counter(display_title(report.metadata) for report, _ in documents)
    organizations = (report.metadata.organization for report, _ in documents)
    assert vocabulary.organizations() == Counter(each for each in organizations if each)


def test_every_word_title_and_organization_is_counted_in_the_reports_that_have_it(make_engine: MakeEngine) -> None:
    documents = make_collection(seed=7, size=30)
    engine = make_engine()
    for start in (0, 10, 20):
        fill(engine, documents[start : start + 10])
    same(engine, documents)


def test_what_is_deleted_counts_no_longer(make_engine: MakeEngine) -> None:
    documents = make_collection(seed=8, size=12)
    engine = make_engine()
    fill(engine, documents)
    with engine.writer() as writer:
        writer.delete([report.id for report, _ in documents[:9]])
        writer.commit()
    engine.refresh()
    same(engine, documents[9:])


def test_a_vocabulary_is_of_one_commit(make_engine: MakeEngine) -> None:
    documents = make_collection(seed=9, size=8)
    engine = make_engine()
    fill(engine, documents[:4])
    held = engine.vocabulary()
    assert engine.vocabulary() is held
    fill(engine, documents[4:])
    assert engine.vocabulary() is not held
    same(engine, documents)


def test_an_empty_index_has_none(make_engine: MakeEngine) -> None:
    same(make_engine(), [])
