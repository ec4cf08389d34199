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
_OLD_NUMBER: Final = re.compile(
    r"(?:[一-鿿]{1,10}[〔\[【(](?P<short>[4-9]\d)[〕\]】)]|[〔\[【(](?P<first>(?:19|20)\d\d|[4-9]\d)[〕\]】)][一-鿿]{1,10})字?第?\d{1,4}号"
)
"""As numbers were written until the eighties: 德政〔84〕15号, (85)德政字第15号."""
NUMBER: Final = r"(?:[一-鿿]{1,16}[〔\[【(](?:\d{2}|\d{4})[〕\]】)]字?第?\d{1,5}号|[〔\[【(](?:\d{2}|\d{4})[〕\]】)][一-鿿]{1,10}字?第?\d{1,4}号)"
"""A number with figures that are none of them misread."""
WRITTEN_DAY: Final = r"(?:\d{4}|[一二][一二三四五六七八九〇○零]{3})年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日"
_BESIDE: Final = re.compile(
    rf"^(?P<issuer>(?:[一-鿿]{{2,29}}[府会厅室局部委院署行处办]\s+)+|[一-鿿]{{2,24}}(?:人民政府|委员会)(?=[一-鿿]{{2,10}}[〔\[【(]))?{NUMBER}(?:\s*{WRITTEN_DAY})?$"
)
"""A number between its issuer and the day: 德化县人民政府 德政函〔2016〕79号 2016年6月23日."""
_DAY_BEHIND: Final = re.compile(rf"\s*{WRITTEN_DAY}$")
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
    beside = _BESIDE.match(folded[:end].strip())
    start = 0
    if beside is not None and _is_issuer(beside["issuer"] or "", beside.string):
        start = len(folded) - len(folded.lstrip()) + len(beside["issuer"] or "")
        day = _DAY_BEHIND.search(folded, start, end)
        end = day.start() if day is not None else end
    flat = "".join(folded[start:end].split())
    words = "".join(text[start:end].split())
    if _OLD_NUMBER.fullmatch(flat):
        return words
    if _NUMBER.fullmatch(flat.strip("()")):
        return _corrected(words.strip("()（）"))
    return words.strip("()（）") if _ORDER.fullmatch(flat.strip("()")) else None


def _is_issuer(words: str, line: str) -> bool:
    """Whether words at the beginning of a line are apart from the number, which without a space must abbreviate them.

    德化县人民政府德政函〔2016〕79号, but 资阳市人民政府公告〔2001〕3号 is one.
    """
    return not words or words[-1].isspace() or line[len(words)] in words


def _corrected(number: str) -> str:
    """Misread figures put right: 〔20l9〕l2号 → 〔2019〕12号; the letters of an issuer are Chinese."""
    return number.translate(_MISREAD)


def year_of_number(number: str) -> int | None:
    """The year in a document number, or None (the numbers of orders, 第707号, hold none)."""
    old = _OLD_NUMBER.search(fold(number))
    if old is not None:
        written = old["short"] or old["first"]
        return read_year(written if len(written) == 4 else f"19{written}")
    match = _NUMBER.search(fold(number))
    return read_year(match["year"].translate(_MISREAD)) if match else None
