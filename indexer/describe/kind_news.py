"""News of meetings, told by their first sentences: a dateline, a day, and that something was held."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from indexer.describe.kind_texts import HEAD_TITLES, READ_OUT, SALUTATION
from indexer.describe.lines import Line
from indexer.models import Evidence

_DATELINE: Final = (
    r"(?:[(]?(?:本[报网台刊]|[一-鿿]{2,6}网)[^。]{0,16}讯[^。]{0,30}?|新华社.{2,16}电.{0,16}|[^。,【]{0,10})?"
)
_HELD: Final = r"(?:召开|举行|开幕|闭幕|开会)"
_NEWS: Final = re.compile(
    rf"^{_DATELINE}(?:(?:19|20)\d\d年)?\d{{1,2}}月\d{{1,2}}日(?:上午|下午|晚|早上)?(?:至\d{{1,2}}日)?,(?!我)[^。]{{4,70}}{_HELD}"
    rf"|^[^。:!]{{0,60}}(?:会议|全会|大会)(?!,?于)[^。:!]{{0,12}}?(?:(?<![年月\d至])\d{{1,2}}日(?:上午|下午|晚)?|昨(?:天|日|晚))[^。:!]{{0,24}}{_HELD}(?!的|以来|后|前)"
    rf"|^[^。:!]{{0,60}}(?:会议|全会|大会)[^。:!]{{0,30}}?(?<![年月至定拟一二三十])(?:[一二]?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])日(?:上午|下午|晚)[^。:!]{{0,24}}{_HELD}(?!的|以来|后|前)"
    rf"|^昨(?:天|日|晚)(?:上午|下午)?,(?!我)[^。:!]{{4,70}}{_HELD}(?!的|以来|后|前)"
    rf"|^(?:[(]?(?:本[报网台刊]|[一-鿿]{{2,6}}网)[^。]{{0,16}}讯|新华社.{{2,16}}电)[^。]{{0,120}}(?:会议|全会|大会)[^。]{{0,40}}{_HELD}"
)
"""The sentence that news of a meeting begin with: its day and that it was held, behind a dateline or not."""
_ATTENDED: Final = re.compile(
    rf"^{_DATELINE}(?:(?:19|20)\d\d年)?\d{{1,2}}月\d{{1,2}}日(?:上午|下午|晚)?,[^。]{{4,110}}"
    r"(?:来到|参加|深入|列席|出席)[^。]{2,40}(?:代表团|审议|讨论|联组会|会议)"
)
_ENTRY: Final = re.compile(r"^【(?!本[报网台刊]|[^】]{0,10}讯)")
"""An entry of a yearbook, which tells of a year's meetings; 【本报讯】 is a dateline."""
_STILL_TO_COME: Final = re.compile(r"(?:将于|定于|拟于|将在|即将)[^。]{0,40}$")


def kind_of_news(head: Sequence[Line]) -> tuple[str, Evidence] | None:
    """1月10日上午，政协……会议在……开幕; who greets the members opens or closes the session, and gives no news of it."""
    for line in head[:HEAD_TITLES]:
        if SALUTATION.search(line.flat) or READ_OUT.search(line.flat):
            return None
        if _ENTRY.search(line.flat):
            continue
        match = _NEWS.search(line.flat) or _ATTENDED.search(line.flat)
        if match is not None and not _STILL_TO_COME.search(match[0]):
            return "会议新闻", line.quote(match.start(), match.end())
    return None
