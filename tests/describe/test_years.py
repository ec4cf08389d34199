"""Covered and delivered years: how reports state them, and what must not be taken for them."""

import pytest

from indexer.describe import describe

FILLER = (
    "坚持以人民为中心的发展思想,围绕中心、服务大局,认真履行政治协商、民主监督、参政议政职能,扎实做好各项工作。",
    "坚持党的全面领导,加强思想政治引领,广泛凝聚共识。",
)
OPENING = "各位委员:我受政协第六届江川区委员会常务委员会委托,向大会报告工作,请予审议。"
GOVERNMENT = "各位代表:现在,我代表市人民政府,向大会报告工作,请予审议,并请各位政协委员提出意见。"

STATED = {
    "review and plans as headings": (
        ["市政协常委会工作报告", "2023年工作回顾", *FILLER, "2024年工作打算", *FILLER],
        (2023, None, 2024),
    ),
    "plans headed 意见": (
        ["区政协常委会工作报告", "2023年工作回顾", *FILLER, "2024年工作意见", "一、提高站位"],
        (2023, None, 2024),
    ),
    "session under the title": (
        [
            "区政协常委会工作报告",
            "——2022年1月8日在政协江川区第六届委员会第二次会议上",
            OPENING,
            "一年来,区政协围绕中心。",
            *FILLER,
        ],
        (2021, None, 2022),
    ),
    "session in December for the coming year": (
        [
            "政府工作报告",
            "——2022年12月28日在江川市第八届人民代表大会第二次会议上",
            GOVERNMENT,
            "一、2022年工作回顾",
            *FILLER,
            "二、2023年工作安排",
        ],
        (2022, None, 2022),
    ),
    "session in December, year only as 一年来": (
        ["区政协常委会工作报告", "(2020年12月29日)", OPENING, "一年来的工作", *FILLER, "二、明年工作建议", *FILLER],
        (2020, None, 2020),
    ),
    "去年 against the session": (
        ["政府工作报告", "——2006年3月5日在第十届全国人民代表大会第四次会议上", GOVERNMENT, "一、去年工作回顾", *FILLER],
        (2005, None, 2006),
    ),
    "a five-year report": (
        [
            "政府工作报告",
            "——2008年3月5日在第十一届全国人民代表大会第一次会议上",
            GOVERNMENT,
            "一、过去五年工作回顾",
            *FILLER,
        ],
        (2007, 2003, 2008),
    ),
    "a five-year report without a heading": (
        [
            "区政协常委会工作报告",
            "2022年1月5日",
            "我受常委会委托,报告过去五年的工作,请予审议。",
            *FILLER,
            "今后五年工作的建议",
        ],
        (2021, 2017, 2022),
    ),
    "a span in the title": (
        ["政协江川区委员会常务委员会2007—2011年工作报告", *FILLER],
        (2011, 2007, 2012),
    ),
    "a five-year plan": (
        [
            "政府工作报告",
            "——2011年3月5日在第十一届全国人民代表大会第四次会议上",
            GOVERNMENT,
            "一、“十一五”时期国民经济和社会发展的回顾",
            *FILLER,
        ],
        (2010, 2006, 2011),
    ),
    "Chinese figures": (
        ["市政协常委会工作报告", "二〇二三年工作回顾", *FILLER, "二○二四年工作安排", *FILLER],
        (2023, None, 2024),
    ),
    "full-width figures and traditional script": (
        [
            "政府工作報告",
            "——２００９年３月５日在第十一屆全國人民代表大會第二次會議上",
            "現在,我代表國務院,向大會作政府工作報告。",
            "一、２００８年工作回顧",
            *FILLER,
        ],
        (2008, None, 2009),
    ),
    "letter-spaced title": (
        [
            "政 府 工 作 报 告",
            "——2014年1月9日在江川市第六届人民代表大会 第四次会议上",
            GOVERNMENT,
            "过去一年,我们迎难而上。",
            *FILLER,
        ],
        (2013, None, 2014),
    ),
    "year in the title of a government's report": (
        ["2025年江川省政府工作报告", "各位代表:现在,我代表省人民政府向大会报告工作。", "过去一年,极不平凡。", *FILLER],
        (2024, None, 2025),
    ),
    "year of work in a committee's title": (
        ["政协江川区委员会常务委员会2022年工作报告", *FILLER],
        (2022, None, 2023),
    ),
    "opening sentence and plan sentence": (
        [
            "2022年是七届区政协的开局之年。七届一次会议以来,区政协常委会扎实履职。",
            *FILLER * 3,
            "2023年是全面贯彻大会精神的关键之年,区政协要再接再厉。",
        ],
        (2022, None, 2023),
    ),
    "a matter of three years under a heading": (
        [
            "市中级人民法院工作报告",
            "——2021年1月28日在江川市第八届人民代表大会第四次会议上",
            "一、2020年工作情况",
            "(一)扫黑除恶专项斗争三年来成效明显",
            *FILLER,
            "二、2021年工作安排",
        ],
        (2020, None, 2021),
    ),
    "five years as a remark of a yearly report": (
        [
            "市政协常委会工作报告",
            "(2021年1月26日)",
            OPENING,
            "2020年工作回顾",
            "五年来,市政协与全市人民一道决战脱贫攻坚。",
            *FILLER,
        ],
        (2020, None, 2021),
    ),
    "five years as the frame of the opening": (
        [
            "市政协常委会工作报告",
            "(2022年1月5日)",
            OPENING,
            "市政协六届一次会议以来的五年,是很不平凡的五年。",
            *FILLER,
        ],
        (2021, 2017, 2022),
    ),
    "month alone under the title": (
        ["政协江川区委员会工作报告", "2020年7月", OPENING, "一、一年来的主要工作", *FILLER],
        (2019, None, 2020),
    ),
    "signed in December, plans named": (
        ["区政协2023年工作总结和2024年工作计划", *FILLER, "2024年工作计划", *FILLER, "区政协办公室", "2023年12月10日"],
        (2023, None, 2023),
    ),
    "bare year over broken plans": (
        [
            "市政协常委会关于提案工作情况的报告",
            "一年来,共提出提案1480件,截至去年底已全部办复。",
            *FILLER,
            "2024 年",
            "设重点任",
        ],
        (2023, None, 2024),
    ),
}


