"""Readings of words, keys, and the table of characters that look alike."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.fold import fold
from indexer.suggest.keys import Keys, best
from indexer.suggest.readings import MOST_READINGS, Readings, broad, initials, sound
from indexer.suggest.shapes import looking_like
from indexer.suggest.words import Words


@pytest.mark.parametrize(
    ("word", "spelled"),
    [
        ("政协", ["zhengxie"]),
        ("重庆", ["chongqing"]),
        ("社情民意", ["sheqingminyi"]),
        ("女性", ["nvxing"]),
        ("5g网络", ["5gwangluo"]),
        ("app", ["app"]),
    ],
)
def test_a_word_is_read_as_its_phrase(word: str, spelled: list[str]) -> None:
    assert ["".join(each) for each in Readings().of(word)][: len(spelled)] == spelled


def test_a_known_phrase_has_no_other_reading_and_an_unknown_one_has_the_common_ones() -> None:
    assert len(Readings().of("重庆")) == 1
    assert {"changshouqu", "zhangshouqu"} <= {"".join(each) for each in Readings().of("长寿区")}


@given(st.text(st.characters(codec="utf-8"), max_size=12))
def test_a_reading_has_a_syllable_for_each_character(word: str) -> None:
    readings = Readings()
    found = readings.of(word)
    assert 1 <= len(found) <= MOST_READINGS
    assert {len(each) for each in found} == {len(word)}
    assert all(len(initials(each)) == len(word) for each in found)
    assert readings.of(word, remember=True) == found
    assert readings.of(word) == found
    readings.keep([])
    assert readings.of(word) == found


@pytest.mark.parametrize(("one", "other"), [("ming", "min"), ("zheng", "zen"), ("lan", "nan"), ("shang", "san")])
def test_syllables_that_are_taken_for_each_other_sound_alike(one: str, other: str) -> None:
    assert broad(one) == broad(other)


def test_others_do_not() -> None:
    assert len({sound(("zhong",)), sound(("zheng",)), sound(("zhang",)), sound(("jiang",))}) == 4


@given(st.lists(st.tuples(st.text("abcz", max_size=4), st.integers(0, 5))), st.text("abcz", max_size=3))
def test_keys_find_what_looking_at_each_finds(pairs: list[tuple[str, int]], typed: str) -> None:
    keys = Keys([key for key, _ in pairs], [owner for _, owner in pairs])
    owners, _, whole = keys.beginning(typed)
    assert sorted(owners.tolist()) == sorted(owner for key, owner in pairs if key.startswith(typed))
    assert sorted(owners[whole].tolist()) == sorted(owner for key, owner in pairs if key == typed)
    assert sorted(keys.equal([typed])[0]) == sorted(owner for key, owner in pairs if key == typed)
    scores = owners * 1.0
    assert [owner for owner, _ in best(owners, scores, 3)] == sorted(set(owners.tolist()), reverse=True)[:3]


@given(
    st.dictionaries(st.text("政协提案办理委员会zx", min_size=1, max_size=5), st.integers(1, 9)),
    st.text("政协提z", max_size=3),
)
def test_completions_are_the_words_that_begin_so(counts: dict[str, int], typed: str) -> None:
    words = Words(counts, Readings())
    found = words.completing(typed, 100)
    beginning = {word for word in counts if typed and word.startswith(typed) and len(word) > 1}
    assert beginning <= {word for word, _ in found}
    assert all(counts[word] == count for word, count in found)


def test_the_table_of_shapes_is_folded_and_goes_both_ways() -> None:
    text = files("indexer.data").joinpath("shapes.tsv").read_text(encoding="utf-8")
    groups = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    assert len(groups) > 300
    assert len({frozenset(group) for group in groups}) == len(groups)
    for group in groups:
        for character in group:
            assert fold(character) == character
            assert set(group) - {character} <= set(looking_like(character))
            assert character not in looking_like(character)


@pytest.mark.parametrize(
    "pair",
    ["己已", "末未", "土士", "人入", "日曰", "戊戌", "免兔", "侯候", "拔拨", "幕墓", "辨辩", "历厉", "提堤", "培涪"],
)
def test_known_pairs_look_alike(pair: str) -> None:
    assert pair[1] in looking_like(pair[0])
