"""Charts as numbers for a template: what to draw where, in units of the drawing: lines over years, bars beside names. What has
something behind it is a link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, floor, log10
from typing import Final

WIDTH: Final = 720
HEIGHT: Final = 260
LEFT: Final = 52
RIGHT: Final = 12
TOP: Final = 12
BOTTOM: Final = 26
_LABEL: Final = 72
"""Width that a label under the horizontal axis needs, on a narrow screen too, where it is drawn larger."""
_STEPS: Final = (1, 2, 5, 10)
BARS_WIDTH: Final = 400
"""Of a chart of bars, less than of lines: its names are read on a narrow screen, too."""
NAMES: Final = 162
"""Width of the names on its left."""
_NUMBERS: Final = 48
"""Width that the number behind the longest bar needs."""
_SHORTEST: Final = 1.0
_THICK: Final = 10
_PITCH: Final = 14
"""From one bar of a row to the next."""
_BETWEEN: Final = 6
"""From one row to the next, besides."""
_FITTING: Final = 24
"""Half the characters of Chinese that a name has room for."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a line; None is a gap."""

    height: float | None
    said: str
    """What it says in words."""
    url: str
    """What stands behind it; empty where there is nothing."""
    printed: str = ""
    """The height as a number, for a bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    y: float
    """Of its upper edge."""
    length: float
    """0 where there is none to draw; the number stands there all the same."""
    printed: str
    said: str
    url: str


@dataclass(frozen=True, slots=True)
class BarRow:
    name: str
    """As far as there is room for it; the bars say it whole."""
    middle: float
    """Height of its middle, where the name stands."""
    bars: tuple[Bar, ...]
    """One of each series, in their order."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of bars that lie beside names."""

    width: int
    height: int
    rows: tuple[BarRow, ...]

    @property
    def left(self) -> int:
        return NAMES

    @property
    def thick(self) -> int:
        return _THICK


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float
    said: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    path: str
    """Data of an SVG path, broken at gaps."""
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    width: int
    height: int
    lines: tuple[Line, ...]
    across: tuple[Tick, ...]
    """Under the horizontal axis."""
    up: tuple[Tick, ...]
    """Beside the vertical axis, from 0."""

    @property
    def left(self) -> int:
        return LEFT

    @property
    def right(self) -> int:
        return self.width - RIGHT


def line_chart(
    labels: Sequence[str],
    lines: Sequence[tuple[str, Sequence[Value]]],
    *,
    width: int = WIDTH,
    height: int = HEIGHT,
    top: float | None = None,
) -> Chart:
    """Lines (name, a value for each label) over labels at even distances; ``top`` is the value that the axis reaches at
    least, so that several charts can share a scale."""
    highest = max([top or 0.0, *(value.height or 0.0 for _, values in lines for value in values)])
    step, count = _scale(highest)
    plot = height - TOP - BOTTOM
    plot_width = width - LEFT - RIGHT
    room = plot_width / max(1, len(labels) - 1)

    def across(place: int) -> float:
        return round(LEFT + (place * room if len(labels) > 1 else plot_width / 2), 1)

    def up(value: float) -> float:
        return round(TOP + plot * (1 - value / (step * count)), 1)

    drawn = []
    for name, values in lines:
        points = [
            Point(across(place), up(value.height), value.said, value.url) if value.height is not None else None
            for place, value in enumerate(values)
        ]
        drawn.append(Line(name, _path(points), tuple(point for point in points if point is not None)))
    every = max(1, ceil(len(labels) * _LABEL / plot_width))
    # Counted from the last one, which is what people look at.
    shown = [place for place in range(len(labels)) if (len(labels) - 1 - place) % every == 0]
    return Chart(
        width,
        height,
        tuple(drawn),
        tuple(Tick(across(place), labels[place]) for place in shown),
        tuple(Tick(up(step * number), _number(step * number)) for number in range(count + 1)),
    )


def bar_chart(rows: Sequence[tuple[str, Sequence[Value]]], *, top: float | None = None) -> Bars:
    """Bars for each row (name, a value of each series) from above; ``top`` is the value that a bar of full length has at least,
    so that several charts can share a scale."""
    highest = max([top or 0.0, *(value.height or 0.0 for _, values in rows for value in values)]) or 1.0
    room = BARS_WIDTH - NAMES - _NUMBERS
    drawn, y = [], float(_BETWEEN)
    for name, values in rows:
        bars = tuple(
            Bar(
                y + place * _PITCH,
                max(round(room * value.height / highest, 1), _SHORTEST) if value.height else 0.0,
                value.printed,
                value.said,
                value.url,
            )
            for place, value in enumerate(values)
        )
        high = _PITCH * len(values)
        drawn.append(BarRow(_fitting(name), y + (high - _PITCH + _THICK) / 2, bars))
        y += high + _BETWEEN
    return Bars(BARS_WIDTH, int(y), tuple(drawn))


def _fitting(name: str) -> str:
    """The beginning of a name that there is room for."""
    widths = accumulate(1 if character.isascii() else 2 for character in name)
    most = sum(width <= _FITTING for width in widths)
    return name if most == len(name) else name[: most - 1].rstrip() + "…"


def _path(points: Sequence[Point | None]) -> str:
    data, pen = [], "M"
    for point in points:
        if point is not None:
            data.append(f"{pen}{point.x:g} {point.y:g}")
        pen = "M" if point is None else "L"
    return "".join(data)


def _scale(highest: float) -> tuple[float, int]:
    """(step, how many of them) so that at most five round steps reach the highest value."""
    if highest < 1e-6:
        return 1.0, 1
    power = 10.0 ** floor(log10(highest / 5))
    step = next(power * times for times in _STEPS if power * times * 5 >= highest * (1 - 1e-9))
    return step, max(1, ceil(highest / step - 1e-9))


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:g}"
