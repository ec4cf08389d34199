"""EPUB books: the chapters in the order of reading, each read as the page that it is, and what the book states of itself."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote
from zipfile import ZipFile, ZipInfo

from indexer.errors import ReadError
from indexer.models import RawDocument
from indexer.readers import html
from indexer.readers.characters import sanitized
from indexer.readers.xml_parts import root_of
from indexer.readers.zip_bounds import opened_within, unpacked

STATED: Final = {"title": "title", "creator": "author", "publisher": "source"}
PAGES: Final = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
CONTENTS: Final = re.compile(r"(?:^|[/_-])(?:nav|toc|contents?)\.x?html?$", re.IGNORECASE)
"""Names of chapters that list the chapters."""


@dataclass(slots=True)
class _Book:
    lines: list[str] = field(default_factory=list)
    headings: dict[int, int] = field(default_factory=dict)
    errors: list[ReadError] = field(default_factory=list)


def read(data: bytes, file: str) -> tuple[RawDocument, list[ReadError]]:
    """A book as a document, and an error for each chapter that cannot be read.

    Raises ReadError for damaged books and for those whose chapters are encrypted.
    """
    with opened_within(data, "EPUB book", "get another copy") as archive:
        entries = {entry.filename: entry for entry in archive.infolist()}
        container = _tree(archive, entries, "META-INF/container.xml")
        place = next((str(each.get("full-path")) for each in container.iterfind(".//{*}rootfile")), "")
        package = _tree(archive, entries, place)
        encrypted = _encrypted(archive, entries)
        book = _Book()
        for path in _chapters(package, posixpath.dirname(place)):
            if path in encrypted:
                raise ReadError("the book is protected (DRM); get a copy that is not")
            try:
                _add(html.read(_bytes(archive, entries, path), file), book)
            except ReadError as error:
                book.errors.append(ReadError(f"chapter {path}: {error.reason}"))
        stated = _stated(package)
    return RawDocument(
        file=file,
        text="\n".join(book.lines),
        format="html",
        title=stated.get("title"),
        stated=stated,
        heading_lines=book.headings,
    ), book.errors


def _add(chapter: RawDocument, book: _Book) -> None:
    shift = len(book.lines)
    book.lines.extend(chapter.text.split("\n") if chapter.text else ())
    book.headings.update({line + shift: level for line, level in chapter.heading_lines.items()})


def _chapters(package: Any, folder: str) -> list[str]:
    """Paths of the chapters in the order of the spine, without the list of contents."""
    items = {str(item.get("id")): item for item in package.iterfind(".//{*}manifest/{*}item")}
    lists = {
        _beside(folder, str(each.get("href", "")))
        for each in package.iterfind(".//{*}guide/{*}reference")
        if each.get("type") == "toc"
    }
    chapters: list[str] = []
    for reference in package.iterfind(".//{*}spine/{*}itemref"):
        item = items.get(str(reference.get("idref")))
        if item is None or item.get("media-type") not in PAGES:
            continue
        path = _beside(folder, str(item.get("href", "")))
        is_list = "nav" in str(item.get("properties", "")).split() or path in lists or CONTENTS.search(path)
        if not is_list and path not in chapters:
            chapters.append(path)
    return chapters


def _beside(folder: str, reference: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(reference.partition("#")[0])))


def _bytes(archive: ZipFile, entries: dict[str, ZipInfo], path: str) -> bytes:
    entry = entries.get(path)
    if entry is None:
        raise ReadError("missing from the book; get another copy")
    return unpacked(archive, entry)


def _tree(archive: ZipFile, entries: dict[str, ZipInfo], path: str) -> Any:
    root = root_of(_bytes(archive, entries, path)) if path in entries else None
    if root is None:
        raise ReadError(
            f"not a readable EPUB book ({path or 'its package file'} is missing or damaged); get another copy"
        )
    return root


def _encrypted(archive: ZipFile, entries: dict[str, ZipInfo]) -> set[str]:
    """Paths of what is encrypted; fonts often are, which does not matter."""
    path = "META-INF/encryption.xml"
    if path not in entries:
        return set()
    references = _tree(archive, entries, path).iterfind(".//{*}CipherReference")
    return {unquote(str(reference.get("URI", ""))) for reference in references}


def _stated(package: Any) -> dict[str, str]:
    stated: dict[str, str] = {}
    for name, field_name in STATED.items():
        found = ("".join(each.itertext()).strip() for each in package.iterfind(f".//{{*}}metadata//{{*}}{name}"))
        value = next(filter(None, found), "")
        if value:
            stated[field_name] = " ".join(sanitized(value).split())
    return stated
