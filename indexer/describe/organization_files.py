"""What the names of a file and of the folders above it say of the place: 四川省/资阳市/2023.txt, 2015_安徽省_合肥市.txt.

Collections of researchers often say it nowhere else. It is weak evidence: a name counts only where it is one as a whole (北京大学 and
四川省各市县 are no places), fits what the text calls itself (我市), and nothing in the text speaks for another place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from indexer.describe.divisions import Division, read_before
from indexer.describe.organization_mentions import FoldedReport
from indexer.describe.organization_names import BODY_WORDS
from indexer.describe.organization_self import settle
from indexer.fold import fold
from indexer.models import Evidence

_SEPARATORS: Final = re.compile(r"[\s_\-—–·.,、;:()\[\]【】《》+&#~/]+|\d+年?度?")
_WHAT_IT_HOLDS: Final = re.compile(
    "(?:第?[一二三四五六七八九十]+届|(?:人民)?政府|行政公署|行署|政协|人大|人民代表大会|(?:高级|中级)?(?:人民)?(?:法院|检察院)|"
    "常务?委|工作|报告|历年|年度|两会|文件|材料|资料|汇总|全文|合集)"
)
_BEHIND_POLITICS: Final = "政协"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the path that is a name of a place as a whole."""

    words: str
    divisions: tuple[Division, ...]


def pieces(file: str) -> list[Piece]:
    """The names of places in a path, outermost first; ``file`` is relative, with "/"."""
    found = []
    path = PurePosixPath(file)
    for component in (*path.parts[:-1], path.stem):
        for words in _SEPARATORS.split(fold(component)):
            divisions = _place(words)
            if divisions:
                found.append(Piece(words, divisions))
    return found


def _place(words: str) -> tuple[Division, ...]:
    """The divisions that words mean as a whole, but for what the file holds: 合肥市政府工作报告, 政协涪陵区委员会."""
    if words.startswith(_BEHIND_POLITICS) and "委员会" in words:
        words = words.removeprefix(_BEHIND_POLITICS).split("委员会")[0]
    holds = _WHAT_IT_HOLDS.search(words)
    place = words[: holds.start()] if holds is not None else words
    reading = read_before(place, len(place)) if len(place) > 1 else None
    return reading.divisions if reading is not None and reading.start == 0 else ()


def body_by_file(file: str) -> str | None:
    """The body that the names of file and folders speak of, None for none or several."""
    words = fold(file)
    bodies = {body for word, body in BODY_WORDS if word in words}
    return bodies.pop() if len(bodies) == 1 else None


def place_by_file(report: FoldedReport, level: str | None) -> tuple[Division, Evidence] | None:
    """The place that the path names: of the text's own level, inside all other places that the path names."""
    raw = report.document.raw
    row = raw.stated.get("place", "")  # the columns of a table are what folders are elsewhere
    found = pieces(f"{row}/{raw.path}" if row else raw.path)
    chosen: dict[tuple[str, ...], tuple[Division, str]] = {}
    for number, piece in enumerate(found):
        others = [*found[:number], *found[number + 1 :]]
        inside = [d for d in piece.divisions if all(_lies_in(d, other) for other in others)]
        division = settle(inside, level, report)
        if division is not None:
            chosen[division.path] = (division, piece.words)
    deepest = _deepest(list(chosen.values()))
    return (deepest[0], Evidence(row or raw.path, "stated" if row else "file")) if deepest is not None else None


def _lies_in(division: Division, other: Piece) -> bool:
    """Whether a place is the other, or lies in it, by their names."""
    return any(o.path == division.path[: len(o.path)] or o.name in division.path for o in other.divisions)


def _deepest(chosen: Sequence[tuple[Division, str]]) -> tuple[Division, str] | None:
    if not chosen:
        return None
    return max(chosen, key=lambda each: len(each[0].path))
