"""Lists that are matched one to one by 分别: 被全国政协、省政协分别采用5篇和62篇; 提案、社情民意信息分别为386件、720篇."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from indexer.describe.numerals import YEAR
from indexer.figures.acting import Reading
from indexer.figures.actors import bodies
from indexer.figures.assigning import Assigner
from indexer.figures.clauses import Paragraph
from indexer.figures.indicators import RATES, Indicator

_LIST: Final = re.compile(r"[、和与及]")
_BODIES: Final = re.compile(
    r"(?:全国|[省市区县州])(?:政协|委|政府|人大)(?:[、和与及](?:全国|[省市区县州])(?:政协|委|政府|人大))+"
)
_YEARS: Final = re.compile(rf"{YEAR}年(?:[、和与及]{YEAR}年)+")


def respectively(assigner: Assigner, readings: list[Reading]) -> tuple[list[Reading], dict[int, str]]:
    """The readings with what 分别 gives to each, and the years it gives, by where the quantity starts."""
    paragraph = assigner.paragraph
    if "分别" not in paragraph.text:
        return readings, {}
    found, years = list(readings), dict[int, str]()
    for number, quantity in enumerate(paragraph.quantities):
        start = paragraph.clauses[number].start
        at = paragraph.text.find("分别", start, quantity.whole)
        if at < 0:
            continue
        run = _run(paragraph, number)
        names = _BODIES.search(paragraph.text, start, quantity.whole)
        each_body = bodies(names[0]) if names is not None else []
        named = _YEARS.search(paragraph.text, start, at)
        each_year = _LIST.split(named[0]) if named is not None else []
        heads = _heads(assigner, start, at)
        for place, position in enumerate(run):
            where = paragraph.quantities[position].start
            if len(each_year) == len(run):
                years[where] = each_year[place]
            for index, reading in enumerate(found):
                if reading.quantity.start == where and len(each_body) == len(run):
                    found[index] = replace(reading, actor=each_body[place])
            if len(heads) == len(run) and quantity.unit in heads[0].units:
                found = [reading for reading in found if reading.quantity.start != where]
                found.append(Reading(paragraph.quantities[position], heads[place], "", ""))
    return sorted(found, key=lambda reading: reading.quantity.start), years


def _run(paragraph: Paragraph, number: int) -> list[int]:
    """The quantities that follow one another from this one on with nothing but 、 or 和 between."""
    run = [number]
    while run[-1] + 1 < len(paragraph.quantities):
        between = paragraph.joined(run[-1] + 1)
        if between is None or not _LIST.fullmatch(between):
            break
        run.append(run[-1] + 1)
    return run


def _heads(assigner: Assigner, start: int, end: int) -> list[Indicator]:
    """The heads of a list that reaches up to 分别; [] where it is none."""
    paragraph = assigner.paragraph
    tokens = [token for token in paragraph.between(start, end) if token.head is not None]
    if any(token.head is not None and token.head.name in RATES and not assigner.may_be_rate(token) for token in tokens):
        return []
    listed = len(tokens) > 1 and tokens[-1].end == end
    gaps = [paragraph.text[left.end : right.start] for left, right in pairwise(tokens)]
    heads = [token.head for token in tokens if token.head is not None]
    return heads if listed and all(_LIST.match(gap) for gap in gaps) else []
