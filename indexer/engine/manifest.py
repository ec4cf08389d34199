"""The small JSON file that says what an index directory holds and how it was made.

Replacing it is the one atomic step that makes a rebuilt index the current one.
"""

from __future__ import annotations

import dataclasses
import json
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from indexer.errors import CorruptIndex, IncompatibleIndex, IndexerError, NoIndex
from indexer.fold import FOLD_VERSION
from indexer.segment import SEGMENTER_NAME, dictionary_hash

FILE_NAME = "zhengxie.json"
SCHEMA_VERSION = "1"
_OURS = ("_z", "z", ".z")
"""How the names of an index's own files begin."""


@dataclass(frozen=True, slots=True)
class Manifest:
    name: str
    """Prefix of the current index's files; a rebuild writes under another one."""
    fingerprint: dict[str, str]
    roots: dict[str, str] = field(default_factory=dict)
    """Root label → folder where it was last seen."""
    updated: str | None = None
    """Time of the last commit, ISO 8601, UTC."""


def fingerprint() -> dict[str, str]:
    """What an index and the program that reads it must agree on."""
    return {
        "schema": SCHEMA_VERSION,
        "fold": FOLD_VERSION,
        "segmenter": SEGMENTER_NAME,
        "dictionary": dictionary_hash(),
    }


def read_manifest(location: Path) -> Manifest:
    """Raises NoIndex where there is none, CorruptIndex where it cannot be read; never changes anything."""
    path = location / FILE_NAME
    try:
        content = path.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        raise NoIndex(f"no index in {location}: make one with `zhengxie index PATH --index {location}`") from None
    except OSError as error:
        raise CorruptIndex(f"cannot read {path}: {error.strerror}; check the file's permissions") from error
    try:
        return Manifest(**json.loads(content))
    except (ValueError, TypeError) as error:
        message = f"{path} is damaged ({error}); rebuild with `zhengxie index --rebuild PATH --index {location}`"
        raise CorruptIndex(message) from error


def check_compatible(manifest: Manifest, location: Path) -> None:
    """Raises IncompatibleIndex when the index was made in another way than this program reads."""
    ours = fingerprint()
    other = sorted(name for name in ours if manifest.fingerprint.get(name) != ours[name])
    if other:
        raise IncompatibleIndex(
            f"the index in {location} was made with another {', '.join(other)}; "
            f"rebuild it with `zhengxie index --rebuild PATH --index {location}`"
        )


def write_manifest(location: Path, manifest: Manifest) -> None:
    """Replace the manifest in one step, synced to disk before and after."""
    path, beside = location / FILE_NAME, location / f".{FILE_NAME}.new"
    with beside.open("w", encoding="utf-8") as file:
        json.dump(dataclasses.asdict(manifest), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    if os.name == "posix":
        directory = os.open(location, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)


def prepare_directory(location: Path) -> None:
    """Make the directory of an index; refuse one that is full of something else."""
    try:
        location.mkdir(parents=True, exist_ok=True)
        entries = {entry.name for entry in location.iterdir()}
    except (FileExistsError, NotADirectoryError):
        raise IndexerError(f"{location} is a file; give a directory with --index") from None
    except OSError as error:
        raise IndexerError(f"cannot make an index in {location}: {error.strerror}; choose another --index") from error
    foreign = sorted(name for name in entries if not name.startswith(_OURS) and name not in ("README.md", ".gitignore"))
    if FILE_NAME not in entries and foreign:
        raise IndexerError(f"{location} holds other files ({foreign[0]}, …); choose an empty directory with --index")


def now() -> str:
    """The present time as the manifest keeps it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
