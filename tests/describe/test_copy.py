"""What a page says of the copy: when it was put up and taken, its address, author, source; and a document's number."""

import pytest

TITLE = "政协江川市委员会常务委员会工作报告"
BODY = (
    "各位委员:",
    "我受政协第六届江川市委员会常务委员会委托,向大会报告示例工作,请予审议。",
    "一、2023年工作回顾",
    "2023年4月8日,召开专题协商会;9月15日,组织委员视察。坚持围绕中心、服务大局,扎实做好各项工作,取得新的成效。",
    "二、2024年工作安排",
    "要坚持稳中求进工作总基调,完整、准确、全面贯彻新发展理念,扎实推动高质量发展,努力开创工作新局面。",
)
SESSION = "(2024年1月12日在政协第六届江川市委员会第三次会议上)"
NOTICE = ("各区县人民政府:", "为贯彻落实有关部署,经研究,现将示例工作有关事项通知如下,请认真贯彻执行。")

PUBLISHED = {
    "发布时间": ([TITLE, "发布时间:2024-01-15 10:22", *BODY], "2024-01-15"),
    "发布日期 in words": ([TITLE, "发布日期:2024年1月15日", *BODY], "2024-01-15"),
    "时间": ([TITLE, "时间:2024-01-15 来源:江川政协", *BODY], "2024-01-15"),
    "日期": ([TITLE, "日期:2024/1/15 来源:江川政协 浏览:12次", *BODY], "2024-01-15"),
    "bracketed label": ([TITLE, "【发布时间】2024-01-15 【来源】江川政协", *BODY], "2024-01-15"),
    "发布于": ([TITLE, "发布于 2024-01-15 10:22", *BODY], "2024-01-15"),
    "byline": ([TITLE, "2024-01-15 10:22 来源:江川政协", *BODY], "2024-01-15"),
    "byline in words with the hour": ([TITLE, "2024年01月15日 08:30 来源:江川日报", *BODY], "2024-01-15"),
    "day with the hour alone": ([TITLE, "2024年01月15日 08:30", *BODY], "2024-01-15"),
    "numeric day alone": ([TITLE, "2024-01-15", *BODY], "2024-01-15"),
    "points": ([TITLE, "2024.01.15 08:30 江川政协网", *BODY], "2024-01-15"),
    "square brackets at the title": ([f"{TITLE} [2024-01-15]", *BODY], "2024-01-15"),
    "short year": ([TITLE, "24/01/15", *BODY], None),
    "added": ([TITLE, "添加时间:2024-01-15 点击:123", *BODY], "2024-01-15"),
    "first of two": ([TITLE, "更新时间:2025-05-05 发布时间:2024-01-15", *BODY], "2024-01-15"),
    "paper and page": ([TITLE, "江川日报 2024年1月15日 第3版", *BODY], "2024-01-15"),
    "agency": ([TITLE, "新华社江川2024年1月15日电 (记者 示例)", *BODY], None),
    "at the foot": ([TITLE, *BODY, "责任编辑:示例 发布时间:2024-01-15"], "2024-01-15"),
    "session under the title": ([TITLE, SESSION, *BODY], None),
    "day of the session alone": ([TITLE, "(2024年1月12日)", *BODY], None),
    "days in the text": ([TITLE, *BODY], None),
    "signature": ([TITLE, *BODY, "江川市政协办公室", "2024年1月15日"], None),
    "today": (["今天是2026年3月5日 星期四 欢迎访问江川政协网", TITLE, *BODY], None),
    "today with a colon": (["今天是:2026年3月5日 江川政协网站", TITLE, *BODY], None),
    "copyright": ([TITLE, *BODY, "版权所有 ©2010-2026 江川市政协 更新至2026-03-05"], None),
    "taken": ([TITLE, "抓取时间:2026-03-05", *BODY], None),
    "taken, with a source": ([TITLE, "来源:江川政协 采集时间:2026-03-05 08:00", *BODY], None),
    "taken and published": ([TITLE, "发布时间:2024-01-15 采集时间:2026-03-05", *BODY], "2024-01-15"),
    "written": ([TITLE, "成文日期:2024-01-15", *BODY], None),
    "in force": ([TITLE, "生效日期:2024-01-15 来源:江川政协", *BODY], None),
    "lost figure": ([TITLE, "发布时间:202 -01-15", *BODY], None),
    "no such day": ([TITLE, "发布时间:2024-02-30", *BODY], None),
    "before the session it was given to": ([TITLE, "发布时间:2014-01-15 来源:江川政协", SESSION, *BODY], None),
    "before the text could be": ([TITLE, "发布时间:2000-01-01 来源:江川政协", *BODY], None),
    "two days after": ([TITLE, "发布时间:2024-01-14 来源:江川政协", SESSION, *BODY], "2024-01-14"),
}


