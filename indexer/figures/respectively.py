"""Lists that are matched one to one: 办复率、满意率分别为100%、97%; 被全国政协、省政协采用5篇、62篇.

Where 分别 stands behind a list whose members are no known things, or more or fewer than the numbers, nothing is read: whose
the numbers are is not known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from indexer.figures.acting import Reading
from indexer.figures.actions import BY_OTHERS
from indexer.figures.actors import bodies, is_own
from indexer.figures.assigning import Assigner
from indexer.figures.clauses import Paragraph
from indexer.figures.growth import changed, grown, numbers_before
from indexer.figures.heads import FILL, LEVELS
from indexer.figures.indicators import RATES
from indexer.figures.listed_times import of_each_time, times
from indexer.figures.listing import MARK, Member, members, read_member, things
from indexer.figures.quantities import Quantity
from indexer.models import Metadata

_ONE: Final = r"(?:全国|[省市区县州])(?:政协|委|政府|人大)"
_BODIES: Final = re.compile(rf"{_ONE}(?:[、和与及]{_ONE})+")
_FROM: Final = re.compile("[由从自]")
_UP_TO: Final = re.compile(r"(?:达到?|为|是)$")
"""Between a list and its numbers; 共, 均 and 各 say something else."""
_NOTHING_ELSE: Final = re.compile(r"(?:经审查|经过审查|已|并|其中|目前|共|全年)*(?:[被获][^,;:。、\d]{2,10})?")
_STOP: Final = re.compile("[,;:。!?]")


def respectively(assigner: Assigner, readings: list[Reading]) -> tuple[list[Reading], dict[int, str]]:
    """The readings with what a list gives to each, and the years it gives, by where the quantity starts."""
    paragraph = assigner.paragraph
    text, years = paragraph.text, dict[int, str]()
    found: dict[int, list[Reading]] = {}
    for reading in readings:
        found.setdefault(reading.quantity.start, []).append(reading)
    told = -1
    for number, quantity in enumerate(paragraph.quantities):
        run = _run(paragraph, number)
        changes = changed(paragraph, number) if number > told else []
        if len(run) == 1 and len(changes) < 2:
            continue
        start, one_unit = paragraph.clauses[number].start, len({each.unit for each in run}) == 1
        at = text.find("分别", start, quantity.whole)
        names = _BODIES.search(text, start, quantity.whole)
        each_body = bodies(names[0]) if names is not None else []
        if names is not None and len(each_body) == len(run) and (at >= 0 or one_unit):
            for each, body in zip(run, each_body, strict=True):
                found[each.start] = [
                    _by(reading, body, names[0], assigner.metadata, told=at >= 0)
                    for reading in found.get(each.start, [])
                ]
        elif len(changes) > 1:
            told = number + len(changes) - 1
            found |= grown(assigner, number, changes, found)
        elif at >= 0 and number > told and (verb := _verb_alone(paragraph, start, at, quantity)) is not None:
            named = _of_each_rated(assigner, number, run, verb)
            found |= named or _of_each_before(paragraph, number, run, verb, found)
        elif number > told:
            end = at if at >= 0 else quantity.whole
            each_time, begin, finish = times(text, start, end)
            if len(each_time) == len(run) and (at >= 0 or one_unit):
                years |= {each.start: time for each, time in zip(run, each_time, strict=True)}
                found |= of_each_time(assigner, run, (start, begin), (finish, end), found)
            else:
                found |= _given(assigner, run, start, at, found) if at >= 0 else _in_order(assigner, run, start)
    return [reading for at in sorted(found) for reading in found[at]], years


def _run(paragraph: Paragraph, number: int) -> list[Quantity]:
    """The quantities that follow one another from this one on with nothing but 、 or 和 between."""
    run = [number]
    while run[-1] + 1 < len(paragraph.quantities):
        between = paragraph.joined(run[-1] + 1)
        if between is None or not MARK.fullmatch(between):
            break
        run.append(run[-1] + 1)
    return [paragraph.quantities[place] for place in run]


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
    before = members(assigner, start, at)
    if _FROM.search(text, at, run[0].whole) and len(before) > 1:
        stop = _STOP.search(text, run[-1].rest)
        end = stop.start() if stop is not None else len(text)
        return {each: [] for each in found if run[0].start <= each < end}
    listed = things(before)
    if not listed and len(before) == len(run) and all(each.author for each in before):
        return {
            quantity.start: [replace(reading, actor=each.author) for reading in found.get(quantity.start, [])]
            for quantity, each in zip(run, before, strict=True)
        }
    if len(listed) < 2:
        late = things(members(assigner, at + len("分别"), run[0].whole))
        listed, behind = (late, []) if len(late) > 1 else (listed, behind)
    actions = [token.action for token in behind if token.action is not None]
    shared = actions[-1] if actions and not text.endswith(LEVELS, 0, run[0].whole) else ""
    return _one_each(assigner, run, listed, shared)


def _in_order(assigner: Assigner, run: list[Quantity], start: int) -> dict[int, list[Reading]]:
    """What the numbers of a run are by the list right before them, though no 分别 says so: 收到提案、社情民意信息312件、430篇; as found
    where there is no list."""
    up_to = _UP_TO.search(assigner.paragraph.text, start, run[0].whole)
    listed = things(members(assigner, start, up_to.start() if up_to is not None else run[0].whole))
    # 社情民意信息、调研报告被采用12篇、3篇: the verb is no member
    alike = all(each.head is not None for each in listed) or all(each.head is None for each in listed)
    return _one_each(assigner, run, listed, "") if len(listed) > 1 and alike else {}


def _one_each(assigner: Assigner, run: list[Quantity], listed: list[Member], shared: str) -> dict[int, list[Reading]]:
    """Each number as that of its member, whose verb is ``shared``, else that of the first; [] for all where not each can be one."""
    nothing: dict[int, list[Reading]] = {quantity.start: [] for quantity in run}
    if len(listed) != len(run):
        return nothing
    given = {
        quantity.start: read_member(assigner, quantity, each, shared or listed[0].action)
        for quantity, each in zip(run, listed, strict=True)
    }
    return given if all(given.values()) else nothing


def _verb_alone(paragraph: Paragraph, start: int, at: int, first: Quantity) -> str | None:
    """The verb between 分别 and the first number where its clause names nothing else: (集体提案13件、委员提案142件,) 分别立案."""
    between = paragraph.between(start, first.whole)
    if len(between) != 1 or between[0].head is not None or not _NOTHING_ELSE.fullmatch(paragraph.text, start, at):
        return None
    verb = between[0]
    return verb.action if verb.start >= at and FILL.fullmatch(paragraph.text, verb.end, first.whole) else None


def _of_each_before(
    paragraph: Paragraph, number: int, run: list[Quantity], verb: str, found: Mapping[int, list[Reading]]
) -> dict[int, list[Reading]]:
    """The numbers of a run as what was done with each of the numbers before them, whoever those are of; [] where there are not as
    many."""
    places = numbers_before(paragraph, number, len(run))
    given = [found.get(paragraph.quantities[place].start, [])[:1] for place in places] or [[] for _ in run]
    return {
        quantity.start: [
            replace(
                each,
                quantity=quantity,
                action=verb,
                actor=_user(found.get(quantity.start, [])) if verb in BY_OTHERS else each.actor,
                done_behind=False,
            )
            for each in of
            if verb in each.indicator.actions and quantity.unit in each.indicator.units
        ]
        for quantity, of in zip(run, given, strict=True)
    }


def _of_each_rated(assigner: Assigner, number: int, run: list[Quantity], verb: str) -> dict[int, list[Reading]]:
    """The numbers of a run as those of the things whose rate the clause before tells: 省人大代表建议、省政协提案办结率均为100%，分别
    办理712件、805件; {} where it tells none, or not of as many."""
    paragraph, comma = assigner.paragraph, assigner.paragraph.clauses[number].start - 1
    begin = max(paragraph.text.rfind(mark, 0, max(comma, 0)) + 1 for mark in ",;:。")
    rates = [each for each in paragraph.between(begin, comma) if each.head is not None and each.head.name in RATES]
    if paragraph.text[comma : comma + 1] != "," or not rates:
        return {}
    listed = things(members(assigner, begin, rates[0].start))
    return _one_each(assigner, run, listed, verb) if len(listed) == len(run) else {}


def _user(readings: list[Reading]) -> str:
    return readings[0].actor if readings else ""
