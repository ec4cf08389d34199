"""OFD files (GB/T 33190—2016, the layout format of official documents): the text of the pages in reading order.

A zip file: OFD.xml names its documents, Document.xml their pages and templates, and each page places runs of text
(TextCode) on the sheet, in millimetres from its upper left corner.
"""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple
from zipfile import ZipFile

from indexer.errors import ReadError
from indexer.models import RawDocument
from indexer.readers.characters import sanitized
from indexer.readers.xml_parts import root_of
from indexer.readers.zip_bounds import opened_within, unpacked

SAME_LINE: Final = 0.5
"""Of the size of its characters, by which a run may stand above or below the line that it is on."""
GAP: Final = 0.9
"""Of the size of its characters, between two runs that are words or cells apart."""
OBLIQUE: Final = 0.1
"""Sine of the angle from which on a run is a watermark across the page."""
STATED: Final = {"Title": "title", "Author": "author", "CreationDate": "created", "ModDate": "modified"}
FEWEST_LETTERS: Final = 10
"""Below which a file holds pictures of pages only."""
MOST_LINES: Final = 2_000_000
"""Of a file; templates are repeated on each page, so that a small file may print a great deal."""
NARROW: Final = re.compile("[\u0020-\u024f]")
"""Characters of half the width."""


class Run(NamedTuple):
    """Text placed on a page; millimetres."""

    text: str
    x: float
    y: float
    """Of the baseline, downwards."""
    end: float
    size: float


def read(data: bytes, file: str) -> RawDocument:
    """An OFD file as a document, a line as printed a line. Raises ReadError for damaged ones and for those without text."""
    with opened_within(data, "OFD file", "print it to PDF") as archive:
        package = _Package(archive)
        root = package.tree("OFD.xml")
        if root is None:
            raise ReadError("not a readable OFD file (no OFD.xml); print it to PDF")
        lines: list[str] = []
        stated: dict[str, str] = {}
        for body in _all(root, "DocBody"):
            place = _text(body, "DocRoot")
            for page in package.pages(posixpath.normpath(place.lstrip("/"))) if place else ():
                lines.extend(_lines(page))
                if len(lines) > MOST_LINES:
                    raise ReadError(f"it holds more than {MOST_LINES:,} lines; divide it")
            stated = stated or _stated(body)
        if package.missing and not lines:
            raise ReadError(f"not a readable OFD file ({package.missing[0]} is missing or damaged); print it to PDF")
    text = sanitized("\n".join(lines))
    if sum(map(str.isalnum, text)) < FEWEST_LETTERS:
        raise ReadError("no text layer: needs OCR")
    return RawDocument(file=file, text=text, format="pdf", stated=stated)


