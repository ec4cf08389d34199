"""Accounts of a body's work that are given to a congress and called 汇报, as to the 人大工作委员会 of a prefecture, which has no session."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from indexer.describe.lines import Line, Lines
from indexer.models import Evidence

_WHEN: Final = r"(?:(?:19|20)\d\d年度?|[一二][〇零○九]..年度?|一年来|近[一二三四五两]年来?|上半年|本届|全年|的|主要)*"
_TITLES: Final[Sequence[tuple[re.Pattern[str], str]]] = tuple(
    (
        re.compile(
            rf"^(?:关于)?(?!.*(?:视察|调研|考察|检查|评议))[一-鿿]{{0,16}}(?:{body}){_WHEN}工作(?:情况)?的?汇报$"
        ),
        kind,
    )
    for body, kind in (
        ("人民法院|中级法院|法院", "法院工作报告"),
        ("检察院|检察分院", "检察院工作报告"),
        ("政府|行政公署|行署", "政府工作报告"),
    )
)
_TO_CONGRESS: Final = re.compile(
    r"向(?:大会|[^。;,]{0,16}(?:人大|人民代表大会)[^。;,]{0,16})(?:作|做)?(?:如下|以下)?(?:工作)?(?:的)?(?:汇报|报告)"
)
_HEAD_LINES: Final = 6


def kind_of_account(title: Line | None, lines: Lines) -> tuple[str, Evidence] | None:
    """The kind by the body whose work the title gives an account of, where the first lines address a congress."""
    kind = next((kind for pattern, kind in _TITLES if title is not None and pattern.search(title.flat)), None)
    if kind is None:
        return None
    for line in lines.head[:_HEAD_LINES]:
        match = _TO_CONGRESS.search(line.flat)
        if match is not None:
            return kind, line.quote(match.start(), match.end())
    return None
