"""What a number with an action and no head beside it is: 立案1315件, 等74篇被市政协采用, (由180件)增加到196件."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from indexer.figures.acting import ORGANIZATION, Acting, Reading
from indexer.figures.actions import BY_OTHERS, CHANGES, MEANS_PROPOSALS
from indexer.figures.clauses import Paragraph, Token
from indexer.figures.heads import FILL, LEVELS, Heads
from indexer.figures.indicators import INDICATORS, RATES, Indicator, grows
from indexer.figures.quantities import Quantity
from indexer.figures.verbs import DONE, JOIN, Verbs
from indexer.models import Metadata

_MARKS: Final = (",", "、", "(")
_ALL: Final = re.compile("[均都各]")
_USED: Final = re.compile(r"(?:先后|均|已)*(?:被|获|得到|为)")
_DELIVERED: Final = re.compile(r"[^,。]{0,10}")


@dataclass(frozen=True, slots=True)
class Unheaded:
    """Reads the numbers of one paragraph that have only an action."""

    paragraph: Paragraph
    metadata: Metadata
    heads: Heads
    acting: Acting
    verbs: Verbs

    def read(self, number: int, left: list[Token], right: list[Token], before: list[Reading]) -> list[Reading]:
        """A number with an action and no head beside it: 立案1315件, 等74篇被市政协采用."""
        quantity, text = self.paragraph.quantities[number], self.paragraph.text
        acts = [token for token in left if token.action is not None]
        if acts:
            last = acts[-1]
            between = text[last.end : quantity.whole]
            fits = FILL.fullmatch(between) or ORGANIZATION.fullmatch(between)
            if last.action in ("转办", "交办"):
                fits = fits or _DELIVERED.fullmatch(between)
            if fits:
                return self._acted_alone(number, acts, between, before)
        passive = next((token for token in right if token.action is not None), None)
        if passive is not None and passive.action is not None:
            lead = text[quantity.rest : passive.start]
            used = passive.action in BY_OTHERS and _USED.match(lead)
            used = used or (passive.action == "转化" and lead == "")
            if used or (passive.action not in BY_OTHERS and DONE.fullmatch(lead)):
                indicator = self.spoken_of(passive.action, quantity)
                if indicator is not None:
                    return [self.acting.reading(number, indicator, passive.action, passive, behind=True, before=before)]
        return []

    def _acted_alone(self, number: int, acts: list[Token], between: str, before: list[Reading]) -> list[Reading]:
        quantity, last = self.paragraph.quantities[number], acts[-1]
        if last.action in CHANGES and between.startswith(LEVELS):
            return self._risen(number, last, before)
        if last.action in CHANGES and self._goes_on(number):
            return self._grown(number, last.action, before)
        if last.action in CHANGES:
            rates = self._rates_together(quantity, last)
            if rates:
                return [
                    self.acting.reading(number, rate, last.action, last, behind=False, before=before) for rate in rates
                ]
        readings = []
        joined = [last]
        for token in reversed(acts[:-1]):
            if not JOIN.fullmatch(self.paragraph.text[token.end : joined[0].start]):
                break
            joined.insert(0, token)
        for token in joined:
            action = token.action or ""
            indicator = self.spoken_of(action, quantity)
            if indicator is not None:
                readings.append(self.acting.reading(number, indicator, action, token, behind=False, before=before))
        return readings

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
        return joined is not None and joined[:1] in _MARKS and not any(token.head is not None for token in tokens)

    def _grown(self, number: int, change: str, before: list[Reading]) -> list[Reading]:
        """By how much that of the number before changed, whoever's it is; nothing where that is no figure: 参会800人，增长5%."""
        quantity = self.paragraph.quantities[number]
        grown = [each for each in before if grows(each.indicator, quantity.unit, change)]
        return [*dict.fromkeys(replace(each, quantity=quantity, action=change, done_behind=False) for each in grown)]

    def _risen(self, number: int, change: Token, before: list[Reading]) -> list[Reading]:
        """What something rose to is what it rose from: 立案提案由180件增加到196件 are 立案, both."""
        quantity = self.paragraph.quantities[number]
        going_on = [each for each in before if quantity.unit == each.quantity.unit and each.action not in CHANGES]
        if going_on:
            return [replace(each, quantity=quantity) for each in going_on]
        start = self.paragraph.sentence_start(quantity.start)
        heads = [token for token in self.paragraph.between(start, change.start) if token.head and token.head.governs]
        if not heads or heads[-1].head is None or quantity.unit not in heads[-1].head.units:
            return []
        head, indicator = heads[-1], heads[-1].head
        if quantity.unit in ("%", "个百分点") and indicator.name not in RATES:
            return []  # 集体提案占比提高到25%: a share
        item = max(start, *(self.paragraph.text.rfind(mark, start, head.start) + 1 for mark in ",、"))
        actions = (
            []
            if indicator.name in RATES
            else self.verbs.before(indicator, head, self.paragraph.between(item, head.end))
        )
        return [
            self.acting.reading(number, indicator, action, head, behind=False, before=before)
            for action in actions or [""]
        ]

    def spoken_of(self, action: str, quantity: Quantity) -> Indicator | None:
        """The indicator of a number that has only an action."""
        far = action in BY_OTHERS or action in MEANS_PROPOSALS or action in ("办复", "审结", "执结", "编报", "提出")
        governing = self.heads.governing(quantity.start, sentence_only=not far)
        if governing is not None and action in governing.actions and quantity.unit in governing.units:
            if quantity.unit == "%" and action not in CHANGES:
                return None
            return governing
        organization = self.metadata.organization
        of_proposals = organization is not None and organization.body == "政协"
        means = action in MEANS_PROPOSALS or (action == "办复" and self._is_of_proposals(quantity))
        return INDICATORS["提案"] if of_proposals and means and quantity.unit == "件" else None

    def _is_of_proposals(self, quantity: Quantity) -> bool:
        """Whether proposals are meant without being named before a number in its sentence: 立案196件、办复190件."""
        start = self.paragraph.sentence_start(quantity.start)
        tokens = self.paragraph.between(start, quantity.start)
        return any(token.action in MEANS_PROPOSALS for token in tokens) and not any(token.head for token in tokens)
