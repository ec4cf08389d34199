"""A paragraph as the rules see it: its words that count, its quantities, and the clauses around each of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from indexer.figures.actions import MEANS_PROPOSALS, WORDS
from indexer.figures.indicators import HEADS, INDICATORS, Indicator
from indexer.figures.last_year import years_before
from indexer.figures.periods import periods
from indexer.figures.quantities import quantities

MASK: Final = "□"
_QUOTED: Final = re.compile(
    r"《[^《》\n]{1,120}》|“(?!十[一二三四五]五”)[^“”\n]{1,60}”|「[^「」\n]{1,60}」|\"[^\"\n,。;]{1,40}\""
)
_SERIALS: Final = INDICATORS["社情民意信息"].heads
"""Names of what is counted that are titles, too: 编发《社情民意信息》136期."""
_IDLE: Final = (
    *(
        "提案委员会",
        "提案委",
        "提案人",
        "提案者",
        "提案承办",
        "提案线索",
        "提案选题",
        "提案参考",
        "提案建议",
        "提案工作简报",
    ),
    *(
        "提案工作制度",
        "提案选编",
        "提案办理工作",
        "立案侦查",
        "立案监督",
        "立案查处",
        "立案标准",
        "立案总数",
        "立案率",
        "问题线索",
    ),
    *(
        "协商民主",
        "民主协商",
        "政治协商",
        "建议书",
        "反映问题",
        "信息化",
        "主席会议成员",
        "参加单位",
        "参与度",
        "开展情况",
    ),
    *("组织部", "组织部门", "组织机构", "党组织", "各级组织", "提案总数", "提案数量"),
)
"""Words that hold a head or an action and are neither."""
_KEPT: Final = {"提案总数": "提案", "提案数量": "提案", "难题": "问题", "困难": "问题", "信息": "社情民意信息"}
"""Words that are a head only where ``_TOKEN`` or ``_is_message`` says so, and which."""


def _longest_first(words: set[str]) -> str:
    """A pattern of the words, grouped by first character: a third of the time of a plain list."""
    ends: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        ends.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in ends.items())


_RISEN: Final = {"增": "增长", "升": "增长", "降": "下降", "减": "下降", "多": "增长", "少": "下降"}
"""Verbs of change that are one character: 增 and the like before 至 and 到 only (增至196件), 多 and 少 beside what is compared with."""
_TOKEN: Final = re.compile(
    _longest_first({*HEADS, *WORDS, *_IDLE})
    + "|[增升降减](?=[至到])|(?<=[年期届度、,])[多少](?![数于次])"
    + "|(?:难题|困难)(?=[近约超]?[0-9〇零一二三四五六七八九十两百千])|信息(?!化)"
)
_SENT: Final = re.compile(r"(?:报送|编报|编发|上报|反映|提交|报出)的?$")
_POLITICAL_USE: Final = re.compile(r"(?:(?!社情民意)[^。;!?]){0,60}?政协(?:单篇|综合|办公厅)?(?:采用|采纳|录用|选用)")
"""Behind 信息 that are sent, that they are 社情民意信息: a 政协 used them, and none are named so beside."""
_THAN: Final = re.compile(r"[比较][^,;:。!?()]{1,24}$|[与同和][^,;:。!?()]{1,12}相比,?[^,;:。!?()]{0,24}$")
_SO_MANY: Final = re.compile(r"了?[近约超]?[0-9〇零一二三四五六七八九十两百千]")
_TIME: Final = re.compile("[年届期月度内来后]")
"""One of them stands in every period (来 in 十四五以来, 后 in 闭会后)."""
_HANDED: Final = re.compile(
    r"(?<![提递成外社上转移送])交(?![通流换易叉往界融际接办])(?:[由给付][^,;:。!?()\d]{2,20}|[^,;:。!?()、\d]{2,16})$"
)
_ALSO: Final = re.compile(r"(?:提案|建议)?[^,;:。!?()、]{1,6}[件份条](?:[、和]|,)(?:交[由给]?)?[^,;:。!?()、\d]{2,16}")
_FARTHEST: Final = 24
_PARTS_FOLLOW: Final = ("。其中", ";其中")
_STOP: Final = re.compile(r"[,;:。!?()]")
_END: Final = re.compile(r"[。!?;]")


@dataclass(frozen=True, slots=True)
class Token:
    """A head word, an action, or a word that is both (批示)."""

    start: int
    end: int
    head: Indicator | None
    action: str | None


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands around a quantity, up to marks and to the quantities beside it."""

    start: int
    item: int
    """Where it begins if a list's 、 is a mark as well, unless 等 closes the list before the number (办理甲、乙等建议20件);
    代表建议、批评和意见 is one thing, whatever its 、."""
    item_end: int
    """Where it ends if 、 is a mark as well."""
    end: int


