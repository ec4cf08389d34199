"""What was found on the disk against what the index knows: which files a run has to do, and which are gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from indexer.engine.base import Engine, FailedFile, FileState, Writer
from indexer.errors import CorruptIndex
from indexer.outcome import FileKey, FileResult, failed_files
from indexer.roots import SourceFile, Sources, find_sources, is_there


def claimed(paths: Sequence[Path], engine: Engine, writer: Writer) -> Sources:
    """The files beneath some paths, by labels of roots that no other writer gives to other folders at the same time."""
    while True:
        engine.refresh()  # what another writer committed before this one could begin
        sources = find_sources(paths, engine.roots(), lambda label: files_of(engine.files([(label, "")]), label))
        if writer.claim(engine.roots(), sources.roots):
            return sources


def files_of(known: Iterable[FileKey], label: str) -> list[str]:
    """Relative paths of what is indexed under a root."""
    return [file for root, file in known if root == label]


def keys(files: Iterable[SourceFile]) -> set[FileKey]:
    return {(source.root, source.file) for source in files}


def due_files(sources: Sources, known: Mapping[FileKey, FileState], engine: Engine | None) -> list[SourceFile]:
    """The files to do: all but those that are indexed with corrections of a table which cannot be read now.

    They stay as they are, since an emptied or damaged table takes back nothing that it said.
    """
    nothing = FileState("", ())
    return [
        source
        for source in sources.files
        if not source.held or not _was_corrected(engine, known.get((source.root, source.file), nothing).ids)
    ]


def _was_corrected(engine: Engine | None, ids: Iterable[str]) -> bool:
    try:
        reports = engine.metadata(list(ids)) if engine is not None else {}
    except CorruptIndex:
        return False
    return any(each.where.startswith("given:") for found in reports.values() for each in found.evidence.values())


def gone_files(known: Iterable[FileKey], sources: Sources) -> list[FileKey]:
    """Indexed files that are no longer there, only beneath places that were listed wholly."""
    there = keys(sources.files)
    missing = (key for key in known if key not in there and _beneath(key, sources.complete))
    # A file may be there and not be met, as one in a hidden folder that was once given by name.
    return sorted((root, file) for root, file in missing if not is_there(Path(sources.roots[root]), file))


def _beneath(key: FileKey, places: Iterable[FileKey]) -> bool:
    root, file = key
    return any(root == label and (not name or file == name or file.startswith(f"{name}/")) for label, name in places)


def still_failed(results: Sequence[FileResult], earlier: Engine | None, sources: Sources) -> tuple[FailedFile, ...]:
    """The files of the index that could not be read, after a run."""
    known = (earlier.failed() if earlier else None) or ()
    gone = gone_files({(each.root, each.file) for each in known}, sources)
    return failed_files(results, known, frozenset(gone))
