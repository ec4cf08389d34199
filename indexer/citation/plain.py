"""Plain words, for a note or a letter: whose report, its title, year and paragraph."""

from __future__ import annotations

import re
from typing import Final

from indexer.citation.parts import Citation, one_line, place

_INNER: Final = str.maketrans({"“": "‘", "”": "’", "‘": "“", "’": "”"})
"""Quotation marks one level further in (GB/T 15834—2011, 4.8.3)."""
_APOSTROPHE: Final = re.compile(r"(?<=[0-9A-Za-z])’(?=[0-9A-Za-z])")
_TITLES: Final = str.maketrans("《》", "〈〉")


def plain_text(citation: Citation) -> str:
    """政协重庆市涪陵区委员会：《六届涪陵区政协常委会工作报告》，2024年，第12段。 And the link behind it, where there is one."""
    link = f" {one_line(citation.link)}" if citation.link else ""
    return f"{_source(citation)}。{link}"


def quotation(text: str, citation: Citation) -> str:
    """“……”（政协重庆市涪陵区委员会：《六届涪陵区政协常委会工作报告》，2024年，第12段）

    The words stay as they are, on one line; quotation marks among them become those of the next level.
    """
    words = one_line(text)
    kept = [part.translate(_INNER) for part in _APOSTROPHE.split(words)]
    return f"“{'’'.join(kept)}”（{_source(citation)}）"


def _source(citation: Citation) -> str:
    heading = citation.heading if citation.supplied else f"《{citation.heading.translate(_TITLES)}》"
    # Who wrote it says little without whose it is.
    names = [name for name in (citation.organization, "、".join(citation.authors)) if name]
    whose = "，".join(dict.fromkeys(names))
    said = (f"{whose}：{heading}" if whose else heading, _date(citation), place(citation.paragraph))
    return "，".join(part for part in said if part)


def _date(citation: Citation) -> str:
    """The year of the report; else the day on which the copy was published."""
    if citation.metadata.delivered_year is not None:
        return f"{citation.metadata.delivered_year}年"
    if citation.published:
        year, month, day = (int(part) for part in citation.published.split("-"))
        return f"{year}年{month}月{day}日发布"
    return ""
