"""Web pages: the visible text in document order, a block a line, and what the page's meta tags state.

Nothing is picked out by guessing where the article is (a wrong guess loses the report); what is plainly not text of the
page goes here (``page_parts``), site furniture that is text goes later, in ``clean``, where it still serves as a source
of metadata.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from typing import Any, Final

from lxml import etree
from lxml import html as lxml_html

from indexer.errors import ReadError
from indexer.models import RawDocument
from indexer.readers.characters import sanitized, unescaped
from indexer.readers.page_meta import stated_by, title_of
from indexer.readers.page_parts import Parts
from indexer.readers.text import decode

BLOCKS: Final = frozenset(
    re.findall(
        r"[a-z0-9]+",
        "html body p div section article main header footer aside h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr "
        "td th caption blockquote pre center form fieldset figure figcaption hr address details summary legend hgroup",
    )
)
DECLARED: Final = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
XML_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]*\?>")
ENTITY_LEFT: Final = re.compile(r"&(?:amp;)*(?:n?bsp;?|(?:#\d{2,7}|#x[0-9a-f]{2,6}|[a-z]{2,8});)", re.IGNORECASE)
"""An entity that was escaped twice, or half lost, on its way through an editor."""
MARKUP: Final = re.compile(r"</(?:p|div|td|span|font|strong|html)\s*>|<br\s*/?>", re.IGNORECASE)
"""Markup among the words themselves: the page's source was saved, or escaped on its way into another page."""
FEWEST_MARKS: Final = 3
COLLAPSED: Final = re.compile(r"[ \t\n\f]+")
LONGEST_ROW: Final = 500
"""Characters of a table row that is still one line; longer ones are tables used for layout."""


@dataclass(slots=True)
class Flow:
    """The lines collected so far; ``open`` is the line being written, ``level`` the heading it stands in."""

    parts: Parts
    lines: list[str] = field(default_factory=list)
    headings: dict[int, int] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    level: int = 0
    preformatted: bool = False

    def close(self) -> None:
        """End the line being written; blank ones vanish."""
        line = "".join(self.open).strip(" \t\n")
        self.open.clear()
        if line:
            if self.level:
                self.headings[len(self.lines)] = self.level
            self.lines.append(line)

    def turn(self, level: int, preformatted: bool) -> None:
        """Begin or end a block: what follows stands in a heading of that level, in preformatted text or not."""
        self.close()
        self.level, self.preformatted = level, preformatted


Step = Callable[[], None]


