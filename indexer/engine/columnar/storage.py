"""Named arrays in one file: little-endian, aligned, versioned, checksummed by blocks, read through a memory map.

    header      64 bytes: magic, version, block size, place, length and CRC-32 of the directory, length of the file
    arrays      each aligned to 64 bytes
    checksums   uint32, one CRC-32 for every block of the bytes between the header and the checksums
    directory   JSON: name → [dtype, number of items, place]; a small object of the caller's

Opening reads the header and the directory only. A block is checked when it is first read from, so that opening stays
quick and damage is told before it can become a wrong answer.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from indexer.engine import disk
from indexer.engine.manifest import ways_out
from indexer.errors import CorruptIndex, IncompatibleIndex

MAGIC: Final = b"ZXSEGMNT"
VERSION: Final = 1
_BLOCK_BITS: Final = 14
BLOCK: Final = 1 << _BLOCK_BITS
"""Bytes of a block: small enough that checking one on first touch is not felt, about 10 microseconds."""
_ALIGNED: Final = 64
_HEADER: Final = struct.Struct("<8sIIQQIIQ")
"""Magic, version, block size, place and length of the directory, its CRC-32, that of the fields before, file length."""
_COPIED: Final = 1 << 22
_DTYPES: Final = frozenset(f"<{kind}{size}" for kind in "iu" for size in (1, 2, 4, 8)) | {"<f8", "<f4"}
"""What an array may be of: numbers, and nothing that points anywhere."""


class ArrayWriter:
    """Writes such a file. Sizes are stated beforehand, so that several arrays can grow side by side.

    Raises OSError for what the system refuses; the caller removes what was begun.
    """

    def __init__(self, path: Path) -> None:
        self._file = disk.create(path)
        self._end = _ALIGNED
        self._arrays: dict[str, tuple[str, int, int]] = {}

    def reserve(self, name: str, dtype: str, size: int) -> None:
        """Make room for an array of ``size`` items; what is never put there is zero."""
        if name in self._arrays:
            raise ValueError(f"array {name} stands twice in one file")
        place = -(-self._end // _ALIGNED) * _ALIGNED
        self._arrays[name] = (dtype, size, place)
        self._end = place + size * np.dtype(dtype).itemsize

    def put(self, name: str, at: int, items: ArrayLike) -> None:
        """Write items into the room of an array, from item ``at`` on. Raises ValueError where they do not fit, be it that
        they are too many or too large."""
        dtype, size, place = self._arrays[name]
        values = _fitting(name, items, np.dtype(dtype))
        if at < 0 or at + len(values) > size:
            raise ValueError(f"{len(values)} items at {at} do not fit into {name}, which has room for {size}")
        self._file.seek(place + at * values.itemsize)
        self._file.write(values.data.cast("B") if len(values) else b"")

    def add(self, name: str, dtype: str, items: ArrayLike) -> None:
        """Write a whole array."""
        values = _fitting(name, items, np.dtype(dtype))
        self.reserve(name, dtype, len(values))
        self.put(name, 0, values)

    def add_bytes(self, name: str, data: bytes) -> None:
        self.add(name, "<u1", np.frombuffer(data, np.uint8))

    def finish(self, about: Mapping[str, Any]) -> None:
        """Write checksums, directory and header, and have the system write all of it to the disk."""
        self._file.truncate(max(self._end, self._file.seek(0, os.SEEK_END)))
        self._file.flush()
        checksums = self._checksums()
        self.add("checksums", "<u4", checksums)
        del self._arrays["checksums"]  # its place follows from the others' end
        directory = json.dumps(
            {"arrays": self._arrays, "checked": [self._checked, len(checksums)], "about": about}, ensure_ascii=False
        ).encode("utf-8")
        place = self._end
        self._file.seek(place)
        self._file.write(directory)
        fields = [MAGIC, VERSION, BLOCK, place, len(directory), zlib.crc32(directory), 0, place + len(directory)]
        fields[6] = zlib.crc32(_HEADER.pack(*fields))
        self._file.seek(0)
        self._file.write(_HEADER.pack(*fields))
        disk.sync(self._file)

    def _checksums(self) -> list[int]:
        self._checked = self._end
        self._file.seek(_ALIGNED)
        found: list[int] = []
        left = self._checked - _ALIGNED
        while left > 0:
            data = memoryview(self._file.read(min(left, _COPIED)))
            found += [zlib.crc32(data[at : at + BLOCK]) for at in range(0, len(data), BLOCK)]
            left -= len(data)
        return found

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _fitting(name: str, items: ArrayLike, kind: np.dtype[Any]) -> NDArray[Any]:
    """The items as they are written. Raises ValueError for one that would become another."""
    try:
        values = items if isinstance(items, np.ndarray) else np.array(items, kind)
    except OverflowError as error:
        raise ValueError(f"{name} holds {kind} numbers, and one is not: {error}") from error
    if len(values) and values.dtype.kind in "iu" and not np.can_cast(values.dtype, kind):
        limits = np.iinfo(kind)
        if int(values.min()) < limits.min or int(values.max()) > limits.max:
            raise ValueError(f"{name} holds {kind} numbers, and one is not: from {values.min()} to {values.max()}")
    return np.ascontiguousarray(values, kind)


class ArrayReader:
    """Reads such a file. Arrays are views of the map: read-only, and good for as long as one of them is held.

    Raises CorruptIndex, which names the file, wherever it is not what was written, and IncompatibleIndex for a file of
    another version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < _HEADER.size:
                raise self.damage("it is cut off")
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._data = np.frombuffer(data, np.uint8)
        magic, version, block, place, length, crc, own_crc, whole = fields = _HEADER.unpack_from(data)
        if magic != MAGIC or zlib.crc32(_HEADER.pack(*fields[:6], 0, whole)) != own_crc:
            raise self.damage("its header is damaged")
        if block != BLOCK:
            raise self.damage(f"its blocks are of {block} bytes")
        if version != VERSION:
            raise IncompatibleIndex(
                f"{self.path} is of version {version}, and this program reads version {VERSION}; {ways_out(path.parent)}"
            )
        if whole != size:
            raise self.damage(f"it has {size} bytes and should have {whole}")
        directory = data[place : place + length]
        if zlib.crc32(directory) != crc:
            raise self.damage("its directory is damaged")
        record = json.loads(directory)
        self._arrays: dict[str, tuple[str, int, int]] = {name: tuple(row) for name, row in record["arrays"].items()}
        self._views: dict[str, tuple[NDArray[Any], int, int]] = {}
        self._whole: dict[str, NDArray[Any]] = {}
        for name, (dtype, items, where) in self._arrays.items():
            if dtype not in _DTYPES or items < 0 or not _ALIGNED <= where <= place - items * np.dtype(dtype).itemsize:
                raise self.damage(f"it cannot hold {items} of {dtype} at {where} ({name})")
        self._end, blocks = record["checked"]
        at = -(-self._end // _ALIGNED) * _ALIGNED
        self._gap = self._end, at
        if at + 4 * blocks != place:
            raise self.damage("its checksums do not end where its directory begins")
        self._checksums = self._data[at : at + 4 * blocks].view("<u4")
        self._flags = bytearray(blocks)
        """One byte a block: 1 once it was found to be good."""
        self._good = np.frombuffer(self._flags, bool)
        self._unchecked = blocks
        self.about: dict[str, Any] = record["about"]

    def damage(self, what: str) -> CorruptIndex:
        return CorruptIndex(f"{self.path} is damaged: {what}; {ways_out(self.path.parent)}")

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def size(self, name: str) -> int:
        return self._arrays[name][1]

    def array(self, name: str) -> NDArray[Any]:
        """A whole array, checked."""
        if name not in self._whole:
            self._whole[name] = self.slice(name, 0, self._arrays[name][1])
        return self._whole[name]

    def slice(self, name: str, start: int, stop: int) -> NDArray[Any]:
        """Items [start, stop) of an array, checked."""
        view, place, size = self._located(name)
        if self._unchecked:
            self._check(place + start * size, place + stop * size)
        return view[start:stop]

    def slicing(self, name: str) -> Callable[[int, int], NDArray[Any]]:
        """A function that does what ``slice`` does for one array; for one that is read from often."""
        return partial(self.slice, name)

    def view(self, name: str) -> NDArray[Any]:
        """A whole array as it is on the disk; ``check_places`` before reading from it."""
        return self._located(name)[0]

    def _located(self, name: str) -> tuple[NDArray[Any], int, int]:
        """An array as it is on the disk, the place of its first byte, and the bytes of an item."""
        located = self._views.get(name)
        if located is None:
            dtype, items, place = self._arrays[name]
            size = np.dtype(dtype).itemsize
            located = self._views[name] = self._data[place : place + items * size].view(dtype), place, size
        return located

    def check_places(self, name: str, places: NDArray[np.int64], width: int = 1) -> None:
        """Check the blocks that hold the items at ``places`` (ascending or not) and the ``width`` - 1 after each."""
        if not self._unchecked or not len(places):
            return
        _, place, size = self._located(name)
        for shift in {*range(0, width, BLOCK // size), width - 1}:
            blocks = places * size
            blocks += place + shift * size - _ALIGNED
            blocks >>= _BLOCK_BITS
            good = self._good.take(blocks)
            if not good.all():
                self._check_blocks(np.unique(blocks[~good]))

    def check_all(self) -> None:
        """Check every byte of the file. Raises CorruptIndex."""
        self._check(_ALIGNED, self._end)
        for start, stop in ((_HEADER.size, _ALIGNED), self._gap):
            if self._data[start:stop].any():
                raise self.damage(f"bytes {start} to {stop} are not 0, though nothing stands there")

    def _check(self, start: int, stop: int) -> None:
        if stop <= start:
            return
        first, beyond = (start - _ALIGNED) // BLOCK, (stop - 1 - _ALIGNED) // BLOCK + 1
        if self._flags.find(0, first, beyond) >= 0:
            self._check_blocks(first + np.flatnonzero(~self._good[first:beyond]))

    def _check_blocks(self, blocks: NDArray[np.int64]) -> None:
        for block in blocks.tolist():
            start = _ALIGNED + block * BLOCK
            if zlib.crc32(self._data[start : min(start + BLOCK, self._end)].data) != self._checksums[block]:
                holding = [name for name, (_, _, place) in self._arrays.items() if place < start + BLOCK]
                raise self.damage(f"block {block} does not match its checksum (near {holding[-1]})")
        self._good[blocks] = True
        # Counted anew rather than down: two threads may check the same block.
        self._unchecked = len(self._good) - int(np.count_nonzero(self._good))
