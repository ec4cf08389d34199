"""What a heading says by itself: that it looks back (回顾), plans (打算), does neither (问题), or is an annex.

Every pattern is matched against folded text without a heading's number and blanks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from indexer.models import Heading
from indexer.structure.outline import ANNEX, number_end

ANNEX_LABEL: Final = "annex"
ANNEX_TO_DO: Final = "an annex of things to be done in its year"
ANNEX_DONE: Final = "an annex of what was done"
AFTER_REVIEW: Final = "a plan after a review"
BY_YEAR: Final = "by its year"
"""Labels beside the kinds of ``sections.Section``; all but the first become kinds by the headings around them."""
ANNEXES: Final = frozenset({ANNEX_LABEL, ANNEX_TO_DO, ANNEX_DONE})
WRITTEN_YEAR: Final = r"(?:\d{4}|[二一][〇零一二三四五六七八九]{3})"
_YEAR: Final = rf"{WRITTEN_YEAR}年度?"
_YEARS: Final = re.compile(_YEAR)
_PERIOD: Final = r"“?十[一二三四五六]五”?(?:时期|期间)?"
_PAST: Final = rf"(?:过去.{{0,4}}|去年|上年|[一二两三四五]年来|{_YEAR}(?:以来)?|今年以来|本届.{{0,10}}|.{{0,8}}届.{{0,12}}|{_PERIOD})"
_AHEAD: Final = r"(?:今后.{0,8}|下一?(?:步|阶段|年度?)|下一届.{0,4}|未来.{0,6}|明年|新的一年|今年)"
_REVIEW: Final = re.compile(
    r"(?:.{0,24}(?:工作|年|发展|履职|期|届))?的?(?:主要)?(?:回顾|总结)(?:[与和及].{0,4}(?:体会|认识|评价|成效|经验))?"
    rf"|(?:关于)?{_PAST}.{{0,20}}(?:情况|成效|成绩|成就|进展)"
    r"|(?:过去.{0,4}|去年|[一二两三四五]年来)的?(?:主要|重点)?工作"
    r"|.{0,10}工作(?:开展|完成|落实|执行|办理|进展|推进)?的?(?:主要)?(?:情况|成效|成绩|进展)"
    r"|(?:主要|取得的?)(?:主要)?(?:工作)?(?:成绩|成效|成就)"
)
_PLAN: Final = re.compile(
    rf"(?:关于|对)?(?:{_AHEAD}|{_YEAR}|{_PERIOD})的?.{{0,16}}"
    r"(?:打算|部署|意见|安排|建议|要求|思路|任务|目标|重点|要点|计划|展望|举措|措施|设想|方向|重点工作)"
    rf"|(?:关于|对)?{_AHEAD}的?.{{0,6}}工作"
    r"|(?:.{0,8}工作)?(?:打算|安排|部署|展望|计划)(?:和?建议)?"
    r"|对.{0,16}工作的?(?:几点)?(?:意见|建议)(?:[和与]?建议)?"
    r"|展望.{0,12}"
)
_PLAN_AFTER_REVIEW: Final = re.compile(
    r".{0,6}(?:总体(?:要求|思路)|指导思想|(?:主要|重点|目标|工作)(?:任务|目标|措施)|预期目标|工作(?:思路|要求|意见|重点)|重点工作)"
    r"(?:[和与及].{0,10})?"
)
"""Headings that any document may have; in one that has looked back they begin the plan."""
_YEARS_WORK: Final = re.compile(rf"(?:关于)?{_YEAR}的?(?:主要|重点|全年|各项|.{{0,6}})工作")
"""关于2025年工作: which half, the years beside it tell."""
_NEITHER: Final = re.compile(
    r"关于.{0,40}说明|.{0,8}(?:体会|启示)"
    r"|(?:.{0,10}存在|面临|主要|突出)?的?.{0,4}(?:问题|不足|困难)(?:[和与](?:不足|困难|问题|挑战))?"
)
_LOOKS_AHEAD: Final = re.compile(rf"{_AHEAD}|打算|展望|设想")
"""What a heading in a review says where it plans; 部署, 安排 and 计划 may be those that were carried out."""
_ANNEX_NUMBER: Final = re.compile(
    r"附(?:\s*件(?:\s*(?P<number>\d{1,2}(?!\d)|\d(?=\d{4}年)|[一二三四五六七八九十]{1,2}))?(?P<blank>\s+)?)?(?P<mark>\s*[:.、]|\s*(?=\d{4}年))?"
)
"""附件1, 附:, and what parts it from its title: 附件 2025年省十件民生实事 is no 附件20."""
_NEXT_LINE: Final = re.compile(r"\s*([^\n]{0,40})(?=\n|$)")
"""The line behind a heading, where it is short enough for a title."""
_TO_DO: Final = re.compile(
    r"(?:实事|任务|计划|安排|项目|目标|要点|清单|打算|部署|举措|措施|分工|方案|指标)(?:分解|分工)?表?(?:\(草案\))?$"
)
"""The end of the title of an annex that lists what is planned, if its year is yet to come: 2025年省十件民生实事."""
_DONE: Final = re.compile(r"(?:完成|落实|执行|办理|进展|实施)(?:情况|成效)表?$")
_ASIDE: Final = re.compile(r"\([^()]*\)$")
_BOTH: Final = re.compile(r"(?=.*(?:回顾|总结))(?=.*(?:打算|部署|安排|计划|展望|建议))")
_DIGITS: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")
_LABELS: Final = (
    (ANNEX_LABEL, re.compile(rf"{ANNEX.pattern}|名词解释|(?:附件|附录|附注|附表|注释|附).{{0,3}}")),
    ("other", _NEITHER),
    ("review", _REVIEW),
    ("plan", _PLAN),
    (AFTER_REVIEW, _PLAN_AFTER_REVIEW),
    (BY_YEAR, _YEARS_WORK),
)
_TELLING: Final = re.compile(
    "工作|附|注|名词|用语|说明|体会|启示|问题|不足|困难|回顾|总结|情况|成[效绩就]|进展|打算|部署|意见|安排|建议|要求|思路|任务|目标"
    "|[重要]点|计划|展望|举措|措施|设想|方向|思想"
)
"""One of them stands in whatever a pattern above matches; most headings hold none."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a heading says by itself."""

    heading: Heading
    label: str | None
    """One of ``_LABELS``; None when it says nothing."""
    year: int | None
    numbered: bool
    ahead: bool
    """Whether a word of it looks ahead."""


