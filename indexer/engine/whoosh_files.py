"""The files of the embedded engine's index: their schema, opening, making and locking, and what is wrong with them."""

from __future__ import annotations

import json
import pickle
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from whoosh import columns, fields, formats
from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage
from whoosh.util.filelock import LockBase

from indexer.engine.manifest import (
    LOCK_NAME,
    Manifest,
    check_compatible,
    fingerprint,
    prepare_directory,
    read_manifest,
    write_manifest,
)
from indexer.engine.snapshot import Snapshot
from indexer.errors import CorruptIndex, IndexerError, IndexLocked, NoIndex

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
"""What opening them raises besides: Whoosh checks nothing, and unpickles what it finds."""


class Words(fields.FieldType):
    """Words given as a list; the format says whether frequencies are kept."""

    def __init__(self, posting_format: formats.Format) -> None:
        self.format = posting_format
        self.analyzer = None
        self.scorable = False
        self.stored = False
        self.unique = False
        self.column_type = None
        self.spelling = False


SCHEMA: Final = fields.Schema(
    id=fields.ID(unique=True),
    words=Words(formats.Frequency()),
    sub_words=Words(formats.Frequency()),
    title_words=Words(formats.Frequency()),
    grams=Words(formats.Existence()),
    record=fields.COLUMN(columns.CompressedBytesColumn()),
    text=fields.COLUMN(columns.CompressedBytesColumn()),
)


def create_index(location: Path) -> None:
    """Make an empty index in a directory. Raises IndexLocked, or IndexerError when the directory cannot take one."""
    prepare_directory(location)
    lock = locked(location)
    try:
        if not exists(location):  # another process may have made one meanwhile
            with writing(location):
                FileStorage(str(location)).create_index(SCHEMA, indexname="z1")
                write_manifest(location, Manifest("z1", fingerprint()))
    finally:
        lock.release()


def locked(location: Path) -> LockBase:
    """The lock that a writer of the index holds. Raises IndexLocked where another holds it, NoIndex."""
    if not location.is_dir():
        raise NoIndex(f"no index in {location}: make one with `zhengxie index PATH --index {location}`")
    lock = FileStorage(str(location)).lock(LOCK_NAME)
    with writing(location):
        free = lock.acquire(blocking=False)
    if not free:
        raise IndexLocked(f"another process is writing to the index in {location}; wait until it is done")
    return lock


def open_current(location: Path, *, any_fingerprint: bool = False) -> tuple[Manifest, int, Snapshot]:
    """The current manifest, commit and contents. Raises NoIndex, CorruptIndex or IncompatibleIndex.

    A commit or a rebuild may remove the files of the state that is being opened; then the new state is opened.
    """
    while True:
        manifest = read_manifest(location)
        if not any_fingerprint:
            check_compatible(manifest, location)
        generation = latest_generation(location, manifest.name)
        try:
            with damage_named(location, DAMAGE_ON_OPENING):
                index = whoosh_index.open_dir(str(location), indexname=manifest.name)
                return manifest, generation, Snapshot(index.reader())
        except CorruptIndex:
            now = read_manifest(location).name
            if (now, latest_generation(location, now)) == (manifest.name, generation):
                raise


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
    """What Whoosh raises on missing or damaged files becomes CorruptIndex, which says what to do."""
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
