"""Syntax → trees: what is required, what relaxes to what, and what the reader is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import query as whoosh_query

from indexer.query import CompiledQuery, Contains, ExactString, Group, Language, YearRange, compile_query, read_years

LANGUAGE = Language(
    words=lambda text: [text[i : i + 2] for i in range(0, len(text), 2) if text[i].isalnum()],
    expand=lambda term: (term.replace("信息", "资讯"),) if "信息" in term else (),
    stop_words=frozenset({"的", "多少", "了"}),
)


def compiled(text: str, *, variants: bool = True) -> CompiledQuery:
    return compile_query(text, LANGUAGE, variants=variants)


def nodes(tree: whoosh_query.Query) -> list[whoosh_query.Query]:
    inner = list(tree.children()) if not tree.is_leaf() else []
    return [tree, *(node for child in inner for node in nodes(child))]


def required(found: CompiledQuery) -> whoosh_query.Query:
    """The strict tree without what only raises the score."""
    tree = found.attempts[0].tree
    return tree.subqueries[0] if isinstance(tree, whoosh_query.AndMaybe) else tree


def exact_strings(found: CompiledQuery) -> set[str]:
    return {node.string for node in nodes(required(found)) if isinstance(node, ExactString)}


def test_a_term_is_its_string_or_all_its_words() -> None:
    attempt = compiled("工作报告").attempts[0]
    assert attempt.mode == "all"
    assert attempt.groups == (Group(("工作报告",), ("工作", "报告")),)
    term = required(compiled("工作报告"))
    assert isinstance(term, whoosh_query.Or)
    assert isinstance(term.subqueries[0], ExactString)
    assert term.subqueries[0].bonus > 0
    assert isinstance(term.subqueries[1], whoosh_query.And)


def test_terms_are_folded_but_shown_as_typed() -> None:
    found = compiled("資訊ＡＢＣ")
    assert found.terms == ("資訊ＡＢＣ",)
    assert exact_strings(found) == {"资讯abc"}


def test_wordings_are_searched_and_shown_unless_turned_off() -> None:
    found = compiled("民意信息")
    assert found.variants == {"民意信息": ("民意资讯",)}
    assert exact_strings(found) == {"民意信息", "民意资讯"}
    assert found.attempts[0].groups[0].exact == ("民意信息", "民意资讯")
    off = compiled("民意信息", variants=False)
    assert off.variants == {}
    assert exact_strings(off) == {"民意信息"}


def test_a_quoted_string_is_exact_and_never_reworded() -> None:
    found = compiled("“民意信息”")
    assert required(found) == ExactString("text", "民意信息")
    assert found.attempts[0].groups == (Group(("民意信息",)),)
    assert len(found.attempts) == 1, "a quoted string never relaxes"


def test_never_a_bare_not() -> None:
    tree = compiled("-提案").attempts[0].tree
    assert isinstance(tree, whoosh_query.And)
    assert tree.subqueries[0] == whoosh_query.Every()
    assert isinstance(tree.subqueries[1], whoosh_query.Not)
    assert compiled("-提案").attempts[0].groups == (), "what is excluded is neither marked nor counted"


def test_relaxing_keeps_what_was_quoted_or_excluded() -> None:
    found = compiled("提案 立案 办复 “两个确立” -会议")
    assert [attempt.mode for attempt in found.attempts] == ["all", "most", "any"]
    for attempt in found.attempts:
        assert ExactString("text", "两个确立") in nodes(attempt.tree)
        assert any(isinstance(node, whoosh_query.Not) for node in nodes(attempt.tree))
    most = next(node for node in nodes(found.attempts[1].tree) if getattr(node, "minmatch", 0) > 1)
    assert most.minmatch == 2
    assert found.attempts[1].note is not None
    assert "2" in found.attempts[1].note


@pytest.mark.parametrize("typed", ["去年立案多少件提案", "去年立案的提案有件数？"])
def test_a_question_in_plain_words_needs_no_word(typed: str) -> None:
    found = compiled(typed)
    assert [attempt.mode for attempt in found.attempts] == ["any"]
    assert "的" not in {group.exact[0] for group in found.attempts[0].groups}


def test_single_characters_of_a_question_are_not_marked() -> None:
    (found,) = compiled("去年立案多少件提案").attempts
    assert {"去年", "立案"} <= {group.exact[0] for group in found.groups}
    assert not [group for group in found.groups if len(group.exact[0]) == 1]
    assert "案" in {node.text for node in nodes(found.tree) if isinstance(node, whoosh_query.Term)}, "but do rank"


def test_years() -> None:
    assert compiled("回顾年度:2021..2023").attempts[0].tree == YearRange("covered_year", 2021, 2023)
    assert compiled("报告年份:2024").attempts[0].tree == YearRange("delivered_year", 2024, 2024)
    year = compiled("年份:2023 提案")
    assert YearRange("covered_year", 2023, 2023) in nodes(year.attempts[0].tree)
    assert any("回顾年度" in note for note in year.notes)
    assert year.suggestions == (("改按报告年份查找", "报告年份:2023 提案"),)


def test_completeness_is_looked_for_in_its_values() -> None:
    (tree,) = [node for node in nodes(compiled("提案 完整性:残缺").attempts[0].tree) if isinstance(node, Contains)]
    assert (tree.fieldname, tree.string) == ("completeness", "残缺")


def test_a_year_that_is_none_is_text() -> None:
    found = compiled("年份:明年")
    assert any("普通文字" in note for note in found.notes)
    assert exact_strings(found) == {"年份:明年"}


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2022", (2022, 2022)),
        ("2022年", (2022, 2022)),
        ("2020..2022", (2020, 2022)),
        ("2020—2022年", (2020, 2022)),
        ("２０２０至２０２２", (2020, 2022)),
        ("2020..", (2020, 2100)),
        ("..2022", (1900, 2022)),
        ("2022..2020", None),
        ("20222023", None),
        ("..", None),
        ("", None),
        ("1066", None),
        ("二〇二二", None),
    ],
)
def test_reading_years(text: str, span: tuple[int, int] | None) -> None:
    assert read_years(text) == span


def test_fields() -> None:
    assert compiled("机构:涪陵").attempts[0].tree == Contains("organization", "涪陵")
    assert compiled("类型:綜述").attempts[0].tree == Contains("kind", "综述")
    assert ExactString("title", "工作报告") in [
        ExactString(node.fieldname, node.string)
        for node in nodes(compiled("标题:工作报告").attempts[0].tree)
        if isinstance(node, ExactString)
    ]


@pytest.mark.parametrize("typed", ["——", "…… 。", '""', "-", "“ ”，"])
def test_marks_alone_are_no_terms(typed: str) -> None:
    found = compiled(typed)
    if typed == "“ ”，":
        assert required(found) == ExactString("text", " ")
    else:
        assert found.attempts[0].mode == "everything"
    assert found.notes


def test_no_query_is_everything() -> None:
    found = compiled("")
    assert found.attempts[0].mode == "everything"
    assert found.attempts[0].tree == whoosh_query.Every()
    assert not found.notes


@given(st.text('政协a1信息 "“”()|-\\:、ORNT或非标题年份多少.2023', max_size=50))
def test_everything_typed_compiles(typed: str) -> None:
    for attempt in compiled(typed).attempts:
        assert nodes(attempt.tree)


def test_bytes_that_are_no_text_do_not_fail() -> None:
    assert exact_strings(compiled("政协\udcff")) == {"政协\ufffd"}
