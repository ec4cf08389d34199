"""Which lines are titles at which a report may begin.

A title is a short line of its own that ends in 报告, 综述, 要点 or the like and is followed by what follows a title (a
salutation, the session it was given to, a year's review, text). In a collection its number (第一篇, 1., 篇1), a ruled line
above it or a heading of the highest level shows it, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from indexer.structure import numbering, squeezed

KIND: Final = (
    r"(?:报告|報告|工作综述|工作綜述|工作总结|工作總結|工作要点|工作要點|协商计划|協商計劃)"
    r"(?:[（(《〈〔【\[][^（）()《》〈〉〔〕【】\[\]]{1,12}[)）》〉〕】\]]){0,2}"
)
"""The last word of a title, with what stands behind it in brackets: （摘要）, （书面）, （审议稿）."""
BODY: Final = r"(?:政协|政協|人大|常委会|常委會|委员会|委員會|人民政府|市政府|省政府|区政府|區政府|县政府|縣政府|政府工作|法院|检察院|檢察院|主席会议|主席會議)"
TITLE: Final = re.compile(rf"(?=.*{BODY})[^。！？；;，,!?：:]{{4,60}}{KIND}")
"""A title that names its body: 市政协常委会关于提案工作情况的报告."""
BARE_TITLE: Final = re.compile(rf"(?:关于|關於)?[^。！？；;，,!?：:]{{0,40}}{KIND}")
"""A title without a body; it counts only where a salutation or a session follows."""
REST_OF_TITLE: Final = re.compile(rf"(?:常务委员会|常務委員會|常委会|常委會)?(?:关于|關於)?[^。，：；]{{0,24}}{KIND}")
FIRST_HALF: Final = re.compile(r"[^。，：；！？]{2,40}(?:委员会|委員會|人民政府|法院|检察院|檢察院|政协|政協|人大)")
OPEN_HALF: Final = re.compile(r"(?:关于|關於)[^。，：；！？]{4,40}|[^。，：；！？]{6,40}[和与與及暨、的]")
"""The first line of a long title: 关于示例市2022年国民经济和社会发展计划执行情况与."""
PLACE: Final = re.compile(r"[\u4e00-\u9fff]{1,10}[省市县縣区區州旗盟]")
PLACELESS: Final = re.compile(r"(?:政协|政協|人大|常委会|常委會|政府工作|人民政府|人民法院|人民检察院|人民檢察院)")
"""A place on a line of its own, and how the title below it begins then."""
NAME_ABOVE: Final = re.compile(r"(?:中国人民政治协商会议|中國人民政治協商會議)[^。，：；！？]{0,16}")
"""The beginning of a name that fills a line of its own above the title."""
NOT_A_TITLE: Final = re.compile(
    r"[《“\"「『（(\[【·•●\-*]|.*(?:\.{3}|…|·{3})\s*\d*$|.*\d$|附|关于印发|關於印發|"
    r"会议|會議|.*(?:听取|聽取|宣读|宣讀)"
)
ANNEX: Final = re.compile(r"附\s*(?:件|表|录|錄|注)?\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?")
"""The line above the title of an attachment, which belongs to the report."""
DECISION: Final = re.compile(
    rf"(?=.*{BODY})[^。！？；;，,!?：:]{{4,60}}(?:关于|關於)[^。！？；;，,!?：:]{{2,60}}(?:决议|決議)|(?=.*{BODY}).{{4,60}}政治(?:决议|決議)"
)
"""关于政府工作报告的决议 is a document of its own (材料类型 决议), however short."""
PASSED: Final = re.compile(r"[（(].{4,60}(?:通过|通過)[)）]")
SALUTATION: Final = re.compile(
    r"(?:尊敬的)?(?:各位(?:委员|委員|代表|同志|领导|常委)|主席[、，].{0,12}各位|同志们|同志們|委员们).{0,20}"
)
SESSION: Final = re.compile(r"[—\-（( ]*.{0,40}(?:年.{1,6}月.{1,4}日|次会议|次會議).{0,60}")
REVIEW: Final = re.compile(r".{0,12}(?:年|五年来|五年來).{0,6}(?:工作)?(?:回顾|回顧|总结|總結|情况|情況)")
LONGEST_TITLE: Final = 70
LAST: Final = frozenset("告述結结點点劃划议議)）》〉】]〕")
"""The last characters of ``KIND`` and of a decision's title."""
KIND_AT_END: Final = re.compile(f"(?:{KIND}|决议|決議)$")
SIGNS: Final = re.compile(r"^\s*#{1,6}\s+|\*\*")
LOOK_AHEAD: Final = 4
"""Lines after a title that may tell that a report begins."""
SENTENCE: Final = 30

