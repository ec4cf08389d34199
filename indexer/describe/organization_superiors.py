"""Whom a report stands under: what tells a 市中区 from the others of its name is the city whose committee leads it.

A district's report thanks those above it (在枣庄市政协指导下, 被福州市政协评为先进), and its city's paper prints it. Towns that it
visits or works with prove nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from indexer.describe.divisions import Division, candidates
from indexer.describe.organization_mentions import FoldedReport
from indexer.fold import fold

_LEADS: Final = re.compile(
    "[^,。;:\n]{0,24}?(?:领导|指导)(?:(?:[、和与及]|以及)[^,。;:\n]{0,24}?(?:领导|指导|支持|监督|帮助|关心|关怀|重视|配合|努力))?下"
)
"""In one clause with the body that was named: 长春市委、市政府和朝阳区委的正确领导下."""
_LEAD: Final = re.compile("(?:接受|争取|依靠|服从|坚持)[^,。;:\n]{0,16}$")
_LEADING: Final = re.compile("[^,。;:\n]{0,16}?(?:的|业务|工作)(?:领导|指导)")
"""接受拉萨市人民检察院的业务指导."""
_ASSESSES: Final = re.compile(
    "[^,。;:\n]{0,10}?(?:评为|评定为|授予|表彰|表扬|通报|采用|采纳|下达|巡察|督导|督查|考核|指导|领导(?!小组|干部|人|的|一行|同志|好评|肯定))"
)
_PASSIVE: Final = re.compile("(?:被|受到?|获得?|由|经|得到|完成|落实)(?:中共|了)?$")
"""Those above assess: 被福州市政协评为先进, 受到枣庄市委表彰."""
_ELSEWHERE: Final = re.compile(
    "赴|前往|考察|借鉴|援|帮扶|结对|协作|邀请|接待|(?:学习|推广)(?!贯彻|宣传|领会|传达|落实|党|习近平|教育)"
)
"""Before it in the sentence: whoever leads there leads those who are visited."""
_SENTENCE: Final = 60
_MEDIA: Final = "(?:日报|晚报|晨报|早报|时报|商报|都市报|青年报|政协报|广播电视台|电视台|新闻网)"
_FROM: Final = re.compile(rf"(?:来源|稿源|出处|转自|摘自|原载|源自)[:\s]*[《\"]?([一-鿿]{{2,10}}?){_MEDIA}")
_PAPER: Final = re.compile(rf"《?([一-鿿]{{2,10}}?){_MEDIA}")
_PAPER_COUNTS: Final = 3
"""As much as the least that a surrounding place must be spoken of to tell namesakes apart."""


def led(divisions: Sequence[Division], report: FoldedReport) -> Division | None:
    """The one of several namesakes that stands under those who lead, guide or assess the report's body; None where none or several do."""
    above = _superiors(report)
    if not above:
        return None
    counts = [sum(any(_is_above(d, division) for d in superior) for superior in above) for division in divisions]
    most = max(counts)
    return divisions[counts.index(most)] if most and counts.count(most) == 1 else None


def is_led_elsewhere(division: Division, report: FoldedReport) -> bool:
    """Whether those who lead the report's body are none that stand above a division."""
    above = _superiors(report)
    return bool(above) and not any(_is_above(d, division) or d == division for superior in above for d in superior)


def printed(division: Division, report: FoldedReport) -> int:
    """How much the paper that a copy comes from speaks for a place inside the paper's: 舟山日报 for 普陀区."""
    return _PAPER_COUNTS if any(_is_above(d, division) for d in _of_papers(report)) else 0


def _is_above(upper: Division, division: Division) -> bool:
    return len(upper.path) < len(division.path) and division.path[: len(upper.path)] == upper.path


def _superiors(report: FoldedReport) -> list[tuple[Division, ...]]:
    """What each name of those who lead can mean, each name once."""
    found: dict[str, tuple[Division, ...]] = {}
    text = report.text
    for mention in report.mentions:
        if mention.reading is None:
            continue
        name = text[mention.reading.start : mention.reading.end]
        if name not in found and _is_superior(text, mention.start, mention.end):
            found[name] = mention.reading.divisions
    return list(found.values())


def _is_superior(text: str, start: int, end: int) -> bool:
    sentence = max(text.rfind(sign, max(0, start - _SENTENCE), start) for sign in "。;\n")
    if _ELSEWHERE.search(text, max(sentence, start - _SENTENCE, 0), start) is not None:
        return False
    if _LEADS.match(text, end) is not None:
        return True
    before = text[max(0, start - 24) : start]
    if _LEAD.search(before) is not None and _LEADING.match(text, end) is not None:
        return True
    return _PASSIVE.search(before) is not None and _ASSESSES.match(text, end) is not None


def _of_papers(report: FoldedReport) -> Iterator[Division]:
    """The places after which the papers are named that the page, or the format itself, gives as its source."""
    names = [match[1] for _, line in report.furniture for match in _FROM.finditer(line)]
    stated = _PAPER.match(fold(report.document.raw.stated.get("source", "")))
    for name in names if stated is None else [*names, stated[1]]:
        yield from candidates(name)
