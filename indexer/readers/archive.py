"""Zip archives: every member that can be read, read like a file of its name; archives inside archives too.

Nothing is unpacked to disk. What an archive may cost is bounded (``zip_bounds``), nested ones together with the outer one.
"""

from __future__ import annotations

import re
import struct
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Final
from zipfile import ZipFile, ZipInfo

from indexer.errors import FAULTS, ReadError, fault
from indexer.models import RawDocument
from indexer.readers.programs import RanOver
from indexer.readers.signature import true_suffix
from indexer.readers.text import likelihood
from indexer.readers.zip_bounds import LARGEST_TOTAL, MOST_MEMBERS, beyond, opened, unpacked

MOST_NESTED: Final = 3
"""Archives one inside the other, the outermost counted."""
MOST_OVERRUNS: Final = 3
"""Members on which programs may run over their time: thousands that keep them for ever would keep the whole run."""
UTF_8: Final = 0x800
"""Bit of an entry's flags: its name is UTF-8."""
UNICODE_PATH: Final = 0x7075
"""Extra field with the name in UTF-8 (Info-ZIP), which WinRAR and 7-Zip write beside one in GBK."""
ENCODINGS: Final = ("gb18030", "big5hkscs")
DRIVE: Final = re.compile(r"[A-Za-z]:")

Documents = tuple[list[RawDocument], list[ReadError]]
Read = Callable[[str, bytes], Documents]
"""Suffix, bytes → documents and errors, of one member."""


@dataclass(slots=True)
class Contents:
    """What came of an archive so far, and what it may still cost."""

    suffixes: frozenset[str]
    """Of members that are read, ".zip" among them."""
    read: Read
    documents: list[RawDocument] = field(default_factory=list)
    errors: list[ReadError] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    """Reason → number of members that were not taken."""
    members_left: int = MOST_MEMBERS
    bytes_left: int = LARGEST_TOTAL
    overruns_left: int = MOST_OVERRUNS


def read(data: bytes, contents: Contents, *, above: str = "", depth: int = 1) -> None:
    """Read the members of an archive into ``contents``; each document and error names its member.

    ``above`` is the path of this archive inside the outermost one, with "/" behind it. A member that fails does not stop the
    others. Raises ReadError where the archive itself cannot be opened.
    """
    if depth > MOST_NESTED:
        raise ReadError(f"archives are nested more than {MOST_NESTED} deep; unpack this one")
    with opened(data) as archive:
        entries: dict[str, ZipInfo] = {}
        for entry in archive.infolist():
            if entry.filename.endswith("/"):  # a folder; of an entry without a name zipfile cannot be asked
                continue
            name = member_name(entry)
            if name in entries:  # adding to an archive leaves the older one in it; whoever unpacks it gets the last
                contents.skipped["older member of the same name"] += 1
            entries[name] = entry
        for number, (name, entry) in enumerate(entries.items()):
            suffix = PurePosixPath(name).suffix.lower()
            if _is_hidden(name):
                contents.skipped["hidden"] += 1
            elif suffix not in contents.suffixes:
                contents.skipped[f"unknown format {suffix or '(no suffix)'}"] += 1
            elif (bound := _bound(contents)) is not None:
                reason = f"{len(entries) - number} members from {name} on are left out: {bound}"
                contents.errors.append(ReadError(reason, member=above.rstrip("/") or None))
                return
            else:
                contents.members_left -= 1
                _member(archive, entry, f"{above}{name}", suffix, contents, depth)


def _bound(contents: Contents) -> str | None:
    """What no further member may cost, and what to do."""
    if contents.members_left <= 0:
        return f"an archive may hold {MOST_MEMBERS:,}; divide it"
    if contents.overruns_left <= 0:
        return f"programs took too long on {MOST_OVERRUNS} before them; take those out"
    return None


def _member(archive: ZipFile, entry: ZipInfo, member: str, suffix: str, contents: Contents, depth: int) -> None:
    try:
        reason = beyond(entry)
        if reason is None and entry.file_size > contents.bytes_left:
            reason = f"left out: what an archive holds may take {LARGEST_TOTAL:,} bytes unpacked; divide it"
        if reason is not None:
            raise ReadError(reason)
        contents.bytes_left -= entry.file_size
        data = unpacked(archive, entry)
        if true_suffix(data, suffix) == ".zip":  # a Word file named .zip is none, and the other way round
            read(data, contents, above=f"{member}/", depth=depth + 1)
            return
        documents, errors = contents.read(suffix, data)
    except RanOver as error:
        contents.overruns_left -= 1
        documents, errors = [], [error]
    except ReadError as error:
        documents, errors = [], [error]
    except FAULTS as error:  # of ours or of a library; the other members must not suffer for it
        documents, errors = [], [ReadError(fault(error))]
    contents.documents.extend(replace(document, member=member) for document in documents)
    contents.errors.extend(ReadError(error.reason, stage=error.stage, member=member) for error in errors)


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "~$")) or part == "__MACOSX" for part in name.split("/"))


def member_name(entry: ZipInfo) -> str:
    """The path of an entry with "/", in NFC, without drive, root and "..", however the archive wrote it."""
    name = _unicode_path(entry) or _decoded(entry)
    parts = DRIVE.sub("", name.replace("\\", "/"), count=1) if DRIVE.match(name) else name.replace("\\", "/")
    return unicodedata.normalize("NFC", "/".join(part for part in parts.split("/") if part not in {"", ".", ".."}))


def _decoded(entry: ZipInfo) -> str:
    """The name as text: zipfile takes for code page 437 whatever is not marked as UTF-8; Chinese Windows writes GBK there."""
    name = entry.orig_filename.partition("\0")[0]
    if entry.flag_bits & UTF_8 or name.isascii():
        return name
    data = name.encode("cp437")
    try:
        return data.decode("utf-8")  # macOS, and Linux without the mark
    except UnicodeDecodeError:
        found = [text for encoding in ENCODINGS if (text := _in(data, encoding)) is not None]
    return max(found, key=likelihood, default=name)


def _in(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unicode_path(entry: ZipInfo) -> str | None:
    extra = entry.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        value, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind != UNICODE_PATH or len(value) < 5 or value[0] != 1 or entry.flag_bits & UTF_8:
            continue
        # It counts only for the name that it was made of; programs that rename entries leave it behind.
        if zlib.crc32(entry.orig_filename.encode("cp437", "replace")) == struct.unpack_from("<I", value, 1)[0]:
            return _in(value[5:], "utf-8")
    return None
