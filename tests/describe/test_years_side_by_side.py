"""Reports in which other days and years stand beside those that count."""

import pytest

from tests.describe.report_parts import CPPCC, GIVEN, GOV, HELD, MAYOR, NPC, PLANS, SAT, WORK

# lines of the file → (covered_year, covered_from, delivered_year)
CASES = {
    "named by covered": (
        ["2024年政府工作报告", *GOV, "一、2024年工作回顾", *WORK, "二、2025年工作安排", *PLANS],
        (2024, None, None),
    ),
    "one line": (
        [f"政府工作报告(2024年1月23日{HELD})", MAYOR, *GOV, "一、过去一年工作回顾", *WORK],
        (2023, None, 2024),
    ),
    "same line dash": (
        [f"江川市人民政府工作报告 ——2024年1月15日{HELD}", *GOV, "过去一年,不平凡。", *WORK],
        (2023, None, 2024),
    ),
    "name with day": ([GIVEN, HELD, "示例 二〇二三年一月五日", *GOV, "过去一年,不平凡。", *WORK], (2022, None, 2023)),
    "approved note": (
        [GIVEN, "(2024年1月20日江川市第八届人民代表大会第四次会议批准)", MAYOR, *GOV, "过去一年,不平凡。", *WORK],
        (2023, None, 2024),
    ),
    "gazette": (
        ["江川市人民政府公报 2024年第2期", GIVEN, f"——2024年1月15日{HELD}", *GOV, "过去一年,不平凡。", *WORK],
        (2023, None, 2024),
    ),
    "hidden congress sentence": (
        [
            "江川市政协2022年工作综述",
            "发布时间:2023-01-05 来源:江川政协",
            "2022年10月16日,中共二十大胜利召开,大会描绘了宏伟蓝图。",
            *WORK,
        ],
        (2022, None, 2023),
    ),
    "congress in report head": (
        [
            "政协江川市委员会常务委员会工作报告",
            *CPPCC,
            "2022年10月16日,中共二十大胜利召开,大会描绘了宏伟蓝图。",
            "一、2022年工作回顾",
            *WORK,
            "二、2023年工作安排",
            *PLANS,
        ],
        (2022, None, 2023),
    ),
    "回眸2023": (
        ["回眸2023:江川市政协履职纪实", "发布时间:2024-01-05 来源:江川政协", "江川市政协示例。" + WORK[0]],
        (2023, None, 2024),
    ),
    "2023履职答卷": (["江川市政协2023履职答卷", "发布时间:2024-01-05 来源:江川政协", WORK[0]], (2023, None, 2024)),
    "overdue matter": (
        [GIVEN, f"——2022年1月10日{HELD}", *GOV, "一年来的工作", *WORK, "(三)2020年遗留问题整改工作情况", *WORK],
        (2021, None, 2022),
    ),
    "rule of law": (["江川市2023年法治政府建设情况报告", *WORK, "2024年2月5日"], (2023, None, 2024)),
    "info disclosure": (["江川市人民政府2023年政府信息公开工作年度报告", *WORK], (2023, None, None)),
    "court summary": (["江川市中级人民法院2023年工作总结及2024年工作思路", *WORK], (2023, None, None)),
    "opening since, June": (
        ["政协江川市委员会常务委员会工作报告", "(2020年6月3日)", *CPPCC, "2019年以来,市政协履职尽责。", *WORK],
        (2019, None, 2020),
    ),
    "term then year": (
        [
            "江川市人民代表大会常务委员会工作报告",
            "——2022年1月6日在江川市第九届人民代表大会第一次会议上",
            *NPC,
            "一、过去五年的主要工作",
            *WORK,
            "二、2021年的主要工作",
            *WORK,
            "三、2022年工作建议",
            *PLANS,
        ],
        (2021, 2017, 2022),
    ),
    "five-year action in plans": (
        [
            GIVEN,
            f"——2019年1月15日{HELD}",
            *GOV,
            "一、2018年工作回顾",
            *WORK,
            "二、2019年工作安排",
            *PLANS,
            "(二)实施城市更新五年行动",
            *PLANS,
        ],
        (2018, None, 2019),
    ),
    "old term": (
        [
            "江川县政府工作报告",
            "(1993年3月6日在江川县第十二届人民代表大会第一次会议上)",
            *GOV,
            "一、1990年至1992年工作回顾",
            *WORK,
        ],
        (1992, 1990, 1993),
    ),
    "year of grand events": (
        [GIVEN, f"——2022年1月10日{HELD}", *GOV, "刚刚过去的2021年,是党和国家历史上具有里程碑意义的一年。", *WORK],
        (2021, None, 2022),
    ),
    "mid-term": (
        [
            "政协江川市委员会常务委员会工作报告",
            f"(2014年1月8日{SAT})",
            *CPPCC,
            "一、2013年工作回顾",
            *WORK,
            "回顾本届两年来的工作,我们体会到",
            *WORK,
        ],
        (2013, None, 2014),
    ),
    "review since session": (
        [
            "政协江川市委员会常务委员会工作报告",
            f"(2014年1月8日{SAT})",
            *CPPCC,
            "一、六届二次会议以来的工作回顾",
            *WORK,
            "二、2014年工作部署",
            *PLANS,
        ],
        (2013, None, 2014),
    ),
    "no date, plan title": (
        ["政协江川市委员会常务委员会工作报告", *CPPCC, "六届二次会议以来的工作", *WORK, "2014年工作部署", *PLANS],
        (2013, None, 2014),
    ),
    "deliver date words": (
        [
            "江川市人民检察院工作报告",
            "——在江川市第八届人民代表大会第四次会议上",
            "(2017年2月)",
            "过去一年,检察院。",
            *WORK,
        ],
        (2016, None, 2017),
    ),
    "lunar": (
        [GIVEN, "1982年12月20日在江川县第八届人民代表大会第三次会议上", *GOV, "一年来的工作", *WORK],
        (1982, None, 1982),
    ),
    "April 1984": (
        [GIVEN, "1984年4月20日在江川县第八届人民代表大会第三次会议上", *GOV, "一、一九八三年的工作", *WORK],
        (1983, None, 1984),
    ),
    "half year gov": (["江川市2023年上半年工作总结", *WORK], (2023, None, 2023)),
    "review two years": (
        [GIVEN, f"——2005年1月15日{HELD}", *GOV, "一、2003年和2004年工作回顾", *WORK],
        (2004, 2003, 2005),
    ),
    "since election and yearly": (
        ["政协江川市委员会常务委员会工作报告", f"(2013年1月8日{SAT})", *CPPCC, "2012年是本届市政协的开局之年。", *WORK],
        (2012, None, 2013),
    ),
    "title with session only + dec pub": (
        [
            "政协江川市委员会常务委员会工作报告",
            "发布时间:2023-12-29",
            "各位委员:我受委托报告工作。",
            "一年来,市政协履职尽责。2023年5月开展视察。",
            *WORK,
        ],
        (2023, None, 2023),
    ),
    "thirteen five": (
        [
            GIVEN,
            f"——2016年1月15日{HELD}",
            *GOV,
            "一、2015年和“十二五”工作回顾",
            *WORK,
            "二、“十三五”总体要求",
            *PLANS,
            "三、2016年工作",
            *PLANS,
        ],
        (2015, 2011, 2016),
    ),
    "pages dump no title name": (
        [
            "各位代表:",
            "现在,我代表市人民政府向大会报告工作,请予审议。",
            "一、2015年工作回顾",
            *WORK,
            "二、2016年工作",
            *PLANS,
        ],
        (2015, None, 2016),
    ),
    "masked place": (
        [GIVEN, "——2024年1月15日在XX市第八届人民代表大会第四次会议上", *GOV, "过去一年,不平凡。", *WORK],
        (2023, None, 2024),
    ),
    "ocr o": ([GIVEN, *GOV, "一、2O23年工作回顾", *WORK], (2023, None, 2024)),
    "work of five years": (
        [GIVEN, "——2012年1月10日在江川市第七届人民代表大会第一次会议上", *GOV, "一、本届以来五年的工作回顾", *WORK],
        (2011, 2007, 2012),
    ),
    "work of the year, late in a short text": (
        [GIVEN, f"——2012年12月3日{HELD}", *GOV, *WORK, "一、2012年主要工作", WORK[0], "二、2013年工作打算", PLANS[0]],
        (2012, None, 2012),
    ),
    "a note's day under the text": (
        [GIVEN, *GOV, "一、2022年工作回顾", *WORK, "二、2023年工作安排", *PLANS, "注:数据截至2022年12月31日"],
        (2022, None, 2023),
    ),
    "terms in Chinese figures and a copy of later": (
        [GIVEN, "发布时间:2010-02-12", *GOV, "一、过去五年工作", "一九八八年3月,开工建设示例工程。", *WORK],
        (None, None, None),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_years_of_reports_to_sessions(case, years_described):
    lines, expected, *options = CASES[case]
    assert years_described(*lines, **(options[0] if options else {})) == expected
