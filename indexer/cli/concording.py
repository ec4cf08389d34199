"""What shows the places of a term: `zhengxie concordance`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from indexer import terminal_concordance
from indexer.analysis.concordance import MAX_SIZE, MAX_WIDTH, SIZE, WIDTH, concordance, every_line, lines_table
from indexer.analysis.concordance_json import concordance_json, neighbours_json
from indexer.analysis.line_order import SORTS
from indexer.analysis.neighbours import neighbours_on_both_sides, neighbours_table
from indexer.analysis.recounting import record
from indexer.answers import SearchRequest
from indexer.cli import options
from indexer.cli.analysing import keep, print_answer, selected, selection, to_csv, to_file
from indexer.cli.printing import errors
from indexer.location import Location
from indexer.search import Library, open_library


@click.command(name="concordance")
@click.argument("term", metavar="TERM")
@click.option("--sort", type=click.Choice(SORTS), default=SORTS[0], show_default=True, help="The order of the lines.")
@click.option("--page", type=click.IntRange(1), default=1, show_default=True)
@click.option("--size", type=click.IntRange(1, MAX_SIZE), default=SIZE, show_default=True, help="Lines on a page.")
@click.option("--width", type=click.IntRange(1, MAX_WIDTH), default=WIDTH, show_default=True, help="Characters a side.")
@click.option("--neighbours", "beside", is_flag=True, help="Rank what stands left and right instead.")
@selection
@to_csv
@to_file
@options.at_index
@options.as_json
def concordance_command(
    term: str,
    sort: str,
    page: int,
    size: int,
    width: int,
    beside: bool,
    to_csv: Any,
    save: Path | None,
    location: Location,
    as_json: bool,
    **asked: Any,
) -> None:
    """Show every place of a term in its context, or with --neighbours which characters and words stand beside it.

    TERM is any string, not only a word; "..." leaves other wordings out. Lines are in order of reports (the newest first), of
    organizations, of years, or of what stands left or right of the term. --csv writes all lines, not only the page.
    """
    if beside:
        options.refuse(("sort", "page", "size", "width"), "--neighbours lists no lines.")
    elif to_csv is not None and save is None and not as_json:
        options.refuse(("page", "size"), "--csv writes all lines, not a page.")
    with errors(as_json):
        library, request = open_library(location), selected(asked)
        if beside:
            _answer_neighbours(library, term, request, to_csv, save, as_json)
            return
        made = concordance(library, term, request, sort=sort, page=page, size=size, width=width)
        if save is not None:
            settings = {"term": term, "sort": sort, "page": page, "size": size, "width": width}
            keep(record(library, "concordance", request, settings), save)
        whole = (
            made.table() if to_csv is None else lines_table(every_line(library, term, request, sort=sort, width=width))
        )
        print_answer(
            whole, to_csv, as_json, lambda: concordance_json(made), lambda: terminal_concordance.print_concordance(made)
        )


def _answer_neighbours(
    library: Library, term: str, request: SearchRequest, to_csv: Any, save: Path | None, as_json: bool
) -> None:
    left, right = neighbours_on_both_sides(library, term, request)
    if save is not None:
        keep(record(library, "neighbours", request, {"term": term}), save)
    print_answer(
        neighbours_table(left, right),
        to_csv,
        as_json,
        lambda: neighbours_json(left, right),
        lambda: terminal_concordance.print_neighbours(left, right),
    )
