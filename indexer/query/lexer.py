"""Typed text → tokens. Nothing is an error: what forms no operator is a word, and what has no partner is said so."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from indexer.messages import Message, said
from indexer.query.tree import Field, Quoted, Word

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
    "completeness": "completeness",
    "完整性": "completeness",
    "year": "year",
    "年份": "year",
}
"""What may stand before a colon; "year" means covered_year, and the answer says so."""

UNBALANCED: Final = said("括号不成对，多余的括号按普通文字理解。")
# Full-width ASCII and the ideographic space are read as their half-width forms; one character to one character.
_HALF_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_FIELD: Final = re.compile(rf"({'|'.join(sorted(FIELDS, key=len, reverse=True))}):\s*(?=\S)", re.IGNORECASE)
_NEAR: Final = re.compile(r"NEAR(?:/([0-9]*))?")
_TOGETHER: Final = re.compile(r"(同句|同段|SENTENCE|PARAGRAPH)\s*\(")
_WITHIN: Final = {"同句": "sentence", "SENTENCE": "sentence", "同段": "paragraph", "PARAGRAPH": "paragraph"}


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    """"item", "or", "not", "and", "near", "together", "(" or ")"."""
    typed: str
    item: Word | Quoted | Field | None = None
    """Of an "item"."""
    distance: int | None = None
    """Of a "near", as typed; None where none was."""
    within: str = ""
    """Of a "together": "sentence" or "paragraph"."""


def escaped(text: str) -> str:
    """``text`` so that it is read as itself in quotation marks or in a word; in a word spaces, 、 and | end it all the same."""
    halves = text.translate(_HALF_WIDTH)
    return "".join(
        f"\\{typed}" if half in _QUOTES or half == "\\" else typed for typed, half in zip(text, halves, strict=True)
    )


def is_operator(typed: str) -> bool:
    """Whether a word, standing alone between spaces, would be taken for an operator or for the beginning of a field."""
    half = typed.translate(_HALF_WIDTH)
    field_alone = half.endswith(":") and half[:-1].lower() in FIELDS
    return half in _OR | _NOT | _AND or half in _WITHIN or half.startswith("NEAR") or field_alone


@dataclass(slots=True)
class Reading:
    """What there is to tell of how a text was read."""

    notes: list[Message] = field(default_factory=list)

    def note(self, sentence: Message) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)


class Lexer:
    """Cuts typed text into tokens; ``half`` is the text in half-width, equal in length."""

    def __init__(self, text: str, reading: Reading) -> None:
        self.text = text
        self.half = text.translate(_HALF_WIDTH)
        self.reading = reading
        self.at = 0
        self.depth = 0

    def tokens(self) -> list[Token]:
        found: list[Token] = []
        while True:
            while self.at < len(self.half) and (self.half[self.at].isspace() or self.half[self.at] == "、"):
                self.at += 1
            if self.at >= len(self.half):
                return found
            found.append(self._next(self.half[self.at]))

    def _next(self, character: str) -> Token:
        start = self.at
        if character in "()":
            self.at += 1
            self.depth += 1 if character == "(" else -min(1, self.depth)
            return Token(character, character)
        if character == "|":
            self.at += 1
            return Token("or", "|")
        if character == "-" and self._before_term(start + 1):
            self.at += 1
            return Token("not", "-")
        if character in _CLOSERS and (quoted := self._quoted()) is not None:
            return Token("item", self.text[start : self.at], Quoted(quoted))
        if match := _TOGETHER.match(self.half, self.at):
            self.at = match.end()
            self.depth += 1
            return Token("together", match[1], within=_WITHIN[match[1]])
        if match := _FIELD.match(self.half, self.at):
            self.at = match.end()
            value, is_quoted = self._value()
            typed = self.text[start : self.at]
            if value:
                return Token("item", typed, Field(FIELDS[match[1].lower()], value, is_quoted, typed))
            return Token("item", typed, Word(typed))
        word = self._word()
        typed = self.half[start : self.at]
        if typed.endswith(":") and typed[:-1].lower() in FIELDS:
            self.reading.note(said("“%(typed)s”后面缺少内容，按普通文字理解。", typed=typed))
        if typed.startswith("NEAR") and self._alone(start) and (near := self._near(typed)) is not None:
            return near
        for kind, operators in (("or", _OR), ("not", _NOT), ("and", _AND)):
            if typed in operators and self._alone(start):
                return Token(kind, typed)
        return Token("item", self.text[start : self.at], Word(word))

    def _near(self, typed: str) -> Token | None:
        """NEAR, NEAR/ or NEAR/5; None for NEARBY and, with a note, for NEAR/x."""
        if match := _NEAR.fullmatch(typed):
            return Token("near", typed, distance=int(match[1]) if match[1] else None)
        if typed.startswith("NEAR/"):
            self.reading.note(said("“%(typed)s”的距离不是数字（应如 NEAR/5），按普通文字理解。", typed=typed))
        return None

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
        self.reading.note(said("引号不成对，按普通文字理解。"))
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
                    self.reading.note(UNBALANCED)
                open_inside = max(0, open_inside - 1)
            found.append(self.text[self.at])
            self.at += 1
            first = False
        return "".join(found)
