"""Paragraphs and sentences of a report, as offsets into its clean text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

_ENDS: Final = "。！？；!?"
"""What ends a sentence wherever it stands; ; only before a blank, … only where no such mark or comma follows."""
_LAST: Final = "[，,、。！？；!?…]"
# The first element is a plain set of characters, which the engine of ``re`` skips to; the look-behinds then say which
# of them it was. Six times as fast as the alternation alone.
_SENTENCE_END: Final = re.compile(
    rf"[{_ENDS};…\n]"
    rf"(?:(?<=\n)|(?:(?<=[{_ENDS}])|(?<=;)(?=\s|$)|(?<=…)…?(?!{_LAST}))"
    rf"(?:[{_ENDS}]|;(?=\s|$)|…{{1,2}}(?!{_LAST}))*[”’」』）)》〉】\"']*)"
    r"\s*"
)
_AHEAD: Final = 4
"""Characters behind a mark that say whether a sentence ends with it."""
_PARAGRAPH_END: Final = re.compile(r"\n\s*")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """[start, end) of every paragraph that is not blank, line ends excluded."""
    return [(found.start(), found.end()) for found in re.finditer(r"[^\n]+", text) if not found[0].isspace()]


def sentences(text: str) -> list[tuple[int, int]]:
    """[start, end) of every sentence: up to 。！？；… with the closing quotes after it, or to the end of the line."""
    bounds = [*sentence_starts(text), len(text)]
    trimmed = (_trimmed(text, start, end) for start, end in pairwise(bounds))
    return [(start, end) for start, end in trimmed if start < end]


def sentence_starts(text: str) -> list[int]:
    """Offsets at which the sentences of ``sentences`` begin: ascending, the first 0, each up to the next or the end.

    Blanks and line ends belong to the sentence before them, those before the first sentence to it. A text must come
    unfolded: folding turns ； into ;.
    """
    return list(each_sentence_start(text))


def each_sentence_start(text: str, line: int = 0) -> Iterator[int]:
    """The same one by one, for whoever may stop before the end; from ``line`` on, 0 or the first place of a line that is
    not blank."""
    return _starts(text, _SENTENCE_END, line)


def ends_between(text: str, start: int, end: int) -> bool:
    """Whether a sentence that reaches to ``start`` ends at ``end`` or before."""
    found = _SENTENCE_END.search(text, start, end + _AHEAD)
    return found is not None and found.end() <= end


def paragraph_starts(text: str) -> list[int]:
    """Offsets at which the lines begin, like ``sentence_starts``; a blank line is part of the paragraph before it.

    Each of them is the start of a sentence, too.
    """
    return list(_starts(text, _PARAGRAPH_END))


def _starts(text: str, end: re.Pattern[str], first: int = 0) -> Iterator[int]:
    yield first
    if not first:
        first = len(text) - len(text.lstrip())
    for found in end.finditer(text, first):
        if found.end() < len(text):
            yield found.end()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
