"""The arguments of figures, beside those of the selection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from werkzeug.datastructures import MultiDict

from indexer.analysis.terms import LONGEST_TERM
from indexer.answers import SearchRequest
from web.analysis_arguments import SELECTION, read_selection, selection_pairs, told
from web.arguments import MAX_PAGE, Argument
from web.params import number, short_text

MAX_ROWS: Final = 500
INDICATOR: Final = Argument(
    "indicator",
    "What is counted (社情民意信息), what was done (立案), or both (社情民意信息 采用, 集体提案). A wrong one is answered with the "
    "list of all.",
    longest=LONGEST_TERM,
    required=True,
    example="立案",
)
ROWS_PAGE: Final = Argument("page", "Number of the page of rows.", least=1, most=MAX_PAGE, default="1")
ROWS: Final = Argument("size", "Rows of a page.", least=1, most=MAX_ROWS, default="50")
FIGURES: Final[Mapping[str, Argument]] = {**{each.name: each for each in (INDICATOR, ROWS_PAGE, ROWS)}, **SELECTION}


@dataclass(frozen=True, slots=True)
class FiguresAsked:
    """What a URL of figures says."""

    words: str
    request: SearchRequest
    page: int = 1
    size: int = int(ROWS.default or 0)

    def pairs(self) -> list[tuple[str, str]]:
        """The arguments that say it, in a settled order; what is as by default is left out."""
        return [*self.selecting(), *told((ROWS_PAGE, str(self.page)), (ROWS, str(self.size)))]

    def unsaid(self) -> list[tuple[str, str]]:
        """What the form has no field for, the selection aside."""
        return told((ROWS, str(self.size)))

    def selecting(self) -> list[tuple[str, str]]:
        """Indicator and selection alone."""
        return [*told((INDICATOR, self.words)), *selection_pairs(self.request)]


def read_figures(arguments: MultiDict[str, str]) -> FiguresAsked:
    """Raises BadArgument. The indicator may be empty: then nothing is asked yet."""
    return FiguresAsked(
        short_text(INDICATOR, arguments),
        read_selection(arguments),
        number(ROWS_PAGE, arguments),
        number(ROWS, arguments),
    )
