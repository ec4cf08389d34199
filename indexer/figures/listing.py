"""Lists of things that numbers are matched to one by one: 收到提案、立案提案 (分别为312件、268件)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from indexer.figures.acting import Reading
from indexer.figures.actions import CHANGES
from indexer.figures.actors import NAMED, WIDER, is_own, whose
from indexer.figures.assigning import Assigner
from indexer.figures.clauses import Token
from indexer.figures.indicators import AUTHORED, RATES, Indicator, grows
from indexer.figures.quantities import Quantity

MARK: Final = re.compile(r"[、和与及]")
_NUMBER_OF: Final = re.compile(r"(?:总数|数量|件数|总量|[数量])?")


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a list: 收到提案, 委员满意率, 界别."""

    start: int
    end: int
    head: Token | None
    action: str
    author: str


def members(assigner: Assigner, start: int, end: int) -> list[Member]:
    """The members of the list that reaches up to ``end``; 集体 in 集体、委员提案 is 集体提案."""
    paragraph = assigner.paragraph
    tokens = paragraph.between(start, end)
    marks = [
        mark.start()
        for mark in MARK.finditer(paragraph.text, start, end)
        if not any(token.start <= mark.start() < token.end for token in tokens)
    ]
    bounds = zip([start, *(mark + 1 for mark in marks)], [*marks, end], strict=True)
    found = [member(assigner, *each) for each in bounds if each[0] < each[1]]
    for place in range(len(found) - 2, -1, -1):
        this, after = found[place], found[place + 1]
        if this.head is None and not this.action and this.author and after.author:
            found[place] = replace(this, head=after.head)
    return found


def member(assigner: Assigner, start: int, end: int) -> Member:
    """What a member that stands between two places names."""
    text, tokens = assigner.paragraph.text, assigner.paragraph.between(start, end)
    last = tokens[-1] if tokens else None
    closes = last is not None and _NUMBER_OF.fullmatch(text, last.end, end) is not None
    head = last if last is not None and closes and last.head is not None else None
    acts = [token.action for token in tokens if token.action is not None and token is not head]
    acted = acts[-1] if acts and (head is not None or closes) and acts[-1] is not None else ""
    author = (
        assigner.acting.author(head, start)
        if head is not None
        else _organization(text[start:end]) or whose(text[start:end])
    )
    return Member(start, end, head, acted, author)


def _organization(name: str) -> str:
    """A member that is another organization's name: 金安区政协、裕安区政协(分别立案)."""
    return name if NAMED.fullmatch(name) is not None and WIDER.fullmatch(name) is None else ""


def things(listed: list[Member]) -> list[Member]:
    """Those at the end of a list that say what is counted."""
    for place in range(len(listed) - 1, -1, -1):
        if listed[place].head is None and not listed[place].action:
            return listed[place + 1 :]
    return listed


def read_member(assigner: Assigner, quantity: Quantity, listed: Member, shared: str) -> list[Reading]:
    """A number as that of a member of a list; [] where it cannot be. ``shared`` is the verb of all of them."""
    head = listed.head
    if shared in CHANGES:
        return _grown(assigner, quantity, listed, shared)
    if head is None:
        spoken = assigner.unheaded.spoken_of(listed.action, quantity)
        return [Reading(quantity, spoken, listed.action, "")] if spoken is not None else []
    meant = assigner.heads.meant(head, quantity)
    indicator = meant.head if meant is not None else None
    if indicator is None or quantity.unit not in indicator.units:
        return []
    action = next((each for each in (listed.action, shared) if each in indicator.actions), "")
    if indicator.name in RATES:
        action = action if action in CHANGES else ""
        if quantity.unit == "个百分点" and not action:
            return []
    elif (quantity.unit == "%" and action not in CHANGES) or (indicator.needs_action and not action):
        return []
    return [Reading(quantity, indicator, action, _author(assigner, indicator, listed))]


def _grown(assigner: Assigner, quantity: Quantity, listed: Member, change: str) -> list[Reading]:
    """A number as that by which a member of a list grew, whatever was done with it: 立案数、办复数 (增长5%、6%)."""
    head = listed.head
    of = head.head if head is not None else assigner.unheaded.spoken_of(listed.action, replace(quantity, unit="件"))
    if of is None or not grows(of, quantity.unit, change):
        return []
    if of.name in RATES and (head is None or not assigner.heads.may_be_rate(head)):
        return []
    return [Reading(quantity, of, change, _author(assigner, of, listed), changed=listed.action)]


def _author(assigner: Assigner, indicator: Indicator, listed: Member) -> str:
    authored = indicator.name in AUTHORED or indicator.name == "社情民意信息"
    return listed.author if authored and not is_own(listed.author, assigner.metadata.organization) else ""
