"""What indexing tells: of each file, of a whole run, and while it goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from indexer.engine.base import FailedFile
from indexer.prepare import Failure
from indexer.records import report_id
from indexer.roots import SourceFile

FileKey = tuple[str, str]
"""(root label, relative path)"""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file, its reports being in a portion of the index."""

    source: SourceFile
    content_hash: str
    ids: tuple[str, ...] = ()
    parts: Mapping[str | None, int] = field(default_factory=dict)
    """Of how many reports the file was found to consist, those that failed included: by member of an archive, else under None.
    Of a member that could not be read at all it is not known."""
    characters: int = 0
    failures: tuple[Failure, ...] = ()
    unchanged: bool = False
    skipped: Mapping[str, int] = field(default_factory=dict)
    """Reason → number of an archive's members that were not taken."""

    @property
    def key(self) -> FileKey:
        return self.source.root, self.source.file

    def kept(self, earlier: Collection[str], member_of: Callable[[str], str | None]) -> set[str]:
        """Those of the file's earlier reports whose making failed now, so that they are the best there is.

        ``member_of`` tells which member of an archive an earlier report is, "" where it cannot; it is asked only where
        members could not be read at all.
        """
        if not self.failures or not self.ids:
            return set()
        parts = {report_id(*self.key, part, member) for member, count in self.parts.items() for part in range(count)}
        kept = parts.intersection(earlier).difference(self.ids)
        unread = {failure.member for failure in self.failures} - self.parts.keys()
        if unread:
            others = set(earlier).difference(self.ids, parts)
            kept |= {identity for identity in others if _stood_in(unread, member_of(identity))}
        return kept


def _stood_in(unread: Collection[str | None], member: str | None) -> bool:
    """Whether a report of an archive stood in what could not be read now; None there is the archive from some member on."""
    if member is None:
        return False
    return not member or None in unread or any(member == each or member.startswith(f"{each}/") for each in unread)


def failed_files(
    results: Iterable[FileResult], earlier: Iterable[FailedFile], gone: Collection[FileKey]
) -> tuple[FailedFile, ...]:
    """What could not be read when it was last tried, in the order of names: of the files that a run tried what it found, of
    others what was known before, without those that are gone."""
    done = {result.key: result for result in results}
    found = {each for each in earlier if (each.root, each.file) not in done and (each.root, each.file) not in gone}
    for (root, file), result in done.items():
        # A row of a sidecar that fits nothing takes no report away.
        failures = (failure for failure in result.failures if failure.stage != "sidecar")
        found |= {FailedFile(root, file, each.member, each.stage, each.reason) for each in failures}
    return tuple(sorted(found, key=lambda each: (each.root, each.file, each.member or "", each.stage, each.reason)))


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
    sidecars: int = 0
    """Tables of corrections that were met."""
    corrected: int = 0
    """Files of which they say something, whether or not that is new."""
    notes: list[str] = field(default_factory=list)
    characters: int = 0
    """Code points of the texts added or updated."""

    @property
    def changed(self) -> bool:
        return bool(self.added or self.updated or self.removed or self.carried)


@dataclass(frozen=True, slots=True)
class Progress:
    """What a caller may show while a run goes on (for whom it waits, the number of files, each file done, the writing at the end), and
    whether it is to stop: files not begun then stay as they are, and what was done is committed."""

    start: Callable[[int], None] = lambda files: None
    step: Callable[[FileResult], None] = lambda result: None
    committing: Callable[[], None] = lambda: None
    waiting: Callable[[str], None] = lambda message: None
    stopped: Callable[[], bool] = lambda: False
