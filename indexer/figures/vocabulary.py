"""What can be asked for, and what a report must hold to answer it: so that only such reports need to be read."""

from __future__ import annotations

from typing import Final

from indexer.figures.actions import ACTIONS, MEANS_PROPOSALS, WORDS
from indexer.figures.grouping import Asked
from indexer.figures.indicators import INDICATORS

NAMES: Final = tuple(INDICATORS)
"""Names of indicators."""
_ACTIONS: Final = tuple(ACTIONS)
_OTHER_HEADS: Final = {
    "提案": tuple(word for word, action in WORDS.items() if action in MEANS_PROPOSALS),
    "代表建议": (*INDICATORS["议案"].heads, "代表"),
}
"""Indicator → strings that may stand for its own heads: 立案 says 提案 in reports of a 政协, 建议 are of 代表 beside their 议案."""
_OTHER_WORDS: Final = {"表彰": ("优秀提案",), "交办": tuple(ACTIONS["办理"].split())}
"""Action → strings that imply it: 8件提案获省政协优秀提案, 交区政府系统办理255件."""


def known() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the indicators and of the actions that can be asked for."""
    return NAMES, _ACTIONS


def needed(asked: Asked) -> tuple[tuple[str, ...], ...]:
    """Groups of folded strings: a text that answers holds one string of each group."""
    groups = []
    if asked.indicator is not None:
        groups.append((*INDICATORS[asked.indicator].heads, *_OTHER_HEADS.get(asked.indicator, ())))
    if asked.action is not None:
        groups.append((*ACTIONS[asked.action].split(), *_OTHER_WORDS.get(asked.action, ())))
    return (tuple(string for group in groups for string in group),) if asked.either else tuple(groups)
