"""Reports that look back on several years: terms of office, spans, five-year plans."""

import pytest

from tests.describe.report_parts import CPPCC, GIVEN, GOV, HELD, NPC, PLANS, SAT, WORK

# lines of the file → (covered_year, covered_from, delivered_year)
CASES = {
    "five years and the last": (
        [GIVEN, "——2022年1月10日在江川市第九届人民代表大会第一次会议上", *GOV, "一、过去五年和2021年工作回顾", *WORK],
        (2021, 2017, 2022),
    ),
    "过去的五年": (
        [
            GIVEN,
            "——2012年1月10日在江川市第七届人民代表大会第一次会议上",
            *GOV,
            "一、过去的五年",
            *WORK,
            "二、今后五年",
            *PLANS,
        ],
        (2011, 2007, 2012),
    ),
    "本届五年": (
        [
            "政协第五届江川市委员会常务委员会工作报告",
            "——2017年1月6日在政协第六届江川市委员会第一次会议上",
            "各位委员:我受政协第五届江川市委员会常务委员会委托,向大会报告工作,请予审议。",
            "一、五届市政协五年来的工作",
            *WORK,
            "二、对六届市政协工作的建议",
            *PLANS,
        ],
        (2016, 2012, 2017),
    ),
    "five years to December": (
        [GIVEN, "——2021年12月28日在江川市第九届人民代表大会第一次会议上", *GOV, "一、过去五年工作回顾", *WORK],
        (2021, 2017, 2021),
    ),
    "five years to October": (
        [GIVEN, "——2021年10月28日在江川县第十九届人民代表大会第一次会议上", *GOV, "一、过去五年工作回顾", *WORK],
        (2021, 2017, 2021),
    ),
    "three years of an old county": (
        [
            "江川县人民代表大会常务委员会工作报告",
            "——1990年3月6日在江川县第十一届人民代表大会第一次会议上",
            *NPC,
            "一、过去三年的工作",
            *WORK,
        ],
        (1989, 1987, 1990),
    ),
    "first session, five years in a sentence": (
        [
            "政协第五届江川市委员会常务委员会工作报告",
            "——2017年1月6日在政协第六届江川市委员会第一次会议上",
            "各位委员:受政协第五届市委员会常务委员会委托,我向大会报告五年来的工作,请予审议。",
            "工作回顾",
            *WORK,
        ],
        (2016, 2012, 2017),
    ),
    "since the body was elected": (
        [
            "政协第五届江川市委员会常务委员会工作报告",
            "——2017年1月6日在政协第六届江川市委员会第一次会议上",
            *CPPCC,
            "一、2012年换届以来的工作回顾",
            *WORK,
        ],
        (2016, 2012, 2017),
    ),
    "since a year, span ends with the session": (
        [
            "江川市人大常委会工作报告",
            f"——2022年1月12日{HELD}",
            *NPC,
            "一、2017年以来工作回顾",
            *WORK,
            "二、下一届工作建议",
            *PLANS,
        ],
        (2021, 2017, 2022),
    ),
    "since the reviewed year": (
        ["政协江川市委员会常务委员会工作报告", f"——2024年1月12日{SAT}", *CPPCC, "一、2023年以来的工作回顾", *WORK],
        (2023, None, 2024),
    ),
    "span with two 年": (
        ["政协江川市委员会常务委员会工作报告", "(2023年1月4日)", *CPPCC, "一、2018年至2022年工作回顾", *WORK],
        (2022, 2018, 2023),
    ),
    "span with one 年": (
        ["政协江川市委员会常务委员会工作报告", "(2023年1月4日)", *CPPCC, "一、2018至2022年工作回顾", *WORK],
        (2022, 2018, 2023),
    ),
    "span without 年": (
        ["政协江川市委员会常务委员会工作报告(2018-2022)", *CPPCC, "一、五年来的工作", *WORK],
        (2022, 2018, 2023),
    ),
    "span with full-width dash": (
        ["政协江川区委员会常务委员会2007—2011年工作报告", *WORK],
        (2011, 2007, 2012),
    ),
    "span in Chinese figures": (
        [
            "政协江川县委员会常务委员会工作报告",
            "(一九九八年三月六日)",
            *CPPCC,
            "一、一九九三年至一九九七年工作回顾",
            *WORK,
        ],
        (1997, 1993, 1998),
    ),
    "plan period with the last year": (
        [
            GIVEN,
            f"——2021年1月20日{HELD}",
            *GOV,
            "一、“十三五”时期和2020年工作回顾",
            *WORK,
            "二、“十四五”时期的目标",
            *PLANS,
        ],
        (2020, 2016, 2021),
    ),
    "plan period that still runs": (
        [GIVEN, f"——2024年1月20日{HELD}", *GOV, "一、“十四五”以来工作回顾", *WORK, "二、2024年工作", *PLANS],
        (2023, 2021, 2024),
    ),
    "plan period as a remark": (
        [
            GIVEN,
            f"——2023年1月20日{HELD}",
            *GOV,
            "一、2022年工作回顾",
            "“十三五”时期打下了基础。",
            *WORK,
            "二、2023年工作",
            *PLANS,
        ],
        (2022, None, 2023),
    ),
    "five years of the future only": (
        [GIVEN, f"——2023年1月20日{HELD}", *GOV, "一、2022年工作回顾", *WORK, "二、未来五年的奋斗目标", *PLANS],
        (2022, None, 2023),
    ),
    "four years of a shortened term": (
        [GIVEN, "——2007年1月20日在江川市第四届人民代表大会第一次会议上", *GOV, "一、过去四年工作回顾", *WORK],
        (2006, 2003, 2007),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_years_of_reports_to_sessions(case, years_described):
    lines, expected, *options = CASES[case]
    assert years_described(*lines, **(options[0] if options else {})) == expected
