"""Did you mean: which slips are seen through, and that nothing is made of a query that is right."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.answers import Correction, SearchRequest
from indexer.fold import fold
from indexer.search import Library
from indexer.suggest import Ask, Spelling, correct
from indexer.suggest.readings import Readings
from indexer.suggest.words import Words
from tests.contract.corpus import make_report
from tests.suggest.conftest import TEXTS, add

FOLDED = [fold(text) for *_, text in TEXTS]


def meant(library: Library, query: str) -> list[str]:
    return [each.query for each in library.search(SearchRequest(query)).interpretation.corrections]


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("社情名意", "社情民意"),  # cut by jieba as 社情 and 名意; min and ming are told apart by few
        ("社清民意", "社情民意"),
        ("渝事好商亮", "渝事好商量"),
        ("政写", "政协"),
        ("提按办理", "提案办理"),
        ("提按办里", "提案办理"),  # two slips
        ("堤案办理", "提案办理"),
        ("培陵区政协", "涪陵区政协"),
        ("营商坏境", "营商环境"),
        ("社情意", "社情民意"),
        ("社情民民意", "社情民意"),
        ("社民情意", "社情民意"),
        ("社情某意", "社情民意"),
        ("提按 教育", ""),
        ("提按 社情民意", "提案 社情民意"),
        ("社情民意 提按", "社情民意 提案"),
        ("提按、社情名意", "提案、社情民意"),
        ("提按 提按", "提案 提案"),
        ("優化營商坏境", "優化營商环境"),
        ("“社情名意”", "“社情民意”"),
        ("社情名意。", "社情民意。"),
        ("(社情名意)(提按)", "(社情民意)(提案)"),
    ],
)
def test_a_slip_is_seen_through(library: Library, typed: str, right: str) -> None:
    found = meant(library, typed)
    assert (found[0] == right) if right else found == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "提案",
        "公式",  # one report has it, and three 公示
        "公示",
        "社情民意",
        "渝事好商量",
        "“公式”",
        "提案 公式",
        "社情民意 安全生产",
        "标题:社情名意",
        "社情名意 类型:提案",
        "社情名意 或 提按",
        "-社情名意",
        "提按 -公示",
        "社情名意 NEAR/5 提按",
        "同句(社情名意 提按)",
        "xyz",
        "20221",
        "，。",
        "龘靐齉",
        "一二三四五六七八九十一二三四五六七",
    ],
)
def test_nothing_is_made_of_what_is_found_or_says_what_it_means(library: Library, query: str) -> None:
    assert meant(library, query) == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_stands_in_a_report_is_right(library: Library, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(FOLDED))
    start = data.draw(st.integers(0, len(text) - 2))
    string = text[start : start + data.draw(st.integers(2, 12))]
    if string.isalnum():
        assert meant(library, string) == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text("社情名意民提按案办理政写协公式 “”-(|", max_size=12))
def test_every_correction_finds_more_by_itself(library: Library, typed: str) -> None:
    page = library.search(SearchRequest(typed))
    corrections = page.interpretation.corrections
    assert len(corrections) <= 3
    assert len({each.query for each in corrections} | {typed}) == len(corrections) + 1
    strict = page.total if page.interpretation.mode in ("all", "everything") else 0
    for each in corrections:
        again = library.search(SearchRequest(each.query))
        assert again.interpretation.mode == "all"
        assert again.total == each.total > strict


def test_totals_are_those_under_the_filters(library: Library) -> None:
    request = SearchRequest("社情名意", {"organization": ("重庆市涪陵区政协",)})
    assert library.search(request).interpretation.corrections == (Correction("社情民意", 2),)
    # There is none in the government's report, and a term that is right does not become doubtful by a filter.
    request = SearchRequest("社情名意", {"organization": ("重庆市人民政府",)})
    assert library.search(request).interpretation.corrections == ()
    request = SearchRequest("社情民意", {"organization": ("重庆市人民政府",)})
    assert library.search(request).interpretation.corrections == ()


def test_a_slip_in_a_report_does_not_hide_what_was_meant(library: Library) -> None:
    add(library, make_report(70, "示例：社情名意一篇。"))
    assert meant(library, "社情名意") == []
    add(library, *(make_report(number, f"示例{number}：社情民意若干。") for number in range(100, 110)))
    assert meant(library, "社情名意") == ["社情民意"]


# ----------------------------------------------------------------------------------------- by itself


def asking(texts: Sequence[str], asked: list[str]) -> Ask:
    def stands(string: str) -> int:
        asked.append(string)
        return sum(string in text for text in texts)

    return Ask(stands, stands, lambda text: [text], lambda word: any(word in text for text in texts))


def never() -> Spelling:
    raise AssertionError("nothing is to be worked out for a query that is found")


def test_nothing_is_worked_out_for_a_query_that_is_found() -> None:
    asked: list[str] = []
    assert correct("提案 办理", 7, asking(["提案办理"] * 7, asked), never) == ()
    assert set(asked) == {"提案", "办理"}


def test_while_words_are_read_nothing_is_corrected() -> None:
    assert correct("政写", 0, asking(["政协"], []), lambda: None) == ()


def test_the_index_is_asked_a_bounded_number_of_times() -> None:
    texts = [first + second for first in "事是市式适世" for second in "意义议易亿益"]
    words = Words(dict.fromkeys(texts, 3), Readings())
    asked: list[str] = []
    correct("试一" * 8, 0, asking(texts, asked), lambda: Spelling(words, Readings()))
    assert 0 < len(asked) < 60
