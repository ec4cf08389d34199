"""What a report calls itself: the kind of body, the level (区政协, 我区), and which of several namesakes that fits.

The level that a text speaks of as its own admits only places of that level: 市政协 and 中共重庆市委 give 重庆市政协 however often
全国政协 and districts are named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import Final

from indexer.describe.divisions import Division, candidates, choose, forms, one_per_path
from indexer.describe.organization_mentions import (
    AUTONOMOUS_REGION,
    HEAD,
    NATION,
    PREFECTURE,
    FoldedReport,
    Mention,
    mentions,
)
from indexer.describe.organization_names import NUMBER
from indexer.describe.organization_superiors import led, printed

_TITLE_BODIES: Final = (
    ("人民政府", re.compile("政府工作报告|^政府工作(?:总结|综述|回顾|要点)|人民政府|行政公署|行署")),
    ("检察院", re.compile("检察院")),
    ("法院", re.compile("法院")),
    ("政协", re.compile("政协|政治协商会议|提案")),
    ("人大", re.compile("人大|人民代表大会")),
)
_GOVERNMENT_REPORTS: Final = re.compile("(?:^[^。,;\n]{0,30}|作)政府工作报告\\s*(?:$|[(,。—-])", re.MULTILINE)
"""A line of the title, or the clause of delivery; 讨论政府工作报告 is what others do with it."""
_INTRODUCTION: Final = 200
_OPENS: Final = re.compile("^.{0,30}[开闭]幕[词辞]\\s*$|[开闭]幕(?:大会|会)?上?的?(?:讲话|致辞)", re.MULTILINE)
_OPENING: Final = 60
_OF_OTHERS: Final = re.compile("(?:关于|对|讨论|审议|学习).*政府工作报告.*(?:发言|讲话|讨论|体会|评议)")
"""What members say of the government's report."""
_ASSEMBLIES: Final = ("政协", "人大")
_GOVERNMENTS_REPORT: Final = re.compile(
    "(?:国民经济和社会发展.*(?:计划|规划|纲要)|(?<!部门)预算(?:执行|草案))(?!.*(?:审查|审议|初审|审计|决议|决定|调整)).*报告"
)
"""What the government lays before each congress with its own report: the year's plan and budget (预算法 §48, 宪法 §92)."""
_RESOLUTION: Final = re.compile("(?:决议|决定)(?:[(][^)]{0,8}[)])?$")
_CONGRESS_DECIDES: Final = re.compile(
    "(?:人大|人民代表大会|法院|检察院|政府).*工作报告.*决[议定]|(?:预算|决算|国民经济和社会发展).*决[议定]|(?:人大|人民代表大会).*决议"
)
"""What only a congress decides on: who reports to it is not who decides."""
_DECIDES: Final = re.compile("决定批准|批准这个报告|批准该报告|同意这个报告")
_RESOLUTION_HEAD: Final = 400
_ADOPTED: Final = re.compile(
    rf"(?:^|日|[(])\s*(?P<passed>[一-鿿0-9]{{2,40}}?(?:人民代表大会|委员会)(?:常务委员会)?)(?:第?{NUMBER}次(?:全体)?会议|全体会议)"
    rf"(?:审议|表决|一致)?(?:通过[)]?$|[^\n。,]{{0,12}}(?:听取|审议|审查|讨论)[^\n]{{0,200}}(?:决定批准|批准这个|同意这个|予以批准))",
    re.MULTILINE,
)
"""Under a resolution's title, or what it begins with."""
REPLY: Final = re.compile("答复|复函|复文")
_SPEAKS_FOR: Final = re.compile(
    "(?:我代表|受)[^,。;\n]{0,30}?(人民政府|国务院|行政公署|行署|政协|人大常委会|人民代表大会|法院|检察院)"
)
_BYLINES: Final = 6
_MEMBER: Final = re.compile(
    r"[(—]*(?:政协[一-鿿]{2,16}委员会|[一-鿿]{0,10}[省市区县州盟旗]政协)(?:第?[一二三四五六七八九十\d]{1,3}届)?\s?(?:常务?委员?|委员|副?主席|[一-鿿]{2,8}委(?:员会)?副?主任)(?:\s[^。,;]{2,16}|:?[^。,;的]{2,6})?[)]?$"
)
_OF_A_COMMITTEE: Final = re.compile(
    r"[(—]*[一-鿿]{0,10}[省市区县州盟旗]政协(?:[一-鿿]{2,16}委(?:员会)?|[一-鿿]{2,8}界别?(?:委员)?(?:小?组)?)(?:课题组|调研组)?[)]?$"
)
"""县政协教科卫体和文史委员会: what it says to the plenary is heard as a member's speech is."""
_SAYS: Final = re.compile(
    r"[一-鿿]{0,10}[省市区县州盟旗]政协(?:常委|委员)(?:、[一-鿿]{2,20})?[一-鿿]{2,4}(?:(?:、[一-鿿]{2,4}){1,3}(?:等)?)?(?:反映|反应|建议|提出|认为|呼吁)[:,]"
)
"""How public opinion is reported: 县政协委员丁示例反映:…."""
_SAID_WITHIN: Final = 4
_NARRATES: Final = re.compile(
    "(?:年来|一年|年度|年中|以来|期间),?[^,。;:\n]{2,24}?(人民政府|行政公署|行署|政协|人大常委会|法院|检察院)(?:常委会|党组)?"
    "在[^。;\n]{2,40}领导(?:下|和)"
)
"""一年来,示例市人民政府在市委领导下…: the year's work told by whoever did it."""
_ON_OTHERS: Final = re.compile("视察|调研|检查组|评议|审议|考察|监督|听取")
"""Before it: others tell what they saw of that body's work."""
_SPOKEN_FOR: Final = {
    "国务院": "人民政府",
    "行政公署": "人民政府",
    "行署": "人民政府",
    "人大常委会": "人大",
    "人民代表大会": "人大",
}
_SURROUNDED: Final = 3
"""What the surroundings of the one meant among places of one name must count at least, and four times any other's."""
_CLAUSE: Final = 24
_STRONG: Final = re.compile(
    "(?:赴|前往|学习(?!贯彻|宣传|领会|传达|落实)|考察|借鉴|接待|邀请|对口|帮扶|支援|援建|援助|结对|协作|友好|兄弟|(?<![得达感受直看遇提想做找听收接])到)[^,。;\n]*$"
)
"""Before the name of a place to which one travels, or of a partner."""
_PARTNER: Final = re.compile("(?:对口|帮扶|支援|援建|援助|结对|协作|友好)[^,。;\n]*$")
_LOOKED_AT: Final = 20
"""Mentions of a place that are looked at."""
_PARTNER_SHARE: Final = 4
"""One in so many of them makes a partner."""
_WITH: Final = re.compile("(?:与|同|和)[^,。;\n]*$")
_TOGETHER: Final = re.compile(
    "[^,。;\n]{0,8}(?:签|开展|联合|缔结|结为|交流|协作|合作|座谈|共同|联动|协商|建立|举办|互访|对接)"
)
_GUEST: Final = re.compile("[^,。;\n]{0,6}(?:来访|来我|来[省市区县州盟旗院]|致谢|回信|一行|代表团)")
_VISITED_BY: Final = re.compile("(?:(全国|中央|国家|上级)|省|自治区)[^,。;\n]{0,16}(?:来|到|赴|莅临)[^,。;\n]{0,4}$")
"""Those above travel to one's own place: 省政协调研组到资阳市."""
_BELOW_A_PROVINCE: Final = re.compile("[市县州盟旗区](?<!自治区)")


