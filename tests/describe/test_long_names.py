"""Titles and names of bodies that no person wrote: they are read in time that does not grow faster than they do."""

import time

import pytest

from indexer.describe.organization_names import parse_organization
from indexer.describe.source import find_source
from indexer.describe.title import strip_site

LONGEST_SECONDS = 2.0


@pytest.mark.parametrize("repeated", ["\n", "\t ", "_", "-", "工作报告_"])
def test_a_title_of_one_sign_over_and_over(repeated: str) -> None:
    started = time.perf_counter()
    strip_site("示例市政协工作报告" + repeated * (100_000 // len(repeated)) + "。")
    assert time.perf_counter() - started < LONGEST_SECONDS


@pytest.mark.parametrize("repeated", ["人民高级", "政协", "中共", "涪陵区", "办公室", "镇政府"])
def test_a_name_of_one_word_over_and_over_names_nobody(repeated: str) -> None:
    started = time.perf_counter()
    assert parse_organization("重庆市" + repeated * 20_000) is None
    assert time.perf_counter() - started < LONGEST_SECONDS


@pytest.mark.parametrize("repeated", ["\n", "\u3000", "|", "日报 "])
def test_a_stated_source_of_one_sign_over_and_over(repeated: str) -> None:
    started = time.perf_counter()
    find_source({}, "示例日报" + repeated * 100_000 + "。")
    assert time.perf_counter() - started < LONGEST_SECONDS
