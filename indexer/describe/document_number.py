"""Document numbers (发文字号): 国函〔1996〕95号, 国令第707号; they hold the year a document was written in."""

from __future__ import annotations

import re
from typing import Final

from indexer.describe.labels import Labels
from indexer.describe.lines import Lines
from indexer.describe.numerals import read_year
from indexer.models import Evidence

_NUMBER: Final = re.compile(r"([一-鿿]{1,16}(?:〔|\[|【|\(|［)((?:19|20)\d\d)(?:〕|\]|】|\)|］)(?:第)?\d{1,5}号)")
_ORDER: Final = re.compile(r"([一-鿿]{1,20}令(?:〔|\[|\()?第?\d{1,5}号)")
_HEAD_LINES: Final = 6


def find_document_number(labels: Labels, lines: Lines) -> tuple[str, Evidence] | None:
    """The document's own number as it stands (white space apart): labelled, or on a line of its own at the head.

    Numbers within sentences are those of other documents.
    """
    label = labels.get("document_number")
    if label is not None:
        written = "".join(label.text.split())
        if _NUMBER.fullmatch("".join(label.folded.split())) or _ORDER.fullmatch("".join(label.folded.split())):
            return written, label.evidence
    for line in lines.head[:_HEAD_LINES]:
        flat = line.flat.strip("()")
        if _NUMBER.fullmatch(flat) or _ORDER.fullmatch(flat):
            written = "".join(line.text.split()).strip("()（）")
            return written, line.whole()
    return None


def year_of_number(number: str) -> int | None:
    """The year in a document number, or None (the numbers of orders, 第707号, hold none)."""
    match = _NUMBER.search(number)
    return read_year(match[2]) if match else None
