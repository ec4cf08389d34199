"""What a number with an action and no head beside it is: 立案1315件, 等74篇被市政协采用."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from indexer.figures.acting import ORGANIZATION, Acting, Reading
from indexer.figures.actions import BY_OTHERS, CHANGES, CONCLUDING, MEANS_PROPOSALS, OF_ACTIVITIES
from indexer.figures.changing import Changing
from indexer.figures.choosing import Chosen
from indexer.figures.clauses import Paragraph, Token
from indexer.figures.heads import FILL, Heads
from indexer.figures.indicators import INDICATORS, RATES, Indicator
from indexer.figures.quantities import Quantity
from indexer.figures.verbs import ALL_OF_THEM, BY, DONE, JOIN, LED
from indexer.models import Metadata

_FAR: Final = frozenset({*CONCLUDING, "受理", "审结", "执结", "编报", "提出"})
"""Done with what was spoken of in an earlier sentence, too, as what others did and what means 提案 are."""
_USED: Final = re.compile(r"(?:先后|均|已)*(?:被|获|得到|为)")
_ADVERBS: Final = "已均全都皆先共逐再还又也仅只一"
_PREPOSITIONS: Final = "被由为比较同以经按在到向对给"
_CONJUNCTIONS: Final = "并且和与及或"
_SUFFIXES: Final = "的之其后左右上下多余等"
"""Particles, 其, and localizers. These four are the first characters of function words, which are closed classes of
Chinese: no noun of what is counted begins with one."""
_OF_RELATION: Final = "占达含包增减"
_OF_GIVING: Final = "交送转报发供推获得"
"""The verbs that relate a number to another, and those that hand on or get what was counted (立案196件送有关部门): the only ones with
which sentences of reports go on at once behind a number, besides ``actions``' own."""
_NOUN: Final = re.compile(
    rf"(?!{DONE.pattern}|[{_ADVERBS}{_PREPOSITIONS}{_CONJUNCTIONS}{_SUFFIXES}{_OF_RELATION}{_OF_GIVING}])[\u4e00-\u9fff]"
)
"""What stands right behind a number and is counted by it (39件法律议案), not what goes on with the sentence (196件均已办复)."""
_AMONG: Final = re.compile(r"(?:(?P<part>其中[,:]?)|另|还|又|已|共|有)*")
"""Before a number that names nothing, and may be of what the sentence before is about if it is a part."""
_OF_THEM: Final = re.compile(r"的(?:共?有|共|达)?")
"""Between what was done and how many it was done with: 立案的196件, 被市政协采用的有18条."""
_CHOSEN_OUT: Final = re.compile(r"(?:已|先后|分别|成功|还)*")
_LISTS: Final = frozenset("、和与及")
_MARKS: Final = frozenset(",、")
_DELIVERED: Final = re.compile(r"[^,。]{0,10}")


