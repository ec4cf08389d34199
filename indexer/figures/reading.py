"""A report's text → its figures: quantities first, by one pattern; then only the paragraphs that hold any are looked into."""

from __future__ import annotations

import heapq
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from indexer.figures.acting import AUTHORS_BESIDE, AUTHORS_BUT_MEMBERS, Reading
from indexer.figures.actors import is_own, level_of
from indexer.figures.assigning import Assigner
from indexer.figures.clauses import Paragraph, find_tokens, masked, may_hold_figures
from indexer.figures.figure import Figure, Period
from indexer.figures.grouping import settled
from indexer.figures.indicators import INDICATORS
from indexer.figures.periods import AS_OF, PERIOD, compared, followed_up, is_present, own_period, periods, stated
from indexer.figures.planning import planned
from indexer.figures.quantities import Quantity, places
from indexer.figures.respectively import respectively
from indexer.figures.titles import Used, used_titles
from indexer.figures.wholes import wholes
from indexer.fold import fold
from indexer.models import Heading, Metadata
from indexer.structure import Section, sections, sentences

_LONGEST: Final = 4000
"""Characters of a paragraph that are looked at together; a whole report may have been put on one line."""
_LEADS: Final = "在自从·-—“ \u3000"
"""What may stand before the time with which a sentence opens."""
_OPENS: Final = re.compile(r"(?:截至|在|自|从|到|的|[,。;:!?、(“])$")
_SUBJECT: Final = re.compile(
    r"[^,;:。!?()\d]{0,16}(?:政协|委员会|常委会|我们|党组|法院|检察院|人大|政府|系统|委员|代表)"
)
"""Whose time a sentence opens with: 十三届省政协五年来，……."""

_IN_SESSION: Final = frozenset({"全会期间", "大会期间", "会议期间", "两会期间"})
_SENTENCE_END: Final = re.compile("[。!?]")
_NEXT_OF_LIST: Final = re.compile(
    r"其中|其[次二三四]|[一二三四五六七八九十]是|第[一二三四五六七八九]|\(?[一二三四五六七八九\d][)、]"
)


def figures(
    text: str,
    headings: Sequence[Heading],
    metadata: Metadata,
    *,
    folded: str | None = None,
    halves: Sequence[Section] | None = None,
) -> tuple[Figure, ...]:
    """The numeric facts of a clean text that have an indicator, in order; each once, with where it is repeated.

    ``headings`` and ``metadata`` are those of the report, ``folded`` its fold and ``halves`` its sections where the caller has
    them. Offsets count code points of ``text``.
    """
    folded = fold(text) if folded is None else folded
    plain = masked(folded)
    found = places(plain)
    titles = [*used_titles(plain)]
    if not found and not titles:
        return ()
    halves = sections(text, headings, folded=folded) if halves is None else halves
    report = _Report(text, plain, headings, metadata, halves)
    return settled(report.read(found, titles))


