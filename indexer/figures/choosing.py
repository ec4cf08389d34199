"""What was chosen out of more: 18件提案被列为重点, 从立案提案中遴选18件. Such a number is not how many were handed in or filed.

To be chosen is no action that is counted, nor are those that the choice names (列为重点督办提案 are not followed up by that); prizes
(评为优秀) are one and stand elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from indexer.figures.actions import FILING
from indexer.figures.clauses import Paragraph, Token
from indexer.figures.indicators import INDICATORS, Indicator
from indexer.figures.quantities import Quantity

_CHOSEN: Final = re.compile(
    r"(?P<surely>被[^,;。]{0,10}?)?(?:(?P<as>列为|列作|[确选评审]定为|确立为|遴选为|推选为|挑选为|选为|入选|选入)"
    r"|列入|作为|写入|纳入|编入|载入|进入(?=[^,;。]{0,12}(?:范围|名单|决策)))(?![^,;。]{0,8}(?:优秀|先进|十佳|奖))"
)
_ALL: Final = re.compile(r"全部|全都|均|都|逐一|一律|悉数")
_TAKEN: Final = re.compile(r"[将把][^,;。将把]*$")
_CHOOSES: Final = re.compile(r"遴选|筛选|精选|选取|选择|挑选|选出|选定|推选|确定|择优")
_AUTHORING: Final = frozenset({"提出", "编报"})
_HANDING: Final = frozenset({"转办", "交办"})
_ENDS: Final = re.compile(r"[,;:。!?()、]|$")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice behind a number."""

    start: int
    end: int
    """Of the verb."""
    surely: bool
    """Whether it is said to be one (被列入, 列为): then nothing done before is said of the number; else only not that it is all that
    was handed in."""

    def leaves(self, action: str | None) -> bool:
        """Whether an action that stands before the number is said of it nevertheless: 立案的196件提案纳入督查."""
        return not self.surely and action not in _AUTHORING

    def is_done(self, verb: Token, text: str) -> bool:
        """Whether a verb behind the number is what was done: before the choice, or with what was taken as something (312件提案作为
        会议案立案), where the clause ends with it; not the object of the choice (列入重点督办, 纳入督办范围)."""
        if verb.end <= self.start:
            return True
        ends = verb.action in _HANDING or _ENDS.match(text, verb.end) is not None
        return not self.surely and verb.head is None and verb.start > self.end and ends


def chosen_behind(paragraph: Paragraph, number: int) -> Chosen | None:
    """The choice that the number is said to have been taken in; None where all that were handed in are (全部纳入), or something else
    was done first."""
    quantity, clause = paragraph.quantities[number], paragraph.clauses[number]
    match = _CHOSEN.search(paragraph.text, quantity.rest, clause.item_end)
    if match is None or _ALL.search(paragraph.text, quantity.rest, match.start()):
        return None
    if _TAKEN.search(paragraph.text, clause.start, quantity.whole):
        return None
    tokens = paragraph.between(quantity.rest, match.start())
    named = [
        token.start for token in tokens if token.head is not None
    ]  # 15件立案提案: which, not what was done with them
    done = any(token.action is not None and token.end not in named for token in tokens)
    return None if done else Chosen(match.start(), match.end(), bool(match["surely"] or match["as"]))


def chosen_before(paragraph: Paragraph, number: int) -> int:
    """Where the words end that say that a number was chosen (从中遴选18件); what was done before is not said of it. 0: none do."""
    clause = paragraph.clauses[number]
    ends = [
        match.end() for match in _CHOOSES.finditer(paragraph.text, clause.start, paragraph.quantities[number].whole)
    ]
    return ends[-1] if ends else 0


def is_of_more(paragraph: Paragraph, chosen: Token, action: str, quantity: Quantity) -> bool:
    """Whether so many cannot be of the 重点提案 named before, but are of all proposals: filed (收到提案230件，其中重点提案12件，
    立案196件), or more than there are of them (督办重点提案12件，办复196件)."""
    if chosen.head is not INDICATORS["重点提案"] or quantity.unit == "%":
        return False
    counts = [
        each.high
        for each, clause in zip(paragraph.quantities, paragraph.clauses, strict=True)
        if clause.item <= chosen.start < clause.item_end and each.unit == quantity.unit
    ]
    return action in FILING or any(quantity.low > count for count in counts)


def whole_of(before: Sequence[Token], action: str) -> Indicator | None:
    """提案, out of which some were chosen, unless what is named ``before`` them may be meant as well (代表建议)."""
    proposals = INDICATORS["提案"]
    named = (token.head for token in reversed(before) if token.head is not None)
    able = (head for head in named if head.governs and action in head.actions and head.name != "重点提案")
    return proposals if next(able, proposals) is proposals else None
