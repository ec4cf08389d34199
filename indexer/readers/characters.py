"""Characters that no report means to hold: taken out, or turned into what they stand for, before anything else looks."""

from __future__ import annotations

import re
from typing import Final

LINE_ENDS: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

UNWANTED: Final = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters, the tab and the line feed excepted
    "\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # invisible: widths, directions, soft hyphens
    "\ud800-\udfff"  # halves of surrogate pairs
    "\ufdd0-\ufdef\ufffe\uffff"  # noncharacters; U+FFFF keeps texts apart in the index
    "]"
)

ESCAPED: Final = re.compile(r"<U\+([0-9A-Fa-f]{4,6})>")
"""How R prints a character that the encoding of its output lacks: <U+00A0>."""


def sanitized(text: str) -> str:
    r"""The text with "\n" line ends and without NUL, lone surrogates, noncharacters and invisible characters."""
    return UNWANTED.sub("", LINE_ENDS.sub("\n", text))


def unescaped(text: str) -> str:
    """The text with R's ``<U+00A0>`` turned into the character meant."""
    return ESCAPED.sub(_character, text)


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1], 16)
    return chr(code) if code <= 0x10FFFF else escape[0]
