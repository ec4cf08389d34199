"""Any query tree over any segments equals brute force, and its scores a plain reading of BM25."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as whoosh_query

from indexer.engine.columnar import evaluate as columnar_evaluate
from indexer.engine.columnar.evaluate import evaluate, locate
from indexer.engine.columnar.matches import bm25, norms
from indexer.engine.columnar.merge import merge_segments
from indexer.engine.columnar.postings import FIELDS
from indexer.engine.columnar.segment import Segment
from indexer.engine.columnar.snapshot import Snapshot
from indexer.fold import fold
from indexer.query import Contains, ExactString, Near, Together, YearRange
from tests.contract.corpus import SENTENCES
from tests.engine.columnar.generated import HEADINGS, WORDS, Document, make_documents, write_segment
from tests.engine.columnar.reference import Reference

Tree = whoosh_query.Query
DOCUMENTS = make_documents(seed=21, size=36)


@dataclass(frozen=True)
class State:
    """A committed state, with the documents that its segments hold and which of them are not deleted."""

    snapshot: Snapshot
    reference: Reference


def state(path: Path, parts: Sequence[Sequence[Document]], live: Sequence[Sequence[bool]]) -> State:
    segments = [write_segment(path / f"{number}", part) for number, part in enumerate(parts)]
    return State(
        Snapshot(segments, [np.array(mask, bool) for mask in live]),
        Reference([document for part in parts for document in part], [each for mask in live for each in mask]),
    )


def one_segment(path: Path) -> State:
    return state(path, [DOCUMENTS], [[True] * len(DOCUMENTS)])


def several_segments(path: Path) -> State:
    parts = [DOCUMENTS[:20], DOCUMENTS[20:21], DOCUMENTS[21:30], DOCUMENTS[30:]]
    return state(path, parts, [[True] * len(part) for part in parts])


def with_deletions(path: Path) -> State:
    parts = [DOCUMENTS[:12], DOCUMENTS[12:14], DOCUMENTS[14:30], DOCUMENTS[30:]]
    return state(path, parts, [[n % 3 > 0 for n in range(12)], [False] * 2, [n % 5 < 4 for n in range(16)], [True] * 6])


def updated(path: Path) -> State:
    """Every fourth report came again with another's text and words, and the earlier ones are deleted."""
    changed = [
        (replace(other, id=report.id), analysis)
        for (report, _), (other, analysis) in zip(DOCUMENTS[::4], DOCUMENTS[1::4], strict=True)
    ]
    parts = [DOCUMENTS[:18], DOCUMENTS[18:], changed]
    gone = [[n % 4 > 0 for n in range(18)], [n % 4 > 0 for n in range(18, 36)], [True] * len(changed)]
    return state(path, parts, gone)


def merged(path: Path) -> State:
    """Two segments with deletions became one, and beside it stands another with deletions of its own."""
    before = with_deletions(path)
    ends = before.snapshot.bases.tolist()
    live = [before.snapshot.live[first:last] for first, last in pairwise(ends)]
    merge_segments(before.snapshot.segments[:3], live[:3], path / "merged")
    left = [document for document, kept in zip(DOCUMENTS[:30], before.reference.live, strict=False) if kept]
    some = [n % 2 > 0 for n in range(len(left))]
    segments = [Segment(path / "merged"), before.snapshot.segments[3]]
    masks = [np.array(some, bool), np.array([True, True, False, True, True, True])]
    return State(Snapshot(segments, masks), Reference([*left, *DOCUMENTS[30:]], [*some, *masks[1].tolist()]))


STATES: dict[str, Callable[[Path], State]] = {
    each.__name__: each for each in (one_segment, several_segments, with_deletions, updated, merged)
}


@pytest.fixture(scope="module", params=sorted(STATES))
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> State:
    return STATES[request.param](tmp_path_factory.mktemp(request.param))


# --------------------------------------------------------------------------------------------- trees

FLAT = fold("\n".join([*SENTENCES, *(line for _, line in HEADINGS)]))
BOOSTS = st.sampled_from([1.0, 1.0, 0.5, 2.5])
YEARS = st.none() | st.integers(2015, 2025)


def strings(most: int = 8) -> st.SearchStrategy[str]:
    """Cut from the folded sentences, or made up."""
    cut = st.integers(0, len(FLAT) - most).flatmap(
        lambda at: st.integers(1, most).map(lambda size: FLAT[at : at + size])
    )
    return cut | st.text("政协提案哈𠮷a1。\n", min_size=1, max_size=3)


def leaves() -> st.SearchStrategy[Tree]:
    fields, words = st.sampled_from(FIELDS), st.sampled_from([*WORDS, "不在"])
    beginnings = st.sampled_from(["", "政", "政协", "政协委", "a", "app", "一一一一", "𠮷", "0"])
    patterns = st.sampled_from(
        ["政*", "政?", "*作*", "?pp[0-9]", "[政提]*", "*", "????", "一*二", "app", "𠮷?", "[!政]?"]
    )
    several = st.lists(strings(3), min_size=1, max_size=2).map(tuple)
    return st.one_of(
        st.builds(whoosh_query.Term, fields, words, boost=BOOSTS),
        st.builds(whoosh_query.Term, fields, words, boost=BOOSTS),
        st.builds(whoosh_query.Prefix, fields, beginnings, boost=BOOSTS),
        st.builds(whoosh_query.Wildcard, fields, patterns, boost=BOOSTS),
        st.builds(ExactString, st.sampled_from(["text", "title"]), strings(), st.sampled_from([0.0, 1000.0])),
        st.builds(ExactString, st.just("text"), strings()).map(lambda node: node.with_boost(0.25)),
        st.builds(Contains, st.sampled_from(["organization", "kind"]), st.sampled_from(["重庆", "政协", "报告", "无"])),
        st.builds(
            YearRange, st.sampled_from(["covered_year", "delivered_year"]), st.just(2018), st.integers(2017, 2024)
        ),
        st.builds(
            whoosh_query.NumericRange,
            st.sampled_from(["covered_year", "delivered_year"]),
            YEARS,
            YEARS,
            startexcl=st.booleans(),
            endexcl=st.booleans(),
        ),
        st.builds(Near, st.just("text"), several, several, st.integers(0, 30)),
        st.builds(
            Together,
            st.just("text"),
            st.lists(several, min_size=1, max_size=3).map(tuple),
            st.sampled_from(["sentence", "paragraph"]),
        ),
        st.just(whoosh_query.Every()),
    )


