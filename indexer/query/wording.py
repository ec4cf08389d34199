"""A query as it was read, in words, for showing to the person who typed it.

Put together out of messages, so that its "and" and "without" can be said in another language around the words typed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from indexer.messages import Message, said
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
            return _joined([_apart(left, right, distance) for (left, right), distance in pairs], _listed)
        case Together(operands, within):
            strings = tuple(map(_operand, operands))
            if within == "sentence":
                return said("同一句中有 %(strings)s", strings=strings)
            return said("同一段中有 %(strings)s", strings=strings)
        case Not(inner):
            return said("不含 %(words)s", words=_nested(inner))
        case All(items):
            wanted = [_nested(item) for item in items if not isinstance(item, Not)]
            unwanted = [in_words(item) for item in items if isinstance(item, Not)]
            return _joined([*filter(None, [_joined(wanted, _both)]), *unwanted], _listed)
        case Any(items):
            return _joined([_nested(item) for item in items], _either)


def _nested(item: Syntax) -> str:
    words = in_words(item)
    several = isinstance(item, Near | Together) or (isinstance(item, All | Any) and len(item.items) > 1)
    return _bracketed(words) if several else words


def _operand(alternatives: Operand) -> str:
    return in_words(alternatives[0]) if len(alternatives) == 1 else _bracketed(in_words(Any(alternatives)))


def _apart(left: str, right: str, distance: int) -> Message:
    if not distance:
        return said("%(left)s 与 %(right)s 紧挨着", left=left, right=right)
    return said("%(left)s 与 %(right)s 相距不超过 %(distance)s 字", left=left, right=right, distance=distance)


def _joined(words: Sequence[str], join: Callable[[str, str], Message]) -> str:
    """Two and two, so that a long query stays a shallow tree of messages; nothing for no words."""
    if len(words) < 2:
        return words[0] if words else ""
    half = len(words) // 2
    return join(_joined(words[:half], join), _joined(words[half:], join))


def _both(left: str, right: str) -> Message:
    return said("%(left)s 且 %(right)s", left=left, right=right)


def _either(left: str, right: str) -> Message:
    return said("%(left)s 或 %(right)s", left=left, right=right)


def _listed(left: str, right: str) -> Message:
    return said("%(left)s，%(right)s", left=left, right=right)


def _bracketed(words: str) -> Message:
    return said("(%(words)s)", words=words)