RULE: Final = re.compile(
    r"\s*+(?:(?:={4,}+|\*{3,}+|-{4,}+|_{4,}+|~{4,}+|─{4,}+|—{6,}+|#{4,}+)\s*+|(?:\*\s*+){3,}+|(?:-\s++){2,}+-?+)"
)
"""A line that parts one text from the next."""
RULED: Final = frozenset("=*-_~─—#")
_NUMBER: Final = r"[一二三四五六七八九十\d]{1,3}"
NUMBERED: Final = re.compile(
    rf"(?P<text>第{_NUMBER}篇)[\s:：、]*|(?P<division>第{_NUMBER}(?:部分|章|编|編|份))[\s:：、]*|(?P<label>(?:标题|標題|题目|題目|篇名)[:：])|(?P<sign>[■◆●★▲◎◇□►▶※])\s*|[【\[（(]?(?P<piece>篇{_NUMBER})[】\])）]?[\s:：、]*|(?P<digits>\d{{1,2}})[\s、.．)）]*(?![\d年月日届屆次])|"
    r"(?P<hanzi>[一二三四五六七八九十]{1,3})[、.．]|[（(](?P<bracket>[一二三四五六七八九十]{1,3})[)）]"
)
"""The number of a report among others; its name says the manner of numbering."""
PIECE: Final = re.compile(
    rf"[【\[（(]?\s*篇\s*{_NUMBER}\s*[】\])）]?\s*[:：]?|[^。！？；，,]{{2,40}}?[\s（(【]*篇\s*{_NUMBER}[】\])）]?\s*[:：]?|"
    rf"【\s*第\s*{_NUMBER}\s*篇\s*】.{{0,40}}|【?\s*范文\s*{_NUMBER}\s*[】:：].{{0,40}}"
)
"""What stands over each text of a collection of models: 政协工作报告 篇1, 【篇一】."""
FILE_NAME: Final = re.compile(
    r"[=\->< ]*([^。！？；，,<>=/\\]{2,60})\.(?:txt|docx?|wps|pdf|html?)[=\->< ]*", re.IGNORECASE
)
"""The name of a file over its text, where many were written into one."""
WRAPPED: Final = re.compile(r"[《【〖\[]([^《》【】〖〗\[\]]{4,60})[》】〗\]]")
"""A title in brackets on a line of its own."""

COUNTED: Final = re.compile(
    rf"第{_NUMBER}(?:篇|部分|编|編|份)|[【\[（(]?(?:篇|之){_NUMBER}[】\])）]?[:：]?|【第{_NUMBER}篇】|【?范文{_NUMBER}[】:：]?"
)
"""A line that only counts the texts of a collection."""
NUMBER_LINES: Final = 6
"""Lines above a title, blank ones among them, on which its number and a ruled line stand."""
PARTS_OF_A_NAME: Final = (NAME_ABOVE, FIRST_HALF, PLACE, re.compile(r"第[一二三四五六七八九十\d]{1,3}[届屆].{0,16}"))
"""A line of a title that is broken over several."""


