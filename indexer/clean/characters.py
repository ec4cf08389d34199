"""Marks that a report's author did not mean: doubled punctuation; readings in brackets that were broken over two lines."""

from __future__ import annotations

import re
from typing import Final

from indexer.readers.readings import without_readings

DOUBLED: Final = re.compile(r"([，。、；：])\1++")
"""A mark struck twice. …… and —— are marks of two characters, and three stops are somebody's ellipsis."""
TWICE: Final = ("，，", "。。", "、、", "；；", "：：")


def mended(text: str) -> str:
    """A text without doubled punctuation and without readings in Latin letters (``without_readings``)."""
    if any(mark in text for mark in TWICE):
        text = DOUBLED.sub(_single, text)
    return without_readings(text)


def _single(marks: re.Match[str]) -> str:
    return marks[0] if marks[1] == "。" and len(marks[0]) > 2 else marks[1]
