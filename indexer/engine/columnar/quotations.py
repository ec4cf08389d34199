"""Short strings that stand between quotation marks, found in the flat text of a segment all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.engine.base import (
    LONGEST_QUOTATION,
    QUOTATION_MARKS,
    QUOTATION_STOPS,
    SHORTEST_QUOTATION,
    STRAIGHT_MARK,
    Quotations,
)
from indexer.engine.columnar.segment import Segment
from indexer.engine.columnar.strings import END, Places, Strings, runs, units_of
from indexer.fold import fold

_WIDTH: Final = 2 * LONGEST_QUOTATION
"""Units that so many characters may take."""
_STOPS: Final = np.append(units_of(QUOTATION_STOPS), np.uint16(END))
Found = tuple[tuple[str, ...], NDArray[np.int64], NDArray[np.int64]]
"""Strings as they are written, each once; the string and the document of each place."""


def find_quotations(segment: Segment, section: str) -> Found:
    """The quotations of a segment, deleted documents included."""
    units, places = _quoted(segment, section)
    rows = np.ascontiguousarray(units).view(np.dtype((np.void, _WIDTH * units.itemsize))).ravel()
    # Rows are equal as bytes; unlike tuples of units, numpy sorts them at once.
    distinct, string = np.unique(rows, return_inverse=True)
    written = tuple(row.tobytes().decode("utf-16-le").rstrip("\0") for row in distinct)
    documents = segment.strings["text"].starts.searchsorted(places, side="right") - 1
    return written, string.astype(np.int64).ravel(), documents


def join_quotations(parts: Sequence[Found], ids: Sequence[NDArray[np.uint64]]) -> Quotations:
    """The quotations of several segments, whose live documents have these ids, as one; strings that fold alike are one.

    An id of 0 stands for a document that is deleted.
    """
    numbers: dict[str, int] = {}
    written: list[Counter[str]] = []
    string, report = [np.empty(0, np.int64)], [np.empty(0, np.uint64)]
    for (texts, each, documents), known in zip(parts, ids, strict=True):
        owners = known.take(documents)
        live = owners != 0
        counts = np.bincount(each[live], minlength=len(texts)).tolist()
        mapped = np.full(len(texts), -1, np.int64)
        for place, (text, count) in enumerate(zip(texts, counts, strict=True)):
            if count:
                number = mapped[place] = numbers.setdefault(fold(text), len(numbers))
                if number == len(written):
                    written.append(Counter())
                written[number][text] += count
        string.append(mapped.take(each[live]))
        report.append(owners[live])
    shown = tuple(min(forms, key=lambda form: (-forms[form], form)) for forms in written)
    return Quotations(tuple(numbers), shown, np.concatenate(string), np.concatenate(report))


def _quoted(segment: Segment, section: str) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
    """What stands in the marks, uint16[k, width] with zeros behind it, and where it begins."""
    strings = segment.strings["text"]
    pairs = [_nearest(strings, opening, closing) for opening, closing in QUOTATION_MARKS]
    opened, closed = (np.concatenate(each) for each in zip(*pairs, _in_turn(segment), strict=True))
    starts, sizes = opened + 1, closed - opened - 1
    near = (sizes >= SHORTEST_QUOTATION) & (sizes <= _WIDTH)
    starts, sizes = starts[near], sizes[near]
    if section:
        inside = segment.within(starts - 1, starts + sizes + 1, section)
        starts, sizes = starts[inside], sizes[inside]
    at = np.arange(_WIDTH)
    units = strings.units_at(np.minimum(starts[:, None] + at, len(strings.flat) - 1))
    units[at >= sizes[:, None]] = 0
    characters = sizes - np.count_nonzero((units & 0xFC00) == 0xDC00, axis=1)
    proper = (characters >= SHORTEST_QUOTATION) & (characters <= LONGEST_QUOTATION)
    proper &= ~np.isin(units, _STOPS).any(axis=1)
    return units[proper], starts[proper]


def _nearest(strings: Strings, opening: str, closing: str) -> tuple[Places, Places]:
    """Marks of a pair that are nearest to each other: behind the opening one comes no other before the closing one."""
    opened, closed = (strings.places(units_of(mark)) for mark in (opening, closing))
    next_closed = np.append(closed, len(strings.flat)).take(closed.searchsorted(opened))
    near = np.append(opened[1:], len(strings.flat)) > next_closed
    return opened[near], next_closed[near]


def _in_turn(segment: Segment) -> tuple[Places, Places]:
    """The straight marks of each line that has as many to open as to close."""
    marks = segment.strings["text"].places(units_of(STRAIGHT_MARK))
    begins = runs(segment.bounds("paragraphs").searchsorted(marks, side="right"))
    sizes = np.diff(np.append(begins, len(marks)))
    whole = np.repeat(sizes % 2 == 0, sizes)
    closing = (np.arange(len(marks)) - np.repeat(begins, sizes)) % 2 == 1
    return marks[whole & ~closing], marks[whole & closing]
