"""Which lines of a document are not the report's: judged by what they say, by where they stand and by what repeats them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from indexer.clean import bullets, copies, furniture, printing
from indexer.clean.menus import menus, says_menu
from indexer.clean.site_words import simplified
from indexer.models import ROW_FORMATS, WORD_FORMATS, RawDocument
from indexer.structure import contents, numbering

BODY: Final = 30
"""Characters of a line that is text of the report, if it holds a sentence's punctuation."""
PUNCTUATION: Final = re.compile(r"[。！？；，,]")
HEAD_LINES: Final = 40
TAIL_LINES: Final = 60
LONGEST_MENU_ITEM: Final = 10
LONGEST_LINK: Final = 60
"""Characters of the title of another page; a paragraph of the report is longer."""
SLOGANS: Final = 3
"""Lines above a menu that may be the site's name and motto; more are the text of something."""
TITLED: Final = re.compile(
    r"(?:报告|汇报|综述|总结|要点|提案|建议|意见|通知|答复|讲话|发言|决议|决定|信息|纪实|办法|规则)$"
)
LABEL_LINES: Final = 10
"""Lines at the very top among which 来源：… is furniture even under a line that looks like text."""


def outside(raw: RawDocument, lines: Sequence[str]) -> tuple[set[int], set[int]]:
    """Positions of the lines that are not the report's, and of those the ones that printing put between its lines."""
    out = _comments(lines) if raw.format not in WORD_FORMATS and "<!--" in raw.text else set()
    if raw.format == "markdown":
        lines = [bullets.unlinked(line) for line in lines]
        out |= {position for position, line in enumerate(lines) if not line}
    odd = [position for position, line in enumerate(lines) if line and furniture.may_be_furniture(line)]
    out |= {position for position in odd if furniture.is_furniture_anywhere(lines[position])}
    numbers = printing.page_numbers(lines, odd, out)
    out |= numbers
    rest = [position for position in range(len(lines)) if position not in out]
    out |= {rest[place] for place in copies.copied([lines[position] for position in rest])}
    rest = [position for position in rest if position not in out]
    printed = raw.format == "pdf" or len(numbers) >= printing.FEWEST_PAGES
    heads = printing.on_every_page(lines, rest, numbers, printed=printed)
    out |= heads
    out |= _contents(lines)
    return out | _edges(raw, lines, out), numbers | heads


def _contents(lines: Sequence[str]) -> set[int]:
    """A table of contents; what stands in it stands in the text again."""
    listed = contents(lines)
    return set(listed) if listed and any(map(is_body, lines[listed.stop :])) else set()


def _comments(lines: Sequence[str]) -> set[int]:
    """Comments of a page saved as text, with the scripts inside them."""
    out: set[int] = set()
    for position, line in enumerate(lines):
        if position in out or not line.startswith("<!--"):
            continue
        end = next(
            (each for each in range(position, min(position + 200, len(lines))) if "-->" in lines[each]), position
        )
        out.update(range(position, end + 1))
    return out


def _edges(raw: RawDocument, lines: Sequence[str], out: set[int]) -> set[int]:
    """Furniture before the first and after the last paragraph of text."""
    rest = [position for position in range(len(lines)) if position not in out]
    found = _below(lines, rest) if raw.format not in WORD_FORMATS else set()
    above = [position for position in rest if position not in found]
    first = next((position for position in above if is_body(lines[position])), len(lines))
    last = next((position for position in reversed(above) if position <= first or is_body(lines[position])), -1)
    last = last if first < len(lines) else -1
    head = [position for position in rest if position < first][:HEAD_LINES]
    found |= {position for position in head if furniture.is_furniture_at_edge(lines[position], head=True)}
    found |= {
        before for before, position in pairwise(head) if furniture.goes_on_in_paper(lines[before], lines[position])
    }
    found |= {position for position in rest[:LABEL_LINES] if furniture.is_label(lines[position])}
    if raw.format not in WORD_FORMATS | ROW_FORMATS:
        found |= _above(lines, head, first)
        found |= _site_names(lines, [position for position in head if position not in found])
    tail = [position for position in rest if position > last][-TAIL_LINES:]
    found |= {position for position in tail if furniture.is_furniture_at_edge(lines[position], head=False)}
    if raw.format not in WORD_FORMATS:
        rows = menus(lines[: min(first, HEAD_LINES)])
        found |= rows
        found |= _slogans(lines, [position for position in head if position not in found], min(rows, default=0))
        found |= {last + 1 + place for place in menus(lines[last + 1 :])}
    if raw.format not in WORD_FORMATS and furniture.has_footer_sign(lines[last + 1 :]):
        found |= {position for position in tail if furniture.is_footer_label(lines[position])}
    return found


def _above(lines: Sequence[str], head: Sequence[int], first: int) -> set[int]:
    """The menu above the line that says where in the site the page stands, or above the table that describes it."""
    places = [position for position in range(min(first, len(lines))) if furniture.is_breadcrumb(lines[position])]
    end = places[0] if places else 0
    found = {position for position in head if position < end and len(lines[position]) <= LONGEST_MENU_ITEM}
    table = next((position for position in head if furniture.is_index_number(lines[position])), 0)
    return found | {position for position in head if position < table and says_menu(simplified(lines[position]))}


def _below(lines: Sequence[str], rest: Sequence[int]) -> set[int]:
    """What stands under 上一篇, 相关链接 and their like: titles of other pages, to the end of the page."""
    start = len(lines)
    for position in range(len(lines) - 1, max(-1, len(lines) - TAIL_LINES), -1):
        line = lines[position]
        if not line:
            continue
        if furniture.ends_page(line):
            start = position
        elif _is_sentence(line) or (len(line) > LONGEST_LINK and not furniture.is_furniture_at_edge(line, head=False)):
            break
    return {each for each in rest if each >= start}


def _is_sentence(line: str) -> bool:
    """Text, whatever else numbers and commas make of the title of another page."""
    return len(line) >= 8 and line[-1] in "。；" and not furniture.is_furniture_anywhere(line)


def _site_names(lines: Sequence[str], head: Sequence[int]) -> set[int]:
    """The site's name or slogan above the title: lines of that look that open the page."""
    found: set[int] = set()
    for position in head:
        if not furniture.is_site_name(lines[position]):
            break
        found.add(position)
    return found


def _slogans(lines: Sequence[str], head: Sequence[int], menu: int) -> set[int]:
    """What a site says of itself above its menu, in other letters or in a motto, where a title follows under the menu."""
    if not any(position > menu and TITLED.search(lines[position].rstrip()) for position in head):
        foreign = furniture.FOREIGN_NAME
        return {position for position in head if position < menu and foreign.fullmatch(lines[position])}
    above = [position for position in head if position < menu]
    return {position for position in above if furniture.is_slogan(lines[position])} if len(above) <= SLOGANS else set()


def is_body(line: str) -> bool:
    if not line or furniture.is_furniture_at_edge(line, head=True):
        return False
    if len(line) >= BODY and PUNCTUATION.search(line):
        return True
    return (numbering(line) is not None and len(line) >= 6) or (line[-1] in "。！？" and len(line) >= 8)
