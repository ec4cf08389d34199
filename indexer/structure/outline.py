"""The section headings of a report.

Numbering follows 党政机关公文格式 (GB/T 9704—2012, 7.3.3): 一、 then （一） then 1. then （1）; laws and rules use 章 and 节.
Headings without a number are told by their length, their lack of end punctuation and what stands around them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from indexer.models import Heading

DIGITS: Final = "一二三四五六七八九十百零〇两兩"
PART: Final = 0.0
CHAPTER: Final = 0.5
SECTION: Final = 0.7
UNNUMBERED: Final = 2.5
"""Ranks, highest first; a heading without a number stands below （一） and above 1."""

NUMBERINGS: Final = (
    (re.compile(rf"第[{DIGITS}\d]+(?:部分|编|編|篇)"), PART),
    (re.compile(rf"第[{DIGITS}\d]+章"), CHAPTER),
    (re.compile(rf"第[{DIGITS}\d]+[节節](?!约|能|目|約)"), SECTION),
    (re.compile(rf"[{DIGITS}]{{1,3}}\s*[、．.]"), 1.0),
    (re.compile(rf"[（(]\s*[{DIGITS}]{{1,3}}\s*[)）]"), 2.0),
    (re.compile(r"[\d０-９]{1,2}\s*(?:[、．]|\.(?![\d０-９]))"), 3.0),
    (re.compile(r"[（(]\s*[\d０-９]{1,2}\s*[)）]|[①-⑳]"), 4.0),
)
_NUMBERING: Final = re.compile("|".join(f"({pattern.pattern})" for pattern, _ in NUMBERINGS))
"""All of them at once; the number of the group says which."""
RUN_IN: Final = frozenset({1.0, 2.0})
"""Ranks whose headings may run into their paragraph: （一）加强宏观调控。我们实行……"""

REVIEW: Final = re.compile(
    r"(?:[\d０-９]{4}\s*年|[二一][〇○零一二三四五六七八九]{3}年|过去|過去|去年|今年|今后|今後|未来|未來|下一年|一年来|一年來|五年来|五年來|本届|本屆|“?十[一二三四五]五”?)"
    r".{0,20}(?:回顾|回顧|总结|總結|打算|意见|意見|安排|部署|任务|任務|展望|思路|计划|計劃|建议|建議|要点|要點|情况|情況|目标|目標)"
    r"|(?:工作)?(?:回顾|回顧)|(?:总体|總體)?(?:工作)?(?:思路|要求)|工作(?:安排|部署|打算|意见|意見)"
)
"""Headings of the two halves of a yearly report: 2023年工作回顾, 2024年工作意见, 今后五年工作的建议."""
ANNEX: Final = re.compile(
    r"(?:名词解释|名詞解釋|有关用语说明|附\s*件?\s*[\d一二三四五]*|附注|附註|附录|附錄|注释|注釋|註釋)\s*[:：]?"
)

CLOSED: Final = frozenset("。！？；!?;：:，,、…—")
"""Last characters."""
SALUTATION: Final = re.compile(r"(?:尊敬的)?(?:各位|同志们|同志們|主席、各位|委员们|委員們).{0,20}[：:！!，,]?")
OFFICER: Final = re.compile(
    r"(?:主席|总理|總理|省长|省長|市长|市長|区长|區長|县长|縣長|州长|州長|旗长|盟长|院长|院長|检察长|檢察長|主任|书记|書記|部长|部長|秘书长|秘書長)"
    r"\s*[\u4e00-\u9fff]{1,4}[\s·]?[\u4e00-\u9fff]{1,8}$"
)
"""The line that names the speaker: 国务院总理　李克强."""
DATE: Final = re.compile(
    r"[\d０-９〇○零一二三四五六七八九十]{2,4}\s*年\s*[\d０-９一二三四五六七八九十]{1,3}\s*月.{0,8}"
)
NUMBER_OF_DOCUMENT: Final = re.compile(r"[〔\[（(]\d{4}[〕\]）)]\s*\d*\s*号$|第\s*\d+\s*号$|[〔\[]\d{4}[〕\]]")
COUPLET: Final = re.compile(
    r"(?!.*(?:记者|記者|通讯员|通訊員|[日晚早晨时時]报|[日晚早晨時]報))[^\s\d]{4,16}\s[^\s\d]{4,16}"
)
"""The parallel heading of a newspaper's feature: 思想引领 筑牢团结奋斗基础; with a digit it is a row of a table or a date."""
LONGEST_HEADING: Final = 60
LONGEST_UNNUMBERED: Final = 36
SHORTEST_BODY: Final = 28
"""Characters of a paragraph that is text rather than a heading."""
ENDED: Final = CLOSED - frozenset(":：")
"""Last characters of a paragraph that, without a number, cannot be a heading."""
_LEAD: Final = re.compile(rf"[^。！？；\n]{{4,{LONGEST_HEADING - 20}}}(?=。)")
"""The first sentence of a paragraph, short enough for a heading."""

