"""Where evidence is looked for: the title, the furniture, and the head, headings and end of the text, line by line.

A report says who gave it and when in its first lines, its headings and its last lines; a year or a place in between
is a matter it speaks of. Rules match the ``flat`` form of a line (folded, without white space) and quote the original.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

from indexer.fold import fold
from indexer.models import CleanDocument, Evidence

HEAD_LINES: Final = 14
HEAD_CHARACTERS: Final = 1500
"""The head ends with the line that reaches this many characters, ``HEAD_LINES`` at the latest."""
TAIL_LINES: Final = 8
TITLE_CHARACTERS: Final = 200
"""Of a longer title, as a page or a person may state it, only the beginning is looked at."""
LINE_CHARACTERS: Final = 400
"""Of a longer line of the head or the tail only the beginning (the end) is looked at."""
SHORT_CHARACTERS: Final = 44
"""A paragraph up to this length may be a heading, marked or not."""
_QUOTE_CHARACTERS: Final = 60

_MASK: Final = "x×*_某○□■△?…"
_MASKED_YEAR: Final = re.compile(
    rf"(?:(?:19|20|[一二][九〇零○])(?:[{_MASK}〇]{{1,2}}|[\d一二三四五六七八九][{_MASK}])|(?<![\d{_MASK}])[{_MASK}]{{2,4}})(?=年)"
)
_MASK_BEFORE_YEAR: Final = re.compile(f"年(?<=[{_MASK}〇]年)")
"""The end of every masked year, found in a fifth of the time."""
_FIGURE: Final = "一二三四五六七八九〇零"
_LOST_FIGURE: Final = re.compile(
    rf"年(?!来|间|后|前)(?:(?<=(?<![\d.])(?:19|20)\d年)|(?<=(?<![{_FIGURE}十百千])[一二][九〇零]年)|(?<=(?<![{_FIGURE}十百千])[一二][九〇零][{_FIGURE}]年))"
)
"""A year of two or three figures: some were lost."""
_SENTENCE_END: Final = re.compile(r"[。;!]")


class Line(NamedTuple):
    """A line of the source: as it stands, folded (same length), and folded without white space (``flat``).

    A tuple: there are dozens in every report.
    """

    text: str
    folded: str
    flat: str
    where: str
    place: float = 0.0
    """How far into the text it stands: 0 (first paragraph) to 1 (last)."""

    def quote(self, start: int, end: int) -> Evidence:
        """The original words behind ``flat[start:end]``, up to 60 characters of them."""
        if len(self.flat) == len(self.folded):
            first, last = start, end
        else:
            positions = [at for at, character in enumerate(self.folded) if not character.isspace()]
            first, last = positions[start], positions[end - 1] + 1
        return self.quote_folded(first, last)

    def quote_folded(self, start: int, end: int) -> Evidence:
        """The original words at ``folded[start:end]``, up to 60 characters of them."""
        return Evidence(self.text[start : min(end, start + _QUOTE_CHARACTERS)].strip(), self.where)

    def whole(self) -> Evidence:
        return self.quote_folded(0, len(self.text))


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one document in which evidence may stand, in the order of the source."""

    furniture: tuple[Line, ...]
    head: tuple[Line, ...]
    short: tuple[Line, ...]
    """Headings, and other paragraphs so short that they may be headings, which speak of time (年, “十一五”…回顾)."""
    tail: tuple[Line, ...]
    text: str
    folded: str
    """The whole text, as it stands and folded."""
    masked_year: bool
    """A year was made unreadable on purpose (20XX年): nothing may be concluded from other dates."""
    lost_year: bool
    """A year lacks a figure (202 年): nothing may be concluded from when the copy was put up."""

    def quote(self, start: int, end: int) -> Evidence:
        """The original words at ``text[start:end]``, up to 60 characters of them, with their paragraph."""
        number = self.text.count("\n", 0, start) + 1
        return Evidence(self.text[start : min(end, start + _QUOTE_CHARACTERS)], f"body:{number}")


