"""What reports say in numbers: `zhengxie figures`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from indexer import terminal_figures
from indexer.analysis.figures_json import figures_json
from indexer.analysis.figures_table import figures_of
from indexer.analysis.recounting import record
from indexer.cli import options
from indexer.cli.analysing import keep, print_answer, refuse_variants, selected, selection, to_csv, to_file
from indexer.cli.printing import errors
from indexer.location import Location
from indexer.search import open_library


@click.command(name="figures")
@click.argument("words", nargs=-1, required=True, metavar="INDICATOR")
@click.option("--rows", is_flag=True, help="List the figures with their sentences, rather than the table of years.")
@selection
@to_csv
@to_file
@options.at_index
@options.as_json
def figures_command(
    words: tuple[str, ...],
    rows: bool,
    to_csv: Any,
    save: Path | None,
    location: Location,
    as_json: bool,
    **asked: Any,
) -> None:
    """Read what reports say in numbers of an indicator or action, by organization and year.

    INDICATOR is what is counted, what was done with it, or both: 立案, 社情民意信息, 社情民意信息 采用, 集体提案, 满意率. A wrong one
    is answered with the list of all. Different actions and actors never merge; what several years sum up to, what is planned
    and reports on several years are in no year; 原文未载明 is a year with reports that do not say.
    """
    said = " ".join(words)
    request = selected(asked)
    refuse_variants(request)
    if rows:
        options.refuse(("save",), "it keeps the table of years; --rows --csv writes figures.")
        if to_csv is None:
            options.refuse(("as_json",), "JSON has the table and the rows, with --rows or without.")
    with errors(as_json):
        library = open_library(location)
        made = figures_of(library, said, request)
        if save is not None:
            keep(record(library, "figures", request, {"indicator": said}), save)
    print_answer(
        made.rows_table() if rows else made.table(),
        to_csv,
        as_json,
        lambda: figures_json(made),
        lambda: terminal_figures.print_figures(made, rows=rows),
    )
