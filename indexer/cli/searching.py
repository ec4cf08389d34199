"""What asks the index: `zhengxie search`, `export` and `show`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import click

from indexer import present, terminal
from indexer.answers import SearchRequest
from indexer.cli import options
from indexer.cli.printing import errors, print_json
from indexer.export import FORMATS, export
from indexer.export import files as export_files
from indexer.facets import FACET_LABELS, FACETS, facet_named
from indexer.fold import fold
from indexer.location import Location
from indexer.search import MAX_SIZE, SORTS, open_library

_PATIENCE: Final = 60.0
"""Seconds that a search which finds nothing waits for the words to correct it with: it has only this one chance."""
FACETS_OF_OPTIONS: Final = {"year": "covered_year", "delivered": "delivered_year"}
"""Option → the facet that it filters by, where that has another name."""
_SECTIONS: Final = {
    **dict.fromkeys(("回顾", "工作回顾", "review"), "review"),
    **dict.fromkeys(("打算", "工作安排", "安排", "计划", "plan"), "plan"),
}
"""What a kind of section may be called → the kind."""


class _QueryCommand(click.Command):
    """Tells a query that begins with - from a misspelt option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            hint = f"{error.format_message()} Put -- before a query that begins with -."
            raise click.NoSuchOption(error.option_name, hint, ctx=ctx) from None


@click.command(cls=_QueryCommand)
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
@click.option(
    "--without",
    multiple=True,
    metavar="FIELD=VALUE",
    callback=lambda _context, _option, given: _read_exclusions(given),
    help="Leave out reports with that value: kind=讲话, 机构=重庆市, covered_year=2020..2022.",
)
@click.option(
    "--section",
    default="",
    metavar="回顾|打算",
    callback=lambda _context, _option, given: read_section(given),
    help="Search one part of reports: what was done (回顾, review) or what is planned (打算, plan).",
)
@click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True)
@click.option("--page", type=click.IntRange(1), default=1, show_default=True)
@click.option("--size", type=click.IntRange(1, MAX_SIZE), default=10, show_default=True, help="Hits on a page.")
@click.option("--copies", is_flag=True, help="List copies of one text as hits of their own.")
@click.option("--no-variants", is_flag=True, help="Do not search for other regional wordings (信息 = 資訊).")
@options.at_index
@options.as_json
def search(page: int, size: int, location: Location, as_json: bool, **asked: Any) -> None:
    """Search the index. Every value of a filter widens it, every further filter narrows, and so does --without.

    QUERY: words are all required; "..." is exactly that string; OR, NOT or -, and ( ) combine; 标题: 机构: 类型:
    回顾年度: 报告年份: 完整性: search fields. Give '' to list everything, and -- before a query that begins with -.
    """
    request = replace(read_request(asked), page=page, size=size)
    with errors(as_json):
        found = open_library(location, patience=_PATIENCE).search(request)
    if as_json:
        print_json(present.page_json(found))
    else:
        terminal.print_page(found)


@click.command(
    name="export",
    cls=_QueryCommand,
    # The query and the filters are those of a search, whatever they are.
    params=[option for option in search.params if option.name not in ("page", "size", "as_json")],
)
@click.option(
    "--format", "name", type=click.Choice(list(FORMATS)), help="What to write.  [default: by the name of FILE]"
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("-"),
    metavar="FILE",
    help="Where to write it; - is standard output.  [default: -]",
)
def export_results(name: str | None, output: Path, location: Location, **asked: Any) -> None:
    """Write all results of a search to a file: .xlsx, .csv (with a note beside it), .jsonl, .ris or .bib.

    QUERY and filters are those of `zhengxie search`.
    """
    chosen = name or export_files.format_of(output)
    if chosen is None:
        raise click.UsageError(f"name a format with --format ({', '.join(FORMATS)}), or a file ending in .xlsx, .csv …")
    request = read_request(asked)
    with errors():
        library = open_library(location)
        moment = datetime.now().astimezone()
        if output == Path("-"):
            stream = sys.stdout.buffer
            for piece in export(library, request, chosen, moment):
                stream.write(piece)
            stream.flush()
        else:
            for path in export_files.save(library, request, chosen, moment, output):
                click.echo(f"written: {path}", err=True)


@click.command()
@click.argument("report_id", metavar="ID")
@options.at_index
@options.as_json
def show(report_id: str, location: Location, as_json: bool) -> None:
    """Print one report: its metadata with the evidence, its copies, and its text. `zhengxie search` lists the ids."""
    with errors(as_json):
        view = open_library(location).report(report_id)
    if as_json:
        print_json(present.report_json(view))
    else:
        terminal.print_report(view)


def read_request(asked: Mapping[str, Any]) -> SearchRequest:
    """The search that options say; its first page."""
    filters = {FACETS_OF_OPTIONS.get(option, option): asked[option] for option in asked}
    return SearchRequest(
        query=" ".join(asked["query"]),
        filters={facet: filters[facet] for facet in FACETS if filters[facet]},
        sort=asked["sort"],
        variants=not asked["no_variants"],
        copies=asked["copies"],
        excluded=asked["without"],
        section=asked["section"],
    )


def read_section(given: str) -> str:
    """The kind of section that a name of it means, "" where it is not given. Raises BadParameter."""
    if not given:
        return ""
    section = _SECTIONS.get(fold(given.strip()))
    if section is None:
        raise click.BadParameter(f"{given!r} is none of {', '.join(_SECTIONS)}.")
    return section


def _read_exclusions(given: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """FIELD=VALUE of ``--without``, by facet. Raises BadParameter."""
    excluded: dict[str, tuple[str, ...]] = {}
    for typed in given:
        field, _, value = typed.replace("＝", "=", 1).partition("=")
        facet = facet_named(field.strip())
        if facet is None or not value.strip():
            known = ", ".join(f"{name} ({label})" for name, label in FACET_LABELS.items())
            raise click.BadParameter(f"{typed!r} is not FIELD=VALUE; fields are {known}.")
        excluded[facet] = (*excluded.get(facet, ()), value.strip())
    return excluded
