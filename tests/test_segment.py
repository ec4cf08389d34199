"""Words of folded text: nothing lost, nothing invented outside ``sub_words``."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import segment
from indexer.fold import fold
from indexer.segment import dictionary_hash, frequencies, segmenter, stop_words, user_words

TEXT = st.text(
    st.one_of(st.sampled_from("政协提案工作报告的社情民意信息2022年aB.，。 \n“”—"), st.characters()), max_size=80
)


def words(text: str) -> list[str]:
    return segmenter().words(fold(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市民提案工作情况的报告", ["市民", "提案", "工作", "情况", "的", "报告"]),
        ("市民提案工作情況的報告", ["市民", "提案", "工作", "情况", "的", "报告"]),
        ("社情民意信息", ["社情民意", "信息"]),
        ("推进碳达峰碳中和", ["推进", "碳达峰", "碳中和"]),
        ("各专委会、提案委", ["各", "专委会", "提案委"]),
        ("立案120件，办复率100%。", ["立案", "120", "件", "办复率", "100%"]),
        ("Ｕ盘", ["u盘"]),
        ("", []),
        (" \n，。“”—", []),
    ],
)
def test_examples(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_longer_names_are_not_torn_by_our_words() -> None:
    assert "".join(words("提案委员会")) == "提案委员会"
    assert "提案委" not in words("提案委员会")
    assert "经济委" not in words("经济委托")


@given(TEXT)
def test_words_are_the_text_without_signs(text: str) -> None:
    folded = fold(text)
    found = segmenter().words(folded)
    position = 0
    for word in found:
        assert word
        assert any(character.isalnum() for character in word)
        at = folded.index(word, position)
        assert not any(character.isalnum() for character in folded[position:at])
        position = at + len(word)
    assert not any(character.isalnum() for character in folded[position:])


@given(TEXT)
def test_sub_words_stand_inside_longer_words(text: str) -> None:
    found = segmenter().words(fold(text))
    inside = segmenter().sub_words(found)
    assert all(len(part) in (2, 3) and any(part in word and part != word for word in found) for part in inside)
    assert inside == [part for word in found for part in segmenter().sub_words([word])]


def test_sub_words_are_those_of_search_mode() -> None:
    assert segmenter().sub_words(["中华人民共和国", "政协", "全国政协"]) == [
        *("中华", "华人", "人民", "共和", "共和国"),
        *("全国", "国政", "政协"),
    ]


def test_dictionary_is_folded() -> None:
    counts = frequencies()
    assert all(fold(word) == word and count > 0 for word, count in counts.items())
    assert "u盘" in counts
    assert "着作" in counts
    assert "著作" not in counts


def test_user_words_are_cut_whole() -> None:
    assert [word for word in user_words() if segmenter().words(word) != [word]] == []


def test_stop_words() -> None:
    stops = stop_words()
    assert {"的", "了", "和", "多少", "哪些", "什么", "如何", "甚么"} <= stops
    assert not {"提案", "政协", "工作", "信息"} & stops
    assert all(fold(word) == word for word in stops)


def test_hash_is_cheap_and_follows_our_words(monkeypatch: pytest.MonkeyPatch) -> None:
    before = dictionary_hash()
    assert len(before) == 12
    monkeypatch.setattr(segment, "user_words", lambda: {"新词": 30})
    dictionary_hash.cache_clear()
    try:
        assert dictionary_hash() != before
    finally:
        dictionary_hash.cache_clear()


def test_importing_does_not_load_jieba() -> None:
    code = "import sys, indexer.segment as s; s.stop_words(); s.dictionary_hash(); sys.exit('jieba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_building_is_quiet_and_quick() -> None:
    code = (
        "import warnings; warnings.simplefilter('error')\n"
        "import time, indexer.segment as s\n"
        "t = time.perf_counter(); s.segmenter().words('政协'); print(time.perf_counter() - t)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    # Wants 1.2 s; the rest is for machines that are busy.
    assert float(done.stdout) < 6


def test_repeated_words_are_quick() -> None:
    found = words("中国人民政治协商会议全国委员会" * 50) * 200
    started = time.perf_counter()
    segmenter().sub_words(found)
    assert time.perf_counter() - started < 2
