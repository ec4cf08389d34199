"""Organizations, sessions and nodes of the tree in English, beside their characters; words of our lists are in translations/en.po.

An organization bears the name that the state uses in English, with its place behind it: Fuling District Committee of
the CPPCC, Chongqing. One whose kind is not known here has none: a wrong name is worse than its characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Final

from indexer.facets import NATIONAL, SELF
from indexer.models import Organization
from web.romanization import division_in_english, is_province, outer_in_english, place_in_english, read_names

_NUMBER: Final = "[一二三四五六七八九十百零〇]{1,5}"
_SESSION: Final = re.compile(f"({_NUMBER})届(?:(常委会)?第?({_NUMBER})次会议)?")
_DIGITS: Final = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0}
_TERMS: Final = {
    "政协": "committee",
    **dict.fromkeys(("人大", "人民政府", "法院", "检察院"), "congress"),
}
"""Body → whose 届 its sessions count: governments, courts and procuratorates report to the congress."""
_MUNICIPAL: Final = re.compile(" City$")
_ORDINALS: Final = dict(zip("一二三四五六", ("First", "Second", "Third", "Fourth", "Fifth", "Sixth"), strict=True))
_NUMBERED_COURT: Final = re.compile("第([一二三四五六])中级人民法院")
_NUMBERED_BRANCH: Final = re.compile("人民检察院第([一二三四五六])分院")


def organization_in_english(organization: Organization) -> str | None:
    """The organization's name in English, None where it is not known."""
    return name_in_english(organization.name, organization.division)


@lru_cache(maxsize=8192)
def name_in_english(name: str, division: tuple[str, ...]) -> str | None:
    """As ``organization_in_english``, of a name with the path of its division: 重庆市涪陵区政协, ("重庆市", "涪陵区")."""
    if not division:
        return _national().get(name)
    place = "".join(division)
    if name == f"中共{place}委":
        return _placed("{} Committee of the CPC", division)
    if name == place:
        return place_in_english(division)
    if not name.startswith(place):
        return None
    own = name.removeprefix(place)
    for pattern, form in _NUMBERED:
        if match := pattern.fullmatch(own):
            return _behind(form(_ORDINALS[match[1]], division), division)
    if own in _WHOLE:
        return _behind(_WHOLE[own].format(_bare(division)), division)
    return _placed(_FORMS[own], division) if own in _FORMS else None


def node_in_english(value: str, above: str = "") -> str | None:
    """A division or an organization of the tree in English, None where it is not known.

    全国 and 本级 are words of our lists, and not answered here. ``value`` is the node's facet value (四川省/资阳市, 四川省/资阳市/本级, 四川省资阳市政协), ``above`` that of the node over it.
    """
    if value == NATIONAL or value.endswith(f"/{SELF}"):
        return None
    path = tuple(above.removesuffix(f"/{SELF}").split("/")) if above not in ("", NATIONAL) else ()
    found = name_in_english(value, path)
    if found is not None:
        return found
    outer, _, name = value.rpartition("/")
    return division_in_english(name) if outer or is_province(name) else None


def under_in_english(value: str, above: str, divisions: Sequence[str]) -> str | None:
    """As ``node_in_english``, under ``divisions`` from the top down, which need not be said again behind the name."""
    found = node_in_english(value, above)
    for depth in range(len(divisions), 0, -1):
        outer = outer_in_english(divisions[:depth])
        if found is not None and found.endswith(outer):
            return found.removesuffix(outer)
    return found


@lru_cache(maxsize=1024)
def session_in_english(session: str, body: str | None = None) -> str | None:
    """六届三次会议 → 3rd session, 6th committee; ``body`` is the organization's. None for what is no session."""
    match = _SESSION.fullmatch(session)
    if match is None:
        return None
    term = f"{_ordinal(_number(match[1]))} {_TERMS.get(body or '', 'term')}"
    if match[3] is None:
        return term
    meeting = "meeting of the standing committee" if match[2] else "session"
    return f"{_ordinal(_number(match[3]))} {meeting}, {term}"


_FORMS: Final = {
    "政协": "{} Committee of the CPPCC",
    "人大": "{} People’s Congress",
    "人大常委会": "Standing Committee of the {} People’s Congress",
    "人民政府": "{} People’s Government",
    "人民政府办公厅": "General Office of the {} People’s Government",
    "人民政府办公室": "General Office of the {} People’s Government",
    "人民法院": "{} People’s Court",
    "人民检察院": "{} People’s Procuratorate",
}
"""What stands behind the place in a name → its English around the place as an adjective: Ziyang Municipal."""
_WHOLE: Final = {
    "高级人民法院": "{} High People’s Court",
    "中级人民法院": "{} Intermediate People’s Court",
    "人大工委": "People’s Congress Working Committee for {}",
    "行政公署": "Administrative Office of {}",
    "管委会": "Administrative Committee of {}",
}
"""As ``_FORMS``, around the place's name."""
_NUMBERED: Final[tuple[tuple[re.Pattern[str], Callable[[str, Sequence[str]], str]], ...]] = (
    (_NUMBERED_COURT, lambda ordinal, division: f"{_bare(division)} {ordinal} Intermediate People’s Court"),
    (
        _NUMBERED_BRANCH,
        lambda ordinal, division: f"{ordinal} Branch of the {_adjective(division)} People’s Procuratorate",
    ),
)


def _placed(form: str, division: tuple[str, ...]) -> str:
    return _behind(form.format(_adjective(division)), division)


def _behind(name: str, division: tuple[str, ...]) -> str:
    """The name with what its division lies in."""
    return name + outer_in_english(division[:-1])


def _adjective(division: Sequence[str]) -> str:
    """A division before the name of a body: Sichuan Provincial, Ziyang Municipal, Guangxi Regional, Fuling District."""
    name = division[-1]
    if name.endswith("省"):
        return f"{division_in_english(name)} Provincial"
    if name.endswith("自治区"):
        return f"{division_in_english(name)} Regional"
    if name.endswith("市"):
        return f"{_bare(division)} Municipal"
    return division_in_english(name)


def _bare(division: Sequence[str]) -> str:
    """A division before the name of a court, which tells the level: Ziyang, Enshi Tujia and Miao Autonomous Prefecture."""
    return _MUNICIPAL.sub("", division_in_english(division[-1]))


def _number(words: str) -> int:
    """六 → 6, 十二 → 12, 二十 → 20, 一百零三 → 103."""
    hundreds, _, rest = words.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    return (
        (100 * _DIGITS[hundreds[-1]] if hundreds else 0)
        + (10 * (_DIGITS[tens[-1]] if tens else 1) if ten else 0)
        + (_DIGITS[ones[-1]] if ones else 0)
    )


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


@cache
def _national() -> dict[str, str]:
    return read_names("national_bodies.tsv")
