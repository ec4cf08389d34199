"""Spaces inside Chinese text: those that a broken line or justified print left go, those that part names or phrases stay."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from indexer.clean.bullets import SIGN

HANZI: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
MARKS: Final = "\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65·—…“”‘’"
"""Chinese punctuation; no space next to one means anything."""
MARK: Final = re.compile(f"[{MARKS}]")
SIGNS: Final = re.compile(rf"(?:{SIGN}\s*+)+")
HANZI_ONLY: Final = re.compile(rf"[{HANZI}]+")
CLAUSE_EDGE: Final = re.compile(rf"[^{HANZI}A-Za-z0-9]")
ATTACHED: Final = re.compile(r"[届屆次第的和与與及在于於为為是]$")
"""A word that leans on the next one: no phrase ends with it."""
ORDINAL: Final = re.compile(rf"(?:第[{HANZI}\d]{{1,4}}[章节節条條编編篇]|[附][件表录錄]\d*)$")
OFFICE: Final = re.compile(
    r"(?:主席|总理|總理|[省市区區县縣州旗盟院][长長]|检察长|檢察長|主任|书记|書記|部长|部長|秘书长|秘書長|委员|委員|代表|同志)$"
)
VERSE: Final = range(4, 13)
"""Characters of a clause in verse or in a parallel title."""
SHORT_LINE: Final = 40
BROKEN: Final = 3
"""Paragraphs with a space between two characters from which on a text counts as torn by its line ends."""


def is_torn(lines: Sequence[str]) -> bool:
    """Whether spaces stand where lines of print once ended: in several sentences of the text, between two characters."""
    blank = [line for line in lines if " " in line or "\u3000" in line or "\xa0" in line or "\t" in line]
    if len(blank) < BROKEN:
        return False
    spaced = [pieces for line in blank if len(pieces := line.split()) > 1 and _is_sentence(line)]
    torn = sum(
        any(_sort_of(before[-1]) == "hanzi" == _sort_of(after[0]) for before, after in pairwise(pieces))
        for pieces in spaced
    )
    return torn >= BROKEN and torn * 5 >= sum(map(_is_sentence, lines))


def _is_sentence(line: str) -> bool:
    return len(line) > SHORT_LINE // 2 and ("，" in line or "。" in line or "," in line)


def tightened(line: str, *, torn: bool = False) -> str:
    """A line without the spaces that mean nothing; others become one space, the first of their run.

    ``torn``: the text is known to hold spaces inside its words, so that a space between two phrases proves nothing.
    """
    line = line.strip()
    if len(line.split(None, 1)) < 2:
        return line  # a sign ends with a space, too
    signs = SIGNS.match(line) if line.startswith(SIGN) else None
    line = line[signs.end() :] if signs else line
    pieces = line.split()
    tabular = _is_row(pieces)
    result = pieces[0]
    end = len(result)
    for number, piece in enumerate(pieces[1:]):
        start, end = end, line.index(piece, end)
        gap, end = line[start:end], end + len(piece)
        apart = gap[0] == "\u3000" and piece[0].isdecimal() and _sort_of(pieces[number][-1]) == "hanzi"
        if "\t" in gap or tabular or apart or _parts(result, pieces, number, torn):
            result += "\u3000" if gap[0] == "\u3000" else " "
        result += piece
    return SIGN * signs[0].count(SIGN) + result if signs else result


def _is_row(pieces: Sequence[str]) -> bool:
    """Cells of a table or names in a row: three or more short pieces, no sentence among them."""
    return (
        len(pieces) > 2
        and all(1 < len(piece) <= 8 for piece in pieces)
        and not any(re.search(r"[，,。；;：:、A-Za-z]", piece) for piece in pieces)
    )


def _parts(before: str, pieces: Sequence[str], number: int, torn: bool) -> bool:
    """Whether the gap after ``pieces[number]`` parts two things; ``before`` is the line up to the gap, tightened."""
    left, right = pieces[number][-1:], pieces[number + 1][:1]
    if not left or not right:
        return False
    first, second = _sort_of(left), _sort_of(right)
    if first == "mark" or second == "mark":
        return False
    if first == second:
        return _parts_hanzi(before, pieces, number, torn) if first == "hanzi" else True
    return _parts_mixed(before, left, right, first == "hanzi")


@cache
def _sort_of(character: str) -> str:
    """ "mark", "hanzi" or "other"."""
    return "mark" if MARK.match(character) else "hanzi" if HANZI_ONLY.match(character) else "other"


def _parts_mixed(before: str, left: str, right: str, hanzi_first: bool) -> bool:
    other = right if hanzi_first else left
    if (other.isdigit() and other.isascii()) or other == "%":
        # The number that a line begins with, as in a list; not a year or an amount.
        return not hanzi_first and len(before) <= 2 and before.isdigit() and right not in "年月日号號件个個次项項"
    return other.isalpha() or other in "|/+&@#*=~<>$"


def _parts_hanzi(before: str, pieces: Sequence[str], number: int, torn: bool) -> bool:
    left, right = pieces[number], pieces[number + 1]
    if len(left) == 1 and len(right) == 1:
        return False  # 政 府 工 作 报 告
    if ORDINAL.search(left):
        return True
    if ATTACHED.search(left):
        return False
    short = (
        len(pieces) <= SHORT_LINE
        and sum(map(len, pieces)) <= SHORT_LINE
        and not re.search(r"[。，,；]", "".join(pieces))
    )
    if short and OFFICE.search(before) and number + 2 >= len(pieces) - 1 and len("".join(pieces[number + 1 :])) <= 4:
        return True
    near = before[-SHORT_LINE:]
    last = CLAUSE_EDGE.split(near)[-1]
    following = CLAUSE_EDGE.split(right[:SHORT_LINE])[0]
    if len(last) == len(following) and len(last) in VERSE:
        # In torn text only between quotes: else two lines of print may just be equally long.
        if not torn:
            return True
        rest = right[len(following) :] or " ".join(pieces[number + 2 : number + 3])
        return _opens(near[: len(near) - len(last)]) and _closes(rest)
    return short and not torn and min(len(last), len(following)) >= 2 and len(pieces) <= 4 and not _letterspaced(pieces)


def _opens(text: str) -> bool:
    return bool(text) and text[-1] in '“‘"「『《'


def _closes(text: str) -> bool:
    return bool(text) and text[0] in '”’"」』》'


def _letterspaced(pieces: Sequence[str]) -> bool:
    return sum(len(piece) == 1 for piece in pieces) * 2 >= len(pieces)
