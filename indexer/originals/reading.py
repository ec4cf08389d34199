"""One report of a file as it stood there: the lines before cleaning, and which of them cleaning took out."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from indexer.clean import clean
from indexer.errors import FAULTS, ReadError
from indexer.messages import said
from indexer.models import CleanDocument, RawDocument
from indexer.originals.finding import Trouble
from indexer.readers import ReadResult, read_file
from indexer.split import split
from indexer.structure import squeezed

MOST_LINES: Final = 20_000
MOST_CHARACTERS: Final = 2_000_000
"""What of one report is shown; a page of more can hardly be opened."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which report of which file is asked for."""

    path: str
    file: str
    """As the index knows it."""
    member: str | None
    part: int
    """0-based."""
    title: str | None = None
    """The title that a person gave for it; it helps to mend a title that is broken in the text."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    number: int
    """1-based in the text of the report, as the evidence "furniture:N" counts."""
    text: str
    removed: bool
    """Whether cleaning took it out."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a report before cleaning."""

    lines: tuple[SourceLine, ...]
    left_out: int
    """Lines behind these that are too many to be shown."""
    format: str
    """As in ``RawDocument``."""
    encoding: str | None
    ocr_pages: tuple[int, ...]
    cleaned_hash: str
    """BLAKE2b of what cleaning makes of it now, UTF-8, 32 hexadecimal digits."""

    @property
    def removed(self) -> int:
        return sum(line.removed for line in self.lines)


def read_source(wanted: Wanted) -> SourceText | Trouble:
    """Read, split and clean a file as for the index, without OCR. Nothing is raised that a strange file may cause."""
    try:
        result = read_file(Path(wanted.path), wanted.file)
        found = next((part for part in _parts(result, wanted.member) if part.part == wanted.part), None)
        if found is None:
            return _missing(result, wanted.member)
        if wanted.title is not None:
            found = replace(found, given={**found.given, "title": wanted.title})
        return _source_text(clean(found))
    except ReadError as error:
        return Trouble("unread", said("原始文件读不出来：%(reason)s", reason=error.reason))
    except FAULTS as error:
        return Trouble("unread", said("原始文件读不出来（%(reason)s）。", reason=type(error).__name__))


def _parts(result: ReadResult, member: str | None) -> Iterator[RawDocument]:
    for document in result.documents:
        if document.member == member:
            yield from split(document)


def _missing(result: ReadResult, member: str | None) -> Trouble:
    own = [error for error in result.errors if error.member in (member, None)]
    if own:
        return Trouble("unread", said("原始文件读不出来：%(reason)s", reason=_reason(own)))
    if member is not None and not any(document.member == member for document in result.documents):
        return Trouble("gone", said("压缩包里已经没有这个文件。"))
    return Trouble("gone", said("原始文件里已经没有这份报告：文件在编入索引之后有了改动。"))


def _reason(errors: Sequence[ReadError]) -> str:
    return "; ".join(dict.fromkeys(error.reason for error in errors[:3]))


def _source_text(document: CleanDocument) -> SourceText:
    raw = document.raw
    removed = _removed(document)
    lines: list[SourceLine] = []
    characters = 0
    texts = raw.text.split("\n")
    for number, text in enumerate(texts, start=1):
        characters += len(text)
        if number > MOST_LINES or characters > MOST_CHARACTERS:
            break
        lines.append(SourceLine(number, text, number in removed))
    cleaned = hashlib.blake2b(document.text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return SourceText(tuple(lines), len(texts) - len(lines), raw.format, raw.encoding, raw.ocr_pages, cleaned)


def _removed(document: CleanDocument) -> set[int]:
    """Numbers of the lines that left the text as furniture; not those of which only a part did, such as a watermark."""
    taken: dict[int, int] = defaultdict(int)
    for each in document.furniture:
        taken[each.line] += len(squeezed(each.text))
    lines = document.raw.text.split("\n")
    return {number for number, length in taken.items() if length * 2 >= len(squeezed(lines[number - 1]))}
