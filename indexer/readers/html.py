"""Web pages: the visible text in document order, a block a line, and what the page's meta tags state.

Nothing is picked out by guessing where the article is (a wrong guess loses the report); what is plainly not text of the
page goes here, site furniture that is text goes later, in ``clean``, where it still serves as a source of metadata.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from lxml import etree
from lxml import html as lxml_html

from indexer.errors import ReadError
from indexer.models import RawDocument
from indexer.readers.characters import sanitized, unescaped
from indexer.readers.page_meta import stated_by, title_of
from indexer.readers.text import decode

DROPPED: Final = frozenset(
    re.findall(
        r"[a-z0-9]+",
        "head script style noscript template iframe object embed applet svg canvas math select option datalist button textarea "
        "input video audio map nav dialog menu frameset",
    )
)
BLOCKS: Final = frozenset(
    re.findall(
        r"[a-z0-9]+",
        "html body p div section article main header footer aside h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr "
        "td th caption blockquote pre center form fieldset figure figcaption hr address details summary legend hgroup",
    )
)
NAVIGATION: Final = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navi|navigation|menu|menus|submenu|topnav|subnav|sidebar|crumbs?|breadcrumbs?|related|pager?|"
    r"pagination|friendlinks?|links|sitemap)(?:$|[\s_-])",
    re.IGNORECASE,
)
HIDDEN: Final = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
DECLARED: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
XML_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]*\?>")
ENTITY_LEFT: Final = re.compile(r"&(?:amp;)*n?bsp;?", re.IGNORECASE)
"""An entity that was escaped twice, or half lost, on its way through an editor."""
COLLAPSED: Final = re.compile(r"[ \t\n\f]+")
LONGEST_ROW: Final = 500
"""Characters of a table row that is still one line; longer ones are tables used for layout."""


@dataclass(slots=True)
class Flow:
    """The lines collected so far; ``open`` is the line being written, ``level`` the heading it stands in."""

    whole: int
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

    Raises ReadError where the bytes are no text or hold no markup that can be parsed.
    """
    declared = DECLARED.search(data[:4096])
    text, encoding = decode(data, _python_name(declared[1].decode("ascii")) if declared else None)
    text = sanitized(unescaped(text))
    tree = _parsed(XML_DECLARATION.sub("", text))
    etree.strip_elements(tree, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    flow = Flow(whole=_letters(tree))
    _walk(tree, flow)
    flow.close()
    stated = stated_by(tree)
    return RawDocument(
        file=file,
        text="\n".join(ENTITY_LEFT.sub(" ", line) for line in flow.lines),
        format="html",
        title=title_of(tree, stated),
        stated=stated,
        heading_lines=flow.headings,
        encoding=encoding,
    )


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
    if not tag or _dropped(element, flow.whole):
        return
    if tag == "br":
        flow.close()
        return
    if tag == "tr":
        flow.close()
        cells = [Flow(whole=flow.whole, level=flow.level) for _ in element]
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


def _letters(element: Any) -> int:
    return sum(len("".join(part.split())) for part in element.itertext() if part)


def _dropped(element: Any, whole: int) -> bool:
    if element.tag in DROPPED:
        return True
    concealed = (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or HIDDEN.search(element.get("style", "")) is not None
    )
    if concealed:
        # Saved pages of some sites (WeChat among them) hide the article until a script shows it.
        return _letters(element) * 3 < whole
    if element.tag not in {"div", "ul", "ol", "dl", "section", "aside", "footer", "header", "td"}:
        return False
    named = NAVIGATION.search(f"{element.get('class', '')} {element.get('id', '')}") is not None
    return (named or element.get("role") == "navigation" or element.tag in {"ul", "div", "dl"}) and _is_links(
        element, 2 if named else 5
    )


def _is_links(element: Any, fewest: int) -> bool:
    """A list of links to other pages, with hardly any words of its own: navigation, related news, friendly sites."""
    links = [link for link in element.iter("a") if not str(link.get("href") or "#").startswith("#")]
    if len(links) < fewest:
        return False
    linked = sum(_letters(link) for link in links)
    return linked > 0.8 * _letters(element) and linked < 40 * len(links)
