"""Readers: a file becomes documents, one module per format. What cannot be read is a value too, never silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from indexer.errors import ReadError
from indexer.models import RawDocument
from indexer.readers import archive, docx, epub, html, jsonl, mhtml, ofd, office, pdf, rows, rtf, table, text
from indexer.readers.signature import true_suffix
from indexer.readers.zip_bounds import opened_within

TEXT_SUFFIXES: Final = frozenset({".txt"})
MARKDOWN_SUFFIXES: Final = frozenset({".md", ".markdown"})
HTML_SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml", ".shtml"})
JSONL_SUFFIXES: Final = frozenset({".jsonl", ".ndjson"})
OFFICE_SUFFIXES: Final = frozenset({".doc", ".wps"})
MHTML_SUFFIXES: Final = frozenset({".mht", ".mhtml"})
ARCHIVE_SUFFIXES: Final = frozenset({".zip"})
_SINGLE: Final[Mapping[str, Callable[[bytes, str], RawDocument]]] = {
    ".docx": lambda data, file: _word(data, file),
    ".rtf": rtf.read,
    ".ofd": ofd.read,
    **dict.fromkeys(MHTML_SUFFIXES, mhtml.read),
    **dict.fromkeys(HTML_SUFFIXES, html.read),
    **dict.fromkeys(TEXT_SUFFIXES, text.read),
    **dict.fromkeys(MARKDOWN_SUFFIXES, lambda data, file: text.read(data, file, markdown=True)),
}
"""The readers of files that hold one document."""
SUFFIXES: Final = (
    frozenset(_SINGLE)
    | JSONL_SUFFIXES
    | rows.SUFFIXES
    | OFFICE_SUFFIXES
    | ARCHIVE_SUFFIXES
    | frozenset({".epub", ".pdf"})
)
"""Suffixes of files that can be read, in lower case."""
INSTEAD: Final = {
    ".xls": "an old Excel file; save it as .xlsx",
    ".ppt": "an old PowerPoint file; save it as .pdf",
    ".pptx": "a PowerPoint file; save it as .pdf",
    ".encrypted": "an Office file with a password; save it without one",
}
"""What files turn out to be that are not read under any name."""

Documents = tuple[list[RawDocument], list[ReadError]]


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What came of a file: its documents (several of tables, JSON Lines and archives) and what went wrong on the way."""

    documents: tuple[RawDocument, ...]
    errors: tuple[ReadError, ...]
    skipped: Mapping[str, int] = field(default_factory=dict)
    """Reason → number of an archive's members that were not taken."""


def read_file(path: Path, file: str, *, ocr: bool = False) -> ReadResult:
    """Read one file; its format is known by its suffix, in any case, unless its first bytes say otherwise.

    ``file`` is the name to carry along: relative to the root, with "/" and in NFC. Nothing is raised: a file that
    cannot be read gives a result without documents and with the reason. ``ocr``: have scans recognised.
    """
    skipped: Counter[str] = Counter()
    try:
        documents, errors = _read(path.suffix.lower(), path.read_bytes(), file, skipped, ocr)
    except ReadError as error:
        return ReadResult((), (error,))
    except OSError as error:
        return ReadResult(
            (), (ReadError(f"the file cannot be opened ({error.strerror}); check that it is there and readable"),)
        )
    return ReadResult(tuple(documents), tuple(errors), dict(skipped))


def _read(suffix: str, data: bytes, file: str, skipped: Counter[str], ocr: bool) -> Documents:
    """The documents of a file that hold text, and at least one error where there is none. Raises ReadError."""
    if suffix not in SUFFIXES:
        raise ReadError(
            f"files of type {suffix or 'without a suffix'} cannot be read; convert to .txt, .docx, .html or .pdf"
        )
    if not data.strip():
        raise ReadError("the file is empty")
    suffix = true_suffix(data, suffix)
    documents, errors = (
        _archive(data, file, skipped, ocr) if suffix in ARCHIVE_SUFFIXES else _documents(suffix, data, file, ocr)
    )
    full = [document for document in documents if document.text.strip()]
    if not full and not errors:
        raise ReadError("the file holds no text")
    return full, errors


def _archive(data: bytes, file: str, skipped: Counter[str], ocr: bool) -> Documents:
    contents = archive.Contents(SUFFIXES, lambda suffix, member: _read(suffix, member, file, skipped, ocr))
    archive.read(data, contents)
    if not contents.documents and not contents.errors:
        raise ReadError("the archive holds no file that can be read")
    skipped.update(contents.skipped)
    return contents.documents, contents.errors


def _documents(suffix: str, data: bytes, file: str, ocr: bool) -> Documents:
    if suffix in INSTEAD:
        raise ReadError(INSTEAD[suffix])
    if suffix in JSONL_SUFFIXES:
        return jsonl.read(data, file)
    if suffix == ".pdf":
        return pdf.read(data, file, ocr=ocr)
    if suffix in rows.SUFFIXES:
        return table.read(data, file, suffix)
    if suffix in OFFICE_SUFFIXES:
        return [office.read(data, file, suffix)], []
    if suffix == ".epub":
        book, errors = epub.read(data, file)
        return [book], errors
    return [_SINGLE[suffix](data, file)], []


def _word(data: bytes, file: str) -> RawDocument:
    if data.startswith(b"PK"):
        opened_within(data, "Word file", "open it in Word and save it as .docx").close()
    return docx.read(data, file)
