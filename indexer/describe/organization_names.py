"""Organizations by name: any way of writing one → the canonical ``Organization``.

The body is read from the words (政协, 人大, 人民政府, 法院, 检察院 or a department), the place by ``divisions``. A name that
leaves the place open (市政协) or that several places bear (鼓楼区政协) names no organization.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Final

from indexer.describe.divisions import Division, candidates, choose
from indexer.fold import fold
from indexer.models import Organization

NUMBER: Final = "[一二三四五六七八九十百0-9]{1,4}"
ORDINAL: Final = re.compile(f"第?{NUMBER}届")
"""第十四届, 六届: the term, which is no part of an organization's name."""

_NOISE: Final = re.compile(rf"\s|[《》〈〉“”\"]|\d{{4}}年(?:度|\d{{1,2}}月(?:\d{{1,2}}日)?)?|{ORDINAL.pattern}")
_NATIONAL: Final = {
    "全国政协": ("全国政协", "中国人民政治协商会议全国委员会", "政协"),
    "全国人大常委会": ("全国人大常委会", "全国人民代表大会常务委员会", "人大"),
    "国务院": ("国务院", "中华人民共和国国务院", "人民政府"),
    "国务院办公厅": ("国务院办公厅", "国务院办公厅", "人民政府"),
    "最高人民法院": ("最高人民法院", "中华人民共和国最高人民法院", "法院"),
    "最高人民检察院": ("最高人民检察院", "中华人民共和国最高人民检察院", "检察院"),
}
_NATIONAL_FORMS: Final = (
    ("全国政协", "(?:全国政协|政协全国委员会)(?:常务委员会|常委会|办公厅)?"),
    ("全国人大常委会", "全国(?:人大|人民代表大会)(?:常委会|常务委员会)?(?:办公厅)?"),
    ("国务院办公厅", "国务院办公厅|国办"),
    ("国务院", "国务院|中央人民政府"),
    ("最高人民法院", "最高人民法院|最高法院?"),
    ("最高人民检察院", "最高人民检察院|最高检(?:察院)?"),
)
_NATIONAL_PATTERNS: Final = tuple((key, re.compile(pattern)) for key, pattern in _NATIONAL_FORMS)

_CENTRAL_OTHERS: Final = re.compile(
    "中共中央|中共中央办公厅|中共中央[一-鿿]{2,8}部|中央军委|中央[一-鿿]{2,10}(?:委员会|委|办公室|领导小组)|中央军事委员会|"
    "(?:外交|国防|科技|科学技术|教育|工业和信息化|公安|国家安全|民政|司法|财政|人力资源(?:和)?社会保障|自然资源|生态环境|环境保护|"
    "住房(?:和)?城乡建设|交通运输|交通|铁道|水利|农业农村|农业|商务|文化和旅游|文化|卫生|国土资源|建设|应急管理|退役军人事务)部|"
    "中国人民银行|审计署|海关总署|税务总局|市场监管总局|国务院[一-鿿]{2,12}(?:委员会|委|办公室|局)|"
    "国家[一-鿿]{2,12}(?:委员会|委|总局|局|办公室)"
)
"""The State Council's departments and the party's central bodies (list of 国务院组成部门 and its predecessors)."""

_SUB_UNIT: Final = "(?:常务委员会|常委会|主席会议|办公厅|办公室|机关|党组|研究室|[一-鿿]{1,14}委(?:员会)?)?"
_CPPCC_AROUND: Final = re.compile(f"政协(.+?)委员会{_SUB_UNIT}")
_CPPCC_AFTER: Final = re.compile(f"(.+?)政协(?:委员会)?{_SUB_UNIT}")
_CONGRESS: Final = re.compile(r"(.+?)(?:人大|人民代表大会)(?:常委会|常务委员会)?(?:办公厅|办公室|机关|党组)?")
_GOVERNMENT: Final = re.compile(r"(.+?)(?:人民)?政府(办公厅|办公室)?")
_COURT: Final = re.compile(r"(.+?)((?:第[一二三四五六]|高级|中级|人民)+法院|法院|高院|中院)")
_SPECIAL_COURT: Final = re.compile(r"(.+?)(?:知识产权|互联网|金融|海事|铁路运输(?:中级)?)法院")
_PROCURATORATE: Final = re.compile(r"(.+?)((?:人民)?检察院(?:第[一二三四五六]?分院|[一二三四五六]分院)?)")
_PARTY: Final = re.compile(r"中共(.+?)(委|委员会)(?:办公厅|办公室)?")
_DEPARTMENT: Final = re.compile(r"(.*?[省市区县州盟旗])([一-鿿]{2,16}(?:厅|局|委员会|委|办公室|办公厅|法院|检察院))")


