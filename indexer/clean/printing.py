"""What printing puts between the lines of a report: page numbers, running heads, watermarks and stamps on every page or line."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from indexer.clean.furniture import CLOSING, is_page_number, is_site_name
from indexer.clean.site_words import PRINTED_SLOGAN, simplified
from indexer.structure import numbering

FEWEST_PAGES: Final = 3
"""Page numbers from which on a text was taken from printed pages, which repeat their heads."""
LONGEST_HEAD: Final = 40
FEWEST_HEADS: Final = 3
SHORTEST_PAGE: Final = 10
"""Lines between two heads of pages."""
SHORTEST_NUMBERED_PAGE: Final = 4
"""The same where a page number stands beside each head."""
ENDS_SENTENCE: Final = frozenset("。！？；：，!?;:,、")
"""Last characters of what is no head of a page."""
EDITION: Final = re.compile(
    r"(?:年鉴|年鑑|汇编|彙編|公报|公報|选编|選編|文献|文獻|资料|資料|简报|簡報)(?:[（(][^（()）]{1,8}[)）])?$"
)
"""What a volume is called: the head of its pages, never the title of a report in it."""
UNFINISHED: Final = re.compile(r"[\u4e00-\u9fffA-Za-z0-9，、,（(“《]$")
PROSE: Final = re.compile(r"[。！？；，：,;:、]")
SHORTEST_HALF: Final = 12
"""Characters of a line that a page's end broke off in its sentence."""
LONGEST_HEADING: Final = 36
"""Characters of a heading with a comma in it: 把牢政治方向，夯实思想根基."""

DASHES: Final = r"—–－\-"
_BLANK: Final = r"[^\S\n]"
INLINE_NUMBER: Final = re.compile(
    rf"(?<!\s){_BLANK}*+(?:(?<![{DASHES}\d])[{DASHES}]{_BLANK}++\d{{1,3}}{_BLANK}++[{DASHES}](?![{DASHES}\d])"
    rf"|第{_BLANK}*+\d{{1,3}}{_BLANK}*+[页頁]{_BLANK}*+[，,/]?+{_BLANK}*+共{_BLANK}*+\d{{1,3}}{_BLANK}*+[页頁]){_BLANK}*+"
)
"""A page number that a converter left inside a line; a bare figure may be anything and stays."""
DASHED: Final = re.compile(rf"{_BLANK}++\d{{1,3}}{_BLANK}++[{DASHES}]")
OF_PAGES: Final = re.compile(rf"{_BLANK}*+[，,/]?+{_BLANK}*+共")
"""What follows the dash, or 页, of such a number."""
HANZI: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff，、“《（]")

TAIL: Final = 3
"""Characters by which a watermark at the end or the beginning of every line is noticed."""
LONGEST_WATERMARK: Final = 40
FEWEST_WATERMARKS: Final = 8
SURE_WATERMARK: Final = 6
"""Characters from which on a watermark need not be set off from the line."""
SAMPLE: Final = 24
"""Lines at the top that are asked first."""
RUNNING: Final = re.compile(r"[，。；、,]")
"""What lines of running text hold beside a watermark; of hard-wrapped lines nearly all do."""
SET_OFF: Final = re.compile(r"[\s|｜【\[（(◆★]|[】\])）]")


def page_numbers(lines: Sequence[str], odd: Sequence[int], out: set[int]) -> set[int]:
    """Of the ``odd`` lines, page numbers alone on their line; figures in a column (a table read line by line) are none."""
    numbers = {position for position in odd if position not in out and is_page_number(lines[position])}
    if not numbers:
        return numbers
    rest = [position for position in range(len(lines)) if position not in out]
    alone = set()
    for place, position in enumerate(rest):
        if position in numbers:
            neighbours = rest[max(0, place - 1) : place] + rest[place + 1 : place + 2]
            if not any(re.fullmatch(r"[\d.,%％]+", lines[each]) for each in neighbours):
                alone.add(position)
    return alone


def has_inline_numbers(text: str) -> bool:
    """Whether any line of a text may hold a page number beside other words; soon told."""
    return any(_followed(text, dash, DASHED) for dash in "—–－-") or any(
        _followed(text, page, OF_PAGES) for page in "页頁"
    )


def _followed(text: str, character: str, pattern: re.Pattern[str]) -> bool:
    """Whether a pattern matches behind a character, which is found far faster so than by a pattern that begins with it."""
    place = text.find(character)
    while place >= 0:
        if pattern.match(text, place + 1):
            return True
        place = text.find(character, place + 1)
    return False


def without_inline_numbers(line: str) -> str:
    """A line without the page numbers inside its sentences: 全面推进乡— 12 —村振兴."""
    kept: list[str] = []
    done = 0
    for found in INLINE_NUMBER.finditer(line):
        if HANZI.match(line[found.start() - 1 : found.start()]) and HANZI.match(line[found.end() : found.end() + 1]):
            kept.append(line[done : found.start()])
            done = found.end()
    return "".join([*kept, line[done:]])


def is_broken_off(line: str) -> bool:
    """Whether a line of prose stops in the middle of a sentence; what may be a heading is taken for one."""
    if len(line) < SHORTEST_HALF or UNFINISHED.search(line) is None:
        return False
    return "。" in line or (numbering(line) is None and len(line) > LONGEST_HEADING and PROSE.search(line) is not None)


