"""What any engine must do, with brute force as the oracle: sets, totals, facets, counts, scores, order, changes."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query as whoosh_query

from indexer.engine.base import Analysis, Engine, EngineRequest, EngineResult
from indexer.errors import IndexLocked, NoSuchReport
from indexer.facets import FACETS, facet_values
from indexer.fold import fold
from indexer.models import Report, display_title
from indexer.prepare import analyse
from indexer.query import Contains, ExactString, Group, YearRange
from indexer.query.nodes import HELD_AS_TYPED
from tests.contract.corpus import SENTENCES, make_collection, make_report
from tests.contract.oracle import Oracle

MakeEngine = Callable[[], Engine]
Documents = list[tuple[Report, Analysis]]
ALL = 1000
BONUSES = (0.0, 1000.0, HELD_AS_TYPED)


def fill(engine: Engine, documents: Iterable[tuple[Report, Analysis]]) -> None:
    with engine.writer() as writer:
        for report, analysis in documents:
            writer.add(report, analysis)
        writer.commit()
    engine.refresh()


def same(result: EngineResult, oracle: Oracle, request: EngineRequest) -> None:
    answer = oracle.answer(request)
    assert {hit.report.id for hit in result.hits} == set(answer.scores)
    assert result.total == len(answer.scores)
    assert {hit.report.id: hit.score for hit in result.hits} == pytest.approx(answer.scores, abs=1e-4)
    if request.sort == "relevance":
        least = float("inf")
        for hit in result.hits:
            assert answer.scores[hit.report.id] <= least + 1e-3, "what scores higher comes first"
            least = min(least, answer.scores[hit.report.id])
    assert {hit.report.id: hit.occurrences for hit in result.hits} == answer.occurrences
    assert result.occurrences == sum(answer.occurrences.values())
    assert result.counts == answer.counts
    assert {hit.report.id: hit.copies for hit in result.hits} == answer.copies
    assert result.copies == sum(answer.copies.values())


@pytest.fixture(scope="module")
def filled(make_engine: MakeEngine) -> tuple[Engine, Oracle]:
    """Forty reports, written in three commits."""
    documents = make_collection(seed=1, size=40)
    engine = make_engine()
    for start in (0, 15, 30):
        fill(engine, documents[start : start + 15])
    return engine, Oracle(documents)


def folded_strings() -> st.SearchStrategy[str]:
    """Strings cut from the sentences' folded text, some of them across a paragraph end or changed at one place."""
    flat = fold("\n".join(SENTENCES))
    cut = st.integers(0, len(flat) - 9).flatmap(lambda at: st.integers(1, 8).map(lambda size: flat[at : at + size]))
    return cut | st.text("政协工作a1 哈𠮷", min_size=1, max_size=4)


def trees() -> st.SearchStrategy[whoosh_query.Query]:
    words = sorted({word for text in SENTENCES for word in analyse(make_report(0, text)).words})
    terms = st.builds(
        whoosh_query.Term,
        st.sampled_from(["words", "sub_words", "title_words"]),
        st.sampled_from(words),
        boost=st.sampled_from([1.0, 0.5]),
    )
    leaves = st.one_of(
        terms,
        st.builds(ExactString, st.sampled_from(["text", "title"]), folded_strings(), st.sampled_from(BONUSES)),
        st.builds(Contains, st.sampled_from(["organization", "kind"]), st.sampled_from(["重庆", "政协", "报告", "无"])),
        st.builds(
            YearRange, st.sampled_from(["covered_year", "delivered_year"]), st.just(2018), st.integers(2018, 2024)
        ),
        st.just(whoosh_query.Every()),
    )

    def branches(inner: st.SearchStrategy[whoosh_query.Query]) -> st.SearchStrategy[whoosh_query.Query]:
        several = st.lists(inner, min_size=1, max_size=3)
        without = inner.map(lambda tree: whoosh_query.And([whoosh_query.Every(), whoosh_query.Not(tree)]))
        return st.one_of(
            several.map(whoosh_query.And),
            st.tuples(several, st.integers(0, 2)).map(lambda drawn: whoosh_query.Or(drawn[0], minmatch=drawn[1])),
            several.map(whoosh_query.DisjunctionMax),
            st.tuples(inner, inner).map(lambda pair: whoosh_query.AndMaybe(*pair)),
            without,
        )

    return st.recursive(leaves, branches, max_leaves=6)


