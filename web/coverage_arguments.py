"""The arguments of coverage, adoption and set phrases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from werkzeug.datastructures import MultiDict

from indexer.analysis.coverage import ROWS
from indexer.analysis.expected import ExpectedList, read_lines
from indexer.analysis.matrix import YEARS
from indexer.analysis.phrases import MAX_PHRASES
from indexer.analysis.terms import LONGEST_TERM
from indexer.answers import SearchRequest
from indexer.messages import said
from web.analysis_arguments import SELECTION, read_term, selection_pairs, told
from web.arguments import PAGE, Argument
from web.params import BadArgument, number, one_of, read_state

MAX_LIST: Final = 4000
"""Characters of a list in a URL; longer ones are for the command, which reads tables."""
BY: Final = Argument("by", "What a row is.", choices=ROWS, default=ROWS[0])
DATED: Final = Argument("dated", "Which year is meant.", choices=YEARS, default=YEARS[0])
DATED_USES: Final = Argument("dated", "Which year dates a use.", choices=YEARS, default="delivered_year")
EXPECTED: Final = Argument(
    "expected",
    "What should be there: on each line the name of an organization and its years, `重庆市涪陵区政协 2020..2023`.",
    longest=MAX_LIST,
    example="重庆市涪陵区政协 2020..2023",
)
TERM: Final = Argument(
    "term",
    "A string of any characters; `“…”` around it leaves other wordings out.",
    longest=LONGEST_TERM,
    required=True,
    example="全过程人民民主",
)
LIMIT: Final = Argument("limit", "Phrases listed.", least=1, most=MAX_PHRASES, default="100")
MEASURE: Final = Argument(
    "measure", "What the page's matrix shows.", choices=("occurrences", "reports", "rate"), default="occurrences"
)
COVERAGE: Final[Mapping[str, Argument]] = {**{each.name: each for each in (BY, DATED, EXPECTED)}, **SELECTION}
ADOPTION: Final[Mapping[str, Argument]] = {**{each.name: each for each in (TERM, DATED_USES)}, **SELECTION}
PHRASES: Final[Mapping[str, Argument]] = {**{each.name: each for each in (LIMIT, DATED_USES)}, **SELECTION}


@dataclass(frozen=True, slots=True)
class CoverageAsked:
    """What a URL of coverage says."""

    request: SearchRequest
    by: str
    dated: str
    expected: str
    """Lines, empty without a list."""
    page: int = 1

    @property
    def listed(self) -> ExpectedList | None:
        """What should be there, read; None without a list."""
        return read_lines(self.expected) if self.expected else None

    def pairs(self) -> list[tuple[str, str]]:
        """The arguments that say it, in a settled order; what is as by default is left out."""
        own = ((BY, self.by), (DATED, self.dated), (EXPECTED, self.expected), (PAGE, str(self.page)))
        return [*told(*own), *selection_pairs(self.request)]


@dataclass(frozen=True, slots=True)
class AdoptionAsked:
    """What a URL of adoption says."""

    request: SearchRequest
    term: str
    """Empty: there is nothing to look for yet."""
    dated: str
    measure: str = "occurrences"
    page: int = 1
    limit: int = int(LIMIT.default or 0)
    """Phrases listed, where there is no term."""

    def pairs(self) -> list[tuple[str, str]]:
        """As of ``CoverageAsked``."""
        what = (TERM, self.term) if self.term else (LIMIT, str(self.limit))
        own = (what, (DATED_USES, self.dated), (MEASURE, self.measure), (PAGE, str(self.page)))
        return [*told(*own), *selection_pairs(self.request)]

    def unsaid(self) -> list[tuple[str, str]]:
        """What the form on the page of phrases has no field for, the selection aside."""
        return told((LIMIT, str(self.limit)), (MEASURE, self.measure))


def read_coverage(arguments: MultiDict[str, str]) -> CoverageAsked:
    """Raises BadArgument."""
    expected = arguments.get(EXPECTED.name, "").strip()
    if len(expected) > MAX_LIST:
        raise BadArgument(
            said("清单最多 %(most)s 个字符；更长的请用命令 zhengxie coverage --expected。", most=MAX_LIST),
            413,
            EXPECTED.name,
        )
    return CoverageAsked(
        read_state(_without_page(arguments)).request,
        one_of(BY, arguments),
        one_of(DATED, arguments),
        expected.replace("\r\n", "\n"),
        number(PAGE, arguments),
    )


def read_adoption(arguments: MultiDict[str, str]) -> AdoptionAsked:
    """Raises BadArgument."""
    term = read_term(TERM, arguments)
    return AdoptionAsked(
        read_state(_without_page(arguments)).request,
        term,
        one_of(DATED_USES, arguments),
        one_of(MEASURE, arguments),
        number(PAGE, arguments),
        number(LIMIT, arguments),
    )


def _without_page(arguments: MultiDict[str, str]) -> MultiDict[str, str]:
    """The pages here are of a matrix, not of a search."""
    return MultiDict([(name, value) for name, value in arguments.items(multi=True) if name != PAGE.name])
