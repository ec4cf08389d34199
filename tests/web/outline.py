"""A page as elements and texts, to look into."""

from __future__ import annotations

from html.parser import HTMLParser

_VOID = {"meta", "link", "input", "br"}


class Outline(HTMLParser):
    """Elements and texts of a page; fails on elements that are not closed in turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self._open), data))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def text(self, tag: str) -> list[str]:
        return [text for path, text in self.texts if path[-1:] == (tag,)]

    @property
    def whole_text(self) -> str:
        return "".join(text for _, text in self.texts)
