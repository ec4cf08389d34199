"""Where a text names organizations: with their place (涪陵区政协, 中共舟山市定海区委) or without it (区政协, 市政府).

One pass over the folded text looks for the words for bodies; the place is read backwards from each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from indexer.describe.divisions import Reading, read_before
from indexer.describe.lines import folded_text, folded_together
from indexer.describe.organization_names import NUMBER
from indexer.fold import fold
from indexer.models import CleanDocument, Evidence, Furniture

PARTY: Final = "中共"
"""Stands in place of a body for party committees: they tell the place, but write no reports here."""

HEAD: Final = 900
"""Characters in which a report introduces itself: venue, salutation, first paragraphs."""

LEVEL_WORDS: Final = frozenset("省市区县州盟旗镇乡")
"""镇 and 乡 are no level of the divisions: what speaks of them as its own is none of the county's reports."""
PREFECTURE: Final = "地区"
AUTONOMOUS_REGION: Final = "自治区"
NATION: Final = "全国"

_COURT_RANK: Final = "(?:第[一二三四五]|高级|中级){0,2}"
"""Bounded, so that no text is read over and over: 高级高级高级…."""
# The first element is a plain set of characters, which the engine of ``re`` skips to; the look-behinds then say which
# of them it was. Six times as fast as the words in one alternation.
_ANCHOR: Final = re.compile(
    "[政人市区县省州盟旗中第高法检党行](?:"
    "(?<=政)[协府]|(?<=行)(?:署|政公署)|(?<=人)(?:大|民(?:代表大会|政府|法院|检察院))|(?<=[省市区县州盟旗])(?=委(?!员(?!会)|托|派|任))|"
    f"(?<=中)国人民政治协商会议|(?:(?<=第)[一二三四五]|(?<=[高中])级){_COURT_RANK}人民法院|(?<=[法中高])院|(?<=检)察院|"
    "(?<=自治区党)委)"
)
"""中国人民政治协商会议, 政协, 人民代表大会, 人大, 人民政府, 政府, courts of any rank, 中院, 高院, 检察院, 市委 and its like, 自治区党委."""
_BODIES: Final = {
    "中国人民政治协商会议": "政协",
    "人民代表大会": "人大",
    "政府": "人民政府",
    "行署": "人民政府",
    "行政公署": "人民政府",
    "党委": PARTY,
    "中院": "法院",
    "高院": "法院",
}
_COMMITTEE: Final = re.compile(
    f"(?:第?{NUMBER}届)?([一-鿿]{{1,22}}?)(?:第?{NUMBER}届)?(?:(?:(?<=地区)工作|(?<=盟)工作|常务)?委员会|常委会)"
)
"""What follows 政协 in 政协重庆市涪陵区委员会, 政协第五届河池市委员会, 政协成县常委会, and in prefectures 政协喀什地区工作委员会."""
_TERM_OF: Final = re.compile(f"([一-鿿]{{2,22}}?)第?{NUMBER}届(?=第?{NUMBER}次|全体)")
"""What follows it where the session is named in short: 政协资阳市五届三次会议."""
_TERM_BEFORE: Final = re.compile(f"第?{NUMBER}届$")
_WORDS_OF_BODIES: Final = {"政协": "政协", "人大": "人大", "法院": "法院", "检察院": "检察"}
_SELF: Final = tuple(re.compile(f"{word}(?:{PREFECTURE}|[{''.join(sorted(LEVEL_WORDS))}])") for word in ("我", "全"))
"""我市, 全区, 全地区; each with a first character to which the engine of ``re`` skips."""
_PLURAL: Final = frozenset("各省市区县州盟旗镇乡和及与、两三级等")
"""Before a level's word these make it many (各区政协, 市县政协, 川渝两省市政协)."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words for an organization in a folded text."""

    start: int
    end: int
    body: str
    """One of 政协, 人大, 人民政府, 法院, 检察院, or ``PARTY``."""
    reading: Reading | None
    """The place, None where only the level is named (区政协)."""
    level_word: str | None
    """省, 市, 区, 县, 州, 盟, 旗, 镇, 乡, 地区, 自治区 or 全国, where that is all that is said of the place."""


