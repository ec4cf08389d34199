"""The text of a PDF page as pdfium sees it: runs of characters on one baseline, with where they stand.

Coordinates are points (1/72 inch) from the lower left corner, turned so that the text of a run is upright.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any, Final, NamedTuple

import pypdfium2.raw as pdfium

WIDE: Final = re.compile("[⺀-⿕\u3000-\u30ff㐀-䶿一-鿿\uf900-\ufaff\uff01-\uff60\U00020000-\U0002fa1f①-⓿“”‘’…—]")
"""Characters that take a square each, so that the space between two of them means nothing unless it is wide too."""
WORD_SPACE: Final = 0.18
"""Of the type size: a wider gap beside a Latin letter or a figure is a space between words."""
WIDE_SPACE: Final = 0.75
"""Of the type size: a wider gap between two Chinese characters is a space; letter-spaced prose stays below it."""
BETWEEN_SCRIPTS: Final = 0.4
"""Of the type size: figures and Latin letters beside Chinese ones are set off by a quarter that nobody typed."""
LETTER_SPACED: Final = 0.1
"""Of the type size: half the gaps of letter-spaced text are wider, and are then no gaps but its measure."""
FEWEST_SPACED: Final = 4
"""Gaps from which on letter-spacing is told from single spaces."""
RUN_GAP: Final = 1.8
"""Of the type size: a wider gap ends a run, as it may be the gutter between two columns."""
BASELINE: Final = 0.3
"""Of the type size: characters whose baselines differ more are not on one line (marks of footnotes are put back later)."""
ASCENT: Final = 0.88
"""Of the type size: what of a Chinese character stands above the baseline."""
UPRIGHT: Final = math.radians(8)
"""How far from a quarter turn text may lean (a crooked scan); what leans more is a watermark across the page."""


class Glyph(NamedTuple):
    text: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that follow each other on one baseline."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    """Type size in points."""


def read_page(page: Any) -> list[list[Run]]:
    """The runs of a page by the direction they read in, the direction of most of them first; watermarks are left out."""
    text_page = page.get_textpage()
    try:
        found = list(_glyphs(text_page))
    finally:
        text_page.close()
    turned: dict[int, list[Glyph]] = {}
    for quarter, glyph in found:
        turned.setdefault(quarter, []).append(glyph)
    vertical = next((quarter for quarter in turned if _is_vertical(turned[quarter])), None)
    if vertical is not None:
        # Latin words and figures in vertical text lie on their side, so that they read downwards already.
        down = (vertical - 1) % 4
        turned[down] = list(
            _downwards(((quarter == vertical, glyph) for quarter, glyph in found if quarter in (vertical, down)))
        )
        del turned[vertical]
    return [list(_runs(glyphs)) for glyphs in sorted(turned.values(), key=len, reverse=True)]


def _glyphs(text_page: Any) -> Iterator[tuple[int, Glyph]]:
    """Quarter turns counter-clockwise and characters, in the order of the file."""
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = pdfium.c_double(), pdfium.c_double()
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in (10, 13, 0xFFFE) or pdfium.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        pdfium.FPDFText_GetMatrix(text_page, index, matrix)
        pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        size = pdfium.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.a, matrix.b)
        places = (x.value, y.value, box.left, box.right, box.bottom, box.top)
        if not all(map(math.isfinite, (*places, size, matrix.a, matrix.b))):
            continue  # it lies nowhere
        angle = math.atan2(matrix.b, matrix.a)
        quarter = round(angle / (math.pi / 2))
        if abs(angle - quarter * math.pi / 2) > UPRIGHT:
            continue
        quarter %= 4
        left, right, baseline = _upright(quarter, box, x.value, y.value)
        yield quarter, Glyph(chr(code or 0xFFFD), left, max(right, left), baseline, size or right - left or 1.0)


def _upright(quarter: int, box: Any, x: float, y: float) -> tuple[float, float, float]:
    """Left, right and baseline of a character once the page is turned so that it is upright."""
    if quarter == 0:
        return box.left, box.right, y
    if quarter == 1:
        return box.bottom, box.top, -x
    if quarter == 2:
        return -box.right, -box.left, -y
    return -box.top, -box.bottom, x


def _is_vertical(glyphs: Sequence[Glyph]) -> bool:
    """Whether upright characters follow each other downwards."""
    down = across = 0
    for before, glyph in pairwise(glyphs):
        step = before.baseline - glyph.baseline
        if abs(step) < BASELINE * glyph.size and glyph.left > before.left:
            across += 1
        elif abs(glyph.left - before.left) < glyph.size and 0.5 * glyph.size < step < 2.5 * glyph.size:
            down += 1
    return down > across


def _downwards(glyphs: Iterable[tuple[bool, Glyph]]) -> Iterator[Glyph]:
    """Characters of vertical columns as those of rows, once the page is turned so that columns are rows.

    With each comes whether it stands upright; what lies on its side is turned already.
    """
    column = lowest = math.inf
    for upright, glyph in glyphs:
        x, height = (glyph.left, glyph.baseline) if upright else (glyph.baseline, -glyph.left)
        # Commas and full stops stand in the upper right corner of their square; they are of the column even so.
        if abs(x - column) >= 0.9 * glyph.size or height > lowest:
            column = x
        lowest = height
        left = -height - ASCENT * glyph.size
        if upright:
            yield Glyph(glyph.text, left, left + glyph.size, column, glyph.size)
        else:
            yield glyph._replace(baseline=column)


def _runs(glyphs: Iterable[Glyph]) -> Iterator[Run]:
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _follows(run[-1], glyph):
            yield from _run(run)
            run = []
        # Bold print made by setting a character twice, a hair apart.
        if run and glyph.text == run[-1].text and abs(glyph.left - run[-1].left) < 0.12 * glyph.size:
            continue
        run.append(glyph)
    yield from _run(run)


def _follows(before: Glyph, glyph: Glyph) -> bool:
    size = max(before.size, glyph.size)
    return (
        abs(glyph.baseline - before.baseline) <= BASELINE * size
        and -size <= glyph.left - before.right <= RUN_GAP * size
        and glyph.left > before.left - 0.5 * size
    )


def _run(glyphs: Sequence[Glyph]) -> Iterator[Run]:
    printed = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not printed:
        return
    first, last = glyphs.index(printed[0]), len(glyphs) - glyphs[::-1].index(printed[-1])
    pairs = list(zip(glyphs[first : last - 1], glyphs[first + 1 : last], strict=True))
    spacing = median(glyph.left - before.right for before, glyph in pairs) if len(pairs) >= FEWEST_SPACED else 0.0
    if spacing < LETTER_SPACED * glyphs[first].size:
        spacing = 0.0
    parts = [glyphs[first].text]
    for before, glyph in pairs:
        parts += [space(before.text, glyph.text, glyph.left - before.right - spacing, glyph.size), glyph.text]
    text = "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    size = Counter(glyph.size for glyph in printed).most_common(1)[0][0]
    yield Run(text, printed[0].left, max(glyph.right for glyph in printed), printed[0].baseline, size)


def space(before: str, after: str, gap: float, size: float) -> str:
    """What stands for a gap of so many points between two characters, " " or nothing."""
    if before.isspace() or after.isspace():
        return ""
    least = WIDE_SPACE if WIDE.match(before) and WIDE.match(after) else WORD_SPACE
    if (WIDE.match(before) is None) != (WIDE.match(after) is None):
        least = BETWEEN_SCRIPTS
    return " " if gap > least * size else ""
