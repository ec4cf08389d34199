"""Which indicator, action and actor a quantity has, by the words around it.

Four shapes: the head before the number (提交提案1480件), the head behind it (32件提案), an action alone whose head was named
before (立案1315件, 74篇被市政协采用), and a number that only goes on with a list (2025期、2236条).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from indexer.figures.acting import ORGANIZATION, Acting, Reading
from indexer.figures.actions import BY_OTHERS, CHANGES, MEANS_PROPOSALS, OF_ACTIVITIES
from indexer.figures.brackets import left_of_brackets, right_of_brackets
from indexer.figures.clauses import Paragraph, Token
from indexer.figures.heads import FILL, LEVELS, Heads
from indexer.figures.indicators import INDICATORS, PROPOSALS, RATES, Indicator
from indexer.figures.quantities import Quantity
from indexer.models import Metadata

_JOIN: Final = re.compile(r"(?:并|、|和|及|且|、并|并且|后)*")
_LISTED: Final = re.compile(r"(?:、|和|以及|及|与)")
_ONLY_LISTED: Final = re.compile(r"[、和及与]?")
_NORM: Final = re.compile(r"每[年名位件人个月季]|人均|年均|平均|户均|占[^,]{0,12}$|[由从]$")
_DONE: Final = re.compile(r"(?:已|全部|均|被|获|得到|高效|按期|如期|全面|都|圆满|顺利)+")
_AMONG: Final = re.compile(r"提案中[,]?")
_SAID_DONE: Final = re.compile(rf"{_DONE.pattern}|逐一|及时|统一|迅速")
_THEIRS: Final = re.compile(r"[名位][^,。;]{1,8}(?:提交|提出)的$")
"""Of some persons: 3名委员提交的5件提案 are not all that were handed in."""
_THERE_ARE: Final = re.compile("共有$")
_DELIVERED: Final = re.compile(r"[^,。]{0,10}")


@dataclass
class Assigner:
    """Reads the quantities of one paragraph from left to right."""

    paragraph: Paragraph
    metadata: Metadata

    def __post_init__(self) -> None:
        self._heads = Heads(self.paragraph, self.metadata)
        self._acting = Acting(self.paragraph, self.metadata)

    def may_be_rate(self, token: Token) -> bool:
        """See ``Heads.may_be_rate``."""
        return self._heads.may_be_rate(token)

    def author(self, head: Token, start: int) -> str:
        """See ``Acting.author``."""
        return self._acting.author(head, start)

    def read(self) -> list[Reading]:
        found: list[Reading] = []
        before: list[Reading] = []
        for number, clause in enumerate(self.paragraph.clauses):
            nothing = not before and not self.paragraph.between(clause.start, clause.end)
            if nothing or self._is_norm(number):
                before = []
                continue
            before = self._one(number, before if self.paragraph.joined(number) is not None else [])
            found += before
        return _shared_behind(self.paragraph, found)

    def _is_norm(self, number: int) -> bool:
        """每名委员每年1件 is a rule, 占88% a share, and 由180件 (增加到196件) of a time that is not told: none says how many there
        were."""
        at = self.paragraph.quantities[number].whole
        return _NORM.search(self.paragraph.text, self.paragraph.clauses[number].item, at) is not None

    def _one(self, number: int, before: list[Reading]) -> list[Reading]:
        quantity = self.paragraph.quantities[number]
        joined = self.paragraph.joined(number)
        if before and joined is not None and _ONLY_LISTED.fullmatch(joined):
            going_on = [replace(each, quantity=quantity) for each in before if quantity.unit in each.indicator.units]
            if going_on and self._heads.behind(number) is None:
                return going_on
        bracketed = self._behind_bracket(number, before)
        if bracketed:
            return bracketed
        start, end = self.paragraph.clauses[number].item, self.paragraph.clauses[number].item_end
        left = self.paragraph.between(start, quantity.whole)
        right = [
            token
            for token in self.paragraph.between(quantity.rest, self.paragraph.clauses[number].end)
            if (token.end <= end or token.action in BY_OTHERS) and not self._leads_on(number, token)
        ]
        if not left and not right:
            return []
        head = self._heads.ahead(quantity, left) or self._heads.behind(number)
        if head is not None and head.head is not None:
            return [] if self._heads.is_sum(number, head) else self._with_head(number, head, left, right, before)
        return self._by_action(number, left, right, before)

    def _leads_on(self, number: int, token: Token) -> bool:
        """Whether a word behind a number is that of the next one: 提案12件立案10件."""
        following = self.paragraph.quantities[number + 1 : number + 2]
        return token.head is None and any(token.end == each.whole for each in following)

    def _with_head(
        self, number: int, head: Token, left: list[Token], right: list[Token], before: list[Reading]
    ) -> list[Reading]:
        """A number with a head beside it."""
        indicator, quantity = head.head, self.paragraph.quantities[number]
        if indicator is None:
            return []
        if head.action is not None and head.start < quantity.start:
            spoken = self._heads.governing(head.start, sentence_only=True)
            if spoken is not None and head.action in spoken.actions and quantity.unit in spoken.units:
                return [self._acting.reading(number, spoken, head.action, head, behind=False, before=before)]
        actions = self._acted(indicator, head, left)
        if indicator.name in RATES:
            return self._rate(number, head, actions, before)
        theirs = _THEIRS.search(self.paragraph.text, max(0, quantity.whole - 20), quantity.whole) is not None
        weak = theirs or (actions == ["提出"] and _THERE_ARE.search(self.paragraph.text, 0, quantity.whole) is not None)
        late = self._done_behind(quantity, head, right, alone=weak or not actions)
        late = late or ([] if actions else self._done_behind_brackets(quantity, head, indicator))
        if theirs and not late:
            return []
        actions = [] if weak and late else actions
        if quantity.unit == "%" or quantity.unit == "个百分点":
            actions, late = [action for action in actions if action in CHANGES], []
            if not actions:
                return []
        if not actions and not late:
            actions = self._inherited(number, indicator, before)
        if not actions and not late and any(token.head is INDICATORS["优秀提案"] for token in right):
            late = ["表彰"]  # 8件提案获省政协优秀提案
        if indicator.needs_action and not actions and not late:
            return []
        if indicator.actions is OF_ACTIVITIES and self._acting.is_visit(number):
            visit = self._acting.reading(number, indicator, "", head, behind=False, before=before)
            return [visit] if visit.actor else []
        found = [(action, False) for action in actions] + [(action, True) for action in late]
        return [
            self._acting.reading(
                number, self._turned(indicator, action, head), action, head, behind=behind, before=before
            )
            for action, behind in found or [("", False)]
        ]

    def _turned(self, indicator: Indicator, action: str, head: Token) -> Indicator:
        """What was turned into something, rather than what it was turned into: 转为意见建议12件 are 提案."""
        if action != "转办" or indicator.name != "意见建议":
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
        rates = [] if changes else self._heads.rates_beside(head)
        if head.head is not None:
            rates.append(head.head)
        return [
            self._acting.reading(number, rate, action, head, behind=False, before=before)
            for rate in rates
            for action in changes or [""]
        ]

    def _done_behind(self, quantity: Quantity, head: Token, right: list[Token], *, alone: bool) -> list[str]:
        """The action behind a number and its head: 702件均已办复. ``alone`` says that none stands before them."""
        if head.head is None:
            return []
        done = head.head.actions - CHANGES  # by how much it changed is said of another number: 180件增加到196件
        behind = [token for token in right if token.start >= head.end and token.action in done]
        if not behind or behind[0].action is None:
            return []
        said_done = head.start > quantity.start and _SAID_DONE.search(self.paragraph.text, head.end, behind[0].start)
        return [behind[0].action] if alone or said_done else []

    def _done_behind_brackets(self, quantity: Quantity, head: Token, indicator: Indicator) -> list[str]:
        """The action behind what stands in brackets: 提案196件(其中…)全部办复."""
        at = right_of_brackets(self.paragraph.text, max(quantity.rest, head.end))
        done = _DONE.match(self.paragraph.text, at) if at else None
        acts = [token for token in self.paragraph.tokens if done is not None and token.start == done.end()]
        return [token.action for token in acts if token.action is not None and token.action in indicator.actions]

    def _behind_bracket(self, number: int, before: list[Reading]) -> list[Reading]:
        """A number whose head stands before brackets: 立案提案(含平时提案12件)196件."""
        left = left_of_brackets(self.paragraph, self.paragraph.quantities[number].whole)
        head = left[-1] if left else None
        if head is None or head.head is None or self.paragraph.quantities[number].unit not in head.head.units:
            return []
        actions = self._acted(head.head, head, left)
        return [
            self._acting.reading(number, head.head, action, head, behind=False, before=before)
            for action in actions or ([] if head.head.needs_action else [""])
        ]

    def _changes(self, quantity: Quantity) -> bool:
        """Whether the number is by how much something changed, not what it changed to."""
        return not self.paragraph.text[: quantity.whole].endswith(LEVELS)

    def _acted(self, indicator: Indicator, head: Token, left: list[Token]) -> list[str]:
        """The actions before a number that go with its head: the last one, and those joined to it (立案并办结)."""
        acts = [token for token in left if token.action in indicator.actions and token.start != head.start]
        after = [token for token in acts if token.start >= head.end]
        acts = after or [token for token in acts if token.end <= head.start and token.action not in CHANGES]
        if not acts:
            return []
        if acts[-1].action == "办理" and any(token.action == "交办" for token in acts):
            return ["交办"]
        found = [acts[-1]]
        for token in reversed(acts[:-1]):
            if not _JOIN.fullmatch(self.paragraph.text[token.end : found[0].start]) or token.action == found[0].action:
                break
            found.insert(0, token)
        return [token.action for token in found if token.action is not None]

    def _inherited(self, number: int, indicator: Indicator, before: list[Reading]) -> list[str]:
        """The verb that a list shares, or that of the whole whose part this is (其中, 立案提案中)."""
        joined = self.paragraph.joined(number) or ""
        shares = _LISTED.match(joined) is not None or "其中" in joined or joined.startswith("(")
        if before and shares:
            return [each.action for each in before if each.action in indicator.actions]
        start = self.paragraph.sentence_start(self.paragraph.quantities[number].start)
        among = [*_AMONG.finditer(self.paragraph.text, start, self.paragraph.quantities[number].start)]
        if not among:
            return []
        at = among[-1].start()
        acts = [token for token in self.paragraph.between(start, at) if token.action in indicator.actions]
        return [token.action for token in acts[-1:] if token.action is not None and token.end >= at - 1]

    def _by_action(self, number: int, left: list[Token], right: list[Token], before: list[Reading]) -> list[Reading]:
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
            used = passive.action in BY_OTHERS and re.match(r"(?:先后|均|已)*(?:被|获|得到|为)", lead)
            if used or (passive.action not in BY_OTHERS and _DONE.fullmatch(lead)):
                indicator = self.spoken_of(passive.action, quantity)
                if indicator is not None:
                    return [
                        self._acting.reading(number, indicator, passive.action, passive, behind=True, before=before)
                    ]
        return []

    def _acted_alone(self, number: int, acts: list[Token], between: str, before: list[Reading]) -> list[Reading]:
        quantity, last = self.paragraph.quantities[number], acts[-1]
        if last.action in CHANGES and between.startswith(LEVELS):
            return self._risen(number, last, before)
        readings = []
        joined = [last]
        for token in reversed(acts[:-1]):
            if not _JOIN.fullmatch(self.paragraph.text[token.end : joined[0].start]):
                break
            joined.insert(0, token)
        for token in joined:
            action = token.action or ""
            indicator = self.spoken_of(action, quantity)
            if indicator is not None:
                readings.append(self._acting.reading(number, indicator, action, token, behind=False, before=before))
        return readings

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
            [] if indicator.name in RATES else self._acted(indicator, head, self.paragraph.between(item, head.end))
        )
        return [
            self._acting.reading(number, indicator, action, head, behind=False, before=before)
            for action in actions or [""]
        ]

    def spoken_of(self, action: str, quantity: Quantity) -> Indicator | None:
        """The indicator of a number that has only an action."""
        far = action in BY_OTHERS or action in MEANS_PROPOSALS or action in ("办复", "审结", "执结", "编报", "提出")
        governing = self._heads.governing(quantity.start, sentence_only=not far)
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


def _shared_behind(paragraph: Paragraph, readings: list[Reading]) -> list[Reading]:
    """A verb behind the last of a list is that of all: 人大代表建议618件、政协提案702件均已办复."""
    found = list(readings)
    for place in range(len(found) - 1, 0, -1):
        this, earlier = found[place], found[place - 1]
        between = paragraph.text[earlier.quantity.rest : this.quantity.whole]
        listed = "、" in between and not any(mark in between for mark in ",;。")
        if this.done_behind and not earlier.action and listed and this.action in earlier.indicator.actions:
            found[place - 1] = replace(earlier, action=this.action, done_behind=True)
    return found
