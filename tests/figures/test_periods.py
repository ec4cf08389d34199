"""The times that figures of invented sentences are about: 示例."""

from __future__ import annotations

import pytest

from indexer.figures import figures
from indexer.figures.clauses import Paragraph, find_tokens
from indexer.figures.figure import Period
from indexer.figures.periods import periods
from indexer.models import Metadata, Organization

DISTRICT = Metadata(
    organization=Organization("重庆市南岸区政协", None, ("重庆市", "南岸区"), "政协", "县级"),
    covered_year=2023,
    delivered_year=2024,
)
UNKNOWN = (None, None)


def told(text: str, metadata: Metadata = DISTRICT) -> Period:
    (figure,) = figures(text, (), metadata)
    return figure.period


@pytest.mark.parametrize(
    ("time", "first", "last"),
    [
        ("自2018年以来，共", 2018, 2023),
        ("2018年以来，", 2018, 2023),
        ("区政协2018年以来，共", 2018, 2023),
        ("从2019年至今，", 2019, 2023),
        ("自2019年起，共", 2019, 2023),
        ("自2019年，共", 2019, 2023),
        ("2018年底以来，", 2018, 2023),
        ("2018年换届以来", 2018, 2023),
        ("自2020年10月以来，", 2020, 2023),
        ("“十四五”以来，", 2021, 2023),
        ("十四五以来，", 2021, 2023),
        ("五年累计", 2019, 2023),
        ("5年累计", 2019, 2023),
        ("五年共", 2019, 2023),
        ("四年共", 2020, 2023),
        ("十二年来，", 2012, 2023),
        ("区政协组建二十年来，", 2004, 2023),
        ("党的十九大以来，", 2017, 2023),
        ("“十四五”前三年，", 2021, 2023),
        ("五年内", 2019, 2023),
        ("2021年、2022年、2023年共", 2021, 2023),
        ("2021年和2022年两年共", 2021, 2022),
        ("2018年3月至2022年12月，", 2018, 2022),
    ],
)
def test_several_years_are_none_of_them(time: str, first: int, last: int) -> None:
    period = told(f"{time}立案提案1520件。")
    assert (period.first, period.last, period.total, period.part) == (first, last, True, False)


@pytest.mark.parametrize(
    "time",
    [
        *(
            "换届以来，",
            "十届政协共",
            "第十五届委员会期间，",
            "政协第十五届委员会期间，共",
            "历年累计",
            "自平台建立以来，",
        ),
        *("前年", "近年来，", "多年来，", "几十年来，", "党的二十届三中全会以来，", "上届"),
        *("近十几年共", "近几年，", "过去几年共", "多年共"),
        *("三十多年来，", "30余年来，", "十几年来，", "二十余年间，", "五年多来，", "三十多年共"),
    ],
)
def test_years_that_are_not_told_are_no_year(time: str) -> None:
    period = told(f"{time}立案提案1520件。")
    assert period.first is None
    assert period.total
    assert period.label == period.text


def test_a_term_is_the_years_that_the_report_covers() -> None:
    term = Metadata(organization=DISTRICT.organization, covered_from=2018, covered_year=2022, delivered_year=2023)
    for time in ("换届以来，", "政协第十五届委员会期间，", "十五届政协共"):
        period = told(f"{time}立案提案1520件。", term)
        assert (period.first, period.last) == (2018, 2022)


@pytest.mark.parametrize(
    "time",
    [
        *(
            "2023年以来，",
            "今年以来，",
            "区政协今年以来，",
            "全会以来，",
            "十届二次会议以来，",
            "长期以来，",
            "1—12月，",
            "一至四季度",
        ),
        *("2022年12月至2023年11月，", "2023年全年", "创建会以来最好水平，"),
    ],
)
def test_what_is_the_year_itself(time: str) -> None:
    period = told(f"{time}立案提案196件。")
    assert (period.first, period.last, period.part) == (2023, 2023, False)


