"""Marks on the original characters, excerpts cut at sentence ends, and the headings above them."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from indexer.fold import fold
from indexer.models import Heading
from indexer.passages import _best_first, _sentences_with_marks, _variety, cut_passages, find_marks, headings_above
from indexer.query import Group
from indexer.structure import sentence_starts

TEXT = (
    "長壽區政協工作報告\n"
    "2022年工作回顧\n"
    "一、加強學習\n"
    "編報社情民意資訊259篇。其中專報19篇被採納！“好商量”成效明顯。\n"
    "（一）提案\n"
    "提案立案196件，辦復率100%。社情民意資訊再創新高。\n"
    "二、2023年打算\n"
    "繼續做好社情民意資訊工作。"
)


def heading(text: str, level: int) -> Heading:
    start = TEXT.index(text)
    return Heading(start, start + len(text), level)


HEADINGS = (
    heading("2022年工作回顧", 1),
    heading("一、加強學習", 2),
    heading("（一）提案", 3),
    heading("二、2023年打算", 2),
)


def test_marks_are_of_the_original_characters() -> None:
    marks = find_marks(TEXT, (Group(("社情民意信息", "社情民意资讯")),))
    assert [TEXT[start:end] for start, end in marks] == ["社情民意資訊"] * 3


def test_words_are_marked_only_where_the_string_does_not_stand() -> None:
    both = find_marks("提案工作。提案的工作。", (Group(("提案工作",), ("提案", "工作")),))
    assert both == ((0, 4),)
    apart = find_marks("提案的工作。", (Group(("提案工作",), ("提案", "工作")),))
    assert apart == ((0, 2), (3, 5))
    assert find_marks("市里的人民政府", (Group(("市人民政府",), ("市", "人民政府")),)) == ((3, 7),)


def test_overlapping_marks_are_joined_and_touching_ones_are_not() -> None:
    assert find_marks("哈哈哈", (Group(("哈哈",)),)) == ((0, 3),)
    assert find_marks("ab", (Group(("a",)), Group(("b",)))) == ((0, 1), (1, 2))


def test_passages_end_at_sentences_and_carry_their_headings() -> None:
    passages = cut_passages(TEXT, HEADINGS, find_marks(TEXT, (Group(("社情民意资讯",)),)))
    assert len(passages) == 3
    for passage in passages:
        assert TEXT[passage.offset :].startswith(passage.text)
        assert passage.text[-1] in "。！”"
        assert [passage.text[start:end] for start, end in passage.marks] == ["社情民意資訊"]
    assert passages[0].headings == ("2022年工作回顧", "一、加強學習")
    assert passages[1].headings == ("2022年工作回顧", "一、加強學習", "（一）提案")
    assert passages[2].headings == ("2022年工作回顧", "二、2023年打算")


def test_the_place_with_most_different_strings_is_chosen() -> None:
    text = "\n".join(["提案。" * 1, "提案与立案与办复都有。", "立案。", "提案。"])
    groups = (Group(("提案",)), Group(("立案",)), Group(("办复",)))
    (only,) = cut_passages(text, (), find_marks(text, groups), limit=1)
    assert only.text == "提案与立案与办复都有。"


def test_without_marks_the_opening_is_shown() -> None:
    text = (
        "某区政协工作报告\n——2024年1月25日在某区政协全会上\n一、回顾\n"
        + "过去一年，在区委的坚强领导下，区政协认真履职。" * 3
    )
    (only,) = cut_passages(text, (Heading(text.index("一、"), text.index("一、") + 4, 1),), ())
    assert only.text.startswith("过去一年")
    assert only.marks == ()
    assert cut_passages("", (), ()) == ()


def test_without_marks_the_opening_of_a_part_is_shown() -> None:
    review, plan = (
        "一、回顾\n" + "过去一年，认真履职，取得成绩。" * 3 + "\n",
        "二、打算\n" + "新的一年，要更加努力，多做工作。" * 3,
    )
    headings = (Heading(0, 4, 1), Heading(len(review), len(review) + 4, 1))
    parts = ((0, len(review)), (len(review), len(review + plan)))
    for part, begins in zip(parts, ("过去一年", "新的一年"), strict=True):
        (only,) = cut_passages(review + plan, headings, (), within=(part,))
        assert only.text.startswith(begins)
        assert part[0] <= only.offset < part[1]
    assert cut_passages(review, headings[:1], (), within=((0, 4),)) == ()


def test_a_very_long_sentence_is_cut_around_its_mark() -> None:
    text = "甲" * 10 + "，" + "乙，" * 300 + "提案，" + "丙，" * 300 + "完。"
    (only,) = cut_passages(text, (), find_marks(text, (Group(("提案",)),)))
    assert len(only.text) <= 300
    assert [only.text[start:end] for start, end in only.marks] == ["提案"]


def test_a_heading_is_not_above_itself() -> None:
    assert headings_above(TEXT, HEADINGS, TEXT.index("（一）提案")) == ("2022年工作回顧", "一、加強學習")
    assert headings_above(TEXT, HEADINGS, 0) == ()


@given(
    st.lists(st.text("提案立工作。，！”“\n 𠮷a", max_size=30), max_size=8),
    st.lists(st.text("提案立工作。𠮷a", min_size=1, max_size=3), min_size=1, max_size=3),
)
def test_every_mark_is_an_occurrence_and_every_passage_a_piece_of_the_text(
    parts: list[str], strings: list[str]
) -> None:
    text = "\n".join(parts)
    marks = find_marks(text, tuple(Group((fold(string),)) for string in strings))
    folded = fold(text)
    covered = {at for start, end in marks for at in range(start, end)}
    for string in map(fold, strings):
        for at in range(len(folded)):
            if folded.startswith(string, at):
                assert covered.issuperset(range(at, at + len(string)))
    passages = cut_passages(text, (), marks)
    assert len(passages) <= 3
    assert bool(passages) or not marks
    for passage in passages:
        assert text[passage.offset : passage.offset + len(passage.text)] == passage.text
        for start, end in passage.marks:
            assert 0 <= start < end <= len(passage.text)
    for before, after in itertools.pairwise(passages):
        assert before.offset + len(before.text) <= after.offset


@given(
    st.lists(st.sampled_from(["甲", "乙", "丙工", "作，", "。", "！”", "\n", " ", "……"]), max_size=60).map("".join),
    st.lists(st.sampled_from(["甲", "乙", "丙", "甲乙", "作，甲", "。乙"]), min_size=1, max_size=3, unique=True),
    st.integers(0, 30),
)
def test_sentences_with_most_different_marks_come_first(text: str, strings: list[str], at: int) -> None:
    marks = find_marks(text, tuple(Group((string,)) for string in strings))
    marked = [text[start:end] for start, end in marks]
    spans = list(_sentences_with_marks(text, marks, range(len(marks))))
    assert spans == _by_all_sentences(text, marks)
    order = sorted(range(len(spans)), key=lambda i: (-_variety(marked, marks, spans[i]), spans[i][0] in {0, at}, i))
    assert list(_best_first(text, [Heading(at, at + 1, 1)], marks)) == [spans[i] for i in order]


def _by_all_sentences(text: str, marks: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """Sentences with marks where the whole text is cut into sentences, but never within a mark."""
    starts = [at for at in sentence_starts(text) if not any(start < at < end for start, end in marks)]
    found: list[tuple[int, int]] = []
    for first, next_start in itertools.pairwise([*starts, len(text)]):
        inside = [mark for mark in marks if first <= mark[0] < next_start]
        if inside:
            found.append((first, max(first + len(text[first:next_start].rstrip()), inside[-1][1])))
    return found
