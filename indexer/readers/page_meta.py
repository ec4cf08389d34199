"""What a web page states of itself in its head: title, source, date, site.

Names of the meta tags: those that 政府网站发展指引 (国办发〔2017〕47号) sets for government sites, Open Graph, Dublin Core.
"""

from __future__ import annotations

import re
from typing import Any, Final

from indexer.readers.characters import sanitized

FIELDS: Final = {
    "articletitle": "title",
    "og:title": "title",
    "twitter:title": "title",
    "dc.title": "title",
    "contentsource": "source",
    "source": "source",
    "dc.source": "source",
    "author": "author",
    "article:author": "author",
    "dc.creator": "author",
    "pubdate": "published",
    "publishdate": "published",
    "article:published_time": "published",
    "og:published_time": "published",
    "datepublished": "published",
    "dc.date": "published",
    "og:url": "url",
    "url": "url",
    "sitename": "site",
    "og:site_name": "site",
    "application-name": "site",
}
"""Meta name → our field, in order of trust where a page states one field twice."""

TO_LAST_BAR: Final = re.compile(r".*[_|｜]")
DASH: Final = re.compile(r" [-–—]|--")
"""What parts a title from the site's name at the end of <title>: the last bar, or else the first dash that stands free."""


def stated_by(tree: Any) -> dict[str, str]:
    """The fields that the page's head states, by our names. <title> is the last resort for the title."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = str(meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        content = _plain(meta.get("content"))
        if name in FIELDS and content:
            metas.setdefault(name, content)
    stated: dict[str, str] = {}
    for name, field in FIELDS.items():
        if name in metas:
            stated.setdefault(field, metas[name])
    for link in tree.iter("link"):
        if str(link.get("rel") or "").lower() == "canonical" and _plain(link.get("href")):
            stated.setdefault("url", _plain(link.get("href")))
    title = next((_plain(each.text_content()) for each in tree.iter("title")), "")
    if title:
        stated.setdefault("title", _without_site(title) or title)
    return stated


def title_of(tree: Any, stated: dict[str, str]) -> str | None:
    """The title that the page marks as one: the <h1> that its head repeats, an only <h1>, or what a meta tag states."""
    found = [_plain(heading.text_content()) for heading in tree.iter("h1")]
    headings = [heading for heading in found if heading]
    known = _squeezed(stated.get("title", ""))
    for heading in headings:
        if known and (_squeezed(heading) in known or known in _squeezed(heading)):
            return heading
    if known and next(tree.iter("meta"), None) is not None and any(_is_title(meta) for meta in tree.iter("meta")):
        return stated["title"]
    return headings[0] if len(headings) == 1 else None


def _without_site(title: str) -> str:
    """A title, its white space collapsed, without the name of the site behind it."""
    if bar := TO_LAST_BAR.match(title):
        return title[: bar.end() - 1].rstrip()
    dash = DASH.search(title)
    return title[: dash.start()].rstrip() if dash else title


def _is_title(meta: Any) -> bool:
    name = str(meta.get("name") or meta.get("property") or "").strip().lower()
    return FIELDS.get(name) == "title" and bool(_plain(meta.get("content")))


def _plain(text: object) -> str:
    return " ".join(sanitized(str(text or "")).split())


def _squeezed(text: str) -> str:
    return "".join(text.split())
