"""Years that texts have lost or masked, that copies and names of files tell, and that other years stand beside."""

import pytest

from tests.describe.report_parts import CPPCC, GIVEN, GOV, HELD, PLANS, WORK

# lines of the file → (covered_year, covered_from, delivered_year)
CASES = {
    "lost figure in the review": (
        ["政协江川市委员会常务委员会工作报告", *CPPCC, "一、20 3年工作回顾", *WORK],
        (None, None, None),
    ),
    "lost last figure": (
        ["政协江川市委员会常务委员会工作报告", *CPPCC, "一、202 年工作回顾", *WORK],
        (None, None, None),
    ),
    "lost Chinese figure": (
        ["政协江川市委员会常务委员会工作报告", *CPPCC, "一、二〇二 年工作回顾", *WORK],
        (None, None, None),
    ),
    "lost figure in the date": (
        [GIVEN, f"——20 4年1月15日{HELD}", *GOV, "过去一年,极不平凡。", *WORK],
        (None, None, None),
    ),
    "lost in the date, whole in the review": (
        [GIVEN, f"——202 年1月15日{HELD}", *GOV, "一、2023年工作回顾", *WORK, "二、2024年工作安排", *PLANS],
        (2023, None, 2024),
    ),
    "lost in the review, whole in the date": (
        [GIVEN, f"——2024年1月15日{HELD}", *GOV, "一、202 年工作回顾", *WORK],
        (2023, None, 2024),
    ),
    "lost figure and a copy's day": (
        [
            "政协江川市委员会常务委员会工作报告",
            "发布时间:2018-02-02 来源:江川日报",
            *CPPCC,
            "一、202 年工作回顾",
            "一年来,履职尽责。",
            *WORK,
        ],
        (None, None, None),
    ),
    "masked in capitals": (
        ["20XX年政府工作报告", *GOV, "一、20XX年工作回顾", *WORK, "二、20XX年工作安排", *PLANS],
        (None, None, None),
    ),
    "masked in small letters": (
        [GIVEN, f"——20xx年1月15日{HELD}", *GOV, "一、20xx年工作回顾", *WORK],
        (None, None, None),
    ),
    "masked with a cross": ([GIVEN, f"——201×年1月15日{HELD}", *GOV, "一、201×年工作回顾", *WORK], (None, None, None)),
    "masked in Chinese": (
        [GIVEN, f"——二〇××年一月十五日{HELD}", *GOV, "过去一年,极不平凡。", *WORK],
        (None, None, None),
    ),
    "masked with boxes": ([GIVEN, f"——20□□年1月15日{HELD}", *GOV, "过去一年,极不平凡。", *WORK], (None, None, None)),
    "masked with stars": ([GIVEN, f"——20**年1月15日{HELD}", *GOV, "过去一年,极不平凡。", *WORK], (None, None, None)),
    "masked, a campaign's year left": (
        ["20XX年政府工作报告", *GOV, "一、20XX年工作回顾", *WORK, "2018年是决胜全面建成小康社会的关键之年。", *PLANS],
        (None, None, None),
    ),
    "masked, and put up in spring": (
        [
            "20XX年政府工作报告",
            "发布时间:2018-02-02 来源:示例文库",
            *GOV,
            "一、20XX年工作回顾",
            "过去一年,极不平凡。",
            *WORK,
        ],
        (None, None, None),
    ),
    "masked, in a dated folder": (
        ["20XX年政府工作报告", *GOV, "一、20XX年工作回顾", "过去一年,极不平凡。", *WORK],
        (None, None, None),
        {"file": "2018/20XX年政府工作报告.txt"},
    ),
    "no year at all": (
        ["政协江川市委员会常务委员会工作报告", *CPPCC, "一年来,常委会履职尽责。", WORK[0]],
        (None, None, None),
    ),
    "put up nine years later": (
        [GIVEN, "发布时间:2018-03-02 来源:江川市政府", f"——2009年1月15日{HELD}", *GOV, "过去一年,极不平凡。", *WORK],
        (2008, None, 2009),
    ),
    "put up nine years later, without a session": (
        [GIVEN, "发布时间:2018-03-02 来源:江川市政府", *GOV, "一、2008年工作回顾", *WORK, "二、2009年工作安排", *PLANS],
        (2008, None, 2009),
    ),
    "put up years later, text speaks of older years": (
        [GIVEN, "发布时间:2018-03-02 来源:江川市政府", *GOV, "过去一年,极不平凡。2008年5月开工建设。", *WORK],
        (None, None, None),
    ),
    "put up at once": (
        [
            "政协江川市委员会常务委员会工作报告",
            "发布时间:2021-02-03 来源:江川政协",
            *CPPCC,
            "一年来,市政协扎实履职。",
            WORK[0],
        ],
        (2020, None, 2021),
    ),
    "put up in December": (
        [
            "政协江川市委员会常务委员会工作报告",
            "发布时间:2023-12-29 来源:江川政协",
            *CPPCC,
            "一、2023年工作回顾",
            *WORK,
            "二、2024年工作",
            *PLANS,
        ],
        (2023, None, 2023),
    ),
    "crawled years later": (
        [GIVEN, "抓取时间:2025-03-02", *GOV, "一、2008年工作回顾", *WORK, "二、2009年工作安排", *PLANS],
        (2008, None, 2009),
    ),
    "crawled in spring": (
        ["政协江川市委员会常务委员会工作报告", *CPPCC, "一年来,市政协扎实履职。", WORK[0], "采集时间:2025-02-03"],
        (None, None, None),
    ),
    "today's date of a site": (
        ["今天是2026年3月5日 星期四", "政协江川市委员会常务委员会工作报告", *CPPCC, "一年来,市政协扎实履职。", WORK[0]],
        (None, None, None),
    ),
    "name with the year": (
        [GIVEN, *GOV, "过去一年,极不平凡。", *WORK],
        (2014, None, 2015),
        {"file": "合肥市_2015.txt"},
    ),
    "name is the year": ([GIVEN, *GOV, "过去一年,极不平凡。", *WORK], (2014, None, 2015), {"file": "江川市/2015.txt"}),
    "folder is the year": (
        [GIVEN, *GOV, "过去一年,极不平凡。", *WORK],
        (2014, None, 2015),
        {"file": "2015/江川市.txt"},
    ),
    "name with year and month": (
        ["政协江川市委员会常务委员会工作报告", *CPPCC, "一年来,市政协扎实履职。", WORK[0]],
        (2014, None, 2015),
        {"file": "2015年1月江川市政协常委会工作报告.txt"},
    ),
    "name ends with the year": (
        [GIVEN, *GOV, "过去一年,极不平凡。", *WORK],
        (2014, None, 2015),
        {"file": "江川市政府工作报告2015.txt"},
    ),
    "name of a government's report": (
        [GIVEN, *GOV, "过去一年,极不平凡。", *WORK],
        (2014, None, 2015),
        {"file": "2015年政府工作报告.txt"},
    ),
    "name inside an archive": (
        [GIVEN, *GOV, "过去一年,极不平凡。", *WORK],
        (2014, None, 2015),
        {"file": "报告汇总2019.zip", "member": "江川市/2015年政府工作报告.txt"},
    ),
    "text against the name": (
        [GIVEN, f"——2009年1月15日{HELD}", *GOV, "过去一年,极不平凡。", *WORK],
        (2008, None, 2009),
        {"file": "2018/2015年政府工作报告.txt"},
    ),
    "review against the name": (
        [GIVEN, *GOV, "一、2008年工作回顾", *WORK, "二、2009年工作安排", *PLANS],
        (2008, None, 2009),
        {"file": "江川市_2008.txt"},
    ),
    "years of the text against the name": (
        [GIVEN, *GOV, "过去一年,极不平凡。2008年5月开工建设,2008年12月竣工。", *WORK],
        (None, None, None),
        {"file": "江川市_2019.txt"},
    ),
    "a committee's name is not told apart": (
        ["政协江川市委员会常务委员会工作报告", *CPPCC, "一年来,市政协扎实履职。", WORK[0]],
        (None, None, None),
        {"file": "江川市政协_2015.txt"},
    ),
    "the nearer of two names": (
        [GIVEN, *GOV, "过去一年,极不平凡。", *WORK],
        (2014, None, 2015),
        {"file": "2016/江川市_2015.txt"},
    ),
    "a number that is no year": (
        [GIVEN, *GOV, "过去一年,极不平凡。", *WORK],
        (None, None, None),
        {"file": "doc_120150938.txt"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_years_of_reports_to_sessions(case, years_described):
    lines, expected, *options = CASES[case]
    assert years_described(*lines, **(options[0] if options else {})) == expected
