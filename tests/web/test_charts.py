"""Charts as numbers."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.charts import BARS_WIDTH, BOTTOM, LEFT, NAMES, RIGHT, TOP, Value, bar_chart, line_chart


@given(st.lists(st.none() | st.floats(0, 1e9), min_size=1, max_size=60))
def test_points_stand_in_the_plot_and_gaps_break_the_line(heights: list[float | None]) -> None:
    made = line_chart(
        [str(2000 + place) for place in range(len(heights))],
        [("示例", [Value(height, "said", "/x") for height in heights])],
    )
    (line,) = made.lines
    known = [height for height in heights if height is not None]
    assert len(line.points) == len(known)
    assert all(LEFT <= point.x <= made.width - RIGHT for point in line.points)
    assert all(TOP <= point.y <= made.height - BOTTOM for point in line.points)
    runs = "".join("x" if height is not None else " " for height in heights).split()
    assert line.path.count("M") == len(runs)
    assert len(re.findall("[ML]", line.path)) == len(known)
    assert 2 <= len(made.up) <= 6
    assert float(made.up[-1].label.replace(",", "")) >= max(known, default=0) * (1 - 1e-9)
    assert made.across[-1].label == str(1999 + len(heights))


@pytest.mark.parametrize(
    ("highest", "labels"),
    [
        (0, ["0", "1"]),
        (1, ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        (7, ["0", "2", "4", "6", "8"]),
        (54, ["0", "20", "40", "60"]),
        (1234, ["0", "500", "1,000", "1,500"]),
    ],
)
def test_the_axis_has_round_steps(highest: float, labels: list[str]) -> None:
    made = line_chart(["2020"], [("示例", [Value(highest, "", "")])])
    assert [tick.label for tick in made.up] == labels


def test_charts_share_a_scale_that_is_given() -> None:
    low, high = (line_chart(["2020"], [("示例", [Value(height, "", "")])], top=100) for height in (10.0, 90.0))
    assert low.up == high.up
    assert low.lines[0].points[0].y > high.lines[0].points[0].y


@given(st.lists(st.lists(st.none() | st.floats(0, 1e9), min_size=2, max_size=2), min_size=1, max_size=40))
def test_bars_are_as_long_as_what_they_stand_for_and_lie_apart(heights: list[list[float | None]]) -> None:
    made = bar_chart([("示例", [Value(height, "said", "/x", "1") for height in row]) for row in heights])
    bars = [bar for row in made.rows for bar in row.bars]
    values = [height or 0.0 for row in heights for height in row]
    highest = max(values)
    longest = max(bar.length for bar in bars)
    for bar, value in zip(bars, values, strict=True):
        assert bool(bar.length) == bool(value)
        assert NAMES + bar.length < BARS_WIDTH
        assert not value or abs(bar.length - max(1.0, longest * value / highest)) <= 0.11
    edges = [bar.y for bar in bars]
    assert all(below - above >= made.thick for above, below in pairwise(edges))
    assert edges[-1] + made.thick <= made.height


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("示例市政协", "示例市政协"),
        ("示例示例示例示例示例示例", "示例示例示例示例示例示例"),
        ("示例示例示例示例示例示例乙", "示例示例示例示例示例示…"),
        ("Report on the handling of things", "Report on the handling…"),
    ],
)
def test_names_beside_bars_are_cut_where_there_is_no_room(name: str, shown: str) -> None:
    assert bar_chart([(name, [Value(1, "", "")])]).rows[0].name == shown
