"""The actions that go with a head and its number: before it, behind it, or shared by a list and said of the whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from indexer.figures.acting import Reading
from indexer.figures.actions import CHANGES, MEANS_PROPOSALS, OF_ACTIVITIES
from indexer.figures.brackets import right_of_brackets
from indexer.figures.clauses import Paragraph, Token
from indexer.figures.indicators import Indicator
from indexer.figures.quantities import Quantity

JOIN: Final = re.compile(r"(?:并|、|和|及|且|、并|并且)*")
"""Between verbs that share an object: 立案并办结."""
DONE: Final = re.compile(r"(?:已|全部|均|被|获|得到|高效|按期|如期|全面|都|圆满|顺利)+")
"""Between a number and the verb that was done with it."""
ALL_OF_THEM: Final = re.compile("[均都]|全部|逐[一件]|悉数")
BY: Final = re.compile(r"(?:已|全部|均|都|分别)*交?由[^,;:。\d]{2,24}")
"""Between a number and the verb, who did it: 8件由主席会议成员督办."""
LED: Final = frozenset({"督办", "办理", "交办"})
"""What is said to be done by somebody so."""
_RELATIVE: Final = re.compile(r"的[^,;:。、\d]{0,4}")
_OBJECT: Final = re.compile(r"[^,;:。\d后]{2,16}")
_LISTED: Final = re.compile(r"(?:、|和|以及|及|与)")
_AMONG: Final = re.compile(r"提案中[,]?")
_COMPARED: Final = re.compile(r"(?:[比较][^,;:。!?()、]{1,10}|同比)(?:分别|[均各])?$")
_NEXT: Final = re.compile(r"[^,;:。、的\d]{0,4}")
_SAID_DONE: Final = re.compile(rf"{DONE.pattern}|逐一|及时|统一|迅速")


def _is_meeting(indicator: Indicator) -> bool:
    """Whether an activity is a meeting, which is held (召开) and not carried out (开展)."""
    return indicator.name.endswith(("会", "会议"))


@dataclass(frozen=True, slots=True)
class Verbs:
    """The actions of one paragraph."""

    paragraph: Paragraph

    def before(self, indicator: Indicator, head: Token, left: list[Token]) -> list[str]:
        """The actions before a number that go with its head: the last one, and those joined to it (立案并办结)."""
        acts = [
            replace(token, action=action)
            for token in left
            if (action := indicator.done_by(token.action)) is not None and token.start != head.start
        ]
        change = self.change_of([*(token for token in left if token.end <= head.start), head])
        if change is not None and change.action in indicator.actions:
            return [change.action]
        after = [token for token in acts if token.start >= head.end]
        acts = after or [token for token in acts if token.end <= head.start and token.action not in CHANGES]
        if not acts:
            return []
        if self._is_relative(head, acts):
            acts = acts[:-1]
        if acts[-1].action == "办理" and any(token.action == "交办" for token in acts):
            return ["交办"]
        found = [acts[-1]]
        for token in reversed(acts[:-1]):
            if not JOIN.fullmatch(self.paragraph.text[token.end : found[0].start]) or token.action == found[0].action:
                break
            found.insert(0, token)
        return [token.action for token in found if token.action is not None]

    def change_of(self, tokens: list[Token]) -> Token | None:
        """The change that is told of the deeds and the head that follow it: 比上年增加立案提案12件, 比上年多立案12件; None where
        nothing is compared (提高提案质量), or nothing follows."""
        text = self.paragraph.text
        for change, after in pairwise(tokens):
            compared = change.action in CHANGES and (
                text[change.start] in "多少" or _COMPARED.search(text, max(0, change.start - 16), change.start)
            )
            if compared and after.action not in CHANGES and _NEXT.fullmatch(text, change.end, after.start):
                return change
        return None

    def _is_relative(self, head: Token, acts: list[Token]) -> bool:
        """Whether the last verb only says which things the one before it was done with: 采用县政协报送的信息21篇."""
        if len(acts) < 2 or acts[-1].end > head.start:
            return False
        handed = (acts[-2].action, acts[-1].action) == ("办理", "交办")  # 承办市政协交办提案14件
        if not handed and not _RELATIVE.fullmatch(self.paragraph.text, acts[-1].end, head.start):
            return False
        between = self.paragraph.text[acts[-2].end : acts[-1].start]
        return JOIN.fullmatch(between) is None and _OBJECT.fullmatch(between) is not None

    @staticmethod
    def attributed(indicator: Indicator, head: Token, following: list[Token]) -> list[str]:
        """The verb between a number and its head behind it: 302件立案提案."""
        acts = [token for token in following if token.end <= head.start and token.action in MEANS_PROPOSALS]
        return [acts[-1].action] if acts and acts[-1].action in indicator.actions else []

    def done_first(self, indicator: Indicator, left: list[Token]) -> str:
        """What was done with the things that are said to have grown: 立案 of 立案提案 and of 提案立案量增长6%; "" where that is not said."""
        done = indicator.actions - CHANGES
        acts = [token.action for token in left if token.action in done]
        return acts[-1] or "" if acts else ""

    def behind(self, quantity: Quantity, head: Token, right: list[Token], *, alone: bool) -> list[str]:
        """The action behind a number and its head: 702件均已办复. ``alone`` says that none stands before them."""
        if head.head is None:
            return []
        done = head.head.actions - CHANGES  # by how much it changed is said of another number: 180件增加到196件
        behind = [token for token in right if token.start >= head.end and token.action in done]
        if not behind or behind[0].action is None:
            return []
        text, verb = self.paragraph.text, behind[0].start
        said_done = (
            _SAID_DONE.search(text, head.end, verb) is not None
            if head.start > quantity.start
            else DONE.fullmatch(text, quantity.rest, verb) is not None
            and ALL_OF_THEM.search(text, quantity.rest, verb) is not None
        )
        return [behind[0].action] if alone or said_done else []

    def behind_brackets(self, quantity: Quantity, head: Token, indicator: Indicator) -> list[str]:
        """The action behind what stands in brackets: 提案196件(其中…)全部办复."""
        at = right_of_brackets(self.paragraph.text, max(quantity.rest, head.end))
        done = DONE.match(self.paragraph.text, at) if at else None
        acts = [token for token in self.paragraph.tokens if done is not None and token.start == done.end()]
        return [token.action for token in acts if token.action is not None and token.action in indicator.actions]

    def inherited(self, number: int, indicator: Indicator, before: list[Reading]) -> list[str]:
        """The verb that a list shares, or that of the whole whose part this is (其中, 立案提案中)."""
        joined = self.paragraph.joined(number) or ""
        shares = _LISTED.match(joined) is not None or "其中" in joined or joined.startswith("(")
        if before and shares:
            return [action for each in before if (action := indicator.done_by(each.action)) is not None]
        if _LISTED.match(joined):
            return self._of_the_list(number, indicator)
        if before and indicator.actions is OF_ACTIVITIES and self._is_next_activity(number):
            return [
                each.action
                for each in before
                if each.action in OF_ACTIVITIES - CHANGES and _is_meeting(each.indicator) == _is_meeting(indicator)
            ]
        start = self.paragraph.sentence_start(self.paragraph.quantities[number].start)
        among = [*_AMONG.finditer(self.paragraph.text, start, self.paragraph.quantities[number].start)]
        if not among:
            return []
        at = among[-1].start()
        acts = [token for token in self.paragraph.between(start, at) if token.action in indicator.actions]
        return [token.action for token in acts[-1:] if token.action is not None and token.end >= at - 1]

    def _is_next_activity(self, number: int) -> bool:
        """Whether a comma, and nothing else, parts an activity from the number before it (开展视察8次，调研15次); how many people
        it reached is another thing (举办培训班6期，培训800人次)."""
        quantity, at = self.paragraph.quantities[number], self.paragraph.quantities[number - 1].rest
        heads = self.paragraph.between(at, quantity.whole)[:1]
        follows = self.paragraph.text[at : at + 1] == "," and any(token.start == at + 1 for token in heads)
        return follows and quantity.unit != "人次"

    def _of_the_list(self, number: int, indicator: Indicator) -> list[str]:
        """The verb before the first of a list, though that is nothing known: 举办报告会10场、读书活动20期."""
        for place in range(number - 1, -1, -1):
            end = self.paragraph.quantities[place].whole
            tokens = self.paragraph.between(self.paragraph.clauses[place].start, end)
            verbs = [token.action for token in tokens if token.action in indicator.actions and token.head is None]
            if verbs and verbs[-1] is not None:
                return [verbs[-1]] if verbs[-1] not in CHANGES else []
            if tokens or not _LISTED.match(self.paragraph.joined(place) or ""):
                break
        return []
