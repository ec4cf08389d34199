"""Where a report's text begins and ends: opening, closing words, a beginning or an end that is missing, annexes apart."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final

from indexer.describe.kind_texts import SALUTATION
from indexer.describe.lines import Lines
from indexer.describe.numerals import read_number
from indexer.models import CleanDocument, Evidence

_ANNEX: Final = re.compile(
    r"(?:附件?[:\d一二三]*|附件?[:\d一二三]+.{0,40}|附[录表注].{0,40}|注释?:?|[(《“]?.{0,24}(?:名词|用语|词语|指标|缩略语)(?:解释|注释|说明|释义)[:)]*)"
)
_CLOSING_WORDS: Final = re.compile(
    r"让我们|奋力|奋斗|贡献|篇章|华章|勇毅|阔步|前进|迈进|前行|再创|新局面|胜利|辉煌|携手|新业绩|答卷|新成就|复兴|进位|优异的?成绩"
    r"|圆满成功|一定能|美好(?:明天|未来)|成功"
)
_ADDRESS: Final = re.compile(r"^“?(?:各位(?:委员|代表|常委|同志|领导)|同志们|朋友们|委员们|代表们|主任、|主席、)")
_VOW: Final = re.compile(r"奋斗[!。]|(?:一定|必将|必定)[^。]{0,24}[!。]|新的?(?:更大)?(?:的)?贡献!|胜利!|前进!")
"""Last words without 让我们: 为……而努力奋斗！ Paragraphs within a report end with 新篇章！, too."""
_TO_ALL: Final = ("各位委员", "各位代表")
"""A salutation, whatever follows."""
_OPENING: Final = re.compile(r"(?:代表|受).{0,60}(?:报告|汇报)|(?:报告|汇报).{0,60}(?:审议|审查)")
_HANDED_OVER: Final = re.compile(r"以上报告.{0,30}(?:审议|审查|指正|讨论)|^请.{0,6}审议[。!]$")
_AFTER_END: Final = re.compile(
    r"[(]?(?:完|责任编辑.*|责编.*|编辑.*|来源.*|此件.{0,8}公开.*|谢谢.{0,8}|.{0,12}记者.*)[)]?[。!]?|[-—\d]+|第\d+(?:/\d+)?页.*"
)
_EDITOR: Final = re.compile(r"[(](?:责任编辑|责编|编辑|完|记者|.{0,8}通讯员)[^()]{0,20}[)]$")
_ENDED: Final = frozenset("。!?;…”\"’'」』))》〉】~")
_DATE: Final = re.compile(
    r"[(]?(?:(?:19|20)\d\d|[一二][〇零○九][〇零○一二三四五六七八九]{2})年[\d一二十]{1,3}月[\d一二三十]{1,3}日?[)]?"
)
_SIGNED: Final = re.compile(r"(?:委员会|常委会|政府|办公[厅室]|国务院|政协|[厅局院部委会组室])$")
_LABELLED: Final = re.compile(r"^[^,。]{1,12}:|\S\s+\S+\s+\S|\t|^\d+\s|^[·•|]")
_STARTS_INSIDE: Final = re.compile(r"^[,。、;:)》”!?]")
_NUMBERED: Final = re.compile(
    r"^(?P<first>[一二三四五六七八九十]{1,3})[、.]|^\((?P<second>[一二三四五六七八九十]{1,3})\)"
)
_NUMBER_HEADS: Final = frozenset("(一二三四五六七八九十")
_ANNOUNCED: Final = re.compile(r"([两二三四五六七八九])(?:个方面|项工作|点意见|点建议|件事|项任务)[^。]{0,12}[:。]$")
_ARTICLE: Final = re.compile(r"第([一二三四五六七八九十百零〇\d]{1,7})条")
_IN_FORCE: Final = re.compile(
    r"自.{1,30}(?:起|之日)起?(?:施行|实施|生效|执行)|自(?:公布|发布|通过|印发)之?日?起?(?:施行|实施|生效|执行)"
)
_SHORTCOMINGS: Final = re.compile(
    r"(?:看到|认识到|意识到|存在|面临|还有).{0,60}(?:不足|问题|差距|困难|薄弱|短板|矛盾|欠缺)|(?:不足|问题|差距|困难|薄弱|短板|矛盾).{0,40}(?:仍然?|依然|还)(?:存在|突出|较)"
)
_THANKS: Final = re.compile(r"(?:表示|致以|表达).{0,16}(?:感谢|谢意|敬意)")
_LONGEST_ANNEX_HEAD: Final = 60
_LONG: Final = 25
"""Characters of a line that is text rather than a caption or a signature."""
_CLOSING_PARAGRAPHS: Final = 3
"""The closing words stand in so many of the last ones."""
_OPENING_PARAGRAPHS: Final = 12
_OUTLINE: Final = 3
"""So many numbered headings at the end without a word of text below them are an outline."""


@dataclass(frozen=True, slots=True)
class Body:
    """A report's paragraphs without its annexes and what stands behind its last words (谢谢大家！, 责任编辑)."""

    written: Sequence[str]
    """As they stand."""
    flat: Sequence[str]
    """Folded, without white space."""
    annexed: bool
    length: int
    """Characters of ``flat``."""

    def quote(self, at: int, *, end: bool = False) -> Evidence:
        """The first words of a paragraph, or its last ones."""
        words = self.written[at].strip()
        return Evidence(words[-40:] if end else words[:60], f"body:{at + 1}")


