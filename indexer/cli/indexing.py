"""`zhengxie index`: files and folders into the index."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

from indexer import limits, terminal, watching
from indexer.cli import options
from indexer.cli.following import follow, print_json_line, print_run, summary_json
from indexer.cli.printing import errors, print_json
from indexer.errors import IndexerError
from indexer.ingest import index_paths
from indexer.location import Location
from indexer.user_dictionary import read_dictionary


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@options.at_index
@options.with_jobs
@options.with_memory
@click.option(
    "--dictionary",
    type=click.Path(path_type=Path),
    help="Words of your own, one a line, for a new or rebuilt index.",
)
@click.option("--prune", is_flag=True, help="Drop reports whose files are gone from beneath PATH.")
@click.option("--rebuild", is_flag=True, help="Read everything anew into a new index, then switch to it.")
@options.with_ocr
@options.with_wait
@click.option(
    "--seconds-per-file",
    type=click.IntRange(1, 86_400),
    default=limits.SECONDS,
    show_default=True,
    metavar="N",
    help="Time for reading a file, and as long again for every 5 MB that it has.",
)
@click.option(
    "--memory-per-file",
    type=click.IntRange(64, 1 << 20),
    default=limits.MEMORY,
    show_default=True,
    metavar="MB",
    help="Megabytes that reading a file may take (on Linux).",
)
@click.option("--watch", is_flag=True, help="Go on, and index what changes beneath PATH, until Ctrl-C or SIGTERM.")
@click.option(
    "--interval",
    type=click.FloatRange(0.1, 86_400),
    default=watching.INTERVAL,
    show_default=True,
    metavar="SECONDS",
    help="With --watch: how often to look; what still changes is left until it rests for as long.",
)
@options.as_json
def index(
    paths: tuple[Path, ...],
    location: Location,
    jobs: int,
    memory: int,
    dictionary: Path | None,
    prune: bool,
    rebuild: bool,
    ocr: bool,
    wait: float,
    seconds_per_file: int,
    memory_per_file: int,
    watch: bool,
    interval: float,
    as_json: bool,
) -> None:
    """Index files and folders: .txt .md .html .mht .docx .doc .wps .rtf .pdf .ofd .epub .xlsx .csv .jsonl .zip.

    Unchanged files are skipped, changed ones replaced. A file that cannot be read is reported, the rest goes on
    (exit code 1), and what was indexed of it before stays.
    """
    options.say_unexpected_place(location)
    if watch:
        options.refuse({"rebuild"}, "a rebuild reads everything; make it first, then watch")
    else:
        options.refuse({"interval"}, "only with --watch")
    with errors(as_json):
        run = partial(
            index_paths,
            paths,
            location,
            jobs=jobs,
            prune=prune,
            rebuild=rebuild,
            dictionary=None if dictionary is None else read_dictionary(dictionary),
            memory=memory,
            ocr=ocr,
            wait=wait,
            limits=limits.Limits(seconds_per_file, memory_per_file),
        )
    if watch:
        if not as_json:
            named = ", ".join(map(str, paths))
            click.echo(f"following {named}, looking every {interval:g} s  (Ctrl-C ends)", err=True)
        follow(paths, run, interval, print_json_line if as_json else print_run)
        if not as_json:
            click.echo("stopped", err=True)
        return
    with errors(as_json), _told_when_interrupted(location, rebuild), terminal.indexing_progress() as progress:
        summary = run(progress=progress)
    if as_json:
        print_json(summary_json(summary))
    else:
        terminal.print_summary(summary)
    sys.exit(1 if summary.failures else 0)


@contextmanager
def _told_when_interrupted(location: Location, rebuild: bool) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        # All changes are made visible at once, by the commit at the end; but a cluster keeps what was sent, for the commit of anybody.
        kept = isinstance(location, str) and not rebuild
        raise IndexerError(
            "interrupted; what was sent stays on the cluster, right as it stands, and is searched after the next commit of anybody. "
            "Run the same command again, and it goes on with the rest"
            if kept
            else "interrupted; nothing in the index was changed. Run the same command again to index"
        ) from None
