"""How much of a report a text holds (完整性): the whole of it, a digest, or a piece; None where nothing proves either.

What a digest leaves out proves nothing, so that a wrong 全文 is the worst error: it takes an opening, a body and a proper
ending. A piece is what says so, starts after its beginning, stops before its end or lacks one of its halves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from indexer.describe.completeness_marks import (
    goes_on,
    lacks_pages,
    links_on,
    says_digest,
    says_piece,
    says_whole,
)
from indexer.describe.lines import Line, Lines
from indexer.models import CleanDocument, Evidence
from indexer.structure.sections import sections

WHOLE: Final = "全文"
DIGEST: Final = "摘要/图解"
PIECE: Final = "节选/残缺"

_YEARLY: Final = frozenset(
    {"常委会工作报告", "政府工作报告", "人大常委会工作报告", "法院工作报告", "检察院工作报告", "提案工作情况报告"}
)
"""Kinds that are read to a session: salutation, review, plans, closing words."""
_ARTICLED: Final = frozenset({"法规", "章程规则"})
_SHORTEST: Final = {"提案工作情况报告": 1500}
_SHORTEST_REPORT: Final = 2000
"""Characters below which no such report is taken for whole; those of counties run to 4,000 and more."""
_SHORTEST_HALF: Final = 1200
"""Characters of a yearly report below which a missing half proves nothing."""

_ANNEX: Final = re.compile(
    r"\n(?:附件?\s*[:\d一二三]?|附[录表注]|注释?|名词|有关|相关|部分|《?政府工作报告》?|[(【]?名词)[^\n。]{0,40}(?=\n)"
)
_IS_ANNEX: Final = re.compile(
    r"附件?[:\d一二三]*|附件?[:\d一二三]+.{0,40}|附[录表注].{0,40}|注释?[::]?|.{0,24}(?:名词|用语|词语|指标|数据)(?:解释|注释|说明|释义)[:)】]*"
)
_CLOSING_WORDS: Final = re.compile(
    r"让我们|奋力|奋斗|更大(?:的)?贡献|新的?贡献|作出.{0,6}贡献|新?篇章|华章|勇毅前行|阔步|前进|迈进|前行|再创|新局面|新胜利|伟大胜利|辉煌|携手|新业绩"
    r"|答卷|新成就|复兴|进位|优异的?成绩|圆满成功|目标一定能|美好(?:明天|未来)"
)
_ADDRESS: Final = re.compile(r"^(?:“)?(?:各位(?:委员|代表|常委|同志|领导)|同志们|朋友们|让我们|主任、|主席、)|让我们")
_OPENING: Final = re.compile(r"(?:报告|汇报).{0,60}(?:审议|审查|意见|讨论)|(?:代表|受).{0,60}报告")
_SALUTATION: Final = re.compile(r"^(?:尊敬的)?(?:各位|主任|主席|同志们).{0,24}[:,!]|^各位(?:委员|代表)")
_AFTER_CLOSING: Final = re.compile(
    r"^(?:[((]?(?:完|责任编辑.*|责编.*|编辑.*|来源.*|此件.{0,8}公开.*|谢谢.{0,8}|.{0,12}记者.*)[))]?[。!]?|[-—\s\d]+|第\d+(?:/\d+)?页.*)$"
)
_EDITOR: Final = re.compile(r"[((](?:责任编辑|责编|编辑|完|记者)[^()()]{0,20}[))]$")
_ENDED: Final = frozenset("。!?;…”’」』))》〉】\"'~")
_SIGNATURE: Final = re.compile(
    r"(?:(?:19|20)\d\d|[一二][〇零○九][〇零○一二三四五六七八九]{2})年.{1,3}月.{1,3}日|(?:委员会|政府|办公[厅室]|国务院|[厅局院部委会组])$"
)
_DATE: Final = re.compile(
    r"^[((]?(?:(?:19|20)\d\d|[一二][〇零○九][〇零○一二三四五六七八九]{2})年[\d一二十]{1,2}月[\d一二三十]{1,3}日[))]?$"
)
_LABELLED: Final = re.compile(r"^[^,。]{1,12}:|\s\S+\s|\t|^\d+[.、]|^[·•|]")
_STARTS_INSIDE: Final = re.compile(r"^[,。、;:)》”」!?]")
_NUMBERED: Final = re.compile(r"^([一二三四五六七八九十]{1,3})[、.]")
_ARTICLE: Final = re.compile(r"\n第([一二三四五六七八九十百零〇\d]{1,7})条")
_IN_FORCE: Final = re.compile(r"自.{1,30}(?:起|之日)起?(?:施行|实施|生效|执行)|自.{0,10}公布之日起|自.{0,10}通过之日起")
_FORWARD: Final = re.compile(r"今后|下一步|明年|来年|新的一年|未来[一三五]年|将(?:继续|进一步|紧)|工作(?:安排|打算|思路|建议)")
_RECIPIENTS: Final = re.compile(r"^[^。]{2,120}:$")
_ENCLOSES: Final = re.compile(r"印发|转发|批转|公布.*(?:的通知|的决定)")
_ENCLOSURE: Final = re.compile(r"\n\s*附件?\s*[:\d一二]")
_ANNOUNCED: Final = re.compile(r"([两三四五六七八九十])(?:个方面|项工作|点意见|点建议|件事|大类|点)[^。]{0,12}[:。]$")
_OUTLINE: Final = 3
"""So many headings in a row without a word of text below them are an outline."""
_NUMBERS: Final = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_LONG: Final = 25
"""Characters of a line that is text rather than a caption or a signature."""
_LAST: Final = 4
"""The closing words stand in so many of the last paragraphs."""
_TAIL: Final = 2500
"""Characters before the end, or before the annexes, in which the closing words stand."""

_Found = tuple[str, Evidence]


@dataclass(frozen=True, slots=True)
class _Body:
    """The text without its annexes."""

    paragraphs: Sequence[str]
    """Folded, without white space at their ends; those of the first and the last 2,500 characters only."""
    numbers: Sequence[int]
    """1-based numbers of these paragraphs in the text."""
    length: int
    """Characters."""
    lines: Lines

    def quote(self, at: int, start: int = 0, end: int | None = None) -> Evidence:
        """The words [start, end) of a paragraph, at most 60 of them, the last ones where no range is given."""
        number, words = self.numbers[at], self.paragraphs[at]
        first = max(0, len(words) - 40) if end is None else start
        return Evidence(words[first : min(end or len(words), first + 60)], f"body:{number}")
