"""GB/T 7714—2015 《信息与文献 参考文献著录规则》, in the form for numbered references (顺序编码制).

主要责任者. 题名[文献类型标识/文献载体标识]. 出版者, 出版年(更新或修改日期)[引用日期]. 获取和访问路径.

Of place and publisher the standard lets electronic resources leave out what is not known (8.4.1, 8.4.2); a numbered reference
begins with the title where nobody is known to answer for it (8.1). A paragraph has no place in it: text on the web has
no pages.
"""

from __future__ import annotations

from typing import Final

from indexer.citation.parts import Citation, Sort

_AUTHORS: Final = 3
"""More than so many are shortened to these and 等 (8.1.2)."""


def gb7714(citation: Citation) -> str:
    """One reference, without a number before it."""
    address, authors = citation.address, citation.authors
    named = ", ".join(authors[:_AUTHORS]) + (", 等" if len(authors) > _AUTHORS else "")
    # GB/T 7714 ends each part with a stop; one that the part itself ends with would double it.
    parts = [named.rstrip(".。"), f"{citation.heading.rstrip('.。')}[{_type(citation)}]", _issue(citation)]
    said = ". ".join(part for part in parts if part)
    return f"{said}. {address}." if address else f"{said}."


def _type(citation: Citation) -> str:
    """R report, Z other; with an address, R/OL, or EB/OL for what is no report."""
    if citation.sort is Sort.REPORT:
        return "R/OL" if citation.address else "R"
    return "EB/OL" if citation.address else "Z"


def _issue(citation: Citation) -> str:
    """Publisher, year, and of what is on the web its day and the day on which it was read."""
    day = citation.published if citation.address else None
    # A day says its year.
    year = "" if citation.year is None or (day and citation.day) else str(citation.year)
    dated = year + (f"({day})" if day else "") + (f"[{citation.accessed}]" if citation.accessed else "")
    if not citation.issuer:
        return dated
    joint = ", " if year else ""
    return f"{citation.issuer}{joint}{dated}"
