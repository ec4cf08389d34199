"""Which parts of a report look back and which plan ahead.

Read from the headings first (2023年工作回顾, 2024年工作打算); only where none names a plan, from the paragraph in which
the text turns to it (各位委员，2024年是……). What is not told stays "other": a wrong half is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from typing import Final

from indexer.fold import fold
from indexer.models import Heading
from indexer.structure.bounds import paragraphs
from indexer.structure.outline import ANNEX, number_end


@dataclass(frozen=True, slots=True)
class Section:
    start: int
    """Offset into the clean text; it reaches up to the next section's start or the end."""
    kind: str
    """"review" (回顾: what was done), "plan" (打算: what is planned) or "other"."""


_ANNEX: Final = "annex"
_AFTER_REVIEW: Final = "a plan after a review"
_BY_YEAR: Final = "by its year"
# Every pattern is matched against folded text, a heading's without number and blanks.
_YEAR: Final = r"(?:\d{4}|[二一][〇零一二三四五六七八九]{3})年度?"
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
_ASIDE: Final = re.compile(r"\([^()]*\)$")
_BOTH: Final = re.compile(r"(?=.*(?:回顾|总结))(?=.*(?:打算|部署|安排|计划|展望|建议))")

_ADDRESS: Final = r"(?:(?:各位(?:委员|代表|同志)|同志们)[^,:!。]{0,8}[,:!。]+|[“\"])?"
_LOOKS_BACK: Final = re.compile(
    rf"{_ADDRESS}(?:[^,。]{{0,4}}过去的?[一二三四五]年|[一二三四五]年来|去年|这一年,|(?P<year>\d{{4}})年(?!\d))"
)
_TURNS: Final = re.compile(
    rf"{_ADDRESS}(?:"
    r"(?P<year>\d{4})年,?(?:是|[^。]{0,12}将|.{0,8}工作的?(?:总体|指导|基本|主要|思路|重点))"
    r"|今年,?(?:是|.{0,6}我们将|.{0,8}工作的?(?:总体|指导|基本|主要|思路|重点)|的?.{0,6}(?:总体要求|主要任务))"
    r"|新的一年,|今后[一五几]|展望(?:\d{4}年|新的一年|未来|今年)"
    r"|做好(?:\d{4}年|今年|新的一年|今后).{0,14}工作"
    r")"
)
_CLOSES: Final = re.compile(
    r"(?:[^。!]{0,40}[。!])?(?:面对新|站在新|面向未来|新征程|踏上新|迈入新|新的一年)[^。]{0,30}将"
)
"""The last paragraph of a feature: 面对新征程，市政协将……"""
_YEARLY_TITLE: Final = re.compile(r"工作(?:情况的?)?报告|综述|总结")
_EARLIEST_TURN: Final = 0.15
_EARLIEST_CLOSE: Final = 0.8
"""Shares of the text before which nothing turns to a plan, and before which nothing closes with one."""
_FIRST_LINE: Final = re.compile(r"[^\n]*\S[^\n]*")
_LEAD: Final = 80
"""Characters of a paragraph that are looked at."""
_LOOKING_BACK: Final = ("过去", "年来", "去年", "这一年,")
"""One of them stands wherever ``_LOOKS_BACK`` matches and names no year."""
_BELOW_ALL: Final = 1_000
"""A level that no heading has."""
_DIGITS: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")


_LABELS: Final = (
    (_ANNEX, re.compile(rf"{ANNEX.pattern}|名词解释|(?:附件|附录|附注|附表|注释|附).{{0,3}}")),
    ("other", _NEITHER),
    ("review", _REVIEW),
    ("plan", _PLAN),
    (_AFTER_REVIEW, _PLAN_AFTER_REVIEW),
    (_BY_YEAR, _YEARS_WORK),
)


_TELLING: Final = re.compile(
    "工作|附|注|名词|用语|说明|体会|启示|问题|不足|困难|回顾|总结|情况|成[效绩就]|进展|打算|部署|意见|安排|建议|要求|思路|任务|目标"
    "|[重要]点|计划|展望|举措|措施|设想|方向|思想"
)
"""One of them stands in whatever a pattern above matches; most headings hold none."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What a heading says by itself."""

    heading: Heading
    label: str | None
    """One of ``_LABELS``; None when it says nothing."""
    year: int | None
    numbered: bool
    ahead: bool
    """Whether a word of it looks ahead."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What begins at a heading or in running text."""

    start: int
    kind: str = "other"
    told: bool = False
    """Whether it, or a heading above it, says so."""
    level: int = 0
    numbered: bool = False
    year: int | None = None


@dataclass(frozen=True, slots=True)
class _Lead:
    """The beginning of a paragraph, folded."""

    start: int
    words: str


