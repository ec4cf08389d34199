"""Reads Chinese public reports, knows their organization and year, indexes and searches them.

For programs: ``open_index`` and the analyses, which take what it returns::

    from indexer import open_index, trends

    library = open_index("index")
    frame = trends(library, ["社情民意信息", "协商"], by="covered_year").to_dataframe()
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from indexer.analysis.comparing import compare as compare
    from indexer.analysis.concordance import concordance as concordance
    from indexer.analysis.figures_table import figures_of as figures_of
    from indexer.analysis.neighbours import neighbours as neighbours
    from indexer.analysis.succession import succession as succession
    from indexer.analysis.trends import trends as trends
    from indexer.answers import SearchRequest as SearchRequest
    from indexer.search import open_library as open_index

_PUBLIC: Final = {
    "SearchRequest": ("indexer.answers", "SearchRequest"),
    "compare": ("indexer.analysis.comparing", "compare"),
    "concordance": ("indexer.analysis.concordance", "concordance"),
    "neighbours": ("indexer.analysis.neighbours", "neighbours"),
    "figures_of": ("indexer.analysis.figures_table", "figures_of"),
    "open_index": ("indexer.search", "open_library"),
    "succession": ("indexer.analysis.succession", "succession"),
    "trends": ("indexer.analysis.trends", "trends"),
}
"""Name → where it is; nothing is loaded before it is asked for."""
__all__ = [
    "SearchRequest",
    "compare",
    "concordance",
    "figures_of",
    "neighbours",
    "open_index",
    "succession",
    "trends",
]


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _PUBLIC[name]
    return getattr(import_module(module), attribute)
