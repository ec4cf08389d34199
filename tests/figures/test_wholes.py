"""What was done with all proposals that were filed, without a number: 示例."""

from __future__ import annotations

import pytest

from indexer.figures import Figure, figures
from tests.quality.figures.measure import REPORTS


def concluded(text: str) -> list[Figure]:
    return [each for each in figures(text, (), REPORTS["区"]) if each.unit == "%"]


@pytest.mark.parametrize(
    ("text", "action", "printed"),
    [
        ("提出提案312件，立案268件，截至去年底已全部办复。", "办复", "全部办复"),
        ("共收到提案312件，立案268件（其中并案12件）。所有立案提案均已按期办复，委员满意。", "办复", "均已按期办复"),
        ("立案268件，目前，全部办理完毕。", "办结", "全部办理完毕"),
        ("审查立案268件。截至12月底，已全部办结！", "办结", "全部办结"),
        ("立案268件，其中集体提案32件，以上提案已全部答复完毕。", "办复", "全部答复完毕"),
    ],
)
def test_all_that_were_filed_are_a_hundred_per_cent_and_no_number(text: str, action: str, printed: str) -> None:
    (figure,) = concluded(text)
    assert (figure.indicator, figure.action, figure.value, figure.printed) == ("提案", action, 100, printed)
    assert (figure.period.last, figure.section, figure.contradicted) == (2023, "other", False)
    assert text[figure.start : figure.end] == printed


def test_up_to_which_day_is_kept() -> None:
    (figure,) = concluded("立案268件，截至2023年11月底已全部办复。")
    assert figure.as_of == "2023年11月底"


@pytest.mark.parametrize(
    "text",
    [
        "收到提案312件，已全部办复。",  # whether those that were not filed, too, is not told
        "立案268件。提案工作有序开展。已全部办复。",
        "立案268件，其中集体提案32件，已全部办复。",
        "立案268件，重点提案已全部办复。",
        "立案268件、代表建议120件，均已办复。",
        "集体提案立案32件，全部办复。",
        "立案268件，群众诉求全部答复。",
        "立案268件，力争全部办复。",
        "立案268件，要求全部按期办复的承诺书已签订。",
        "立案比上年增加12件，全部办复。",
        "立案268件均已办复。",  # this has its number
        "立案268件、办复260件，全部办复。",
    ],
)
def test_what_is_not_sure_is_no_figure(text: str) -> None:
    assert concluded(text) == []
