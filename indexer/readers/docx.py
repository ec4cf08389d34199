"""Word files (.docx): paragraphs and tables in the order of the document, with headings and notes.

The XML is walked rather than python-docx's paragraphs: those leave out tracked insertions, content controls and text boxes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

import docx
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from lxml import etree

from indexer.errors import ReadError
from indexer.models import RawDocument
from indexer.readers import zip_bounds
from indexer.readers.characters import sanitized

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LEFT_OUT: Final = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr", FALLBACK})
"""Deleted text, field codes, and the second copy of a text box that old versions of Word get."""
BREAKS: Final = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
DAMAGE: Final = (
    OpcError,
    etree.XMLSyntaxError,
    KeyError,
    TypeError,
    AttributeError,
    *zip_bounds.DAMAGE,
)
"""What python-docx raises on damaged files: its own errors, and (it documents none) those of zipfile and lxml."""
DUBLIN_CORE: Final = "{http://purl.org/dc/elements/1.1/}"
PROPERTIES: Final = {"title": "title", "creator": "author"}
PLACEHOLDERS: Final = frozenset({"Word Document", "python-docx", ""})
HEADING_STYLE: Final = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
TITLE_STYLE: Final = re.compile(r"title|标题|標題", re.IGNORECASE)
LONGEST_ROW: Final = 500
"""Characters of a table row that is still one line; longer ones are tables used for layout."""


@dataclass(slots=True)
class Story:
    """The lines collected so far, with the level of those that are headings."""

    levels_of_styles: Mapping[str, int]
    lines: list[str] = field(default_factory=list)
    headings: dict[int, int] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)


def read(data: bytes, file: str) -> RawDocument:
    """A Word file as a document: a paragraph or table row a line, then its foot- and endnotes.

    Raises ReadError for anything that is not a readable .docx.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReadError("an old .doc file or a document with a password; save it as .docx without one")
    try:
        document = docx.Document(BytesIO(data))
        story = Story(_style_levels(document))
        _blocks(document.element.body, story)
        for kind in ("footnotes", "endnotes"):
            _notes(document, kind, story)
        stated = _stated(document)
    except DAMAGE as error:
        raise ReadError(
            f"not a readable Word file ({type(error).__name__}); open it in Word and save it as .docx"
        ) from error
    title = " ".join(story.titles) or None
    return RawDocument(
        file=file,
        text=sanitized("\n".join(story.lines)),
        format="docx",
        title=title,
        stated=stated,
        heading_lines=story.headings,
    )


def _style_levels(document: Any) -> dict[str, int]:
    """Style id → heading level; 0 for the title's style. By name or outline level, own or inherited."""
    levels: dict[str, int] = {}
    for style in document.styles:
        level = _style_level(style)
        if level is not None:
            levels[str(style.style_id)] = level
    return levels


def _style_level(style: Any) -> int | None:
    for _ in range(10):  # based-on chains of damaged files may be circles
        name = str(style.name or "")
        if found := HEADING_STYLE.fullmatch(name):
            return int(found[1])
        if TITLE_STYLE.fullmatch(name):
            return 0
        outline = _outline(style.element)
        if outline is not None:
            return outline
        style = getattr(style, "base_style", None)
        if style is None:
            break
    return None


def _outline(element: Any) -> int | None:
    found = element.find(f"{W}pPr/{W}outlineLvl")
    value = found.get(f"{W}val", "9") if found is not None else "9"
    return int(value) + 1 if value.isdigit() and int(value) < 9 else None


def _blocks(container: Any, story: Story) -> None:
    for element in container:
        if element.tag == f"{W}p":
            _paragraph(element, story)
        elif element.tag == f"{W}tbl":
            for row in element.iter(f"{W}tr"):
                if next(row.iterancestors(f"{W}tbl")) is element:
                    _row(row, story)
        elif isinstance(element.tag, str) and element.tag not in LEFT_OUT:
            _blocks(element, story)  # content controls, insertions, custom XML


def _paragraph(element: Any, story: Story) -> None:
    style = element.find(f"{W}pPr/{W}pStyle")
    level = story.levels_of_styles.get(style.get(f"{W}val", "")) if style is not None else None
    outline = _outline(element)
    text = "".join(_pieces(element))
    first = len(story.lines)
    story.lines.extend(sanitized(text).split("\n"))
    if text.strip() and level == 0:
        story.titles.append(" ".join(text.split()))
    elif text.strip() and (level or outline):
        story.headings[first] = outline or level or 1
    for box in element.iter(f"{W}txbxContent"):
        # A box inside a box belongs to the paragraph in that one, which comes to it in its turn.
        if next(box.iterancestors(f"{W}p")) is element and next(box.iterancestors(FALLBACK), None) is None:
            _blocks(box, story)


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in BREAKS:
            yield BREAKS[child.tag]
        elif isinstance(child.tag, str) and child.tag not in LEFT_OUT and child.tag != f"{W}txbxContent":
            yield from _pieces(child)


def _row(row: Any, story: Story) -> None:
    """One line with tabs between cells, unless the table only arranges paragraphs on the page."""
    cells: list[Story] = []
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr")) is row:
            inner = Story(story.levels_of_styles)
            _blocks(cell, inner)
            cells.append(inner)
    texts = [[line for line in cell.lines if line.strip()] for cell in cells]
    if len(cells) > 1 and sum(len(line) for lines in texts for line in lines) <= LONGEST_ROW:
        line = "\t".join(" ".join(lines) for lines in texts if lines)
        story.lines.append(line)
        return
    for inner in cells:
        shift = len(story.lines)
        story.lines.extend(inner.lines)
        story.headings.update({number + shift: level for number, level in inner.headings.items()})
        story.titles.extend(inner.titles)


def _notes(document: Any, kind: str, story: Story) -> None:
    for relation in document.part.rels.values():
        if relation.is_external or not str(relation.reltype).endswith(f"/{kind}"):
            continue
        for note in parse_xml(relation.target_part.blob):
            if note.get(f"{W}type") in (None, "normal"):
                _blocks(note, story)


def _stated(document: Any) -> dict[str, str]:
    """Title and author. LibreOffice relates them by another type than Word, under which python-docx does not find them."""
    found: dict[str, str] = {}
    for relation in document.part.package.rels.values():
        if relation.is_external or not str(relation.reltype).lower().endswith("/metadata/core-properties"):
            continue
        properties = parse_xml(relation.target_part.blob)
        for name, field_name in PROPERTIES.items():
            value = sanitized(properties.findtext(f"{DUBLIN_CORE}{name}") or "").strip()
            if value not in PLACEHOLDERS:
                found[field_name] = value
    return found
