"""News of a session are news, however they begin and whatever report they tell of; their year is that of the session."""

from __future__ import annotations

import pytest

from tests.describe.reports import describe_text

PROSE = "会议（示例）期间，委员们围绕中心工作积极建言献策，共商发展大计，会场气氛热烈。" * 4


@pytest.mark.parametrize(
    "text",
    [
        "本报讯（记者 张三 通讯员 李四）1月6日上午，示例县政协十二届五次会议开幕。县政协主席代表常委会作工作报告。",
        "本報訊（記者 張三）1月6日上午，示例縣政協十二屆五次會議開幕。縣政協主席代表常委會作工作報告。",
        "本报示例1月25日讯（记者俞某）中国人民政治协商会议示例省第十一届委员会第一次会议，今天上午在示例隆重开幕。",
        "政协第十四届全国委员会常务委员会第六次会议9日下午在北京举行。会议听取了常务委员会工作报告修改情况的汇报。",
        "图为会议现场。记者 李四 摄\n示例网讯 2月3日上午，示例县第十六届人民代表大会第二次会议胜利闭幕。",
        "昨日，示例市政协十二届三次会议在市文化中心开幕。市政协主席作常务委员会工作报告。",
        "4月11日下午，县人大常委会主任薛某来到第八代表团，与代表们一起审议政府工作报告，聆听代表心声。",
        "1月8日，示例县第十八届人民代表大会第二次会议举行。受县人民政府委托，局长张三向大会报告2022年预算执行情况。",
    ],
)
def test_news_by_their_first_sentences(text: str) -> None:
    assert describe_text(f"{text}\n{PROSE}").kind == "会议新闻"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("各位委员：\n政协示例市第五届委员会第三次会议，今天上午隆重开幕了。我代表大会主席团表示祝贺。", "讲话"),
        ("各位委员：\n2023年1月6日，市政协召开会议，我受常委会委托，向大会报告工作，请予审议。", "常委会工作报告"),
        (
            "中国人民政治协商会议第十四届全国委员会第二次会议，于2024年3月4日至10日在北京举行。会议号召全体委员奋斗。",
            None,
        ),
        ("中国人民政治协商会议示例市第五届委员会第三次会议定于1月10日在示例召开，现将有关事项公告如下。", None),
        ("受政协示例市第五届委员会常务委员会委托，现将提案工作情况报告如下，请予审议。", "提案工作情况报告"),
        ("受政协示例市第五届委员会常务委员会委托，我向大会报告工作，请予审议。", "常委会工作报告"),
    ],
)
def test_what_only_resembles_news(text: str, kind: str | None) -> None:
    assert describe_text(f"{text}\n{PROSE}").kind == kind


def test_a_report_that_another_gave_is_told_not_given() -> None:
    text = "大会听取报告。\n受十届政协常委会委托，闻某远向大会作常务委员会工作报告。"
    assert describe_text(f"{text}\n{PROSE}").kind != "常委会工作报告"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (
            "2013-01-26 08:12  来源：示例日报\n本报示例1月25日讯（记者俞某）示例省政协十一届一次会议，今天上午开幕。",
            2013,
        ),
        (
            "2013-01-02 08:12  来源：示例日报\n本报示例12月29日讯（记者俞某）示例市政协十一届一次会议，昨天上午开幕。",
            2012,
        ),
        (
            "本报讯（记者俞某）1月6日上午，示例县政协五次会议开幕。\n张某指出，2020年，县政协主动作为，取得了新的成绩。",
            2021,
        ),
        (
            "本报讯（记者俞某）1月6日上午，示例县政协五次会议开幕。\n张某指出，2021年，县政协要主动作为，取得更大成绩。",
            None,
        ),
        ("本报讯（记者俞某）1月6日上午，示例县政协五次会议开幕。", None),
    ],
)
def test_years_of_news(text: str, year: int | None) -> None:
    assert describe_text(f"示例县政协会议开幕\n{text}\n{PROSE}").delivered_year == year


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("县人大常委会主任薛某参加第八代表团审议", "会议新闻"),
        ("示例市2023年《政府工作报告》起草组负责人答记者问", "其他"),
        ("学习2022年政府工作报告心得体会", "其他"),
        ("关于组织委员列席会议的通知", None),
        ("在参加经济界别小组讨论时的讲话", "讲话"),
    ],
)
def test_titles_about_reports_and_meetings(title: str, kind: str | None) -> None:
    assert describe_text(f"{title}\n{PROSE}\n{PROSE}").kind == kind


def test_an_interview_is_of_the_year_of_its_page() -> None:
    found = describe_text(
        "示例市2023年《政府工作报告》起草组负责人答记者问\n发布时间：2023-02-16 08:30    来源：示例日报    记者：农某\n"
        f"2月9日，示例市第五届人民代表大会第四次会议审议通过了《政府工作报告》。\n{PROSE}"
    )
    assert (found.kind, found.delivered_year, found.author) == ("其他", 2023, "农某")


def test_a_reporters_question_names_nobody() -> None:
    found = describe_text(
        f"示例市《政府工作报告》起草组负责人答记者问\n记者：您好\n答：大家好。{PROSE}\n记者：有哪些亮点\n{PROSE}"
    )
    assert found.author is None


@pytest.mark.parametrize(
    ("above", "kind"),
    [("政协示例市委员会\n", "工作综述"), ("示例市人大常委会\n", "工作综述"), ("示例市农业局\n", None)],
)
def test_a_chapter_of_a_yearbook(above: str, kind: str | None) -> None:
    found = describe_text(
        f"{above}【概况】2009年，全年各项工作取得新成效。{PROSE}\n【全体会议】2009年2月10—14日，十届四次会议在示例召开。{PROSE}"
    )
    assert found.kind == kind
    if kind is not None:
        assert (found.covered_year, found.delivered_year) == (2009, None)


def test_a_law_under_the_notice_that_promulgates_it() -> None:
    notice = "示例市人民代表大会常务委员会公告\n（第九号）\n《示例市环境保护条例》已由常务委员会会议于2020年10月28日通过，现予公布，自2021年1月1日起施行。"
    law = "示例市环境保护条例\n第一章　总则\n第一条　为了加强环境保护，制定本条例。\n第二条　本条例适用于本市。"
    assert describe_text(f"{notice}\n{law}").kind == "法规"
    assert describe_text(f"{notice}\n{PROSE}").kind != "法规"
