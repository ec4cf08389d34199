"""Words with jieba, over a dictionary folded like the texts.

A segmenter takes folded text. ``words`` are the words that stand beside each other; ``sub_words`` are those that jieba's
search mode finds inside them (全国政协 holds 政协, but also 国政) and are kept apart, since nobody wrote them.

jieba's dictionary is folded by the same table as the texts, frequencies of entries that become one added up, or else 2 %
of the word boundaries move. Nothing is written to disk: jieba's own cache would hold the dictionary as it came.
"""

from __future__ import annotations

import hashlib
import logging
import warnings
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any, Final, Protocol

from indexer.fold import FOLD_VERSION, fold

SEGMENTER_NAME: Final = "jieba"
"""Which implementation cuts; kept in the index, so that queries are cut like the texts were."""

_WORDS_REMEMBERED: Final = 1 << 16


class Segmenter(Protocol):
    """Cuts folded text into words. Any implementation gives the same words for the same dictionary."""

    def words(self, text: str) -> list[str]:
        """The words of a folded text in order, without blanks and punctuation."""
        ...

    def sub_words(self, words: Iterable[str]) -> list[str]:
        """Words of the dictionary, of 2 and 3 characters, inside each of these longer ones; in order, repeats kept."""
        ...


class JiebaSegmenter:
    """The pure Python jieba with our frequencies: word → count, all in folded characters."""

    def __init__(self, frequencies: dict[str, int]) -> None:
        tokenizer = _import_jieba().Tokenizer()
        tokenizer.FREQ = _with_prefixes(frequencies)
        tokenizer.total = sum(frequencies.values())
        tokenizer.initialized = True
        self._cut = tokenizer.cut
        self._frequencies = frequencies
        self._inside = lru_cache(maxsize=_WORDS_REMEMBERED)(self._find_inside)

    def words(self, text: str) -> list[str]:
        return [word for word in self._cut(text, HMM=True) if is_word(word)]

    def sub_words(self, words: Iterable[str]) -> list[str]:
        inside = self._inside
        return [sub_word for word in words if len(word) > 2 for sub_word in inside(word)]

    def _find_inside(self, word: str) -> tuple[str, ...]:
        # Every pair, then every triple where the word is longer than that: the order of jieba's search mode.
        known = self._frequencies
        return tuple(
            part
            for size in (2, 3)
            if len(word) > size
            for start in range(len(word) - size + 1)
            if (part := word[start : start + size]) in known
        )


def is_word(token: str) -> bool:
    """False for blanks, punctuation and signs: a word has a letter, a digit or a Chinese character."""
    return token.isalnum() or any(character.isalnum() for character in token)


@lru_cache(maxsize=1)
def segmenter() -> Segmenter:
    """The segmenter of this installation; built once, in about a second."""
    return JiebaSegmenter(frequencies())


def frequencies() -> dict[str, int]:
    """Folded word → count: jieba's dictionary and our own words. For building other implementations of the same."""
    _import_jieba()
    # Folding keeps blanks and line ends, so that the file can be folded as a whole.
    entries = fold(files("jieba").joinpath("dict.txt").read_text(encoding="utf-8")).splitlines()
    counts: dict[str, int] = {}
    for entry in entries:
        word, count, *_ = entry.split(" ")
        # Entries that count nothing are none: to jieba 0 marks what is only the beginning of a word.
        if count != "0":
            counts[word] = counts.get(word, 0) + int(count)
    for word, least in user_words().items():
        counts[word] = max(counts.get(word, 0), least)
    return counts


def user_words() -> dict[str, int]:
    """Our own entries (data/userwords.tsv), folded: word → the count from which jieba cuts it whole."""
    rows = (line.split("\t") for line in _data_lines("userwords.tsv"))
    return {fold(word): int(count) for word, count in rows}


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Function words and question words, folded; for telling what a plain question asks about."""
    return frozenset(fold(word) for line in _data_lines("stopwords.txt") for word in line.split())


@lru_cache(maxsize=1)
def dictionary_hash() -> str:
    """12 hexadecimal digits for all that decides how text is cut, without loading a dictionary.

    It covers the version of jieba (which stands for its dictionary and model), the fold table and our own words.
    """
    own = "\n".join(f"{word}\t{count}" for word, count in sorted(user_words().items()))
    stated = "\n".join(("jieba", version("jieba"), FOLD_VERSION, own))
    return hashlib.sha256(stated.encode()).hexdigest()[:12]


def _data_lines(name: str) -> list[str]:
    text = files("indexer.data").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _with_prefixes(frequencies: dict[str, int]) -> dict[str, int]:
    """Every word with its count and every beginning of one with 0, which is how jieba walks its dictionary."""
    result = dict(frequencies)
    for word in frequencies:
        prefix = word[:-1]
        # Whatever is known already has its own beginnings in, or gets them when its turn comes.
        while prefix and prefix not in result:
            result[prefix] = 0
            prefix = prefix[:-1]
    return result


@lru_cache(maxsize=1)
def _import_jieba() -> Any:
    # jieba 0.42 warns while it is imported, of pkg_resources and of its own escapes; neither is for our users.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)
    return jieba