@dataclass(frozen=True, slots=True)
class Title:
    """Where a report begins."""

    line: int
    """0-based line in the text."""
    last: int
    """The title's own last line."""
    text: str
    firm: bool
    """Shown to be a title by what follows it, not by its words alone."""
    manner: str | None = None
    """How it is numbered: a group of ``NUMBERED``, "piece" for 篇1."""
    spoken: bool = False
    """A salutation follows, or it is a 决议 that was passed: a text stands below, however short."""
    decision: bool = False
    over: int | None = None
    """The line above it that counts it: 政协工作报告 篇1."""

    @property
    def bare(self) -> str | None:
        """The title without the number that the collection gave it; None where it gave none, or nothing but one."""
        return self.text if self.manner is not None and KIND_AT_END.search(self.text) else None


def titles(lines: Sequence[str], levels: Mapping[int, int], listed: range) -> list[Title]:
    """The titles of a text, ascending; whether each has a report under it is not asked here.

    ``levels``: line → heading level, where the format states it. ``listed``: the lines of a table of contents.
    """
    filled = [number for number, line in enumerate(lines) if line.strip() and number not in listed]
    found: list[Title] = []
    ruled = any(lines[number][:1] in RULED and RULE.fullmatch(lines[number]) for number in filled)
    for place, number in enumerate(filled):
        last = lines[number].rstrip("* \u3000")[-1:]
        if last not in LAST and not last.isspace() and not _may_count(lines[number]):
            continue  # whatever signs and spaces ``_plain`` takes off, the line does not end like a title
        line = _plain(lines[number])
        if len(line) > LONGEST_TITLE:
            continue
        following = [_plain(lines[each]) for each in filled[place + 1 : place + 1 + LOOK_AHEAD]]
        before = filled[place - 1] if place else None
        above = None if before is None else (before, _plain(lines[before]))
        parted = (ruled and above is None) or (before is not None and RULE.fullmatch(lines[before]) is not None)
        marked = levels.get(number) == 1 or parted
        title = _piece(line, number, following) or _title(line, number, following, above, marked)
        if title is None:
            continue
        if found and found[-1].manner in ("piece", "file") and found[-1].last == _above_line(title, filled, place):
            over = found.pop()
            title = replace(title, over=over.line, firm=True, manner=over.manner)
        found.append(_with_line_above(title, lines, levels, filled, place))
    return _in_sequence(found)


def front_lines(lines: Sequence[str], title: int) -> int:
    """How many of the lines above a title are no part of it: where a name or a place stands right above, it belongs to it."""
    while title > 0 and (part := _plain(lines[title - 1])) and any(each.fullmatch(part) for each in PARTS_OF_A_NAME):
        title -= 1
    return title


def first_line(lines: Sequence[str], title: Title) -> int:
    """Where a report begins: at its title, or above it where lines only count the texts of a collection or rule them off."""
    first = title.line if title.over is None else title.over
    for line in range(first - 1, max(-1, first - 1 - NUMBER_LINES), -1):
        plain = _plain(lines[line])
        if plain and not COUNTED.fullmatch(plain) and not RULE.fullmatch(lines[line]):
            break
        first = line if plain else first
    return first


def _above_line(title: Title, filled: Sequence[int], place: int) -> int | None:
    """The line above a title that ends at ``filled[place]``, blank ones left out."""
    place -= title.line != title.last
    return filled[place - 1] if place > 0 else None


def _may_count(line: str) -> bool:
    """Whether it may be 篇1, 范文一 or the name of a file."""
    return len(line) <= LONGEST_TITLE and ("篇" in line or "范文" in line or "." in line[-12:])


def _is_above(before: tuple[int, str], number: int, pattern: re.Pattern[str]) -> bool:
    return before[0] >= number - 2 and pattern.fullmatch(before[1]) is not None


def _piece(line: str, number: int, following: Sequence[str]) -> Title | None:
    """篇1, or a file's name, over one of several texts."""
    if not following:
        return None
    if (name := FILE_NAME.fullmatch(line)) is not None and _spoken(following):
        return Title(number, number, name[1], True, "file", spoken=_addressed(following))
    if PIECE.fullmatch(line) is None:
        return None
    return Title(number, number, line, True, "piece", spoken=_addressed(following))