def filters() -> st.SearchStrategy[dict[str, frozenset[str]]]:
    return st.fixed_dictionaries(
        {},
        optional={
            "organization": st.sets(
                st.sampled_from(["重庆市", "重庆市/本级", "重庆市涪陵区政协", "四川省/资阳市", "unknown", "无此机构"]),
                min_size=1,
            ).map(frozenset),
            "covered_year": st.sets(st.sampled_from(["2018", "2021", "2022", "unknown", "n/a"]), min_size=1).map(
                frozenset
            ),
            "kind": st.sets(st.sampled_from(["工作综述", "unknown"]), min_size=1).map(frozenset),
        },
    )


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=trees(), chosen=filters(), excluded=filters(), strings=st.lists(folded_strings(), max_size=2))
def test_any_tree_with_any_filters_equals_brute_force(
    filled: tuple[Engine, Oracle],
    tree: whoosh_query.Query,
    chosen: dict[str, frozenset[str]],
    excluded: dict[str, frozenset[str]],
    strings: list[str],
) -> None:
    engine, oracle = filled
    groups = tuple(Group((string,), ("政协", "报告")) for string in strings)
    request = EngineRequest(tree, chosen, groups, FACETS, size=ALL, excluded=excluded)
    same(engine.search(request), oracle, request)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(string=folded_strings())
def test_an_exact_string_finds_and_counts_what_in_finds(filled: tuple[Engine, Oracle], string: str) -> None:
    engine, oracle = filled
    request = EngineRequest(ExactString("text", string), {}, (Group((string,)),), size=ALL)
    result = engine.search(request)
    holding = {report.id for (report, _), text in zip(oracle.documents, oracle.texts, strict=True) if string in text}
    assert {hit.report.id for hit in result.hits} == holding
    same(result, oracle, request)


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_pages_put_together_are_the_whole_in_order(filled: tuple[Engine, Oracle], sort: str) -> None:
    engine, _ = filled
    request = EngineRequest(ExactString("text", "。"), {}, sort=sort, size=ALL)
    whole = [hit.report.id for hit in engine.search(request).hits]
    pages = [engine.search(replace(request, start=start, size=7)) for start in range(0, len(whole) + 7, 7)]
    assert [hit.report.id for page in pages for hit in page.hits] == whole
    assert len(set(whole)) == len(whole)
    assert {page.total for page in pages} == {len(whole)}


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_every_hit_is_the_pages_put_together_also_while_commits_are_made(make_engine: MakeEngine, sort: str) -> None:
    documents = make_collection(seed=6, size=90)
    engine = make_engine()
    fill(engine, documents[:80])
    groups = (Group(("政协",)),)
    request = EngineRequest(ExactString("text", "。"), {"kind": frozenset({"工作综述", "unknown"})}, groups, sort=sort)
    pages = [engine.search(replace(request, start=start, size=7)) for start in range(0, 80, 7)]
    wanted = [hit for page in pages for hit in page.hits]
    before = engine.every(replace(request, start=40, size=3))
    first = next(before.hits)
    with engine.writer() as writer:
        for report, analysis in documents[80:]:
            writer.add(report, analysis)
        writer.delete([report.id for report, _ in documents[:60]])
        writer.commit()
    engine.refresh()
    assert (before.total, [first, *before.hits]) == (len(wanted), wanted)
    after = engine.every(request)
    left = [hit.report.id for hit in after.hits]
    assert len(left) == after.total == engine.search(request).total
    assert not {report.id for report, _ in documents[:60]} & set(left)


def test_hits_may_be_asked_for_without_their_texts(filled: tuple[Engine, Oracle]) -> None:
    engine, _ = filled
    request = EngineRequest(ExactString("text", "政协"), {}, (Group(("政协",)),), size=9)
    whole, bare = engine.search(request), engine.search(replace(request, texts=False))
    stripped = tuple(replace(hit, report=replace(hit.report, text="", headings=())) for hit in whole.hits)
    assert bare.hits == stripped
    assert next(engine.every(replace(request, texts=False)).hits) == stripped[0]


def test_how_many_reports_hold_a_word(filled: tuple[Engine, Oracle]) -> None:
    engine, oracle = filled
    words = {word for _, analysis in oracle.documents for word in analysis.words}
    counted = {word: sum(word in analysis.words for _, analysis in oracle.documents) for word in words}
    assert engine.held([*words, "无此词"]) == {**counted, "无此词": 0}


def test_a_generation_is_that_of_one_commit_alone(make_engine: MakeEngine) -> None:
    documents = make_collection(seed=7, size=6)
    engine, other = make_engine(), make_engine()
    seen = [engine.generation]
    for document in documents[:3]:
        fill(engine, [document])
        seen.append(engine.generation)
        engine.refresh()
        assert engine.generation == seen[-1], "nothing was committed"
    with engine.writer() as writer:
        writer.delete([documents[0][0].id])
        assert engine.generation == seen[-1], "nothing is committed yet"
        writer.commit()
    engine.refresh()
    seen.append(engine.generation)
    assert len(set(seen)) == len(seen) == 5
    assert all(re.fullmatch("[0-9a-f]{32}", each) for each in seen)
    assert engine.info().fingerprint == engine.generation
    fill(other, documents[:3])
    assert other.generation not in seen


