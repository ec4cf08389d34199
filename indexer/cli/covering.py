"""What an index holds and where a phrase was first used: `zhengxie coverage` and `zhengxie adoption`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import click

from indexer import terminal_coverage
from indexer.analysis.adoption import Adoption, adoption
from indexer.analysis.adoption_json import adoption_json, phrases_json
from indexer.analysis.coverage import ROWS, coverage
from indexer.analysis.coverage_json import coverage_json
from indexer.analysis.expected import read_expected
from indexer.analysis.matrix import YEARS
from indexer.analysis.phrases import MAX_PHRASES, set_phrases
from indexer.analysis.recounting import record
from indexer.analysis.tables import Table
from indexer.cli import options
from indexer.cli.analysing import keep, print_answer, refuse_variants, selected, selection, to_csv, to_file
from indexer.cli.printing import errors
from indexer.location import Location
from indexer.search import open_library

_TABLES: Final[Mapping[str, Callable[[Adoption], Table]]] = {
    "first": Adoption.table,
    "years": Adoption.heat,
    "spread": Adoption.spread_table,
}
"""What `adoption --table` names → what is written."""


@click.command(name="coverage")
@click.option("--by", type=click.Choice(ROWS), default=ROWS[0], show_default=True, help="A row for each.")
@click.option(
    "--dated", "years", type=click.Choice(YEARS), default=YEARS[0], show_default=True, help="What a column is."
)
@click.option(
    "--expected",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A .csv or .xlsx list of what should be there: columns 机构 and 年份 (2023, 2020..2023).",
)
@selection
@to_csv
@to_file
@options.at_index
@options.as_json
def coverage_command(
    by: str,
    years: str,
    expected: Path | None,
    to_csv: Any,
    save: Path | None,
    location: Location,
    as_json: bool,
    **asked: Any,
) -> None:
    """Show what the index holds of each organization or region in each year, and what it does not.

    Years between an organization's first and last report that have none are told; with --expected, what is listed and
    not there, and what is there and not listed. Files that could not be read are listed at the end.
    """
    request = selected(asked)
    refuse_variants(request)
    with errors(as_json):
        listed = None if expected is None else read_expected(expected, years)
        library = open_library(location)
        made = coverage(library, request, by=by, years=years, expected=listed)
        if save is not None:
            settings = {"by": by, "years": years, "expected": listed.plain() if listed else None}
            keep(record(library, "coverage", request, settings), save)
    problems = listed.problems if listed else ()
    print_answer(
        made.table(),
        to_csv,
        as_json,
        lambda: {**coverage_json(made), "expected_problems": list(problems)},
        lambda: terminal_coverage.print_coverage(made, problems),
    )


@click.command(name="adoption")
@click.argument("term", required=False)
@click.option(
    "--phrases", is_flag=True, help="List set phrases of the index instead: what many put in quotation marks."
)
@click.option("--limit", type=click.IntRange(1, MAX_PHRASES), default=50, show_default=True, help="Phrases listed.")
@click.option(
    "--table",
    type=click.Choice(tuple(_TABLES)),
    default="first",
    show_default=True,
    help="What --csv writes: first uses, uses by organization and year, or how it spread.",
)
@click.option(
    "--dated", "years", type=click.Choice(YEARS), default="delivered_year", show_default=True, help="What dates a use."
)
@selection
@to_csv
@to_file
@options.at_index
@options.as_json
def adoption_command(
    term: str | None,
    phrases: bool,
    limit: int,
    table: str,
    years: str,
    to_csv: Any,
    save: Path | None,
    location: Location,
    as_json: bool,
    **asked: Any,
) -> None:
    """Show where and when a phrase was first used, as far as the index goes, and how it spread.

    TERM is any string; "..." leaves other wordings out. With each first use stands how many earlier reports of the
    organization there are: where there are none, an earlier use cannot be ruled out.
    """
    if (term is None) != phrases:
        raise click.UsageError("Give either a TERM or --phrases.")
    request = selected(asked)
    if phrases or to_csv is None:
        options.refuse(("table",), "it says which table of a TERM --csv writes.")
    if phrases:
        refuse_variants(request)
    else:
        options.refuse(("limit",), "only --phrases has a limit.")
    with errors(as_json):
        library = open_library(location)
        if term is None:
            found = set_phrases(library, request, limit, years=years)
            if save is not None:
                keep(record(library, "phrases", request, {"limit": limit, "years": years}), save)
        else:
            made = adoption(library, term, request, years=years)
            if save is not None:
                keep(record(library, "adoption", made.request, {"term": term, "years": years}), save)
    if term is None:
        print_answer(
            found.table(), to_csv, as_json, lambda: phrases_json(found), lambda: terminal_coverage.print_phrases(found)
        )
    else:
        print_answer(
            _TABLES[table](made),
            to_csv,
            as_json,
            lambda: adoption_json(made),
            lambda: terminal_coverage.print_adoption(made),
        )
