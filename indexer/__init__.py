"""Reads Chinese public reports, knows their organization and year, indexes and searches them.

For programs: ``open_index`` and the analyses, which take what it returns::

    from indexer import open_index, trends

    library = open_index("index")
    frame = trends(library, ["社情民意信息", "协商"], by="covered_year").to_dataframe()

docs/notebook.md goes through them one by one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from indexer.analysis.adoption import adoption as adoption
    from indexer.analysis.comparing import compare as compare
    from indexer.analysis.concordance import concordance as concordance
    from indexer.analysis.coverage import coverage as coverage
    from indexer.analysis.expected import read_expected as read_expected
    from indexer.analysis.figures_table import figures_of as figures_of
    from indexer.analysis.neighbours import neighbours as neighbours
    from indexer.analysis.phrases import set_phrases as set_phrases
    from indexer.analysis.recounting import read_record as read_record
    from indexer.analysis.recounting import record as record
    from indexer.analysis.recounting import record_json as record_json
    from indexer.analysis.recounting import recount as recount
    from indexer.analysis.succession import succession as succession
    from indexer.analysis.trends import trends as trends
    from indexer.answers import SearchRequest as SearchRequest
    from indexer.search import open_library as open_index

_PUBLIC: Final = {
    "SearchRequest": ("indexer.answers", "SearchRequest"),
    "adoption": ("indexer.analysis.adoption", "adoption"),
    "compare": ("indexer.analysis.comparing", "compare"),
    "concordance": ("indexer.analysis.concordance", "concordance"),
    "coverage": ("indexer.analysis.coverage", "coverage"),
    "figures_of": ("indexer.analysis.figures_table", "figures_of"),
    "neighbours": ("indexer.analysis.neighbours", "neighbours"),
    "open_index": ("indexer.search", "open_library"),
    "read_expected": ("indexer.analysis.expected", "read_expected"),
    "read_record": ("indexer.analysis.recounting", "read_record"),
    "record": ("indexer.analysis.recounting", "record"),
    "record_json": ("indexer.analysis.recounting", "record_json"),
    "recount": ("indexer.analysis.recounting", "recount"),
    "set_phrases": ("indexer.analysis.phrases", "set_phrases"),
    "succession": ("indexer.analysis.succession", "succession"),
    "trends": ("indexer.analysis.trends", "trends"),
}
"""Name → where it is; nothing is loaded before it is asked for."""
__all__ = [
    "SearchRequest",
    "adoption",
    "compare",
    "concordance",
    "coverage",
    "figures_of",
    "neighbours",
    "open_index",
    "read_expected",
    "read_record",
    "record",
    "record_json",
    "recount",
    "set_phrases",
    "succession",
    "trends",
]


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _PUBLIC[name]
    return getattr(import_module(module), attribute)
