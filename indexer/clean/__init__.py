"""Cleaning: site furniture, hard-wrapped lines, torn words, bullets and page numbers leave; the report stays whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from indexer.clean import bullets, copies, furniture
from indexer.clean.spacing import is_torn, tightened
from indexer.clean.wrapping import Line, joined, pasted, printed_breaks, width, wrap_measure
from indexer.models import ROW_FORMATS, WORD_FORMATS, CleanDocument, Furniture, RawDocument
from indexer.structure import headings, numbering

BLOCK_FORMATS: Final = WORD_FORMATS | {"html"}
"""Formats in which a line is a block; elsewhere a line that ends with a comma goes on in the next."""
BODY: Final = 30
"""Characters of a line that is text of the report, if it holds a sentence's punctuation."""
HEAD_LINES: Final = 40
TAIL_LINES: Final = 60
OWN_NAME: Final = re.compile(r"(?!.{0,12}(?:关于|關於)).{0,12}(?:政协|政協|人大|人民政府)")
"""A line that says by itself whose report it is, under the site's name: 区政协常委会工作报告."""
FEWEST_PAGES: Final = 3
"""Page numbers from which on a text was taken from printed pages, which repeat their heads."""
LONGEST_MENU_ITEM: Final = 10
LONGEST_LINK: Final = 60
"""Characters of the title of another page; a paragraph of the report is longer."""
LABEL_LINES: Final = 10
"""Lines at the very top among which 来源：… is furniture even under a line that looks like text."""
TITLE_LABEL: Final = re.compile(r"[标標]\s*[题題]\s*[:：]\s*([^\t]+)")
SPACED_LABEL: Final = re.compile(r"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff] ){1,3}[\u4e00-\u9fff](?= ?[:：])")
BODY_NAME: Final = re.compile(r"(?:委员会|委員會|常委会|政府|政协|政協|法院|检察院|檢察院|会议)$")
REST_OF_TITLE: Final = re.compile(
    r"(?:常务委员会|常務委員會|常委会|常委會)?(?:关于|關於)?[^，。：；、]{0,24}(?:报告|報告|综述|綜述|要点|要點)(?:[（(].{1,12}[)）]){0,2}"
)


def clean(raw: RawDocument) -> CleanDocument:
    """The report's own text, with what left it as furniture and its headings as offsets.

    Whatever is neither furniture, a copy, a mark of layout nor a space without meaning is kept, in its order.
    """
    sources = _sources(raw)
    out = _furniture(raw, sources)
    kept = [source for position, source in enumerate(sources) if position not in out]
    kept, repeated = _without_repeated_title(kept)
    groups = _paragraphs(raw, kept)
    texts = [group[0].text if len(group) == 1 else pasted([line.text for line in group]) for group in groups]
    torn = is_torn(texts)
    paragraphs = [(group[0], tightened(text, torn=torn)) for group, text in zip(groups, texts, strict=True)]
    paragraphs = _with_whole_title(
        raw, [each for each in paragraphs if each[1]], [sources[position].text for position in out]
    )
    text = "\n".join(paragraph for _, paragraph in paragraphs)
    marked = {
        place: raw.heading_lines[line.number]
        for place, (line, paragraph) in enumerate(paragraphs)
        if line.number in raw.heading_lines and not (raw.title and copies.is_repeated_title(paragraph, raw.title))
    }
    left = sorted([sources[position] for position in out] + repeated, key=lambda source: source.number)
    return CleanDocument(
        raw=raw,
        text=text,
        headings=headings(text, marked),
        furniture=tuple(Furniture(text=_tidy(source.text), line=source.number + 1) for source in left),
    )


def _sources(raw: RawDocument) -> list[Line]:
    """The lines of the source that are not blank, stripped."""
    sources: list[Line] = []
    blank = False
    for number, line in enumerate(raw.text.split("\n")):
        stripped = line.strip()
        if not stripped:
            blank = True
            continue
        margin = line[: line.index(stripped[0])]
        indent = width(margin.expandtabs(4)) if margin else 0
        sources.append(Line(stripped, number, indent, blank, number in raw.heading_lines))
        blank = False
    return sources


