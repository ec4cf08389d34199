"""Bullets, leader dots and Markdown signs: marks of layout, brought to one form or taken off."""

from __future__ import annotations

import re
from typing import Final

from indexer.structure import DIGITS

DOTS: Final = "·•●◆◇■▪▫►▶➢➤‣∙⚫\uf06c\uf06e\uf075\uf0a7\uf0b2\uf0b7\uf0d8\uf0fc"
"""Bullet characters, those of Word's symbol fonts included."""
BULLET: Final = re.compile(rf"\s*(?:[-*+]\s+(?:[{DOTS}・…]\s*)*|[{DOTS}]\s*(?:[{DOTS}]\s*)*)(?=\S)")
NUMBERED: Final = re.compile(rf"(?:[（(][{DIGITS}\d]{{1,3}}[)）]|[{DIGITS}]{{1,3}}、|第[{DIGITS}\d]+[章节節条條部])")
LEADER: Final = re.compile(rf"^[:：\s]*(?:[·・•.．…]\s*)+(?=[（(][{DIGITS}\d]{{1,3}}[)）]|[{DIGITS}]{{1,3}}、)")
"""Dots of decoration before a numbered heading: ····（一）."""
INLINE: Final = re.compile(rf"(?<![^\S\n])[^\S\n]++(?:[{DOTS.replace('·', '')}]\s*|·(?=\S))")
"""A bullet that a lost line end left inside the line; a dot between two names has no space before it, or one after it too."""
TORN_OFF: Final = re.compile(r"[\u4e00-\u9fff][，,。、；]")
"""The rest of a word at the beginning of what only looks like a list item: 协,选任委员担任……"""
OPEN_ENDED: Final = re.compile(r"[。！？；：…!?;:”」』）)》】]$")

MARKDOWN_HEADING: Final = re.compile(r"\s{0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$")
EMPHASIS: Final = re.compile(r"(\*\*\*|\*\*|__)(?=[^\s_*])(.{1,200}?)(?<=[^\s_*])\1")
QUOTED: Final = re.compile(r"\s{0,3}(?:>\s?)+")
IMAGE: Final = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)")
LINK: Final = re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)")
TABLE_ROW: Final = re.compile(r"\s*\|(.+)\|\s*")

SIGN: Final = "· "
"""What a bulleted paragraph begins with in the clean text."""


def unmarked(line: str, *, markdown: bool) -> str:
    """A line without Markdown's signs. Headings and strong emphasis are also unmarked in plain text.

    Optical character recognition and many converters write those two into .txt files.
    """
    if heading := MARKDOWN_HEADING.fullmatch(line):
        line = heading[1]
    line = EMPHASIS.sub(r"\2", line)
    if not markdown:
        return line
    line = LINK.sub(r"\1", IMAGE.sub(r"\1", QUOTED.sub("", line) if QUOTED.match(line) else line))
    if row := TABLE_ROW.fullmatch(line):
        line = "\t".join(cell.strip() for cell in row[1].split("|") if cell.strip(" -:"))
    return line


def items(line: str) -> list[str]:
    """The list items and text that one line holds, items beginning with "· "."""
    line = LEADER.sub("", line)
    start = BULLET.match(line)
    if start is None and not INLINE.search(line):
        return [line]
    rest = line[start.end() :] if start else line
    parts = [part.strip() for part in INLINE.split(rest) if part.strip()]
    return [_item(part) if start or number else part for number, part in enumerate(parts)]


def _item(part: str) -> str:
    part = LEADER.sub("", part)
    return part if NUMBERED.match(part) else SIGN + part


def continues(before: str, item: str) -> bool:
    """Whether what looks like a list item is the rest of the one before it, torn off in the middle of a word."""
    return (
        before.startswith(SIGN)
        and item.startswith(SIGN)
        and TORN_OFF.match(item, len(SIGN)) is not None
        and OPEN_ENDED.search(before) is None
    )
