"""Organizations by name: any way of writing one → the canonical ``Organization``.

The body is read from the words (政协, 人大, 人民政府, 法院, 检察院 or a department), the place by ``divisions``. A name that
leaves the place open (市政协) or that several places bear (鼓楼区政协) names no organization.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Final

from indexer.describe.divisions import Division, by_code, candidates, choose, successors
from indexer.describe.organizations_central import NEW_AREAS, national, parse_central
from indexer.fold import fold
from indexer.models import Organization

__all__ = ["BODY_WORDS", "NUMBER", "ORDINAL", "national", "of_division", "parse_organization"]

BODY_WORDS: Final = (
    ("政协", "政协"),
    ("政治协商会议", "政协"),
    ("人大", "人大"),
    ("人民代表大会", "人大"),
    ("检察院", "检察院"),
    ("法院", "法院"),
    ("政府", "人民政府"),
)
"""Words in a name → the body that they tell."""
NUMBER: Final = "[一二三四五六七八九十百0-9]{1,4}"
ORDINAL: Final = re.compile(f"第?{NUMBER}届")
"""第十四届, 六届: the term, which is no part of an organization's name."""

_LONGEST: Final = 80
"""Characters of a name, blanks, years and terms left out; the longest official ones have half of them."""
_NOISE: Final = re.compile(rf"\s|[《》〈〉“”\"]|\d{{4}}年(?:度|\d{{1,2}}月(?:\d{{1,2}}日)?)?|{ORDINAL.pattern}")

_SUB_UNIT: Final = "(?:常务委员会|常委会|主席会议|办公厅|办公室|机关|党组|研究室|[一-鿿]{1,14}委(?:员会)?)?"
_CPPCC_AROUND: Final = re.compile(f"(?:中共)?政协(.+?)(?:(?:常务)?委员会|常委会){_SUB_UNIT}")
_CPPCC_OF_PREFECTURE: Final = re.compile(
    "(?:中共)?(?:政协(.+?(?:地区|盟))工作委员会|(.+?(?:地区|盟))政协(?:工委|工作委员会))(?:办公室|机关|党组)?"
)
"""An agency of the province's, as the prefecture is; elsewhere such a committee is one of a street or a zone."""
_CPPCC_AFTER: Final = re.compile(f"(?:中共)?(.+?)政协(?:委员会)?(?!工委|工作委){_SUB_UNIT}")
_CPPCC_BARE: Final = re.compile("政协(.+)")
"""在政协资阳市五届三次会议上."""
_CONGRESS: Final = re.compile(
    r"(.+?)(?:人大|人民代表大会)(?:常委会|常务委员会|工委|工作委员会)?(?:办公厅|办公室|机关|党组|[一-鿿]{1,14}委(?:员会)?)?"
)
_GOVERNMENT: Final = re.compile(r"(.+?)(?:(?:人民)?政府|行政公署|行署)(办公厅|办公室)?(?:党组)?")
_COURT: Final = re.compile(r"(.+?)((?:第[一二三四五六]|高级|中级|人民)+法院|法院|高院|中院)")
_SPECIAL_COURT: Final = re.compile(r"(.+?)(?:知识产权|互联网|金融|海事|铁路运输(?:中级)?)法院")
_CORPS_COURT: Final = re.compile(
    r"新疆生产建设兵团.{0,12}(法院|检察院)(?:.{1,8}分院)?|新疆.{0,12}(法院)(?:新疆)?生产建设兵团分院"
)
_PROCURATORATE: Final = re.compile(r"(.+?)((?:人民)?检察院(?:第[一二三四五六]?分院|[一二三四五六]分院)?)")
_PREFECTURE_BRANCH: Final = re.compile(r"(.+?)(人民检察院[一-鿿]{2,8}分院)")
_PARTY: Final = re.compile(r"中共(.+?)(委|委员会)(?:办公厅|办公室)?")
_DEPARTMENT: Final = re.compile(
    r"(.*?[省市区县州盟旗])((?!政协|人大)[一-鿿]{2,16}(?:厅|局|委员会|委|办公室|办公厅|法院|检察院))"
)
_CORPS: Final = "新疆生产建设兵团"
_TOWN: Final = re.compile(
    "([一-鿿]{1,8}?(?:镇|乡|苏木|街道))(?:(?P<government>(?:人民)?政府)|(?P<congress>人民代表大会|人大)|(?P<office>办事处|办))"
)
_AREA: Final = re.compile(
    "([一-鿿]{0,12}?(?:新区|开发区|高新区|经开区|示范区|功能区|保税区|合作区|度假区|风景区|管理区|园区))(?:管理委员会|管委会)"
)
_BELOW_ENDS: Final = ("政府", "人民代表大会", "人大", "办事处", "办", "管理委员会", "管委会")
"""How all of these end, which few names do."""
_XIONGAN: Final = re.compile("(.*雄安新区)(?:管理委员会|管委会)")
"""The one division that such a committee governs."""
_AREA_SHORT: Final = (("高新技术产业开发区", "高新区"), ("经济技术开发区", "经开区"))
_WITHOUT_BODIES: Final = frozenset({"71", "81", "82"})
"""台湾, 香港 and 澳门 have none of these bodies: 香港政协委员 are members of councils elsewhere."""
_PREFECTURE_WITHOUT_CONGRESS: Final = ("地区", "盟")
"""An agency of its province rules it (地方组织法 §85): no congress, and no people's government but a 行政公署."""


