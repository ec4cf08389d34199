"""Which parts of a report look back and which plan ahead.

Read from the headings first (2023年工作回顾, 2024年工作打算); only where none names a plan, from the paragraph in which
the text turns to it (各位委员，2024年是……). What is not told stays "other": a wrong half is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from indexer.fold import fold
from indexer.models import Heading
from indexer.structure.bounds import paragraphs
from indexer.structure.heading_labels import ANNEXES, tell
from indexer.structure.heading_parts import Part, by_headings, resolved, with_annexes
from indexer.structure.turning import (
    LEAD,
    LOOKING_BACK,
    OPENS,
    Lead,
    turn_in,
    with_plan,
    with_review,
    with_review_alone,
)

_YEARLY_TITLE: Final = re.compile(r"工作(?:情况的?)?报告|综述|总结")
_FIRST_LINE: Final = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Section:
    start: int
    """Offset into the clean text; it reaches up to the next section's start or the end."""
    kind: str
    """"review" (回顾: what was done), "plan" (打算: what is planned) or "other"."""


def sections(text: str, headings: Sequence[Heading], *, folded: str | None = None) -> list[Section]:
    """The halves of a report, ascending, the first at 0; neighbours of one kind are joined.

    ``headings`` are those of ``structure.headings`` for the same ``text``, ``folded`` its fold where the caller has it.
    A heading that tells which half it begins holds until one of its own or a higher level; in a yearly report the plan
    is the last half, and goes on under the headings after it until an annex. An untold first part looks back when a
    plan follows, or where it says so and none does. An annex that lists what is to be done is a plan.
    """
    folded = fold(text) if folded is None else folded
    first = _FIRST_LINE.search(folded)
    titled = first is not None and _YEARLY_TITLE.search(first[0][:LEAD]) is not None
    told = resolved([tell(folded, heading) for heading in headings])
    parts = by_headings(told, titled)
    plan = next((part for part in parts if part.kind == "plan"), None)
    looks_back = titled or any(part.kind == "review" for part in parts)
    opens = first is not None and OPENS.match(folded, first.start()) is not None
    if plan is None and not (looks_back or opens) and not any(words in folded for words in LOOKING_BACK):
        return _joined(parts)  # nothing can turn from what it looks back on
    if plan is not None and any(part.kind == "review" for part in parts):
        return _joined(parts)
    # Where a heading tells the plan, only what stands before it can be what looks back.
    before = text if plan is None else text[: plan.start]
    leads = [Lead(start, folded[start : min(end, start + LEAD)]) for start, end in paragraphs(before)]
    if plan is None:
        annex = next((each.heading.start for each in told if each.label in ANNEXES), len(text))
        running = [lead for lead in leads[1:] if lead.start < annex]
        plan = turn_in(running, [part for part in parts if part.start < annex], titled, len(text))
        parts = parts if plan is None else with_plan(parts, plan, annex)
        if plan is None and not any(part.kind == "review" for part in parts):
            return _joined(with_review_alone(parts, [*leads[:1], *running], titled))
    if plan is not None and not any(part.kind == "review" for part in parts):
        parts = with_review(parts, plan, leads[1:], titled)
    return _joined(parts)


def _joined(parts: Sequence[Part]) -> list[Section]:
    told = with_annexes(parts)
    return [Section(next(joined).start, kind) for kind, joined in groupby(told, key=lambda part: part.kind)]
