"""From typed text to a Whoosh query tree. Pure: no index, no files, no clock.

``lexer`` and ``syntax`` read the text into the small ``tree`` of its own; ``compile`` turns that into Whoosh query trees
with the nodes of ``nodes``. The language is written down in docs/query-language.md.
"""

from indexer.query.compile import compile_query, read_loosely
from indexer.query.compiled import Attempt, CompiledQuery, Group, Language
from indexer.query.joining import joined, quoted
from indexer.query.nodes import Contains, ExactString, Near, Together, YearRange
from indexer.query.syntax import MAX_CHARACTERS, Syntax, read_query
from indexer.query.trees import everything, some_of
from indexer.query.years import read_years

__all__ = [
    "MAX_CHARACTERS",
    "Attempt",
    "CompiledQuery",
    "Contains",
    "ExactString",
    "Group",
    "Language",
    "Near",
    "Syntax",
    "Together",
    "YearRange",
    "compile_query",
    "everything",
    "joined",
    "quoted",
    "read_loosely",
    "read_query",
    "read_years",
    "some_of",
]
