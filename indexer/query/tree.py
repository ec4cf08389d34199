"""The small tree that typed text is read into, as typed: nothing is folded, cut or looked up yet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A term without quotes, as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """Exactly this string, as typed, escapes resolved."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    """A value of ``FIELDS``."""
    text: str
    quoted: bool
    typed: str
    """The whole of it as it was typed."""


Operand = tuple[Word | Quoted, ...]
"""What stands on a side of NEAR or inside 同句( ): any of these; at least one."""


@dataclass(frozen=True, slots=True)
class Near:
    """Neighbours that stand close to each other; ``distances[i]`` lies between operands i and i + 1."""

    operands: tuple[Operand, ...]
    """Two or more."""
    distances: tuple[int, ...]
    """Characters, one fewer than operands."""


@dataclass(frozen=True, slots=True)
class Together:
    """All operands within one "sentence" or "paragraph"."""

    operands: tuple[Operand, ...]
    """Two or more."""
    within: str


@dataclass(frozen=True, slots=True)
class Not:
    item: Syntax


@dataclass(frozen=True, slots=True)
class All:
    items: tuple[Syntax, ...]


@dataclass(frozen=True, slots=True)
class Any:
    items: tuple[Syntax, ...]


Syntax = Word | Quoted | Field | Near | Together | Not | All | Any


def holds(item: Syntax) -> bool:
    """Whether there is anything in it."""
    if isinstance(item, Not):
        return holds(item.item)
    return not (isinstance(item, All | Any) and not item.items)
