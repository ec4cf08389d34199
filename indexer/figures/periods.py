"""The time a figure is about: the sentence's own (2022年, 五年来, 十四五期间), else what goes on in its paragraph, else the report's.

A time whose years are not told (建立以来, 历年, 三十多年来) is of no year: what is said of it is a total of years unknown.
"""

from __future__ import annotations

import re
from typing import Final

from indexer.describe.numerals import NUMBER, YEAR, read_number, read_year
from indexer.figures.figure import Period
from indexer.models import Metadata

_TO: Final = "[-—–~至到]+"
_MONTH: Final = r"(?:1[012]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_SPAN: Final = (
    rf"(?P<first>{YEAR})年?度?(?:(?P<from>{_MONTH})月)?(?:{_TO}|以来至)(?P<last>{YEAR})年(?:(?P<until>{_MONTH})月)?"
)
_TOGETHER: Final = r"(?:一共|总共|共|累计|合计|总计)"
_LISTED: Final = rf"(?P<listed>{YEAR}年?(?:[、和与及]{YEAR}年?){{1,9}})(?:[二两三四五六]年)?间?(?={_TOGETHER})"
_PART: Final = (
    rf"(?:(?P<in>{YEAR})年度?|(?P<of>今年|去年))?(?:"
    rf"(?P<months>(?<!\d)(?P<month>{_MONTH})(?:月份?)?{_TO}(?P<to>{_MONTH})月份?|前(?:1[01]|[2-9]|十一?|[二两三四五六七八九])个?月|(?<!\d){_MONTH}月份?(?=,))"
    r"|(?P<part>(?:全会|大会|会议|两会|闭会)期间|闭会后|上半年(?:[、和与]下半年)?|下半年"
    rf"|(?:(?P<quarter>[一二三1-3])(?:季度)?{_TO}(?P<fourth>[二三四2-4])|前[二两三23]个?|第?[一二三四1-4](?:季度[、和与]第?[二三四2-4])*)季度))"
)
_SINCE: Final = r"(?:以来|[至迄]今|到现在|[至到]目前|(?:起|开始)(?=[,至、已共累]))"
_NOTHING_NEW: Final = r"(?<!长期)(?<!一直)以来(?![的最首第新])"
"""以来 that tells when something began, which 长期以来 and 以来的最高水平 do not."""
_MANY: Final = r"[二两三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?|[1-9]\d|[2-9]"
_CLAUSE: Final = r"(?:^|(?<=[,;:。!?(自从在]))"
_FREE: Final = r"(?:^|(?<=[,;:。!?(、在较比的由]))"
"""Before 前年 and the like, which 换届前一年 and 正当年 are not."""
_NO_WORD: Final = "(?<![日基资根样文成标])"
"""Before 本年, of which the first character is not the end of another word (基本年)."""
_LEAD: Final = r"[^,;:。!?()\n]{1,20}?"
"""What leads up to 以来 or 年来 from where its clause begins."""
_HELD: Final = r"(?=[^,;:。!?()\d增升高降少第前]{0,14}(?:百分|\d{2,3}(?:\.\d+)?%))"
"""Behind 连续三年, that a rate was so in each of them, rather than that it rose."""
PERIOD: Final = re.compile(
    rf"{_SPAN}|{_LISTED}|{_PART}"
    rf"|(?P<year>{YEAR})年(?!\d{{1,2}}月|[一二三四五六七八九十]+月|第)度?(?:全年)?"
    rf"(?P<since>[初底末]?{_SINCE}|[^,;:。!?()\d]{{1,8}}?{_NOTHING_NEW})?"
    r"|(?<![\d〇零一二三四五六七八九十第几数])(?:(?:过去|近|这|最近)的?)?"
    rf"(?P<years>{_MANY})(?P<over>[多余])?年(?:来|间|(?P<more>多)(?:以?来|间)|以来|内(?!的)|(?={_TOGETHER}))"
    rf"|(?:过去|近|这|最近)的?(?P<past>{_MANY})年|连续(?P<running>{_MANY})年{_HELD}"
    r"|“?十(?P<plan>[一二三四五])五”?(?:规划)?(?:时期|期间|前(?P<of_plan>[二两三四])年|(?P<begun>(?:实施)?以来))"
    rf"|(?:党的|中共)?(?P<congress>{NUMBER})大(?:胜利)?(?:召开)?以来"
    r"|(?P<term>本届|届内|任期内|换届以来"
    r"|第?[一二三四五六七八九十]{1,3}届(?:[省市区县州]|全国)?政协(?=共|累计|以来|期间|任期)"
    rf"|{_CLAUSE}(?:[^,;:。!?()\n]{{0,20}}?第)?[一二三四五六七八九十]{{1,3}}届(?:[省市区县州]|全国)?(?:政协)?委员会(?:期间|任期|以来))"
    r"|(?P<several>(?:最近|近|这|过去)的?(?:[一二三四五六七八九]?十)?[几数]十?年(?:来|间|以来)?"
    rf"|历年来?|(?:近些|这些|[一二三四五六七八九]?十几|几|多|数)十?年(?:来|间|以来|(?={_TOGETHER}))|近年来?|上一?届"
    rf"|{_FREE}大?前年(?![均度底末]))"
    rf"|(?P<before>(?:上一?年度|上一?年(?![级龄])|{_FREE}前一年度?(?!级))(?:全年)?)"
    rf"|(?P<now>(?:今年|{_NO_WORD}本年度?(?![龄级轮代])|{_FREE}(?P<then>当年))(?!{_MONTH}月)(?:以来)?)"
    rf"|(?P<same>一年来|(?P<ago>去年)(?!{_MONTH}月)(?:以来)?|年初以来|全年|过去一年|年内|过去的一年|这一年)"
    rf"|{_CLAUSE}(?P<event>{_LEAD}(?:{_NOTHING_NEW}|年[来间](?=,)))"
)
_BEGINS: Final = re.compile("[0-9一二两三四五六七八九十“全大会闭上下本届任今当去年过近这最历几多数前党中第换连]")
"""The first character of every period but those that only the mark before them gives away; a pattern that is one set of
characters is searched quickly."""
_LATE: Final = re.compile("以来|年[来间],|委员会(?:期间|任期)")
"""The end of those."""
_MARK: Final = re.compile("[,;:。!?(自从在]")
_FARTHEST: Final = 24
_DATE: Final = rf"(?:{YEAR}年)?{_MONTH}月份?(?:(?:[0-3]?\d|[一二三十]{{1,3}})[日号]|[底末初]|[上中下]旬)?(?![底末初上中下日号第\d])|{YEAR}年[底末]"
AS_OF: Final = re.compile(
    rf"截[至止]到?(?P<date>{_DATE})|"
    r"截[至止](?:到)?(?P<day>[^,，。;；]{1,16}?)(?=[,，、已共全累,。]|$)|截止(?P<end>[^,，。;；]{1,16}?)(?=[,，、已共全累])"
)
_DATED: Final = re.compile(r"截[至止到]{1,2}$")
_FROM: Final = re.compile(r"[由从自]$")
_FROM_SEVERAL: Final = re.compile(rf"[由从自](?:{YEAR}年度?的?[^,;:。、和与及]{{1,10}}[、和与及])+$")
"""Before the last of several years from whose numbers something rose: 由2021年的86%、2022年的88%提高到92%."""
_RISES: Final = re.compile(r"(?<![收受])[到至]|(?:提[高升]|增[加长]|升|减少|下降|降低?)为")
_YEAR_NAMED: Final = re.compile(rf"{YEAR}年[^。!?\n]*$")
_GOES_ON: Final = re.compile(rf"自{YEAR}年[^的度全]?")
"""自2018年, which needs no 以来; 自2022年的88% is only what something rose from."""
_PLANS: Final = 1951
"""The five-year plan of number n began in 1951 + 5n from the sixth on: 1981, and 2021 for 十四五, the 14th."""
_CONGRESSES: Final = 1922
"""The party's congress of number n was in 1922 + 5n from the eleventh on: 1977, and 2022 for 二十大."""
_FIRST_CONGRESS: Final = 11
_FOLLOWS_UP: Final = re.compile(r"(?:跟踪|继续|持续|接续)(?:督办|督促办理|办理|办复|办结)了?$")
_SUPERVISES: Final = re.compile(rf"(?:督办|督促办理)了?$|{_FOLLOWS_UP.pattern}")
_THINGS: Final = re.compile(r"的?(?:年度|重点|重要|立案|委员|集体|未办结|的)*(?:提案|代表建议|建议|议案)")
_AT_ONCE: Final = re.compile(r" ?的? ?(?:[\d,.]+[余多万]?[%件条篇期份次][、和及与])*")
_COMPARED: Final = re.compile(r"(?:比|较|同比)$")
_OWN_EVENT: Final = re.compile(r"(?<!中)(?:会议|全会|大会|两会)(?:召开)?以来$")
"""The session before, a year ago; 三中全会 are not the organization's own."""
_DAY: Final = re.compile("[月日]份?以来$")
_YEAR_ROUND: Final = 11
"""Months from which on a span over the turn of the year is a year's work: 2022年12月至2023年11月."""


