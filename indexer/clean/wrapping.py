"""Hard-wrapped text: find the width at which lines were broken, and join them into paragraphs again.

Web text holds a paragraph a line: its lines differ widely in length and nearly all end with punctuation. In wrapped text
most long lines are equally long and most of those stop in the middle of a sentence. That difference decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple
from unicodedata import east_asian_width

from indexer.clean.bullets import SIGN
from indexer.clean.furniture import CLOSING, CLOSING_MARKS
from indexer.structure import numbering

TOLERANCE: Final = 6
"""Columns by which a full line may fall short of the width: marks are not printed at the start of a line."""
NARROWEST: Final = 24
WIDEST: Final = 130
"""Columns of a line of print, a Chinese character being two."""
FEWEST: Final = 4
"""Full lines that break off in mid-sentence from which on a text counts as wrapped."""
ENDED: Final = frozenset("。！？；：…!?;:.”」』）)》】")
CARRIES_ON: Final = frozenset("，、,（(《“「『〈—-")
"""Last characters of a line."""
SENTENCE_END: Final = re.compile(r"[。！？!?；;：:…][”」』）)》】\"]*$")
SENTENCE_MARK: Final = re.compile(r"[。！？!?；;]|[：:]$")
PROSE: Final = re.compile(r"[。！？；，：,;:]")
RUN_IN_MARK: Final = re.compile(r"[。：]")
"""What parts a numbered heading from the text that follows it in one paragraph."""
LONGEST_NAME: Final = 23
"""Characters of a title or heading that holds no punctuation; a line of print is longer."""
WORD: Final = re.compile(r"[A-Za-z0-9]")
OPENING: Final = re.compile(r"[（(]?(?:各位|同志们|同志們|尊敬的)|——")

TITLE_END: Final = re.compile(r"(?:报告|報告|综述|綜述|总结|總結|要点|要點|讲话|講話)$")
SESSION: Final = re.compile(r"[（(—-]{1,2}\s*[12１２二][\dOo０-９〇○零一二三四五六七八九xX×*]{3}\s*年")
"""The day under a title, however full the title's line is."""
OPENED: Final = re.compile(r"[（(][^（()）。]*")
CLOSED: Final = re.compile(r"[^（()）。]*[)）]")
OPENS_BRACKET: Final = frozenset("（(")
LONGEST_BRACKET: Final = 80

PLAIN: Final = re.compile("[ -~‘’“”…—\u3000-\u303e\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60]*")
"""Text of characters that take one column and one byte of UTF-8, or two columns and three bytes."""


class Line(NamedTuple):
    """A line of the source, or of the report's own text. A tuple: there is one for every line of every report."""

    text: str
    """Without bullets' variety and Markdown's signs; its spaces as found, the outer ones excepted."""
    number: int
    """0-based line in the source."""
    indent: int
    """Columns of space before it."""
    blank_before: bool
    starts: bool = False
    """A heading by the format's own word, or the rest of a line already cut: never joined to what precedes."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide a full line is."""

    edge: int
    """Columns."""
    even: bool
    """Every character counts two columns (text broken after so many characters), not only the Chinese ones (print)."""

    def of(self, line: Line) -> int:
        """Columns of a line, its indentation included."""
        return (2 * len(line.text) if self.even else width(line.text)) + line.indent

    def is_full(self, line: Line) -> bool:
        """Whether a line reaches the edge, so that it may have been broken off there."""
        return self.of(line) >= self.edge - TOLERANCE


def width(text: str) -> int:
    """Columns that a text takes in print: two for Chinese characters and marks, one for others."""
    if PLAIN.fullmatch(text):
        return (len(text) + len(text.encode())) // 2
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def wrap_measure(lines: Sequence[Line]) -> Measure | None:
    """The width at which a text was wrapped, or None where every line is a paragraph."""
    if not _may_be_wrapped(lines):
        return None
    found = [best for even in (False, True) if (best := _best_edge(lines, even)) is not None]
    if not found:
        return None
    return max(found, key=lambda each: each[0])[1]


def _may_be_wrapped(lines: Sequence[Line]) -> bool:
    """What holds of every text in which ``_best_edge`` finds an edge: enough lines break off, for the long ones it has.

    Told by the number of characters, each of which takes one column or two, so that no width need be worked out.
    """
    cut = sum(
        line.text[-1:] not in ENDED and 2 * len(line.text) + line.indent >= NARROWEST - TOLERANCE for line in lines
    )
    if cut < FEWEST:
        return False
    longest = [len(line.text) + line.indent for line in lines]
    return cut * 4 >= sum(each > NARROWEST for each in longest) and sum(each > WIDEST for each in longest) * 20 <= len(
        lines
    )


def _best_edge(lines: Sequence[Line], even: bool) -> tuple[int, Measure] | None:
    """The edge at which most lines break off in mid-sentence, with their number."""
    widths = [Measure(0, even).of(line) for line in lines]
    found = Counter(widths)
    broken = Counter(each for line, each in zip(lines, widths, strict=True) if line.text[-1:] not in ENDED)
    wider = sum(count for each, count in found.items() if each > WIDEST)
    best: tuple[int, Measure] | None = None
    for edge in range(WIDEST, NARROWEST - 1, -1):
        if wider * 20 > len(lines):
            break
        if edge in found:
            band = range(edge - TOLERANCE, edge + 1)
            full, cut = sum(found[each] for each in band), sum(broken[each] for each in band)
            if cut >= FEWEST and cut * 2 >= full and (best is None or cut > best[0]):
                best = (cut, Measure(edge, even))
            wider += found[edge]
    if best is None or best[0] * 4 < sum(count for each, count in found.items() if each > NARROWEST):
        return None
    return best


