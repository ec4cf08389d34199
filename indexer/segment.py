"""Words of folded text, over jieba's dictionary folded like the texts.

A segmenter takes folded text. ``words`` are the words that stand beside each other; ``sub_words`` are those that jieba's
search mode finds inside them (全国政协 holds 政协, but also 国政) and are kept apart, since nobody wrote them.

jieba's dictionary is folded by the same table as the texts, frequencies of entries that become one added up, or else 2 %
of the word boundaries move. Nothing is written to disk: jieba's own cache would hold the dictionary as it came.

Two implementations of jieba's algorithm cut alike: rjieba, which is native and some 15 times as fast, and jieba itself.
Where rjieba 0.2.2 goes its own way it is led back (see ``RjiebaSegmenter``), after which no text was found to differ:
none of 3,408 statutes (20 million characters; 22 differed before) and of 20 pages of public bodies, and none of 400,000
generated texts of rare characters, Latin runs and signs. They are compared by tests/test_segment.py.
"""

from __future__ import annotations

import hashlib
import logging
import re
import warnings
from abc import ABC, abstractmethod
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.machinery import PathFinder
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec, module_from_spec
from itertools import filterfalse, repeat
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np

from indexer.errors import SegmentationError
from indexer.fold import FOLD_VERSION, fold

IMPLEMENTATIONS: Final = ("rjieba", "jieba")
"""What can cut, the preferred one first. jieba is always needed: the dictionary and its version come with it."""

_WORDS_REMEMBERED: Final = 1 << 16
_LONGEST_REMEMBERED: Final = 64
"""Characters; runs of letters can be as long as a file, and are not met again."""

_CUT_APART: Final = re.compile(r"([\u3400-\u4dbf\u9fd6-\u9fff\ud800-\udfff\uf900-\ufaff\U00020000-\U0003ffff])")
"""Rare Chinese characters, which are words by themselves to jieba but parts of words to rjieba, and lone surrogates."""
_LATIN: Final = re.compile(r"[a-zA-Z0-9]+(?:\.[0-9]+)?%?")
"""A Latin word or a number as jieba reads it where its dictionary does not help: 0.1mpa is 0.1 and mpa."""


@dataclass(frozen=True, slots=True)
class Segmentation:
    """How the texts of an index are cut, so that queries can be cut the same way. Small enough to send to workers."""

    implementation: str
    """One of IMPLEMENTATIONS."""
    entries: tuple[tuple[str, int], ...] = ()
    """The user's dictionary as ``user_dictionary`` reads it: folded word, count; sorted by word, none twice."""

    def __hash__(self) -> int:
        # A look-up for every report must not go through a million entries.
        return hash((self.implementation, len(self.entries), self.entries[:1], self.entries[-1:]))


class Segmenter(Protocol):
    """Cuts folded text into words. Any implementation gives the same words for the same dictionary."""

    def words(self, text: str) -> list[str]:
        """The words of a folded text in order, without blanks and punctuation."""
        ...

    def counts(self, text: str) -> dict[str, int]:
        """How often each word stands in a folded text."""
        ...

    def inside(self, word: str) -> tuple[str, ...]:
        """Words of the dictionary, of 2 and 3 characters, inside a longer one; in order, repeats kept."""
        ...

    def sub_words(self, words: Iterable[str]) -> list[str]:
        """What is inside each of some words."""
        ...

    def knows(self, word: str) -> bool:
        """Whether the dictionary holds a word, rather than its being guessed from its characters."""
        ...


class _Remembered(dict[str, tuple[str, ...]]):
    """Token → what ``find`` says of it. When it is full, what was not asked for of late is forgotten; never remembers
    what is very long."""

    __slots__ = ("_earlier", "_find")

    def __init__(self, find: Callable[[str], tuple[str, ...]]) -> None:
        super().__init__()
        self._find = find
        self._earlier: dict[str, tuple[str, ...]] = {}

    def __missing__(self, token: str) -> tuple[str, ...]:
        found = self._earlier.get(token)
        if found is None:
            found = self._find(token)
        if len(token) <= _LONGEST_REMEMBERED:
            if len(self) >= _WORDS_REMEMBERED:
                self._earlier = dict(self)
                self.clear()
            self[token] = found
        return found


