"""What counts and compares: `zhengxie trends` and its like."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import click

from indexer import terminal_analysis
from indexer.analysis.csv_file import csv_bytes
from indexer.analysis.recounting import Record, read_record, record, record_json, recount, recount_json
from indexer.analysis.selecting import GROUPINGS
from indexer.analysis.tables import Table
from indexer.analysis.trends import trends
from indexer.analysis.trends_json import trends_json
from indexer.answers import SearchRequest
from indexer.cli import options
from indexer.cli.printing import errors, print_json
from indexer.cli.searching import read_request, search
from indexer.export.files import write_whole
from indexer.location import Location
from indexer.search import open_library

_NOT_OF_SELECTIONS: Final = frozenset({"query", "sort", "page", "size", "location", "as_json"})
_Command = Callable[..., Any]


def selection(command: _Command) -> _Command:
    """The options that say in which reports to count: those of a search, with the query as --query."""
    for option in reversed([each for each in search.params if each.name not in _NOT_OF_SELECTIONS]):
        command.__dict__.setdefault("__click_params__", []).append(option)
    return click.option(
        "--query", default="", metavar="QUERY", help="Count only in reports that this finds.", show_default=False
    )(command)


to_csv = click.option(
    "--csv",
    "to_csv",
    type=click.File("wb"),
    metavar="FILE",
    help="Write the table as CSV; - is standard output.",
)


to_file = click.option(
    "--save",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Keep what was counted and what came out, for `zhengxie recount`.",
)


def keep(kept: Record, file: Path) -> None:
    """Write an analysis to a file, whole or not at all."""
    text = json.dumps(record_json(kept), ensure_ascii=False, indent=1)
    write_whole(file, [text.encode("utf-8", "surrogatepass")])
    click.echo(f"written: {file}", err=True)


def selected(asked: Mapping[str, Any]) -> SearchRequest:
    """The request that ``selection``'s options say."""
    return read_request({**asked, "query": (asked["query"],), "sort": "relevance"})


def refuse_variants(asked: SearchRequest) -> None:
    """For analyses that count no term: raises UsageError for --no-variants where there is no query either."""
    if not asked.query:
        options.refuse(("no_variants",), "without a query no words are searched for.")


def print_answer(
    table: Table, to_csv: Any, as_json: bool, document: Callable[[], Mapping[str, object]], shown: Callable[[], None]
) -> None:
    """As CSV, as JSON or for people, as was asked for."""
    if to_csv is not None:
        for piece in csv_bytes(table):
            to_csv.write(piece)
    if as_json:
        print_json(document())
    elif to_csv is None:
        shown()


@click.command(name="trends")
@click.argument("terms", nargs=-1, required=True, metavar="TERM...")
@click.option("--by", type=click.Choice(GROUPINGS), default="covered_year", show_default=True, help="A row for each.")
@click.option("--split", type=click.Choice(GROUPINGS), help="A table for each.")
@selection
@to_csv
@to_file
@options.at_index
@options.as_json
def trends_command(
    terms: tuple[str, ...],
    by: str,
    split: str | None,
    to_csv: Any,
    save: Path | None,
    location: Location,
    as_json: bool,
    **asked: Any,
) -> None:
    """Count how often terms stand in the reports of each year, organization, division or kind.

    TERM is any string, not only a word; "..." leaves other wordings out. Rates are per 10,000 characters of all reports that were
    counted in. Years without reports are gaps, not zeros.
    """
    with errors(as_json):
        library, request = open_library(location), selected(asked)
        made = trends(library, terms, request, by=by, split=split or "")
        if save is not None:
            keep(record(library, "trends", request, {"terms": list(terms), "by": by, "split": split or ""}), save)
    print_answer(made.table(), to_csv, as_json, lambda: trends_json(made), lambda: terminal_analysis.print_trends(made))


@click.command(name="recount")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.at_index
@options.as_json
def recount_command(file: Path, location: Location, as_json: bool) -> None:
    """Count again what a file of --save says, and tell what has changed since.

    Exit code 0 where every number is the same, 1 where any is not.
    """
    with errors(as_json):
        found = recount(open_library(location), read_record(file.read_bytes()))
    if as_json:
        print_json(recount_json(found))
    else:
        terminal_analysis.print_recount(found)
    sys.exit(1 if found.changed else 0)
