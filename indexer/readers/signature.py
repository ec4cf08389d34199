"""What a file is by its first bytes, whatever its name says: web pages named .doc, Word files named .pdf, and so on."""

from __future__ import annotations

import codecs
import re
from io import BytesIO
from typing import Final
from zipfile import ZipFile

from indexer.readers.zip_bounds import DAMAGE

HEAD: Final = 4096
"""Bytes in which a text shows what it is."""
PAGE: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html)\b", re.I | re.S
)
"""A web page."""
FRAGMENT: Final = re.compile(
    rb"<(?:head|body|meta|title|style|div|p|table|span|font|br)(?:\s[^<>]*+)?/?>", re.IGNORECASE
)
"""A piece of one: only asked of files whose name says that they are no text."""
MESSAGE: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*[A-Za-z][A-Za-z-]*:[^\n]")
MIME: Final = re.compile(rb"^MIME-Version:\s*1\.0", re.IGNORECASE | re.MULTILINE)
MULTIPART: Final = re.compile(rb"^Content-Type:\s*(?:multipart/(?:related|mixed|alternative)|text/html)\b", re.I | re.M)
WORD_XML: Final = re.compile(rb'<\?mso-application\s+progid="Word\.Document"|<w:wordDocument\b|<pkg:package\b')
"""Word 2003's XML, and a .docx in one XML file."""
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_STREAMS: Final = (
    ("EncryptedPackage", ".encrypted"),
    ("WordDocument", ".doc"),
    ("PowerPoint Document", ".ppt"),
    ("Workbook", ".xls"),
    ("Book", ".xls"),
)
"""Streams of an OLE file that tell its kind; a Word file may hold a workbook, so that Word is asked first."""
PARTS: Final = (
    ("OFD.xml", ".ofd"),
    ("word/document.xml", ".docx"),
    ("word/document2.xml", ".docx"),
    ("xl/workbook.xml", ".xlsx"),
    ("ppt/presentation.xml", ".pptx"),
    ("META-INF/container.xml", ".epub"),
)
"""Members of a zip file that tell its kind."""
ZIPPED: Final = frozenset({".docx", ".xlsx", ".xlsm", ".ofd", ".epub", ".zip"})
UNTEXTED: Final = frozenset({".doc", ".wps", ".rtf"})
"""Suffixes under which pieces of web pages and plain text lie too, since servers and scripts name them so."""


def true_suffix(data: bytes, suffix: str) -> str:
    """The suffix that a file should have; ``suffix``, in lower case, where its bytes do not say otherwise.

    It may be one that is not read (".xls", ".ppt", ".pptx"); ".encrypted" is an Office file with a password.
    """
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, suffix)
    if data.startswith(OLE):
        return _ole(data, suffix)
    if b"%PDF-" in data[:1024] and (data.lstrip().startswith(b"%PDF-") or suffix == ".pdf"):
        return ".pdf"
    head = _head(data)
    if head.startswith(b"{\\rtf"):
        return ".rtf"
    return _marked_up(head, suffix)


def _marked_up(head: bytes, suffix: str) -> str:
    if suffix not in {".jsonl", ".ndjson"} and PAGE.match(head):
        return ".html" if suffix not in {".htm", ".xhtml", ".shtml"} else suffix
    if MESSAGE.match(head) and MIME.search(head) and MULTIPART.search(head):
        return ".mht"
    if suffix not in UNTEXTED:
        return suffix
    if WORD_XML.search(head):
        return ".doc"
    return ".html" if FRAGMENT.search(head) else ".txt"


def _zipped(data: bytes, suffix: str) -> str:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = {name.replace("\\", "/") for name in archive.namelist()}
    except DAMAGE:
        return suffix if suffix in ZIPPED else ".zip"
    found = next((kind for part, kind in PARTS if part in names), ".zip")
    return suffix if found == ".xlsx" and suffix == ".xlsm" else found


def _ole(data: bytes, suffix: str) -> str:
    for stream, kind in OLE_STREAMS:
        if f"{stream}\0".encode("utf-16-le") in data:
            return kind
    return suffix if suffix == ".wps" else ".doc"


def _head(data: bytes) -> bytes:
    """The first bytes, as UTF-8 where they are UTF-16 with a byte order mark; without white space before them."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data[2 : 2 * HEAD].decode(encoding, "ignore").encode("utf-8", "ignore").lstrip()
    return data[:HEAD].lstrip()
