"""Text that a page holds more than once: the title repeated under itself, the whole page dumped again."""

from __future__ import annotations

import itertools
import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from indexer.structure import squeezed

SHORTEST_RUN: Final = 5
"""Paragraphs in a row that have all stood before, in the same order, from which on they are a copy."""
SHORTEST_COPY: Final = 300
"""Characters of such a run; a report may well repeat a sentence, never a page."""
COLUMN: Final = re.compile(r"[^|｜：:—]{2,8}[|｜]|【[^】]{2,8}】")
"""The column before a repeated title, without white space: 一图速览|……"""
REMARK: Final = re.compile(r"【[^】]{2,8}】")
"""What may stand behind it: ……【全文】"""


def is_repeated_title(line: str, title: str) -> bool:
    """Whether a line only says the title again, a column's name beside it or not."""
    known, said = squeezed(title), squeezed(line)
    if not known or said == known:
        return bool(known)
    if said.endswith(known):
        return COLUMN.fullmatch(said, 0, len(said) - len(known)) is not None
    return said.startswith(known) and REMARK.fullmatch(said, len(known)) is not None


def _keys(lines: Sequence[str]) -> list[str]:
    """The lines without white space, which goes from all of them at once, several times as fast as from each."""
    text = "\n".join(lines)
    for blank in " \t\u3000\xa0":
        text = text.replace(blank, "")
    return text.split("\n") if lines else []


def copied(lines: Sequence[str]) -> set[int]:
    """Positions of the lines that belong to a second copy of the same page."""
    keys = _keys(lines)
    if len(keys) - len(set(keys)) < SHORTEST_RUN:
        return set()  # every line of a run has stood before
    numbers: dict[str, int] = {}
    identity = array("L", (numbers.setdefault(key, len(numbers)) for key in keys))
    # Numbers as bytes: whether a run is long enough to count is then one comparison, whatever its lines hold.
    flat, size = identity.tobytes(), identity.itemsize
    sums = list(itertools.accumulate(map(len, keys), initial=0))
    places: dict[int, list[int]] = defaultdict(list)
    found: set[int] = set()
    position = 0
    while position < len(keys):
        least = max(SHORTEST_RUN, bisect_left(sums, sums[position] + SHORTEST_COPY) - position)
        wanted = flat[position * size : (position + least) * size]
        length = 0
        for earlier in places[identity[position]][:8]:
            if len(wanted) == least * size and earlier + least <= position and flat.startswith(wanted, earlier * size):
                length = max(length, _run(keys, earlier, position))
        if length:
            found.update(range(position, position + length))
            position += length
            continue
        places[identity[position]].append(position)
        position += 1
    return found


def _run(keys: Sequence[str], earlier: int, later: int) -> int:
    length = 0
    while later + length < len(keys) and earlier + length < later and keys[earlier + length] == keys[later + length]:
        length += 1
    return length
