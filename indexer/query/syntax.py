"""Typed text → a small syntax tree. Nothing a person types is an error, except that too much of it is.

Grammar, loosest first (NOT binds closest, then NEAR, then standing side by side, then OR):

    query   = any ;   any = all { ("OR" | "或" | "|") all } ;   all = near { near } ;
    near    = item { "NEAR/5" item } ;
    item    = [ "-" | "NOT" | "非" ] ( "(" any ")" | together | quoted | field ":" (quoted | word) | word ) ;
    together = ("同句" | "同段") "(" near { ["OR"] near } ")"

Whatever does not fit is read as text, and a note says so.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from indexer.errors import QueryError
from indexer.messages import Message, said
from indexer.query.lexer import FIELDS, UNBALANCED, Lexer, Reading, Token
from indexer.query.proximity import near, together
from indexer.query.tree import All, Any, Field, Near, Not, Operand, Quoted, Syntax, Together, Word, holds

__all__ = [
    "FIELDS",
    "MAX_CHARACTERS",
    "MAX_DEPTH",
    "MAX_ITEMS",
    "All",
    "Any",
    "Field",
    "Near",
    "Not",
    "Operand",
    "Quoted",
    "Syntax",
    "Together",
    "Word",
    "read_query",
]

MAX_CHARACTERS: Final = 2000
MAX_ITEMS: Final = 200
MAX_DEPTH: Final = 20
_BEGINS_ITEM: Final = ("item", "(", "not", "together")
"""Kinds of tokens that an item may begin with."""


@lru_cache(maxsize=64)
def read_query(text: str) -> tuple[Syntax, tuple[Message, ...]]:
    """Return the syntax tree of ``text`` (``All(())`` when there is nothing in it) and notes on how it was read.

    A search asks for its query more than once, to answer and to correct it. Raises QueryError when the text is longer than
    ``MAX_CHARACTERS`` or has more than ``MAX_ITEMS`` items.
    """
    if len(text) > MAX_CHARACTERS:
        raise QueryError(
            said("检索式过长：%(count)s 个字符，最多 %(most)s 个；请缩短后再试。", count=len(text), most=MAX_CHARACTERS)
        )
    reading = Reading()
    tokens = Lexer(text, reading).tokens()
    if len(tokens) > MAX_ITEMS:
        raise QueryError(
            said("检索式过于复杂：%(count)s 项，最多 %(most)s 项；请分几次检索。", count=len(tokens), most=MAX_ITEMS)
        )
    return _Parser(tokens, reading).query(), tuple(reading.notes)


class _Parser:
    """Recursive descent over the tokens; every way out of a malformed query is text and a note."""

    def __init__(self, tokens: list[Token], reading: Reading) -> None:
        self.rest = tokens[::-1]
        self.reading = reading

    def query(self) -> Syntax:
        items: list[Syntax] = []
        while self.rest:
            items.append(self._any(0))
            if self.rest:  # only a closing bracket stops _any early at the top
                self.rest.pop()
                self.reading.note(UNBALANCED)
        return _flat(All, items)

    def _any(self, depth: int) -> Syntax:
        branches = [self._all(depth)]
        while self.rest and self.rest[-1].kind == "or":
            operator = self.rest.pop()
            branch = self._all(depth)
            if not holds(branch) or not holds(branches[-1]):
                branches.append(_flat(All, [branches.pop(), self._as_text(operator), branch]))
            else:
                branches.append(branch)
        return _flat(Any, branches)

    def _all(self, depth: int) -> Syntax:
        items: list[Syntax] = []
        while self.rest and self.rest[-1].kind not in ("or", ")"):
            token = self.rest.pop()
            if token.kind != "and":
                items.append(self._near(token, depth))
            elif not items or not self.rest or self.rest[-1].kind in ("or", ")"):
                items.append(self._as_text(token))
        return _flat(All, items)

    def _near(self, token: Token, depth: int) -> Syntax:
        """An item, or several with NEAR between them."""
        items = [self._item(token, depth)]
        operators: list[Token] = []
        while self.rest and self.rest[-1].kind == "near":
            operator = self.rest.pop()
            complete = self.rest and self.rest[-1].kind in _BEGINS_ITEM and holds(items[-1])
            following = self._item(self.rest.pop(), depth) if complete else All(())
            if not holds(following):
                return _flat(All, [near(items, operators, self.reading), self._as_text(operator)])
            items.append(following)
            operators.append(operator)
        return near(items, operators, self.reading)

    def _operands(self, depth: int) -> list[Syntax]:
        """What stands in the brackets of 同句( ), where OR joins the two items beside it and no more."""
        items: list[Syntax] = []
        while self.rest and self.rest[-1].kind != ")":
            token = self.rest.pop()
            followed = bool(items and self.rest and self.rest[-1].kind in _BEGINS_ITEM)
            if token.kind == "or" and followed:
                items[-1] = _flat(Any, [items[-1], self._near(self.rest.pop(), depth)])
            elif token.kind != "and":
                items.append(self._as_text(token) if token.kind == "or" else self._near(token, depth))
            elif not followed:
                items.append(self._as_text(token))
        return [item for item in items if holds(item)]

    def _item(self, token: Token, depth: int) -> Syntax:
        if token.item is not None:
            return token.item
        if token.kind == "not":
            if self.rest and self.rest[-1].kind in ("item", "(", "together"):
                return Not(self._item(self.rest.pop(), depth))
            if self.rest and self.rest[-1].kind == "not":  # not not x
                inner = self._item(self.rest.pop(), depth)
                return Not(inner) if holds(inner) else inner
            return self._as_text(token)
        if token.kind == "near":  # with nothing before it
            return self._as_text(token)
        if depth >= MAX_DEPTH:
            self.reading.note(said("括号超过 %(most)s 层，更深的按普通文字理解。", most=MAX_DEPTH))
            return All(())
        operands = self._operands(depth + 1) if token.kind == "together" else []
        inner = together(token, operands, self.reading) if token.kind == "together" else self._any(depth + 1)
        if self.rest and self.rest[-1].kind == ")":
            self.rest.pop()
        else:
            self.reading.note(UNBALANCED)
        return inner

    def _as_text(self, token: Token) -> Word:
        self.reading.note(said("“%(typed)s”前后缺少检索词，按普通文字理解。", typed=token.typed))
        return Word(token.typed)


def _flat(make: Callable[[tuple[Syntax, ...]], All | Any], items: list[Syntax]) -> Syntax:
    held = tuple(item for item in items if holds(item))
    return held[0] if len(held) == 1 else make(held)