def periods(folded: str) -> list[re.Match[str]]:
    """Every time that a folded text names, in order: matches of ``PERIOD``."""
    begins = [begin.start() for begin in _BEGINS.finditer(folded)]
    late = [match.start() for match in _LATE.finditer(folded)]
    if late:
        begins = sorted({*begins, *(begin for at in late for begin in _clause_begins(folded, at))})
    found: list[re.Match[str]] = []
    end = 0
    for begin in begins:
        match = PERIOD.match(folded, begin) if begin >= end else None
        if match is not None:
            found.append(match)
            end = match.end()
    return found


def _clause_begins(folded: str, at: int) -> list[int]:
    """Where the clause of a place begins, and behind a 自 or the like in it."""
    near = max(0, at - _FARTHEST)
    marks = [mark.end() for mark in _MARK.finditer(folded, near, at)]
    return marks or ([0] if near == 0 else [])


def own_period(metadata: Metadata, *, planned: bool) -> Period:
    """What a figure is about where the text does not say: the year or years that the report covers, or those it plans for."""
    if planned:
        year = metadata.delivered_year or (metadata.covered_year + 1 if metadata.covered_year else None)
        return Period("", year, year)
    return Period("", metadata.covered_from or metadata.covered_year, metadata.covered_year)


def stated(match: re.Match[str], metadata: Metadata, *, planned: bool, before: bool = False) -> Period | None:
    """What a match of ``PERIOD`` means in this report; None where it means nothing of it. ``before`` says that 去年 is the year
    before the one that the report tells of."""
    text, covered = match[0], metadata.covered_year
    if match["first"]:
        return _span(match)
    if match["listed"]:
        years = [read_year(each) for each in re.findall(YEAR, match["listed"])]
        return Period(text, years[0], years[-1]) if years[0] and years[-1] and years[0] < years[-1] else None
    if match["months"] or match["part"]:
        return _part(match, metadata, planned=planned)
    if match["year"]:
        year = read_year(match["year"])
        if year is None:
            return None
        whole = match["since"] is None or re.match(rf"初?{_SINCE}", match["since"]) is not None
        goes_on = match["since"] or _GOES_ON.fullmatch(match.string[max(0, match.start() - 1) : match.end() + 1])
        return _since(text, year, covered, whole=whole) if goes_on else Period(text, year, year)
    if match["plan"]:
        first = _PLANS + 5 * (read_number("十" + match["plan"]) or 0)
        length = read_number((match["of_plan"] or "五").replace("两", "二")) or 0
        return _since(text, first, covered, whole=True) if match["begun"] else Period(text, first, first + length - 1)
    if match["congress"]:
        number = read_number(match["congress"]) or 0
        unknown = Period(text, None, None)
        return _since(text, _CONGRESSES + 5 * number, covered, whole=False) if number >= _FIRST_CONGRESS else unknown
    if match["years"] or match["past"] or match["running"]:
        return (
            Period(text, None, None)
            if planned or match["over"] or match["more"]
            else _count(text, match["years"] or match["past"] or match["running"], metadata)
        )
    if match["term"]:
        return Period(text, metadata.covered_from, covered)
    if match["several"]:
        return Period(text, None, None)
    if match["event"]:
        return _event(text, metadata, planned=planned)
    return _one_year(match, metadata, planned=planned, before=before)


