"""The way in: files → reports → index; incremental, parallel, one bad file never stopping the rest."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from indexer.engine.base import FileState, Writer
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.engine.whoosh_files import exists
from indexer.engine.whoosh_writer import DEFAULT_MEMORY
from indexer.errors import CorruptIndex, IncompatibleIndex, NoIndex
from indexer.prepare import Failure, Prepared, analyse, prepare, report_id
from indexer.roots import SourceFile, Sources, find_sources, is_there
from indexer.segment import Segmentation, current

MEMORY: Final = DEFAULT_MEMORY
"""Megabytes for building the index where nothing else is said."""
_INLINE_FILES: Final = 8
"""So few files are read in this process: starting others costs more than it saves."""
_AHEAD: Final = 4
"""Files given to each worker before their results are taken, which bounds memory."""

FileKey = tuple[str, str]
"""(root label, relative path)"""
Task = tuple[SourceFile, str | None]
"""A file, and the hash of its content that the index knows."""
Work = Callable[[SourceFile, str | None], Prepared]


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
    step: Callable[[Prepared], None] = lambda prepared: None
    committing: Callable[[], None] = lambda: None


def index_paths(
    paths: Sequence[Path],
    location: Path,
    *,
    jobs: int = 1,
    prune: bool = False,
    rebuild: bool = False,
    dictionary: tuple[tuple[str, int], ...] | None = None,
    memory: int = MEMORY,
    progress: Progress | None = None,
) -> Summary:
    """Index files and folders into the index at ``location``, making it where there is none.

    With ``rebuild`` everything is read anew, known roots included, into a new index that takes the old one's place in
    one step; reports whose files cannot be read now are carried over. With ``prune`` reports of files that are gone
    beneath ``paths`` are dropped. ``dictionary`` gives words of the user's own (``user_dictionary.read_dictionary``) to a new or
    rebuilt index; without it a rebuilt one keeps those it had. ``memory``: megabytes for building segments in this
    process. Raises IndexLocked, CorruptIndex, IncompatibleIndex, or IndexerError where no index can be made.
    """
    progress = progress or Progress()
    segmentation = None if dictionary is None else Segmentation(current().implementation, dictionary)
    if rebuild:
        return _rebuild(paths, location, jobs, prune, segmentation, memory, progress)
    if not exists(location):
        found = find_sources(paths, {})
        if not found.files:
            return _summary(found)  # an index is made for the first file, not for a mistyped path
    engine = WhooshEngine(location, create=True, segmentation=segmentation)
    try:
        if dictionary is not None and dictionary != engine.segmentation.entries:
            raise IncompatibleIndex(
                f"the index in {location} was made with other words of your own; give the dictionary to "
                f"`zhengxie index --rebuild --dictionary FILE PATH --index {location}`"
            )
        with engine.writer(memory=memory) as writer:
            engine.refresh()  # what another writer committed before this one got the lock
            sources = find_sources(paths, engine.roots(), engine.files())
            summary = _summary(sources)
            progress.start(len(sources.files))
            for prepared in _write(sources.files, engine.files(), writer, summary, jobs):
                progress.step(prepared)
            if prune:
                for key in gone_files(engine.files(), sources):
                    ids = engine.files()[key].ids
                    writer.delete(ids)
                    summary.removed += len(ids)
            if summary.changed or dict(engine.roots()) != {**engine.roots(), **sources.roots}:
                for label, folder in sources.roots.items():
                    writer.set_root(label, folder)
                progress.committing()
                writer.commit()
        return summary
    finally:
        engine.close()


def _rebuild(
    paths: Sequence[Path],
    location: Path,
    jobs: int,
    prune: bool,
    segmentation: Segmentation | None,
    memory: int,
    progress: Progress,
) -> Summary:
    with WhooshEngine.rebuilder(location, segmentation=segmentation, memory=memory) as writer:
        earlier, problem = _earlier_index(location)  # under the writer's lock: nobody commits to it from here on
        try:
            known_roots = writer.roots()
            known = {key: FileState("", state.ids) for key, state in earlier.files().items()} if earlier else {}
            given = find_sources(paths, known_roots, known)
            reachable = [Path(folder) for folder in known_roots.values() if Path(folder).is_dir()]
            sources = find_sources([*paths, *reachable], known_roots, known)
            summary = _summary(sources)
            if problem:
                kept = writer.keep_earlier()
                beside = f"; its files ({kept}…) were left beside the new ones" if kept else ""
                if segmentation is None:
                    beside += "; words of your own, if it had any, have to be given again with --dictionary"
                summary.notes.append(f"{problem}{beside}")
            progress.start(len(sources.files))
            done: set[FileKey] = set()
            failed_parts: list[tuple[FileKey, str]] = []
            for prepared in _write(sources.files, known, writer, summary, jobs):
                progress.step(prepared)
                if prepared.reports:
                    key = (prepared.source.root, prepared.source.file)
                    done.add(key)
                    earlier_ids = known[key].ids if key in known else ()
                    failed_parts += [(key, identity) for identity in _kept_parts(prepared) if identity in earlier_ids]
            if earlier is not None:
                gone = set(gone_files(known, given)) if prune else set()
                summary.removed += sum(len(known[key].ids) for key in gone)
                whole = [(key, identity) for key in known if key not in done | gone for identity in known[key].ids]
                _carry_over(earlier, [*whole, *failed_parts], writer, summary)
            for label, folder in sources.roots.items():
                writer.set_root(label, folder)
            progress.committing()
            writer.commit()
        finally:
            if earlier is not None:
                earlier.close()
    return summary


def _earlier_index(location: Path) -> tuple[WhooshEngine | None, str | None]:
    """The index to be replaced, even if it was made with another dictionary, or why it cannot be read."""
    try:
        return WhooshEngine(location, any_fingerprint=True), None
    except NoIndex:
        return None, None
    except (CorruptIndex, IncompatibleIndex) as error:
        return None, f"the earlier index could not be read, so nothing was carried over from it: {error}"


def _carry_over(
    earlier: WhooshEngine, reports: Iterable[tuple[FileKey, str]], writer: Writer, summary: Summary
) -> None:
    for (root, file), identity in reports:
        try:
            report = earlier.report(identity)
        except CorruptIndex:
            # A rebuild is the way out of a damaged index; it must not fail for the same damage.
            reason = "its file cannot be read now, and its text in the earlier index is damaged; index it again"
            summary.failures.append(Failure(f"{root}/{file}", "carry over", reason))
            continue
        writer.add(report, analyse(report, writer.segmentation))
        summary.carried += 1


def _kept_parts(prepared: Prepared) -> set[str]:
    """Ids of the parts of a file that failed now, of which an earlier report is the best there is."""
    if not prepared.failures or not prepared.reports:
        return set()
    first, _ = prepared.reports[0]
    ids = {report_id(first.root, first.file, part) for part in range(first.parts)}
    return ids - {report.id for report, _ in prepared.reports}


def _summary(sources: Sources) -> Summary:
    summary = Summary(skipped=sources.skipped, notes=sources.notes)
    summary.failures.extend(Failure(path, "find", reason) for path, reason in sources.unreachable)
    return summary


def _write(
    files: Sequence[SourceFile],
    known: Mapping[FileKey, FileState],
    writer: Writer,
    summary: Summary,
    jobs: int,
) -> Iterator[Prepared]:
    """Prepare files and write what is new or changed; a file that fails keeps the reports an earlier run made."""
    tasks: list[Task] = []
    for source in files:
        state = known.get((source.root, source.file))
        tasks.append((source, state.content_hash if state else None))
    for prepared in _prepared(tasks, jobs, summary.notes.append, partial(prepare, segmentation=writer.segmentation)):
        state = known.get((prepared.source.root, prepared.source.file))
        earlier = set(state.ids) if state else set()
        summary.files += 1
        summary.failures.extend(prepared.failures)
        if prepared.unchanged:
            summary.unchanged += len(earlier)
        elif prepared.reports:
            for report, analysis in prepared.reports:
                writer.add(report, analysis)
                summary.characters += len(report.text)
            ids = {report.id for report, _ in prepared.reports}
            gone = earlier - ids - _kept_parts(prepared)
            summary.updated += len(ids & earlier)
            summary.added += len(ids - earlier)
            summary.removed += len(gone)
            writer.delete(sorted(gone))
        yield prepared


def gone_files(known: Iterable[FileKey], sources: Sources) -> list[FileKey]:
    """Indexed files that are no longer there, only beneath places that were listed wholly."""
    there = {(source.root, source.file) for source in sources.files}
    missing = (key for key in known if key not in there and _beneath(key, sources.complete))
    # A file may be there and not be met, as one in a hidden folder that was once given by name.
    return sorted((root, file) for root, file in missing if not is_there(Path(sources.roots[root]), file))


def _beneath(key: FileKey, places: Iterable[FileKey]) -> bool:
    root, file = key
    return any(root == label and (not name or file == name or file.startswith(f"{name}/")) for label, name in places)


# ------------------------------------------------------------------------------------------- workers


def _prepared(
    tasks: Sequence[Task], jobs: int, note: Callable[[str], None], work: Work = prepare
) -> Iterator[Prepared]:
    """What ``work`` makes of each task, in this process when there are few, else in ``jobs`` others."""
    if jobs <= 1 or len(tasks) <= _INLINE_FILES:
        yield from (work(*task) for task in tasks)
        return
    waiting = list(reversed(tasks))
    while waiting:
        suspects: list[Task] = []
        try:
            yield from _in_workers(waiting, jobs, suspects, work)
        except _NoWorkers as error:
            note(f"read in one process, as others cannot be started here ({error})")
            yield from (work(*task) for task in reversed(waiting))
            return
        # A worker died; one of the files under way may be the cause. Each gets a process of its own.
        for task in suspects:
            yield _alone(task, work)


class _NoWorkers(Exception):
    """The system starts no further processes."""


def _in_workers(waiting: list[Task], jobs: int, suspects: list[Task], work: Work) -> Iterator[Prepared]:
    """Take tasks from the end of ``waiting``; when a worker dies, what was under way goes to ``suspects``.

    Raises _NoWorkers, with every task not done in ``waiting`` again, where no process can be started.
    """
    running: dict[Future[Prepared], Task] = {}
    try:
        pool = _workers(jobs)
    except OSError as error:
        raise _NoWorkers(error.strerror or str(error)) from error
    with pool:
        try:
            while waiting or running:
                while waiting and len(running) < jobs * _AHEAD:
                    try:
                        running[pool.submit(work, *waiting[-1])] = waiting[-1]
                    except OSError as error:
                        waiting.extend(running.values())
                        raise _NoWorkers(error.strerror or str(error)) from error
                    waiting.pop()
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    prepared = future.result()
                    del running[future]
                    yield prepared
        except BrokenProcessPool:
            suspects.extend(running.values())
        finally:
            # When the caller stops early (Ctrl-C, a full disk), what has not begun is not waited for.
            pool.shutdown(wait=False, cancel_futures=True)


def _alone(task: Task, work: Work) -> Prepared:
    with _workers(1) as pool:
        try:
            return pool.submit(work, *task).result()
        except BrokenProcessPool:
            reason = "reading it ended the process (out of memory, or a fault in a library); it was left out"
            return Prepared(task[0], "", failures=(Failure(task[0].file, "read", reason),))


def _workers(jobs: int) -> ProcessPoolExecutor:
    # Started afresh (not forked), as on every system; Ctrl-C is for the process that collects their results.
    return ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)
    )
