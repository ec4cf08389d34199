"""Sketches: what they estimate, against sets of shingles compared one by one; and how long they take."""

from __future__ import annotations

import random
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.fold import fold
from indexer.sketch import EMPTY, NONE, SHINGLE, SIZE, Sketch, likeness, sketch

CHARACTERS = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 2000))


def shingles(text: str) -> set[str]:
    letters = "".join(character for character in text if character.isalnum())
    return {letters[at : at + SHINGLE] for at in range(len(letters) - SHINGLE + 1)}


def compared(one: str, other: str) -> tuple[float, float, int]:
    like = likeness(sketch(one).hashes[None], sketch(other).hashes[None])
    return float(like.resemblance[0]), float(like.containment[0]), int(like.sample[0])


def edited(text: str, draw: random.Random, share: float) -> str:
    """A text with a share of its characters replaced, left out or doubled."""
    pieces = []
    for character in text:
        change = draw.random() / share
        pieces.append(draw.choice(["", draw.choice(CHARACTERS), character * 2]) if change < 1 else character)
    return "".join(pieces)


@pytest.mark.parametrize("share", [0.001, 0.01, 0.03, 0.06, 0.2])
def test_the_resemblance_of_edited_texts_is_that_of_their_shingles(share: float) -> None:
    draw = random.Random(int(share * 1000))
    errors = []
    for _ in range(60):
        text = "".join(draw.choices(CHARACTERS, k=3000))
        other = edited(text, draw, share)
        one, two = shingles(text), shingles(other)
        errors.append(compared(text, other)[0] - len(one & two) / len(one | two))
    assert abs(float(np.mean(errors))) < 0.02
    assert float(np.std(errors)) < 0.055  # √(J (1 - J) / 128) is 0.044 at most


@pytest.mark.parametrize("part", [0.15, 0.3, 0.7])
def test_a_part_of_a_text_is_contained_in_it(part: float) -> None:
    draw = random.Random(3)
    text = "".join(draw.choices(CHARACTERS, k=6000))
    resemblance, containment, sample = compared(text, text[: int(6000 * part)])
    assert resemblance == pytest.approx(part, abs=0.12)
    assert containment == 1.0
    assert sample == pytest.approx(SIZE * part, rel=0.5)


def test_short_texts_are_compared_exactly() -> None:
    one, two = "今年收到提案三百件全部办复", "今年收到提案四百件全部办复完毕"
    first, second = shingles(one), shingles(two)
    resemblance, containment, sample = compared(one, two)
    assert resemblance == len(first & second) / len(first | second)
    assert containment == len(first & second) / len(first)
    assert sample == len(first)


def test_layout_and_script_do_not_count_and_words_do() -> None:
    text = "社情民意信息工作 连续三年\n受到表扬。" * 3
    assert sketch(fold(text)) == sketch(fold(text.replace("\n", "").replace("。", "！ ")))
    assert sketch(fold("社情民意信息工作")) == sketch(fold("社情民意信息工作".replace("资", "資")))
    assert sketch(fold("关于协商议政的报告")) == sketch(fold("關於協商議政的報告"))
    assert sketch(text).fingerprint != sketch(text + "又").fingerprint


@given(st.text(max_size=400))
def test_any_text_has_a_sketch(text: str) -> None:
    made = sketch(text)
    hashes = made.hashes
    known = hashes[hashes != NONE]
    assert len(hashes) == SIZE
    assert (np.diff(known.astype(np.int64)) > 0).all()
    assert (hashes[len(known) :] == NONE).all()
    assert (made == EMPTY) == (made.fingerprint == 0)


def test_texts_without_letters_are_like_nothing() -> None:
    assert sketch("") == sketch(" \n。——") == EMPTY
    assert compared("", "") == (0.0, 0.0, 0)
    assert compared("", "今年收到提案三百件") == (0.0, 0.0, 0)
    assert compared("\ud800今年收到提案三百件", "\ud800今年收到提案三百件")[0] == 1.0


def test_a_text_that_repeats_itself_has_the_sketch_of_what_it_repeats() -> None:
    draw = random.Random(9)
    once = "".join(draw.choices(CHARACTERS, k=40))
    assert compared(once * 200, once * 3)[:2] == (1.0, 1.0)
    assert isinstance(sketch("一" * 100_000), Sketch)


def test_a_sketch_takes_nanoseconds_a_character() -> None:
    draw = random.Random(1)
    text = "".join(draw.choices(CHARACTERS + "，。\n", k=20_000))
    best = min(_seconds(text) for _ in range(20))
    assert best / len(text) < 60e-9  # some 8 on an idle machine


def _seconds(text: str) -> float:
    started = time.perf_counter()
    sketch(text)
    return time.perf_counter() - started
