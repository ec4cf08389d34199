"""Lists that are matched one to one: 办复率、满意率分别为100%、97%; 被全国政协、省政协采用5篇、62篇.

Where 分别 stands behind a list whose members are no known things, or more or fewer than the numbers, nothing is read: whose
the numbers are is not known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from indexer.describe.numerals import YEAR
from indexer.figures.acting import Reading
from indexer.figures.actions import CHANGES
from indexer.figures.actors import bodies, is_own, whose
from indexer.figures.assigning import Assigner
from indexer.figures.clauses import Paragraph, Token
from indexer.figures.heads import LEVELS
from indexer.figures.indicators import AUTHORED, RATES
from indexer.figures.quantities import Quantity
from indexer.models import Metadata

_LIST: Final = re.compile(r"[、和与及]")
_ONE: Final = r"(?:全国|[省市区县州])(?:政协|委|政府|人大)"
_BODIES: Final = re.compile(rf"{_ONE}(?:[、和与及]{_ONE})+")
_MONTH: Final = r"(?:1[012]|[1-9]|十[一二]?|[一二三四五六七八九])"
_PART: Final = rf"(?:[上下]半年|(?:第?[一二三1-3](?:季度)?[至到—-]+|前|第)?[一二两三四1-4]季度|(?:{_MONTH}月?[至到—-]+)?{_MONTH}月份?|(?:全会|大会|会议|两会|闭会)期间|闭会后)"
_TIME: Final = rf"(?:{YEAR}年{_PART}?|{_PART}|上年度?|今年|全年)"
_TIMES: Final = re.compile(
    rf"(?<![至到—-])(?:(?:{_TIME}|{YEAR})[、和与及])+{_TIME}|(?:第?[一二三四1-4][、和与及])+第?[一二三四1-4]季度"
)
"""Years, or parts of one: 2022、2023年, 一、二季度, 2023年上半年、下半年."""
_YEAR: Final = re.compile(rf"{YEAR}年?")
_PART_ALONE: Final = re.compile(_PART)
_NUMBER_OF: Final = re.compile(r"(?:总数|数量|件数|总量|数)?")
_FROM: Final = re.compile("[由从]")
_STOP: Final = re.compile("[,;:。!?]")


@dataclass(frozen=True, slots=True)
class _Item:
    """A member of a list: 收到提案, 委员满意率, 界别."""

    start: int
    end: int
    head: Token | None
    action: str
    author: str


def respectively(assigner: Assigner, readings: list[Reading]) -> tuple[list[Reading], dict[int, str]]:
    """The readings with what a list gives to each, and the years it gives, by where the quantity starts."""
    paragraph = assigner.paragraph
    text, years = paragraph.text, dict[int, str]()
    found: dict[int, list[Reading]] = {}
    for reading in readings:
        found.setdefault(reading.quantity.start, []).append(reading)
    for number, quantity in enumerate(paragraph.quantities):
        run = _run(paragraph, number)
        if len(run) == 1:
            continue
        start = paragraph.clauses[number].start
        at = text.find("分别", start, quantity.whole)
        names = _BODIES.search(text, start, quantity.whole)
        each_body = bodies(names[0]) if names is not None else []
        if names is not None and len(each_body) == len(run) and (at >= 0 or len({each.unit for each in run}) == 1):
            for each, body in zip(run, each_body, strict=True):
                found[each.start] = [
                    _by(reading, body, names[0], assigner.metadata, told=at >= 0)
                    for reading in found.get(each.start, [])
                ]
        elif at >= 0:
            named = _TIMES.search(text, start, at)
            goes_on = named is not None and _LIST.match(text, named.end()) is not None  # with what is no time
            times = _times(named[0]) if named is not None and not goes_on else []
            if named is not None and len(times) == len(run):
                years |= {each.start: time for each, time in zip(run, times, strict=True)}
                found |= _of_each_time(assigner, run, (start, named.start()), (named.end(), at), found)
            else:
                found |= _given(assigner, run, start, at, found)
    return [reading for at in sorted(found) for reading in found[at]], years


def _run(paragraph: Paragraph, number: int) -> list[Quantity]:
    """The quantities that follow one another from this one on with nothing but 、 or 和 between."""
    run = [number]
    while run[-1] + 1 < len(paragraph.quantities):
        between = paragraph.joined(run[-1] + 1)
        if between is None or not _LIST.fullmatch(between):
            break
        run.append(run[-1] + 1)
    return [paragraph.quantities[place] for place in run]


def _times(listed: str) -> list[str]:
    """The members of a list of times, each with what it shares with the others: 2022年上半年、下半年 → 2022年下半年."""
    found, year = [], ""
    for each in _LIST.split(listed):
        named = _YEAR.match(each)
        year = (named[0] if named[0].endswith("年") else f"{named[0]}年") if named is not None else year
        rest = each.removeprefix(named[0]) if named is not None else each
        if listed.endswith("季度") and rest and not rest.endswith(("季度", "年")):
            rest += "季度"
        found.append(year + rest if named is not None or _PART_ALONE.fullmatch(rest) else rest)
    return found


def _of_each_time(
    assigner: Assigner,
    run: list[Quantity],
    before: tuple[int, int],
    behind: tuple[int, int],
    found: Mapping[int, list[Reading]],
) -> dict[int, list[Reading]]:
    """The numbers of a list of times of which nothing is known yet are what stands before it (立案率上半年、下半年分别为90%、92%);
    none is known where a list of things stands behind it, too (上半年、下半年立案率、满意率分别为…)."""
    if len(_named(_items(assigner, *behind))) > 1:
        return {quantity.start: [] for quantity in run}
    unknown = [quantity for quantity in run if not found.get(quantity.start)]
    item = _item(assigner, *before) if unknown and before[0] < before[1] else None
    if item is None or (item.head is None and not item.action):
        return {}
    return {quantity.start: _reading(assigner, quantity, item, item.action) for quantity in unknown}


def _by(reading: Reading, body: str, joint: str, metadata: Metadata, *, told: bool) -> Reading:
    """A reading of one body among several; where nothing tells so (分别), only if all of them were taken for its actor."""
    if reading.actor not in (joint, f"{joint}领导") and not told:
        return reading
    actor = f"{body}领导" if reading.actor.endswith("领导") else body
    return replace(reading, actor="" if is_own(actor, metadata.organization) else actor)


def _given(
    assigner: Assigner, run: list[Quantity], start: int, at: int, found: Mapping[int, list[Reading]]
) -> dict[int, list[Reading]]:
    """What the numbers of a run are by the list before 分别, at ``at``, or behind it; as found where there is no list."""
    text = assigner.paragraph.text
    behind = assigner.paragraph.between(at, run[0].whole)
    nothing: dict[int, list[Reading]] = {quantity.start: [] for quantity in run}
    before = _items(assigner, start, at)
    if _FROM.search(text, at, run[0].whole) and len(before) > 1:
        stop = _STOP.search(text, run[-1].rest)
        end = stop.start() if stop is not None else len(text)
        return {each: [] for each in found if run[0].start <= each < end}
    listed = _named(before)
    if not listed and len(before) == len(run) and all(item.author for item in before):
        return {
            quantity.start: [replace(reading, actor=item.author) for reading in found.get(quantity.start, [])]
            for quantity, item in zip(run, before, strict=True)
        }
    if len(listed) < 2:
        late = _named(_items(assigner, at + len("分别"), run[0].whole))
        listed, behind = (late, []) if len(late) > 1 else (listed, behind)
    if len(listed) == len(run):
        actions = [token.action for token in behind if token.action is not None]
        shared = actions[-1] if actions and not text.endswith(LEVELS, 0, run[0].whole) else ""
        return {
            quantity.start: _reading(assigner, quantity, item, shared or listed[0].action)
            for quantity, item in zip(run, listed, strict=True)
        }
    return nothing if len(before) > 1 or len(listed) > 1 else {}


def _items(assigner: Assigner, start: int, end: int) -> list[_Item]:
    """The members of the list that reaches up to ``end``."""
    paragraph = assigner.paragraph
    tokens = paragraph.between(start, end)
    marks = [
        mark.start()
        for mark in _LIST.finditer(paragraph.text, start, end)
        if not any(token.start <= mark.start() < token.end for token in tokens)
    ]
    bounds = zip([start, *(mark + 1 for mark in marks)], [*marks, end], strict=True)
    return [_item(assigner, *each) for each in bounds if each[0] < each[1]]


def _item(assigner: Assigner, start: int, end: int) -> _Item:
    text, tokens = assigner.paragraph.text, assigner.paragraph.between(start, end)
    last = tokens[-1] if tokens else None
    closes = last is not None and _NUMBER_OF.fullmatch(text, last.end, end) is not None
    head = last if last is not None and closes and last.head is not None else None
    acts = [token.action for token in tokens if token.action is not None and token is not head]
    acted = acts[-1] if acts and (head is not None or closes) and acts[-1] is not None else ""
    author = assigner.author(head, start) if head is not None else whose(text[start:end])
    return _Item(start, end, head, acted, author)


def _named(items: list[_Item]) -> list[_Item]:
    """Those at the end of a list that say what is counted."""
    for place in range(len(items) - 1, -1, -1):
        if items[place].head is None and not items[place].action:
            return items[place + 1 :]
    return items


def _reading(assigner: Assigner, quantity: Quantity, item: _Item, shared: str) -> list[Reading]:
    """A number as that of a member of a list; [] where it cannot be."""
    head = item.head
    if head is None:
        spoken = assigner.spoken_of(item.action, quantity)
        return [Reading(quantity, spoken, item.action, "")] if spoken is not None else []
    indicator = head.head
    if indicator is None or quantity.unit not in indicator.units:
        return []
    action = next((each for each in (item.action, shared) if each in indicator.actions), "")
    if indicator.name in RATES:
        action = action if action in CHANGES else ""
        if not assigner.may_be_rate(head) or (quantity.unit == "个百分点" and not action):
            return []
    elif (quantity.unit == "%" and action not in CHANGES) or (indicator.needs_action and not action):
        return []
    authored = indicator.name in AUTHORED or indicator.name == "社情民意信息"
    actor = item.author if authored and not is_own(item.author, assigner.metadata.organization) else ""
    return [Reading(quantity, indicator, action, actor)]