def parse_organization(name: str, *, year: int | None = None, context: Collection[str] = ()) -> Organization | None:
    """The organization that a name in any common form means, or None where it names none for certain.

    ``year`` tells divisions of one name apart by their years, ``context`` (names of places) by what they belong to.
    """
    words = _NOISE.sub("", fold(name)).replace("中国人民政治协商会议", "政协").removeprefix("中华人民共和国")
    if not words:
        return None
    for key, pattern in _NATIONAL_PATTERNS:
        if pattern.fullmatch(words):
            return national(key)
    if _CENTRAL_OTHERS.fullmatch(words):
        return Organization(words, None, (), "其他", "全国")
    for pattern, body in _PATTERNS:
        match = pattern.fullmatch(words)
        if match is None:
            continue
        division = choose(candidates(match[1]), year=year, context=context)
        if division is not None:
            return body(division, match)
    return None


def national(name: str) -> Organization:
    """One of the national bodies, by its canonical name; KeyError for any other name."""
    name, full_name, body = _NATIONAL[name]
    return Organization(name, full_name, (), body, "全国")


def of_division(division: Division, body: str, office: str = "") -> Organization:
    """The organization of a kind in a division: (涪陵区, 政协) → 重庆市涪陵区政协.

    ``body`` is one of 政协, 人大, 人民政府, 法院, 检察院; courts get the rank that goes with the level (人民法院组织法).
    """
    place = "".join(division.path)
    if body == "政协":
        return _organization(division, f"{place}政协", f"政协{place}委员会", body)
    if body == "人大":
        return _organization(division, f"{place}人大常委会", f"{place}人民代表大会常务委员会", body)
    if body == "法院":
        rank = {"省级": "高级", "地市级": "中级"}.get(division.level, "")
        return _organization(division, f"{place}{rank}人民法院", None, body)
    if body == "检察院":
        return _organization(division, f"{place}人民检察院", None, body)
    return _organization(division, f"{place}人民政府{office}", f"{place}人民政府{office}", "人民政府")


def _organization(division: Division, name: str, full_name: str | None, body: str) -> Organization:
    return Organization(name, full_name or name, division.path, body, division.level, division.code)


def _court(division: Division, match: re.Match[str]) -> Organization:
    name = "".join(division.path) + match[2]
    standard = match[2].endswith("人民法院")
    return _organization(division, name, name, "法院") if standard else of_division(division, "法院")


def _procuratorate(division: Division, match: re.Match[str]) -> Organization:
    name = "".join(division.path) + match[2]
    branch = match[2].endswith("分院")
    return _organization(division, name, name, "检察院") if branch else of_division(division, "检察院")


def _party(division: Division, match: re.Match[str]) -> Organization:
    place = "".join(division.path)
    return _organization(division, f"中共{place}委", f"中共{place}委员会", "其他")


def _department(division: Division, match: re.Match[str]) -> Organization:
    own_body = {"法院": "法院", "检察院": "检察院"}
    body = next((b for end, b in own_body.items() if match[2].endswith(end)), "其他")
    name = "".join(division.path) + match[2]
    return _organization(division, name, name, body)


_PATTERNS: Final[tuple[tuple[re.Pattern[str], Callable[[Division, re.Match[str]], Organization]], ...]] = (
    (_CPPCC_AROUND, lambda division, _: of_division(division, "政协")),
    (_CPPCC_AFTER, lambda division, _: of_division(division, "政协")),
    (_CONGRESS, lambda division, _: of_division(division, "人大")),
    (_GOVERNMENT, lambda division, match: of_division(division, "人民政府", match[2] or "")),
    (_COURT, _court),
    (_SPECIAL_COURT, lambda division, match: _organization(division, match[0], None, "法院")),
    (_PROCURATORATE, _procuratorate),
    (_PARTY, _party),
    (_DEPARTMENT, _department),
)
