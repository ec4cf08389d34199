"""Years of reports given to sessions, through the whole chain from a file's lines; layouts as such reports have them."""

import pytest

from tests.describe.report_parts import COURT, CPPCC, GIVEN, GOV, HELD, MAYOR, MOTIONS, NPC, PLANS, SAT, WORK

# lines of the file → (covered_year, covered_from, delivered_year)
CASES = {
    "dash and session": (
        [GIVEN, f"——2024年1月15日{HELD}", MAYOR, *GOV, "一、2023年工作回顾", *WORK, "二、2024年工作安排", *PLANS],
        (2023, None, 2024),
    ),
    "day in brackets, session before": (
        [GIVEN, f"{HELD}", "(2024年1月15日)", MAYOR, *GOV, "一、2023年工作回顾", *WORK, "二、2024年重点工作", *PLANS],
        (2023, None, 2024),
    ),
    "session line without 上": (
        [GIVEN, "江川市第八届人民代表大会第四次会议", "(2019年2月18日)", *GOV, "过去一年,成绩来之不易。", *WORK],
        (2018, None, 2019),
    ),
    "Chinese figures with ○": (
        [GIVEN, f"——二○二四年一月十五日{HELD}", *GOV, "一、二○二三年工作回顾", *WORK, "二、二○二四年工作安排", *PLANS],
        (2023, None, 2024),
    ),
    "Chinese figures with 零": (
        [GIVEN, f"——二零二四年一月十五日{HELD}", *GOV, "一、二零二三年的工作", *WORK],
        (2023, None, 2024),
    ),
    "nineties": (
        [GIVEN, f"——一九九九年三月二日{HELD}", *GOV, "一、一九九八年工作回顾", *WORK, "二、一九九九年的任务", *PLANS],
        (1998, None, 1999),
    ),
    "two-digit year of review against the session": (
        [GIVEN, f"——1999年3月2日{HELD}", *GOV, "一、98年工作回顾", *WORK, "二、99年工作任务", *PLANS],
        (1998, None, 1999),
    ),
    "two-digit years alone": (
        ["政协江川县委员会常务委员会工作报告", *CPPCC, "一、’98年工作回顾", *WORK, "二、’99年工作安排", *PLANS],
        (1998, None, 1999),
    ),
    "full-width figures": (
        [GIVEN, f"——２０１０年１月２０日{HELD}", *GOV, "一、２００９年工作回顾", *WORK],
        (2009, None, 2010),
    ),
    "day after the name": (
        [GIVEN, MAYOR, "(2012年2月10日)", *GOV, "一、2011年工作的简要回顾", *WORK, "二、2012年工作的总体要求", *PLANS],
        (2011, None, 2012),
    ),
    "letter-spaced date": (
        [GIVEN, f"—— 2 0 1 2 年 2 月 1 0 日 {HELD}", *GOV, "过去一年,成绩来之不易。", *WORK],
        (2011, None, 2012),
    ),
    "committee under its session": (
        [
            "政协第六届江川市委员会常务委员会工作报告",
            f"(2023年1月5日{SAT})",
            "示例",
            *CPPCC,
            "一、2022年工作回顾",
            *WORK,
        ],
        (2022, None, 2023),
    ),
    "congress": (
        ["江川市人民代表大会常务委员会工作报告", f"——2021年1月20日{HELD}", *NPC, "过去一年的主要工作", *WORK],
        (2020, None, 2021),
    ),
    "court, first sentence": (
        ["江川市中级人民法院工作报告", f"——2020年1月10日{HELD}", *COURT, "2019年,全市法院受理案件5.6万件。", *WORK],
        (2019, None, 2020),
    ),
    "procuratorate": (
        [
            "江川市人民检察院工作报告",
            f"2022年1月11日{HELD}",
            "江川市人民检察院检察长 示例",
            "各位代表:",
            "现在,我代表市人民检察院向大会报告工作,请予审议。",
            "2021年工作情况",
            *WORK,
            "2022年工作打算",
            *PLANS,
        ],
        (2021, None, 2022),
    ),
    "motions since a session that is dated": (
        [
            "政协江川市委员会常务委员会关于六届二次会议以来提案工作情况的报告",
            f"(2024年1月10日{SAT})",
            *MOTIONS,
            "六届二次会议以来,政协委员共提出提案326件。",
            *WORK,
        ],
        (2023, None, 2024),
    ),
    "motions of a year": (
        ["江川市政协2023年提案工作情况报告", *WORK, "2024年工作打算", *PLANS, "2024年1月8日"],
        (2023, None, 2024),
    ),
    "motions since a session that is not dated": (
        [
            "政协江川市委员会常务委员会关于六届二次会议以来提案工作情况的报告",
            *MOTIONS,
            "六届二次会议以来,政协委员共提出提案326件,立案298件,已全部办复。",
            *WORK,
        ],
        (None, None, None),
    ),
    "去年 in spring": (
        [GIVEN, f"——2006年2月5日{HELD}", *GOV, "一、去年工作回顾", *WORK, "二、今年工作", *PLANS],
        (2005, None, 2006),
    ),
    "上年 in spring": (
        [GIVEN, f"——2001年2月5日{HELD}", *GOV, "一、上年工作回顾", *WORK, "二、今年任务", *PLANS],
        (2000, None, 2001),
    ),
    "今年 in December": (
        [GIVEN, f"——2022年12月28日{HELD}", *GOV, "一、今年工作回顾", *WORK, "二、明年工作安排", *PLANS],
        (2022, None, 2022),
    ),
    "一年来 in December": (
        [
            "政协江川市委员会常务委员会工作报告",
            "(2023年12月27日)",
            *CPPCC,
            "一年来的主要工作",
            *WORK,
            "二、明年工作",
            *PLANS,
        ],
        (2023, None, 2023),
    ),
    "December with both years": (
        [
            "政协江川市委员会常务委员会工作报告",
            f"——2023年12月27日{SAT}",
            *CPPCC,
            "一、2023年工作回顾",
            *WORK,
            "二、2024年工作",
            *PLANS,
        ],
        (2023, None, 2023),
    ),
    "first sentence of a December session": (
        ["政协江川市委员会常务委员会工作报告", f"——2023年12月27日{SAT}", *CPPCC, "2023年,市政协认真履职。", *WORK],
        (2023, None, 2023),
    ),
    "greeting of the new year in spring": (
        [GIVEN, f"——2023年1月9日{HELD}", *GOV, "2023年是新征程的开局之年。", "过去一年,全市经济稳中有进。", *WORK],
        (2022, None, 2023),
    ),
    "去年 in September": (
        [GIVEN, f"——1986年9月5日{HELD}", *GOV, "一、去年工作回顾", *WORK],
        (1985, None, 1986),
    ),
    "一年来 in October": (
        ["政协江川县委员会常务委员会工作报告", "(1988年10月12日)", *CPPCC, "一年来的工作", *WORK],
        (None, None, 1988),
    ),
    "session put off into summer": (
        [GIVEN, f"——2020年5月22日{HELD}", *GOV, "一、2019年和今年以来工作回顾", *WORK, "二、今年工作", *PLANS],
        (2019, None, 2020),
    ),
    "一年来 in June": (
        [GIVEN, f"——1985年6月20日{HELD}", *GOV, "一、过去一年的工作", *WORK],
        (1984, None, 1985),
    ),
    "year before 政府工作报告": (
        ["2025年政府工作报告", *GOV, "过去一年,极不平凡。", *WORK],
        (2024, None, 2025),
    ),
    "year behind the title": (["政府工作报告(2015年)", *GOV, "过去一年,极不平凡。", *WORK], (2014, None, 2015)),
    "title year against the text": (
        [
            "2025年政府工作报告",
            f"——2024年12月27日{HELD}",
            *GOV,
            "一、2024年工作回顾",
            *WORK,
            "二、2025年工作安排",
            *PLANS,
        ],
        (2024, None, 2024),
    ),
    "title names the reviewed year": (
        [
            "江川市政府工作报告(2023年)",
            f"——2024年1月9日{HELD}",
            *GOV,
            "一、2023年工作回顾",
            *WORK,
            "二、2024年工作",
            *PLANS,
        ],
        (2023, None, 2024),
    ),
    "year of a committee's work": (
        ["政协江川市委员会常务委员会2022年工作报告", *WORK, "2023年工作安排", *PLANS],
        (2022, None, 2023),
    ),
    "court's title year is the session's": (
        ["2023年江川市中级人民法院工作报告", *COURT, "一、2022年工作回顾", *WORK, "二、2023年工作安排", *PLANS],
        (2022, None, 2023),
    ),
    "court's title year alone, and named in the text": (
        ["2023年江川市中级人民法院工作报告", *COURT, "过去一年的工作", *WORK, "2023年3月,开展示例活动。"],
        (None, None, None),
    ),
    "court's title year alone, never named in the text": (
        ["2023年江川市中级人民法院工作报告", *COURT, "过去一年的工作", *WORK, "2022年3月,开展示例活动。"],
        (2022, None, 2023),
    ),
    "court's title year is that of its work": (
        ["江川市中级人民法院2023年工作报告", *COURT, "一、2023年工作回顾", *WORK, "二、2024年工作安排", *PLANS],
        (2023, None, 2024),
    ),
    "court's year of work": (
        [
            "江川市中级人民法院2022年度工作报告",
            *COURT,
            "2022年,全市法院受理案件5.6万件。",
            *WORK,
            "2023年工作安排",
            *PLANS,
        ],
        (2022, None, 2023),
    ),
    "figures of other years outnumber the reviewed": (
        [
            GIVEN,
            f"——2016年1月9日{HELD}",
            *GOV,
            "过去一年的工作",
            *["2011年、2012年、2013年完成投资12亿元,2010年以来累计投入40亿元,2011年起连续增长,群众满意度不断提高。"]
            * 6,
            *WORK,
            "今年的主要任务",
            *PLANS,
        ],
        (2015, None, 2016),
    ),
    "plans longer than the review": (
        [
            "政协江川市委员会常务委员会工作报告",
            *CPPCC,
            "一、2018年工作回顾",
            *WORK,
            "二、2019年工作安排",
            *["2019年,要办好实事。", *PLANS] * 6,
        ],
        (2018, None, 2019),
    ),
    "plan year alone": (
        [
            "政协江川市委员会常务委员会工作报告",
            *CPPCC,
            "一年来,常委会团结带领广大委员履职尽责。",
            *WORK,
            "2019年工作安排",
            *PLANS,
        ],
        (2018, None, 2019),
    ),
    "campaign under a yearly review": (
        [
            GIVEN,
            f"——2021年1月28日{HELD}",
            *GOV,
            "一、2020年工作情况",
            "(一)脱贫攻坚五年来成效显著",
            *WORK,
            "二、2021年工作",
            *PLANS,
        ],
        (2020, None, 2021),
    ),
    "anniversary": (
        [
            "政协江川市委员会常务委员会工作报告",
            f"——2020年1月8日{SAT}",
            *CPPCC,
            "2019年是新中国成立70周年,也是市政协成立65周年。",
            *WORK,
        ],
        (2019, None, 2020),
    ),
    "session named by month": (
        ["政协江川市委员会工作报告", "2020年7月", *CPPCC, "一、一年来的主要工作", *WORK],
        (2019, None, 2020),
    ),
    "date over two days": (
        [GIVEN, f"——2014年1月9日至11日{HELD}", *GOV, "过去一年,极不平凡。", *WORK],
        (2013, None, 2014),
    ),
    "review heading without 年 figures": (
        ["政协江川市委员会常务委员会工作报告", f"{SAT}", "2018年1月", *CPPCC, "过去一年工作回顾", *WORK],
        (2017, None, 2018),
    ),
    "date at the end": (
        [
            "政协江川市委员会常务委员会工作报告",
            *CPPCC,
            "一、2018年工作回顾",
            *WORK,
            "二、2019年工作安排",
            *PLANS,
            "2019年1月8日",
        ],
        (2018, None, 2019),
    ),
    "agency's dateline": (
        ["政府工作报告", "新华社北京2006年3月14日电", *GOV, "一、去年工作回顾", *WORK, "二、今年主要任务", *PLANS],
        (2005, None, 2006),
    ),
    "adopted and released later": (
        [
            GIVEN,
            f"(2013年1月25日{HELD})",
            *GOV,
            "一、2012年工作回顾",
            *WORK,
            "(2013年1月29日江川市第八届人民代表大会第四次会议通过)",
        ],
        (2012, None, 2013),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_years_of_reports_to_sessions(case, years_described):
    lines, expected, *options = CASES[case]
    assert years_described(*lines, **(options[0] if options else {})) == expected


def test_a_list_of_reports_is_of_no_year(described):
    listed = (f"{year}年江川市政府工作报告 [{year}-01-2{year % 10}]" for year in range(2024, 2014, -1))
    for metadata in described(
        "江川市人民政府门户网站", "首页 > 政务公开 > 政府工作报告", *listed, "上一页 1 2 3 下一页"
    ):
        assert (metadata.covered_year, metadata.delivered_year) == (None, None)
