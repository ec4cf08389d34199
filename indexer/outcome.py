"""What indexing tells: of each file, of a whole run, and while it goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from indexer.prepare import Failure, report_id
from indexer.roots import SourceFile

FileKey = tuple[str, str]
"""(root label, relative path)"""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file, its reports being in a portion of the index."""

    source: SourceFile
    content_hash: str
    ids: tuple[str, ...] = ()
    parts: int = 0
    """Of how many reports the file was found to consist, those that failed included."""
    characters: int = 0
    failures: tuple[Failure, ...] = ()
    unchanged: bool = False

    @property
    def key(self) -> FileKey:
        return self.source.root, self.source.file

    @property
    def kept_parts(self) -> set[str]:
        """Ids of the parts that failed now, of which an earlier report is the best there is."""
        if not self.failures or not self.ids:
            return set()
        return {report_id(*self.key, part) for part in range(self.parts)}.difference(self.ids)


@dataclass(slots=True)
class Summary:
    """What one run did; counts are of reports, except where they say files."""

    files: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    carried: int = 0
    """Reports that a rebuild took over from the earlier index, because their files could not be read now."""
    failures: list[Failure] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    """Files and folders not read, by reason."""
    notes: list[str] = field(default_factory=list)
    characters: int = 0
    """Code points of the texts added or updated."""

    @property
    def changed(self) -> bool:
        return bool(self.added or self.updated or self.removed or self.carried)


@dataclass(frozen=True, slots=True)
class Progress:
    """What a caller may show while a run goes on: the number of files, each file done, the writing at the end."""

    start: Callable[[int], None] = lambda files: None
    step: Callable[[FileResult], None] = lambda result: None
    committing: Callable[[], None] = lambda: None
