"""Source, author and address of a copy."""

import pytest

from indexer.describe.labels import find_labels
from indexer.describe.lines import read_lines
from indexer.describe.source import find_author, find_source, find_url, simplify


@pytest.mark.parametrize(
    ("furniture", "stated", "source", "author"),
    [
        ("来源:涪陵政协 | 作者:涪陵政协 | 发布时间: 2024-01-15 | 2547 次浏览 | 分享到:", None, "涪陵政协", "涪陵政协"),
        ("发布时间: 2023-01-01 【字体: 来源:主站阅读次数:2579", None, None, None),
        ("發佈時間: 2023-01-11 13:47 | 來源: 人民政協報 | 作者: | 責任編輯: 李培剛", None, "人民政协报", None),
        ("来源 : 南方日报", None, "南方日报", None),
        ("来源:天津人大—天津日报", None, "天津人大—天津日报", None),
        ("来源:本站 作者:佚名 浏览次数:12", None, None, None),
        ("来源:http://example.org/1.html", None, None, None),
        ("信息来源：ABC通讯社 字体：大 中 小", None, "ABC通讯社", None),
        ("返回首页", "新华社", "新华社", None),
        ("经费来源:财政拨款", None, None, None),
        ("来源：示例日报 2024年1月12日 作者：某某", None, "示例日报", "某某"),
        ("信息来源：人民政协报 2024-01-12 第3版", None, "人民政协报", None),
    ],
)
def test_source_and_author(furniture, stated, source, author, make_document):
    labels = find_labels(read_lines(make_document("区政协常委会工作报告", furniture=[furniture])))
    found = find_source(labels, stated), find_author(labels, None)
    assert tuple(value[0] if value else None for value in found) == (source, author)


def test_simplify_keeps_letters_as_they_are():
    assert simplify("人民政協報ABC Ａ") == "人民政协报ABC Ａ"


@pytest.mark.parametrize(
    ("stated", "url"), [("https://example.org/a", "https://example.org/a"), ("javascript:x", None)]
)
def test_url(stated, url):
    found = find_url(stated)
    assert (found[0] if found else None) == url


def test_a_paper_named_with_its_day_is_the_source(make_document):
    lines = read_lines(make_document("市政协2023年工作综述", furniture=["（示例日報 2024年1月12日 记者 某某）"]))
    found = find_source({}, None, lines.furniture)
    assert found is not None
    assert (found[0], found[1].text) == ("示例日报", "示例日報")
