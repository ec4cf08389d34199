"""The way in: files → reports → index; incremental, parallel, one bad file never stopping the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from indexer.crew_member import Task
from indexer.dividing import divided
from indexer.due import claimed, due_files, files_of, gone_files, keys, still_failed
from indexer.engine.base import Engine, FileState, Rebuilder, Writer
from indexer.engine.opening import MEMORY as MEMORY
from indexer.engine.opening import index_exists, make_engine, open_engine, rebuilder, when_free
from indexer.errors import CorruptIndex, IncompatibleIndex, NoIndex, NoSuchReport
from indexer.limits import Limits
from indexer.location import Location
from indexer.outcome import FileKey, FileResult, Progress, Summary
from indexer.prepare import Failure, analyse, prepare
from indexer.roots import SourceFile, Sources, find_sources
from indexer.segment import Segmentation, current
from indexer.sidecar import Problem, apply_sidecars


@dataclass(frozen=True, slots=True)
class _Reading:
    """How files are read."""

    jobs: int
    ocr: bool
    limits: Limits | None
    progress: Progress


def index_paths(
    paths: Sequence[Path],
    location: Location,
    *,
    jobs: int = 1,
    prune: bool = False,
    rebuild: bool = False,
    dictionary: tuple[tuple[str, int], ...] | None = None,
    memory: int = MEMORY,
    ocr: bool = False,
    wait: float = 0.0,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Index files and folders into the index at ``location``, making it where there is none.

    With ``rebuild`` everything is read anew, known roots included, into a new index that takes the old one's place in
    one step; reports whose files cannot be read now are carried over. With ``prune`` reports of files that are gone
    beneath ``paths`` are dropped. ``dictionary`` gives words of the user's own (``user_dictionary.read_dictionary``) to a new or
    rebuilt index; without it a rebuilt one keeps those it had. ``memory``: megabytes for building segments in this
    process. ``ocr``: have scans recognised. ``wait``: seconds to wait for another writer. ``limits``: of what reading a file may cost;
    all files are then read by other processes. Raises IndexLocked, CorruptIndex, IncompatibleIndex, EngineUnavailable, or IndexerError where
    no index can be made.
    """
    progress = progress or Progress()
    segmentation = None if dictionary is None else Segmentation(current().implementation, dictionary)
    reading = _Reading(jobs, ocr, limits, progress)
    if rebuild:
        new = partial(rebuilder, location, segmentation=segmentation, memory=memory, told=progress.waiting)
        return _rebuild(paths, location, reading, prune, segmentation, when_free(new, wait))
    if not index_exists(location):
        found = find_sources(paths, {})
        problems = apply_sidecars(found)
        if not found.files:
            return _summary(found, problems)  # an index is made for the first file, not for a mistyped path
    engine = when_free(partial(make_engine, location, segmentation), wait)
    try:
        if dictionary is not None and dictionary != engine.segmentation.entries:
            made = "other words of your own" if engine.segmentation.entries else "no words of your own"
            raise IncompatibleIndex(
                f"the index in {location} was made with {made}; give the dictionary to "
                f"`zhengxie index --rebuild --dictionary FILE PATH --index {location}`"
            )
        with when_free(partial(engine.writer, memory=memory, told=progress.waiting), wait) as writer:
            sources = claimed(paths, engine, writer)
            known = engine.files(sources.places)
            summary = _summary(sources, apply_sidecars(sources))
            due = due_files(sources, known, engine)
            summary.unchanged += sum(len(known[key].ids) for key in keys(sources.files) - keys(due))
            progress.start(len(due))
            results = _write(due, known, writer, summary, reading, partial(_member_of, engine))
            for key in sources.sidecars:
                if key in known:  # a file of reports that has become a sidecar
                    _delete(known[key], writer, summary)
            if prune:
                for key in gone_files(known, sources):
                    _delete(known[key], writer, summary)
            failed = still_failed(results, engine, sources)
            told = summary.changed or failed != (engine.failed() or ())
            if told or dict(engine.roots()) != {**engine.roots(), **sources.roots}:
                writer.set_failed(failed)
                for label, folder in sources.roots.items():
                    writer.set_root(label, folder)
                progress.committing()
                writer.commit()
        return summary
    finally:
        engine.close()


