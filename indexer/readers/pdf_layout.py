"""Lines of a PDF page in the order in which people read them: columns one after another, rows of tables whole.

After the XY cut (Nagy and Seth 1984), turned round: a line that runs across a gutter parts what stands above from what
stands below it, and only columns of prose are read one after the other, as cells of a table belong to their row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from indexer.readers.pdf_glyphs import Run, space

GUTTER: Final = 0.8
"""Of the type size: the least width of the white between two columns."""
ROW: Final = 0.5
"""Of the type size: what differs less in height is on one row."""
CELL_GAP: Final = 3.0
"""Of the type size: a wider gap within a row parts the cells of a table."""
FEWEST_LINES: Final = 2
"""Of the shorter of two columns."""
FEWEST_OF_BOTH: Final = 8
SHORTEST_PROSE: Final = 7
"""Characters of half the lines of a column of prose; cells of a table are shorter."""
FULL: Final = 0.75
"""Share of a column's width that half of its lines fill."""
MOST_RUNS: Final = 5_000
"""Of a page whose columns are looked for; a page of a newspaper has some hundreds."""
DEEPEST: Final = 6
"""Columns beside columns: more than a newspaper has."""
PARAGRAPH_GAP: Final = 1.6
"""Times the usual distance of two lines from which on a blank line stands between them."""
WIDEST_INDENT: Final = 20
SMALL_COLUMN: Final = 5
"""Lines of a column too short to show its own left edge."""
FIRST_LINE: Final = 2.6
"""Of the type size: the widest indentation of a paragraph's first line."""


class Line(NamedTuple):
    """A row of a column."""

    text: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(slots=True)
class Column:
    """Lines of one column, or of a part of the page that has none beside it, from top to bottom."""

    lines: list[Line]
    left: float
    """Where its full lines begin."""

    def written(self) -> Iterator[tuple[Line, str]]:
        """Each line as text, a full-width space for each character's width of indentation, blank lines between paragraphs."""
        steps = [above.baseline - below.baseline for above, below in pairwise(self.lines)]
        usual = median(steps) if steps else 0.0
        for number, line in enumerate(self.lines):
            indent = round((line.left - self.left) / line.size) if line.size > 0 else 0
            blank = "\n" if number and steps[number - 1] > PARAGRAPH_GAP * usual else ""
            yield line, f"{blank}{'　' * max(0, min(indent, WIDEST_INDENT))}{line.text}"


def arrange(runs: Sequence[Run]) -> list[Column]:
    """The columns of a page in reading order."""
    columns: list[Column] = []
    for part in _parts(sorted(runs, key=lambda run: -run.baseline), DEEPEST):
        lines = _rows(part)
        columns.append(Column(lines, _left_edge(lines)))
    return columns


def align(columns: Sequence[Column]) -> None:
    """Give columns of few lines the left edge of others, so that an indented line alone on a page is known as indented."""
    edges = sorted({column.left for column in columns if len(column.lines) >= SMALL_COLUMN})
    for column in columns:
        if 0 < len(column.lines) < SMALL_COLUMN:
            least = column.left - FIRST_LINE * column.lines[0].size
            column.left = next((edge for edge in edges if least <= edge <= column.left), column.left)


def _parts(runs: Sequence[Run], depth: int) -> list[list[Run]]:
    """Parts of a page in reading order; within each, rows are read from top to bottom. ``runs`` from top to bottom."""
    gutter = _gutter(runs) if depth and FEWEST_OF_BOTH <= len(runs) <= MOST_RUNS else None
    if gutter is None:
        return [list(runs)] if runs else []
    parts: list[list[Run]] = []
    plain: list[Run] = []
    for across, band in _bands(runs, gutter):
        left, right = _sides(band, gutter)
        if across or not _are_columns(left, right):
            plain += band
            continue
        if plain:
            parts.append(plain)
            plain = []
        parts += _parts(left, depth - 1) + _parts(right, depth - 1)
    return [*parts, plain] if plain else parts


