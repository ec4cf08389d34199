"""Texts with marks → pieces that a template can print, escaping each: no markup is put together here."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from indexer.models import Heading

Marks = Sequence[tuple[int, int]]
"""[start, end) in code points of the text they belong to."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text inside or outside a mark."""

    text: str
    mark: int | None = None
    """1-based number of the mark, None outside marks."""
    first: bool = True
    """False where a mark goes on from the paragraph before."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading of a report."""

    number: int
    """1-based, as evidence counts paragraphs; the anchor is ``p<number>``."""
    start: int
    """Offset into the report's text."""
    pieces: tuple[Piece, ...]
    lead: tuple[Piece, ...] = ()
    """The heading that runs into this paragraph and stands before ``pieces``, empty without one."""
    depth: int | None = None
    """Depth of a heading in the outline, 0 = highest; None for a paragraph, with or without a lead."""

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in (*self.lead, *self.pieces))

    @property
    def plain(self) -> str | None:
        """The text where it is no more than that: without marks and without a lead, as most are."""
        whole = len(self.pieces) == 1 and not self.lead and self.pieces[0].mark is None
        return self.pieces[0].text if whole else None


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    title: str
    number: int
    """The heading's paragraph."""
    children: tuple[OutlineEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingText:
    """A report's text, ready to be printed."""

    blocks: tuple[Block, ...]
    outline: tuple[OutlineEntry, ...]
    marks: int
    """How many marks there are, numbered from 1."""

    def written(self, writing: Callable[[str], str]) -> ReadingText:
        """The same with all its words passed through ``writing``, as into another script."""

        def rewritten(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
            return tuple(replace(piece, text=writing(piece.text)) for piece in pieces)

        def entry(known: OutlineEntry) -> OutlineEntry:
            return replace(known, title=writing(known.title), children=tuple(map(entry, known.children)))

        blocks = (replace(each, pieces=rewritten(each.pieces), lead=rewritten(each.lead)) for each in self.blocks)
        return ReadingText(tuple(blocks), tuple(map(entry, self.outline)), self.marks)


def settle(marks: Marks, length: int) -> list[tuple[int, int]]:
    """Marks in order, cut to [0, length), overlapping ones made one; empty ones are dropped."""
    settled: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(end, length)) for start, end in marks):
        if start >= end:
            continue
        if settled and start < settled[-1][1]:
            settled[-1] = (settled[-1][0], max(end, settled[-1][1]))
        else:
            settled.append((start, end))
    return settled


def pieces(text: str, marks: Marks) -> tuple[Piece, ...]:
    """A passage cut at the edges of its marks; put together again the pieces are the text."""
    return _cut(text, 0, settle(marks, len(text)), 1)


def reading_text(text: str, headings: Sequence[Heading], marks: Marks, title: str) -> ReadingText:
    """A report cut into numbered paragraphs, with its outline and its marks numbered through.

    A first heading that only repeats ``title`` is left out of the outline: everything would stand beneath it. A
    heading that ends before its paragraph does is the lead of a paragraph rather than a heading of its own.
    """
    settled = settle(marks, len(text))
    at_start = {heading.start: heading for heading in headings}
    starts = [start for start, _ in settled]

    def cut(start: int, end: int) -> tuple[Piece, ...]:
        low = max(0, bisect_right(starts, start) - 1)
        if low < len(settled) and settled[low][1] <= start:
            low += 1
        high = bisect_right(starts, end - 1)
        return _cut(text[start:end], start, settled[low:high], low + 1)

    blocks: list[Block] = []
    tree = _Outline()
    start = 0
    for number, line in enumerate(text.split("\n"), start=1):
        end = start + len(line)
        heading = at_start.get(start)
        if heading is None or (number == 1 and line.strip() == title.strip()):
            blocks.append(Block(number, start, cut(start, end)))
        else:
            own_end = min(heading.end, end)
            depth = tree.add(text[start:own_end], number, heading.level)
            if text[own_end:end].strip():
                blocks.append(Block(number, start, cut(own_end, end), lead=cut(start, own_end)))
            else:
                blocks.append(Block(number, start, cut(start, end), depth=depth))
        start = end + 1
    return ReadingText(tuple(blocks), tree.entries(), len(settled))


def block_at(blocks: Sequence[Block], offset: int) -> int:
    """Number of the paragraph that holds an offset of the report's text (the nearest one, where none does)."""
    return blocks[max(0, bisect_right([block.start for block in blocks], offset) - 1)].number


def _cut(text: str, offset: int, marks: Marks, number: int) -> tuple[Piece, ...]:
    """``marks`` are settled and count from the same zero as ``offset``, where ``text`` begins."""
    cut: list[Piece] = []
    done = 0
    for count, (start, end) in enumerate(marks, start=number):
        begin, stop = max(0, start - offset), min(len(text), end - offset)
        if begin > done:
            cut.append(Piece(text[done:begin]))
        cut.append(Piece(text[begin:stop], count, start >= offset))
        done = stop
    if done < len(text):
        cut.append(Piece(text[done:]))
    return tuple(cut)


@dataclass(slots=True)
class _Node:
    title: str
    number: int
    level: int
    children: list[_Node] = field(default_factory=list)

    def entry(self) -> OutlineEntry:
        return OutlineEntry(self.title, self.number, tuple(child.entry() for child in self.children))


class _Outline:
    """Headings put into a tree as they come; a level that is skipped makes no empty entry."""

    def __init__(self) -> None:
        self._root = _Node("", 0, 0)
        self._open = [self._root]

    def add(self, title: str, number: int, level: int) -> int:
        """Takes the next heading; returns its depth, 0 = highest."""
        while len(self._open) > 1 and self._open[-1].level >= level:
            self._open.pop()
        node = _Node(title, number, level)
        self._open[-1].children.append(node)
        self._open.append(node)
        return len(self._open) - 2

    def entries(self) -> tuple[OutlineEntry, ...]:
        return self._root.entry().children