def _one_year(match: re.Match[str], metadata: Metadata, *, planned: bool, before: bool) -> Period | None:
    """上年, 今年, 去年, 全年. Behind a year that its sentence names, 当年 is that year and says nothing new."""
    text, covered = match[0], metadata.covered_year
    if match["then"] and _YEAR_NAMED.search(match.string[: match.start()]):
        return None
    if match["before"] or (before and not planned):
        return Period(text, covered - 1, covered - 1) if covered else None
    if match["now"]:
        year = own_period(metadata, planned=planned).last
        return Period(text, year, year) if year else None
    return Period(text, covered, covered) if covered else None


def _span(match: re.Match[str]) -> Period | None:
    """2019年至2023年, 2022年12月至2023年11月."""
    first, last = read_year(match["first"]), read_year(match["last"])
    if first is None or last is None or first >= last:
        return None
    if match["from"] and match["until"]:
        months = (last - first) * 12 + (read_number(match["until"]) or 0) - (read_number(match["from"]) or 0) + 1
        if months <= 12:
            return Period(match[0], last, last, part=months < _YEAR_ROUND)
    return Period(match[0], first, last)


def _part(match: re.Match[str], metadata: Metadata, *, planned: bool) -> Period:
    """1—6月, 前三季度, 2023年上半年; all twelve months are the year."""
    text = match[0].removeprefix("今年").removeprefix("去年")
    year = read_year(match["in"]) if match["in"] else metadata.covered_year
    if planned and not match["in"] and match["of"] != "去年":
        year = own_period(metadata, planned=True).last
    months = match["month"] is not None and (read_number(match["month"]), read_number(match["to"])) == (1, 12)
    quarters = match["quarter"] is not None and (read_number(match["quarter"]), read_number(match["fourth"])) == (1, 4)
    return Period(text, year, year, part=not (months or quarters))


