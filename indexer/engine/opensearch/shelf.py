"""Reports of the cluster kept here for a while, as the embedded engine keeps them, so that its code counts in their texts.

The cluster finds reports, and counts strings; where each place of a string is, what stands beside it, and words by the million, it
does not tell. For that the texts are fetched, once for each version of a report, into segments in a temporary folder, and read as a
commit of the embedded engine that holds what was asked for and nothing else.
"""

from __future__ import annotations

import shutil
import threading
import uuid
import weakref
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columnar.build import SegmentBuilder
from indexer.engine.columnar.families import Members as SegmentMembers
from indexer.engine.columnar.merge import merge_segments
from indexer.engine.columnar.segment import Segment
from indexer.engine.columnar.snapshot import Snapshot
from indexer.engine.columnar.tiers import Size, plan_merge
from indexer.engine.opensearch.commit import Commit
from indexer.engine.opensearch.documents import read_analysis, read_document
from indexer.engine.opensearch.mapping import length
from indexer.engine.opensearch.packing import Body
from indexer.engine.opensearch.point import NOTHING
from indexer.errors import QueryError
from indexer.messages import said

MOST_CHARACTERS: Final = 200_000_000
"""Of the texts that are kept: 1.2 GB of disk, about (measured: six bytes a character)."""
_UNITS: Final = 10_000_000
"""Of one segment as it is fetched: it takes some 180 MB while it is written."""
_TERM_BITS: Final = 48


