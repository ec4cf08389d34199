"""Body, level and place weighed from a whole text, for reports that name themselves only in passing.

The level that the text speaks of as its own (区政协, 我区, 全区) admits only places of that level: 市政协 and 中共重庆市委
give 重庆市政协 however often 全国政协 and districts are named. The best named place must be clear of the next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from indexer.describe.divisions import Division, choose, forms, one_per_path, read_before
from indexer.describe.organization_mentions import (
    AUTONOMOUS_REGION,
    HEAD,
    LEVEL_WORDS,
    NATION,
    PARTY,
    FoldedReport,
    Mention,
    mentions,
)
from indexer.describe.organization_names import national, of_division
from indexer.fold import fold
from indexer.models import Evidence, Organization

Found = tuple[Organization, Evidence]

_TITLE_BODIES: Final = (
    ("人民政府", re.compile("政府工作报告|人民政府")),
    ("检察院", re.compile("检察院")),
    ("法院", re.compile("法院")),
    ("政协", re.compile("政协|政治协商会议|提案")),
    ("人大", re.compile("人大|人民代表大会")),
)
_REPLY: Final = re.compile("答复|复函|复文")
_SPEAKS_FOR: Final = re.compile(
    "(?:我代表|受)[^,。;\n]{0,30}?(人民政府|国务院|政协|人大常委会|人民代表大会|法院|检察院)"
)
_SPOKEN_FOR: Final = {"国务院": "人民政府", "人大常委会": "人大", "人民代表大会": "人大"}
_WORDS_OF_BODY: Final = {"政协": "政协", "人大": "人大", "法院": "法院", "检察院": "检察"}
_LED_BY: Final = re.compile("[^。\n]{0,14}领导")

_SELF: Final = re.compile(f"[我全][{''.join(sorted(LEVEL_WORDS))}]")
"""我市, 全区."""

_ENOUGH: Final = 2.0
_CLEAR: Final = 2.0
"""The best place must weigh at least this many times the next of its level."""
_SURROUNDED: Final = 3
"""What the surroundings of the one meant among places of one name must count at least, and four times any other's."""
_CLAUSE: Final = 24
_JOURNEY: Final = re.compile("(?:赴|前往|学习|考察|借鉴|来自|接待)[^,。;\n]*$")
_PLAINLY: Final = 3
_PLAINLY_CLEAR: Final = 4
"""Where no organization is named, a place must be named this often, and this many times as often as any other."""


@dataclass(frozen=True, slots=True)
class _Vote:
    division: Division
    weight: float
    evidence: Evidence


def weigh(report: FoldedReport, beside: Organization | None = None) -> Found | None:
    """The organization that the text as a whole points to, or None; ``beside`` as for ``find_organization``."""
    body = body_of(report)
    if body is None:
        return None
    level = own_level(report, body)
    votes = list(_votes(report, body, level))
    if votes:
        best = _winner(votes)
        return (of_division(best.division, body), best.evidence) if best is not None else None
    if level is None:
        heard = [m for m in report.mentions if m.body == body and m.level_word == NATION]
        if body == "政协" and len(heard) >= _PLAINLY:
            return national("全国政协"), report.quote(heard[0].start, heard[0].end)
        return _from_file_name(report, body, level)
    return _plainly(report, body, level) or _from_file_name(report, body, level) or _beside(report, body, level, beside)


