"""Checking an index in a directory: every byte of every file, against the checksums that stand beside what they are of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from indexer.engine.columnar.codec import EXTENSION, ColumnarSegment
from indexer.engine.columnar.segment import Segment
from indexer.engine.manifest import (
    FILE_NAME,
    OWN_FILE,
    Manifest,
    check_compatible,
    is_left_over,
    is_sealed,
    read_manifest,
    read_words,
    ways_out,
    words_name,
)
from indexer.engine.toc import read_toc, toc_name
from indexer.engine.whoosh_files import DAMAGE_ON_OPENING, current_generation
from indexer.errors import CorruptIndex, IncompatibleIndex


@dataclass(frozen=True, slots=True)
class Damage:
    file: str
    """Its name in the directory of the index."""
    reason: str


@dataclass(slots=True)
class Checked:
    """What was found."""

    files: int = 0
    bytes: int = 0
    reports: int | None = None
    """None where the table of contents cannot be read."""
    damage: list[Damage] = field(default_factory=list)
    unverified: list[str] = field(default_factory=list)
    """Files without a checksum, as versions of this program before 2026-11 wrote them: they can be read, more is not known."""
    strays: list[str] = field(default_factory=list)
    """Files that are no part of the latest commit: a writer is at work, or was ended; the next ``zhengxie index`` removes them."""
    kept: list[str] = field(default_factory=list)
    """Files of an index that was damaged when another took its place: nothing removes them."""
    notes: list[str] = field(default_factory=list)


def check_directory(location: Path) -> Checked:
    """Check the latest commit of the index in a directory. Raises NoIndex; nothing is changed."""
    while True:
        before = _manifest_bytes(location)
        checked = _checked(location)
        if not checked.damage or _manifest_bytes(location) == before:
            return checked  # else a commit took away what was about to be read


def check_commit(location: Path, manifest: Manifest) -> Checked:
    """Check the files of a commit that a manifest names, which itself need not be there yet."""
    return _commit_checked(location, manifest)[0]


def _commit_checked(location: Path, manifest: Manifest) -> tuple[Checked, Sequence[ColumnarSegment] | None]:
    """The same, with the segments that the commit lists; None where that cannot be read."""
    checked = Checked()
    name = manifest.name
    with _found(checked, location, words_name(name)):
        entries = read_words(location, manifest)
        try:
            check_compatible(manifest, location, entries)
        except IncompatibleIndex as error:
            checked.notes.append(str(error))
    if manifest.words is None:
        checked.unverified.append(words_name(name))
    listed: Sequence[ColumnarSegment] | None = None
    generation = current_generation(location, manifest)
    table = toc_name(name, generation)
    with _found(checked, location, table):
        toc = read_toc(location, name, generation)
        listed = toc.segments
        if not toc.checked:
            checked.unverified.append(table)
        checked.reports = sum(int(np.count_nonzero(each.live)) for each in listed)
    # All are open before the first is read through: however long that takes, a commit then takes none away.
    opened: list[tuple[ColumnarSegment, Segment]] = []
    for each in listed or ():
        with _found(checked, location, each.file_name):
            opened.append((each, Segment(location / each.file_name)))
    ids: list[int] = []
    for each, segment in opened:
        with _found(checked, location, each.file_name):
            ids += _live_ids(segment, each)
    if len(ids) != len(set(ids)):
        checked.damage.append(Damage(table, "a report stands in it twice"))
    return checked, listed


def _live_ids(segment: Segment, listed: ColumnarSegment) -> list[int]:
    """The ids of the live documents of a segment, all of which is read. Raises CorruptIndex, and what a file that is none of ours raises."""
    segment.file.check_all()
    if segment.documents != listed.documents:
        raise segment.file.damage(f"it has {segment.documents} documents and should have {listed.documents}")
    found: list[int] = segment.ids[listed.live].tolist()
    return found


def _checked(location: Path) -> Checked:
    try:
        manifest = read_manifest(location)
    except CorruptIndex as error:
        return _without_manifest(location, error)
    there = _sizes(location)
    checked, listed = _commit_checked(location, manifest)
    if not is_sealed(location):
        checked.unverified.insert(0, FILE_NAME)
    name = manifest.name
    commit = {FILE_NAME, words_name(name), toc_name(name, current_generation(location, manifest))}
    if listed is None:  # told where it was checked; which segments it lists is not known, so none is called stray
        commit |= {each for each in there if each.startswith(f"{name}_")}
    else:
        commit |= {each.file_name for each in listed}
    for each in sorted(there):
        if each in commit:
            checked.files, checked.bytes = checked.files + 1, checked.bytes + there[each]
        elif is_left_over(each, manifest):
            checked.strays.append(each)
        elif OWN_FILE.match(each):
            checked.kept.append(each)
    return checked


def _sizes(location: Path) -> dict[str, int]:
    """Name → bytes of everything in a directory."""
    found = {}
    for each in location.iterdir():
        with suppress(FileNotFoundError):  # a commit removed it meanwhile
            found[each.name] = each.stat().st_size
    return found


def _without_manifest(location: Path, error: CorruptIndex) -> Checked:
    """What can be said where nothing tells which files are the current ones: of each segment whether it is whole."""
    checked = Checked(damage=[Damage(FILE_NAME, _reason(error, location, FILE_NAME))])
    for name, size in sorted(_sizes(location).items()):
        if OWN_FILE.match(name) and name.endswith(EXTENSION):
            checked.files, checked.bytes = checked.files + 1, checked.bytes + size
            with _found(checked, location, name):
                Segment(location / name).file.check_all()
    return checked


@contextmanager
def _found(checked: Checked, location: Path, name: str) -> Iterator[None]:
    """What reading a file raises is damage to it."""
    try:
        yield
    except (CorruptIndex, *DAMAGE_ON_OPENING) as error:
        checked.damage.append(Damage(name, _reason(error, location, name)))


def _reason(error: Exception, location: Path, name: str) -> str:
    """What is wrong, without the name of the file and what to do, which are told besides."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    said = str(error).removesuffix(f"; {ways_out(location)}")
    return said.removeprefix(f"{location / name} ").removeprefix("is damaged: ")


def _manifest_bytes(location: Path) -> bytes | None:
    try:
        return (location / FILE_NAME).read_bytes()
    except OSError:
        return None
