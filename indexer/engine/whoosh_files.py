"""The files of the embedded engine's index: opening, making and locking, and what is wrong with them."""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from indexer.engine.columnar.codec import ColumnarSegment
from indexer.engine.columnar.segment import Segment
from indexer.engine.columnar.snapshot import Snapshot
from indexer.engine.lock import WriterLock
from indexer.engine.manifest import (
    Manifest,
    check_compatible,
    fingerprint,
    prepare_directory,
    read_manifest,
    read_words,
    ways_out,
    write_manifest,
    write_words,
)
from indexer.engine.toc import latest_generation, read_toc, write_toc
from indexer.errors import CorruptIndex, IndexerError, NoIndex
from indexer.segment import Segmentation

_DAMAGE: Final = (
    OSError,
    EOFError,
    UnicodeDecodeError,
    json.JSONDecodeError,
    struct.error,
    zlib.error,
)
"""What reading missing or damaged files raises."""
DAMAGE_ON_OPENING: Final = (
    *_DAMAGE,
    LookupError,
    TypeError,
    ValueError,
)
"""What opening segments raises besides, which their checksums match and which are none of ours."""


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
            make_empty(location, segmentation)
    finally:
        lock.release()


def make_empty(location: Path, segmentation: Segmentation) -> None:
    """The same by who has the lock, where there is none."""
    with writing(location):
        words = begin_index(location, "z1", segmentation)
        write_manifest(location, Manifest("z1", fingerprint(segmentation), generation=0, words=words))


def begin_index(location: Path, name: str, segmentation: Segmentation) -> str:
    """Write the files of an empty index; it is there once a manifest names it. The checksum of its words."""
    write_toc(location, name, 0, ())
    return write_words(location, name, segmentation.entries)


def locked(location: Path) -> WriterLock:
    """The lock that a writer of the index holds. Raises IndexLocked where another holds it, NoIndex."""
    with writing(location):
        return WriterLock(location)


def open_current(
    location: Path, *, any_fingerprint: bool = False, opened: Mapping[str, Segment] | None = None
) -> Commit:
    """The latest commit. Raises NoIndex, CorruptIndex or IncompatibleIndex.

    Segments that are open already are taken from ``opened``. A commit or a rebuild may remove the files of the state that
    is being opened; then the new state is opened.
    """
    while True:
        manifest = read_manifest(location)
        generation = current_generation(location, manifest)
        try:
            if not any_fingerprint:
                check_compatible(manifest, location, None)
            segmentation = Segmentation(manifest.fingerprint.get("segmenter", ""), read_words(location, manifest))
            if not any_fingerprint:
                check_compatible(manifest, location, segmentation.entries)
            listed = read_toc(location, manifest.name, generation).segments
            with damage_named(location, DAMAGE_ON_OPENING):
                segments = {each.file_name: _opened(location, each, opened or {}) for each in listed}
                snapshot = Snapshot(
                    tuple(segments.values()), [each.live for each in listed], [each.members for each in listed]
                )
                return Commit(manifest, generation, segmentation, snapshot, segments)
        except CorruptIndex:
            now = read_manifest(location)
            if (now.name, current_generation(location, now)) == (manifest.name, generation):
                raise


def _opened(location: Path, listed: ColumnarSegment, opened: Mapping[str, Segment]) -> Segment:
    segment = opened.get(listed.file_name) or Segment(location / listed.file_name)
    if segment.documents != listed.documents:
        raise segment.file.damage(f"it has {segment.documents} documents and should have {listed.documents}")
    return segment


def current_generation(location: Path, manifest: Manifest) -> int:
    """Number of the latest commit. Raises CorruptIndex."""
    if manifest.generation is not None:
        return manifest.generation
    with damage_named(location):
        return latest_generation(location, manifest.name)


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
            f"the index in {location} cannot be read ({type(error).__name__}: {error}); {ways_out(location)}"
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