@dataclass(frozen=True, slots=True)
class Versions:
    """Some reports of a commit, ascending by id."""

    ids: NDArray[np.uint64]
    versions: NDArray[np.uint64]
    """What changes whenever a report is written."""

    @staticmethod
    def read(query: Body, commit: Commit) -> Versions:
        """Of what matches."""
        body = {"query": query, "sort": ["id"], "seq_no_primary_term": True, **NOTHING}
        hits = [
            (int(hit["sort"][0], 16), hit["_primary_term"] << _TERM_BITS | hit["_seq_no"])
            for page in commit.pages(body)
            for hit in page
        ]
        found = np.array(hits, np.uint64).reshape(len(hits), 2)
        return Versions(found[:, 0], found[:, 1])

    def hold(self, ids: NDArray[np.uint64], versions: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Which of some reports are among these in the same version."""
        if not len(self.ids):
            return np.zeros(len(ids), bool)
        at = np.minimum(self.ids.searchsorted(ids), len(self.ids) - 1)
        held: NDArray[np.bool_] = (self.ids[at] == ids) & (self.versions[at] == versions)
        return held


@dataclass(slots=True)
class _Held:
    segment: Segment
    versions: NDArray[np.uint64]
    """uint64[documents]"""


class Shelf:
    """Texts of one index. Methods may be called from several threads; one at a time fetches."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: list[_Held] = []
        self._index = ""
        self._whole: tuple[str, Snapshot] | None = None

    @cached_property
    def _folder(self) -> Path:
        """Made when something is to be kept, removed with this object or at the program's end."""
        folder = mkdtemp(prefix="zhengxie-")
        self._cleaned = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return Path(folder)

    def close(self) -> None:
        if "_folder" in vars(self):
            self._cleaned()

    def snapshot(self, query: Body, commit: Commit) -> Snapshot:
        """What matches, as a commit of the embedded engine. Raises QueryError for more than ``MOST_CHARACTERS``."""
        characters = _characters(query, commit)
        wanted = Versions.read(query, commit)
        with self._lock:
            if commit.index != self._index or characters + self._characters() > MOST_CHARACTERS:
                self._empty(commit.index, wanted)
            self._fetch(wanted, commit)
            held = list(self._held)
        live = [wanted.hold(each.segment.ids, each.versions) for each in held]
        segments = [each.segment for each in held]
        return Snapshot(segments, live, _members(segments, live, commit))

    def whole(self, commit: Commit) -> Snapshot:
        """The whole commit; the same object until the next one. Raises QueryError as ``snapshot``."""
        kept = self._whole
        if kept is None or kept[0] != commit.generation:
            kept = commit.generation, self.snapshot({"match_all": {}}, commit)
            self._whole = kept
        return kept[1]

    def _characters(self) -> int:
        return sum(int(each.segment.lengths("text").sum()) for each in self._held)

    def _empty(self, index: str, wanted: Versions) -> None:
        """Let go of what is of another index, or of no use for what is wanted now."""
        held, self._held = self._held, []
        for each in held:
            if index == self._index and wanted.hold(each.segment.ids, each.versions).any():
                self._held.append(each)
            else:
                self._remove(each)
        self._index = index

    def _remove(self, held: _Held) -> None:
        with suppress(OSError):  # whoever still reads it keeps it open, and the folder goes in the end
            held.segment.path.unlink()

    # -------------------------------------------------------------------------------------- fetching

    def _fetch(self, wanted: Versions, commit: Commit) -> None:
        """Get what is not there yet."""
        there = [each.segment.ids[wanted.hold(each.segment.ids, each.versions)] for each in self._held]
        missing = np.setdiff1d(wanted.ids, np.concatenate([np.empty(0, np.uint64), *there]))
        builder, versions = SegmentBuilder(), list[int]()
        for hit in commit.whole([f"{identity:016x}" for identity in missing.tolist()]):
            report = read_document(hit["_source"])
            if not builder.takes(report) or builder.units > _UNITS:
                self._keep(builder, versions)
                builder, versions = SegmentBuilder(), []
            builder.add(report, read_analysis(hit["_source"]))
            versions.append(hit["_primary_term"] << _TERM_BITS | hit["_seq_no"])
        if versions:
            self._keep(builder, versions)
        self._merge(wanted)

    def _keep(self, builder: SegmentBuilder, versions: Sequence[int]) -> None:
        path = self._path()
        builder.write(path)
        self._held.append(_Held(Segment(path), np.array(versions, np.uint64)))

    def _path(self) -> Path:
        return self._folder / f"{uuid.uuid4().hex}.seg"

    def _merge(self, wanted: Versions) -> None:
        """Many small fetches become one segment. Earlier versions of what is wanted now are left out."""
        while chosen := plan_merge([_size(each, _current(each, wanted)) for each in self._held]):
            parts = [self._held[number] for number in chosen]
            live = [_current(each, wanted) for each in parts]
            self._held = [each for number, each in enumerate(self._held) if number not in chosen]
            if any(part.any() for part in live):
                path = self._path()
                merge_segments([each.segment for each in parts], live, path)
                versions = np.concatenate([each.versions[part] for each, part in zip(parts, live, strict=True)])
                self._held.append(_Held(Segment(path), versions))
            for each in parts:
                self._remove(each)


def _current(held: _Held, wanted: Versions) -> NDArray[np.bool_]:
    """Which documents are no earlier version of one that is wanted."""
    return wanted.hold(held.segment.ids, held.versions) | ~np.isin(held.segment.ids, wanted.ids)


def _size(held: _Held, live: NDArray[np.bool_]) -> Size:
    segment = held.segment
    return Size(segment.units, segment.blocks, segment.documents, int(np.count_nonzero(live)))


def _characters(query: Body, commit: Commit) -> int:
    """Code points of the texts that match. Raises QueryError where they are too many."""
    sums = {"n": {"sum": {"field": length("text")}}}
    (answer,) = commit.ask([{"query": query, "size": 0, "aggs": sums, "track_total_hits": True}])
    characters = int(answer["aggregations"]["n"]["value"])
    if characters > MOST_CHARACTERS:
        raise QueryError(
            said(
                "要逐份读取的文本约 %(characters)s 字，超过 %(most)s 字的上限。请缩小检索范围；要分析全部报告，请用 zhengxie copy 把索引复制到本机再查。",
                characters=f"{characters:,}",
                most=f"{MOST_CHARACTERS:,}",
            )
        )
    return characters


def _members(segments: Sequence[Segment], live: Sequence[NDArray[np.bool_]], commit: Commit) -> list[SegmentMembers]:
    """Those of the live documents that have copies, in families as the cluster says."""
    known = commit.members.by_id
    order = sorted(known.values(), key=lambda member: (member.family, member.place))
    ranks = {int(member.id, 16): (member.family, rank) for rank, member in enumerate(order)}
    found = []
    for segment, part in zip(segments, live, strict=True):
        held = ((number, ranks.get(identity)) for number, identity in enumerate(segment.ids.tolist()) if part[number])
        rows = [(number, *rank) for number, rank in held if rank is not None]
        columns = np.array(rows, np.int64).reshape(len(rows), 3)
        found.append(SegmentMembers(columns[:, 0], columns[:, 1], columns[:, 2]))
    return found
