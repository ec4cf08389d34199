"""A file that holds several reports becomes one document for each; a single report is never cut.

A report begins with its title (``titles``) and holds a text of its own. Names of reports in sentences, tables of contents
and section headings look alike; they lack such a text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from indexer.models import ROW_FORMATS, RawDocument
from indexer.readers.characters import legible
from indexer.split.titles import SALUTATION, SENTENCE, Title, first_line, front_lines, titles
from indexer.structure import contents, squeezed

SHORTEST_REPORT: Final = 150
"""Characters that must follow a title before the next one; a table of contents has none."""
SHORTEST_SPOKEN: Final = 60
"""The same where a salutation follows the title, or the title is that of a 决议, which may be one sentence."""
HEAD: Final = 25
"""Lines (blank ones and a table of contents left out) within which the first report's title stands."""
PROSE: Final = 60
"""Characters of a paragraph in front of the first report that has to show itself as a preface."""
PREFACE: Final = re.compile(
    r"[编編](?:者|辑|輯|印|写|寫|选|選|入|委)|本(?:书|書|集|册|冊|辑|輯|汇编|彙編|选编|文件|资料|資料|期|刊)|[汇彙]编|[汇彙]編|选编|選編|收录|收錄|收入|整理|[参參]考|读者|讀者|网友|網友|小编|以下|下面|范文|欢迎|歡迎|[0-9一二三四五六七八九十]+篇|刊[登发發载載]|印[发發]|现将|現將"
)
"""Words of prefaces, covering letters and introductions on pages of models."""
LONGEST_FRONT: Final = 600
"""Letters and digits of a compilation's cover and preface; with more of them they may be a report that was not recognised."""


def split(raw: RawDocument) -> list[RawDocument]:
    """One document per report, in order, with ``part`` and ``parts`` set; the document itself where it holds one.

    What precedes the first title stays with the first report as its ``front``, what follows the last text with the last.
    Line numbers of a part (``heading_lines``) count from its own first line. Rows of JSON Lines and of tables are
    taken as they are given.
    """
    if raw.format in ROW_FORMATS or raw.parts > 1:
        return [raw]
    lines = legible(raw.text).split("\n")
    starts = _starts(raw, lines)
    if len(starts) < 2:
        return [raw]
    edges = [0, *(first_line(lines, title) for title in starts[1:]), len(lines)]
    fronts = [
        front_lines(lines, starts[0].line),
        *(title.line - edge for title, edge in zip(starts[1:], edges[1:], strict=False)),
    ]
    if not _is_cover(lines[: fronts[0]]):
        fronts[0] = 0
    cover = (raw.title or "", raw.stated.get("title", ""), *map(str.strip, lines[: fronts[0]]))
    return [
        _part(
            replace(raw, part=number, parts=len(starts), front=fronts[number], collection=tuple(filter(None, cover))),
            lines[edges[number] : edges[number + 1]],
            edges[number],
            title,
        )
        for number, title in enumerate(starts)
    ]


def _part(raw: RawDocument, lines: list[str], start: int, title: Title) -> RawDocument:
    """One report of a file; ``raw`` is the file with the part's number, ``lines`` the part's own, from ``start`` on."""
    # The page's title names the first report or all of them; for the others it would be wrong.
    own = raw.title is not None and _names(raw.title, title, first=raw.part == 0)
    kept = "title" not in raw.stated or _names(raw.stated["title"], title, first=raw.part == 0)
    stated = raw.stated if kept else {name: value for name, value in raw.stated.items() if name != "title"}
    if title.bare is not None:
        lines[title.last - start] = title.bare  # the collection's number is not the report's
    end = start + len(lines)
    return replace(
        raw,
        text="\n".join(lines).rstrip("\n"),
        title=raw.title if own else None,
        stated=stated,
        heading_lines={line - start: level for line, level in raw.heading_lines.items() if start <= line < end},
    )


def _is_cover(lines: Sequence[str]) -> bool:
    """Whether lines are a compilation's cover, contents and preface, rather than a text whose title was not recognised."""
    if _holds(lines, 0, len(lines), LONGEST_FRONT):
        return False
    return not any(
        SALUTATION.fullmatch(line.strip()) or (len(line) >= PROSE and "。" in line and not PREFACE.search(line))
        for line in lines
    )


def _names(stated: str, title: Title, *, first: bool) -> bool:
    """Whether the page's title is that of the report which begins with ``title``: the same words, or of the first more of them."""
    said, own = squeezed(stated), squeezed(title.text)
    return said == own or (first and (not own or own in said))


def _starts(raw: RawDocument, lines: Sequence[str]) -> list[Title]:
    """The titles that begin a report of their own, the first of the file included."""
    listed = contents(lines)
    found = titles(lines, raw.heading_lines, listed)
    full: list[Title] = []
    for number, title in enumerate(found):
        end = found[number + 1].line if number + 1 < len(found) else len(lines)
        again = number + 1 < len(found) and squeezed(found[number + 1].text) == squeezed(title.text)
        # A page's title above the report's own: the salutation is the report's.
        if _holds(lines, title.last + 1, end, SHORTEST_SPOKEN if title.spoken and not again else SHORTEST_REPORT):
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