_BEFORE_AN_AREA: Final = "全我原本向由受在经对为与和同及被请报是的"
"""What stands before 地区 where that is all that is said of the prefecture: 向地区人大, 全地区法院."""


def resolved(report: FoldedReport) -> re.Match[str] | None:
    """The words under or in a resolution that say which assembly passed it, as the group "passed".

    Without a title it must say that it was passed and read like one (决定批准).
    """
    head = report.head[:_RESOLUTION_HEAD]
    if report.title:
        return _ADOPTED.search(head) if _RESOLUTION.search(report.title) else None
    return _ADOPTED.search(head) if _DECIDES.search(report.head) else None


def is_congress_resolution(title: str) -> bool:
    """Whether a folded title is of what only a congress decides: 关于人民法院工作报告的决议."""
    return _RESOLUTION.search(title) is not None and "政协" not in title and _CONGRESS_DECIDES.search(title) is not None


@lru_cache(maxsize=2)  # of the report in hand, with and without its file's title
def body_of(report: FoldedReport) -> str | None:
    """The kind of body that reports: by the title, by whom the speaker stands for, by what the text keeps naming."""
    if REPLY.search(report.title):
        return None
    if _GOVERNMENTS_REPORT.search(report.title):
        return "人民政府"
    if is_congress_resolution(report.title):
        return "人大"
    remark = _OF_OTHERS.search(report.title) is not None
    titled = [] if remark else [body for body, pattern in _TITLE_BODIES if pattern.search(report.title)]
    if len(titled) == 1 or (titled and "政府工作报告" in report.title):
        return titled[0]
    if _OPENS.search(report.title or report.head[:_OPENING]):
        opened = next((m.body for m in mentions(report.head[:_INTRODUCTION]) if m.body in _ASSEMBLIES), None)
        if opened is not None:
            return opened
    speaks = _SPEAKS_FOR.search(report.head)
    if speaks is not None:
        return _SPOKEN_FOR.get(speaks[1], speaks[1])
    if _GOVERNMENT_REPORTS.search(report.head, 0, _INTRODUCTION):
        return "人民政府"
    if speaks_as_member(report):
        return "政协"
    narrates = _NARRATES.search(report.head, 0, _INTRODUCTION)
    if narrates is not None and not _ON_OTHERS.search(report.title + report.head[: narrates.start()]):
        return _SPOKEN_FOR.get(narrates[1], narrates[1])
    (first, most), (_, next_most) = report.words_of_bodies.most_common(2)
    enough = max(2, len(report.text) // 1500)
    return first if most >= enough and most >= 2 * next_most else None


def speaks_as_member(report: FoldedReport) -> bool:
    """Whether a line under the title says that a member or a committee of a 政协 speaks: 县政协委员 示例, or the first that one reports."""
    lines = report.head.split("\n")
    if any(_MEMBER.match(line) or _OF_A_COMMITTEE.match(line) for line in lines[:_BYLINES]):
        return True
    return any(_SAYS.match(line.strip()) for line in lines[:_SAID_WITHIN])


@lru_cache(maxsize=4)
def own_level(report: FoldedReport, body: str) -> str | None:
    """The level that the text speaks of as its own: one of ``LEVEL_WORDS``, 地区 or 自治区; None where it never says."""
    weights: Counter[str] = Counter()
    among = 0
    for mention in mentions(report.title):
        if mention.level_word and mention.body == body:
            weights[mention.level_word] += 40
    for mention in report.mentions:
        if mention.level_word is None or _is_any_area(report.text, mention):
            continue
        if mention.level_word == "区" and report.text.startswith("全", max(0, mention.start - 1)):
            among += 5 if mention.body == body else 1
            continue
        # In hundredths, to keep to whole numbers: one's own body tells far more than the committees above it.
        weights[mention.level_word] += (5 if mention.start < HEAD else 2) if mention.body == body else 1
    # 全区 is what a district, a prefecture (地区) and an autonomous region all say of themselves.
    wide = max(("区", PREFECTURE, AUTONOMOUS_REGION), key=lambda word: weights[word])
    weights[wide] += among
    for words, count in report.words_of_self.items():
        word = words[1:]
        weights[wide if word == "区" else word] += count * (2 if words[0] == "我" else 1)
    del weights[NATION]
    best = weights.most_common(1)
    return best[0][0] if best and best[0][1] >= 2 else None


def _is_any_area(text: str, mention: Mention) -> bool:
    """Whether 地区 is a word of another name: 西部地区政协, 少数民族地区政府, 该地区法院."""
    before = text[mention.start - 1] if mention.start else "\n"
    return mention.level_word == PREFECTURE and "一" <= before <= "鿿" and before not in _BEFORE_AN_AREA


def fits(division: Division, level_word: str | None) -> bool:
    """Whether a division can be what a text calls 我市, 区政协, 自治区; any can where the text says nothing."""
    if level_word is None:
        return True
    if level_word == AUTONOMOUS_REGION:
        return division.name.endswith(AUTONOMOUS_REGION)
    if level_word == "区":
        return division.name.endswith("区") and division.level == "县级"
    return division.name.endswith(level_word)


def settle(divisions: Iterable[Division], level_word: str | None, report: FoldedReport) -> Division | None:
    """The one division meant: of the text's own level, of its year, else the one whose surroundings the text names."""
    left = one_per_path([d for d in divisions if fits(d, level_word)], report.year)
    division = choose(left, year=report.year)
    if division is not None or not left:
        return division
    division = led(left, report)
    if division is not None:
        return division
    named = [sum(_at_home(report.text, name) for name in d.path[:-1]) + printed(d, report) for d in left]
    most, next_most = sorted(named, reverse=True)[:2]
    return left[named.index(most)] if most >= _SURROUNDED and most >= 4 * next_most else None


def is_outweighed(division: Division, report: FoldedReport) -> bool:
    """Whether a text speaks more of what surrounds a namesake than of what surrounds a division.

    鼓楼区 in a report that speaks of 福州 is not the one of 南京, be that named in full once.
    """
    namesakes = one_per_path([d for d in candidates(division.name) if d.name == division.name], report.year)
    if len(namesakes) < 2:
        return False
    own, *others = (
        max((_at_home(report.text, name) for name in d.path[:-1]), default=0)
        for d in sorted(namesakes, key=lambda d: d.path != division.path)
    )
    return max(others) > own


_NAMED_AFTER_A_PLACE: Final = "(?!银行|大学|学院|啤酒|大众|汽车|集团|证券|时间|冬奥|奥运|路|街|大厦|协和|同仁)"
"""北京银行 and 上海大众 speak of no place."""


def _at_home(text: str, place: str) -> int:
    """How a text speaks of a place: two for each time, journeys there one in all.

    赴浙江省杭州市学习考察 tells little of the traveller.
    """
    places = re.finditer(forms(place)[-1] + _NAMED_AFTER_A_PLACE, text)
    abroad = [is_abroad(text, match.start(), match.end()) for match in places]
    return 2 * abroad.count(False) + min(1, abroad.count(True))


def is_abroad(text: str, start: int, end: int) -> bool:
    """Whether a place is named as where one travels, as a partner or as a guest: 赴杭州市, 对口支援昭觉县, 山南市政协来访."""
    before = text[max(0, start - _CLAUSE) : start]
    if is_guest(text, end):
        return True
    if _STRONG.search(before):
        visitor = _VISITED_BY.search(before)
        return visitor is None or not (visitor[1] or _BELOW_A_PROVINCE.search(text, start, end))
    return _WITH.search(before) is not None and _TOGETHER.match(text, end) is not None


def is_guest(text: str, end: int) -> bool:
    """Whether those who were named before an offset come from elsewhere: 山南市政协来访."""
    return _GUEST.match(text, end) is not None


def is_partner(text: str, division: Division) -> bool:
    """Whether a place is, in a good part of what is said of it, one that is helped or befriended: 对口支援昭觉县."""
    places = list(islice(re.finditer(forms(division.name)[-1], text), _LOOKED_AT))
    helped = sum(_PARTNER.search(text, max(0, m.start() - _CLAUSE), m.start()) is not None for m in places)
    return helped * _PARTNER_SHARE >= max(1, len(places))
