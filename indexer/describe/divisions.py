"""China's administrative divisions, county level and above, 1981–2024: by the names that people write.

A division is looked up by its full name (重庆市涪陵区), its short form (涪陵, 恩施州) or a run of names from the outside in
(四川资阳, 浙江省舟山市定海区). Names that several divisions bear are settled by the year and by the places named around
them, or not at all. All look-ups take folded text (``indexer.fold``): the table's keys are folded alike.
The table is made by ``indexer.data.make_divisions``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from indexer.fold import fold

LEVELS: Final = {"1": "省级", "2": "地市级", "3": "县级"}
NICKNAMES: Final = {
    "博尔塔拉蒙古自治州": "博州",
    "克孜勒苏柯尔克孜自治州": "克州",
    "锡林郭勒盟": "锡盟",
    "前郭尔罗斯蒙古族自治县": "前郭县",
    "杜尔伯特蒙古族自治县": "杜蒙县",
    "阜新蒙古族自治县": "阜蒙县",
    "喀喇沁左翼蒙古族自治县": "喀左县",
    "莫力达瓦达斡尔族自治旗": "莫旗",
    "科尔沁左翼中旗": "科左中旗",
    "科尔沁左翼后旗": "科左后旗",
    "科尔沁右翼前旗": "科右前旗",
    "科尔沁右翼中旗": "科右中旗",
    "察哈尔右翼前旗": "察右前旗",
    "察哈尔右翼中旗": "察右中旗",
    "察哈尔右翼后旗": "察右后旗",
}
"""Forms that people use beside the short one; 巴州 is left out: there is a 巴州区."""

PLAIN_WORDS: Final = frozenset({"东区", "南区", "西区", "北区", "城区", "郊区", "矿区", "市区", "新区"})
"""Names of divisions that are words too: 高新区, 主城区 and 浦东新区 end in one."""
PART_OF_A_WORD: Final = re.compile(r"(?<!政协)(?<!中共)(?<=[一-鿿])(?<![在于由受届和及与])$")

WITHIN_WORDS: Final = {
    "开县": "召展公打推离盛",
    "达县": "到传下转送抵表",
    "成县": "建组完形构促赞达",
    "应县": "响相对适供反",
    "道县": "报渠街",
    "理县": "办管受治代整处审清",
    "任县": "责主担信历",
    "代县": "时现年取替",
    "容县": "内包",
    "易县": "交贸",
    "高县": "提",
    "范县": "示规模",
    "息县": "信利",
    "新县": "创更",
    "费县": "经收免",
    "户县": "农用",
    "单县": "清名",
    "随县": "伴",
    "环县": "循",
    "通县": "沟交联",
    "和县": "省市区州乡委府院",
    "会同县": "协委府局办院会部组",
}
"""Counties whose name ends a word before 县, with what begins such a word: 召开县政协全会, 响应县委号召."""

LAST_YEAR: Final = 9999
"""Stands for the end of a division that is still in use."""

SHORT_PROVINCES: Final = {
    "内蒙古自治区": "内蒙古",
    "广西壮族自治区": "广西",
    "西藏自治区": "西藏",
    "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆",
    "香港特别行政区": "香港",
    "澳门特别行政区": "澳门",
    "新疆生产建设兵团": "兵团",
}

SINGLED_OUT_CITIES: Final = frozenset({"210200", "330200", "350200", "370200", "440300"})
"""计划单列市: 大连, 宁波, 厦门, 青岛, 深圳. Like the capitals (codes ending in 0100) they own their short form."""

_PEOPLES: Final = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|"
    "仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|塔吉克|普米|怒|鄂温克|保安|裕固|独龙|鄂伦春|各"
)
_PEOPLES_AT_END: Final = re.compile(f"(?:(?:{_PEOPLES})族|哈萨克|蒙古|锡伯|塔吉克|柯尔克孜|维吾尔)+$")
_ENDING: Final = re.compile(r"(?:自治[州县旗]|地区|林区|特区|矿区|新区|[省市区县州盟旗])$")


@dataclass(frozen=True, slots=True)
class Division:
    """One division under one name and in one place of the hierarchy, for the years in which it stood so."""

    code: str
    """Six digits, GB/T 2260."""
    name: str
    path: tuple[str, ...]
    """As people say it, from the province down: ("重庆市", "涪陵区"), ("浙江省", "舟山市", "定海区")."""
    level: str
    """省级, 地市级 or 县级 (the districts of 北京, 天津, 上海 and 重庆 are 县级)."""
    since: int
    """First year; 1981 means then or earlier."""
    until: int | None
    """Year of the change that ended it, None while it is in use."""
    successors: tuple[str, ...]
    """Codes of the divisions that took its place; its own code where only the name changed."""

    def stood_in(self, year: int) -> bool:
        """Whether it stood in a year; the years of its beginning and end count."""
        return self.since <= year <= (self.until if self.until is not None else LAST_YEAR)


@dataclass(frozen=True, slots=True)
class Reading:
    """A run of names found in a text, with every division that it can mean, of whatever year."""

    start: int
    end: int
    divisions: tuple[Division, ...]
    full: bool
    """Whether its last name is written in full (定海区), not in its short form (定海)."""


@cache
def short_form(name: str) -> str:
    """The short form of a name (涪陵区 → 涪陵, 延边朝鲜族自治州 → 延边), or the name itself where it has none."""
    if name in SHORT_PROVINCES:
        return SHORT_PROVINCES[name]
    ending = _ENDING.search(name)
    if ending is None:
        return name
    stem = name[: ending.start()]
    if ending.group().startswith("自治"):
        # 东乡族自治县 is 东乡 and 鄂伦春自治旗 is 鄂伦春: the people's name is all there is.
        stem = _PEOPLES_AT_END.sub("", stem) or stem.removesuffix("族")
    return stem if len(stem) >= 2 else name


def written_forms(name: str) -> tuple[str, ...]:
    """The ways to write a name: in full, with the ethnic names left out (恩施州), and short."""
    short = short_form(name)
    middle = short + name[-1] if "自治" in name and not name.endswith("区") else name
    return tuple(dict.fromkeys((name, middle, NICKNAMES.get(name, name), short)))


@cache
def forms(name: str) -> tuple[str, ...]:
    """The ways to write a name, folded."""
    return tuple(fold(form) for form in written_forms(name))


@dataclass(frozen=True, slots=True)
class Table:
    """Look-ups into the divisions of all years."""

    full: dict[str, list[Division]]
    """Folded full and middle names."""
    short: dict[str, list[Division]]
    by_code: dict[str, list[Division]]
    lengths: dict[str, tuple[int, ...]]
    """The last two characters of every key → the lengths of those that end so, longest first."""


@cache
def table() -> Table:
    """All divisions by the names that people write and by code, read once."""
    full: dict[str, list[Division]] = {}
    short: dict[str, list[Division]] = {}
    by_code: dict[str, list[Division]] = {}
    text = (files("indexer") / "data" / "divisions.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    # Folding goes character by character, so the few names that it changes are found by folding them all at once.
    names = [row[3] for row in rows]
    changed = {n for n, f in zip(names, fold("\n".join(names)).split("\n"), strict=True) if n != f}
    # 雄安新区 and the like share the first two digits of their province, 兵团 has digits of its own.
    provinces = {code[:2]: name for code, level, _, name, *_ in rows if level == "1"}
    for code, level, above, name, since, until, successors in rows:
        path = [provinces[code[:2]], above, name] if level != "1" else [name]
        division = Division(
            code,
            name,
            tuple(part for part in path if part),
            LEVELS[level],
            int(since),
            int(until) if until else None,
            tuple(successors.split(",")) if successors else (),
        )
        by_code.setdefault(code, []).append(division)
        *whole, shortest = forms(name) if name in changed else written_forms(name)
        for form in whole or [shortest]:
            full.setdefault(form, []).append(division)
        if whole:
            short.setdefault(shortest, []).append(division)
    lengths: dict[str, set[int]] = {}
    for name in (*full, *short):
        lengths.setdefault(name[-2:], set()).add(len(name))
    ordered = {ending: tuple(sorted(found, reverse=True)) for ending, found in lengths.items()}
    return Table(full, short, by_code, ordered)


def by_code(code: str, year: int | None = None) -> Division | None:
    """The division that bears a code in a year, by default the latest that did."""
    found = table().by_code.get(code, [])
    return _latest([d for d in found if year is None or d.stood_in(year)])


def successors(division: Division) -> tuple[Division, ...]:
    """The present-day divisions that took a former one's place; the division itself while it is in use."""
    seen: set[Division] = set()
    current: dict[Division, None] = {}
    waiting = [division]
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        if here.until is None:
            current[here] = None
            continue
        for code in here.successors:
            later = [d for d in table().by_code.get(code, []) if d.until is None or d.until > here.until]
            # A code may be given again: 511423 was 武隆县, and is 洪雅县 since 2000.
            waiting += [d for d in later if d.stood_in(here.until)] or later
    return tuple(sorted(current, key=lambda d: d.code))


