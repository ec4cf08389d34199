"""The table of contents in front of a report or of a collection of reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

HEAD_LINES: Final = 60
"""Lines (blank ones left out) within which 目录 stands."""
LONGEST: Final = 400
"""Entries that are looked at."""
LONGEST_ENTRY: Final = 70
LONGEST_HEAD: Final = 24
"""Characters of the line 目录, its spaces included."""
CONTENTS: Final = re.compile(r"[\W_]*(?:目录|目錄|目次|总目录|總目錄|contents)[\W_]*", re.IGNORECASE)
PAGE: Final = re.compile(r"(?:[\s.．…·・]|[（(])*\d{1,4}[)）]?$")
LEADER: Final = re.compile(r"[.．…·・]{3,}\s*[（(]?\d{0,4}[)）]?$|\s\d{1,4}$|[（(]\d{1,4}[)）]$")
"""Dots up to a page number, or the number alone."""
ORDINAL: Final = re.compile(
    r"[\W_]*(?:第?\s*[一二三四五六七八九十百\d]{1,3}\s*(?:[篇章节節编編]|部分)|篇\s*[一二三四五六七八九十\d]{1,3}|"
    r"[一二三四五六七八九十\d]{1,3}\s*(?=[、.．:：\s）)])|\d{1,2}(?=[^\d年月日届屆次]))[\W_]*"
)
SENTENCE_END: Final = frozenset("。！？；：，!?;:,")
FEWEST_ENTRIES: Final = 2


def contents(lines: Sequence[str]) -> range:
    """Line numbers (0-based) of a table of contents, its heading included; empty where there is none for sure.

    It begins with a line 目录 and is over where one of its entries comes again: there the text begins. Where the text
    begins otherwise, only entries that come again later or bear page numbers are taken for one.
    """
    filled = [number for number, line in enumerate(lines[: 4 * HEAD_LINES]) if line.strip()][:HEAD_LINES]
    start = next((number for number in filled if len(lines[number]) <= LONGEST_HEAD and _is_head(lines[number])), None)
    if start is None:
        return range(0)
    entries: list[tuple[int, str]] = []
    seen: set[str] = set()
    end = start + 1
    for end in range(start + 1, min(len(lines), start + LONGEST)):
        line = lines[end].strip()
        if not line:
            continue
        entry = entry_name(line)
        if entry in seen:
            return range(start, end) if len(entries) >= FEWEST_ENTRIES else range(0)
        if len(line) > LONGEST_ENTRY or line[-1] in SENTENCE_END:
            break
        seen.add(entry)
        entries.append((end, entry))
    later = {entry_name(line) for line in lines[end:] if line.strip() and len(line) <= LONGEST_ENTRY}
    sure = list(takewhile(lambda each: each[1] in later or LEADER.search(lines[each[0]].strip()), entries))
    return range(start, sure[-1][0] + 1) if len(sure) >= FEWEST_ENTRIES else range(0)


def _is_head(line: str) -> bool:
    return CONTENTS.fullmatch(squeezed(line)) is not None


def entry_name(line: str) -> str:
    """What a table of contents and the heading it points to have in common: no number before, none behind."""
    bare = PAGE.sub("", line.strip()) if LEADER.search(line.strip()) else line.strip()
    ordinal = ORDINAL.match(bare)
    bare = bare[ordinal.end() :] if ordinal and ordinal.end() < len(bare) else bare
    return squeezed(bare)


def squeezed(text: str) -> str:
    """A text without its white space, for comparing."""
    return "".join(text.split())