class _Report:
    """One report while it is read."""

    def __init__(
        self, text: str, plain: str, headings: Sequence[Heading], metadata: Metadata, halves: Sequence[Section]
    ) -> None:
        self.text, self.plain, self.metadata = text, plain, metadata
        self._halves = halves
        self._half_starts = [half.start for half in halves]
        self._heading_starts = [heading.start for heading in headings]
        self._headings = headings
        self._periods: dict[tuple[int, bool], Period] = {}

    def read(self, found: Sequence[int], titles: Sequence[Used]) -> Iterator[Figure]:
        """The figures of the paragraphs in which one of the places lies, or titles that are used."""
        end = -1
        for at in heapq.merge(found, (used.start for used in titles)):
            if at < end:
                continue
            start, end = self._bounds(at, max(end, 0))
            line = self.plain[start:end]
            tokens = find_tokens(line)
            if may_hold_figures(tokens):
                inside = [used for used in titles if start <= used.start < end]
                yield from self._paragraph(start, Paragraph(line, tokens, self.metadata.covered_year), inside)

    def _bounds(self, at: int, since: int) -> tuple[int, int]:
        """Where the paragraph of a place begins and ends; of one that is too long, a stretch that ends with a sentence."""
        start = max(self.plain.rfind("\n", since, at) + 1, since)
        end = self.plain.find("\n", at)
        end = len(self.plain) if end < 0 else end
        if end - start <= _LONGEST:
            return start, end
        if at - start > _LONGEST // 2:
            start = max(start, self.plain.rfind("。", start, at) + 1, at - _LONGEST // 2)
        stop = self.plain.rfind("。", at, start + _LONGEST) + 1
        return start, min(end, stop or start + _LONGEST)

    def _paragraph(self, start: int, paragraph: Paragraph, titles: Sequence[Used]) -> Iterator[Figure]:
        assigner = Assigner(paragraph, self.metadata)
        readings, years = respectively(assigner, assigner.read())
        readings = _with_titles(paragraph, readings, [(used.start - start, used) for used in titles], self.metadata)
        readings = sorted([*readings, *wholes(paragraph, readings)], key=lambda reading: reading.quantity.start)
        if not readings:
            return
        bounds = sentences(self.text[start : start + len(paragraph.text)])
        begins = [begin for begin, _ in bounds]
        told_apart = AUTHORS_BESIDE.search(paragraph.text) or any(
            each.actor in AUTHORS_BUT_MEMBERS for each in readings
        )
        for reading in readings:
            place = max(bisect_right(begins, reading.quantity.start) - 1, 0)
            year = years.get(reading.quantity.start)
            figure = self._figure(start, paragraph, reading, bounds[place], year)
            of_members = figure.actor == "委员" and not told_apart
            yield replace(figure, actor="", of_members=True) if of_members else figure

    def _figure(
        self, start: int, paragraph: Paragraph, reading: Reading, sentence: tuple[int, int], year: str | None
    ) -> Figure:
        quantity = reading.quantity
        half = self._halves[max(bisect_right(self._half_starts, start + quantity.start) - 1, 0)].kind
        lead = paragraph.text[sentence[0] : quantity.whole]
        if half != "plan" and planned(paragraph.text, sentence[0] + lead.rfind("。") + 1, quantity.whole):
            half = "plan"
        period = self._period(start, paragraph, reading, sentence[0], planned=half == "plan", year=year)
        as_of = AS_OF.search(paragraph.text, sentence[0], quantity.start) if "截" in lead else None
        told = (as_of[as_of.lastgroup or 0], as_of.start(as_of.lastgroup or 0)) if as_of is not None else None
        begin, finish = start + quantity.start, start + quantity.end
        return Figure(
            indicator=reading.indicator.name,
            action=reading.action,
            actor=reading.actor,
            actor_level=level_of(reading.actor, self.metadata),
            period=period,
            as_of=self.text[start + told[1] : start + told[1] + len(told[0])] if told else "",
            low=quantity.low,
            high=quantity.high,
            unit=quantity.unit,
            printed="" if paragraph.text[quantity.start] == "《" else self.text[begin:finish],
            qualifier=quantity.qualifier,
            changed=reading.changed,
            section=half,
            sentence=self.text[start + sentence[0] : start + sentence[1]],
            sentence_start=start + sentence[0],
            sentence_end=start + sentence[1],
            start=begin,
            end=finish,
        )

    def _period(
        self, start: int, paragraph: Paragraph, reading: Reading, sentence: int, *, planned: bool, year: str | None
    ) -> Period:
        at = reading.quantity.whole
        things = [match[0] for match in paragraph.periods if followed_up(paragraph.text, match, at)]
        if things:
            return replace(self._period_of(start, paragraph, at, sentence, planned=planned), things=things[-1])
        if year is not None:
            match = PERIOD.match(f"{year},")  # months alone are a time before a mark only
            return (stated(match, self.metadata, planned=planned) if match else None) or own_period(
                self.metadata, planned=planned
            )
        return self._period_of(start, paragraph, at, sentence, planned=planned)

    def _period_of(self, start: int, paragraph: Paragraph, at: int, sentence: int, *, planned: bool) -> Period:
        own = self._said(paragraph, sentence, at, planned=planned)
        if own is None and sentence:
            own = self._opened(paragraph, sentence, planned=planned)
        return own or self._given(start, planned=planned)

    def _said(self, paragraph: Paragraph, start: int, end: int, *, planned: bool) -> Period | None:
        """The last period named between two places where a clause opens, or in the last clause."""
        within = [match for match in paragraph.periods if start <= match.start() and match.end() <= end]
        if not within:
            return None
        text = paragraph.text
        last = max(text.rfind(mark, start, end) for mark in ",。;")
        present: Period | None = None  # ends the year before wherever in a clause it stands
        for match in reversed(within):
            clause = max(start, *(text.rfind(mark, start, match.start()) + 1 for mark in ",;:"))
            opens = (
                match.start() == start
                or _SUBJECT.fullmatch(text, clause, match.start())
                or _OPENS.search(text, max(start, match.start() - 3), match.start())
                or match.start() > last
            )
            if not (opens or is_present(match)) or not _holds(text, match, end):
                continue
            is_before = paragraph.is_year_before(match)
            period = stated(match, self.metadata, planned=planned, before=is_before)
            if opens and period is not None:
                return present if is_before and present is not None else period
            present = period or present
        return None

    def _opened(self, paragraph: Paragraph, end: int, *, planned: bool) -> Period | None:
        """The time with which an earlier sentence of the paragraph opens: 五年来，……。立案1777件. The year before (上年) is that of
        its own sentence only, or of a list that goes on (一是……。二是……)."""
        for match in reversed(paragraph.periods):
            at = match.start()
            lead = paragraph.text[paragraph.sentence_start(at) : at] if match.end() <= end else None
            opens = lead is not None and (lead.strip(_LEADS) == "" or _SUBJECT.fullmatch(lead) is not None)
            if not opens or match["part"] or match["months"]:
                continue
            before = paragraph.is_year_before(match)
            if not before or self._list_goes_on(paragraph, match.end(), end):
                period = stated(match, self.metadata, planned=planned, before=before)
                if period is not None:
                    return period
        return None

    @staticmethod
    def _list_goes_on(paragraph: Paragraph, since: int, end: int) -> bool:
        """Whether each sentence from a place to the one that begins at ``end`` is the next of a list, and none names the present
        year."""
        begins = [match.end() for match in _SENTENCE_END.finditer(paragraph.text, since, end)]
        named = any(since <= match.start() < end and is_present(match) for match in paragraph.periods)
        return not named and all(_NEXT_OF_LIST.match(paragraph.text, begin) for begin in begins)

    def _given(self, at: int, *, planned: bool) -> Period:
        """What a figure of a paragraph is about if the paragraph does not say."""
        if (at, planned) not in self._periods:
            headed = self._headed(at, planned=planned)
            self._periods[at, planned] = headed or own_period(self.metadata, planned=planned)
        return self._periods[at, planned]

    def _headed(self, at: int, *, planned: bool) -> Period | None:
        """What the nearest heading above names: 2022年工作回顾, 五年工作回顾."""
        level = 99
        for number in range(bisect_right(self._heading_starts, at) - 1, -1, -1):
            if self._headings[number].level >= level:
                continue
            level = self._headings[number].level
            match = self._times_of_headings[number]
            if match is not None and not match["part"] and not match["months"]:
                return stated(match, self.metadata, planned=planned)
        return None

    @cached_property
    def _times_of_headings(self) -> list[re.Match[str] | None]:
        """The first time that each heading names."""
        lines = (self.plain[heading.start : heading.end] for heading in self._headings)
        return [next(iter(periods(line)), None) for line in lines]


def _holds(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a time is that of the number at ``end``: not only compared with it, nor of a session that ended before (大会期间收到
    提案261件、平时提案15件)."""
    if match["part"] in _IN_SESSION and "平时" in text[match.end() : end]:
        return False
    return not compared(text, match, end) and not followed_up(text, match, end)


def _with_titles(
    paragraph: Paragraph, readings: list[Reading], titles: Sequence[tuple[int, Used]], metadata: Metadata
) -> list[Reading]:
    """The readings, and one for titles that are said to be used without a number; in a report on 社情民意信息 only."""
    messages = INDICATORS["社情民意信息"]
    found = list(readings)
    for at, used in titles:
        before = [each for each in readings if each.indicator is messages and each.quantity.start < at]
        if before and not is_own(used.actor, metadata.organization):
            end = at + used.end - used.start
            unit = before[-1].quantity.unit
            quantity = Quantity(at, end, used.count, used.count, unit, "", at, end)
            found.append(Reading(quantity, messages, "采用", used.actor))
    return sorted(found, key=lambda reading: reading.quantity.start)
