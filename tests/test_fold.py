"""The fold: one character in, one character out, whatever the text."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.data.make_fold import CASED, rows
from indexer.fold import FOLD_VERSION, TABLE, fold, fold_units

ANYTHING = st.text(st.characters(exclude_categories=()))
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=200)
SEEDS = Path(__file__).parents[2] / "shared" / "corpus" / "seeds"

SENTENCES = [
    "社情民意信息的采用和办理答复情况",
    "巩固拓展脱贫攻坚成果，复苏经济，覆盖城乡，凭借制度优势",
    "着力推进产业链供应链建设，了解群众诉求，系统梳理提案",
    "只有干部里里外外都发动起来，才能征集面上的意见，划定后续台账",
    "卫生、体育、周边环境和余下的钟表、游戏、咨询、岩土工程",
]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢＣ１２３　（％）", "abc123 (%)"),
        ("\u00a0\u2003", "  "),
        ("第一\n第二\t第三\r", "第一\n第二\t第三\r"),
        ("ABC xyz ⅢⅣ Ä", "abc xyz ⅲⅳ ä"),
        ("資訊水準計畫", "资讯水准计画"),
        ("著瞭覆藉衞甦馀敍", "着了复借卫苏余叙"),
        ("鍛鍊", "锻炼"),
        ("⺠⻓⻅⻋⻔⻛⽂⽇⽅", "民长见车门风文日方"),
        ("\uf90a\uf98e", "金年"),
        ("二○二二年", "二〇二二年"),
        ("｡｢｣､･", "。「」、・"),
        ("﹑﹁﹂", "、「」"),
        ("U盘", "u盘"),
        ("😀𠀀覆", "😀𠀀复"),
        ("\ud800覆\udc00", "\ud800复\udc00"),
        ("", ""),
    ],
)
def test_examples(text: str, folded: str) -> None:
    assert fold(text) == folded
    padding = "，" * 100
    assert fold(text + padding) == folded + "," * 100


def test_quotes_and_dashes_stay_distinct() -> None:
    signs = "“”‘’「」『』\"'—–-―…·"
    assert fold(signs) == signs


@given(ANYTHING)
def test_length_and_idempotence(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    assert all(fold(before) == after for before, after in zip(text, folded, strict=True))


@given(ANYTHING, st.integers(0, 60))
def test_short_and_long_texts_fold_alike(text: str, repeats: int) -> None:
    assert fold(text * repeats) == fold(text) * repeats


@given(ANYTHING)
def test_units_fold_like_text(text: str) -> None:
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    folded = fold_units(units)
    assert folded.dtype == np.uint16
    # Two lone surrogates side by side are the same units as one character, so units are what is compared.
    assert folded.tobytes() == fold(text).encode("utf-16-le", "surrogatepass")


def test_units_of_more_than_a_block() -> None:
    units = np.random.default_rng(1).integers(0, 0x10000, 200_001).astype(np.uint16)
    assert np.array_equal(fold_units(units), TABLE[units])


def test_table_invariants() -> None:
    assert TABLE.shape == (0x10000,)
    assert TABLE.dtype == np.uint16
    assert not TABLE.flags.writeable
    assert np.array_equal(TABLE[TABLE], TABLE)
    own = np.arange(0x10000)
    surrogate = (own >= 0xD800) & (own < 0xE000)
    assert np.array_equal(TABLE[surrogate], own[surrogate])
    assert not ((TABLE >= 0xD800) & (TABLE < 0xE000) & ~surrogate).any()
    assert np.array_equal(TABLE[0xFFFE:], own[0xFFFE:])
    assert not (TABLE[:0xFFFF] == 0xFFFF).any()
    for kept in "\n\t\r\x00":
        assert TABLE[ord(kept)] == ord(kept)
    assert len(FOLD_VERSION) == 12


def test_table_is_the_one_that_would_be_made_now() -> None:
    made = np.arange(0x10000, dtype=np.uint16)
    for source, target, _ in rows():
        made[source] = target
    assert np.array_equal(made, TABLE), "run: python -m indexer.data.make_fold"


def test_table_agrees_with_opencc() -> None:
    convert = opencc.OpenCC("t2s").convert
    others = set()
    for code in range(0x4E00, 0xA000):
        simplified = convert(chr(code))
        # Both sides folded: what OpenCC makes one, the fold makes one.
        if len(simplified) == 1 and ord(simplified) < 0x10000 and fold(simplified) != fold(chr(code)):
            others.add(chr(code) + simplified)
    assert others == set()


def test_case_agrees_with_python() -> None:
    for code in (code for block in CASED for code in block):
        lower = chr(code).lower()
        if len(lower) == 1:
            assert fold(chr(code)) == fold(lower)


@pytest.mark.parametrize("script", ["s2t", "s2tw", "s2hk"])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_traditional_sentences_fold_like_simplified_ones(script: str, sentence: str) -> None:
    assert fold(opencc.OpenCC(script).convert(sentence)) == fold(sentence)


@given(HAN)
def test_simplifying_first_changes_nothing(text: str) -> None:
    converted = "".join(opencc_character(character) for character in text)
    assert fold(converted) == fold(text)


_CONVERT = opencc.OpenCC("t2s").convert


def opencc_character(character: str) -> str:
    converted = _CONVERT(character)
    return converted if len(converted) == 1 and ord(converted) < 0x10000 else character


@pytest.mark.parametrize("script", ["s2t", "s2tw", "s2hk"])
def test_reports_in_traditional_script(script: str) -> None:
    if not SEEDS.is_dir():
        pytest.skip("the shared test corpus (../shared/corpus/seeds) is not here")
    convert = opencc.OpenCC(script).convert
    differing = characters = 0
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_text(encoding="utf-8-sig")
        traditional = convert(text)
        assert len(traditional) == len(text)
        characters += len(text)
        differing += sum(a != b for a, b in zip(fold(text), fold(traditional), strict=True))
    assert differing * 20_000 <= characters


def test_speed() -> None:
    text = "中国人民政治协商会议第六届委员会，提案工作資訊Ａbc。" * 40_000
    best = float("inf")
    for _ in range(5):
        started = time.perf_counter()
        fold(text)
        best = min(best, time.perf_counter() - started)
    # Wants 50 M characters/s; a fifth of it still tells look-ups from loops on a busy machine.
    assert len(text) / best > 10_000_000
