"""Concordance: every place of a term in its context, in an order that shows how it is used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.line_order import SORTS, rows_between
from indexer.analysis.one_state import from_one_state
from indexer.analysis.tables import Cell, Table
from indexer.analysis.terms import Term, read_terms
from indexer.answers import SearchRequest
from indexer.engine.base import Places
from indexer.errors import QueryError
from indexer.messages import Message, said
from indexer.models import UNKNOWN
from indexer.search import Library

MAX_SIZE: Final = 500
"""Lines of a page."""
MAX_WIDTH: Final = 200
"""Characters on either side of the key."""
SIZE: Final = 50
WIDTH: Final = 30
_PORTION: Final = 2000
"""Lines that a stream finds at a time."""
_BLANKS: Final = re.compile(r"\s+")
_COLUMNS: Final = (
    ("number", "序号"),
    ("left", "上文"),
    ("key", "词语"),
    ("right", "下文"),
    ("organization", "机构"),
    ("covered_year", "回顾年度"),
    ("title", "标题"),
    ("section", "部分"),
    ("paragraph", "段落"),
    ("offset", "位置"),
    ("report", "报告编号"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One place of the term."""

    number: int
    """From 1 on, in the order of the lines."""
    report: str
    """Id."""
    title: str
    organization: str
    """Name, or ``UNKNOWN``."""
    covered_year: str
    """A year, "2018..2022" for a span, ``UNKNOWN`` or ``NOT_APPLICABLE``; to be sent as a filter."""
    offset: int
    """Code points of the report's text before the key."""
    paragraph: int
    """Number of the key's line in the text, from 1."""
    section: str
    """"review", "plan" or "other"."""
    left: str
    key: str
    """As it is written there, which other characters and wordings may make different from the term."""
    right: str


@dataclass(frozen=True, slots=True)
class Concordance:
    request: SearchRequest
    """The reports that were looked through."""
    term: Term
    sort: str
    page: int
    size: int
    width: int
    total: int
    """Places, overlapping ones counted."""
    holding: int
    """Reports that hold the term."""
    reports: int
    """Reports that were looked through, copies of one text once unless they were asked for."""
    characters: int
    """Of these reports, or of their sections of the kind asked for."""
    lines: tuple[Line, ...]
    """Of this page; none beyond the last."""
    notes: tuple[Message, ...]
    generation: str

    @property
    def pages(self) -> int:
        return -(-self.total // self.size)

    def counts(self) -> Table:
        """How many places there are, and in how many reports: one row."""
        columns = (("term", "词语"), ("occurrences", "出现次数"), ("reports_holding", "含有的份数"))
        return Table(columns, [(self.term.written, self.total, self.holding)], ("term",))

    def table(self) -> Table:
        """A row for every line of the page."""
        return lines_table(self.lines)

    def to_dataframe(self) -> Any:
        """As ``Table.to_dataframe``."""
        return self.table().to_dataframe()


def concordance(
    library: Library,
    typed: str,
    request: SearchRequest | None = None,
    *,
    sort: str = "report",
    page: int = 1,
    size: int = SIZE,
    width: int = WIDTH,
) -> Concordance:
    """One page of the places of a term in the reports of a request (all of them where none is given).

    Of copies of one text the best that holds the term is looked through, unless the request asks for copies; total and
    reports holding are those of a search for the term. Raises QueryError, CorruptIndex.
    """
    request = request or SearchRequest()
    _check(sort, page, size, width)
    (term, places, notes), generation = from_one_state(library, lambda: found(library, typed, request))
    rows = rows_between(places, sort, (page - 1) * size, page * size)
    return Concordance(
        request=request,
        term=term,
        sort=sort,
        page=page,
        size=size,
        width=width,
        total=len(places.start),
        holding=int(np.count_nonzero(np.diff(places.report, prepend=-1))),
        reports=len(places.reports.ids),
        characters=int(places.reports.characters.sum()),
        lines=tuple(_lines(places, rows, (page - 1) * size + 1, width)),
        notes=notes,
        generation=generation,
    )


def every_line(
    library: Library,
    typed: str,
    request: SearchRequest | None = None,
    *,
    sort: str = "report",
    width: int = WIDTH,
) -> Iterator[Line]:
    """All lines in order, one after the other and out of one commit. Raises as ``concordance``, at once."""
    _check(sort, 1, 1, width)
    _, places, _ = found(library, typed, request or SearchRequest())
    rows = rows_between(places, sort, 0, len(places.start))
    return (
        line
        for start in range(0, len(rows), _PORTION)
        for line in _lines(places, rows[start : start + _PORTION], start + 1, width)
    )


def found(library: Library, typed: str, request: SearchRequest) -> tuple[Term, Places, tuple[Message, ...]]:
    """A term, its places in the reports of a request, and notes on how that was read."""
    (term,) = read_terms((typed,), variants=request.variants)
    places, notes = library.places(request, term.strings, ("covered_year",))
    return term, places, notes


def lines_table(lines: Iterator[Line] | tuple[Line, ...]) -> Table:
    """A row for every line, as they come."""
    rows = (_cells(line) for line in lines)
    return Table(_COLUMNS, rows if isinstance(lines, Iterator) else list(rows), keys=("report", "offset"))


def _cells(line: Line) -> tuple[Cell, ...]:
    return tuple(getattr(line, name) for name, _ in _COLUMNS)


def _check(sort: str, page: int, size: int, width: int) -> None:
    if sort not in SORTS:
        raise QueryError(said("没有“%(sort)s”这种排序；可用的有：%(sorts)s。", sort=sort, sorts=SORTS))
    if page < 1:
        raise QueryError(said("页码应从 1 开始，不能是 %(page)s。", page=page))
    if not 1 <= size <= MAX_SIZE:
        raise QueryError(said("每页行数应在 1 到 %(most)s 之间，不能是 %(size)s。", most=MAX_SIZE, size=size))
    if not 1 <= width <= MAX_WIDTH:
        raise QueryError(said("上下文字数应在 1 到 %(most)s 之间，不能是 %(width)s。", most=MAX_WIDTH, width=width))


def _lines(places: Places, rows: NDArray[np.int64], number: int, width: int) -> Iterator[Line]:
    reports, numbers = np.unique(places.report.take(rows), return_inverse=True)
    titles = places.titles(reports)
    ids = [f"{identity:016x}" for identity in places.reports.ids.take(reports).tolist()]
    organizations = [_organization(places, each) for each in places.reports.organization.take(reports).tolist()]
    column = places.reports.facets["covered_year"]
    years = [_years(column.combinations[each]) for each in column.numbers.take(reports).tolist()]
    for at, (each, around) in enumerate(zip(numbers.tolist(), places.surroundings(rows, width), strict=True)):
        yield Line(
            number=number + at,
            report=ids[each],
            title=titles[each],
            organization=organizations[each],
            covered_year=years[each],
            offset=around.offset,
            paragraph=around.paragraph,
            section=around.section,
            left=_in_line(around.left).lstrip(),
            key=_in_line(around.text),
            right=_in_line(around.right).rstrip(),
        )


def _in_line(text: str) -> str:
    """Line ends and blanks become one blank: a line of a concordance is one line."""
    return _BLANKS.sub(" ", text)


def _organization(places: Places, number: int) -> str:
    return UNKNOWN if number < 0 else places.reports.organizations[number].name


def _years(values: tuple[str, ...]) -> str:
    return values[0] if len(values) == 1 else f"{values[0]}..{values[-1]}"
