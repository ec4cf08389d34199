"""Who else acted: bodies that used or received something, leaders that followed it up, kinds of authors of proposals.

Names are kept as printed without 主要, 有关 and the like. The level is the one the name has seen from the report's own
organization: 市政协 is 省级 in a district of 重庆市, 地市级 in a county elsewhere.
"""

from __future__ import annotations

import re
from typing import Final

from indexer.models import LEVELS, Metadata, Organization

_PLACE: Final = r"(?:全国|中央|国家|国务院|[省市区县州盟旗]|自治区|自治州)"
_BODY: Final = r"(?:委统战部|委办公厅|委办公室|委办|委|政府办公厅|政府办公室|政府|政协|人大|统战部)"
_ONE: Final = rf"(?:{_PLACE}{_BODY}|国务院|中办|党委|党政)"
_NAMES: Final = rf"(?:{_PLACE}[、和](?=[省市区县州]))*{_ONE}(?:[、和]?{_ONE})*"
ACTOR: Final = re.compile(
    rf"(?P<name>{_NAMES}|{_PLACE}(?:[、和]?{_PLACE})*)?(?:主要|有关|相关|分管|党政|同志)*(?P<leaders>领导|负责人|主席会议成员)(?:同志)?"
    rf"|(?P<chairs>(?:{_PLACE}(?:政协)?)?主席、副主席)|(?P<body>{_NAMES})"
    r"|(?P<some>有关(?:部门|单位|方面)|相关(?:部门|单位|方面)|主席会议成员"
    rf"|党和国家领导人?|[省市区县州]级及?以上(?:有关|相关|党政)*(?:部门|单位|机关|领导))"
)
TO: Final = re.compile(rf"向(?P<to>{_NAMES})(?:提交|报送|上报|反映|提出|编报|推送|报送了)")
COURT: Final = re.compile(r"(?<!全)(?:[省市州区县]|自治区)(?:[高中]级?)?(?:人民)?法?院(?:本级)?")
"""One court among those that a report is about: 其中市中院受理5630件; 全市法院 are all of them."""
_COUNTIES: Final = r"[县区市旗](?:[、(]?[县市区旗]){1,2}\)?"
WIDER: Final = re.compile(
    rf"(?P<name>(?:全[省市区县州](?:各级|各)?|(?:全[省市区县州])?各?{_COUNTIES}|各[级地县区市州旗]|(?:全[省市州])?[两三]级|[县区市]级|基层)政协(?:系统|组织)?)"
    r"(?!委员|工作|提案|常|事业|机关|会议|干部|信息|章程)"
)
"""Those of a whole region, or below the report's organization: 全市政协系统立案2500件，其中市政协立案420件."""
NAMED: Final = re.compile(
    r"(?!全[省市区县州]|各|[我本该两与同和向对赴到在由被为经请]|联合|会同|组织|指导|支持|推动|督促|邀请|协助|所有|其他|部分|毗邻)"
    r"(?P<name>[^,;:。、()\s\d的与年被向对各全届协导合□]{1,8}?[县区市州旗]政协)(?!委员|工作|提案|常|事业|机关|会议|干部|信息|章程)"
)
"""Another organization of its kind by its name: 霍山县政协 in a report of 六安市政协."""
PLAIN: Final = re.compile(rf"{_PLACE}政协")
"""An organization of its kind by its level alone: 市政协 in a report of 南岸区政协."""
IN_THE_NAME: Final = re.compile(r"以(?:党派|组织|团体|界别|集体)[^,。]{0,3}名义")
AUTHORS: Final = re.compile(r"(集体|委员|个人|界别|党派|联名|书面|口头|团体)$")
"""What stands right before 提案 or 发言."""
_SAME_AUTHORS: Final = {"团体": "集体", "个人": "委员"}
_OURS: Final = re.compile(rf"({_PLACE}政协)(?:全会|全体会议)?$")
_AUTHORS: Final = frozenset({"集体", "委员", "界别", "党派", "联名", "书面", "口头"})
_SHORTEST: Final = 4
"""Characters of a name that is more than a kind of place: not 市政协, 县区政协."""
_LEVELS: Final = {"县": "县级", "旗": "县级", "区": "县级", "州": "地市级"}
"""The last character of a place's name → its level; that of a 市 may be any."""
_MUNICIPALITIES: Final = frozenset({"北京市", "天津市", "上海市", "重庆市"})
_NATIONAL: Final = ("全国", "中央", "国家", "国务院", "中办")


def name_of(match: re.Match[str]) -> str:
    """The actor that ``ACTOR`` found, without words that say nothing of who it is."""
    as_printed = match["chairs"] or match["body"] or match["some"]
    if as_printed:
        return as_printed
    name = match["name"] or ""
    if match["leaders"] == "主席会议成员":
        return match["leaders"]
    return f"{name}领导" if name else "领导" if "党政" not in match[0] else "党政领导"


def bodies(name: str) -> list[str]:
    """The single bodies of a list: 全国政协、省政协 → both."""
    return re.split("[、和与及]", name)


def whose(before: str) -> str:
    """Whose the thing is whose head stands behind ``before``: 集体 (…集体提案), 省政协 (…省政协提案), else ""."""
    match = AUTHORS.search(before)
    if match is not None:
        return _SAME_AUTHORS.get(match[1], match[1])
    match = _OURS.search(before)
    return match[1] if match is not None else ""


def is_own(actor: str, organization: Organization | None) -> bool:
    """Whether the report's organization calls itself so: 市政协 in its own report."""
    if organization is not None and organization.body == "法院" and organization.level == "县级":
        return COURT.fullmatch(actor) is not None
    if organization is None or actor[-2:] != "政协" or organization.body != "政协" or len(actor) > 4:
        return False
    if organization.level == "全国":
        return actor == "全国政协"
    own = organization.division[-1] if organization.division else ""
    return actor != "全国政协" and (own.endswith(actor[:-2]) if own else False)


def is_other(name: str, organization: Organization) -> bool:
    """Whether a name such as ``NAMED`` finds (霍山县政协) is not that of the report's organization."""
    place = name.removesuffix("政协")
    own = "".join(organization.division)
    return bool(own) and not own.endswith(place) and not place.endswith(own) and WIDER.fullmatch(name) is None


def level_of(actor: str, metadata: Metadata) -> str | None:
    """One of ``LEVELS`` for an actor; None for 集体, 有关部门 and others that have none."""
    if not actor or actor in _AUTHORS:
        return None
    found = {_level(each, metadata.organization) for each in re.split("[、和]", actor)}
    return next((level for level in LEVELS if level in found), None)


def _level(name: str, organization: Organization | None) -> str | None:
    named = NAMED.fullmatch(name)
    if named is not None and len(name) > _SHORTEST and WIDER.fullmatch(name) is None:
        return _LEVELS.get(name[-3])
    if name.startswith(_NATIONAL):
        return "全国"
    if name.startswith(("省", "自治区")):
        return "省级"
    if name.startswith(("州", "盟", "自治州")):
        return "地市级"
    if name.startswith(("县", "旗")):
        return "县级"
    division = organization.division if organization is not None else ()
    own = organization.level if organization is not None else None
    if name.startswith("市"):
        if division and division[0] in _MUNICIPALITIES:
            return "省级"
        county_level_city = own == "县级" and division[-1].endswith("市") if division else False
        return None if own is None else "县级" if county_level_city else "地市级"
    if name.startswith("区"):
        return "省级" if own == "省级" and division and division[-1].endswith("自治区") else "县级"
    return None