def branches(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    several = st.lists(inner, min_size=1, max_size=4)
    return st.one_of(
        st.builds(whoosh_query.And, several, boost=BOOSTS),
        st.builds(whoosh_query.Or, several, boost=BOOSTS, minmatch=st.integers(0, 3)),
        st.builds(whoosh_query.DisjunctionMax, several, boost=BOOSTS),
        st.builds(whoosh_query.AndMaybe, inner, inner),
        st.builds(whoosh_query.AndNot, inner, inner),
        st.builds(whoosh_query.Not, inner, boost=BOOSTS),
    )


def same(made: State, tree: Tree) -> None:
    wanted = made.reference.scores(tree)
    found = evaluate(tree, made.snapshot)
    assert found.documents.tolist() == sorted(wanted)
    assert found.mask.tolist() == [n in wanted for n in range(made.snapshot.documents)]
    assert dict(zip(found.documents.tolist(), found.scores.tolist(), strict=True)) == pytest.approx(wanted, abs=1e-4)


@settings(max_examples=100, deadline=None)
@given(tree=st.recursive(leaves(), branches, max_leaves=7), limit=st.sampled_from([None, 0, 1 << 20]))
def test_any_tree_equals_brute_force_whichever_way_is_the_quicker(made: State, tree: Tree, limit: int | None) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if limit is not None:
            patch.setattr(columnar_evaluate, "_MANY", limit)
            patch.setattr(columnar_evaluate, "_SPARSE", limit)
        same(made, tree)


@settings(max_examples=40, deadline=None)
@given(tree=leaves())
def test_any_leaf_and_what_it_excludes_equals_brute_force(made: State, tree: Tree) -> None:
    same(made, tree)
    same(made, whoosh_query.Not(tree))
    same(made, whoosh_query.And([whoosh_query.Not(tree)]))
    same(made, whoosh_query.And([whoosh_query.Every(), whoosh_query.Not(whoosh_query.Not(tree))]))


def test_every_word_of_every_field_equals_brute_force(made: State) -> None:
    for field in FIELDS:
        for word in WORDS:
            same(made, whoosh_query.Term(field, word))


def test_the_state_lists_the_words_that_stand_in_it(made: State) -> None:
    for field in FIELDS:
        held = {word for counts in made.reference.words[field] for word in counts}
        for beginning in ("", "政", "政协", "app", "一一一一一", "无"):
            assert made.snapshot.words(field, beginning) == sorted(word for word in held if word.startswith(beginning))


def test_a_node_of_another_kind_is_refused(made: State) -> None:
    for tree in (whoosh_query.Phrase("words", ["a", "b"]), whoosh_query.NumericRange("words", 1, 2)):
        with pytest.raises(TypeError):
            evaluate(tree, made.snapshot)


@pytest.mark.parametrize("nothing", [whoosh_query.Or([]), whoosh_query.DisjunctionMax([])])
def test_one_of_none_finds_nothing(made: State, nothing: Tree) -> None:
    for tree in (nothing, whoosh_query.Not(nothing)):
        term = whoosh_query.Term("words", "政协")
        same(made, tree)
        same(made, whoosh_query.And([tree, term]))
        same(made, whoosh_query.Or([tree, term]))
        same(made, whoosh_query.AndMaybe(term, tree))


# -------------------------------------------------------------------------------------------- arrays


@settings(deadline=None)
@given(
    haystack=st.sets(st.integers(0, 300), max_size=200).map(sorted),
    needles=st.sets(st.integers(0, 300), max_size=20).map(sorted),
)
def test_locate_equals_a_plain_look_up(haystack: list[int], needles: list[int]) -> None:
    there, places = locate(np.array(needles, np.int32), np.array(haystack, np.int32), 301)
    assert there.tolist() == [place for place, needle in enumerate(needles) if needle in haystack]
    assert places.tolist() == [haystack.index(needle) for needle in needles if needle in haystack]


def test_bm25_is_lucenes() -> None:
    # Lucene 9, BM25Similarity with k1 1.2 and b 0.75: 10 documents of 20 words on average, 3 of them hold the word.
    lengths = np.array([20.0] * 8 + [10.0, 30.0])
    norm = norms(lengths)[[0, 8, 9]]
    scores = bm25(np.array([1, 2, 4]), norm, 10, 3)
    idf = np.log(1 + (10 - 3 + 0.5) / (3 + 0.5))
    wanted = [idf * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * length / 20)) for tf, length in ((1, 20), (2, 10), (4, 30))]
    assert scores.tolist() == pytest.approx(wanted)
    assert norms(np.empty(0)).tolist() == []
    assert np.isfinite(norms(np.zeros(3))).all()