@pytest.mark.parametrize(
    ("time", "year"),
    [
        *(("1—6月，", 2023), ("1-11月，", 2023), ("1月至6月，", 2023), ("一至六月，", 2023), ("前十个月，", 2023)),
        *(("2023年1月至10月，", 2023), ("2022年1—6月，", 2022), ("前三季度，", 2023), ("一至三季度", 2023)),
        *(("第二季度", 2023), ("2022年上半年，", 2022), ("闭会后，", 2023), ("2022年大会期间，", 2022)),
        *(
            ("2022年6月，", 2022),
            ("6月份，", 2023),
            ("一季度和二季度", 2023),
            ("上半年、下半年", 2023),
            ("去年3月以来，", 2023),
        ),
        *(("2023年换届以来，", 2023), ("党的十九大以来，", 2017), ("6月以来，", 2023), ("2024年以来，", 2024)),
    ],
)
def test_a_part_of_a_year_is_not_all_of_it(time: str, year: int) -> None:
    report = DISTRICT if year != 2017 else Metadata(covered_year=2017, organization=DISTRICT.organization)
    period = told(f"{time}立案提案96件。", report)
    assert (period.last, period.part) == (year, True)
    assert period.label == time.strip("，")


def test_all_of_another_year() -> None:
    assert told("2022年全年立案提案196件。").label == "2022"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("立案率由2022年的88%提高到92%。", [("88%", "", 2022), ("92%", "", 2023)]),
        ("立案提案由2022年的180件增加到196件。", [("180件", "立案", 2022), ("196件", "立案", 2023)]),
        ("立案提案数量由180件增加到196件。", [("196件", "立案", 2023)]),
        ("提案总数由2022年的180件增加到2023年的196件。", [("180件", "", 2022), ("196件", "", 2023)]),
        ("立案率由上年的88%提高到92%。", [("92%", "", 2023)]),
        (
            "立案提案由2022年的180件、12件增加到196件。",
            [("180件", "立案", 2022), ("12件", "立案", 2022), ("196件", "立案", 2023)],
        ),
        ("捐款由3万元增加到5万元。", []),
        ("集体提案占比由2022年的20%上升到25%。", []),
        ("提案立案量由180件增加到196件。", [("196件", "立案", 2023)]),
        ("办复率从2022年的88%提高到92%。", [("88%", "", 2022), ("92%", "", 2023)]),
        ("办复率自二〇二二年的88%提高到92%。", [("88%", "", 2022), ("92%", "", 2023)]),
        ("立案提案从2022年的180件增加到196件。", [("180件", "立案", 2022), ("196件", "立案", 2023)]),
        ("立案率从2022年88%提高到2023年92%。", [("88%", "", 2022), ("92%", "", 2023)]),
        ("满意率从五年前的88%提高到92%。", [("92%", "", 2023)]),
    ],
)
def test_what_something_rose_from_is_of_the_year_it_was(text: str, rows: list[tuple[str, str, int]]) -> None:
    found = figures(text, (), DISTRICT)
    assert [(figure.printed, figure.action, figure.period.last) for figure in found] == rows
    assert not any(figure.contradicted for figure in found)


def test_years_to_come_are_not_those_gone_by() -> None:
    (figure,) = figures("计划五年内立案提案1000件。", (), DISTRICT)
    assert (figure.section, figure.period.first, figure.period.label) == ("plan", None, "五年内")


def test_an_action_before_the_next_number_is_that_ones() -> None:
    found = figures("提案12件 立案10件。", (), DISTRICT)
    assert [(figure.printed, figure.action) for figure in found] == [("12件", ""), ("10件", "立案")]


def test_whose_it_is_goes_on_to_what_it_rose_to() -> None:
    low, high = figures("集体提案由2022年的41件增加到52件。", (), DISTRICT)
    assert [low.actor, high.actor] == ["集体", "集体"]


@pytest.mark.parametrize(
    "time", ["十四五以来", "闭会后", "年内", "本届", "历年", "2022年", "一季度", "1-2月", "二十大以来"]
)
def test_every_time_is_looked_for(time: str) -> None:
    assert [match[0] for match in periods(time)] == [time]
    text = f"{time},立案提案5件。"
    assert [match[0] for match in Paragraph(text, find_tokens(text)).periods] == [time]


