"""Where a query's strings stand in a report, and the excerpts that show it.

Everything is found in the folded text, whose offsets are those of the original; nothing is segmented again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import Final

from indexer.answers import Passage
from indexer.fold import fold
from indexer.models import Heading
from indexer.query import Group
from indexer.structure import each_sentence_start, sentences

LIMIT: Final = 3
_WANTED: Final = 90
"""Characters that a passage is filled up to with the sentences that follow."""
_LONGEST: Final = 260
"""A sentence longer than this is cut at commas around its first mark."""
_OPENING: Final = 40
"""Characters that make a paragraph of more than one sentence running text."""
_CLAUSE_END: Final = re.compile(r"[，,；;：:、]")

Span = tuple[int, int]


def find_marks(text: str, groups: Sequence[Group]) -> tuple[Span, ...]:
    """[start, end) of every place of the groups' strings in ``text``, ascending, overlapping ones joined."""
    folded = fold(text)
    spans: set[Span] = set()
    for group in groups:
        exact = {span for string in group.exact for span in _places(folded, string)}
        spans |= exact or {span for word in group.telling for span in _places(folded, word)}
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _places(folded: str, string: str) -> Iterator[Span]:
    at = folded.find(string)
    while at >= 0:
        yield at, at + len(string)
        at = folded.find(string, at + 1)


def cut_passages(
    text: str, headings: Sequence[Heading], marks: Sequence[Span], *, limit: int = LIMIT
) -> tuple[Passage, ...]:
    """Up to ``limit`` excerpts in reading order, cut at sentence ends, those with most different marks first choice.

    Without marks: the beginning of the report's text below its title.
    """
    if not marks:
        opening = _opening(text, headings)
        return (_passage(text, headings, opening, ()),) if opening else ()
    chosen: list[Span] = []
    for start, end in _best_first(text, headings, marks):
        if all(end <= other[0] or start >= other[1] for other in chosen):
            chosen.append((start, _filled(text, start, end)))
        if len(chosen) == limit:
            break
    return tuple(_passage(text, headings, span, marks) for span in _merged(sorted(chosen)))


def _best_first(text: str, headings: Sequence[Heading], marks: Sequence[Span]) -> Iterator[Span]:
    """The sentences that hold marks: those with most different ones first, those of title and headings last among equals.

    Mostly enough sentences hold every string there is: they come as they are met, and the rest of the text is not read.
    """
    # Title and headings are shown anyway: a sentence of the text says more.
    shown = {0, *(heading.start for heading in headings)}
    most = len({text[start:end] for start, end in marks})
    rest: list[tuple[int, bool, int, Span]] = []
    for number, span in enumerate(_sentences_with_marks(text, marks)):
        variety = _variety(text, marks, span) if most > 1 else 1
        if variety == most and span[0] not in shown:
            yield span
        else:
            rest.append((-variety, span[0] in shown, number, span))
    for *_, span in sorted(rest):
        yield span


def _merged(spans: Sequence[Span]) -> list[Span]:
    """Excerpts that touch or overlap are one."""
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def headings_above(text: str, headings: Sequence[Heading], offset: int) -> tuple[str, ...]:
    """The section headings that a place stands under, highest first; a heading is not above itself."""
    path: list[Heading] = []
    for heading in headings:
        if heading.end > offset:
            break
        while path and path[-1].level >= heading.level:
            path.pop()
        path.append(heading)
    inside = next((heading for heading in headings if heading.start <= offset < heading.end), None)
    if inside is not None:
        path = [heading for heading in path if heading.level < inside.level]
    return tuple(text[heading.start : heading.end] for heading in path)


def _paragraph(text: str, offset: int) -> Span:
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end


