"""Comparing selections, against counting words and strings by hand and against searches for the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import chain, repeat
from random import Random

import pytest

from indexer.analysis import words as counting
from indexer.analysis.comparing import MOST_LISTED, Comparison, Side, compare
from indexer.analysis.forms import one_form
from indexer.analysis.keyness import PER, Criteria
from indexer.analysis.statistics import log_likelihood, log_ratio
from indexer.answers import SearchRequest
from indexer.errors import QueryError
from indexer.facets import facet_values
from indexer.fold import fold
from indexer.models import Metadata, Report
from indexer.segment import segmenter
from indexer.structure import sections
from tests.analysis.conftest import Indexed, MakeLibrary
from tests.contract.test_copies import long_text

EVERY = Criteria(occurrences=1, log_ratio=0.0, log_likelihood=0.0, numbers=True)


def parts(report: Report, section: str) -> list[str]:
    if not section:
        return [fold(report.text)]
    known = sections(report.text, report.headings)
    ends = [*(part.start for part in known[1:]), len(report.text)]
    return [
        fold(report.text[part.start : end])
        for part, end in zip(known, ends, strict=True)
        if part.kind == section and end > part.start
    ]


def by_hand(indexed: Indexed, request: SearchRequest) -> tuple[Counter[str], Counter[str], int, int]:
    """(form → occurrences, form → reports, characters, reports) of all that a request lists."""
    ids = {hit.id for hit in indexed.opened.every(request)}
    cut = segmenter(indexed.opened.engine.segmentation)
    occurrences: Counter[str] = Counter()
    reports: Counter[str] = Counter()
    size = 0
    for report in (each for each in indexed.reports if each.id in ids):
        held = Counter(one_form(word) for part in parts(report, request.section) for word in cut.words(part))
        occurrences += held
        reports.update(held.keys())
        size += sum(map(len, parts(report, request.section)))
    return occurrences, reports, size, len(ids)


def string_by_hand(indexed: Indexed, request: SearchRequest, string: str) -> tuple[int, int]:
    """Places of a string, and the reports that hold it."""
    ids = {hit.id for hit in indexed.opened.every(request)}
    held = [
        sum(part.count(string) for part in parts(report, request.section))
        for report in indexed.reports
        if report.id in ids
    ]
    return sum(held), sum(map(bool, held))


def same(indexed: Indexed, made: Comparison) -> None:
    sides = (made.first, made.second)
    counted = [by_hand(indexed, side.request) for side in sides]
    for side, (_, _, size, reports) in zip(sides, counted, strict=True):
        assert (side.characters, side.reports) == (size, reports)
    sizes = (sides[0].characters, sides[1].characters)
    listed = {each.word: each for each in (*made.keyness.first, *made.keyness.second)}
    differing = {
        word
        for word in {*counted[0][0], *counted[1][0]}
        if log_ratio(counted[0][0][word], counted[1][0][word], *sizes) != 0
    }
    quoted = {word for word in listed if not any(word in occurrences for occurrences, *_ in counted)}
    beyond = sum(made.keyness.found) - len(differing)
    assert len(quoted) <= beyond < 10
    assert len(quoted) == beyond or max(made.keyness.found) > MOST_LISTED, "all are listed where there is room"
    assert listed.keys() - quoted <= differing
    assert len(listed) == sum(min(found, MOST_LISTED) for found in made.keyness.found)
    for word, each in listed.items():
        occurrences, reports = (tuple(of_side[place][word] for of_side in counted) for place in (0, 1))
        if word in quoted:  # a string beyond words
            occurrences, reports = zip(*(string_by_hand(indexed, side.request, word) for side in sides), strict=True)
        assert each.occurrences == occurrences
        assert each.reports == reports
        assert each.rates == pytest.approx(tuple(PER * n / size for n, size in zip(occurrences, sizes, strict=True)))
        assert each.log_likelihood == pytest.approx(log_likelihood(*occurrences, *sizes))


@pytest.mark.parametrize("copies", [False, True])
def test_words_are_those_of_a_count_by_hand(indexed: Indexed, copies: bool) -> None:
    first = SearchRequest(filters={"kind": ("工作综述",)}, copies=copies)
    second = SearchRequest(excluded={"kind": ("工作综述",)}, copies=copies)
    made = compare(indexed.opened, first, second, criteria=EVERY, limit=MOST_LISTED)
    same(indexed, made)


@pytest.mark.parametrize("copies", [False, True])
@pytest.mark.parametrize(("one", "other"), [("review", "plan"), ("plan", ""), ("", "review")])
def test_words_of_sections_are_those_of_a_count_by_hand(sectioned: Indexed, one: str, other: str, copies: bool) -> None:
    indexed = sectioned
    first = SearchRequest(filters={"delivered_year": ("2021..2022",)}, copies=copies, section=one)
    second = SearchRequest(filters={"delivered_year": ("2021", "未识别")}, copies=copies, section=other)
    made = compare(indexed.opened, first, second, criteria=EVERY, limit=MOST_LISTED)
    assert made.generation == indexed.opened.generation()
    same(indexed, made)


def test_strings_are_counted_as_a_search_for_them_counts(indexed: Indexed) -> None:
    for copies in (False, True):
        first = SearchRequest(filters={"kind": ("工作综述",)}, copies=copies)
        second = SearchRequest(excluded={"kind": ("工作综述",)}, copies=copies)
        made = compare(indexed.opened, first, second, terms=["信息", "政协", "没有的词"])
        for each in made.terms:
            for side in (0, 1):
                found = made.search_for(each, side)
                assert found
                page = indexed.opened.search(found)
                assert (page.total, page.occurrences) == (each.reports[side], each.occurrences[side])
        assert made.terms[2].occurrences == (0, 0)
        assert made.terms[2].log_ratio == 0


def test_the_search_for_a_word_finds_every_report_that_it_was_counted_in(copied: Indexed) -> None:
    first, second = SearchRequest(filters={"kind": ("工作综述",)}), SearchRequest(filters={"kind": ("政策文件",)})
    made = compare(copied.opened, first, second, criteria=EVERY, limit=5)
    words = (*made.keyness.first, *made.keyness.second)
    assert words
    for word in words:
        for side in (0, 1):
            found = made.search_for(word, side)
            assert found
            assert copied.opened.search(found).total >= word.reports[side]


@pytest.mark.parametrize("query", ["工作 OR 提案", '工作"', "“政协", "工作 -"])
def test_strings_are_found_in_what_a_query_of_any_form_finds(sectioned: Indexed, query: str) -> None:
    made = compare(sectioned.opened, SearchRequest(query), SearchRequest("信息"), terms=["政协", "提案"])
    for each in made.terms:
        found = made.search_for(each, 0)
        assert found
        assert sectioned.opened.search(found).total == each.reports[0] > 0


def test_no_search_is_made_of_a_query_that_was_relaxed(sectioned: Indexed) -> None:
    made = compare(sectioned.opened, SearchRequest("政协 没有的词"), SearchRequest("信息"), terms=["政协"])
    assert made.terms[0].reports[0] > 0
    assert made.search_for(made.terms[0], 0) is None
    assert made.search_for(made.terms[0], 1)


def test_a_word_of_two_wordings_is_one(sectioned: Indexed) -> None:
    texts = " ".join(fold(report.text) for report in sectioned.reports)
    assert "资讯" in texts
    first, second = SearchRequest(filters={"delivered_year": ("2021",)}), SearchRequest()
    made = compare(sectioned.opened, first, second, criteria=EVERY, limit=MOST_LISTED)
    words = [each.word for each in (*made.keyness.first, *made.keyness.second)]
    assert "资讯" not in words
    assert len(set(words)) == len(words)


def test_an_empty_selection_is_said_and_not_compared(sectioned: Indexed) -> None:
    none = SearchRequest(filters={"covered_year": ("1950",)})
    made = compare(sectioned.opened, SearchRequest(), none, terms=["提案"])
    assert made.warnings == ("第二组没有报告，无从比较。",)
    assert made.second == Side(none, 0, 0, made.second.notes)
    assert (made.keyness.first, made.keyness.second) == ((), ())
    (term,) = made.terms
    assert term.occurrences[0] > 0
    assert (term.rates[1], term.log_likelihood, term.log_ratio) == (None, None, None)
    both = compare(sectioned.opened, none, none)
    assert both.warnings == ("第一组、第二组没有报告，无从比较。",)


def test_what_else_differs_is_said(sectioned: Indexed) -> None:
    first = SearchRequest(filters={"kind": ("工作综述",)})
    second = SearchRequest(filters={"kind": ("未识别", "工作综述")})
    made = compare(sectioned.opened, first, second)
    held = sum("工作综述" in facet_values(report.metadata)["kind"] for report in sectioned.reports)
    assert made.warnings[0] == f"有 {held} 份报告同在两组里。"
    assert any("材料类型不同" in warning for warning in made.warnings)
    same_ones = compare(sectioned.opened, first, first)
    assert len(same_ones.warnings) == 1
    assert same_ones.keyness.found == (0, 0)


def test_texts_in_both_selections_are_counted_by_text(copied: Indexed) -> None:
    whole = copied.opened.search(SearchRequest())
    made = compare(copied.opened, SearchRequest(), SearchRequest())
    assert made.warnings == (f"有 {whole.total} 份报告同在两组里。",)
    with_copies = compare(copied.opened, SearchRequest(copies=True), SearchRequest(copies=True))
    assert with_copies.warnings == (f"有 {len(copied.reports)} 份报告同在两组里。",)


def test_too_much_of_a_section_is_refused(sectioned: Indexed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_CUT", 100)
    with pytest.raises(QueryError, match="最多 100 字"):
        compare(sectioned.opened, SearchRequest(section="plan"), SearchRequest(section="review"))
    compare(sectioned.opened, SearchRequest(), SearchRequest())


def test_of_a_section_only_the_copies_that_count_are_too_much(
    make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = long_text(Random(1))
    text = f"示例政协常委会工作报告\n一、2022年工作回顾\n{body}\n二、2023年工作安排\n{body[:200]}"
    library = make_library([(text, Metadata(source=source)) for source in ("甲", "乙", "丙")], headed=True)
    sides = SearchRequest(section="review"), SearchRequest(section="plan")
    made = compare(library, *sides)
    counted = made.first.characters + made.second.characters
    assert (made.first.reports, counted > 900) == (1, True)
    monkeypatch.setattr(counting, "MOST_CUT", counted)
    compare(library, *sides)
    with pytest.raises(QueryError, match=f"现在有 {3 * counted:,} 字"):
        compare(library, *(replace(side, copies=True) for side in sides))


def test_what_is_committed_meanwhile_is_counted_anew(sectioned: Indexed, monkeypatch: pytest.MonkeyPatch) -> None:
    generations = chain(["before"], repeat("after"))
    monkeypatch.setattr(type(sectioned.opened.engine), "generation", property(lambda _: next(generations)))
    assert compare(sectioned.opened, SearchRequest(), SearchRequest()).generation == "after"


@pytest.mark.parametrize("limit", [0, MOST_LISTED + 1])
def test_a_limit_out_of_bounds_is_refused(sectioned: Indexed, limit: int) -> None:
    with pytest.raises(QueryError, match=str(limit)):
        compare(sectioned.opened, SearchRequest(), SearchRequest(), limit=limit)


def test_a_table_has_the_strings_and_then_the_words(copied: Indexed) -> None:
    first, second = SearchRequest(filters={"kind": ("工作综述",)}), SearchRequest(filters={"kind": ("政策文件",)})
    made = compare(copied.opened, first, second, terms=["信息"], criteria=EVERY, limit=3)
    table = made.table()
    names = [name for name, _ in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    assert [row["typed"] for row in rows] == [1, *[0] * 6]
    assert [row["more_in"] for row in rows[1:]] == [1, 1, 1, 2, 2, 2]
    word = made.keyness.second[0]
    assert (rows[4]["term"], rows[4]["occurrences_2"], rows[4]["reports_1"]) == (
        *(word.word, word.occurrences[1]),
        word.reports[0],
    )
    assert rows[0]["wordings"] == "信息、资讯"


def test_notes_on_how_a_query_was_read_stay_with_their_side(sectioned: Indexed) -> None:
    made = compare(sectioned.opened, SearchRequest(), replace(SearchRequest(), query="年份：2022"))
    assert made.first.notes == ()
    assert made.second.notes
