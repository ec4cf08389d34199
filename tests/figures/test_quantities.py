"""Numbers with units, as reports write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.describe.numerals import read_amount
from indexer.figures.quantities import places, quantities
from indexer.fold import fold


def read(text: str) -> list[tuple[object, object, str, str]]:
    return [(each.low, each.high, each.unit, each.qualifier) for each in quantities(fold(text))]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("三百二十", 320),
        ("两百", 200),
        ("二百零八", 208),
        ("十五", 15),
        ("一万二千三百", 12300),
        ("两亿三千万", 230_000_000),
        ("一千零一", 1001),
        ("两万五", 25000),
        ("二千三", 2300),
        ("一百二", 120),
        ("一亿二", 120_000_000),
        ("三万零五", 30_005),
        ("三万〇五", 30_005),
        ("一千二百三", 1230),
        ("二百一十三", 213),
        ("三九", None),
        ("二〇二三", None),
        ("百", None),
        ("甲", None),
        ("", None),
    ],
)
def test_amounts_in_chinese(written: str, number: int | None) -> None:
    assert read_amount(written) == number


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "qualifier"),
    [
        ("1480件", 1480, 1480, "件", ""),
        ("1,480件", 1480, 1480, "件", ""),
        ("１４８０件", 1480, 1480, "件", ""),
        ("三百二十件", 320, 320, "件", ""),
        ("430余篇", 430, 430, "篇", "余"),
        ("三百余人次", 300, 300, "人次", "余"),
        ("200多条", 200, 200, "条", "多"),
        ("近四百件", 400, 400, "件", "近"),
        ("约600件", 600, 600, "件", "约"),
        ("超过700件", 700, 700, "件", "超"),
        ("逾500件", 500, 500, "件", "超"),
        ("400件以上", 400, 400, "件", "以上"),
        ("370件左右", 370, 370, "件", "左右"),
        ("461万元", 4_610_000, 4_610_000, "元", ""),
        ("4000余万元", 40_000_000, 40_000_000, "元", "余"),
        ("1.2亿元", 120_000_000, 120_000_000, "元", ""),
        ("1.25万件", 12_500, 12_500, "件", ""),
        ("10-20件", 10, 20, "件", ""),
        ("10至20件", 10, 20, "件", ""),
        ("3-5万元", 30_000, 50_000, "元", ""),
        ("三四十件", 30, 40, "件", ""),
        ("二三百件", 200, 300, "件", ""),
        ("十五六件", 15, 16, "件", ""),
        ("七八件", 7, 8, "件", ""),
        ("97.46%", Decimal("97.46"), Decimal("97.46"), "%", ""),
        ("百分之九十", 90, 90, "%", ""),
        ("百分之九十八点五", Decimal("98.5"), Decimal("98.5"), "%", ""),
        ("九成以上", 90, 90, "%", "以上"),
        ("2.3个百分点", Decimal("2.3"), Decimal("2.3"), "个百分点", ""),
        ("90%-95%", 90, 95, "%", ""),
        ("九成五", 95, 95, "%", ""),
        ("九成八以上", 98, 98, "%", "以上"),
        ("六成七", 67, 67, "%", ""),
        ("九成半", 95, 95, "%", ""),
        ("六成至七成", 60, 70, "%", ""),
        ("七八成", 70, 80, "%", ""),
        ("200件至220件", 200, 220, "件", ""),
        ("3万元至5万元", 30_000, 50_000, "元", ""),
        ("3元至5万元", 3, 50_000, "元", ""),
        ("百分之百", 100, 100, "%", ""),
        ("百分百", 100, 100, "%", ""),
        ("百分之九十到百分之九十五", 90, 95, "%", ""),
        ("1亿2千万元", 120_000_000, 120_000_000, "元", ""),
        ("2亿3000万元", 230_000_000, 230_000_000, "元", ""),
        ("3千2百万元", 32_000_000, 32_000_000, "元", ""),
        ("1万2000件", 12_000, 12_000, "件", ""),
        ("2千3百余件", 2300, 2300, "件", "余"),
        ("廿三件", 23, 23, "件", ""),
        ("壹佰贰拾件", 120, 120, "件", ""),
        ("196 件", 196, 196, "件", ""),
        ("两万五元", 25_000, 25_000, "元", ""),
        ("两万零五元", 20_005, 20_005, "元", ""),
        ("二千三件", 2300, 2300, "件", ""),
        ("二千三百件", 2300, 2300, "件", ""),
        ("1千5件", 1500, 1500, "件", ""),
        ("2万3元", 23_000, 23_000, "元", ""),
        ("三至二百五十件", 3, 250, "件", ""),
        ("百余件", 100, 100, "件", "余"),
        ("近百件", 100, 100, "件", "近"),
        ("千余人次", 1000, 1000, "人次", "余"),
        ("上百件", 100, 100, "件", "以上"),
        ("过百件", 100, 100, "件", "超"),
        ("逾百件", 100, 100, "件", "超"),
        ("百件以上", 100, 100, "件", "以上"),
        ("百多件", 100, 100, "件", "多"),
        ("百来件", 100, 100, "件", "约"),
        ("不下百件", 100, 100, "件", "以上"),
        ("上万人次", 10_000, 10_000, "人次", "以上"),
        ("万余人次", 10_000, 10_000, "人次", "余"),
        ("近千万元", 10_000_000, 10_000_000, "元", "近"),
        ("百余万元", 1_000_000, 1_000_000, "元", "余"),
        ("近亿元", 100_000_000, 100_000_000, "元", "近"),
    ],
)
def test_a_quantity(text: str, low: object, high: object, unit: str, qualifier: str) -> None:
    lead = "有" if text.startswith(("近", "约", "超", "逾", "上", "过", "不")) else "共"
    assert read(f"{lead}{text}。") == [(low, high, unit, qualifier)]


@pytest.mark.parametrize(
    "text",
    [
        "第3次",
        "五届三次会议",
        "二十届三中全会",
        "2023年3月8日",
        "〔2023〕28号",
        "第126号",
        "数十件",
        "三个月",
        "成立",
        "一成立",
        "九成五线城市",
        "第 3 次",
        "12 345件",
        "1千05件",
        "1千50件",
        "1.2亿5件",
        "2万3亿件",
        "数百件",
        "几百件",
        "好几百件",
        "百件",
        "百件实事",
        "千名干部",
        "万户千家",
        "万千百件以上",
        "成百上千件",
        "上百上千件",
        "网上百件",
        "通过百件",
        "队伍件",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert read(text) == []


def test_spaces_beside_a_number_are_none_of_the_words_around_it() -> None:
    (quantity,) = quantities("立案 近 400 件 以上")
    assert (quantity.whole, quantity.start, quantity.end, quantity.rest) == (2, 5, 10, 13)


def test_a_number_with_a_unit_at_both_ends_is_no_range_where_something_rose() -> None:
    assert read("由200件到220件") == [(200, 200, "件", ""), (220, 220, "件", "")]
    assert read("3人至5件") == [(3, 3, "人", ""), (5, 5, "件", "")]


def test_values_are_exact() -> None:
    (quantity,) = quantities("97.46%")
    assert quantity.low == Decimal("97.46")
    assert not isinstance(quantity.low, float)


@given(
    st.text(
        alphabet="0123456789一二三十百千万亿两零余多近约,.、-至%件条篇元个百分之点成第届次。共廿佰拾 从", max_size=40
    )
)
def test_any_run_of_such_characters_is_read_or_left(text: str) -> None:
    for quantity in quantities(text):
        assert 0 <= quantity.whole <= quantity.start < quantity.end <= quantity.rest <= len(text)
        assert quantity.low <= quantity.high
        assert quantity.start in places(text)
