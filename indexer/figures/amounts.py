"""How much is written: 1,480, 三百余, 4000万, 10-20, 三十至四十, 1亿2千万; exact, in whole numbers where they are whole."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from indexer.describe.numerals import read_amount
from indexer.figures.figure import Number

_SCALES: Final = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
PARTS: Final = re.compile(
    r"(?P<low>[^余多来几%~—–至到-]+)%?(?:(?:-+|~+|—+|–|至|到)(?P<high>[^余多来几]+?))?(?P<some>[余多来几])?(?P<scale>[十百千万亿]*)(?P<more>[余多])?"
)
"""A number without its unit, or a range."""
_ROUND: Final = re.compile(r"[百千]?[万亿]|[百千]")
_WRITTEN: Final = re.compile(r"(?:(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?)([百千万亿]*)")
_PAIR: Final = re.compile(r"(一二|二三|两三|三四|三五|四五|五六|六七|七八|八九)")
_TEN: Final = 10
_PIECE: Final = re.compile(r"(\d+(?:\.\d+)?)|([百千])|([万亿])")


def ends(parts: re.Match[str]) -> tuple[Number, Number] | None:
    """Low and high of a number or a range, with 万 and 亿 multiplied in; None where it is no amount. A bare 百 (百余件) is 100."""
    scale = 1
    for each in parts["scale"]:
        scale *= _SCALES[each]
    if parts["high"]:
        own = _own_scale(parts)
        if own is not None:
            return own
        low, high = number_of(parts["low"]), number_of(parts["high"])
        if low is None or high is None:
            return None
        behind = _WRITTEN.fullmatch(parts["high"])
        if behind is not None and behind[3] and low < high and low * _SCALES[behind[3][0]] <= high:
            low *= _SCALES[behind[3][0]]  # 3-5万
        return (low * scale, high * scale) if low < high else None
    pair = _PAIR.search(parts["low"])
    if pair is not None:
        pair_ends = [read_amount(parts["low"][: pair.start()] + each + parts["low"][pair.end() :]) for each in pair[0]]
        low, high = pair_ends
        return None if low is None or high is None else (low * scale, high * scale)
    number = number_of(f"一{parts['low']}" if is_round(parts) else parts["low"])
    return None if number is None else (_exact(number * scale), _exact(number * scale))


def is_round(parts: re.Match[str]) -> bool:
    """Whether a number is 百, 千, 万 or 亿 alone (百余, 近千万): one only where it is said to be about as much, else a name (百件实事)."""
    return not parts["high"] and _ROUND.fullmatch(parts["low"]) is not None


def _own_scale(parts: re.Match[str]) -> tuple[Number, Number] | None:
    """三十至四十, 一百二十至一百五十 (万): 十, 百 and 千 are the high end's own where the low end is not one digit that shares them
    (三至五百); None where they are shared."""
    tens = parts["scale"].rstrip("万亿")
    low, high = number_of(parts["low"]), number_of(parts["high"] + tens)
    shared = len(parts["low"]) == len(parts["high"]) == 1 and (number_of(parts["high"]) or 0) > (low or 0)
    if not tens or shared or low is None or high is None:
        return None
    scale = 1
    for each in parts["scale"][len(tens) :]:
        scale *= _SCALES[each]
    low *= 1 if parts["low"][-1] in "万亿" else scale
    return (low, high * scale) if low < high * scale else None


def number_of(written: str) -> Number | None:
    """The value of one number; None where it is none."""
    match = _WRITTEN.fullmatch(written)
    if match is None:
        mixed = _mixed(written) if written[:1].isdigit() else None
        return mixed if mixed is not None else 0 if written in ("〇", "零") else read_amount(written)
    value: Number = int(match[1].replace(",", ""))
    if match[2]:
        value = Decimal(match[1].replace(",", "") + match[2])
    for each in match[3]:
        value *= _SCALES[each]
    return _exact(value)


def _mixed(written: str) -> Number | None:
    """1亿2千万, 2千3百, 1万2000: digits and 百, 千, 万, 亿 in turn; 1千5 as ``read_amount`` reads 一千五. None where they do not go
    down (2万3亿) or leave the last figure's place open (1千50)."""
    pieces = [*_PIECE.finditer(written)]
    if "".join(piece[0] for piece in pieces) != written:
        return None
    total: Number = 0
    section: Number = 0
    number: Number | None = None
    last, least = 10**13, 10**5
    for piece in pieces:
        if piece[1]:
            number = Decimal(piece[1]) if "." in piece[1] else int(piece[1])
            continue
        scale = _SCALES[piece[0]]
        if piece[2]:
            if number is None or scale >= least or number >= _TEN:
                return None
            section, least = section + number * scale, scale
        else:
            part = section + (number or 0)
            if not part or scale >= last:
                return None
            total, section, last, least = total + part * scale, 0, scale, 10**5
        number = None
    open_place = min(last, least)
    if number is not None and len(pieces[-1][0]) == 1 and "." not in written:
        number *= open_place // _TEN
    if number is not None and not open_place // _TEN <= number < open_place:
        return None
    return _exact(total + section + (number or 0))


def _exact(number: Number) -> Number:
    return int(number) if number == number // 1 else number
