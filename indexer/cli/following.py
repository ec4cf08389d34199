"""`zhengxie index --watch`: one run after the other, until somebody ends it."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import click

from indexer.errors import IndexerError, IndexLocked
from indexer.outcome import Progress, Summary
from indexer.watching import seen, watch

Tell = Callable[[Summary | IndexerError], None]
"""Says what came of a run."""


def follow(paths: Sequence[Path], run: Callable[..., Summary], interval: float, tell: Tell) -> None:
    """Index, and again when something has changed, until Ctrl-C or SIGTERM: then what was done is committed. A second of them
    ends at once, with KeyboardInterrupt, and leaves the index as it was."""
    stop = Event()
    trouble: str | None = None
    notes: list[str] = []
    """What was told last: why no run could be made, and what was noticed."""

    def once() -> bool:
        nonlocal trouble, notes
        try:
            summary = run(progress=Progress(stopped=stop.is_set))
        except IndexerError as error:  # a full disk, another writer, a cluster that is away: it may be better next time
            before, trouble = trouble, _trouble(error)
            if trouble != before:
                tell(error)
            return False
        if trouble is not None or summary.changed or summary.failures or summary.notes != notes:
            tell(summary)
        trouble, notes = None, summary.notes
        return True

    with _ended_by_signals(stop):
        watch(once, partial(seen, paths), stop, interval)


def _trouble(error: IndexerError) -> str:
    """What tells one trouble from another; a writer's message says for how many minutes it has been at work."""
    return type(error).__name__ if isinstance(error, IndexLocked) else str(error)


@contextmanager
def _ended_by_signals(stop: Event) -> Iterator[None]:
    def end(number: int, frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {each: signal.signal(each, end) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def print_run(came: Summary | IndexerError) -> None:
    """One line for a run, and one for each note and failure."""
    now = f"{datetime.now():%Y-%m-%d %H:%M:%S}"
    if isinstance(came, IndexerError):
        click.echo(f"{now} {came}; trying again", err=True)
        return
    counts = {"added": came.added, "updated": came.updated, "removed": came.removed, "failed": len(came.failures)}
    click.echo(f"{now} {', '.join(f'{number} {how}' for how, number in counts.items())}")
    for note in came.notes:
        click.echo(note, err=True)
    for failure in came.failures:
        click.echo(f"{failure.file}: {failure.reason}", err=True)


def print_json_line(came: Summary | IndexerError) -> None:
    """One line of JSON for a run."""
    document: dict[str, Any]
    if isinstance(came, IndexerError):
        document = {"error": {"type": type(came).__name__, "message": str(came)}}
    else:
        document = summary_json(came)
    click.echo(json.dumps({"time": f"{datetime.now().astimezone():%Y-%m-%dT%H:%M:%S%z}", **document}))


def summary_json(summary: Summary) -> dict[str, Any]:
    """What a run did, for programs."""
    return {
        "changed": summary.changed,
        "files": summary.files,
        "added": summary.added,
        "updated": summary.updated,
        "unchanged": summary.unchanged,
        "removed": summary.removed,
        "carried": summary.carried,
        "failed": [
            {"file": failure.file, "member": failure.member, "stage": failure.stage, "reason": failure.reason}
            for failure in summary.failures
        ],
        "skipped": dict(summary.skipped),
        "sidecars": summary.sidecars,
        "corrected": summary.corrected,
        "notes": summary.notes,
        "characters": summary.characters,
    }
