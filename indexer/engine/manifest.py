"""The small JSON file that says what an index directory holds and how it was made.

Replacing it is the one atomic step that makes a rebuilt index the current one.
"""

from __future__ import annotations

import dataclasses
import json
import os
import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from indexer.engine.base import FailedFile
from indexer.errors import CorruptIndex, IncompatibleIndex, IndexerError, NoIndex
from indexer.fold import FOLD_VERSION
from indexer.segment import IMPLEMENTATIONS, Segmentation, current, dictionary_hash, installed

FILE_NAME = "zhengxie.json"
SCHEMA_VERSION = "4"
LOCK_NAME: Final = "z_writer.lock"
OWN_FILE: Final = re.compile(r"_?z(\d+)(?:_.|\.tmp$)")
"""Names of an index's files begin with the index's own name: z3_…, _z3_1.toc, z3.tmp."""
_EMPTY: Final = re.compile(r"_z\d+_0\.toc.*|z\d+_WRITELOCK|z\d+\.tmp|z\d+__words\.tsv")
"""What there is of an index before its first commit."""
_PAUSES: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4)
"""Seconds between tries to replace the manifest; reading one takes a millisecond."""
_TOLERATED: Final = frozenset({"README.md", ".gitignore", ".DS_Store", "desktop.ini", LOCK_NAME})
"""What may stand in the directory of an index that is yet to be made."""


@dataclass(frozen=True, slots=True)
class Manifest:
    name: str
    """Prefix of the current index's files; a rebuild writes under another one."""
    fingerprint: dict[str, str]
    roots: dict[str, str] = field(default_factory=dict)
    """Root label → folder where it was last seen."""
    updated: str | None = None
    """Time of the last commit, ISO 8601, UTC."""
    failed: list[dict[str, Any]] | None = None
    """The files that could not be read, as ``FailedFile`` has them; None in an index that was made before they were kept."""

    @property
    def failed_files(self) -> tuple[FailedFile, ...] | None:
        return None if self.failed is None else tuple(FailedFile(**each) for each in self.failed)


def fingerprint(segmentation: Segmentation | None = None) -> dict[str, str]:
    """What an index and the program that reads it must agree on; without a segmentation, that of a new index."""
    segmentation = segmentation or current()
    return {
        "schema": SCHEMA_VERSION,
        "fold": FOLD_VERSION,
        "segmenter": segmentation.implementation,
        "segmenter version": version(segmentation.implementation) if installed(segmentation.implementation) else "",
        "dictionary": dictionary_hash(segmentation.entries),
    }


def read_manifest(location: Path) -> Manifest:
    """Raises NoIndex where there is none, CorruptIndex where it cannot be read; never changes anything."""
    path = location / FILE_NAME
    try:
        content = path.read_text("utf-8", "surrogateescape")
    except (FileNotFoundError, NotADirectoryError):
        if _has_commits(location):
            raise CorruptIndex(f"{path} is missing, but files of an index are there; {ways_out(location)}") from None
        raise NoIndex(
            f"no index in {location.resolve()}: make one with `zhengxie index PATH --index {location}`, or name yours with --index"
        ) from None
    except OSError as error:
        raise CorruptIndex(f"cannot read {path}: {error.strerror}; check the file's permissions") from error
    try:
        return _manifest(json.loads(content))
    except (ValueError, TypeError, RecursionError) as error:
        raise CorruptIndex(f"{path} is damaged ({error}); {ways_out(location)}") from error


def _manifest(record: Any) -> Manifest:
    """Raises ValueError or TypeError for anything but a record of a manifest."""
    manifest = Manifest(**record)
    texts: list[object] = [manifest.name, "" if manifest.updated is None else manifest.updated]
    for pairs in (manifest.fingerprint, manifest.roots):
        if not isinstance(pairs, dict):
            raise TypeError("fingerprint and roots must be objects")
        texts += pairs.values()
    for each in manifest.failed or ():
        failed = dataclasses.asdict(FailedFile(**each))
        texts += [value for name, value in failed.items() if name != "member" or value is not None]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("values must be strings")
    if not re.fullmatch(r"z\d+", manifest.name):
        raise ValueError(f"no index can be named {manifest.name!r}")
    return manifest


def _has_commits(location: Path) -> bool:
    names = [entry.name for entry in location.iterdir()] if location.is_dir() else []
    return any(OWN_FILE.match(name) and not _EMPTY.fullmatch(name) for name in names)


