"""From one index into another, of the same engine or the other, without the files that the reports were read from.

Reports come over as they are, and are cut into words anew, by the dictionary of the index they go to. What is there already is
left out, file by file, so that a copy which was interrupted goes on where it stopped.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from indexer.dividing import divided
from indexer.engine.base import Engine, FailedFile, FileState, Writer
from indexer.engine.opening import MEMORY, make_engine, open_engine, when_free
from indexer.errors import CorruptIndex, IndexerError, NoSuchReport
from indexer.location import Location, absolute
from indexer.outcome import FileKey
from indexer.prepare import Failure, Prepared, analyse
from indexer.roots import SourceFile
from indexer.segment import Segmentation, current

_COMMIT: Final = 5000
"""Reports after which what was copied so far is committed: no more is done again after an interruption."""
_REPORT: Final = 20_000
"""Bytes that a report counts for when files are divided between processes."""


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
    notes: list[str] = field(default_factory=list)


def copy_index(
    source: Location,
    target: Location,
    *,
    jobs: int = 1,
    memory: int = MEMORY,
    wait: float = 0.0,
    commit_after: int = _COMMIT,
    told: Callable[[int, int], None] = lambda done, files: None,
    waiting: Callable[[str], None] = lambda message: None,
) -> Copied:
    """Copy every report of one index into another, which is made where there is none; what else that holds stays.

    ``told`` hears, after each commit, how many of how many files are done; ``waiting`` for whom it waits. ``wait``: seconds to
    wait for another writer. Raises what opening and writing do, and IndexerError where the two know different folders by one name.
    """
    if absolute(source) == absolute(target):
        raise IndexerError("SOURCE and TARGET are the same index; name another TARGET")
    with closing(open_engine(source, any_fingerprint=True)) as earlier:
        made_by = Segmentation(current().implementation, earlier.segmentation.entries)
        with closing(when_free(partial(make_engine, target, made_by), wait)) as engine:
            _check_roots(earlier.roots(), engine.roots())
            files = earlier.files()
            copied = Copied(files=len(files))
            due = deque(_due(files, engine.files(), copied))
            while True:
                some = _first(due, files, commit_after)
                with when_free(partial(engine.writer, memory=memory, told=waiting), wait) as writer:
                    _claim_roots(earlier, engine, writer)
                    read = _Reading(source, writer.segmentation, some, earlier)
                    _copy(read, some, engine.files(some), writer, jobs, copied)
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


def _due(files: Mapping[FileKey, FileState], known: Mapping[FileKey, FileState], copied: Copied) -> Iterator[FileKey]:
    """The files of the source that are not in the target, of which ``known`` are, in the same state."""
    for key, state in sorted(files.items()):
        there = known.get(key, FileState("", ()))
        if there.content_hash and there.content_hash == state.content_hash and {*there.ids} == {*state.ids}:
            copied.unchanged += len(state.ids)
        else:
            yield key


def _first(due: deque[FileKey], files: Mapping[FileKey, FileState], most: int) -> dict[FileKey, tuple[str, ...]]:
    """Take files from the front of ``due`` until they hold so many reports; the ids of each one's."""
    taken: dict[FileKey, tuple[str, ...]] = {}
    reports = 0
    while due and reports < most:
        key = due.popleft()
        taken[key] = files[key].ids
        reports += len(taken[key])
    return taken


class _Reading:
    """Reads reports of an index and cuts them. Other processes that it is sent to open the index for themselves."""

    def __init__(
        self, location: Location, segmentation: Segmentation, ids: Mapping[FileKey, tuple[str, ...]], engine: Engine
    ) -> None:
        self._location = location
        self._segmentation = segmentation
        self._ids = ids
        self._engine: Engine | None = engine

    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "_engine": None}

    def __call__(self, source: SourceFile, known_hash: str | None) -> Prepared:
        if self._engine is None:
            self._engine = open_engine(self._location, any_fingerprint=True)
        key = source.root, source.file
        reports, failures = [], []
        for identity in self._ids[key]:
            try:
                report = self._engine.report(identity)
            except CorruptIndex as error:
                failures.append(Failure(_name(key), "copy", str(error)))
            except NoSuchReport:
                failures.append(Failure(_name(key), "copy", "it has left SOURCE since the copy began; run again"))
            else:
                reports.append((report, analyse(report, self._segmentation)))
        return Prepared(source, "", tuple(reports), tuple(failures))


def _copy(
    read: _Reading,
    some: Mapping[FileKey, tuple[str, ...]],
    known: Mapping[FileKey, FileState],
    writer: Writer,
    jobs: int,
    copied: Copied,
) -> None:
    """Copy some files, given with the ids of their reports; what the target had of them beside those goes."""
    tasks = [(SourceFile(*key, Path()), None) for key in some]
    sent: dict[str, FileKey] = {}
    for result in divided(tasks, jobs, copied.notes.append, read, writer, size=lambda task: _size(task, some)):
        copied.failures += result.failures
        sent.update(dict.fromkeys(result.ids, result.key))
    for key, ids in some.items():
        gone = sorted(set(known.get(key, FileState("", ())).ids).difference(ids))
        writer.delete(gone)
        copied.removed += len(gone)
    refused = writer.refused()
    copied.failures += [Failure(_name(sent[identity]), "write", reason) for identity, reason in refused.items()]
    copied.copied += len(sent) - len(refused)


def _size(source: SourceFile, some: Mapping[FileKey, tuple[str, ...]]) -> int:
    return _REPORT * len(some[source.root, source.file])


def _failed(earlier: Engine, engine: Engine) -> tuple[FailedFile, ...]:
    """The files that could not be read: of what was copied as the source has it, of what else is there as it was."""
    ours, labels = earlier.failed() or (), earlier.roots().keys()
    others = (each for each in engine.failed() or () if each.root not in labels)
    return (*ours, *others)


def _name(key: FileKey) -> str:
    return "/".join(key)