def sections(text: str, headings: Sequence[Heading], *, folded: str | None = None) -> list[Section]:
    """The halves of a report, ascending, the first at 0; neighbours of one kind are joined.

    ``headings`` are those of ``structure.headings`` for the same ``text``, ``folded`` its fold where the caller has it.
    A heading that tells which half it begins holds until one of its own or a higher level; in a yearly report the plan
    is the last half, and goes on under the headings after it until an annex. An untold first part looks back when a
    plan follows.
    """
    folded = fold(text) if folded is None else folded
    first = _FIRST_LINE.search(folded)
    titled = first is not None and _YEARLY_TITLE.search(first[0][:_LEAD]) is not None
    told = _resolved([_tell(folded, heading) for heading in headings])
    parts = _by_headings(told, titled)
    plan = next((part for part in parts if part.kind == "plan"), None)
    looks_back = titled or any(part.kind == "review" for part in parts)
    if plan is None and not looks_back and not any(words in folded for words in _LOOKING_BACK):
        return _joined(parts)  # nothing can turn from what it looks back on
    if plan is not None and any(part.kind == "review" for part in parts):
        return _joined(parts)
    # Where a heading tells the plan, only what stands before it can be what looks back.
    before = text if plan is None else text[: plan.start]
    leads = [_Lead(start, folded[start : min(end, start + _LEAD)]) for start, end in paragraphs(before)]
    if plan is None:
        annex = next((each.heading.start for each in told if each.label == _ANNEX), len(text))
        running = [lead for lead in leads[1:] if lead.start < annex]
        plan = _turn(running, [part for part in parts if part.start < annex], titled, len(text))
        parts = parts if plan is None else _with_plan(parts, plan, annex)
    if plan is not None and not any(part.kind == "review" for part in parts):
        parts = _with_review(parts, plan, leads[1:], titled)
    return _joined(parts)


def _joined(parts: Sequence[_Part]) -> list[Section]:
    return [Section(next(joined).start, kind) for kind, joined in groupby(parts, key=lambda part: part.kind)]


# ------------------------------------------------------------------------------------------ headings


def _tell(folded: str, heading: Heading) -> _Told:
    line = folded[heading.start : heading.end]
    number = number_end(line)
    words = "".join(line[number:].split()).strip(":。、.")
    years = [int(year[:4].translate(_DIGITS)) for year in _YEARS.findall(words)] if "年" in words else []
    words = _ASIDE.sub("", words) if words.endswith(")") else words
    telling = _TELLING.search(words) is not None
    label = next((label for label, pattern in _LABELS if pattern.fullmatch(words)), None) if telling else None
    if label in ("review", "plan") and _BOTH.match(words):
        label = None
    ahead = telling and _LOOKS_AHEAD.search(words) is not None
    return _Told(heading, label, max(years, default=None), number > 0, ahead)


def _resolved(headings: Sequence[_Told]) -> list[_Told]:
    """Labels that depend on the headings before or after them become kinds."""
    latest_after = list(accumulate((each.year or 0 for each in reversed(headings)), max, initial=0))[-2::-1]
    found: list[_Told] = []
    earliest: int | None = None
    review: _Told | None = None
    for each, latest, (followed, planned) in zip(headings, latest_after, _after(headings), strict=True):
        if review is not None and each.heading.level <= review.heading.level:
            review = None
        label = each.label
        if label == _AFTER_REVIEW:
            label = None if earliest is None else "plan"
        elif label == _BY_YEAR and each.year is not None:
            if followed or (earliest is None and latest > each.year):
                label = "review"
            elif earliest == 0:  # looked back on no year that is known
                label = None if planned or review is not None else "plan"
            else:
                label = "plan" if earliest is not None and earliest < each.year else None
        elif label == "plan" and review is not None and followed and not each.ahead:
            label = None  # the tasks of a year of which the next is planned
        if label == "review":
            earliest = min(each.year or 0, each.year or 0 if earliest is None else earliest)
            review = each if review is None else review
        found.append(each if label == each.label else replace(each, label=label))
    return found


def _after(headings: Sequence[_Told]) -> list[tuple[bool, bool]]:
    """Of each heading: does one after it, not below it, tell a half of the very next year, and does one tell a plan ahead?

    The next year only, for a plan may name years far ahead.
    """
    found: list[tuple[bool, bool]] = []
    of_year: dict[int, int] = {}
    planned = _BELOW_ALL
    for each in reversed(headings):
        level = each.heading.level
        followed = each.year is not None and of_year.get(each.year + 1, _BELOW_ALL) <= level
        found.append((followed, planned <= level))
        if each.year is not None and each.label in ("review", "plan", _BY_YEAR):
            of_year[each.year] = min(level, of_year.get(each.year, level))
        if each.label == "plan" and each.ahead:
            planned = min(level, planned)
    return found[::-1]


