"""What is planned and what was done, in sentences that stand in no part of a report: 示例."""

from __future__ import annotations

import pytest

from indexer.figures import figures
from tests.quality.figures.measure import REPORTS


def read(text: str) -> list[tuple[object, bool]]:
    return [(figure.value, figure.section == "plan") for figure in figures(text, (), REPORTS["区"])]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("将立案的196件提案全部交办。", [196, 196]),
        ("将收到的280件提案进行审查，立案240件。", [280, 240]),
        ("将立案提案196件分送43个单位。", [196]),
        ("将提案办理纳入考核，督办提案20件。", [20]),
        ("将重点提案交由区领导领衔，督办提案6件。", [6]),
        ("按计划开展调研12次。", [12]),
        ("按照年度协商计划组织协商5次。", [5]),
        ("围绕年度工作计划开展视察6次。", [6]),
        ("争取到各方支持，收到提案300件。", [300]),
        ("草拟办法，组织调研3次。", [3]),
        ("原计划开展调研10次，实际开展调研12次。", [12]),
    ],
)
def test_what_was_done(text: str, values: list[int]) -> None:
    found = read(text)
    assert [value for value, planned in found if not planned] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("将立案提案300件。", [300]),
        ("将继续开展视察5次。", [5]),
        ("明年拟开展调研10次，力争征集提案300件以上。", [10, 300]),
        ("计划开展专题视察5次。", [5]),
        ("计划征集提案300件。", [300]),
        ("今年计划调研6次。", [6]),
        ("力争2024年立案提案达到200件。", [200]),
        ("确保提案办复率达到100%。", [100]),
        ("要实现办复率、满意率100%。", [100, 100]),
        ("争取全年报送社情民意信息120篇。", [120]),
    ],
)
def test_what_is_planned(text: str, values: list[int]) -> None:
    assert read(text) == [(value, True) for value in values]


def test_what_was_done_already_is_planned_no_more() -> None:
    assert read("计划征集提案160件，目前已收到172件，立案151件。") == [(160, True), (172, False), (151, False)]