def read_body(document: CleanDocument, lines: Lines) -> Body:
    """The paragraphs up to the first annex in the second half of the text."""
    written = list(filter(None, document.text.split("\n")))
    # Blanks go from the whole text at once, ten times as fast as from each paragraph.
    flat = list(filter(None, _without_blanks(lines.folded).split("\n")))
    if len(flat) != len(written):
        flat = ["".join(each.split()) for each in filter(None, lines.folded.split("\n"))]
    lengths = [*accumulate(map(len, flat), initial=0)]
    end = next((at for at in range(bisect(lengths, lengths[-1] // 2), len(flat)) if _is_annex(flat[at])), len(flat))
    annexed = end < len(flat)
    while end > 1 and _AFTER_END.fullmatch(flat[end - 1]):
        end -= 1
    if end:
        flat[end - 1] = _EDITOR.sub("", flat[end - 1].rstrip("*_"))
    return Body(written[:end], flat[:end], annexed, lengths[end])


def _is_annex(flat: str) -> bool:
    # Plain characters first: the pattern is tried on the few lines that hold one of them.
    told = len(flat) <= _LONGEST_ANNEX_HEAD and ("附" in flat or "释" in flat or "明" in flat)
    return told and _ANNEX.fullmatch(flat) is not None


def _without_blanks(text: str) -> str:
    for blank in " \t\u3000\xa0":
        text = text.replace(blank, "")
    return text


def opening(body: Body) -> Evidence | None:
    """The salutation, where a sentence that hands the report to the session follows."""
    addressed: int | None = None
    for at, flat in enumerate(body.flat[:_OPENING_PARAGRAPHS]):
        if addressed is None and (SALUTATION.search(flat) or flat.startswith(_TO_ALL)):
            addressed = at
        if addressed is not None and _OPENING.search(flat[:300]):
            return body.quote(addressed)
    return None


def closing(body: Body) -> Evidence | None:
    """The last words of a report that is read out: 各位委员，让我们……而努力奋斗！"""
    last = body.flat[-_CLOSING_PARAGRAPHS:]
    if last and _HANDED_OVER.search(last[-1][-60:]):
        return body.quote(len(body.flat) - 1, end=True)
    if not last or last[-1][-1:] not in _ENDED or last[-1].endswith(("…", ";", "...")):
        return None
    urged = any("让我们" in flat for flat in last) and _CLOSING_WORDS.search(last[-1][-120:])
    vowed = any(map(_ADDRESS.search, last)) and _VOW.search(last[-1][-40:])
    if not (urged or vowed):
        return None
    return body.quote(len(body.flat) - 1, end=True)


def owns_up(body: Body) -> Evidence | None:
    """The paragraph that tells what is lacking: 我们也清醒地看到，工作中还存在不少差距."""
    at = next((at for at, flat in enumerate(body.flat) if _SHORTCOMINGS.search(flat)), None)
    return None if at is None else body.quote(at)


def thanks(body: Body) -> Evidence | None:
    """The paragraph of thanks: 我代表常委会，向……表示衷心的感谢！"""
    at = next((at for at, flat in enumerate(body.flat) if _THANKS.search(flat)), None)
    return None if at is None else body.quote(at)


def cut_end(body: Body) -> Evidence | None:
    """The end of a text that stops within a sentence: no mark, a comma, an ellipsis."""
    last = len(body.flat) - 1
    if last < 1:
        return None
    flat = body.flat[last]
    if flat.endswith(("……", "...", "…")):
        return body.quote(last, end=True)
    if flat[-1:] in _ENDED or _DATE.fullmatch(flat) or _is_signature(flat) or _LABELLED.search(body.written[last]):
        return None
    after_text = body.flat[last - 1][-1:] in _ENDED
    if _NUMBERED.search(flat) and len(flat) < 2 * _LONG:
        # A heading with nothing below it; after others of its kind it is part of an outline.
        return body.quote(last, end=True) if after_text else None
    text = len(flat) >= _LONG and ("," in flat or "、" in flat[4:])
    return body.quote(last, end=True) if text or flat[-1:] in ",、" else None


def _is_signature(flat: str) -> bool:
    return len(flat) <= 2 * _LONG and "," not in flat and _SIGNED.search(flat) is not None


def outline_end(body: Body) -> Evidence | None:
    """Numbered headings at the end with no text below any of them: the plans of a digest."""
    last = body.flat[-_OUTLINE:]
    if len(last) < _OUTLINE or not all(_NUMBERED.search(flat) and flat[-1] not in _ENDED for flat in last):
        return None
    return body.quote(len(body.flat) - _OUTLINE)


def starts_inside(lines: Lines) -> Evidence | None:
    """A first paragraph that begins with a mark within a sentence, or with 二、."""
    first = next(iter(lines.head), None)
    if first is not None and (_STARTS_INSIDE.search(first.flat) or (_number(first.flat, "first") or 0) > 1):
        return first.whole()
    return None


def starts_late(body: Body) -> Evidence | None:
    """The first heading of the highest rank, where it is not 一、 but a later one."""
    for at, flat in enumerate(body.flat):
        number = _number(flat, "first")
        if number is not None:
            return body.quote(at) if number == 2 else None
    return None


def breaks_off(body: Body) -> Evidence | None:
    """An announcement (以下四个方面：) of which only the first points come before the text ends."""
    for at in range(len(body.flat) - 1):
        announced = _ANNOUNCED.search(body.flat[at][-40:])
        if announced is None:
            continue
        rank = next((rank for rank in ("first", "second") if _number(body.flat[at + 1], rank) == 1), None)
        if rank is None:
            continue
        came = 0
        for flat in body.flat[at + 1 :]:
            number = _number(flat, rank)
            if number == came + 1:
                came += 1
            elif number is not None or (rank == "second" and _number(flat, "first") is not None):
                break
        else:
            if 0 < came < (read_number(announced[1].replace("两", "二")) or 0):
                return body.quote(at, end=True)
    return None


def _number(flat: str, rank: str) -> int | None:
    match = _NUMBERED.search(flat) if flat[:1] in _NUMBER_HEADS else None
    return read_number(match[rank]) if match is not None and match[rank] else None


def skips(body: Body) -> bool:
    """Whether a number of 一、 or （一） is missing between two others; （一） may start anew or go on under each 一、."""
    before = {"first": 0, "second": 0}
    for flat in body.flat:
        match = _NUMBERED.search(flat) if flat[:1] in _NUMBER_HEADS else None
        if match is None or match.lastgroup is None:
            continue
        number = read_number(match[match.lastgroup])
        if number is not None:
            if number not in (1, before[match.lastgroup], before[match.lastgroup] + 1):
                return True
            before[match.lastgroup] = number
    return False


def _article(flat: str) -> int | None:
    """The number of the article that a paragraph begins, up to 999."""
    match = _ARTICLE.match(flat)
    return _article_number(match[1]) if match is not None else None


@lru_cache(maxsize=1024)  # all laws have the same ones
def _article_number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    hundreds, hundred, rest = written.rpartition("百")
    above = 100 * (read_number(hundreds) or 0) if hundred else 0
    return above + (read_number(rest.removeprefix("零").removeprefix("〇")) or 0)


def articles_follow(body: Body) -> bool:
    """Whether every article is followed by the next one, from the first of them on."""
    articles = (_article(flat) for flat in body.flat if flat.startswith("第"))
    numbers = [number for number in articles if number is not None]
    return all(second == first + 1 for first, second in pairwise(numbers))


def first_article(body: Body) -> tuple[int, Evidence] | None:
    """The number of the first 第…条 and its words."""
    for at, flat in enumerate(body.flat):
        number = _article(flat)
        if number is not None:
            return number, body.quote(at)
    return None


def comes_into_force(body: Body) -> Evidence | None:
    """本条例自……起施行 among the last three paragraphs."""
    for at in range(len(body.flat) - 1, max(-1, len(body.flat) - 1 - _CLOSING_PARAGRAPHS), -1):
        if _IN_FORCE.search(body.flat[at]):
            return body.quote(at)
    return None


def signed_and_dated(body: Body) -> Evidence | None:
    """The date that closes a document, with whoever issued it on the line before."""
    last = len(body.flat) - 1
    if last < 2 or not _DATE.fullmatch(body.flat[last]) or not _is_signature(body.flat[last - 1]):
        return None
    return body.quote(last)
