"""Suggestions while a query is typed: what is offered for what, in which order, and what choosing it finds."""

from __future__ import annotations

import threading
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.answers import SearchRequest, Suggestion
from indexer.errors import CorruptIndex
from indexer.models import Metadata, Organization
from indexer.query import read_query
from indexer.query.tree import Field
from indexer.search import Library
from indexer.suggest import MOST, Suggester
from indexer.suggest.completion import title_query
from tests.contract.corpus import make_report
from tests.suggest.conftest import CHONGQING, FULING, add


def offered(library: Library, text: str, kind: str) -> list[str]:
    return [each.text for each in library.suggest(text, MOST) if each.kind == kind]


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("社情", "社情民意"),
        ("shehui", "社会"),
        ("sqmy", "社情民意"),
        ("sheqingmin", "社情民意"),
        ("社情min", "社情民意"),
        ("社情my", "社情民意"),
        ("zhengxie", "政协"),
        ("zx", "政协"),
        ("ZX", "政协"),
        ("ｚｘ", "政协"),
        ("z", "政协"),
        ("fuling", "涪陵"),
        ("fl", "涪陵"),
        ("社會", "社会"),
        ("ap", "app"),
        ("zheng'xie", "政协"),
    ],
)
def test_the_word_that_is_meant_is_offered(library: Library, typed: str, word: str) -> None:
    add(library, make_report(90, "示例：社会各界关注社会事业，涪陵政协参与，涪陵建设。"))
    assert word in offered(library, typed, "word")


@pytest.mark.parametrize("typed", ["", " ", "提案 ", "、", "示" * 200, "qqq", "\n", "\ud800", "'", "(", "“"])
def test_nothing_is_offered_for_nothing(library: Library, typed: str) -> None:
    assert offered(library, typed, "word") == []


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("全市政协提", "全市政协提案"),
        ("社情民意xin", "社情民意信息"),
        ("shehuijieli", ""),
        ("zhengxieweiyuan", "政协委员"),
        ("sheqingminyixinxi", "社情民意信息"),
        ("公式制", ""),
    ],
)
def test_the_last_of_several_words_is_completed_where_the_whole_stands(
    library: Library, typed: str, whole: str
) -> None:
    found = [(each.text, each.count) for each in library.suggest(typed) if each.kind == "word"]
    assert (whole in dict(found)) if whole else found == []
    for text, count in found:
        assert library.search(SearchRequest(f"“{text}”")).total >= count > 0


def test_words_are_counted_in_reports_and_common_ones_come_first(library: Library) -> None:
    counted = {each.text: each.count for each in library.suggest("t", MOST) if each.kind == "word"}
    assert counted["提案"] + counted.get("提案办理", 0) >= 4
    words = [each for each in library.suggest("zh", MOST) if each.kind == "word"]
    assert words[0].text == "政协"


def test_sub_words_numbers_and_single_characters_are_no_words_to_offer(library: Library) -> None:
    add(library, *(make_report(number, "示例：全国政协2023 与 的 , 12%") for number in range(80, 84)))
    assert "国政" not in offered(library, "国", "word")
    for typed in ("2", "1", "的", "d", "与"):
        words = offered(library, typed, "word")
        assert not {"2023", "12%", "的", "与"} & set(words)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("涪陵", "重庆市涪陵区政协"),
        ("涪陵区委员", "重庆市涪陵区政协"),
        ("涪陵区人", ""),
        ("政协重庆市涪陵区", "重庆市涪陵区政协"),
        ("fuling", "重庆市涪陵区政协"),
        ("flq", "重庆市涪陵区政协"),
        ("changshou", "重庆市长寿区政协"),
        ("長壽", "重庆市长寿区政协"),
        ("cqs", "重庆市政协"),
        ("chongqing", "重庆市人民政府"),
        ("zhongqing", "重庆市人民政府"),
        ("z", ""),
    ],
)
def test_organizations_are_found_by_any_part_of_their_names(library: Library, typed: str, name: str) -> None:
    found = offered(library, typed, "organization")
    assert (name in found) if name else found == []


def test_a_reading_that_the_phrase_has_not_is_not_taken(library: Library) -> None:
    assert "重庆" not in [word for word in offered(library, "zhongqing", "word") if len(word) == 2]


def test_choosing_an_organization_searches_for_it_as_a_filter(library: Library) -> None:
    found = [each for each in library.suggest("提案 涪陵") if each.kind == "organization"]
    assert found == [Suggestion("organization", FULING.name, "提案", 2, FULING.name)]
    page = library.search(SearchRequest(found[0].query, {"organization": (found[0].value or "",)}))
    assert page.total == 2


def test_organizations_of_one_name_are_one(library: Library) -> None:
    add(library, make_report(91, "示例", Metadata(organization=Organization(CHONGQING.name, None, (), "政协", "省级"))))
    assert [each.count for each in library.suggest("重庆市政协") if each.kind == "organization"] == [3]


def test_titles_hold_the_words_typed_and_those_that_begin_so_come_first(library: Library) -> None:
    assert offered(library, "涪陵", "title") == ["涪陵区政协2023年工作报告", "涪陵区政协工作报告"]
    assert offered(library, "工作报告 2023", "title") == ["2023年政府工作报告", "涪陵区政协2023年工作报告"]
    assert offered(library, "重庆市", "title") == ["重慶市政協工作報告"]
    assert offered(library, "没有标题", "title") == []


