"""What a number with a verb of change before it is: by how much something grew (立案268件，增长6%), or to how much it rose."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from indexer.figures.acting import Acting, Reading
from indexer.figures.actions import CHANGES, MEANS_PROPOSALS
from indexer.figures.clauses import Paragraph, Token
from indexer.figures.heads import LEVELS, Heads
from indexer.figures.indicators import INDICATORS, RATES, Indicator, grows
from indexer.figures.quantities import Quantity
from indexer.figures.verbs import Verbs

_MARKS: Final = (",", "、", "(")
_COUNT: Final = re.compile(r"的?(?:件数|数量|总数|总量|数|量|[由从自比较])")
"""Behind the verb, that its number is how many it was done with."""
_ALL: Final = re.compile("[均都各]")


@dataclass(frozen=True, slots=True)
class Changing:
    """Reads the changes of one paragraph that have no head beside them."""

    paragraph: Paragraph
    heads: Heads
    acting: Acting
    verbs: Verbs

    def read(self, number: int, change: Token, between: str, before: list[Reading]) -> list[Reading] | None:
        """The change by or to a number that ``between`` parts from the verb; None where what was last spoken of changed."""
        if between.startswith(LEVELS):
            return self._risen(number, change, before)
        if change.action is not None and self._goes_on(number):
            return self._grown(number, change.action, before)
        rates = self._rates_together(self.paragraph.quantities[number], change)
        action = change.action or ""
        readings = [self.acting.reading(number, rate, action, change, behind=False, before=before) for rate in rates]
        return readings or None

    def done_first(self, number: int, indicator: Indicator, change: Token) -> str:
        """See ``Verbs.done_first``, in the clause of a change: 立案提案比上年增长6%, 立案数比上年多6件."""
        left = self.paragraph.between(self.paragraph.clauses[number].start, change.start)
        other = any(token.head not in (None, indicator) for token in left)
        return "" if other else self.verbs.done_first(indicator, left)

    def _rates_together(self, quantity: Quantity, change: Token) -> list[Indicator]:
        """Rates that changed by as much: 立案率、满意率比上年均提高5%; [] where there is only one."""
        start = self.paragraph.sentence_start(quantity.start)
        heads = [token for token in self.paragraph.between(start, change.start) if token.head is not None]
        if not heads or heads[-1].head is None or not _ALL.search(self.paragraph.text, heads[-1].end, quantity.whole):
            return []
        beside = self.heads.rates_beside(heads[-1]) if self.heads.may_be_rate(heads[-1]) else []
        return [*beside, heads[-1].head] if beside else []

    def _goes_on(self, number: int) -> bool:
        """Whether the clause of a change names nothing itself, so that it is said of the number before: 立案268件，增长6%."""
        joined = self.paragraph.joined(number)
        start = self.paragraph.clauses[number].start
        tokens = self.paragraph.between(start, self.paragraph.quantities[number].whole)
        return joined is not None and joined[:1] in _MARKS and all(token.action in CHANGES for token in tokens)

    def _grown(self, number: int, change: str, before: list[Reading]) -> list[Reading]:
        """By how much that of the number before changed, whoever's it is; nothing where that is no figure: 参会800人，增长5%."""
        quantity = self.paragraph.quantities[number]
        grown = [each for each in before if grows(each.indicator, quantity.unit, change)]
        return [*dict.fromkeys(each.grown(quantity, change) for each in grown)]

    def _risen(self, number: int, change: Token, before: list[Reading]) -> list[Reading]:
        """What something rose to is what it rose from: 立案提案由180件增加到196件 are 立案, both."""
        quantity = self.paragraph.quantities[number]
        going_on = [each for each in before if quantity.unit == each.quantity.unit and each.action not in CHANGES]
        if going_on:
            return [replace(each, quantity=quantity) for each in going_on]
        start = self.paragraph.sentence_start(quantity.start)
        heads = [token for token in self.paragraph.between(start, change.start) if token.head and token.head.governs]
        if not heads:
            return self._filed(number, change, before)
        if heads[-1].head is None or quantity.unit not in heads[-1].head.units:
            return []
        head, indicator = heads[-1], heads[-1].head
        if quantity.unit in ("%", "个百分点") and indicator.name not in RATES:
            return []  # 集体提案占比提高到25%: a share
        item = max(start, *(self.paragraph.text.rfind(mark, start, head.start) + 1 for mark in ",、"))
        # By how much it changed is said of another number: 比上年减少12件，下降到256件.
        done = [token for token in self.paragraph.between(item, change.start) if token.action not in CHANGES]
        actions = [] if indicator.name in RATES else self.verbs.before(indicator, head, done)
        return [
            self.acting.reading(number, indicator, action, head, behind=False, before=before)
            for action in actions or [""]
        ]

    def _filed(self, number: int, change: Token, before: list[Reading]) -> list[Reading]:
        """To how many proposals rose that are not named but by what was done with them: 立案数量由上年的205件增加到216件."""
        quantity, proposals = self.paragraph.quantities[number], INDICATORS["提案"]
        organization = self.heads.metadata.organization
        start = max(self.paragraph.text.rfind(mark, 0, change.start) + 1 for mark in ",;:。!?")
        acts = [token for token in self.paragraph.between(start, change.start) if token.action not in CHANGES]
        fits = organization is not None and organization.body == "政协" and quantity.unit == "件" and len(acts) == 1
        if not fits or acts[0].action not in MEANS_PROPOSALS or not _COUNT.match(self.paragraph.text, acts[0].end):
            return []
        return [self.acting.reading(number, proposals, acts[0].action, acts[0], behind=False, before=before)]
