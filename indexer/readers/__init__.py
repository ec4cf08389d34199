"""Readers: a file becomes documents, one module per format. What cannot be read is a value too, never silence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from indexer.errors import ReadError
from indexer.models import RawDocument
from indexer.readers import docx, html, jsonl, pdf, text

TEXT_SUFFIXES: Final = frozenset({".txt"})
MARKDOWN_SUFFIXES: Final = frozenset({".md", ".markdown"})
HTML_SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml", ".shtml"})
JSONL_SUFFIXES: Final = frozenset({".jsonl", ".ndjson"})
SUFFIXES: Final = TEXT_SUFFIXES | MARKDOWN_SUFFIXES | HTML_SUFFIXES | JSONL_SUFFIXES | {".docx", ".pdf"}
"""Suffixes of files that can be read, in lower case."""

PAGE: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html)\b", re.I | re.S
)
"""A web page, whatever its name says."""


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What came of a file: its documents (several only for JSON Lines) and what went wrong on the way."""

    documents: tuple[RawDocument, ...]
    errors: tuple[ReadError, ...]


def read_file(path: Path, file: str, *, ocr: bool = False) -> ReadResult:
    """Read one file; its format is known by its suffix, in any case.

    ``file`` is the name to carry along: relative to the root, with "/" and in NFC. Nothing is raised: a file that
    cannot be read gives a result without documents and with the reason. ``ocr``: have scans recognised.
    """
    try:
        documents, errors = _read(path.suffix.lower(), path.read_bytes(), file, ocr)
    except ReadError as error:
        return ReadResult((), (error,))
    except OSError as error:
        return ReadResult(
            (), (ReadError(f"the file cannot be opened ({error.strerror}); check that it is there and readable"),)
        )
    full = tuple(document for document in documents if document.text.strip())
    if not full and not errors:
        errors = [ReadError("the file holds no text")]
    return ReadResult(full, tuple(errors))


def _read(suffix: str, data: bytes, file: str, ocr: bool) -> tuple[list[RawDocument], list[ReadError]]:
    if suffix not in SUFFIXES:
        raise ReadError(
            f"files of type {suffix or 'without a suffix'} cannot be read; convert to .txt, .docx, .html or .pdf"
        )
    if not data.strip():
        raise ReadError("the file is empty")
    if suffix in JSONL_SUFFIXES:
        return jsonl.read(data, file)
    if suffix == ".pdf":
        return pdf.read(data, file, ocr=ocr)
    return [_document(suffix, data, file)], []


def _document(suffix: str, data: bytes, file: str) -> RawDocument:
    if suffix == ".docx":
        return docx.read(data, file)
    if suffix in HTML_SUFFIXES or PAGE.match(data[:4096]):
        return html.read(data, file)
    return text.read(data, file, markdown=suffix in MARKDOWN_SUFFIXES)
