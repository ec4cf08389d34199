"""NEAR, 同句( ) and 同段( ): how they are read, what they compile to, and what is said of those that do not fit."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from whoosh import query as whoosh_query

from indexer.query import CompiledQuery, ExactString, Group, Language, Near, Together, compile_query
from indexer.query import syntax as tree
from indexer.query.syntax import All, Any, Not, Quoted, Syntax, Word, read_query

LANGUAGE = Language(
    words=lambda text: [text[i : i + 2] for i in range(0, len(text), 2) if text[i].isalnum()],
    expand=lambda term: (term.replace("信息", "资讯"),) if "信息" in term else (),
    stop_words=frozenset(),
)
A, B, C = Word("甲"), Word("乙"), Word("丙")


def compiled(text: str, *, variants: bool = True) -> CompiledQuery:
    return compile_query(text, LANGUAGE, variants=variants)


def nodes(found: whoosh_query.Query) -> list[whoosh_query.Query]:
    inner = list(found.children()) if not found.is_leaf() else []
    return [found, *(node for child in inner for node in nodes(child))]


def places(found: CompiledQuery) -> list[whoosh_query.Query]:
    return [node for node in nodes(found.attempts[0].tree) if isinstance(node, Near | Together)]


def near(*operands: Word | Quoted, distance: int = 5) -> Syntax:
    return tree.Near(tuple((operand,) for operand in operands), (distance,) * (len(operands) - 1))


def same(within: str, *operands: Word | Quoted) -> Syntax:
    return tree.Together(tuple((operand,) for operand in operands), within)


# ------------------------------------------------------------------------------------------- reading


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("甲 NEAR/5 乙", near(A, B)),
        ("甲　ＮＥＡＲ／５　乙", near(A, B)),
        ("甲 NEAR/0 乙", near(A, B, distance=0)),
        ("甲 NEAR/1000 乙", near(A, B, distance=1000)),
        ("“甲 或” NEAR/5 乙", near(Quoted("甲 或"), B)),
        ("甲 NEAR/5 乙 NEAR/5 丙", near(A, B, C)),
        ("甲 NEAR/5 乙 NEAR/0 丙", tree.Near(((A,), (B,), (C,)), (5, 0))),
        ("(甲|乙) NEAR/5 丙", tree.Near(((A, B), (C,)), (5,))),
        ("(甲 或 (乙 OR “丁”)) NEAR/5 (丙)", tree.Near(((A, B, Quoted("丁")), (C,)), (5,))),
        ("甲 乙 NEAR/5 丙", All((A, near(B, C)))),
        ("甲 NEAR/5 乙 丙", All((near(A, B), C))),
        ("甲 NEAR/5 乙 OR 丙", Any((near(A, B), C))),
        ("-(甲 NEAR/5 乙)", Not(near(A, B))),
        ("同句(甲 乙)", same("sentence", A, B)),
        ("同句（甲、乙　丙）", same("sentence", A, B, C)),
        ("同段 (甲 “乙”)", same("paragraph", A, Quoted("乙"))),
        ("SENTENCE(甲 乙)", same("sentence", A, B)),
        ("PARAGRAPH(甲 AND 乙)", same("paragraph", A, B)),
        ("同句(甲 (乙|丙))", tree.Together(((A,), (B, C)), "sentence")),
        ("同句(甲 乙|丙)", tree.Together(((A,), (B, C)), "sentence")),
        ("同句(甲|乙 丙)", tree.Together(((A, B), (C,)), "sentence")),
        ("丙 同段(甲 乙)", All((C, same("paragraph", A, B)))),
        ("丙 OR 同句(甲 乙)", Any((C, same("sentence", A, B)))),
        ("(同句(甲 乙)) 丙", All((same("sentence", A, B), C))),
        ("-同句(甲 乙)", Not(same("sentence", A, B))),
        ("NOT 同句(甲 乙)", Not(same("sentence", A, B))),
    ],
)
def test_what_is_read(typed: str, found: Syntax) -> None:
    assert read_query(typed) == (found, ())


@pytest.mark.parametrize(
    "typed",
    [
        "near/5",
        "NEARBY",
        "NEAR5",
        "甲NEAR/5乙",
        "同句",
        "同段落",
        "不同句(甲乙)",
        "sentence(甲)",
        "SENTENCES",
        "“NEAR/5”",
    ],
)
def test_what_is_ordinary_text(typed: str) -> None:
    found, notes = read_query(typed)
    assert found == (Quoted(typed[1:-1]) if typed.startswith("“") else Word(typed))
    assert notes == ()


@pytest.mark.parametrize(
    ("typed", "found", "said"),
    [
        ("甲 NEAR 乙", near(A, B, distance=10), "NEAR/10"),
        ("甲 NEAR/ 乙", near(A, B, distance=10), "NEAR/10"),
        ("甲 NEAR/5000 乙", near(A, B, distance=1000), "NEAR/1000"),
        ("甲 NEAR/x 乙", All((A, Word("NEAR/x"), B)), "不是数字"),
        ("甲 NEAR/5", All((A, Word("NEAR/5"))), "普通文字"),
        ("NEAR/5 甲", All((Word("NEAR/5"), A)), "普通文字"),
        ("NEAR", Word("NEAR"), "普通文字"),
        ("甲 NEAR/5 ()", All((A, Word("NEAR/5"))), "普通文字"),
        ("甲 NEAR/5 乙 NEAR/6", All((near(A, B), Word("NEAR/6"))), "普通文字"),
        ("甲 OR NEAR/5 乙", Any((A, All((Word("NEAR/5"), B)))), "普通文字"),
        ("甲 NEAR/5 OR 乙", Any((All((A, Word("NEAR/5"))), B)), "普通文字"),
        ("甲 NEAR/5 (乙 丙)", All((A, All((B, C)))), "都要有"),
        ("甲 NEAR/5 -乙", All((A, Not(B))), "都要有"),
        ("-甲 NEAR/5 乙", All((Not(A), B)), "都要有"),
        ("甲 NEAR/5 标题:乙", All((A, tree.Field("title", "乙", False, "标题:乙"))), "都要有"),
        ("甲 NEAR/5 “”", All((A, Quoted(""))), "都要有"),
        ("甲 NEAR/5 ——", All((A, Word("——"))), "都要有"),
        ("甲 NEAR/5 同句(乙 丙)", All((A, same("sentence", B, C))), "都要有"),
        ("同句(甲 -乙)", All((A, Not(B))), "都要有"),
        ("同句(甲 类型:乙)", All((A, tree.Field("kind", "乙", False, "类型:乙"))), "都要有"),
        ("同句(甲 NEAR/5 乙 丙)", All((near(A, B), C)), "都要有"),
        ("同句(甲)", A, "两项"),
        ("同段(甲 OR 乙)", Any((A, B)), "两项"),
        ("同句()", All(()), "两项"),
        ("同句(甲 乙", same("sentence", A, B), "括号不成对"),
        ("同句(甲 乙 OR)", same("sentence", A, B, Word("OR")), "普通文字"),
        ("同句(AND 甲)", same("sentence", Word("AND"), A), "普通文字"),
    ],
)
def test_what_does_not_fit_is_said(typed: str, found: Syntax, said: str) -> None:
    read, notes = read_query(typed)
    assert read == found
    assert len(notes) == 1
    assert said in notes[0]


@given(
    st.lists(
        st.sampled_from([*"甲乙()|-、", " NEAR/5 ", " NEAR ", "同句(", "PARAGRAPH(", " OR ", " AND ", "“丙”", "标题:"])
    )
)
@example(["同句("] * 60)
@example(["甲", *[" NEAR/5 "] * 60])
def test_nothing_typed_ever_fails(typed: list[str]) -> None:
    for attempt in compiled("".join(typed)).attempts:
        assert nodes(attempt.tree)


# ----------------------------------------------------------------------------------------- compiling


def test_near_matches_by_place_and_ranks_by_its_strings() -> None:
    found = compiled("提案 NEAR/5 “教育”")
    (attempt,) = found.attempts
    assert attempt.mode == "all"
    assert attempt.groups == (Group(("提案",)), Group(("教育",)))
    required = attempt.tree.subqueries[0]
    assert isinstance(required, whoosh_query.AndMaybe)
    assert required.subqueries[0] == Near("text", ("提案",), ("教育",), 5)
    assert list(required.subqueries[1].subqueries) == [ExactString("text", "提案"), ExactString("text", "教育")]
    assert found.terms == ("提案", "“教育”")


def test_a_chain_is_each_two_neighbours() -> None:
    assert places(compiled("甲 NEAR/5 乙 NEAR/3 丙")) == [
        Near("text", ("甲",), ("乙",), 5),
        Near("text", ("乙",), ("丙",), 3),
    ]


def test_together() -> None:
    assert places(compiled("同句(提案， 教育、“ＧＤＰ”)")) == [
        Together("text", (("提案",), ("教育",), ("gdp",)), "sentence")
    ]
    assert places(compiled("同段(提案 (教育|卫生))")) == [Together("text", (("提案",), ("教育", "卫生")), "paragraph")]


def test_words_stand_for_their_wordings_and_quoted_ones_for_themselves() -> None:
    found = compiled("資訊 NEAR/5 “信息” 同句(民意信息 (提案|信息))")
    assert found.variants == {"民意信息": ("民意资讯",), "信息": ("资讯",)}
    assert places(found) == [
        Near("text", ("资讯",), ("信息",), 5),
        Together("text", (("民意信息", "民意资讯"), ("提案", "信息", "资讯")), "sentence"),
    ]
    assert found.attempts[0].groups[2:] == (Group(("民意信息", "民意资讯")), Group(("提案", "信息", "资讯")))
    off = compiled("民意信息 NEAR/5 提案", variants=False)
    assert off.variants == {}
    assert places(off) == [Near("text", ("民意信息",), ("提案",), 5)]


def test_places_are_not_relaxed() -> None:
    found = compiled("立案 办复 提案 NEAR/5 教育")
    assert [attempt.mode for attempt in found.attempts] == ["all", "most", "any"]
    assert all(Near("text", ("提案",), ("教育",), 5) in nodes(attempt.tree) for attempt in found.attempts)


def test_what_is_excluded_is_neither_marked_nor_a_term() -> None:
    found = compiled("-同句(民意信息 提案)")
    assert found.attempts[0].groups == ()
    assert found.terms == ()
    assert found.variants == {}
    assert places(found) == [Together("text", (("民意信息", "民意资讯"), ("提案",)), "sentence")]


def test_nodes_are_equal_by_value() -> None:
    one, other = (Near("text", ("甲", "乙"), ("丙",), 5) for _ in range(2))
    assert one == other
    assert len({one, other}) == 1
    assert one != Near("text", ("甲", "乙"), ("丙",), 6)
    assert repr(one) == "Near(distance=5, fieldname='text', left=('甲', '乙'), right=('丙',))"
    assert Together("text", (("甲",), ("乙",)), "sentence") != Together("text", (("甲",), ("乙",)), "paragraph")
    assert len({Together("text", (("甲",), ("乙",)), "sentence") for _ in range(2)}) == 1


# ------------------------------------------------------------------------------------------- wording


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("提案 NEAR/5 教育", "提案 与 教育 相距不超过 5 字"),
        ("提案 NEAR/0 “教育”", "提案 与 “教育” 紧挨着"),
        ("(提案|建议) NEAR 教育", "(提案 或 建议) 与 教育 相距不超过 10 字"),
        ("甲 NEAR/5 乙 NEAR/3 丙", "甲 与 乙 相距不超过 5 字，乙 与 丙 相距不超过 3 字"),
        ("同句(提案 教育)", "同一句中有 提案、教育"),
        ("PARAGRAPH(提案 (教育|卫生))", "同一段中有 提案、(教育 或 卫生)"),
        ("立案 提案 NEAR/5 教育 -同句(甲 乙)", "立案 且 (提案 与 教育 相距不超过 5 字)，不含 (同一句中有 甲、乙)"),
        ("甲 NEAR/5 标题:乙", "甲 且 标题:乙"),
    ],
)
def test_the_reading_in_words(typed: str, reading: str) -> None:
    assert compiled(typed).reading == reading
