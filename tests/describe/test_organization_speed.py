"""Texts made to be slow: every rule looks at each place a bounded number of times."""

import time

import pytest

from tests.describe.reports import describe_text

MOST_SECONDS = 20.0


@pytest.mark.parametrize(
    "unit",
    [
        "鼓楼区",
        "市",
        "高级",
        "第一",
        "第一中级",
        "赴鼓楼区，",
        "在",
        "中国人民政治协商会议",
        "政协",
        "我市",
        "安岳乐至雁江",
        "某市政协",
        "重庆市、",
        "长安区委领导",
        "在长安区委、区政府指导",
        "被长安区政协评",
        "长安区人民代表大会第一次会议审议",
        "来源：长安日报\n",
        "版权所有：政协长安区委员会\n",
    ],
)
def test_long_monotonous_texts_are_described_in_time(unit: str) -> None:
    text = "政府工作报告\n各位代表：\n我代表市人民政府报告工作（示例）。\n" + unit * (200_000 // len(unit))
    start = time.perf_counter()
    describe_text(text)
    assert time.perf_counter() - start < MOST_SECONDS
