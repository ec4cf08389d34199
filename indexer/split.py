"""A file that holds several reports becomes one document for each; a single report is never cut.

A report begins with its title: a short line of its own that ends in 报告, 综述, 要点 or the like and is followed by what
follows a title (a salutation, the session it was given to, a year's review, text). Names of reports in sentences, tables of
contents and section headings look alike; they lack a text of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from indexer.models import ROW_FORMATS, RawDocument
from indexer.structure import numbering

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
FIRST_HALF: Final = re.compile(r"[^。，：；！？]{4,40}(?:委员会|委員會|人民政府|法院|检察院|檢察院)")
NAME_ABOVE: Final = re.compile(r"(?:中国人民政治协商会议|中國人民政治協商會議)[^。，：；！？]{0,16}")
"""The beginning of a name that fills a line of its own above the title."""
NOT_A_TITLE: Final = re.compile(r"[《“\"「『（(\[【·•●\-*]|.*(?:\.{3}|…|·{3})\s*\d*$|.*\d$|附|关于印发|關於印發")
SALUTATION: Final = re.compile(
    r"(?:尊敬的)?(?:各位(?:委员|委員|代表|同志|领导|常委)|主席[、，].{0,12}各位|同志们|同志們|委员们).{0,20}"
)
SESSION: Final = re.compile(r"[—\-（( ]*.{0,40}(?:年.{1,6}月.{1,4}日|次会议|次會議).{0,60}")
REVIEW: Final = re.compile(r".{0,12}(?:年|五年来|五年來).{0,6}(?:工作)?(?:回顾|回顧|总结|總結|情况|情況)")
LONGEST_TITLE: Final = 70
LAST: Final = frozenset("告述结結点點划劃)）》〉】]〕")
"""The last characters of ``KIND``."""
KIND_AT_END: Final = re.compile(KIND + "$")
SIGNS: Final = re.compile(r"^\s*#{1,6}\s+|\*\*")
SHORTEST_REPORT: Final = 150
"""Characters that must follow a title before the next one; a table of contents has none."""
LOOK_AHEAD: Final = 4
"""Lines after a title that may tell that a report begins."""
HEAD: Final = 25
"""Lines (blank ones left out) within which the first report's title stands."""
SENTENCE: Final = 30


@dataclass(frozen=True, slots=True)
class Title:
    """Where a report begins."""

    line: int
    """0-based line in the text."""
    text: str
    firm: bool
    """Shown to be a title by what follows it, not by its words alone."""


def split(raw: RawDocument) -> list[RawDocument]:
    """One document per report, in order, with ``part`` and ``parts`` set; the document itself where it holds one.

    What precedes the first title stays with the first report, what follows the last text with the last. Line numbers of
    a part (``heading_lines``) count from its own first line. Rows of JSON Lines and of tables are
    taken as they are given.
    """
    if raw.format in ROW_FORMATS or raw.parts > 1:
        return [raw]
    lines = raw.text.split("\n")
    starts = _starts(lines)
    if len(starts) < 2:
        return [raw]
    edges = [0, *(title.line for title in starts[1:]), len(lines)]
    parts = len(starts)
    return [
        _part(raw, lines, number, parts, edges[number], edges[number + 1], starts[number]) for number in range(parts)
    ]


def _part(
    raw: RawDocument, lines: Sequence[str], number: int, parts: int, start: int, end: int, title: Title
) -> RawDocument:
    own = raw.title is not None and (number == 0 or _squeezed(raw.title) == _squeezed(title.text))
    # The page's title names the first report or all of them; for the others it would be wrong.
    stated = raw.stated if number == 0 else {name: value for name, value in raw.stated.items() if name != "title"}
    return replace(
        raw,
        text="\n".join(lines[start:end]).rstrip("\n"),
        title=raw.title if own else None,
        stated=stated,
        heading_lines={line - start: level for line, level in raw.heading_lines.items() if start <= line < end},
        part=number,
        parts=parts,
    )


