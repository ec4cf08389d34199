"""Two reports paragraph by paragraph: each kind of pair, what is marked, and that nothing is lost."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.alignment import Pair, align
from indexer.analysis.edits import Edit, edits
from indexer.analysis.pairing import heaviest_chain, matches
from indexer.analysis.wording import compared, tokens
from indexer.fold import fold
from indexer.structure.bounds import paragraphs

OPENING = "示例市政协常务委员会工作报告"
WORK = "过去一年，常委会共收到提案1480件，经审查立案1315件，交办1181件，办复率为百分之百，委员满意率97.46%。"
OPINIONS = "加强社情民意信息工作，全年编报信息430余篇，被省政协采用74篇，有力服务了党委和政府决策。"
STUDY = "围绕示例河流域水环境治理开展专题调研，组织委员深入乡镇实地视察，形成调研报告并提出十二条建议。"
BUILDING = "坚持把自身建设摆在突出位置，健全委员履职档案，完善服务管理办法，机关作风持续好转。"
CLOSING = "让我们紧密团结起来，同心同德、锐意进取，为建设更加美好的示例市而努力奋斗！"


def text(*paragraphs: str) -> str:
    return "\n".join(paragraphs)


def fates(old: str, new: str) -> list[str]:
    return [pair.fate + (" moved" if pair.moved else "") for pair in align(old, new)]


def marked(text: str, start: int, end: int, marks: Sequence[tuple[int, int]]) -> str:
    pieces, done = [], start
    for first, last in marks:
        pieces += [text[done:first], "[", text[first:last], "]"]
        done = last
    return "".join([*pieces, text[done:end]])


def both_marked(old: str, new: str) -> tuple[str, str]:
    """Two texts of one paragraph each, with what is marked in brackets."""
    (pair,) = align(old, new)
    assert pair.fate == "changed"
    assert pair.old is not None
    assert pair.new is not None
    return marked(old, *pair.old, pair.old_marks), marked(new, *pair.new, pair.new_marks)


# -------------------------------------------------------------------------------------------- the kinds


def test_kept() -> None:
    old = text(OPENING, WORK)
    assert [(pair.fate, pair.old, pair.new, pair.edits, pair.likeness) for pair in align(old, old)] == [
        ("kept", (0, len(OPENING)), (0, len(OPENING)), (), 1.0),
        ("kept", (len(OPENING) + 1, len(old)), (len(OPENING) + 1, len(old)), (), 1.0),
    ]


def test_script_width_blanks_and_regional_wording_are_no_change() -> None:
    old = text("加强社情民意信息工作，采纳 1480 条。", "软件和互联网产业示例", "（一）网络建设")
    new = text("　　加強社情民意資訊工作，採納１４８０條。", "軟體和網際網路產業示例", "（一）網路建設")
    assert fates(old, new) == ["kept", "kept", "kept"]


def test_changed_numbers_are_marked_whole() -> None:
    new = WORK.replace("1480", "1,392").replace("1315", "1308").replace("97.46", "98.1")
    assert both_marked(WORK, new) == (
        "过去一年，常委会共收到提案[1480]件，经审查立案[1315]件，交办1181件，办复率为百分之百，委员满意率[97.46]%。",
        "过去一年，常委会共收到提案[1,392]件，经审查立案[1308]件，交办1181件，办复率为百分之百，委员满意率[98.1]%。",
    )
    (pair,) = align(WORK, new)
    assert pair.likeness == 1.0
    assert [(WORK[slice(*edit.old)], new[slice(*edit.new)]) for edit in pair.edits] == [
        ("1480", "1,392"),
        ("1315", "1308"),
        ("97.46", "98.1"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "old_marked", "new_marked"),
    [
        ("２０２２年１２月２８日，示例区政协召开会议", "2023年12月28日，示例区政协召开会议", "[２０２２]年１２月２８日，示例区政协召开会议", "[2023]年12月28日，示例区政协召开会议"),
        ("走访企业三百余家，示例界别委员参加", "走访企业四百二十余家，示例界别委员参加", "走访企业[三百]余家，示例界别委员参加", "走访企业[四百二十]余家，示例界别委员参加"),
        ("示例市政协认真做好提案工作", "示例市政协认真做好提案办理工作", "示例市政协认真做好提案工作", "示例市政协认真做好提案[办理]工作"),
        ("立案、交办、督办示例提案", "立案、协办、督办示例提案", "立案、[交办]、督办示例提案", "立案、[协办]、督办示例提案"),
        ("报送資訊，示例社科界委员积极建言", "报送信息，示例社科界委员踊跃建言", "报送資訊，示例社科界委员[积极]建言", "报送信息，示例社科界委员[踊跃]建言"),
    ],
)  # fmt: skip
def test_what_is_marked(old: str, new: str, old_marked: str, new_marked: str) -> None:
    assert both_marked(old, new) == (old_marked, new_marked)


def test_a_sentence_written_anew_is_one_mark() -> None:
    # 工 and 作 and 开 stand in both, by chance.
    old = "围绕中心工作，开展民主监督，示例委员参加视察。坚持党的领导，把握正确方向。"
    new = "围绕中心工作，组织专题协商，为示例开发区出谋划策。坚持党的领导，把握正确方向。"
    assert both_marked(old, new) == (
        "围绕中心工作，[开展民主监督，示例委员参加视察]。坚持党的领导，把握正确方向。",
        "围绕中心工作，[组织专题协商，为示例开发区出谋划策]。坚持党的领导，把握正确方向。",
    )


def test_new_and_dropped() -> None:
    assert fates(text(OPENING, WORK, CLOSING), text(OPENING, STUDY, CLOSING)) == ["kept", "dropped", "new", "kept"]
    assert fates("", text(OPENING, WORK)) == ["new", "new"]
    assert fates(text(OPENING, WORK), "\n \n") == ["dropped", "dropped"]
    assert fates("", "") == []


def test_moved() -> None:
    old = text(OPENING, OPINIONS, WORK, STUDY, BUILDING, CLOSING)
    new = text(OPENING, WORK, STUDY, BUILDING, OPINIONS.replace("430", "512"), CLOSING)
    pairs = align(old, new)
    assert fates(old, new) == ["kept", "kept", "kept", "kept", "changed moved", "kept"]
    assert old[slice(*pairs[4].old_marks[0])] == "430"
    assert new[slice(*pairs[4].new_marks[0])] == "512"


def test_a_paragraph_that_was_cut_in_two_is_told_from_a_new_one() -> None:
    whole = STUDY + BUILDING + CLOSING
    pairs = align(text(OPENING, whole), text(OPENING, STUDY, BUILDING + CLOSING, OPINIONS))
    assert [(pair.fate, pair.elsewhere) for pair in pairs] == [
        ("kept", 0),
        ("new", 1.0),
        ("changed", 0),
        ("new", 0),
    ]
    # And one that was joined to another.
    assert [(pair.fate, pair.elsewhere) for pair in align(text(WORK + "全部办结。", CLOSING), WORK + CLOSING)] == [
        ("changed", 0),
        ("dropped", 1.0),
    ]


def test_short_paragraphs_are_only_themselves() -> None:
    # 1480 did not become 1315, and the heading (一) is not (二).
    assert fates("（一）\n1480\n谢谢", "（二）\n1315\n谢谢") == ["dropped", "dropped", "new", "new", "kept"]
    # Nobody asks where a word went.
    assert fates(text("谢谢大家", WORK, STUDY), text(WORK, STUDY, "谢谢大家")) == ["dropped", "kept", "kept", "new"]


def test_headings_of_other_years_are_changed() -> None:
    assert fates("一、2022年工作回顾\n二、2023年工作任务", "一、2023年工作回顾\n二、2024年工作任务") == [
        "changed",
        "changed",
    ]


def test_equal_paragraphs_stay_in_order() -> None:
    assert fates(text(*["示例内容"] * 30), text(*["示例内容"] * 20)).count("kept") == 20


# --------------------------------------------------------------------------------------------- invariants

SENTENCES = st.sampled_from(
    [OPENING, WORK, OPINIONS, STUDY, BUILDING, CLOSING, "谢谢", "（一）", "1480", "資訊", " ", ""]
)
LETTERS = st.text(st.sampled_from("提案提案信息資訊網路网络交督办，。、 　12三百aB\U00020000"), max_size=24)
PARAGRAPHS = st.lists(st.one_of(SENTENCES, st.builds(str.__add__, SENTENCES, LETTERS), LETTERS), max_size=12)
TEXTS = st.one_of(PARAGRAPHS.map("\n".join), st.text(max_size=60))


@given(TEXTS, TEXTS)
def test_every_paragraph_is_in_one_pair(old: str, new: str) -> None:
    pairs = align(old, new)
    assert sorted(pair.old for pair in pairs if pair.old) == paragraphs(old)
    # Those of the new text come in its order.
    assert [pair.new for pair in pairs if pair.new] == paragraphs(new)
    in_order = [pair.old for pair in pairs if pair.old and not pair.moved]
    assert in_order == sorted(in_order)
    for pair in pairs:
        assert (pair.old is None) == (pair.fate == "new")
        assert (pair.new is None) == (pair.fate == "dropped")
        assert bool(pair.edits) == (pair.fate == "changed")
        assert 0 <= pair.likeness <= 1
        assert 0 <= pair.elsewhere <= 1
        assert not (pair.elsewhere and pair.old and pair.new)
        assert not (pair.moved and (pair.old is None or pair.new is None))


@given(TEXTS, TEXTS)
def test_applied_to_the_old_text_the_pairs_give_the_new_one(old: str, new: str) -> None:
    for pair in align(old, new):
        if pair.fate == "new":
            continue
        if pair.old and pair.new:
            assert applied(old, new, pair) == compared(fold(new[slice(*pair.new)]))


def applied(old: str, new: str, pair: Pair) -> str:
    """The old paragraph as it is compared, with what is marked in it exchanged."""
    assert pair.old is not None
    pieces, done = [], pair.old[0]
    for edit in pair.edits:
        pieces += [unmarked(old, pair.old, done, edit.old[0]), unmarked(new, pair.new or (0, 0), *edit.new)]
        done = edit.old[1]
    return "".join([*pieces, unmarked(old, pair.old, done, pair.old[1])])


def unmarked(text: str, paragraph: tuple[int, int], start: int, end: int) -> str:
    """What stands between two offsets, token by token; no token is cut in two."""
    found = tokens(fold(text[slice(*paragraph)]), paragraph[0])
    assert all(token.end <= offset or token.start >= offset for token in found for offset in (start, end))
    return "".join(token.form for token in found if start <= token.start and token.end <= end)


def numbers_only(old: str, new: str, edit: Edit) -> bool:
    both = (*tokens(fold(old[slice(*edit.old)])), *tokens(fold(new[slice(*edit.new)])))
    return all(token.number for token in both)


@given(TEXTS, TEXTS)
def test_marks_are_in_order_and_no_confetti(old: str, new: str) -> None:
    for pair in align(old, new):
        for before, after in pairwise(pair.edits):
            assert before.old[1] <= after.old[0]
            assert before.new[1] <= after.new[0]
            between = unmarked(old, pair.old or (0, 0), before.old[1], after.old[0])
            figures = numbers_only(old, new, before) and numbers_only(old, new, after)
            assert sum(map(str.isalnum, between)) > 1 or figures
        for edit in pair.edits:
            assert pair.old is not None
            assert pair.new is not None
            assert pair.old[0] <= edit.old[0] <= edit.old[1] <= pair.old[1]
            assert pair.new[0] <= edit.new[0] <= edit.new[1] <= pair.new[1]


@given(TEXTS)
def test_a_text_and_itself(text: str) -> None:
    assert all(pair.fate == "kept" and pair.old == pair.new for pair in align(text, text))


@given(LETTERS, st.integers(0, 9))
def test_tokens_make_up_what_is_compared(letters: str, offset: int) -> None:
    found = tokens(fold(letters), offset)
    assert "".join(token.form for token in found) == compared(fold(letters))
    assert all(offset <= token.start < token.end <= offset + len(letters) for token in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 9)), max_size=9))
def test_the_chain_is_the_heaviest_there_is(candidates: list[tuple[int, int, float]]) -> None:
    def rises(chain: Sequence[int]) -> bool:
        steps = pairwise(candidates[place] for place in chain)
        return all(before[0] < after[0] and before[1] < after[1] for before, after in steps)

    def weight(chain: Sequence[int]) -> float:
        return sum(candidates[place][2] for place in chain)

    chain = heaviest_chain(candidates)
    assert rises(chain)
    places = sorted(range(len(candidates)), key=lambda place: candidates[place][:2])
    all_chains = (some for size in range(len(places) + 1) for some in combinations(places, size) if rises(some))
    assert weight(chain) == max(map(weight, all_chains))


# --------------------------------------------------------------------------------- large and hostile texts


def test_paragraphs_that_are_all_alike() -> None:
    draw = random.Random(6)
    parts = "甲乙丙丁戊己庚辛"
    old, new = (
        [f"第{draw.choice(parts)}件示例提案由{draw.choice(parts)}{draw.choice(parts)}办理完毕" for _ in range(4000)]
        for _ in range(2)
    )
    found = matches(old, new)
    assert len({match.old for match in found}) == len({match.new for match in found}) == len(found)
    assert len(found) > 3000


def test_a_paragraph_without_end_is_cut_at_clauses() -> None:
    draw = random.Random(6)
    clauses = ["".join(draw.choice("提案信息委员协商监督视察调研") for _ in range(9)) + "，" for _ in range(20_000)]
    old = "示例" + "".join(clauses)
    changed = [*clauses]
    changed[10_000] = "全部改写的一个分句，"
    pair = align(old, "示例" + "".join(changed))[0]
    assert pair.fate == "changed"
    assert sum(end - start for start, end in pair.old_marks) <= 11


def test_what_only_repeats_itself_is_marked_as_a_whole() -> None:
    draw = random.Random(6)
    old, new = ("始" + "".join(draw.choice("甲乙") for _ in range(30_000)) + "终" for _ in range(2))
    found = edits(old, 0, new, 0)
    assert len(found) == 1
    assert found[0].old[1] - found[0].old[0] > 29_900


# ------------------------------------------------------------------------------------------- real reports

SHARED = Path(__file__).resolve().parents[3] / "shared" / "corpus"
CORPUS = SHARED / "national_gbk"
needs_corpus = pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus (../shared/corpus) is not here")


@needs_corpus
@pytest.mark.parametrize("year", range(2005, 2012))
def test_successive_reports_of_one_organization(year: int) -> None:
    old, new = ((CORPUS / f"{each}年国务院政府工作报告.txt").read_text("gb18030") for each in (year, year + 1))
    pairs = align(old, new)
    counts = Counter(pair.fate for pair in pairs)
    # Each year's report is written anew after last year's plan; formulas and headings stay. What was found is 2 … 9 and 28 … 41.
    assert counts["kept"] >= 2
    assert counts["changed"] >= 25
    assert sum(pair.moved for pair in pairs) <= 3
    assert sorted(pair.old for pair in pairs if pair.old) == paragraphs(old)
    assert [pair.new for pair in pairs if pair.new] == paragraphs(new)
    for pair in pairs:
        if pair.old and pair.new:
            assert applied(old, new, pair) == compared(fold(new[slice(*pair.new)]))


@needs_corpus
@pytest.mark.parametrize("year", [2008, 2009, 2010])
def test_a_copy_with_a_line_for_each_sentence_has_little_that_is_new(year: int) -> None:
    old = (CORPUS / f"{year}年国务院政府工作报告.txt").read_text("gb18030")
    new = (SHARED / "national_alternate" / f"{year}年政府工作报告.txt").read_text("utf-8")
    added = [pair for pair in align(old, new) if pair.fate == "new"]
    assert len(added) > 500
    assert sum(pair.elsewhere >= 0.5 for pair in added) >= 0.93 * len(added)
