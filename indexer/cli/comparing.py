"""`zhengxie compare`: two selections by their words, or two reports by their paragraphs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import click

from indexer import terminal_comparing
from indexer.analysis.comparing import MOST_LISTED, compare
from indexer.analysis.comparing_json import compare_json, succession_json
from indexer.analysis.keyness import Criteria
from indexer.analysis.recounting import record, selecting
from indexer.analysis.succession import succession
from indexer.answers import SearchRequest
from indexer.cli import options
from indexer.cli.analysing import keep, print_answer, selected, selection, to_csv, to_file
from indexer.cli.printing import errors
from indexer.cli.searching import FACETS_OF_OPTIONS, read_section
from indexer.facets import FACET_LABELS, facet_named
from indexer.location import Location
from indexer.search import open_library

_Side = tuple[tuple[str, str, str], ...]
"""(field, "!" where it is left out, value) of each part of a selection."""
_GIVEN: Final = re.compile(r"([^=＝!！]+)([!！]?)[=＝](.+)", re.DOTALL)


def _side(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> _Side:
    """(field, "!" where it is left out, value) of each FIELD=VALUE and FIELD!=VALUE. Raises BadParameter."""
    read = []
    for typed in given:
        found = _GIVEN.fullmatch(typed.strip())
        name = found[1].strip() if found else ""
        field = name if name in ("query", "section") else facet_named(FACETS_OF_OPTIONS.get(name, name))
        excluded = "!" if found and found[2] else ""
        if found is None or field is None or not found[3].strip() or (excluded and field not in FACET_LABELS):
            known = ", ".join((*FACET_LABELS, *FACETS_OF_OPTIONS, "query", "section"))
            raise click.BadParameter(f"{typed!r} is not FIELD=VALUE or FIELD!=VALUE; fields are {known}.")
        value = found[3].strip()
        read.append((field, excluded, read_section(value) if field == "section" else value))
    return tuple(read)


@click.command(name="compare")
@click.argument("given", nargs=-1, metavar="[STRING]...")
@click.option("--a", "first", multiple=True, metavar="FIELD=VALUE", callback=_side, help="The first selection.")
@click.option("--b", "second", multiple=True, metavar="FIELD=VALUE", callback=_side, help="The second one.")
@click.option("--reports", is_flag=True, help="Compare two reports: STRING is the id of one, or those of both.")
@click.option(
    "--limit",
    type=click.IntRange(1, MOST_LISTED),
    default=50,
    show_default=True,
    help="Words listed for each selection.",
)
@click.option("--numbers", is_flag=True, help="List numbers and years, too.")
@click.option("--holding", type=click.IntRange(0), default=0, metavar="N", help="Words that N reports hold at least.")
@selection
@to_csv
@to_file
@options.at_index
@options.as_json
def compare_command(
    given: tuple[str, ...],
    first: _Side,
    second: _Side,
    reports: bool,
    limit: int,
    numbers: bool,
    holding: int,
    to_csv: Any,
    save: Path | None,
    location: Location,
    as_json: bool,
    **asked: Any,
) -> None:
    """List the words that set two selections of reports apart, or compare two reports paragraph by paragraph.

    --a and --b say what each selection consists of: --a organization=重庆市 --a year=2022 --b year=2023. FIELD is that of a filter, or query or
    section; FIELD!=VALUE leaves reports out. Values of one field add up. All other filters hold for both; what --a or --b says of a field
    goes before them. STRINGs are counted in both, too.

    With --reports, STRING is the id of a report, which is compared with that of the year before, or of two reports.
    """
    if reports:
        _check_reports(given, first or second)
        options.refuse((*asked, "limit", "numbers", "holding"), "--reports compares two reports as they are.")
        with errors(as_json):
            library = open_library(location)
            found = succession(library, *given)
            if save is not None:
                both = {"reports": [found.new.id, found.old.id]}
                keep(record(library, "succession", SearchRequest(), both), save)
        print_answer(
            *(found.table(), to_csv, as_json, lambda: succession_json(found)),
            lambda: terminal_comparing.print_succession(found),
        )
        return
    if not first and not second:
        raise click.UsageError("say what to compare with --a FIELD=VALUE and --b FIELD=VALUE, or --reports ID.")
    common = selected(asked)
    one, other = _narrowed(common, first), _narrowed(common, second)
    _check_common(first, second)
    if not given and not one.query and not other.query:
        options.refuse(("no_variants",), "without a STRING or a query no words are searched for.")
    with errors(as_json):
        library = open_library(location)
        criteria = Criteria(numbers=numbers, reports=holding)
        made = compare(library, one, other, terms=given, criteria=criteria, limit=limit)
        if save is not None:
            settings = {"terms": list(given), "numbers": numbers, "holding": holding, "limit": limit}
            keep(record(library, "compare", one, {"second": selecting(other), **settings}), save)
    print_answer(
        *(made.table(), to_csv, as_json, lambda: compare_json(made)), lambda: terminal_comparing.print_comparison(made)
    )


def _check_reports(given: tuple[str, ...], sides: object) -> None:
    if sides:
        raise click.UsageError("--reports compares reports by their ids; --a and --b are for selections.")
    if not 1 <= len(given) <= 2:
        raise click.UsageError("--reports needs the id of one report, or of two; `zhengxie search` lists them.")


def _check_common(first: _Side, second: _Side) -> None:
    """Raises UsageError for filters in place of which both selections have one of their own."""
    ours, theirs = ({field for field, excluded, _ in side if not excluded} for side in (first, second))
    both = (ours & theirs) - {"query"}
    names = [option for option, facet in FACETS_OF_OPTIONS.items() if facet in both]
    options.refuse((*names, *both), "both --a and --b say another one.")


def _narrowed(common: SearchRequest, side: _Side) -> SearchRequest:
    """The common request with the fields of a side put in place of its own; a query is added to it."""
    chosen, excluded = _values(side, ""), _values(side, "!")
    queries = [value for field, _, value in side if field == "query"]
    sections = [value for field, _, value in side if field == "section"]
    if len(set(sections)) > 1:
        raise click.UsageError("a selection is of one section, or of whole reports.")
    return replace(
        common,
        query=" ".join(filter(None, (common.query, *queries))),
        filters={**common.filters, **chosen},
        excluded={**{field: values for field, values in common.excluded.items() if field not in chosen}, **excluded},
        section=sections[0] if sections else common.section,
    )


def _values(side: _Side, excluded: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for field, left_out, value in side:
        if field in FACET_LABELS and left_out == excluded:
            found[field] = (*found.get(field, ()), value)
    return found
