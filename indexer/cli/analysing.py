"""What counts and compares: `zhengxie trends` and its like."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import click

from indexer import terminal_analysis
from indexer.analysis.csv_file import csv_bytes
from indexer.analysis.selecting import GROUPINGS
from indexer.analysis.tables import Table
from indexer.analysis.trends import trends
from indexer.analysis.trends_json import trends_json
from indexer.answers import SearchRequest
from indexer.cli import options
from indexer.cli.printing import errors, print_json
from indexer.cli.searching import read_request, search
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


def selected(asked: Mapping[str, Any]) -> SearchRequest:
    """The request that ``selection``'s options say."""
    return read_request({**asked, "query": (asked["query"],), "sort": "relevance"})


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
@options.at_index
@options.as_json
def trends_command(
    terms: tuple[str, ...],
    by: str,
    split: str | None,
    to_csv: Any,
    location: Path,
    as_json: bool,
    **asked: Any,
) -> None:
    """Count how often terms stand in the reports of each year, organization, division or kind.

    TERM is any string, not only a word; "..." leaves other wordings out. Rates are per 10,000 characters of all reports that were
    counted in. Years without reports are gaps, not zeros.
    """
    with errors(as_json):
        made = trends(open_library(location), terms, selected(asked), by=by, split=split or "")
    print_answer(made.table(), to_csv, as_json, lambda: trends_json(made), lambda: terminal_analysis.print_trends(made))
