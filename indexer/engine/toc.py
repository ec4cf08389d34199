"""The table of contents of a commit: which segments it is made of. Written as Whoosh writes it, so that Whoosh reads it; read by us,
since Whoosh runs whatever code a table says.

    Whoosh's   sizes of numbers, byte order, version, release; the pickled schema; generation; a number Whoosh leaves unused;
               the pickled list of segments
    ours       in the unused number the length of the file, and behind all of it the CRC-32 of what stands before

Tables of earlier versions have 0 in the unused number and no checksum; of those it is not known whether they are damaged
unless they cannot be read.
"""

from __future__ import annotations

import io
import pickle
import pickletools
import re
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from whoosh import index as whoosh_index
from whoosh.filedb.filestore import RamStorage
from whoosh.filedb.structfile import StructFile

from indexer.engine import disk
from indexer.engine.columnar.build import MOST_DOCUMENTS
from indexer.engine.columnar.codec import ColumnarSegment, schema
from indexer.engine.manifest import ways_out
from indexer.errors import CorruptIndex

_SIZES: Final = 3
"""Numbers at the beginning that say how large C's are."""
_RELEASE: Final = 3
_ORDER: Final = -12345
_VERSION: Final = -111
_NUMBER: Final = struct.Struct("!I")
_ALLOWED: Final = frozenset(
    [
        "PROTO",
        "FRAME",
        "STOP",
        "MARK",
        "MEMOIZE",
        "BINGET",
        "LONG_BINGET",
        "EMPTY_LIST",
        "APPEND",
        "APPENDS",
        "EMPTY_TUPLE",
        "EMPTY_DICT",
        "SETITEM",
        "SETITEMS",
        "STACK_GLOBAL",
        "NEWOBJ",
        "BUILD",
        "SHORT_BINUNICODE",
        "BINUNICODE",
        "BININT",
        "BININT1",
        "BININT2",
        "NEWTRUE",
        "NEWFALSE",
        "SHORT_BINBYTES",
        "BINBYTES",
    ]
)
"""Steps of a pickle that a list of segments is made by. None of the others is taken: some call what they name, some take up
as much memory as they say."""
_UNREADABLE: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What unpickling such steps in an order that makes no sense raises."""
_FIELDS: Final = {"indexname": str, "segid": str, "compound": bool, "documents": int, "_deleted": bytes}


@dataclass(frozen=True, slots=True)
class Toc:
    segments: Sequence[ColumnarSegment]
    checked: bool
    """Whether it has a checksum, with which it agrees."""


def toc_name(name: str, generation: int) -> str:
    return f"_{name}_{generation}.toc"


def latest_generation(location: Path, name: str) -> int:
    """Number of the latest table of the index of that name, -1 where there is none. Raises OSError."""
    pattern = re.compile(rf"_{name}_(\d+)\.toc")
    found = (pattern.fullmatch(each.name) for each in location.iterdir())
    return max((int(match[1]) for match in found if match), default=-1)


def write_toc(location: Path, name: str, generation: int, segments: Sequence[ColumnarSegment]) -> None:
    """Write a table, synced. Nothing shows before a manifest names it. Raises OSError."""
    memory = RamStorage()
    whoosh_index.TOC(schema(), list(segments), generation).write(memory, name)
    data = bytearray(memory.files[toc_name(name, generation)])
    (_, unused) = _head(StructFile(io.BytesIO(bytes(data))))
    _NUMBER.pack_into(data, unused, len(data) + _NUMBER.size)
    disk.write_whole(location / toc_name(name, generation), bytes(data) + _NUMBER.pack(zlib.crc32(data)))


def read_toc(location: Path, name: str, generation: int) -> Toc:
    """The table of a commit. Raises CorruptIndex; nothing that stands in it is called."""
    path = location / toc_name(name, generation)
    try:
        return _read(path.read_bytes(), name, generation)
    except (OSError, EOFError, struct.error, pickle.UnpicklingError, *_UNREADABLE) as error:
        raise CorruptIndex(f"{path} is damaged ({error}); {ways_out(location)}") from error


def _read(data: bytes, name: str, generation: int) -> Toc:
    stream = StructFile(io.BytesIO(data))
    stated, unused = _head(stream)
    (length,) = _NUMBER.unpack_from(data, unused)
    if length and (
        length != len(data) or zlib.crc32(data[: -_NUMBER.size]) != _NUMBER.unpack_from(data, length - 4)[0]
    ):
        raise ValueError("it does not match its checksum")
    if stated != generation:
        raise ValueError(f"it is of commit {stated}")
    pickled = data[unused + _NUMBER.size : len(data) - _NUMBER.size if length else None]
    return Toc([_segment(each, name) for each in _unpickled(pickled)], bool(length))


def _head(stream: StructFile) -> tuple[int, int]:
    """The generation that a table states, and where the unused number behind it stands."""
    for _ in range(_SIZES):
        stream.read_varint()
    if stream.read_int() != _ORDER:
        raise ValueError("its numbers are of another order")
    if (version := stream.read_int()) != _VERSION:
        raise ValueError(f"it is of version {version}")
    for _ in range(_RELEASE):
        stream.read_varint()
    stream.read_string()  # the schema, pickled: it is known, and not looked at
    generation: int = stream.read_int()
    place: int = stream.tell()
    return generation, place


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) != (ColumnarSegment.__module__, ColumnarSegment.__name__):
            raise pickle.UnpicklingError(f"it names {module}.{name}, which is no segment of this program")
        return ColumnarSegment


def _unpickled(data: bytes) -> list[Any]:
    end = 0
    for step, _, place in pickletools.genops(data):
        if step.name not in _ALLOWED:
            raise pickle.UnpicklingError(f"it holds the step {step.name}, which no list of segments needs")
        end = place or 0
    if end != len(data) - 1:
        raise ValueError("it goes on behind its end")
    found = _Unpickler(io.BytesIO(data)).load()
    if not isinstance(found, list):
        raise TypeError("it lists no segments")
    return found


def _segment(found: object, name: str) -> ColumnarSegment:
    """The same, of which everything is of the kind that it should be, and nothing is there besides."""
    if not isinstance(found, ColumnarSegment):
        raise TypeError(f"it lists {type(found).__name__}, which is no segment of this program")
    held = dict(vars(found))
    members = held.pop("_members", b"")
    if {key: type(value) for key, value in held.items()} != _FIELDS or not isinstance(members, bytes):
        raise TypeError(f"it says something else of a segment than it should: {', '.join(sorted(held))}")
    if found.indexname != name or not re.fullmatch(r"[0-9a-z]+", found.segid):
        raise ValueError(f"it lists segment {found.segment_id()!r}")
    if not 0 <= found.documents <= MOST_DOCUMENTS or len(found._deleted) not in (0, -(-found.documents // 8)):
        raise ValueError(f"it has no place for which of {found.documents} documents of {found.file_name} are deleted")
    if (found.members.documents >= found.documents).any():
        raise ValueError(f"it lists copies of texts that {found.file_name} does not hold")
    return found