@pytest.mark.parametrize("case", STATED)
def test_years_that_a_report_states(case, make_document):
    paragraphs, expected = STATED[case]
    metadata = describe(make_document(*paragraphs))
    assert (metadata.covered_year, metadata.covered_from, metadata.delivered_year) == expected
    assert set(metadata.evidence) >= {"covered_year", "delivered_year"}


UNSTATED = {
    "masked year": ["20XX年政府工作报告", GOVERNMENT, "一、20XX年工作回顾", "过去一年,我们迎难而上。", *FILLER],
    "masked with crosses": ["市政协常委会工作报告", OPENING, "一、20××年工作回顾", "一年来,市政协扎实履职。", *FILLER],
    "lost figures": ["市政协常委会工作报告", OPENING, "一、202 年工作回顾", *FILLER],
    "mentions only": [
        "区政协常委会工作报告",
        OPENING,
        "面向2035年远景目标,回望1949年以来的历程,落实“十四五”规划。",
        *FILLER,
    ],
    "no year at all": ["区政协常委会工作报告", OPENING, "一年来,区政协扎实履职。", *FILLER],
}


@pytest.mark.parametrize("case", UNSTATED)
@pytest.mark.parametrize("furniture", [(), ("发布时间:2018-09-02 来源:江川日报",)])
def test_years_that_no_one_can_know(case, furniture, make_document):
    metadata = describe(make_document(*UNSTATED[case], furniture=furniture))
    assert (metadata.covered_year, metadata.delivered_year) == (None, None)


def test_masked_years_are_not_read_off_the_day_of_publication(make_document):
    paragraphs = UNSTATED["masked year"]
    metadata = describe(make_document(*paragraphs, furniture=("发布时间:2018-02-02",)))
    assert (metadata.covered_year, metadata.delivered_year, metadata.published) == (None, None, "2018-02-02")


def test_publication_early_in_the_year_dates_a_year_of_work(make_document):
    document = make_document(
        "区政协常委会工作报告", OPENING, "一年来,区政协扎实履职。", furniture=("发布时间:2021-02-03",)
    )
    metadata = describe(document)
    assert (metadata.covered_year, metadata.delivered_year) == (2020, 2021)
    assert metadata.evidence["delivered_year"].where == "furniture:1"


