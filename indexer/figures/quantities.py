"""Numbers with a unit behind them: 1,480件, 三百余人次, 4000余万元, 10-20件, 百分之九十.

All of it on folded text. What is no amount of anything (第3次, 五届三次会议, 一件提案 as such) is left out here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from indexer.figures.amounts import PARTS, ends, is_round, number_of
from indexer.figures.figure import Number

_UNITS: Final = (
    r"人次|件次|条次|篇次|场次|批次|户次|家次|个百分点|件(?!套)|条(?!例)|篇|期(?![间内末])|份(?!额)|次(?!会议|全会|全体|代表)|场(?![所馆])"
    r"|个(?!月|工作日|百分)|项|户|家(?!庭)|人(?![大民员均口数士才力])|名|位(?!于)|批|辑|册|部(?![门队分])|本(?!届)|卷|字|元(?!旦)|起"
    r"|%|成(?:[一二三四五六七八九半](?=[,、。;:!?()以之左上至到的和与]|$)|(?![员立为果效功就本分长都绩年人熟交一二三四五六七八九半]))"
)
_DIGITS: Final = "0123456789〇零一二三四五六七八九十两百千万亿廿卅"
_QUANTITY: Final = re.compile(
    rf"[0-9〇零一二三四五六七八九十两百千万亿廿卅](?:[{_DIGITS},.]{{0,24}}[{_DIGITS}])?"
    rf"(?:%?(?:-+|~+|—+|–|至|到)[{_DIGITS}](?:[{_DIGITS},.]{{0,24}}[{_DIGITS}])?)?"
    rf"[余多来几]?[十百千万亿]{{0,3}}[余多]? {{0,2}}(?P<unit>{_UNITS})"
)
"""Begins with a plain set of characters, which the engine of ``re`` skips to; bounded, for texts may be hostile."""
_PERCENT: Final = re.compile(r"百分(?:之([0-9.〇零一二三四五六七八九十百点]{1,12})|(?P<all>百))")
_FORMAL_RUN: Final = re.compile("[壹贰叁肆伍陆柒捌玖拾佰仟零万亿]{2,24}")
_FORMAL: Final = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
"""As in accounts; read only in runs that hold a 拾, 佰 or 仟, for 伍 alone is a name or a 队伍."""
_MORE: Final = {"几": "多", "来": "约"}
"""Behind the number, before its unit or 万: 十几件, 百来件."""
_TO: Final = re.compile("(?:-+|~+|—+|–|至|到)")
_RISES: Final = re.compile("[由从自]$")
_BEFORE: Final = re.compile(
    r"(?:(?P<超>超过|超|逾|突破|多于)|(?P<近>将近|接近|(?<![最附邻靠])近)|(?P<约>大约|大概|(?<![节公契制预签合])约)|(?P<以上>不少于|不低于|不下于?|至少)|(?P<以下>不超过|不多于|低于))$"
)
_ABOUT: Final = re.compile(r"(?:(?P<以上>(?<![网线会以身路车船天世早晚百千])上)|(?P<超>(?<![通经])过))$")
"""Before 百, 千, 万 and 亿 alone only: 上百件, 立案过百件; not 网上百件, 通过百件, 成百上千件."""
_BEHIND: Final = re.compile(
    r"(?:(?P<以上>以上|之上)|(?P<以下>以下|以内|之内)|(?P<左右>左右|上下)|(?P<多>多(?!次|年|个|家|方)))"
)
_ORDINAL: Final = frozenset("第届号〔[№.,、-数几")
_SESSION: Final = re.compile(r"届[一二三四五六七八九十\d]*(?:次、)?$")
_TENTH: Final = 10
_TENTHS: Final = {"半": 5, **{digit: value for value, digit in enumerate("一二三四五六七八九", 1)}}
"""What may stand behind 成: 九成五 is 95 %."""
_BARE: Final = re.compile(r"分别[^,;:。、\d]{0,12}(?P<numbers>(?:\d+(?:\.\d+)?[、和与及]){1,12})$")
_PLAIN_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_MARK: Final = re.compile("[、和与及]")
_LIST_LENGTH: Final = 80
"""Characters before a number in which others of its list are looked for."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number with its unit; offsets into the text that was searched."""

    start: int
    end: int
    low: Number
    high: Number
    unit: str
    qualifier: str
    whole: int
    """Where the whole of it begins, a word before the number (近四百件) included."""
    rest: int
    """Where what follows begins, behind 以上 or 左右."""


def places(folded: str) -> list[int]:
    """Where numbers with a unit may stand, in order; quicker than reading them, and more than there are."""
    folded = _plain(folded)
    found = [match.start() for match in _QUANTITY.finditer(folded)]
    if "百分" in folded:
        found = sorted({*found, *(match.start() for match in _PERCENT.finditer(folded))})
    return found


def quantities(folded: str) -> Iterator[Quantity]:
    """Every quantity of a folded text, in order."""
    folded = _plain(folded)
    found = (_read(folded, match) for match in _QUANTITY.finditer(folded))
    plain = [each for each in found if each is not None]
    if "百分" in folded:
        percents = (_read_percent(folded, match) for match in _PERCENT.finditer(folded))
        told = [each for each in percents if each is not None]
        plain = sorted([*(each for each in plain if not _within(each, told)), *told], key=lambda each: each.start)
    yield from _joined(folded, _sharing(folded, plain))


def _plain(folded: str) -> str:
    """The text with 壹佰贰拾 written 一百二十; as long as before."""
    if not any(character in folded for character in "拾佰仟"):
        return folded
    return _FORMAL_RUN.sub(
        lambda run: run[0].translate(_FORMAL) if any(each in run[0] for each in "拾佰仟") else run[0], folded
    )


