"""Days as pages write them, and which of them is the day of publication."""

from datetime import date

import pytest

from indexer.describe.dates import find_date, find_published, parse_date
from indexer.describe.labels import find_labels
from indexer.describe.lines import read_lines
from indexer.describe.numerals import read_number, read_year, write_number


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-01-15", date(2024, 1, 15)),
        ("2023-01-11 13:47", date(2023, 1, 11)),
        ("2019/2/5", date(2019, 2, 5)),
        ("2006年02月16日", date(2006, 2, 16)),
        ("2024 年 1 月 5 日", date(2024, 1, 5)),
        ("二〇〇四年四月二十七日", date(2004, 4, 27)),
        ("一九九六年十一月五日", date(1996, 11, 5)),
        ("二零一八年十月三十一日", date(2018, 10, 31)),
        ("20240115", date(2024, 1, 15)),
        ("2018-12-03T08:00:00+08:00", date(2018, 12, 3)),
        ("2023年2月30日", None),
        ("2023年13月1日", None),
        ("202年1月5日", None),
        ("2023年 月 日", None),
        ("2023-01", None),
        ("192.168.10.12", None),
    ],
)
def test_dates(written, day):
    assert parse_date(written) == day


def test_the_first_whole_date_counts():
    found = find_date("自2023年 月起,至2023年3月5日止")
    assert found is not None
    assert found.day == date(2023, 3, 5)


@pytest.mark.parametrize(
    ("furniture", "stated", "published"),
    [
        (["来源:涪陵政协 | 作者:涪陵政协 | 发布时间: 2024-01-15 | 2547 次浏览 | 分享到:"], None, "2024-01-15"),
        (["发布时间: 2023-01-01 【字体: 来源:主站阅读次数:2579"], None, "2023-01-01"),
        (["發佈時間: 2023-01-11 13:47 | 來源: 人民政協報 | 作者: | 責任編輯: 李培剛"], None, "2023-01-11"),
        (["成文日期: 1996年11月05日 发布日期: 2018年12月03日"], None, "2018-12-03"),
        (["成文日期: 1996年11月05日"], None, None),
        (["日期：２０２３－０５－０６"], None, "2023-05-06"),
        (["某某门户网站 2006年02月16日 来源:新华网"], None, "2006-02-16"),
        (["更新时间:2020-05-05 发布时间:2019-04-04"], None, "2019-04-04"),
        (["admin 分享 时间: 加入收藏"], None, None),
        (["示例日报 2024年1月12日 记者 某某"], None, "2024-01-12"),
        ([], "2018-12-24 16:00", "2018-12-24"),
        ([], "昨天", None),
    ],
)
def test_published(furniture, stated, published, make_document):
    lines = read_lines(make_document("区政协常委会工作报告", "2021年3月5日,会议召开。", furniture=furniture))
    found = find_published(lines, find_labels(lines), stated)
    assert (found[0] if found else None) == published


def test_days_in_the_text_are_not_its_publication(make_document):
    lines = read_lines(make_document("区政协召开会议", "时间:2021年3月5日", "地点:区政协会议室"))
    assert find_published(lines, find_labels(lines), None) is None


@pytest.mark.parametrize("number", range(1, 100))
def test_numbers_are_read_as_they_are_written(number):
    assert read_number(write_number(number)) == number


@pytest.mark.parametrize(
    ("written", "year"), [("2023", 2023), ("二〇二三", 2023), ("二零〇八", 2008), ("1848", None), ("二十三", None)]
)
def test_years(written, year):
    assert read_year(written) == year


@pytest.mark.parametrize("number", [0, 100])
def test_only_numbers_of_two_figures_are_written(number):
    with pytest.raises(ValueError, match="not between"):
        write_number(number)
