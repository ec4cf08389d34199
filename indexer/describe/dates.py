"""Dates as they are written on Chinese pages and under documents, and when this copy was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from indexer.describe.labels import Label, Labels
from indexer.describe.lines import Line, Lines
from indexer.describe.numerals import FIRST_YEAR, LAST_YEAR, NUMBER, YEAR, read_number, read_year
from indexer.models import Evidence

_NUMBERS: Final = (
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<sep>\s*[-/.]\s*)(?P<m>\d{1,2})\s*[-/.]\s*(?P<d>\d{1,2})(?!\d|\s*[-/.]\s*\d)"
)
_WORDS: Final = (
    rf"(?P<wy>{YEAR})\s*年\s*(?P<wm>{NUMBER})\s*月\s*(?P<wd>三十一?|{NUMBER})\s*(?:日|(?!\d|[一二三四五六七八九]))"
)
_COMPACT: Final = r"(?<!\d)(?P<cy>(?:19|20)\d\d)(?P<cm>0[1-9]|1[0-2])(?P<cd>0[1-9]|[12]\d|3[01])(?!\d)"
DATE: Final = re.compile(f"{_NUMBERS}|{_WORDS}")
_SIGN: Final = re.compile("[年./-]")
"""One of them stands in every ``DATE``, and is found in a tenth of the time."""
_STATED_DATE: Final = re.compile(f"{_NUMBERS}|{_WORDS}|{_COMPACT}")
_BYLINE: Final = re.compile(
    r"来\s*源\s*:|www\.|网站|字体|字号|浏览|阅读|点击|责任编辑|\d\d:\d\d|[日晚早晨时商]报|政协报|记者"
)
_BYLINE_CHARACTERS: Final = 140
_OTHER_DAY: Final = re.compile(
    r"(?:抓取|采集|爬取|下载|获取|检索|访问|存档|收录|成文|生成|印发|签发|制发|生效|施行|实施|废止|失效)(?:日期|时间)\s*:\s*[\d年月日时分秒:.\-/\s]*"
)
"""A day with a label of its own, which is not that of publication."""
_NO_BYLINE: Final = re.compile(r"成文|印发|今天是|现在是|版权|copyright|©|\(c\)|备案|更新至|截至|起施行|有效期")
_HEAD_LINES: Final = 6
_HEAD_BYLINE: Final = re.compile(
    r"\s*\d{1,2}:\d\d|\s*[□■◎(|/]?\s*(?:来\s*源\s*:|文\s*/|(?:本[报网刊台])?(?:全媒体|融媒体|首席|见习|实习|特约)*(?:记者|通讯员|作者)[\s:]?[一-鿿]{2,4})"
)
"""Behind the day of a copy: the hour, where it comes from, or who wrote it (2019-01-18 □ 通讯员 某某)."""
_PUT_UP: Final = re.compile(r"(?:发布|发表|刊发|上传)于?\s*$")
_HEAD_BYLINE_CHARACTERS: Final = 60
_PAPER_PAGE: Final = re.compile(r"[报刊]/((?:19|20)\d\d)年/(\d{1,2})月/(\d{1,2})日/第[a-z]?\d{1,3}版")
_LISTED: Final = re.compile(r"[\[【]\s*(?=(?:19|20)\d\d\s*[-/.])[\d\s\-/.:]{8,20}[\]】]\s*$")
"""The day that a site's list puts behind a title: 工作报告 [2024-01-15]."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    day: date
    start: int
    """Offset into the text it was found in."""
    end: int


def find_date(folded: str, *, start: int = 0) -> FoundDate | None:
    """The first whole date (year, month and day) in ``folded`` from ``start`` on.

    A date that lacks a figure or names no day of the calendar is passed over.
    """
    return _first_date(DATE, folded, start) if _SIGN.search(folded, start) else None


def parse_date(written: str) -> date | None:
    """The date a label or a meta tag states: as ``find_date``, and 20240115."""
    found = _first_date(_STATED_DATE, written, 0)
    return found.day if found else None


