"""Where the words of an evidence stood, in words for people; see ``models.Evidence``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from indexer.models import Evidence

_PLACES: Final[Mapping[str, str]] = {
    "given": "人工给定",
    "stated": "文件自带信息",
    "title": "标题",
    "text": "通篇文字",
    "file": "文件名",
}
_NUMBERED_PLACES: Final[Mapping[str, str]] = {
    "furniture": "页面信息第{}行",
    "heading": "小标题（第{}段）",
    "body": "正文第{}段",
    "signature": "落款（第{}段）",
}


def place(evidence: Evidence) -> str:
    """Where the words of an evidence stood; a place of unknown form is given as it is."""
    name, _, number = evidence.where.partition(":")
    if name == "given" and number:
        sidecar, _, row = number.rpartition(":")
        return f"{_PLACES[name]} {sidecar} 第{row}行"
    if number and name in _NUMBERED_PLACES:
        return _NUMBERED_PLACES[name].format(number)
    return _PLACES.get(name, evidence.where)


def paragraph(evidence: Evidence) -> int | None:
    """The 1-based paragraph of the clean text an evidence stood in, None where it stood elsewhere."""
    name, _, number = evidence.where.partition(":")
    in_text = name in {"heading", "body", "signature"} and number.isascii() and number.isdigit()
    return int(number) if in_text else None
