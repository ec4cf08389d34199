"""Where a query's strings stand in a report, and the excerpts that show it.

Everything is found in the folded text, whose offsets are those of the original; nothing is segmented again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Final

from indexer.answers import Passage
from indexer.deadline import check
from indexer.fold import fold
from indexer.models import Heading
from indexer.query import Group
from indexer.structure import Section, each_sentence_start, ends_between, sentences

LIMIT: Final = 3
_WANTED: Final = 90
"""Characters that a passage is filled up to with the sentences that follow."""
_LONGEST: Final = 260
"""A sentence longer than this is cut at commas around its first mark."""
_OPENING: Final = 40
"""Characters that make a paragraph of more than one sentence running text."""
_NOT_BLANK: Final = re.compile(r"\S")
_CLAUSE_END: Final = re.compile(r"[，,；;：:、]")

Span = tuple[int, int]


def parts_of(text: str, sections: Sequence[Section], kind: str) -> tuple[Span, ...]:
    """[start, end) of the sections of a kind, ascending."""
    ends = [*(section.start for section in sections[1:]), len(text)]
    return tuple((section.start, end) for section, end in zip(sections, ends, strict=False) if section.kind == kind)


def find_marks(text: str, groups: Sequence[Group], within: Sequence[Span] | None = None) -> tuple[Span, ...]:
    """[start, end) of every place of the groups' strings in ``text``, ascending, overlapping ones joined.

    ``within``: only places that lie wholly in one of these parts, ascending ones.
    """
    folded = fold(text)
    spans: list[Span] = []
    for group in groups:
        check()
        exact = [span for string in group.exact for span in _places(folded, string, within)]
        spans += exact or [span for word in group.telling for span in _places(folded, word, within)]
    spans.sort()
    joined: list[Span] = []
    last = 0
    for start, end in spans:
        if start >= last:
            joined.append((start, end))
            last = end
        elif end > last:
            joined[-1] = joined[-1][0], end
            last = end
        # else it stands within the one before
    return tuple(joined)


def _places(folded: str, string: str, within: Sequence[Span] | None) -> list[Span]:
    if within is None:
        return _all_places(folded, string)
    found = (_all_places(folded[start:end], string) for start, end in within)
    return [(at + start, to + start) for (start, _), part in zip(within, found, strict=True) for at, to in part]


def _all_places(folded: str, string: str) -> list[Span]:
    """Where a string stands. Touching occurrences of one that begins as it ends may overlap others: all are wanted."""
    size = len(string)
    spans: list[Span] = []
    if not _begins_as_it_ends(string):
        # Splitting finds them all at once, some four times as fast as finding one after the other.
        at = 0
        for between in folded.split(string):
            at += len(between)
            spans.append((at, at + size))
            at += size
        return spans[:-1]
    at = folded.find(string)
    while at >= 0:
        spans.append((at, at + size))
        at = folded.find(string, at + 1)
    return spans


def _begins_as_it_ends(string: str) -> bool:
    """Whether two occurrences can overlap."""
    return any(string.endswith(string[:size]) for size in range(1, len(string)))


def cut_passages(
    text: str,
    headings: Sequence[Heading],
    marks: Sequence[Span],
    *,
    limit: int = LIMIT,
    within: Sequence[Span] | None = None,
) -> tuple[Passage, ...]:
    """Up to ``limit`` excerpts in reading order, cut at sentence ends, those with most different marks first choice.

    Without marks: the beginning of the report's text below its title, or of its parts that are given by ``within``.
    """
    if not marks:
        opening = _opening(text, headings, ((0, len(text)),) if within is None else within)
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

    They come as they are met wherever no later one can be better: who takes a few has only a part of the text read.
    """
    # Title and headings are shown anyway: a sentence of the text says more.
    shown = {0, *(heading.start for heading in headings)}
    strings = [text[start:end] for start, end in marks]
    most = len(set(strings))
    rich: list[tuple[int, bool, Span]] = []
    met: set[Span] = set()
    for span in _sentences_with_marks(text, marks, _beside_others(text, marks, strings)) if most > 1 else ():
        variety = _variety(strings, marks, span)
        if variety == most and span[0] not in shown:
            yield span
        elif variety > 1:
            rich.append((-variety, span[0] in shown, span))
        else:
            continue
        met.add(span)
    for *_, span in sorted(rich):
        yield span
    last: list[Span] = []
    for span in _sentences_with_marks(text, marks, range(len(marks))):
        if span[0] in shown:
            last.append(span)
        elif span not in met:
            yield span
    yield from (span for span in last if span not in met)


