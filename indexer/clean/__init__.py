"""Cleaning: site furniture, hard-wrapped lines, torn words, bullets and page numbers leave; the report stays whole."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from indexer.clean import bullets, copies, printing, zones
from indexer.clean.broken_titles import with_whole_title
from indexer.clean.characters import mended
from indexer.clean.spacing import is_torn, tightened
from indexer.clean.wrapping import Line, joined, pasted, printed_breaks, width, wrap_measure
from indexer.models import WORD_FORMATS, CleanDocument, Furniture, RawDocument
from indexer.readers.characters import legible
from indexer.structure import headings

BLOCK_FORMATS: Final = WORD_FORMATS | {"html"}
"""Formats in which a line is a block; elsewhere a line that ends with a comma goes on in the next."""
INDENTATION: Final = "\u3000\u3000"
LONG_LINE: Final = 400
FEWEST_INDENTED: Final = 4
"""So many indentations inside a line of so many characters are those of paragraphs, not a blank between two names."""
SHORTEST_MEAN: Final = 24
"""Characters of a paragraph on average; the names of a list are shorter."""
SPACED_LABEL: Final = re.compile(r"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff] ){1,3}[\u4e00-\u9fff](?= ?[:：])")


def clean(raw: RawDocument) -> CleanDocument:
    """The report's own text, with what left it as furniture and its headings as offsets.

    Whatever is neither furniture, a copy, a mark of layout nor a space without meaning is kept, in its order.
    """
    raw = _with_legible_titles(raw)
    sources, marks = _sources(raw)
    out, printed = zones.outside(raw, [source.text for source in sources])
    if raw.front:
        out |= {position for position, source in enumerate(sources) if source.number < raw.front}
    kept = [source for position, source in enumerate(sources) if position not in out]
    kept, repeated = _without_repeated_title(kept)
    groups = _paragraphs(raw, kept, [sources[position].number for position in sorted(printed)])
    texts = [group[0].text if len(group) == 1 else pasted([line.text for line in group]) for group in groups]
    torn = is_torn(texts)
    paragraphs = [(group[0], tightened(text, torn=torn)) for group, text in zip(groups, texts, strict=True)]
    paragraphs = with_whole_title(
        raw, [each for each in paragraphs if each[1]], [sources[position].text for position in out]
    )
    text = mended("\n".join(paragraph for _, paragraph in paragraphs))
    marked = {
        place: raw.heading_lines[line.number]
        for place, (line, paragraph) in enumerate(paragraphs)
        if line.number in raw.heading_lines and not (raw.title and copies.is_repeated_title(paragraph, raw.title))
    }
    left = sorted([sources[position] for position in out] + repeated + marks, key=lambda source: source.number)
    return CleanDocument(
        raw=raw,
        text=text,
        headings=headings(text, marked),
        furniture=tuple(Furniture(text=_tidy(source.text), line=source.number + 1) for source in left),
    )


def _with_legible_titles(raw: RawDocument) -> RawDocument:
    """The document with the titles that its format states read as its text is."""
    title = None if raw.title is None else legible(raw.title)
    stated = raw.stated.get("title")
    if stated is not None and legible(stated) != stated:
        raw = replace(raw, stated={**raw.stated, "title": legible(stated)})
    return raw if title == raw.title else replace(raw, title=title)


def _sources(raw: RawDocument) -> tuple[list[Line], list[Line]]:
    """The lines of the source that are not blank, stripped; and the watermark that stood on each, as a line of its own."""
    text = legible(raw.text)
    numbered = printing.has_inline_numbers(text)
    found = text.split("\n")
    bare = [line.strip() for line in found]
    opening, ending = printing.on_every_line(list(filter(None, bare)))
    sources: list[Line] = []
    marks: list[Line] = []
    blank = False
    for number, (line, stripped) in enumerate(zip(found, bare, strict=True)):
        if (opening or ending) and stripped:
            unmarked = stripped.removeprefix(opening).removesuffix(ending).strip()
            if unmarked != stripped and not marks:
                marks.append(Line((opening + ending).strip(), number, 0, False))
            stripped = unmarked
        if not stripped:
            blank = True
            continue
        margin = "" if line[0] == stripped[0] else line[: line.index(stripped[0])]
        indent = width(margin.expandtabs(4)) if margin.isspace() else 0
        if numbered:
            stripped = printing.without_inline_numbers(stripped)
        first, *others = _lost_paragraphs(stripped)
        sources.append(Line(first, number, indent, blank, number in raw.heading_lines))
        sources += [Line(other, number, 4, False, True) for other in others]
        blank = False
    return sources, marks


def _lost_paragraphs(line: str) -> list[str]:
    """The paragraphs of a long line that kept their indentation when their line ends were lost."""
    if len(line) < LONG_LINE or not FEWEST_INDENTED <= line.count(INDENTATION) <= len(line) // SHORTEST_MEAN:
        return [line]
    return [part for part in map(str.strip, line.split(INDENTATION)) if part]


def _tidy(line: str) -> str:
    """Furniture for reading: single spaces, and none inside a label (来　　源：)."""
    line = re.sub(r"[^\S\n]+", " ", line).strip()
    return SPACED_LABEL.sub(lambda label: label[0].replace(" ", ""), line)


# ----------------------------------------------------------------------------------------- paragraphs


def _without_repeated_title(kept: list[Line]) -> tuple[list[Line], list[Line]]:
    """The first line kept once: what repeats it before the text begins is furniture."""
    if not kept:
        return kept, []
    title = kept[0].text
    repeated: list[Line] = []
    for source in kept[1:6]:
        if copies.is_repeated_title(source.text, title):
            repeated.append(source)
        elif zones.is_body(source.text):
            break
    return [source for source in kept if source not in repeated], repeated


def _paragraphs(raw: RawDocument, kept: Sequence[Line], printed: Sequence[int]) -> list[list[Line]]:
    """The lines of each paragraph; ``printed`` are the lines of the source where one page ends and the next begins."""
    lines: list[Line] = []
    markdown = raw.format == "markdown"
    for source in kept:
        if bullets.is_bare(source.text) and not markdown:
            lines.append(source)
            continue
        for number, item in enumerate(bullets.items(bullets.unmarked(source.text, markdown=markdown))):
            lines.append(
                Line(item, *source[1:]) if number == 0 else Line(item, source.number, source.indent, False, True)
            )
    if any(line.text.startswith(bullets.SIGN) for line in lines):
        lines = _mended(lines)
    measure = wrap_measure(lines) if raw.format not in WORD_FORMATS else None
    breaks = printed_breaks(lines) if raw.format == "pdf" and measure is None else frozenset()
    breaks |= _broken_by_pages(lines, printed)
    return joined(lines, measure=measure, sentences=raw.format not in BLOCK_FORMATS, breaks=breaks)


def _broken_by_pages(lines: Sequence[Line], printed: Sequence[int]) -> frozenset[int]:
    """Positions of the lines that go on in the next, a page's end between them: 全面推进乡 / — 12 — / 村振兴."""
    if not printed:
        return frozenset()
    return frozenset(
        position
        for position, (line, following) in enumerate(pairwise(lines))
        if bisect(printed, line.number) < bisect(printed, following.number)
        and printing.is_broken_off(line.text)
        and not following.starts
        and printing.goes_on(following.text)
    )


def _mended(lines: Sequence[Line]) -> list[Line]:
    """List items whose second half was taken for an item of its own, put together."""
    mended: list[Line] = []
    for line in lines:
        if mended and bullets.continues(mended[-1].text, line.text):
            last = mended.pop()
            line = Line(
                last.text + line.text[len(bullets.SIGN) :], last.number, last.indent, last.blank_before, last.starts
            )
        mended.append(line)
    return mended
