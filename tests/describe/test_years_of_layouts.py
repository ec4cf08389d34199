"""Years that stand in unusual places: a folder's name, a paragraph's first words, two figures, a delivery sentence."""

from __future__ import annotations

import pytest

from tests.describe.reports import describe_text

PROSE = "常委会（示例）坚持团结和民主两大主题，认真履行职能，围绕中心、服务大局，各项工作取得新的成效。" * 3
PAST = f"过去一年的工作\n过去的一年，{PROSE}\n今年的工作任务\n今年要{PROSE}"
YEAR_NAMED = PAST.replace("过去的一年，", "2013年，")


@pytest.mark.parametrize(
    ("file", "review", "years"),
    [
        ("2012年两会/政协常委会工作报告.txt", PAST, (2011, 2012)),
        ("2012年示例州政协全会/报告.txt", PAST, (2011, 2012)),
        ("2012年/政协常委会工作报告.txt", PAST, (None, None)),
        ("2012年两会/政协常委会工作报告.txt", YEAR_NAMED, (None, None)),
        ("2011-2012年两会/政协常委会工作报告.txt", PAST, (None, None)),
    ],
)
def test_a_folder_named_after_a_session(file: str, review: str, years: tuple[int | None, int | None]) -> None:
    text = f"政协示例州委员会常务委员会工作报告\n各位委员：\n我受州政协常委会委托，向大会报告工作。\n{review}"
    found = describe_text(text, file)
    assert (found.covered_year, found.delivered_year) == years


@pytest.mark.parametrize(
    ("opening", "first", "covered"),
    [
        ("2003年至2007年，是我市全面建设小康社会起步的五年。", 2003, 2007),
        ("2003—2007年的五年，我市经济社会快速发展。", 2003, 2007),
        ("二〇〇三年到二〇〇七年，是我市加快发展的时期。", 2003, 2007),
        ("2007年，是我市加快发展的一年。", None, 2007),
        ("2001年至2020年，是我国发展的战略机遇期。", None, 2007),
    ],
)
def test_a_term_in_the_first_words(opening: str, first: int | None, covered: int) -> None:
    found = describe_text(
        "示例市人民代表大会常务委员会工作报告\n2008年2月26日在示例市第三届人民代表大会第三次会议上\n各位代表：\n"
        f"我受市人大常委会委托，向大会报告工作，请予审议。\n{opening}{PROSE}\n2008年的工作任务\n{PROSE}"
    )
    assert (found.covered_from, found.covered_year, found.delivered_year) == (first, covered, 2008)


@pytest.mark.parametrize(
    ("title", "signed", "years"),
    [
        ("示例市政协03年工作总结和04年工作安排", "03年12月18日", (2003, 2003)),
        ("示例市政协98年工作总结", "99年1月8日", (1998, 1999)),
        ("示例市政协工作总结", "04年1月8日", (None, 2004)),
        ("示例市政协工作总结", "33年1月8日", (None, None)),
    ],
)
def test_years_of_two_figures(title: str, signed: str, years: tuple[int | None, int | None]) -> None:
    found = describe_text(f"{title}\n中共示例市委：\n{PROSE}\n政协示例市委员会\n{signed}")
    assert (found.covered_year, found.delivered_year) == years


@pytest.mark.parametrize(
    ("sentence", "kind", "years"),
    [
        ("我受省人民政府委托，向大会报告我省1998年预算执行情况和1999年预算草案，请予审议。", "其他", (1998, 1999)),
        (
            "受市人民政府委托，现将示例市2015年国民经济和社会发展计划执行情况和2016年计划草案的报告提请大会审议。",
            "其他",
            (2015, 2016),
        ),
        ("我受省人民政府委托，向大会报告预算执行情况和预算草案，请予审议。", "其他", (None, None)),
        ("我代表省人民政府，向大会报告工作，并对1999年预算草案提请审议。", "政府工作报告", (None, None)),
    ],
)
def test_a_statement_without_a_title(sentence: str, kind: str, years: tuple[int | None, int | None]) -> None:
    found = describe_text(f"各位代表：\n{sentence}\n{PROSE}")
    assert (found.kind, found.covered_year, found.delivered_year) == (kind, *years)


def test_headings_of_paragraphs_that_were_lost() -> None:
    text = f"各位代表：我受市人民政府的委托，向大会作政府工作报告，请予审议。一、一九八六年的主要工作情况一九八六年，{PROSE}"
    found = describe_text(f"论文部分内容阅读\n{text}")
    assert (found.title, found.kind) == (None, "政府工作报告")
    assert (found.covered_year, found.delivered_year, found.completeness) == (1986, 1987, "节选/残缺")


def test_a_report_on_one_line_with_the_indentation_of_its_paragraphs() -> None:
    text = (
        "政府工作报告——2003年1月15日在示例省第十届人民代表大会第一次会议上　　各位代表：　　现在，我代表省人民政府向大会报告工作。"
        f"　　一、过去五年工作的回顾　　五年来，{PROSE}　　{PROSE}　　二、今后五年的目标　　{PROSE}　　{PROSE}"
    )
    found = describe_text(text)
    assert (found.covered_from, found.covered_year, found.session) == (1998, 2002, "十届一次会议")


def test_a_day_in_emphasis_signs_a_document() -> None:
    found = describe_text(f"# 示例区政协2023年工作总结和2024年工作计划\n\n{PROSE}\n\n*2023年12月19日*", "a.md")
    assert (found.covered_year, found.delivered_year) == (2023, 2023)


@pytest.mark.parametrize("name", ["示例州", "示例自治州"])
def test_an_autonomous_place_goes_by_its_short_name(name: str) -> None:
    place = name.replace("示例", "湘西")
    found = describe_text(
        f"中国人民政治协商会议第十二届湘西土家族苗族自治州委员会常务委员会工作报告\n——2018年1月3日在政协{place}第十二届委员会第二次会议上\n"
        f"各位委员：\n我受常务委员会委托，向大会报告工作，请予审议（示例）。\n{PROSE}"
    )
    assert found.session == "十二届二次会议"
