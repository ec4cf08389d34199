"""Typed text → a small syntax tree. Nothing a person types is an error, except that too much of it is.

Grammar, loosest first (NOT binds closest, then standing side by side, then OR):

    query   = any ;   any = all { ("OR" | "或" | "|") all } ;   all = item { item } ;
    item    = [ "-" | "NOT" | "非" ] ( "(" any ")" | quoted | field ":" (quoted | word) | word )

Whatever does not fit is read as text, and a note says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from indexer.errors import QueryError

MAX_CHARACTERS: Final = 2000
MAX_ITEMS: Final = 200
MAX_DEPTH: Final = 20

_CLOSERS: Final = {
    **dict.fromkeys('"“”', '"“”'),
    **dict.fromkeys("‘’", "‘’"),
    "「": "」",
    "『": "』",
}
_QUOTES: Final = frozenset('"“”‘’「」『』')
_OR: Final = frozenset({"OR", "或", "|"})
_NOT: Final = frozenset({"NOT", "非"})
_AND: Final = frozenset({"AND"})
FIELDS: Final = {
    "title": "title",
    "标题": "title",
    "標題": "title",
    "organization": "organization",
    "机构": "organization",
    "機構": "organization",
    "covered": "covered_year",
    "回顾年度": "covered_year",
    "回顧年度": "covered_year",
    "delivered": "delivered_year",
    "报告年份": "delivered_year",
    "報告年份": "delivered_year",
    "kind": "kind",
    "类型": "kind",
    "類型": "kind",
    "year": "year",
    "年份": "year",
}
"""What may stand before a colon; "year" means covered_year, and the answer says so."""

_UNBALANCED: Final = "括号不成对，多余的括号按普通文字理解。"
# Full-width ASCII and the ideographic space are read as their half-width forms; one character to one character.
_HALF_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_FIELD: Final = re.compile(rf"({'|'.join(sorted(FIELDS, key=len, reverse=True))}):\s*(?=\S)", re.IGNORECASE)


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


@dataclass(frozen=True, slots=True)
class Not:
    item: Syntax


@dataclass(frozen=True, slots=True)
class All:
    items: tuple[Syntax, ...]


@dataclass(frozen=True, slots=True)
class Any:
    items: tuple[Syntax, ...]


Syntax = Word | Quoted | Field | Not | All | Any


@dataclass(slots=True)
class _Token:
    kind: str  # "item", "or", "not", "and", "(", ")"
    typed: str
    item: Word | Quoted | Field | None = None


@dataclass(slots=True)
class _Reading:
    notes: list[str] = field(default_factory=list)

    def note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)


def read_query(text: str) -> tuple[Syntax, tuple[str, ...]]:
    """Return the syntax tree of ``text`` (``All(())`` when there is nothing in it) and notes on how it was read.

    Raises QueryError when the text is longer than ``MAX_CHARACTERS`` or has more than ``MAX_ITEMS`` items.
    """
    if len(text) > MAX_CHARACTERS:
        raise QueryError(f"检索式过长：{len(text)} 个字符，最多 {MAX_CHARACTERS} 个；请缩短后再试。")
    reading = _Reading()
    tokens = _Lexer(text, reading).tokens()
    if len(tokens) > MAX_ITEMS:
        raise QueryError(f"检索式过于复杂：{len(tokens)} 项，最多 {MAX_ITEMS} 项；请分几次检索。")
    return _Parser(tokens, reading).query(), tuple(reading.notes)


class _Lexer:
    """Cuts typed text into tokens; ``half`` is the text in half-width, equal in length."""

    def __init__(self, text: str, reading: _Reading) -> None:
        self.text = text
        self.half = text.translate(_HALF_WIDTH)
        self.reading = reading
        self.at = 0
        self.depth = 0

    def tokens(self) -> list[_Token]:
        found: list[_Token] = []
        while True:
            while self.at < len(self.half) and (self.half[self.at].isspace() or self.half[self.at] == "、"):
                self.at += 1
            if self.at >= len(self.half):
                return found
            found.append(self._next(self.half[self.at]))

    def _next(self, character: str) -> _Token:
        start = self.at
        if character in "()":
            self.at += 1
            self.depth += 1 if character == "(" else -min(1, self.depth)
            return _Token(character, character)
        if character == "|":
            self.at += 1
            return _Token("or", "|")
        if character == "-" and self._before_term(start + 1):
            self.at += 1
            return _Token("not", "-")
        if character in _CLOSERS and (quoted := self._quoted()) is not None:
            return _Token("item", self.text[start : self.at], Quoted(quoted))
        if match := _FIELD.match(self.half, self.at):
            self.at = match.end()
            value, is_quoted = self._value()
            typed = self.text[start : self.at]
            if value:
                return _Token("item", typed, Field(FIELDS[match[1].lower()], value, is_quoted, typed))
            return _Token("item", typed, Word(typed))
        word = self._word()
        typed = self.half[start : self.at]
        if typed.endswith(":") and typed[:-1].lower() in FIELDS:
            self.reading.note(f"“{typed}”后面缺少内容，按普通文字理解。")
        for kind, operators in (("or", _OR), ("not", _NOT), ("and", _AND)):
            if typed in operators and self._alone(start):
                return _Token(kind, typed)
        return _Token("item", self.text[start : self.at], Word(word))

    def _before_term(self, at: int) -> bool:
        return at < len(self.half) and not self.half[at].isspace() and self.half[at] not in "-、|)"

    def _alone(self, start: int) -> bool:
        """An operator is a word only between spaces (or brackets, or at either end)."""
        before = start == 0 or self.half[start - 1].isspace() or self.half[start - 1] in "()"
        after = self.at >= len(self.half) or self.half[self.at].isspace() or self.half[self.at] in "()"
        return before and after

    def _value(self) -> tuple[str, bool]:
        if self.half[self.at] in _CLOSERS and (quoted := self._quoted()) is not None:
            return quoted, True
        return self._word(), False

    def _quoted(self) -> str | None:
        """Read a quoted string and move past it, or return None when its closing quote is missing."""
        closers = _CLOSERS[self.half[self.at]]
        found: list[str] = []
        at = self.at + 1
        while at < len(self.text):
            character = self.half[at]
            if character == "\\" and at + 1 < len(self.text) and self.half[at + 1] in _QUOTES | {"\\"}:
                found.append(self.text[at + 1])
                at += 2
                continue
            if character in closers:
                self.at = at + 1
                return "".join(found)
            found.append(self.text[at])
            at += 1
        self.reading.note("引号不成对，按普通文字理解。")
        return None

    def _word(self) -> str:
        """Read up to a space, 、, | or quote; brackets inside a word belong to it: 调研(视察)报告."""
        found: list[str] = []
        open_inside = 0
        first = True
        while self.at < len(self.half):
            character = self.half[self.at]
            escaped = self.half[self.at + 1 : self.at + 2] if character == "\\" else ""
            if escaped and (escaped in _QUOTES or escaped == "\\"):
                found.append(self.text[self.at + 1])
                self.at += 2
                first = False
                continue
            if character.isspace() or character in "、|" or (character in _CLOSERS and not first):
                break
            if character == "(":
                open_inside += 1
            elif character == ")":
                if not open_inside and self.depth:
                    break
                if not open_inside:
                    self.reading.note(_UNBALANCED)
                open_inside = max(0, open_inside - 1)
            found.append(self.text[self.at])
            self.at += 1
            first = False
        return "".join(found)


class _Parser:
    """Recursive descent over the tokens; every way out of a malformed query is text and a note."""

    def __init__(self, tokens: list[_Token], reading: _Reading) -> None:
        self.rest = tokens[::-1]
        self.reading = reading

    def query(self) -> Syntax:
        items: list[Syntax] = []
        while self.rest:
            items.append(self._any(0))
            if self.rest:  # only a closing bracket stops _any early at the top
                self.rest.pop()
                self.reading.note(_UNBALANCED)
        return _flat(All, items)

    def _any(self, depth: int) -> Syntax:
        branches = [self._all(depth)]
        while self.rest and self.rest[-1].kind == "or":
            operator = self.rest.pop()
            branch = self._all(depth)
            if not _holds(branch) or not _holds(branches[-1]):
                branches.append(_flat(All, [branches.pop(), self._as_text(operator), branch]))
            else:
                branches.append(branch)
        return _flat(Any, branches)

    def _all(self, depth: int) -> Syntax:
        items: list[Syntax] = []
        while self.rest and self.rest[-1].kind not in ("or", ")"):
            token = self.rest.pop()
            if token.kind != "and":
                items.append(self._item(token, depth))
            elif not items or not self.rest or self.rest[-1].kind in ("or", ")"):
                items.append(self._as_text(token))
        return _flat(All, items)

    def _item(self, token: _Token, depth: int) -> Syntax:
        if token.item is not None:
            return token.item
        if token.kind == "not":
            if self.rest and self.rest[-1].kind in ("item", "("):
                return Not(self._item(self.rest.pop(), depth))
            if self.rest and self.rest[-1].kind == "not":  # not not x
                inner = self._item(self.rest.pop(), depth)
                return Not(inner) if _holds(inner) else inner
            return self._as_text(token)
        if depth >= MAX_DEPTH:
            self.reading.note(f"括号超过 {MAX_DEPTH} 层，更深的按普通文字理解。")
            return All(())
        inner = self._any(depth + 1)
        if self.rest and self.rest[-1].kind == ")":
            self.rest.pop()
        else:
            self.reading.note(_UNBALANCED)
        return inner

    def _as_text(self, token: _Token) -> Word:
        self.reading.note(f"“{token.typed}”前后缺少检索词，按普通文字理解。")
        return Word(token.typed)


def _holds(item: Syntax) -> bool:
    if isinstance(item, Not):
        return _holds(item.item)
    return not (isinstance(item, All | Any) and not item.items)


def _flat(make: Callable[[tuple[Syntax, ...]], All | Any], items: list[Syntax]) -> Syntax:
    held = tuple(item for item in items if _holds(item))
    return held[0] if len(held) == 1 else make(held)
