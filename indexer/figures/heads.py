"""The head word that a number belongs to: right before it, right behind it, or the one last spoken of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from indexer.describe.numerals import YEAR
from indexer.figures.actions import MEANS_PROPOSALS, OF_ACTIVITIES
from indexer.figures.choosing import is_of_more, whole_of
from indexer.figures.clauses import Paragraph, Token
from indexer.figures.indicators import INDICATORS, PROPOSALS, RATES, Indicator
from indexer.figures.quantities import Quantity
from indexer.models import Metadata

FILL: Final = re.compile(
    r"(?:总数|数量|总量|件数|量|数|[共总合]计|累计|总共|共有|共|约|达到|达|为|是|有|已|各|分别|均|计|始终|一直|持续|继续|连续(?:[多数几]|[二两三四五六七八九十\d]{1,2})年|基本|总体|首次|再次|高达|多达|全部|力争|争取|确保|完成|保持在|保持|稳定在|稳定|维持在|维持|至|到|了|[由从自]?(?:\d{4}|[二一][〇零一二三四五六七八九]{3})年的?|[,]?(?:其中)?)*"
)
"""Words between a head or an action and its number that say nothing."""
LEVELS: Final = ("到", "至", "为")
"""Before a number to which something rose or fell, rather than by which."""
_LOOSE: Final = re.compile(r"[^,、。的\d]{0,10}")
_OTHER_DEEDS: Final = (
    "慰问|看望|帮扶|帮助|资助|救助|服务|联系|接待|解决|结对|惠及|受益|服务|发放|化解|协调|推动|促成|开展|组织"
)
_OBJECTS: Final = re.compile(
    rf"[^,、和与及。的\d]{{2,10}}(?:[、和与及]|以及)(?!{_OTHER_DEEDS})[^,、。\d]{{1,10}}(?:、(?!{_OTHER_DEEDS})[^,、。\d]{{1,10}})*"
)
"""What a verb was done to, in a list that its number counts together; not another deed (走访企业、慰问群众60户)."""
_OCCASIONS: Final = frozenset({"次", "场", "场次", "期", "批次", "批"})
_MODIFIERS: Final = re.compile(
    r"的?(?:年度|重点|集体|委员|界别|党派|联名|平时|全国|人大|政协|各类|书面|口头|大会|有效|省|市|县|区|州)*"
)
_ATTRIBUTE: Final = re.compile(r"(?:的)?(?:集体|委员|界别|党派|联名|平时|重点(?!提案))*")
_ALREADY: Final = re.compile(r"(?:已|已经|经审查|予以)*")
_NOT_BEHIND: Final = re.compile(r"承办|办理|工作|人|者|的委员|选题|建议|线索|参考|案例|质量|内容|制度|简报|培训|提案")
_RATES_JOIN: Final = re.compile(r"[、和及与](?:按时|按期|及时|委员|提案)*")
_TOGETHER: Final = re.compile("共|合计|总计|累计")
_ALONGSIDE: Final = re.compile(r"(?:、|和|与|及|以及)[^,、。]{0,4}")
_JOINED: Final = re.compile(r"、|和|与|及|以及")
_CAME_TO: Final = re.compile(rf"(?:共|已|总数|数量)*达到?|[由从自]{YEAR}年度?的?")
_CLOSES: Final = re.compile(r"[,;:。!?(]|$|(?:增长|增加|上升|增|升|下降|减少|降)[到至为]")
"""What stands behind such a number: what goes on otherwise counts another thing."""
_APART: Final = re.compile(rf"(?:其中[,:]?[^,;:。!?()]{{0,24}}|[篇条期件份]、{FILL.pattern})$")
"""Before 专报 that are counted beside the 社情民意信息 they belong to, or as a part of them."""
_MADE_APART: Final = re.compile(
    r"[篇条期件份][^\n]{0,40}[,;。](?:[^,;。\d]{0,4}(?:编[发印报]|印发|报送|上报|撰写|形成)了?)$"
)
"""Before 专报 that are counted in a clause of their own, once the 社情民意信息 have been: 编报社情民意信息430篇，编发专报12篇."""
_NEAR: Final = 60
"""Characters before a word that are looked at."""
_AND_SUCH: Final = re.compile(rf"(?:等[^,、。\d]{{0,6}})?(?:活动)?{FILL.pattern}")
_DEPUTIES: Final = re.compile(
    r"(?P<congress>人大)?(?<![工民众业妇员学商户家])(?<!企业)代表(?:们|小组)?(?:(?:围绕|就|针对)[^,;。]{1,10})?(?:在大会期间|闭会期间|会上)?(?:[共累总]计?)*(?:提出|提交|所提|领衔提出|联名提出)(?:的|各类|各方面)*$"
)
_CATEGORY: Final = re.compile(r"(?:(?<![各分])类|方面|领域|系统)(?:的|重点|集体|委员|界别)?$")
_ANY_CASE: Final = re.compile(
    r"(?:受理|审结|执结|新收|收案|结案|办结|办理|各类|各种|各项|案件|(?<!公益)(?<!行政)(?<!民事)(?<!刑事)诉讼|平均)$|^$|[,。、]$"
)
_OF_CASES: Final = frozenset({"结案率", "审结率", "执结率"})
_OF_DEPUTIES: Final = frozenset({"议案", "代表建议"})
_SO_MANY_PIECES: Final = re.compile(r"[\d,〇零一二三四五六七八九十百千]{1,8}[余多]?件")
_BECAME: Final = re.compile(r"为[^,;:。、\d]{0,3}$")
_OTHER_SUPERVISION: Final = frozenset({"协商", "舆论", "法律", "司法", "社会", "群众", "人大", "审计", "监察", "财会"})
_ASKED: Final = re.compile(r"(?:群众|居民|市民|用户|游客|企业|家长|患者)[^,。;]{0,12}$")


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of one paragraph of a report."""

    paragraph: Paragraph
    metadata: Metadata

    def ahead(self, quantity: Quantity, left: list[Token]) -> Token | None:
        """The head right before the number, words that only lead up to it left aside."""
        text = self.paragraph.text
        for place in range(len(left) - 1, -1, -1):
            token = left[place]
            if token.head is None:
                continue
            between = text[token.end : quantity.whole]
            for action in left[place + 1 :]:
                between = between.replace(text[action.start : action.end], "", 1)
            if not token.head.name.endswith(("率", "度")) and between.startswith(LEVELS) and quantity.unit == "%":
                return None
            loose = token.head.loose and _LOOSE.fullmatch(between)
            if token.head.actions is OF_ACTIVITIES:
                between = between.removeprefix("活动")
            fits = FILL.fullmatch(between) or loose or self._has_objects(token, quantity)
            if fits and quantity.unit in token.head.units:
                return None if self._is_category(token) else self.meant(token, quantity)
            if fits and token.head.loose:
                continue
            return None
        return None

    def taking_part(self, number: int) -> Token | None:
        """参加 before a list of activities in which people took part, however many of each: 参加协商、视察、调研等活动3600余人次."""
        quantity, start = self.paragraph.quantities[number], self.paragraph.clauses[number].start
        heads = [token for token in self.paragraph.between(start, quantity.whole) if token.head is not None]
        place = max((place for place, token in enumerate(heads) if token.head is INDICATORS["参加"]), default=-1)
        activities = heads[place + 1 :]
        if quantity.unit != "人次" or place < 0 or len(activities) < 2:
            return None
        listed = all(token.head is not None and token.head.actions is OF_ACTIVITIES for token in activities)
        closed = _AND_SUCH.fullmatch(self.paragraph.text, activities[-1].end, quantity.whole)
        return heads[place] if listed and closed else None

    def topic(self, number: int) -> Token | None:
        """The head of the clause before one that only says how many it came to, or was at first: 提案数量稳中有升，达278件."""
        text, quantity = self.paragraph.text, self.paragraph.quantities[number]
        start = self.paragraph.clauses[number].item
        came_to = text[start - 1 : start] == "," and _CAME_TO.fullmatch(text, start, quantity.whole) is not None
        if not came_to or not _CLOSES.match(text, quantity.rest):
            return None
        begin = max(text.rfind(mark, 0, start - 1) + 1 for mark in ",;:。!?、")
        begin = max(begin, self.paragraph.quantities[number - 1].rest) if number else begin
        heads = [token for token in self.paragraph.between(begin, start) if token.head is not None]
        fits = len(heads) == 1 and heads[0].head is not None and quantity.unit in heads[0].head.units
        return self.meant(heads[0], quantity) if fits else None

    def of_objects(self, number: int) -> list[Token]:
        """The head before a list of what it was done to (走访委员企业、困难群众六十余户), as a list of one; [] where there is none."""
        quantity, start = self.paragraph.quantities[number], self.paragraph.clauses[number].start
        tokens = self.paragraph.between(start, quantity.whole)[-1:]
        return tokens if tokens and self._has_objects(tokens[0], quantity) else []

    def _has_objects(self, token: Token, quantity: Quantity) -> bool:
        head, text = token.head, self.paragraph.text
        if head is None or not head.loose or head.name == "参加" or quantity.unit not in head.units - _OCCASIONS:
            return False
        return _OBJECTS.fullmatch(text, token.end, quantity.whole) is not None

    def behind(self, number: int) -> Token | None:
        """The head right behind the number: 32件提案, 273件人大代表建议."""
        quantity = self.paragraph.quantities[number]
        modifiers = _MODIFIERS.match(self.paragraph.text, quantity.rest)
        at = modifiers.end() if modifiers is not None else quantity.rest
        following = self.paragraph.between(quantity.rest, min(len(self.paragraph.text), at + 12))
        for token, after in zip_longest(following, following[1:]):
            attribute = _ATTRIBUTE.match(self.paragraph.text, token.end) if token.action in MEANS_PROPOSALS else None
            if attribute and after is not None and after.start == attribute.end() and self._is_begun(at, token):
                at = after.start  # 302件立案提案
                continue
            if token.start > at or token.head is None:
                return None
            if after is not None and after.head is not None and after.start == token.end and token.head.name != "参加":
                at = after.start  # 调研座谈会: the last of them is the thing
                continue
            if token.end > at or token.start == at:
                fits = quantity.unit in token.head.units and not _NOT_BEHIND.match(self.paragraph.text, token.end)
                generic = quantity.low == 1 and self.paragraph.text[quantity.start] == "一"
                return self.meant(token, quantity) if fits and not generic else None
        return None

    def _is_begun(self, at: int, token: Token) -> bool:
        """Whether only words that lead up to a verb stand between a place and it: 302件(已)立案提案."""
        return _ALREADY.fullmatch(self.paragraph.text, at, token.start) is not None

    def _is_category(self, token: Token) -> bool:
        """Whether a head is only one sort of the thing: 经济建设类提案126件."""
        return _CATEGORY.search(self.paragraph.text, max(0, token.start - 6), token.start) is not None

    def meant(self, token: Token, quantity: Quantity) -> Token | None:
        """专报 are 社情民意信息 where these are spoken of, but not where a part of them (其中专报12篇) is counted; 建议880件 are those of
        代表; else they are what they say."""
        head = token.head
        if head is None:
            return None
        if head.name == "专报":
            governing = self.governing(token.start)
            if governing is None or governing.name != "社情民意信息":
                return None
            text, start = self.paragraph.text, self.paragraph.sentence_start(token.start)
            apart = _APART.search(text, start, token.start) or _MADE_APART.search(
                text, max(0, token.start - _NEAR), token.start
            )
            used = token.start > quantity.start and self.paragraph.text[token.end : token.end + 1] not in f"{_CLOSES}、"
            return replace(token, head=governing) if apart is None or used else token
        if self.paragraph.text[token.start : token.end] == "议案" and not self._is_deputies(token):
            return None
        if self.paragraph.text[token.start : token.end] == "建议" and quantity.unit == "件":
            governing = self.governing(token.start)
            of_deputies = governing is not None and governing.name in _OF_DEPUTIES
            of_deputies = of_deputies or self._is_deputies(token)
            return replace(token, head=INDICATORS["代表建议"]) if of_deputies else None
        if self.paragraph.text[token.start : token.end] == "监督活动" and not self._is_democratic(token):
            return None
        if head.name in RATES and not self.may_be_rate(token):
            return None
        if head.name == "案件" and not (self._is_of_justice() and self._is_any_case(token)):
            return None
        return token

    def _is_democratic(self, token: Token) -> bool:
        """Whether 监督活动 are 民主监督: of a 政协, and of no other sort (协商监督活动)."""
        organization = self.metadata.organization
        lead = self.paragraph.text[max(0, token.start - 2) : token.start]
        return organization is not None and organization.body == "政协" and lead not in _OTHER_SUPERVISION

    def may_be_rate(self, token: Token) -> bool:
        """Whether a rate is one of proposals or cases: of 政协, or where these stand in the sentence."""
        start = self.paragraph.sentence_start(token.start)
        if token.head is not None and token.head.name in _OF_CASES:
            return self._is_of_justice() and self._is_any_case(token)
        organization = self.metadata.organization
        if organization is None or organization.body in ("政协", "法院", "检察院"):
            asked = _ASKED.search(self.paragraph.text, start, token.start)
            return asked is None or "提案" in self.paragraph.text[start : token.start]
        return any(
            each.head is not None and (each.head.name in PROPOSALS or self._is_deputies(each))
            for each in self.paragraph.between(start, token.end)
        )

    def _is_deputies(self, token: Token) -> bool:
        """Whether 建议 are said to be those of deputies to a people's congress: 人大代表提出建议218件; of 代表 in such a body's own report."""
        text, organization = self.paragraph.text, self.metadata.organization
        if text[token.start : token.end] not in ("建议", "意见建议", "建议意见", "议案"):
            return False
        found = _DEPUTIES.search(text, max(0, token.start - 24), token.start)
        of_congress = organization is not None and organization.body == "人大"
        return found is not None and (of_congress or found["congress"] is not None)

    def _is_any_case(self, token: Token) -> bool:
        """Whether cases of every sort are meant: 刑事案件 are counted for themselves."""
        return _ANY_CASE.search(self.paragraph.text, max(0, token.start - 6), token.start) is not None

    def _is_of_justice(self) -> bool:
        organization = self.metadata.organization
        return organization is not None and organization.body in ("法院", "检察院")

    def governing(
        self, at: int, *, sentence_only: bool = False, done: tuple[str, Quantity] | None = None
    ) -> Indicator | None:
        """What was last spoken of before a place: in its sentence, else in its paragraph. ``done`` is what was done with how many,
        which 重点提案 that only were chosen out of more may not be."""
        start = self.paragraph.sentence_start(at) if sentence_only else 0
        suggestions: Indicator | None = None
        for token in reversed(self.paragraph.between(start, at)):
            if token.head is None or not token.head.governs or self.is_what_became(token):
                continue
            if done is not None and suggestions is None and is_of_more(self.paragraph, token, *done):
                return whole_of(self.paragraph.between(start, token.start), done[0])
            if not self._is_pieces_of_advice(token):
                of_deputies = suggestions is not None and token.head.name in _OF_DEPUTIES
                return INDICATORS["代表建议"] if of_deputies else suggestions or token.head
            if self._is_deputies(token):
                return INDICATORS["代表建议"]
            suggestions = suggestions or token.head
        return suggestions

    def _is_pieces_of_advice(self, token: Token) -> bool:
        """Whether 建议 are counted by 件, so that they are those of deputies if these are spoken of before."""
        named = self.paragraph.text[token.start : token.end]
        return named == "建议" and _SO_MANY_PIECES.match(self.paragraph.text, token.end) is not None

    def turned(self, indicator: Indicator, action: str, start: int, end: int) -> Indicator:
        """What was turned into something, rather than what it was turned into: 转为意见建议12件 are the 提案 named between two places."""
        if action != "转办" or indicator.name not in ("意见建议", "社情民意信息"):
            return indicator
        named = [token.head for token in self.paragraph.between(start, end) if token.head is not None]
        return next((head for head in reversed(named) if head.name in PROPOSALS), indicator)

    def is_what_became(self, token: Token) -> bool:
        """Whether a head only says what something else was made: 18件被列为重点提案, 284件作为会后提案立案."""
        return _BECAME.search(self.paragraph.text, max(0, token.start - 4), token.start) is not None

    def is_sum(self, number: int, head: Token) -> bool:
        """Whether a number is that of several things together: 调研、视察、协商共20次, 开展调研、视察20次."""
        text, quantity = self.paragraph.text, self.paragraph.quantities[number]
        if head.start > quantity.whole:
            return False
        others = self.paragraph.between(self.paragraph.clauses[number].start, head.start)
        last = next((token for token in reversed(others) if token.head is not None), None)
        if last is None or last.head is None or last.head is head.head:
            return False
        if _TOGETHER.search(text, head.end, quantity.whole) is not None:
            return _ALONGSIDE.fullmatch(text, last.end, head.start) is not None
        shares = quantity.unit in last.head.units and last.head.name not in RATES
        return shares and _JOINED.fullmatch(text, last.end, head.start) is not None

    def rates_beside(self, head: Token) -> list[Indicator]:
        """Rates that share one number: 答复率、见面率均为100%."""
        found: list[Indicator] = []
        at = head.start
        for token in reversed(self.paragraph.between(self.paragraph.sentence_start(at), at)):
            if (
                token.head is None
                or token.head.name not in RATES
                or not _RATES_JOIN.fullmatch(self.paragraph.text, token.end, at)
            ):
                break
            found.insert(0, token.head)
            at = token.start
        return found
