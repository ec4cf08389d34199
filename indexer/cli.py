"""The command line: parses, calls, prints. Exit codes: 0 done, 1 some input failed, 2 usage."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, TypeVar

import click

from indexer import lacking, present, serving, terminal, terminal_describe
from indexer.answers import SearchRequest
from indexer.dossier import dossier_json, dossiers
from indexer.errors import IndexerError, QueryError
from indexer.ingest import MEMORY, index_paths
from indexer.lacking import Lacking
from indexer.outcome import Summary
from indexer.search import MAX_SIZE, SORTS, open_library
from indexer.serving import RATE
from indexer.user_dictionary import read_dictionary
from indexer.workers import CAN_FORK
from web.mounting import settled_prefix
from web.rate import Rate

_MOST_JOBS = 61
"""As many as Windows lets one process wait for at once; more have not been tried."""
Command = TypeVar("Command", bound=Callable[..., Any])

_index = click.option(
    "--index",
    "location",
    type=click.Path(path_type=Path),
    default=Path("index"),
    envvar="ZHENGXIE_INDEX",
    show_default=True,
    show_envvar=True,
    help="Directory of the index.",
)
_ocr = click.option(
    "--ocr", is_flag=True, help="Have scanned pages read by OCRmyPDF or tesseract, where one is installed; slow."
)
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="zhengxie", prog_name="zhengxie")
def main() -> None:
    """Search Chinese public reports by exact words, organization and year.

    Start with `zhengxie demo`, or index a folder of your own and open it in the browser:

    \b
      zhengxie index FOLDER
      zhengxie serve
    """
    # Output may go to a console or a file that is not UTF-8: no character of a report may end the program.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@_index
@click.option(
    "--jobs",
    type=click.IntRange(1, _MOST_JOBS),
    default=min(os.cpu_count() or 1, _MOST_JOBS),
    help="Processes that read files.  [default: the machine's cores]",
)
@click.option(
    "--memory",
    type=click.IntRange(64, 1 << 20),
    default=MEMORY,
    show_default=True,
    metavar="MB",
    help="Megabytes for building the index, in all processes together, besides what reading takes.",
)
@click.option(
    "--dictionary",
    type=click.Path(path_type=Path),
    help="Words of your own, one a line, for a new or rebuilt index.",
)
@click.option("--prune", is_flag=True, help="Drop reports whose files are gone from beneath PATH.")
@click.option("--rebuild", is_flag=True, help="Read everything anew into a new index, then switch to it.")
@_ocr
@_json
def index(
    paths: tuple[Path, ...],
    location: Path,
    jobs: int,
    memory: int,
    dictionary: Path | None,
    prune: bool,
    rebuild: bool,
    ocr: bool,
    as_json: bool,
) -> None:
    """Index files and folders: .txt .md .html .mht .docx .doc .wps .rtf .pdf .ofd .epub .xlsx .csv .jsonl .zip.

    Unchanged files are skipped, changed ones replaced. A file that cannot be read is reported, the rest goes on
    (exit code 1), and what was indexed of it before stays.
    """
    with _errors(as_json), _told_when_interrupted(), terminal.indexing_progress() as progress:
        summary = index_paths(
            paths,
            location,
            jobs=jobs,
            prune=prune,
            rebuild=rebuild,
            dictionary=None if dictionary is None else read_dictionary(dictionary),
            memory=memory,
            ocr=ocr,
            progress=progress,
        )
    if as_json:
        _print_json(_summary_json(summary))
    else:
        terminal.print_summary(summary)
    sys.exit(1 if summary.failures else 0)


class _QueryCommand(click.Command):
    """Tells a query that begins with - from a misspelt option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            hint = f"{error.format_message()} Put -- before a query that begins with -."
            raise click.NoSuchOption(error.option_name, hint, ctx=ctx) from None