def read_before(text: str, end: int) -> Reading | None:
    """The longest run of division names that ends at an offset of a folded text, outermost name first.

    ``text`` is folded, ``end`` counts code points. A name before another counts as part of the run only if it names
    something above it: in 成都资阳市 the run is 资阳市.
    """
    known = table()
    for length in known.lengths.get(text[max(0, end - 2) : end], ()):
        if length > end:
            continue
        name = text[end - length : end]
        found = known.full.get(name)
        short = found is None
        if found is None:
            found = known.short.get(name)
        if found is None:
            continue
        if name in WITHIN_WORDS and end > length and text[end - length - 1] in WITHIN_WORDS[name]:
            continue
        start, divisions = _extend(text, end - length, found)
        if name.startswith("市") and start == end - length and (inner := known.full.get(name[1:])) is not None:
            # 鹤壁市郊区 is the 郊区 of 鹤壁市, and none of those that are called 市郊区.
            within, named = _extend(text, end - length + 1, inner)
            if within < start:
                return Reading(within, end, tuple(named), True)
        if name in PLAIN_WORDS and start == end - length and PART_OF_A_WORD.search(text, max(0, start - 2), start):
            return None
        return Reading(start, end, tuple(divisions), not short)
    return None


def _extend(text: str, start: int, divisions: list[Division]) -> tuple[int, list[Division]]:
    """Take in the names that stand before ``start`` and are above some of the divisions."""
    above = {form: name for d in divisions for name in d.path[:-1] for form in forms(name)}
    for form in sorted(above, key=len, reverse=True):
        if text.endswith(form, 0, start):
            start -= len(form)
            divisions = [d for d in divisions if any(form in forms(name) for name in d.path[:-1])]
            return _extend_outwards(text, start, divisions, form)
    return start, divisions


