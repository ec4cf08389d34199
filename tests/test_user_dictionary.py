"""A user's dictionary: what may stand in it, what comes of it, and what is said when something is wrong."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from indexer import user_dictionary
from indexer.errors import SegmentationError
from indexer.fold import fold
from indexer.segment import IMPLEMENTATIONS, Segmentation, frequencies, installed, is_word, segmenter
from indexer.user_dictionary import read_dictionary


def read(tmp_path: Path, content: str | bytes) -> dict[str, int]:
    path = tmp_path / "words.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    entries = read_dictionary(path)
    assert list(entries) == sorted(dict(entries).items())
    return dict(entries)


def test_lines(tmp_path: Path) -> None:
    content = """
# 我们的词
数字政协 50
碳汇交易\t60\tn
  有事好商量   70   nz
e-mail 80

#注释 1
C# 90
"""
    expected = {"数字政协": 50, "碳汇交易": 60, "有事好商量": 70, "e-mail": 80, "c#": 90}
    assert read(tmp_path, content) == expected
    for ends in ("\r\n", "\r"):
        assert read(tmp_path, content.replace("\n", ends)) == expected
    assert read(tmp_path, content.rstrip().encode("utf-8-sig")) == expected
    assert read(tmp_path, content.encode("gb18030")) == expected


def test_empty_files_hold_no_word(tmp_path: Path) -> None:
    assert read(tmp_path, "") == read(tmp_path, "\n# 无\n") == {}


def test_words_are_folded_and_the_larger_count_holds(tmp_path: Path) -> None:
    assert read(tmp_path, "數字政協 50\n数字政协 40\nＡＢ型 3\nab型 4") == {"数字政协": 50, "ab型": 4}
    assert read(tmp_path, "数字政协\n数字政协 4000") == {"数字政协": 4000}
    assert read(tmp_path, "数字政协 1\n数字政协") == {"数字政协": 30}


def test_words_that_are_known_keep_their_count(tmp_path: Path) -> None:
    assert read(tmp_path, "政协\n的") == {"政协": frequencies()["政协"], "的": frequencies()["的"]}


def test_words_without_a_count_are_cut_whole(tmp_path: Path) -> None:
    common = [word for word, _ in sorted(frequencies().items(), key=lambda entry: -entry[1])[:2000]]
    rng = random.Random(7)
    words = ["的是", "我们的", "是在中国的", "在工作中的人", "国" * 20, "a股的", "x-ray", "大", "提案的办理", "的办理"]
    words += ["".join(rng.choices(common, k=rng.randint(1, 6))) for _ in range(300)]
    words += ["".join(rng.choices("的一是在了国a-1%", k=rng.randint(2, 9))) for _ in range(300)]
    words = [word for word in map(fold, words) if is_word(word)]
    with_counts = [f"{word} {rng.choice((1, 30, 10**6))}" for word in words[::5]]
    lines = words + with_counts
    entries = read(tmp_path, "\n".join(lines))
    rng.shuffle(lines)
    assert read(tmp_path, "\n".join(lines)) == entries
    assert all(count >= 30 for count in entries.values())
    assert entries["的是"] > 1000
    for name in filter(installed, IMPLEMENTATIONS):
        cut = segmenter(Segmentation(name, tuple(sorted(entries.items()))))
        assert [word for word in words if cut.words(word) != [word]] == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("新词 3\n新词 abc", "line 2: the count of '新词' is 'abc'; write a whole number from 1"),
        ("新词 0", "line 1: the count of '新词' is '0'"),
        ("新词 -3", "line 1: the count of '新词' is '-3'"),
        ("新词 1.5", "line 1: the count of '新词' is '1.5'"),
        ("新词 ٣", "line 1: the count of '新词' is '٣'"),
        ("新词 1_000", "line 1: the count of '新词' is '1_000'"),
        ("新词 1000000001", "line 1: the count of '新词'"),
        ("新词 " + "9" * 5000, "line 1: the count of '新词'"),
        ("两个 词 30", "line 1: the count of '两个' is '词'"),
        ("两个\u3000词 30", r"line 1: '两个\u3000词' holds a blank"),
        ("两个\u00a0词 30", r"line 1: '两个\xa0词' holds a blank"),
        ("# 一\n\n-- 3", "line 3: '--' has no letter"),
        ("。", "line 1: '。' has no letter"),
        ("马克·吐温", "line 1: '马克·吐温' holds '·', at which texts are always cut"),
        ("新\0词", r"line 1: '新\x00词' holds '\x00'"),
        ("长" * 65, "line 1: '" + "长" * 20 + "…' has 65 characters"),
        ("新词 3 n n", "line 1: '新词' is followed by 3 columns"),
        ("新词 坏\n".encode() + b"\xff\n", "line 2: not UTF-8 like the rest"),
        ("政协提案\n".encode() + "提案".encode("gb18030"), "line 2: not UTF-8 like the rest"),
        ("新词\n政协".encode("utf-16"), "line 1: neither UTF-8 nor GB18030; save the file as UTF-8"),
    ],
)
def test_first_mistake_is_told(tmp_path: Path, content: str | bytes, message: str) -> None:
    with pytest.raises(SegmentationError) as raised:
        read(tmp_path, content)
    told = str(raised.value)
    assert f"words.txt, {message}" in told
    assert len(told.splitlines()) == 1


def test_what_is_no_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.txt"):
        with pytest.raises(SegmentationError, match="is not a file; name a text file with one word a line"):
            read_dictionary(path)


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(tmp_path, f"{'长' * 64} 3\n") == {"长" * 64: 3}
    monkeypatch.setattr(user_dictionary, "_DICTIONARY_LINES", 2)
    assert read(tmp_path, "甲 1\n乙 2\n") == {"乙": 2, "甲": 1}
    with pytest.raises(SegmentationError, match="line 3: a dictionary may have 2 lines"):
        read(tmp_path, "甲 1\n乙 2\n丙 3\n")
    monkeypatch.setattr(user_dictionary, "_DICTIONARY_BYTES", 10)
    with pytest.raises(SegmentationError, match="is too large: a dictionary may have"):
        read(tmp_path, "甲 1\n乙 2\n")
