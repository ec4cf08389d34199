"""A query as it was read, in words, for showing to the person who typed it."""

from __future__ import annotations

from indexer.query.syntax import All, Any, Field, Not, Quoted, Syntax, Word


def in_words(tree: Syntax) -> str:
    """提案 且 (教育 或 卫生)，不含 视察; empty for an empty query."""
    match tree:
        case Word(typed):
            return typed
        case Quoted(typed):
            return f"“{typed}”"
        case Field():
            return tree.typed
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
    return f"({words})" if isinstance(item, All | Any) and len(item.items) > 1 else words