def _extend_outwards(text: str, start: int, divisions: list[Division], inner: str) -> tuple[int, list[Division]]:
    """One more step out: of (浙江省, 舟山市, 定海区) with 舟山市 read, 浙江省."""
    outer = {form for d in divisions if inner not in forms(d.path[0]) for form in forms(d.path[0])}
    for form in sorted(outer, key=len, reverse=True):
        if text.endswith(form, 0, start):
            return start - len(form), [d for d in divisions if form in forms(d.path[0])]
    return start, divisions


def candidates(name: str) -> tuple[Division, ...]:
    """Every division, of whatever year, that a name, a short form or a run of names can mean."""
    folded = fold(name.strip())
    reading = read_before(folded, len(folded))
    return reading.divisions if reading is not None and reading.start == 0 else ()


def choose(divisions: Iterable[Division], *, context: Collection[str] = (), year: int | None = None) -> Division | None:
    """The one division meant among those of one name: by year, by who owns the short form, by context; else None."""
    left = one_per_path(divisions, year)
    if len(left) > 1:
        left = _owners(left)
    if len(left) > 1 and context:
        named = {fold(place) for place in context}
        near = [sum(any(f in named for f in forms(name)) for name in d.path[:-1]) for d in left]
        left = [d for d, count in zip(left, near, strict=True) if count and count == max(near)]
    return left[0] if len(left) == 1 else None


def one_per_path(divisions: Iterable[Division], year: int | None = None) -> list[Division]:
    """Those that stood in the year (by default: that stand today), or all if none did; the latest of each path."""
    every = list(divisions)
    standing = [d for d in every if d.until is None] if year is None else [d for d in every if d.stood_in(year)]
    if not standing:
        standing = _last_of_one_line(every)
    # In the year of a change the division that began comes before the one that ended: 涪陵市 of 1995 is the prefecture.
    if any(d.since == year for d in standing):
        standing = [d for d in standing if d.until != year]
    paths: dict[tuple[str, ...], list[Division]] = {}
    for division in standing or every:
        paths.setdefault(division.path, []).append(division)
    latest = [_latest(same) for same in paths.values()]
    # 重庆市 of 1997 is the municipality, not the city of 四川 that ended that year.
    names = {d.name for d in latest if d is not None and d.until is None and d.level == "省级"}
    return [d for d in latest if d is not None and (d.until is None or d.name not in names)]


def _last_of_one_line(former: list[Division]) -> list[Division]:
    """The last that bore the name, where all were one place: what became of it became of all before it."""
    last = [d for d in former if d.until == max(o.until or LAST_YEAR for o in former)]
    heirs = {heir for d in last for heir in successors(d)}
    return last if all(heirs.issubset(successors(d)) for d in former) else []


def _owners(divisions: list[Division]) -> list[Division]:
    """Those that own the name: a province (吉林), a capital (西安), the city that contains the others (长沙市, not 长沙县)."""
    for rank in (lambda d: d.level == "省级", _is_singled_out):
        owners = [d for d in divisions if rank(d)]
        if len(owners) == 1:
            return owners
    outermost = [d for d in divisions if all(o.path[: len(d.path)] == d.path for o in divisions)]
    return outermost or divisions


def _is_singled_out(division: Division) -> bool:
    return division.level == "地市级" and (division.code.endswith("0100") or division.code in SINGLED_OUT_CITIES)


def _latest(divisions: list[Division]) -> Division | None:
    return max(divisions, key=lambda d: (d.until or LAST_YEAR, d.since), default=None)
