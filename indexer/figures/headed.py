"""What a number with a head beside it is: 提交提案1480件, 32件提案, 满意率97%, 立案提案(含平时提案12件)196件."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from indexer.figures.acting import Acting, Reading
from indexer.figures.actions import CHANGES, OF_ACTIVITIES
from indexer.figures.brackets import left_of_brackets
from indexer.figures.clauses import Paragraph, Token
from indexer.figures.heads import LEVELS, Heads
from indexer.figures.indicators import INDICATORS, PROPOSALS, RATES, Indicator
from indexer.figures.quantities import Quantity
from indexer.figures.verbs import ALL_OF_THEM, Verbs

_THEIRS: Final = re.compile(r"[名位][^,。;]{1,8}(?:提交|提出)的$")
"""Of some persons: 3名委员提交的5件提案 are not all that were handed in."""
_THERE_ARE: Final = re.compile("共有$")
_MORE: Final = re.compile(r"[^,;:。!?()、和与及以\s\d]")
"""Goes on behind a number and its head to say what became of so many of them (共有18件提案进展顺利), not that they are all there are."""


@dataclass(frozen=True, slots=True)
class Headed:
    """Reads the numbers of one paragraph that have a head."""

    paragraph: Paragraph
    heads: Heads
    acting: Acting
    verbs: Verbs

    def read(
        self,
        number: int,
        head: Token,
        left: list[Token],
        right: list[Token],
        before: list[Reading],
        *,
        apart: bool = False,
    ) -> list[Reading]:
        """A number with a head beside it. ``apart`` says that it was chosen, so that what was done with the whole is not said of it."""
        indicator, quantity = head.head, self.paragraph.quantities[number]
        if indicator is None:
            return []
        if head.action is not None and head.start < quantity.start:
            spoken = self.heads.governing(head.start, sentence_only=True)
            if spoken is not None and head.action in spoken.actions and quantity.unit in spoken.units:
                return [self.acting.reading(number, spoken, head.action, head, behind=False, before=before)]
        actions = self.verbs.before(indicator, head, left)
        if indicator.name in RATES:
            return self._rate(number, head, actions, before)
        theirs = _THEIRS.search(self.paragraph.text, max(0, quantity.whole - 20), quantity.whole) is not None
        there_are = actions == ["提出"] and _THERE_ARE.search(self.paragraph.text, 0, quantity.whole) is not None
        weak = theirs or there_are
        late = self.verbs.behind(quantity, head, right, alone=weak or not actions)
        late = late or ([] if actions else self.verbs.behind_brackets(quantity, head, indicator))
        if theirs and not late:
            return []
        said_more = there_are and _MORE.match(self.paragraph.text, max(quantity.rest, head.end)) is not None
        actions = [] if (weak and late) or said_more else actions
        if quantity.unit == "%" or quantity.unit == "个百分点":
            actions, late = [action for action in actions if action in CHANGES], []
            if not actions:
                return []
        if head.start > quantity.start and not actions and not apart and (not late or self._all(quantity, head, right)):
            actions = self.verbs.attributed(indicator, head, right)
        if not actions and not late and not apart and not said_more:
            actions = self.verbs.inherited(number, indicator, before)
        if not actions and not late and any(token.head is INDICATORS["优秀提案"] for token in right):
            late = ["表彰"]  # 8件提案获省政协优秀提案
        if indicator.needs_action and not actions and not late:
            return []
        if indicator.actions is OF_ACTIVITIES and self.acting.is_visit(number):
            visit = self.acting.reading(number, indicator, "", head, behind=False, before=before)
            return [visit] if visit.actor else []
        found = [(action, False) for action in actions] + [(action, True) for action in late]
        readings = [
            self.acting.reading(
                number, self._turned(indicator, action, head), action, head, behind=behind, before=before
            )
            for action, behind in found or [("", False)]
        ]
        changed = self.verbs.done_first(indicator, left) if any(each in CHANGES for each in actions) else ""
        return [replace(each, changed=changed if each.action in CHANGES else "") for each in readings]

    def _all(self, quantity: Quantity, head: Token, right: list[Token]) -> bool:
        """Whether the verb behind a number and its head is said of all there are: 264件立案提案全部办复."""
        behind = [token for token in right if token.start >= head.end]
        text = self.paragraph.text
        return bool(behind) and ALL_OF_THEM.search(text, head.end, behind[0].start) is not None

    def _turned(self, indicator: Indicator, action: str, head: Token) -> Indicator:
        """What was turned into something, rather than what it was turned into: 转为意见建议12件 are 提案."""
        if action != "转办" or indicator.name not in ("意见建议", "社情民意信息"):
            return indicator
        return next(
            (
                token.head
                for token in reversed(self.paragraph.between(0, head.start))
                if token.head is not None and token.head.name in PROPOSALS
            ),
            indicator,
        )

    def _rate(self, number: int, head: Token, actions: list[str], before: list[Reading]) -> list[Reading]:
        """A rate, or by how much it changed."""
        quantity = self.paragraph.quantities[number]
        changes = [action for action in actions if action in CHANGES and self._changes(quantity)]
        if quantity.unit == "个百分点" and not changes:
            return []
        rates = [] if changes else self.heads.rates_beside(head)
        if head.head is not None:
            rates.append(head.head)
        return [
            self.acting.reading(number, rate, action, head, behind=False, before=before)
            for rate in rates
            for action in changes or [""]
        ]

    def behind_bracket(self, number: int, before: list[Reading]) -> list[Reading]:
        """A number whose head stands before brackets: 立案提案(含平时提案12件)196件."""
        left = left_of_brackets(self.paragraph, self.paragraph.quantities[number].whole)
        head = left[-1] if left else None
        if head is None or head.head is None or self.paragraph.quantities[number].unit not in head.head.units:
            return []
        actions = self.verbs.before(head.head, head, left)
        return [
            self.acting.reading(number, head.head, action, head, behind=False, before=before)
            for action in actions or ([] if head.head.needs_action else [""])
        ]

    def _changes(self, quantity: Quantity) -> bool:
        """Whether the number is by how much something changed, not what it changed to."""
        return not self.paragraph.text[: quantity.whole].endswith(LEVELS)
