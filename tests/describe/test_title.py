"""Titles: what stands above a report, and what only looks like it."""

import pytest

from indexer.describe.labels import find_labels
from indexer.describe.lines import read_lines
from indexer.describe.title import find_title, name_from_file, strip_site

BODY = "在中共江川区委的坚强领导下,区政协及其常委会坚持团结和民主两大主题,扎实开展各项工作,取得新的成效。" * 3


def title_of(document):
    lines = read_lines(document)
    found = find_title(document, lines, find_labels(lines))
    return found[0] if found else None


@pytest.mark.parametrize(
    ("paragraphs", "title"),
    [
        (
            ["六届涪陵区政协常委会工作报告", "一图速览|六届涪陵区政协常委会工作报告", "2023年工作回顾", BODY],
            "六届涪陵区政协常委会工作报告",
        ),
        (["百舸争流万山过——资阳市政协2022年工作综述", BODY], "百舸争流万山过——资阳市政协2022年工作综述"),
        (["重慶市長壽區政協:書寫為民履職新答卷", "重溫入黨誓詞", BODY], "重慶市長壽區政協:書寫為民履職新答卷"),
        (["政 府 工 作 报 告", "——2006年3月5日在会议上", BODY], "政府工作报告"),
        (["2005年政府工作报告——2005年3月5日在第十届全国人民代表大会第三次会议上", BODY], "2005年政府工作报告"),
        (
            ["国务院、中央军委关于同意武警总部", "后勤部机关等迁址新建的批复", "国函〔1996〕95号", BODY],
            "国务院、中央军委关于同意武警总部后勤部机关等迁址新建的批复",
        ),
        (["政协江川市第五届委员会常务委员会", "工作报告", BODY], "政协江川市第五届委员会常务委员会工作报告"),
        (
            ["凝心聚力谱新篇 履职为民显担当", "——青田县政协2021年工作综述", BODY],
            "凝心聚力谱新篇 履职为民显担当——青田县政协2021年工作综述",
        ),
        (["市政协五届六次会议开幕", BODY], "市政协五届六次会议开幕"),
        (
            ["社情民意", "（第12期）", "政协江川市委员会办公室　2022年5月18日", "关于加强自建房管理的建议", BODY],
            "关于加强自建房管理的建议",
        ),
        (["政协江川市委员会", "市政协常委会工作报告", "各位委员:", BODY], "市政协常委会工作报告"),
        (["政协江川市委员会文件", "江政协〔2023〕12号", "政协江川市委员会工作报告", BODY], "政协江川市委员会工作报告"),
        (["江川市政协常委会工作报告2022年4月27日在政协江川市第五届委员会会议上", BODY], "江川市政协常委会工作报告"),
        (["江川政协网", "目录", "政协江川市委员会工作报告", BODY], "政协江川市委员会工作报告"),
        (
            ["昂首阔步 同心筑梦", "——写在江川市政协成立40周年之际", "40年来,江川市政协始终同心同德。"],
            "昂首阔步 同心筑梦——写在江川市政协成立40周年之际",
        ),
        (["当前位置:首页 > 政协工作 > 工作报告", "区政协常委会工作报告", BODY], "区政协常委会工作报告"),
        (
            [
                "文似观山不喜平 — — 观山文库◆记住我,来上我~",
                "区2023年人大、政协常务委员会工作报告-17篇(第62/65页)",
                "2022年是开局之年。",
                BODY,
            ],
            None,
        ),
        (
            [
                "2022年是七届区政协的开局之年。七届一次会议以来,扎实履职。",
                "一、坚持党的领导,全面巩固思想政治基础",
                BODY,
            ],
            None,
        ),
        (["各位委员:", BODY], None),
        (["一、2023年工作回顾", BODY], None),
        (["来源:江川日报", "2024年1月5日", BODY], None),
    ],
)
def test_title_from_the_text(paragraphs, title, make_document):
    assert title_of(make_document(*paragraphs)) == title


def test_a_label_states_the_title(make_document):
    document = make_document(BODY, furniture=["标　　题： 国务院关于同意迁址的批复", "发文字号： 国函〔1996〕95号"])
    assert title_of(document) == "国务院关于同意迁址的批复"


def test_the_formats_own_title_is_used_without_the_site(make_document):
    assert title_of(make_document(BODY, title="区政协常委会工作报告_江川政协网")) == "区政协常委会工作报告"


def test_the_text_comes_before_the_page(make_document):
    document = make_document("江川区政协常委会工作报告", BODY, title="范文大全-2023年政府工作报告15篇")
    assert title_of(document) == "江川区政协常委会工作报告"


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("区政协常委会工作报告 - 江川政协", "区政协常委会工作报告"),
        ("区政协常委会工作报告_政务公开_江川区人民政府门户网站", "区政协常委会工作报告"),
        ("百舸争流万山过——资阳市政协2022年工作综述", "百舸争流万山过——资阳市政协2022年工作综述"),
        ("区政协全会 - 常委会工作报告", "区政协全会 - 常委会工作报告"),
    ],
)
def test_strip_site(page, title):
    assert strip_site(page) == title


@pytest.mark.parametrize(
    ("file", "own", "title"),
    [
        ("a/2008年政府工作报告.txt", "政府工作报告", "2008年政府工作报告"),
        ("a/2008年政府工作报告.txt", "江川市政府工作报告", "江川市政府工作报告"),
        ("政协常委会会议在宜州召开.html", None, "政协常委会会议在宜州召开"),
        ("000_13cc053473920623.txt", None, None),
        ("新建文本文档.txt", None, None),
    ],
)
def test_the_files_name_comes_last(file, own, title, make_document):
    document = make_document(*([own] if own else []), BODY, file=file)
    lines = read_lines(document)
    found = name_from_file(find_title(document, lines, find_labels(lines)), file)
    assert (found[0] if found else None) == title
