"""Whether strings stand near each other, or together in a sentence, in one report: looked at here, in its text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from indexer.fold import fold
from indexer.models import Report
from indexer.query import Near, Together
from indexer.structure import paragraph_starts, sections, sentence_starts

Span = tuple[int, int]


def stands(report: Report, node: Near | Together, section: str = "") -> bool:
    """Whether a report has a place that a node asks for, all of it in one section of the kind where one is given."""
    folded = fold(report.text)
    parts = _parts(report, folded, section)
    if isinstance(node, Near):
        left, right = (_spans(folded, strings) for strings in (node.left, node.right))
        return any(
            0 <= later[0] - earlier[1] <= node.distance and _inside(parts, min(one, other)[0], max(one[1], other[1]))
            for one in left
            for other in right
            for earlier, later in ((one, other), (other, one))
        )
    starts = sentence_starts(report.text) if node.within == "sentence" else paragraph_starts(report.text)
    held = []
    for strings in node.operands:
        spans = [span for span in _spans(folded, strings) if _inside(parts, *span)]
        numbers = ((bisect_right(starts, start), bisect_right(starts, end - 1)) for start, end in spans)
        held.append({first for first, last in numbers if first == last})
    return bool(set.intersection(*held))


def _parts(report: Report, folded: str, section: str) -> list[Span]:
    if not section:
        return [(0, len(folded))]
    found = sections(report.text, report.headings, folded=folded)
    ends = [*(each.start for each in found[1:]), len(folded)]
    return [(each.start, end) for each, end in zip(found, ends, strict=True) if each.kind == section]


def _inside(parts: Sequence[Span], start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in parts)


def _spans(text: str, strings: Sequence[str]) -> list[Span]:
    spans = []
    for string in strings:
        at = text.find(string)
        while at >= 0:
            spans.append((at, at + len(string)))
            at = text.find(string, at + 1)
    return spans
