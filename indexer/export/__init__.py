"""Lists of results as files: XLSX, CSV with its note, JSON Lines, RIS and BibTeX.

Every format is a function from hits to bytes. Hits are taken one by one, and nothing is kept of those that were written.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Protocol

from indexer.answers import Hit, IndexInfo, Page, SearchRequest
from indexer.export import columns, delimited, json_lines, provenance, references, workbook
from indexer.export.columns import Link, Words
from indexer.export.provenance import Provenance

__all__ = ["FORMATS", "WORDS", "Format", "Link", "Provenance", "Source", "Words", "export", "in_chinese"]

_CHUNK: Final = 1 << 15
"""Bytes that are gathered before they are given."""
WORDS: Final = tuple(dict.fromkeys((*columns.WORDS, *provenance.WORDS, *workbook.WORDS, delimited.GUARD)))
"""Every Chinese word and sentence that is asked of ``Words``, for those who keep translations."""


class Source(Protocol):
    """What an export needs of a library."""

    def search(self, request: SearchRequest) -> Page: ...

    def every(self, request: SearchRequest) -> Iterator[Hit]: ...

    def info(self) -> IndexInfo: ...


@dataclass(frozen=True, slots=True)
class Format:
    write: Callable[[Iterable[Hit], Provenance, Words, Link | None], Iterator[bytes]]
    suffix: str
    """Of the file, with its dot."""
    mime: str
    hits: bool = True
    """Whether it is made of hits; if not, only of where they come from."""

    @property
    def media_type(self) -> str:
        """``mime`` without its parameters."""
        return self.mime.partition(";")[0]


FORMATS: Final[Mapping[str, Format]] = {
    "xlsx": Format(workbook.workbook, ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": Format(delimited.table, ".csv", "text/csv; charset=utf-8; header=present"),
    "csv-note": Format(delimited.note, ".txt", "text/plain; charset=utf-8", hits=False),
    "jsonl": Format(json_lines.lines, ".jsonl", "application/jsonl"),
    "ris": Format(references.records, ".ris", "application/x-research-info-systems"),
    "bibtex": Format(references.entries, ".bib", "application/x-bibtex; charset=utf-8"),
}
"""Name of a format → how it is written. ``csv-note`` says where the table of ``csv`` comes from."""


def in_chinese(word: str) -> str:
    """``Words`` of the interface's own language."""
    return word


def export(
    source: Source,
    request: SearchRequest,
    name: str,
    moment: datetime,
    words: Words = in_chinese,
    link: Link | None = None,
) -> Generator[bytes, None, None]:
    """The file of a list of results, all pages of it, in pieces.

    ``name`` is a key of ``FORMATS``; ``moment``, with its zone, is told as the time of the export. Without ``link`` the
    tables have no column of links. Raises as ``Source.search`` does, at the first piece.
    """
    found = FORMATS[name]
    page = source.search(replace(request, page=1, size=1))
    hits = source.every(request) if found.hits else iter(())
    yield from _gathered(found.write(hits, Provenance(page, source.info(), moment), words, link))


def _gathered(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in fewer pieces."""
    held = bytearray()
    for piece in pieces:
        held += piece
        if len(held) >= _CHUNK:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)