@pytest.mark.parametrize("case", PUBLISHED)
def test_the_day_a_copy_was_put_up(case, described):
    lines, expected = PUBLISHED[case]
    (metadata,) = described(*lines)
    assert metadata.published == expected
    assert ("published" in metadata.evidence) == (expected is not None)
    assert (metadata.covered_year, metadata.delivered_year) == (2023, 2024)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2024-01-15T10:22:33+08:00", "2024-01-15"),
        ("2024-01-15 10:22", "2024-01-15"),
        ("20240115", "2024-01-15"),
        ("2024年1月15日", "2024-01-15"),
        ("24/01/15", None),
        ("0000-00-00", None),
    ],
)
def test_the_day_that_a_format_states(stated, expected, described):
    (metadata,) = described(TITLE, *BODY, stated={"published": stated})
    assert metadata.published == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("抓取时间:2026-03-05 08:11:12", "2026-03-05"),
        ("采集时间:2026年3月5日", "2026-03-05"),
        ("下载时间:2026/3/5", "2026-03-05"),
        ("获取日期:2026-03-05", "2026-03-05"),
        ("检索日期:2026.3.5", "2026-03-05"),
        ("访问日期:2026-03-05", "2026-03-05"),
        ("来源:江川政协 发布时间:2024-01-15 抓取时间:2026-03-05", "2026-03-05"),
        ("访问量:20260305", None),
        ("抓取时间:2026-13-05", None),
        ("发布时间:2024-01-15", None),
    ],
)
@pytest.mark.parametrize("at_end", [False, True])
def test_the_day_a_copy_was_taken(line, expected, at_end, described):
    lines = [TITLE, *BODY, line] if at_end else [TITLE, line, *BODY]
    (metadata,) = described(*lines)
    assert metadata.retrieved == expected
    assert metadata.title == TITLE
    assert (metadata.covered_year, metadata.delivered_year) == (2023, 2024)
    assert metadata.published == ("2024-01-15" if "发布" in line else None)


def test_the_day_of_taking_that_a_format_states(described):
    (metadata,) = described(TITLE, *BODY, stated={"retrieved": "2026-03-05T08:00:00Z"})
    assert (metadata.retrieved, metadata.evidence["retrieved"].where) == ("2026-03-05", "stated")


@pytest.mark.parametrize(
    ("line", "url"),
    [
        ("原文链接:https://www.jczx.example/Art/2024/1/15/1.html", "https://www.jczx.example/Art/2024/1/15/1.html"),
        ("来源:江川政协 原文地址: http://www.jczx.example/a?id=3&p=1", "http://www.jczx.example/a?id=3&p=1"),
        ("网址:https://www.jczx.example/art/1.html", "https://www.jczx.example/art/1.html"),
        ("文章来源:https://www.jczx.example/art/1.html", "https://www.jczx.example/art/1.html"),
        ("网址:www.jczx.example", None),
        ("原文链接:点击查看", None),
    ],
)
def test_the_address_of_a_copy(line, url, described):
    (metadata,) = described(TITLE, line, *BODY)
    assert metadata.url == url
    assert metadata.source in (None, "江川政协")


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("作者:示例 来源:江川政协", "示例"),
        ("文/李示例", "李示例"),
        ("文丨李示例", "李示例"),
        ("本报记者 李示例", "李示例"),
        ("撰稿人:李示例", "李示例"),
        ("作者: 来源:江川政协", None),
        ("来源:江川政协 作者:佚名", None),
    ],
)
def test_who_wrote_it(line, author, described):
    (metadata,) = described("履职为民写答卷——江川市政协2023年工作综述", line, *BODY[3:])
    assert metadata.author == author


NUMBERS = [
    (["川府发〔2019〕12号"], "川府发〔2019〕12号"),
    (["政协发[2020]3号"], "政协发[2020]3号"),
    (["川府发【2019】12号"], "川府发【2019】12号"),
    (["川府发（2019）12号"], "川府发（2019）12号"),
    (["川府发﹝2019﹞12号"], "川府发﹝2019﹞12号"),
    (["川府发 〔 2019 〕 12 号"], "川府发〔2019〕12号"),
    (["川府发〔20l9〕l2号"], "川府发〔2019〕12号"),
    (["川府发〔2OI9〕12号"], "川府发〔2019〕12号"),
    (["江政办发〔2019〕12号    签发人:示例"], "江政办发〔2019〕12号"),
    (["江府(1985)字第12号"], "江府(1985)字第12号"),
    (["发文字号:国函〔1996〕95号 成文日期:1996年11月5日"], "国函〔1996〕95号"),
    (["文  号:国令第707号"], "国令第707号"),
    (["江川市人民政府令第七十三号"], "江川市人民政府令第七十三号"),
    (["根据国发〔2016〕8号文件精神,现予印发。"], None),
    (["〔2019〕12号"], None),
    (["川府发〔202〕12号"], None),
    (["川府发〔20XX〕12号"], None),
]


@pytest.mark.parametrize(("lines", "number"), NUMBERS)
def test_a_documents_own_number(lines, number, described):
    (metadata,) = described("江川市人民政府关于示例工作的通知", *lines, *NOTICE)
    assert metadata.document_number == number


def test_a_number_behind_the_title(described):
    (metadata,) = described("江川市人民政府关于示例工作的通知(川府发〔2019〕12号)", *NOTICE)
    assert (metadata.document_number, metadata.delivered_year) == ("川府发〔2019〕12号", 2019)


def test_a_number_inside_the_title_is_of_another(described):
    (metadata,) = described("江川市人民政府转发国务院关于示例的意见(国发〔2016〕8号)的通知", *NOTICE)
    assert (metadata.document_number, metadata.delivered_year) == (None, None)
