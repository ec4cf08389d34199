"""Writing the embedded engine's index: one transaction, into the current index or into a new one beside it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from indexer.engine import disk
from indexer.engine.base import Analysis, FailedFile
from indexer.engine.columnar.codec import ColumnarSegment
from indexer.engine.columnar.merge import merge_segments
from indexer.engine.columnar.resemblance import find_families
from indexer.engine.columnar.segment import Segment
from indexer.engine.columnar.tiers import Size, plan_merge
from indexer.engine.manifest import (
    OWN_FILE,
    Manifest,
    fingerprint,
    is_left_over,
    now,
    number,
    prepare_directory,
    read_manifest,
    read_words,
    words_checksum,
    words_name,
    write_manifest,
)
from indexer.engine.toc import read_toc, toc_name, write_toc
from indexer.engine.whoosh_files import (
    DAMAGE_ON_OPENING,
    begin_index,
    current_generation,
    damage_named,
    exists,
    locked,
    make_empty,
    writing,
)
from indexer.engine.whoosh_portion import SegmentPortion
from indexer.errors import CorruptIndex, IndexerError, NoIndex
from indexer.models import Report
from indexer.segment import Segmentation, current

DEFAULT_MEMORY: Final = 2048
"""Megabytes that building segments may take."""


class WhooshWriter:
    """Implements ``base.Writer``: holds the index's lock from the first to the last, and cancels unless committed.

    Raises IndexLocked, CorruptIndex, and IndexerError where the directory cannot be written to.
    """

    def __init__(
        self,
        location: Path,
        *,
        rebuild: bool = False,
        segmentation: Segmentation | None = None,
        memory: int = DEFAULT_MEMORY,
    ) -> None:
        """``segmentation`` is for a rebuild; without one the words of the earlier index's dictionary are kept.

        ``memory``: megabytes that building may take, in all processes together.
        """
        self._location = location
        self._rebuild = rebuild
        if rebuild:
            prepare_directory(location)
        self._lock = locked(location)
        try:
            self._manifest = self._new_index(segmentation) if rebuild else read_manifest(location)
            self._before = dataclasses.replace(self._manifest, roots=dict(self._manifest.roots))
            name = self._manifest.name
            self.segmentation = Segmentation(
                self._manifest.fingerprint["segmenter"], read_words(location, self._manifest)
            )
            self._generation = current_generation(location, self._manifest)
            self._listed = list(read_toc(location, name, self._generation).segments)
            with damage_named(location, DAMAGE_ON_OPENING):
                self._opened = {each.file_name: Segment(location / each.file_name) for each in self._listed}
        except BaseException:
            self._lock.release()
            raise
        self._memory = memory
        self._own = SegmentPortion(location, name, memory)
        self._built: list[ColumnarSegment] = []
        self._added: set[str] = set()
        self._gone: set[str] = set()
        self._open = True

    # ------------------------------------------------------------------------------------- gathering

    def add(self, report: Report, analysis: Analysis) -> None:
        if report.id in self._added:
            raise ValueError(f"report {report.id} was added twice in one commit")
        self._own.add(report, analysis)
        self._added.add(report.id)

    def portion(self, processes: int) -> Callable[[], SegmentPortion]:
        return partial(SegmentPortion, self._location, self._manifest.name, self._memory / processes)

    def adopt(self, made: Sequence[ColumnarSegment]) -> None:
        for each in made:
            ids = {f"{identity:016x}" for identity in Segment(self._location / each.file_name).ids.tolist()}
            if twice := ids & self._added:
                raise ValueError(f"report {min(twice)} was added twice in one commit")
            self._added |= ids
            self._built.append(each)

    def delete(self, ids: Iterable[str]) -> None:
        self._gone.update(ids)

    def refused(self) -> Mapping[str, str]:
        return {}

    def claim(self, seen: Mapping[str, str], roots: Mapping[str, str]) -> bool:
        return True  # nobody else writes before this one is done

    def set_root(self, label: str, folder: str) -> None:
        self._manifest.roots[label] = folder

    def set_failed(self, files: Sequence[FailedFile]) -> None:
        self._manifest = dataclasses.replace(self._manifest, failed=[dataclasses.asdict(each) for each in files])

    def roots(self) -> Mapping[str, str]:
        return self._manifest.roots

    # -------------------------------------------------------------------------------------- commit

    def commit(self) -> None:
        self._built += self._own.finish()
        with writing(self._location):
            listed = self._grouped(self._merged([*self._without_gone(), *self._built]))
            made = self._generation + 1
            if (
                self._before.generation is None
            ):  # of an earlier version: the new table may not count before its manifest
                write_manifest(self._location, dataclasses.replace(self._before, generation=self._generation))
            write_toc(self._location, self._manifest.name, made, listed)
            words = self._manifest.words or words_checksum(self._location, self._manifest.name)
            self._manifest = dataclasses.replace(self._manifest, updated=now(), generation=made, words=words)
            write_manifest(self._location, self._manifest)  # which makes the commit: until here nothing shows
            self._open = False
        with suppress(OSError):  # the commit holds; what could not be removed now the next one removes
            self._tidy({each.file_name for each in listed}, made)

    def _without_gone(self) -> list[ColumnarSegment]:
        """The segments of the commit before, without what was replaced or deleted; empty ones are dropped."""
        wanted = np.array(sorted(int(identity, 16) for identity in self._gone | self._added), np.uint64)
        left = []
        for listed in self._listed:
            gone = np.isin(self._opened[listed.file_name].ids, wanted) & listed.live
            changed = listed.without(gone) if gone.any() else listed
            if changed.live.any():
                left.append(changed)
        return left

    def _merged(self, listed: list[ColumnarSegment]) -> list[ColumnarSegment]:
        opened = {
            each.file_name: self._opened.get(each.file_name) or Segment(self._location / each.file_name)
            for each in listed
        }
        while chosen := plan_merge([_size(opened[each.file_name], each.live) for each in listed]):
            parts = [listed[number] for number in chosen]
            made = ColumnarSegment(self._manifest.name)
            path = self._location / made.file_name
            segments = [opened[each.file_name] for each in parts]
            made.documents = merge_segments(segments, [each.live for each in parts], path)
            for each in parts:
                del opened[each.file_name]
                if each in self._built:
                    self._remove([each.file_name])
            opened[made.file_name] = Segment(path)
            listed = [each for number, each in enumerate(listed) if number not in chosen] + [made]
        return listed

    def _grouped(self, listed: list[ColumnarSegment]) -> list[ColumnarSegment]:
        """The segments with the families of copies that their documents form now, all of them taken together."""
        opened = [self._opened.get(each.file_name) or Segment(self._location / each.file_name) for each in listed]
        members = find_families(opened, [each.live for each in listed])
        return [each.with_members(own) for each, own in zip(listed, members, strict=True)]

    # -------------------------------------------------------------------------------------- tidying

    def _tidy(self, segments: set[str], generation: int) -> None:
        """Remove what is no part of the commit: earlier commits, what was replaced, and what killed writers left."""
        own = self._manifest.name
        kept = segments | {toc_name(own, generation), words_name(own)}
        self._remove(each for each in self._names() if each not in kept and is_left_over(each, self._manifest))

    def keep_earlier(self) -> str | None:
        """Leave the files of the index that a rebuild replaces, since they could not be read; how their names begin."""
        kept = self._manifest.replaces
        self._manifest = dataclasses.replace(self._manifest, replaces=None)
        return None if kept is None else f"{kept}_"

    def _new_index(self, segmentation: Segmentation | None) -> Manifest:
        """Make an empty index beside the current one, whose roots it takes over; the manifest is not written yet.

        Where there is none an empty one is made first: what is broken off then leaves that, and no files that nothing names.
        """
        entries: tuple[tuple[str, int], ...] = ()
        try:
            if not exists(self._location):
                make_empty(self._location, segmentation or current())
            earlier = read_manifest(self._location)
            with suppress(CorruptIndex):  # told by whoever reads the earlier index
                entries = read_words(self._location, earlier)
        except CorruptIndex:
            # Nothing says which files are the current ones: keep all, and take a free name.
            numbers = [int(match[1]) for name in self._names() if (match := OWN_FILE.match(name))]
            earlier, replaces = Manifest(f"z{max(numbers, default=0)}", {}), None
        else:
            replaces = earlier.name
            # What a rebuild that did not finish left; others are there because somebody may want them.
            gone = earlier.replaces
            self._remove_files(lambda name: name == gone or number(name) > number(earlier.name))
        segmentation = segmentation or Segmentation(current().implementation, entries)
        name = f"z{number(earlier.name) + 1}"
        try:
            with writing(self._location):
                words = begin_index(self._location, name, segmentation)
        except IndexerError:
            self._remove_files(lambda each: each == name)
            raise
        return Manifest(
            name, fingerprint(segmentation), dict(earlier.roots), generation=0, words=words, replaces=replaces
        )

    def _remove_files(self, unwanted: Callable[[str], bool]) -> None:
        """Remove files of which the name of the index they belong to is unwanted."""
        self._remove(name for name in self._names() if (match := OWN_FILE.match(name)) and unwanted(f"z{match[1]}"))

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            # A reader may hold a file open, which forbids deleting it on Windows: the next commit will.
            with suppress(OSError):
                disk.remove(self._location / name)

    def _cancel(self) -> None:
        """Give up what was written."""
        with suppress(OSError):
            if self._committed():
                return
            if self._rebuild:
                self._remove_files(lambda name: name == self._manifest.name)
            else:
                self._tidy({each.file_name for each in self._listed}, self._generation)

    def _committed(self) -> bool:
        """Whether the manifest is the new one all the same, or may be: an error on the way may have come after the switch."""
        try:
            there = read_manifest(self._location)
        except NoIndex:
            return False
        except CorruptIndex:
            # It could be read before, so that now nobody knows; unless this rebuilds an index whose manifest was damaged.
            return not (self._rebuild and self._before.replaces is None)
        if self._rebuild:
            return there.name == self._manifest.name
        return there.generation not in (None, self._generation)

    def _names(self) -> list[str]:
        return [entry.name for entry in self._location.iterdir() if entry.is_file()]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._open:
                self._cancel()
        finally:
            self._lock.release()


def _size(segment: Segment, live: NDArray[np.bool_]) -> Size:
    return Size(segment.units, segment.blocks, segment.documents, int(np.count_nonzero(live)))
