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
from indexer.figures.indicators import INDICATORS, RATES, Indicator
from indexer.figures.quantities import Quantity
from indexer.figures.verbs import ALL_OF_THEM, Verbs

_THEIRS: Final = re.compile(r"[名位][^,。;]{1,8}(?:提交|提出)的$")
"""Of some persons: 3名委员提交的5件提案 are not all that were handed in."""
_THERE_ARE: Final = re.compile("共有$")
_MORE: Final = re.compile(r"[^,;:。!?()、和与及以\s\d]")
"""Goes on behind a number and its head to say what became of so many of them (共有18件提案进展顺利), not that they are all there are."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A number with a head beside it, and the words around both."""

    number: int
    quantity: Quantity
    head: Token
    indicator: Indicator
    """Of the head."""
    left: list[Token]
    """Heads and actions before the number that may be said of it."""
    right: list[Token]
    """Those behind it."""
    before: list[Reading]
    """What the number before it in the sentence was."""
    apart: bool
    """Whether it was chosen out of more, so that what was done with the whole is not said of it."""


@dataclass(frozen=True, slots=True)
class Done:
    """Actions that are said of a number."""

    before: list[str]
    """Those that stand before it, are named by its head's attribute or are shared with what stands before."""
    behind: list[str]

    def __bool__(self) -> bool:
        return bool(self.before or self.behind)


@dataclass(frozen=True, slots=True)
class Headed:
    """Reads the numbers of one paragraph that have a head."""

    paragraph: Paragraph
    heads: Heads
    acting: Acting
    verbs: Verbs

    def read(self, beside: Beside) -> list[Reading]:
        """What a number with a head beside it is; [] where it is none of the head's."""
        of_spoken = self._deed(beside)
        if of_spoken is not None:
            return [of_spoken]
        indicator = beside.indicator
        if indicator.name in RATES:
            return self._rate(beside)
        if beside.quantity.unit in ("%", "个百分点"):
            changes = [each for each in self.verbs.before(indicator, beside.head, beside.left) if each in CHANGES]
            return self._readings(beside, Done(changes, [])) if changes else []
        done = self._done(beside)
        if done is None or (indicator.needs_action and not done):
            return []
        if indicator.actions is OF_ACTIVITIES and self.acting.is_visit(beside.number):
            visit = self._reading(beside, "")
            return [visit] if visit.actor else []
        return self._readings(beside, done)

    def _deed(self, beside: Beside) -> Reading | None:
        """The reading of a head that is a deed, too, done with what was last spoken of: (社情民意信息…)批示21篇; else None."""
        head, quantity = beside.head, beside.quantity
        if head.action is None or head.start > quantity.start:
            return None
        spoken = self.heads.governing(head.start, sentence_only=True)
        if spoken is None or head.action not in spoken.actions or quantity.unit not in spoken.units:
            return None
        return self._reading(beside, head.action, of=spoken)

    def _done(self, beside: Beside) -> Done | None:
        """What was done with a number of things; None where others did it with theirs alone (3名委员提交的5件提案)."""
        head, quantity, text = beside.head, beside.quantity, self.paragraph.text
        actions = self.verbs.before(beside.indicator, head, beside.left)
        theirs = _THEIRS.search(text, max(0, quantity.whole - 20), quantity.whole) is not None
        there_are = actions == ["提出"] and _THERE_ARE.search(text, 0, quantity.whole) is not None
        weak = theirs or there_are
        late = self.verbs.behind(quantity, head, beside.right, alone=weak or not actions)
        late = late or ([] if actions else self.verbs.behind_brackets(quantity, head, beside.indicator))
        if theirs and not late:
            return None
        said_more = there_are and _MORE.match(text, max(quantity.rest, head.end)) is not None
        actions = [] if (weak and late) or said_more else actions
        return self._told_elsewhere(beside, Done(actions, late), said_more=said_more)

    def _told_elsewhere(self, beside: Beside, done: Done, *, said_more: bool) -> Done:
        """What was done, with what the head's attribute, the list or the prize behind it tells where nothing nearer does."""
        head, actions, late = beside.head, done.before, done.behind
        if head.start > beside.quantity.start and not actions and not beside.apart:
            told = not late or self._all(head, beside.right)
            actions = self.verbs.attributed(beside.indicator, head, beside.right) if told else []
        if not actions and not late and not beside.apart and not said_more:
            actions = self.verbs.inherited(beside.number, beside.indicator, beside.before)
        if not actions and not late and any(token.head is INDICATORS["优秀提案"] for token in beside.right):
            late = ["表彰"]  # 8件提案获省政协优秀提案
        return Done(actions, late)

    def _readings(self, beside: Beside, done: Done) -> list[Reading]:
        """A reading for each action, or one without."""
        indicator = beside.indicator
        found = [self._reading(beside, action) for action in done.before]
        found += [self._reading(beside, action, behind=True) for action in done.behind]
        if not found:
            return [self._reading(beside, "")]
        changes = any(each in CHANGES for each in done.before)
        changed = self.verbs.done_first(indicator, beside.left) if changes else ""
        return [replace(each, changed=changed if each.action in CHANGES else "") for each in found]

    def _reading(self, beside: Beside, action: str, *, of: Indicator | None = None, behind: bool = False) -> Reading:
        """One action with its actor. ``of`` is what it was done with, if that is not the head's."""
        indicator = of or self.heads.turned(beside.indicator, action, 0, beside.head.start)
        return self.acting.reading(beside.number, indicator, action, beside.head, behind=behind, before=beside.before)

    def _all(self, head: Token, right: list[Token]) -> bool:
        """Whether the verb behind a number and its head is said of all there are: 264件立案提案全部办复."""
        behind = [token for token in right if token.start >= head.end]
        return bool(behind) and ALL_OF_THEM.search(self.paragraph.text, head.end, behind[0].start) is not None

    def _rate(self, beside: Beside) -> list[Reading]:
        """A rate, or by how much it changed."""
        quantity, rate = beside.quantity, beside.indicator
        actions = self.verbs.before(rate, beside.head, beside.left)
        changes = [action for action in actions if action in CHANGES and self._changes(quantity)]
        if quantity.unit == "个百分点" and not changes:
            return []
        rates = [rate] if changes else [*self.heads.rates_beside(beside.head), rate]
        return [self._reading(beside, action, of=each) for each in rates for action in changes or [""]]

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
