"""Menus of a site: several short entries in a row, most of them in a menu's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from indexer.clean.site_words import BUTTON, MENU, simplified

SEPARATORS: Final = re.compile(r"[|｜丨▏│┃∣¦/／\s\u3000、,，;；<>＜＞«»›《》【】\[\]()（）{}·•:：—]+")
SEPARATING: Final = "|｜丨▏│┃∣¦/／、,，;；<>＜＞«»›《》【】[]()（）{}·•:：—" + "".join(
    filter(str.isspace, map(chr, range(0x3001)))
)
"""All separators, for ``str.lstrip``."""
BARS: Final = re.compile(r"[|｜丨▏│┃∣¦]")
"""Between the entries of a row: 首页 | 检务公开 | 云课堂 | 反映线索; a bar before the first is none between them."""
GAPS: Final = re.compile(r"[|｜丨▏│┃∣¦\s]+")
"""Between the entries of a row that leads home first, which may say anything."""
NAVIGATION: Final = re.compile(r"\W*(?:网站|站点|栏目|本站|频道|快速|主)?导航\s*[:：]\s*")
"""What names a row of entries as the site's: 网站导航：政协要闻 | 通知公告."""
FEWEST_ENTRIES: Final = 3
"""Entries that make a menu; two do where the first leads home."""
LONGEST_MENU: Final = 200
"""Lines that are looked at together; a longer menu is found piece by piece."""
HOME: Final = re.compile(r"(?:网站)?首页")
LONGEST_ENTRY: Final = 8
"""Characters of a menu's entry."""
NO_MENU: Final = re.compile(r"[\d。，、；：！？“”（）]")
"""Numbers and marks that no line of a menu holds."""
TITLE_ALONE: Final = re.compile(r"(?:报告|综述|要点|总结)$")
"""What is an entry in a row of others, but may be a title when it stands alone."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a line offers as a part of a menu."""

    entries: int
    """None where the line cannot be part of one."""
    said: int
    """Of the entries, those in a menu's words."""
    home: bool
    """Whether the first leads home."""


def menus(lines: Sequence[str]) -> set[int]:
    """Positions of the lines that are menus: several short entries in a row, most of them in a menu's words."""
    offers = [_offer(simplified(line)) for line in lines]
    found: set[int] = set()
    position = 0
    while position < len(offers):
        length = _menu_run(offers[position : position + LONGEST_MENU])
        found.update(range(position, position + length))
        position += max(1, length)
    return found


def _menu_run(offers: Sequence[Offer]) -> int:
    """How many lines from the first on are one menu; its first and its last line hold words of a menu."""
    length = end = said = entries = 0
    for number, offer in enumerate(offers, 1):
        if not (offer.said if number == 1 else offer.entries):
            break
        entries += offer.entries
        said += offer.said
        if offer.said:
            length, end = number, entries
    home = end > 1 and said == end and offers[0].home
    return length if (home or end >= FEWEST_ENTRIES) and said * 2 > end else 0


def _offer(line: str) -> Offer:
    named = NAVIGATION.match(line)
    line = line[named.end() :] if named is not None else line
    pieces = _entries(line)
    home = bool(pieces) and HOME.fullmatch(pieces[0]) is not None
    said = sum(says_menu(piece) for piece in pieces)
    if len(pieces) > FEWEST_ENTRIES or (named is not None and len(pieces) >= FEWEST_ENTRIES):
        between = (GAPS if home or named is not None else BARS).findall(line.strip())
        if len(between) >= len(pieces) - 1 and (said or named is not None):
            said = len(pieces)
    return Offer(len(pieces), said, home)


def _entries(line: str) -> list[str]:
    """What a line of a menu offers; nothing where it cannot be one."""
    pieces = [piece for piece in SEPARATORS.split(line) if piece]
    if NO_MENU.search(line) or any(len(piece) > LONGEST_ENTRY for piece in pieces):
        return []
    return [] if len(pieces) == 1 and TITLE_ALONE.search(pieces[0]) else pieces


def says_menu(piece: str) -> bool:
    return MENU.fullmatch(piece) is not None or BUTTON.fullmatch(piece) is not None
