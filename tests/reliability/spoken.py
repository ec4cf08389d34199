"""Whether an answer holds what visitors and reports wrote as text only, by its type."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import Final

import openpyxl
from lxml import etree, html

from tests.reliability.visitors import EVIL

_LEADS: Final = frozenset({"href", "src", "action", "formaction", "xlink:href", "data", "poster", "background"})
_WAYS: Final = re.compile(r"(?:https?://|/(?![/\\])|#|\?|[A-Za-z0-9_.-]+(?:[?#/]|$)|$)")
"""How an address may begin: no other scheme, and no other host by two slashes."""
_FORMULA: Final = re.compile("[=+\\-@\t\r\n＝＋－＠]")
_NUMBER: Final = re.compile(r"[+-]?[0-9.,]+%?")
_TAG: Final = re.compile(r"[A-Z][A-Z0-9]  - ")


Check = Callable[[bytes], list[str]]
"""Complaints of an answer."""


class _Page(HTMLParser):
    """Complains of elements and attributes that pages of ours never have."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.complaints: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.complaints += complaints(tag, {name: value or "" for name, value in attrs})
        self._script = tag == "script" and ("type", "application/json") not in attrs

    def handle_data(self, data: str) -> None:
        if self._script and data.strip():
            self.complaints.append(f"a script: {data[:80]!r}")

    def handle_endtag(self, tag: str) -> None:
        self._script = False


def complaints(tag: str, attributes: Mapping[str, str]) -> list[str]:
    """What is wrong with an element of a page."""
    found = [f"element {tag}"] if EVIL in tag or tag in ("style", "iframe", "object", "embed", "base") else []
    for name, value in attributes.items():
        if EVIL in name or name.startswith("on") or name in ("style", "srcdoc"):
            found.append(f"attribute {name} of {tag}")
        if name in _LEADS and not _WAYS.match(value):
            found.append(f"{tag} leads to {value[:80]!r}")
    return found


def page(body: bytes) -> list[str]:
    read = _Page()
    read.feed(body.decode())
    read.close()
    # libxml2 reads broken pages otherwise than Python does; neither may find anything.
    for element in html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8")).iter(etree.Element):
        read.complaints += complaints(str(element.tag), {str(key): str(value) for key, value in element.attrib.items()})
    return read.complaints


def feed(body: bytes) -> list[str]:
    root = etree.fromstring(body, etree.XMLParser(resolve_entities=False))
    return [
        f"element {element.tag} {dict(element.attrib)}"
        for element in root.iter(etree.Element)
        if EVIL in str(element.tag)
        or any(EVIL in str(name) for name in element.attrib)
        or not element.tag.startswith("{http://www.w3.org/2005/Atom}")
        or not _WAYS.match(element.get("href", ""))
    ]


def table(body: bytes) -> list[str]:
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    found = [f"a row of {len(row)} cells below a head of {len(rows[0])}" for row in rows if len(row) != len(rows[0])]
    return found + [
        f"formula {cell[:80]!r}" for row in rows for cell in row if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell)
    ]


def workbook(body: bytes) -> list[str]:
    found = []
    for sheet in openpyxl.load_workbook(io.BytesIO(body)):
        for row in sheet.iter_rows():
            found += [f"formula {cell.value!r}" for cell in row if cell.data_type == "f"]
            links = [cell.hyperlink.target or "" for cell in row if cell.hyperlink]
            found += [f"link {link!r}" for link in links if not link.startswith(("http://", "https://"))]
    return found


def ris(body: bytes) -> list[str]:
    lines = body.decode("utf-8-sig").split("\n")
    found = [f"line {line[:80]!r}" for line in lines if line.strip() and not _TAG.match(line)]
    begun = [line for line in lines if line.startswith("TY  - ")]
    ended = [line for line in lines if line.startswith("ER  - ")]
    if len(begun) != len(ended) or any("EVIL" in line for line in begun):
        found.append(f"{len(begun)} records begin, {len(ended)} end")
    return found


def bibtex(body: bytes) -> list[str]:
    """Entries are closed where they end: braces within values are balanced or written otherwise."""
    found, depth, text = [], 0, body.decode("utf-8-sig")
    for entry in re.split(r"(?m)^(?=@)", text)[1:]:
        depth = 0
        for at, sign in enumerate(entry):
            escaped = at > 0 and entry[at - 1] == "\\"
            depth += 0 if escaped else (sign == "{") - (sign == "}")
            if depth == 0 and sign == "}" and entry[at + 1 :].strip():
                found.append(f"an entry ends before {entry[at + 1 : at + 60]!r}")
                break
        if depth or entry.startswith("@misc{evil"):
            found.append(f"entry {entry[:80]!r}")
    return found


def as_json(body: bytes) -> list[str]:
    json.loads(body)
    return []


def lines_of_json(body: bytes) -> list[str]:
    for line in body.decode().split("\n"):
        if line:
            json.loads(line)
    return []


CHECKS: Final[Mapping[str, Check]] = {
    "text/html": page,
    "application/atom+xml": feed,
    "application/json": as_json,
    "application/problem+json": as_json,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": workbook,
    "text/csv": table,
    "application/x-ndjson": lines_of_json,
    "application/jsonl": lines_of_json,
    "application/x-research-info-systems": ris,
    "application/x-bibtex": bibtex,
}
"""Media type → complaints of an answer of it."""
PLAIN: Final = frozenset({"text/plain", "application/octet-stream"})
"""Types that no program takes for anything but text, with ``nosniff``."""