def parse_organization(name: str, *, year: int | None = None, context: Collection[str] = ()) -> Organization | None:
    """The organization that a name in any common form means, or None where it names none for certain.

    ``year`` tells divisions of one name apart by their years, ``context`` (names of places) by what they belong to.
    """
    words = (
        _NOISE.sub("", fold(name))
        .replace("中国人民政治协商会议", "政协")
        .replace("中国共产党", "中共")
        .removeprefix("中华人民共和国")
    )
    if not words or len(words) > _LONGEST:
        return None
    central = parse_central(words)
    if central is not None:
        return central
    if (match := _CORPS_COURT.fullmatch(words)) is not None:
        return Organization(words, words, (_CORPS,), match[1] or match[2], "省级", "660000")
    if words == _CORPS:
        return Organization(_CORPS, _CORPS, (_CORPS,), "其他", "省级", "660000")
    for pattern, body in _PATTERNS:
        match = pattern.fullmatch(words)
        if match is None:
            continue
        division = choose(candidates(match[1] or match[2]), year=year, context=context)
        if division is not None and division.code[:2] not in _WITHOUT_BODIES:
            return body(division, match)
    return _below(words, year, context)


def of_division(division: Division, body: str, office: str = "") -> Organization:
    """The organization of a kind in a division: (涪陵区, 政协) → 重庆市涪陵区政协, with its names of today.

    ``body`` is one of 政协, 人大, 人民政府, 法院, 检察院; courts get the rank that goes with the level (人民法院组织法).
    """
    name, full_name = _names(division, body, office)
    return _organization(division, name, full_name, body, lambda heir: _names(heir, body, office)[0])


def _names(division: Division, body: str, office: str) -> tuple[str, str]:
    """Name and full name of the organization of a kind in a division."""
    place = "".join(division.path)
    without_congress = division.level == "地市级" and division.name.endswith(_PREFECTURE_WITHOUT_CONGRESS)
    if body == "政协":
        return f"{place}政协", f"政协{place}委员会"
    if body == "人大" and without_congress:
        return f"{place}人大工委", f"{division.path[0]}人民代表大会常务委员会{division.name}工作委员会"
    if body == "人大":
        return f"{place}人大常委会", f"{place}人民代表大会常务委员会"
    if body in ("法院", "检察院"):
        rank = {"省级": "高级", "地市级": "中级"}.get(division.level, "") if body == "法院" else ""
        return f"{place}{rank}人民{body}", f"{place}{rank}人民{body}"
    government = "行政公署" if without_congress else "管委会" if division == by_code("133100") else "人民政府"
    return f"{place}{government}{office}", f"{place}{government}{office}"


def _organization(
    division: Division, name: str, full_name: str | None, body: str, today: Callable[[Division], str] | None = None
) -> Organization:
    """``today`` gives the name of the same organization in a division of today."""
    heirs = successors(division) if today is not None else ()
    now = tuple(dict.fromkeys(today(heir) for heir in heirs if heir != division)) if today is not None else ()
    return Organization(name, full_name or name, division.path, body, division.level, division.code, now)


