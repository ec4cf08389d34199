"""Web pages saved whole in one file (.mht, .mhtml; RFC 2557): the page itself, its address and the day it was saved."""

from __future__ import annotations

import email
import re
from collections.abc import Mapping
from dataclasses import replace
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Final

from indexer.errors import ReadError
from indexer.models import RawDocument
from indexer.readers import html, text
from indexer.readers.characters import sanitized

ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)
PLACES: Final = ("Content-Location", "Snapshot-Content-Location")


def read(data: bytes, file: str) -> RawDocument:
    """The page of an MHTML file as a document; of a page of frames, the first that holds text. Raises ReadError."""
    try:
        message = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"))
        pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
        plain = [part for part in message.walk() if part.get_content_type() == "text/plain"]
    except RecursionError as error:
        raise ReadError("the file nests its parts too deep; save the page again from the browser as HTML") from error
    if not pages and not plain:
        raise ReadError("the file holds no page; save it again from the browser as HTML")
    failed: ReadError | None = None
    for part in (*pages, *plain):
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes) or not payload.strip():
            continue
        try:
            page = html.read(payload, file) if part in pages else text.read(payload, file)
        except ReadError as error:
            failed = failed or error
            continue
        if page.text.strip():
            return _stating(page, message, part)
    raise failed or ReadError("the file holds no text")


def _stating(page: RawDocument, message: Message, part: Message) -> RawDocument:
    stated: dict[str, str] = dict(page.stated)
    address = _address(part) or _address(message)
    if address:
        stated["url"] = address
    stated.update(_retrieved(message))
    subject = _subject(message)
    if subject:
        stated.setdefault("title", subject)
    return replace(page, stated=stated)


def _address(part: Message) -> str | None:
    """The address that a part came from; Word and browsers also note places on a disk, which are none."""
    found = (ADDRESS.fullmatch("".join(str(part.get(name, "")).split())) for name in PLACES)
    return next((sanitized(match[0]) for match in found if match), None)


def _retrieved(message: Message) -> Mapping[str, str]:
    try:
        return {"retrieved": parsedate_to_datetime(str(message.get("Date", ""))).date().isoformat()}
    except (ValueError, TypeError, IndexError, OverflowError):
        return {}  # no day, or none that can be read: it stays unknown


def _subject(message: Message) -> str | None:
    try:
        subject = str(make_header(decode_header(str(message.get("Subject", "")))))
    except (ValueError, LookupError, MessageError):
        return None
    return " ".join(sanitized(subject).split()) or None