def tell(folded: str, heading: Heading) -> Told:
    line = folded[heading.start : heading.end]
    number = number_end(line)
    words = _without_blanks(line[number:])
    if words.startswith("附") and (annex := _annex(folded, heading, line[number:].lstrip())) is not None:
        return annex
    years = _years(words)
    words = _ASIDE.sub("", words) if words.endswith(")") else words
    telling = _TELLING.search(words) is not None
    label = next((label for label, pattern in _LABELS if pattern.fullmatch(words)), None) if telling else None
    if label in ("review", "plan") and _BOTH.match(words):
        label = None
    ahead = telling and _LOOKS_AHEAD.search(words) is not None
    return Told(heading, label, max(years, default=None), number > 0, ahead)


def _annex(folded: str, heading: Heading, line: str) -> Told | None:
    """What 附件1 begins, by its title in the same line or the next; None where it is no 附件."""
    match = _ANNEX_NUMBER.match(line)
    if match is None:
        return None
    title = _without_blanks(line[match.end() :])
    if title and all(match[name] is None for name in ("number", "blank", "mark")):
        return None  # 附件管理办法, 附注
    if not title:
        following = _NEXT_LINE.match(folded, heading.end)
        title = _without_blanks(following[1]) if following is not None else ""
    years = _years(title)
    label = ANNEX_DONE if _DONE.search(title) else ANNEX_TO_DO if years and _TO_DO.search(title) else ANNEX_LABEL
    return Told(heading, label, max(years, default=None), False, False)


def _without_blanks(line: str) -> str:
    return "".join(line.split()).strip(":。、.")


def year_of(written: str) -> int:
    """2024 of 2024 or 二〇二四, as ``WRITTEN_YEAR`` finds it."""
    return int(written.translate(_DIGITS))


def _years(words: str) -> list[int]:
    return [year_of(year[:4]) for year in _YEARS.findall(words)] if "年" in words else []
