"""What a web page states of itself: title, source, date, site, address.

Names of the meta tags: those that 政府网站发展指引 (国办发〔2017〕47号) sets for government sites, Open Graph, Dublin Core.
"""

from __future__ import annotations

import re
from typing import Any, Final

from indexer.readers.characters import sanitized
from indexer.readers.page_data import account, in_china, linked_data

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

WEB: Final = re.compile(r"https?://[^\s\"'<>]{3,2000}", re.IGNORECASE)
HOST: Final = re.compile(r"https?://(?:[^/@\s]*@)?([\w.-]+)", re.IGNORECASE)
SAVED_FROM: Final = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->", re.IGNORECASE)
"""What browsers write over a page that they save."""
KEPT: Final = re.compile(
    r"https?://web\.archive\.org/web/(\d{4,14})(?:[a-z]{2}_)?/(https?://[^\s\"'<>]+)", re.IGNORECASE
)
"""The address of a page in the Wayback Machine, with the day and that of the page itself."""
LONGEST_HEAD: Final = 200_000
"""Characters of a page in which it is said where it came from."""
TO_LAST_BAR: Final = re.compile(r".*[_|｜]")
DASH: Final = re.compile(r" [-–—]|--")
"""What parts a title from the site's name at the end of <title>: the last bar, or else the first dash that stands free."""


def stated_by(tree: Any, source: str = "") -> dict[str, str]:
    """The fields that a page states, by our names: in its meta tags, else in JSON-LD, else where browsers and archives note them.

    ``source``: the page's text with its comments. <title> is the last resort for the title, the host for the site.
    """
    stated: dict[str, str] = {}
    for found in (_from_metas(tree), linked_data(tree), account(tree)):
        for field, value in found.items():
            stated.setdefault(field, value)
    day = stated.get("published") or _only_time(tree)
    if day:
        stated["published"] = in_china(day)
    kept = _archived(source)
    url = _address(tree, source, stated.pop("url", "")) or kept.pop("url", "")
    if url:
        stated["url"] = url
    stated.update({field: value for field, value in kept.items() if field not in stated and field != "url"})
    host = HOST.match(url) or HOST.match(next((str(base.get("href") or "") for base in tree.iter("base")), ""))
    if host:
        stated.setdefault("site", host[1].lower())
    title = next((_plain(each.text_content()) for each in tree.iter("title")), "")
    if title:
        stated.setdefault("title", _without_site(title) or title)
    return stated


def _from_metas(tree: Any) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = str(meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        content = _plain(meta.get("content"))
        if name in FIELDS and content:
            metas.setdefault(name, content)
    stated: dict[str, str] = {}
    for name, field in FIELDS.items():
        if name in metas and (field != "url" or absolute(metas[name])):
            stated.setdefault(field, metas[name])
    return stated


def _address(tree: Any, source: str, url: str) -> str:
    """The page's address by its own word, by the browser that saved it, or by the archive that kept it; "" if unknown."""
    links = (link for link in tree.iter("link") if str(link.get("rel") or "").lower() == "canonical")
    found = [url, *(_plain(link.get("href")) for link in links)]
    found += [saved[1] for saved in SAVED_FROM.finditer(source[:LONGEST_HEAD])]
    known = next((each for each in map(absolute, found) if each), "")
    kept_page = KEPT.match(known)
    return kept_page[2] if kept_page else known


def _archived(source: str) -> dict[str, str]:
    """Address and day of a page that came from the Wayback Machine."""
    if "wm-ipp" not in source and "FILE ARCHIVED ON" not in source:
        return {}
    kept = KEPT.search(source, 0, LONGEST_HEAD)
    if kept is None or len(kept[1]) < 8:
        return {}
    return {"url": kept[2], "retrieved": f"{kept[1][:4]}-{kept[1][4:6]}-{kept[1][6:8]}"}


def absolute(address: str) -> str:
    """An address of the web as it stands, "" for any other; one without a scheme gets that of its time."""
    address = address.strip()
    address = f"http:{address}" if address.startswith("//") else address
    return address if WEB.fullmatch(address) else ""


def _only_time(tree: Any) -> str:
    """The <time> that the page marks as its own, or the only one it has."""
    times = [(time, _plain(time.get("datetime")) or _plain(time.text_content())) for time in tree.iter("time")]
    own = [
        day for time, day in times if time.get("pubdate") is not None or time.get("itemprop") == "datePublished"
    ] or [day for _, day in times]
    return own[0] if len(set(own)) == 1 else ""


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
