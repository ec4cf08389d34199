"""Numbers with a unit behind them: 1,480件, 三百余人次, 4000余万元, 10-20件, 百分之九十.

All of it on folded text. What is no amount of anything (第3次, 五届三次会议, 一件提案 as such) is left out here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from indexer.describe.numerals import read_amount
from indexer.figures.figure import Number

_SCALES: Final = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_UNITS: Final = (
    r"人次|件次|条次|篇次|场次|批次|户次|家次|个百分点|件(?!套)|条(?!例)|篇|期(?![间内末])|份(?!额)|次(?!会议|全会|全体|代表)|场(?![所馆])"
    r"|个(?!月|工作日|百分)|项|户|家(?!庭)|人(?![大民员均口数士才力])|名|位(?!于)|批|辑|册|部(?![门队分])|本(?!届)|卷|字|元(?!旦)|起"
    r"|%|成(?![员立为果效功就本分长都绩年人熟交])"
)
_DIGITS: Final = "0123456789〇零一二三四五六七八九十两百千万亿"
_QUANTITY: Final = re.compile(
    rf"[0-9〇零一二三四五六七八九十两百千](?:[{_DIGITS},.]{{0,24}}[{_DIGITS}])?"
    rf"(?:%?(?:-+|~+|—+|–|至|到)[{_DIGITS}](?:[{_DIGITS},.]{{0,24}}[{_DIGITS}])?)?"
    rf"[余多来几]?[十百千万亿]{{0,3}}[余多]?(?P<unit>{_UNITS})"
)
"""Begins with a plain set of characters, which the engine of ``re`` skips to; bounded, for texts may be hostile."""
_PERCENT: Final = re.compile(r"百分之([0-9.〇零一二三四五六七八九十百点]{1,12})")
_PARTS: Final = re.compile(
    r"(?P<low>[^余多来几%~—–至到-]+)%?(?:(?:-+|~+|—+|–|至|到)(?P<high>[^余多来几]+?))?(?P<some>[余多来几])?(?P<scale>[十百千万亿]*)(?P<more>[余多])?"
)
_WRITTEN: Final = re.compile(r"(?:(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?)([百千万亿]*)")
_BEFORE: Final = re.compile(
    r"(?:(?P<超>超过|超|逾|突破|多于)|(?P<近>将近|接近|近)|(?P<约>大约|大概|约)|(?P<以上>不少于|不低于|至少)|(?P<以下>不超过|不多于|低于))$"
)
_BEHIND: Final = re.compile(
    r"(?:(?P<以上>以上|之上)|(?P<以下>以下|以内|之内)|(?P<左右>左右|上下)|(?P<多>多(?!次|年|个|家|方)))"
)
_ORDINAL: Final = frozenset("第届号〔[№.,、-数几")
_SESSION: Final = re.compile(r"届[一二三四五六七八九十\d]*(?:次、)?$")
_PAIR: Final = re.compile(r"(一二|二三|两三|三四|三五|四五|五六|六七|七八|八九)")
_TENTH: Final = 10


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
    found = [match.start() for match in _QUANTITY.finditer(folded)]
    if "百分之" in folded:
        found = sorted({*found, *(match.start() for match in _PERCENT.finditer(folded))})
    return found


def quantities(folded: str) -> Iterator[Quantity]:
    """Every quantity of a folded text, in order."""
    found = (_read(folded, match) for match in _QUANTITY.finditer(folded))
    plain = [each for each in found if each is not None]
    if "百分之" in folded:
        percents = (_read_percent(folded, match) for match in _PERCENT.finditer(folded))
        told = [each for each in percents if each is not None]
        plain = sorted([*(each for each in plain if not _within(each, told)), *told], key=lambda each: each.start)
    yield from plain


def _within(quantity: Quantity, others: list[Quantity]) -> bool:
    return any(other.start < quantity.end and quantity.start < other.end for other in others)


def _read(folded: str, match: re.Match[str]) -> Quantity | None:
    start, end, unit = match.start(), match.end(), match["unit"]
    before = folded[start - 1] if start else ""
    if before and before in _DIGITS:
        return None  # the end of a run of digits that is longer than any amount
    if before in _ORDINAL and before and not (before in ".,、" and _is_list(folded, start)):
        return None
    if unit == "次" and _SESSION.search(folded, max(0, start - 8), start):
        return None
    parts = _PARTS.fullmatch(folded[start : match.start("unit")])
    ends = _ends(parts) if parts is not None else None
    if ends is None or parts is None:
        return None
    low, high = ends
    if unit == "成":
        low, high, unit = low * _TENTH, high * _TENTH, "%"
    return _quantity(
        folded,
        start,
        end,
        low,
        high,
        unit,
        "余" if parts["more"] == "余" or parts["some"] == "余" else "多" if parts["some"] or parts["more"] else "",
    )


def _is_list(folded: str, start: int) -> bool:
    """Whether the mark before a number separates it from other things: 立案,10件 and not 3.10件."""
    return start < 2 or not folded[start - 2].isdigit() or folded[start - 1] == "、"


def _quantity(folded: str, start: int, end: int, low: Number, high: Number, unit: str, said: str) -> Quantity:
    qualifier, whole, rest = said, start, end
    ahead = _BEFORE.search(folded, max(0, start - 4), start)
    if ahead is not None and ahead.lastgroup is not None:
        qualifier, whole = qualifier or ahead.lastgroup, ahead.start()
    behind = _BEHIND.match(folded, end)
    if behind is not None and behind.lastgroup is not None:
        qualifier, rest = qualifier or behind.lastgroup, behind.end()
    return Quantity(start, end, low, high, unit, qualifier, whole, rest)


def _read_percent(folded: str, match: re.Match[str]) -> Quantity | None:
    whole, _, fraction = match[1].replace(".", "点").partition("点")
    number = _number(whole)
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


def _ends(parts: re.Match[str]) -> tuple[Number, Number] | None:
    """Low and high of a number or a range, with 万 and 亿 multiplied in; None where it is no amount."""
    scale = 1
    for each in parts["scale"]:
        scale *= _SCALES[each]
    if parts["high"]:
        low, high = _number(parts["low"]), _number(parts["high"])
        if low is None or high is None:
            return None
        behind = _WRITTEN.fullmatch(parts["high"])
        if behind is not None and behind[3] and low < high and low * _SCALES[behind[3][0]] <= high:
            low *= _SCALES[behind[3][0]]  # 3-5万
        return (low * scale, high * scale) if low < high else None
    pair = _PAIR.search(parts["low"])
    if pair is not None:
        ends = [read_amount(parts["low"][: pair.start()] + each + parts["low"][pair.end() :]) for each in pair[0]]
        low, high = ends
        return None if low is None or high is None else (low * scale, high * scale)
    number = _number(parts["low"])
    return None if number is None else (_exact(number * scale), _exact(number * scale))


def _number(written: str) -> Number | None:
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return 0 if written in ("〇", "零") else read_amount(written)
    value: Number = int(match[1].replace(",", ""))
    if match[2]:
        value = Decimal(match[1].replace(",", "") + match[2])
    for each in match[3]:
        value *= _SCALES[each]
    return _exact(value)


def _exact(number: Number) -> Number:
    return int(number) if number == number // 1 else number
