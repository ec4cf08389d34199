"""PDF files that carry a text layer, read with pypdf."""

from __future__ import annotations

import logging
import re
import struct
import zlib
from io import BytesIO
from typing import Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from indexer.errors import ReadError
from indexer.models import RawDocument
from indexer.readers.characters import sanitized

# Each remark of pypdf on a file that it mends or gives up would stand bare among our lines; our errors say what is wrong.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

DAMAGE: Final = (
    PyPdfError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    OverflowError,
    OSError,
    struct.error,
    zlib.error,
)
"""What pypdf raises on damaged files: its own errors, and (it documents none) those of its parser on bad objects."""

UNREADABLE: Final = re.compile("[\ufffd\ue000-\uf8ff]|/gid\\d+|\\(cid:\\d+\\)")
"""Glyphs without a character: the font was embedded without a ToUnicode map."""


def read(data: bytes, file: str) -> RawDocument:
    """The text layer of a PDF, page after page, with the lines as printed.

    Raises ReadError for encrypted and damaged files and for those without a text layer.
    """
    try:
        pages, stated = _pages(data)
    except DAMAGE as error:
        raise ReadError(
            f"the PDF cannot be read ({type(error).__name__}: {error}); open it and save it anew"
        ) from error
    text = sanitized("\n".join(pages))
    letters = sum(character.isalnum() for character in text)
    if letters < 10:
        raise ReadError("no text layer: needs OCR")
    if len(UNREADABLE.findall(text)) > 0.3 * letters:
        raise ReadError("the text layer has no characters behind its glyphs: needs OCR")
    return RawDocument(file=file, text=text, format="pdf", stated=stated)


def _pages(data: bytes) -> tuple[list[str], dict[str, str]]:
    reader = PdfReader(BytesIO(data), strict=False)
    # Many offices lock printing or changing only: such files open with an empty password, in any viewer.
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReadError("the PDF is encrypted; save a copy without the password")
    pages = [page.extract_text() for page in reader.pages]
    return pages, _stated(reader)


def _stated(reader: PdfReader) -> dict[str, str]:
    information = reader.metadata
    if information is None:
        return {}
    found = {"title": information.title, "author": information.author}
    stated = {name: sanitized(str(value)).strip() for name, value in found.items() if value}
    # Word and scanners put file names into the title: Microsoft Word - 报告.doc.
    if re.search(
        r"\.(docx?|wps|pdf|indd|cdr|fbd|tiff?)$|^Microsoft Word|^untitled", stated.get("title", ""), re.IGNORECASE
    ):
        del stated["title"]
    return {name: value for name, value in stated.items() if value}
