"""The arguments of requests: one table, by which ``params`` reads them and ``openapi`` describes them.

Descriptions are for people who write programs against the API, in English and CommonMark.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from indexer.export import FORMATS
from indexer.facets import FACETS, YEAR_FACETS
from indexer.models import BODIES, COMPLETENESS, LEVELS, NOT_APPLICABLE, UNKNOWN
from indexer.query import MAX_CHARACTERS
from indexer.search import MAX_SIZE
from web.labels import SECTIONS, SORTS, SPECIAL_VALUES

MAX_VALUE: Final = 200
"""Characters of one facet value."""
MAX_VALUES: Final = 200
"""Chosen and excluded values of all facets together."""
NOT: Final = "not_"
"""Before the name of a facet: the argument of its excluded values."""
MAX_PAGE: Final = 999_999_999
DEFAULT_SIZE: Final = 10
MAX_QUOTE: Final = 2000
"""Characters of a quotation."""
MAX_CURSOR: Final = 200
"""Characters of a cursor."""
YEAR_SWITCH: Final = {"covered": "covered_year", "delivered": "delivered_year"}
"""Value of the argument ``years`` → the year facet that the page shows."""

_SPECIAL: Final = "|".join((*SPECIAL_VALUES, *SPECIAL_VALUES.values()))
_YEARS: Final = rf"^([0-9]{{4}}|[0-9]{{4}}\.\.([0-9]{{4}})?|\.\.[0-9]{{4}}|{_SPECIAL})$"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a request: what it takes and what it means.

    It takes one of ``choices``, where there are any; else an integer from ``least`` to ``most``, where those are
    given; else text.
    """

    name: str
    description: str
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    longest: int | None = None
    """Characters of the text."""
    pattern: str = ""
    """Regular expression (ECMA-262) that the text matches."""
    default: str | None = None
    """What stands for an argument that is left out; None where that is nothing."""
    repeated: bool = False
    """Whether it may be given several times."""
    required: bool = False
    example: str | None = None

    @property
    def numeric(self) -> bool:
        return self.most is not None


def _table(*arguments: Argument) -> Mapping[str, Argument]:
    return {argument.name: argument for argument in arguments}


_OR: Final = (
    f"Repeatable: reports with any of the values. `{UNKNOWN}` stands for reports in which it is not identified."
)
_FACET_DESCRIPTIONS: Final[Mapping[str, str]] = {
    "organization": "Whose report it is: a name (重庆市涪陵区政协), part of one (涪陵), or a node of the tree (重庆市, 四川省/资阳市, "
    "四川省/资阳市/本级).",
    "covered_year": f"The year a report looks back on: `2022`, `2020..2022`, `2020..`, `..2022`, or "
    f"`{NOT_APPLICABLE}` for texts that "
    "look back on none. The first year of a span must not be after the last.",
    "delivered_year": "The year of the session a report was given to; written as `covered_year`.",
    "kind": "Type of material, as the facet lists it: 常委会工作报告, 政府工作报告, 提案工作情况报告 …",
    "body": f"Kind of organization: {', '.join(BODIES)}.",
    "level": f"Level of government: {', '.join(LEVELS)}.",
    "completeness": f"How much of the report the text is: {', '.join(COMPLETENESS)}.",
    "source": "Where the text was published, as the facet lists it.",
}
_EXAMPLES: Final = {
    "organization": "重庆市涪陵区政协",
    "covered_year": "2020..2022",
    "delivered_year": "2023",
    "kind": "常委会工作报告",
}

