"""Hits as an Atom feed (RFC 4287)."""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

from lxml import etree

from indexer.answers import Hit, IndexInfo, Page
from indexer.citation import Citation
from indexer.export import Link
from indexer.export.characters import printable
from web import labels
from web.language import gettext, language
from web.states import PageState, query_string

MIME: Final = "application/atom+xml"
ENTRIES: Final = 50
_ATOM: Final = "http://www.w3.org/2005/Atom"
_NAMES: Final = UUID("6f0c3c5e-6a0b-5d8e-9f6b-0b8f7a4d2c11")
"""Namespace of the names (RFC 4122, version 5) that feeds and entries have: the same under whatever host they are asked for."""
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_NO_COMMIT: Final = "1970-01-01T00:00:00Z"
_CHINESE_TIME: Final = "T00:00:00+08:00"


def feed(page: Page, info: IndexInfo, state: PageState, address: str, search_url: str, link: Link) -> bytes:
    """The feed of one page of hits, in the language of the request; reports keep theirs. ``address`` is the feed's own URL, ``search_url`` that of the page with the same hits,
    ``link`` gives the URL of a report; all are absolute."""
    updated = info.updated or _NO_COMMIT
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    root.set(_LANG, language())
    _child(root, "id", _name(f"feed:{query_string(state)}"))
    site, asked = gettext(labels.SITE), state.request.query
    if state.request.section:
        section = labels.in_section(state.request.section)
        asked = gettext("%(found)s（%(section)s部分）", found=asked, section=section) if asked else section
    _child(root, "title", gettext("%(site)s：%(query)s", site=site, query=asked) if asked else site)
    _child(root, "updated", updated)
    # Each entry whose organization is not known is the search's own (4.1.1).
    _child(_child(root, "author"), "name", site)
    _child(root, "link", rel="self", type=MIME, href=address)
    _child(root, "link", rel="alternate", type="text/html", href=search_url)
    _child(root, "generator", "zhengxie")
    for hit in page.hits:
        _entry(root, hit, updated, link(hit.id, None))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return written


def _entry(root: etree._Element, hit: Hit, otherwise: str, address: str) -> None:
    """``updated`` is the day of publication, the time of the commit where that is not known."""
    cited = Citation(hit.title, hit.metadata)
    published = f"{cited.published}{_CHINESE_TIME}" if cited.published else None
    entry = _child(root, "entry")
    _child(entry, "id", _name(f"report:{hit.id}"))
    lang = labels.LANGUAGES.get(hit.metadata.script, "zh")
    _child(entry, "title", labels.title(hit.title)).set(_LANG, lang)
    _child(entry, "updated", published or otherwise)
    if published:
        _child(entry, "published", published)
    _child(entry, "link", rel="alternate", type="text/html", href=address)
    for name in cited.authors:
        _child(_child(entry, "author"), "name", name)
    if hit.metadata.kind and printable(hit.metadata.kind):
        _child(entry, "category", term=hit.metadata.kind, label=labels.value(hit.metadata.kind))
    _child(entry, "summary", hit.passages[0].text if hit.passages else "", type="text").set(_LANG, lang)


def _name(of: str) -> str:
    return f"urn:uuid:{uuid5(_NAMES, of)}"


def _child(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    """A new element of Atom, what XML cannot hold being left out."""
    legal = {attribute: printable(value) for attribute, value in attributes.items()}
    child = etree.SubElement(parent, f"{{{_ATOM}}}{name}", legal)
    if text is not None:
        child.text = printable(text)
    return child
