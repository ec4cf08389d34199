"""Numbers and years as Chinese reports write them: 2023年, 二〇二三年, 二零二三年, 十六届.

Everything here reads folded text (see ``indexer.fold``), in which full-width digits are plain ones and ○ is 〇.
"""

from __future__ import annotations

import re
from typing import Final

FIRST_YEAR: Final = 1949
LAST_YEAR: Final = 2099
"""Years outside these bounds are misprints, not years of reports."""

_DIGITS: Final = {
    **{digit: value for value, digit in enumerate("〇一二三四五六七八九")},
    **dict.fromkeys("零○oο", 0),
}
_SCALES: Final = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_TEN: Final = 10
_WAN: Final = 10**4
_CHINESE: Final = "〇一二三四五六七八九"

NUMBER: Final = r"(?:[一二三四五六七八九]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九]|\d{1,2})"
"""Pattern of 1–99, in Chinese or in digits; not a group."""

YEAR: Final = r"(?<![\d〇零一二三四五六七八九])(?:(?:19|20)\d\d|[一二][〇○零oο九][〇○零oο一二三四五六七八九]{2})(?!\d)"
"""Pattern of a year of four figures, without 年; not a group. A year with lost or masked figures does not match."""

NUMBERED_YEAR: Final = re.compile(r"[\d〇○零oο一二三四五六七八九]年")
"""The end of every ``YEAR`` with its 年, found in a tenth of the time."""


def read_year(written: str) -> int | None:
    """The year that ``written`` (folded, four figures, no 年) names, or None where it is none of ours."""
    if written.isdecimal():
        year = int(written)
    else:
        year = 0
        for character in written:
            digit = _DIGITS.get(character)
            if digit is None:
                return None
            year = year * 10 + digit
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def read_number(written: str) -> int | None:
    """1–99 as ``NUMBER`` writes it (folded), else None."""
    if written.isdecimal():
        return int(written) or None
    tens, ten, ones = written.replace("廿", "二十").partition("十")
    if not ten:
        return _DIGITS.get(written) if len(written) == 1 else None
    high = _DIGITS.get(tens) if tens else 1
    low = _DIGITS.get(ones) if ones else 0
    return None if high is None or low is None else high * 10 + low


def read_amount(written: str) -> int | None:
    """Any whole number in Chinese (folded): 三百二十, 两百, 一万二千, 十五; None where it is none (三九, 百百).

    A figure right behind 百, 千, 万 or 亿 is of the next lower place: 两万五 is 25,000, for places that are skipped must be named by
    零 (两万零五). Figures one after another without 十, 百 … are no amount but a year or a number of something: None.
    """
    total = section = digit = 0
    place = 1
    last_scale = 10**9
    for character in written.replace("两", "二").replace("廿", "二十").replace("卅", "三十"):
        value = _DIGITS.get(character)
        if value is not None:
            if digit:
                return None
            digit = value
            place = place if value else 1
            continue
        scale = _SCALES.get(character)
        if scale is None:
            return None
        if scale >= _WAN:
            section += digit * place
            total = (total + section) * scale if scale > _WAN or not total else total + section * scale
            section, last_scale = 0, 10**9
        else:
            if scale >= last_scale or (not digit and scale != _TEN):
                return None
            section += (digit or 1) * scale
            last_scale = scale
        digit, place = 0, scale // _TEN
    return (total + section + digit * place) or None


def write_number(number: int) -> str:
    """1–99 in Chinese: 16 → 十六.

    Raises ValueError for other numbers.
    """
    if not 0 < number < 100:
        raise ValueError(f"{number} is not between 1 and 99")
    high, low = divmod(number, 10)
    tens = "" if high == 0 else "十" if high == 1 else _CHINESE[high] + "十"
    return tens + (_CHINESE[low] if low else "")
