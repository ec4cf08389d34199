"""Titles and the lines around them as print, sites and yearbooks set them: broken, under mastheads, with bylines."""

from __future__ import annotations

import pytest

from tests.describe.reports import describe_text

PROSE = "常委会（示例）坚持团结和民主两大主题，认真履行职能，围绕中心、服务大局，各项工作取得新的成效。" * 3
READ_OUT = "各位委员：\n我受常务委员会委托，向大会报告工作，请予审议。"


@pytest.mark.parametrize(
    ("lines", "title", "kind"),
    [
        (
            "中国人民政治协商会议示例市江川区\n第九届委员会常务委员会工作报告\n2022年1月6日在政协示例市江川区第十届委员会第一次会议上",
            "中国人民政治协商会议示例市江川区第九届委员会常务委员会工作报告",
            "常委会工作报告",
        ),
        (
            "政协示例苗族侗族自\n治州第十二届委员会常务委员会\n工作报告\n（2020年1月8日）",
            "政协示例苗族侗族自治州第十二届委员会常务委员会工作报告",
            "常委会工作报告",
        ),
        (
            "政協示例縣第六屆\n委員會常務委員會工作報告\n（1998年1月8日）",
            "政協示例縣第六屆委員會常務委員會工作報告",
            "常委会工作报告",
        ),
        (
            "示例市人民\n代表大会常务委员会工作报告\n2019年1月5日",
            "示例市人民代表大会常务委员会工作报告",
            "人大常委会工作报告",
        ),
        ("示例县人民\n检察院工作报告\n（2013年1月24日）", "示例县人民检察院工作报告", "检察院工作报告"),
        (
            "在政协江川区第九届委员会第三次会议上的\n常 委 会 工 作 报 告\n（2014年1月9日）",
            "在政协江川区第九届委员会第三次会议上的常委会工作报告",
            "常委会工作报告",
        ),
        ("示例市政协提案委员会\n2019年工作总结", "示例市政协提案委员会2019年工作总结", "工作综述"),
        ("示例区人民检察院\n2021年工作总结", "示例区人民检察院2021年工作总结", "工作综述"),
        ("政协示例县委员会办公室\n2007年工作小结", "政协示例县委员会办公室2007年工作小结", "工作综述"),
        # Two titles, or a letterhead above one, stay apart.
        ("政协示例市委员会\n示例市政协常委会工作报告\n（2020年1月5日）", "示例市政协常委会工作报告", "常委会工作报告"),
        (
            "示例县第十七届人民代表大会\n第三次会议文件（十一）\n示例县人民检察院工作报告\n2013年1月24日",
            "示例县人民检察院工作报告",
            "检察院工作报告",
        ),
        ("示例县人民政府办公室\n关于报送材料的通知", "示例县人民政府办公室关于报送材料的通知", "政策文件"),
    ],
)
def test_a_title_on_several_lines(lines: str, title: str, kind: str) -> None:
    found = describe_text(f"{lines}\n{READ_OUT}\n{PROSE}")
    assert (found.title, found.kind) == (title, kind)


@pytest.mark.parametrize(
    ("lines", "session"),
    [
        ("2013年1月24日在示例县第十七届\n人民代表大会第三次会议上", "十七届三次会议"),
        ("——一九九四年三月十五日在示例市第三届\n人民代表大会第二次会议上", "三届二次会议"),
        ("2019年1月5日在示例市第五届人民代表大会\n第三次会议上", "五届三次会议"),
        ("2019年1月5日在示例市第五届人民代表大会第三次会议上\n示例市市长 王某在会议上", "五届三次会议"),
    ],
)
def test_the_line_under_a_title_that_was_broken(lines: str, session: str) -> None:
    found = describe_text(f"政府工作报告\n{lines}\n各位代表：\n我代表市人民政府，向大会报告工作，请予审议。\n{PROSE}")
    assert found.session == session


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("新闻中心 > 两会专题\n", "示例市政协常务委员会工作报告"),
        ("中国政协 云南 示例\n", "示例市政协常务委员会工作报告"),
        ("示例年鉴·2006\n特        载\n", "示例市政协常务委员会工作报告"),
        ("两会工作报告选编\n（内部资料）\n", "示例市政协常务委员会工作报告"),
        ("（征求意见稿）\n请于1月12日下班前将修改意见反馈至市政协研究室\n", "示例市政协常务委员会工作报告"),
        ("＊＊市政协办发〔20＊＊〕＊号\n", "示例市政协常务委员会工作报告"),
    ],
)
def test_what_stands_above_a_title_is_none(above: str, title: str) -> None:
    assert describe_text(f"{above}{title}\n（2012年1月5日）\n{READ_OUT}\n{PROSE}").title == title


def test_a_page_of_a_text_has_the_title_of_the_whole() -> None:
    page = f"文库 >> 工作报告 >> 正文\n2021年示例区政协常委会工作报告(第3/12页)\n时间：2021-06-02\n{PROSE}\n{PROSE}"
    assert describe_text(page).title == "2021年示例区政协常委会工作报告"


def test_a_paper_has_its_own_title_and_its_speaker() -> None:
    found = describe_text(
        "政协示例省十二届四次会议大会发言材料之七\n（2021年1月）\n发挥委员优势 助推青年交流\n陈某麟\n各位领导、各位委员：\n"
        + PROSE
    )
    assert (found.title, found.kind, found.author) == ("发挥委员优势 助推青年交流", "大会发言", "陈某麟")


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("市政协主席  谈永年\n（2017年1月10日）\n", "谈永年"),
        ("阿布都拉·买买提\n", "阿布都拉·买买提"),
        ("民建示例市委会 钱某\n", "钱某"),
        ("示例市政协\n", None),
        ("会议材料\n", None),
        ("市长\n", None),
        ("录音稿\n", None),
    ],
)
def test_who_speaks_stands_between_title_and_greeting(byline: str, author: str | None) -> None:
    assert describe_text(f"在小组讨论时的讲话\n{byline}各位委员、同志们：\n{PROSE}").author == author


@pytest.mark.parametrize(
    ("line", "source", "author", "published"),
    [
        ("2021-02-03 10:40　来源：示例日报　记者 乐某 通讯员 于某", "示例日报", None, "2021-02-03"),
        ("发布时间:2020-11-20 来源:示例新闻网 发布开发区:示例工业园区", "示例新闻网", None, "2020-11-20"),
        ("2013-01-26 08:12  来源：示例日报  记者：俞某枫", "示例日报", "俞某枫", "2013-01-26"),
        ("更新日期：2011/08/19　　資料來源：示例日報", "示例日报", None, "2011-08-19"),
        ("2019-01-18　　□ 通讯员 单某松 记者 纪某宁", None, None, "2019-01-18"),
        ("示例日报/2012年/1月/9日/第003版", "示例日报", None, "2012-01-09"),
        ("来源：《示例政协》编辑部", "示例政协》编辑部", None, None),
    ],
)
def test_bylines(line: str, source: str | None, author: str | None, published: str | None) -> None:
    found = describe_text(f"潮起示例 履职谱新篇\n——示例市政协2018年工作综述\n{line}\n2010年的小事。{PROSE}")
    assert (found.source, found.author) == (source, author)
    assert found.published == (published if published is None or published >= "2018" else None)
