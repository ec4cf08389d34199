"""The small JSON file that says what an index directory holds and how it was made.

Replacing it is the one step that makes a commit, or a rebuilt index, the current one. Its last line is a checksum of those before.
"""

from __future__ import annotations

import dataclasses
import json
import re
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from indexer.engine import disk
from indexer.engine.base import FailedFile
from indexer.errors import CorruptIndex, IncompatibleIndex, IndexerError, NoIndex
from indexer.fold import FOLD_VERSION
from indexer.segment import IMPLEMENTATIONS, Segmentation, current, dictionary_hash, installed

FILE_NAME = "zhengxie.json"
SCHEMA_VERSION = "4"
LOCK_NAME: Final = "z_writer.lock"
OWN_FILE: Final = re.compile(r"_?z(\d+)(?:_.|\.tmp$)")
"""Names of an index's files begin with the index's own name: z3_…, _z3_1.toc, z3.tmp."""
_EMPTY: Final = re.compile(r"_z\d+_0\.toc.*|z\d+_WRITELOCK|z\d+\.tmp|z\d+__words\.tsv.*")
"""What there is of an index before its first commit."""
BESIDE: Final = frozenset({f"{FILE_NAME}.new", f".{FILE_NAME}.new"})
"""What replacing a manifest may leave when it is broken off: as it is called now, and as earlier versions called it."""
_TOLERATED: Final = BESIDE | {"README.md", ".gitignore", ".DS_Store", "desktop.ini", LOCK_NAME}
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
    generation: int | None = None
    """Number of the commit; None in an index that was made before it was kept, where the highest there is counts."""
    words: str | None = None
    """CRC-32 of the file of the user dictionary, 8 hexadecimal digits; None likewise."""
    replaces: str | None = None
    """The index that this one took the place of, whose files may be removed; None where they may not."""

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
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        if _has_commits(location):
            raise CorruptIndex(f"{path} is missing, but files of an index are there; {ways_out(location)}") from None
        raise NoIndex(no_index(location)) from None
    except OSError as error:
        raise CorruptIndex(f"cannot read {path}: {error.strerror}; check the file's permissions") from error
    try:
        return _manifest(_unsealed(data))
    except (ValueError, TypeError, RecursionError) as error:
        raise CorruptIndex(f"{path} is damaged ({error}); {ways_out(location)}") from error


def no_index(location: Path) -> str:
    """What to say where there is none."""
    return f"no index in {location.resolve()}: make one with `zhengxie index PATH --index {location}`, or name yours with --index"


def _sealed(record: dict[str, Any]) -> bytes:
    """A record as JSON with the checksum of all before it as its last line."""
    # Names of folders may hold bytes that are not UTF-8; they are kept as they are.
    data = json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8", "surrogateescape").removesuffix(b"\n}")
    return data + b',\n "checksum": "%08x"\n}' % zlib.crc32(data)


def _unsealed(data: bytes) -> Any:
    """What such JSON says; that of earlier versions has no checksum. Raises ValueError where it does not match."""
    record = json.loads(data.decode("utf-8", "surrogateescape"))
    if isinstance(record, dict) and "checksum" in record:
        del record["checksum"]
        if _sealed(record) != data:
            raise ValueError("it does not match its checksum")
    return record


def is_sealed(location: Path) -> bool:
    """Whether the manifest, which was read before, has a checksum. Raises OSError."""
    return b'"checksum"' in (location / FILE_NAME).read_bytes()


def _manifest(record: Any) -> Manifest:
    """Raises ValueError or TypeError for anything but a record of a manifest. What another schema has besides is left out: that it is
    another is what ``check_compatible`` tells."""
    stated = record.get("fingerprint") if isinstance(record, dict) else None
    if isinstance(stated, dict) and stated.get("schema") != SCHEMA_VERSION:
        record = {each.name: record[each.name] for each in dataclasses.fields(Manifest) if each.name in record}
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
    for name in (manifest.name, *filter(None, [manifest.replaces])):
        if not re.fullmatch(r"z\d+", name):
            raise ValueError(f"no index can be named {name!r}")
    if not isinstance(manifest.generation, int | None) or not isinstance(manifest.words, str | None):
        raise TypeError("a generation must be a number, a checksum a string")
    return manifest


def _has_commits(location: Path) -> bool:
    names = [entry.name for entry in location.iterdir()] if location.is_dir() else []
    return any(OWN_FILE.match(name) and not _EMPTY.fullmatch(name) for name in names)


def ways_out(location: Path) -> str:
    return (
        f"nothing was deleted; restore it from a copy with `zhengxie restore COPY --replace --index {location}` or rebuild it with "
        f"`zhengxie index --rebuild PATH --index {location}`"
    )


def number(name: str) -> int:
    """3 of an index named z3."""
    return int(name.removeprefix("z"))


def is_left_over(file: str, manifest: Manifest) -> bool:
    """Whether a file may be removed that is no part of the commit of a manifest: it is of that index, of the one it took the place of,
    or of a rebuild that came to no end. Others are there because somebody may want them."""
    match = OWN_FILE.match(file)
    if match is None:
        return file in BESIDE
    return f"z{match[1]}" in (manifest.name, manifest.replaces) or int(match[1]) > number(manifest.name)


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


def write_words(location: Path, name: str, entries: tuple[tuple[str, int], ...]) -> str:
    """Keep a user dictionary with the index of that name, synced; its checksum, for the manifest. Raises OSError."""
    data = "".join(f"{word}\t{count}\n" for word, count in entries).encode()
    disk.write_whole(location / words_name(name), data)
    return _checksum(data)


def words_checksum(location: Path, name: str) -> str:
    """Of the words as they are, for an index of an earlier version. Raises OSError."""
    return _checksum((location / words_name(name)).read_bytes())


def _checksum(data: bytes) -> str:
    return f"{zlib.crc32(data):08x}"


def read_words(location: Path, manifest: Manifest) -> tuple[tuple[str, int], ...]:
    """The user dictionary of the index, empty or not. Raises CorruptIndex where its file is missing or damaged."""
    path = location / words_name(manifest.name)
    try:
        data = path.read_bytes()
        if manifest.words not in (None, _checksum(data)):
            raise ValueError("it does not match its checksum")
        rows = [line.split("\t") for line in data.decode().splitlines()]
        return tuple((word, int(count)) for word, count in rows)
    except (OSError, ValueError) as error:
        raise CorruptIndex(f"{path} cannot be read ({error}); {ways_out(location)}") from error


def write_manifest(location: Path, manifest: Manifest) -> None:
    """Replace the manifest in one step, synced to disk before and after. Raises OSError."""
    disk.write_whole(location / FILE_NAME, _sealed(dataclasses.asdict(manifest)))


def prepare_directory(location: Path) -> None:
    """Make the directory of an index. Raises IndexerError for one that cannot be made or is full of something else."""
    try:
        disk.make_directory(location)
        names = {entry.name for entry in location.iterdir()}
    except (FileExistsError, NotADirectoryError):
        raise IndexerError(f"{location} is not a directory; choose another --index") from None
    except OSError as error:
        raise IndexerError(f"cannot make an index in {location}: {error.strerror}; choose another --index") from error
    foreign = sorted(name for name in names - _TOLERATED if not OWN_FILE.match(name))
    if FILE_NAME not in names and foreign:
        raise IndexerError(f"{location} holds other files ({foreign[0]}, …); choose an empty directory with --index")


def now() -> str:
    """The present time as the manifest keeps it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