def test_relevance_falls_and_dates_run_the_asked_way(filled: tuple[Engine, Oracle]) -> None:
    engine, oracle = filled
    by_id = {report.id: report for report, _ in oracle.documents}
    request = EngineRequest(ExactString("text", "政协"), {}, size=ALL)
    scores = [hit.score for hit in engine.search(request).hits]
    assert scores == sorted(scores, reverse=True)
    for sort, sign in (("newest", -1), ("oldest", 1)):
        years = [
            by_id[hit.report.id].metadata.delivered_year for hit in engine.search(replace(request, sort=sort)).hits
        ]
        known = [year for year in years if year]
        assert known == sorted(known, key=lambda year: sign * year)
        assert all(year is None for year in years[len(known) :]), "reports without a date come last"


def test_a_facet_ignores_its_own_filter_and_no_other(filled: tuple[Engine, Oracle]) -> None:
    engine, _ = filled
    everything = engine.search(EngineRequest(whoosh_query.Every(), {}, facets=FACETS, size=0))
    chosen = {"organization": frozenset({"重庆市政协"})}
    narrowed = engine.search(EngineRequest(whoosh_query.Every(), chosen, facets=FACETS, size=0))
    assert narrowed.counts["organization"] == everything.counts["organization"]
    assert sum(narrowed.counts["kind"].values()) == narrowed.total == everything.counts["organization"]["重庆市政协"]


def test_what_is_excluded_keeps_its_count_and_is_nowhere_else(filled: tuple[Engine, Oracle]) -> None:
    engine, _ = filled
    everything = engine.search(EngineRequest(whoosh_query.Every(), {}, facets=FACETS, size=0))
    excluded = {"organization": frozenset({"重庆市/涪陵区"}), "covered_year": frozenset({"2021", "n/a"})}
    chosen = {"organization": frozenset({"重庆市"})}
    request = EngineRequest(whoosh_query.Every(), {}, facets=FACETS, size=ALL, excluded=excluded)
    without = engine.search(request)
    assert 0 < without.total < everything.total
    carried = [facet_values(hit.report.metadata) for hit in without.hits]
    assert not any(excluded[name] & set(values[name]) for values in carried for name in excluded)
    only = engine.search(replace(request, excluded={"organization": excluded["organization"]}))
    assert without.counts["covered_year"] == only.counts["covered_year"]
    assert only.counts["organization"] == everything.counts["organization"]
    assert only.total == everything.total - everything.counts["organization"]["重庆市/涪陵区"]
    below = engine.search(replace(request, filters=chosen, excluded={"organization": excluded["organization"]}))
    counts = everything.counts["organization"]
    assert below.total == counts["重庆市"] - counts["重庆市/涪陵区"]


def test_nothing_shows_before_commit_and_leaving_without_it_changes_nothing(make_engine: MakeEngine) -> None:
    engine = make_engine()
    report = make_report(1, "政协工作")
    every = EngineRequest(whoosh_query.Every(), {})
    with engine.writer() as writer:
        writer.add(report, analyse(report))
        engine.refresh()
        assert engine.search(every).total == 0
    engine.refresh()
    assert engine.search(every).total == 0
    fill(engine, [(report, analyse(report))])
    assert engine.search(every).total == 1


def test_updates_replace_and_deletes_remove(make_engine: MakeEngine) -> None:
    documents = make_collection(seed=2, size=12)
    engine = make_engine()
    fill(engine, documents)
    changed = replace(documents[3][0], text="全新的文字，只此一处。", content_hash="f" * 32)
    with engine.writer() as writer:
        writer.add(changed, analyse(changed))
        writer.delete([documents[0][0].id, documents[5][0].id])
        writer.commit()
    engine.refresh()
    left = [(changed, analyse(changed)) if n == 3 else pair for n, pair in enumerate(documents) if n not in (0, 5)]
    every = engine.search(EngineRequest(whoosh_query.Every(), {}, facets=FACETS, size=ALL))
    assert {hit.report.id for hit in every.hits} == {report.id for report, _ in left}
    assert every.counts == Oracle(left).answer(EngineRequest(whoosh_query.Every(), {}, facets=FACETS)).counts
    only = engine.search(EngineRequest(ExactString("text", "只此一处"), {}))
    assert [hit.report.id for hit in only.hits] == [changed.id]
    without = whoosh_query.And([whoosh_query.Every(), whoosh_query.Not(ExactString("text", "只此一处"))])
    assert engine.search(EngineRequest(without, {})).total == len(left) - 1
    assert engine.info().reports == len(left)
    assert engine.files()["r", "3.txt"].content_hash == "f" * 32
    assert ("r", "0.txt") not in engine.files()


