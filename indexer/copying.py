"""From one index into another, of the same engine or the other, without the files that the reports were read from.

Reports come over as they are, and are cut into words anew, by the dictionary of the index they go to. What is there already is
left out, file by file, so that a copy which was interrupted goes on where it stopped.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Final

from indexer.engine.base import Engine, FailedFile, FileState, Writer
from indexer.engine.opening import MEMORY, make_engine, open_engine
from indexer.errors import CorruptIndex, IndexerError
from indexer.location import Location, absolute
from indexer.outcome import FileKey
from indexer.prepare import Failure, analyse
from indexer.segment import Segmentation, current

_COMMIT: Final = 50_000_000
"""Characters after which what was copied so far is committed: no more is done again after an interruption."""


@dataclass(slots=True)
class Copied:
    """What a copy did; counts are of reports, except where they say files."""

    files: int = 0
    """Of the source."""
    copied: int = 0
    unchanged: int = 0
    """That were in the target already, as they are in the source."""
    removed: int = 0
    """Of an earlier state of a file."""
    failures: list[Failure] = field(default_factory=list)


def copy_index(
    source: Location,
    target: Location,
    *,
    memory: int = MEMORY,
    commit_after: int = _COMMIT,
    told: Callable[[int, int], None] = lambda done, files: None,
) -> Copied:
    """Copy every report of one index into another, which is made where there is none; what else that holds stays.

    ``told`` hears, after each commit, how many of how many files are done. Raises what opening and writing do, and IndexerError where
    the two know different folders by one name.
    """
    if absolute(source) == absolute(target):
        raise IndexerError("SOURCE and TARGET are the same index; name another TARGET")
    with closing(open_engine(source, any_fingerprint=True)) as earlier:
        made_by = Segmentation(current().implementation, earlier.segmentation.entries)
        with closing(make_engine(target, made_by)) as engine:
            _check_roots(earlier.roots(), engine.roots())
            copied = Copied(files=len(earlier.files()))
            due = deque(_due(earlier, engine, copied))
            while True:
                with engine.writer(memory=memory) as writer:
                    _claim_roots(earlier, engine, writer)
                    _copy_some(earlier, engine.files(), writer, due, commit_after, copied)
                    for label, folder in earlier.roots().items():
                        writer.set_root(label, folder)
                    if not due and earlier.failed() is not None:
                        writer.set_failed(_failed(earlier, engine))
                    writer.commit()
                told(copied.files - len(due), copied.files)
                if not due:
                    return copied


def _check_roots(ours: Mapping[str, str], theirs: Mapping[str, str]) -> None:
    other = sorted(label for label, folder in ours.items() if theirs.get(label, folder) != folder)
    if other:
        raise IndexerError(
            f"{other[0]} is {ours[other[0]]} in SOURCE and {theirs[other[0]]} in TARGET, so that their reports would be mixed up; "
            "copy into another TARGET"
        )


def _claim_roots(earlier: Engine, engine: Engine, writer: Writer) -> None:
    """Before anything is sent: nobody else gives the names to other folders from here on. Raises IndexerError where somebody has."""
    while not writer.claim(engine.roots(), earlier.roots()):
        engine.refresh()
        _check_roots(earlier.roots(), engine.roots())


def _due(earlier: Engine, engine: Engine, copied: Copied) -> Iterator[FileKey]:
    """The files that are not in the target as they are in the source."""
    known = engine.files()
    for key, state in sorted(earlier.files().items()):
        there = known.get(key, FileState("", ()))
        if there.content_hash and there.content_hash == state.content_hash and {*there.ids} == {*state.ids}:
            copied.unchanged += len(state.ids)
        else:
            yield key


def _copy_some(
    earlier: Engine, known: Mapping[FileKey, FileState], writer: Writer, due: deque[FileKey], most: int, copied: Copied
) -> None:
    """Take files from the front of ``due`` until so many characters were copied."""
    characters = 0
    sent: dict[str, FileKey] = {}
    while due and characters < most:
        key = due.popleft()
        ids = earlier.files()[key].ids
        for identity in ids:
            try:
                report = earlier.report(identity)
            except CorruptIndex as error:
                copied.failures.append(Failure(_name(key), "copy", str(error)))
                continue
            writer.add(report, analyse(report, writer.segmentation))
            sent[identity] = key
            characters += len(report.text)
        gone = sorted(set(known.get(key, FileState("", ())).ids).difference(ids))
        writer.delete(gone)
        copied.removed += len(gone)
    refused = writer.refused()
    copied.failures += [Failure(_name(sent[identity]), "write", reason) for identity, reason in refused.items()]
    copied.copied += len(sent) - len(refused)


def _failed(earlier: Engine, engine: Engine) -> tuple[FailedFile, ...]:
    """The files that could not be read: of what was copied as the source has it, of what else is there as it was."""
    ours, labels = earlier.failed() or (), earlier.roots().keys()
    others = (each for each in engine.failed() or () if each.root not in labels)
    return (*ours, *others)


def _name(key: FileKey) -> str:
    return "/".join(key)
