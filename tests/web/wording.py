"""Which words of a page are ours, and whether they are in the page's language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from html.parser import HTMLParser
from typing import Final

from indexer.models import Metadata
from web.language import simplified, traditional

CHINESE: Final = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
"""Characters of Chinese and its punctuation; quotation marks are those of English, too."""
_VOID: Final = frozenset({"br", "hr", "img", "input", "link", "meta", "rect"})
_READ: Final = ("title", "aria-label", "placeholder", "alt", "label")
"""Attributes that are read out or shown, as those are in which scripts find their words (data-…)."""


class Wording(HTMLParser):
    """Texts and attributes of a page that its visitor may meet, with the language that each is said to be in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        """(language, text)."""
        self._languages: list[tuple[str, str]] = [("", "")]
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        lang = attributes.get("lang", self._languages[-1][1])
        for name, value in attributes.items():
            if name in _READ or name.startswith("data-"):
                self.said.append((lang, value))
        if tag not in _VOID:
            self._languages.append((tag, lang))

    def handle_endtag(self, tag: str) -> None:
        while tag not in _VOID and self._languages.pop()[0] != tag:
            continue

    def handle_data(self, data: str) -> None:
        # An option's text and a heading may be broken over lines; only what is between them counts.
        self.said.append((self._languages[-1][1], data.strip()))


def strangers(page: str, language: str, known: Collection[str]) -> list[str]:
    """Texts of a page, said to be in its language, that are not: Chinese in English, simplified characters in traditional.

    ``known`` are titles, names and queries, which are shown as they are.
    """
    shown = Wording(page).said
    assert shown, "an empty page"
    return [text for lang, text in shown if lang == language and is_strange(text, language, known)]


def is_strange(text: str, language: str, known: Collection[str]) -> bool:
    """Whether a text has characters of another language than it is said to be in, ``known`` apart."""
    for data in sorted(known, key=len, reverse=True):
        text = text.replace(data, " ")
    if language == "en":
        return bool(CHINESE.search(text))
    # There and back, since what is right already may be taken for something else: 游標 for 游标, 遊標.
    return language == "zh-Hant" and traditional(simplified(text)) != text


def names(described: Iterable[tuple[str, Metadata]]) -> set[str]:
    """What pages may show as it is of reports (file, metadata): names and titles, no words of our lists."""
    return {name for file, metadata in described for name in _names(file, metadata) if name and CHINESE.search(name)}


def _names(file: str, metadata: Metadata) -> Iterator[str | None]:
    for year in ("covered_year", "delivered_year"):
        if year in metadata.evidence:  # stands in the title of the link to it
            yield metadata.evidence[year].text
    yield from (file, metadata.title, metadata.source, metadata.author, metadata.document_number, metadata.session)
    if metadata.organization is not None:
        known = metadata.organization
        yield from (known.name, known.full_name, *known.division, *known.now, "".join(known.division))