@pytest.mark.parametrize("lead", ["", "十三届区政协", "在区委坚强领导下，十三届区政协", "我们"])
def test_a_time_opens_a_sentence_behind_whose_it_is(lead: str) -> None:
    found = figures(f"{lead}五年来立案提案1200件，办复1100件。召开常委会会议30次。", (), DISTRICT)
    assert [figure.period.first for figure in found][:2] == [2019, 2019]
    assert found[2].period.first == (2023 if "，" in lead else 2019)


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("跟踪督办上年度重点提案7件。", "上年度"),
        ("督办年度重点提案12件，督办上年度的重点提案7件。", "上年度"),
        ("一年来，继续办理2022年提案7件。", "2022年"),
        ("持续督办上一年度未办结提案7件。", "上一年度"),
    ],
)
def test_things_of_an_earlier_time_are_followed_up_in_the_reports_year(text: str, things: str) -> None:
    period = figures(text, (), DISTRICT)[-1].period
    assert (period.first, period.last, period.things, period.total) == (2023, 2023, things, False)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("上年度立案提案7件。", 2022),
        ("督办2022年提案7件。", 2022),
        ("上年度督办重点提案7件。", 2022),
        ("跟踪督办重点提案，上年度提案7件。", 2022),
    ],
)
def test_a_time_that_is_that_of_the_deed_is_no_attribute(text: str, year: int) -> None:
    period = told(text)
    assert (period.last, period.things) == (year, "")


def test_numbers_of_things_of_two_times_contradict_nobody() -> None:
    found = figures("督办重点提案12件。跟踪督办上年度重点提案7件。", (), DISTRICT)
    assert [(figure.low, figure.contradicted) for figure in found] == [(12, False), (7, False)]


DELIVERED_2022 = Metadata(
    organization=Organization("重庆市南岸区政协", None, ("重庆市", "南岸区"), "政协", "县级"),
    covered_year=2021,
    delivered_year=2022,
)


def years(text: str) -> list[tuple[str, int, int | None]]:
    return [
        (each.action, int(each.low), each.period.last)
        for each in figures(text, (), DELIVERED_2022)
        if each.period.first == each.period.last
    ]


@pytest.mark.parametrize("mark", ["，", "；", "。", "。全区上下共同努力。"])
@pytest.mark.parametrize("present", ["本年", "本年度", "本年度共", "今年", "当年", "全年", "一年来"])
@pytest.mark.parametrize("before", ["上年", "上年度", "上一年", "上一年度", "前一年"])
def test_the_present_year_ends_the_year_before(before: str, present: str, mark: str) -> None:
    assert years(f"{before}立案205件{mark}{present}立案196件。") == [("立案", 205, 2020), ("立案", 196, 2021)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("上年度提案205件已全部办结。本年立案196件。", [("办结", 205, 2020), ("立案", 196, 2021)]),
        ("上年立案205件。立案196件。", [("立案", 205, 2020), ("立案", 196, 2021)]),
        (
            "上年立案205件，我区本年度收到提案230件，立案196件。",
            [("立案", 205, 2020), ("提出", 230, 2021), ("立案", 196, 2021)],
        ),
        ("上年一是立案205件。二是办结提案200件。", [("立案", 205, 2020), ("办结", 200, 2020)]),
        (
            "上年一是立案205件。二是办结提案200件。今年有进步。三是督办提案12件。",
            [("立案", 205, 2020), ("办结", 200, 2020), ("督办", 12, 2021)],
        ),
        ("2019年立案205件，当年办结提案200件。", [("立案", 205, 2019), ("办结", 200, 2019)]),
        ("立案196件，比前一年减少9件。", [("立案", 196, 2021), ("下降", 9, 2021)]),
        ("立案提案由上一年的205件增加到216件。", [("立案", 216, 2021)]),
        ("在上年立案205件的基础上，立案提案216件。", [("立案", 205, 2020), ("立案", 216, 2021)]),
        ("换届前一年，立案196件。", [("立案", 196, 2021)]),
        ("上一年度、本年度分别立案205件、196件。", [("立案", 205, 2020), ("立案", 196, 2021)]),
    ],
)
def test_the_year_before_holds_for_its_sentence(text: str, told: list[tuple[str, int, int | None]]) -> None:
    assert years(text) == told