def ways_out(location: Path) -> str:
    return (
        "nothing was deleted; restore it from a copy or rebuild it with "
        f"`zhengxie index --rebuild PATH --index {location}`"
    )


def check_compatible(
    manifest: Manifest,
    location: object,
    entries: tuple[tuple[str, int], ...] | None = (),
    *,
    schema: str = SCHEMA_VERSION,
) -> None:
    """Raises IncompatibleIndex when the index was made in another way than this program reads.

    ``location`` is named as it prints. ``entries`` is the user dictionary that is kept with the index; None where it was not
    read, to check all else. A segmenter other than the preferred one is fine as long as it is installed, since queries are
    cut by the same. ``schema`` is that of the engine.
    """
    segmenter = manifest.fingerprint.get("segmenter", "")
    known = segmenter if segmenter in IMPLEMENTATIONS else current().implementation
    ours = {**fingerprint(Segmentation(known, entries or ())), "schema": schema}
    if entries is None:
        del ours["dictionary"]
    if not installed(segmenter):
        del ours["segmenter version"]  # told below
    other = sorted(name for name in ours if manifest.fingerprint.get(name) != ours[name])
    if other:
        raise IncompatibleIndex(
            f"the index in {location} was made with another {', '.join(other)}; "
            f"rebuild it with `zhengxie index --rebuild PATH --index {location}`"
        )
    if not installed(segmenter):
        raise IncompatibleIndex(
            f"the index in {location} was made with {segmenter}, which is not installed; install it with "
            f"`pip install {segmenter}`, or rebuild the index with `zhengxie index --rebuild PATH --index {location}`"
        )


def words_name(name: str) -> str:
    """The file that keeps the user dictionary of the index of that name; not one that Whoosh takes for a segment's."""
    return f"{name}__words.tsv"


def write_words(location: Path, name: str, entries: tuple[tuple[str, int], ...]) -> None:
    """Keep a user dictionary with the index of that name, synced. Raises OSError."""
    with (location / words_name(name)).open("w", encoding="utf-8") as file:
        file.writelines(f"{word}\t{count}\n" for word, count in entries)
        file.flush()
        os.fsync(file.fileno())


def read_words(location: Path, name: str) -> tuple[tuple[str, int], ...]:
    """The user dictionary of the index of that name, empty or not. Raises CorruptIndex where its file is missing."""
    path = location / words_name(name)
    try:
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
        return tuple((word, int(count)) for word, count in rows)
    except (OSError, ValueError) as error:
        raise CorruptIndex(f"{path} cannot be read ({error}); {ways_out(location)}") from error


def sync_directory(location: Path) -> None:
    """Have the system write out which files a directory holds, where it knows such a thing. Raises OSError."""
    if os.name == "posix":
        directory = os.open(location, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)


def write_manifest(location: Path, manifest: Manifest) -> None:
    """Replace the manifest in one step, synced to disk before and after. Raises OSError."""
    path, beside = location / FILE_NAME, location / f".{FILE_NAME}.new"
    # Names of folders may hold bytes that are not UTF-8; they are kept as they are.
    with beside.open("w", encoding="utf-8", errors="surrogateescape") as file:
        json.dump(dataclasses.asdict(manifest), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    _take_place(beside, path)
    sync_directory(location)


def _take_place(new: Path, path: Path) -> None:
    """Replace a file that readers open for moments, while which Windows refuses it."""
    for pause in _PAUSES:
        try:
            new.replace(path)
            return
        except PermissionError:
            time.sleep(pause)
    new.replace(path)


def prepare_directory(location: Path) -> None:
    """Make the directory of an index. Raises IndexerError for one that cannot be made or is full of something else."""
    try:
        location.mkdir(parents=True, exist_ok=True)
        names = {entry.name for entry in location.iterdir()}
    except (FileExistsError, NotADirectoryError):
        raise IndexerError(f"{location} is not a directory; choose another --index") from None
    except OSError as error:
        raise IndexerError(f"cannot make an index in {location}: {error.strerror}; choose another --index") from error
    foreign = sorted(
        name for name in names - _TOLERATED if not OWN_FILE.match(name) and not name.startswith(f".{FILE_NAME}")
    )
    if FILE_NAME not in names and foreign:
        raise IndexerError(f"{location} holds other files ({foreign[0]}, …); choose an empty directory with --index")


def now() -> str:
    """The present time as the manifest keeps it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