class _TokenSegmenter(ABC):
    """What implementations share: from the tokens of a text to words, sub-words and counts."""

    def __init__(self) -> None:
        self._inside = _Remembered(self._find_inside)
        self._read = _Remembered(self._find_words)

    @abstractmethod
    def _tokens(self, text: str) -> Iterable[str]:
        """The pieces of a folded text in order, signs and blanks included."""

    @abstractmethod
    def knows(self, word: str) -> bool:
        """Whether the dictionary holds a word."""

    def _find_words(self, token: str) -> tuple[str, ...]:
        """The words that a token stands for."""
        return (token,) if is_word(token) else ()

    def words(self, text: str) -> list[str]:
        read = self._read
        return [word for token in self._tokens(text) for word in ((token,) if token.isalnum() else read[token])]

    def counts(self, text: str) -> dict[str, int]:
        # Tokens are counted before anything is asked about them: a text has five times as many as different ones.
        words = Counter(self._tokens(text))
        for token in list(filterfalse(str.isalnum, words)):
            stands_for = self._read[token]
            if stands_for != (token,):
                count = words.pop(token)
                for word in stands_for:
                    words[word] += count
        return words

    def inside(self, word: str) -> tuple[str, ...]:
        return self._inside[word] if len(word) > 2 else ()

    def sub_words(self, words: Iterable[str]) -> list[str]:
        return [sub_word for word in words for sub_word in self.inside(word)]

    def _find_inside(self, word: str) -> tuple[str, ...]:
        # Every pair, then every triple where the word is longer than that: the order of jieba's search mode.
        return tuple(
            part
            for size in (2, 3)
            if len(word) > size
            for start in range(len(word) - size + 1)
            if self.knows(part := word[start : start + size])
        )


class JiebaSegmenter(_TokenSegmenter):
    """The pure Python jieba with our frequencies: word → count, all in folded characters."""

    def __init__(self, frequencies: dict[str, int]) -> None:
        super().__init__()
        tokenizer = _import_jieba().Tokenizer()
        tokenizer.FREQ = _with_prefixes(frequencies)
        tokenizer.total = sum(frequencies.values())
        tokenizer.initialized = True
        self._cut = tokenizer.cut
        self._frequencies = frequencies

    def _tokens(self, text: str) -> Iterable[str]:
        tokens: Iterable[str] = self._cut(text, HMM=True)
        return tokens

    def knows(self, word: str) -> bool:
        return word in self._frequencies


class RjiebaSegmenter(_TokenSegmenter):
    """The native build with our frequencies: word → count, all in folded characters. Raises SegmentationError.

    It cuts like jieba but for two things, which are put right here: it keeps e-mail, 0.1mpa and 2020-2035 whole, and it
    takes Chinese characters outside U+4E00 to U+9FD5 into words.
    """

    def __init__(self, frequencies: dict[str, int]) -> None:
        super().__init__()
        try:
            jieba = _import_rjieba().Jieba.empty()
        except (ImportError, AttributeError) as error:
            raise SegmentationError(
                f"rjieba is installed but cannot be used ({error}); renew it (pip install --upgrade rjieba)"
            ) from error
        # Called from C: half the time of a loop.
        deque(map(jieba.add_word, frequencies.keys(), frequencies.values(), repeat(None)), maxlen=0)
        self._rare = np.array([_CUT_APART.match(chr(unit)) is not None for unit in range(1 << 16)])
        self._cut = jieba.cut
        self._has_word = jieba.has_word

    def _tokens(self, text: str) -> Iterable[str]:
        # A look at every unit is three times as fast as a search of the pattern, which seldom finds anything.
        units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
        if not self._rare.take(units, mode="clip").any():
            tokens: list[str] = self._cut(text)
            return tokens
        # Every second piece is one of those characters, which would be cut wrongly or not at all.
        return [
            token
            for place, piece in enumerate(_CUT_APART.split(text))
            for token in ((piece,) if place % 2 else self._cut(piece))
        ]

    def knows(self, word: str) -> bool:
        try:
            return bool(self._has_word(word))
        except UnicodeEncodeError:  # a lone surrogate
            return False

    def _find_words(self, token: str) -> tuple[str, ...]:
        if not is_word(token):
            return ()
        return (token,) if self.knows(token) else tuple(_LATIN.findall(token))


