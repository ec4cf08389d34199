"""Queries that find what two queries find together, whatever was left open in the first.

A query cannot be put in brackets as it was typed: a quotation mark or an operator without its partner would take in what
follows. It is written anew from its syntax tree, and read back to be sure.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from indexer.errors import QueryError
from indexer.query.lexer import escaped, is_operator
from indexer.query.syntax import read_query
from indexer.query.tree import All, Any, Field, Near, Not, Operand, Quoted, Syntax, Together, Word, holds

_TOGETHER: Final = {"sentence": "同句", "paragraph": "同段"}


def quoted(string: str) -> str:
    """The query for exactly this string."""
    return f'"{escaped(string)}"'


@lru_cache(maxsize=256)
def joined(query: str, other: str) -> str | None:
    """A query for the reports that both queries find as they are read; None where none can be written.

    ``other`` is complete: what ``quoted`` gives, or several of these in brackets.
    """
    try:
        tree = _telling(read_query(query)[0])
        if not holds(tree):
            return other
        first = _items(tree) if isinstance(tree, All) else _nested(tree)
        both = f"{first} {other}"
        wanted = All((*(tree.items if isinstance(tree, All) else (tree,)), read_query(other)[0]))
        return both if _telling(read_query(both)[0]) == wanted else None
    except QueryError:
        return None


def _telling(item: Syntax) -> Syntax:
    """Without the words that hold no letter or digit, and empty quotes: nothing is looked for by them."""
    match item:
        case Word(text):
            return item if any(map(str.isalnum, text)) else All(())
        case Quoted(text):
            return item if text else All(())
        case Not(inner):
            kept = _telling(inner)
            return Not(kept) if holds(kept) else All(())
        case All(items):
            return _flat(All, items)
        case Any(items):
            return _flat(Any, items)
        case _:
            return item


def _flat(make: type[All] | type[Any], items: Iterable[Syntax]) -> Syntax:
    held = tuple(kept for kept in map(_telling, items) if holds(kept))
    return held[0] if len(held) == 1 else make(held)


def _written(item: Syntax) -> str:
    match item:
        case Word(text):
            return f"{escaped(text)}、" if is_operator(text) else escaped(text)
        case Quoted(text):
            return quoted(text)
        case Field():
            return item.typed
        case Near(operands, distances):
            first, *others = map(_operand, operands)
            steps = zip(distances, others, strict=True)
            return " ".join([first, *(f"NEAR/{distance} {operand}" for distance, operand in steps)])
        case Together(operands, within):
            return f"{_TOGETHER[within]}({' '.join(map(_operand, operands))})"
        case Not(inner):
            return f"NOT ({_written(inner)})" if isinstance(inner, Not) else f"NOT {_nested(inner)}"
        case All():
            return _items(item)
        case Any(items):
            return " OR ".join(map(_nested, items))


def _items(item: All) -> str:
    """Side by side; NEAR binds tighter than that."""
    return " ".join(_written(each) if isinstance(each, Near) else _nested(each) for each in item.items)


def _nested(item: Syntax) -> str:
    return f"({_written(item)})" if isinstance(item, All | Any | Near) else _written(item)


def _operand(alternatives: Operand) -> str:
    return _nested(Any(alternatives)) if len(alternatives) > 1 else _written(alternatives[0])
