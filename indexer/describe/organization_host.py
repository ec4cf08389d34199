"""Whose page it is that a report stands on, for reports that say only 县政协: 主办:政协四川省示例县委员会.

An office puts its own report on its own site and has no need to say in it where it is. But sites of cities show what their counties
sent them, and portals show everybody's: so the page must be of the text's own body and level, come from nowhere else, and the text
must name no place of that level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from indexer.describe.divisions import Division
from indexer.describe.organization_mentions import PREFECTURE, FoldedReport, mentions
from indexer.describe.organization_names import of_division
from indexer.describe.organization_places import namings
from indexer.describe.organization_self import settle
from indexer.describe.organization_superiors import is_led_elsewhere
from indexer.fold import fold
from indexer.models import Evidence, Organization

_HOST: Final = re.compile(
    "版权(?:所有|归)|(?:主|承)办(?:单位|方)?[:\\s]|主管(?:单位)?[:\\s]|copyright|©|(?:主办|承办|主管)$"
)
_MASTHEAD: Final = re.compile(
    "(?:欢迎(?:访问|光临)|中国)?([^\\s>|丨·:,。;]{4,24}?)(?:门户网站|官方网站|信息网|网站|网)?"
)
_MASTHEAD_LINES: Final = 3
_TRAIL: Final = re.compile(
    "(?:当前|所在|你的|您的)?位置(?:是)?[:\\s]\\s*([^\\s>|:,。;]{4,24}?)(?:门户网站|网站|网)?\\s*(?:>|》|»|→)"
)
"""您的位置:示例县政协>社情民意: a site begins the trail with itself."""
_OF_OTHERS: Final = re.compile(
    "(?:地方|各地|外地|兄弟|基层|市县|区县|县区|县市区?|市区|友好|下级|县级)政协|(?:市县|区县|县区|基层|地方|各地)(?:人大|法院|检察|政府|动态)"
)
"""Sections in which a site shows what others sent."""
_SOURCE: Final = re.compile("(?:来源|稿源|转自|转载自|摘自)[:\\s]*([^\\s|]{2,30})")
_OWN_SOURCE: Final = re.compile(
    "[主本]站|本网|原创|[提案经济农业村人口资源环城建教科文卫体史社会法制民族宗港澳台侨外事学习联络和与、]{2,16}委(?:员会)?(?:办公室)?$|(?:[省市区县州盟旗]?(?:政协|人大|政府|法院|检察院))?(?:办公室|办公厅|办|研究室|综合科|秘书科|宣传科)$"
)
_SENT_BY: Final = re.compile(
    "(.{2,30}?)(?:机关)?(?:办公室|办公厅|研究室|秘书处|(?:秘书|综合|信息|宣传|文秘)科|(?:提案|文史|学习|经济)[一-鿿]{0,8}委(?:员会)?(?:办公室)?)"
)
"""The office that writes the report; a name alone may be that of a site which shows what others sent."""
_COUNTIES: Final = re.compile("[各]?(?:区县|县区|市县|县市区?|旗县|县[(]市|市[(]县|各[县区])")
"""What a prefecture or a city over counties speaks of as below it."""


def host(report: FoldedReport, body: str, level: str) -> tuple[Organization, Evidence] | None:
    """The organization of a body and level that the page names as its owner, where nothing speaks for another."""
    found: dict[Division, Evidence] = {}
    stated = report.document.raw.stated.get("source", "")
    if stated and _OWN_SOURCE.match(fold(stated)) is None:
        sender = _sender(fold(stated), report, body, level)
        if sender is None:
            return None
        found[sender] = Evidence(stated, "stated")
    if any(_OF_OTHERS.search(folded) for _, folded in report.furniture):
        return None
    for number, (line, folded) in enumerate(report.furniture):
        source = _SOURCE.search(folded)
        if source is not None and _OWN_SOURCE.match(source[1]) is None:
            sender = _sender(source[1], report, body, level)
            if sender is None:
                return None
            found.setdefault(sender, Evidence(line.text[source.start(1) : source.end(1)], f"furniture:{line.line}"))
        if _HOST.search(folded) is not None or _is_sites_name(folded, number):
            for division, (start, end) in _owners(folded, report, body, level):
                found[division] = Evidence(line.text[start:end], f"furniture:{line.line}")
    if len(found) != 1 or any(naming.weight for naming in namings(report, level)):
        return None
    division, evidence = found.popitem()
    return (of_division(division, body), evidence) if not is_led_elsewhere(division, report) else None


def _is_sites_name(line: str, number: int) -> bool:
    """Whether a line over the page, or the beginning of the trail to it, is the name of an organization and no more."""
    match = _TRAIL.search(line) or (_MASTHEAD.fullmatch(line.strip()) if number < _MASTHEAD_LINES else None)
    return match is not None and any((m.start, m.end) == (0, len(match[1])) for m in mentions(match[1]))


def _sender(source: str, report: FoldedReport, body: str, level: str) -> Division | None:
    """The place of the report's own body and level that a source is, as a whole: 稿件来源:临泉县政协办公室."""
    sent = _SENT_BY.fullmatch(source)
    if sent is None:
        return None
    named = [m for m in mentions(sent[1]) if (m.start, m.end) == (0, len(sent[1])) and m.body == body and m.reading]
    return _owner(report, level, named[0].reading.divisions) if named and named[0].reading is not None else None


def _owners(line: str, report: FoldedReport, body: str, level: str) -> Iterator[tuple[Division, tuple[int, int]]]:
    """The places of the body and level that a folded line names, with where it does."""
    for mention in mentions(line):
        if mention.reading is not None and mention.body == body:
            division = _owner(report, level, mention.reading.divisions)
            if division is not None:
                yield division, (mention.start, mention.end)


def _owner(report: FoldedReport, level: str, divisions: tuple[Division, ...]) -> Division | None:
    division = settle(divisions, level, report)
    if division is None or division.level == "省级":
        return division
    # 市政协 may as well be that of a county-level city in it.
    over_counties = division.level == "地市级" and level not in (PREFECTURE, "州", "盟")
    return division if not over_counties or _COUNTIES.search(report.text) else None
