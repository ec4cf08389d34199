"""Names of places in English: 重庆市/涪陵区 → Fuling District, Chongqing.

The letters are pinyin without tones, the syllables of a name joined, with an apostrophe before a, e and o (GB/T
16159—2012, GB 17733—2008): Xi'an. What a place is (区, 县) is translated; a name of one character keeps it (浚县: Xunxian
County). Names that are read otherwise, or come from Mongolian, Uygur or Tibetan, stand in place_names.tsv; peoples
(民族) are spelled as in GB/T 3304—1991, those with a name in English by that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

_READINGS: Final = {"长": "chang", "都": "du", "勒": "le", "什": "shi", "朝": "chao", "佛": "fo", "棱": "ling"}
"""Characters that names of places read otherwise than texts mostly do; single names that differ are in place_names.tsv.

Readings are taken character by character: the phrases that pypinyin knows are words of texts (望都 is no wàng dōu).
"""
_KINDS: Final = (
    ("自治州", "Autonomous Prefecture"),
    ("自治县", "Autonomous County"),
    ("自治旗", "Autonomous Banner"),
    ("地区", "Prefecture"),
    ("联合旗", "United Banner"),
    ("特区", "Special District"),
    ("市", "City"),
    ("区", "District"),
    ("县", "County"),
    ("旗", "Banner"),
    ("盟", "League"),
)
_PROVINCE: Final = re.compile("(?:省|(?:壮族|回族|维吾尔)?自治区|特别行政区)$")
_MUNICIPALITIES: Final = frozenset({"北京市", "天津市", "上海市", "重庆市"})
_PEOPLES: Final = {
    **{"蒙古": "Mongol", "回": "Hui", "藏": "Tibetan", "维吾尔": "Uygur", "苗": "Miao", "彝": "Yi", "壮": "Zhuang"},
    **{"布依": "Buyei", "朝鲜": "Korean", "满": "Manchu", "侗": "Dong", "瑶": "Yao", "白": "Bai", "土家": "Tujia"},
    **{"哈尼": "Hani", "哈萨克": "Kazak", "傣": "Dai", "黎": "Li", "傈僳": "Lisu", "佤": "Va", "畲": "She"},
    **{"拉祜": "Lahu", "水": "Sui", "东乡": "Dongxiang", "纳西": "Naxi", "景颇": "Jingpo", "柯尔克孜": "Kirgiz"},
    **{"土": "Tu", "达斡尔": "Daur", "仫佬": "Mulao", "羌": "Qiang", "布朗": "Blang", "撒拉": "Salar"},
    **{"毛南": "Maonan", "仡佬": "Gelao", "锡伯": "Xibe", "塔吉克": "Tajik", "普米": "Pumi", "怒": "Nu"},
    **{"鄂温克": "Ewenki", "保安": "Bonan", "裕固": "Yugur", "独龙": "Derung", "鄂伦春": "Oroqen"},
    **{"各": "Various Nationalities"},
}
_PEOPLE: Final = re.compile(
    f"(?:({'|'.join(sorted(_PEOPLES, key=len, reverse=True))})族|(哈萨克|蒙古|锡伯|塔吉克|柯尔克孜|维吾尔))"
)
_PEOPLES_AT_END: Final = re.compile(f"(?:{_PEOPLE.pattern})+$")
_SIDES: Final = {"左翼": "Left Wing", "右翼": "Right Wing", "左": "Left", "右": "Right"}
_ENDS: Final = {"前": "Front", "中": "Middle", "后": "Rear"}
_BANNER: Final = re.compile(r"(.{2,}?)(左翼|右翼|左|右)?(前|中|后)?")
"""The name of a banner with its place among those of one name: 科尔沁 + 左翼 + 中."""
_HAN: Final = re.compile("[㐀-鿿]+")


def place_in_english(division: Sequence[str]) -> str:
    """A place with what it lies in, the outermost last; empty for no place.

    ``division`` is a path from the province down, as in ``Organization.division``: ("四川省", "资阳市", "安岳县") →
    Anyue County, Ziyang, Sichuan.
    """
    return division_in_english(division[-1]) + outer_in_english(division[:-1]) if division else ""


def outer_in_english(division: Sequence[str]) -> str:
    """What something lies in, as it stands behind its name: ("四川省", "资阳市") → ", Ziyang, Sichuan"; empty for nothing."""
    return "".join(f", {_outer(name)}" for name in reversed(division))


@lru_cache(maxsize=8192)
def division_in_english(name: str) -> str:
    """One division, with what it is, but for provinces: Fuling District, Ziyang City, Sichuan, Hong Kong."""
    whole = _names().get(name)
    if whole is not None:
        return whole
    if name in _MUNICIPALITIES:
        return spelled(name[:-1])
    if _PROVINCE.search(name):
        return spelled(_PROVINCE.sub("", name))
    for ending, kind in _KINDS:
        if name.endswith(ending):
            return f"{_specific(name, ending)} {kind}"
    return spelled(name)


def is_province(name: str) -> bool:
    """Whether a name is one of a province, or of what stands in its rank."""
    return name in _MUNICIPALITIES or name == "新疆生产建设兵团" or bool(_PROVINCE.search(name))


@lru_cache(maxsize=8192)
def spelled(name: str) -> str:
    """A name's own part in letters, as one word: 西安 → Xi'an. What is no Chinese character stays as it is."""
    known = _names().get(name)
    if known is not None:
        return known
    if not _HAN.fullmatch(name):
        return name
    syllables = [_READINGS.get(character) or _reading(character) for character in name]
    joined = "".join(
        f"'{syllable}" if at and syllable[0] in "aeo" else syllable for at, syllable in enumerate(syllables)
    )
    return joined[0].upper() + joined[1:]


def _outer(name: str) -> str:
    """A division that only says where another lies: Ziyang, Enshi Prefecture."""
    if name.endswith("自治州"):
        return f"{spelled(_PEOPLES_AT_END.sub('', name.removesuffix('自治州')))} Prefecture"
    english = division_in_english(name)
    return english.removesuffix(" City") if name.endswith("市") else english


def _specific(name: str, ending: str) -> str:
    """A division's name without what it is, with its peoples behind it."""
    if len(name) == 2 and _HAN.fullmatch(name):  # 浚县, 沙市, 城区: the one character is no name without the other
        return spelled(name)
    stem = name.removesuffix(ending)
    found = _PEOPLES_AT_END.search(stem)
    peoples = [_PEOPLES[match[1] or match[2]] for match in _PEOPLE.finditer(found[0])] if found else []
    own = stem[: found.start()] if found else stem
    if ending.endswith("旗") or own.endswith(("左翼", "右翼")):
        own = _banner(own) if own else own
    elif own:
        own = spelled(own)
    return " ".join(filter(None, [own, _listed(peoples)]))


def _banner(stem: str) -> str:
    match = _BANNER.fullmatch(stem)
    if match is None or stem in _names():
        return spelled(stem)
    return " ".join(filter(None, [spelled(match[1]), _SIDES.get(match[2]), _ENDS.get(match[3])]))


def _listed(words: Sequence[str]) -> str:
    """Tujia and Miao; Bonan, Dongxiang and Salar."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _reading(character: str) -> str:
    # Loaded where a name is first spelled: its tables take half a second and 55 MiB, which readers of Chinese need not pay.
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(character, style=Style.NORMAL, v_to_u=True)[0]


@cache
def _names() -> dict[str, str]:
    return read_names("place_names.tsv")


def read_names(file: str) -> dict[str, str]:
    """A table of ours: names and their English. Raises ValueError for a line that is no pair, or a name that stands twice."""
    found: dict[str, str] = {}
    for line in files("web").joinpath(file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, english = line.split("\t")
            if name in found:
                raise ValueError(f"{file}: {name} stands twice")
            found[name] = english
    return found
