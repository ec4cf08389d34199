"""What a report calls itself: the kind of body, the level (区政协, 我区), and which of several namesakes that fits.

The level that a text speaks of as its own admits only places of that level: 市政协 and 中共重庆市委 give 重庆市政协 however often
全国政协 and districts are named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Final

from indexer.describe.divisions import Division, choose, forms, one_per_path
from indexer.describe.organization_mentions import (
    AUTONOMOUS_REGION,
    HEAD,
    LEVEL_WORDS,
    NATION,
    PREFECTURE,
    FoldedReport,
    mentions,
)

_TITLE_BODIES: Final = (
    ("人民政府", re.compile("政府工作报告|人民政府|行政公署|行署")),
    ("检察院", re.compile("检察院")),
    ("法院", re.compile("法院")),
    ("政协", re.compile("政协|政治协商会议|提案")),
    ("人大", re.compile("人大|人民代表大会")),
)
REPLY: Final = re.compile("答复|复函|复文")
_SPEAKS_FOR: Final = re.compile(
    "(?:我代表|受)[^,。;\n]{0,30}?(人民政府|国务院|行政公署|行署|政协|人大常委会|人民代表大会|法院|检察院)"
)
_SPOKEN_FOR: Final = {
    "国务院": "人民政府",
    "行政公署": "人民政府",
    "行署": "人民政府",
    "人大常委会": "人大",
    "人民代表大会": "人大",
}
_WORDS_OF_BODY: Final = {"政协": "政协", "人大": "人大", "法院": "法院", "检察院": "检察"}
_SELF: Final = re.compile(f"[我全](?:{PREFECTURE}|[{''.join(sorted(LEVEL_WORDS))}])")
"""我市, 全区, 全地区."""

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
_GUEST: Final = re.compile("[^,。;\n]{0,6}(?:来访|来我|来[省市区县州盟旗]|致谢|回信|一行|代表团)")
_VISITED_BY: Final = re.compile("(?:(全国|中央|国家|上级)|省|自治区)[^,。;\n]{0,16}(?:来|到|赴|莅临)[^,。;\n]{0,4}$")
"""Those above travel to one's own place: 省政协调研组到资阳市."""
_BELOW_A_PROVINCE: Final = re.compile("[市县州盟旗区](?<!自治区)")


def body_of(report: FoldedReport) -> str | None:
    """The kind of body that reports: by the title, by whom the speaker stands for, by what the text keeps naming."""
    if REPLY.search(report.title):
        return None
    titled = [body for body, pattern in _TITLE_BODIES if pattern.search(report.title)]
    if len(titled) == 1 or (titled and "政府工作报告" in report.title):
        return titled[0]
    speaks = _SPEAKS_FOR.search(report.head)
    if speaks is not None:
        return _SPOKEN_FOR.get(speaks[1], speaks[1])
    if "政府工作报告" in report.head[:200]:
        return "人民政府"
    counts = Counter({body: report.text.count(word) for body, word in _WORDS_OF_BODY.items()})
    (first, most), (_, next_most) = counts.most_common(2)
    enough = max(2, len(report.text) // 1500)
    return first if most >= enough and most >= 2 * next_most else None


def own_level(report: FoldedReport, body: str) -> str | None:
    """The level that the text speaks of as its own: one of ``LEVEL_WORDS``, 地区 or 自治区; None where it never says."""
    weights: Counter[str] = Counter()
    for mention in mentions(report.title):
        if mention.level_word and mention.body == body:
            weights[mention.level_word] += 40
    for mention in report.mentions:
        if mention.level_word is None:
            continue
        # In hundredths, to keep to whole numbers: one's own body tells far more than the committees above it.
        weights[mention.level_word] += (5 if mention.start < HEAD else 2) if mention.body == body else 1
    region = weights[AUTONOMOUS_REGION] > weights["区"]
    for words, count in Counter(_SELF.findall(report.text)).items():
        word = words[1:]
        weights[AUTONOMOUS_REGION if word == "区" and region else word] += count * (2 if words[0] == "我" else 1)
    del weights[NATION]
    best = weights.most_common(1)
    return best[0][0] if best and best[0][1] >= 2 else None


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
    named = [sum(_at_home(report.text, name) for name in d.path[:-1]) for d in left]
    most, next_most = sorted(named, reverse=True)[:2]
    return left[named.index(most)] if most >= _SURROUNDED and most >= 4 * next_most else None


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
