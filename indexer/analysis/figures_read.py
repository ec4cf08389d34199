"""Figures of reports, read once for each state of the index: reading takes a millisecond or more a report."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final

from indexer.deadline import check
from indexer.engine.base import Engine
from indexer.errors import IndexChanging
from indexer.figures import Figure, figures
from indexer.models import Metadata, display_title

MOST_KEPT: Final = 60_000
"""Figures, of some 1 KiB each, that are kept: those of the reports that were asked for last. A report weighs one more."""


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report with all its figures."""

    id: str
    title: str
    metadata: Metadata
    """Without evidence."""
    figures: tuple[Figure, ...]

    @property
    def organization(self) -> str | None:
        """Name of the organization; None where it is not identified."""
        return self.metadata.organization.name if self.metadata.organization is not None else None

    @property
    def spans(self) -> bool:
        """Whether it looks back on several years (届期报告)."""
        first = self.metadata.covered_from
        return first is not None and first != self.metadata.covered_year


class Kept:
    """What was read, by the index's generation and the report's id; the oldest goes first. For several threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._reports: OrderedDict[tuple[str, str], ReadReport] = OrderedDict()
        self._weight = 0

    def get(self, key: tuple[str, str]) -> ReadReport | None:
        with self._lock:
            found = self._reports.get(key)
            if found is not None:
                self._reports.move_to_end(key)
            return found

    def put(self, key: tuple[str, str], read: ReadReport) -> None:
        with self._lock:
            if key in self._reports:  # another thread has read it meanwhile
                return
            self._reports[key] = read
            self._weight += _weight(read)
            while self._weight > self._most:
                self._weight -= _weight(self._reports.popitem(last=False)[1])


def _weight(read: ReadReport) -> int:
    return 1 + len(read.figures)


_KEPT: Final = Kept(MOST_KEPT)
"""Of all indexes: no two states of any have the same generation."""


def read_reports(engine: Engine, generation: str, ids: Iterable[str]) -> Iterator[ReadReport]:
    """The reports of some ids with their figures, in order. Raises IndexChanging where the engine no longer is at ``generation``,
    NoSuchReport."""
    for report_id in ids:
        found = _KEPT.get((generation, report_id))
        if found is None:
            found = _read(engine, generation, report_id)
            _KEPT.put((generation, report_id), found)
        yield found


def _read(engine: Engine, generation: str, report_id: str) -> ReadReport:
    check()
    report, halves = engine.report(report_id), engine.sections(report_id)
    if engine.generation != generation:
        raise IndexChanging("the index was committed to while its reports were read")
    metadata = replace(report.metadata, evidence={})
    found = figures(report.text, report.headings, metadata, halves=halves)
    return ReadReport(report.id, display_title(metadata), metadata, found)