def _title(
    line: str, number: int, following: Sequence[str], before: tuple[int, str] | None, marked: bool
) -> Title | None:
    annex = before is not None and ANNEX.fullmatch(before[1]) is not None
    spoken, addressed = _spoken(following), _addressed(following)
    wrapped = WRAPPED.fullmatch(line) if spoken else None
    if wrapped is not None:
        line = wrapped[1]
    if not KIND_AT_END.search(line) or (annex and not addressed):
        return None
    if any(PASSED.fullmatch(each) for each in following[:2]) and DECISION.fullmatch(line):
        return Title(number, number, line, True, spoken=True, decision=True)
    manner = "annex" if annex else "wrapped" if wrapped is not None else None
    if ordinal := NUMBERED.match(line):
        line, manner = line[ordinal.end() :], ordinal.lastgroup
    if NOT_A_TITLE.match(line) or numbering(line) is not None:
        return None
    firm = spoken or marked or any(len(each) <= SENTENCE and REVIEW.fullmatch(each) for each in following[:2])
    if before and manner is None and REST_OF_TITLE.fullmatch(line) and _is_above(before, number, FIRST_HALF):
        return Title(before[0], number, before[1] + line, firm, spoken=addressed)
    # A section's heading may name a report and be followed by text: 一、听取工作报告; 第一篇 counts texts of a book.
    followed = spoken or marked or (manner in (None, "text", "piece") and (firm or _text_follows(following)))
    if TITLE.fullmatch(line) and followed:
        return Title(number, number, line, firm, manner, spoken=addressed)
    bare = BARE_TITLE.fullmatch(line) is not None and (spoken or marked)
    return Title(number, number, line, True, manner, spoken=addressed) if bare else None


def _with_line_above(
    title: Title, lines: Sequence[str], levels: Mapping[int, int], filled: Sequence[int], place: int
) -> Title:
    """The title with the line above it, where a name or a long title is broken over two lines, or a heading names the place."""
    above = _above_line(title, filled, place)
    if above is None or above < title.line - 2 or title.manner is not None or title.decision:
        return title
    name = _plain(lines[above])
    broken = title.firm and title.line == title.last and OPEN_HALF.fullmatch(name)
    placed = title.firm and PLACELESS.match(title.text) and PLACE.fullmatch(name)
    if NAME_ABOVE.fullmatch(name) or broken or placed:
        return replace(title, line=above, text=name + title.text)
    headed = levels.get(above) == 1 and levels.get(title.line) != 1 and above > 0
    return replace(title, line=above) if headed else title


def _in_sequence(found: Sequence[Title]) -> list[Title]:
    """Of numbered titles those that are not alone: one number is a section's, several count the reports."""
    counts = Counter(title.manner for title in found)
    return [title for title in found if title.manner is None or counts[title.manner] > 1]


def _spoken(following: Sequence[str]) -> bool:
    """A salutation, or the session and date on a line of their own."""
    return _addressed(following) or any(
        SESSION.fullmatch(line) and not re.search(r"[。，,；]", line.rstrip("。")) for line in following[:2]
    )


def _addressed(following: Sequence[str]) -> bool:
    return any(map(SALUTATION.fullmatch, following))


def _text_follows(following: Sequence[str]) -> bool:
    """Text or a numbered section at once: under a mere mention in a list another short line stands."""
    return bool(following) and (
        (len(following[0]) >= SENTENCE and re.search(r"[，,。；]", following[0]) is not None)
        or (numbering(following[0]) is not None and numbering(following[0]) == 1)
    )


def _plain(line: str) -> str:
    """A line without Markdown's signs and outer space, its letter-spacing undone."""
    line = SIGNS.sub("", line).strip()
    return squeezed(line) if len(line) <= 80 else line
