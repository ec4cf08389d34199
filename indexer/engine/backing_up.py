"""Copies of an index in a directory: a committed state, copied while another is being written, and put back in one step.

A copy is an index itself: its manifest is written last, when every file of it was checked.
"""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from indexer.engine import disk
from indexer.engine.checking import check_commit, check_directory
from indexer.engine.columnar.codec import ColumnarSegment
from indexer.engine.manifest import (
    BESIDE,
    FILE_NAME,
    OWN_FILE,
    Manifest,
    prepare_directory,
    read_manifest,
    read_words,
    ways_out,
    words_name,
    write_manifest,
    write_words,
)
from indexer.engine.toc import read_toc, toc_name, write_toc
from indexer.engine.whoosh_files import current_generation, exists, locked, make_empty, writing
from indexer.errors import CorruptIndex, IndexerError, NoIndex
from indexer.segment import current


@dataclass(frozen=True, slots=True)
class Copied:
    """One committed state that was copied."""

    reports: int
    files: int
    bytes: int
    updated: str | None
    """When it was committed, ISO 8601, UTC."""


@dataclass(frozen=True, slots=True)
class _State:
    """A committed state with its segments open, so that they can be read though a commit removes them."""

    manifest: Manifest
    listed: Sequence[ColumnarSegment]
    words: tuple[tuple[str, int], ...]
    segments: Mapping[str, BinaryIO]
    """Name of the segment's file → the file."""


def back_up(location: Path, folder: Path) -> Copied:
    """Copy the latest commit of an index into a folder that is new or empty, while anybody writes to it.

    Raises NoIndex; CorruptIndex where a file of it is damaged, and nothing is left in the folder then; IndexerError for a folder
    that cannot take it.
    """
    read_manifest(location)
    made = _new_folder(folder)
    try:
        with _held(location) as state:
            return _placed(state, folder, state.manifest.name, replaces=None, source=location)
    except BaseException:
        with suppress(OSError):
            # The manifest first: without it what may be left is no index. It is there where its very last sync failed.
            own = sorted(each.name for each in folder.iterdir() if OWN_FILE.match(each.name) or each.name in BESIDE)
            _remove(folder, [FILE_NAME, *own])
            if made:
                folder.rmdir()
        raise


def _new_folder(folder: Path) -> bool:
    """Make the folder of a copy; whether it was not there. Raises IndexerError for one that cannot be made or is not empty."""
    try:
        made = not folder.exists()
        disk.make_directory(folder)
        empty = not any(folder.iterdir())
    except OSError as error:
        raise IndexerError(f"cannot make a copy in {folder}: {error.strerror}; name a new folder") from error
    if not empty:
        raise IndexerError(f"{folder} is not empty; name a new folder for the copy")
    return made


def restore(folder: Path, location: Path, *, replace: bool = False) -> Copied:
    """Put a copy in the place of an index, in one step; with ``replace`` also where there is one, whose files are removed.

    Raises CorruptIndex for a copy that is damaged, IndexLocked, NoIndex where there is no copy, and IndexerError where an index is there.
    """
    try:
        checked = check_directory(folder)
    except NoIndex:
        raise NoIndex(f"no copy in {folder.resolve()}: name the folder that `zhengxie backup` wrote") from None
    if checked.damage:
        first = checked.damage[0]
        raise CorruptIndex(
            f"the copy in {folder} is damaged ({first.file}: {first.reason}); nothing was restored; take another"
        )
    prepare_directory(location)
    lock = locked(location)
    try:
        earlier = _earlier(location)
        if not replace and (earlier is None or earlier.updated is not None):
            raise IndexerError(
                f"there is an index in {location}; name another place with --index, or put the copy in its place with --replace"
            )
        there = [each.name for each in location.iterdir() if OWN_FILE.match(each.name)]
        name = f"z{max((int(match[1]) for each in there if (match := OWN_FILE.match(each))), default=0) + 1}"
        replaces = None if earlier is None else earlier.name
        try:
            with _held(folder) as state:
                copied = _placed(state, location, name, replaces=replaces, source=folder)
        except BaseException:
            if not _may_be_named(location, name, was_damaged=earlier is None):
                _remove(
                    location,
                    [each.name for each in location.iterdir() if each.name.startswith((f"{name}_", f"_{name}_"))],
                )
            raise
        _remove(location, there)
        return copied
    finally:
        lock.release()


def _earlier(location: Path) -> Manifest | None:
    """The manifest of the index that a copy takes the place of; None of one that is damaged.

    Where there is none an empty one is made: what is broken off then leaves that, and no files that nothing names.
    """
    try:
        if not exists(location):
            make_empty(location, current())
        return read_manifest(location)
    except CorruptIndex:
        return None


def _may_be_named(location: Path, name: str, *, was_damaged: bool) -> bool:
    """Whether the manifest names an index, or cannot be read so that nobody knows; ``was_damaged``: it could not before."""
    try:
        return read_manifest(location).name == name
    except (NoIndex, CorruptIndex):
        return not was_damaged


@contextmanager
def _held(location: Path) -> Iterator[_State]:
    """The latest commit, held open. Raises NoIndex, CorruptIndex."""
    with ExitStack() as stack:
        while True:
            manifest = read_manifest(location)
            generation = current_generation(location, manifest)
            try:
                listed = read_toc(location, manifest.name, generation).segments
                words = read_words(location, manifest)
                files = {each.file_name: stack.enter_context((location / each.file_name).open("rb")) for each in listed}
                break
            except (CorruptIndex, OSError) as error:
                now = read_manifest(location)
                if (now.name, current_generation(location, now)) == (manifest.name, generation):
                    if isinstance(error, CorruptIndex):
                        raise
                    raise CorruptIndex(
                        f"the index in {location} cannot be copied ({error}); {ways_out(location)}"
                    ) from error
        yield _State(dataclasses.replace(manifest, generation=generation), listed, words, files)


def _placed(state: _State, location: Path, name: str, *, replaces: str | None, source: Path) -> Copied:
    """Write a state as the index of that name into a directory, check it, and make it the current one."""
    generation = state.manifest.generation or 0
    with writing(location):
        listed = [_renamed(each, name) for each in state.listed]
        for before, each in zip(state.listed, listed, strict=True):
            with disk.create(location / each.file_name) as file:
                shutil.copyfileobj(state.segments[before.file_name], file, 1 << 20)
                disk.sync(file)
        words = write_words(location, name, state.words)
        write_toc(location, name, generation, listed)
        manifest = dataclasses.replace(state.manifest, name=name, words=words, replaces=replaces)
        checked = check_commit(location, manifest)
        if checked.damage:
            first = checked.damage[0]
            raise CorruptIndex(
                f"{first.file} was damaged in {source}, or on its way into {location}: {first.reason}; run `zhengxie check --index {source}`"
            )
        write_manifest(location, manifest)
    files = [FILE_NAME, words_name(name), toc_name(name, generation), *(each.file_name for each in listed)]
    size = sum((location / each).stat().st_size for each in files)
    return Copied(checked.reports or 0, len(files), size, manifest.updated)


def _renamed(segment: ColumnarSegment, name: str) -> ColumnarSegment:
    other = segment.with_members(segment.members)
    other.indexname = name
    return other


def _remove(location: Path, names: Sequence[str]) -> None:
    for name in names:
        with suppress(OSError):  # a reader may hold it open, which forbids it on Windows: the next commit will
            disk.remove(location / name)
