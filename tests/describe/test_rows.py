"""Rows of tables that others collected: their columns for place and year are evidence, and say no more than they mean."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from indexer.models import Metadata
from indexer.prepare import described

HEADS = ("province", "city", "year", "title", "source_url", "publish_date", "full_text")
GOVERNMENT = "各位代表：现在，我代表市人民政府向大会报告工作，请予审议。\n{}\n我市经济社会平稳发展（示例）。\n二、今年工作安排\n全市要加快发展。\n各位代表，让我们共同努力！"
COUNCIL = "各位委员：我受市政协常务委员会委托，向大会报告工作，请予审议。\n{}\n全会提案办理有力（示例）。\n各位委员，让我们共同努力！"


def rows(folder: Path, *cells: tuple[str, ...], heads: tuple[str, ...] = HEADS) -> list[Metadata]:
    path = folder / "collected.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heads, *cells])
    found, failures = described(path, path.name)
    assert failures == []
    return [metadata for _, metadata in found]


def test_columns_of_a_collection_are_read(tmp_path: Path) -> None:
    (known,) = rows(
        tmp_path,
        (
            "安徽省",
            "合肥市",
            "2016",
            "政府工作报告",
            "http://www.example.com/1.html",
            "2016-02-01 08:30",
            GOVERNMENT.format(""),
        ),
    )
    assert known.organization is not None
    assert known.organization.name == "安徽省合肥市人民政府"
    assert (known.evidence["organization"].text, known.evidence["organization"].where) == ("安徽省/合肥市", "stated")
    assert (known.covered_year, known.delivered_year) == (2015, 2016)
    assert (known.url, known.published) == ("http://www.example.com/1.html", "2016-02-01")


def test_a_day_that_is_none_loses_no_row(tmp_path: Path) -> None:
    (known,) = rows(tmp_path, ("安徽省", "合肥市", "2016", "政府工作报告", "", "未知", GOVERNMENT.format("")))
    assert known.published is None


@pytest.mark.parametrize(
    ("text", "year", "found"),
    [
        (COUNCIL.format("一、2015年工作回顾"), "2015", (2015, 2016)),
        (COUNCIL.format("一、2015年工作回顾"), "2016", (2015, 2016)),
        (COUNCIL.format("一、过去五年工作回顾（2012—2016年）"), "2014", (2016, 2017)),
        (COUNCIL.format(""), "2015", (2015, None)),
        (COUNCIL.format("一、2015年工作回顾"), "2009", (2009, None)),
    ],
)
def test_a_year_is_one_of_the_texts_own_where_it_can_be(
    tmp_path: Path, text: str, year: str, found: tuple[int, int | None]
) -> None:
    (known,) = rows(tmp_path, ("四川省", "资阳市", year, "市政协常委会工作报告", "", "", text))
    assert known.covered_year == found[0]
    if found[1] is not None:
        assert known.delivered_year == found[1]


def test_the_text_speaks_before_the_columns(tmp_path: Path) -> None:
    text = "各位委员：我受政协舟山市委员会常务委员会委托，向大会报告工作。2015年，舟山市政协认真履职（示例）。\n各位委员，让我们共同努力！"
    (known,) = rows(tmp_path, ("四川省", "资阳市", "", "政协舟山市委员会常委会工作报告", "", "", text))
    assert known.organization is not None
    assert known.organization.name == "浙江省舟山市政协"


def test_a_year_with_its_right_name_wins_over_the_text(tmp_path: Path) -> None:
    text = COUNCIL.format("一、2015年工作回顾")
    (known,) = rows(tmp_path, ("2011", "2016", text), heads=("回顾年度", "年份", "正文"))
    assert known.covered_year == 2011