def _starts(lines: Sequence[str]) -> list[Title]:
    """The titles that begin a report of their own, the first of the file included."""
    titles = _titles(lines)
    full: list[Title] = []
    for number, title in enumerate(titles):
        end = titles[number + 1].line if number + 1 < len(titles) else len(lines)
        if _holds(lines, title.line + 1, end, SHORTEST_REPORT):
            full.append(title)
    if len(full) < 2:
        return full
    nonblank = sum(bool(line.strip()) for line in lines[: full[0].line])
    if nonblank > HEAD:
        # Something that bears no such title comes first: only what shows itself as a report is cut off from it.
        full = [Title(0, "", False), *(title for title in full if title.firm)]
    return _without_copies(lines, full)


def _titles(lines: Sequence[str]) -> list[Title]:
    filled = [number for number, line in enumerate(lines) if line.strip()]
    found: list[Title] = []
    for place, number in enumerate(filled):
        last = lines[number].rstrip("* \u3000")[-1:]
        if last not in LAST and not last.isspace():
            continue  # whatever signs and spaces ``_plain`` takes off, the line does not end like a title
        line = _plain(lines[number])
        if len(line) > LONGEST_TITLE or not KIND_AT_END.search(line):
            continue
        following = [_plain(lines[each]) for each in filled[place + 1 : place + 1 + LOOK_AHEAD]]
        before = filled[place - 1] if place else None
        title = _title(line, number, following, None if before is None else (before, _plain(lines[before])))
        if title is not None:
            found.append(_with_name_above(title, lines, filled))
    return found


def _with_name_above(title: Title, lines: Sequence[str], filled: Sequence[int]) -> Title:
    """The title with the line above it, where a name is broken after 中国人民政治协商会议."""
    above = next((number for number in reversed(filled) if number < title.line), None)
    if above is None or above < title.line - 2 or not NAME_ABOVE.fullmatch(name := _plain(lines[above])):
        return title
    return replace(title, line=above, text=name + title.text)


def _title(line: str, number: int, following: Sequence[str], before: tuple[int, str] | None) -> Title | None:
    if NOT_A_TITLE.match(line) or numbering(line) is not None:
        return None
    firm = _begins_report(following)
    if before and REST_OF_TITLE.fullmatch(line) and FIRST_HALF.fullmatch(before[1]) and before[0] >= number - 2:
        return Title(before[0], before[1] + line, firm)
    if TITLE.fullmatch(line) and (firm or _text_follows(following)):
        return Title(number, line, firm)
    return Title(number, line, True) if BARE_TITLE.fullmatch(line) and _spoken(following) else None


def _begins_report(following: Sequence[str]) -> bool:
    return _spoken(following) or any(len(line) <= SENTENCE and REVIEW.fullmatch(line) for line in following[:2])


def _spoken(following: Sequence[str]) -> bool:
    """A salutation, or the session and date on a line of their own."""
    return any(SALUTATION.fullmatch(line) for line in following) or any(
        SESSION.fullmatch(line) and not re.search(r"[。，,；]", line.rstrip("。")) for line in following[:2]
    )


def _text_follows(following: Sequence[str]) -> bool:
    """Text or a numbered section at once: under a mere mention in a list another short line stands."""
    return bool(following) and (
        (len(following[0]) >= SENTENCE and re.search(r"[，,。；]", following[0]) is not None)
        or (numbering(following[0]) is not None and numbering(following[0]) == 1)
    )


def _without_copies(lines: Sequence[str], titles: Sequence[Title]) -> list[Title]:
    """Not the same report twice: a page dump repeats itself, and some pages print their title again in the text."""
    kept: list[Title] = []
    seen: set[str] = set()
    for number, title in enumerate(titles):
        end = titles[number + 1].line if number + 1 < len(titles) else len(lines)
        full = (number for number in range(title.line, end) if _holds(lines, number, number + 1, 2 * SENTENCE))
        opening = next((_squeezed(lines[number]) for number in full), "")
        if opening and opening in seen:
            continue
        seen.add(opening)
        kept.append(title)
    return kept


def _plain(line: str) -> str:
    """A line without Markdown's signs and outer space, its letter-spacing undone."""
    line = SIGNS.sub("", line).strip()
    return _squeezed(line) if len(line) <= 80 else line


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _holds(lines: Sequence[str], start: int, end: int, letters: int) -> bool:
    """Whether the lines from ``start`` to before ``end`` hold so many letters and digits; the rest is not counted."""
    for number in range(start, end):
        letters -= sum(map(str.isalnum, lines[number]))
        if letters <= 0:
            return True
    return False
