"""The files of the embedded engine's index: opening, making and locking, and what is wrong with them."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage
from whoosh.util.filelock import LockBase

from indexer.engine.columnar.codec import ColumnarSegment, schema
from indexer.engine.columnar.segment import Segment
from indexer.engine.columnar.snapshot import Snapshot
from indexer.engine.manifest import (
    LOCK_NAME,
    Manifest,
    check_compatible,
    fingerprint,
    prepare_directory,
    read_manifest,
    read_words,
    sync_directory,
    write_manifest,
    write_words,
)
from indexer.errors import CorruptIndex, IndexerError, IndexLocked, NoIndex
from indexer.segment import Segmentation

_DAMAGE: Final = (
    OSError,
    EOFError,
    UnicodeDecodeError,
    json.JSONDecodeError,
    pickle.UnpicklingError,
    struct.error,
    whoosh_index.IndexError,
    zlib.error,
)
"""What reading missing or damaged files raises."""
DAMAGE_ON_OPENING: Final = (
    *_DAMAGE,
    AssertionError,
    AttributeError,
    ImportError,
    LookupError,
    MemoryError,
    NameError,
    TypeError,
    ValueError,
)
"""What opening them raises besides: Whoosh checks nothing of its table of contents, and unpickles what it finds."""


class SyncedStorage(FileStorage):
    """Whoosh's storage, but that a file which is renamed is on the disk before and after it."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        with (Path(self.folder) / oldname).open("r+b") as file:  # Windows syncs only what may be written
            os.fsync(file.fileno())
        super().rename_file(oldname, newname, safe=safe)
        sync_directory(Path(self.folder))


@dataclass(frozen=True)  # without slots, which leave a cached property no room
class Commit:
    """One committed state, opened."""

    manifest: Manifest
    generation: int
    segmentation: Segmentation
    snapshot: Snapshot
    opened: Mapping[str, Segment]
    """Its segments by the names of their files."""

    @cached_property
    def identity(self) -> str:
        """32 hexadecimal digits for the commit and what made it. Names of segments are drawn at random, so that an index made
        anew in the same place has other ones."""
        stated = [self.manifest.name, self.generation, self.manifest.updated, self.manifest.fingerprint, [*self.opened]]
        return hashlib.sha256(json.dumps(stated, sort_keys=True).encode()).hexdigest()[:32]


def create_index(location: Path, segmentation: Segmentation) -> None:
    """Make an empty index in a directory. Raises IndexLocked, or IndexerError when the directory cannot take one."""
    prepare_directory(location)
    lock = locked(location)
    try:
        if not exists(location):  # another process may have made one meanwhile
            with writing(location):
                begin_index(location, "z1", segmentation)
                write_manifest(location, Manifest("z1", fingerprint(segmentation)))
    finally:
        lock.release()


def begin_index(location: Path, name: str, segmentation: Segmentation) -> None:
    """Write the files of an empty index; it is there once a manifest names it."""
    write_words(location, name, segmentation.entries)
    SyncedStorage(str(location)).create_index(schema(), indexname=name)


def locked(location: Path) -> LockBase:
    """The lock that a writer of the index holds. Raises IndexLocked where another holds it, NoIndex."""
    if not location.is_dir():
        raise NoIndex(
            f"no index in {location.resolve()}: make one with `zhengxie index PATH --index {location}`, or name yours with --index"
        )
    lock = FileStorage(str(location)).lock(LOCK_NAME)
    with writing(location):
        free = lock.acquire(blocking=False)
    if not free:
        raise IndexLocked(f"another process is writing to the index in {location}; wait until it is done")
    return lock


def open_current(
    location: Path, *, any_fingerprint: bool = False, opened: Mapping[str, Segment] | None = None
) -> Commit:
    """The latest commit. Raises NoIndex, CorruptIndex or IncompatibleIndex.

    Segments that are open already are taken from ``opened``. A commit or a rebuild may remove the files of the state that
    is being opened; then the new state is opened.
    """
    while True:
        manifest = read_manifest(location)
        generation = latest_generation(location, manifest.name)
        try:
            if not any_fingerprint:
                check_compatible(manifest, location, None)
            segmentation = Segmentation(manifest.fingerprint.get("segmenter", ""), read_words(location, manifest.name))
            if not any_fingerprint:
                check_compatible(manifest, location, segmentation.entries)
            with damage_named(location, DAMAGE_ON_OPENING):
                listed = listed_segments(location, manifest.name)
                segments = {each.file_name: _opened(location, each, opened or {}) for each in listed}
                snapshot = Snapshot(
                    tuple(segments.values()), [each.live for each in listed], [each.members for each in listed]
                )
                return Commit(manifest, generation, segmentation, snapshot, segments)
        except CorruptIndex:
            now = read_manifest(location).name
            if (now, latest_generation(location, now)) == (manifest.name, generation):
                raise


def _opened(location: Path, listed: ColumnarSegment, opened: Mapping[str, Segment]) -> Segment:
    return opened.get(listed.file_name) or Segment(location / listed.file_name)


def listed_segments(location: Path, name: str) -> Sequence[ColumnarSegment]:
    """The segments of the latest commit. Raises what Whoosh raises, and TypeError for segments of another kind."""
    listed: list[ColumnarSegment] = whoosh_index.TOC.read(FileStorage(str(location)), name).segments
    foreign = [each for each in listed if not isinstance(each, ColumnarSegment)]
    if foreign:
        raise TypeError(f"segment {foreign[0]} was not written by this program")
    return listed


def latest_generation(location: Path, name: str) -> int:
    """Number of the latest commit of the index of that name, -1 where there is none. Raises CorruptIndex."""
    with damage_named(location):
        generation: int = whoosh_index.TOC._latest_generation(FileStorage(str(location)), name)
    return generation


def exists(location: Path) -> bool:
    """Whether there is an index. Raises CorruptIndex where one is damaged."""
    try:
        read_manifest(location)
    except NoIndex:
        return False
    return True


@contextmanager
def damage_named(location: Path, kinds: tuple[type[Exception], ...] = _DAMAGE) -> Iterator[None]:
    """What reading missing or damaged files raises becomes CorruptIndex, which says what to do."""
    try:
        yield
    except kinds as error:
        raise CorruptIndex(
            f"the index in {location} cannot be read ({type(error).__name__}: {error}); nothing was deleted; "
            f"restore it from a copy or rebuild it with `zhengxie index --rebuild PATH --index {location}`"
        ) from error


@contextmanager
def writing(location: Path) -> Iterator[None]:
    """What the system refuses becomes one line; the index stays as it was, since nothing was committed."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise IndexerError(
            f"cannot write to the index in {location}: {reason}; see to the disk's space and rights, and run again"
        ) from error
