"""Coverage as a JSON object: one shape for the command line and the API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, TypedDict

from msgspec import Meta

from indexer.analysis.answer_json import Copies, Fingerprint, Query, foot_json, head_json
from indexer.analysis.coverage import Coverage
from indexer.analysis.coverage_cells import Cell, Row
from indexer.analysis.selecting import group_label
from indexer.shapes import Count


class CellJson(TypedDict):
    """The reports of a row in one year, or in all."""

    reports: Count
    kinds: Annotated[dict[str, int], Meta(description="Type → reports; a text whose copies differ counts under each.")]
    completeness: Annotated[dict[str, int], Meta(description="Completeness → reports, counted likewise.")]
    state: Annotated[
        str,
        Meta(
            description="`held`; `gap`: nothing, but something before and after; with a list also `absent`: listed and not "
            "there, `partial`: of several listed some are there, `beyond`: there and not listed, and `filtered`: listed and "
            "left out by the filters. Empty: nothing.",
            examples=["held"],
        ),
    ]
    expected: Annotated[int, Meta(description="Listed organizations of the row; in all years, listed pairs.", ge=0)]
    met: Annotated[int, Meta(description="Those of them that have a report.", ge=0)]
    beyond: Annotated[int, Meta(description="Organizations with a report that are not listed, likewise.", ge=0)]
    filtered: Annotated[
        int, Meta(description="Listed organizations that the filters leave out, likewise; they are not expected.", ge=0)
    ]


class YearCellJson(CellJson):
    """The reports of a row in one year."""

    year: Annotated[str, Meta(description="A year, `unknown` or `n/a`: to be sent as a filter.", examples=["2022"])]


class CoverageRowJson(TypedDict):
    """What there is of one organization or region."""

    value: Annotated[str, Meta(description="Empty for all reports.", examples=["重庆市/涪陵区"])]
    label: Annotated[str, Meta(description="To be shown.")]
    values: Annotated[
        list[str], Meta(description="To be sent as filters on `organization`; empty: none, or not known.")
    ]
    depth: Annotated[int, Meta(description="How many rows of regions it lies below.", ge=0)]
    listed: Annotated[bool, Meta(description="Whether it is an entry of the list that is no other row.")]
    total: Annotated[CellJson, Meta(description="Each report once, however many years it covers.")]
    cells: Annotated[list[YearCellJson], Meta(description="Of the years that something is to be said of.")]
    gaps: Annotated[list[str], Meta(description="Years without a report between its first and its last.")]
    absent: Annotated[list[str], Meta(description="Years listed for something in it of which there is no report.")]


class FailedFileJson(TypedDict):
    """A file, or a member of an archive, that could not be read when it was last tried."""

    root: str
    file: str
    member: str | None
    stage: str
    reason: str


class CoverageJson(TypedDict):
    """What the index holds of each organization or region in each year, and what it does not."""

    query: Query
    section: Annotated[str | None, Meta(description="`review` or `plan`, where only such reports were counted.")]
    copies: Copies
    by: Annotated[str, Meta(examples=["organization"])]
    dated: Annotated[str, Meta(description="What the columns are.", examples=["covered_year"])]
    columns: Annotated[list[str], Meta(description="Years, those between them included, then `unknown` and `n/a`.")]
    rows: list[CoverageRowJson]
    total: CoverageRowJson
    expected: Annotated[bool, Meta(description="Whether there was a list of what is expected.")]
    unmatched: Annotated[list[str], Meta(description="Names of the list that the index does not know.")]
    failed: Annotated[
        list[FailedFileJson] | None,
        Meta(description="What could not be read into the index, and so is in no cell; null: not known."),
    ]
    notes: list[str]
    fingerprint: Fingerprint


def coverage_json(made: Coverage) -> CoverageJson:
    return {
        **head_json(made.request),
        "by": made.by,
        "dated": made.years,
        "columns": list(made.columns),
        "rows": [_row_json(row, made) for row in made.rows],
        "total": _row_json(made.total, made),
        "expected": made.listed,
        "unmatched": list(made.unmatched),
        "failed": None
        if made.failed is None
        else [
            {"root": each.root, "file": each.file, "member": each.member, "stage": each.stage, "reason": each.reason}
            for each in made.failed
        ],
        **foot_json(made),
    }


def _row_json(row: Row, made: Coverage) -> CoverageRowJson:
    return {
        "value": row.value,
        "label": group_label(row.value, made.by),
        "values": list(row.values),
        "depth": row.depth,
        "listed": row.listed,
        "total": _cell_json(row.total),
        "cells": list(_cells_json(row, made)),
        "gaps": list(row.gaps(made.columns)),
        "absent": list(row.absent(made.columns)),
    }


def _cells_json(row: Row, made: Coverage) -> Iterator[YearCellJson]:
    for year, cell in zip(made.columns, row.cells, strict=True):
        if cell.state:
            yield {"year": year, **_cell_json(cell)}


def _cell_json(cell: Cell) -> CellJson:
    return {
        "reports": cell.reports,
        "kinds": dict(cell.kinds),
        "completeness": dict(cell.completeness),
        "state": cell.state,
        "expected": cell.expected,
        "met": cell.met,
        "beyond": cell.beyond,
        "filtered": cell.filtered,
    }