def is_word(token: str) -> bool:
    """False for blanks, punctuation and signs: a word has a letter, a digit or a Chinese character."""
    return token.isalnum() or any(character.isalnum() for character in token)


def installed(implementation: str) -> bool:
    """Whether one of IMPLEMENTATIONS is installed, without loading it; False for any other name."""
    return implementation in IMPLEMENTATIONS and find_spec(implementation) is not None


@lru_cache(maxsize=1)
def available() -> str:
    """The first of IMPLEMENTATIONS that is installed, without loading it."""
    return next(filter(installed, IMPLEMENTATIONS), IMPLEMENTATIONS[-1])


def current() -> Segmentation:
    """How texts are cut in this installation when nothing else is asked for."""
    return Segmentation(available())


def segmenter(segmentation: Segmentation | None = None) -> Segmenter:
    """The segmenter for an index, or the one of this installation; built once, in half a second.

    Raises SegmentationError when the implementation is not installed.
    """
    return _segmenter(segmentation or current())


@lru_cache(maxsize=4)
def _segmenter(segmentation: Segmentation) -> Segmenter:
    name = segmentation.implementation
    if name not in IMPLEMENTATIONS:
        raise SegmentationError(
            f"texts are to be cut by {name!r}, which this version does not know; rebuild the index, or use the version "
            "that made it"
        )
    if not installed(name):
        raise SegmentationError(
            f"texts are to be cut by {name}, which is not installed; install it (pip install {name}) or rebuild the index"
        )
    made = {"rjieba": RjiebaSegmenter, "jieba": JiebaSegmenter}[name]
    return made(frequencies(segmentation.entries))


def frequencies(entries: Iterable[tuple[str, int]] = ()) -> dict[str, int]:
    """Folded word → count: jieba's dictionary, our own words and a user's entries, where the larger count holds.

    Takes a quarter of a second. Raises SegmentationError when jieba is not installed.
    """
    # A line is a word, a count and a part of speech. Folding keeps blanks and line ends, so that the file can be folded
    # and taken apart as a whole.
    columns = fold(_jieba_dictionary().read_text(encoding="utf-8")).split()
    counts: dict[str, int] = {}
    known = counts.get
    for word, count in zip(columns[::3], map(int, columns[1::3]), strict=True):
        counts[word] = known(word, 0) + count
    if 0 in counts.values():
        # Entries that count nothing are none: to jieba 0 marks what is only the beginning of a word.
        counts = {word: count for word, count in counts.items() if count}
    for word, least in (*user_words().items(), *entries):
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


@lru_cache(maxsize=4)
def dictionary_hash(entries: tuple[tuple[str, int], ...] = ()) -> str:
    """12 hexadecimal digits for all that decides how text is cut but the implementation, without loading a dictionary.

    It covers the version of jieba (which stands for its dictionary and model), the fold table, our own words and a
    user's entries.
    """
    stated = ["jieba", version("jieba"), FOLD_VERSION, _stated(user_words().items())]
    if entries:
        stated += ["", _stated(entries)]
    return hashlib.sha256("\n".join(stated).encode()).hexdigest()[:12]


def _stated(entries: Iterable[tuple[str, int]]) -> str:
    return "\n".join(f"{word}\t{count}" for word, count in sorted(entries))


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


def _jieba_dictionary() -> Path:
    """jieba's dictionary file, found without loading jieba, which takes a fifth of a second."""
    package = find_spec("jieba")
    if package is None or package.origin is None:
        raise SegmentationError("jieba, whose dictionary is needed to cut texts, is not installed; pip install jieba")
    return Path(package.origin).with_name("dict.txt")


@lru_cache(maxsize=1)
def _import_jieba() -> Any:
    # jieba 0.42 warns while it is imported, of pkg_resources and of its own escapes; neither is for our users.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)
    return jieba


@lru_cache(maxsize=1)
def _import_rjieba() -> Any:
    """The native part of rjieba. Raises ImportError."""
    # Importing the package would also load its own dictionary, which is never used: 0.2 s and 32 MB.
    package = find_spec("rjieba")
    native = PathFinder.find_spec("rjieba.rjieba", package.submodule_search_locations) if package else None
    if native is None or native.loader is None:
        raise ImportError("its native part is missing")
    module = module_from_spec(native)
    native.loader.exec_module(module)
    return module
