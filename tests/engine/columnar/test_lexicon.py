"""The sorted words of a segment, against a sorted list and ``bisect``."""

from __future__ import annotations

from bisect import bisect_left
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.engine.columnar.lexicon import Lexicon, write_lexicon
from indexer.engine.columnar.storage import ArrayReader, ArrayWriter

SHARED = ("", "中国人民政治协商会议", "中国人", "abcdefgh", "abcdefg", "𠮷𠮷", "𠮷𠮷𪚥", "政协", "é")
"""Beginnings, some of them just as long as what a word is first looked up by, or longer by a little."""


def words() -> st.SearchStrategy[bytes]:
    rest = st.text("中国政协ab1é𠮷\U0010ffff\u0001\u007f\ud7ff\ue000\uffff", max_size=4)
    made = st.tuples(st.sampled_from(SHARED), rest).map("".join)
    return made.map(lambda word: word.encode("utf-8")).filter(lambda word: 1 <= len(word) <= 48)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lexicon") / "words"


def lexicon(path: Path, known: list[bytes]) -> Lexicon:
    path.unlink(missing_ok=True)
    with ArrayWriter(path) as file:
        write_lexicon(file, known)
        file.finish({})
    return Lexicon(ArrayReader(path))


@settings(deadline=None, max_examples=100)
@given(known=st.sets(words(), max_size=40).map(sorted), asked=st.lists(words(), max_size=15))
@example(known=[], asked=[b"a"])
@example(known=[b"abcdefgh", b"abcdefgha", b"abcdefghb"], asked=[b"abcdefg", b"abcdefghaa", b"abcdefgi"])
def test_the_lexicon_equals_a_sorted_list(path: Path, known: list[bytes], asked: list[bytes]) -> None:
    found = lexicon(path, known)
    assert found.size == len(known)
    assert found.words() == known
    assert [found.word(number) for number in range(found.size)] == known
    beginnings = [word[:size] for word in known for size in (1, 3, 7, 8, 9, len(word) - 1)]
    # Whatever is asked, bytes that are no whole characters included.
    for word in [*known, *asked, *beginnings, b"", b"\xff"]:
        at = bisect_left(known, word)
        assert found.at_or_after(word) == at
        assert found.find(word) == (at if word in known else None)
        assert [known[number] for number in found.beginning(word)] == [each for each in known if each.startswith(word)]
        assert list(found.from_(word)) == list(enumerate(known))[at:]
    each = [*asked, *known, *beginnings, b"", b"\xff"]
    assert found.find_each(each).tolist() == [known.index(word) if word in known else -1 for word in each]


def test_many_words_with_one_long_beginning(path: Path) -> None:
    known = sorted({f"中国人民政治协商会议{number}".encode() for number in range(3000)} | {"中国人民".encode()})
    found = lexicon(path, known)
    assert all(found.find(word) == number for number, word in enumerate(known))
    assert found.find("中国人民政治协商会议3000".encode()) is None
    assert found.beginning("中国人民政".encode()) == range(1, len(known))
    assert len(found.beginning("中国人民政治协商会议29".encode())) == 111
    assert not found.beginning("中国人民党".encode())
    assert found.find_each(known).tolist() == list(range(len(known)))
