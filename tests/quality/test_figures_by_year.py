"""Figures of the seeds and the provincial reports, from files to the table: what issue readers can check in the texts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from indexer.analysis.figures_cells import part_of, printed
from indexer.analysis.figures_table import FiguresTable, figures_of
from indexer.answers import SearchRequest
from indexer.ingest import index_paths
from indexer.search import Library, open_library
from tests.quality.corpus import CHANGSHOU, CHONGQING, CORPUS, DINGHAI, FULING, NEED_CORPUS, ZIYANG

pytestmark = NEED_CORPUS

Stated = dict[str, list[tuple[str, str, str | None, str]]]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    location = tmp_path_factory.mktemp("figures") / "index"
    assert index_paths([CORPUS / "seeds", CORPUS / "provincial_2025_docx"], location).failures == []
    library = open_library(location)
    yield library
    library.close()


def of_year(library: Library, words: str, year: int) -> FiguresTable:
    made = figures_of(library, words, SearchRequest(filters={"covered_year": (str(year),)}))
    assert made.years in ((), (year,))
    return made


def stated(made: FiguresTable) -> Stated:
    """Organization → (action, actor, level, as printed) of what it states."""
    return {
        line.organization: [
            (value.figure.action, value.figure.actor, value.figure.actor_level, printed(value.figure))
            for cell in line.cells
            for value in cell.values
        ]
        for line in made.lines
        if line.stated
    }


def not_stated(made: FiguresTable) -> set[str]:
    return {line.organization for line in made.lines if any(cell.missing for cell in line.cells)}


def test_filed_of_2023_is_chongqings_alone_and_fuling_does_not_state_it(library: Library) -> None:
    made = of_year(library, "立案", 2023)
    assert stated(made) == {CHONGQING: [("立案", "", None, "1315件")]}
    assert FULING in not_stated(made)
    assert ("督办", "", None, "265件") in stated(of_year(library, "督办", 2023))[FULING]


def test_other_actions_and_the_rate_stand_apart(library: Library) -> None:
    whole = stated(of_year(library, "提案", 2023))[CHONGQING]
    assert [row for row in whole if not row[1]] == [
        ("提出", "", None, "1480件"),
        ("立案", "", None, "1315件"),
        ("交办", "", None, "1181件"),
        ("办复", "", None, "全部办复"),
    ]
    assert stated(of_year(library, "满意率", 2023)) == {CHONGQING: [("", "", None, "97.46%")]}


def test_filed_of_2022_is_ziyangs(library: Library) -> None:
    made = of_year(library, "立案", 2022)
    assert stated(made) == {ZIYANG: [("立案", "", None, "196件")]}
    assert {CHANGSHOU, DINGHAI} <= not_stated(made)


def test_proposals_of_groups_of_2022_are_dinghais(library: Library) -> None:
    assert stated(of_year(library, "集体提案", 2022)) == {DINGHAI: [("提出", "集体", None, "68件")]}


def test_messages_by_who_used_them(library: Library) -> None:
    assert stated(of_year(library, "社情民意信息", 2023))[FULING] == [
        ("编报", "", None, "430余篇"),
        ("采用", "市政协", "省级", "74篇"),
        ("采用", "全国政协", "全国", "1篇"),
    ]
    assert stated(of_year(library, "社情民意信息", 2022)) == {
        CHANGSHOU: [
            ("编报", "", None, "259篇"),
            ("采用", "全国政协", "全国", "2篇"),
            ("采用", "市政协", "省级", "19篇"),
        ]
    }


def test_what_ziyang_prints_twice_counts_once(library: Library) -> None:
    made = of_year(library, "走访", 2022)
    (fact,) = [fact for fact in made.facts if fact.report.organization == ZIYANG]
    assert (printed(fact.figure), len(fact.figure.repeats), fact.contradicted) == ("43户", 1, False)
    assert stated(made)[ZIYANG] == [("", "", None, "43户")]


def test_every_row_stands_in_its_report(library: Library) -> None:
    for words in ("提案", "社情民意信息", "代表建议", "培训", "问题"):
        for fact in figures_of(library, words).facts:
            text = library.engine.report(fact.report.id).text
            if fact.figure.printed:
                assert text[fact.figure.start : fact.figure.end] == fact.figure.printed
            assert text[fact.figure.sentence_start : fact.figure.sentence_end] == fact.figure.sentence


def test_reviews_and_plans_of_reports_without_telling_headings_are_told(library: Library) -> None:
    review = SearchRequest(section="review")
    filed = figures_of(library, "立案", review)
    assert stated(filed)[CHONGQING] == [("立案", "", None, "1315件")]
    assert not any(value for line in filed.lines for cell in line.cells for value in cell.outside)
    assert stated(figures_of(library, "集体提案", review))[DINGHAI] == [("提出", "集体", None, "68件")]
    trained = figures_of(library, "培训", SearchRequest(filters={"organization": ("广东省人民政府",)}))
    assert {(fact.apart, printed(fact.figure)) for fact in trained.facts} == {
        ("plan", "超5万人次"),
        ("plan", "超2.6万人次"),
    }


def test_answered_and_concluded_stand_apart(library: Library) -> None:
    assert stated(of_year(library, "办结", 2022)) == {ZIYANG: [("办结", "", None, "196件")]}
    assert stated(of_year(library, "办复", 2023)) == {CHONGQING: [("办复", "", None, "全部办复")]}


def test_following_up_proposals_of_the_year_before_is_of_the_reports_year(library: Library) -> None:
    made = figures_of(library, "督办", SearchRequest(filters={"organization": (CHONGQING,)}))
    assert made.years == (2023,)
    assert [(printed(value.figure), part_of(value.figure)) for value in made.lines[0].cells[0].values] == [
        ("76件", ""),
        ("11件", "上年度"),
    ]