_GOES_ON: Final = re.compile(r"[；;，,：:]$|。.")
"""A numbered line that is more than a heading."""


def headings(text: str, marked: Mapping[int, int] | None = None, *, titles: int = 1) -> tuple[Heading, ...]:
    """The section headings of a clean text, with levels that nest from 1.

    ``marked`` gives the level of paragraphs (0-based) that the format itself marks as headings; the first ``titles``
    paragraphs are the title and never headings. A heading that runs into its paragraph covers its first sentence
    only, so ``end`` may lie inside a paragraph.
    """
    spans: list[tuple[int, str]] = []
    start = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            spans.append((start, line))
        start += len(line) + 1
    lines = [line for _, line in spans]
    marked = marked or {}
    first = max(titles, _opening(lines))
    found: list[Heading] = []
    open_ranks: list[float] = []
    for number, (start, line) in enumerate(spans):
        if line[-1] in ENDED and number not in marked and _NUMBERING.match(line) is None:
            continue  # told here, as most paragraphs are of this sort
        level = marked.get(number)
        ranked = (level / 10 - 1, len(lines[number])) if level and number >= titles else None
        if ranked is None and number >= first:
            ranked = _ranked(lines, number)
        if ranked is None:
            continue
        rank, length = ranked
        while open_ranks and open_ranks[-1] >= rank:
            open_ranks.pop()
        open_ranks.append(rank)
        found.append(Heading(start=start, end=start + length, level=len(open_ranks)))
    return tuple(found)


def numbering(line: str) -> float | None:
    """Rank of the number that a line begins with, 0 (第一部分) to 4 (⑴); None without one."""
    found = _NUMBERING.match(line)
    return NUMBERINGS[found.lastindex - 1][1] if found and found.lastindex else None


def number_end(line: str) -> int:
    """Where the number that a line begins with ends; 0 without one."""
    found = _NUMBERING.match(line)
    return found.end() if found else 0


def _opening(lines: Sequence[str]) -> int:
    """How many paragraphs the opening takes: what precedes 各位委员 is title, date and speaker."""
    for number, line in enumerate(lines[:15]):
        if SALUTATION.fullmatch(line):
            return number + 1
        if len(line) > 2 * SHORTEST_BODY:
            break
    return 0


def _ranked(lines: Sequence[str], number: int) -> tuple[float, int] | None:
    """Rank and length of the heading that a paragraph is or begins with."""
    line = lines[number]
    rank = numbering(line)
    if rank is not None:
        return _numbered(line, rank)
    if ANNEX.fullmatch(line):
        return PART, len(line)
    if len(line) > LONGEST_UNNUMBERED or line[-1] in CLOSED:
        return None
    if REVIEW.fullmatch(line) and number + 1 < len(lines):
        return PART, len(line)
    return (UNNUMBERED, len(line)) if _stands_alone(lines, number) else None


def _numbered(line: str, rank: float) -> tuple[float, int] | None:
    if line[-1] in ")）、.．":
        return None  # a number torn off its heading
    if len(line) <= LONGEST_HEADING and not _GOES_ON.search(line):
        short = len(line) <= LONGEST_HEADING * 2 // 3 or not line.endswith("。")
        listed = rank >= 3 and (line.endswith("。") or len(line) > LONGEST_UNNUMBERED)
        return (rank, len(line)) if short and not listed else None
    lead = _LEAD.match(line) if rank in RUN_IN else None
    return (rank, lead.end()) if lead else None


def _stands_alone(lines: Sequence[str], number: int) -> bool:
    """A short line without end punctuation that text follows, and that is no caption, name, date or list item."""
    line = lines[number]
    if len(line) < 4 or number + 1 >= len(lines) or line.startswith(("·", "—", "（", "(", "《", "|")):
        return False
    if re.search(r"[。！？；]|\t|^\d+[.%％]", line) or _signed(line):
        return False
    following = lines[number + 1]
    if not (
        following.startswith("· ")
        or len(following) >= max(SHORTEST_BODY, len(line) * 3 // 2)
        or following[-1] in "。；！？…"
    ):
        # A heading over a smaller one: 协商平台不断完善 under 三、坚持守正创新 has been seen to; here only over numbers.
        return numbering(following) is not None and number > 0 and not _short(lines[number - 1])
    before = [_short(each) for each in lines[max(0, number - 2) : number]]
    return not (before and before[-1] and (len(before) == 1 or before[0]))


def _short(line: str) -> bool:
    """A line of the same kind: unnumbered, short, open-ended. Three in a row are a list or captions."""
    return (
        len(line) <= LONGEST_UNNUMBERED
        and not line.startswith("· ")
        and numbering(line) is None
        and REVIEW.fullmatch(line) is None
        and line[-1] not in CLOSED
    )


def _signed(line: str) -> bool:
    """A line that says when or by whom the report was given."""
    return (
        NUMBER_OF_DOCUMENT.search(line) is not None
        or DATE.fullmatch(line) is not None
        or OFFICER.search(line) is not None
        or (re.search(r"\s", line) is not None and not COUPLET.fullmatch(line))
    )
