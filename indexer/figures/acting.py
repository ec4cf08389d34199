"""Who acted, used or was handed what is counted, where it was not the report's organization alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from indexer.figures.actions import BY_OTHERS, CHANGES, OF_ACTIVITIES
from indexer.figures.actors import ACTOR, COURT, IN_THE_NAME, NAMED, PLAIN, TO, WIDER, is_other, is_own, name_of, whose
from indexer.figures.clauses import Paragraph, Token
from indexer.figures.indicators import AUTHORED, INDICATORS, Indicator
from indexer.figures.quantities import Quantity
from indexer.models import Metadata, Organization

ORGANIZATION: Final = re.compile(r"(?:给|至)?(?:全国|[省市区县州])(?:政协|委|政府)(?:办公厅|办公室)?")
AUTHORS_BESIDE: Final = re.compile(r"集体提案|界别提案|党派提案|团体提案|联名提案")
"""Without these beside, 委员提案 are simply proposals."""
AUTHORS_BUT_MEMBERS: Final = frozenset({"集体", "界别", "党派", "联名"})
_VISIT: Final = re.compile(r"接待|莅|来访|来[^,]{1,4}(?:考察|调研|视察)|政协(?:组织|领导)?到")
_GOES_TO: Final = frozenset({"立案", "采用", "批示", "提出", "编报"})
"""Done, further on in a sentence, by the body to which things were handed: 向市政协提交28件，立案25件."""
_OF_ABOVE: Final = re.compile("(?:全国|[省市州])政协")
"""Whose proposals they are that are handed to it, which then gives the prizes for them: 提交市政协提案14件，其中2件被评为优秀."""
_FARTHEST: Final = 200
"""Characters before a number in which such are looked for."""
_BY: Final = re.compile(r"(?:[^,;:。\d]{0,8}?提案)?[均都全部已]*[由获得]")
"""Behind a number, before those who followed it up: 31件提案由主席会议成员领衔督办."""
_USES: Final = re.compile(r"、采用|(?:[、,和]?|,其中[,:]?)(?:单篇|综合|摘要|合并|转发)采用")
_LEADS: Final = re.compile(r"(?:其中|\d{4}年|全年|今年|一年来|去年)?[,:]?")
_DOES: Final = re.compile(r"(?:[共累总]计?|全年|先后|积极|已|主动|分别|\d{4}年)*")
"""Between the name of another organization and what it did."""
_OUR_OWN: Final = re.compile("[我本]$")
_WITH: Final = re.compile(r"(?:联合|会同|联动|协同|邀请|组织|[与同和赴到向对为])$")
"""Before bodies with which, or for which, the organization itself acted."""
_ITSELF: Final = re.compile(r"[省市区县州]政协|我们|本会|本级|常委会|其中")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a quantity was found to be."""

    quantity: Quantity
    indicator: Indicator
    action: str
    actor: str
    to: str = ""
    """The body to which what is counted was handed; what is used of it is used by that body."""
    done_behind: bool = False
    """Whether the action stood behind the number: 702件均已办复."""
    changed: str = ""
    """See ``Figure.changed``."""

    def grown(self, quantity: Quantity, change: str) -> Reading:
        """A number by which that of this reading changed."""
        changed = self.changed if self.action in CHANGES else self.action
        return replace(self, quantity=quantity, action=change, done_behind=False, changed=changed)


