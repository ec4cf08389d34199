"""What a title says about years: 2023年工作总结, 2025年政府工作报告, 2022年预算执行情况和2023年预算草案的报告."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from indexer.describe.clues import YearClue, clue_from
from indexer.describe.lines import Line
from indexer.describe.numerals import YEAR
from indexer.describe.review_spans import SPAN_SIGN

_ALONE: Final = rf"(?!{SPAN_SIGN}[12一二])"
REVIEWED: Final = re.compile(
    rf"({YEAR})年度?{_ALONE}[^。]{{0,14}}?(?:综述|总结|小结|回眸|回顾|纪实|侧记|扫描|亮点|巡礼|答卷)|({YEAR})年度.{{0,20}}(?:报告|总结|综述)"
    rf"|(?:综述|总结|报告)[(]?({YEAR})年度[)]?$"
    rf"|(?:回眸|回望|回首|盘点|数说|奋进|印记)[·:]?({YEAR})(?!年?{SPAN_SIGN}[12一二])"
    rf"|({YEAR})(?:年终|年度)?(?:回眸|回望|回首|回顾|盘点|印记|履职|答卷)"
)
_SHORT: Final = re.compile(r"(?<![\d〇零一二三四五六七八九第])([089]\d)年度?工作(?:总结|小结|回顾|综述|情况)")
WORKED: Final = re.compile(rf"({YEAR})年(?:的)?(?:提案)?(?:办理)?工作(?:情况)?(?:的)?报告")
GIVEN: Final = re.compile(
    rf"({YEAR})年(?!度){_ALONE}.{{0,24}}工作(?:的)?报告|工作报告[(]?({YEAR})(?!年度)(?!年?{SPAN_SIGN}[12一二])年?[)]?"
)
EXECUTED: Final = re.compile(
    rf"({YEAR})年(?!重点工作|工作要点|计划)[^。]{{0,28}}?(?:(?<!安排)(?<!部署)(?<!计划)情况|决算|审计|收支|年度报告|年报|(?:统计|环境状况|环境质量|水资源)公报)"
)
"""Yearly statements that are no report on a body's work: 2022年预算执行情况, 2023年法治政府建设情况."""
HALF: Final = re.compile(rf"({YEAR})年(?:上半年|前三季度|[1一]至?-?[6六]月)")
DRAFTED: Final = re.compile(rf"执行情况.{{0,4}}?({YEAR})年.{{0,24}}?(?:草案|计划|安排)")
_BRACKETED: Final = re.compile(rf"[(]({YEAR})年(度)?[)]")
_BRACKET_LINES: Final = 4
_LOOKS_BACK: Final = re.compile(r"(?:总结|小结|综述|纪实|侧记|回顾|回眸|巡礼)$")
ANY_YEAR: Final = re.compile(rf"({YEAR})年")


def title_clue(title: Line | None, pattern: re.Pattern[str]) -> YearClue | None:
    """The year that ``pattern`` finds in the title."""
    match = pattern.search(title.flat) if title is not None else None
    return clue_from(title, match) if title is not None and match is not None else None


def bracketed_year(title: Line | None, head: Sequence[Line]) -> YearClue | None:
    """The year of the work on a line of its own under the title: (1999年度); (1999年) under a review."""
    for line in head[:_BRACKET_LINES] if title is not None else ():
        match = _BRACKETED.fullmatch(line.flat)
        if match is not None and title is not None and (match[2] or _LOOKS_BACK.search(title.flat)):
            return clue_from(line, match)
    return None


def short_year(title: Line | None) -> YearClue | None:
    """98年工作总结, 03年工作总结."""
    match = _SHORT.search(title.flat) if title is not None else None
    if title is None or match is None:
        return None
    short = int(match[1])
    return YearClue((2000 if short < 10 else 1900) + short, title.quote(match.start(), match.end()))
