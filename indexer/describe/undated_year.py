"""The year of papers that are not dated: notices signed 五月四日, plans without a year in their title, leaflets."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from indexer.describe.clues import YearClue, clue_from
from indexer.describe.lines import Line, Lines
from indexer.describe.numerals import NUMBER, YEAR, read_number, read_year
from indexer.describe.reviews import planned_headings
from indexer.fold import fold

_NAMED_YEAR: Final = re.compile(rf"年(?<=({YEAR})年)")
"""As ``title_years.ANY_YEAR``, for whole texts: 年 comes first, to which the engine of ``re`` skips."""
_SCANNED: Final = 100_000
_DAY: Final = re.compile(rf"^[^\d,。;:]{{0,30}}?({NUMBER})月{NUMBER}日[)]?$")
"""A signature's day without its year."""
_TAIL_LINES: Final = 3
_LAST_MONTH_AHEAD: Final = 8
"""Up to this month a notice tells what to do in its own year; later ones begin to speak of the next."""
_FILED_MONTHS: Final = range(2, 11)
"""Months in which the year in a file's name, of the matter or of the writing, is one and the same."""
_MATTER: Final = re.compile(rf"({YEAR})年度?的?([一-鿿]{{2}})")
_AHEAD: Final = re.compile(
    rf"(?:做好|搞好|抓好|开展|加强|组织|安排|实施)(?:好)?({YEAR})年(?!.{{0,16}}(?:总结|表彰|考核|评比|评选|决算|年报|考评|回顾))"
)
_HEADED_AHEAD: Final = re.compile(
    rf"^(?:[一二三四五六七八九十]+|\d+)[、.]({YEAR})年(?:的)?[^。,]{{0,10}}(?:形势|任务|目标|要求|安排|重点)$"
)
_FILED: Final = re.compile(
    rf"^[(\[【]?({YEAR})(?:年|[)\]】]|[-—_.\s]).*(?:通知|意见|通告|公告|决定|办法|方案|通报|函|批复|命令)$"
)
"""A file's name that is the paper's, with its year first: 2010-秋粮收购通知."""
_MONTH: Final = re.compile(rf"({YEAR})年({NUMBER})月")
_PLANNED_IN_HEAD: Final = re.compile(
    rf"^(?:[一二三四五六七八九十]+、|\d+[、.])?({YEAR})年[^。,]{{0,14}}工作的?(?:总体|指导|主要|基本|总的)"
)
_OPENS_WITH_YEAR: Final = re.compile(
    rf"^(?:[一二三四五六七八九十]+、|\d+[、.])?(?:做好|谋划|关于)?{YEAR}年(?!远景|规划)"
)
_PAPER: Final = re.compile(
    rf"^(?!.*关于)[一-鿿()]{{0,24}}?(?<![-—–~至到])({YEAR})年度?(?:全国|全体|全委|全)?(?:两会|会议|会|例会)?(?:大会|书面|口头|会议|交流)?发言"
    r"(?:材料)?(?:(?:之|第|[((])|$)"
)
"""The head of one of a session's papers: 2018年大会发言材料(之六)."""
_PAPER_LINES: Final = 3
_PAPER_CHARACTERS: Final = 40


def years_in(lines: Lines) -> list[int]:
    """The years that the text names, each as often as it does."""
    return [read_year(written) or 0 for written in _NAMED_YEAR.findall(lines.folded, 0, _SCANNED)]


def year_of_notice(title: Line | None, lines: Lines, named: YearClue | None) -> YearClue | None:
    """The year of a notice by what it tells to do: 今年 what its title puts in a year, before the year is over.

    ``named`` is the year in the file's name; it counts where the name is that of the notice.
    """
    if title is None or lines.masked_year or lines.lost_year:
        return None
    years = {*years_in(lines), *(read_year(match[1]) or 0 for match in _MATTER.finditer(title.flat))}
    found = _this_year(title, lines, years)
    month = _month_of_signature(lines)
    if found is not None or month is None or "明年" in lines.folded:
        return found
    if month <= _LAST_MONTH_AHEAD and len(years) == 1:
        found = _ahead(title, lines)
    return found or (_filed(named, years) if month in _FILED_MONTHS else None)


def year_of_word(lines: Lines, published: tuple[date, YearClue] | None) -> YearClue | None:
    """The year of a leaflet on what people say: that in which it was put up, where it tells of a month of that year."""
    if published is None or lines.masked_year or lines.lost_year:
        return None
    day, clue = published
    months = [(read_year(year) or 0, read_number(month) or 0) for year, month in _MONTH.findall(lines.folded)]
    told = bool(months) and (day.year, 1) <= max(months) <= (day.year, day.month)
    return clue if told and max(years_in(lines)) <= day.year else None


def year_of_plan(lines: Lines) -> YearClue | None:
    """The one year for which a plan's headings or first lines plan."""
    head = ((line, _PLANNED_IN_HEAD.search(line.flat)) for line in lines.head)
    said = [clue for line, match in head if match is not None and (clue := clue_from(line, match)) is not None]
    headings = tuple(line for line in lines.short if _OPENS_WITH_YEAR.search(line.flat))
    clues = [*planned_headings(headings), *said]
    return clues[0] if len({clue.year for clue in clues}) == 1 else None


def year_of_paper(lines: Lines) -> YearClue | None:
    """The year of the session over one of its papers."""
    for line in (*lines.head[:_PAPER_LINES], *lines.furniture):
        match = _PAPER.search(line.flat) if len(line.flat) <= _PAPER_CHARACTERS else None
        if match is not None:
            return clue_from(line, match)
    return None


def _this_year(title: Line, lines: Lines, years: set[int]) -> YearClue | None:
    """关于做好一九八七年夏粮征购工作的意见: …今年夏粮…."""
    matters = list(_MATTER.finditer(title.flat))
    if len({match[1] for match in matters}) != 1:
        return None
    year, matter = read_year(matters[0][1]), re.escape(matters[0][2])
    said = re.search(rf"今年度?的?{matter}", lines.folded)
    if year is None or said is None or max(years) > year or f"明年{matters[0][2]}" in lines.folded:
        return None
    return YearClue(year, title.quote(*matters[0].span()))


def _ahead(title: Line, lines: Lines) -> YearClue | None:
    for line, pattern in ((title, _AHEAD), *((line, _HEADED_AHEAD) for line in lines.short)):
        match = pattern.search(line.flat)
        if match is not None:
            return clue_from(line, match)
    return None


def _filed(named: YearClue | None, years: set[int]) -> YearClue | None:
    match = _FILED.search(fold(named.evidence.text)) if named is not None else None
    if named is None or match is None:
        return None
    return named if not years or named.year - 1 <= max(years) <= named.year else None


def _month_of_signature(lines: Lines) -> int | None:
    for line in reversed(lines.tail[-_TAIL_LINES:]):
        match = _DAY.search(line.flat)
        if match is not None:
            return read_number(match[1])
    return None
