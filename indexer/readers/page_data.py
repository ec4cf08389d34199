"""What a web page states of itself outside its meta tags: JSON-LD, and what scripts of 公众号 articles hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any, Final

from indexer.readers.characters import sanitized

ARTICLES: Final = re.compile(
    r"Article$|^(?:Report|WebPage|BlogPosting|GovernmentService|CreativeWork|DigitalDocument)$"
)
"""Types of https://schema.org/ that are a page's own matter."""
LONGEST: Final = 100_000
"""Characters of JSON that are looked at."""
MOST_NODES: Final = 200
STAMP: Final = re.compile(r"\bvar\s+ct\s*=\s*[\"'](\d{10})[\"']")
WRITTEN: Final = re.compile(r"\b(?:publish_time|createTime)\s*=\s*[\"'](\d{4}-\d\d?-\d\d?[ \d:]*)[\"']")
"""When an article was published, as seconds since 1970 or as its script writes it out."""
CHINA: Final = timezone(timedelta(hours=8))
ZONED: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)")


def linked_data(tree: Any) -> dict[str, str]:
    """Title, date, author, source, site and address from JSON-LD; what is no JSON says nothing."""
    stated: dict[str, str] = {}
    for script in tree.iter("script"):
        if "ld+json" not in str(script.get("type") or "").lower():
            continue
        for node in _nodes(str(script.text or "")[:LONGEST]):
            kinds = node.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if not any(isinstance(name, str) and ARTICLES.search(name) for name in names) and "pubDate" not in node:
                continue
            for field, value in _fields(node).items():
                stated.setdefault(field, value)
    return stated


def _fields(node: dict[str, Any]) -> dict[str, str]:
    found = {
        "title": _named(node.get("headline") or node.get("title")),
        "published": _named(node.get("datePublished") or node.get("pubDate")),
        "author": _named(node.get("author")),
        "source": _named(node.get("sourceOrganization")),
        "site": _named(node.get("publisher")),
        "url": _named(node.get("url")) or _named(node.get("mainEntityOfPage"), "@id"),
    }
    return {field: value for field, value in found.items() if value}


def _named(value: object, key: str = "name") -> str:
    """A value that is a word itself, or a thing with a name, or several of them."""
    if isinstance(value, list):
        return " ".join(filter(None, (_named(each, key) for each in value[:5])))
    if isinstance(value, dict):
        value = value.get(key)
    return " ".join(sanitized(value).split()) if isinstance(value, str) else ""


def _nodes(text: str) -> Iterator[dict[str, Any]]:
    """The objects of a graph, outermost first."""
    try:
        # Editors leave line ends inside strings.
        waiting = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            yield node
            waiting += [node.get("@graph")]


def in_china(day: str) -> str:
    """A time with its zone as clocks in China showed it; anything else as it stands."""
    if ZONED.fullmatch(day) is None:
        return day
    try:
        return datetime.fromisoformat(day).astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError):
        return day


def account(tree: Any) -> dict[str, str]:
    """The account, author and day of a 公众号 article; nothing for other pages."""
    if not tree.xpath("//*[@id='js_content']"):
        return {}
    scripts = "\n".join(str(script.text or "") for script in tree.iter("script"))
    found = {
        "source": _text(tree, "//*[@id='js_name']"),
        "author": _text(tree, "//*[@id='js_author_name']")
        or _text(tree, "//*[@id='meta_content']/span[contains(@class, 'rich_media_meta_text')][not(@id)]"),
        "published": _text(tree, "//*[@id='publish_time']"),
    }
    if not re.match(r"(?:19|20)\d\d", found["published"]):
        written, stamp = WRITTEN.search(scripts), STAMP.search(scripts)
        if written:
            found["published"] = written[1].strip()
        elif stamp:
            found["published"] = datetime.fromtimestamp(int(stamp[1]), CHINA).strftime("%Y-%m-%d %H:%M")
    return {field: value for field, value in found.items() if value}


def _text(tree: Any, path: str) -> str:
    """The text of the first element at a path, hidden parts of it left out."""
    element = next(iter(tree.xpath(path)), None)
    return "" if element is None else " ".join(sanitized(str(element.text_content())).split())
