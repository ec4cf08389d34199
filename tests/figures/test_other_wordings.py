"""Shapes that somebody who had not seen the rules wrote, in other wordings of ours: 示例."""

from __future__ import annotations

import pytest

from indexer.figures import figures
from tests.quality.figures.measure import REPORTS

Row = tuple[str, str, str, str]


def read(text: str, report: str) -> list[Row]:
    """(indicator, action, actor, number as printed with its period where that is another than 2023)."""
    found = figures(text, (), REPORTS[report])
    assert not any(figure.contradicted for figure in found)
    return [
        (
            figure.indicator,
            figure.action,
            figure.actor,
            figure.printed + ("" if figure.period.label == "2023" else f" {figure.period.label}"),
        )
        for figure in found
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("截至11月底，240件立案提案已办复231件。", [("立案", "", "240件"), ("办复", "", "231件")]),
        ("全年196件立案提案全部办复。", [("立案", "", "196件"), ("办复", "", "196件")]),
        ("188件已立案的委员提案均已按期答复。", [("立案", "", "188件"), ("办复", "", "188件")]),
        ("督办12件立案提案。", [("督办", "", "12件")]),
        ("5件立案提案由区委主要领导领衔督办。", [("督办", "区委领导", "5件")]),
        ("15件立案提案被确定为重点提案。", [("", "", "15件")]),
        ("立案提案196件均已办复。", [("立案", "", "196件"), ("办复", "", "196件")]),
        ("立案提案278件，其中合并立案15件。", [("立案", "", "278件"), ("并案", "", "15件")]),
    ],
)
def test_filed_proposals_behind_their_number(text: str, rows: list[tuple[str, str, str]]) -> None:
    assert read(text, "区") == [("提案", *row) for row in rows]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "12件重点提案由区委、区政府主要领导领衔督办，8件由主席会议成员督办。",
            [("重点提案", "督办", "区委、区政府领导", "12件"), ("重点提案", "督办", "主席会议成员", "8件")],
        ),
        ("10件提案由提案委跟踪督办。", [("提案", "督办", "", "10件")]),
        ("10件提案由主席会议成员多次上门督办。", [("提案", "督办", "主席会议成员", "10件")]),
        ("省政协采用我区政协社情民意信息3篇。", [("社情民意信息", "采用", "省政协", "3篇")]),
        (
            "省政协采用区政协报送的社情民意信息21篇，市委领导批示区政协社情民意信息5篇。",
            [("社情民意信息", "采用", "省政协", "21篇"), ("社情民意信息", "批示", "市委领导", "5篇")],
        ),
        ("我区政协社情民意信息被市政协采用12篇。", [("社情民意信息", "采用", "市政协", "12篇")]),
    ],
)
def test_who_did_it_stands_before_the_verb(text: str, rows: list[Row]) -> None:
    assert read(text, "区") == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "提案审查后，交区委系统办理30件、区政府系统办理240件。",
            [("提案", "交办", "", "30件"), ("提案", "交办", "", "240件")],
        ),
        ("将286件提案分别交由区委、区政府有关部门办理。", [("提案", "交办", "", "286件")]),
        ("区政府系统成交合同后办理提案20件。", [("提案", "办理", "", "20件")]),
        ("办理提案30件，区政府系统办理20件。", [("提案", "办理", "", "30件"), ("提案", "办理", "", "20件")]),
    ],
)
def test_what_others_are_given_to_do_is_handed_over(text: str, rows: list[Row]) -> None:
    assert read(text, "区") == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "立案率由2021年的85%、2022年的88%提高到91.5%。",
            [("立案率", "", "", "85% 2021"), ("立案率", "", "", "88% 2022"), ("立案率", "", "", "91.5%")],
        ),
        (
            "立案提案从2020年的170件、2021年的180件和2022年的190件增至201件。",
            [
                *(("提案", "立案", "", each) for each in ("170件 2020", "180件 2021", "190件 2022")),
                ("提案", "立案", "", "201件"),
            ],
        ),
        ("提案立案2022年180件、2023年190件。", [("提案", "立案", "", "180件 2022"), ("提案", "立案", "", "190件")]),
        (
            "社情民意信息由2021年的92篇升至2023年的168篇。",
            [("社情民意信息", "", "", "92篇 2021"), ("社情民意信息", "", "", "168篇")],
        ),
        (
            "办复率连续三年保持100%，满意率始终稳定在98%以上。",
            [("办复率", "", "", "100%"), ("满意率", "", "", "98%")],
        ),
    ],
)
def test_numbers_of_several_years(text: str, rows: list[Row]) -> None:
    assert read(text, "市") == rows


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("三十至四十", 30, 40),
        ("一百二十至一百五十", 120, 150),
        ("二百一十到二百五十", 210, 250),
        ("二十五至三十", 25, 30),
        ("五至二十", 5, 20),
        ("三至五百", 300, 500),
        ("3-5百", 300, 500),
        ("三十至四十万", 300_000, 400_000),
        ("三十万至四十万", 300_000, 400_000),
    ],
)
def test_ranges_in_chinese_numerals(written: str, low: int, high: int) -> None:
    (figure,) = figures(f"收到提案{written}件。", (), REPORTS["市"])
    assert figure.range == (low, high)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "征集集体提案20件、委员提案142件，经审查分别立案18件和131件。",
            [("提案", "立案", "集体", "18件"), ("提案", "立案", "委员", "131件")],
        ),
        (
            "办理代表建议120件、政协提案98件，分别办结118件、97件。",
            [("代表建议", "办复", "", "118件"), ("提案", "办复", "", "97件")],
        ),
        (
            "收到提案142件，编报社情民意信息80篇，被省政协分别采用3件、12篇。",
            [("提案", "采用", "省政协", "3件"), ("社情民意信息", "采用", "省政协", "12篇")],
        ),
        ("集体提案20件、委员提案142件、界别提案3件，分别立案18件、131件。", []),
    ],
)
def test_done_with_each_of_those_before(text: str, rows: list[Row]) -> None:
    assert [row for row in read(text, "县") if row[1] not in ("", "提出", "办理", "编报")] == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("走访慰问困难群众、归侨侨眷和老党员120人次。", [("走访", "", "", "120人次")]),
        ("培训委员、政协干部320人次。", [("培训", "", "", "320人次")]),
        ("走访企业、慰问群众60户。", []),
        ("举办培训、参观活动20场。", []),
        ("组织委员480余人次参加视察调研。", [("参加", "", "", "480余人次")]),
        ("编发《社情民意》42期，被省政协采用12期。", [("编报", "", "42期"), ("采用", "省政协", "12期")]),
        ("编印《社情民意》48期，被省政协采用12期。", [("编报", "", "48期"), ("采用", "省政协", "12期")]),
        ("编印文史资料3辑、社情民意信息48期。", [("出版", "", "3辑"), ("编报", "", "48期")]),
        ("每名委员每年至少提交提案1件、反映社情民意信息2条和参加调研3次。", []),
        ("年均立案提案438件、办复430件。", []),
        ("每季度召开主席会议1次，全年立案提案300件、办复290件。", [("立案", "", "300件"), ("办复", "", "290件")]),
    ],
)
def test_lists_of_objects_serials_and_norms(text: str, rows: list[tuple[str, ...]]) -> None:
    found = read(text, "县")
    assert [row[4 - len(rows[0]) :] if rows else row for row in found] == rows


