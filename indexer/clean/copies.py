"""Text that a page holds more than once: the title repeated under itself, running heads, the whole page dumped again."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

SHORTEST_RUN: Final = 5
"""Paragraphs in a row that have all stood before, in the same order, from which on they are a copy."""
SHORTEST_COPY: Final = 300
"""Characters of such a run; a report may well repeat a sentence, never a page."""
LONGEST_HEAD: Final = 40
FEWEST_HEADS: Final = 3
COLUMN: Final = re.compile(r"[^|｜：:—]{2,8}[|｜]|【[^】]{2,8}】")
"""The column before a repeated title, without white space: 一图速览|……"""
REMARK: Final = re.compile(r"【[^】]{2,8}】")
"""What may stand behind it: ……【全文】"""


def squeezed(text: str) -> str:
    """A text without its white space, for comparing."""
    return "".join(text.split())


def is_repeated_title(line: str, title: str) -> bool:
    """Whether a line only says the title again, a column's name beside it or not."""
    known, said = squeezed(title), squeezed(line)
    if not known or said == known:
        return bool(known)
    if said.endswith(known):
        return COLUMN.fullmatch(said, 0, len(said) - len(known)) is not None
    return said.startswith(known) and REMARK.fullmatch(said, len(known)) is not None


def copied(lines: Sequence[str]) -> set[int]:
    """Positions of the lines that belong to a second copy of the same page."""
    keys = [squeezed(line) for line in lines]
    if len(keys) - len(set(keys)) < SHORTEST_RUN:
        return set()  # every line of a run has stood before
    places: dict[str, list[int]] = defaultdict(list)
    found: set[int] = set()
    position = 0
    while position < len(keys):
        length = max((_run(keys, earlier, position) for earlier in places[keys[position]][:8]), default=0)
        if length >= SHORTEST_RUN and sum(len(key) for key in keys[position : position + length]) >= SHORTEST_COPY:
            found.update(range(position, position + length))
            position += length
            continue
        places[keys[position]].append(position)
        position += 1
    return found


def _run(keys: Sequence[str], earlier: int, later: int) -> int:
    length = 0
    while later + length < len(keys) and earlier + length < later and keys[earlier + length] == keys[later + length]:
        length += 1
    return length


def running_heads(lines: Sequence[str]) -> set[int]:
    """Positions of the lines that stand at the head or foot of every printed page, the first of each excepted."""
    places: dict[str, list[int]] = defaultdict(list)
    for position, line in enumerate(lines):
        key = re.sub(r"\d+", "#", squeezed(line))
        if 2 <= len(key) <= LONGEST_HEAD and not re.search(r"[。！？；：，!?;:,、]$", key):
            places[key].append(position)
    found: set[int] = set()
    for positions in places.values():
        gaps = [later - earlier for earlier, later in itertools.pairwise(positions)]
        if len(positions) >= FEWEST_HEADS and min(gaps) >= 10:
            found.update(positions[1:])
    return found