@main.command(cls=_QueryCommand)
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--organization", multiple=True, metavar="NAME", help="重庆市涪陵区政协, or a place with all below it: 重庆市."
)
@click.option("--year", multiple=True, metavar="Y|Y..Y", help="Year covered (回顾年度).")
@click.option("--delivered", multiple=True, metavar="Y|Y..Y", help="Year of the report (报告年份).")
@click.option("--kind", multiple=True, metavar="K", help="Type of material (材料类型).")
@click.option("--body", multiple=True, metavar="B", help="政协, 人大, 人民政府, 法院, 检察院, 其他.")
@click.option("--level", multiple=True, metavar="L", help="全国, 省级, 地市级, 县级.")
@click.option("--completeness", multiple=True, metavar="C", help="全文, 摘要/图解, 节选/残缺 or 未识别.")
@click.option("--source", multiple=True, metavar="S", help="Where the text was published (来源).")
@click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True)
@click.option("--page", type=click.IntRange(1), default=1, show_default=True)
@click.option("--size", type=click.IntRange(1, MAX_SIZE), default=10, show_default=True, help="Hits on a page.")
@click.option("--copies", is_flag=True, help="List copies of one text as hits of their own.")
@click.option("--no-variants", is_flag=True, help="Do not search for other regional wordings (信息 = 資訊).")
@_index
@_json
def search(
    query: tuple[str, ...],
    organization: tuple[str, ...],
    year: tuple[str, ...],
    delivered: tuple[str, ...],
    kind: tuple[str, ...],
    body: tuple[str, ...],
    level: tuple[str, ...],
    completeness: tuple[str, ...],
    source: tuple[str, ...],
    sort: str,
    page: int,
    size: int,
    copies: bool,
    no_variants: bool,
    location: Path,
    as_json: bool,
) -> None:
    """Search the index. Every value of a filter widens it, every further filter narrows.

    QUERY: words are all required; "..." is exactly that string; OR, NOT or -, and ( ) combine; 标题: 机构: 类型:
    回顾年度: 报告年份: 完整性: search fields. Give '' to list everything, and -- before a query that begins with -.
    """
    filters = {
        "organization": organization,
        "covered_year": year,
        "delivered_year": delivered,
        "kind": kind,
        "body": body,
        "level": level,
        "completeness": completeness,
        "source": source,
    }
    request = SearchRequest(
        query=" ".join(query),
        filters={name: values for name, values in filters.items() if values},
        sort=sort,
        page=page,
        size=size,
        variants=not no_variants,
        copies=copies,
    )
    with _errors(as_json):
        found = open_library(location).search(request)
    if as_json:
        _print_json(present.page_json(found))
    else:
        terminal.print_page(found)


@main.command()
@click.argument("report_id", metavar="ID")
@_index
@_json
def show(report_id: str, location: Path, as_json: bool) -> None:
    """Print one report: its metadata with the evidence, its copies, and its text. `zhengxie search` lists the ids."""
    with _errors(as_json):
        view = open_library(location).report(report_id)
    if as_json:
        _print_json(present.report_json(view))
    else:
        terminal.print_report(view)


@main.command()
@click.option("--unknown", is_flag=True, help="List every report of which something is not identified.")
@click.option("--template", is_flag=True, help="Print a table (.csv) in which to give what is not identified.")
@click.option("--root", metavar="LABEL", help="Only reports of this folder; for --unknown and --template.")
@_index
@_json
def info(unknown: bool, template: bool, root: str | None, location: Path, as_json: bool) -> None:
    """Say what is in the index, and what was not identified.

    `zhengxie info --template > metadata.csv` writes a table with a row for each report that lacks its organization, year or
    kind. Fill it in, put it into the folder that was indexed, and index that again.
    """
    with _errors(as_json):
        library = open_library(location)
        reports = (report for report in library.catalogue() if root in (None, report.root))
        tables: set[str] = set()
        lacks = lacking.find_lacking(lacking.noting_tables(reports, tables))
        if template:
            click.echo(lacking.template(_of_one_root(lacks)), nl=False)
            return
        if unknown and not as_json:
            click.echo(lacking.listing(lacks), nl=False)
            return
        known = library.info()
        facets = dict(library.search(SearchRequest(size=1, copies=True)).facets)
    if as_json:
        counted = {name: [present.facet_json(value) for value in values] for name, values in facets.items()}
        found = {"index": str(location), **present.info_json(known), "facets": counted}
        found["not_identified"] = lacking.counts(lacks)
        _print_json({**found, "unknown": [lacking.lacking_json(each) for each in lacks]} if unknown else found)
    else:
        terminal.print_info(known, facets, str(location), lacking.counts(lacks))
        terminal_describe.print_lacking(lacks, lacking.next_table(tables))


