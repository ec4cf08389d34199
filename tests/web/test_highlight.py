"""Cutting texts at marks: the pieces are the text, and every mark is where it should be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.models import Heading
from web.highlight import block_at, pieces, reading_text, settle

_texts = st.text(alphabet="政协𠮷<&\n报", max_size=40)
_marks = st.lists(st.tuples(st.integers(-2, 45), st.integers(-2, 45)), max_size=6)


def _covered(marks: list[tuple[int, int]], length: int) -> set[int]:
    return {place for start, end in marks for place in range(max(0, start), min(end, length))}


@given(_texts, _marks)
def test_pieces_put_together_are_the_text(text: str, marks: list[tuple[int, int]]) -> None:
    cut = pieces(text, marks)
    assert "".join(piece.text for piece in cut) == text
    marked, place = set(), 0
    for piece in cut:
        if piece.mark is not None:
            marked |= set(range(place, place + len(piece.text)))
        place += len(piece.text)
    assert marked == _covered(marks, len(text))


@given(_texts, _marks)
def test_blocks_put_together_are_the_report(text: str, marks: list[tuple[int, int]]) -> None:
    shown = reading_text(text, (), marks, "")
    assert "\n".join(block.text for block in shown.blocks) == text
    numbers = [piece.mark for block in shown.blocks for piece in block.pieces if piece.mark is not None and piece.first]
    # A mark that holds nothing but a line end has no place in any paragraph.
    spans = settle(marks, len(text))
    assert numbers == sorted(set(numbers))
    assert {number for number, (start, end) in enumerate(spans, 1) if text[start] != "\n"} <= set(numbers)
    for block in shown.blocks:
        assert block_at(shown.blocks, block.start) == block.number


@given(_texts, _marks, st.integers(1, 12))
def test_leads_leave_the_report_and_its_marks_as_they_are(text: str, marks: list[tuple[int, int]], length: int) -> None:
    starts = [0, *(place + 1 for place, character in enumerate(text) if character == "\n")]
    headings = [Heading(start, start + length, 1) for start in starts]
    shown = reading_text(text, headings, marks, "")
    plain = reading_text(text, (), marks, "")
    assert [block.text for block in shown.blocks] == [block.text for block in plain.blocks]
    for block, without in zip(shown.blocks, plain.blocks, strict=True):
        numbers = [piece.mark for piece in (*block.lead, *block.pieces) if piece.mark and piece.first]
        assert numbers == [piece.mark for piece in without.pieces if piece.mark and piece.first]


def test_a_heading_that_runs_into_its_paragraph_is_its_lead() -> None:
    text = "题\n（一）主体不清。加装电梯后无人养护。\n（二）经费不足。"
    shown = reading_text(text, (Heading(2, 10, 1), Heading(21, 29, 1)), [(5, 12)], "题")
    assert [entry.title for entry in shown.outline] == ["（一）主体不清。", "（二）经费不足。"]
    _, run_in, whole = shown.blocks
    assert run_in.depth is None
    assert [(piece.text, piece.mark, piece.first) for piece in run_in.lead] == [
        ("（一）", None, True),
        ("主体不清。", 1, True),
    ]
    assert [(piece.text, piece.mark, piece.first) for piece in run_in.pieces] == [
        ("加装", 1, False),
        ("电梯后无人养护。", None, True),
    ]
    assert (whole.depth, whole.lead, whole.text) == (0, (), "（二）经费不足。")


def test_astral_characters_count_as_one() -> None:
    assert [(piece.text, piece.mark) for piece in pieces("𠮷𠀀协商", [(2, 4)])] == [("𠮷𠀀", None), ("协商", 1)]


def test_a_mark_over_a_paragraph_end_is_marked_on_both_sides_and_counted_once() -> None:
    shown = reading_text("甲乙\n丙丁", (), [(1, 4)], "")
    assert [[(piece.text, piece.mark, piece.first) for piece in block.pieces] for block in shown.blocks] == [
        [("甲", None, True), ("乙", 1, True)],
        [("丙", 1, False), ("丁", None, True)],
    ]
    assert shown.marks == 1


def test_outline_nests_and_leaves_out_a_heading_that_repeats_the_title() -> None:
    text = "题\n一\n（一）\n文\n二\n1."
    headings = (Heading(0, 1, 1), Heading(2, 3, 2), Heading(4, 7, 3), Heading(10, 11, 2), Heading(12, 14, 5))
    shown = reading_text(text, headings, (), "题")
    assert [(entry.title, [child.title for child in entry.children]) for entry in shown.outline] == [
        ("一", ["（一）"]),
        ("二", ["1."]),
    ]
    assert [block.depth for block in shown.blocks] == [None, 0, 1, None, 0, 1]
