"""A paragraph as it is compared: script, width, case, layout and regional wording make no difference.

Folded first; then blanks go, except between two letters or digits; then one form stands for all regional wordings of a
thing (資訊, 资讯 and 信息 are 信息). ``tokens`` says where in the text each piece of it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from indexer.variants import each_listed, one_wording

_BLANKS: Final = re.compile(r"(?<!\s)(?:(?<![0-9a-z])\s++|\s++(?![0-9a-z]))")
"""Blanks that part neither two numbers nor two words; looked at once, from where they begin."""
_NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|[〇零一二三四五六七八九十百千万亿两]{2,}"
"""1480, 1,480, 97.46, 三百余's 三百. A single 一 is as often a word."""
_NUMBERS: Final = re.compile(_NUMBER)
_TOKEN: Final = re.compile(rf"(?P<number>{_NUMBER})|[a-z]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a word in letters, a regional wording, or else one character."""

    form: str
    """As it is compared."""
    start: int
    end: int
    """Offsets into the text that it was taken from."""
    number: bool = False


def compared(folded: str) -> str:
    """What a folded paragraph is compared by: equal for paragraphs that say the same in the same words."""
    return one_wording(_BLANKS.sub("", folded))


def without_numbers(wording: str) -> str:
    """The same with every number made one and the same, for telling how alike two sentences of different years are."""
    return _NUMBERS.sub("0", wording)


def tokens(folded: str, offset: int = 0) -> list[Token]:
    """The tokens of a folded paragraph that begins at ``offset`` of its text; their forms make up ``compared(folded)``."""
    dense, places = _dense(folded, offset)
    found: list[Token] = []
    done = 0
    for start, end, form in each_listed(dense):
        found += _plain(dense, places, done, start)
        found.append(Token(form, places[start], places[end - 1] + 1))
        done = end
    return [*found, *_plain(dense, places, done, len(dense))]


def _dense(folded: str, offset: int) -> tuple[str, list[int]]:
    """The paragraph without the blanks that go, and where each of its characters stands in the text."""
    places: list[int] = []
    done = 0
    for blanks in _BLANKS.finditer(folded):
        places += range(offset + done, offset + blanks.start())
        done = blanks.end()
    places += range(offset + done, offset + len(folded))
    return _BLANKS.sub("", folded), places


def _plain(dense: str, places: list[int], start: int, end: int) -> Iterator[Token]:
    """Tokens of what is no regional wording."""
    for found in _TOKEN.finditer(dense, start, end):
        yield Token(found[0], places[found.start()], places[found.end() - 1] + 1, found["number"] is not None)