def test_a_report_comes_back_as_it_went_in(make_engine: MakeEngine) -> None:
    documents = make_collection(seed=3, size=5)
    engine = make_engine()
    fill(engine, documents)
    for report, _ in documents:
        assert engine.report(report.id) == report
    with pytest.raises(NoSuchReport):
        engine.report("0" * 16)


def test_titles_are_those_of_the_reports_that_there_are(make_engine: MakeEngine) -> None:
    documents = make_collection(seed=3, size=5)
    engine = make_engine()
    fill(engine, documents)
    with engine.writer() as writer:
        writer.delete([documents[0][0].id])
        writer.commit()
    engine.refresh()
    asked = [
        *(report.id for report, _ in documents),
        "0" * 16,
        "f" * 16,
        "f" * 17,
        "none",
        f"+{documents[1][0].id[1:]}",
    ]
    assert engine.titles(asked) == {report.id: display_title(report.metadata) for report, _ in documents[1:]}


def test_the_catalogue_is_every_report_without_its_text(make_engine: MakeEngine) -> None:
    documents = make_collection(seed=3, size=5)
    engine = make_engine()
    assert list(engine.catalogue()) == []
    fill(engine, documents)
    with engine.writer() as writer:
        writer.delete([documents[0][0].id])
        writer.commit()
    engine.refresh()
    wanted = {report.id: replace(report, text="", headings=()) for report, _ in documents[1:]}
    assert {report.id: report for report in engine.catalogue()} == wanted


def test_one_writer_at_a_time(make_locking_engine: MakeEngine) -> None:
    engine = make_locking_engine()
    with engine.writer(), pytest.raises(IndexLocked, match="another"):
        engine.writer()
    with engine.writer() as writer:
        writer.commit()


def test_adding_a_report_twice_in_one_commit_is_refused(make_engine: MakeEngine) -> None:
    engine = make_engine()
    report = make_report(1, "政协工作")
    with engine.writer() as writer:
        writer.add(report, analyse(report))
        with pytest.raises(ValueError, match="twice"):
            writer.add(report, analyse(report))


def test_portions_show_once_they_are_adopted_and_committed(make_engine: MakeEngine) -> None:
    documents = make_collection(seed=5, size=9)
    engine = make_engine()
    fill(engine, documents[:2])
    changed = replace(documents[1][0], text="全新的文字，只此一处。")
    documents[1] = changed, analyse(changed)
    every = EngineRequest(whoosh_query.Every(), {}, facets=FACETS, size=ALL)
    with engine.writer() as writer:
        portions = [pickle.loads(pickle.dumps(writer.portion(3)))() for _ in range(3)]  # as other processes get it
        for number, document in enumerate(documents[2:], 1):
            portions[number % 2].add(*document)
        portions[0].add(*documents[1])
        made = pickle.loads(pickle.dumps([portion.finish() for portion in portions]))
        engine.refresh()
        assert engine.search(every).total == 2
        for each in made:
            writer.adopt(each)
        with pytest.raises(ValueError, match="twice"):
            writer.add(*documents[5])
        with pytest.raises(ValueError, match="twice"):
            writer.adopt(made[1])
        writer.commit()
    engine.refresh()
    same(engine.search(every), Oracle(documents), every)


def test_an_empty_index_answers(make_engine: MakeEngine) -> None:
    engine = make_engine()
    result = engine.search(EngineRequest(ExactString("text", "政"), {}, (Group(("政",)),), FACETS))
    assert (result.total, result.occurrences, result.hits) == (0, 0, ())
    assert result.counts == {name: {} for name in FACETS}
    assert engine.info().reports == 0


def test_roots_are_kept(make_engine: MakeEngine) -> None:
    engine = make_engine()
    with engine.writer() as writer:
        writer.set_root("reports", "/data/reports")
        writer.commit()
    engine.refresh()
    assert engine.roots() == {"reports": "/data/reports"}


def test_a_word_of_any_length_is_taken_and_found(make_engine: MakeEngine) -> None:
    long = "qx" * 25_000  # a file in base64, say, that stands in a text as one word
    report = make_report(1, f"示例报告，附件{long}。收到提案196件。")
    analysis = analyse(report)
    assert any(len(word.encode()) > 32_766 for word in analysis.words)
    engine = make_engine()
    fill(engine, [(report, analysis)])
    assert engine.report(report.id) == report
    (longest,) = [word for word in analysis.words if len(word) > 30_000]
    assert engine.held([longest, "提案"]) == {longest: 1, "提案": 1}
    for tree in (
        whoosh_query.Term("words", longest),
        ExactString("text", long[:2000]),
        whoosh_query.Term("words", "提案"),
    ):
        assert engine.search(EngineRequest(tree, {})).total == 1
