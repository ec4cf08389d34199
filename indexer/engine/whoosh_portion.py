"""What one process adds to the embedded engine's index: segments in its directory that nothing names yet."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from indexer.engine.base import Analysis
from indexer.engine.columnar.build import BYTES_PER_UNIT, MOST_UNITS, SegmentBuilder
from indexer.engine.columnar.codec import ColumnarSegment
from indexer.engine.columnar.memory import keep_freed_memory
from indexer.engine.whoosh_files import writing
from indexer.errors import IndexerError
from indexer.models import Report

_MEGA: Final = 1_000_000


class SegmentPortion:
    """Implements ``base.Portion``: reports → segments of the index named ``name`` in the directory ``location``.

    They show when a commit names them; the next commit removes those that none did. ``memory``: megabytes that building
    may take. Raises IndexerError for what the system refuses, after which the portion is good for nothing.
    """

    def __init__(self, location: Path, name: str, memory: float) -> None:
        self._location = location
        self._name = name
        self._units = min(MOST_UNITS, int(memory * _MEGA) // BYTES_PER_UNIT)
        self._builder = SegmentBuilder()
        self._made: list[ColumnarSegment] = []
        self._failed = False
        keep_freed_memory()

    def add(self, report: Report, analysis: Analysis) -> None:
        if not self._builder.takes(report) or self._builder.units >= self._units:
            self._write()
        self._builder.add(report, analysis)

    def finish(self) -> list[ColumnarSegment]:
        """Write what is still in memory; everything made since the last call."""
        self._write()
        made, self._made = self._made, []
        return made

    def _write(self) -> None:
        if self._failed:
            raise IndexerError(f"a part of what was to be added to {self._location} could not be written; run again")
        if not len(self._builder):
            return
        made = ColumnarSegment(self._name)
        made.documents = len(self._builder)
        self._failed = True  # until it is known to be written, nothing may be committed without it
        with writing(self._location):
            try:
                self._builder.write(self._location / made.file_name)
            except MemoryError as error:
                raise IndexerError(
                    f"there is not enough memory to build the index in {self._location}; run again with a smaller "
                    "--memory or fewer --jobs"
                ) from error
        self._failed = False
        self._builder = SegmentBuilder()
        self._made.append(made)
