"""Where a copy comes from (来源), who wrote it, and its address."""

from __future__ import annotations

import re
from typing import Final

from indexer.describe.labels import Label, Labels
from indexer.fold import fold
from indexer.models import Evidence

_NONE: Final = re.compile(
    r"^(?:主站|本站|本网|本网站|本站原创|原创|网络|互联网|网上|转载|未知|不详|佚名|admin\w*|管理员|编辑|无|暂无|其他|null|none|-+)$"
)
_ADDRESS: Final = re.compile(r"^(?:https?://|www\.)\S+$")
_MAX_CHARACTERS: Final = 40
_FIRST_WIDE: Final = "⺀"
_FIRST_COMPATIBLE: Final = "豈"


def simplify(text: str) -> str:
    """Traditional characters made simplified; letters, digits and their case stay."""
    return "".join(
        plain if _FIRST_WIDE <= character < _FIRST_COMPATIBLE and not character.isspace() else character
        for character, plain in zip(text, fold(text), strict=True)
    )


def find_source(labels: Labels, stated: str | None) -> tuple[str, Evidence] | None:
    """The source in simplified script (人民政协报); the site's own 主站, 本站 or 本网 is none."""
    return _find_name(labels.get("source"), stated)


def find_author(labels: Labels, stated: str | None) -> tuple[str, Evidence] | None:
    """The author as stated, in simplified script."""
    return _find_name(labels.get("author"), stated)


def find_url(stated: str | None) -> tuple[str, Evidence] | None:
    """The address the format states of itself; anything but http and https is none."""
    if stated and re.match(r"https?://\S+$", stated.strip()):
        return stated.strip(), Evidence(stated.strip(), "stated")
    return None


def _find_name(label: Label | None, stated: str | None) -> tuple[str, Evidence] | None:
    if label is not None:
        name = _clean_name(label.text)
        if name is not None:
            return name, label.evidence
    if stated:
        name = _clean_name(stated)
        if name is not None:
            return name, Evidence(stated, "stated")
    return None


def _clean_name(written: str) -> str | None:
    name = " ".join(simplify(written).split()).strip("《》“”\"' ")
    if not name or len(name) > _MAX_CHARACTERS or _NONE.search(name.lower()) or _ADDRESS.search(name.lower()):
        return None
    return name