def _since(text: str, first: int, covered: int | None, *, whole: bool) -> Period:
    """From a year to the one covered. ``whole`` says that it is from that year's beginning on."""
    if covered is None:
        return Period(text, None, None)
    if first >= covered:
        return Period(text, first, first, part=first > covered or not whole)
    return Period(text, first, covered)


def _count(text: str, count: str, metadata: Metadata) -> Period:
    """五年来, 近三年, 四年共."""
    number, covered = read_number(count.replace("两", "二")), metadata.covered_year
    if number is None or covered is None:
        return Period(text, None, None)
    if metadata.covered_from is not None and 0 <= covered - metadata.covered_from + 1 - number <= 1:
        # a term's report that begins with the year of its first session
        return Period(text, metadata.covered_from, covered)
    return Period(text, covered - number + 1, covered)


def _event(text: str, metadata: Metadata, *, planned: bool) -> Period | None:
    """平台建立以来: of years unknown, unless what leads up to it ends in a time that is known (区政协2018年以来)."""
    for begin in _BEGINS.finditer(text, 1):
        inner = PERIOD.fullmatch(text, begin.start())
        if inner is not None:
            return stated(inner, metadata, planned=planned)
    if _OWN_EVENT.search(text):
        return None
    covered = metadata.covered_year
    if _DAY.search(text):
        year = re.search(YEAR, text)
        first = read_year(year[0]) if year is not None else covered
        return Period(text, None, None) if first is None else _since(text, first, covered, whole=False)
    return Period(text, None, None)


def compared(sentence: str, match: re.Match[str], at: int) -> bool:
    """Whether a time before the quantity at ``at`` is only what is compared with (较上年), what something rose from (由2022年的
    88%提高到92%), or the end of a count (截至2023年底); never so where the quantity follows it at once (2022年的88%)."""
    start = match.start()
    near = max(0, start - 4)
    if _DATED.search(sentence, near, start) is not None:
        return True
    if _AT_ONCE.fullmatch(sentence, match.end(), at):
        return False
    if match["before"] and "基础上" in sentence[match.end() : at]:
        return True  # 在上年立案205件的基础上，立案提案216件
    one = match["year"] or match["before"] or match["now"] or match["same"]
    starts = bool(one) and not match["since"] and _is_start(sentence, start)
    return (starts and _RISES.search(sentence, match.end(), at) is not None) or _COMPARED.search(
        sentence, near, start
    ) is not None


def is_present(match: re.Match[str]) -> bool:
    """Whether a time is the year that the report tells of, or the one it is given in (本年, 今年, 全年, 一年来)."""
    return bool(match["now"] or match["same"])


def followed_up(sentence: str, match: re.Match[str], at: int) -> bool:
    """Whether a time before the quantity at ``at`` only says which things were followed up, after their time (跟踪督办上年度重点提案
    11件), not when that was."""
    verbs = _FOLLOWS_UP if match["year"] and not match["since"] else _SUPERVISES if match["before"] else None
    if verbs is None or not _THINGS.fullmatch(sentence, match.end(), at):
        return False
    return verbs.search(sentence, max(0, match.start() - _FARTHEST), match.start()) is not None


def _is_start(sentence: str, at: int) -> bool:
    """Whether something rose from the number of the time at a place, or from those of several times of which it is the last."""
    listed = _FROM_SEVERAL.search(sentence, max(0, at - _FARTHEST * 2), at)
    return listed is not None or _FROM.search(sentence, max(0, at - 1), at) is not None
