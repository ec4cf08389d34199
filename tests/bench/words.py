"""The same words for everyone: rjieba over our folded dictionary where it is installed, else the product's segmenter.

Peers that cannot cut Chinese are given these words joined by spaces; the queries and the brute-force answers are cut
alike, so that a difference in answers is a difference of engines.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from indexer.fold import fold
from indexer.segment import frequencies, is_word, segmenter

Cut = Callable[[str], list[str]]


class _Judged(dict[str, bool]):
    """Token → whether it is a word, remembered: texts say the same few thousand words over and over."""

    def __missing__(self, token: str) -> bool:
        judged = self[token] = is_word(token)
        return judged


_judged = _Judged()


def native() -> bool:
    """Whether rjieba is installed."""
    return importlib.util.find_spec("rjieba") is not None


@lru_cache(maxsize=1)
def loaded_rjieba() -> Any:
    """rjieba with our folded dictionary, in a second. Raises ImportError."""
    import rjieba

    made: Callable[[], Any] = rjieba.Jieba.empty
    jieba = made()
    for word, count in frequencies().items():
        jieba.add_word(word, count, None)
    return jieba


@lru_cache(maxsize=1)
def cutter() -> Cut:
    """Folded text → its tokens, blanks and punctuation included or not."""
    return loaded_rjieba().cut if native() else segmenter().words


def cut_words(text: str) -> list[str]:
    """The words of a text (folded here) in order, without blanks and punctuation."""
    return list(filter(_judged.__getitem__, cutter()(fold(text))))


def joined_words(text: str) -> str:
    """The words of a text with a space between them."""
    return " ".join(filter(_judged.__getitem__, cutter()(fold(text))))


def join_all(texts: Iterable[str]) -> list[str]:
    """``joined_words`` of each."""
    return [joined_words(text) for text in texts]