def make_line(text: str, where: str, *, folded: str | None = None, place: float = 0.0) -> Line:
    """``text`` as a line; ``folded`` where the caller has it already."""
    folded = fold(text) if folded is None else folded
    return Line(text, folded, "".join(folded.split()), where, place)


@lru_cache(maxsize=1)  # of the report in hand, for all who look at it
def folded_text(text: str) -> str:
    """``fold``, worked out once for a report's text."""
    return fold(text)


def folded_together(texts: Sequence[str]) -> list[str]:
    """``fold`` of each text, for many short ones: folding costs more by the call than by the character."""
    folded = fold("\n".join(texts))
    found, start = [], 0
    for text in texts:
        found.append(folded[start : start + len(text)])
        start += len(text) + 1
    return found


def read_lines(document: CleanDocument) -> Lines:
    """Cut the document into the lines that rules look at."""
    text = document.text
    folded = folded_text(text)
    marked = {heading.start: heading.end for heading in document.headings}
    spans = _paragraphs(folded)
    count = len(spans)
    head: list[Line] = []
    short: list[Line] = []
    tail: list[Line] = []
    seen = 0
    for place in _looked_at(spans, marked):
        start, paragraph = spans[place]
        end = start + len(paragraph)
        is_head = place < HEAD_LINES and seen < HEAD_CHARACTERS
        is_tail = place >= count - TAIL_LINES
        seen += end - start
        where = f"{'heading' if start in marked else 'body'}:{place + 1}"
        first = max(start, end - LINE_CHARACTERS) if is_tail and not is_head else start
        last = min(end, first + LINE_CHARACTERS)
        line = make_line(text[first:last], where, folded=folded[first:last], place=place / count)
        if is_head:
            head.append(line)
        if is_tail:
            tail.append(line)
        if not _is_short(start, paragraph, marked):
            continue
        if start in marked:
            # One that runs into its paragraph ends before the text does.
            stop = min(marked[start], start + LINE_CHARACTERS)
            short.append(make_line(text[start:stop], where, folded=folded[start:stop], place=place / count))
        elif not _SENTENCE_END.search(line.flat):
            short.append(line)
    dated = "\n".join(line.flat for line in (*head, *short) if "年" in line.flat)
    return Lines(
        furniture=_furniture(document),
        head=tuple(head),
        short=tuple(short),
        tail=tuple(tail),
        text=text,
        folded=folded,
        masked_year=_MASK_BEFORE_YEAR.search(dated) is not None and _MASKED_YEAR.search(dated) is not None,
        lost_year=_LOST_FIGURE.search(dated) is not None,
    )


def _looked_at(spans: Sequence[tuple[int, str]], marked: Mapping[int, int]) -> list[int]:
    """Places of the paragraphs of head and tail, and of the short ones between them."""
    head = min(HEAD_LINES, len(spans))
    tail = max(head, len(spans) - TAIL_LINES)
    between = [
        place
        for place, (start, words) in enumerate(spans[head:tail], head)
        if (len(words) <= SHORT_CHARACTERS or start in marked) and _is_short(start, words, marked)  # soon told of most
    ]
    return [*range(head), *between, *range(tail, len(spans))]


def _is_short(start: int, paragraph: str, marked: Mapping[int, int]) -> bool:
    """Whether a paragraph may be a heading that speaks of time: 2023年工作, “十一五”工作回顾."""
    if len(paragraph) > SHORT_CHARACTERS and start not in marked:
        return False
    return "年" in paragraph or ("五" in paragraph and ("回顾" in paragraph or "总结" in paragraph))


def _furniture(document: CleanDocument) -> tuple[Line, ...]:
    folded = folded_together([piece.text for piece in document.furniture])
    return tuple(
        make_line(piece.text, f"furniture:{piece.line}", folded=words)
        for piece, words in zip(document.furniture, folded, strict=True)
    )


def _paragraphs(text: str) -> list[tuple[int, str]]:
    """Start and words of every paragraph."""
    lines = text.split("\n")
    ends = accumulate(map(len, lines))
    return [
        (end - len(line) + number, line) for number, (end, line) in enumerate(zip(ends, lines, strict=True)) if line
    ]