@pytest.mark.parametrize(
    ("report", "text", "rows"),
    [
        (
            "人",
            "闭会期间，代表提出议案5件、建议213件，办结率100%。",
            [("议案", "提出"), ("代表建议", "提出"), ("办结率", "")],
        ),
        ("人", "职工代表提出建议20件。", []),
        (
            "府",
            "省人大代表提出的建议745件全部办复，满意率99%。",
            [("代表建议", "提出"), ("代表建议", "办复"), ("满意率", "")],
        ),
        ("府", "提交常委会审议议案12件。", []),
        ("府", "职工代表提出建议20件，满意率98%。", []),
        ("检", "办理公益诉讼案件120件，办理各类案件3800件。", [("案件", "办理")]),
    ],
)
def test_of_deputies_and_of_any_sort(report: str, text: str, rows: list[tuple[str, str]]) -> None:
    assert [row[:2] for row in read(text, report)] == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "霍山县政协立案提案196件、办复190件；金寨县政协立案提案150件。六安市政协立案提案420件。",
            [("立案", "霍山县政协"), ("办复", "霍山县政协"), ("立案", "金寨县政协"), ("立案", "")],
        ),
        ("收到提案420件，其中霍山县政协提交12件。", [("提出", ""), ("提出", "霍山县政协")]),
        ("金安区政协、裕安区政协分别立案提案180件、190件。", [("立案", "金安区政协"), ("立案", "裕安区政协")]),
        ("霍山县政协委员提交提案12件。", [("提出", "")]),
        ("市政协指导霍山县政协开展协商12次。", [("开展", "")]),
        ("十六届市政协立案提案420件。", [("立案", "")]),
        ("与霍山县政协联合开展视察3次。", [("开展", "")]),
    ],
)
def test_others_of_its_kind_by_name(text: str, rows: list[tuple[str, str]]) -> None:
    assert [row[1:3] for row in read(text, "市")] == rows


def test_levels_of_others_by_name() -> None:
    county, city = figures("霍山县政协立案提案196件，天长市政协立案提案150件。", (), REPORTS["省"])
    assert [county.actor_level, city.actor_level] == ["县级", None]