@dataclass(frozen=True, eq=False)
class FoldedReport:
    """A document with what is asked of it again and again, worked out once; equal to none but itself."""

    document: CleanDocument
    stated_title: str
    """As it stands, "" where there is none."""
    year: int | None
    """The year it is about, which tells former divisions from present ones."""

    @cached_property
    def title(self) -> str:
        """The title, folded."""
        return fold(self.stated_title)

    @cached_property
    def text(self) -> str:
        """The clean text, folded."""
        return folded_text(self.document.text)

    @property
    def head(self) -> str:
        """The folded beginning, in which a report introduces itself."""
        return self.text[:HEAD]

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions in the text."""
        return mentions_in(self.text)

    @cached_property
    def furniture(self) -> tuple[tuple[Furniture, str], ...]:
        """What was taken out of the page, each with its folded text."""
        pieces = self.document.furniture
        return tuple(zip(pieces, folded_together([piece.text for piece in pieces]), strict=True))

    @cached_property
    def words_of_bodies(self) -> Counter[str]:
        """Body → how often the text says the word for it."""
        return Counter({body: self.text.count(word) for body, word in _WORDS_OF_BODIES.items()})

    @cached_property
    def words_of_self(self) -> Counter[str]:
        """How often the text says 我市, 全区 and the like."""
        return Counter(words for pattern in _SELF for words in pattern.findall(self.text))

    def quote(self, start: int, end: int, zone: str | None = None) -> Evidence:
        """Evidence for a stretch of the text: its original words and the paragraph, 1-based, they stand in."""
        if zone is None:
            zone = "heading" if any(h.start <= start < h.end for h in self.document.headings) else "body"
        paragraph = self.text.count("\n", 0, start) + 1
        return Evidence(self.document.text[start:end], f"{zone}:{paragraph}")


@lru_cache(maxsize=1)  # of the report in hand, which is looked at again when the file's name gives its title
def mentions_in(text: str) -> tuple[Mention, ...]:
    """All mentions in a whole text."""
    return tuple(mentions(text))


def mentions(text: str) -> Iterator[Mention]:
    """All mentions of organizations in a folded text that say something of the place, in order."""
    for anchor in _ANCHOR.finditer(text):
        words = anchor.group()
        start, end = anchor.span()
        if words in LEVEL_WORDS:
            mention = _before(text, end, end + len("委"), PARTY)
        else:
            body = _BODIES.get(words) or (
                "法院" if words.endswith("法院") else "检察院" if words.endswith("检察院") else words
            )
            mention = (_after(text, start, end) if body == "政协" else None) or _before(text, start, end, body)
        if mention is not None:
            yield mention


def _after(text: str, start: int, end: int) -> Mention | None:
    match = _COMMITTEE.match(text, end) or _TERM_OF.match(text, end)
    if match is None:
        return None
    place = match[1]
    if place in LEVEL_WORDS or place in (NATION, AUTONOMOUS_REGION, PREFECTURE):
        return Mention(start, match.end(), "政协", None, place)
    reading = read_before(text, match.end(1))
    if reading is None or reading.start != match.start(1):
        return None
    return Mention(start, match.end(), "政协", reading, None)


def _before(text: str, stop: int, end: int, body: str) -> Mention | None:
    """The mention whose place stands before ``stop``."""
    if stop and text[stop - 1] == "届":
        term = _TERM_BEFORE.search(text, max(0, stop - 6), stop)
        stop = term.start() if term is not None else stop
    if not stop:
        return None
    reading = read_before(text, stop)
    if reading is not None and (reading.full or body != PARTY):
        named = body == PARTY and text.startswith(PARTY, max(0, reading.start - 2))
        return Mention(reading.start - 2 if named else reading.start, end, body, reading, None)
    word = text[stop - 1]
    if text.startswith(AUTONOMOUS_REGION, max(0, stop - 3)):
        return Mention(stop - 3, end, body, None, AUTONOMOUS_REGION)
    if text.startswith(NATION, max(0, stop - 2)):
        return Mention(stop - 2, end, body, None, NATION)
    if text.startswith(PREFECTURE, max(0, stop - 2)) and not (stop > 2 and text[stop - 3] in _PLURAL):
        return Mention(stop - 2, end, body, None, PREFECTURE)
    if word in LEVEL_WORDS and not (stop > 1 and text[stop - 2] in _PLURAL):
        return Mention(stop - 1, end, body, None, word)
    return None
