"""Whether 去年 is the year before the one that a report tells of: where numbers of its own for that one stand beside it.

In a report that is given in the new year 去年 alone is the year that it tells of, which says nothing of a year before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from indexer.describe.numerals import read_year
from indexer.figures.planning import planned
from indexer.figures.quantities import Quantity

_OPENS: Final = re.compile(r"(?:^|[,;。!?])[^,;:。!?()\n\d至较比同与]{0,6}$")
"""Before the word for the present year: no more than whose time it is."""
_TELLS: Final = re.compile(r",|共|累计|收到|立案|提交|编报|[我本]?[省市区县州]政协|我们")
"""Behind the number of the year covered, that something is told of it, which only names things in 2023年度优秀提案."""
_SENTENCE_END: Final = re.compile(r"[。!?\n]")
_TASKS: Final = frozenset({"个", "项", "人", "名", "位", "家", "成", "本"})
"""Units of what anybody has or has to do, which tell no number beside that of the year before (今年聚焦8项重点工作)."""
_FARTHEST: Final = 8


def years_before(
    text: str, times: Sequence[re.Match[str]], quantities: Sequence[Quantity], covered: int | None
) -> frozenset[int]:
    """Where the 去年 of a paragraph stand that are the year before the one ``covered``: behind each come numbers, and then, in its
    sentence or the next, those of the present year, which are not planned."""
    lasts = [match for match in times if match["ago"]]
    if not lasts:
        return frozenset()
    ends = [match.start() for match in _SENTENCE_END.finditer(text)]
    begins = [quantity.start for quantity in quantities]
    presents = [
        match.start()
        for match, after in zip(times, [*times[1:], None], strict=True)
        if _is_present(match, covered) and _counts(text, match, after, quantities, begins, ends)
    ]
    return frozenset(match.start() for match in lasts if _is_followed(match.end(), presents, begins, ends))


def _is_present(match: re.Match[str], covered: int | None) -> bool:
    """Whether a time is the present year, by its word or its number."""
    named = match["year"] and not match["since"] and _TELLS.match(match.string, match.end())
    named = named and read_year(match["year"]) == covered
    return bool((match["now"] and not match["then"]) or named)


def _counts(
    text: str,
    match: re.Match[str],
    after: re.Match[str] | None,
    quantities: Sequence[Quantity],
    begins: Sequence[int],
    ends: Sequence[int],
) -> bool:
    """Whether a time opens a clause and has a number of its own in its sentence, before the next time, which is not planned."""
    opens = _OPENS.search(text, max(0, match.start() - _FARTHEST), match.start()) is not None
    if not opens or text.startswith("是", match.end()):  # 今年是……之年，……: what is to come
        return False
    place, stop = bisect_left(begins, match.end()), bisect_left(ends, match.end())
    end = min(ends[stop] if stop < len(ends) else len(text), after.start() if after is not None else len(text))
    own = [each for each in quantities[place : place + _FARTHEST] if each.start < end and each.unit not in _TASKS]
    return bool(own) and not planned(text, match.start(), own[0].whole)


def _is_followed(end: int, presents: Sequence[int], begins: Sequence[int], ends: Sequence[int]) -> bool:
    """Whether numbers come behind a place and then the present year, no later than in the next sentence."""
    place, number, stop = bisect_left(presents, end), bisect_left(begins, end), bisect_left(ends, end)
    if place == len(presents) or number == len(begins) or begins[number] > presents[place]:
        return False
    counted = stop == len(ends) or begins[number] < ends[stop]
    return counted and (stop + 1 >= len(ends) or presents[place] < ends[stop + 1])
