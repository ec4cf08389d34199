"""The arguments of comparisons: the first selection is said as a search is, the second by the same names behind ``TO``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from indexer.analysis.comparing import MOST_LISTED
from indexer.analysis.keyness import Criteria
from indexer.analysis.recounting import selecting
from indexer.answers import SearchRequest
from web.analysis_arguments import SELECTION, TERM, read_typed_terms, selection_pairs, told
from web.arguments import COPIES, EXCLUSIONS, FILTERS, QUERY, SECTION, VARIANTS, Argument
from web.params import BadArgument, number, one_of, read_state

TO: Final = "to_"
"""Before the name of an argument: that of the second selection."""
_COMMON: Final = (VARIANTS, COPIES)
LIMIT: Final = Argument("limit", "Words listed for each selection.", least=1, most=MOST_LISTED, default="50")
NUMBERS: Final = Argument("numbers", "`1`: numbers and years are listed, too.", choices=("0", "1"), default="0")
HOLDING: Final = Argument(
    "holding",
    "Words are listed only if so many reports at least hold them, of the selection in which they are more frequent.",
    least=0,
    most=1_000_000,
    default="0",
)
COMPARE: Final[Mapping[str, Argument]] = {
    TERM.name: replace(TERM, required=False),
    **SELECTION,
    **{
        TO + each.name: replace(each, name=TO + each.name, description=f"As `{each.name}`, of the second selection.")
        for each in (QUERY, *FILTERS, *EXCLUSIONS, SECTION)
    },
    **{each.name: each for each in (LIMIT, NUMBERS, HOLDING)},
}
OTHER: Final = Argument(
    "other",
    "The `id` of the report to compare with; without it, that of the year before by the same organization and of the "
    "same kind is taken, or the latest before it.",
    longest=64,
)
SUCCESSION: Final[Mapping[str, Argument]] = {OTHER.name: OTHER}


@dataclass(frozen=True, slots=True)
class CompareAsked:
    """What a URL of comparisons says."""

    terms: tuple[str, ...]
    first: SearchRequest
    second: SearchRequest
    limit: int
    numbers: bool
    holding: int

    @property
    def chosen(self) -> bool:
        """Whether there is anything to compare: the whole index does not differ from itself."""
        return selection_pairs(self.first) != selection_pairs(self.second)

    @property
    def criteria(self) -> Criteria:
        return Criteria(numbers=self.numbers, reports=self.holding)

    @property
    def settings(self) -> dict[str, Any]:
        """What a record of it keeps beside the first request."""
        return {
            "second": selecting(self.second),
            "terms": list(self.terms),
            "limit": self.limit,
            "numbers": self.numbers,
            "holding": self.holding,
        }

    def pairs(self) -> list[tuple[str, str]]:
        """The arguments that say it, in a settled order; what is as by default is left out."""
        return [
            *told(*((TERM, term) for term in self.terms)),
            *selection_pairs(self.first),
            *second_pairs(self.second),
            *told((LIMIT, str(self.limit)), (NUMBERS, str(int(self.numbers))), (HOLDING, str(self.holding))),
        ]


def second_pairs(request: SearchRequest) -> list[tuple[str, str]]:
    """The arguments of the second selection; what holds for both stands in those of the first."""
    common = {each.name for each in _COMMON}
    return [(TO + name, value) for name, value in selection_pairs(request) if name not in common]


def read_compare(arguments: MultiDict[str, str]) -> CompareAsked:
    """Raises BadArgument. Both selections may be the same: then there is nothing to compare yet."""
    common = {each.name for each in _COMMON}
    theirs = MultiDict(
        [
            (name.removeprefix(TO), value)
            for name, value in arguments.items(multi=True)
            if name.startswith(TO) or name in common
        ]
    )
    try:
        second = read_state(theirs).request
    except BadArgument as error:
        name = error.argument
        renamed = name if name is None or name in common else TO + name
        raise BadArgument(error.message, error.status, renamed) from error
    return CompareAsked(
        terms=read_typed_terms(arguments),
        first=read_state(arguments).request,
        second=second,
        limit=number(LIMIT, arguments),
        numbers=one_of(NUMBERS, arguments) == "1",
        holding=number(HOLDING, arguments),
    )