def read(data: bytes, file: str) -> RawDocument:
    """A page or a fragment of one as a document.

    Raises ReadError where the bytes are no text, hold no markup that can be parsed, or only name other files.
    """
    declared = DECLARED.search(data[:4096])
    text, encoding = decode(data, _python_name(declared[1].decode("ascii")) if declared else None)
    text = sanitized(unescaped(text))
    tree = _parsed(XML_DECLARATION.sub("", text))
    source = _source_shown(tree)
    if source is not None:
        text, tree = source, _parsed(XML_DECLARATION.sub("", source))
    stated = stated_by(tree, text)
    etree.strip_elements(tree, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    title = title_of(tree, stated)
    flow = Flow(parts=Parts(tree))
    _walk(tree, flow)
    flow.close()
    if not flow.lines:
        _refuse_frames(tree)
    return RawDocument(
        file=file,
        text="\n".join(_without_entities(line) for line in flow.lines),
        format="html",
        title=title,
        stated=stated,
        heading_lines=flow.headings,
        encoding=encoding,
    )


def _source_shown(tree: Any) -> str | None:
    """The source of a page where that is what the page shows: saved from a browser's view of it, or escaped whole."""
    lines = tree.xpath("//td[contains(concat(' ', @class, ' '), ' line-content ')]")  # Chromium's view
    lines = lines or tree.xpath("//pre[@id='line1']")  # Firefox's view
    if not lines and len(tree.xpath("//p | //br | //td")) < FEWEST_MARKS:
        lines = tree.xpath("//body")
    shown = "\n".join(line.text_content() for line in lines)
    return shown if len(MARKUP.findall(shown)) >= FEWEST_MARKS else None


def _refuse_frames(tree: Any) -> None:
    """Raise ReadError where a page without text says in which files the text is."""
    frames = [str(frame.get("src")) for frame in tree.iter("frame", "iframe") if frame.get("src")]
    if frames:
        names = ", ".join(sanitized(name)[:80] for name in frames[:5])
        raise ReadError(f"the page holds no text itself, only frames that show others ({names}); save those")


def _without_entities(line: str) -> str:
    if "&" not in line:
        return line
    return sanitized(ENTITY_LEFT.sub(_entity, line)).strip(" \t\n")


def _entity(found: re.Match[str]) -> str:
    entity = re.sub("^&(?:amp;)*", "&", found[0], flags=re.IGNORECASE)
    if entity.lower().rstrip(";") in ("&nbsp", "&bsp"):
        return " "
    character = unescape(entity)
    # A name that is none, as in AT&T;, is text; no entity may smuggle in a line end.
    return found[0] if character == entity else " " if character.isspace() and character != "\u3000" else character


def _parsed(text: str) -> Any:
    """The tree of a page. Raises ReadError where there is none, or only a part of one."""
    parser = lxml_html.HTMLParser(huge_tree=True)
    try:
        tree = lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"the page cannot be parsed ({error}); save it again from the browser") from error
    # The parser leaves out, without a word, what lies deeper than it goes.
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise ReadError("the page nests its elements too deep (more than 2,000); save it as text")
    return tree


def _python_name(charset: str) -> str:
    """The superset that browsers take where a page says GB2312 or Big5."""
    name = charset.lower()
    return {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "x-gbk": "gb18030"}.get(name, name)


def _walk(root: Any, flow: Flow) -> None:
    """Read an element, all in it and what follows it; with a list of steps, as pages nest deeper than Python calls."""
    steps: list[Step] = []
    steps.append(partial(_open, root, flow, steps))
    while steps:
        steps.pop()()


def _open(element: Any, flow: Flow, steps: list[Step]) -> None:
    """Begin an element, and put down what is to be done after it: the last put down is done first."""
    if element.tail:
        steps.append(partial(_text, element.tail, flow))
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or flow.parts.drops(element):
        return
    if tag == "br":
        flow.close()
        return
    if tag == "tr":
        flow.close()
        cells = [Flow(parts=flow.parts, level=flow.level) for _ in element]
        steps.append(partial(_row, cells, flow))
        for child, cell in zip(reversed(element), reversed(cells), strict=True):
            steps += [cell.close, partial(_open, child, cell, steps)]
        return
    if tag in BLOCKS:
        steps.append(partial(flow.turn, flow.level, flow.preformatted))
        flow.turn(int(tag[1]) if re.fullmatch("h[1-6]", tag) else flow.level, flow.preformatted or tag == "pre")
    steps.extend(partial(_open, child, flow, steps) for child in reversed(element))
    if element.text:
        _text(element.text, flow)


def _text(text: str, flow: Flow) -> None:
    text = sanitized(text)  # once more: a reference such as &#x2F00; became a character only in the tree
    if not flow.preformatted:
        flow.open.append(COLLAPSED.sub(" ", text))
        return
    first, *others = text.split("\n")
    flow.open.append(first)
    for line in others:
        flow.close()
        flow.open.append(line)


def _row(cells: Sequence[Flow], flow: Flow) -> None:
    """One line with tabs between cells, unless the table only arranges blocks on the page."""
    full = [cell for cell in cells if cell.lines]
    single = all(len(cell.lines) == 1 for cell in full)
    if len(full) > 1 and single and sum(len(cell.lines[0]) for cell in full) <= LONGEST_ROW:
        flow.lines.append("\t".join(cell.lines[0] for cell in full))
        return
    for inner in full:
        shift = len(flow.lines)
        flow.lines.extend(inner.lines)
        flow.headings.update({number + shift: level for number, level in inner.headings.items()})
