"""The page of what the index holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from indexer.analysis.coverage import ROWS, Coverage, coverage
from indexer.analysis.coverage_cells import ABSENT, BEYOND, FILTERED, GAP, PARTIAL, STATES, Cell, Row
from indexer.analysis.matrix import YEARS
from indexer.models import COMPLETENESS, UNKNOWN, display_file
from web import labels, revalidation
from web.counting import group_name, grouping_name, selection
from web.coverage_arguments import CoverageAsked, read_coverage
from web.language import gettext
from web.links import address
from web.matrices import Links, column_name, newest_first, part_of, rows_for, step_of
from web.shelf import counted_library
from web.states import PageState
from web.taking_away import of_one_state, offered, record_file, table_file

blueprint = Blueprint("coverage", __name__, url_prefix="/analysis")
revalidation.install(blueprint, not_stored=("table", "record_of"))

_BOUNDS: Final = (1, 2, 3, 5, 10)
"""Reports from which on a cell is of the next step of heat."""
MARKS: Final = {"partial": "◐", "unknown": "?"}
"""Completeness of the most complete report of a cell → what stands behind its number; nothing for a whole text."""
_NUMBER: Final = re.compile(r"([0-9]+)")
_FAILED_SHOWN: Final = 100
_REASONS_SHOWN: Final = 3
"""Of one file: of a table each row may have one."""
_CELLS: Final = 1500
"""That a page shows at a time."""


@dataclass(frozen=True, slots=True)
class ShownFailure:
    """A file, or a member of an archive, that could not be read as a whole."""

    name: str
    reasons: tuple[str, ...]
    """The first of them."""
    left: int
    """How many reasons there are besides."""


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell with its link."""

    cell: Cell
    url: str
    """Empty where there are no reports."""
    heat: int
    mark: str
    """A key of ``MARKS``, or empty."""
    said: str
    """Its types and completeness."""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row with its links."""

    label: str
    row: Row
    cells: tuple[ShownCell, ...]
    total: ShownCell


@blueprint.get("/coverage")
@of_one_state
def page() -> ResponseReturnValue:
    """What there is of each organization or region in each year, and what there is not."""
    asked = read_coverage(request.args)
    made = covered(asked)
    rows, part = part_of(made.rows, asked.page, _page_url(replace(asked, page=1)), rows_for(_CELLS, len(made.columns)))
    said = asked.pairs()
    failed = _failed(made)
    return render_template(
        "analysis/coverage.html",
        offered=offered(
            address("coverage.page", said),
            {"CSV": address("coverage.table", said)},
            address("coverage_api.coverage", replace(asked, page=1).pairs()),
            address("coverage.record_of", said),
            made.table(),
        ),
        selected=selection(asked.request, lambda changed: _page_url(replace(asked, request=changed, page=1))),
        state=PageState(asked.request),
        asked=asked,
        made=made,
        problems=asked.listed.problems if asked.listed else (),
        columns=[column_name(made.columns[place]) for place in newest_first(made.columns)],
        rows=_rows(rows, made),
        total=_rows((made.total,), made)[0],
        part=part,
        choices={
            "by": {name: grouping_name(name) for name in ROWS},
            "dated": {name: labels.field(name) for name in YEARS},
        },
        row_name=grouping_name(made.by),
        marks=MARKS,
        states=_states(made),
        failed=failed[:_FAILED_SHOWN],
        failed_left=max(0, len(failed) - _FAILED_SHOWN),
    )


def _failed(made: Coverage) -> list[ShownFailure]:
    """What could not be read, by files; reasons that name lines in the order of these."""
    reasons: dict[str, set[str]] = {}
    for each in made.failed or ():
        reasons.setdefault(display_file(each.file, each.member), set()).add(each.reason)
    return [
        ShownFailure(name, tuple(told[:_REASONS_SHOWN]), len(told[_REASONS_SHOWN:]))
        for name, found in reasons.items()
        for told in (sorted(found, key=_by_numbers),)
    ]


def _by_numbers(text: str) -> list[tuple[int, str]]:
    """A key that puts line 9 before line 10."""
    return [(int(part) if part.isdecimal() else -1, part) for part in _NUMBER.split(text)]


@blueprint.get("/coverage.csv")
def table() -> ResponseReturnValue:
    """The matrix as a file, a row for each cell."""
    return table_file(covered(read_coverage(request.args)).table(), "coverage")


@blueprint.get("/coverage.json")
def record_of() -> ResponseReturnValue:
    """Coverage with all that it was made of."""
    asked = read_coverage(request.args)
    settings = {"by": asked.by, "years": asked.dated, "expected": asked.listed.plain() if asked.listed else None}
    return record_file("coverage", asked.request, settings)


def covered(asked: CoverageAsked) -> Coverage:
    """What is asked for. Raises QueryError and what opening the library raises."""
    return coverage(counted_library(), asked.request, by=asked.by, years=asked.dated, expected=asked.listed)


def _page_url(asked: CoverageAsked) -> str:
    return address("coverage.page", asked.pairs())


def _states(made: Coverage) -> list[tuple[str, str]]:
    """The states that have to be explained: (state, what it is called)."""
    found = {cell.state for row in made.rows for cell in row.cells}
    return [(state, gettext(STATES[state])) for state in (ABSENT, PARTIAL, BEYOND, FILTERED, GAP) if state in found]


def _rows(rows: Sequence[Row], made: Coverage) -> list[ShownRow]:
    links, order = Links(made.request, made.years, made.request.query), newest_first(made.columns)
    return [
        ShownRow(
            label=group_name(row.value, made.by) if row.value else gettext("全部"),
            row=row,
            cells=tuple(_cell(row.cells[place], row, made.columns[place], links) for place in order),
            total=_cell(row.total, row, "", links),
        )
        for row in rows
    ]


def _cell(cell: Cell, row: Row, year: str, links: Links) -> ShownCell:
    if not cell.reports:
        return ShownCell(cell, "", 0, "", "")
    mark = "" if cell.best == COMPLETENESS[0] else "unknown" if cell.best == UNKNOWN else "partial"
    said = gettext("、").join(f"{labels.value(name)} {count:,}" for name, count in (*cell.kinds, *cell.completeness))
    return ShownCell(cell, links.to(row.values, year), step_of(cell.reports, _BOUNDS), mark, said)