def test_a_copy_put_up_years_later_dates_nothing(make_document):
    document = make_document(
        "区政协常委会工作报告",
        OPENING,
        "一年来,区政协扎实履职。2013年3月开展视察。",
        furniture=("发布时间:2021-02-03",),
    )
    metadata = describe(document)
    assert (metadata.covered_year, metadata.delivered_year, metadata.published) == (None, None, "2021-02-03")


@pytest.mark.parametrize(
    ("published", "delivered"), [("2023-01-01", 2023), ("2022-12-30", 2022), ("2026-03-01", None), (None, None)]
)
def test_a_feature_is_written_when_the_year_ends(published, delivered, make_document):
    furniture = (f"发布时间: {published} 来源:主站",) if published else ()
    metadata = describe(make_document("百舸争流——江川市政协2022年工作综述", *FILLER, furniture=furniture))
    assert (metadata.covered_year, metadata.delivered_year) == (2022, delivered)


def test_a_fleeting_year_is_the_one_looked_back_on(make_document):
    document = make_document(
        "重慶市長壽區政協:書寫為民履職新答卷",
        "轉瞬即逝的2022年,新一屆政協交出了一份怎樣的答卷?2022年10月27日,委員們開展視察。",
        *FILLER * 3,
        "“2023年是學習貫徹黨的二十大精神的開局之年。”主席說。",
        furniture=("發佈時間: 2023-01-11 13:47 | 來源: 人民政協報",),
    )
    metadata = describe(document)
    assert (metadata.covered_year, metadata.delivered_year, metadata.published) == (2022, 2023, "2023-01-11")
    assert metadata.evidence["covered_year"].text.endswith("2022年")


@pytest.mark.parametrize(
    ("title", "lines", "tail", "furniture", "year"),
    [
        ("国务院关于同意迁址的批复", ["国函〔1996〕95号"], [], ["发布日期: 2018年12月03日"], 1996),
        (
            "国务院办公厅关于科技节水建议的复函",
            [],
            ["国务院办公厅", "二〇〇五年三月三日"],
            ["发布日期:2018-12-24"],
            2005,
        ),
        ("专利代理条例", [], [], ["成文日期:2018年11月06日 发文字号:国令第706号 发布日期:2018年11月19日"], 2018),
        ("国务院关于同意组建2008年北京奥运会协调委员会的批复", [], [], ["成文日期:", "2006年05月23日"], 2006),
        ("中华人民共和国某某法", ["(1994年7月5日通过 根据2018年12月29日第七次会议修正)"], [], [], 2018),
        ("国务院办公厅关于2009年申办工作的复函", [], [], ["发布日期:2018-12-24"], None),
    ],
)
def test_documents_are_of_the_year_they_were_written_in(title, lines, tail, furniture, year, make_document):
    metadata = describe(make_document(title, *lines, *FILLER, *tail, furniture=furniture))
    assert (metadata.delivered_year, metadata.covered_year) == (year, None)


@pytest.mark.parametrize(
    ("day", "year", "furniture"),
    [("2月26日", 2026, ()), ("12月30日", 2025, ()), ("12月30日", 2024, ("发布时间:2025-01-02",))],
)
def test_news_are_of_the_year_of_the_meeting(day, year, furniture, make_document):
    document = make_document(
        "市政协五届六次会议开幕", f"{day}上午,会议在江川开幕。", "会议总结2025年市政协工作。", furniture=furniture
    )
    metadata = describe(document)
    assert (metadata.kind, metadata.delivered_year, metadata.covered_year) == ("会议新闻", year, None)


def test_plans_are_of_the_year_they_plan(make_document):
    metadata = describe(make_document("政协江川区委员会2024年工作要点", *FILLER))
    assert (metadata.covered_year, metadata.delivered_year) == (None, 2024)


def test_a_given_year_leads_to_the_other(make_document):
    document = make_document("区政协常委会工作报告", OPENING, "一年来,扎实履职。", given={"delivered_year": 2019})
    metadata = describe(document)
    assert (metadata.covered_year, metadata.delivered_year) == (2018, 2019)
    assert metadata.evidence["delivered_year"].where == "given"