def _gutter(runs: Sequence[Run]) -> float | None:
    """Where the white between columns lies, if the page has any: the place that parts most lines."""
    size = median(run.size for run in runs)
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    if sum(run.right - run.left > 0.6 * (right - left) for run in runs) * 2 > len(runs):
        return None  # most lines run across the page
    best: tuple[int, list[float]] = (0, [])
    step = max(size / 2, (right - left) / 200)
    position = left + 4 * size
    while position < right - 4 * size:
        parted = sum(
            len(band)
            for across, band in _bands(runs, position, size)
            if not across and _are_columns(*_sides(band, position))
        )
        if parted > best[0]:
            best = (parted, [position])
        elif parted and parted == best[0]:
            best[1].append(position)
        position += step
    if best[0] < FEWEST_OF_BOTH:
        return None
    return best[1][len(best[1]) // 2] if best[1][-1] - best[1][0] < 4 * size else best[1][0]


def _bands(runs: Sequence[Run], gutter: float, size: float = 0.0) -> Iterator[tuple[bool, list[Run]]]:
    """Neighbouring runs that all cross the gutter, or all do not."""
    margin = GUTTER / 2 * size
    band: list[Run] = []
    crossing = False
    for run in runs:
        across = run.left < gutter + margin and run.right > gutter - margin
        if band and across != crossing:
            yield crossing, band
            band = []
        crossing = across
        band.append(run)
    if band:
        yield crossing, band


def _sides(band: Sequence[Run], gutter: float) -> tuple[list[Run], list[Run]]:
    middle = [(run.left + run.right) / 2 < gutter for run in band]
    return (
        [run for run, is_left in zip(band, middle, strict=True) if is_left],
        [run for run, is_left in zip(band, middle, strict=True) if not is_left],
    )


def _are_columns(left: Sequence[Run], right: Sequence[Run]) -> bool:
    return (
        min(len(left), len(right)) >= FEWEST_LINES
        and len(left) + len(right) >= FEWEST_OF_BOTH
        and _is_prose(left)
        and _is_prose(right)
        and min(run.baseline for run in left) < max(run.baseline for run in right)
        and min(run.baseline for run in right) < max(run.baseline for run in left)
    )


def _is_prose(side: Sequence[Run]) -> bool:
    width = max(run.right for run in side) - min(run.left for run in side)
    # Columns inside columns: of three, the two on the right are one side here, and no line fills both.
    full = sum(run.right - run.left >= FULL * width for run in side) * 2 >= len(side)
    long = median(len(run.text) for run in side) >= SHORTEST_PROSE
    return long and (full or len(side) >= FEWEST_OF_BOTH)


def _rows(runs: Sequence[Run]) -> list[Line]:
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda each: -each.baseline):
        # A mark of a footnote is smaller than its line and stands higher.
        if rows and rows[-1][0].baseline - run.baseline < ROW * max(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [_line(sorted(row, key=lambda each: each.left)) for row in rows]


def _line(row: Sequence[Run]) -> Line:
    spaced = len(row) > 1 and all(len(run.text) == 1 for run in row)  # 工　　作　　报　　告
    text = row[0].text
    for before, run in pairwise(row):
        gap, size = run.left - before.right, max(before.size, run.size)
        wide = gap > CELL_GAP * size and not spaced
        text += ("\t" if wide else space(before.text[-1], run.text[0], gap, size)) + run.text
    widest = max(row, key=lambda run: len(run.text))
    return Line(text, row[0].left, max(run.right for run in row), widest.baseline, widest.size)


def _left_edge(lines: Sequence[Line]) -> float:
    """Where full lines begin: the leftmost place at which several do."""
    places = Counter(round(line.left / 2) for line in lines)
    common = [place for place, count in places.items() if count >= 2 and count * 10 >= len(lines)]
    edge = min(common, default=min(places, default=0))
    return min((line.left for line in lines if round(line.left / 2) == edge), default=0.0)
