"""A query as it was read, in words, for showing to the person who typed it."""

from __future__ import annotations

from itertools import pairwise

from indexer.query.syntax import All, Any, Field, Near, Not, Operand, Quoted, Syntax, Together, Word


def in_words(tree: Syntax) -> str:
    """提案 且 (教育 或 卫生)，不含 视察; empty for an empty query."""
    match tree:
        case Word(typed):
            return typed
        case Quoted(typed):
            return f"“{typed}”"
        case Field():
            return tree.typed
        case Near(operands, distances):
            pairs = zip(pairwise(map(_operand, operands)), distances, strict=True)
            return "，".join(f"{left} 与 {right} {_distance(distance)}" for (left, right), distance in pairs)
        case Together(operands, within):
            place = "同一句中有" if within == "sentence" else "同一段中有"
            return f"{place} {'、'.join(map(_operand, operands))}"
        case Not(inner):
            return f"不含 {_nested(inner)}"
        case All(items):
            wanted = [_nested(item) for item in items if not isinstance(item, Not)]
            unwanted = [in_words(item) for item in items if isinstance(item, Not)]
            return "，".join(filter(None, [" 且 ".join(wanted), *unwanted]))
        case Any(items):
            return " 或 ".join(_nested(item) for item in items)


def _nested(item: Syntax) -> str:
    words = in_words(item)
    several = isinstance(item, Near | Together) or (isinstance(item, All | Any) and len(item.items) > 1)
    return f"({words})" if several else words


def _operand(alternatives: Operand) -> str:
    return in_words(alternatives[0]) if len(alternatives) == 1 else f"({in_words(Any(alternatives))})"


def _distance(distance: int) -> str:
    return f"相距不超过 {distance} 字" if distance else "紧挨着"
