"""Where the words of an evidence stood, in words for people; see ``models.Evidence``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from indexer.messages import Message, said
from indexer.models import Evidence

_PLACES: Final[Mapping[str, Message]] = {
    "given": said("人工给定"),
    "stated": said("文件自带信息"),
    "title": said("标题"),
    "text": said("通篇文字"),
    "file": said("文件名"),
}
_NUMBERED_PLACES: Final[Mapping[str, Callable[[str], Message]]] = {
    "furniture": lambda number: said("页面信息第%(number)s行", number=number),
    "heading": lambda number: said("小标题（第%(number)s段）", number=number),
    "body": lambda number: said("正文第%(number)s段", number=number),
    "signature": lambda number: said("落款（第%(number)s段）", number=number),
}


def place(evidence: Evidence) -> str:
    """Where the words of an evidence stood; a place of unknown form is given as it is."""
    name, _, number = evidence.where.partition(":")
    if name == "given" and number:
        sidecar, _, row = number.rpartition(":")
        return said("人工给定 %(sidecar)s 第%(row)s行", sidecar=sidecar, row=row)
    if number and name in _NUMBERED_PLACES:
        return _NUMBERED_PLACES[name](number)
    return _PLACES.get(name, evidence.where)


def paragraph(evidence: Evidence) -> int | None:
    """The 1-based paragraph of the clean text an evidence stood in, None where it stood elsewhere."""
    name, _, number = evidence.where.partition(":")
    in_text = name in {"heading", "body", "signature"} and number.isascii() and number.isdigit()
    return int(number) if in_text else None