def _beside_others(text: str, marks: Sequence[Span], strings: Sequence[str]) -> Iterator[int]:
    """The marks before another string's in the same sentence: few, and without them none holds different ones."""
    for number, ((_, end), (start, _)) in enumerate(pairwise(marks)):
        if strings[number] != strings[number + 1] and not ends_between(text, end, start):
            yield number


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


def _sentences_with_marks(text: str, marks: Sequence[Span], wanted: Iterable[int]) -> Iterator[Span]:
    """The sentences that hold the ``wanted`` ones of the marks, ascending, each once; where a mark crosses the end of one
    it goes on."""
    bounds = _Bounds(text)
    end = 0
    for number in wanted:
        if marks[number][0] < end:
            continue
        start, stop = bounds.around(*marks[number])
        first = last = number
        while first and marks[first - 1][1] > start:
            first -= 1
            if marks[first][0] < start:
                start, _ = bounds.around(*marks[first])
        while last + 1 < len(marks) and marks[last + 1][0] < stop:
            last += 1
            if marks[last][1] > stop:
                _, stop = bounds.around(*marks[last])
        end = max(start + len(text[start:stop].rstrip()), marks[last][1])
        yield _shortened(text, start, end, marks[first])


class _Bounds:
    """Where the sentences of a text begin, found as far as they are asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = [len(text)]
        self._coming: Iterator[int] = iter(())

    def around(self, start: int, end: int) -> Span:
        """[start, end) of the sentences that a span lies in, blanks behind them included."""
        starts = self._starts
        if not starts[0] <= start < starts[-1]:
            line = _line_start(self._text, start)
            if not starts[0] <= line <= starts[-1]:  # what lies between need not be cut into sentences
                self._coming = chain(each_sentence_start(self._text, line), (len(self._text),))
                starts = self._starts = [next(self._coming)]
        while starts[-1] < end:
            starts.append(next(self._coming))
        first = bisect_right(starts, start) - 1
        return starts[first], starts[bisect_left(starts, end, first)]


def _line_start(text: str, offset: int) -> int:
    """Where the line of ``offset`` begins with something that is not blank, which is where a sentence begins; 0 for the
    first such line. A blank place belongs to the sentence before it."""
    start = text.rfind("\n", 0, offset) + 1
    while start and not (begun := _NOT_BLANK.search(text, start, offset + 1)):
        start, offset = text.rfind("\n", 0, start - 1) + 1, start - 1
    first = not start or (text[0].isspace() and text[:start].isspace())
    return 0 if first or begun is None else begun.start()


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


def _variety(strings: Sequence[str], marks: Sequence[Span], span: Span) -> int:
    """How many different ones of the marked strings stand in a span."""
    return len(set(strings[bisect_left(marks, (span[0], 0)) : bisect_left(marks, (span[1], 0))]))


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


def _opening(text: str, headings: Sequence[Heading], within: Sequence[Span]) -> Span | None:
    """The first paragraph of running text in some parts: not the title, a heading, the line of delivery or the salutation.

    Where no paragraph is long enough, the longest below the title.
    """
    longest: Span | None = None
    starts = {0, *(heading.start for heading in headings)}
    for at, end in within:
        while at < end:
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
    inside = marks[bisect_left(marks, (start, 0)) : bisect_left(marks, (end, 0))]
    shown = tuple((max(a, start) - start, min(b, end) - start) for a, b in inside)
    paragraph = text.count("\n", 0, start) + 1
    return Passage(text[start:end], shown, headings_above(text, headings, start), start, paragraph)