def printed_breaks(lines: Sequence[Line]) -> frozenset[int]:
    """Positions of the lines of a printed page that break off in mid-sentence, for texts that show no measure.

    Print is always wrapped: one full line without an end is enough where prose stands before the break and the
    sentence ends behind it. A line is full when it nears the longest that print can hold.
    """
    plain = Measure(0, even=False)
    edge = max((each for line in lines if NARROWEST <= (each := plain.of(line)) <= WIDEST), default=0)
    indented = _indented(lines)
    goes_on: list[bool] = []
    for position, (line, following) in enumerate(pairwise(lines)):
        goes_on.append(
            edge - TOLERANCE <= plain.of(line) <= edge
            and SENTENCE_END.search(line.text) is None
            and ((position > 0 and goes_on[-1]) or _is_prose(line, first=position == 0))
            # Evidence as weak as this joins no list: a number begins an item, whatever precedes it.
            and numbering(following.text) is None
            and not _starts(following, line, indented)
        )
    found: set[int] = set()
    for position in reversed(range(len(goes_on))):
        if goes_on[position] and (position + 1 in found or SENTENCE_MARK.search(lines[position + 1].text)):
            found.add(position)
    return frozenset(found)


def _is_prose(line: Line, *, first: bool) -> bool:
    """Whether a full line is text rather than a title or a heading."""
    rank = numbering(line.text)
    if rank is not None and rank < 3:
        return RUN_IN_MARK.search(line.text) is not None
    if PROSE.search(line.text):
        return True
    named = first or TITLE_END.search(line.text) is not None or re.search(r"\s", line.text) is not None
    return not named and len(line.text) > LONGEST_NAME


def joined(
    lines: Sequence[Line], *, measure: Measure | None, sentences: bool, breaks: frozenset[int] = frozenset()
) -> list[list[Line]]:
    """The lines of each paragraph.

    ``measure``: of a full line, None where lines are paragraphs. ``sentences``: whether a line that ends with
    a comma goes on in the next one even so (in formats where a line is not a block of its own). ``breaks``:
    positions of lines that are known to go on in the next.
    """
    indented = _indented(lines)
    spaced = measure is not None and any(line.blank_before for line in lines[1:]) and not _double_spaced(lines)
    group = list(lines[:1])
    groups = [group] if group else []
    for position, (last, line) in enumerate(pairwise(lines)):
        carried = (
            (sentences and last.text[-1:] in CARRIES_ON and _carries_on(last, line))
            or (measure is not None and _goes_on(last, line, measure, indented, spaced))
            or position in breaks
        )
        if (
            (carried and not _starts(line, last, indented))
            or (group[0].text[:1] in OPENS_BRACKET and _closes_bracket(group, line))
            or (line.text[:1] in CLOSING and CLOSING_MARKS.fullmatch(line.text))
        ):
            group.append(line)
        else:
            group = [line]
            groups.append(group)
    return groups


def _closes_bracket(group: Sequence[Line], line: Line) -> bool:
    """Whether a paragraph that opens with a bracket, as the line under a title, ends with it here: （…会议 / …会议上）."""
    if len(group) + len(line.text) > LONGEST_BRACKET:
        return False  # seen at once: this is asked of every line, however long its paragraph is already
    before = "".join(each.text for each in group)
    return (
        OPENED.fullmatch(before) is not None
        and len(before) + len(line.text) <= LONGEST_BRACKET
        and CLOSED.fullmatch(line.text) is not None
    )


def pasted(texts: Sequence[str]) -> str:
    """Lines put together: a space only where two words or numbers in Latin script would run into each other."""
    result = texts[0]
    for text in texts[1:]:
        needs_space = (
            WORD.match(result[-1:]) and WORD.match(text) and not (result[-1:].isdigit() and text[:1].isdigit())
        )
        result += (" " if needs_space else "") + text
    return result


def _indented(lines: Sequence[Line]) -> bool:
    """Whether paragraphs of the text begin with a space."""
    return sum(line.indent >= 2 for line in lines) * 8 >= len(lines)


def _double_spaced(lines: Sequence[Line]) -> bool:
    return sum(line.blank_before for line in lines) * 5 >= len(lines) * 4


def _starts(line: Line, before: Line, indented: bool) -> bool:
    if line.starts or line.text.startswith(SIGN) or OPENING.match(line.text):
        return True
    if indented and line.indent >= 2 and before.indent < line.indent:
        return True
    if SESSION.match(line.text) and TITLE_END.search(before.text):
        return True
    rank = numbering(line.text)
    # "2023. " or "1.5" at the start of a line may be the rest of a sentence; 一、 and （一） hardly are.
    return rank is not None and (rank < 3 or before.text[-1:] in ENDED or line.indent > before.indent)


def _carries_on(before: Line, line: Line) -> bool:
    """Whether a line before that ends with a comma or an opening quote (``CARRIES_ON``) goes on in this one."""
    return not before.text.endswith("——") and line.indent <= before.indent + 4


def _goes_on(before: Line, line: Line, measure: Measure, indented: bool, spaced: bool) -> bool:
    if not measure.is_full(before):
        return False
    if SENTENCE_END.search(before.text) is None:
        return not (indented and line.indent >= 2 and line.indent > before.indent)
    if indented:
        return line.indent < 2
    return spaced and not line.blank_before