def _sentences_with_marks(text: str, marks: Sequence[Span]) -> Iterator[Span]:
    """The sentences that hold marks, each once; a mark that crosses a sentence end joins the two."""
    starts: list[int] = []
    coming: Iterator[int] = iter(())
    i = 0
    while i < len(marks):
        begun, ended = marks[i]
        line = _line_start(text, begun)
        if not starts or line > starts[-1]:  # what lies between need not be cut into sentences
            starts, coming = [], chain(each_sentence_start(text, line), (len(text),))
        while not starts or (starts[-1] < ended and starts[-1] < len(text)):
            starts.append(next(coming))
        first = bisect_right(starts, begun) - 1
        last = bisect_right(starts, ended - 1, first) - 1
        start = starts[first]
        end = max(start + len(text[start : starts[last + 1]].rstrip()), ended)
        i += 1
        while i < len(marks) and marks[i][0] < end:
            end = max(end, marks[i][1])
            i += 1
        yield _shortened(text, start, end, marks[i - 1] if end - start <= _LONGEST else _first(marks, start))


def _line_start(text: str, offset: int) -> int:
    """Where the line of ``offset`` begins with something that is not blank, which is where a sentence begins; 0 for the
    first such line. A blank place belongs to the sentence before it."""
    start = text.rfind("\n", 0, offset) + 1
    while start and not (line := text[start : offset + 1].lstrip()):
        start, offset = text.rfind("\n", 0, start - 1) + 1, start - 1
    first = not start or (text[0].isspace() and text[:start].isspace())
    return 0 if first else offset + 1 - len(line)


def _first(marks: Sequence[Span], start: int) -> Span:
    return marks[bisect_right(marks, start - 1, key=itemgetter(0))]


def _shortened(text: str, start: int, end: int, mark: Span) -> Span:
    """A very long sentence is cut at clauses around a mark."""
    if end - start <= _LONGEST:
        return start, end
    room = _LONGEST // 2
    before = [match.end() for match in _CLAUSE_END.finditer(text, max(start, mark[0] - room), mark[0])]
    after = [match.end() for match in _CLAUSE_END.finditer(text, mark[1], min(end, mark[1] + room))]
    begin = start if mark[0] - start <= room else before[0] if before else mark[0]
    finish = end if end - mark[1] <= room else after[-1] if after else min(end, mark[1] + room)
    return begin, finish


def _variety(text: str, marks: Sequence[Span], span: Span) -> int:
    """How many different strings are marked in a span."""
    inside = marks[bisect_right(marks, (span[0], 0)) : bisect_right(marks, (span[1], 0))]
    return len({text[start:end] for start, end in inside})


def _filled(text: str, start: int, end: int) -> int:
    """Lengthen a short excerpt by the sentences that follow in its paragraph."""
    last = _paragraph(text, start)[1]
    if end >= last or _long_enough(text, start, end):
        return end
    for _, sentence_end in sentences(text[end:last]):
        if end + sentence_end - start > _LONGEST:
            break
        if _long_enough(text, start, end + sentence_end):
            return end + sentence_end
    else:
        return last
    return end


def _long_enough(text: str, start: int, end: int) -> bool:
    """Long enough to stand alone, and not in the middle of an enumeration parted by semicolons."""
    return end - start >= _WANTED and text[end - 1] not in "；;"


def _opening(text: str, headings: Sequence[Heading]) -> Span | None:
    """The first paragraph of running text: not the title, a heading, the line of delivery or the salutation.

    Where no paragraph is long enough, the longest below the title.
    """
    longest: Span | None = None
    starts = {0, *(heading.start for heading in headings)}
    at = 0
    while at < len(text):
        first, last = _paragraph(text, at)
        ends = sentences(text[first:last])
        if first not in starts and last - first >= _OPENING and len(ends) > 1:
            return _shortened(text, first, _filled(text, first, first + ends[0][1]), (first, first))
        if first not in starts and (longest is None or last - first > longest[1] - longest[0]):
            longest = first, last
        at = last + 1
    return longest


def _passage(text: str, headings: Sequence[Heading], span: Span, marks: Sequence[Span]) -> Passage:
    start, end = span
    inside = marks[bisect_right(marks, (start, 0)) : bisect_right(marks, (end, 0))]
    shown = tuple((max(a, start) - start, min(b, end) - start) for a, b in inside)
    paragraph = text.count("\n", 0, start) + 1
    return Passage(text[start:end], shown, headings_above(text, headings, start), start, paragraph)
