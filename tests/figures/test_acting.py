"""Whose the figures are that are not the organization's own: 示例."""

from __future__ import annotations

import pytest

from indexer.figures import figures
from tests.quality.figures.measure import REPORTS


def read(text: str, report: str = "市") -> list[tuple[str, str, object]]:
    found = figures(text, (), REPORTS[report])
    assert not any(figure.contradicted for figure in found)
    return [(figure.action, figure.actor, figure.value) for figure in found]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "全市政协系统立案提案2500件，其中市政协立案420件。",
            [("立案", "全市政协系统", 2500), ("立案", "", 420)],
        ),
        (
            "全市各级政协共收到提案3200件、立案2800件，办复2700件。",
            [("提出", "全市各级政协", 3200), ("立案", "全市各级政协", 2800), ("办复", "全市各级政协", 2700)],
        ),
        ("各县区政协共立案提案2100件。我们立案提案420件。", [("立案", "各县区政协", 2100), ("立案", "", 420)]),
        ("县（区）政协报送社情民意信息980条，采用120条。", [("编报", "县(区)政协", 980), ("采用", "", 120)]),
        ("指导区县政协开展协商300场。", [("开展", "区县政协", 300)]),
        (
            "全市政协共编报社情民意信息2300条，市政协采用980条。",
            [("编报", "全市政协", 2300), ("采用", "", 980)],
        ),
    ],
)
def test_what_all_of_a_region_did_is_not_its_own(text: str, rows: list[tuple[str, str, object]]) -> None:
    assert read(text) == rows


@pytest.mark.parametrize(
    "text",
    [
        "全市政协委员共提交提案420件。",
        "全市政协提案工作扎实推进，收到提案420件。",
        "联合县区政协征集提案420件。",
        "推动县区政协健全制度，收到提案420件。",
    ],
)
def test_what_only_names_them_is(text: str) -> None:
    assert read(text) == [("提出", "", 420)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("市政协立案我区提案3件，我区政协立案196件。", [("立案", "市政协", 3), ("立案", "", 196)]),
        ("市政协立案我区提案3件，立案196件。", [("立案", "市政协", 3), ("立案", "", 196)]),
        ("市政协全会提案立案3件，区政协全会提案立案196件。", [("立案", "市政协", 3), ("立案", "", 196)]),
        ("提案工作：全国政协立案2件、市政协立案3件。", [("立案", "全国政协", 2), ("立案", "市政协", 3)]),
        ("向全国政协、市政协报送社情民意信息62篇。", [("编报", "全国政协、市政协", 62)]),
        ("区政协立案提案196件。", [("立案", "", 196)]),
    ],
)
def test_a_body_named_by_its_level_keeps_what_it_did(text: str, told: list[tuple[str, str, int]]) -> None:
    found = figures(text, (), REPORTS["区"])
    assert [(figure.action, figure.actor, figure.value) for figure in found] == told
