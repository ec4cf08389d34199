"""Uses that are told by title, not by number: 《……的建议》被全国政协采用 is one, 《……》《……》 are two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from indexer.figures.actors import ACTOR, name_of

_USED: Final = re.compile(
    r"(?P<titles>《[^《》\n]{0,160}》(?:[、和及]?《[^《》\n]{0,160}》){0,19})(?:已|先后|均|分别)?(?:被|获|得到)(?P<who>[^,。;《》\n]{2,24}?)(?:采用|采纳|录用)(?![了]?\d)"
)
_COUNTED: Final = re.compile(r"[0-9一二三四五六七八九十]+(?:篇|条|期|件)")


@dataclass(frozen=True, slots=True)
class Used:
    start: int
    end: int
    """Of the titles."""
    count: int
    actor: str


def used_titles(masked: str) -> Iterator[Used]:
    """Runs of titles in a masked, folded text that are said to be used, with who used them."""
    if "》" not in masked:
        return
    for match in _USED.finditer(masked):
        actors = [*ACTOR.finditer(match["who"])]
        if actors and not _COUNTED.search(match["who"]):
            yield Used(match.start("titles"), match.end("titles"), match["titles"].count("《"), name_of(actors[-1]))
