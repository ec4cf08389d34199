"""What suggestions and corrections ask of an engine: how many reports hold a string, or are found by a query."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from indexer.engine.base import Engine, EngineRequest
from indexer.query import ExactString, Language, compile_query
from indexer.suggest.corrections import Ask


def standing(engine: Engine, string: str) -> int:
    """In how many reports a folded string stands."""
    # As in compile_query: no index can be asked for a lone surrogate.
    string = string.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return engine.rank(EngineRequest(ExactString("text", string), {}, size=0)).total


def asking(engine: Engine, asked: EngineRequest, language: Language, *, variants: bool) -> Ask:
    """What is asked to correct a query that was searched for by ``asked``; other queries are read as that one was."""

    def total(query: str) -> int:
        tree = compile_query(query, language, variants=variants).attempts[0].tree
        return engine.rank(replace(asked, tree=tree, groups=(), facets=(), start=0, size=0)).total

    return Ask(partial(standing, engine), total, language.words, language.known)