class _Package:
    """The XML files of an OFD file, by their paths."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._entries = {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in archive.infolist()}
        self.missing: list[str] = []

    def tree(self, path: str) -> Any | None:
        """The root element of a file; None, and noted, where it is missing or damaged."""
        entry = self._entries.get(path)
        if entry is not None:
            root = root_of(unpacked(self._archive, entry))
            if root is not None:
                return root
        self.missing.append(path)
        return None

    def pages(self, document: str) -> Iterator[list[Run]]:
        """The runs of each page of a document, those of its templates among them."""
        root = self.tree(document)
        if root is None:
            return
        folder = posixpath.dirname(document)
        templates = {
            str(template.get("ID")): _beside(folder, template.get("BaseLoc")) for template in _all(root, "TemplatePage")
        }
        read: dict[str, list[Run]] = {}
        for page in _all(root, "Page"):
            path = _beside(folder, page.get("BaseLoc"))
            tree = self.tree(path) if path else None
            if tree is None:
                continue
            runs = list(_runs(tree))
            for template in _all(tree, "Template"):
                below = templates.get(str(template.get("TemplateID")))
                if below and below not in read:
                    below_tree = self.tree(below)
                    read[below] = list(_runs(below_tree)) if below_tree is not None else []
                runs.extend(read.get(below or "", ()))
            yield runs


def _beside(folder: str, location: str | None) -> str | None:
    """A path that is relative to a folder, or absolute with "/" at its beginning."""
    if not location:
        return None
    location = location.replace("\\", "/")
    return posixpath.normpath(location.lstrip("/") if location.startswith("/") else posixpath.join(folder, location))


# ------------------------------------------------------------------------------------------------ text


def _runs(page: Any) -> Iterator[Run]:
    for element in _all(page, "TextObject"):
        if element.get("Visible", "true").lower() in {"false", "0"}:
            continue
        box = _numbers(element.get("Boundary"))
        matrix = _numbers(element.get("CTM"))
        a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        left, top = (box[0], box[1]) if len(box) >= 2 else (0.0, 0.0)
        across = math.hypot(a, b) or 1.0
        sine = abs(b) / across
        if OBLIQUE < sine < math.sqrt(1 - OBLIQUE**2):
            continue
        size = (_number(element.get("Size")) or 3.5) * (math.hypot(c, d) or 1.0)
        x = y = 0.0
        for code in _all(element, "TextCode"):
            # What a run does not say of its place is that of the run before it.
            x = _number(code.get("X"), x)
            y = _number(code.get("Y"), y)
            text = "".join(code.itertext()).strip("\r\n")
            if text.strip():
                start = left + a * x + c * y + e
                length = _length(text, _deltas(code.get("DeltaX"), len(text) - 1), size / across) * across
                yield Run(text, start, top + b * x + d * y + f, start + length, size)


def _length(text: str, deltas: Sequence[float], size: float) -> float:
    """Millimetres of a run: its steps where it gives them, and the widths of the characters beyond."""
    return sum(deltas) + sum(size / 2 if NARROW.match(character) else size for character in text[len(deltas) :])


def _deltas(written: str | None, most: int) -> list[float]:
    """Up to ``most`` steps from character to character; "g 3 5.2" stands for 5.2 three times."""
    steps: list[float] = []
    parts = iter((written or "").split())
    for part in parts:
        if len(steps) >= most:
            break
        if part == "g":
            count, step = int(_number(next(parts, None))), _number(next(parts, None))
            steps.extend([step] * min(max(count, 0), most - len(steps)))
        else:
            steps.append(_number(part))
    return steps


def _lines(runs: Sequence[Run]) -> list[str]:
    """The runs of a page as its lines, from top to bottom."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.y, run.x)):
        if lines and run.y - lines[-1][0].y <= SAME_LINE * min(run.size, lines[-1][0].size):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [_joined(sorted(line, key=lambda run: run.x)) for line in lines]


def _joined(line: Sequence[Run]) -> str:
    pieces = [line[0].text]
    end = line[0].end
    for before, run in pairwise(line):
        if (run.text, run.x, run.y) == (before.text, before.x, before.y):
            continue  # printed twice, to look bold
        if run.x - end > GAP * min(before.size, run.size):
            pieces.append(" ")
        pieces.append(run.text)
        end = max(end, run.end)
    return "".join(pieces)


# ------------------------------------------------------------------------------------------------- XML


def _all(element: Any, name: str) -> Iterator[Any]:
    """Elements of a name anywhere below, whatever namespace an edition of the standard gave it."""
    return iter(element.iterfind(f".//{{*}}{name}"))


def _text(element: Any, name: str) -> str:
    found = next(_all(element, name), None)
    return "" if found is None else "".join(found.itertext()).strip()


def _stated(body: Any) -> dict[str, str]:
    found = {field: sanitized(_text(body, name)) for name, field in STATED.items()}
    return {field: value for field, value in found.items() if value}


def _numbers(written: str | None) -> tuple[float, ...]:
    return tuple(_number(part) for part in (written or "").split())


def _number(written: str | None, otherwise: float = 0.0) -> float:
    try:
        value = float(written or "")
    except ValueError:
        return otherwise
    return value if math.isfinite(value) else otherwise