@dataclass(frozen=True, slots=True)
class Unheaded:
    """Reads the numbers of one paragraph that have only an action."""

    paragraph: Paragraph
    metadata: Metadata
    heads: Heads
    acting: Acting
    changing: Changing

    def read(self, number: int, left: list[Token], right: list[Token], before: list[Reading]) -> list[Reading]:
        """A number with an action and no head beside it: 立案1315件, 等74篇被市政协采用."""
        quantity, text = self.paragraph.quantities[number], self.paragraph.text
        acts = [token for token in left if token.action is not None]
        if acts:
            last = acts[-1]
            between = text[last.end : quantity.whole]
            of_them = last.action in MEANS_PROPOSALS | {"采用"} and _OF_THEM.fullmatch(between)
            fits = of_them or FILL.fullmatch(between) or ORGANIZATION.fullmatch(between)
            if last.action in ("转办", "交办"):
                fits = fits or _DELIVERED.fullmatch(between)
            if fits and not self._counts_another(number):
                shared = self._shares_growth(number, last, before)
                if shared:
                    return shared
                found = self._acted_alone(number, acts, between, before)
                return [*found, *self._done_behind(number, right, before, all_of_them=True)] if found else []
        return self._done_behind(number, right, before, all_of_them=False)

    def _shares_growth(self, number: int, verb: Token, before: list[Reading]) -> list[Reading]:
        """A number in a list whose 多 or 增加 is that of its first member: 比上年多立案12件、督办3件."""
        joined = self.paragraph.joined(number) or ""
        listed = joined[:1] in _LISTS and joined[1:].lstrip("多少").startswith(
            self.paragraph.text[verb.start : verb.end]
        )
        if not listed or number == 0 or len(before) != 1 or before[0].action not in CHANGES or not before[0].changed:
            return []
        first = number - 1
        while (self.paragraph.joined(first) or "")[:1] in _LISTS:
            first -= 1
        acts = self.paragraph.between(self.paragraph.clauses[first].start, self.paragraph.quantities[first].whole)
        leads = self.changing.verbs.change_of(acts) is not None
        fits = verb.action in before[0].indicator.actions - CHANGES
        quantity = self.paragraph.quantities[number]
        return [replace(before[0], quantity=quantity, changed=verb.action or "")] if leads and fits else []

    def chosen(self, number: int, chosen: Chosen, right: list[Token], before: list[Reading]) -> list[Reading]:
        """A number of which only the choice is told: (收到提案312件。)其中18件被列为重点; and what was done with it as that (28件作为
        意见建议转有关部门)."""
        quantity, text = self.paragraph.quantities[number], self.paragraph.text
        among = _AMONG.fullmatch(text, self.paragraph.clauses[number].item, quantity.whole)
        if among is None or not _CHOSEN_OUT.fullmatch(text, quantity.rest, chosen.start):
            return []
        indicator = self._chosen_of(number, earlier=among["part"] is not None)
        if indicator is None or quantity.unit not in indicator.units - {"%"} or indicator.name in RATES:
            return []
        verb = next((token for token in right if token.action in indicator.actions), None)
        near = verb or Token(chosen.start, chosen.end, None, None)
        return [self.acting.reading(number, indicator, near.action or "", near, behind=True, before=before)]

    def _chosen_of(self, number: int, *, earlier: bool) -> Indicator | None:
        """Of what some were chosen. Behind a list of several kinds, of the one that is counted in the same unit; None where several
        are: 收到提案312件、代表建议20件，其中18件被列为重点."""
        quantity = self.paragraph.quantities[number]
        governing = self.heads.governing(quantity.start, sentence_only=not earlier)
        kinds: dict[str, str] = {}
        last = number - 1
        while last >= 0 and governing is not None:
            clause, listed = self.paragraph.clauses[last], self.paragraph.quantities[last]
            heads = self.paragraph.between(clause.start, listed.whole)
            heads = heads or self.paragraph.between(listed.rest, clause.item_end)
            kinds |= {token.head.name: listed.unit for token in heads if token.head is not None and token.head.governs}
            if (self.paragraph.joined(last) or "")[:1] not in _LISTS:
                break
            last -= 1
        counted = [name for name, unit in kinds.items() if unit == quantity.unit]
        if len(kinds) > 1 and governing is not None and governing.name in kinds:
            return INDICATORS[counted[0]] if len(counted) == 1 else None
        return governing

    def _done_behind(
        self, number: int, right: list[Token], before: list[Reading], *, all_of_them: bool
    ) -> list[Reading]:
        """By the verb behind a number (74篇被市政协采用); only where it is said to be done with all of it (立案196件均已办复), if
        ``all_of_them``."""
        quantity = self.paragraph.quantities[number]
        passive = next((token for token in right if token.action is not None), None)
        if passive is None or passive.action is None:
            return []
        lead = self.paragraph.text[quantity.rest : passive.start]
        if passive.action in BY_OTHERS:
            said = _USED.match(lead) is not None or (passive.action == "转化" and lead == "")
            done = said and not all_of_them
        else:
            done = (DONE.fullmatch(lead) is not None or self._is_led(passive, lead)) and (
                not all_of_them or ALL_OF_THEM.search(lead) is not None
            )
        indicator = self._part_of(number, passive.action, before) or self.spoken_of(passive.action, quantity)
        if not done or indicator is None:
            return []
        return [self.acting.reading(number, indicator, passive.action, passive, behind=True, before=before)]

    def _part_of(self, number: int, action: str, before: list[Reading]) -> Indicator | None:
        """What a number is a part of that stands right before it and is spoken of no further: 调研报告26篇，其中9篇获批示，3篇被采用."""
        joined = self.paragraph.joined(number) or ""
        goes_on = joined[-1:] in _MARKS and before and before[-1].done_behind and before[-1].action in BY_OTHERS
        whole = before[-1] if before and ("其中" in joined or (goes_on and action in BY_OTHERS)) else None
        fits = whole is not None and whole.quantity.unit == self.paragraph.quantities[number].unit
        return whole.indicator if fits and whole is not None and action in whole.indicator.actions else None

    @staticmethod
    def _is_led(verb: Token, lead: str) -> bool:
        """Whether a number was followed up or handled by those named between: 8件由主席会议成员督办."""
        return verb.action in LED and BY.fullmatch(lead) is not None

    def _counts_another(self, number: int) -> bool:
        """Whether a noun stands behind the number, which then counts that and not what was spoken of: 提交39件法律议案."""
        rest = self.paragraph.quantities[number].rest
        following = self.paragraph.between(rest, self.paragraph.clauses[number].end)[:1]
        begins = following and following[0].start == rest and following[0].action is not None
        follows = self.paragraph.text[rest - 1] != " "  # 立案196件 委员立案150件 in a line of a table
        return follows and not begins and _NOUN.match(self.paragraph.text, rest) is not None

    def _acted_alone(self, number: int, acts: list[Token], between: str, before: list[Reading]) -> list[Reading]:
        quantity, last = self.paragraph.quantities[number], acts[-1]
        if last.action in CHANGES:
            changed = self.changing.read(number, last, between, before)
            if changed is not None:
                return changed
        readings = []
        joined = [last]
        change = self.changing.verbs.change_of(acts)
        for token in reversed(acts[:-1]):
            if token is change or not JOIN.fullmatch(self.paragraph.text[token.end : joined[0].start]):
                break
            joined.insert(0, token)
        for token in joined:
            deed = token.action or ""
            indicator = self.spoken_of(deed, quantity)
            action = change.action or "" if change is not None else deed
            if indicator is not None and action in indicator.actions:
                reading = self.acting.reading(number, indicator, action, token, behind=False, before=before)
                first = self.changing.done_first(number, indicator, token) if action in CHANGES else ""
                readings.append(replace(reading, changed=deed if change is not None else first))
        return readings

    def spoken_of(self, action: str, quantity: Quantity) -> Indicator | None:
        """The indicator of a number that has only an action."""
        far = action in BY_OTHERS or action in MEANS_PROPOSALS or action in _FAR
        governing = self.heads.governing(quantity.start, sentence_only=not far, done=(action, quantity))
        if governing is not None and action in governing.actions and quantity.unit in governing.units:
            if quantity.unit == "%" and action not in CHANGES:
                return None
            start = self.paragraph.sentence_start(quantity.start)
            return self.heads.turned(governing, action, start, quantity.start)
        organization = self.metadata.organization
        of_proposals = organization is not None and organization.body == "政协"
        means = action in MEANS_PROPOSALS or (action in CONCLUDING | {"转办"} and self._is_of_proposals(quantity))
        if action == "开展":
            return self._topic(quantity)
        return INDICATORS["提案"] if of_proposals and means and quantity.unit == "件" else None

    def _topic(self, quantity: Quantity) -> Indicator | None:
        """The activity named right before the clause of a number: 像这样的协商，共开展了8场."""
        text, start = self.paragraph.text, self.paragraph.sentence_start(quantity.start)
        comma = text.rfind(",", start, quantity.whole)
        tokens = self.paragraph.between(start, comma) if comma >= 0 else []
        topic = tokens[-1].head if tokens and tokens[-1].end == comma else None
        fits = topic is not None and topic.actions is OF_ACTIVITIES and quantity.unit in topic.units
        return topic if fits else None

    def _is_of_proposals(self, quantity: Quantity) -> bool:
        """Whether proposals are meant without being named before a number in its sentence: 立案196件、办复190件; what some became is
        no name of theirs (立案196件，作为意见建议转有关部门9件)."""
        start = self.paragraph.sentence_start(quantity.start)
        tokens = self.paragraph.between(start, quantity.start)
        named = any(token.head is not None and not self.heads.is_what_became(token) for token in tokens)
        return not named and any(token.action in MEANS_PROPOSALS for token in tokens)
