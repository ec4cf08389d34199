"""NEAR and 同句( ): which items can stand in them, and what is said where they cannot.

Only strings have places that can be compared: a word, a quoted string, or an OR of them. Anything else in these
operators makes a plain AND of them, and a note says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from indexer.messages import said
from indexer.query.lexer import Reading, Token
from indexer.query.tree import All, Any, Near, Operand, Quoted, Syntax, Together, Word

MAX_DISTANCE: Final = 1000
USUAL_DISTANCE: Final = 10
"""What NEAR without a number means, in characters."""


def near(items: Sequence[Syntax], operators: Sequence[Token], reading: Reading) -> Syntax:
    """``items`` with NEAR between each two of them; the item itself where there is but one."""
    if len(items) == 1:
        return items[0]
    operands = [operand for item in items if (operand := _operand(item)) is not None]
    if len(operands) < len(items):
        reading.note(said("NEAR 两边只能是词、引号内的文字，或括号内用 OR 连接的这些；已按“都要有”理解，不限距离。"))
        return All(tuple(items))
    return Near(tuple(operands), tuple(_distance(operator, reading) for operator in operators))


def together(operator: Token, items: Sequence[Syntax], reading: Reading) -> Syntax:
    """同句( ) or 同段( ) with ``items`` in it."""
    if len(items) < 2:
        reading.note(said("“%(typed)s”的括号内至少要有两项，已按普通检索词理解。", typed=operator.typed))
        return items[0] if items else All(())
    operands = [operand for item in items if (operand := _operand(item)) is not None]
    if len(operands) < len(items):
        place = said("同一句") if operator.within == "sentence" else said("同一段")
        reading.note(
            said(
                "“%(typed)s”的括号内只能是词、引号内的文字，或用 OR 连接的这些；已按“都要有”理解，不限在%(place)s。",
                typed=operator.typed,
                place=place,
            )
        )
        return All(tuple(items))
    return Together(tuple(operands), operator.within)


def _operand(item: Syntax) -> Operand | None:
    if isinstance(item, Quoted):
        return (item,) if item.text else None
    if isinstance(item, Word):
        return (item,) if any(map(str.isalnum, item.text)) else None
    if not isinstance(item, Any):
        return None
    branches = [_operand(branch) for branch in item.items]
    return None if None in branches else tuple(each for branch in branches if branch for each in branch)


def _distance(operator: Token, reading: Reading) -> int:
    if operator.distance is None:
        reading.note(
            said(
                "“%(typed)s”没有写明距离，按 NEAR/%(distance)s（相距不超过 %(distance)s 字）理解。",
                typed=operator.typed,
                distance=USUAL_DISTANCE,
            )
        )
        return USUAL_DISTANCE
    if operator.distance > MAX_DISTANCE:
        reading.note(
            said(
                "“%(typed)s”的距离过大，按最大的 NEAR/%(distance)s 理解。", typed=operator.typed, distance=MAX_DISTANCE
            )
        )
    return min(operator.distance, MAX_DISTANCE)
