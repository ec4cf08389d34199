"""Document numbers (发文字号): 国函〔1996〕95号, 国令第707号; they hold the year a document was written in."""

from __future__ import annotations

import re
from typing import Final

from indexer.describe.labels import Labels
from indexer.describe.lines import Line, Lines
from indexer.describe.numerals import read_year
from indexer.fold import fold
from indexer.models import Evidence

_FIGURE: Final = r"[\dlio]"
"""As scanned pages have it, a 1 may have become an l or an I, and a 0 an O."""
_NUMBER: Final = re.compile(rf"[一-鿿]{{1,16}}[〔\[【(](?P<year>[12]{_FIGURE}{{3}})[〕\]】)]字?第?{_FIGURE}{{1,5}}号")
_ORDER: Final = re.compile(r"[一-鿿]{1,20}令(?:〔|\[|\()?第?(?:\d{1,5}|[〇零一二三四五六七八九十百]{1,7})号")
_BEHIND_TITLE: Final = re.compile(r"\(([^()]{3,40})\)$|\s([一-鿿]{1,16}[〔\[【][^\s]{4,18}号)$")
_SIGNER: Final = re.compile(r"签发人.*$")
_HEAD_LINES: Final = 6
_MISREAD: Final = str.maketrans("lLiIoO", "111100")


def find_document_number(labels: Labels, lines: Lines, title: Line | None = None) -> tuple[str, Evidence] | None:
    """The document's own number as it stands (white space and misread figures apart).

    It is labelled, on a line of its own at the head, or closes the title; numbers within sentences are those of others.
    """
    label = labels.get("document_number")
    number = _own_number(label.text, label.folded) if label is not None else None
    if label is not None and number is not None:
        return number, label.evidence
    for line in lines.head[:_HEAD_LINES]:
        number = _own_number(line.text, line.folded)
        if number is not None:
            return number, line.whole()
    for line in (*((title,) if title is not None else ()), *lines.head[:2]):
        match = _BEHIND_TITLE.search(line.folded)
        if match is not None:
            start, end = match.span(1) if match[1] else match.span(2)
            number = _own_number(line.text[start:end], line.folded[start:end])
            if number is not None:
                return number, line.quote_folded(start, end)
    return None


def _own_number(text: str, folded: str) -> str | None:
    """The number that a line is, apart from white space, brackets around it and the name of its signer."""
    signer = _SIGNER.search(folded)
    end = signer.start() if signer is not None else len(folded)
    flat = "".join(folded[:end].split()).strip("()")
    if _NUMBER.fullmatch(flat):
        return _corrected("".join(text[:end].split()).strip("()（）"))
    return "".join(text[:end].split()).strip("()（）") if _ORDER.fullmatch(flat) else None


def _corrected(number: str) -> str:
    """Misread figures put right: 〔20l9〕l2号 → 〔2019〕12号; the letters of an issuer are Chinese."""
    return number.translate(_MISREAD)


def year_of_number(number: str) -> int | None:
    """The year in a document number, or None (the numbers of orders, 第707号, hold none)."""
    match = _NUMBER.search(fold(number))
    return read_year(match["year"].translate(_MISREAD)) if match else None
