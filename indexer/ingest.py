"""The way in: files → reports → index; incremental, parallel, one bad file never stopping the rest."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from indexer.engine.base import Analysis, FileState, Portion, Writer
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.engine.whoosh_files import exists
from indexer.engine.whoosh_writer import DEFAULT_MEMORY
from indexer.errors import CorruptIndex, IncompatibleIndex, IndexerError, NoIndex
from indexer.models import Report
from indexer.outcome import FileKey, FileResult, Progress, Summary
from indexer.prepare import Failure, Prepared, analyse, prepare
from indexer.roots import SourceFile, Sources, find_sources, is_there
from indexer.segment import Segmentation, current

MEMORY: Final = DEFAULT_MEMORY
"""Megabytes for building the index where nothing else is said."""
_INLINE_FILES: Final = 8
_INLINE_BYTES: Final = 16_000_000
"""So few files, if they are no larger, are read in this process: starting others costs more than it saves."""
_BYTES_EACH: Final = 4_000_000
"""Of files, for each process beyond the second: every one takes a second to start and leaves a segment of its own."""
_AHEAD: Final = 2
"""Files given to each process at a time, so that none waits for this one."""
_MOST_INNOCENT: Final = 3
"""So often a process may end for another reason than the file it was reading."""

Task = tuple[SourceFile, str | None]
"""A file, and the hash of its content that the index knows."""
Work = Callable[[SourceFile, str | None], Prepared]


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
            _write(sources.files, engine.files(), writer, summary, jobs, progress)
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
            for result in _write(sources.files, known, writer, summary, jobs, progress):
                if result.ids:
                    done.add(result.key)
                    earlier_ids = known[result.key].ids if result.key in known else ()
                    failed_parts += [
                        (result.key, identity) for identity in result.kept_parts if identity in earlier_ids
                    ]
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
    progress: Progress,
) -> list[FileResult]:
    """Prepare files and add what is new or changed; a file that fails keeps the reports an earlier run made."""
    tasks: list[Task] = []
    for source in files:
        state = known.get((source.root, source.file))
        tasks.append((source, state.content_hash if state else None))
    work = partial(prepare, segmentation=writer.segmentation)
    results = list(_prepared(tasks, jobs, summary.notes.append, work, writer, progress.step))
    for result in results:
        state = known.get(result.key)
        earlier = set(state.ids) if state else set()
        summary.files += 1
        summary.failures.extend(result.failures)
        if result.unchanged:
            summary.unchanged += len(earlier)
        elif result.ids:
            summary.characters += result.characters
            gone = earlier.difference(result.ids, result.kept_parts)
            summary.updated += len(earlier.intersection(result.ids))
            summary.added += len(set(result.ids) - earlier)
            summary.removed += len(gone)
            writer.delete(sorted(gone))
    return results


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


class _Unkept:
    """A portion that keeps nothing."""

    def add(self, report: Report, analysis: Analysis) -> None:
        """Drop it."""

    def finish(self) -> Sequence[Any]:
        return ()


def _prepared(
    tasks: Sequence[Task],
    jobs: int,
    note: Callable[[str], None],
    work: Work = prepare,
    writer: Writer | None = None,
    done: Callable[[FileResult], None] = lambda result: None,
) -> Iterator[FileResult]:
    """Do ``work`` on each file, in this process when there is little, else in up to ``jobs`` others, and add what it makes to
    the writer's index; every file once, when the writer has it.

    ``done`` hears of each file earlier, when it was read. Raises IndexerError where processes end again and again without
    a file being the cause.
    """
    add = _Unkept().add if writer is None else writer.add
    sizes = {source: _bytes(source.path) for source, _ in tasks}
    few = len(tasks) <= _INLINE_FILES and sum(sizes.values()) <= _INLINE_BYTES
    if jobs <= 1 or len(tasks) <= 1 or few:
        yield from _in_this_process(tasks, work, add, done)
        return
    # The largest files come first, so that no process is left with one when the others are done; taken from the end.
    waiting = sorted(tasks, key=lambda task: sizes[task[0]], reverse=True)[::-1]
    processes = min(jobs, max(2, sum(sizes.values()) // _BYTES_EACH))
    portion, adopt = (_Unkept, len) if writer is None else (writer.portion(processes), writer.adopt)
    with _Crew(work, portion, adopt, done) as crew:
        try:
            yield from crew.do(waiting, processes)
        except _NoProcess as error:
            note(f"read in one process, as others cannot be started here ({error})")
            yield from _in_this_process(waiting[::-1], work, add, done)


def _in_this_process(
    tasks: Sequence[Task],
    work: Work,
    add: Callable[[Report, Analysis], None],
    done: Callable[[FileResult], None],
) -> Iterator[FileResult]:
    for task in tasks:
        result = _added(work(*task), add)
        done(result)
        yield result


def _bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # told by whoever reads it


def _added(prepared: Prepared, add: Callable[[Report, Analysis], None]) -> FileResult:
    """Add the reports of a file; what is left to be told of it."""
    for report, analysis in prepared.reports:
        add(report, analysis)
    return FileResult(
        prepared.source,
        prepared.content_hash,
        ids=tuple(report.id for report, _ in prepared.reports),
        parts=prepared.reports[0][0].parts if prepared.reports else 0,
        characters=sum(len(report.text) for report, _ in prepared.reports),
        failures=prepared.failures,
        unchanged=prepared.unchanged,
    )


class _NoProcess(Exception):
    """The system starts no further process."""


class _Process:
    """One process that works on files in turn and adds what comes of them to a portion of its own.

    Raises _NoProcess where it cannot be started. Futures raise BrokenProcessPool when it has ended.
    """

    def __init__(self, work: Work, portion: Callable[[], Portion]) -> None:
        self.held: list[tuple[Task, FileResult]] = []
        """Done, but not adopted: lost if the process ends now."""
        self.handing_over: list[tuple[Task, FileResult]] = []
        """Those of them that it is about to hand over."""
        try:
            # Started afresh (not forked), as on every system; Ctrl-C is for the process that collects the results.
            self._pool = ProcessPoolExecutor(
                1, mp_context=get_context("spawn"), initializer=_begin, initargs=(work, portion)
            )
        except OSError as error:
            raise _NoProcess(error.strerror or str(error)) from error

    def do(self, task: Task) -> Future[FileResult]:
        try:
            return self._pool.submit(_do, *task)
        except OSError as error:
            raise _NoProcess(error.strerror or str(error)) from error

    def hand_over(self) -> Future[Sequence[Any]]:
        future = self._pool.submit(_finish)
        self.handing_over, self.held = self.held, []
        return future

    def close(self) -> None:
        """Wait for what is being worked on; drop the rest."""
        self._pool.shutdown(cancel_futures=True)


_here: tuple[Work, Portion]
"""In a process of the crew: what it does, and what it builds."""


def _begin(work: Work, portion: Callable[[], Portion]) -> None:
    global _here
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _here = work, portion()


def _do(source: SourceFile, known_hash: str | None) -> FileResult:
    work, portion = _here
    return _added(work(source, known_hash), portion.add)


def _finish() -> Sequence[Any]:
    return _here[1].finish()


class _Crew:
    """Several processes between which files are divided; ends them when it is left."""

    def __init__(
        self,
        work: Work,
        portion: Callable[[], Portion],
        adopt: Callable[[Sequence[Any]], object],
        done: Callable[[FileResult], None],
    ) -> None:
        self._begin = partial(_Process, work, portion)
        self._adopt = adopt
        self._done = done
        self._told: set[Task] = set()
        self._processes: list[_Process] = []
        self._under_way: dict[Future[Any], tuple[_Process, Task | None]] = {}
        """In the order of being given; no task is a handing over."""
        self._innocent = 0

    def do(self, waiting: list[Task], processes: int) -> Iterator[FileResult]:
        """Take tasks from the end of ``waiting`` until all are done and what came of them is adopted.

        Raises _NoProcess, with every task not done in ``waiting`` again, when no process can be started.
        """
        self._processes = [self._begin() for _ in range(processes)]
        while True:
            for process in list(self._processes):
                self._occupy(process, waiting)
            if not self._under_way:
                return
            for future in wait(self._under_way, return_when=FIRST_COMPLETED).done:
                if future not in self._under_way:
                    continue  # its process has ended, as another of its futures told
                process, task = self._under_way[future]
                try:
                    result = future.result()
                except BrokenProcessPool:
                    yield from self._replace(process, waiting)
                    continue
                del self._under_way[future]
                if task is None:
                    self._adopt(result)
                    yield from (each for _, each in process.handing_over)
                    process.handing_over = []
                else:
                    process.held.append((task, result))
                    self._tell(task, result)

    def _occupy(self, process: _Process, waiting: list[Task]) -> None:
        """Give a process what there is to do; when nothing is left, have it hand over what it made."""
        given = sum(each is process for each, _ in self._under_way.values())
        try:
            while waiting and given < _AHEAD:
                future: Future[Any] = process.do(waiting[-1])
                self._under_way[future] = process, waiting.pop()
                given += 1
            if not given and process.held:
                future = process.hand_over()
                self._under_way[future] = process, None
        except _NoProcess:
            self._processes.remove(process)
            if not self._processes:
                raise
        except BrokenProcessPool:  # it ended while it had nothing to do
            waiting += self._lost(process)
            self._no_file_is_the_cause()
            self._renew(process)

    def _tell(self, task: Task, result: FileResult) -> None:
        """Once of each task, even if it has to be done again."""
        if task not in self._told:
            self._told.add(task)
            self._done(result)

    def _replace(self, process: _Process, waiting: list[Task]) -> Iterator[FileResult]:
        """Put back what a process had done that ended, and another in its place; the file it was reading may be the
        cause, and is tried in a process of its own."""
        own = [future for future, (each, _) in self._under_way.items() if each is process]
        unfinished = [future for future in own if not future.done() or future.exception() is not None]
        suspect = self._under_way[unfinished[0]][1]
        waiting += [task for task in self._lost(process) if task is not suspect]
        result = None
        if suspect is not None:
            result, made = self._alone(suspect)
            self._adopt(made)
            self._tell(suspect, result)
            yield result
        if result is None or result.ids or not result.failures:
            self._no_file_is_the_cause()
        self._renew(process)

    def _renew(self, process: _Process) -> None:
        """Start another in the place of one that ended. Raises _NoProcess when that was the last and none can be."""
        self._processes.remove(process)
        try:
            self._processes.append(self._begin())
        except _NoProcess:
            if not self._processes:
                raise

    def _no_file_is_the_cause(self) -> None:
        self._innocent += 1
        if self._innocent > _MOST_INNOCENT:
            raise IndexerError(
                f"processes ended {self._innocent} times though no file was the cause; memory may have run out: run again "
                "with fewer --jobs or a smaller --memory"
            )

    def _lost(self, process: _Process) -> list[Task]:
        """Forget a process that ended; all tasks that went with it."""
        own = [future for future, (each, _) in self._under_way.items() if each is process]
        given = [self._under_way.pop(future)[1] for future in own]
        done = [task for task, _ in (*process.held, *process.handing_over)]
        return done + [task for task in given if task is not None]

    def _alone(self, task: Task) -> tuple[FileResult, Sequence[Any]]:
        try:
            with closing(self._begin()) as process:
                return process.do(task).result(), process.hand_over().result()
        except BrokenProcessPool:
            reason = "reading it ended the process (out of memory, or a fault in a library); it was left out"
        except _NoProcess as error:
            reason = (
                f"a process ended while it was read, and no other could be started to try again ({error}); run again"
            )
        return FileResult(task[0], "", failures=(Failure(task[0].file, "read", reason),)), ()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes:
            process.close()