@dataclass(frozen=True, slots=True)
class Acting:
    """Finds the actors of one paragraph's figures."""

    paragraph: Paragraph
    metadata: Metadata

    def reading(
        self, number: int, indicator: Indicator, action: str, near: Token, *, behind: bool, before: list[Reading]
    ) -> Reading:
        """A quantity with its actor. ``near`` is the head or action it was found by, ``behind`` whether the action follows
        the number, ``before`` what the quantity before it in the sentence was."""
        quantity, text = self.paragraph.quantities[number], self.paragraph.text
        start = self.paragraph.clauses[number].start
        to = ""
        handed = TO.search(text, start, quantity.whole)
        given = ORGANIZATION.fullmatch(text[near.end : quantity.whole]) if action == "编报" else None
        if handed is not None and action in ("提出", "编报"):
            to = handed["to"]
        elif given is not None:
            to = given[0].lstrip("给至")
        elif before and action in _GOES_TO:
            to = before[-1].to
        elif before and action == "表彰" and "其中" in (self.paragraph.joined(number) or ""):
            to = before[-1].to or (before[-1].actor if _OF_ABOVE.fullmatch(before[-1].actor) else "")
        actor = self._acting_body(number, indicator, action, before, behind=behind) or to
        authored = indicator.name in AUTHORED or indicator.name == "社情民意信息"
        if near.head is not None and authored and action not in ("采用", "批示", "表彰"):
            actor = self.author(near, start) or actor
        if action not in BY_OTHERS:
            actor = self._wider(quantity, before) or actor
        return Reading(
            quantity, indicator, action, "" if is_own(actor, self.metadata.organization) else actor, to, behind
        )

    def _acting_body(
        self, number: int, indicator: Indicator, action: str, before: list[Reading], *, behind: bool
    ) -> str:
        quantity, text = self.paragraph.quantities[number], self.paragraph.text
        ahead = [*ACTOR.finditer(text, self.paragraph.clauses[number].start, quantity.whole)]
        after = ACTOR.search(text, quantity.rest, self.paragraph.clauses[number].end)
        if indicator.name == "案件":
            court = COURT.search(text, self.paragraph.clauses[number].start, quantity.whole)
            going_on = before[-1].actor if before and before[-1].indicator is indicator else ""
            return court[0] if court is not None else going_on
        if action in BY_OTHERS or (action == "" and self._is_instruction(number)):
            after = after if behind or action != "表彰" else None
            ahead = self._subjects(number, action, ahead)
            match = (after or (ahead[-1] if ahead else None)) if behind else (ahead[-1] if ahead else after)
            goes_on = match is None and before and before[-1].action == action and self._is_listed_use(number)
            return before[-1].actor if goes_on else name_of(match) if match is not None else ""
        if indicator.actions is OF_ACTIVITIES and ahead and self.is_visit(number):
            return name_of(ahead[-1])
        if action in ("督办", "办理"):
            leader = (self._led_by(number) if behind else None) or (ahead[-1] if ahead else None)
            name = name_of(leader) if leader is not None else ""
            return name if name.endswith(("领导", "成员", "主席")) else ""
        return ""

    def _led_by(self, number: int) -> re.Match[str] | None:
        """Who is named between a number and what was done with it: 31件提案由主席会议成员领衔督办."""
        rest, end = self.paragraph.quantities[number].rest, self.paragraph.clauses[number].end
        by = _BY.match(self.paragraph.text, rest, end)
        acts = [token for token in self.paragraph.between(by.end(), end) if token.action is not None] if by else []
        return ACTOR.search(self.paragraph.text, by.end(), acts[0].start) if by and acts else None

    def _is_listed_use(self, number: int) -> bool:
        """Whether a number goes on with a list of uses by one body: 被全国政协单篇采用3期、综合采用5期."""
        return _USES.match(self.paragraph.joined(number) or "") is not None

    def _subjects(self, number: int, action: str, ahead: list[re.Match[str]]) -> list[re.Match[str]]:
        """Of the bodies named before a number those that did it, which stand before the verb; behind it is whose the thing is
        (全国政协采用我县政协社情民意信息3篇). All of them where none stands before it."""
        start = self.paragraph.clauses[number].start
        verbs = [
            token
            for token in self.paragraph.between(start, self.paragraph.quantities[number].whole)
            if token.action == action
        ]
        first = [match for match in ahead if verbs and match.end() <= verbs[-1].start]
        return first or [match for match in ahead if not _OUR_OWN.search(self.paragraph.text, start, match.start())]

    def _wider(self, quantity: Quantity, before: list[Reading]) -> str:
        """Those of a region whose work a report of a 政协 tells beside its own; also of what goes on with a number of theirs."""
        text, organization = self.paragraph.text, self.metadata.organization
        if organization is None or organization.body != "政协":
            return ""
        start = max(self.paragraph.sentence_start(quantity.start), quantity.whole - _FARTHEST)
        start = max(start, *(text.rfind(mark, start, quantity.whole) + 1 for mark in ",:"))
        other = self._other(organization, start, quantity)
        if other:
            return other
        named = [*WIDER.finditer(text, start, quantity.whole)]
        if named:
            at = named[-1]
            own = _WITH.search(text, start, at.start()) or _ITSELF.search(text, at.end(), quantity.whole)
            return "" if own else at["name"]
        going_on = before[-1].actor if before else ""
        if not (WIDER.fullmatch(going_on) or NAMED.fullmatch(going_on)) or before[-1].action in BY_OTHERS:
            return ""
        return "" if _ITSELF.search(text, before[-1].quantity.rest, quantity.whole) else going_on

    def _other(self, organization: Organization, start: int, quantity: Quantity) -> str:
        """Another organization that is named where a clause begins and does what is told there: 金寨县政协编报186篇, 市政协立案3件; one
        called by its level only where it is not the last of a list (向全国政协、市政协报送)."""
        text = self.paragraph.text
        begin = max(start, text.rfind("、", start, quantity.whole) + 1)
        lead = _LEADS.match(text, begin, quantity.whole)
        alone = begin == start or any(each.rest == begin - 1 for each in self.paragraph.quantities)
        begin = lead.end() if lead is not None else begin
        named, plain = NAMED.match(text, begin, quantity.whole), PLAIN.match(text, begin, quantity.whole)
        if named is not None and is_other(named["name"], organization):
            name, end = named["name"], named.end()
        elif plain is not None and alone and organization.division and not is_own(plain[0], organization):
            name, end = plain[0], plain.end()
        else:
            return ""
        acts = [token for token in self.paragraph.between(end, quantity.whole) if token.action is not None]
        return name if acts and _DOES.fullmatch(text, end, acts[0].start) else ""

    def is_visit(self, number: int) -> bool:
        """Whether others came: 全国政协领导莅临调研7次 is none of the organization's own work."""
        at = self.paragraph.quantities[number].whole
        return _VISIT.search(self.paragraph.text, self.paragraph.clauses[number].start, at) is not None

    def _is_instruction(self, number: int) -> bool:
        start = self.paragraph.clauses[number].start
        tokens = self.paragraph.between(start, self.paragraph.quantities[number].whole)
        return any(token.head is not None and token.head.name == "批示" for token in tokens)

    def author(self, head: Token, start: int) -> str:
        """集体 of 集体提案."""
        text = self.paragraph.text
        author = whose(text[max(0, head.start - 8) : head.start])
        if text[head.start : head.end] in ("书面发言", "口头发言"):
            return text[head.start : head.start + 2]
        if not author and head.head is INDICATORS["提案"] and IN_THE_NAME.search(text, start, head.start):
            return "集体"
        return author