def _tidy(line: str) -> str:
    """Furniture for reading: single spaces, and none inside a label (来　　源：)."""
    line = re.sub(r"[^\S\n]+", " ", line).strip()
    return SPACED_LABEL.sub(lambda label: label[0].replace(" ", ""), line)


# ------------------------------------------------------------------------------------------ furniture


def _furniture(raw: RawDocument, sources: Sequence[Line]) -> set[int]:
    """Positions of the lines that are not the report's."""
    lines = [source.text for source in sources]
    out = _comments(lines) if raw.format not in WORD_FORMATS and "<!--" in raw.text else set()
    odd = [position for position, line in enumerate(lines) if furniture.may_be_furniture(line)]
    out |= {position for position in odd if furniture.is_furniture_anywhere(lines[position])}
    numbers = _page_numbers(lines, odd, out)
    out |= numbers
    rest = [position for position in range(len(lines)) if position not in out]
    out |= {rest[place] for place in copies.copied([lines[position] for position in rest])}
    if raw.format == "pdf" or len(numbers) >= FEWEST_PAGES:
        rest = [position for position in rest if position not in out]
        out |= {rest[place] for place in copies.running_heads([lines[position] for position in rest])}
    return out | _edges(raw, lines, out)


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


def _page_numbers(lines: Sequence[str], odd: Sequence[int], out: set[int]) -> set[int]:
    """Of the ``odd`` lines, page numbers alone on their line; figures in a column (a table read line by line) are none."""
    numbers = {position for position in odd if position not in out and furniture.is_page_number(lines[position])}
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


def _edges(raw: RawDocument, lines: Sequence[str], out: set[int]) -> set[int]:
    """Furniture before the first and after the last paragraph of text."""
    rest = [position for position in range(len(lines)) if position not in out]
    found = _below(lines, rest) if raw.format not in WORD_FORMATS else set()
    above = [position for position in rest if position not in found]
    first = next((position for position in above if _is_body(lines[position])), len(lines))
    last = next((position for position in reversed(above) if position <= first or _is_body(lines[position])), -1)
    last = last if first < len(lines) else -1
    head = [position for position in rest if position < first][:HEAD_LINES]
    found |= {position for position in head if furniture.is_furniture_at_edge(lines[position], head=True)}
    found |= {position for position in rest[:LABEL_LINES] if furniture.is_label(lines[position])}
    if raw.format not in WORD_FORMATS | ROW_FORMATS:
        found |= _above(lines, head, first)
        found |= _site_names(lines, [position for position in head if position not in found])
    tail = [position for position in rest if position > last][-TAIL_LINES:]
    found |= {position for position in tail if furniture.is_furniture_at_edge(lines[position], head=False)}
    if raw.format not in WORD_FORMATS:
        found |= furniture.menus(lines[: min(first, HEAD_LINES)])
        found |= {last + 1 + place for place in furniture.menus(lines[last + 1 :])}
    if raw.format not in WORD_FORMATS and furniture.has_footer_sign(lines[last + 1 :]):
        found |= {position for position in tail if furniture.is_footer_label(lines[position])}
    return found


def _above(lines: Sequence[str], head: Sequence[int], first: int) -> set[int]:
    """The menu above the line that says where in the site the page stands."""
    places = [position for position in range(min(first, len(lines))) if furniture.is_breadcrumb(lines[position])]
    end = places[0] if places else 0
    return {position for position in head if position < end and len(lines[position]) <= LONGEST_MENU_ITEM}


def _below(lines: Sequence[str], rest: Sequence[int]) -> set[int]:
    """What stands under 上一篇, 相关链接 and their like: titles of other pages, to the end of the page."""
    for position in range(len(lines) - 1, max(-1, len(lines) - TAIL_LINES), -1):
        if len(lines[position]) > LONGEST_LINK:
            return set()
        if furniture.ends_page(lines[position]):
            return {each for each in rest if each >= position}
    return set()


