"""The segments of one commit, one after the other: what there is of each document, in columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from indexer.engine.base import FileState
from indexer.engine.columnar.facets import Facet, join_facets
from indexer.engine.columnar.families import Families, Members
from indexer.engine.columnar.segment import Segment
from indexer.facets import FACETS
from indexer.models import PARTLY_FAILED, Organization

Kind = TypeVar("Kind", bound=np.generic)


class Columns:
    """Documents are numbered through, one segment after the other. Each column is read when it is first asked for."""

    def __init__(
        self, segments: Sequence[Segment], live: Sequence[NDArray[np.bool_]], members: Sequence[Members] = ()
    ) -> None:
        """``live`` says for each segment which of its documents are not deleted: bool[documents]; ``members``, which have
        copies in the index."""
        self.segments = tuple(segments)
        self.bases: NDArray[np.int64] = np.cumsum([0, *(segment.documents for segment in segments)])
        self.documents = int(self.bases[-1])
        self.live = np.concatenate([np.empty(0, bool), *live])
        self.live.flags.writeable = False
        self.families = Families(self.documents, members, self.bases.tolist())
        self.deleted = not bool(self.live.all())

    def _joined(self, part: Callable[[Segment], NDArray[np.generic]], kind: type[Kind]) -> NDArray[Kind]:
        """A column of all segments, one after the other."""
        return np.concatenate([np.empty(0, kind), *(part(segment).astype(kind) for segment in self.segments)])

    @cached_property
    def facets(self) -> dict[str, Facet]:
        return {name: join_facets([segment.facet(name) for segment in self.segments], self.families) for name in FACETS}

    @cached_property
    def ids(self) -> NDArray[np.uint64]:
        return self._joined(lambda segment: segment.ids, np.uint64)

    @cached_property
    def dates(self) -> NDArray[np.int64]:
        """What documents are sorted by in time, 0 when unknown; see ``build.date_key``."""
        return self._joined(lambda segment: segment.dates, np.int64)

    @cached_property
    def newest(self) -> NDArray[np.int32]:
        """Rank of each document by date, newest first, and then by id: no two are equal."""
        order = np.lexsort((self.ids, -self.dates))
        ranks = np.empty(self.documents, np.int32)
        ranks[order] = np.arange(self.documents, dtype=np.int32)
        return ranks

    @cached_property
    def organizations(self) -> frozenset[Organization]:
        """Of all live documents."""
        found: set[Organization] = set()
        for segment, base in zip(self.segments, self.bases.tolist(), strict=False):
            known, column = segment.organizations
            used = np.unique(column[self.live[base : base + segment.documents]])
            found.update(known[number] for number in used.tolist() if number >= 0)
        return frozenset(found)

    @cached_property
    def files(self) -> dict[tuple[str, str], FileState]:
        """What is indexed of every file, live documents only.

        A file of which a part failed on a later run has reports of both: its state is then that of the failed run, so
        that it is read again once it is mended.
        """
        ids: dict[tuple[str, str], list[str]] = {}
        hashes: dict[tuple[str, str], str] = {}
        for segment, base in zip(self.segments, self.bases.tolist(), strict=False):
            origins, column = segment.origins
            live = self.live[base : base + segment.documents]
            for number, report_id in zip(column[live].tolist(), segment.ids[live].tolist(), strict=True):
                root, file, content_hash = origins[number]
                ids.setdefault((root, file), []).append(f"{report_id:016x}")
                if not hashes.get((root, file), "").startswith(PARTLY_FAILED):
                    hashes[root, file] = content_hash
        return {key: FileState(hashes[key], tuple(found)) for key, found in ids.items()}

    @cached_property
    def file_count(self) -> int:
        """How many files live documents come from."""
        found: set[tuple[str, str]] = set()
        for segment, base in zip(self.segments, self.bases.tolist(), strict=False):
            origins, column = segment.origins
            used = np.unique(column[self.live[base : base + segment.documents]])
            found.update(origins[number][:2] for number in used.tolist())
        return len(found)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The last covered year of live documents, each once, ascending."""
        facet = self.facets["covered_year"]
        used = np.unique(facet.column[self.live]).tolist()
        last = (facet.combinations[number][-1] for number in used)
        return tuple(sorted({int(year) for year in last if year.isdecimal()}))

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        """Code points of each document's text."""
        return self._joined(lambda segment: segment.lengths("text"), np.int64)

    @property
    def characters(self) -> int:
        """Code points of the live texts."""
        return int(self.lengths[self.live].sum())

    @cached_property
    def organization_column(self) -> tuple[tuple[Organization, ...], NDArray[np.int64]]:
        """The organizations of all documents, each once, and each document's by number; -1 for none."""
        numbers: dict[Organization, int] = {}
        columns = [np.empty(0, np.int64)]
        for segment in self.segments:
            known, column = segment.organizations
            mapped = np.array([*(numbers.setdefault(each, len(numbers)) for each in known), -1], np.int64)
            columns.append(mapped[column])
        return tuple(numbers), np.concatenate(columns)
