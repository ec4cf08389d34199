"""Characters that no report means to hold: taken out, or turned into what they stand for, before anything else looks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from indexer.fold import fold
from indexer.readers.misread import read_right
from indexer.readers.readings import without_readings

_ENDS: Final = "\r\x0b\x0c\x85\u2028\u2029"
# A plain set of characters comes first, which the engine of ``re`` skips to: five times as fast as "\r\n|[…]".
LINE_ENDS: Final = re.compile(f"[{_ENDS}](?:(?<=\r)\n)?")

_UNWANTED: Final = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters, the tab and the line feed excepted
    "\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # invisible: widths, directions, soft hyphens
    "\ud800-\udfff"  # halves of surrogate pairs
    "\ufdd0-\ufdef\ufffe\uffff"  # noncharacters; U+FFFF keeps texts apart in the index
)
UNWANTED: Final = re.compile(f"[{_UNWANTED}]")

ESCAPED: Final = re.compile(r"<U\+([0-9A-Fa-f]{4,6})>")
"""How R prints a character that the encoding of its output lacks: <U+00A0>."""

NAMED: Final = {
    **dict.fromkeys(("nbsp", "ensp", "emsp", "thinsp"), " "),
    **{"ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’", "quot": '"', "middot": "·", "hellip": "…"},
    **{"mdash": "—", "ndash": "–", "amp": "&", "lt": "<", "gt": ">", "times": "×", "permil": "‰", "bull": "•"},
}
"""The entities that editors of web pages write; their other names are words that a text may hold."""
ENTITY: Final = re.compile(rf"&(?:amp;)*({'|'.join(NAMED)}|#\d{{2,7}}|#[xX][0-9a-fA-F]{{2,6}});")
SPACE_ESCAPED: Final = re.compile(r"\\u(?:3000|00[aA]0)|\\x[aA]0")
"""A space as a programming language writes it, left over from a page fetched by a program."""

SUPPLEMENT: Final = range(0x2E80, 0x2EF4)
"""CJK Radicals Supplement; Unicode gives nearly none of them a decomposition."""
COMPATIBLE: Final = (range(0x2F00, 0x2FD6), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
"""Kangxi Radicals and CJK Compatibility Ideographs: each decomposes (NFKC) into one unified character."""
UNSIMPLIFIED: Final = {"\u2ed1": "長", "\u2ed2": "長", "\u2ef1": "龜"}
"""Radicals of traditional characters, which the fold would simplify; a text keeps its script."""


def _unified_forms() -> Iterable[tuple[str, str]]:
    for code in SUPPLEMENT:
        yield chr(code), UNSIMPLIFIED.get(chr(code)) or fold(chr(code))
    for block in COMPATIBLE:
        for code in block:
            yield chr(code), unicodedata.normalize("NFKC", chr(code))


UNIFIED: Final = {form: character for form, character in _unified_forms() if form != character}
"""Radical or compatibility ideograph → the unified character that looks the same, one code point to one.

The fonts of many PDFs name the radical where the character is printed: ⼀ for 一, ⼯ for 工, ⺠ for 民.
"""
_DISGUISED: Final = "\u2e80-\u2ef3\u2f00-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f"
DISGUISED: Final = re.compile(f"[{_DISGUISED}]")
"""All of those blocks: four ranges are searched for far faster than a set of a thousand characters."""
_ANY: Final = re.compile(f"[{_ENDS}{_UNWANTED}{_DISGUISED}]")
"""Whatever is replaced: most texts hold none of it, and are looked through once."""


def sanitized(text: str) -> str:
    r"""The text with "\n" line ends and unified characters, and without NUL, lone surrogates and other unwanted ones.

    Unwanted are noncharacters and what is invisible; radicals and compatibility ideographs are what gets unified.
    """
    if _ANY.search(text) is None:
        return text
    return DISGUISED.sub(_unified, UNWANTED.sub("", LINE_ENDS.sub("\n", text)))


def _unified(form: re.Match[str]) -> str:
    return UNIFIED.get(form[0], form[0])


def unescaped(text: str, *, entities: bool = True) -> str:
    """The text with R's ``<U+00A0>`` and the entities of HTML (&nbsp; &#12288; &ldquo;) turned into the characters meant.

    Line ends stay where they are: an entity that means one becomes a space. Without ``entities`` those are left to a
    parser, for which they may stand for marks of its own.
    """
    if entities and "&" in text:
        text = ENTITY.sub(_meant, text)
    if "<U+" in text:
        text = ESCAPED.sub(_character, text)
    return SPACE_ESCAPED.sub(_space, text) if "\\" in text else text


def legible(text: str) -> str:
    """The text unescaped, without readings in brackets, and with misread characters put right; its lines stay as they are."""
    return read_right(without_readings(unescaped(text)))


def _meant(entity: re.Match[str]) -> str:
    """What an entity stands for, itself where it stands for nothing."""
    code = entity[1]
    if not code.startswith("#"):
        return NAMED[code]
    number = int(code[2:], 16) if code[1] in "xX" else int(code[1:])
    if number > 0x10FFFF or 0xD800 <= number < 0xE000 or number in (0, 0xFFFE, 0xFFFF):
        return entity[0]
    character = chr(number)
    return " " if character.isspace() and character != "\u3000" else character


def _space(escape: re.Match[str]) -> str:
    return "\u3000" if escape[0].endswith("3000") else " "


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1], 16)
    return chr(code) if code <= 0x10FFFF else escape[0]