QUERY: Final = Argument(
    "q",
    "The query: words are all required, `“…”` is exactly that string; operators and fields are described in the "
    "query language. "
    "Empty: all reports.",
    longest=MAX_CHARACTERS,
    default="",
    example="社情民意信息",
)
FILTERS: Final = tuple(
    Argument(
        facet,
        f"{_FACET_DESCRIPTIONS[facet]} {_OR}",
        longest=MAX_VALUE,
        pattern=_YEARS if facet in YEAR_FACETS else "",
        repeated=True,
        example=_EXAMPLES.get(facet),
    )
    for facet in FACETS
)
EXCLUSIONS: Final = tuple(
    Argument(
        NOT + each.name,
        f"Reports that carry any of these values are left out; written as `{each.name}`. Repeatable.",
        longest=MAX_VALUE,
        pattern=each.pattern,
        repeated=True,
        example=each.example,
    )
    for each in FILTERS
)
VARIANTS: Final = Argument(
    "variants", "`0`: do not search for other regional wordings (信息 = 資訊).", choices=("0", "1"), default="1"
)
COPIES: Final = Argument(
    "copies",
    "`1`: reports with the same text are hits of their own, and counted each.",
    choices=("0", "1"),
    default="0",
)
SECTION: Final = Argument(
    "section",
    "Words and strings have to stand in that part of a report, and are counted there alone: `review`, what was done "
    "(工作回顾); `plan`, what is planned (工作安排). Reports in which no such part is told apart do not match.",
    choices=tuple(SECTIONS),
    example="plan",
)
SORT: Final = Argument("sort", "Order of the hits.", choices=tuple(SORTS), default="relevance")
PAGE: Final = Argument("page", "Number of the page, from 1.", least=1, most=MAX_PAGE, default="1")
SIZE: Final = Argument("size", "Hits on a page.", least=1, most=MAX_SIZE, default=str(DEFAULT_SIZE))
YEARS: Final = Argument("years", "Which year facet a page shows.", choices=tuple(YEAR_SWITCH), default="covered")
VIEW: Final = Argument(
    "view", "How a page shows results: with passages, or a row for each.", choices=("list", "table"), default="list"
)
CURSOR: Final = Argument(
    "cursor",
    "The `next` of an answer, to go on from there with all other arguments unchanged; instead of `page`. Once the "
    "index has changed "
    "it is answered with 410, so that what is read page by page is of one state of the index.",
    longest=MAX_CURSOR,
    pattern=r"^[A-Za-z0-9_-]*$",
)

SEARCH: Final = _table(QUERY, *FILTERS, *EXCLUSIONS, SECTION, SORT, PAGE, SIZE, VARIANTS, COPIES, CURSOR)
"""Of ``/api/v1/search``."""
STATE: Final = {**SEARCH, YEARS.name: YEARS, VIEW.name: VIEW}
"""Of the search page. It takes no cursor, and passes over what it does not know."""
REPORT: Final = _table(QUERY, VARIANTS, SECTION)
FORMAT: Final = Argument(
    "format",
    "What to write: `xlsx`, a workbook of reports, passages and where they come from; `csv`, a table, and `csv-note`, "
    "where it comes from, to be kept beside it; `jsonl`, a line a report, as the `hits` of a search; `ris` and "
    "`bibtex`, a reference a report.",
    choices=tuple(FORMATS),
    required=True,
    example="csv",
)
_LISTED: Final = _table(FORMAT, QUERY, *FILTERS, *EXCLUSIONS, SECTION, SORT, VARIANTS, COPIES)
EXPORT: Final = {
    **_LISTED,
    **_table(
        *(
            replace(argument, description="Changes nothing: it is about pages.")
            for name, argument in STATE.items()
            if name not in (*_LISTED, CURSOR.name)
        )
    ),
}
"""Of ``/export``, at both its addresses: the arguments of a page of results may be sent as they are."""
CITATION: Final = _table(
    Argument(
        "format",
        "`bibtex` and `ris` are files for reference managers, `gb7714` and `text` lines to copy.",
        choices=("bibtex", "ris", "gb7714", "text"),
        required=True,
        example="bibtex",
    ),
    Argument(
        "p",
        "Number of the paragraph that is cited, from 1; no more than the report has.",
        least=1,
        most=MAX_PAGE,
        example="2",
    ),
    Argument(
        "quote",
        "Words of that paragraph, to be quoted before the citation, `…` for what is left out; with `p` and "
        "`format=text`. Others than stand there are refused.",
        longest=MAX_QUOTE,
    ),
)
"""Of ``/reports/ID/cite``, at both its addresses."""
SUGGEST: Final = _table(
    Argument(
        "q", "What has been typed so far; pinyin and initials will do.", longest=MAX_VALUE, default="", example="shequ"
    ),
    Argument("limit", "Suggestions at most.", least=1, most=20, default="8"),
)
FACET_VALUES: Final = _table(
    Argument("facet", "The facet whose values are listed.", choices=FACETS, required=True, example="organization"),
    Argument(
        "prefix",
        "Only values that begin so, in either script; of an organization, its name or what follows the names of the "
        "divisions above it "
        "(涪陵 finds 重庆市涪陵区政协).",
        longest=MAX_VALUE,
        default="",
        example="涪陵",
    ),
    Argument("limit", "Values at most.", least=1, most=1000, default="100"),
    QUERY,
    *FILTERS,
    *EXCLUSIONS,
    SECTION,
    VARIANTS,
    COPIES,
)
