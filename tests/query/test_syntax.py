"""How typed text is read: grammar, full-width forms, escapes, and that nothing malformed ever fails."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.errors import QueryError
from indexer.query.syntax import MAX_CHARACTERS, All, Any, Field, Not, Quoted, Syntax, Word, read_query


def read(text: str) -> Syntax:
    return read_query(text)[0]


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("政协 委员", All((Word("政协"), Word("委员")))),
        ("提案、立案", All((Word("提案"), Word("立案")))),
        ("政协　委员", All((Word("政协"), Word("委员")))),
        ("政协 AND 委员", All((Word("政协"), Word("委员")))),
        ("政协 OR 人大", Any((Word("政协"), Word("人大")))),
        ("政协 或 人大", Any((Word("政协"), Word("人大")))),
        ("政协|人大", Any((Word("政协"), Word("人大")))),
        ("政协｜人大", Any((Word("政协"), Word("人大")))),
        ("政协 ＯＲ 人大", Any((Word("政协"), Word("人大")))),
        ("a b OR c", Any((All((Word("a"), Word("b"))), Word("c")))),
        ("a (b OR c)", All((Word("a"), Any((Word("b"), Word("c")))))),
        ("a （b ｜ c）", All((Word("a"), Any((Word("b"), Word("c")))))),
        ("政协 -提案", All((Word("政协"), Not(Word("提案"))))),
        ("政协 －提案", All((Word("政协"), Not(Word("提案"))))),
        ("政协 NOT 提案", All((Word("政协"), Not(Word("提案"))))),
        ("政协 非 提案", All((Word("政协"), Not(Word("提案"))))),
        ("-(a b)", Not(All((Word("a"), Word("b"))))),
        ('-"两个确立"', Not(Quoted("两个确立"))),
        ("-标题:报告", Not(Field("title", "报告", False, "标题:报告"))),
    ],
)
def test_operators(typed: str, tree: Syntax) -> None:
    assert read_query(typed) == (tree, ())


@pytest.mark.parametrize(
    "typed",
    ["非公有制", "或许", "是非曲直", "2021-2023", "a-b", "COVID-19", "NOTE", "ORDER", "or", "调研(视察)报告", "和OR与"],
)
def test_operators_inside_text_are_text(typed: str) -> None:
    assert read_query(typed) == (Word(typed), ())


@pytest.mark.parametrize("quotes", ['""', "“”", "‘’", "「」", "『』", "““", "””", '“"', "＂＂"])
def test_quotes_of_any_kind(quotes: str) -> None:
    assert read_query(f"{quotes[0]}两个 确立{quotes[1]}") == (Quoted("两个 确立"), ())


@pytest.mark.parametrize(
    ("typed", "string"),
    [
        (r'"说\"好\""', '说"好"'),
        (r"“两个\”确立”", "两个”确立"),
        (r'"a\\b"', r"a\b"),
        (r'"a\b"', r"a\b"),
        ('" 前后 "', " 前后 "),
        ('"「有事好商量」"', "「有事好商量」"),
        ('"a OR b"', "a OR b"),
    ],
)
def test_quoted_strings_are_kept_as_they_are(typed: str, string: str) -> None:
    assert read(typed) == Quoted(string)


def test_a_quote_begins_a_string_anywhere() -> None:
    assert read("领悟“两个确立”意义") == All((Word("领悟"), Quoted("两个确立"), Word("意义")))
    assert read(r"领悟\“两个") == Word("领悟“两个")


@pytest.mark.parametrize(
    ("typed", "name", "value"),
    [
        ("标题:工作报告", "title", "工作报告"),
        ("標題：工作報告", "title", "工作報告"),
        ("title:报告", "title", "报告"),
        ("TITLE:报告", "title", "报告"),
        ("机构:涪陵", "organization", "涪陵"),
        ("organization:涪陵", "organization", "涪陵"),
        ("回顾年度:2021..2023", "covered_year", "2021..2023"),
        ("covered:2021", "covered_year", "2021"),
        ("报告年份:2024", "delivered_year", "2024"),
        ("delivered:2024", "delivered_year", "2024"),
        ("类型:工作综述", "kind", "工作综述"),
        ("kind:工作综述", "kind", "工作综述"),
        ("完整性:摘要/图解", "completeness", "摘要/图解"),
        ("completeness:全文", "completeness", "全文"),
        ("年份:2023", "year", "2023"),
        ("year:2023", "year", "2023"),
        ("标题: 工作报告", "title", "工作报告"),
        ("类型:调研(视察)报告", "kind", "调研(视察)报告"),
    ],
)
def test_fields(typed: str, name: str, value: str) -> None:
    assert read(typed) == Field(name, value, False, typed)


def test_a_field_takes_a_quoted_value() -> None:
    assert read('标题:"工作 报告"') == Field("title", "工作 报告", True, '标题:"工作 报告"')


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("“两个确立", Word("“两个确立")),
        ("(政协", Word("政协")),
        ("政协 OR", All((Word("政协"), Word("OR")))),
        ("OR 政协", All((Word("OR"), Word("政协")))),
        ("政协 NOT", All((Word("政协"), Word("NOT")))),
        ("(政协 OR) 提案", All((Word("政协"), Word("OR"), Word("提案")))),
        (") 政协", Word("政协")),
    ],
)
def test_what_does_not_fit_is_text_and_said(typed: str, tree: Syntax) -> None:
    found, notes = read_query(typed)
    assert found == tree or (isinstance(found, All) and _leaves(found) == _leaves(tree))
    assert len(notes) == 1
    assert "普通文字" in notes[0]


def _leaves(tree: Syntax) -> list[Syntax]:
    if isinstance(tree, All | Any):
        return [leaf for item in tree.items for leaf in _leaves(item)]
    return [tree]


@pytest.mark.parametrize("typed", ["", "   ", "　", "()", "( )", "、、"])
def test_nothing_is_an_empty_query(typed: str) -> None:
    assert read(typed) == All(())


@given(st.text('政协a1 "“”‘’「」『』()（）|｜-－\\:：、　ORNT或非标题年份..2023', max_size=60))
@example("(" * 60)
@example("-" * 60)
@example("非 " * 30)
def test_nothing_typed_ever_fails(typed: str) -> None:
    read_query(typed)


def test_deep_brackets_do_not_exhaust_the_stack() -> None:
    _, notes = read_query("(" * 190 + "a")
    assert any("层" in note for note in notes)


def test_too_long_and_too_many_are_refused() -> None:
    read_query("政" * MAX_CHARACTERS)
    with pytest.raises(QueryError, match="过长"):
        read_query("政" * (MAX_CHARACTERS + 1))
    with pytest.raises(QueryError, match="过于复杂"):
        read_query("a " * 201)