def _by_headings(headings: Sequence[_Told], titled: bool) -> list[_Part]:
    """A part for the beginning and one for every heading."""
    parts = [] if headings and headings[0].heading.start == 0 else [_Part(0)]
    above: list[_Part] = []
    reviewed = False
    carried: str | None = None
    for each in headings:
        while above and above[-1].level >= each.heading.level and not _stands_above(above[-1], each):
            above.pop()
        kind = "other" if each.label == _ANNEX else each.label
        if above and above[-1].told:
            kind = "plan" if kind == "plan" and _turns_within(above[-1], each) else above[-1].kind
        elif kind is None:
            kind = carried
        elif carried is not None or (kind == "plan" and (reviewed or titled or each.year is not None)):
            carried = None if kind == "review" else kind
        reviewed = reviewed or kind == "review"
        told = kind is not None
        year = above[-1].year if above and above[-1].kind == kind and each.year is None else each.year
        part = _Part(each.heading.start, kind or "other", told, each.heading.level, each.numbered, year)
        above.append(part)
        parts.append(part)
    return parts


def _turns_within(part: _Part, heading: _Told) -> bool:
    """Whether a heading that tells a plan does so below a part that looks back: by a word or by a later year."""
    later = heading.year is not None and (part.year is None or part.year < heading.year)
    return part.kind == "review" and (heading.ahead or later)


def _stands_above(part: _Part, heading: _Told) -> bool:
    """A heading without a number that tells a half stands above numbered ones, whatever their levels."""
    return part.told and not part.numbered and heading.numbered and heading.label is None


# ------------------------------------------------------------------------------------- running text


def _turn(leads: Sequence[_Lead], parts: Sequence[_Part], titled: bool, length: int) -> _Part | None:
    """Where running text turns to the plan; None where nothing looked back before it."""
    reviews = [part for part in parts if part.kind == "review"]
    begin = max((part.start for part in reviews), default=0)
    latest = max((part.year or 0 for part in reviews), default=0)
    looked_back = titled or bool(reviews)
    closing: _Lead | None = None
    for number, lead in enumerate(leads):
        turn = _TURNS.match(lead.words)
        if turn and looked_back and lead.start > max(begin, _EARLIEST_TURN * length):
            year = int(turn["year"]) if turn["year"] else None
            if year > latest if year and latest else bool(reviews) or lead.start > 2 * _EARLIEST_TURN * length:
                return _Part(_heading_above(leads, number, parts), "plan", True, year=year)
        if lead.start > _EARLIEST_CLOSE * length and closing is None and _CLOSES.match(lead.words):
            closing = lead
        if back := _LOOKS_BACK.match(lead.words):
            looked_back = looked_back or back["year"] is None
            latest = max(latest, int(back["year"] or 0))
    if closing is None or not looked_back or parts[-1].start > closing.start:
        return None
    return _Part(closing.start, "plan", True)


def _heading_above(leads: Sequence[_Lead], number: int, parts: Sequence[_Part]) -> int:
    """The start of the untold heading whose text a turn opens, else of the turn itself."""
    at = leads[number].start
    heading = next((part for part in reversed(parts) if part.start < at), parts[0])
    between = [lead for lead in leads[:number] if lead.start > heading.start]
    opens = not between or (heading.numbered and not any(_LOOKS_BACK.match(lead.words) for lead in between))
    return heading.start if opens and heading.level and not heading.told else at


def _with_plan(parts: Sequence[_Part], plan: _Part, annex: int) -> list[_Part]:
    before = [part for part in parts if part.start < plan.start]
    after = [part for part in parts if part.start > plan.start]
    return [
        *before,
        plan,
        *(part if part.told or part.start >= annex else replace(part, kind="plan", told=True) for part in after),
    ]


def _with_review(parts: Sequence[_Part], plan: _Part, leads: Sequence[_Lead], titled: bool) -> list[_Part]:
    """The untold part before the plan looks back, from its first heading or the paragraph that says 一年来."""
    back = [
        (lead.start, match["year"])
        for lead in leads
        if lead.start < plan.start and (match := _LOOKS_BACK.match(lead.words))
        if not (match["year"] and plan.year and int(match["year"]) >= plan.year)
    ]
    if not titled and all(year for _, year in back):
        return list(parts)
    starts = [start for start, _ in back[:1]]
    starts += [part.start for part in parts[1:] if not part.told and part.start < plan.start][:1]
    if not starts:
        return list(parts)
    begin = min(starts)
    found = [
        replace(part, kind="review") if not part.told and begin <= part.start < plan.start else part for part in parts
    ]
    if all(part.start != begin for part in found):
        found.append(_Part(begin, "review", True))
    return sorted(found, key=lambda part: part.start)