def find_published(lines: Lines, labels: Labels, stated: str | None) -> tuple[str, Evidence] | None:
    """The day this copy was published, ISO 8601, from 发布时间 and its like, the format's own statement or the byline.

    Dates inside the text are matters of the report and never its publication; nor is the day of an agency's dispatch
    (新华社北京2006年3月14日电), which a copy keeps wherever it is put up.
    """
    return (
        _day_of_label(labels.get("published"))
        or _stated_day(stated)
        or next(_byline_days(lines), None)
        or _page_day(lines)
    )


def find_retrieved(labels: Labels, stated: str | None) -> tuple[str, Evidence] | None:
    """The day this copy was taken from its site, ISO 8601, from 抓取时间 and its like or the format's own statement."""
    return _day_of_label(labels.get("retrieved")) or _stated_day(stated)


def _day_of_label(label: Label | None) -> tuple[str, Evidence] | None:
    day = parse_date(label.folded) if label is not None else None
    return (day.isoformat(), label.evidence) if label is not None and day is not None else None


def _stated_day(stated: str | None) -> tuple[str, Evidence] | None:
    day = parse_date(stated) if stated else None
    return (day.isoformat(), Evidence(stated, "stated")) if stated and day is not None else None


def _byline_days(lines: Lines) -> Iterator[tuple[str, Evidence]]:
    for line in lines.furniture:
        found = _byline_date(line)
        if found is not None:
            yield found.day.isoformat(), line.quote_folded(found.start, found.end)
    for line in lines.head[:_HEAD_LINES]:
        found = _head_date(line)
        if found is not None:
            yield found.day.isoformat(), line.quote_folded(found.start, found.end)


def _byline_date(line: Line) -> FoundDate | None:
    """A date that shares its furniture line with other parts of a byline, as 2006年02月16日 来源:新华网."""
    if len(line.folded) > _BYLINE_CHARACTERS or find_date(line.folded) is None or _NO_BYLINE.search(line.flat):
        return None
    folded = _OTHER_DAY.sub(lambda match: " " * len(match[0]), line.folded)
    found = find_date(folded)
    if found is None:
        return None
    rest = folded[: found.start] + folded[found.end :]
    return found if not rest.strip() or _BYLINE.search(rest) else None


def _head_date(line: Line) -> FoundDate | None:
    """A date that stands in the text's first lines with the hour, after 发布于, or in a list's brackets."""
    listed = _LISTED.search(line.folded) if line.flat[-1:] in ("]", "】") else None
    if listed is not None:
        return find_date(line.folded, start=listed.start())
    found = find_date(line.folded) if len(line.folded) <= _HEAD_BYLINE_CHARACTERS else None
    if found is None or _NO_BYLINE.search(line.flat) or _OTHER_DAY.search(line.folded):
        return None
    dated = _HEAD_BYLINE.match(line.folded, found.end) or _PUT_UP.search(line.folded[: found.start])
    return found if dated else None


def _page_day(lines: Lines) -> tuple[str, Evidence] | None:
    """The day of a newspaper's page, as archives of papers head it: 营口日报/2012年/1月/9日/第003版."""
    for line in (*lines.furniture, *lines.head[:2]):
        match = (
            _PAPER_PAGE.search(line.flat) if "版" in line.flat and len(line.flat) <= _HEAD_BYLINE_CHARACTERS else None
        )
        day = parse_date("-".join(match.groups())) if match is not None else None
        if match is not None and day is not None:
            return day.isoformat(), line.quote(match.start(), match.end())
    return None


def _first_date(pattern: re.Pattern[str], text: str, start: int) -> FoundDate | None:
    for match in pattern.finditer(text, start):
        day = _day_of(match)
        if day is not None:
            return FoundDate(day, match.start(), match.end())
    return None


def _day_of(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    if groups["wy"]:
        year = read_year(groups["wy"])
        month, day = read_number(groups["wm"]), read_number(groups["wd"])
    else:
        prefix = "" if groups["y"] else "c"
        year, month, day = (int(groups[prefix + part]) for part in "ymd")
    if year is None or month is None or day is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:  # 2023年2月30日: misread, not a day
        return None