def masked(folded: str) -> str:
    """The text with what stands in quotes and titles blotted out, as long as before: numbers and words there are names."""
    return _QUOTED.sub(_blotted, folded)


def _blotted(match: re.Match[str]) -> str:
    inside = match[0][1:-1]
    if match[0][0] == "《" and inside in _SERIALS:
        return f" {inside} "
    return match[0][0] + MASK * len(inside) + match[0][-1]


def find_tokens(text: str) -> list[Token]:
    """The heads and actions of a masked, folded text, in order."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        word = _KEPT.get(match[0], match[0])
        if word in ("多", "少") and not _compares(text, match):
            continue
        if match[0] == "信息" and not _is_message(text, match):
            continue
        head, action = HEADS.get(word), WORDS.get(word) or _RISEN.get(word)
        if action == "办理" and _is_handed(text, match.start(), found):
            action = "交办"
        if head is not None or action is not None:
            found.append(Token(match.start(), match.end(), head, action))
    return found


def _compares(text: str, more: re.Match[str]) -> bool:
    """Whether 多 or 少 tells a difference (比上年多12件, 比上年多立案12件), before a number or a verb."""
    if _THAN.search(text, max(0, more.start() - 2 * _FARTHEST), more.start()) is None:
        return False
    verb = _TOKEN.match(text, more.end())
    return _SO_MANY.match(text, more.end()) is not None or (verb is not None and verb[0] in WORDS)


def _is_message(text: str, word: re.Match[str]) -> bool:
    """Whether 信息 alone are 社情民意信息: 报送的信息被省政协采用96篇."""
    sent = _SENT.search(text, max(0, word.start() - 4), word.start())
    return sent is not None and _POLITICAL_USE.match(text, word.end()) is not None


def _is_handed(text: str, at: int, before: list[Token]) -> bool:
    """Whether 办理 is what others were given to do (交区政府系统办理255件), which is 交办; so for the next of a list, too."""
    if _HANDED.search(text, max(0, at - _FARTHEST), at) is not None:
        return True
    last = before[-1] if before else None
    return last is not None and last.action == "交办" and _ALSO.fullmatch(text, last.end, at) is not None


def may_hold_figures(tokens: list[Token]) -> bool:
    """Whether anything that is counted is named at all."""
    return any(token.head is not None or token.action in MEANS_PROPOSALS for token in tokens)


class Paragraph:
    """A masked, folded paragraph of a report on the year ``covered``, with its quantities; offsets count from its beginning."""

    def __init__(self, text: str, tokens: list[Token], covered: int | None = None) -> None:
        self.text = text
        self.tokens = tokens
        self.quantities = [*quantities(text)]
        self._starts = [token.start for token in tokens]
        self._ends = [match.start() for match in _END.finditer(text)]
        self.clauses = self._clauses() if self.quantities else []
        """The clause of each quantity."""
        self.periods = periods(text) if _TIME.search(text) else []
        """Every time that is named."""
        self._last_years = years_before(text, self.periods, self.quantities, covered)

    def is_year_before(self, match: re.Match[str]) -> bool:
        """Whether one of the times is the year before the one that the report covers: 上年, and 去年 beside the present one."""
        return bool(match["before"]) or match.start() in self._last_years

    def between(self, start: int, end: int) -> list[Token]:
        """Tokens that lie within [start, end)."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return [token for token in self.tokens[first:last] if token.end <= end]

    def sentence_start(self, at: int) -> int:
        place = bisect_left(self._ends, at)
        return self._ends[place - 1] + 1 if place else 0

    def _clauses(self) -> list[Clause]:
        stops = [match.start() for match in _STOP.finditer(self.text)]
        commas = [match.start() for match in re.finditer("、", self.text)]
        found: list[Clause] = []
        last = len(self.quantities) - 1
        for number, quantity in enumerate(self.quantities):
            start = self.quantities[number - 1].rest if number else 0
            end = self.quantities[number + 1].whole if number < last else len(self.text)
            place = bisect_left(stops, quantity.whole)
            start = max(start, stops[place - 1] + 1) if place else start
            end = min(end, stops[place]) if place < len(stops) else end
            place = bisect_left(commas, quantity.whole)
            item = max(start, commas[place - 1] + 1) if place else start
            if self.text.find("等", item, quantity.whole) >= 0 or self.text.startswith("批评", item):
                item = start
            item_end = min(end, commas[place]) if place < len(commas) else end
            found.append(Clause(start, item, item_end, end))
        return found

    def joined(self, number: int) -> str | None:
        """What stands between a quantity and the one before it in the same sentence; None where there is none. A sentence that opens
        with 其中 goes on with the one before."""
        if not number:
            return None
        before, this = self.quantities[number - 1].rest, self.quantities[number].whole
        if self.text.startswith(_PARTS_FOLLOW, before) and self.sentence_start(this) == before + 1:
            return f",{self.text[before + 1 : this]}"
        return None if self.sentence_start(this) > before else self.text[before:this]