def goes_on(line: str) -> bool:
    """Whether a line may be the rest of a sentence."""
    return numbering(line) is None and (line[0] in CLOSING or HANZI.match(line) is not None or line[0].isalnum())


# ------------------------------------------------------------------------------------- on every page


def on_every_page(lines: Sequence[str], rest: Sequence[int], numbers: set[int], *, printed: bool) -> set[int]:
    """Of the positions ``rest``, the lines that pages repeat: their heads and feet, stamps, watermarks.

    ``numbers``: where page numbers stand. ``printed``: whether the text is known to come from printed pages. The first
    of several equal lines stays where it may be the title itself.
    """
    found = _heads_of_pages(lines, rest) if printed else set()
    short = [position for position in rest if len(lines[position]) <= LONGEST_HEAD]
    if len({lines[position] for position in short}) == len(short):
        return found
    places: dict[str, list[int]] = defaultdict(list)
    for position in short:
        if lines[position][-1] not in ENDS_SENTENCE:
            places["".join(lines[position].split())].append(position)
    following = dict(itertools.pairwise(rest))
    before = {later: earlier for earlier, later in following.items()}
    for key, positions in places.items():
        if len(positions) < 2 or len(key) < 2 or not any(map(str.isalpha, key)):
            continue
        line = lines[positions[0]]
        if numbering(line) is not None:
            continue
        if len(positions) >= FEWEST_HEADS and (PRINTED_SLOGAN.fullmatch(simplified(line)) or is_site_name(line)):
            found.update(positions)
        elif min(later - earlier for earlier, later in itertools.pairwise(positions)) >= SHORTEST_NUMBERED_PAGE:
            first = [each for each in positions[:1] if each == rest[0] and EDITION.search(line)]
            beside = [each for each in positions if each - 1 in numbers or each + 1 in numbers]
            between = [
                each
                for each in positions
                if each in before
                and each in following
                and is_broken_off(lines[before[each]])
                and goes_on(lines[following[each]])
            ]
            found.update(_printed(positions, first, beside, between))
    return found


def _printed(
    positions: Sequence[int], first: Sequence[int], beside: Sequence[int], between: Sequence[int]
) -> Sequence[int]:
    """Of the places of one line, those where it was printed on a page's edge.

    ``first`` is the first of them where a volume is named there; ``beside`` are those beside a page number, ``between``
    those in the middle of a sentence. A heading that comes twice may stand on top of a page once.
    """
    if set(beside) >= set(positions[1:]) and len(beside) + len(first) > 1:
        return [*beside, *first]
    if len(positions) >= FEWEST_HEADS and len(between) >= 2 and len(between) * 2 >= len(positions):
        return positions if positions[0] in between else positions[1:]
    return ()


def _heads_of_pages(lines: Sequence[str], rest: Sequence[int]) -> set[int]:
    """Lines that stand at the head or foot of every printed page, numbers in them apart; the first of each stays."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, position in enumerate(rest):
        key = re.sub(r"\d+", "#", "".join(lines[position].split()))
        if 2 <= len(key) <= LONGEST_HEAD and key[-1] not in ENDS_SENTENCE:
            places[key].append(place)
    found: set[int] = set()
    for each in places.values():
        gaps = [later - earlier for earlier, later in itertools.pairwise(each)]
        # Pages are of like length; the headings that a report repeats stand where they may.
        if len(each) >= FEWEST_HEADS and min(gaps) >= SHORTEST_PAGE and max(gaps) <= 3 * min(gaps):
            found.update(rest[place] for place in each[1:])
    return found


# ------------------------------------------------------------------------------------- on every line


def on_every_line(lines: Sequence[str]) -> tuple[str, str]:
    """The watermark that most lines begin with and the one that most end with, "" for none."""
    if len(lines) < FEWEST_WATERMARKS:
        return "", ""
    backwards = [line[::-1] for line in lines[:SAMPLE]]
    ending = _shared(lines, backwards, backward=True)
    return ("", ending[::-1]) if ending else (_shared(lines, lines[:SAMPLE], backward=False), "")


def _shared(lines: Sequence[str], sample: Sequence[str], *, backward: bool) -> str:
    """What most lines begin with, read ``backward`` or not, if nothing but a watermark explains it; ``sample``: the first."""
    heads = Counter(line[:TAIL] for line in sample if len(line) > TAIL)
    head, count = heads.most_common(1)[0] if heads else ("", 0)
    if count * 5 < len(sample) * 3 or sum(map(str.isalpha, head)) < 2:
        return ""
    bearers = [line for each in lines if (line := each[::-1] if backward else each).startswith(head)]
    if len(bearers) < FEWEST_WATERMARKS or len(bearers) * 5 < len(lines) * 3:
        return ""
    first, last = min(bearers), max(bearers)
    common = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    shared = "".join(character for character, _ in common)[:LONGEST_WATERMARK]
    if sum(RUNNING.search(line, len(shared)) is not None for line in bearers) * 5 < len(bearers) * 2:
        return ""  # entries of a list end alike: 涪陵区政协常委会工作报告, 长寿区政协常委会工作报告
    set_off = SET_OFF.match(shared[-1]) is not None
    letters = sum(map(str.isalpha, shared))
    sure = letters >= SURE_WATERMARK and PROSE.search(shared) is None
    return shared if set_off or sure else ""
