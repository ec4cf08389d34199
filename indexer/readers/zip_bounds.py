"""Zip files, opened within bounds: archives, and the formats that are archives inside (Excel, OFD, EPUB, Word)."""

from __future__ import annotations

import lzma
import struct
import zlib
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from indexer.errors import ReadError

MOST_MEMBERS: Final = 10_000
"""Entries of an archive that are looked at."""
LARGEST_MEMBER: Final = 200_000_000
"""Bytes of one entry, unpacked."""
LARGEST_TOTAL: Final = 1_000_000_000
"""Bytes of all entries together, unpacked."""
HIGHEST_RATIO: Final = 200
"""Unpacked over packed; text lies at 3 to 10, sheets of repeated cells at 50."""
RATIO_FROM: Final = 10_000_000
"""Bytes, unpacked, below which the ratio does not matter."""
ENCRYPTED: Final = 0x1
"""Bit of an entry's flags."""
DAMAGE: Final = (
    BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    RuntimeError,
)
"""What zipfile raises on damaged entries, unknown compressions and passwords."""


def opened(data: bytes, what: str = "zip file", instead: str = "make it anew") -> ZipFile:
    """A zip file in memory. Raises ReadError, which says what it should be and what to do instead, where it is none."""
    try:
        return ZipFile(BytesIO(data))
    except DAMAGE as error:
        raise ReadError(f"not a readable {what} ({error}); {instead}") from error


def opened_within(data: bytes, what: str, instead: str) -> ZipFile:
    """A document that is a zip file inside, every entry of which keeps the bounds. Raises ReadError."""
    archive = opened(data, what, instead)
    entries = archive.infolist()
    if len(entries) > MOST_MEMBERS:
        raise ReadError(f"it holds more than {MOST_MEMBERS:,} entries; save it anew")
    for entry in entries:
        reason = beyond(entry)
        if reason is not None:
            raise ReadError(f"{entry.filename}: {reason}")
    if sum(entry.file_size for entry in entries) > LARGEST_TOTAL:
        raise ReadError(f"it holds more than {LARGEST_TOTAL:,} bytes unpacked; divide it")
    return archive


def beyond(entry: ZipInfo) -> str | None:
    """Why an entry is not to be unpacked, or None. What it declares binds: zipfile reads no byte more."""
    if entry.file_size > LARGEST_MEMBER:
        return f"larger than {LARGEST_MEMBER:,} bytes unpacked; divide it"
    if entry.file_size > RATIO_FROM and entry.file_size > HIGHEST_RATIO * max(1, entry.compress_size):
        return f"unpacks to more than {HIGHEST_RATIO} times its size; take it out of the archive if it is meant"
    if entry.flag_bits & ENCRYPTED:
        return "has a password; make the archive anew without one"
    return None


def unpacked(archive: ZipFile, entry: ZipInfo) -> bytes:
    """The bytes of an entry, in memory. Raises ReadError where it is damaged."""
    try:
        return archive.read(entry)
    except DAMAGE as error:
        raise ReadError(f"damaged, or packed in an unknown way ({error}); make the archive anew") from error