def test_choosing_a_title_finds_it(library: Library) -> None:
    for each in library.suggest("工作", MOST):
        if each.kind == "title":
            page = library.search(SearchRequest(each.query))
            assert page.total == each.count
            assert page.interpretation.corrections == ()


@given(st.text("题“”\"'‘’「」『』\\()（）:：|-、 一", min_size=1).filter(str.strip))
def test_the_query_of_a_title_is_read_as_that_title(title: str) -> None:
    tree, notes = read_query(title_query(title))
    assert isinstance(tree, Field)
    assert (tree.name, tree.text, tree.quoted, notes) == ("title", title, True, ())


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("提案 sqmy", "提案 社情民意"),
        ("提案、sqmy", "提案、社情民意"),
        ("-sqmy", "-社情民意"),
        ("(提案 或 sqmy", "(提案 或 社情民意"),
        ("标题:sqmy", "标题:社情民意"),
        ("“sqmy", "“社情民意”"),
        ("  提案  社情", "  提案  社情民意"),
        ("督辦 社情", "督辦 社情民意"),
    ],
)
def test_the_last_word_is_completed_and_the_rest_is_kept(library: Library, typed: str, query: str) -> None:
    assert query in [each.query for each in library.suggest(typed) if each.kind == "word"]


def test_some_organizations_and_titles_and_the_rest_words(library: Library) -> None:
    kinds = [each.kind for each in library.suggest("政协", 10)]
    assert kinds == sorted(kinds, key=["word", "organization", "title"].index)
    assert kinds.count("organization") == 3
    assert kinds.count("title") >= 3


@pytest.mark.parametrize("limit", [0, 1, 2, 3, 5, 10, 1000, -1])
def test_never_more_than_asked_for_and_nothing_twice(library: Library, limit: int) -> None:
    for typed in ("政协", "z", "工作", "zhengxie", "重庆"):
        found = library.suggest(typed, limit)
        assert len(found) <= max(0, min(limit, MOST))
        assert len({(each.kind, each.text) for each in found}) == len(found)
        assert len(found) == min(max(limit, 0), len(library.suggest(typed, MOST)), MOST)


@pytest.mark.parametrize(
    "typed", ["政协\ud800政", "\udfff\ud83d", "政\0协", "政协\uffff", "a" * 99, "\n政协\n", "政协(?:.*", "𠮷", "社𠮷x"]
)
def test_whatever_is_typed_gets_an_answer(library: Library, typed: str) -> None:
    for each in library.suggest(typed):
        assert each.text
    assert library.search(SearchRequest(typed)).interpretation.corrections == ()


def test_an_empty_index_offers_nothing(library: Library) -> None:
    with library.engine.writer() as writer:
        writer.delete([hit.id for hit in library.search(SearchRequest(size=100)).hits])
        writer.commit()
    assert library.suggest("政协") == ()


# -------------------------------------------------------------------------------------- commits and threads


def test_what_is_committed_later_is_offered(library: Library) -> None:
    assert offered(library, "储", "word") == []
    add(library, make_report(92, "示例：建设储能电站。", Metadata(title="储能专题")))
    assert offered(library, "储", "title") == ["储能专题"]
    # The words of the commit before answer until those of this one are read.
    assert library.suggester.ready(60)
    assert offered(library, "储", "word") == ["储能"]


class Slow:
    """A vocabulary whose words come when they are let."""

    def __init__(self, error: Exception | None = None) -> None:
        self.let = threading.Event()
        self.error = error

    def words(self) -> Mapping[str, int]:
        assert self.let.wait(60)
        if self.error:
            raise self.error
        return {"涪陵": 2}

    def titles(self) -> Mapping[str, int]:
        return {"涪陵工作报告": 1}

    def organizations(self) -> Mapping[Organization, int]:
        return {FULING: 1}


def test_organizations_and_titles_are_offered_while_words_are_read() -> None:
    suggester, vocabulary = Suggester(patience=0), Slow()
    assert [each.kind for each in suggester.suggest(vocabulary, "涪陵", len, 10)] == ["organization", "title"]
    assert suggester.spelling(vocabulary) is None
    assert not suggester.ready(0)
    vocabulary.let.set()
    assert suggester.ready(60)
    assert [each.kind for each in suggester.suggest(vocabulary, "涪陵", len, 10)] == ["word", "organization", "title"]
    suggester.close()


def test_damage_that_reading_words_meets_is_told() -> None:
    suggester, vocabulary = Suggester(patience=60), Slow(CorruptIndex("damaged"))
    vocabulary.let.set()
    with pytest.raises(CorruptIndex, match="damaged"):
        suggester.suggest(vocabulary, "涪陵", len, 10)
    suggester.close()


def test_a_library_that_was_warmed_suggests_words_at_once_and_without_a_thread(library: Library) -> None:
    warmed = Library(library.engine, patience=0)
    before = threading.active_count()
    warmed.warm()
    assert [each for each in warmed.suggest("社情") if each.kind == "word"] == [
        each for each in library.suggest("社情") if each.kind == "word"
    ]
    assert warmed.suggester.ready(0)
    assert threading.active_count() - before <= 1  # that of the library that was not warmed
    warmed.close()
