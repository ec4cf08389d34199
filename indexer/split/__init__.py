"""A file that holds several reports becomes one document for each; a single report is never cut.

A report begins with its title (``titles``) and holds a text of its own. Names of reports in sentences, tables of contents
and section headings look alike; they lack such a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from indexer.models import ROW_FORMATS, RawDocument
from indexer.readers.characters import unescaped
from indexer.split.titles import SENTENCE, Title, squeezed, titles
from indexer.structure import contents

SHORTEST_REPORT: Final = 150
"""Characters that must follow a title before the next one; a table of contents has none."""
SHORTEST_DECISION: Final = 60
"""The same for a 决议, which may be one sentence."""
HEAD: Final = 25
"""Lines (blank ones and a table of contents left out) within which the first report's title stands."""


def split(raw: RawDocument) -> list[RawDocument]:
    """One document per report, in order, with ``part`` and ``parts`` set; the document itself where it holds one.

    What precedes the first title stays with the first report, what follows the last text with the last. Line numbers of
    a part (``heading_lines``) count from its own first line. Rows of JSON Lines and of tables are
    taken as they are given.
    """
    if raw.format in ROW_FORMATS or raw.parts > 1:
        return [raw]
    lines = unescaped(raw.text).split("\n")
    starts = _starts(raw, lines)
    if len(starts) < 2:
        return [raw]
    edges = [0, *(title.line for title in starts[1:]), len(lines)]
    parts = len(starts)
    return [
        _part(raw, lines, number, parts, edges[number], edges[number + 1], starts[number]) for number in range(parts)
    ]


def _part(
    raw: RawDocument, lines: Sequence[str], number: int, parts: int, start: int, end: int, title: Title
) -> RawDocument:
    own = raw.title is not None and (number == 0 or squeezed(raw.title) == squeezed(title.text))
    # The page's title names the first report or all of them; for the others it would be wrong.
    stated = raw.stated if number == 0 else {name: value for name, value in raw.stated.items() if name != "title"}
    own_lines = list(lines[start:end])
    if title.bare is not None:
        own_lines[title.last - start] = title.bare  # the collection's number is not the report's
    return replace(
        raw,
        text="\n".join(own_lines).rstrip("\n"),
        title=raw.title if own else None,
        stated=stated,
        heading_lines={line - start: level for line, level in raw.heading_lines.items() if start <= line < end},
        part=number,
        parts=parts,
    )


def _starts(raw: RawDocument, lines: Sequence[str]) -> list[Title]:
    """The titles that begin a report of their own, the first of the file included."""
    listed = contents(lines)
    found = titles(lines, raw.heading_lines, listed)
    full: list[Title] = []
    for number, title in enumerate(found):
        end = found[number + 1].line if number + 1 < len(found) else len(lines)
        if _holds(lines, title.last + 1, end, SHORTEST_DECISION if title.decision else SHORTEST_REPORT):
            full.append(title)
    if len(full) < 2:
        return full
    nonblank = sum(bool(line.strip()) for number, line in enumerate(lines[: full[0].line]) if number not in listed)
    if nonblank > HEAD:
        # Something that bears no such title comes first: only what shows itself as a report is cut off from it.
        full = [Title(0, 0, "", False), *(title for title in full if title.firm)]
    return _without_copies(lines, full)


def _without_copies(lines: Sequence[str], titles: Sequence[Title]) -> list[Title]:
    """Not the same report twice: a page dump repeats itself, and some pages print their title again in the text."""
    kept: list[Title] = []
    seen: set[str] = set()
    for number, title in enumerate(titles):
        end = titles[number + 1].line if number + 1 < len(titles) else len(lines)
        full = (number for number in range(title.line, end) if _holds(lines, number, number + 1, 2 * SENTENCE))
        # Two paragraphs: the first may be the set phrase with which all such reports begin, their names masked.
        opening = "".join(squeezed(lines[number]) for number in islice(full, 2))
        if opening and opening in seen:
            continue
        seen.add(opening)
        kept.append(title)
    return kept


def _holds(lines: Sequence[str], start: int, end: int, letters: int) -> bool:
    """Whether the lines from ``start`` to before ``end`` hold so many letters and digits; the rest is not counted."""
    for number in range(start, end):
        letters -= sum(map(str.isalnum, lines[number]))
        if letters <= 0:
            return True
    return False