def _sharing(folded: str, plain: list[Quantity]) -> list[Quantity]:
    """The quantities, and before each the numbers of a list that share its unit: 分别提高5、6和2个百分点, 5个、6个和2个百分点."""
    found: list[Quantity] = []
    for this in plain:
        earlier = len(found) - 1
        while this.unit == "个百分点" and earlier >= 0 and found[earlier].unit == "个":
            following = found[earlier + 1] if earlier + 1 < len(found) else this
            if not _MARK.fullmatch(folded, found[earlier].rest, following.whole):
                break
            found[earlier] = replace(found[earlier], unit=this.unit)
            earlier -= 1
        bare = _BARE.search(folded, max(0, this.whole - _LIST_LENGTH), this.whole)
        if bare is not None:
            for match in _PLAIN_NUMBER.finditer(folded, bare.start("numbers"), this.whole):
                number = number_of(match[0])
                if number is not None:
                    found.append(_quantity(folded, match.start(), match.end(), number, number, this.unit, ""))
        found.append(this)
    return found


def _joined(folded: str, plain: list[Quantity]) -> Iterator[Quantity]:
    """The quantities, 200件至220件 as one; 由200件到220件 is what something rose from and to."""
    last: Quantity | None = None
    for this in plain:
        if last is not None and last.unit == this.unit and last.high < this.low:
            near = _TO.fullmatch(folded, last.rest, this.whole) is not None
            if near and _RISES.search(folded, max(0, last.whole - 1), last.whole) is None:
                said = last.qualifier or this.qualifier
                last = replace(last, end=this.end, high=this.high, qualifier=said, rest=this.rest)
                continue
        if last is not None:
            yield last
        last = this
    if last is not None:
        yield last


def _within(quantity: Quantity, others: list[Quantity]) -> bool:
    return any(other.start < quantity.end and quantity.start < other.end for other in others)


def _read(folded: str, match: re.Match[str]) -> Quantity | None:
    start, end, unit = match.start(), match.end(), match["unit"]
    if not _may_begin(folded, start):
        return None
    if unit == "次" and _SESSION.search(folded, max(0, start - 8), start):
        return None
    parts = PARTS.fullmatch(folded[start : match.start("unit")].rstrip())
    both = ends(parts) if parts is not None else None
    if both is None or parts is None:
        return None
    low, high = both
    if unit[0] == "成":
        if high > _TENTH or (unit[1:] and low != high):
            return None
        low, high = (each * _TENTH + _TENTHS.get(unit[1:], 0) for each in both)
        unit = "%"
    said = parts["more"] or parts["some"] or ""
    quantity = _quantity(folded, start, end, low, high, unit, _MORE.get(said, said))
    return _about(folded, quantity) if is_round(parts) and not quantity.qualifier else quantity


def _about(folded: str, quantity: Quantity) -> Quantity | None:
    """百 alone as 上 or 过 say about how much it is; None where nothing does (百件实事)."""
    ahead = _ABOUT.search(folded, max(0, quantity.whole - 2), quantity.whole)
    if ahead is None or ahead.lastgroup is None:
        return None
    return replace(quantity, qualifier=ahead.lastgroup, whole=_before_spaces(folded, ahead.start()))


def _may_begin(folded: str, start: int) -> bool:
    """Whether an amount may begin there: not the end of a longer run of digits (12 345), nor the number of something."""
    at = _before_spaces(folded, start)
    before = folded[at - 1] if at else ""
    if not before:
        return True
    if before in _DIGITS:
        return False
    if before == "-" and at > 1 and folded[at - 2] in "件篇条元次人%成":
        return True  # 200件-220件
    return before not in _ORDINAL or (before in ".,、" and _is_list(folded, at))


def _before_spaces(folded: str, at: int) -> int:
    return len(folded[max(0, at - 2) : at].rstrip(" ")) + max(0, at - 2)


def _is_list(folded: str, start: int) -> bool:
    """Whether the mark before a number separates it from other things: 立案,10件 and not 3.10件."""
    return start < 2 or not folded[start - 2].isdigit() or folded[start - 1] == "、"


def _quantity(folded: str, start: int, end: int, low: Number, high: Number, unit: str, said: str) -> Quantity:
    qualifier, whole, rest = said, start, end
    whole = _before_spaces(folded, start)
    ahead = _BEFORE.search(folded, max(0, whole - 4), whole)
    if ahead is not None and ahead.lastgroup is not None:
        qualifier, whole = qualifier or ahead.lastgroup, _before_spaces(folded, ahead.start())
    rest = _behind_spaces(folded, end)
    behind = _BEHIND.match(folded, rest)
    if behind is not None and behind.lastgroup is not None:
        qualifier, rest = qualifier or behind.lastgroup, _behind_spaces(folded, behind.end())
    return Quantity(start, end, low, high, unit, qualifier, whole, rest)


def _behind_spaces(folded: str, at: int) -> int:
    return at + len(folded[at : at + 2]) - len(folded[at : at + 2].lstrip(" "))


def _read_percent(folded: str, match: re.Match[str]) -> Quantity | None:
    if match["all"] or match[1] == "百":
        return _quantity(folded, match.start(), match.end(), 100, 100, "%", "")
    whole, _, fraction = match[1].replace(".", "点").partition("点")
    number = number_of(whole)
    if number is None:
        return None
    if fraction:
        digits = "".join(
            str("〇一二三四五六七八九".find(each)) if not each.isdigit() else each
            for each in fraction.replace("零", "〇")
        )
        if "-" in digits:
            return None
        number = Decimal(f"{number}.{digits}")
    return _quantity(folded, match.start(), match.end(), number, number, "%", "")