def _rebuild(
    paths: Sequence[Path],
    location: Location,
    reading: _Reading,
    prune: bool,
    segmentation: Segmentation | None,
    build: Rebuilder,
) -> Summary:
    with build as writer:
        earlier, problem = _earlier_index(location)  # under the writer's lock: nobody commits to it from here on
        try:
            known_roots = writer.roots()
            known = {key: FileState("", state.ids) for key, state in earlier.files().items()} if earlier else {}
            known_files = partial(files_of, known)
            given = find_sources(paths, known_roots, known_files)
            reachable = [Path(folder) for folder in known_roots.values() if Path(folder).is_dir()]
            sources = find_sources([*paths, *reachable], known_roots, known_files)
            summary = _summary(sources, apply_sidecars(sources))
            if problem:
                kept = writer.keep_earlier()
                beside = f"; its files ({kept}…) were left beside the new ones" if kept else ""
                if segmentation is None:
                    beside += "; words of your own, if it had any, have to be given again with --dictionary"
                summary.notes.append(f"{problem}{beside}")
            due = due_files(sources, known, earlier)  # the others are carried over
            reading.progress.start(len(due))
            done: set[FileKey] = set()
            failed_parts: list[tuple[FileKey, str]] = []
            member_of = partial(_member_of, earlier)
            results = _write(due, known, writer, summary, reading, member_of)
            for result in results:
                if result.ids:
                    done.add(result.key)
                    earlier_ids = known[result.key].ids if result.key in known else ()
                    failed_parts += [(result.key, identity) for identity in result.kept(earlier_ids, member_of)]
            if earlier is not None:
                gone = {key for key in sources.sidecars if key in known}
                gone |= set(gone_files(known, given)) if prune else set()
                summary.removed += sum(len(known[key].ids) for key in gone)
                whole = [(key, identity) for key in known if key not in done | gone for identity in known[key].ids]
                _carry_over(earlier, [*whole, *failed_parts], writer, summary)
            writer.set_failed(still_failed(results, earlier, sources))
            for label, folder in sources.roots.items():
                writer.set_root(label, folder)
            reading.progress.committing()
            writer.commit()
        finally:
            if earlier is not None:
                earlier.close()
    return summary


def _earlier_index(location: Location) -> tuple[Engine | None, str | None]:
    """The index to be replaced, even if it was made with another dictionary, or why it cannot be read."""
    try:
        return open_engine(location, any_fingerprint=True), None
    except NoIndex:
        return None, None
    except (CorruptIndex, IncompatibleIndex) as error:
        return None, f"the earlier index could not be read, so nothing was carried over from it: {error}"


def _member_of(engine: Engine | None, identity: str) -> str | None:
    """The member of an archive that an indexed report is; "" where that cannot be read, or somebody deleted it meanwhile."""
    try:
        return engine.report(identity).member if engine is not None else ""
    except (CorruptIndex, NoSuchReport):
        return ""


def _carry_over(earlier: Engine, reports: Iterable[tuple[FileKey, str]], writer: Writer, summary: Summary) -> None:
    left = 0
    for (root, file), identity in reports:
        try:
            report = earlier.report(identity)
        except CorruptIndex:
            # A rebuild is the way out of a damaged index; it must not fail for the same damage.
            reason = "its file cannot be read now, and its text in the earlier index is damaged; index it again"
            summary.failures.append(Failure(f"{root}/{file}", "carry over", reason))
            continue
        except NoSuchReport:  # a cluster may lose the state that was open, with the node that held it
            left += 1
            continue
        writer.add(report, analyse(report, writer.segmentation))
        summary.carried += 1
    if left:
        summary.removed += left
        summary.notes.append(f"{left} report(s) left the earlier index during the rebuild, and were not carried over")


def _summary(sources: Sources, problems: Sequence[Problem]) -> Summary:
    summary = Summary(skipped=sources.skipped, notes=sources.notes, sidecars=len(sources.sidecars))
    summary.corrected = sum(bool(source.given) for source in sources.files)
    summary.failures.extend(Failure(path, "find", reason) for path, reason in sources.unreachable)
    for problem in problems:
        if problem.harmless:
            summary.notes.append(f"{problem.sidecar} {problem.reason}")
        else:
            summary.failures.append(Failure(problem.sidecar, "sidecar", problem.reason))
    return summary


def _delete(state: FileState, writer: Writer, summary: Summary) -> None:
    writer.delete(state.ids)
    summary.removed += len(state.ids)


def _write(
    files: Sequence[SourceFile],
    known: Mapping[FileKey, FileState],
    writer: Writer,
    summary: Summary,
    reading: _Reading,
    member_of: Callable[[str], str | None],
) -> list[FileResult]:
    """Prepare files and add what is new or changed; a file that fails keeps the reports an earlier run made."""
    tasks: list[Task] = []
    for source in files:
        state = known.get((source.root, source.file))
        tasks.append((source, state.content_hash if state else None))
    work = partial(prepare, segmentation=writer.segmentation, ocr=reading.ocr)
    told = summary.notes.append
    results = list(divided(tasks, reading.jobs, told, work, writer, reading.progress, limits=reading.limits))
    results = _taken(results, writer.refused())
    results.sort(key=lambda result: result.key)  # processes finish in any order; what is told of them has one
    for result in results:
        state = known.get(result.key)
        earlier = set(state.ids) if state else set()
        summary.files += 1
        summary.failures.extend(result.failures)
        summary.skipped.update(result.skipped)
        if result.unchanged:
            summary.unchanged += len(earlier)
        elif result.ids:
            summary.characters += result.characters
            gone = earlier.difference(result.ids, result.kept(earlier, member_of))
            summary.updated += len(earlier.intersection(result.ids))
            summary.added += len(set(result.ids) - earlier)
            summary.removed += len(gone)
            writer.delete(sorted(gone))
    return results


def _taken(results: Sequence[FileResult], refused: Mapping[str, str]) -> list[FileResult]:
    """What became of the files, reports that the engine does not take having failed."""
    if not refused:
        return list(results)
    taken = []
    for result in results:
        lost = [identity for identity in result.ids if identity in refused]
        failures = (Failure(result.source.file, "write", refused[identity]) for identity in lost)
        ids = tuple(identity for identity in result.ids if identity not in refused)
        taken.append(replace(result, ids=ids, failures=(*result.failures, *failures)))
    return taken
