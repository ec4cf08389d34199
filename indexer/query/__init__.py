"""From typed text to a Whoosh query tree. Pure: no index, no files, no clock.

``syntax`` reads the text into a small tree of its own; ``compile`` turns that into Whoosh query trees with the nodes
of ``nodes``. The language is written down in docs/query-language.md.
"""

from indexer.query.compile import Attempt, CompiledQuery, Group, Language, compile_query, read_years
from indexer.query.nodes import Contains, ExactString, YearRange
from indexer.query.syntax import MAX_CHARACTERS, Syntax, read_query

__all__ = [
    "MAX_CHARACTERS",
    "Attempt",
    "CompiledQuery",
    "Contains",
    "ExactString",
    "Group",
    "Language",
    "Syntax",
    "YearRange",
    "compile_query",
    "read_query",
    "read_years",
]
