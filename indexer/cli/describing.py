"""What is known and what is not: `zhengxie info` of an index, `zhengxie describe` of files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from indexer import lacking, present, terminal, terminal_describe
from indexer.answers import SearchRequest
from indexer.cli import options
from indexer.cli.printing import errors, print_json
from indexer.dossier import dossier_json, dossiers
from indexer.errors import IndexerError
from indexer.lacking import Lacking
from indexer.location import Location
from indexer.search import open_library


@click.command()
@click.option("--unknown", is_flag=True, help="List every report of which something is not identified.")
@click.option("--template", is_flag=True, help="Print a table (.csv) in which to give what is not identified.")
@click.option("--root", metavar="LABEL", help="Only reports of this folder; for --unknown and --template.")
@options.at_index
@options.as_json
def info(unknown: bool, template: bool, root: str | None, location: Location, as_json: bool) -> None:
    """Say what is in the index, and what was not identified.

    `zhengxie info --template > metadata.csv` writes a table with a row for each report that lacks its organization, year or
    kind. Fill it in, put it into the folder that was indexed, and index that again.
    """
    with errors(as_json):
        library = open_library(location)
        reports = (report for report in library.catalogue() if root in (None, report.root))
        tables: set[str] = set()
        lacks = lacking.find_lacking(lacking.noting_tables(reports, tables))
        if template:
            click.echo(lacking.template(_of_one_root(lacks)), nl=False)
            if not any(each.asks for each in lacks):
                click.echo("no report lacks organization, year or kind: the table has only its head", err=True)
            return
        if unknown and not as_json:
            click.echo(lacking.listing(lacks), nl=False)
            return
        known, held = library.info(), library.holdings()
        facets = dict(library.search(SearchRequest(size=1, copies=True)).facets)
    if as_json:
        counted = {name: [present.facet_json(value) for value in values] for name, values in facets.items()}
        found = {"index": str(location), **present.info_json(known, held), "facets": counted}
        found["not_identified"] = lacking.counts(lacks)
        print_json({**found, "unknown": [lacking.lacking_json(each) for each in lacks]} if unknown else found)
    else:
        terminal.print_info(known, facets, str(location), lacking.counts(lacks))
        terminal_describe.print_lacking(lacks, lacking.next_table(tables))


def _of_one_root(lacks: Sequence[Lacking]) -> Sequence[Lacking]:
    roots = dict.fromkeys(each.report.root for each in lacks if each.asks)
    if len(roots) > 1:
        # A table is about the files beneath the folder that it is put into.
        raise IndexerError(f"a table is for one folder; choose one of {', '.join(roots)} with --root")
    return lacks


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--text", "with_text", is_flag=True, help="Print the cleaned text, too.")
@options.with_ocr
@options.as_json
def describe(paths: tuple[Path, ...], with_text: bool, ocr: bool, as_json: bool) -> None:
    """Say what reading, cleaning, splitting and describing make of files; nothing is indexed.

    Every field comes with the words it rests on and where they stood. A folder is described file by file; to search it,
    `zhengxie index` it.
    """
    listed = []
    failed = False
    for path in paths:
        for each in dossiers(path, ocr=ocr):
            failed = failed or bool(each.failures)
            if as_json:
                listed.append(dossier_json(each))
            else:
                terminal_describe.print_dossier(each, with_text=with_text)
    if as_json:
        print_json({"files": listed})
    sys.exit(1 if failed else 0)
