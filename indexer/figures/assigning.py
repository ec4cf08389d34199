"""Which indicator, action and actor a quantity has, by the words around it.

Four shapes: the head before the number (提交提案1480件), the head behind it (32件提案), an action alone whose head was named
before (立案1315件, 74篇被市政协采用), and a number that only goes on with a list (2025期、2236条).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from indexer.describe.numerals import YEAR
from indexer.figures.acting import Acting, Reading
from indexer.figures.actions import BY_OTHERS, CHANGES
from indexer.figures.changing import Changing
from indexer.figures.choosing import Chosen, chosen_before, chosen_behind
from indexer.figures.clauses import Paragraph, Token
from indexer.figures.headed import Beside, Headed
from indexer.figures.heads import Heads
from indexer.figures.quantities import Quantity
from indexer.figures.unheaded import Unheaded
from indexer.figures.verbs import BY, LED, Verbs
from indexer.models import Metadata

_ONLY_LISTED: Final = re.compile(rf"[、和及与]?(?:{YEAR}年度?的?)?|,{YEAR}年度?(?:的|为|达到?)?")
_BY_SEVERAL: Final = re.compile(rf"[^,;:。、\d由]{{0,8}}{BY.pattern}")
_EACH: Final = re.compile(r"每[名位件人个月季年]|人均|(?<![上去])(?<!连续[两二三四五六七八九十\d])年均|平均|户均")
_NORM: Final = re.compile(rf"{_EACH.pattern}|占[^,]{{0,12}}$|[由从自]$|承诺[^,;:。的]{{0,8}}的$")
_LISTED: Final = re.compile(r"[^,;:。]{0,4}(?:[、和与及并]|以及)[^,;:。]*$")
"""Between the numbers of a list, behind what the first of them counts (1件集体提案、反映3条)."""
_HANDED_ON: Final = re.compile(r"(?:,其中[,:]?(?:分别)?[转移]?交|[、,和与])[^,;:。、\d的]{1,12}(?:系统|部门|单位|机关)")
"""Between what was handed over and to whom so much of it was: 交办提案431件，其中交市委系统38件、市政府系统393件."""
_SHARE: Final = re.compile(r",占[^,;:。]{0,16}")
_EXACTLY: Final = re.compile(r",(?:共|实际|已)?达到?")
_NEXT_PART: Final = re.compile(r"(?:,占[^,;:。]{1,16})?[,;、][^,;:。、\d]{0,8}提案(?:共|有|共有|达)?")
"""Between the parts of a whole, told apart by who wrote them."""
_KINDS: Final = frozenset({"集体", "委员", "界别", "党派", "联名"})
_FARTHEST: Final = 80
"""Characters before a number in which such words are looked for."""


@dataclass
class Assigner:
    """Reads the quantities of one paragraph from left to right."""

    paragraph: Paragraph
    metadata: Metadata
    heads: Heads = field(init=False)
    acting: Acting = field(init=False)
    unheaded: Unheaded = field(init=False)

    def __post_init__(self) -> None:
        self.heads = Heads(self.paragraph, self.metadata)
        self.acting = Acting(self.paragraph, self.metadata)
        verbs = Verbs(self.paragraph)
        self._headed = Headed(self.paragraph, self.heads, self.acting, verbs)
        changing = Changing(self.paragraph, self.heads, self.acting, verbs)
        self.unheaded = Unheaded(self.paragraph, self.metadata, self.heads, self.acting, changing)

    def read(self) -> list[Reading]:
        found: list[Reading] = []
        last: list[Reading] = []
        before: list[Reading] = []
        for number, clause in enumerate(self.paragraph.clauses):
            nothing = not before and not self.paragraph.between(clause.start, clause.end)
            if (nothing and not self._goes_on(number)) or self._is_norm(number):
                last, before = [], before if self._is_share(number) else []
                continue
            if self.paragraph.joined(number) is None:
                last, before = [], []
            last = self._one(number, last, before)
            # By how much it grew is said beside how much there is, and what comes next goes on with that.
            aside = last and all(each.action in CHANGES for each in last)
            before = before if before and aside else last
            found += last
        return _shared_behind(self.paragraph, _of_the_whole(self.paragraph, found))

    def _goes_on(self, number: int) -> bool:
        """Whether a number in whose clause nothing is named goes on with what was spoken of."""
        return chosen_behind(self.paragraph, number) is not None or self.heads.topic(number) is not None

    def _is_norm(self, number: int) -> bool:
        """每名委员每年1件 is a rule, 占88% a share, 承诺解决的23件 are those of another time, and 由180件 (增加到196件) of a time that is not told: none says how many there
        were."""
        at = self.paragraph.quantities[number].whole
        return _NORM.search(self.paragraph.text, self.paragraph.clauses[number].item, at) is not None or (
            number > 0 and self._goes_on_with_norm(number)
        )

    def _is_share(self, number: int) -> bool:
        """Whether a number only says what share the one before it has, which the sentence may go on with: 86件，占14%，增加9件."""
        return _SHARE.fullmatch(self.paragraph.joined(number) or "") is not None

    def _goes_on_with_norm(self, number: int) -> bool:
        """Whether a list goes on with what each did or has to do: 每位常委至少提交1件提案、反映3条社情民意信息."""
        text, at = self.paragraph.text, self.paragraph.quantities[number].whole
        start = self.paragraph.sentence_start(at)
        each = [*_EACH.finditer(text, max(start, at - _FARTHEST), at)]
        if not each:
            return False
        first = next(place for place, one in enumerate(self.paragraph.quantities) if one.whole >= each[-1].end())
        return first < number and all(
            _LISTED.match(self.paragraph.joined(place) or "") is not None for place in range(first + 1, number + 1)
        )

    def _one(self, number: int, last: list[Reading], before: list[Reading]) -> list[Reading]:
        """What a number is. ``last`` is what the number before it in the sentence was, ``before`` the last that was no change."""
        quantity = self.paragraph.quantities[number]
        joined = self.paragraph.joined(number)
        if last and joined is not None and _ONLY_LISTED.fullmatch(joined):
            going_on = [replace(each, quantity=quantity) for each in last if quantity.unit in each.indicator.units]
            if going_on and self.heads.behind(number) is None:
                return going_on
        if last and last[0].action == "交办" and _HANDED_ON.fullmatch(joined or "") is not None:
            return [replace(each, quantity=quantity) for each in last if quantity.unit == each.quantity.unit]
        bracketed = self._headed.behind_bracket(number, before)
        if bracketed:
            return bracketed
        chosen, choice = chosen_behind(self.paragraph, number), chosen_before(self.paragraph, number)
        left, right = self._around(number, chosen, choice)
        if not left and not right:
            left = self.heads.of_objects(number)
        if not left and not right and chosen is None:
            return self._came_to(number, before)
        head = self.heads.taking_part(number) or self.heads.ahead(quantity, left) or self.heads.behind(number)
        if head is None or head.head is None:
            found = self.unheaded.read(number, left, right, before)
            found = found or (self.unheaded.chosen(number, chosen, right, before) if chosen is not None else [])
            return found or (self._came_to(number, before) if not left else [])
        if self.heads.is_sum(number, head):
            return []
        return self._headed.read(
            Beside(number, quantity, head, head.head, left, right, before, chosen is not None or choice > 0)
        )

    def _came_to(self, number: int, before: list[Reading]) -> list[Reading]:
        """A number of what the clause before it is about: 立案提案稳中有升，达278件."""
        quantity, topic = self.paragraph.quantities[number], self.heads.topic(number)
        if _EXACTLY.fullmatch(self.paragraph.joined(number) or ""):  # 提案总量突破500件，达到527件
            return [replace(each, quantity=quantity) for each in before if _is_passed(each.quantity, quantity)]
        if topic is None or topic.head is None:
            return []
        begin = max(self.paragraph.text.rfind(mark, 0, topic.start) + 1 for mark in ",;:。")
        deeds = [each for each in self.paragraph.between(begin, quantity.whole) if each.action not in CHANGES]
        return self._headed.read(Beside(number, quantity, topic, topic.head, deeds, [], before, apart=False))

    def _around(self, number: int, chosen: Chosen | None, choice: int) -> tuple[list[Token], list[Token]]:
        """The heads and actions before and behind a number that may be said of it, if it was ``chosen``, or a ``choice`` before it
        ends at a place."""
        quantity, clause = self.paragraph.quantities[number], self.paragraph.clauses[number]
        left = self.paragraph.between(max(clause.item, choice), quantity.whole)
        if choice:  # a verb in the name of what was chosen is not done yet: 确定重点督办提案12件
            named = max((token.start for token in left if token.head is not None), default=0)
            left = [token for token in left if token.head is not None or token.start > named]
        right = [
            token
            for token in self.paragraph.between(quantity.rest, clause.end)
            if (token.end <= clause.item_end or token.action in BY_OTHERS or self._by_several(quantity, token))
            and not self._leads_on(number, token)
        ]
        if chosen is not None:
            left = [token for token in left if token.action is None or chosen.leaves(token.action)]
            right = [token for token in right if chosen.is_done(token, self.paragraph.text)]
        return left, right

    def _by_several(self, quantity: Quantity, token: Token) -> bool:
        """Whether those who did it are a list before the verb: 12件提案由区委、区政府主要领导督办."""
        return (
            token.action in LED and _BY_SEVERAL.fullmatch(self.paragraph.text, quantity.rest, token.start) is not None
        )

    def _leads_on(self, number: int, token: Token) -> bool:
        """Whether a word behind a number is that of the next one: 提案12件立案10件."""
        following = self.paragraph.quantities[number + 1 : number + 2]
        return token.head is None and any(token.end == each.whole for each in following)


def _is_passed(bound: Quantity, exact: Quantity) -> bool:
    """Whether a number is one that another only says to be more than something."""
    return bound.qualifier == "超" and bound.unit == exact.unit and bound.high < exact.low


def _of_the_whole(paragraph: Paragraph, readings: list[Reading]) -> list[Reading]:
    """What was done with the whole was done with each kind of author's part: 其中委员提案655件，占73%；集体提案247件."""
    found = list(readings)
    part = False
    for place in range(1, len(found)):
        this, earlier = found[place], found[place - 1]
        between = paragraph.text[earlier.quantity.rest : this.quantity.whole]
        goes_on = _NEXT_PART.fullmatch(between) is not None and this.indicator is earlier.indicator
        part = "其中" in between or (part and goes_on)
        authors = _KINDS.issuperset((this.actor, earlier.actor)) and this.quantity.unit == earlier.quantity.unit
        if part and goes_on and authors and not this.action and this.actor != earlier.actor:
            found[place] = replace(this, action=earlier.action)
    return found


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
