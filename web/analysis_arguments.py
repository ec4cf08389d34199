"""The arguments of what counts and compares: the selection is said as a search is, the rest has its own names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from werkzeug.datastructures import MultiDict

from indexer.analysis.selecting import GROUPINGS
from indexer.analysis.terms import LONGEST_TERM, MAX_TERMS, too_long, too_many
from indexer.answers import SearchRequest
from web.arguments import COPIES, DEFAULT_SIZE, EXCLUSIONS, FILTERS, PAGE, QUERY, SECTION, VARIANTS, Argument
from web.links import address
from web.params import BadArgument, number, one_of, read_state
from web.states import PageState, pairs

SELECTION: Final[Mapping[str, Argument]] = {
    argument.name: argument for argument in (QUERY, *FILTERS, *EXCLUSIONS, SECTION, VARIANTS, COPIES)
}
"""In which reports to count: those that a search for the same finds."""
TERM: Final = Argument(
    "term",
    f"A string to count, of any characters; `“…”` around it leaves other wordings out. Repeatable, up to {MAX_TERMS}.",
    longest=LONGEST_TERM,
    repeated=True,
    required=True,
    example="社情民意信息",
)
BY: Final = Argument("by", "What a row is.", choices=GROUPINGS, default="covered_year")
SPLIT: Final = Argument(
    "split", "Rows for each value of this, too; the values with most reports first.", choices=GROUPINGS
)
MEASURE: Final = Argument("measure", "What the page draws.", choices=("rate", "occurrences", "reports"), default="rate")
TRENDS: Final[Mapping[str, Argument]] = {**{each.name: each for each in (TERM, BY, SPLIT)}, **SELECTION}


@dataclass(frozen=True, slots=True)
class TrendsAsked:
    """What a URL of trends says."""

    terms: tuple[str, ...]
    request: SearchRequest
    by: str
    split: str
    measure: str = MEASURE.default or ""
    """What the page draws."""
    page: int = 1
    """Of rows, or of panels."""

    def pairs(self) -> list[tuple[str, str]]:
        """The arguments that say it, in a settled order; what is as by default is left out."""
        return [
            *told(*((TERM, term) for term in self.terms), (BY, self.by), (SPLIT, self.split)),
            *told((MEASURE, self.measure), (PAGE, str(self.page))),
            *selection_pairs(self.request),
        ]


def read_trends(arguments: MultiDict[str, str]) -> TrendsAsked:
    """Raises BadArgument. Terms may be none: then there is nothing to count yet."""
    by = one_of(BY, arguments)
    split = one_of(SPLIT, arguments) if arguments.get(SPLIT.name) else ""
    measure, page = one_of(MEASURE, arguments), number(PAGE, arguments)
    return TrendsAsked(read_typed_terms(arguments), read_selection(arguments), by, split, measure, page)


def read_typed_terms(arguments: MultiDict[str, str]) -> tuple[str, ...]:
    """The terms that are given, empty ones left out, each once. Raises BadArgument for one that is too long, and too many."""
    terms = tuple(dict.fromkeys(term.strip() for term in arguments.getlist(TERM.name) if term.strip()))
    if problem := too_many(len(terms)):
        raise BadArgument(problem, argument=TERM.name)
    for term in terms:
        _check_length(term, TERM)
    return terms


def read_term(argument: Argument, arguments: MultiDict[str, str]) -> str:
    """The one term that is given, which may be empty. Raises BadArgument for one that is too long."""
    term = arguments.get(argument.name, "").strip()
    _check_length(term, argument)
    return term


def _check_length(term: str, argument: Argument) -> None:
    if problem := too_long(term):
        raise BadArgument(problem, 413, argument.name)


def read_selection(arguments: MultiDict[str, str]) -> SearchRequest:
    """The reports to count in, where the other arguments of a search are none of them: a sort, page or size is that of what is
    listed, whatever a search would make of it. Raises BadArgument."""
    selecting = MultiDict((name, value) for name, value in arguments.items(multi=True) if name in SELECTION)
    return replace(read_state(selecting).request, page=1)


def told(*own: tuple[Argument, str]) -> list[tuple[str, str]]:
    """The arguments that say something: those that are neither empty nor as by default."""
    return [(argument.name, value) for argument, value in own if value and value != argument.default]


def selection_pairs(request: SearchRequest) -> list[tuple[str, str]]:
    """The arguments that say in which reports to count, whatever page of them is shown."""
    return pairs(PageState(replace(request, page=1, size=DEFAULT_SIZE, sort="relevance")))


def search_url(request: SearchRequest) -> str:
    """The search that finds the reports of a selection."""
    return address("pages.search", selection_pairs(request))
