"""The arguments of concordances and neighbours, beside those of the selection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from indexer.analysis.concordance import MAX_SIZE, MAX_WIDTH, SIZE, WIDTH
from indexer.analysis.line_order import SORTS
from indexer.analysis.neighbours import LIMIT, MOST
from indexer.analysis.terms import LONGEST_TERM
from indexer.answers import SearchRequest
from web.analysis_arguments import SELECTION, read_selection, read_term, selection_pairs, told
from web.arguments import MAX_PAGE, Argument
from web.params import number, one_of

ONE_TERM: Final = Argument(
    "term",
    "The string to look for, of any characters; `“…”` around it leaves other wordings out.",
    longest=LONGEST_TERM,
    required=True,
    example="社情民意信息",
)
LINE_SORT: Final = Argument(
    "sort",
    "The order of the lines: `report`, the newest first; `organization`, then year; `year`, then organization; "
    "`left` or `right`, by the characters that stand there, from the term outwards.",
    choices=SORTS,
    default=SORTS[0],
)
LINE_PAGE: Final = Argument("page", "Number of the page.", least=1, most=MAX_PAGE, default="1")
LINES: Final = Argument("size", "Lines of a page.", least=1, most=MAX_SIZE, default=str(SIZE))
LINE_WIDTH: Final = Argument("width", "Characters on either side.", least=1, most=MAX_WIDTH, default=str(WIDTH))
BESIDE: Final = Argument(
    "neighbours", "Whether the page ranks what stands beside the term.", choices=("0", "1"), default="0"
)
NUMBER: Final = Argument("limit", "Characters, and words, of each side.", least=1, most=MOST, default=str(LIMIT))
CONCORDANCE: Final[Mapping[str, Argument]] = {
    **{each.name: each for each in (ONE_TERM, LINE_SORT, LINE_PAGE, LINES, LINE_WIDTH)},
    **SELECTION,
}
NEIGHBOURS: Final[Mapping[str, Argument]] = {**{each.name: each for each in (ONE_TERM, NUMBER)}, **SELECTION}


@dataclass(frozen=True, slots=True)
class ConcordanceAsked:
    """What a URL of a concordance says."""

    term: str
    request: SearchRequest
    sort: str = SORTS[0]
    page: int = 1
    size: int = SIZE
    width: int = WIDTH
    beside: bool = False

    def pairs(self) -> list[tuple[str, str]]:
        """The arguments that say it, in a settled order; what is as by default is left out."""
        page, size, width = str(self.page), str(self.size), str(self.width)
        own = ((ONE_TERM, self.term), (LINE_SORT, self.sort), (LINE_PAGE, page), (LINES, size), (LINE_WIDTH, width))
        return [*told(*own, (BESIDE, str(int(self.beside)))), *selection_pairs(self.request)]

    def unsaid(self) -> list[tuple[str, str]]:
        """What the form has no field for, the selection aside."""
        return told((LINES, str(self.size)))

    def settings(self) -> dict[str, Any]:
        """What the file to keep of it says beside the selection."""
        if self.beside:
            return {"term": self.term}
        return {"term": self.term, "sort": self.sort, "page": self.page, "size": self.size, "width": self.width}

    def selecting(self) -> list[tuple[str, str]]:
        """Term and selection alone."""
        return [("term", self.term), *selection_pairs(self.request)]


def read_concordance(arguments: MultiDict[str, str]) -> ConcordanceAsked:
    """Raises BadArgument. The term may be empty: then there is nothing to look for yet."""
    return ConcordanceAsked(
        *read_term_and_request(arguments),
        one_of(LINE_SORT, arguments),
        number(LINE_PAGE, arguments),
        number(LINES, arguments),
        number(LINE_WIDTH, arguments),
        one_of(BESIDE, arguments) == "1",
    )


def read_term_and_request(arguments: MultiDict[str, str]) -> tuple[str, SearchRequest]:
    """The term, which may be empty, and the reports to look for it in. Raises BadArgument."""
    return read_term(ONE_TERM, arguments), read_selection(arguments)
