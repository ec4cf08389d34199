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
CLOSING: Final = "。！？；：…!?;:”」』）)》】"
"""What a whole list item may end with."""
OPENING: Final = frozenset("-+:：・.．…")
"""What a bullet or leader may begin with beside the marks below."""
MARK: Final = re.compile(f"[#*_{DOTS}]")

MARKDOWN_HEADING: Final = re.compile(r"\s{0,3}#{1,6}\s+(\S.*)")
OPENS_EMPHASIS: Final = re.compile(r"(\*\*\*|\*\*|__)(?=[^\s_*])")
CLOSES_EMPHASIS: Final = {sign: re.compile(rf"(?<=[^\s_*]){re.escape(sign)}") for sign in ("***", "**", "__")}
EMPHASIZED: Final = re.compile(r"\s*([*_])([^\s*_](?:[^*_]*[^\s*_])?)\1\s*")
"""A line that is emphasized as a whole, as days and bylines are: *2023年12月19日*."""
QUOTED: Final = re.compile(r"\s{0,3}(?:>\s?)+")
IMAGE: Final = re.compile(r"!\[([^\]\n]{0,300})\]\([^)\n]*\)")
LINK: Final = re.compile(r"\[([^\]\n]{1,300})\]\([^)\n]*\)")
TABLE_ROW: Final = re.compile(r"\s*\|(.+)\|\s*")

SIGN: Final = "· "
"""What a bulleted paragraph begins with in the clean text."""


def is_bare(line: str) -> bool:
    """Whether a stripped line can hold no mark of plain text: ``items(unmarked(line, markdown=False))`` is the line."""
    return line[:1] not in OPENING and MARK.search(line) is None


def unmarked(line: str, *, markdown: bool) -> str:
    """A line without Markdown's signs. Headings and strong emphasis are also unmarked in plain text.

    Optical character recognition and many converters write those two into .txt files.
    """
    if heading := MARKDOWN_HEADING.fullmatch(line):
        line = _without_closing_signs(heading[1])
    line = _without_emphasis(line)
    if not markdown:
        return line
    if emphasized := EMPHASIZED.fullmatch(line):
        line = emphasized[2]
    line = _without_links(QUOTED.sub("", line) if QUOTED.match(line) else line)
    if row := TABLE_ROW.fullmatch(line):
        line = "\t".join(cell.strip() for cell in row[1].split("|") if cell.strip(" -:"))
    return line


def _without_closing_signs(heading: str) -> str:
    """A heading without the signs that may close it as they open it: ## 标题 ##."""
    heading = heading.rstrip()
    bare = heading.rstrip("#")
    return bare.rstrip() if bare[-1:].isspace() else heading


def _without_emphasis(line: str) -> str:
    """A line without the signs around strong words; a sign that nothing closes stays."""
    kept: list[str] = []
    done = place = 0
    unclosed: set[str] = set()
    while opening := OPENS_EMPHASIS.search(line, place):
        sign = opening[1]
        # What nothing closes here, nothing closes further on: the line is searched to its end once a sign.
        closing = None if sign in unclosed else CLOSES_EMPHASIS[sign].search(line, opening.end() + 1)
        if closing is None:
            unclosed.add(sign)
            place = opening.start() + 1
            continue
        kept += [line[done : opening.start()], line[opening.end() : closing.start()]]
        done = place = closing.end()
    return "".join([*kept, line[done:]])


def unlinked(line: str) -> str:
    """A line of Markdown for judging what it says: the words of its links, nothing of an image that stands alone."""
    if "](" not in line:
        return line
    return "" if IMAGE.fullmatch(line) else _without_links(line)


def _without_links(line: str) -> str:
    """A line with the words of its links and images alone."""
    end = line.rfind(")") + 1  # beyond it no link ends, and every look for an end would run to the end of the line
    return LINK.sub(r"\1", IMAGE.sub(r"\1", line[:end])) + line[end:]


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
        item.startswith(SIGN)
        and before.startswith(SIGN)
        and TORN_OFF.match(item, len(SIGN)) is not None
        and before[-1] not in CLOSING
    )