def _site_names(lines: Sequence[str], head: Sequence[int]) -> set[int]:
    """The site's name or slogan above the title: lines of that look that open the page."""
    found: set[int] = set()
    for position in head:
        if not furniture.is_site_name(lines[position]):
            break
        found.add(position)
    return found


def _is_body(line: str) -> bool:
    if furniture.is_furniture_at_edge(line, head=True):
        return False
    if len(line) >= BODY and re.search(r"[。！？；，,]", line):
        return True
    return (numbering(line) is not None and len(line) >= 6) or (
        re.search(r"[。！？]$", line) is not None and len(line) >= 8
    )


def _without_repeated_title(kept: list[Line]) -> tuple[list[Line], list[Line]]:
    """The first line kept once: what repeats it before the text begins is furniture."""
    if not kept:
        return kept, []
    title = kept[0].text
    repeated: list[Line] = []
    for source in kept[1:6]:
        if copies.is_repeated_title(source.text, title):
            repeated.append(source)
        elif _is_body(source.text):
            break
    return [source for source in kept if source not in repeated], repeated


# ----------------------------------------------------------------------------------------- paragraphs


def _paragraphs(raw: RawDocument, kept: Sequence[Line]) -> list[list[Line]]:
    lines: list[Line] = []
    markdown = raw.format == "markdown"
    for source in kept:
        if bullets.is_bare(source.text) and not markdown:
            lines.append(source)
            continue
        for number, item in enumerate(bullets.items(bullets.unmarked(source.text, markdown=markdown))):
            lines.append(
                Line(item, *source[1:]) if number == 0 else Line(item, source.number, source.indent, False, True)
            )
    if any(line.text.startswith(bullets.SIGN) for line in lines):
        lines = _mended(lines)
    measure = wrap_measure(lines) if raw.format not in WORD_FORMATS else None
    breaks = printed_breaks(lines) if raw.format == "pdf" and measure is None else frozenset()
    return joined(lines, measure=measure, sentences=raw.format not in BLOCK_FORMATS, breaks=breaks)


def _mended(lines: Sequence[Line]) -> list[Line]:
    """List items whose second half was taken for an item of its own, put together."""
    mended: list[Line] = []
    for line in lines:
        if mended and bullets.continues(mended[-1].text, line.text):
            last = mended.pop()
            line = Line(
                last.text + line.text[len(bullets.SIGN) :], last.number, last.indent, last.blank_before, last.starts
            )
        mended.append(line)
    return mended


def _with_whole_title(
    raw: RawDocument, paragraphs: list[tuple[Line, str]], left: Sequence[str]
) -> list[tuple[Line, str]]:
    """A title that was set on two or three lines becomes one paragraph, where its words or its form show that it is one."""
    stated = [raw.title or "", raw.stated.get("title", ""), str(raw.given.get("title", ""))]
    stated += [found[1] for line in left if (found := TITLE_LABEL.search(line))]
    known = {copies.squeezed(title) for title in stated if title}
    said = [copies.squeezed(text) for _, text in paragraphs[:11]] if known else []
    for start in range(min(8, len(said))):
        for count in (2, 3, 4):
            if len(said) >= start + count and "".join(said[start : start + count]) in known:
                texts = [text for _, text in paragraphs[start : start + count]]
                return [*paragraphs[:start], (paragraphs[start][0], pasted(texts)), *paragraphs[start + count :]]
    for start in range(min(8, len(paragraphs) - 1)):
        for count in (1, 2):
            texts = [text for _, text in paragraphs[start : start + count + 1]]
            if len(texts) == count + 1 and _is_broken_title(texts):
                return [*paragraphs[:start], (paragraphs[start][0], "".join(texts)), *paragraphs[start + count + 1 :]]
    return paragraphs


def _is_broken_title(lines: Sequence[str]) -> bool:
    """A name on one line or two, and on the next what its report is called."""
    *names, rest = lines
    return (
        all(BODY_NAME.search(name) and not re.search(r"[。，：]", name) for name in names)
        and len("".join(names)) <= 40
        and REST_OF_TITLE.fullmatch(rest) is not None
        and OWN_NAME.match(rest) is None
    )
