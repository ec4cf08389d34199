"""The place of a report that names no organization: the one of its own level that it keeps naming, or whose parts it names.

A city's report that says only 我市 still lists its districts and counties; a province's lists its cities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from indexer.describe.divisions import Division, read_before
from indexer.describe.divisions_inside import short_names_in, whole_of
from indexer.describe.organization_mentions import AUTONOMOUS_REGION, PREFECTURE, FoldedReport
from indexer.describe.organization_self import fits, is_abroad, is_partner, settle

_PLAINLY: Final = 3
_PLAINLY_LONG: Final = 6
_LONG: Final = 4000
"""Characters from which on a report names the parts of its place."""
_PLAINLY_CLEAR: Final = 4
"""Where only the place itself is named, it must be ``_PLAINLY`` times, and this many times as often as any other."""
_PARTS: Final = 3
_PARTS_CLEAR: Final = 3
"""So many different parts tell the whole (two where it is named itself), and must weigh this many times any other's."""
_NAMES_OF_LEVELS: Final = {"省": "[省市区县州盟旗]", AUTONOMOUS_REGION: "[省市区县州盟旗]"}
_LOOKED_AT: Final = 5
_ALSO_WORDS: Final = (
    "同心 富裕 宏伟 平安 互助 民和 振兴 惠民 富民 安宁 和平 合作 资源 公安 大同 新华 港口 市中 城中 城东 城西 城北 运河 解放 "
    "光明 新建 共和 同德 大城 中原 建华 兴安 安定 安康 大通 兴隆 新兴 新城 新和 和安 长安 东方 河口 江岸 灯塔 长寿 天等 大新 "
    "青山 东山 西山 南山 天河 三江 西湖 东湖 南湖 天山 向阳 前进 工农 红旗 友谊 永安 永定 太平 泰山 南部 开平 吉安 海南 吉林 "
    "朝阳 牡丹 九龙 白玉 金山 银海 绿园 宽城 太和 太湖 城关 河东 河西 江北 江南 江东 江西 湖滨 海港 港北 港南 龙江 凤凰 莲花 "
    "平房 道里 道外 双城 木兰 方正 五常 紫金 平原 高青 高明 高要 高台 理塘"
)
_WORDS: Final = frozenset(_ALSO_WORDS.split())
"""Short forms that are words, or names of much else, as well."""
_A_WORD: Final = re.compile("民(?![生主政办营间族])|场|值|容")
"""成都市民, 深圳市场: the last character of the name belongs to a word."""
_LESSON: Final = re.compile("启示|经验|考察|学习|借鉴|见闻|感悟|走进|支援|帮扶|协作|合作|对接")
_INTRODUCES: Final = re.compile(
    "(?:素有|素以|自古|历来|历史悠久|地处|位于|地域|境内|东[临接连]|总面积|辖区|现有|现辖|拥有|是(?!否)[^。,;\n]{0,24}(?:[县市区旗州乡省]|之一|基地|产区|故里|家园))"
)
"""What one says of one's own place before its council: 素有…之乡的美誉, 地处…, 是农业大县."""
_BEFORE_A_PLACE: Final = ("众所周知,", "大家知道,", "我们", "近年来,")
_OPENS_WITHIN: Final = 6
_OWN: Final = re.compile("我[省市区县州旗盟]|全[省市区县州旗盟]")
_WITH_PARTS: Final = "[市区县旗州盟]"


@dataclass(slots=True)
class Naming:
    """How a text names a place."""

    division: Division
    times: int = 0
    """How often it is named itself, in full."""
    parts: set[str] = field(default_factory=set)
    """The different places inside it that are named in full, for a province also the prefectures named in short."""
    hints: set[str] = field(default_factory=set)
    """Counties inside it whose short forms stand in the text: many are words as well (平安, 互助)."""
    first: tuple[int, int] = (0, 0)
    needed: int = 3
    """How often it must be named where none of its parts are."""

    @property
    def weight(self) -> int:
        hints = len(self.hints - self.parts)
        return self.times + 2 * len(self.parts) + (hints if hints > 2 else 0)

    @property
    def enough(self) -> bool:
        """Whether it is named enough; in a long text a city whose parts are never named is a neighbour."""
        all_parts = len(self.parts | self.hints)
        return (
            self.times >= self.needed
            or len(self.parts) >= _PARTS
            or all_parts > _PARTS
            or (self.times >= 1 and (len(self.parts) >= 2 or all_parts >= _PARTS))
        )


