"""Texts made to take long: the years of a large one are described in time that grows with its length."""

import time

import pytest

from indexer.describe import describe

LONGEST_SECONDS = 5.0
"""Far above what half a million characters take, far below what they would with a scan from each mark."""


@pytest.mark.parametrize(
    "repeated",
    [
        "工作的总体要求2024年是",
        "2023年",
        "过去五年和五年来",
        "发布时间:",
        "〔2019〕",
        "2018年至",
        "2017年换届",
        "20××年",
    ],
)
def test_a_text_of_one_clue_over_and_over(repeated, make_document):
    document = make_document("政府工作报告", repeated * (500_000 // len(repeated)))
    started = time.perf_counter()
    assert describe(document).kind == "政府工作报告"
    assert time.perf_counter() - started < LONGEST_SECONDS
