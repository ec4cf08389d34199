"""Options that several commands take."""

from __future__ import annotations

import os
from collections.abc import Collection
from typing import Any, Final

import click
from click.core import ParameterSource

from indexer.ingest import MEMORY
from indexer.location import Location, read_location
from indexer.shares import HERE, default_index

MOST_PROCESSES: Final = 61
"""As many as Windows lets one process wait for at once; more have not been tried."""


class _AtIndex(click.ParamType[Location]):
    """A directory or an address."""

    name = "index"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Location:
        return read_location(value)


INDEX: Final = _AtIndex()
at_index = click.option(
    "--index",
    "location",
    type=INDEX,
    default=default_index,
    metavar="INDEX",
    envvar="ZHENGXIE_INDEX",
    show_default="index",
    show_envvar=True,
    help="Directory of the index, or opensearch://HOST:9200/NAME.",
)
with_jobs = click.option(
    "--jobs",
    type=click.IntRange(1, MOST_PROCESSES),
    default=min(os.cpu_count() or 1, MOST_PROCESSES),
    help="Processes that read and cut texts.  [default: the machine's cores]",
)
with_memory = click.option(
    "--memory",
    type=click.IntRange(64, 1 << 20),
    default=MEMORY,
    show_default=True,
    metavar="MB",
    help="Megabytes for building an index in a directory, in all processes together, besides what reading takes.",
)
with_ocr = click.option(
    "--ocr", is_flag=True, help="Have scanned pages read by OCRmyPDF or tesseract, where one is installed; slow."
)
with_wait = click.option(
    "--wait",
    type=click.FloatRange(0, 7 * 24 * 3600),
    default=0.0,
    metavar="SECONDS",
    help="Wait so long for another process that writes to the index; without it such a one is an error at once.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")


def say_unexpected_place(location: Location) -> None:
    """Tell on standard error where an index is that nobody named a place for, unless it is ``index`` beneath the current directory."""
    named = click.get_current_context().get_parameter_source("location") is not ParameterSource.DEFAULT
    if not named and location != HERE:
        click.echo(f"this folder is on a network share, so the index is on this machine: {location}", err=True)


def refuse(names: Collection[str], why: str) -> None:
    """Raises UsageError where the running command was given any of these options, which would do nothing."""
    context = click.get_current_context()
    given = [
        option.opts[0]
        for option in context.command.params
        if option.name in names and context.get_parameter_source(option.name) is ParameterSource.COMMANDLINE
    ]
    if given:
        raise click.UsageError(f"{', '.join(given)}: {why}")