_BOTH = [("立案", 205, 2020), ("立案", 196, 2021)]
_GROWN = [("立案", 205, 2020), ("增长", 6, 2020)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("去年立案205件，今年立案196件。", [("立案", 205, 2020), ("立案", 196, 2021)]),
        ("去年立案205件。今年立案一百九十六件。", [("立案", 205, 2020), ("立案", 196, 2021)]),
        (
            "去年收到提案230件，立案205件；今年收到提案220件。",
            [("提出", 230, 2020), ("立案", 205, 2020), ("提出", 220, 2021)],
        ),
        ("去年立案205件，本年度立案196件。", [("立案", 205, 2020), ("立案", 196, 2021)]),
        ("去年立案提案205件；今年，立案提案196件。", [("立案", 205, 2020), ("立案", 196, 2021)]),
        ("去年，立案205件，比上年增加6件。本年度，区政协共立案196件。", [*_GROWN, ("立案", 196, 2021)]),
        ("去年立案205件，今年，区政协积极引导、严格把关，立案196件。", [("立案", 205, 2020), ("立案", 196, 2021)]),
        ("去年我们立案205件；2021年，立案196件。", [("立案", 205, 2020), ("立案", 196, 2021)]),
        (
            "去年收到提案230件，立案205件。今年以来，提出提案220件，立案196件。",
            [("提出", 230, 2020), ("立案", 205, 2020), ("提出", 220, 2021), ("立案", 196, 2021)],
        ),
        ("去年立案205件，今年立案196件。办结提案190件。", [*_BOTH, ("办结", 190, 2021)]),
    ],
)
def test_last_year_is_the_one_before_the_present_one_that_is_counted_beside_it(
    text: str, told: list[tuple[str, int, int | None]]
) -> None:
    assert years(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "去年立案205件。",
        "去年立案205件，为今年履职打下基础。",
        "去年立案205件；今年力争立案210件。",
        "去年共立案205件，同比增长5%。",
        "去年立案205件。今年，围绕8项重点工作履职。",
        "去年立案205件。我们深受鼓舞。今年，立案196件。",
        "去年立案205件（含2021年平时提案12件）。",
        "去年立案205件，截至2021年11月办复200件。",
        "去年立案205件。今年，计划立案210件。",
        "去年立案205件。2020年，立案198件。",
        "去年立案205件。今年是提案工作提质之年，要立案210件。",
        "去年立案205件，2021年度优秀提案12件。",
        "去年立案205件。今年大会期间，收到提案210件。",
    ],
)
def test_last_year_alone_is_the_year_that_a_report_of_the_new_one_tells_of(text: str) -> None:
    assert ("立案", 205, 2021) in years(text)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("办复率连续三年保持100%。", 2021),
        ("委员满意率连续4年稳定在98.5%以上。", 2020),
        ("连续两年满意率达到百分之九十九。", 2022),
        ("办结率连续五年均为100%。", 2019),
        ("满意率连续三年提高到98%。", 2023),
        ("满意率连续三年上升，达到98%。", 2023),
    ],
)
def test_a_rate_that_held_for_some_years_is_of_all_of_them(text: str, first: int) -> None:
    period = told(text)
    assert (period.first, period.last) == (first, 2023)


@pytest.mark.parametrize(("mark", "verb"), [("、", ""), ("，", ""), ("，", "收到"), ("、", "征集")])
def test_what_comes_between_sessions_is_not_of_the_session(mark: str, verb: str) -> None:
    found = figures(f"大会期间收到提案251件{mark}平时{verb}提案18件，立案237件。", (), DISTRICT)
    assert [(each.low, each.period.label) for each in found] == [(251, "大会期间"), (18, "2023"), (237, "2023")]


@pytest.mark.parametrize(
    ("day", "next_word"),
    [
        ("11月底", "收到"),
        ("2023年11月30日", "提交"),
        ("10月", "征集"),
        ("十一月三十日", "收到"),
        ("2023年底", "征集"),
        ("11月底", "，收到"),
    ],
)
def test_up_to_when_ends_with_its_date(day: str, next_word: str) -> None:
    (figure,) = figures(f"今年截至{day}{next_word}提案207件。", (), DISTRICT)
    assert (figure.as_of, figure.low, figure.period.label) == (day, 207, "2023")


def test_what_comes_between_sessions_is_of_the_time_between_them() -> None:
    assert told("闭会期间收到平时提案18件。").label == "闭会期间"
