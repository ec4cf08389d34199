"""RTF files, by striprtf: the text a paragraph or table row a line, and the title and author that the file states."""

from __future__ import annotations

import re
from typing import Final

from striprtf.striprtf import rtf_to_text

from indexer.errors import ReadError
from indexer.models import RawDocument
from indexer.readers.characters import sanitized

CELL: Final = re.compile(r"\\(?:nest)?cell(?![a-z0-9])")
BINARY: Final = re.compile(r"[\x80-\xff]")
"""Bytes that should have been escaped: some programs write Chinese as it is."""
STATED: Final = re.compile(r"\{\\(title|author) ((?:[^{}\\]|\\'[0-9a-fA-F]{2}|\\u-?\d{1,5} ?\??|\\uc\d |\\[{}\\])*+)\}")
CODE_PAGE: Final = re.compile(r"\\ansicpg\d+")
HEAD: Final = 65_536
"""Characters in which the file states its code page, title and author."""
DAMAGE: Final = (ValueError, LookupError, TypeError, AttributeError, OverflowError)
"""What striprtf may raise on damaged files; it documents none."""


def read(data: bytes, file: str) -> RawDocument:
    """An RTF file as a document. Raises ReadError where it is damaged."""
    source = BINARY.sub(lambda byte: f"\\'{ord(byte[0]):02x}", data.decode("latin-1"))
    try:
        text = rtf_to_text(CELL.sub(r"\\tab", source), errors="replace")
        stated = _stated(source[:HEAD])
    except DAMAGE as error:
        raise ReadError(
            f"not a readable RTF file ({type(error).__name__}); open it in Word and save it as .docx"
        ) from error
    lines = [line.rstrip("\t") for line in sanitized(text).split("\n")]
    return RawDocument(file=file, text="\n".join(lines), format="docx", stated=stated)


def _stated(head: str) -> dict[str, str]:
    page = CODE_PAGE.search(head)
    opening = "{\\rtf1\\ansi" + (page[0] if page else "")
    found = {
        match[1]: sanitized(rtf_to_text(f"{opening} {match[2]}}}", errors="replace")) for match in STATED.finditer(head)
    }
    return {name: value.strip() for name, value in found.items() if value.strip()}