def body_of(report: FoldedReport) -> str | None:
    """The kind of body that reports: by the title, by whom the speaker stands for, by what the text keeps naming."""
    if _REPLY.search(report.title):
        return None
    titled = [body for body, pattern in _TITLE_BODIES if pattern.search(report.title)]
    if len(titled) == 1 or (titled and "政府工作报告" in report.title):
        return titled[0]
    speaks = _SPEAKS_FOR.search(report.head)
    if speaks is not None:
        return _SPOKEN_FOR.get(speaks[1], speaks[1])
    if "政府工作报告" in report.head[:200]:
        return "人民政府"
    counts = Counter({body: report.text.count(word) for body, word in _WORDS_OF_BODY.items()})
    (first, most), (_, next_most) = counts.most_common(2)
    enough = max(2, len(report.text) // 1500)
    return first if most >= enough and most >= 2 * next_most else None


def own_level(report: FoldedReport, body: str) -> str | None:
    """The level that the text speaks of as its own: one of ``LEVEL_WORDS`` or 自治区; None where it never says."""
    weights: Counter[str] = Counter()
    for mention in mentions(report.title):
        if mention.level_word and mention.body == body:
            weights[mention.level_word] += 40
    for mention in report.mentions:
        if mention.level_word is None:
            continue
        # In hundredths, to keep to whole numbers: one's own body tells far more than the committees above it.
        weights[mention.level_word] += (5 if mention.start < HEAD else 2) if mention.body == body else 1
    region = weights[AUTONOMOUS_REGION] > weights["区"]
    said = Counter(_SELF.findall(report.text))
    for word in LEVEL_WORDS:
        weights[AUTONOMOUS_REGION if word == "区" and region else word] += said["我" + word] * 2 + said["全" + word]
    del weights[NATION]
    best = weights.most_common(1)
    return best[0][0] if best and best[0][1] >= 2 else None


def fits(division: Division, level_word: str | None) -> bool:
    """Whether a division can be what a text calls 我市, 区政协, 自治区; any can where the text says nothing."""
    if level_word is None:
        return True
    if level_word == AUTONOMOUS_REGION:
        return division.name.endswith(AUTONOMOUS_REGION)
    if level_word == "区":
        return division.name.endswith("区") and division.level == "县级"
    return division.name.endswith(level_word)


def settle(divisions: Iterable[Division], level_word: str | None, report: FoldedReport) -> Division | None:
    """The one division meant: of the text's own level, of its year, else the one whose surroundings the text names."""
    left = one_per_path([d for d in divisions if fits(d, level_word)], report.year)
    division = choose(left, year=report.year)
    if division is not None or not left:
        return division
    named = [sum(_at_home(report.text, forms(name)[-1]) for name in d.path[:-1]) for d in left]
    most, next_most = sorted(named, reverse=True)[:2]
    return left[named.index(most)] if most >= _SURROUNDED and most >= 4 * next_most else None


def _at_home(text: str, place: str) -> int:
    """How a text speaks of a place: two for each time, journeys there one in all.

    赴浙江省杭州市学习考察 tells little of the traveller.
    """
    before = [text[max(0, match.start() - _CLAUSE) : match.start()] for match in re.finditer(place, text)]
    journeys = sum(_JOURNEY.search(words) is not None for words in before)
    return 2 * (len(before) - journeys) + min(1, journeys)


def _votes(report: FoldedReport, body: str, level: str | None) -> Iterator[_Vote]:
    """What each mention of a place says, with its weight."""
    settled: dict[str, Division | None] = {}
    ending = max(HEAD, _ending(report.text))
    for mention in report.mentions:
        if mention.reading is None or (level is None and mention.body != body):
            continue
        place = report.text[mention.reading.start : mention.reading.end]
        if place not in settled:
            settled[place] = settle(mention.reading.divisions, level, report)
        division = settled[place]
        if division is not None:
            signed = mention.start >= ending
            where = report.quote(mention.start, mention.end, "signature" if signed else None)
            zone = 3.0 if signed else 2.0 if mention.start < HEAD else 1.0
            yield _Vote(division, zone * _weight(report.text, mention, body, division), where)
    for furniture in report.document.furniture:
        line = fold(furniture.text)
        for mention in mentions(line):
            if mention.reading is None or mention.body != body:
                continue
            division = settle(mention.reading.divisions, level, report)
            # The source of a copy counts only where the text itself speaks of the place.
            if division is not None and report.text.count(forms(division.name)[-1]) > 1:
                words = furniture.text[mention.start : mention.end]
                yield _Vote(
                    division, 2 * _weight(line, mention, body, division), Evidence(words, f"furniture:{furniture.line}")
                )


def _weight(text: str, mention: Mention, body: str, division: Division) -> float:
    weight = 2.0 if mention.body in (body, PARTY) else 1.0
    if mention.body == PARTY and _LED_BY.match(text, mention.end):
        weight *= 2
    if mention.reading is not None:
        length = mention.reading.end - mention.reading.start
        weight *= 0.7 if not mention.reading.full else 1.5 if length > len(division.name) else 1.0
    return weight


def _ending(text: str) -> int:
    """Where the signature may begin: the last three paragraphs, as far as they are short."""
    start = len(text)
    for _ in range(3):
        before = text.rfind("\n", 0, max(0, start - 1)) + 1
        if start - before > 40 or before == 0:
            break
        start = before
    return start


def _winner(votes: list[_Vote]) -> _Vote | None:
    totals: dict[tuple[str, ...], float] = {}
    for vote in votes:
        totals[vote.division.path] = totals.get(vote.division.path, 0.0) + vote.weight
    ranked = sorted(totals.items(), key=lambda item: -item[1])
    path, weight = ranked[0]
    if weight < _ENOUGH or (len(ranked) > 1 and weight < _CLEAR * ranked[1][1]):
        return None
    return max((vote for vote in votes if vote.division.path == path), key=lambda vote: vote.weight)


def _plainly(report: FoldedReport, body: str, level: str) -> Found | None:
    """The one place of the text's own level that it keeps naming in full, where it names no organization."""
    counts: Counter[Division] = Counter()
    first: dict[Division, tuple[int, int]] = {}
    for match in re.finditer(level, report.text):
        reading = read_before(report.text, match.end())
        if reading is None or not reading.full:
            continue
        division = settle(reading.divisions, level, report)
        if division is not None:
            counts[division] += 1
            first.setdefault(division, (reading.start, reading.end))
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _PLAINLY or (len(ranked) > 1 and ranked[0][1] < _PLAINLY_CLEAR * ranked[1][1]):
        return None
    return of_division(ranked[0][0], body), report.quote(*first[ranked[0][0]])


def _from_file_name(report: FoldedReport, body: str, level: str | None) -> Found | None:
    for file in report.document.raw.names:
        stem = PurePosixPath(file).stem
        name = re.sub(r"\d{4}年?度?|\s", "", fold(stem))
        for mention in mentions(name):
            if mention.reading is None or mention.body != body:
                continue
            division = settle(mention.reading.divisions, level, report)
            if division is not None:
                return of_division(division, body), Evidence(stem, "file")
    return None


def _beside(report: FoldedReport, body: str, level: str, beside: Organization | None) -> Found | None:
    if beside is None or beside.body != body or not beside.division or not beside.division[-1].endswith(level):
        return None
    own = next((m for m in report.mentions if m.level_word == level and m.body == body), None)
    if own is not None:
        return beside, report.quote(own.start, own.end)
    titled = next((m for m in mentions(report.title) if m.level_word == level and m.body == body), None)
    return (beside, Evidence(report.stated_title, "title")) if titled is not None else None