def _of_one_root(lacks: Sequence[Lacking]) -> Sequence[Lacking]:
    roots = dict.fromkeys(each.report.root for each in lacks if each.asks)
    if len(roots) > 1:
        # A table is about the files beneath the folder that it is put into.
        raise IndexerError(f"a table is for one folder; choose one of {', '.join(roots)} with --root")
    return lacks


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--text", "with_text", is_flag=True, help="Print the cleaned text, too.")
@_ocr
@_json
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
        _print_json({"files": listed})
    sys.exit(1 if failed else 0)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option(
    "--workers",
    type=click.IntRange(1, _MOST_JOBS),
    help="Processes that answer side by side.  [default: the machine's cores; on Windows 1, and no more]",
)
@click.option("--prefix", default="", metavar="PATH", help="Path to serve under, as /reports-search.")
@click.option(
    "--behind-proxy",
    "proxies",
    type=click.IntRange(0, 9),
    default=0,
    metavar="N",
    help="So many reverse proxies in front are believed (X-Forwarded-…).  [default: 0]",
)
@click.option(
    "--rate",
    metavar="N/PERIOD|off",
    help=f"What one client may ask, as 60/minute.  [default: off; {RATE}, where --host is not this machine's own]",
)
@_index
def serve(
    host: str, port: int, workers: int | None, prefix: str, proxies: int, rate: str | None, location: Path
) -> None:
    """Serve the search page and the API. Ctrl-C ends it."""
    if workers not in (None, 1) and not CAN_FORK:
        raise click.BadParameter("this system has no fork; only one process can serve", param_hint="--workers")
    try:
        prefix = settled_prefix(prefix)
        if rate not in (None, "off"):
            Rate.read(rate)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    with _errors(False), serving.listening(host, port) as sockets:
        config = {"PREFIX": prefix, "PROXIES": proxies, "RATE_LIMIT": serving.rate_limit(rate, sockets)}
        serving.serve(location, sockets, _say_address, workers=workers, config=config)
        click.echo("stopped")


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
def demo(port: int) -> None:
    """Index the bundled sample reports (示例) in a temporary directory and serve them. Ctrl-C ends it."""
    serving.end_on_sigterm()
    with (
        _errors(False),
        serving.listening("127.0.0.1", port) as sockets,  # before the work, so that a taken port is told at once
        tempfile.TemporaryDirectory(prefix="zhengxie-demo-") as directory,
    ):
        location = Path(directory) / "index"
        with as_file(files("indexer.data") / "samples" / "reports") as samples:
            summary = index_paths([samples], location, progress=None)
        click.echo(f"{summary.added} sample reports indexed (示例, all invented)")
        for failure in summary.failures:
            click.echo(f"failed: {failure.file}: {failure.stage}: {failure.reason}", err=True)
        serving.serve(location, sockets, _say_address)
        click.echo("stopped")


def _say_address(address: str) -> None:
    click.echo(f"serving {address}  (Ctrl-C ends)")


def _summary_json(summary: Summary) -> dict[str, Any]:
    return {
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


def _print_json(document: dict[str, Any]) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=1)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:  # a console that lacks characters, or a file name that is not UTF-8: nothing may be lost
        text = json.dumps(document, indent=1)
    click.echo(text)


@contextmanager
def _told_when_interrupted() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        # All changes are made visible at once, by the commit at the end.
        raise IndexerError(
            "interrupted; nothing in the index was changed. Run the same command again to index"
        ) from None


@contextmanager
def _errors(as_json: bool) -> Iterator[None]:
    """Our errors become one line on standard error (and a JSON document where that was asked for)."""
    try:
        yield
    except IndexerError as error:
        if as_json:
            _print_json({"error": {"type": type(error).__name__, "message": str(error)}})
        click.echo(f"zhengxie: {error}", err=True)
        sys.exit(2 if isinstance(error, QueryError) else 1)