def _court(division: Division, match: re.Match[str]) -> Organization:
    name = "".join(division.path) + match[2]
    standard = of_division(division, "法院")
    if not match[2].endswith("人民法院") or name == standard.name:
        return standard
    return _organization(division, name, name, "法院")


def _procuratorate(division: Division, match: re.Match[str]) -> Organization:
    name = "".join(division.path) + match[2]
    branch = match[2].endswith("分院")
    return _organization(division, name, name, "检察院") if branch else of_division(division, "检察院")


def _party(division: Division, match: re.Match[str]) -> Organization:
    place = "".join(division.path)
    return _organization(
        division, f"中共{place}委", f"中共{place}委员会", "其他", lambda heir: f"中共{''.join(heir.path)}委"
    )


def _department(division: Division, match: re.Match[str]) -> Organization:
    own_body = {"法院": "法院", "检察院": "检察院"}
    body = next((b for end, b in own_body.items() if match[2].endswith(end)), "其他")
    return _organization(
        division, "".join(division.path) + match[2], None, body, lambda heir: "".join(heir.path) + match[2]
    )


def _below(words: str, year: int | None, context: Collection[str]) -> Organization | None:
    """What stands beside and below the divisions: 安岳县岳阳镇人民政府, 敦仁街道办事处, 两江新区管委会.

    Its level is none of ours, and its place in the tree is the division that it belongs to.
    """
    if not words.endswith(_BELOW_ENDS):
        return None
    for end in range(len(words) - 3, 1, -1):
        division = choose(candidates(words[:end]), year=year, context=context)
        if division is not None and division.code[:2] not in _WITHOUT_BODIES:
            found = _town(division, words[end:]) or _area(division.path, division.code, words[end:])
            if found is not None:
                return found
    area = _AREA.fullmatch(words)
    path = NEW_AREAS.get(area[1]) if area is not None else None
    if path is None:
        return None
    whose = choose(candidates("".join(path)))
    return _area(path, whose.code if whose is not None else None, words)


def _town(division: Division, words: str) -> Organization | None:
    match = _TOWN.fullmatch(words)
    if match is None or division.level == "省级":
        return None
    name = "".join(division.path) + match[1]
    if match["congress"]:
        return Organization(f"{name}人大", f"{name}人民代表大会", division.path, "人大", None, division.code)
    office = "办事处" if match["office"] else "人民政府"
    return Organization(f"{name}{office}", f"{name}{office}", division.path, "人民政府", None, division.code)


def _area(path: tuple[str, ...], code: str | None, words: str) -> Organization | None:
    match = _AREA.fullmatch(words)
    if match is None:
        return None
    area = match[1]
    for long, short in _AREA_SHORT:
        area = area.replace(long, short)
    place = "".join(NEW_AREAS.get(area, path))
    return Organization(f"{place}{area}管委会", f"{place}{match[1]}管理委员会", path, "其他", None, code)


_PATTERNS: Final[tuple[tuple[re.Pattern[str], Callable[[Division, re.Match[str]], Organization]], ...]] = (
    (_CPPCC_OF_PREFECTURE, lambda division, _: of_division(division, "政协")),
    (_CPPCC_AROUND, lambda division, _: of_division(division, "政协")),
    (_CPPCC_AFTER, lambda division, _: of_division(division, "政协")),
    (_CPPCC_BARE, lambda division, _: of_division(division, "政协")),
    (_CONGRESS, lambda division, _: of_division(division, "人大")),
    (_GOVERNMENT, lambda division, match: of_division(division, "人民政府", match[2] or "")),
    (_COURT, _court),
    (_SPECIAL_COURT, lambda division, match: _organization(division, match[0], None, "法院")),
    (_PREFECTURE_BRANCH, lambda division, match: _organization(division, match[0], None, "检察院")),
    (_PROCURATORATE, _procuratorate),
    (_PARTY, _party),
    (_XIONGAN, lambda division, _: of_division(division, "人民政府")),
    (_DEPARTMENT, _department),
)
