"""`zhengxie copy`: from one index into another."""

from __future__ import annotations

import sys
from typing import Any

import click
from rich.table import Table

from indexer import terminal
from indexer.cli import options
from indexer.cli.printing import errors, print_json
from indexer.copying import Copied, copy_index
from indexer.errors import IndexerError
from indexer.location import Location


@click.command("copy")
@click.argument("source", type=options.INDEX)
@click.argument("target", type=options.INDEX)
@options.with_jobs
@options.with_memory
@options.with_wait
@options.as_json
def copy_command(source: Location, target: Location, jobs: int, memory: int, wait: float, as_json: bool) -> None:
    """Copy all reports of an index into another, without the files they were read from.

    SOURCE and TARGET are directories or opensearch://HOST:9200/NAME, in either direction. TARGET is made where it is not
    there. What is there already is left out: after an interruption run the same command again, and it goes on where it stopped.
    """
    with errors(as_json):
        try:
            copied = copy_index(source, target, jobs=jobs, memory=memory, wait=wait, told=_say, waiting=_waits)
        except KeyboardInterrupt:
            raise IndexerError("interrupted; run the same command again, and it goes on where it stopped") from None
    if as_json:
        print_json(_json(copied))
    else:
        _print(copied)
    sys.exit(1 if copied.failures else 0)


def _say(done: int, files: int) -> None:
    click.echo(f"{done:,} of {files:,} files are in TARGET", err=True)


def _waits(message: str) -> None:
    click.echo(message, err=True)


def _print(copied: Copied) -> None:
    console = terminal.make_console()
    table = Table(show_header=True, box=None, pad_edge=False)
    for head in ("copied", "unchanged", "removed", "failed"):
        table.add_column(head, justify="right")
    table.add_row(*map(str, (copied.copied, copied.unchanged, copied.removed, len(copied.failures))))
    console.print(table)
    terminal.print_failures(console, copied.failures)
    for note in copied.notes:
        click.echo(note, err=True)


def _json(copied: Copied) -> dict[str, Any]:
    return {
        "files": copied.files,
        "copied": copied.copied,
        "unchanged": copied.unchanged,
        "removed": copied.removed,
        "failed": [{"file": each.file, "stage": each.stage, "reason": each.reason} for each in copied.failures],
        "notes": copied.notes,
    }