def namings(report: FoldedReport, level: str) -> list[Naming]:
    """The places of the text's own level that it names in full, or by what lies in them, the heaviest first.

    Places to which it travels, partners and guests are left out.
    """
    found: dict[tuple[str, ...], Naming] = {}
    endings = _NAMES_OF_LEVELS.get(level) or (_WITH_PARTS if level in ("市", "州", "盟", PREFECTURE) else level)
    needed = _PLAINLY_LONG if endings != level and len(report.text) > _LONG else _PLAINLY
    settled: dict[str, Division | None] = {}
    known: dict[str, list[Division]] = {}
    for match in re.finditer(endings, report.text):
        if _A_WORD.match(report.text, match.end()):
            continue
        reading = read_before(report.text, match.end())
        if reading is None or not reading.full or is_abroad(report.text, reading.start, reading.end):
            continue
        name = report.text[reading.start : reading.end]
        if name not in settled:
            settled[name] = settle(reading.divisions, level, report)
        own = settled[name]
        if own is not None:
            naming = found.setdefault(own.path, Naming(own, first=(reading.start, reading.end), needed=needed))
            naming.times += 1
            continue
        if name not in known:
            known[name] = _wholes(reading.divisions, level, report)
        for whole in known[name]:
            naming = found.setdefault(whole.path, Naming(whole, first=(reading.start, reading.end), needed=needed))
            naming.parts.add(reading.divisions[0].name)
    if endings != level:
        _add_short_names(report, level, found, needed)
    ranked = sorted(found.values(), key=lambda naming: -naming.weight)
    return [naming for naming in ranked if not (naming.times and is_partner(report.text, naming.division))]


def titled(report: FoldedReport, level: str) -> Naming | None:
    """The one place of the text's own level that title and text name, and the title does: 关于做热安岳县冬季旅游的建议.

    For what a member says of the own county; a title that tells of what is to be learned elsewhere is none.
    """
    found = [naming for naming in namings(report, level) if naming.weight]
    if len(found) != 1 or _LESSON.search(report.title) or not report.words_of_self[f"我{level}"]:
        return None
    naming = found[0]
    county_in_city = level == "市" and naming.division.level != "地市级"
    return naming if naming.times and naming.division.name in report.title and not county_in_city else None


def introduced(report: FoldedReport, level: str) -> Naming | None:
    """The one place of the text's own level that a speech begins with, as one's own: 永仁县素有“彝绣之乡”的美誉.

    None where that paragraph tells of what is to be learned there, or the text names another place of that level.
    """
    found = [naming for naming in namings(report, level) if naming.weight]
    if len(found) != 1 or not found[0].times or _LESSON.search(report.title):
        return None
    start, end = found[0].first
    beginning = report.text.rfind("\n", 0, start) + 1
    paragraph = report.text[beginning : report.text.find("\n", end)]
    opens = start == beginning or report.text[beginning:start] in _BEFORE_A_PLACE
    if not opens or report.text[:start].count("\n") > _OPENS_WITHIN or _INTRODUCES.match(report.text, end) is None:
        return None
    county_in_city = level == "市" and found[0].division.level != "地市级"
    return found[0] if not county_in_city and not _LESSON.search(paragraph) and _OWN.search(report.text, end) else None


def _add_short_names(report: FoldedReport, level: str, found: dict[tuple[str, ...], Naming], needed: int) -> None:
    """Parts by their short forms: 宜宾、泸州、内江 lie in 四川省; counties in a city only as hints."""
    province = level in _NAMES_OF_LEVELS
    for name, divisions in short_names_in(report.text):
        inner = tuple(d for d in divisions if d.level == ("地市级" if province else "县级"))
        if name in _WORDS or not inner or not _is_at_home(report.text, name):
            continue
        for whole in _wholes(inner, level, report):
            naming = found.setdefault(whole.path, Naming(whole, first=_place_of(report.text, name), needed=needed))
            parts = naming.parts if province else naming.hints
            parts.update(d.name for d in inner if d.path[: len(whole.path)] == whole.path)


def _place_of(text: str, name: str) -> tuple[int, int]:
    start = text.index(name)
    return start, start + len(name)


def _is_at_home(text: str, name: str) -> bool:
    """Whether one of the first mentions of a place is none of a journey, a partner or a guest."""
    found = islice(re.finditer(name, text), _LOOKED_AT)
    return any(not is_abroad(text, match.start(), match.end()) for match in found)


def _wholes(parts: tuple[Division, ...], level: str, report: FoldedReport) -> list[Division]:
    """The divisions of the text's own level and year in which the parts can lie."""
    standing = [d for d in parts if report.year is None or d.stood_in(report.year)]
    wholes: dict[tuple[str, ...], Division] = {}
    for division in standing if report.year is not None else [d for d in parts if d.until is None]:
        whole = whole_of(division, report.year)
        while whole is not None and not fits(whole, level):
            whole = whole_of(whole, report.year)
        if whole is not None:
            wholes[whole.path] = whole
    return list(wholes.values())


def plainest(found: list[Naming]) -> Naming | None:
    """The one that is named enough and clearly more than the next."""
    if not found or not found[0].enough:
        return None
    clear = _PARTS_CLEAR if len(found[0].parts | found[0].hints) >= 2 else _PLAINLY_CLEAR
    return found[0] if len(found) == 1 or found[0].weight >= clear * found[1].weight else None
