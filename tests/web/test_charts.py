"""Charts as numbers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.charts import BOTTOM, LEFT, RIGHT, TOP, Value, line_chart


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
